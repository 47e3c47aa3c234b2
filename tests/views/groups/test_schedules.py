"""How schedules read: the list, its buttons, and every word that is said of them."""

import html
import re
from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.quizzes.attempt import EVERYTHING, Scope
from bot.domain.rounds.modes import Mode
from bot.domain.rounds.round import RoundKind
from bot.domain.rounds.schedule import (
    EVERY_DAY,
    MOST,
    WEEKDAYS,
    Planned,
    Schedule,
    ScheduleState,
    Timing,
)
from bot.domain.rounds.schedule_request import Flaw
from bot.services.schedules.keeping import Entry, Listing
from bot.views.callback import decode
from bot.views.fitting import TEXT_LIMIT, length
from bot.views.groups.schedules import said, schedule_list
from bot.views.message import Message
from bot.views.words import words

BERLIN = "Europe/Berlin"
ROUND = Planned(
    Timing(frozenset({0, 3}), time(18)), RoundKind.ROUND, Scope(1, "tea"), 5, 30, Mode.TEAMS
)
DAY = Planned(Timing(EVERY_DAY, time(9, 5)), RoundKind.DAY, EVERYTHING, 1, 8 * 3600, Mode.CLASSIC)
COMING = datetime(2026, 11, 26, 17, tzinfo=UTC)


def entry(
    number: int, planned: Planned, topic: str | None = None,
    state: ScheduleState = ScheduleState.ACTIVE,
) -> Entry:  # fmt: skip
    coming = COMING if state is ScheduleState.ACTIVE else None
    return Entry(Schedule(number, -1, None, 1, planned, state, None), coming, topic)


def listing(*entries: Entry) -> Listing:
    return Listing(entries, BERLIN, ZoneInfo(BERLIN), ("en",), "tea")


def text(drawn: Message) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", drawn.html))


def test_the_list_says_when_what_and_when_next() -> None:
    paused = entry(8, DAY, state=ScheduleState.PAUSED)
    drawn = schedule_list(listing(entry(7, ROUND, "Tea & cakes"), paused), words("en"))
    assert text(drawn).split("\n\n")[:3] == [
        "Scheduled here · time zone Berlin (/settings)",
        "1. Mon, Thu at 18:00 · 5 questions, 30\u00a0s each · \u2068Tea & cakes\u2069 · Teams\n"
        "Next: Thu 26 Nov, 18:00",
        "2. Every day at 09:05 · question of the day, open for 8 hours\n⏸ Paused",
    ]
    assert [[button.text for button in row] for row in drawn.keyboard] == [
        ["Pause 1", "Remove 1"], ["Go on 2", "Remove 2"],
    ]  # fmt: skip
    data = [decode(button.data or "") for row in drawn.keyboard for button in row]
    assert data == [
        ("h.pause", ("7",)), ("h.remove", ("7",)), ("h.go", ("8",)), ("h.remove", ("8",)),
    ]  # fmt: skip


@pytest.mark.parametrize(("locale", "days"), [("en", "Weekdays at"), ("ru", "По будням в")])
def test_the_five_weekdays_have_a_name(locale: str, days: str) -> None:
    planned = replace(DAY, timing=replace(DAY.timing, days=WEEKDAYS))
    assert f"1. {days} 09:05" in text(schedule_list(listing(entry(7, planned)), words(locale)))


def test_the_list_speaks_russian() -> None:
    cut_off = entry(8, DAY, "", ScheduleState.CUT_OFF)
    drawn = schedule_list(listing(entry(7, ROUND, "Чай"), cut_off), words("ru"))
    assert text(drawn).split("\n\n")[:3] == [
        "По расписанию · часовой пояс: Берлин (/settings)",
        "1. пн, чт в 18:00 · 5 вопросов, по 30\u00a0с · \u2068Чай\u2069 · Команды\n"
        "Следующий раз: чт 26 нояб., 18:00",
        "2. Каждый день в 09:05 · вопрос дня, открыт 8 часов · тема, которой больше нет\n"
        "⏸ Приостановлено: отправить сюда не получилось",
    ]


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_an_empty_list_shows_how_to_fill_it(locale: str) -> None:
    drawn = schedule_list(listing(), words(locale))
    assert text(drawn).count("/schedule") == 3
    assert drawn.keyboard == ()


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_a_full_list_fits_into_a_message(locale: str) -> None:
    week = replace(ROUND, timing=Timing(frozenset(range(6)), time(23, 59)), questions=20)
    full = listing(*(entry(10**9 + n, week, "&" * 200) for n in range(MOST)))
    assert length(schedule_list(full, words(locale)).html) < TEXT_LIMIT


SAID = [
    *(f"bad_{flaw.value}" for flaw in Flaw), "not_allowed", "channel", "most", "most_elsewhere",
    "taken", "nothing_fits", "missed", "busy", "busy_day", "nothing_left", "may_go_on",
]  # fmt: skip


@pytest.mark.parametrize("locale", ["en", "ru"])
@pytest.mark.parametrize("entry", SAID)
def test_every_word_is_there_and_what_people_wrote_is_escaped(entry: str, locale: str) -> None:
    drawn = said(entry, "<b>me</b>", words(locale))
    assert "<b>me" not in drawn.html
    named = entry in ("bad_word", "bad_key", "bad_topic", "bad_mode", "bad_day")
    assert ("&lt;b&gt;me&lt;/b&gt;" in drawn.html) is named


@pytest.mark.parametrize("locale", ["en", "ru"])
@pytest.mark.parametrize("entry", ["topic_slip", "topic_near"])
def test_what_could_be_meant_is_offered_line_by_line(entry: str, locale: str) -> None:
    offered = ["/schedule daily 18:00 topic=a&b", "/schedule daily 18:00 topic=c"]
    drawn = said(entry, "", words(locale), offered)
    assert text(drawn).split("\n")[1:] == offered
