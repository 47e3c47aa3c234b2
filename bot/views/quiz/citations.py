"""Where it is written: citation lines, references, passages."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet

from bot.domain.question import Citation, Question, Source
from bot.domain.quizzes.cited_pages import NO_PAGES, Pages, page_of
from bot.domain.shortening import shortened, shortened_front
from bot.services.bank.passages import Passage
from bot.views.figures import stated_date
from bot.views.fitting import length
from bot.views.words import Raw, Words

CITATIONS_SHOWN = 2
"""Citation lines under a question; the rest is behind Source."""

QUOTE_LENGTH = 120
TITLE_LENGTH = 220
PUBLISHER_LENGTH = 120
NOTE_LENGTH = 200
ENDED = ("?", "!", "…")
"""A title that ends so needs no full stop after it."""

LEAST_PASSAGE = 160
"""A passage with less room than this is not worth opening: its quote has to do."""

MOST_PASSAGE = 1600

IN_SIGHT = 60
"""With more characters than these before it, a quote is out of sight in a folded quotation."""

LED = 4
"""Characters that stand around a quote above its passage."""

Sources = Mapping[str, Source]
Cited = tuple[Citation, Passage | None]


def paragraph_words(paragraph: int, page: int | None, say: Words) -> str:
    """Where in a document: its paragraph, after its page where it has pages."""
    if page is None:
        return say.plain("quiz.paragraph", paragraph=paragraph)
    return say.plain("quiz.paragraph.page", page=page, paragraph=paragraph)


def citation_line(citation: Citation, sources: Sources, say: Words, pages: Pages = NO_PAGES) -> Raw:
    """Short name, date, page, paragraph and locating quote of one citation."""
    quote = say("quiz.quote", quote=shortened(citation.quote, QUOTE_LENGTH))
    source = sources.get(citation.source)
    short = source.short if source else citation.source
    where = paragraph_words(citation.paragraph, page_of(citation, sources, pages), say)
    # A short name that holds the year already says enough of the date.
    if source is None or source.date is None or source.date[:4] in short:
        return say("quiz.citation", short=short, paragraph=where, quote=quote)
    date = stated_date(source.date, say)
    return say("quiz.citation.dated", short=short, date=date, paragraph=where, quote=quote)


def citation_lines(
    question: Question,
    sources: Sources,
    say: Words,
    refuted: AbstractSet[int] = frozenset(),
    pages: Pages = NO_PAGES,
) -> list[Raw]:
    """The citations under a question, the first few and how many more there are.

    First what proves the key; if what was chosen (``refuted``, see :meth:`Question.refuted`) has
    a citation of its own, that one stands last. Those for other distractors, or for the stem alone,
    are left to Source.
    """
    shown = list(question.key_citations)
    own = [citation for citation in question.citations if refuted & set(citation.refutes)][:1]
    shown = shown[: CITATIONS_SHOWN - len(own)] + own
    lines = [citation_line(citation, sources, say, pages) for citation in shown]
    if more := len(question.citations) - len(shown):
        lines.append(say("quiz.citation.more", n=more))
    return lines


def reference(source: Source, say: Words) -> Raw:
    """The whole reference: title, publisher and date as the document states them, the note."""
    title = shortened(source.title, TITLE_LENGTH)
    details = [shortened(source.publisher, PUBLISHER_LENGTH)] if source.publisher else []
    if source.date is not None:
        details.append(stated_date(source.date, say))
    elif not source.date_note:
        details.append(say.plain("quiz.reference.no_date"))
    stop = "" if title.endswith(ENDED) else "."
    line = say("quiz.reference.alone", title=title, stop=stop)
    if details:
        line = say("quiz.reference", title=title, stop=stop, details=", ".join(details))
    if not source.date_note:
        return line
    note = shortened(source.date_note, NOTE_LENGTH)
    return say("quiz.reference.noted", reference=line, note=note)


def opened(
    question: Question,
    sources: Sources,
    passages: Sequence[Passage | None],
    say: Words,
    room: int,
    *,
    unchecked: Collection[str] = (),
) -> str:
    """Each document's reference, and under it every cited passage in a collapsible quotation.

    Where there is no text, or no room for a useful piece of it, the paragraph and its quote stand
    alone. In ``room`` characters at most: what does not fit is left out, the last ones first.
    """
    groups: dict[str, list[Cited]] = {}
    for citation, passage in zip(question.citations, passages, strict=True):
        groups.setdefault(citation.source, []).append((citation, passage))
    above = {
        slug: _reference(slug, sources, say, unchecked=slug in unchecked and not _found(group))
        for slug, group in groups.items()
    }
    left = room - sum(length(line) + 3 for line in above.values())
    each = min(left // max(1, len(question.citations)), MOST_PASSAGE)
    blocks: list[str] = []
    for slug, group in groups.items():
        apart = "\n" if blocks else ""
        for block in [f"{apart}{above[slug]}", *(_passage(cited, say, each) for cited in group)]:
            room -= length(block) + 1
            if room < 0:
                return "\n".join(blocks)
            blocks.append(block)
    return "\n".join(blocks)


def _found(group: Sequence[Cited]) -> bool:
    return any(passage is not None for _, passage in group)


def _reference(slug: str, sources: Sources, say: Words, *, unchecked: bool) -> Raw:
    source = sources.get(slug)
    line = reference(source, say) if source else say("quiz.reference.alone", title=slug, stop=".")
    return say("quiz.passage.unchecked", reference=line) if unchecked else line


def _passage(cited: Cited, say: Words, room: int) -> Raw:
    citation, passage = cited
    where = paragraph_words(citation.paragraph, passage.page if passage else None, say)
    room -= len(where) + 4
    if passage is None or room < LEAST_PASSAGE + len(passage.quote):
        quote = say("quiz.quote", quote=shortened(citation.quote, QUOTE_LENGTH))
        return say("quiz.passage.closed", paragraph=where, quote=quote)
    before, after = cut_fairly(passage, room)
    entry = "quiz.passage"
    if len(before) > IN_SIGHT:
        entry = "quiz.passage.led"
        before, after = cut_fairly(passage, room - len(passage.quote) - LED)
    return say(
        entry,
        paragraph=where,
        before=before,
        quote=passage.quote,
        after=after,
    )


def cut_fairly(passage: Passage, room: int) -> tuple[str, str]:
    """What may stand before and after the quote so that all of it fits into ``room``.

    Both sides get half; what one side does not need goes to the other.
    """
    free = room - len(passage.quote)
    half = free // 2
    for_before = max(half, free - len(passage.after))
    before = shortened_front(passage.before, for_before)
    return before, shortened(passage.after, free - len(before))
