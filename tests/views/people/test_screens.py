"""Screens about people: in both locales, within Telegram's limits, text from people escaped."""

import json
from datetime import UTC, datetime

import pytest

from bot.delivery.housekeeping import LETTERS_KEPT, PLACES_KEPT
from bot.domain.people.naming import AliasFlaw
from bot.domain.people.person import BoardName, Person, Who
from bot.domain.people.zones import COMMON_ZONES
from bot.sandbox.markup import parse_html
from bot.views.message import Message
from bot.views.people.screens import (
    data_file,
    forget_message,
    privacy_message,
    settings_message,
    unknown_zone_message,
    zones_message,
)
from bot.views.words import LOCALES, Words, words

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PLAIN = Person(7, Who(5_000_000_001, "Alma", "Kestrel"))
LONGEST = Person(
    2**62,
    Who(2**52, "<b>&" * 16, "\u202e" * 64),
    BoardName.ALIAS,
    "<&>" * 13 + "!",
    "ru",
    "America/Argentina/ComodRivadavia",
)


def fits(message: Message) -> str:
    """The text as people read it: balanced HTML, within the limits of text and buttons."""
    text, _ = parse_html(message.html)
    assert 1 <= len(text) <= 4096
    for row in message.keyboard:
        assert 1 <= len(row) <= 8
        for button in row:
            assert button.text
            assert button.data is None or 1 <= len(button.data.encode()) <= 64
    return text


@pytest.fixture(params=LOCALES)
def say(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


@pytest.mark.parametrize("person", [PLAIN, LONGEST])
def test_every_screen_fits_in_both_locales(say: Words, person: Person) -> None:
    screens = [
        settings_message(person, say),
        settings_message(person, say, "people.saved.alias"),
        zones_message(person, say),
        unknown_zone_message([], say),
        unknown_zone_message(["America/Argentina/ComodRivadavia"] * 3, say),
        privacy_message(say, 5_000_000_001),
        forget_message(person.id, int(NOW.timestamp()), say),
        *(Message(say(f"people.alias.{flaw.value}")) for flaw in AliasFlaw),
        *(Message(say(f"people.{name}")) for name in ("unknown", "kept", "farewell")),
    ]
    for screen in screens:
        fits(screen)
    for word in ("saved", "alias_first", "stale", "forgotten", "forgotten_before", "forget_late"):
        assert 1 <= len(say.plain(f"people.toast.{word}")) <= 200


def test_a_name_is_shown_as_it_is_written_and_isolated() -> None:
    text = fits(settings_message(LONGEST, words("en")))
    assert "\u2068" + "<&>" * 13 + "!" + "\u2069" in text
    assert "\u202e" not in text


@pytest.mark.parametrize("days", [LETTERS_KEPT.days, PLACES_KEPT.days])
def test_privacy_names_the_days_that_housekeeping_keeps(say: Words, days: int) -> None:
    assert f"{days} " in fits(privacy_message(say, 5_000_000_001))


def test_the_settings_mark_what_holds() -> None:
    person = Person(7, PLAIN.who, BoardName.HIDDEN, None, "ru", "Europe/Berlin")
    shown = settings_message(person, words("ru"))
    marked = [b.text for row in shown.keyboard for b in row if b.text.endswith("✓")]
    assert marked == ["Скрыть\u00a0✓", "Русский\u00a0✓"]
    assert "Берлин" in fits(shown) and "тихий участник" in fits(shown)
    zones = zones_message(person, words("ru"))
    marked = [b.data or "" for row in zones.keyboard for b in row if b.text.endswith("✓")]
    assert marked == ["p.zone:Europe/Berlin"]
    assert sum(len(row) for row in zones.keyboard) == len(COMMON_ZONES) + 1


def test_an_unknown_note_is_left_out() -> None:
    assert settings_message(PLAIN, words("en"), "gone.with.an.update") == settings_message(
        PLAIN, words("en")
    )


def test_the_file_is_json_that_people_can_read() -> None:
    file = data_file({"account": {"first_name": "Борис"}}, NOW, words("ru"))
    assert json.loads(file.content) == {
        "format": "citequiz-my-data",
        "version": 1,
        "made_at": "2026-11-23T12:00:00+00:00",
        "account": {"first_name": "Борис"},
    }
    assert "Борис" in file.content.decode()
    assert len(parse_html(file.caption_html)[0]) <= 1024
