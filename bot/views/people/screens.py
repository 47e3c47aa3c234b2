"""Screens about the person: settings, what is kept, and the farewell."""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from bot.domain.owed import Owed
from bot.domain.people.naming import ALIAS_LENGTH, board_label
from bot.domain.people.person import BoardName, Person
from bot.domain.people.zones import COMMON_ZONES
from bot.services.people.settings import People
from bot.services.people.zones import cities, city
from bot.views.callback import encode
from bot.views.general import say_to
from bot.views.message import Button, File, Keyboard, Message, Rendered
from bot.views.names import person_name
from bot.views.words import LOCALES, Raw, Words

ZONES_IN_A_ROW = 3


def settings_message(person: Person, say: Words, note: str | None = None) -> Message:
    """The settings as they stand; ``note`` is a catalogue key that stands above them."""
    lines = [say(note), Raw("")] if note and say.has(note) else []
    lines.append(say("people.settings.head"))
    if person.board_name is BoardName.HIDDEN:
        lines.append(say("people.settings.hidden", quiet=say.plain("board.quiet")))
    else:
        label = board_label(person.board_name, person.who.full_name, person.alias)
        lines.append(say("people.settings.name", name=person_name(label, say, ALIAS_LENGTH)))
    lines.append(say("people.settings.alias"))
    language = say.plain(f"people.language.{person.locale or 'auto'}")
    lines.append(say("people.settings.language", language=language))
    lines.append(_zone_line(person, say))
    return Message("\n".join(lines), _settings_keyboard(person, say))


def _zone_line(person: Person, say: Words) -> Raw:
    if person.timezone is None:
        return say("people.settings.zone_unset")
    return say("people.settings.zone", zone=city(person.timezone, say.locale))


def _settings_keyboard(person: Person, say: Words) -> Keyboard:
    names = tuple(
        _choice(
            say.plain(f"people.button.{name.value}"),
            encode("p.name", name.value),
            chosen=person.board_name is name,
        )
        for name in BoardName
    )
    automatic = say.plain("people.button.auto")
    languages = [_choice(automatic, encode("p.lang", "auto"), chosen=person.locale is None)]
    languages += [
        _choice(
            say.plain(f"people.language.{locale}"),
            encode("p.lang", locale),
            chosen=person.locale == locale,
        )
        for locale in LOCALES
    ]
    zones = Button(say.plain("people.button.zones"), encode("p.page", "zones"))
    return (names, tuple(languages), (zones,))


def zones_message(person: Person, say: Words) -> Message:
    """The page of the settings that offers time zones."""
    buttons = [
        _choice(city(zone, say.locale), encode("p.zone", zone), chosen=person.timezone == zone)
        for zone in COMMON_ZONES
    ]
    rows = [
        tuple(buttons[start : start + ZONES_IN_A_ROW])
        for start in range(0, len(buttons), ZONES_IN_A_ROW)
    ]
    back = Button(say.plain("people.button.back"), encode("p.page", "main"))
    return Message(say("people.settings.zones"), (*rows, (back,)))


def _choice(text: str, data: str, *, chosen: bool) -> Button:
    return Button(f"{text}\N{NO-BREAK SPACE}✓" if chosen else text, data)


def unknown_zone_message(near: list[str], say: Words) -> Message:
    """What to do when no zone has that name; what it may have meant as buttons."""
    if not near:
        choose = Button(say.plain("people.button.zones"), encode("p.open", "zones"))
        return Message(say("people.zone.none"), ((choose,),))
    buttons = tuple(
        (Button(name, encode("p.zone", zone)),)
        for zone, name in zip(near, cities(near, say.locale), strict=True)
    )
    return Message(say("people.zone.near"), buttons)


def privacy_message(say: Words, telegram_id: int, *, by_model: bool = False) -> Message:
    """What is kept; the buttons lead to the file and to the farewell. ``by_model``: instructors may
    send documents to a language model.
    """
    file = Button(say.plain("people.button.export"), "p.export")
    forget = Button(say.plain("people.button.forget"), "p.ask")
    text: str = say("people.privacy", id=telegram_id)
    if by_model:
        text = f"{text}\n\n{say('people.privacy.model')}"
    return Message(text, ((file,), (forget,)))


def forget_message(person_id: int, until: int, say: Words) -> Message:
    """The question before the end; ``until`` (Unix time) is when its button expires."""
    yes = Button(say.plain("people.button.forget_yes"), encode("p.forget", person_id, until))
    no = Button(say.plain("people.button.keep"), "p.keep")
    return Message(say("people.forget.ask"), ((yes,), (no,)))


def data_file(data: Mapping[str, Any], now: datetime, say: Words) -> File:
    """A person's data as a file that people and programs can read."""
    whole = {"format": "citequiz-my-data", "version": 1, "made_at": now.isoformat(), **data}
    content = json.dumps(whole, ensure_ascii=False, indent=2).encode()
    return File(say.plain("people.export.file"), content, say("people.export.caption"))


class PeopleScreens:
    """Loads what a screen shows and draws it; ``clock`` dates the file of /export;
    ``by_model``: instructors may send documents to a language model.
    """

    def __init__(
        self, people: People, clock: Callable[[], datetime], *, by_model: bool = False
    ) -> None:
        self.people = people
        self.clock = clock
        self.by_model = by_model

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        return {
            "people.settings": self.settings,
            "people.alias": self.alias,
            "people.zone": self.zone,
            "people.privacy": self.privacy,
            "people.export": self.export,
            "people.unknown": self.plain,
            "people.forget": self.forget,
            "people.kept": self.plain,
            "people.farewell": self.plain,
        }

    async def settings(self, debt: Owed) -> Message | None:
        """Args: ``page`` (main, zones), ``note`` (a catalogue key)."""
        person = await self.people.person(debt.chat)
        if person is None:
            return None
        say = await self._say(debt)
        if debt.args.get("page") == "zones":
            return zones_message(person, say)
        note = debt.args.get("note")
        return settings_message(person, say, str(note) if note else None)

    async def alias(self, debt: Owed) -> Message:
        """Args: ``flaw``."""
        return Message((await self._say(debt))(f"people.alias.{debt.args['flaw']}"))

    async def zone(self, debt: Owed) -> Message:
        """Args: ``near``, zones with commas between."""
        near = [zone for zone in str(debt.args["near"]).split(",") if zone]
        return unknown_zone_message(near, await self._say(debt))

    async def privacy(self, debt: Owed) -> Message:
        return privacy_message(await self._say(debt), debt.chat, by_model=self.by_model)

    async def export(self, debt: Owed) -> File | None:
        data = await self.people.my_data(debt.chat)
        return None if data is None else data_file(data, self.clock(), await self._say(debt))

    async def forget(self, debt: Owed) -> Message | None:
        """Args: ``person`` (surrogate id), ``until`` (Unix time)."""
        person = await self.people.person(debt.chat)
        if person is None or person.id != debt.args["person"]:
            return None
        return forget_message(person.id, int(debt.args["until"] or 0), await self._say(debt))

    async def plain(self, debt: Owed) -> Message:
        """A screen that is nothing but its words."""
        return Message((await self._say(debt))(debt.screen))

    async def _say(self, debt: Owed) -> Words:
        return say_to(await self.people.voice(debt.chat), debt)
