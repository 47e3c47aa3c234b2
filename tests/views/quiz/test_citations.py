"""Citation lines and references say what the document states, no more."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.marking import Given, refuted
from bot.domain.question import Citation, Near, QuestionType, Source, TypedKey
from bot.services.bank.passages import Passage
from bot.views.quiz.citations import citation_line, citation_lines, opened, reference
from bot.views.words import Words
from tests.storage.bank_rows import TEA_BOOK, make_question

EN, RU = Words("en"), Words("ru")
CITED = Citation("tea-book", 2, (1,), "hot <water>")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (TEA_BOOK, "📖 Tea book (May 2021), ¶2: “hot &lt;water&gt;”"),
        (replace(TEA_BOOK, date=None), "📖 Tea book, ¶2: “hot &lt;water&gt;”"),
        (replace(TEA_BOOK, short="Tea (2021)"), "📖 Tea (2021), ¶2: “hot &lt;water&gt;”"),
    ],
)
def test_a_citation_line(source: Source, line: str) -> None:
    assert citation_line(CITED, {"tea-book": source}, EN) == line


def test_a_citation_of_a_source_that_is_gone_still_names_it() -> None:
    assert citation_line(CITED, {}, EN) == "📖 tea-book, ¶2: “hot &lt;water&gt;”"


def test_quotes_and_dates_are_those_of_the_locale() -> None:
    line = citation_line(CITED, {"tea-book": replace(TEA_BOOK, date="2022-01-06")}, RU)
    assert line == "📖 «Tea book» (6 января 2022), ¶2: «hot &lt;water&gt;»"


def test_a_line_names_the_page_of_its_paragraph_where_the_document_has_one() -> None:
    pages, sources = {(TEA_BOOK.sha256, 2): 12}, {"tea-book": TEA_BOOK}
    other, own = (
        replace(CITED, paragraph=3),
        "📖 Tea book (May 2021), p. 12, ¶2: “hot &lt;water&gt;”",
    )
    assert citation_line(CITED, sources, EN, pages) == own
    assert "📖 «Tea book» (май 2021), с. 12, ¶2: " in citation_line(CITED, sources, RU, pages)
    assert "(May 2021), ¶3: " in citation_line(other, sources, EN, pages)
    question = make_question("tea-1", citations=[CITED, other])
    assert citation_lines(question, sources, EN, pages=pages)[0] == own


def test_two_lines_and_how_many_more() -> None:
    question = make_question("tea-1", citations=[replace(CITED, paragraph=n) for n in range(1, 6)])
    lines = citation_lines(question, {"tea-book": TEA_BOOK}, EN)
    assert lines[2:] == ["… and 3 more citations under Source"]
    assert len(citation_lines(make_question("tea-1", citations=[CITED] * 2), {}, EN)) == 2


@pytest.mark.parametrize(
    ("chosen", "paragraphs", "more"),
    [
        ("a", [1, 4], 2),  # right: what proves it, and nothing about other options
        ("b", [1, 2], 2),  # the key's first, then its own
        ("c", [1, 3], 2),
        ("", [1, 4], 2),
    ],
)
def test_what_proves_the_key_comes_first_then_what_refutes_the_choice(
    chosen: str, paragraphs: list[int], more: int
) -> None:
    """Option a is the key; paragraph 2 is for b, the second option, 3 for c, the third."""
    cited: list[tuple[int, tuple[int, ...]]] = [(1, ()), (2, (2,)), (3, (3,)), (4, ())]
    question = make_question(
        "tea-1", citations=[replace(CITED, paragraph=n, refutes=why) for n, why in cited]
    )
    wrong = refuted(question, Given(frozenset(chosen)))
    *lines, rest = citation_lines(question, {"tea-book": TEA_BOOK}, EN, wrong)
    assert [f"¶{n}:" in line for n, line in zip(paragraphs, lines, strict=True)] == [True, True]
    assert rest == f"… and {more} more citations under Source"


def test_what_only_bears_out_the_stem_is_left_to_source() -> None:
    cited = [replace(CITED, paragraph=n, stem=n == 2) for n in (1, 2, 3)]
    *lines, rest = citation_lines(
        make_question("tea-1", citations=cited), {"tea-book": TEA_BOOK}, EN
    )
    assert [f"¶{n}:" in line for n, line in zip((1, 3), lines, strict=True)] == [True, True]
    assert rest == "… and 1 more citation under Source"


@pytest.mark.parametrize(("value", "numbers"), [(1774, {2}), (1773, set()), (None, set())])
def test_a_near_value_is_numbered_as_options_are(value: int | None, numbers: set[int]) -> None:
    near = (Near(Decimal(1770), "The act."), Near(Decimal(1774), "The port."))
    question = make_question(
        "tea-2", QuestionType.YEAR, options=(), typed=TypedKey(Decimal(1773), near=near)
    )
    assert refuted(question, Given(value=Decimal(value) if value else None)) == numbers


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (TEA_BOOK, "<i>A short book of tea</i>. The Kettle Press, May 2021."),
        (replace(TEA_BOOK, publisher=None), "<i>A short book of tea</i>. May 2021."),
        (
            replace(TEA_BOOK, date=None),
            "<i>A short book of tea</i>. The Kettle Press, no date stated.",
        ),
        (
            replace(TEA_BOOK, publisher=None, date=None, date_note="Undated. Written in autumn."),
            "<i>A short book of tea</i>. Undated. Written in autumn.",
        ),
        (
            replace(TEA_BOOK, date_note="From its first line."),
            "<i>A short book of tea</i>. The Kettle Press, May 2021. From its first line.",
        ),
        (replace(TEA_BOOK, title="Tea?"), "<i>Tea?</i> The Kettle Press, May 2021."),
    ],
)
def test_a_reference(source: Source, text: str) -> None:
    assert reference(source, EN) == text


def test_passages_of_one_document_share_its_reference() -> None:
    other = replace(TEA_BOOK, id="other", title="Another book", publisher=None, date="2020")
    question = make_question(
        "tea-1",
        citations=[CITED, Citation("other", 7, (1,), "steam"), replace(CITED, paragraph=9)],
    )
    passages = [Passage("Take ", "hot <water>", "."), None, Passage("", "hot <water>", " again.")]
    sources = {"tea-book": TEA_BOOK, "other": other}
    assert opened(question, sources, passages, EN, 2000).splitlines() == [
        "<i>A short book of tea</i>. The Kettle Press, May 2021.",
        "<blockquote expandable>¶2 · Take <b>hot &lt;water&gt;</b>.</blockquote>",
        "<blockquote expandable>¶9 · <b>hot &lt;water&gt;</b> again.</blockquote>",
        "",
        "<i>Another book</i>. 2020.",
        "¶7: “steam”",
    ]


def test_a_passage_is_found_by_its_page_too() -> None:
    question = make_question("tea-1", citations=[CITED])

    def told(passage: Passage, say: Words, room: int = 2000) -> str:
        return opened(question, {"tea-book": TEA_BOOK}, [passage], say, room).splitlines()[1]

    short = Passage("Take ", "hot <water>", ".", 12)
    assert told(short, EN).startswith("<blockquote expandable>p. 12, ¶2 · Take <b>hot")
    assert told(short, RU).startswith("<blockquote expandable>с. 12, ¶2 · Take <b>hot")
    long = Passage("x " * 500, "hot <water>", " y" * 500, 12)
    assert told(long, EN).startswith("p. 12, ¶2: “<b>hot")
    assert told(long, EN, 150) == "p. 12, ¶2: “hot &lt;water&gt;”"


@pytest.mark.parametrize(("before", "led"), [("x " * 30, False), ("x " * 31, True)])
def test_a_quote_that_a_fold_would_hide_stands_above_its_passage(before: str, led: bool) -> None:
    question = make_question("tea-1", citations=[CITED])
    passages = [Passage(before, "hot <water>", " is all.")]
    _, *drawn = opened(question, {"tea-book": TEA_BOOK}, passages, EN, 2000).splitlines()
    quote = "<b>hot &lt;water&gt;</b>"
    lead = [f"¶2: “{quote}”"] if led else []
    number = "" if led else "¶2 · "
    assert drawn == [
        *lead,
        f"<blockquote expandable>{number}{before}{quote} is all.</blockquote>",
    ]


def test_without_room_for_a_useful_piece_the_quote_stands_alone() -> None:
    question = make_question("tea-1", citations=[CITED])
    passages = [Passage("x " * 500, "hot <water>", " y" * 500)]
    drawn = opened(question, {"tea-book": TEA_BOOK}, passages, EN, 150)
    assert drawn.splitlines()[1] == "¶2: “hot &lt;water&gt;”"
    assert opened(question, {"tea-book": TEA_BOOK}, passages, EN, 10) == ""


def test_what_nobody_compared_says_so_until_its_document_is_at_hand() -> None:
    question, sources = make_question("tea-1", citations=[CITED]), {"tea-book": TEA_BOOK}
    note = "<i>Not checked against the document.</i>"
    alone = opened(question, sources, [None], EN, 2000, unchecked={"tea-book"})
    assert note in alone.splitlines()
    passages = [Passage("Take ", "hot <water>", ".")]
    assert note not in opened(question, sources, passages, EN, 2000, unchecked={"tea-book"})
    assert note not in opened(question, sources, [None], EN, 2000, unchecked={"another"})
