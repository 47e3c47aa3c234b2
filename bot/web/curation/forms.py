"""Forms as browsers send them, within bounds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from bot.web.body import BodyTooLarge, body_of

MOST_BYTES = 500_000
"""A question of the longest texts, in the longest way of writing them, is a tenth of this."""

MOST_FIELDS = 2_000


class FormRefused(Exception):
    """It is too large, or no form."""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, each with all its values in order."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, name: str, otherwise: str = "") -> str:
        """The first value."""
        return next(iter(self.fields.get(name, ())), otherwise)

    def all(self, name: str) -> tuple[str, ...]:
        return self.fields.get(name, ())


async def read_form(request: Request) -> Form:
    """The request's form. Lines end in ``\\n``. Raises FormRefused."""
    try:
        return parsed(await body_of(request, MOST_BYTES))
    except (BodyTooLarge, ClientDisconnect):
        raise FormRefused from None


def parsed(body: bytes) -> Form:
    """A form from its body. Raises FormRefused."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise FormRefused from None
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        # Neither database takes NUL.
        clean = value.replace("\r\n", "\n").replace("\x00", "")
        found[name] = (*found.get(name, ()), clean)
    return Form(found)
