"""Shipping the bank: YAML files into SQL when they are new, and SQL back into YAML."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.code import new_code
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Question, QuestionSet, Source
from bot.storage import bank, bank_sources
from bot.storage import published as published_sets
from bot.storage.database import Database, Tx


@dataclass(frozen=True, slots=True)
class ShippedSet:
    """A set as a file holds it; ``path`` names the file, ``content_hash`` its bytes.

    ``sources`` are the documents that the file itself describes.
    """

    path: str
    content_hash: str
    set: QuestionSet
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file was not imported, and the mend."""

    path: str
    reason: str
    mend: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: published sets, files that were known already, and refusals."""

    published: Mapping[str, bank.Published]
    unchanged: Sequence[str]
    refused: Sequence[Refusal]


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
    ) -> Imported:
        """Import what is new, all in one transaction.

        A file is refused where it would undo what was decided in the running bot: a set whose
        newest version was published there, unless the file is newer than that, or a set that
        was taken back there.
        ``hashes`` are those of ``sources.yaml`` and whatever else the sets rest on, by path.
        """
        published: dict[str, bank.Published] = {}
        unchanged: list[str] = []
        refused: list[Refusal] = []
        async with self.database.write() as tx:
            known = await bank.file_hashes(tx)
            await bank_sources.put(tx, sources, None)
            for path, content_hash in hashes.items():
                await bank.note_file(tx, path, content_hash, now)
            for file in shipped:
                if known.get(file.path) == file.content_hash:
                    unchanged.append(file.path)
                elif await _says_what_is_served(tx, file):
                    unchanged.append(file.path)
                    await bank.note_file(tx, file.path, file.content_hash, now)
                elif refusal := await _refusal(tx, file):
                    refused.append(refusal)
                else:
                    published[file.path] = await bank.publish(
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
                    await published_sets.stand(tx, published[file.path].set_id, [])
                    await bank.note_file(tx, file.path, file.content_hash, now)
        return Imported(published, unchanged, refused)

    async def export(self) -> list[tuple[QuestionSet, Sequence[Source]]]:
        """Every set with the sources that came with it, and the shared sources under no set."""
        async with self.database.read() as tx:
            shared = {source.id for source in await bank_sources.load(tx)}
            return [
                (
                    loaded,
                    [s for s in await bank_sources.own(tx, loaded.slug) if s.id not in shared],
                )
                for loaded in await bank.load_sets(tx)
            ]

    async def shared_sources(self) -> list[Source]:
        """The sources that every shipped set may cite."""
        async with self.database.read() as tx:
            return await bank_sources.load(tx)


async def _says_what_is_served(tx: Tx, file: ShippedSet) -> bool:
    """Whether the file is the set as it stands, only written otherwise: exported, for example."""
    known = await bank.find_set(tx, file.set.slug)
    if known is None or known.version != file.set.version:
        return False
    held = await bank.load_set(tx, known.slug)
    own = await bank_sources.own(tx, known.slug)
    return held is not None and same_set(held, file.set) and _by_id(own) == _by_id(file.sources)


def same_set(one: QuestionSet, other: QuestionSet) -> bool:
    """Whether two sets say the same; the order of their questions does not matter."""
    return _by_id(one.questions) == _by_id(other.questions) and (
        replace(one, questions=()) == replace(other, questions=())
    )


def _by_id(things: Sequence[Question] | Sequence[Source]) -> dict[str, Question | Source]:
    return {thing.id: thing for thing in things}


async def _refusal(tx: Tx, file: ShippedSet) -> Refusal | None:
    known = await bank.find_set(tx, file.set.slug)
    if known is not None and known.withdrawn_at is not None:
        return Refusal(
            file.path,
            f"an instructor took back the set {known.slug} in the running bot",
            "let an instructor offer it again there (/sets), then import",
        )
    if known is not None and known.origin == "upload" and file.set.version <= known.version:
        return Refusal(
            file.path,
            f"version {known.version} of set {known.slug} was published in the running bot",
            "write it out with `python -m bot bank export`, put your change there, and raise"
            f" its version to {known.version + 1}",
        )
    if known is not None and file.set.version < known.version:
        return Refusal(
            file.path,
            f"version {known.version} of set {known.slug} is served, the file holds an older one",
            f"raise its version to {known.version + 1} if it is meant to replace that",
        )
    owners = await bank.owners_of(tx, [question.id for question in file.set.questions])
    for question, owner in sorted(owners.items()):
        if owner != file.set.slug:
            return Refusal(
                file.path,
                f"question {question} belongs to set {owner}",
                "give the question another id, or retire it there first",
            )
    return None
