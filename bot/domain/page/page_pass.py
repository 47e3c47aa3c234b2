"""Passes to the curation page: short signed texts, for one person, that end by themselves."""

import base64
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.errors import CiteQuizError

LINK_LIFE = timedelta(minutes=10)
"""How long a link from the bot may be opened."""

VISIT_LIFE = timedelta(hours=12)
"""How long a browser that was let in stays let in."""

NONCE_BYTES = 12
_FORM = re.compile(r"(link|visit)\.([0-9]{1,19})\.([0-9]{1,11})\.([A-Za-z0-9_-]{16})")
_LONGEST = 200


class Purpose(StrEnum):
    """What a pass is good for: being spent on a visit, or being shown at each request of it."""

    LINK = "link"
    VISIT = "visit"


class Refusal(StrEnum):
    """Why somebody is not let in."""

    WRONG = "wrong"
    """No pass, or not one of ours."""

    EXPIRED = "expired"
    USED = "used"
    NOT_INSTRUCTOR = "not_instructor"


@dataclass(eq=False)
class PassRefused(CiteQuizError):
    """Somebody is not let onto the page."""

    why: Refusal


@dataclass(frozen=True, slots=True)
class Pass:
    """``expires`` is UTC, in whole seconds; ``nonce`` tells it from every other pass."""

    purpose: Purpose
    telegram_id: int
    expires: datetime
    nonce: str


def signing_key(token: str) -> bytes:
    """The key that passes are signed with: from the bot's token, so that a new token ends them."""
    return hmac.digest(b"citequiz curation page", token.encode(), "sha256")


def nonce_of(chance: bytes) -> str:
    """A nonce from ``NONCE_BYTES`` bytes of chance."""
    return base64.urlsafe_b64encode(chance[:NONCE_BYTES]).decode()


def signed(made: Pass, key: bytes) -> str:
    """The pass as text, for addresses and cookies: ``purpose.id.seconds.nonce.signature``."""
    seconds = int(made.expires.timestamp())
    text = f"{made.purpose}.{made.telegram_id}.{seconds}.{made.nonce}"
    return f"{text}.{_signature(text, key)}"


def read_pass(text: str, purpose: Purpose, key: bytes, now: datetime) -> Pass:
    """The inverse of :func:`signed`. Raises PassRefused: wrong, or expired at ``now``."""
    readable = text.isascii() and len(text) <= _LONGEST
    body, _, signature = text.rpartition(".") if readable else ("", "", "")
    if not hmac.compare_digest(signature.encode(), _signature(body, key).encode()):
        raise PassRefused(Refusal.WRONG)
    parts = _FORM.fullmatch(body)
    if parts is None or parts[1] != purpose:
        raise PassRefused(Refusal.WRONG)
    expires = datetime.fromtimestamp(int(parts[3]), UTC)
    if now >= expires:
        raise PassRefused(Refusal.EXPIRED)
    return Pass(purpose, int(parts[2]), expires, parts[4])


def form_token(visit: Pass, key: bytes) -> str:
    """What each form of a visit carries: another site knows neither it nor the cookie."""
    return _signature(f"form.{visit.telegram_id}.{visit.nonce}", key)


def _signature(text: str, key: bytes) -> str:
    digest = hmac.digest(key, text.encode(), "sha256")
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
