"""The bank's folder and SQL: taking new files in, and writing out what is served."""

import asyncio
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.bank.files.writing import set_text, source_lines
from bot.bank.problem import Problem
from bot.bank.reading import SOURCES, SetFile, read_bank
from bot.bank.reading import Bank as BankFiles
from bot.domain.errors import BankRefused, SettingError
from bot.domain.question import QuestionSet, Source
from bot.services.bank.import_plan import ShippedSet, same_set
from bot.services.bank.taking_in import Bank, Imported

GLOSSARY = "glossary.yaml"
OBJECTIVES = "objectives.yaml"
CONTRADICTIONS = "contradictions.yaml"
CORPUS = "citequiz"
"""Name of the corpus where no bibliography gives one."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an export did, by path within the folder, and what a check says of the folder now."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Shipment:
    """A folder's files, read and free of problems; ``hashes`` by path within the folder."""

    folder: Path
    files: BankFiles
    hashes: Mapping[str, str]


async def pack(folder: Path) -> Shipment:
    """Read and check the files of a bank; no database is needed.

    Raises SettingError when there is no such folder, BankRefused when a file has problems.
    """
    return await asyncio.to_thread(_packed, folder)


class Shipping:
    """Use cases of whoever runs the bot; everything of the disk happens off the event loop."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank

    async def take_in(
        self, shipment: Shipment, now: datetime, adopted: Collection[str] = ()
    ) -> Imported | None:
        """Import the files that are new, all in one transaction; None when no file is new.

        ``adopted`` names sets that may take the place of an instructor's. Raises SettingError when
        no file holds such a set.
        """
        hashes, files = shipment.hashes, _shipped(shipment)
        for slug in set(adopted) - {file.slug for file in files}:
            raise SettingError("--adopt", f"no file holds a set {slug}; write its `set:`")
        if not adopted and not await self.bank.is_new(hashes):
            return None
        return await self.bank.import_files(
            files,
            shipment.files.sources.sources,
            {path: known for path, known in hashes.items() if not path.startswith("sets/")},
            now,
            adopted,
        )

    async def write_out(self, folder: Path, beside: Path) -> Written:
        """Write every set into ``folder``; a file that says the same already is left alone.

        What SQL does not hold (glossary, objectives, schemas, pictures) comes from the folder
        ``beside`` where ``folder`` lacks it. Raises BankRefused when a file that is there has
        problems, SettingError when there is nothing to write or no way to write it.
        """
        sets, shared = await self.bank.export(), await self.bank.shared_sources()
        if not sets:
            raise SettingError(
                "DATABASE_URL", "the database holds no set; `python -m bot bank import` brings some"
            )
        return await asyncio.to_thread(_write, folder, beside, sets, shared)


def _packed(folder: Path) -> Shipment:
    hashes = _hashes(folder)
    files = read_bank(folder)
    if files.problems:
        raise BankRefused(tuple(map(str, files.problems)))
    return Shipment(folder, files, hashes)


def _hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of the bank, by its path within the folder."""
    if not folder.is_dir():
        raise SettingError(
            "QUESTIONS_DIR", f"there is no folder {folder}; name the folder of questions"
        )
    if not (folder / "sets").is_dir():
        raise SettingError(
            "QUESTIONS_DIR", f"{folder} has no folder sets/ in it; name the folder of questions"
        )
    found = sorted(p for p in (folder / "sets").glob("*") if p.suffix in {".yaml", ".yml"})
    try:
        return {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (folder / SOURCES, folder / GLOSSARY, folder / OBJECTIVES, *found)
            if path.is_file()
        }
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise SettingError("QUESTIONS_DIR", f"{error.filename}: {reason}; mend that") from None


def _shipped(shipment: Shipment) -> list[ShippedSet]:
    names = [_within(file, shipment.folder) for file in shipment.files.sets]
    return [
        ShippedSet(name, shipment.hashes.get(name, ""), file.set, file.sources)
        for name, file in zip(names, shipment.files.sets, strict=True)
        if file.set is not None
    ]


def _within(file: SetFile, folder: Path) -> str:
    return Path(file.file).relative_to(folder).as_posix()


def _write(
    folder: Path,
    beside: Path,
    sets: Sequence[tuple[QuestionSet, Sequence[Source]]],
    shared: Sequence[Source],
) -> Written:
    there = read_bank(folder) if (folder / "sets").is_dir() else None
    if there is not None and there.sets and there.problems:
        raise BankRefused(tuple(map(str, there.problems)))
    texts = dict(_texts(folder, beside, there, sets, shared))
    written = [path for path, text in texts.items() if text is not None]
    try:
        for path in written:
            replace_file(folder / path, str(texts[path]).encode())
        for path in _missing(folder, beside):
            replace_file(folder / path, (beside / path).read_bytes())
            written.append(path)
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise SettingError("--to", f"{error.filename}: {reason}; name another folder") from None
    unchanged = tuple(path for path, text in texts.items() if text is None)
    return Written(tuple(written), unchanged, read_bank(folder).problems)


def _texts(
    folder: Path,
    beside: Path,
    there: BankFiles | None,
    sets: Sequence[tuple[QuestionSet, Sequence[Source]]],
    shared: Sequence[Source],
) -> list[tuple[str, str | None]]:
    """Path and new text of every file; None where the file that is there says the same."""
    files = {file.set.slug: file for file in (there.sets if there else ()) if file.set}
    texts: list[tuple[str, str | None]] = []
    known = there.sources.sources if there else ()
    if shared:
        same = {s.id: s for s in known} == {s.id: s for s in shared}
        texts.append((SOURCES, None if same else sources_text(_corpus(folder, beside), shared)))
    for held, own in sets:
        file = files.get(held.slug)
        path = f"sets/{held.slug}.yaml" if file is None else _within(file, folder)
        same = (
            file is not None
            and file.set is not None
            and same_set(file.set, held)
            and {s.id: s for s in file.sources} == {s.id: s for s in own}
        )
        texts.append((path, None if same else set_text(held, own)))
    return texts


def sources_text(corpus: str, shared: Sequence[Source]) -> str:
    """The bibliography as a file."""
    lines = ["# yaml-language-server: $schema=schema/sources.json", f"corpus: {corpus}", "sources:"]
    lines += [f"  {line}" for source in shared for line in source_lines(source)]
    return "\n".join(lines) + "\n"


def _corpus(folder: Path, beside: Path) -> str:
    for place in (folder, beside):
        if (place / SOURCES).is_file():
            tree = read_bank(place).sources.tree
            if isinstance(tree.value, dict) and isinstance(tree.value.get("corpus"), str):
                return str(tree.value["corpus"])
    return CORPUS


def _missing(folder: Path, beside: Path) -> list[str]:
    """Files that SQL does not hold and ``folder`` lacks, by path within the folder."""
    files = [
        beside / GLOSSARY,
        beside / OBJECTIVES,
        beside / CONTRADICTIONS,
        *(beside / "schema").glob("*.json"),
        *(beside / "pictures").glob("*"),
    ]
    names = [path.relative_to(beside).as_posix() for path in sorted(files) if path.is_file()]
    return [name for name in names if not (folder / name).exists()]


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a crash leaves the old one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(data)
    fresh.replace(path)
