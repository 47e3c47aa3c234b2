"""What a timeline says of a date, and in which order its events stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.documents.source_document import BlockKind
from bot.generation.asking.phrasing import capitalised, fits, sentence
from bot.generation.asking.quoting import cite
from bot.generation.candidates import Fact, KeyKind, Proposal, Rival
from bot.generation.reading.source_names import source_name
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.moments import Moment, Precision, moments
from bot.generation.sentences.spans import Span, tidy, words
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

NAME = "timeline"
ORDER = "order"
_ENTRY = re.compile(r"^(?:[-–—•*·] ?)?(?P<date>[^:–—]{4,30}?)(?::| [–—-]) (?P<event>\S.*)$")
_GOES_ON = re.compile(
    r", (?=[a-z])(?!and |or )| (?:after|following|in addition to|as a result of|in order to"
    r"|in exchange for|because|during which|in which|where|so that|despite|amid) "
)
_FEWEST_CUT = 5
_BRACKETS = re.compile(r" \([^()]*\)")
_LONGEST, _LEAST_WORDS = 100, 3
_RIVALS, _GROUP = 3, 4
_LENGTH = 1.33
_LEANING = listed("it he she they this these that his her their")
_OURS = listed("i we my our us me you your")


@dataclass(frozen=True)
class Entry:
    """A dated event of a timeline."""

    line: Line
    moment: Moment
    event: str
    span: Span


def propose(text: Text) -> Iterator[Proposal]:
    found = list(_entries(text))
    for entry in found:
        made = _happened(text, entry, found)
        if made is not None:
            yield made
    short = [entry for entry in found if len(entry.event.split()) <= 14]  # noqa: PLR2004
    for first in range(0, len(short) - _GROUP + 1, _GROUP):
        yield from _order(text, short[first : first + _GROUP])


def _entries(text: Text) -> Iterator[Entry]:
    for line in text.lines:
        match = _ENTRY.match(line.text)
        if line.block.kind is not BlockKind.TIMELINE or not _begins_line(line) or not match:
            continue
        found = [m for m in moments(match["date"]) if m.precision is not Precision.LOOSE]
        event, start = _BRACKETS.sub("", match["event"]), match.start("event")
        cut = re.search(r"[;:]|, (?:when|where|which|who|during|after|while)\b| – |\.$", event)
        event = _short(event[: cut.start()] if cut else event)
        span = Span(start, start + len(event.rstrip()))
        said = words(event)
        if len(found) != 1 or len(said) < _LEAST_WORDS or len(event) > _LONGEST:
            continue
        if said[0].small in _LEANING or '"' in event or any(moments(event)):
            continue
        if any(word.small in _OURS and word.text != "US" for word in said):
            continue
        yield Entry(line, found[0], capitalised(tidy(event)), span)


def _begins_line(line: Line) -> bool:
    return line.offset == 0 or line.block.text[line.offset - 1] == "\n"


def _short(event: str) -> str:
    """An event cut where it only goes on, so that it can be an option."""
    if len(event) <= _LONGEST:
        return event
    cuts = [m.start() for m in _GOES_ON.finditer(event) if m.start() <= _LONGEST]
    whole = [event[:cut] for cut in cuts if _tells(event[:cut])]
    return whole[-1] if whole else event


def _tells(event: str) -> bool:
    """Whether what is left of an event still says that something happened."""
    said = words(event)
    return len(said) >= _FEWEST_CUT and any(
        verb(word.small, form) for word in said[1:] for form in Form if not word.capital
    )


def _happened(text: Text, entry: Entry, every: Sequence[Entry]) -> Proposal | None:
    others = [e for e in every if e.moment.year != entry.moment.year and e.event != entry.event]
    near = sorted(others, key=lambda e: (abs(len(e.event) - len(entry.event)), e.line.order))
    rivals = sorted(near[:_RIVALS], key=lambda e: e.line.order)
    if len(rivals) < _RIVALS or len(entry.event) > _LENGTH * max(len(e.event) for e in rivals):
        return None
    on = "on" if entry.moment.precision is Precision.DAY else "in"
    date = f"{on} {entry.moment.said}"
    stem = f"What happened {date}, according to {source_name(text)}?"
    return Proposal(
        Fact(NAME, entry.moment.said, "happened", entry.event, text, entry.line, entry.span,
             Span(0, entry.span.end)),
        stem,
        entry.event,
        KeyKind.TOLD,
        sentence(f"{entry.moment.said}: {entry.event}"),
        f"The entry stands under {entry.moment.said}.",
        rivals=tuple(
            Rival(
                e.event,
                f"The source dates this to {e.moment.said}.",
                (cite(e.line, Span(0, e.span.end), Span(0, e.span.end)),),
            )
            for e in rivals
        ),
        quote=Span(0, entry.span.end),
    )  # fmt: skip


def _order(text: Text, group: Sequence[Entry]) -> Iterator[Proposal]:
    dates = [entry.moment.key for entry in group]
    if len({entry.line.block.number for entry in group}) < len(group):
        return  # one passage has one quote
    if dates != sorted(set(dates)) or len({d[0] for d in dates}) < len(dates):
        return
    first = group[0]
    years = ", ".join(str(entry.moment.year) for entry in group)
    stem = f"Put these events from {source_name(text)} in order, the earliest first."
    if not fits(stem, 220):
        return
    yield Proposal(
        Fact(ORDER, source_name(text), f"order from {dates[0][0]}", years, text, first.line,
             Span(0, first.span.end), Span(0, first.span.end)),
        stem,
        first.event,
        KeyKind.TOLD,
        f"The years are {years}.",
        f"The years are {years}.",
        ordered=tuple(
            (e.event, f"The source dates it to {e.moment.said}.",
             cite(e.line, Span(0, e.span.end), Span(0, e.span.end)))
            for e in group
        ),
    )  # fmt: skip
