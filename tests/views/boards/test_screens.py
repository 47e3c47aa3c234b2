"""The leaderboard as it is read."""

from dataclasses import replace

import pytest

from bot.domain.boards.board import Standing, Total
from bot.domain.boards.period import Period
from bot.services.boards.reading import Board, Own
from bot.services.boards.wish import Wish
from bot.storage.boards.boards import Line
from bot.storage.people.people import Voice
from bot.views.boards.screens import board_message
from bot.views.words import LOCALES, words
from tests.views.people.test_screens import fits


def line(rank: int, person: int, label: str | None, *numbers: int) -> Line:
    score, right, of = numbers
    return Line(Standing(rank, Total(person, score, of, right)), label)


LINES = (
    line(1, 11, "Alma", 4100, 41, 44),
    line(2, 12, "Борис", 3850, 38, 42),
    line(2, 13, None, 3850, 38, 42),
    line(4, 14, "\u202eevil", 3500, 35, 43),
)
BOARD = Board(
    Wish(Period.WEEK), "Security studies", 23, 5, LINES, None, private=False, voice=Voice((), None)
)
OWN = Own(Standing(17, Total(99, 1200, 20, 12)), "Dana", 300)


def test_a_group_board_in_english() -> None:
    text = fits(board_message(BOARD, words("en"), place=4, asker=0))
    assert text.splitlines() == [
        "This week in \u2068Security studies\u2069 · 23 people, 5 rounds",
        "Points · wholly right/answered · share",
        "",
        "1  \u2068Alma\u2069 · 41 · 41/44 · 93%",
        "2  \u2068Борис\u2069 · 38.5 · 38/42 · 90%",
        "2  \u2068a quiet learner\u2069 · 38.5 · 38/42 · 90%",
        "4  \u2068evil\u2069 · 35 · 35/43 · 81%",
    ]


@pytest.mark.parametrize(
    ("people", "rounds", "words_"),
    [
        (1, 1, "1 человек, 1 викторина"),
        (2, 3, "2 человека, 3 викторины"),
        (5, 11, "5 человек, 11 викторин"),
        (21, 22, "21 человек, 22 викторины"),
        (112, 0, "112 человек"),
    ],
)
def test_russian_plurals(people: int, rounds: int, words_: str) -> None:
    board = replace(BOARD, people=people, rounds=rounds)
    head = fits(board_message(board, words("ru"), place=4, asker=0)).splitlines()[0]
    assert head == f"Эта неделя в группе \u2068Security studies\u2069 · {words_}"


def test_a_partly_right_answer_adds_to_the_points_and_not_to_the_share() -> None:
    """One of two keys found, and two answers wholly right: 2.5 points, 2 of 3 wholly right."""
    board = replace(BOARD, lines=(line(1, 11, "Alma", 250, 2, 3),))
    for locale, row in (("en", "2.5 · 2/3 · 67%"), ("ru", "2,5 · 2/3 · 67 %")):
        text = fits(board_message(board, words(locale), place=4, asker=0))
        assert text.splitlines()[-1] == f"1  \u2068Alma\u2069 · {row}"


def test_rounds_are_a_number_in_each_line_and_a_word_in_the_legend_alone() -> None:
    """On the narrowest phones a word in each line wrapped it, and doubled the board."""
    played = Line(Standing(1, Total(11, 4100, 44, 41, 5)), "Alma")
    board = replace(BOARD, lines=(played, LINES[1]), own=OWN)
    text = fits(board_message(board, words("en"), place=4, asker=99)).splitlines()
    assert text[1] == "Points · wholly right/answered · share · rounds"
    assert [one.rsplit(" · ", 1)[1] for one in text[3:5]] == ["5", "0"]
    assert text[-1] == "17  \u2068Dana\u2069 · 12 · 12/20 · 60% · 0 · 3 points to the next place"
    russian = fits(board_message(board, words("ru"), place=4, asker=99)).splitlines()
    assert russian[1].endswith("· доля · викторин")


@pytest.mark.parametrize(
    ("gap", "end", "russian"),
    [
        (300, " · 3 points to the next place", " · до следующего места 3 очка"),
        (500, " · 5 points to the next place", " · до следующего места 5 очков"),
        (50, " · 0.5 points to the next place", " · до следующего места 0,5 очка"),
        (None, "", ""),
        (
            0, " · level on points with the next place, where a larger share is wholly right",
            " · очков столько же, сколько на месте выше, но там выше доля полностью верных ответов",
        ),
    ],
)  # fmt: skip
def test_the_own_line_tells_the_way_to_the_next_place(
    gap: int | None, end: str, russian: str
) -> None:
    board = replace(BOARD, own=replace(OWN, gap=gap))
    lines = fits(board_message(board, words("en"), place=4, asker=99)).splitlines()
    assert lines[-2:] == ["…", f"17  \u2068Dana\u2069 · 12 · 12/20 · 60%{end}"]
    private = replace(board, private=True, title=None, rounds=0)
    lines = fits(board_message(private, words("ru"), place=4, asker=99)).splitlines()
    assert lines[-1] == f"17  вы · 12 · 12/20 · 60 %{russian}"


def test_who_is_not_on_a_board_is_told_in_private_what_counts_there() -> None:
    def last(board: Board) -> str:
        return fits(board_message(board, words("en"), place=4, asker=99)).splitlines()[-1]

    private = replace(BOARD, private=True)
    assert last(private).startswith("You are not on this board: it counts private quizzes")
    of_group = replace(private, wish=Wish(Period.WEEK, group=-5))
    assert "quizzes of this group" in last(of_group)
    for told in (BOARD, replace(private, own=OWN)):
        assert "You are not on" not in last(told)


def test_the_own_line_among_the_first_is_marked_in_private_alone() -> None:
    board = replace(BOARD, own=Own(LINES[1].standing, "Борис", 250))
    assert "<b>2" not in board_message(board, words("en"), place=4, asker=12).html
    board = replace(board, private=True, own=Own(LINES[1].standing, "Борис", 250))
    message = board_message(board, words("en"), place=4, asker=12)
    assert "<b>2  you · 38.5 · 38/42 · 90%</b>" in message.html
    assert "…" not in message.html


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("private", [True, False])
def test_an_empty_board_has_a_warm_line(locale: str, private: bool) -> None:
    board = replace(BOARD, lines=(), people=0, rounds=0, private=private)
    text = fits(board_message(board, words(locale), place=4, asker=0))
    assert "/quiz" in text and len(text.splitlines()) == 3


def test_an_empty_board_of_a_group_read_in_private_points_there() -> None:
    """What is answered in private does not count in the group."""
    board = replace(BOARD, wish=Wish(Period.WEEK, group=-5), lines=(), people=0, private=True)
    assert "/round there" in fits(board_message(board, words("en"), place=4, asker=0))
    everyone = replace(board, wish=Wish(Period.WEEK))
    assert "there" not in fits(board_message(everyone, words("en"), place=4, asker=0))


@pytest.mark.parametrize(("period", "rows"), [(Period.WEEK, [2, 2]), (Period.SEASON, [3, 2])])
def test_at_most_three_periods_stand_side_by_side(period: Period, rows: list[int]) -> None:
    board = replace(BOARD, wish=Wish(period), lines=(), people=0)
    keyboard = board_message(board, words("ru"), place=4, asker=0).keyboard
    assert [len(row) for row in keyboard] == rows


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("title", ["&<>" * 80, None])
def test_the_longest_board_fits(locale: str, title: str | None) -> None:
    lines = tuple(line(n + 1, 2**60 + n, "<&" * 60, 10**9 + 50, 9, 10) for n in range(10))
    board = replace(BOARD, title=title, lines=lines, own=replace(OWN, label="W&" * 80))
    for period in Period:
        fits(
            board_message(
                replace(board, wish=Wish(period)), words(locale), place=2**31, asker=2**62
            )
        )
