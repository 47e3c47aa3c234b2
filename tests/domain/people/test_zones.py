"""Naming a time zone."""

import zoneinfo

import pytest

from bot.domain.people.zones import COMMON_ZONES, UnknownZone, match_zone

SPOKEN = {
    "europe/berlin": "Europe/Berlin",
    "berlin": "Europe/Berlin",
    "america/new york": "America/New_York",
    "new york": "America/New_York",
    "europe/dublin": "Europe/Dublin",
    "dublin": "Europe/Dublin",
    "utc": "UTC",
}


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("  NEW   york ", "America/New_York"),
        ("america/new_york", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(typed: str, zone: str) -> None:
    assert match_zone(typed, SPOKEN) == zone


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    """The comparison with every zone takes its time by the text's length."""
    assert match_zone("berlin".ljust(64) + "and so on", SPOKEN) == "Europe/Berlin"
    with pytest.raises(UnknownZone):
        match_zone("berlin".ljust(63) + "and so on", SPOKEN)


def test_a_typo_gets_suggestions_each_once() -> None:
    with pytest.raises(UnknownZone) as caught:
        match_zone("Berlni", SPOKEN)
    assert caught.value.near[0] == "Europe/Berlin"
    assert len(set(caught.value.near)) == len(caught.value.near) <= 3


def test_of_many_that_look_like_it_three_are_suggested() -> None:
    spoken = {f"port {letter}": f"Sea/Port_{letter}" for letter in "abcdef"}
    with pytest.raises(UnknownZone) as caught:
        match_zone("port x", spoken)
    assert len(set(caught.value.near)) == 3


@pytest.mark.parametrize("typed", ["qqqqqq", "Атлантида"])
def test_what_is_near_to_nothing_gets_no_suggestion(typed: str) -> None:
    with pytest.raises(UnknownZone) as caught:
        match_zone(typed, {**SPOKEN, "аделаида": "Australia/Adelaide"})
    assert caught.value.near == ()


def test_every_common_zone_exists() -> None:
    assert set(COMMON_ZONES) <= zoneinfo.available_timezones()
