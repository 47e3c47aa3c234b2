"""Time zones as people name them."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from bot.domain.errors import CiteQuizError

COMMON_ZONES = (
    "Europe/London", "Europe/Berlin", "Europe/Istanbul",
    "Europe/Minsk", "Europe/Moscow", "Asia/Yerevan",
    "Asia/Tashkent", "Asia/Dushanbe", "Asia/Almaty",
    "Asia/Bishkek", "Asia/Dubai", "Asia/Shanghai",
    "America/New_York", "America/Los_Angeles", "UTC",
)  # fmt: skip
"""Zones offered as buttons, three to a row."""

_NEAR = 3
_LIKENESS = 0.75
"""How much of two names must be the same: less has offered Adelaide for Atlantis."""
_LONGEST = 64
"""Characters of a typed name that are looked at."""


@dataclass(eq=False)
class UnknownZone(CiteQuizError):
    """No time zone has that name; ``near`` are up to three that look like it."""

    near: tuple[str, ...]


def match_zone(text: str, spoken: Mapping[str, str]) -> str:
    """The zone that ``text`` names; UnknownZone with suggestions when there is none.

    ``spoken`` maps names in lower case with spaces ("europe/berlin", "berlin") to zones.
    """
    wanted = " ".join(text[:_LONGEST].replace("_", " ").lower().split())
    if wanted in spoken:
        return spoken[wanted]
    near: dict[str, None] = {}
    for name in get_close_matches(wanted, spoken, n=4 * _NEAR, cutoff=_LIKENESS):
        near.setdefault(spoken[name])
    raise UnknownZone(tuple(near)[:_NEAR])
