"""What a group reads of its schedules: the list with its buttons, and words about them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from babel.dates import format_datetime, get_day_names

from bot.domain.owed import Owed
from bot.domain.rounds.modes import Mode
from bot.domain.rounds.round import RoundKind
from bot.domain.rounds.schedule import EVERY_DAY, MOST, WEEKDAYS, Planned, ScheduleState
from bot.domain.rounds.schedule_request import HOUR, HOURS
from bot.domain.shortening import shortened
from bot.services.people.zones import city
from bot.services.schedules.debts import LIST, NOTE
from bot.services.schedules.keeping import Entry, Listing, Schedules
from bot.services.schedules.timers import CUT_OFF
from bot.views.callback import encode
from bot.views.message import Button, Keyboard, Message, Rendered
from bot.views.names import isolated
from bot.views.words import Raw, Words, nearest_locale, words

Renderer = Callable[[Owed], Awaitable[Rendered | None]]
PAUSE, GO_ON, REMOVE = "h.pause", "h.go", "h.remove"
_MOMENT = "EEE d MMM, HH:mm"
_TOPIC_LENGTH = 60


class ScheduleScreens:
    """Draws what schedules owe."""

    def __init__(self, schedules: Schedules) -> None:
        self._schedules = schedules

    def renderers(self) -> Mapping[str, Renderer]:
        return {LIST: self._list, NOTE: self._note, CUT_OFF: self._cut_off}

    async def _list(self, owed: Owed) -> Rendered | None:
        """Args: ``thread``."""
        listing = await self._schedules.listing(owed.chat, owed.thread)
        return schedule_list(listing, words(nearest_locale(*listing.wishes)))

    async def _note(self, owed: Owed) -> Rendered | None:
        """Args: ``note`` names the words, ``word`` is what was not understood; ``requests`` what to
        write instead, in lines; ``n`` counts.
        """
        say = words(nearest_locale(*await self._schedules.wishes(owed.chat)))
        lines = str(owed.args.get("requests") or "").split("\n")
        word, n = str(owed.args.get("word") or ""), int(owed.args.get("n") or 0)
        return said(str(owed.args["note"]), word, say, lines, n=n)

    async def _cut_off(self, owed: Owed) -> Rendered | None:
        """Args: ``group``; ``polls`` if only these are not taken there."""
        title = await self._schedules.title(owed.number("group"))
        if title is None:
            return None
        say = words(nearest_locale(*await self._schedules.wishes(owed.chat)))
        entry = "schedule.cut_off.polls" if owed.args.get("polls") else "schedule.cut_off"
        return Message(say(entry, title=title))


def said(entry: str, word: str, say: Words, requests: Sequence[str] = (), *, n: int = 0) -> Message:
    """A word about schedules; ``word`` is what was not understood, ``requests`` what to write."""
    lines = Raw("\n".join(say("round.request", text=line) for line in requests))
    about = {"word": isolated(word), "most": MOST, "hours": HOURS[-1], "requests": lines, "n": n}
    return Message(say(f"schedule.note.{entry}", **about))


def schedule_list(listing: Listing, say: Words) -> Message:
    """Each with its number, and a row of buttons of that number."""
    zone = city(listing.zone_name, say.locale)
    if not listing.entries:
        example = listing.example or say.plain("help.topic")
        return Message(say("schedule.none", topic=example, zone=zone))
    lines = [
        _entry(number, entry, listing, say) for number, entry in enumerate(listing.entries, start=1)
    ]
    head, foot = say("schedule.head", zone=zone), say("schedule.foot")
    return Message("\n\n".join([head, *lines, foot]), _buttons(listing, say))


def _entry(number: int, entry: Entry, listing: Listing, say: Words) -> Raw:
    planned = entry.schedule.planned
    what = " · ".join(_what(planned, entry.topic, say))
    if entry.coming is not None:
        at = _moment(entry.coming, listing, say)
        state = say("schedule.next", moment=at)
    else:
        state = say(f"schedule.state.{entry.schedule.state.value}")
    return say(
        "schedule.entry", number=number, days=_days(planned, say),
        at=planned.timing.at.strftime("%H:%M"), what=what, state=state,
    )  # fmt: skip


def _moment(coming: datetime, listing: Listing, say: Words) -> str:
    return str(format_datetime(coming.astimezone(listing.zone), _MOMENT, locale=say.locale))


def _days(planned: Planned, say: Words) -> str:
    if planned.timing.days == EVERY_DAY:
        return say.plain("schedule.daily")
    if planned.timing.days == WEEKDAYS:
        return say.plain("schedule.weekdays")
    names = get_day_names("abbreviated", "stand-alone", say.locale)
    return ", ".join(names[day] for day in sorted(planned.timing.days))


def _what(planned: Planned, topic: str | None, say: Words) -> list[str]:
    """What is played, on what, and how."""
    if planned.kind is RoundKind.DAY:
        told = [say.plain("schedule.day", n=planned.seconds // HOUR)]
    else:
        told = [say.plain("schedule.round", n=planned.questions, seconds=planned.seconds)]
    if topic is not None:
        gone = say.plain("schedule.topic_gone")
        told.append(isolated(shortened(topic, _TOPIC_LENGTH)) if topic else gone)
    if planned.mode is not Mode.CLASSIC:
        told.append(say.plain(f"round.button.{planned.mode.value}"))
    return told


def _buttons(listing: Listing, say: Words) -> Keyboard:
    rows = []
    for number, entry in enumerate(listing.entries, start=1):
        active = entry.schedule.state is ScheduleState.ACTIVE
        verb, word = (PAUSE, "pause") if active else (GO_ON, "go_on")
        about = entry.schedule.id
        rows.append(
            (
                Button(say.plain(f"schedule.button.{word}", number=number), encode(verb, about)),
                Button(say.plain("schedule.button.remove", number=number), encode(REMOVE, about)),
            )
        )
    return tuple(rows)
