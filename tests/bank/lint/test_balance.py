"""L31, L32, L33: habits of a whole bank, and how likely they are by chance."""

import math

import pytest

from bot.bank.lint.balance import longest, places, truths, unbalanced
from bot.bank.lint.chances import as_uneven, at_least, chi_square_above
from bot.domain.question import Question
from tests.bank.lint.asking import entries, question, statement


@pytest.mark.parametrize(
    ("count", "trials", "chance", "expected"),
    [
        (0, 10, 0.25, 1.0),
        (10, 10, 0.5, 1 / 1024),
        (8, 10, 0.5, (45 + 10 + 1) / 1024),
        (1, 2, 0.25, 1 - 0.75**2),
        (3, 3, 0.0, 0.0),
        (3, 3, 1.0, 1.0),
    ],
)
def test_binomial_tail(count: int, trials: int, chance: float, expected: float) -> None:
    assert math.isclose(at_least(count, trials, chance), expected, abs_tol=1e-12)


@pytest.mark.parametrize(
    ("count", "trials", "expected"),
    [(5, 10, 1.0), (10, 10, 2 / 1024), (0, 10, 2 / 1024), (2, 10, 2 * 56 / 1024), (0, 0, 1.0)],
)
def test_two_sides_of_a_coin(count: int, trials: int, expected: float) -> None:
    assert math.isclose(as_uneven(count, trials), expected, abs_tol=1e-12)


@pytest.mark.parametrize(
    ("square", "freedom", "expected"),
    [
        # Two degrees: exp(-x/2). One: erfc(sqrt(x/2)). Four: exp(-x/2)(1 + x/2).
        (3.0, 2, math.exp(-1.5)),
        (40.0, 2, math.exp(-20)),
        (3.841458820694124, 1, 0.05),
        (0.5, 1, math.erfc(math.sqrt(0.25))),
        (5.0, 4, math.exp(-2.5) * 3.5),
        (0.0, 3, 1.0),
        (7.0, 0, 1.0),
    ],
)
def test_chi_square_tail(square: float, freedom: int, expected: float) -> None:
    assert math.isclose(chi_square_above(square, freedom), expected, rel_tol=1e-9)


def many(number: int, *options: str) -> list[Question]:
    return [question("Which of them was it?", *options, name=f"q-{n}") for n in range(number)]


def test_keys_that_are_the_longest_too_often() -> None:
    made = [*many(6, "*A long key", "B", "C", "D"), *many(4, "A", "*B", "C long", "D")]
    share, found = longest(entries(*made))
    assert (share.count, share.total, share.chance) == (6, 10, 0.25)
    assert math.isclose(share.p, at_least(6, 10, 0.25))
    assert [entry.line for entry in found] == [10, 20, 30, 40, 50, 60]
    (remark,) = (one for one in unbalanced(entries(*made)) if one.code == "L31")
    assert (remark.file, remark.line) == ("sets/x.yaml", 10)
    assert remark.values["percent"] == 60
    assert remark.values["chance"] == 25
    assert str(remark.values["places"]).startswith("sets/x.yaml:10, sets/x.yaml:20")


def test_equally_long_options_tell_nothing() -> None:
    share, _ = longest(entries(*many(9, "*Armenia", "Belarus", "Iran")))
    assert (share.count, share.total) == (0, 0)


def test_chance_is_the_mean_over_numbers_of_options() -> None:
    made = [*many(1, "*A long key", "B", "C"), *many(1, "*A long key", "B", "C", "D", "E", "F")]
    assert math.isclose(longest(entries(*made))[0].chance, (1 / 3 + 1 / 6) / 2)


def test_keys_that_stand_first_too_often() -> None:
    made = [*many(9, "*A", "B", "C"), *many(3, "A", "*B", "C")]
    found, fullest = places(entries(*made))
    assert found.counts == (9, 3, 0)
    assert math.isclose(found.square, (5**2 + 1 + 4**2) / 4)
    assert math.isclose(found.p, math.exp(-found.square / 2))
    assert len(fullest) == 9
    codes = [remark.code for remark in unbalanced(entries(*made))]
    assert codes == ["L32"]


def test_places_of_three_and_of_four_options_are_not_thrown_together() -> None:
    even = [*many(1, "*A", "B", "C"), *many(1, "A", "*B", "C"), *many(1, "A", "B", "*C")]
    found, _ = places(entries(*even, *many(4, "A", "B", "C", "*D")))
    assert found.counts == (1, 1, 1, 4)
    assert math.isclose(found.square, 12.0)  # all of it from the four with four options
    assert math.isclose(found.p, chi_square_above(12.0, 2 + 3))


def test_statements_that_are_nearly_all_true() -> None:
    made = [statement("The pact was signed.", truth=n != 3, name=f"q-{n}") for n in range(9)]
    share, greater = truths(entries(*made))
    assert (share.count, share.total, len(greater)) == (8, 9, 8)
    assert [remark.code for remark in unbalanced(entries(*made))] == ["L33"]


def test_an_even_bank_has_no_habit() -> None:
    made = [
        *many(3, "*Aa", "B", "C"),
        *many(3, "A", "*B", "Cc"),
        *many(3, "A", "Bb", "*C"),
        statement("The pact was signed."),
        statement("The pact was left.", truth=False),
    ]
    assert list(unbalanced(entries(*made))) == []
    assert list(unbalanced([])) == []
