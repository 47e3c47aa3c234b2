"""``python -m bot source reanchor``: sets follow their documents to the newest edition."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.bank.files.tree import read_tree
from bot.bank.files.writing import set_text
from bot.bank.problem import Problem
from bot.bank.proofs.following import follow
from bot.bank.proofs.reanchoring import Fate
from bot.bank.reading import SetFile, read_set
from bot.bank.texts.passages import Document
from bot.cli.opened import opened
from bot.domain.documents.source_document import SourceDocument
from bot.domain.question import QuestionSet, Source
from bot.services.bank.shipping import replace_file
from bot.services.documents.keeping import Documents
from bot.settings import Settings

_TOLD = {
    Fate.MOVED: "paragraphs moved, approval kept",
    Fate.REWORDED: "reworded, draft again, to be read anew",
    Fate.LOST: "quote lost, retired",
}


async def reanchor_files(settings: Settings, files: Sequence[Path]) -> bool:
    """Rewrite each file that cites an older edition; False when one cannot be read."""
    well = True
    async with opened(settings) as database:
        service = Documents(database)
        shared = {source.id: source for source in await service.bibliography()}
        for path in files:
            read = _read(path, shared)
            if isinstance(read, SetFile) and read.set is not None:
                await _follow(service, path, read.set, read.sources)
            else:
                well = False
                for problem in read.problems if isinstance(read, SetFile) else (read,):
                    print(problem)
    return well


def _read(path: Path, shared: dict[str, Source]) -> SetFile | Problem:
    try:
        data = path.read_bytes()
    except OSError as error:
        return Problem(str(path), 0, "E101", {"reason": (error.strerror or "").lower()})
    return read_set(read_tree(str(path), data), shared, pictures=None)


async def _follow(
    service: Documents, path: Path, held: QuestionSet, sources: Sequence[Source]
) -> None:
    """Follow every source that the file itself describes and of which there is a newer edition."""
    described = list(sources)
    for index, source in enumerate(described):
        editions = await service.editions(source.sha256) if source.sha256 else None
        if editions is None:
            continue
        old, new = editions
        followed = follow(held, source.id, _text(old), _text(new))
        held = followed.set
        described[index] = replace(new.source, id=source.id)
        print(f"{path}: {source.id}, version {old.version} → {new.version}")
        for fate, words in _TOLD.items():
            names = [name for name, found in followed.fates.items() if found is fate]
            if names:
                print(f"  {words}: {', '.join(names)}")
    if described == list(sources):
        print(f"{path}: cites no older edition")
        return
    replace_file(path, set_text(held, described).encode())
    print("  raise the set's version before it is published again")


def _text(document: SourceDocument) -> Document:
    return Document(tuple(block.text for block in document.blocks))
