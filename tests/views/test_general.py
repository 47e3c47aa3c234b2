"""Help, hints, toasts, apologies and the command menu."""

import re

import pytest

from bot.domain.owed import Owed
from bot.domain.rounds.modes import Mode, mode_called
from bot.storage.people.people import Voice
from bot.views.general import help_message, hint_message, say_to, toast_of
from bot.views.menu import Audience, menu
from bot.views.message import Message, Toast
from bot.views.words import LOCALES, catalogue, words
from tests.views.people.test_screens import fits


@pytest.mark.parametrize("locale", LOCALES)
def test_help_and_hints_fit(locale: str) -> None:
    say = words(locale)
    plain = fits(help_message(say, "tea", "quiz_bot", instructor=False))
    whole = fits(help_message(say, "tea", "quiz_bot", instructor=True))
    assert whole.startswith(plain) and "/sample" in whole and "/sample" not in plain
    assert "--backend llm --queue" in whole and "--backend" not in plain, (
        "no model is asked in chat"
    )
    fits(Message(say("help.group", topic="tea")))
    for kind in ("text", "command", "group_only", "other", "other.instructor"):
        assert "/help" in fits(hint_message(say, kind))
    assert "/topics" in fits(hint_message(say, "code"))
    assert hint_message(say, "gone") == hint_message(say, "text")
    assert "<&>" in fits(Message(say("apology", id="<&>")))


@pytest.mark.parametrize("locale", LOCALES)
def test_help_names_every_command_of_the_menu(locale: str) -> None:
    say = words(locale)
    named = set(
        re.findall(r"/([a-z]+)", help_message(say, "tea", "quiz_bot", instructor=True).html)
    )
    offered = {name for name, _ in menu(Audience.INSTRUCTOR, say)}
    assert offered - named == {"start", "help"}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("audience", Audience)
def test_menus_keep_the_bot_apis_limits(locale: str, audience: Audience) -> None:
    commands = menu(audience, words(locale))
    assert 0 < len(commands) <= 100
    assert len({name for name, _ in commands}) == len(commands)
    for name, description in commands:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 1 <= len(description) <= 256


def test_audiences_get_what_they_may_use() -> None:
    say = words("en")
    private = {name for name, _ in menu(Audience.PRIVATE, say)}
    assert {"start", "quiz", "topics", "resume", "stop", "score", "leaderboard", "sources", "help",
            "settings", "privacy", "export", "forget"} == private  # fmt: skip
    assert {name for name, _ in menu(Audience.INSTRUCTOR, say)} == private | {
        "documents",
        "review",
        "page",
        "sample",
        "sets",
    }
    members = {name for name, _ in menu(Audience.GROUP, say)}
    assert "settings" not in members
    assert members < {name for name, _ in menu(Audience.GROUP_ADMIN, say)}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_profile_keeps_the_bot_apis_limits(locale: str) -> None:
    assert 1 <= len(words(locale).plain("profile.short")) <= 120
    assert 1 <= len(words(locale).plain("profile.long")) <= 512


def toast(**args: int | str | bool | None) -> Owed:
    return Owed(1, "toast", args, callback="q")


def test_a_toast_says_its_word_or_nothing() -> None:
    say = words("en")
    assert toast_of(toast(), say) == Toast()
    assert toast_of(toast(word="gone.with.an.update"), say) == Toast()
    assert toast_of(toast(word="people.toast.saved"), say) == Toast("Saved")
    assert toast_of(toast(word="people.toast.saved", alert=True), say) == Toast("Saved", alert=True)
    assert toast_of(toast(word="board.people", n=2), say) == Toast("2 people")


def test_a_toast_is_cut_to_two_hundred_characters() -> None:
    long = toast_of(toast(word="board.gap.part", points="x" * 300), words("en"))
    assert len(long.text) == 200 and long.text.endswith("…")


def test_the_chats_own_language_comes_before_the_telegram_language_of_a_debt() -> None:
    debt = Owed(1, "hint", {"language": "ru"})
    assert say_to(Voice((), None), debt).locale == "ru"
    assert say_to(Voice((None, "en"), None), debt).locale == "en"
    assert say_to(Voice((), None), Owed(1, "hint")).locale == "en"


@pytest.mark.parametrize("prefix", ["people.", "board.", "help.", "hint.", "menu.", "profile."])
def test_locales_share_keys_and_placeholders(prefix: str) -> None:
    def shape(locale: str) -> dict[str, set[str]]:
        return {
            key: set(re.findall(r"\{(\w+)\}", entry if isinstance(entry, str) else entry["other"]))
            for key, entry in catalogue(locale).items()
            if key.startswith(prefix)
        }

    assert shape("en") == shape("ru")
    assert shape("en")


def test_the_way_on_from_an_answered_question_is_named_in_both_languages() -> None:
    assert "Tap Next under it" in hint_message(words("en"), "next").html
    assert "«Дальше»" in hint_message(words("ru"), "next").html
    for locale in ("en", "ru"):
        assert "/resume" in hint_message(words(locale), "next").html


def test_the_help_of_groups_names_modes_by_words_that_are_understood() -> None:
    for locale in LOCALES:
        told = re.findall(
            r"<code>/(?:round|quiz) 5 (\w+)</code>", words(locale)("help.group", topic="TEA")
        )
        assert {mode_called(word) for word in told} >= {Mode.SPEED, Mode.KNOCKOUT}, told
