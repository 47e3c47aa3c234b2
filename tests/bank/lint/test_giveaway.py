"""L35: a question that tells the key of another."""

import pytest

from bot.bank.lint.giveaway import giveaways
from bot.domain.question import Question
from tests.bank.lint.asking import entries, question, statement, typed

FILLER = [
    question(f"Which {word} stood near the {word} gate?", "*A", "B", "C", name=f"f-{word}")
    for word in ("red", "blue", "green", "black", "white", "brown", "grey", "pink")
]
YEAR = typed("In which year did six states sign the Collective Security Treaty?", 1992, "q-year")


def told(*questions: Question) -> list[tuple[str, str, str]]:
    """(who tells, the path, whose key)"""
    return [
        (str(one.values["id"]).strip('"'), ".".join(map(str, one.below)),
         str(one.values["other"]).strip('"'))
        for one in giveaways(entries(*questions, *FILLER))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("teller", "tells"),
    [
        (typed("How many states sign the Collective Security Treaty of 1992?", 6, "q-2"), True),
        (statement("Six states signed the Collective Security Treaty in 1992.", True, "q-2"), True),
        # The year without the subject, the subject without the year.
        (typed("How many ships sank in 1992?", 6, "q-2"), False),
        (typed("How many states sign the Collective Security Treaty?", 6, "q-2"), False),
        (typed("How many states renewed a treaty in 1999?", 6, "q-2"), False),
        # Two words in common do not make it the same subject.
        (typed("How many states did the security forum of 1992 gather?", 6, "q-2"), False),
    ],
)
def test_a_stem_that_has_the_key_of_another(teller: Question, tells: bool) -> None:
    assert told(YEAR, teller) == ([("q-2", "stem", "q-year")] if tells else [])


def test_an_option_can_tell_as_well() -> None:
    option = "*Six states sign the Collective Security Treaty in 1992"
    teller = question("What came first of these?", "A war", option, "A peace", name="q-2")
    assert told(YEAR, teller) == [("q-2", "options.1.text", "q-year")]


def test_a_key_that_its_own_stem_names_is_no_secret() -> None:
    open_one = question(
        "Did Minsk or Kiev host the Minsk talks on peace?", "*Minsk", "Kiev", "Riga"
    )
    teller = question("Who came to the Minsk talks on peace?", "*A", "B", "C", name="q-2")
    assert told(open_one, teller) == []


def test_several_keys_are_told_by_none_of_them() -> None:
    several = question("Which states left the pact early?", "*Iran", "*Iraq", "Oman", name="q-1")
    teller = question("When did Iran leave the pact early?", "*A", "B", "C", name="q-2")
    assert told(several, teller) == []


def test_unread_languages_are_left_alone() -> None:
    teller = typed("How many states sign the Collective Security Treaty of 1992?", 6, "q-2")
    assert list(giveaways(entries(YEAR, teller, *FILLER, language="de"))) == []
    assert list(giveaways([])) == []
