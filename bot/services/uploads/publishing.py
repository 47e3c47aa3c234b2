"""Publishing a checked set, taking it back, and offering it again."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.fingerprint import fingerprint
from bot.domain.owed import Owed
from bot.domain.people.person import Who
from bot.domain.sets.code import new_code
from bot.domain.sets.upload import Standing, Upload, UploadState
from bot.services.uploads.check import approved, compared
from bot.services.uploads.debts import gone, page, sets, toast, turned_away
from bot.services.uploads.receiving import Uploads
from bot.storage.bank import bank, published
from bot.storage.database import Tx
from bot.storage.delivery import debts
from bot.storage.delivery.owing import owe
from bot.storage.documents import uploads
from bot.storage.people import people

REPORTS = 3
"""How many older reports are drawn anew when what they say of their set has changed."""


@dataclass(frozen=True, slots=True)
class ConfirmScreen:
    """What somebody is about to publish, and what it would replace."""

    upload: Upload
    before: Standing | None
    voice: people.Voice


@dataclass(frozen=True, slots=True)
class SetsScreen:
    """Every set that instructors published."""

    sets: Sequence[Standing]
    voice: people.Voice


@dataclass(frozen=True, slots=True)
class BackScreen:
    """The set that somebody is about to take back, as it stands."""

    standing: Standing
    voice: people.Voice


@dataclass(frozen=True, slots=True)
class Turn:
    """A tap that takes a set back or offers it again, as it stood when the button was drawn.

    It was in the message of ``upload_id``, or with 0 on that ``page`` of the list of sets.
    """

    set_id: int
    version: int
    upload_id: int = 0
    page: int = 1


class Publishing:
    """Use cases that change what learners are offered; who may do what, :class:`Uploads` knows."""

    def __init__(self, received: Uploads, rng: random.Random) -> None:
        self.received = received
        self.database = received.database
        self.rng = rng

    async def ask(self, who: Who, callback: str, upload_id: int, now: datetime) -> None:
        """Owe the question before publishing, with what it changes for learners."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            upload = await uploads.find(tx, upload_id)
            if upload is None or not self._ready(upload, who):
                await owe(tx, gone(who, callback, upload, now), now)
                return
            question = page(who.telegram_id, upload_id, "upload.confirm")
            await owe(tx, [toast(who, callback, now), question], now)

    async def publish(self, who: Who, callback: str, upload_id: int, now: datetime) -> None:
        """Make the checked file the current version of its set; drafts in it become approved.

        The person who publishes approves what they publish. The file is compared with the bank
        again: somebody may have published the same set meanwhile.
        """
        async with self.database.read() as tx:
            kept = await uploads.find(tx, upload_id)
        checked = await self.received.check.check_again(kept) if kept and kept.content else None
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            upload = await uploads.find(tx, upload_id)
            if upload is None or checked is None or not self._ready(upload, who):
                await owe(tx, gone(who, callback, upload, now), now)
                return
            if (
                checked.set is None
                or (await compared(tx, checked, checked.set, person.id, now)).findings
            ):
                outdated = toast(who, callback, now, "bank.toast.outdated", alert=True)
                await owe(tx, [outdated, page(who.telegram_id, upload_id)], now)
                return
            final = approved(checked.set, now)
            done = await bank.publish(
                tx,
                final,
                fingerprints={q.id: fingerprint(q) for q in final.questions},
                own_sources=checked.sources,
                origin="upload",
                code=new_code(self.rng.choice),
                content_hash=hashlib.sha256((upload.content or "").encode()).hexdigest(),
                by=person.id,
                now=now,
            )
            await published.stand(tx, done.set_id, [source.id for source in checked.unchecked])
            await uploads.move(tx, upload_id, UploadState.PUBLISHED, set_id=done.set_id)
            said = toast(who, callback, now, "bank.toast.published")
            await owe(tx, [said, page(who.telegram_id, upload_id)], now)

    async def ask_back(self, who: Who, callback: str, turn: Turn, now: datetime) -> None:
        """Owe the question before taking back, with what learners are offered then."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            standing = await published.with_id(tx, turn.set_id)
            if self._is_instructor(who) and standing and standing.offers(turn.version):
                said = toast(who, callback, now)
                turned = await self._turned(tx, who, turn, said, asked=True)
            else:
                said = toast(who, callback, now, "bank.toast.stands")
                turned = await self._turned(tx, who, turn, said)
            await owe(tx, turned, now)

    async def take_back(self, who: Who, callback: str, turn: Turn, now: datetime) -> None:
        """Offer a version of a set no more: the one before it comes back, if there is one.

        Else no mix, topic or link leads to the set. What was answered stays. Every instructor may:
        what is wrong has to go soon, and one tap undoes it.
        """
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            taken = self._is_instructor(who) and await published.take_back(
                tx, turn.set_id, turn.version, now
            )
            standing = await published.with_id(tx, turn.set_id) if taken else None
            if standing is None:
                said = toast(who, callback, now, "bank.toast.stands")
            elif standing.withdrawn:
                said = toast(who, callback, now, "bank.toast.taken_back")
            else:
                version = standing.version
                said = toast(who, callback, now, "bank.toast.back_to", version=version)
            await owe(tx, await self._turned(tx, who, turn, said), now)

    async def offer_again(self, who: Who, callback: str, turn: Turn, now: datetime) -> None:
        """Offer a version of a set that was taken back, as it was."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            again = self._is_instructor(who) and await published.offer_again(
                tx, turn.set_id, turn.version
            )
            word = "bank.toast.published" if again else "bank.toast.stands"
            await owe(tx, await self._turned(tx, who, turn, toast(who, callback, now, word)), now)

    async def list_sets(self, who: Who, now: datetime) -> None:
        """/sets: what instructors published, at the bottom of the chat."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            listed = sets(who.telegram_id, 1, fresh=True)
            await owe(tx, [listed if self._is_instructor(who) else turned_away(who)], now)

    async def turn_page(self, who: Who, callback: str, number: int, now: datetime) -> None:
        """Another page of that list, in its message."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            if self._is_instructor(who):
                debts = [toast(who, callback, now), sets(who.telegram_id, number)]
            else:
                debts = [toast(who, callback, now, "bank.toast.gone")]
            await owe(tx, debts, now)

    async def confirm_screen(self, chat: int, upload_id: int) -> ConfirmScreen | None:
        """What the question before publishing shows."""
        async with self.database.read() as tx:
            upload = await uploads.find(tx, upload_id)
            if upload is None:
                return None
            before = await published.with_slug(tx, upload.report.slug or "")
            return ConfirmScreen(upload, before, await people.voice(tx, chat))

    async def back_screen(self, chat: int, set_id: int) -> BackScreen | None:
        """What the question before taking back shows."""
        async with self.database.read() as tx:
            standing = await published.with_id(tx, set_id)
            if standing is None:
                return None
            return BackScreen(standing, await people.voice(tx, chat))

    async def sets_screen(self, chat: int) -> SetsScreen:
        """What the list of published sets shows."""
        async with self.database.read() as tx:
            return SetsScreen(await published.uploaded(tx), await people.voice(tx, chat))

    def _is_instructor(self, who: Who) -> bool:
        return who.telegram_id in self.received.instructors

    def _ready(self, upload: Upload, who: Who) -> bool:
        return upload.state is UploadState.CHECKED and self.received.may(upload, who)

    async def _turned(
        self, tx: Tx, who: Who, turn: Turn, said: Owed, *, asked: bool = False
    ) -> list[Owed]:
        """The answer, and the message with the button as it stands now, or with a question."""
        if not self._is_instructor(who):
            return [said]
        if turn.upload_id and not self.received.may(await uploads.find(tx, turn.upload_id), who):
            return [said]
        chat, upload_id = who.telegram_id, turn.upload_id
        drawn = page(chat, upload_id) if upload_id else sets(chat, turn.page)
        if asked:
            about = {"set": turn.set_id, "version": turn.version}
            drawn = replace(drawn, screen="upload.take_back", args={**drawn.args, **about})
        return [said, drawn, *(await _reports(tx, turn) if not asked else ())]


async def _reports(tx: Tx, turn: Turn) -> list[Owed]:
    """The other reports on files of that set which still stand in a chat: as it is now."""
    files = await uploads.published_as(tx, turn.set_id, REPORTS)
    pages = [page(chat, one) for one, chat in files if one != turn.upload_id]
    return [one for one in pages if await debts.shown_at(tx, one.chat, one.place or "")]
