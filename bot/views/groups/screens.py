"""A group's greeting and settings: one message, edited in place."""

from collections.abc import Awaitable, Callable, Iterable, Mapping

from bot.domain.owed import Owed
from bot.domain.people.group import GroupState, Right
from bot.domain.people.person import WhoMayStart
from bot.domain.people.zones import COMMON_ZONES
from bot.domain.rounds.lobby import RANKED_CHOICES
from bot.services.groups.settling import GroupService
from bot.services.people.zones import city
from bot.views.callback import encode
from bot.views.message import Button, Keyboard, Message, Rendered
from bot.views.words import LOCALES, Raw, Words, nearest_locale, words

Renderer = Callable[[Owed], Awaitable[Rendered | None]]
PAGE, LOCALE, ZONE, START, RANKED = "r.page", "r.locale", "r.zone", "r.start", "r.ranked"
OWN_NAMES = {"en": "English", "ru": "Русский"}
"""What each language calls itself."""
_ZONES_IN_A_ROW = 3


class GroupScreens:
    """Draws what a group's settings and standing owe."""

    def __init__(self, service: GroupService) -> None:
        self._service = service

    def renderers(self) -> Mapping[str, Renderer]:
        return {
            "group": self._group,
            "group_word": self._word,
            "group_mute": self._mute,
            "group_cut_off": self._cut_off,
        }

    async def _group(self, owed: Owed) -> Rendered | None:
        state = await self._service.state(owed.chat)
        if state is None:
            return None
        say = words(nearest_locale(state.group.locale))
        return page(state, str(owed.args["page"]), say, greet=bool(owed.args.get("greet")))

    async def _word(self, owed: Owed) -> Rendered | None:
        """Args: ``about``: that the bot is ``back``, or its ``rights``; with what it lacks now."""
        state = await self._service.state(owed.chat)
        if state is None:
            return None
        say = words(nearest_locale(state.group.locale))
        back = [say("group.back")] if owed.args["about"] == "back" else []
        lines = [*back, *_missing(state, say)]
        return Message("\n\n".join(lines)) if lines else None

    async def _mute(self, owed: Owed) -> Rendered | None:
        group = owed.args["group"]
        assert isinstance(group, int)  # noqa: S101 - the service writes it
        state = await self._service.state(group)
        if state is None or Right.MESSAGES not in state.missing:
            return None
        say = words(nearest_locale(*await self._service.wishes(owed.chat)))
        return Message(say("group.mute", title=state.group.title))

    async def _cut_off(self, owed: Owed) -> Rendered | None:
        group = owed.args["group"]
        assert isinstance(group, int)  # noqa: S101 - the service writes it
        state = await self._service.state(group)
        if state is None:
            return None
        say = words(nearest_locale(*await self._service.wishes(owed.chat)))
        return Message(say("group.cut_off", title=state.group.title))


def page(state: GroupState, name: str, say: Words, *, greet: bool = False) -> Message:
    """A page of the settings: ``main``, ``language``, ``zone``, ``start`` or ``ranked``."""
    if name == "language":
        return Message(say("group.ask.language"), _languages(say))
    if name == "zone":
        return Message(say("group.ask.zone"), _zones(state, say))
    if name == "start":
        return Message(say("group.ask.start"), _starters(state, say))
    if name == "ranked":
        return Message(say("group.ask.ranked"), _ranked(state, say))
    return Message(_main(state, say, greet=greet), _pages(say))


def _main(state: GroupState, say: Words, *, greet: bool) -> str:
    group = state.group
    head = [say("group.settings")]
    if greet:
        head = [say("group.hello", title=group.title), say("group.hello.commands")]
    values = [
        say("group.is.language", value=OWN_NAMES[say.locale]),
        say("group.is.zone", value=city(group.timezone, say.locale)),
        say("group.is.start", value=say(f"group.start.{group.who_may_start.value}")),
    ]
    values.append(say("group.is.ranked", n=group.ranked_from))
    missing = _missing(state, say)
    return "\n\n".join(
        "\n".join(block)
        for block in (head, missing, [*values, say("group.admins_change")])
        if block
    )


def _missing(state: GroupState, say: Words) -> list[Raw]:
    return [say(f"group.missing.{right.value}") for right in sorted(state.missing)]


def _pages(say: Words) -> Keyboard:
    names = ("language", "zone", "start", "ranked")
    buttons = [Button(say.plain(f"group.button.{name}"), encode(PAGE, name)) for name in names]
    return (tuple(buttons[:2]), tuple(buttons[2:]))


def _languages(say: Words) -> Keyboard:
    choices = (
        _choice(OWN_NAMES[locale], encode(LOCALE, locale), say, chosen=locale == say.locale)
        for locale in LOCALES
    )
    return (tuple(choices), _back(say))


def _zones(state: GroupState, say: Words) -> Keyboard:
    choices = [
        _choice(
            city(zone, say.locale), encode(ZONE, zone), say, chosen=zone == state.group.timezone
        )
        for zone in COMMON_ZONES
    ]
    return (*_rows(choices), _back(say))


def _starters(state: GroupState, say: Words) -> Keyboard:
    choices = (
        _choice(
            say.plain(f"group.button.{who.value}"),
            encode(START, who.value),
            say,
            chosen=who is state.group.who_may_start,
        )
        for who in (WhoMayStart.EVERYONE, WhoMayStart.ADMINS)
    )
    return (tuple(choices), _back(say))


def _ranked(state: GroupState, say: Words) -> Keyboard:
    choices = (
        _choice(str(n), encode(RANKED, n), say, chosen=n == state.group.ranked_from)
        for n in RANKED_CHOICES
    )
    return (tuple(choices), _back(say))


def _choice(label: str, data: str, say: Words, *, chosen: bool) -> Button:
    return Button(say.plain("group.chosen", label=label) if chosen else label, data)


def _back(say: Words) -> tuple[Button, ...]:
    return (Button(say.plain("group.button.back"), encode(PAGE, "main")),)


def _rows(buttons: Iterable[Button]) -> Keyboard:
    listed = tuple(buttons)
    return tuple(
        listed[first : first + _ZONES_IN_A_ROW] for first in range(0, len(listed), _ZONES_IN_A_ROW)
    )
