"""What people decide about themselves: name on boards, language, time zone, and being forgotten."""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.owed import Argument, Owed, toast
from bot.domain.people.naming import AliasFlaw, AliasRefused, clean_alias
from bot.domain.people.person import BoardName, Person, Who
from bot.domain.people.zones import UnknownZone, match_zone
from bot.domain.quizzes.quiz_request import word_for
from bot.domain.sent import Sent
from bot.services.curation.acts import restand
from bot.services.people.zones import spoken_zones
from bot.storage.bank import questions
from bot.storage.cause import current
from bot.storage.database import Database, Tx
from bot.storage.delivery import debts
from bot.storage.delivery.owing import owe
from bot.storage.people import accounts, people
from bot.storage.people.my_data import my_data
from bot.storage.people.people import Voice

FORGET_LIFE = timedelta(minutes=10)
"""How long the button that confirms /forget works."""

SETTINGS = "settings"
FORGET = "forget"
FAREWELL = "people.farewell"


class People:
    """Use cases of one person in their private chat; ``instructors`` are Telegram ids, and
    ``curators`` people approve a draft.
    """

    def __init__(
        self, database: Database, instructors: frozenset[int] = frozenset(), curators: int = 1
    ) -> None:
        self.database = database
        self.instructors = instructors
        self.curators = curators

    # --- settings ---------------------------------------------------------------------------------

    async def open_settings(
        self, who: Who, now: datetime, *, page: str = "main", query: str | None = None
    ) -> None:
        """The settings at the bottom of the chat."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            await owe(tx, [*_toasts(who, query, now), _settings(who, page, fresh=True)], now)

    async def turn_page(self, who: Who, query: str, page: str, now: datetime) -> None:
        """Another page of the settings, in the same message."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            await owe(tx, [*_toasts(who, query, now), _settings(who, page)], now)

    async def choose_board_name(
        self, who: Who, query: str, chosen: BoardName, now: datetime
    ) -> None:
        """How they appear on boards; an alias has to be written first."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            if chosen is BoardName.ALIAS and person.alias is None:
                first = _toast(who, query, now, "people.toast.alias_first", alert=True)
                await owe(tx, [first], now)
                return
            await accounts.choose_board_name(tx, person.id, chosen)
            await owe(tx, _saved(who, query, now), now)

    async def choose_locale(self, who: Who, query: str, locale: str | None, now: datetime) -> None:
        """The language of the bot's words; None follows Telegram's."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            await accounts.choose_locale(tx, person.id, locale)
            await owe(tx, _saved(who, query, now), now)

    async def choose_zone(self, who: Who, query: str, zone: str, now: datetime) -> None:
        """A time zone by a button; a forged name changes nothing."""
        known = frozenset(spoken_zones().values())
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            if zone not in known:
                await owe(tx, [_toast(who, query, now, "people.toast.stale")], now)
                return
            await accounts.choose_timezone(tx, person.id, zone)
            await owe(tx, _saved(who, query, now), now)

    async def set_alias(self, who: Who, text: str, now: datetime) -> None:
        """/alias: what was typed becomes the name on boards, or is refused kindly."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            try:
                alias = clean_alias(text)
            except AliasRefused as refused:
                await owe(tx, [Owed(who.telegram_id, "people.alias", _flaw(refused.flaw))], now)
                return
            await accounts.choose_alias(tx, person.id, alias)
            await owe(tx, [_settings(who, "main", fresh=True, note="people.saved.alias")], now)

    async def set_zone(self, who: Who, text: str, now: datetime) -> None:
        """/timezone: what was typed, or what it may have meant."""
        spoken = spoken_zones()
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            try:
                zone = match_zone(text, spoken)
            except UnknownZone as unknown:
                near = ",".join(unknown.near)
                await owe(tx, [Owed(who.telegram_id, "people.zone", {"near": near})], now)
                return
            await accounts.choose_timezone(tx, person.id, zone)
            await owe(tx, [_settings(who, "main", fresh=True, note="people.saved.zone")], now)

    # --- what is kept, and its end ----------------------------------------------------------------

    async def show(self, who: Who, screen: str, now: datetime, query: str | None = None) -> None:
        """A screen that needs no account: ``people.privacy``, ``people.help``, ``hint``."""
        args = {**_language(who), "instructor": who.telegram_id in self.instructors}
        async with self.database.write() as tx:
            await owe(tx, [*_toasts(who, query, now), Owed(who.telegram_id, screen, args)], now)

    async def hint(self, who: Who, kind: str, now: datetime) -> None:
        """What to do instead of a message that was not understood.

        ``kind`` is ``command``, ``group_only`` or ``other``.
        """
        if kind == "other" and who.telegram_id in self.instructors:
            kind = "other.instructor"
        args = {**_language(who), "kind": kind}
        async with self.database.write() as tx:
            await owe(tx, [Owed(who.telegram_id, "hint", args)], now)

    async def group_help(self, chat: int, thread: int | None, now: datetime) -> None:
        """A short help for a group."""
        async with self.database.write() as tx:
            await owe(tx, [Owed(chat, "people.group_help", thread=thread)], now)

    async def show_to_private(
        self, chat: int, thread: int | None, command: str, now: datetime
    ) -> None:
        """The way from a group to the private chat, where that command works.

        Asked for many times at once, a message is sent once for the newest: a group's are few.
        """
        place = f"people.private_only:{thread or 0}"
        pointer = Owed(
            chat, "people.private_only", {"command": command}, place, fresh=True, thread=thread
        )
        async with self.database.write() as tx:
            await owe(tx, [pointer], now)

    async def dead_button(self, chat: int, who: Who, query: str, now: datetime) -> None:
        """The kind word for a button that means nothing any more, in any chat."""
        args = {**_language(who), "word": "people.toast.stale"}
        async with self.database.write() as tx:
            await owe(tx, [toast(chat, query, now, args)], now)

    async def export(self, who: Who, now: datetime, query: str | None = None) -> None:
        """The file with everything kept about them."""
        async with self.database.write() as tx:
            known = await people.find(tx, who.telegram_id)
            screen = "people.export" if known else "people.unknown"
            debt = Owed(who.telegram_id, screen, _language(who))
            await owe(tx, [*_toasts(who, query, now), debt], now)

    async def ask_forget(self, who: Who, now: datetime, query: str | None = None) -> None:
        """Ask for a confirmation, that only this person can give, for some minutes."""
        async with self.database.write() as tx:
            person = await people.find(tx, who.telegram_id)
            if person is None:
                debt = Owed(who.telegram_id, "people.unknown", _language(who))
            else:
                until = int((now + FORGET_LIFE).timestamp())
                args = {"person": person.id, "until": until}
                debt = Owed(who.telegram_id, "people.forget", args, place=FORGET, fresh=True)
            await owe(tx, [*_toasts(who, query, now), debt], now)

    async def keep(self, who: Who, query: str, now: datetime) -> None:
        """The other button: nothing is deleted, unless the first one was tapped before."""
        async with self.database.write() as tx:
            if await people.find(tx, who.telegram_id) is None:
                word = "people.toast.forgotten"
                await owe(tx, [_toast(who, query, now, word, alert=True)], now)
                return
            kept = Owed(who.telegram_id, "people.kept", _language(who), place=FORGET)
            await owe(tx, [*_toasts(who, query, now), kept], now)

    async def forget(self, who: Who, query: str, person_id: int, until: int, now: datetime) -> None:
        """Forget them. A button that is too old, or of another account, does nothing."""
        async with self.database.write() as tx:
            person = await people.find(tx, who.telegram_id)
            if person is None or person.id != person_id or now.timestamp() > until:
                word = "forget_late" if person else "forgotten"
                if person is not None and await people.telegram_id(tx, person_id) is None:
                    word = "forgotten_before"
                await owe(tx, [_toast(who, query, now, f"people.toast.{word}", alert=True)], now)
                return
            asked = await debts.shown_at(tx, who.telegram_id, FORGET)
            language = person.locale or who.language_code
            cause = current()
            await accounts.forget(
                tx, who.telegram_id, person.id, now, cause.updates if cause else ()
            )
            await restand(tx, self.curators, person.id)
            args: dict[str, Argument] = {"language": language} if language else {}
            farewell = Owed(who.telegram_id, FAREWELL, args, place=FORGET)
            if asked is not None:  # known for one edit more, which takes its buttons away
                await debts.show(tx, who.telegram_id, FORGET, asked, now)
            await owe(tx, [_toast(who, query, now), farewell], now)

    async def farewell_sent(self, tx: Tx, debt: Owed, _sent: Sent) -> None:
        """The farewell stands where the question stood; no record of it is left."""
        await debts.vacate(tx, debt.chat, FORGET)

    async def farewell_lost(self, tx: Tx, debt: Owed) -> None:
        """The farewell will never arrive: its record must not keep the Telegram id."""
        await debts.vacate(tx, debt.chat, FORGET)
        await accounts.drop_debts(tx, debt.chat, debt.screen)

    # --- what screens read ------------------------------------------------------------------------

    async def voice(self, chat: int) -> Voice:
        """How to speak to a chat."""
        async with self.database.read() as tx:
            return await people.voice(tx, chat)

    async def example_topic(self) -> str | None:
        """A word that calls a topic with questions, for examples; None where there is none."""
        async with self.database.read() as tx:
            topics = await questions.topics(tx)
        called = [
            (topic.count, word) for topic in topics if (word := word_for(topic.scope, topics))
        ]
        return max(called)[1] if called else None

    async def person(self, chat: int) -> Person | None:
        """The person of a private chat."""
        async with self.database.read() as tx:
            return await people.find(tx, chat)

    async def my_data(self, chat: int) -> dict[str, Any] | None:
        """Everything kept about the person of a private chat, as JSON values."""
        async with self.database.read() as tx:
            return await my_data(tx, chat)


def _language(who: Who) -> dict[str, Argument]:
    """The language to speak to somebody without an account."""
    return {"language": who.language_code} if who.language_code else {}


def _flaw(flaw: AliasFlaw) -> dict[str, Argument]:
    return {"flaw": flaw.value}


def _settings(who: Who, page: str, *, fresh: bool = False, note: str | None = None) -> Owed:
    args: dict[str, Argument] = {"page": page}
    if note:
        args["note"] = note
    return Owed(who.telegram_id, f"people.{SETTINGS}", args, place=SETTINGS, fresh=fresh)


def _toast(
    who: Who, query: str, now: datetime, word: str | None = None, *, alert: bool = False
) -> Owed:
    args = _language(who)
    if word:
        args["word"] = word
    if alert:
        args["alert"] = True
    return toast(who.telegram_id, query, now, args)


def _toasts(who: Who, query: str | None, now: datetime) -> list[Owed]:
    return [] if query is None else [_toast(who, query, now)]


def _saved(who: Who, query: str, now: datetime) -> list[Owed]:
    return [_toast(who, query, now, "people.toast.saved"), _settings(who, "main")]
