"""Marks: what a response is worth, from the rule in the docstring."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import NotANumber, NotAShortText, UnknownOption, YearCutShort
from bot.domain.marking import (
    FULL,
    LATEST_YEAR,
    LONGEST_TEXT,
    Given,
    mark,
    read_number,
    read_typed,
    read_value,
    refuted,
)
from bot.domain.question import (
    Near,
    NearText,
    Option,
    Question,
    QuestionType,
    TextKey,
    TypedKey,
)
from tests.storage.bank_rows import make_question


def choice(keys: str, distractors: str, type: QuestionType = QuestionType.MULTIPLE) -> Question:
    options = [Option(one, one.upper(), key=True) for one in keys]
    options += [Option(one, one.upper(), rationale="No.") for one in distractors]
    return make_question("q", type, options=options)


def chosen(letters: str) -> Given:
    return Given(frozenset(letters))


@pytest.mark.parametrize(
    ("letters", "worth"),
    [("ab", 100), ("a", 50), ("abx", 50), ("ax", 0), ("x", 0), ("xy", 0), ("abxy", 0), ("", 0)],
)
def test_several_correct_earn_a_share_each_and_lose_one_for_a_distractor(
    letters: str, worth: int
) -> None:
    assert mark(choice("ab", "xy"), chosen(letters)).value == worth


@pytest.mark.parametrize(
    ("keys", "distractors", "letters", "worth"),
    [
        ("abcd", "x", "abcdx", 0),  # everything: knowing nothing
        ("abcd", "x", "abcx", 0),
        ("abcd", "x", "abc", 75),
        ("ab", "wxyz", "abw", 75),
        ("ab", "wxyz", "aw", 25),
        ("abc", "xy", "abcx", 50),
        ("abc", "xy", "abx", 17),
    ],
)
def test_a_distractor_weighs_the_more_the_fewer_there_are(
    keys: str, distractors: str, letters: str, worth: int
) -> None:
    assert mark(choice(keys, distractors), chosen(letters)).value == worth


@st.composite
def choices(draw: st.DrawFn) -> tuple[Question, set[str]]:
    """A question with several correct, and some of its options."""
    keys = "abcde"[: draw(st.integers(2, 5))]
    distractors = "vwxyz"[: draw(st.integers(1, 5))]
    some = draw(st.sets(st.sampled_from(keys + distractors)))
    return choice(keys, distractors), some


@given(choices())
def test_all_options_earn_nothing_and_the_keys_alone_everything(
    asked: tuple[Question, set[str]],
) -> None:
    question, some = asked
    every = frozenset(option.id for option in question.options)
    assert mark(question, Given(every)).value == 0
    assert mark(question, Given(question.keys)).value == FULL
    assert mark(question, Given(frozenset(some))).right == (some == question.keys)


@given(choices())
def test_one_more_key_never_lowers_a_mark_and_one_more_distractor_never_raises_it(
    asked: tuple[Question, set[str]],
) -> None:
    question, some = asked
    worth = mark(question, Given(frozenset(some))).value
    for option in question.options:
        if option.id in some:
            continue
        more = mark(question, Given(frozenset({*some, option.id}))).value
        assert more >= worth if option.key else more <= worth


@given(choices())
def test_a_choice_and_its_opposite_share_one_full_mark_at_most(
    asked: tuple[Question, set[str]],
) -> None:
    question, some = asked
    others = {option.id for option in question.options} - some
    worth = [mark(question, Given(frozenset(one))).value for one in (some, others)]
    assert min(worth) == 0


@pytest.mark.parametrize(("letters", "worth"), [("a", 100), ("x", 0), ("ax", 0), ("", 0)])
def test_a_single_choice_is_all_or_nothing(letters: str, worth: int) -> None:
    question = choice("a", "xy", QuestionType.SINGLE)
    assert mark(question, chosen(letters)).value == worth


@given(st.sets(st.sampled_from("abcxyz")))
def test_a_mark_is_full_for_the_keys_alone(letters: set[str]) -> None:
    given_mark = mark(choice("abc", "xyz"), Given(frozenset(letters)))
    assert 0 <= given_mark.value <= FULL
    assert given_mark.right == (letters == set("abc"))


def test_an_option_of_another_question_is_refused() -> None:
    with pytest.raises(UnknownOption):
        mark(choice("a", "x", QuestionType.SINGLE), chosen("q"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6 member states", "6"),
        ("6 States.", "6"),
        ("6states", "6"),
        ("6", "6"),
        ("1,000", "1000"),
        ("1.000.000 states", "1000000"),
        ("1 000", "1000"),
        ("0,5", "0.5"),
    ],
)
def test_a_number_may_come_with_its_unit_and_with_grouped_digits(text: str, value: str) -> None:
    key = TypedKey(Decimal(6), Decimal(0), "member states")
    question = make_question("q", QuestionType.NUMBER, typed=key)
    assert read_value(question, text) == Decimal(value)


@pytest.mark.parametrize("text", ["6 tanks", "about 6", "6 or 7", "5-6", "states", "6 !"])
def test_other_words_around_a_number_are_not_guessed_at(text: str) -> None:
    key = TypedKey(Decimal(6), Decimal(0), "member states")
    with pytest.raises(NotANumber):
        read_value(make_question("q", QuestionType.NUMBER, typed=key), text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.4 million", "12400000"),
        ("12,4 Millions crowns", "12400000"),
        ("12,4 млн. crowns", "12400000"),
        ("12 400 тысяч", "12400000"),
        ("0,0124 миллиарда", "12400000"),
        ("12'400'000 crowns", "12400000"),
        ("12,400,000", "12400000"),
    ],
)
def test_a_large_number_may_be_written_as_documents_write_it(text: str, value: str) -> None:
    key = TypedKey(Decimal(12_400_000), Decimal(0), "crowns")
    question = make_question("q", QuestionType.NUMBER, typed=key)
    assert str(read_value(question, text)) == value


@pytest.mark.parametrize("text", ["12,400 million", "12.4 million tanks", "12.4 m", "12 k"])
def test_a_scale_that_could_be_another_is_asked_for_again(text: str) -> None:
    key = TypedKey(Decimal(12_400_000), Decimal(0), "crowns")
    with pytest.raises(NotANumber):
        read_value(make_question("q", QuestionType.NUMBER, typed=key), text)


def test_a_scale_may_be_part_of_the_unit() -> None:
    key = TypedKey(Decimal("12.4"), Decimal(0), "million crowns")
    question = make_question("q", QuestionType.NUMBER, typed=key)
    assert read_value(question, "12.4 million") == read_value(question, "12.4") == Decimal("12.4")
    with pytest.raises(NotANumber):
        read_value(question, "12 thousand")


def test_where_a_fraction_is_asked_for_a_comma_is_its_sign() -> None:
    assert read_value(typed("3.125"), "3,125") == Decimal("3.125")
    assert read_value(typed("3", "0.5"), "3,125") == Decimal("3.125")


def typed(value: str, tolerance: str = "0", type: QuestionType = QuestionType.NUMBER) -> Question:
    return make_question("q", type, typed=TypedKey(Decimal(value), Decimal(tolerance)))


@pytest.mark.parametrize(
    ("text", "worth"),
    [("3.5", 100), ("3,5", 100), ("3.4", 100), ("3.6", 100), ("3.61", 0), ("-3.5", 0), ("35", 0)],
)
def test_a_number_is_right_within_its_tolerance(text: str, worth: int) -> None:
    assert mark(typed("3.5", "0.1"), Given(value=read_number(text))).value == worth


@given(st.integers(-(10**9), 10**9))
def test_a_number_is_read_however_its_thousands_are_parted(number: int) -> None:
    grouped = f"{number:,}"
    for written in (str(number), grouped.replace(",", " "), grouped.replace(",", "\u202f")):
        assert read_number(f" {written}. ") == number


@pytest.mark.parametrize("text", ["", "abc", "1994?", "1.2.3", "1e9", "nan", "9" * 40, "- 5"])
def test_what_is_no_number_is_not_graded(text: str) -> None:
    with pytest.raises(NotANumber):
        read_number(text)


@pytest.mark.parametrize("text", ["20044", "0", "-1994", "1994.5", "99999999"])
def test_a_slip_of_the_finger_is_no_year(text: str) -> None:
    with pytest.raises(NotANumber):
        read_value(typed("1994", type=QuestionType.YEAR), text)
    assert read_value(typed("7"), text) == Decimal(text)


@pytest.mark.parametrize("length", [24, 25])
def test_a_number_has_at_most_24_characters(length: int) -> None:
    digits = "9" * length
    if length == 24:
        assert read_number(digits) == Decimal(digits)
    else:
        with pytest.raises(NotANumber):
            read_number(digits)


def test_a_long_message_is_no_number_with_its_unit() -> None:
    key = TypedKey(Decimal(6), Decimal(0), "states")
    question = make_question("q", QuestionType.NUMBER, typed=key)
    longest = "6" + " states" * 11
    assert read_value(question, longest + "  ") == 6
    with pytest.raises(NotANumber):
        read_value(question, longest + " states")


def test_a_year_is_read() -> None:
    assert read_value(typed("994", type=QuestionType.YEAR), "100") == 100
    assert read_value(typed("1994", type=QuestionType.YEAR), "9999") == 9999
    assert read_value(typed("1994", type=QuestionType.YEAR), "١٩٩٤") == 1994
    assert read_value(typed("1994", type=QuestionType.YEAR), "1994.") == 1994


@pytest.mark.parametrize("text", ["19", "5", "199", "0019", "19."])
def test_a_year_with_digits_missing_is_a_slip_of_the_finger(text: str) -> None:
    with pytest.raises(YearCutShort):
        read_value(typed("1994", type=QuestionType.YEAR), text)
    assert read_value(typed("7"), text) == Decimal(text)


@pytest.mark.parametrize(
    ("key", "text"),
    [("1066", "987"), ("1099", "999"), ("180", "99"), ("105", "5"), ("476", "1994")],
)
def test_in_ancient_history_a_year_may_be_short(key: str, text: str) -> None:
    assert read_value(typed(key, type=QuestionType.YEAR), text) == Decimal(text)


YEARS = st.integers(1, LATEST_YEAR)


def shortest_around(years: list[int]) -> int:
    """The fewest digits of any year within a century of these, counted one by one."""
    return min(
        len(str(year))
        for known in years
        for year in range(max(known - 100, 1), min(known + 100, LATEST_YEAR) + 1)
    )


@given(YEARS, st.lists(YEARS, max_size=3), YEARS)
def test_only_a_year_shorter_than_all_around_the_known_ones_is_a_slip(
    key: int, near: list[int], year: int
) -> None:
    wrong = tuple(Near(Decimal(one), "No.") for one in near)
    question = make_question("q", QuestionType.YEAR, typed=TypedKey(Decimal(key), near=wrong))
    if len(str(year)) < shortest_around([key, *near]):
        with pytest.raises(YearCutShort):
            read_value(question, str(year))
    else:
        assert read_value(question, str(year)) == year


@given(YEARS, st.integers(-100, 100))
def test_a_year_near_the_key_or_of_four_digits_is_always_graded(key: int, off: int) -> None:
    question = typed(str(key), type=QuestionType.YEAR)
    for year in {min(max(key + off, 1), LATEST_YEAR), 1000 + key % 9000}:
        assert read_value(question, str(year)) == year


def text(value: str, *near: str, accept: tuple[str, ...] = ()) -> Question:
    key = TextKey(value, accept, tuple(NearText(one, f"Not {one}.") for one in near))
    return make_question("q", QuestionType.TEXT, text_key=key)


@pytest.mark.parametrize(
    ("said", "worth"),
    [("Colombo", 100), ("colmobo", 100), ("Kolamba", 100), ("Kandy", 0), ("Galle", 0)],
)
def test_a_text_is_all_or_nothing(said: str, worth: int) -> None:
    question = text("Colombo", "Kandy", accept=("Kolamba",))
    assert mark(question, read_typed(question, said)).value == worth


@given(st.text("abcde", min_size=1, max_size=12), st.text("abcde", min_size=1, max_size=12))
def test_a_near_value_is_never_right(value: str, near: str) -> None:
    assert not mark(text(value, near), Given(text=near)).right


@pytest.mark.parametrize("question", [text("Resolution 1373"), text("Article", "Article 4")])
def test_digits_alone_are_a_text_where_a_key_or_a_near_value_holds_some(question: Question) -> None:
    assert read_typed(question, "1373") == Given(text="1373")


def test_a_typed_text_is_kept_on_one_line_without_what_cannot_be_seen() -> None:
    assert read_typed(text("New York"), " New\n\u202eYork\x00 ") == Given(text="New York")


@pytest.mark.parametrize("said", ["", "?!", "\u200b", "x" * (LONGEST_TEXT + 1), "1994", "2 + 2"])
def test_a_message_is_not_taken_for_a_short_text(said: str) -> None:
    with pytest.raises(NotAShortText):
        read_typed(text("Colombo"), said)


def ordering(size: int) -> Question:
    options = [Option(one, one.upper(), rationale="Why.") for one in "abcdef"[:size]]
    return make_question("q", QuestionType.ORDERING, options=options)


def ordered(question: Question, letters: str) -> int:
    return mark(question, Given(sequence=tuple(letters))).value


@pytest.mark.parametrize(
    ("letters", "worth"),
    [("abcd", 100), ("abdc", 67), ("bacd", 67), ("badc", 33), ("dabc", 0), ("dcba", 0)],
)
def test_an_order_is_worth_its_pairs_less_those_the_wrong_way_round(
    letters: str, worth: int
) -> None:
    assert ordered(ordering(4), letters) == worth


@given(st.integers(3, 6).flatmap(lambda size: st.permutations("abcdef"[:size])))
def test_an_order_and_its_reverse_share_one_full_mark_at_most(letters: list[str]) -> None:
    question = ordering(len(letters))
    there, back = ordered(question, "".join(letters)), ordered(question, "".join(letters)[::-1])
    assert 0 <= there <= FULL
    assert (there == FULL) == (letters == sorted(letters))
    assert min(there, back) == 0
    pairs = len(letters) * (len(letters) - 1) // 2
    backwards = sum(one > other for one, other in combinations(letters, 2))
    exact = Fraction(abs(pairs - 2 * backwards) * FULL, pairs)
    assert abs(max(there, back) - exact) <= Fraction(1, 2)


@pytest.mark.parametrize("letters", ["abc", "abcc", "abcx", "abcda"])
def test_half_an_order_is_refused(letters: str) -> None:
    with pytest.raises(UnknownOption):
        ordered(ordering(4), letters)


def matching(lefts: int, extra: int = 0) -> Question:
    options = [Option(one, one.upper(), key=True, rationale="Why.") for one in "abcde"[:lefts]]
    options += [Option(one, one.upper(), rationale="No.") for one in "xy"[:extra]]
    names = [f"left {n}" for n in range(lefts)]
    return make_question("q", QuestionType.MATCHING, options=options, lefts=names)


@given(st.sampled_from(list(permutations("abcxy", 3))))
def test_a_matching_earns_the_share_of_its_right_pairs(partners: tuple[str, ...]) -> None:
    right = sum(one == other for one, other in zip("abc", partners, strict=True))
    worth = mark(matching(3, 2), Given(sequence=partners))
    assert worth.value == (0, 33, 67, FULL)[right]
    assert worth.right == (partners == ("a", "b", "c"))


@pytest.mark.parametrize("partners", ["ab", "abcx", "aab", "abq"])
def test_a_partner_left_out_or_used_twice_is_refused(partners: str) -> None:
    with pytest.raises(UnknownOption):
        mark(matching(3, 1), Given(sequence=tuple(partners)))


@pytest.mark.parametrize("type", QuestionType)
def test_i_do_not_know_is_worth_nothing(type: QuestionType) -> None:
    assert mark(make_question("q", type), Given()).value == 0


@pytest.mark.parametrize(
    ("question", "response", "numbers"),
    [
        (ordering(4), Given(sequence=tuple("abdc")), {3, 4}),
        (ordering(4), Given(sequence=tuple("abcd")), set()),
        (matching(3, 1), Given(sequence=tuple("axc")), {2, 4}),
        (matching(3, 1), Given(sequence=tuple("bac")), {1, 2}),
        (text("Minsk", "Moscow", "Kazan"), Given(text="kazan"), {2}),
        (text("Minsk", "Moscow", "Kazan"), Given(text="Moskow"), {1}),
        (text("Minsk", "Moscow", "Kazan"), Given(text="Minsk"), set()),
        (text("Minsk", "Moscow"), Given(text="Oslo"), set()),
        (choice("ab", "xy"), chosen("ay"), {4}),
        (ordering(4), Given(), set()),
    ],
)
def test_what_was_wrong_is_numbered_as_citations_number_it(
    question: Question, response: Given, numbers: set[int]
) -> None:
    assert refuted(question, response) == numbers
