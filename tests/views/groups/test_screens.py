"""A group's greeting and settings."""

import html
import re
from dataclasses import replace

import pytest

from bot.domain.owed import Owed
from bot.domain.people.group import GroupChat, GroupState, Membership, Right
from bot.domain.people.person import Group, Who, WhoMayStart
from bot.services.groups.settling import GroupService
from bot.storage.database import Database
from bot.views.callback import decode
from bot.views.groups.screens import GroupScreens, page
from bot.views.message import Message
from bot.views.words import words
from tests.conftest import Clock

STATE = GroupState(Group(-1, "Tea <room>", "en", "Asia/Tashkent"), "member", frozenset())

SILENCED = Membership(
    GroupChat(-1, "Tea <room>"), "restricted", frozenset({Right.MESSAGES}), Who(5, "Boris")
)


def text(drawn: Message) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", drawn.html))


def labels(drawn: Message) -> list[str]:
    return [button.text for row in drawn.keyboard for button in row]


def test_the_greeting_names_the_group_and_its_settings() -> None:
    drawn = page(STATE, "main", words("en"), greet=True)
    assert text(drawn).split("\n\n") == [
        "Hello, Tea <room>! I ask, you answer in polls, and I show where every answer is written.\n"
        "/round opens a quiz, /leaderboard shows who is ahead.",
        "Language: English\nTime zone: Tashkent\nWho may start a quiz: everyone\n"
        "A quiz counts once 2 people have answered\n"
        "Admins can change this below.",
    ]
    assert labels(drawn) == ["Language", "Time zone", "Who may start", "When it counts"]


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_missing_rights_are_said(locale: str) -> None:
    state = GroupState(STATE.group, "restricted", frozenset({Right.POLLS, Right.MESSAGES}))
    drawn = page(state, "main", words(locale))
    assert drawn.html.count("⚠") == 2


@pytest.mark.parametrize("locale", ["en", "ru"])
@pytest.mark.parametrize("name", ["main", "language", "zone", "start", "ranked"])
def test_every_button_says_what_it_does_in_words_and_in_data(name: str, locale: str) -> None:
    drawn = page(STATE, name, words(locale))
    for row in drawn.keyboard:
        for button in row:
            assert button.text.strip("✓ ")
            verb, about = decode(button.data or "")
            assert verb in {"r.page", "r.locale", "r.zone", "r.start", "r.ranked"}
            assert len(about) == 1


def test_what_is_chosen_is_marked() -> None:
    state = GroupState(
        Group(-1, "Tea", "en", "Europe/Berlin", WhoMayStart.ADMINS), "member", frozenset()
    )
    assert labels(page(state, "language", words("en"))) == [
        "English\u00a0✓",
        "Русский",
        "← Back",
    ]
    assert labels(page(state, "start", words("en"))) == [
        "Everyone",
        "Admins only\u00a0✓",
        "← Back",
    ]
    marked = [label for label in labels(page(state, "zone", words("ru"))) if "✓" in label]
    assert marked == ["Берлин\u00a0✓"]


async def test_who_added_a_silenced_bot_reads_where_it_was_unless_it_may_speak_by_now(
    database: Database, clock: Clock
) -> None:
    service = GroupService(database, {}, ("en",))
    mute = GroupScreens(service).renderers()["group_mute"]
    owed = Owed(5, "group_mute", {"group": -1})
    assert await mute(owed) is None
    await service.membership(SILENCED, clock())
    drawn = await mute(owed)
    assert isinstance(drawn, Message)
    assert text(drawn).startswith("You added me to Tea <room>, but I am not allowed")
    await service.membership(replace(SILENCED, missing=frozenset()), clock())
    assert await mute(owed) is None


@pytest.mark.parametrize("page_name", ["main", "zone"])
async def test_a_group_is_drawn_from_what_is_stored(
    database: Database, clock: Clock, page_name: str
) -> None:
    service = GroupService(database, {}, ("en",))
    draw = GroupScreens(service).renderers()["group"]
    owed = Owed(-1, "group", {"page": page_name, "greet": False})
    assert await draw(owed) is None
    russian = replace(SILENCED.by, language_code="ru-RU")
    await service.membership(replace(SILENCED, missing=frozenset(), by=russian), clock())
    drawn = await draw(owed)
    assert isinstance(drawn, Message)
    assert ("Настройки группы" in drawn.html) is (page_name == "main")
    assert ("Какой у вас часовой пояс" in drawn.html) is (page_name == "zone")


async def test_a_line_says_what_is_missing_and_nothing_where_it_came_meanwhile(
    database: Database, clock: Clock
) -> None:
    service = GroupService(database, {}, ("en",))
    word = GroupScreens(service).renderers()["group_word"]
    rights, back = (Owed(-1, "group_word", {"about": about}) for about in ("rights", "back"))
    assert await word(rights) is None
    without = replace(SILENCED, missing=frozenset({Right.POLLS}))
    await service.membership(without, clock())
    warned, returned = await word(rights), await word(back)
    assert isinstance(warned, Message)
    assert isinstance(returned, Message)
    assert (warned.html[:1], warned.keyboard) == ("⚠", ())
    assert returned.html.startswith("I am here again.")
    assert returned.html.endswith(warned.html)
    await service.membership(replace(without, missing=frozenset()), clock())
    assert await word(rights) is None
