"""Where it is written: citation lines, references, passages."""

from collections.abc import Mapping, Sequence

from bot.domain.question import Citation, Question, Source
from bot.services.passages import Passage
from bot.views.figures import stated_date
from bot.views.fitting import length, shortened, shortened_front
from bot.views.words import Raw, Words

CITATIONS_SHOWN = 3
"""Citation lines under a question; the rest is behind Source."""

QUOTE_LENGTH = 120
TITLE_LENGTH = 220
PART_LENGTH = 120
LEAST_PASSAGE = 160
"""A passage with less room than this is not worth opening: the reference has to do."""

MOST_PASSAGE = 1600


def citation_line(citation: Citation, sources: Mapping[str, Source], say: Words) -> Raw:
    """Short name, date, paragraph and locating quote of one citation."""
    quote = say("quiz.quote", quote=shortened(citation.quote, QUOTE_LENGTH))
    source = sources.get(citation.source)
    short = source.short if source else citation.source
    if source is None or source.date is None:
        return say("quiz.citation", short=short, paragraph=citation.paragraph, quote=quote)
    date = stated_date(source.date, say)
    return say(
        "quiz.citation.dated", short=short, date=date, paragraph=citation.paragraph, quote=quote
    )


def citation_lines(question: Question, sources: Mapping[str, Source], say: Words) -> list[Raw]:
    """The citations under a question, the first few and how many more there are."""
    shown = question.citations[:CITATIONS_SHOWN]
    lines = [citation_line(citation, sources, say) for citation in shown]
    if more := len(question.citations) - len(shown):
        lines.append(say("quiz.citation.more", n=more))
    return lines


def reference(source: Source, say: Words, paragraph: int | None = None) -> Raw:
    """The whole reference: title, publisher, date as the document states them, paragraph."""
    details = [shortened(source.publisher, PART_LENGTH)] if source.publisher else []
    note = shortened(source.date_note, PART_LENGTH) if source.date_note else None
    if source.date is None:
        details.append(note or say.plain("quiz.reference.no_date"))
    elif note:
        date = stated_date(source.date, say)
        details.append(say.plain("quiz.reference.dated", date=date, note=note))
    else:
        details.append(stated_date(source.date, say))
    if paragraph is not None:
        details.append(say.plain("quiz.reference.paragraph", paragraph=paragraph))
    title = shortened(source.title, TITLE_LENGTH)
    return say("quiz.reference", title=title, details=", ".join(details))


def opened(
    question: Question,
    sources: Mapping[str, Source],
    passages: Sequence[Passage | None],
    say: Words,
    room: int,
) -> str:
    """Every cited passage in a collapsible quotation with its reference, in ``room`` at most.

    Where there is no text, or no room for a useful piece of it, the reference stands alone; what
    does not even leave room for its reference is left out, the last ones first.
    """
    cited = list(zip(question.citations, passages, strict=True))
    below = [_reference(citation, sources, say) for citation, _ in cited]
    left = room - sum(length(line) + 2 for line in below)
    each = min(left // max(1, len(cited)), MOST_PASSAGE)
    blocks: list[str] = []
    for (citation, passage), line in zip(cited, below, strict=True):
        room -= length(line) + 2
        if room < 0:
            break
        if passage is not None and each >= LEAST_PASSAGE + len(citation.quote):
            blocks.append(_quotation(passage, say, each))
        blocks.append(line)
    return "\n".join(blocks)


def _reference(citation: Citation, sources: Mapping[str, Source], say: Words) -> Raw:
    source = sources.get(citation.source)
    if source is None:
        return say("quiz.reference.alone", title=citation.source)
    return reference(source, say, citation.paragraph)


def _quotation(passage: Passage, say: Words, room: int) -> Raw:
    before, after = cut_fairly(passage, room)
    return say("quiz.passage", before=before, quote=passage.quote, after=after)


def cut_fairly(passage: Passage, room: int) -> tuple[str, str]:
    """What may stand before and after the quote so that all of it fits into ``room``.

    Both sides get half; what one side does not need goes to the other.
    """
    free = room - len(passage.quote)
    half = free // 2
    for_before = max(half, free - len(passage.after))
    before = shortened_front(passage.before, for_before)
    return before, shortened(passage.after, free - len(before))
