"""How events add up to the state of a draft."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.drafts.draft import (
    ACTS,
    Event,
    EventKind,
    Remark,
    Unfit,
    Weight,
    Wording,
    stand,
)
from bot.domain.drafts.draft_fields import field_of, fields, rewritten
from bot.domain.finding import Phrase
from bot.domain.question import (
    TYPED,
    Citation,
    Near,
    NearText,
    Option,
    Question,
    QuestionType,
    TextKey,
    TypedKey,
)
from tests.lamp import QUESTION

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def worded(stem: str) -> Wording:
    return Wording(replace(QUESTION, stem=stem))


def history(*acts: tuple[EventKind, int | None]) -> list[Event]:
    """A draft that was made, then what people did; every edit has a wording of its own."""
    events = [Event(1, EventKind.MADE, None, NOW, wording=worded("1"))]
    for revision, (kind, by) in enumerate(acts, 2):
        wording = worded(str(revision)) if kind is EventKind.EDITED else None
        events.append(Event(revision, kind, by, NOW, f"note {revision}", wording))
    return events


E, A, R, U, P = (
    EventKind.EDITED, EventKind.APPROVED, EventKind.REJECTED, EventKind.UNDONE, EventKind.PUBLISHED,
)  # fmt: skip


@pytest.mark.parametrize(
    ("acts", "curators", "state", "stem"),
    [
        pytest.param((), 1, "waiting", "1", id="made"),
        pytest.param(((A, 1),), 1, "approved", "1", id="approved"),
        pytest.param(((A, 1),), 2, "waiting", "1", id="one of two"),
        pytest.param(((A, 1), (A, 2)), 2, "approved", "1", id="two of two"),
        pytest.param(((A, 1), (A, 1)), 2, "waiting", "1", id="one person twice"),
        pytest.param(((A, None),), 1, "approved", "1", id="in a file that names nobody"),
        pytest.param(((A, None), (A, 1)), 2, "waiting", "1", id="one of two, and nobody"),
        pytest.param(((A, 1), (E, 2)), 1, "waiting", "3", id="reworded after it was approved"),
        pytest.param(((A, 1), (E, 2), (A, 2)), 2, "waiting", "3", id="an approval of another text"),
        pytest.param(((E, 1), (A, 1), (A, 2)), 2, "approved", "2", id="who edits may approve"),
        pytest.param(((A, 1), (R, 2)), 1, "rejected", "1", id="rejected after all"),
        pytest.param(((A, 1), (R, 2), (U, 2)), 1, "approved", "1", id="an undone rejection"),
        pytest.param(((E, 1), (A, 1), (U, 1), (U, 1)), 1, "waiting", "1", id="undone twice"),
        pytest.param(((A, 1), (P, 1)), 1, "published", "1", id="published"),
    ],
)
def test_where_events_lead(
    acts: tuple[tuple[EventKind, int | None]], curators: int, state: str, stem: str
) -> None:
    stood = stand(history(*acts), curators)
    assert (stood.state.value, stood.wording.question.stem) == (state, stem)


def test_who_left_may_be_the_one_who_approves_next() -> None:
    first, *others = history((A, 1), (A, 2))[1:]
    made = history()
    gone = replace(first, left=True)
    assert stand([*made, gone, *others], 2).state.value == "waiting"
    assert stand([*made, gone], 1).state.value == "approved"


ACT = st.tuples(st.sampled_from(sorted(ACTS)), st.integers(1, 3))


@given(st.lists(ACT, max_size=6), ACT, st.integers(1, 2))
def test_an_undo_leads_back_to_where_one_was(
    acts: list[tuple[EventKind, int]], last: tuple[EventKind, int], curators: int
) -> None:
    before = stand(history(*acts), curators)
    assert stand(history(*acts, last, (U, last[1])), curators) == before
    after = stand(history(*acts, last), curators)
    assert after.edited == any(kind is E for kind, _ in (*acts, last))


def test_a_note_stays_with_its_wording() -> None:
    assert stand(history((A, 1), (A, 2)), 2).note == "note 3"
    assert stand(history((A, 1), (E, 2)), 1).note is None
    assert stand(history((A, 1), (E, 2), (U, 2)), 1).note == "note 2"


def test_a_draft_begins_with_its_wording() -> None:
    with pytest.raises(ValueError, match="begins"):
        stand([], 1)


def test_remarks_outlive_the_database() -> None:
    remark = Remark(Weight.SOFT, "L01", ("options", 1), {"words": (Phrase("none", {"n": 2}), "a")})
    assert Remark.from_json(remark.to_json()) == remark


# --- fields ---------------------------------------------------------------------------------------


def test_every_field_is_read_and_written() -> None:
    names = list(fields(QUESTION))
    assert names == [
        "stem", "option.1", "option.2", "option.3", "key", "why.2", "why.3", "rationale", "brief",
        "quote.1", "difficulty",
    ]  # fmt: skip
    changes = {name: f"new {name}" for name in names if name not in {"key", "difficulty"}}
    changed = fields(rewritten(QUESTION, changes | {"difficulty": "hard"}))
    assert changed == fields(QUESTION) | changes | {"difficulty": "hard"}


def test_the_sides_of_pairs_are_fields_and_remarks_find_them() -> None:
    options = tuple(replace(one, key=True, rationale="So it is.") for one in QUESTION.options)
    pairs = replace(QUESTION, type=QuestionType.MATCHING, lefts=("1", "2", "3"), options=options)
    names = list(fields(pairs))
    assert names[1:10] == [f"{side}.{n}" for side in ("left", "option", "why") for n in (1, 2, 3)]
    assert rewritten(pairs, {"left.2": "1882", "why.2": "It was."}).lefts == ("1", "1882", "3")
    places = [("pairs", 1, "text"), ("pairs", 1, "match"), ("pairs", 1, "rationale")]
    found = [field_of(Remark(Weight.SOFT, "L01", place)) for place in places]
    assert found == ["left.2", "option.2", "why.2"]


def test_another_key_frees_the_old_one_to_be_refuted() -> None:
    turned = rewritten(QUESTION, {"why.1": "The lamp.", "key": " 2 "})
    assert [option.key for option in turned.options] == [False, True, False]
    first, second, third = (option.rationale for option in turned.options)
    assert (first, second, third) == ("The lamp.", None, QUESTION.options[2].rationale)
    assert fields(turned)["key"] == "2"
    assert rewritten(QUESTION, {"why.1": "The lamp.", "key": "b"}) == turned


CITED = replace(
    QUESTION,
    citations=(
        *QUESTION.citations,
        Citation("lamp", 4, (1,), "a horn in 1902", (2,)),
        Citation("lamp", 5, (1,), "the service in 1936", (2, 3)),
    ),
)


def test_a_citation_is_for_the_key_the_stem_or_wrong_options() -> None:
    def purposes(question: Question) -> list[str]:
        return [text for name, text in fields(question).items() if name.startswith("for.")]

    assert purposes(QUESTION) == [], "the only one is for the key"
    assert purposes(CITED) == ["key", "B", "B, C"]
    assert rewritten(CITED, {"for.2": "b", "for.3": " C,B "}) == CITED
    changed = rewritten(CITED, {"for.2": "Stem", "for.3": "key"})
    assert [(one.refutes, one.stem) for one in changed.citations] == [
        ((), False), ((), True), ((), False),
    ]  # fmt: skip
    turned = rewritten(CITED, {"key": "2"})
    assert purposes(turned) == ["key", "key", "C"], "what was said of it proves it"
    first = rewritten(CITED, {"key": "2", "for.1": "A"}).citations[0]
    assert first.quote == "a horn in 1902", "what proves the key comes first"
    assert purposes(rewritten(CITED, {"for.1": "B"})) == ["B", "B", "B, C"], "the gate says so"


@pytest.mark.parametrize("purpose", ["A", "D", "2", "B C D", "keys", "", ","])
def test_a_citation_is_for_nothing_else(purpose: str) -> None:
    with pytest.raises(Unfit):
        rewritten(CITED, {"for.2": purpose})


MOON = Citation("lamp", 4, (1,), "a horn in 1902", (2,))
YEAR = TypedKey(Decimal(1877), near=(Near(Decimal(1876), "Laid."), Near(Decimal(1878), "Lit.")))
NAME = TextKey("Ada", near=(NearText("Eda", "Her aunt."), NearText("Ida", "Her niece.")))


@pytest.mark.parametrize(
    ("one", "letters"),
    [
        (replace(QUESTION, type=QuestionType.ORDERING), "ABC"),
        (replace(QUESTION, type=QuestionType.MATCHING, lefts=("Lamp", "Horn", "Fire")), "ABC"),
        (replace(QUESTION, type=QuestionType.MULTIPLE), "BC"),
        (replace(QUESTION, type=QuestionType.YEAR, options=(), typed=YEAR), "AB"),
        (replace(QUESTION, type=QuestionType.TEXT, options=(), text_key=NAME), "AB"),
        (replace(QUESTION, type=QuestionType.TRUEFALSE, options=(
            Option("true", "", key=True), Option("false", "", rationale="It was."))), ""),
    ],
    ids=lambda one: one.type.value if isinstance(one, Question) else "",
)  # fmt: skip
def test_reasons_and_what_rests_on_a_citation_are_fields_of_every_type(
    one: Question, letters: str
) -> None:
    one = replace(one, citations=(*QUESTION.citations, MOON))
    if one.type in TYPED:
        changed = fields(rewritten(one, {"why.2": "So they say."}))
        assert changed == fields(one) | {"why.2": "So they say."}
    for letter in letters:
        [_, second] = rewritten(one, {"for.2": letter}).citations
        assert second.refutes == ("ABC".index(letter) + 1,)
    assert rewritten(one, {"for.2": "stem"}).citations[1].stem
    for wrong in set("ABCD") - set(letters):
        with pytest.raises(Unfit):
            rewritten(one, {"for.2": wrong})


def test_typed_questions_have_an_answer() -> None:
    year = replace(QUESTION, type=QuestionType.YEAR, options=(), typed=TypedKey(Decimal(1877)))
    assert fields(rewritten(year, {"answer": "1 878,5"}))["answer"] == "1878.5"
    text = replace(QUESTION, type=QuestionType.TEXT, options=(), text_key=TextKey("Ada", ("A.",)))
    assert rewritten(text, {"accept": " Ida \n\nEda"}).text_key == TextKey("Ada", ("Ida", "Eda"))
    assert rewritten(text, {"accept": ""}).text_key == TextKey("Ada")
    statement = replace(
        QUESTION,
        type=QuestionType.TRUEFALSE,
        options=(Option("true", "", key=True), Option("false", "", rationale="It was.")),
    )
    turned = rewritten(statement, {"answer": "False"})
    assert [(o.id, o.key, o.rationale) for o in turned.options] == [
        ("true", False, "It was."), ("false", True, None),
    ]  # fmt: skip
    for one in (year, statement):
        with pytest.raises(Unfit):
            rewritten(one, {"answer": "maybe"})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stem", " "),
        ("stem", "x" * 4_001),
        ("why.1", "The key needs none."),
        ("option.4", "1999"),
        ("key", "4"),
        ("key", "0"),
        ("key", "1, 2"),
        ("key", "one"),
        ("key", "²"),
        ("difficulty", "awful"),
        ("answer", "1877"),
        ("id", "other"),
        ("option.", "x"),
    ],
)
def test_what_does_not_fit_is_refused(field: str, value: str) -> None:
    with pytest.raises(Unfit):
        rewritten(QUESTION, {field: value})
