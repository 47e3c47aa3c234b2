"""L35: a question that tells the key of another."""

import pytest

from bot.bank.lint.giveaway import giveaways
from bot.domain.question import Question
from tests.bank.lint.asking import entries, matching, named, ordering, question, statement, typed

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


NAME = named(
    "In which operation were guards of the far coast to take part, under a plan of 2015?", "Channel"
)


@pytest.mark.parametrize(
    ("teller", "tells"),
    [
        ("Against what is the operation called Channel directed?", True),
        ("Against what is Channel directed?", False),  # nothing says that it is an operation
        ("Against what is the operation of the allies directed?", False),
        ("Which gate of the Channel was red in 2015?", False),  # many stems have such words
    ],
)
def test_a_rare_name_tells_itself_beside_a_rare_word(teller: str, tells: bool) -> None:
    years = [
        question(f"Which {word} came in 2015?", "*A", "B", "C", name=f"y-{word}")
        for word in ("king", "queen", "duke")
    ]
    made = question(teller, "*Drugs", "Smuggling", "Piracy", name="q-2")
    expected = [("q-2", "stem", "q-name")] if tells else []
    assert told(NAME, made, *years) == expected


def test_a_name_that_many_stems_have_is_no_secret_of_one() -> None:
    often = [
        question(f"When did the Channel freeze, by {word}?", "*A", "B", "C", name=f"c-{word}")
        for word in ("Ada", "Ole", "Siv")
    ]
    made = question("Against what is the operation called Channel directed?", "*A", "B", name="q-2")
    assert told(NAME, made, *often) == []


def test_a_name_of_several_words_to_choose_is_told_as_well() -> None:
    seat = question("Who led the talks with the guild?", "*Ole Lund", "Siv Berg", name="q-1")
    office = question("Which office did Ole Lund leave after the talks?", "*A", "B", name="q-2")
    assert told(seat, office) == [("q-2", "stem", "q-1")]


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


def test_several_keys_are_told_by_all_of_them_together() -> None:
    several = question("Which states left the pact early?", "*Iran", "*Iraq", "Oman", name="q-1")
    one = question("When did Iran leave the pact early?", "*A", "B", "C", name="q-2")
    assert told(several, one) == []
    both = question("When did Iran and Iraq leave the pact early?", "*A", "B", "C", name="q-2")
    assert told(several, both) == [("q-2", "stem", "q-1")]


PAIRS = matching(
    "What happened to the alliance in which year?",
    ("1992", "Joint signing"), ("1994", "Entry into force"), ("1999", "Renewal"), name="q-1",
)  # fmt: skip


@pytest.mark.parametrize(
    ("stem", "tells"),
    [
        ("Who was there at the joint signing of the alliance in 1992?", True),
        ("Who was there at the joint signing of the alliance?", False),
        ("Who was there in 1994 at the joint signing of the alliance?", False),
        ("What happened to the alliance in 1992?", False),
    ],
)
def test_a_pair_is_told_by_both_its_sides(stem: str, tells: bool) -> None:
    teller = question(stem, "*A", "B", "C", name="q-2")
    assert told(PAIRS, teller) == ([("q-2", "stem", "q-1")] if tells else [])


def test_either_side_of_a_pair_can_tell() -> None:
    signing = "Six states sign the Collective Security Treaty in 1992"
    left = matching("Who led what?", (signing, "A"), ("War", "B"), ("Peace", "C"), name="q-2")
    assert told(YEAR, left) == [("q-2", "pairs.0.text", "q-year")]
    right = matching("Who led what?", ("A", "War"), ("B", "Peace"), ("C", signing), name="q-2")
    assert told(YEAR, right) == [("q-2", "pairs.2.match", "q-year")]


STEPS = ordering("Put these steps in order.", "Green flag", "Amber flag", "Violet flag", name="q-1")


@pytest.mark.parametrize(
    ("stem", "tells"),
    [
        ("Who came between the green flag and the amber flag?", True),
        ("Who came after the amber flag and the green flag?", False),
        ("Who came with the green flag?", False),
    ],
)
def test_an_order_is_told_by_more_than_half_in_their_order(stem: str, tells: bool) -> None:
    teller = question(stem, "*A", "B", "C", name="q-2")
    assert told(STEPS, teller) == ([("q-2", "stem", "q-1")] if tells else [])


TRUE = statement("The council elects its secretary by open vote each year.", True, "q-1")


@pytest.mark.parametrize(
    ("stem", "tells"),
    [
        ("Where does the council elect its secretary by open vote?", True),
        ("Whom does the council elect by vote?", False),
    ],
)
def test_a_true_statement_is_told_by_who_says_as_much(stem: str, tells: bool) -> None:
    teller = question(stem, "*A", "B", "C", name="q-2")
    assert told(TRUE, teller) == ([("q-2", "stem", "q-1")] if tells else [])
    false = statement(TRUE.stem, False, "q-1")
    assert told(false, teller) == []


def test_a_statement_of_another_year_is_another_one() -> None:
    dated = statement("In 2015 the council elected its secretary by open vote.", True, "q-1")
    teller = "Where did the council elect its secretary by open vote in {}?"
    for year, tells in ((2015, True), (2016, False)):
        asked = question(teller.format(year), "*A", "B", "C", name="q-2")
        assert told(dated, asked) == ([("q-2", "stem", "q-1")] if tells else [])


def test_unread_languages_are_left_alone() -> None:
    teller = typed("How many states sign the Collective Security Treaty of 1992?", 6, "q-2")
    assert list(giveaways(entries(YEAR, teller, *FILLER, language="de"))) == []
    assert list(giveaways([])) == []
