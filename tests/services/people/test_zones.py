"""Time zones by the names that people use."""

import zoneinfo

import pytest

from bot.domain.people.zones import COMMON_ZONES, UnknownZone, match_zone
from bot.services.people.zones import cities, city, spoken_zones


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("moscow", "Europe/Moscow"),
        ("Москва", "Europe/Moscow"),
        ("нью-йорк", "America/New_York"),
        ("new_york", "America/New_York"),
        ("kyiv", "Europe/Kyiv"),
        ("UTC", "UTC"),
    ],
)
def test_zones_are_known_in_english_and_russian(typed: str, zone: str) -> None:
    assert match_zone(typed, spoken_zones()) == zone


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Europe/Berln", "Europe/Berlin"), ("Moskow", "Europe/Moscow"), ("Ташкнет", "Asia/Tashkent")],
)
def test_a_typo_finds_what_was_meant(typed: str, meant: str) -> None:
    with pytest.raises(UnknownZone) as caught:
        match_zone(typed, spoken_zones())
    assert caught.value.near[0] == meant


def test_every_spoken_zone_can_be_kept_and_used() -> None:
    for zone in set(spoken_zones().values()):
        assert len(zone) <= 64
        assert len(f"p.zone:{zone}".encode()) <= 64
    assert set(spoken_zones().values()) <= zoneinfo.available_timezones()


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_common_zones_have_a_city_each(locale: str) -> None:
    cities = [city(zone, locale) for zone in COMMON_ZONES]
    assert len(set(cities)) == len(COMMON_ZONES)
    if locale == "ru":
        assert "Москва" in cities and "Дубай" in cities


def test_two_zones_of_one_city_name_are_told_apart() -> None:
    zones = ["Europe/Berlin", "Australia/Perth", "Australia/West"]
    assert cities(zones, "en") == ["Berlin", "Australia/Perth", "Australia/West"]
