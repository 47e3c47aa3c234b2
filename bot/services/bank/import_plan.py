"""What of a folder's files is taken in: everything is decided here before anything is written."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.bank.reading import SOURCES
from bot.domain.question import Question, QuestionSet, Source
from bot.storage.bank import bank, bank_sources
from bot.storage.bank.bank_sources import Cited
from bot.storage.database import Tx


@dataclass(frozen=True, slots=True)
class ShippedSet:
    """A set as a file holds it; ``path`` names the file, ``content_hash`` its bytes.

    ``sources`` are the documents that the file itself describes.
    """

    path: str
    content_hash: str
    set: QuestionSet
    sources: tuple[Source, ...] = ()

    @property
    def slug(self) -> str:
        return self.set.slug

    def cites_shared(self, sources: Collection[str]) -> list[str]:
        """Which of these ids of the bibliography its questions cite."""
        cited = {one.source for question in self.set.questions for one in question.citations}
        own = {source.id for source in self.sources}
        return sorted((cited - own).intersection(sources))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file was not imported, and the mend."""

    path: str
    reason: str
    mend: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Which files go in, which say nothing new, which are refused; and the bibliography then."""

    accepted: Sequence[ShippedSet]
    unchanged: Sequence[ShippedSet]
    refused: Sequence[Refusal]
    sources: Sequence[Source]


async def planned(
    tx: Tx, files: Sequence[ShippedSet], sources: Sequence[Source], adopted: Collection[str] = ()
) -> Plan:
    """Decide about every file; ``adopted`` sets may take the place of an instructor's."""
    known = await bank.file_hashes(tx)
    sound: list[ShippedSet] = []
    unchanged: list[ShippedSet] = []
    refused: list[Refusal] = []
    for file in files:
        if file.slug not in adopted and await _is_known(tx, file, known):
            unchanged.append(file)
        elif refusal := await _refusal(tx, file, adopted):
            refused.append(refusal)
        else:
            sound.append(file)
    held = {source.id: source for source in await bank_sources.load(tx)}
    # A file that says nothing new speaks for its set, unless another version is served by now.
    spoken_for = {(file.slug, file.set.version) for file in unchanged}
    cited = [
        one
        for one in await bank_sources.served_citations(tx)
        if (one.set_slug, one.set_version) not in spoken_for
    ]
    accepted, others = _settled(held, sources, cited, sound)
    refused += [_cites_another_text(file, others) for file in sound if file not in accepted]
    refused += [_is_another_text(others[source]) for source in sorted(others)]
    bibliography = [held[one.id] if one.id in others else one for one in sources]
    return Plan(accepted, unchanged, refused, bibliography)


async def _is_known(tx: Tx, file: ShippedSet, known: Mapping[str, str]) -> bool:
    """Whether the file was imported as it is, or says what is served, only written otherwise."""
    if known.get(file.path) == file.content_hash:
        return True
    row = await bank.find_set(tx, file.slug)
    if row is None or row.version != file.set.version:
        return False
    held = await bank.load_set(tx, row.slug)
    own = await bank_sources.described(tx, row.slug)
    return held is not None and same_set(held, file.set) and _by_id(own) == _by_id(file.sources)


def same_set(one: QuestionSet, other: QuestionSet) -> bool:
    """Whether two sets say the same; the order of their questions does not matter."""
    return _by_id(one.questions) == _by_id(other.questions) and (
        replace(one, questions=()) == replace(other, questions=())
    )


def _by_id(things: Sequence[Question] | Sequence[Source]) -> dict[str, Question | Source]:
    return {thing.id: thing for thing in things}


async def _refusal(tx: Tx, file: ShippedSet, adopted: Collection[str]) -> Refusal | None:
    row = await bank.find_set(tx, file.slug)
    if row is not None and (said := _undone(row, file, adopted)):
        return Refusal(file.path, *said)
    owners = await bank.owners_of(tx, [question.id for question in file.set.questions])
    for question, owner in sorted(owners.items()):
        if owner != file.slug:
            return Refusal(
                file.path,
                f"question {question} belongs to set {owner}",
                "give the question another id",
            )
    return None


def _undone(row: bank.SetRow, file: ShippedSet, adopted: Collection[str]) -> tuple[str, str] | None:
    """What was decided in the running bot and would be undone, and the mend."""
    slug, offered = file.slug, file.set.version
    if row.withdrawn_at is not None:
        return (
            f"an instructor took back the set {slug} in the running bot",
            "let an instructor offer it again there (/sets), then import",
        )
    if not row.shipped and slug not in adopted:
        return (
            f"the set id {slug} belongs to a set that an instructor published in the running bot",
            "give this set another id; if it is to replace that one, raise its version to"
            f" {row.newest + 1} and run `python -m bot bank import --adopt {slug}`",
        )
    if row.origin == "upload" and offered <= row.newest:
        return (
            f"version {row.newest} of set {slug} was published in the running bot",
            "write it out with `python -m bot bank export`, put your change there, and raise"
            f" its version to {row.newest + 1}",
        )
    if offered < row.version:
        return (
            f"version {row.version} of set {slug} is served, the file holds an older one",
            f"raise its version to {row.version + 1} if it is meant to replace that",
        )
    return None


def _settled(
    held: Mapping[str, Source],
    offered: Sequence[Source],
    cited: Collection[Cited],
    sound: Sequence[ShippedSet],
) -> tuple[Sequence[ShippedSet], Mapping[str, Cited]]:
    """The files that can go in, and the sources that stay, each with a citation that needs it so.

    A file that cites such a source stays outside; what its set cites as it is served counts then
    too, and may keep another source: so round and round until nothing changes.
    """
    while True:
        replaced = {file.slug for file in sound}
        others = _other_texts(held, offered, (one for one in cited if one.set_slug not in replaced))
        rest = [file for file in sound if not file.cites_shared(others)]
        if len(rest) == len(sound):
            return rest, others
        sound = rest


def _other_texts(
    held: Mapping[str, Source], offered: Sequence[Source], cited: Iterable[Cited]
) -> dict[str, Cited]:
    """By source: the first citation whose paragraph would read otherwise in the offered text."""
    new = {source.id: source for source in offered if source.id in held}
    return {
        one.source: one
        for one in sorted(cited, key=lambda one: (one.paragraph, one.set_slug), reverse=True)
        if one.source in new and not held[one.source].says_the_same(new[one.source], one.paragraph)
    }


def _is_another_text(cited: Cited) -> Refusal:
    return Refusal(
        SOURCES,
        f"under the source id {cited.source} stands another text than the one whose paragraph"
        f" {cited.paragraph} the set {cited.set_slug} cites",
        "give the other text a source id of its own",
    )


def _cites_another_text(file: ShippedSet, others: Collection[str]) -> Refusal:
    return Refusal(
        file.path,
        f"it cites {', '.join(file.cites_shared(others))}, which is refused as another text",
        f"mend {SOURCES} first",
    )
