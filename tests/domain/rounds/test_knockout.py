"""Who falls in a knock-out, and who stands where: examples, and what always holds."""

from collections.abc import Iterable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rounds.knockout import Contest, decided, knocked_out, lasting


def contest(people: Iterable[int], *right: Iterable[int]) -> Contest:
    """One set of people for each question, who had it wholly right."""
    rows = [set(one) for one in right]
    bits = {
        person: sum(1 << n for n, row in enumerate(rows, start=1) if person in row)
        for person in people
    }
    return Contest(range(1, len(rows) + 1), bits)


def test_who_is_wrong_or_silent_is_out_and_lasting_longest_wins() -> None:
    of = contest({1, 2, 3, 4}, {1, 2}, {1})
    assert knocked_out(of) == {1: None, 2: 2, 3: 1, 4: 1}
    assert [(one.rank, one.person, one.out) for one in lasting(of)] == [
        (1, 1, None), (2, 2, 2), (3, 3, 1), (3, 4, 1),
    ]  # fmt: skip


def test_who_is_out_does_not_come_back() -> None:
    assert knocked_out(contest({1, 2, 3}, {1, 2}, {1, 3}, {1, 2, 3})) == {1: None, 2: 2, 3: 1}


def test_where_all_would_fall_nobody_does() -> None:
    assert knocked_out(contest({1, 2}, ())) == {1: None, 2: None}
    assert knocked_out(contest({1, 2}, (), {1, 2}, (), {1})) == {1: None, 2: 4}


def test_a_question_that_was_lost_knocks_nobody_out() -> None:
    of = Contest([2, 4], {1: 1 << 2 | 1 << 4, 2: 1 << 2, 3: 1 << 4})
    assert [(one.rank, one.person, one.out) for one in lasting(of)] == [
        (1, 1, None), (2, 2, 4), (3, 3, 2),
    ]  # fmt: skip


def test_it_is_decided_once_one_of_several_is_left() -> None:
    assert decided(contest({1, 2}, {1}))
    assert not decided(contest({1, 2}, {1, 2}))
    assert not decided(contest({1}, {1})), "who plays alone plays to the end"


people = st.sets(st.integers(1, 6))


@given(st.lists(people, max_size=6), people)
def test_somebody_is_always_left_and_nobody_falls_twice_or_comes_back(
    rows: Sequence[set[int]], everybody: set[int]
) -> None:
    before: dict[int, int | None] = {}
    for length in range(len(rows) + 1):
        out = knocked_out(contest(everybody, *rows[:length]))
        assert not out or None in out.values()
        assert all(out[person] == at for person, at in before.items() if at is not None)
        before = out
