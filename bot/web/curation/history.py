"""What happened to a draft, and to its question once it was published, newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.domain.drafts.draft import Event, EventKind
from bot.domain.drafts.draft_fields import fields
from bot.domain.question import Question
from bot.storage.curation.afterwards import Later
from bot.views.review.entry import reason_words
from bot.views.review.remarks import field_text, field_words
from bot.views.words import Raw, Words
from bot.web.curation.markup import el

Names = Mapping[int, str]
"""People by id, as others read them."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads it: whose names they see, in which language and time zone."""

    names: Names
    say: Words
    zone: str | None


def history(
    events: Sequence[Event],
    later: Sequence[Later],
    names: Names,
    say: Words,
    zone: str | None = None,
) -> Raw:
    """Every event: what, who, when, why; of an edit each field as it was and is."""
    to = _Reader(names, say, zone)
    lines: list[Raw] = []
    valid: list[Event] = []
    for event in events:
        wording = next((one.wording for one in reversed(valid) if one.wording), None)
        was, now = (one.question if one else None for one in (wording, event.wording))
        changes = list(_changes(was, now, say))
        lines.append(_happened(event, changes, to))
        if event.kind is EventKind.UNDONE:
            valid.pop()
        else:
            valid.append(event)
    for one in later:
        changes = list(_changes(one.before, one.after, say))
        lines.append(_line(_became(one, say), one, one.reason, changes, to))
    return el(
        "details",
        el("summary", say.plain("page.history", n=len(lines))),
        el("ol", reversed(lines), class_="history"),
        id="history",
    )


def _happened(event: Event, changes: list[Raw], to: _Reader) -> Raw:
    """An event of the draft; what notes one of a publication is the set's version."""
    if event.kind is EventKind.PUBLISHED:
        what = to.say.plain("page.event.published", version=event.note or "")
        return _line(what, event, None, changes, to)
    return _line(to.say.plain(f"page.event.{event.kind}"), event, event.note, changes, to)


def _became(one: Later, say: Words) -> str:
    """A ruling by its verdict, or which version came."""
    if one.verdict is None:
        return say.plain("page.event.version", version=one.version or "")
    return say.plain("page.event.ruled", verdict=say.plain(f"ruling.verdict.{one.verdict}"))


def _line(
    what: str, event: Event | Later, note: str | None, changes: list[Raw], to: _Reader
) -> Raw:
    say, who = to.say, None
    if event.by is not None:
        who = to.names.get(event.by, say.plain("page.somebody"))
    return el(
        "li",
        el("strong", what),
        [" · ", el("bdi", who)] if who else None,
        " · ",
        el("time", moment(event.at, to.zone, say), datetime=event.at.isoformat()),
        el("p", reason_words(note, say), dir="auto") if note else None,
        el("dl", changes, class_="pairs") if changes else None,
    )


def _changes(before: Question | None, after: Question | None, say: Words) -> Iterator[Raw]:
    """The fields that differ; of an undone edit the history shows the edit itself."""
    if before is None or after is None:
        return
    was, now = fields(before), fields(after)
    for name in dict.fromkeys((*was, *now)):
        if was.get(name, "") != now.get(name, ""):
            yield el("dt", field_words(name, say))
            yield el(
                "dd",
                el("del", field_text(name, was[name], say), dir="auto") if was.get(name) else None,
                " → ",
                el("ins", field_text(name, now[name], say), dir="auto") if now.get(name) else None,
            )


def moment(at: datetime, zone: str | None, say: Words) -> str:
    """A local instant to the minute; UTC for people who chose no time zone."""
    local = at.astimezone(ZoneInfo(zone or "UTC"))
    return format_datetime(local, "d MMM y, HH:mm", locale=say.locale)
