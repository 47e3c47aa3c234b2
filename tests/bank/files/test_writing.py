"""Sets as YAML in the house form: what is written is read back as the same values."""

import string
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bank.files.tree import read_tree
from bot.bank.files.writing import quoted, scalar, set_text
from bot.bank.reading import read_bank, read_set
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
    Source,
    State,
    TextKey,
    TypedKey,
    Waiver,
)
from bot.domain.review import Blind, Outcome, Review, Unseen
from tests.bank.samples import DATA

SLUGS = st.from_regex(r"[a-z0-9][a-z0-9-]{2,20}", fullmatch=True)
TRICKY = st.sampled_from(
    ["yes", "no", "null", "~", "1994", "3.50", "true", "a: b", "a #b", "- x", "'", '"', "\\n", "&a",
     "*a", "!x", "%", "@", "{}", "[]", "é", "Ω", "🌊", "x:", "-", "?", "|", ">", "2022-01", " x "]
)  # fmt: skip


def texts(limit: int, *, lines: bool = False) -> st.SearchStrategy[str]:
    """Any text that a file may hold, with something to see in it."""
    alphabet = st.characters(
        codec="utf-8",
        categories=("L", "N", "P", "S", "Zs", "Mn"),
        exclude_characters="\u0085\u2028\u2029\ufeff",
    )
    more = st.just("\n") if lines else st.nothing()
    free = st.text(alphabet | more, min_size=1, max_size=limit - 1).map(lambda t: f"{t}x")
    return free | TRICKY


NUMBERS = st.decimals(-(10**6), 10**6, places=2) | st.integers(-999, 999).map(Decimal)
CITATIONS = st.builds(
    Citation,
    SLUGS,
    st.integers(1, 999),
    st.lists(st.integers(1, 50), min_size=1, max_size=4, unique=True).map(tuple),
    texts(30),
    st.lists(st.integers(1, 10), max_size=3, unique=True).map(tuple),
    st.booleans(),
)


DAYS = st.dates(date(1000, 1, 1))
UNSEEN = st.none() | st.sampled_from(Unseen)
BLIND = st.builds(Blind, DAYS, st.sampled_from(Outcome), UNSEEN, st.none() | texts(300))
REVIEWS = st.builds(Review, DAYS, st.from_regex("[0-9a-f]{16}", fullmatch=True), st.none() | BLIND)
WAIVERS = st.builds(Waiver, st.sampled_from(["L01", "L34", "L99"]), texts(300))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    kind = draw(st.sampled_from(QuestionType))
    options: tuple[Option, ...] = ()
    typed = None
    text_key = None
    lefts: tuple[str, ...] = ()
    if kind is QuestionType.TRUEFALSE:
        truth, why = draw(st.booleans()), draw(texts(300, lines=True))
        options = (
            Option("true", "", truth, None if truth else why),
            Option("false", "", not truth, why if truth else None),
        )
    elif kind in {QuestionType.NUMBER, QuestionType.YEAR}:
        year = kind is QuestionType.YEAR
        typed = TypedKey(
            Decimal(draw(st.integers(-9999, 9999))) if year else draw(NUMBERS),
            abs(draw(NUMBERS)),
            draw(st.none() | texts(30)),
            tuple(draw(st.lists(st.builds(Near, NUMBERS, texts(50, lines=True)), max_size=2))),
        )
    elif kind is QuestionType.TEXT:
        text_key = TextKey(
            draw(texts(60)),
            tuple(draw(st.lists(texts(60), max_size=3, unique=True))),
            tuple(draw(st.lists(st.builds(NearText, texts(60), texts(300)), max_size=2))),
        )
    elif kind is QuestionType.MATCHING:
        lefts = tuple(draw(st.lists(texts(100), min_size=3, max_size=5)))
        letters = string.ascii_lowercase[: len(lefts) + draw(st.integers(0, 2))]
        options = tuple(
            Option(letter, draw(texts(100)), n < len(lefts), draw(texts(300, lines=True)))
            for n, letter in enumerate(letters)
        )
    else:
        chosen = kind is not QuestionType.ORDERING
        options = tuple(
            Option(
                letter,
                draw(texts(100)),
                chosen and draw(st.booleans()),
                draw(st.none() | texts(300) if chosen else texts(300)),
            )
            for letter in string.ascii_lowercase[: draw(st.integers(3, 6))]
        )
    return Question(
        id=draw(SLUGS),
        type=kind,
        stem=draw(texts(300, lines=True)),
        rationale=draw(texts(600, lines=True)),
        brief=draw(texts(120)),
        citations=tuple(draw(st.lists(CITATIONS, min_size=1, max_size=3))),
        topic=draw(SLUGS),
        difficulty=draw(st.sampled_from(Difficulty)),
        state=draw(st.sampled_from(State)),
        options=options,
        typed=typed,
        text_key=text_key,
        lefts=lefts,
        tags=tuple(draw(st.lists(SLUGS, max_size=3, unique=True))),
        review=draw(st.none() | REVIEWS),
        note=draw(st.none() | texts(1000, lines=True)),
        treats=tuple(draw(st.lists(SLUGS, max_size=3, unique=True))),
        picture=draw(st.none() | st.builds(Picture, st.just("map.png"), texts(300))),
        objective=draw(st.none() | SLUGS),
        waivers=tuple(draw(st.lists(WAIVERS, max_size=2))),
    )


SETS = st.builds(
    QuestionSet,
    SLUGS,
    texts(60),
    st.sampled_from(["en", "ru", "no", "pt-BR"]),
    st.integers(1, 1000),
    st.dictionaries(SLUGS, texts(40), min_size=1, max_size=3),
    st.lists(questions(), min_size=1, max_size=3).map(tuple),
    st.lists(
        st.builds(Release, st.integers(1, 999), st.dates(date(1000, 1, 1)), texts(300)), max_size=3
    ).map(tuple),
)
SOURCES = st.builds(
    Source,
    id=SLUGS,
    file=st.sampled_from(["", "a b.txt"]),
    title=texts(200),
    short=texts(30),
    language=st.sampled_from(["en", "no"]),
    sha256=st.just("") | st.from_regex("[0-9a-f]{64}", fullmatch=True),
    publisher=st.none() | texts(120),
    date=st.sampled_from([None, "1988", "1988-06", "1988-06-05"]),
    date_note=st.none() | texts(300),
    paragraphs=st.lists(st.from_regex("[0-9a-f]{12}", fullmatch=True), max_size=3).map(tuple),
)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(SETS, st.lists(SOURCES, max_size=2))
def test_what_is_written_is_read_back(whole: QuestionSet, sources: list[Source]) -> None:
    text = set_text(whole, sources)
    file = read_set(read_tree("x.yaml", text.encode()), {}, None)
    assert [str(p) for p in file.problems if p.code < "E3"] == []
    assert file.set == whole
    assert list(file.sources) == sources
    assert set_text(file.set, file.sources) == text


@settings(deadline=None)
@given(texts(50))
def test_a_scalar_means_the_text_it_writes(text: str) -> None:
    for written in (scalar(text), quoted(text)):
        tree = read_tree("x.yaml", f"k: {written}\nl:\n  - {written}\n".encode())
        assert tree.value == {"k": text, "l": [text]}


@settings(deadline=None)
@given(texts(50))
def test_a_quoted_text_stands_between_brackets_too(text: str) -> None:
    written = quoted(text)
    tree = read_tree("x.yaml", f"{{k: {written}, l: [{written}]}}".encode())
    assert tree.value == {"k": text, "l": [text]}


def test_the_house_form_is_readable() -> None:
    (file,) = read_bank(DATA / "bank").sets
    assert file.set is not None
    lines = set_text(file.set).splitlines()
    assert lines[:11] == [
        "# yaml-language-server: $schema=../schema/set.json",
        "set: lighthouse",
        "title: The lighthouse",
        "language: en",
        "version: 1",
        "changelog:",
        '  - {version: 1, on: 2026-11-23, changes: "New: the lighthouse."}',
        "topics:",
        "  wreck: The wreck",
        "  tower: The tower",
        "questions:",
    ]
    assert "      - text: 9 October 1877" in lines
    assert "        key: true" in lines
    assert "    tags: [dates]" in lines
    cited = 'ansel-mercury-1988, paragraph: 7, sentences: [1], quote: "Since June 1988"'
    assert f"      - {{source: {cited}}}" in lines
