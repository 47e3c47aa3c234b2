"""The longest texts that a bank may hold fit Telegram's limits, in every locale."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest

from bot.bank.picture import ASKED, caption_problem
from bot.domain.marking import LONGEST_TEXT, Given, Mark, mark
from bot.domain.question import (
    Citation,
    Near,
    NearText,
    Option,
    Picture,
    Question,
    QuestionType,
    Source,
    TextKey,
    TypedKey,
)
from bot.domain.quizzes.attempt import Attempt, AttemptKind, AttemptState, Scope, Step, summarise
from bot.domain.quizzes.quiz_request import Topic
from bot.domain.sets.upload import Report, Upload, UploadState
from bot.services.bank.passages import Passage
from bot.services.quiz.reading import (
    EndScreen,
    SourcesScreen,
    StepScreen,
    TopicsScreen,
    WelcomeScreen,
)
from bot.services.uploads.receiving import PreviewScreen
from bot.storage.bank.questions import BankCounts, Document
from bot.storage.people.people import Voice
from bot.views.fitting import CAPTION_LIMIT, TEXT_LIMIT, length
from bot.views.message import Message, Photo
from bot.views.quiz.end import answers_message, end_message
from bot.views.quiz.menus import (
    near_topics_message,
    sources_message,
    topics_message,
    welcome_message,
)
from bot.views.quiz.preview import preview
from bot.views.quiz.steps import step_message
from bot.views.words import LOCALES, Words
from tests.storage.bank_rows import TEA_BOOK, make_question, sample_questions

VOICE = Voice((), None)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SOURCE: Source = replace(
    TEA_BOOK, title="&" * 300, short="&" * 30, publisher="<" * 200, date_note="w" * 200
)
HUGE_ID = 10**10
LANGUAGE = "tzm"
"""Central Atlas Tamazight: no language has a longer name in the locales we speak."""
LEGIBLE = 36
"""Characters of a button of a phone's whole width."""
PNG = b"\x89PNG\r\n\x1a\n"


def filled(size: int) -> str:
    """Text of that many characters, hostile and with spaces."""
    return ("<b>&é " * size)[:size]


def longest(type: QuestionType) -> Question:
    """A question whose every text is as long as the bank's format allows."""
    options: list[Option] = []
    typed, text_key = None, None
    lefts: list[str] = []
    if type is QuestionType.TRUEFALSE:
        options = [Option("true", "", True), Option("false", "", rationale=filled(300))]
    elif type in {QuestionType.SINGLE, QuestionType.MULTIPLE}:
        keys = 1 if type is QuestionType.SINGLE else 5
        options = [
            Option(letter, f"{n} {filled(98)}", key=n < keys, rationale=filled(300))
            for n, letter in enumerate("abcdef")
        ]
    elif type is QuestionType.ORDERING:
        options = [Option(c, f"{c} {filled(98)}", rationale=filled(300)) for c in "abcdef"]
    elif type is QuestionType.MATCHING:
        options = [
            Option(c, f"{c} {filled(98)}", key=n < 5, rationale=filled(300))
            for n, c in enumerate("abcdefg")
        ]
        lefts = [f"{n} {filled(98)}" for n in range(5)]
    elif type is QuestionType.TEXT:
        known = tuple(NearText(f"{n} {filled(58)}", filled(300)) for n in range(10))
        accept = tuple(f"{c} {filled(58)}" for c in "abcdefghij")
        text_key = TextKey(filled(60), accept, known)
    else:
        wrong = tuple(Near(Decimal("-99999999.5") - n, filled(300)) for n in range(10))
        typed = TypedKey(Decimal(10**20), Decimal("0.5"), filled(30), wrong)
    question = make_question(
        f"tea-{type.value}",
        type,
        options=options,
        typed=typed,
        text_key=text_key,
        lefts=lefts,
        stem=filled(300),
        rationale=filled(600),
        citations=[Citation("tea-book", 10_000 + n, (1,), filled(200)) for n in range(12)],
    )
    return replace(question, picture=Picture("map.png", filled(400)))


def steps_of(type: QuestionType) -> list[Step]:
    """The longest question waiting, at each stage, and given every kind of response."""
    question = longest(type)
    waiting = Step(
        attempt_id=HUGE_ID,
        position=50,
        total=50,
        question_id=1,
        version_id=1,
        question=question,
        order=tuple(option.id for option in question.options),
        topic_title=filled(40),
        language=LANGUAGE,
        set_title=filled(60),
        asked_at=NOON,
    )
    ids = [option.id for option in question.options]
    places = waiting.places if waiting.assembled else len(ids)
    stages = [replace(waiting, selected=tuple(ids[-n:] if n else ())) for n in range(places + 1)]
    responses = [Given()]
    if question.typed:
        responses += [Given(value=Decimal("-99999999.5")), Given(value=question.typed.value)]
    elif question.text_key:
        key = question.text_key
        typed = [
            key.value,
            key.accept[-1],
            f"{key.value}x",
            key.near[-1].value,
            filled(LONGEST_TEXT),
        ]
        responses += [Given(text=text) for text in typed]
    elif waiting.assembled:
        right = tuple(ids[:places])
        partly = (right[1], right[0], *right[2:])
        responses += [Given(sequence=one) for one in (right, partly, tuple(ids[::-1][:places]))]
    elif type is QuestionType.MULTIPLE:
        responses += [Given(frozenset(ids)), Given(frozenset(ids[-1:])), Given(frozenset(ids[1:]))]
    else:
        responses += [Given(frozenset({option_id})) for option_id in ids]
    answered = [
        replace(waiting, given=given, mark=mark(question, given), answered_at=NOON)
        for given in responses
    ]
    return [*stages, *answered]


def fits(message: Message | Photo) -> bool:
    if isinstance(message, Photo):
        return length(message.caption_html) <= CAPTION_LIMIT and fits(
            Message(message.caption_html, message.keyboard)
        )
    data = [button.data or "" for row in message.keyboard for button in row]
    texts = [button.text for row in message.keyboard for button in row]
    return (
        0 < length(message.html) <= TEXT_LIMIT
        and all(1 <= len(entry.encode()) <= 64 for entry in data)
        and all(texts)
        and len(data) <= 100
    )


UPLOAD = Upload(1, 1, 1, "tea.yaml", UploadState.CHECKED, report=Report(title=filled(60)))
CASES = list(product(LOCALES, QuestionType))


@pytest.mark.parametrize(("locale", "type"), CASES)
def test_questions_and_feedback(locale: str, type: QuestionType) -> None:
    for step, note in product(steps_of(type), (None, "quiz.note.set")):
        screen = StepScreen(step, True, {"tea-book": SOURCE}, (), VOICE)
        message = step_message(screen, Words(locale), note)
        assert isinstance(message, Message)
        assert fits(message)
        assert len(step.question.stem) <= length(message.html), "the question stays readable"
        assert all(len(button.text) <= LEGIBLE for row in message.keyboard for button in row)


@pytest.mark.parametrize(("locale", "type"), CASES)
def test_questions_with_a_picture(locale: str, type: QuestionType) -> None:
    """What `bank check` lets through is asked under its picture; feedback may not fit there."""
    for longest_step, note in product(steps_of(type), (None, "quiz.note.set")):
        question = longest_step.question
        each = 24 if question.lefts else 48
        options = tuple(replace(option, text=option.text[:each]) for option in question.options)
        lefts = tuple(left[:each] for left in question.lefts)
        question = replace(question, options=options, lefts=lefts)
        listed = (*lefts, *(option.text for option in question.options))
        room = ASKED - sum(len(text) + 4 for text in listed)
        stem = filled(min(room, 300))
        step = replace(longest_step, question=replace(question, stem=stem))
        assert step.answered or not list(caption_problem(step.question))
        screen = StepScreen(step, True, {"tea-book": SOURCE}, (), VOICE, PNG)
        message = step_message(screen, Words(locale), note)
        assert fits(message)
        assert step.answered or isinstance(message, Photo)


@pytest.mark.parametrize(("locale", "type"), CASES)
def test_an_opened_source(locale: str, type: QuestionType) -> None:
    passage = Passage(filled(3000), "a quote of ten words that stands in the passage", filled(3000))
    for step in steps_of(type):
        if not step.answered:
            continue
        passages = tuple(passage for _ in step.question.citations)
        screen = StepScreen(step, True, {"tea-book": SOURCE}, passages, VOICE)
        assert fits(step_message(screen, Words(locale)))


@pytest.mark.parametrize(("locale", "type"), CASES)
def test_the_preview_of_an_uploaded_question(locale: str, type: QuestionType) -> None:
    sources = {"tea-book": SOURCE}
    screen = PreviewScreen(UPLOAD, "ru", longest(type), sources, 99, 100, VOICE)
    assert fits(Message(preview(screen, Words(locale))))


def test_the_preview_shows_the_key_and_why_each_other_is_wrong() -> None:
    screen = PreviewScreen(
        UPLOAD, "en", make_question("tea-1"), {"tea-book": TEA_BOOK}, 1, 1, VOICE
    )
    lines = preview(screen, Words("en")).splitlines()
    assert lines[0] == "<i>Preview: nothing of this counts.</i>"
    assert lines[3:] == [
        "What is asked by tea-1?",
        "",
        "<b>A</b> Green",
        "<b>B</b> Black",
        "<b>C</b> Oolong",
        "",
        "✓ <b>Green</b> – This is why, says tea-1.",
        "✗ <i>Black</i> – Black tea is oxidised.",
        "✗ <i>Oolong</i> – Oolong is half oxidised.",
        "📖 Tea book (May 2021), ¶1: “a leaf and hot water”",
    ]


@pytest.mark.parametrize(
    ("type", "told"),
    [
        (
            QuestionType.TEXT,
            [
                "",
                "<i>Write me the answer: a word or a name.</i>",
                "",
                "✓ <b>Colombo</b> – This is why, says tea-port.",
                "Also right: Kolamba",
                "✗ <i>Kandy</i> – Kandy lies inland.",
            ],
        ),
        (
            QuestionType.ORDERING,
            [
                "",
                "<b>1. The leaf is left to wither</b> – Fresh leaves would break.",
                "<b>2. The leaf is rolled</b> – Rolling opens the withered leaf.",
                "<b>3. The leaf takes up air</b> – The rolled leaf turns brown.",
                "<b>4. The leaf is dried</b> – Drying ends it.",
                "",
                "This is why, says tea-making.",
            ],
        ),
        (
            QuestionType.MATCHING,
            [
                "",
                "White tea → <b>80 degrees</b> – Hotter water makes it bitter.",
                "Oolong → <b>90 degrees</b> – A little below the boil.",
                "Black tea → <b>Boiling</b> – It needs all the heat.",
                "",
                "This is why, says tea-water.",
                "✗ <i>Lukewarm</i> – No tea wants that.",
            ],
        ),
    ],
)
def test_the_preview_of_what_is_typed_ordered_or_matched(
    type: QuestionType, told: list[str]
) -> None:
    question = next(one for one in sample_questions() if one.type is type)
    screen = PreviewScreen(UPLOAD, "en", question, {"tea-book": TEA_BOOK}, 1, 1, VOICE)
    assert preview(screen, Words("en")).splitlines()[4:-1] == told


def test_feedback_and_preview_name_the_page() -> None:
    step = replace(
        steps_of(QuestionType.SINGLE)[-1], question=make_question("tea-1"), order=("a", "b", "c"),
        given=Given(frozenset("b")), mark=Mark(0),
    )  # fmt: skip
    sources, pages = {"tea-book": TEA_BOOK}, {(TEA_BOOK.sha256, 1): 12}
    about = (step.question, sources, 1, 1, VOICE)
    shown = step_message(StepScreen(step, True, sources, (), VOICE, pages=pages), Words("en"))
    assert isinstance(shown, Message)
    for html in (shown.html, preview(PreviewScreen(UPLOAD, "en", *about, pages), Words("en"))):
        assert "📖 Tea book (May 2021), p. 12, ¶1: " in html


@pytest.mark.parametrize("locale", LOCALES)
def test_an_ordinary_passage_has_room(locale: str) -> None:
    question = make_question("tea-1")
    step = replace(
        steps_of(QuestionType.SINGLE)[-1], question=question, order=("a", "b", "c"),
        given=Given(frozenset("b")), mark=Mark(0),
    )  # fmt: skip
    passage = Passage("before " * 60, "a leaf and hot water", " after" * 60)
    screen = StepScreen(step, True, {"tea-book": TEA_BOOK}, (passage,), VOICE)
    message = step_message(screen, Words(locale))
    assert isinstance(message, Message)
    html = message.html
    assert "before " * 60 + "<b>a leaf and hot water</b>" + " after" * 60 in html


@pytest.mark.parametrize(("locale", "type"), CASES)
def test_the_end_and_every_page_of_answers(locale: str, type: QuestionType) -> None:
    variants = steps_of(type)
    steps = [
        replace(
            variants[n % len(variants)],
            position=n + 1,
            answered_at=NOON + timedelta(hours=3),
            topic_title=f"{n} {filled(37)}",
        )
        for n in range(50)
    ]
    attempt = Attempt(
        HUGE_ID, 1, AttemptKind.QUIZ, Scope(), AttemptState.FINISHED, 51, 50, NOON, NOON
    )
    screen = EndScreen(attempt, steps, summarise(steps), 5000, {1: {"tea-book": SOURCE}}, VOICE)
    say = Words(locale)
    assert fits(end_message(screen, say))
    assert fits(
        end_message(replace(screen, attempt=replace(attempt, state=AttemptState.STOPPED)), say)
    )
    seen = set()
    for page in range(60):
        message = answers_message(screen, page, say)
        assert fits(message)
        seen |= {n for n in range(1, 51) if f"<b>{n}.</b>" in message.html}
    assert seen == set(range(1, 51)), "no answer is left out"


@pytest.mark.parametrize("locale", LOCALES)
def test_menus_of_a_large_bank(locale: str) -> None:
    say = Words(locale)
    topics = [
        Topic(HUGE_ID + n, "s" * 40, filled(60), "CODE", "t" * 40, filled(40), 99, LANGUAGE)
        for n in range(200)
    ]
    screen = TopicsScreen(topics, VOICE)
    for page in (1, 9, 17, 400):
        assert fits(topics_message(screen, page, say))
        assert fits(topics_message(screen, page, say, unknown=True))
    assert fits(near_topics_message(topics[:6], screen, say))
    documents = SourcesScreen([Document(SOURCE, 99)] * 40, VOICE)
    for page in (1, 3, 5, 99):
        assert fits(sources_message(documents, page, say))
    welcome = WelcomeScreen(BankCounts(10**6, 10**4, (filled(60), LANGUAGE)), None, VOICE)
    assert fits(welcome_message(welcome, say, "quiz.note.code"))
