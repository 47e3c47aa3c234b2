"""Reports on one question, counted by how a reply reads."""

from datetime import UTC, datetime, timedelta

from bot.domain.appeal import Reply, replies

START = datetime(2026, 11, 29, 12, tzinfo=UTC)


def at(hours: int) -> datetime:
    return START + timedelta(hours=hours)


def test_capitals_accents_and_spaces_make_no_other_reply() -> None:
    reports = [("Málé", at(2)), ("male", at(3)), ("MA LE", at(1)), ("Galle", at(4))]
    assert replies(reports) == (Reply("male", 3, at(3)), Reply("Galle", 1, at(4)))


def test_what_has_no_letters_is_told_apart_as_it_stands() -> None:
    reports = [("!", at(1)), ("?", at(2)), ("!", at(3))]
    assert replies(reports) == (Reply("!", 2, at(3)), Reply("?", 1, at(2)))
    assert replies([]) == ()
