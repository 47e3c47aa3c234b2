"""What happened to a draft, newest first."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.domain.draft import Event, EventKind, Wording
from bot.domain.draft_fields import fields
from bot.views.review.entry import reason_words
from bot.views.review.remarks import field_text, field_words
from bot.views.words import Raw, Words
from bot.web.curation.markup import el

Names = Mapping[int, str]
"""People by id, as others read them."""


def history(events: Sequence[Event], names: Names, say: Words, zone: str | None = None) -> Raw:
    """Every event: what, who, when, why; of an edit each field as it was and is."""
    lines: list[Raw] = []
    valid: list[Event] = []
    for event in events:
        wording = next((one.wording for one in reversed(valid) if one.wording), None)
        changes = list(_changes(wording, event.wording, say))
        lines.append(_event(event, names, changes, say, zone))
        if event.kind is EventKind.UNDONE:
            valid.pop()
        else:
            valid.append(event)
    return el(
        "details",
        el("summary", say.plain("page.history", n=len(events))),
        el("ol", reversed(lines), class_="history"),
        id="history",
    )


def _event(event: Event, names: Names, changes: list[Raw], say: Words, zone: str | None) -> Raw:
    who = names.get(event.by, say.plain("page.somebody")) if event.by is not None else None
    what = say.plain(f"page.event.{event.kind}")
    return el(
        "li",
        el("strong", what),
        [" · ", el("bdi", who)] if who else None,
        " · ",
        el("time", moment(event.at, zone, say), datetime=event.at.isoformat()),
        el("p", reason_words(event.note, say), dir="auto") if event.note else None,
        el("dl", changes, class_="pairs") if changes else None,
    )


def _changes(before: Wording | None, after: Wording | None, say: Words) -> Iterator[Raw]:
    """The fields that differ; of an undone edit the history shows the edit itself."""
    if before is None or after is None:
        return
    was, now = fields(before.question), fields(after.question)
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            yield el("dt", field_words(name, say))
            yield el(
                "dd",
                el("del", field_text(name, was[name]), dir="auto") if was.get(name) else None,
                " → ",
                el("ins", field_text(name, now[name]), dir="auto") if now.get(name) else None,
            )


def moment(at: datetime, zone: str | None, say: Words) -> str:
    """A local instant to the minute; UTC for people who chose no time zone."""
    local = at.astimezone(ZoneInfo(zone or "UTC"))
    return format_datetime(local, "d MMM y, HH:mm", locale=say.locale)
