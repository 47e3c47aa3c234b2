"""What changes for learners between two versions, question by question."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.domain.question import (
    Citation,
    Difficulty,
    Near,
    NearText,
    Option,
    Picture,
    Question,
    QuestionSet,
    QuestionType,
    Release,
    State,
    TextKey,
    TypedKey,
)
from bot.domain.sets.changes import Detail, Kind, QuestionChange, SetChange
from bot.domain.sets.comparing import compare, compare_banks

GREEN = Question(
    id="tea-green",
    type=QuestionType.SINGLE,
    stem="Which tea is green?",
    rationale="It is not oxidised.",
    brief="Not oxidised.",
    citations=(
        Citation("book", 1, (1,), "not oxidised"),
        Citation("book", 2, (1,), "half oxidised", (3,)),
    ),
    topic="leaf",
    difficulty=Difficulty.EASY,
    state=State.APPROVED,
    options=(
        Option("a", "Sencha", key=True),
        Option("b", "Assam", rationale="Assam is black."),
        Option("c", "Oolong", rationale="Oolong is in between."),
    ),
)
YEAR = replace(
    GREEN,
    id="tea-party",
    type=QuestionType.YEAR,
    stem="When was the tea party?",
    citations=GREEN.citations[:1],
    options=(),
    typed=TypedKey(Decimal(1773), near=(Near(Decimal(1776), "Three years late."),)),
)
SAME_PLANT = replace(
    GREEN,
    id="tea-plant",
    type=QuestionType.TRUEFALSE,
    citations=GREEN.citations[:1],
    options=(Option("true", "", key=True), Option("false", "", rationale="One bush.")),
)
CITY = replace(
    YEAR,
    id="tea-city",
    type=QuestionType.TEXT,
    typed=None,
    text_key=TextKey("Tashkent", ("Toshkent",), (NearText("Moscow", "The seat."),)),
)
ORDER = replace(
    GREEN,
    id="tea-order",
    type=QuestionType.ORDERING,
    citations=GREEN.citations[:1],
    options=tuple(
        Option(letter, text, rationale="So it is done.")
        for letter, text in zip("abc", ("Plucking", "Rolling", "Firing"), strict=True)
    ),
)
PAIRS = replace(
    ORDER,
    id="tea-pairs",
    type=QuestionType.MATCHING,
    lefts=("Sencha", "Assam"),
    options=(
        Option("a", "green", key=True, rationale="Not oxidised."),
        Option("b", "black", key=True, rationale="Oxidised."),
        Option("c", "blue", rationale="No tea is."),
    ),
)
TEA = QuestionSet("tea", "Tea", "en", 1, {"leaf": "Leaves", "cup": "Cups"}, (GREEN, YEAR))


def with_options(*options: Option) -> Question:
    return replace(GREEN, options=options)


SENCHA, ASSAM, OOLONG = GREEN.options
CHANGED: dict[str, tuple[Question, Question, tuple[Kind, ...], tuple[Detail, ...]]] = {
    "the stem": (
        GREEN,
        replace(GREEN, stem="Which of them is green?"),
        (Kind.WORDING,),
        (Detail("stem", "Which tea is green?", "Which of them is green?"),),
    ),
    "another option is right": (
        GREEN,
        with_options(replace(SENCHA, key=False), replace(ASSAM, key=True), OOLONG),
        (Kind.KEY,),
        (Detail("key", "Sencha", "Assam"),),
    ),
    "the right option says something else": (
        GREEN,
        with_options(replace(SENCHA, text="Matcha"), ASSAM, OOLONG),
        (Kind.KEY,),
        (Detail("key", "Sencha", "Matcha"),),
    ),
    "the right option is only written differently": (
        GREEN,
        with_options(replace(SENCHA, text="sencha. "), ASSAM, OOLONG),
        (Kind.WORDING,),
        (Detail("key", "Sencha", "sencha. "),),
    ),
    "a sign of the right value": (
        YEAR,
        replace(YEAR, typed=replace(YEAR.typed or TypedKey(Decimal()), value=Decimal(-1773))),
        (Kind.KEY,),
        (Detail("key", "1773", "-1773"),),
    ),
    "another word is right": (
        CITY,
        replace(CITY, text_key=TextKey("Tashkent", (), (NearText("Moscow", "The seat."),))),
        (Kind.KEY,),
        (Detail("key", "Tashkent; Toshkent", "Tashkent"),),
    ),
    "a known wrong word": (
        CITY,
        replace(CITY, text_key=TextKey("Tashkent", ("Toshkent",))),
        (Kind.PROOF,),
        (Detail("reason", "The seat.", ""),),
    ),
    "another order": (
        ORDER,
        replace(ORDER, options=tuple(reversed(ORDER.options))),
        (Kind.KEY,),
        (Detail("key", "Plucking → Rolling → Firing", "Firing → Rolling → Plucking"),),
    ),
    "other pairs": (
        PAIRS,
        replace(PAIRS, options=(PAIRS.options[1], PAIRS.options[0], *PAIRS.options[2:])),
        (Kind.KEY,),
        (Detail("key", "Assam – black; Sencha – green", "Assam – green; Sencha – black"),),
    ),
    "a right side that fits nothing": (
        PAIRS,
        replace(PAIRS, options=PAIRS.options[:2]),
        (Kind.OPTIONS,),
        (Detail("option", "blue", ""),),
    ),
    "how near counts as right": (
        YEAR,
        replace(YEAR, typed=replace(YEAR.typed or TypedKey(Decimal()), tolerance=Decimal(1))),
        (Kind.KEY,),
        (Detail("key", "1773", "1773 ± 1"),),
    ),
    "a true statement that was false": (
        SAME_PLANT,
        replace(
            SAME_PLANT,
            options=(
                replace(SAME_PLANT.options[0], key=False),
                replace(SAME_PLANT.options[1], key=True),
            ),
        ),
        (Kind.KEY,),
        (Detail("key", "true", "false"),),
    ),
    "a distractor": (
        GREEN,
        with_options(SENCHA, replace(ASSAM, text="Darjeeling", rationale="Black too."), OOLONG),
        (Kind.OPTIONS,),
        (Detail("option", "Assam", "Darjeeling"),),
    ),
    "one distractor more": (
        GREEN,
        with_options(SENCHA, ASSAM, OOLONG, Option("d", "Mint", rationale="A herb.")),
        (Kind.OPTIONS,),
        (Detail("option", "", "Mint"),),
    ),
    "why a distractor is wrong": (
        GREEN,
        with_options(SENCHA, ASSAM, replace(OOLONG, rationale="Half of it.")),
        (Kind.PROOF,),
        (Detail("reason", "Oolong is in between.", "Half of it."),),
    ),
    "why the key is right": (
        GREEN,
        replace(GREEN, rationale="So says the book."),
        (Kind.PROOF,),
        (Detail("rationale", "It is not oxidised.", "So says the book."),),
    ),
    "where it is written": (
        GREEN,
        replace(GREEN, citations=(replace(GREEN.citations[0], paragraph=3), GREEN.citations[1])),
        (Kind.PROOF,),
        (Detail("citation", "book ¶1 (1): not oxidised", "book ¶3 (1): not oxidised"),),
    ),
    "what a citation is against": (
        GREEN,
        replace(GREEN, citations=(GREEN.citations[0], replace(GREEN.citations[1], refutes=(2,)))),
        (Kind.PROOF,),
        (),
    ),
    "a known wrong value more": (
        YEAR,
        replace(
            YEAR,
            typed=TypedKey(
                Decimal(1773),
                near=(Near(Decimal(1776), "Three years late."), Near(Decimal(1770), "Early.")),
            ),
        ),
        (Kind.PROOF,),
        (Detail("reason", "", "Early."),),
    ),
    "topic and difficulty": (
        GREEN,
        replace(GREEN, topic="cup", difficulty=Difficulty.HARD),
        (Kind.MOVED,),
        (Detail("topic", "leaf", "cup"), Detail("difficulty", "easy", "hard")),
    ),
    "the picture": (
        GREEN,
        replace(GREEN, picture=Picture("leaf.png", "A leaf")),
        (Kind.PICTURE,),
        (),
    ),
    "the type, and with it the key": (
        SAME_PLANT,
        replace(GREEN, id=SAME_PLANT.id),
        (Kind.TYPE, Kind.KEY, Kind.OPTIONS, Kind.PROOF),
        (
            Detail("type", "truefalse", "single"),
            Detail("key", "true", "Sencha"),
            Detail("option", "", "Assam"),
            Detail("option", "", "Oolong"),
        ),
    ),
    "retired": (GREEN, replace(GREEN, state=State.RETIRED), (Kind.RETIRED,), ()),
    "a draft again": (GREEN, replace(GREEN, state=State.DRAFT), (Kind.RETIRED,), ()),
    "approved at last": (replace(GREEN, state=State.DRAFT), GREEN, (Kind.ADDED,), ()),
    "back, reworded": (
        replace(GREEN, state=State.RETIRED),
        replace(GREEN, stem="Which one is green?"),
        (Kind.RETURNED, Kind.WORDING),
        (Detail("stem", "Which tea is green?", "Which one is green?"),),
    ),
}


def of_one(before: Question, after: Question) -> SetChange:
    return compare(replace(TEA, questions=(before,)), replace(TEA, questions=(after,)))


@pytest.mark.parametrize(("before", "after", "kinds", "details"), CHANGED.values(), ids=CHANGED)
def test_a_change_is_called_by_its_name(
    before: Question, after: Question, kinds: tuple[Kind, ...], details: tuple[Detail, ...]
) -> None:
    [change] = of_one(before, after).questions
    assert (change.id, change.kinds, change.details) == (before.id, kinds, details)


@pytest.mark.parametrize(
    "after",
    [
        GREEN,
        replace(GREEN, tags=("new",), note="Seen.", objective="leaves", review=None),
        replace(
            GREEN,
            options=(
                replace(OOLONG, id="a"), replace(SENCHA, id="b"), replace(ASSAM, id="c")
            ),
            citations=(GREEN.citations[0], replace(GREEN.citations[1], refutes=(1,))),
        ),
    ],
    ids=["nothing", "curation", "another order"],
)  # fmt: skip
def test_what_learners_do_not_see_is_no_change(after: Question) -> None:
    assert of_one(GREEN, after).questions == ()


def test_drafts_come_and_go_unseen() -> None:
    draft = replace(GREEN, id="tea-draft", state=State.DRAFT)
    assert compare(TEA, replace(TEA, questions=(*TEA.questions, draft))).questions == ()
    assert compare(replace(TEA, questions=(*TEA.questions, draft)), TEA).questions == ()


def test_a_set_tells_its_versions_and_what_its_changelog_adds() -> None:
    old = replace(TEA, version=2, changelog=(Release(2, date(2026, 11, 1), "Known."),))
    news = (
        Release(4, date(2026, 11, 29), "The newest."),
        Release(3, date(2026, 11, 20), "Between."),
    )
    new = replace(
        old, version=4, title="More tea", topics={"leaf": "The leaf", "cup": "Cups", "pot": "Pots"},
        changelog=(*news, *old.changelog), questions=(GREEN,),
    )  # fmt: skip
    change = compare(old, new)
    assert (change.slug, change.title, change.before, change.after) == ("tea", "More tea", 2, 4)
    assert change.releases == news
    assert change.details == (
        Detail("title", "Tea", "More tea"),
        Detail("topic", "Leaves", "The leaf"),
    )
    assert change.of(Kind.REMOVED) == (QuestionChange("tea-party", (Kind.REMOVED,), YEAR.stem),)


def test_a_new_set_and_one_that_is_gone() -> None:
    came, gone = compare(None, TEA), compare(TEA, None)
    assert (came.before, came.after, gone.before, gone.after) == (None, 1, 1, None)
    assert [change.kinds for change in came.questions] == [(Kind.ADDED,)] * 2
    assert [change.kinds for change in gone.questions] == [(Kind.REMOVED,)] * 2


def test_a_question_that_goes_to_another_set_has_moved() -> None:
    other = QuestionSet("cups", "Cups", "en", 1, {"cup": "Cups"}, ())
    carried = replace(GREEN, topic="cup", stem="Which one is green?")
    before = [TEA, other]
    after = [replace(TEA, questions=(YEAR,)), replace(other, questions=(carried,))]
    [change] = compare_banks(before, after)
    assert change.slug == "cups"
    [moved] = change.questions
    assert moved.kinds == (Kind.WORDING, Kind.MOVED)
    assert moved.details[-1] == Detail("set", "tea", "cups")


def test_sets_without_change_are_left_out() -> None:
    assert compare_banks([TEA], [replace(TEA, version=2)]) == ()


@pytest.mark.parametrize("after", [None, TEA, replace(TEA, title="Chai", questions=(GREEN,))])
def test_a_change_comes_back_from_json(after: QuestionSet | None) -> None:
    release = Release(1, date(2026, 11, 29), "First.")
    reworded = replace(GREEN, stem="Which is green?")
    change = replace(compare(replace(TEA, questions=(reworded, YEAR)), after), releases=(release,))
    assert SetChange.from_json(json.loads(json.dumps(change.to_json()))) == change
