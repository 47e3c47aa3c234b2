"""Shipping the bank: YAML files into SQL when they are new, and SQL back into YAML."""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.disputes.appeal import Appeals
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Question, QuestionSet, Source
from bot.domain.sets.code import new_code
from bot.services.bank.import_plan import Refusal, ShippedSet, planned
from bot.storage.bank import bank, bank_sources
from bot.storage.bank import published as published_sets
from bot.storage.database import Database, Tx
from bot.storage.disputes import appeals, rulings
from bot.storage.disputes.rulings import Ruling


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: published sets, files that were known already, and refusals."""

    published: Mapping[str, bank.Published]
    unchanged: Sequence[str]
    refused: Sequence[Refusal]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A question that a file brought, as it stands after a ruling: the last one on it."""

    set: str
    question: Question
    ruling: Ruling


class Bank:
    """The bank's way between files and SQL."""

    def __init__(self, database: Database, rng: random.Random) -> None:
        self.database = database
        self.rng = rng

    async def is_new(self, hashes: Mapping[str, str]) -> bool:
        """Whether any of these files (path to hash) was not imported as it stands."""
        async with self.database.read() as tx:
            known = await bank.file_hashes(tx)
        return any(known.get(path) != content for path, content in hashes.items())

    async def import_files(
        self,
        shipped: Sequence[ShippedSet],
        sources: Sequence[Source],
        hashes: Mapping[str, str],
        now: datetime,
        adopted: Collection[str] = (),
    ) -> Imported:
        """Import what is new, all in one transaction.

        Refused is what would undo something decided in the running bot: a set that an instructor
        published (unless it is ``adopted``) or took back, an older version, a question of another
        set, a source id under which a set that stays would cite another text.
        ``hashes`` are those of ``sources.yaml`` and whatever else the sets rest on, by path.
        """
        async with self.database.write() as tx:
            plan = await planned(tx, shipped, sources, adopted)
            published = {file.path: await self._publish(tx, file, now) for file in plan.accepted}
            await bank_sources.put(tx, plan.sources, None)
            refused = {refusal.path for refusal in plan.refused}
            taken_in = {file.path: file.content_hash for file in (*plan.accepted, *plan.unchanged)}
            for path, content_hash in (*hashes.items(), *taken_in.items()):
                if path not in refused:
                    await bank.note_file(tx, path, content_hash, now)
        return Imported(published, [file.path for file in plan.unchanged], plan.refused)

    async def _publish(self, tx: Tx, file: ShippedSet, now: datetime) -> bank.Published:
        done = await bank.publish(
            tx,
            file.set,
            fingerprints={q.id: fingerprint(q) for q in file.set.questions},
            own_sources=file.sources,
            origin="file",
            code=new_code(self.rng.choice),
            content_hash=file.content_hash,
            by=None,
            now=now,
        )
        await published_sets.stand(tx, done.set_id, [])
        return done

    async def export(self) -> list[tuple[QuestionSet, Sequence[Source]]]:
        """Every set with the sources that came with it, and the shared sources under no set."""
        async with self.database.read() as tx:
            return [
                (loaded, await bank_sources.described(tx, loaded.slug))
                for loaded in await bank.load_sets(tx)
            ]

    async def appeals(self, set_slug: str | None) -> list[Appeals] | None:
        """Reported replies, of one set if it is named; None when there is no such set."""
        async with self.database.read() as tx:
            if set_slug is not None and not await appeals.has_set(tx, set_slug):
                return None
            return await appeals.listed(tx, set_slug)

    async def rulings(self) -> list[Ruled]:
        """What was ruled on questions that files brought, with the questions as they stand."""
        async with self.database.read() as tx:
            held = {one.slug: one for one in await bank.load_sets(tx)}
            return [
                Ruled(slug, one, ruling)
                for slug, name, ruling in await rulings.standing(tx)
                for one in held[slug].questions
                if one.id == name
            ]

    async def shared_sources(self) -> list[Source]:
        """The sources that every shipped set may cite."""
        async with self.database.read() as tx:
            return await bank_sources.load(tx)
