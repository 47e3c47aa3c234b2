"""The screen of a review: what it says of a draft, and that the worst one fits."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.domain.drafts.draft import (
    REASONS,
    Draft,
    DraftState,
    Event,
    EventKind,
    Remark,
    Unfit,
    Weight,
    Wording,
)
from bot.domain.drafts.draft_fields import fields, rewritten
from bot.domain.finding import Phrase, Value
from bot.domain.question import (
    Citation,
    NearText,
    Option,
    Question,
    QuestionType,
    TextKey,
    TypedKey,
)
from bot.domain.shortening import shortened
from bot.generation.ranking import shipped_acceptance
from bot.sandbox.markup import parse_html
from bot.services.bank.passages import Passage
from bot.services.curation.look import Look
from bot.services.curation.reading import Publishable, ReviewScreen
from bot.storage.people.people import Voice
from bot.views.callback import LIMIT
from bot.views.fitting import TEXT_LIMIT, length
from bot.views.message import Message
from bot.views.review.remarks import remark_words, template_words
from bot.views.review.screens import review_message
from bot.views.words import LOCALES, Words, words
from bot.web.curation.edit_view import EditView
from bot.web.curation.entry_view import EntryView
from bot.web.curation.forms import parsed
from bot.web.curation.history import history
from bot.web.curation.query import View
from bot.web.curation.remarks import code_words
from bot.web.curation.said import trouble
from bot.web.curation.shell import Shell
from tests.lamp import QUESTION, SOURCE

NASTY = '<b>&"🌊 \u202e'
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
WORST = replace(
    QUESTION,
    stem=NASTY * 500,
    rationale=NASTY * 500,
    brief=NASTY * 500,
    citations=tuple(Citation(NASTY * 5, 9_999, (1,), NASTY * 300) for _ in range(12)),
    options=tuple(
        Option(
            letter, NASTY * 12, key=letter == "a", rationale=None if letter == "a" else NASTY * 50
        )
        for letter in "abcdef"
    ),
)
TYPED = TextKey(NASTY * 12, near=tuple(NearText(NASTY * 12, NASTY * 50) for _ in range(10)))
REMARKS = tuple(
    Remark(weight, code, (), {"detail": NASTY * 300})
    for weight, code in ((Weight.HARD, "G02"), (Weight.SOFT, "G51")) * 20
)
PUBLISHABLE = tuple(Publishable(f"doc-{n}", 10**11 + n, NASTY * 30, 999) for n in range(20))


@pytest.fixture(params=LOCALES)
def say(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def look(
    question: Question = QUESTION,
    *,
    state: DraftState = DraftState.WAITING,
    remarks: tuple[Remark, ...] = (),
    history: tuple[Event, ...] = (),
    around: str = "The lamp was ",
    page: int | None = None,
) -> Look:
    draft = Draft(
        7, 2, state, Wording(question, remarks), "lamp", 1, {}, "rules", "when", 1, False, None, NOW
    )  # fmt: skip
    passages = tuple(
        Passage(around, one.quote, "." if len(around) < 99 else around, page)
        for one in question.citations
    )
    made = Event(1, EventKind.MADE, None, NOW, wording=draft.wording)
    return Look(draft, SOURCE, passages, (made, *history), 3, 14, {"lamp": SOURCE})


def drawn(seen: Look | None, say: Words, mode: str = "", field: str = "") -> Message:
    own = Publishable("lamp", 5, "The lamp", 4)
    states = {DraftState.WAITING: 9, DraftState.APPROVED: 4}
    screen = ReviewScreen(seen, 5, None, states, (own, *PUBLISHABLE), Voice((), None))
    message = review_message(screen, mode, field, say)
    parse_html(message.html)
    assert length(message.html) <= TEXT_LIMIT
    assert len(message.keyboard) <= 12
    for button in (button for row in message.keyboard for button in row):
        assert len((button.data or "").encode()) <= LIMIT
        assert 1 <= len(button.text) <= 64
    return message


def buttons(message: Message) -> list[str]:
    return [button.text for row in message.keyboard for button in row]


def plain(message: Message) -> str:
    return re.sub(r"<[^>]+>", "", message.html)


def test_an_entry_says_on_which_page_it_is_written() -> None:
    assert "📖 Lamp (1990), p. 12, ¶3: The lamp" in plain(drawn(look(page=12), words("en")))
    assert "📖 Lamp (1990), с. 12, ¶3: The lamp" in plain(drawn(look(page=12), words("ru")))


def test_an_entry_says_all_that_one_decides_by() -> None:
    remarks = (Remark(Weight.SOFT, "G51", ("options",), {"detail": "1902"}),)
    message = drawn(look(remarks=remarks), words("en"))
    text = plain(message)
    for said in (
        "3 of 14 · The lamp · when",
        "✓ A 1877",
        "✗ B 1902 – That was the horn.",
        "Why: It was lit in 1877.",
        f"Difficulty: {QUESTION.difficulty.value.capitalize()}",
        "📖 Lamp (1990), ¶3: The lamp was lit in 1877.",
        "· G51 a distractor stands in the sentence cited: 1902",
    ):
        assert said in text
    assert "<b>lit in 1877</b>" in message.html
    assert buttons(message) == ["Approve", "Edit", "Reject", "Next", "Undo", "Publish 4 approved"]
    assert message.keyboard[0][0].data == "v.approve:7:2:5"


@pytest.mark.parametrize("seen", [look(), None])
def test_it_is_asked_once_before_what_is_approved_goes_to_learners(
    seen: Look | None, say: Words
) -> None:
    for chosen in (Publishable("lamp", 5, "The lamp", 4), PUBLISHABLE[0]):
        asked = drawn(seen, say, "publish", str(chosen.number))
        assert asked.html.endswith(say("review.publish.sure"))
        told = say("review.publish.of", n=chosen.drafts, title=shortened(chosen.title, 60))
        assert asked.html.startswith(f"<b>{told}</b>")
        about = "7:2:5" if seen else "0:0:5"
        assert [button.data for row in asked.keyboard for button in row] == [
            f"v.yes:{about}:{chosen.number}:{chosen.drafts}",
            f"v.mode:{about}:entry",
        ]
    assert "v.yes" not in str(drawn(seen, say, "publish", "404").keyboard)


def test_every_template_has_a_word(say: Words) -> None:
    assert all(say.has(f"page.template.{name}") for name in shipped_acceptance().seen)
    assert template_words("gpt", say) == "gpt"


def test_a_draft_of_an_older_edition_says_so(say: Words) -> None:
    older = say("review.older", edition=1, newest=3)
    assert older in drawn(replace(look(), newest=3), say).html
    assert older not in drawn(look(), say).html


def test_what_the_gate_found_has_its_field_and_its_mend() -> None:
    remarks = (Remark(Weight.HARD, "G14", ("options", 1, "rationale"), {"detail": "www."}),)
    cited = Remark(Weight.ERROR, "E331", ("citations", 1, "for"))
    assert "✗ E331 Quote 2 is for: the first" in plain(drawn(look(remarks=(cited,)), words("en")))
    for mode in ("", "text"):
        said = plain(drawn(look(remarks=remarks), words("en"), mode, "note"))
        assert (
            "! G14 Why not B: not plain English: a link, markup, a control, another language: www."
            " → write it in plain English words"
        ) in said


def test_rules_speak_of_the_fields_that_a_draft_has(say: Words) -> None:
    """Not of the keys of a file; each by the name that it has on its button."""
    brief = say.plain("review.field.brief")
    limits = {"length": 130, "limit": 120, "over": 10}
    for remark, field in (
        (Remark(Weight.ERROR, "E208", ("brief",), {"where": "brief", **limits}), brief),
        (Remark(Weight.ERROR, "E319", ("brief",), limits), brief),
        (
            Remark(Weight.ERROR, "E306", ("options", 1), {"number": 2}),
            say.plain("review.field.why", mark="B"),
        ),
    ):
        said = remark_words(remark, say)
        assert field in said
        assert "`" not in said
        assert not re.search(r"\bbrief\b", said)


def test_what_a_citation_is_for_is_chosen_or_sent() -> None:
    cited = (*QUESTION.citations, Citation("lamp", 4, (1,), "a horn in 1902", (2,)))
    seen = look(replace(QUESTION, citations=cited))
    assert "Quote 2 is for" in buttons(drawn(seen, words("en"), "fields"))
    message = drawn(seen, words("en"), "text", "for.2")
    assert "Now it is for: B" in plain(message)
    assert "A 1877" in plain(message)
    assert buttons(message) == ["Key", "Stem", "Why not B", "Why not C", "Back"]
    assert message.keyboard[0][2].data == "v.put:7:2:5:for.2:B"


@pytest.mark.parametrize(("locale", "said"), [("en", "cited for B"), ("ru", "место: B")])
def test_of_what_is_ordered_a_passage_never_says_that_it_is_wrong(locale: str, said: str) -> None:
    first = QUESTION.citations[0]
    ordered = replace(
        QUESTION, type=QuestionType.ORDERING, citations=(first, replace(first, refutes=(2,)))
    )
    say = words(locale)
    for question, placed in ((ordered, True), (replace(ordered, type=QuestionType.SINGLE), False)):
        page = str(EntryView(Shell(""), say, View(), "token").passages(look(question)))
        assert (f"{said}<" in page, say.plain("page.refutes.one", marks="B") in page) == (
            placed, not placed
        )  # fmt: skip
        offered = buttons(drawn(look(question), say, "text", "for.2"))
        assert (say.plain("review.for.place", mark="B") in offered) is placed


@pytest.mark.parametrize(
    ("field", "mode"), [("stem", "fields"), ("reason", "reasons"), ("note", "entry")]
)
def test_back_leads_to_what_was_chosen_from(field: str, mode: str) -> None:
    message = drawn(look(), words("en"), "text", field)
    assert message.keyboard[-1][0].data == f"v.mode:7:2:5:{mode}"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_filter_names_every_code_without_the_values_of_one_draft(locale: str) -> None:
    say = words(locale)
    for code in ("G03", "E304", "E310", "L06"):
        told = code_words(code, say)
        assert told.startswith(f"{code} ")
        assert not set("{}") & set(told)
    assert code_words("L999", say) == "L999"


def test_parts_of_a_question_have_words_where_a_rule_names_them() -> None:
    found = Remark(Weight.SOFT, "G58", (), {"detail": "stem, options"})
    assert remark_words(found, words("en")).endswith(": the question, an option")
    assert remark_words(found, words("ru")).endswith(": вопрос, вариант")


def test_near_values_are_called_by_letters_where_a_draft_is_read_and_edited() -> None:
    near = (NearText("Eda", "Her aunt."), NearText("Ida", "Her niece."))
    cited = (*QUESTION.citations, Citation("lamp", 4, (1,), "a horn in 1902", (2,)))
    typed = replace(QUESTION, type=QuestionType.TEXT, options=(), citations=cited,
                    text_key=TextKey("Ada", near=near))  # fmt: skip
    seen = look(typed)
    assert "✗ B Ida – Her niece." in plain(drawn(seen, words("en")))
    assert buttons(drawn(seen, words("en"), "text", "for.2"))[2:4] == ["Why not A", "Why not B"]
    view = EntryView(Shell(""), words("en"), View(), "token", parsed(b"why.2=Her+cousin."))
    form = str(EditView(view, words("en")).draw(seen))
    assert re.search(r'name="why.2"[^>]*>\s*Her cousin.<', form)
    assert re.search(r'name="for.2"[^>]* value="B"|value="B"[^>]* name="for.2"', form)


def test_of_a_number_only_the_number_is_asked_for(say: Words) -> None:
    key = TypedKey(Decimal(14), unit="glasshouses")
    seen = look(replace(QUESTION, type=QuestionType.NUMBER, options=(), typed=key))
    told = say.plain("page.answer.unit", unit="glasshouses")
    assert told in plain(drawn(seen, say, "text", "answer"))
    form = str(EditView(EntryView(Shell(""), say, View(), "token"), say).draw(seen))
    assert told in form
    with pytest.raises(Unfit) as refused:
        rewritten(seen.question, {"answer": "14 glasshouses"})
    assert say.plain("page.unfit.number") in str(trouble(refused.value, say))


def test_what_cannot_be_saved_is_told_why() -> None:
    said = {
        ("stem", ""): "“Stem”: This field cannot be empty.",
        ("key", "9"): "“Key”: Choose what is right among the options.",
        ("for.2", "Z"): "Write key, stem, or letters of wrong options, such as B, C.",
        ("difficulty", "so so"): "This is too long, or none of what can stand here.",
    }
    cited = (*QUESTION.citations, Citation("lamp", 4, (1,), "a horn in 1902", (2,)))
    for (field, text), told in said.items():
        with pytest.raises(Unfit) as refused:
            rewritten(replace(QUESTION, citations=cited), {field: text})
        assert told in str(trouble(refused.value, words("en")))


@pytest.mark.parametrize(
    ("code", "values", "said"),
    [
        ("L01", {"number": 1, "percent": 40}, "the key (option A) is 40 % longer"),
        ("L15", {"first": 2, "number": 3}, "options B and C say nearly the same"),
        ("L07", {"cue": Phrase("cue_tense", {"number": 2})}, "option B, the key, has a tense"),
        ("E404", {"number": 3, "source": "lamp"}, "paragraph 3 of lamp"),
    ],
)
def test_options_are_called_by_their_letters(
    code: str, values: dict[str, Value], said: str
) -> None:
    assert said in remark_words(Remark(Weight.SOFT, code, (), values), words("en"))


def test_a_history_has_no_empty_rows_and_no_bare_numbers() -> None:
    say = words("ru")
    before = replace(
        QUESTION,
        options=(
            Option("a", "1877", key=True), Option("b", "1902"), Option("c", "1903", rationale="No.")
        ),
        citations=(*QUESTION.citations, replace(QUESTION.citations[0], refutes=(2,))),
    )  # fmt: skip
    events = (
        Event(1, EventKind.MADE, None, NOW, wording=Wording(before)),
        Event(2, EventKind.EDITED, 1, NOW, wording=Wording(rewritten(before, {"key": "2"}))),
        Event(3, EventKind.PUBLISHED, 1, NOW, "7"),
    )
    told = str(history(events, (), {1: "Dana"}, say))
    assert "<p" not in told
    assert "версия 7 набора" in told
    assert '<del dir="auto">B</del> → <ins dir="auto">Ключ</ins>' in told
    assert "Почему не B" not in told


def test_the_paragraph_stays_in_sight_where_the_quote_does_not_stand_in_it() -> None:
    """On the page unmarked and whole; in chat around the sentences cited, also for a new quote."""
    long = "Some words before. " * 200
    paragraph = Passage(long, "The lamp was lit in 1877.", f" {long}", 12)
    seen = replace(look(), passages=(None,), paragraphs=(paragraph,))
    page = str(EntryView(Shell(""), words("en"), View(), "token").passages(seen))
    assert f"{long}The lamp was lit in 1877. {long}</blockquote>" in page
    assert "does not stand in this paragraph" in page
    assert "p. 12" in page
    assert "<mark>" not in page
    for mode, field in (("", ""), ("text", "quote.1")):
        told = plain(drawn(seen, words("en"), mode, field))
        assert "does not stand there. The paragraph: …" in told
        assert "The lamp was lit in 1877." in told
    asked = plain(drawn(look(), words("en"), "text", "quote.1"))
    assert asked.endswith("¶3: The lamp was lit in 1877.")


def test_who_is_to_say_why_an_option_is_wrong_reads_which_it_is() -> None:
    long = replace(QUESTION.options[1], text="a very long option " * 9)
    seen = look(replace(QUESTION, options=(QUESTION.options[0], long, *QUESTION.options[2:])))
    for mode, field in (("fields", ""), ("text", "why.2")):
        told = plain(drawn(seen, words("en"), mode, field))
        assert "A 1877" in told
        assert "B a very long option" in told
        assert long.text.strip() not in told


@pytest.mark.parametrize("mode", ["", "reasons", "fields", "text"])
def test_the_worst_entry_fits(say: Words, mode: str) -> None:
    told = (
        Event(2, EventKind.APPROVED, 1, NOW, NASTY * 150),
        Event(3, EventKind.REJECTED, 1, NOW, NASTY * 150),
    )
    for state in DraftState:
        events = told if state is DraftState.REJECTED else told[:1]
        worst = look(WORST, state=state, remarks=REMARKS, history=events, around=NASTY * 2_000)
        drawn(worst, say, mode)
    whole = Passage(NASTY * 2_000, NASTY * 300, NASTY * 2_000)
    lost = replace(look(WORST), passages=(None,) * 12, paragraphs=(whole,) * 12)
    drawn(lost, say, mode)
    drawn(lost, say, "text", "quote.1")
    drawn(look(replace(WORST, type=QuestionType.TEXT, options=(), text_key=TYPED)), say, mode)
    for field in (*fields(WORST), "note", "reason", "gone"):
        drawn(look(WORST, remarks=REMARKS), say, "text", field)
    drawn(None, say)


def test_a_hostile_text_stays_text() -> None:
    message = drawn(look(replace(QUESTION, stem="<script>&amp;</script>")), words("en"))
    assert "&lt;script&gt;&amp;amp;&lt;/script&gt;" in message.html


def test_reasons_and_fields_are_chosen_by_buttons(say: Words) -> None:
    reasons = drawn(look(), say, "reasons")
    assert [b.data for row in reasons.keyboard for b in row][: len(REASONS)] == [
        f"v.reject:7:2:5:{n}" for n in range(len(REASONS))
    ]
    chosen = [b.data for row in drawn(look(), say, "fields").keyboard for b in row]
    assert chosen[-1] == "v.mode:7:2:5:entry"
    assert {"v.ask:7:2:5:stem", "v.ask:7:2:5:why.2", "v.ask:7:2:5:quote.1"} < set(chosen)
    keys = drawn(look(), say, "text", "key").keyboard
    assert [b.data for b in keys[0]] == [f"v.put:7:2:5:key:{n}" for n in (1, 2, 3)]


def test_every_type_shows_what_is_right() -> None:
    say = words("en")
    year = replace(QUESTION, type=QuestionType.YEAR, options=(), typed=TypedKey(Decimal(1877)))
    assert "✓ 1877" in plain(drawn(look(year), say))
    key = TextKey("Ada Merrow", ("Merrow",))
    text = replace(QUESTION, type=QuestionType.TEXT, options=(), text_key=key)
    assert "✓ Ada Merrow · learners type it\nAlso right: Merrow" in plain(drawn(look(text), say))
    order = replace(
        QUESTION, type=QuestionType.ORDERING, options=(Option("a", "Lamp"), Option("b", "Horn"))
    )
    assert "1. Lamp" in plain(drawn(look(order), say))
    statement = replace(
        QUESTION,
        type=QuestionType.TRUEFALSE,
        options=(Option("true", "", key=True), Option("false", "", rationale="It was.")),
    )
    assert "✓ A True" in plain(drawn(look(statement), say))
    pairs = replace(
        QUESTION, type=QuestionType.MATCHING, lefts=("1877",), options=(Option("a", "Lamp"),)
    )
    assert "✓ A 1877 – Lamp" in plain(drawn(look(pairs), say))
