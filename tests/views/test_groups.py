"""A group's greeting and settings."""

import html
import re

import pytest

from bot.domain.group import GroupState, Right
from bot.domain.person import Group, WhoMayStart
from bot.views.callback import decode
from bot.views.groups import page
from bot.views.message import Message
from bot.views.words import words

STATE = GroupState(Group(-1, "Tea <room>", "en", "Asia/Tashkent"), "member", frozenset())


def text(drawn: Message) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", drawn.html))


def labels(drawn: Message) -> list[str]:
    return [button.text for row in drawn.keyboard for button in row]


def test_the_greeting_names_the_group_and_its_settings() -> None:
    drawn = page(STATE, "main", words("en"), greet=True)
    assert text(drawn).split("\n\n") == [
        "Hello, Tea <room>! I ask, you answer in polls, and I show where every answer is written.\n"
        "/quiz starts a quiz, /leaderboard shows who is ahead.",
        "Language: English\nTime zone: Asia/Tashkent\nWho may start a quiz: everyone\n"
        "Admins can change this below.",
    ]
    assert labels(drawn) == ["Language", "Time zone", "Who may start"]


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_missing_rights_are_said(locale: str) -> None:
    state = GroupState(STATE.group, "restricted", frozenset({Right.POLLS, Right.MESSAGES}))
    drawn = page(state, "main", words(locale))
    assert drawn.html.count("⚠") == 2


@pytest.mark.parametrize("locale", ["en", "ru"])
@pytest.mark.parametrize("name", ["main", "language", "zone", "start"])
def test_every_button_says_what_it_does_in_words_and_in_data(name: str, locale: str) -> None:
    drawn = page(STATE, name, words(locale))
    for row in drawn.keyboard:
        for button in row:
            assert button.text.strip("✓ ")
            verb, about = decode(button.data or "")
            assert verb in {"r.page", "r.locale", "r.zone", "r.start"}
            assert len(about) == 1


def test_what_is_chosen_is_marked() -> None:
    state = GroupState(
        Group(-1, "Tea", "en", "Europe/Berlin", WhoMayStart.ADMINS), "member", frozenset()
    )
    assert labels(page(state, "language", words("en"))) == ["✓ English", "Русский", "Back"]
    assert labels(page(state, "start", words("en"))) == ["Everyone", "✓ Admins only", "Back"]
    marked = [label for label in labels(page(state, "zone", words("ru"))) if "✓" in label]
    assert marked == ["✓ Берлин"]
