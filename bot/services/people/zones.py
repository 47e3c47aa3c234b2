"""The names by which people call time zones, in English and Russian."""

import zoneinfo
from collections.abc import Mapping, Sequence
from functools import cache

from babel.dates import get_timezone_location

from bot.domain.people.zones import COMMON_ZONES

_AREAS = frozenset(
    ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
     "Indian", "Pacific")
)  # fmt: skip
SPOKEN_IN = ("en", "ru")


@cache
def spoken_zones() -> Mapping[str, str]:
    """Names in lower case with spaces ("europe/berlin", "berlin", "берлин") to zones.

    Where two zones share a city's name, the commonly chosen one has it.
    """
    zones = sorted(
        (zone for zone in zoneinfo.available_timezones() if zone.split("/")[0] in _AREAS),
        key=lambda zone: (zone not in COMMON_ZONES, zone),
    )
    spoken = {"utc": "UTC", "gmt": "UTC"}
    for zone in zones:
        spoken[_plain(zone)] = zone
    for zone in zones:
        spoken.setdefault(_plain(zone.rsplit("/", 1)[-1]), zone)
    for zone in zones:
        for locale in SPOKEN_IN:
            spoken.setdefault(_plain(city(zone, locale)), zone)
    return spoken


def city(zone: str, locale: str) -> str:
    """The city a zone is named for, in the words of ``locale``; "UTC" for itself."""
    return zone if zone == "UTC" else get_timezone_location(zone, locale=locale, return_city=True)


def cities(zones: Sequence[str], locale: str) -> list[str]:
    """The cities of several zones; two of the same name are told apart by the zones' own names."""
    named = [city(zone, locale) for zone in zones]
    return [
        zone.replace("_", " ") if named.count(name) > 1 else name
        for zone, name in zip(zones, named, strict=True)
    ]


def _plain(name: str) -> str:
    return name.replace("_", " ").lower()
