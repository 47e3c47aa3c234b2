"""The passages that a draft cites, each with its quote marked."""

from collections.abc import Sequence
from string import ascii_uppercase

from bot.domain.question import ASSEMBLED, Citation, QuestionType, Source
from bot.services.bank.passages import Passage
from bot.views.quiz.citations import paragraph_words, reference
from bot.views.words import Raw, Words
from bot.web.curation.markup import Child, el

Cited = tuple[Citation, Source | None, Passage | None, Passage | None]
"""A citation with its source, its passage around the quote, and the paragraph that it names."""


def passage_side(cited: Sequence[Cited], asked: QuestionType, say: Words) -> Raw:
    """Every cited passage in full; where its quote does not stand in it, that is said above it.

    A document is described where it is cited first, and has its short name after that.
    """
    described: set[str] = set()
    parts = []
    for citation, source, passage, paragraph in cited:
        title = _title(citation, source, say, again=citation.source in described)
        described.add(citation.source)
        there = passage or paragraph
        where = paragraph_words(citation.paragraph, there.page if there else None, say)
        about = el("p", el("bdi", title), " ", where, class_="soft small")
        text = _text(citation, source, passage, paragraph, say)
        parts.append(el("div", about, text, _role(citation, asked, say)))
    return el(
        "section",
        el("h2", say.plain("page.passage"), id="passage"),
        parts,
        class_="passage",
        aria_labelledby="passage",
    )


def _title(citation: Citation, source: Source | None, say: Words, *, again: bool) -> str:
    if source is None:
        return citation.source
    return source.short if again else reference(source, say)


def _text(
    citation: Citation,
    source: Source | None,
    passage: Passage | None,
    paragraph: Passage | None,
    say: Words,
) -> list[Raw]:
    language = source.language if source else None

    def whole(shown: Passage, quote: Child) -> Raw:
        return el(
            "blockquote", shown.before, quote, shown.after, dir="auto", lang=language,
            tabindex=0, aria_label=say.plain("page.passage_text", number=citation.paragraph),
        )  # fmt: skip

    if passage is not None:
        return [whole(passage, el("mark", passage.quote))]
    lost = el("q", citation.quote, dir="auto", lang=language)
    return [
        el("p", say.plain("page.no_passage"), " ", lost, class_="finding hard"),
        *([whole(paragraph, paragraph.quote)] if paragraph else []),
    ]


def _role(citation: Citation, asked: QuestionType, say: Words) -> Raw | None:
    """What it is cited for, where it is not the key: of options that are ordered or matched none
    is wrong, and the passage tells where one belongs.
    """
    if citation.refutes:
        marks = ", ".join(ascii_uppercase[number - 1 : number] for number in citation.refutes)
        word = "one" if len(citation.refutes) == 1 else "several"
        key = "page.for_marks" if asked in ASSEMBLED else f"page.refutes.{word}"
        return el("p", say.plain(key, marks=marks), class_="soft small")
    return el("p", say.plain("page.for_stem"), class_="soft small") if citation.stem else None
