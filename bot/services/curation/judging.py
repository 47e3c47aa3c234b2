"""What is to be said about a draft as it is worded: by the gate, the bank's rules and lint."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import Lock

from bot.bank.files.build import Name
from bot.bank.files.tree import Path as TreePath
from bot.bank.files.tree import Tree
from bot.bank.files.writing import set_text
from bot.bank.reading import load, read_glossary
from bot.bank.texts.passages import Document, locate
from bot.bank.upload import check_upload
from bot.domain.documents.source_document import SourceDocument
from bot.domain.drafts.draft import Place, Remark, Weight
from bot.domain.drafts.draft_fields import field_of, fields, rewritten
from bot.domain.question import Citation, Question, QuestionSet
from bot.generation.candidates import Provenance
from bot.generation.gate.again import examine
from bot.generation.gate.findings import Hard, Soft
from bot.generation.gate.ground import Ground

Documents = Mapping[str, SourceDocument]
"""Documents by the source id that citations use."""

TOPIC = "drafts"
"""A topic for questions that have none of their own yet."""

NEVER_EXCUSED = frozenset({Hard.QUOTE, Hard.LENGTH})
"""A citation that is not there, and what Telegram does not take: no note mends these."""

ONCE = frozenset({Soft.CONFLICT, Soft.RANK, Soft.EDITION, Hard.EDITION})
"""What only a whole run of a backend finds, or who sees the other editions too; it stays beside a
draft however it is reworded."""

_BY_LINT = frozenset({Soft.WORDING})
"""What lint says with more words."""

_PLACES: Mapping[str, Place] = {
    Hard.QUOTE: ("citations", 0, "quote"),
    Hard.LEAK: ("stem",),
    Hard.STEM: ("stem",),
    Hard.DATED: ("stem",),
    Hard.EDITION: ("stem",),
    Soft.EDITION: ("stem",),
    Hard.POLARITY: ("stem",),
    Hard.ALIKE: ("options",),
    Hard.FORM: ("options",),
    Hard.RIVAL: ("options",),
    Soft.NEAR_QUOTE: ("options",),
    Soft.LEANING: ("stem",),
    Soft.ACRONYM: ("stem",),
    Soft.AGES: ("stem",),
}
_QUOTE_LOST, _QUOTE_LONG = frozenset({"E406", "E408"}), "E310"
_TOO_LONG = frozenset({"E208", "E318"})
_BASIC = 0xFFFF
_BATCH = 100
_GROUNDS = 4


class Judging:
    """Judges off the event loop. ``glossary`` is the file with the names of the corpus."""

    def __init__(self, glossary: Path | None = None) -> None:
        self.glossary = glossary
        self._grounds: dict[tuple[tuple[str, str], ...], Ground] = {}
        self._turn = Lock()

    async def drafted(
        self,
        made: Sequence[tuple[Question, Sequence[tuple[str, str]]]],
        documents: Documents,
    ) -> list[tuple[Remark, ...]]:
        """The remarks on drafts that passed the gate, each with its soft findings."""
        return await asyncio.to_thread(_drafted, made, documents)

    async def reworded(
        self,
        question: Question,
        provenance: Provenance,
        documents: Documents,
        before: Iterable[Remark] = (),
    ) -> tuple[Remark, ...]:
        """The remarks on a wording that people made; ``before`` were those on the former one."""
        kept = tuple(one for one in before if one.code in ONCE)
        return await asyncio.to_thread(self._reworded, question, provenance, documents, kept)

    def _reworded(
        self,
        question: Question,
        provenance: Provenance,
        documents: Documents,
        kept: tuple[Remark, ...],
    ) -> tuple[Remark, ...]:
        known = self._ground(documents)
        found = examine(question, provenance, known)
        gate = (_told(one.code, one.detail, one.place) for one in found if one.code not in _BY_LINT)
        [ruled] = _ruled([question], documents)
        stands = all(_stands(one, known) for one in question.citations)
        return _ordered(_said_once((*gate, *kept, *ruled), stands=stands))

    def _ground(self, documents: Documents) -> Ground:
        """The ground of these texts; the last few are kept, since a curator edits several times."""
        key = tuple(sorted((name, one.source.sha256) for name, one in documents.items()))
        with self._turn:  # curators edit at the same time, each in a thread
            if key not in self._grounds:
                while len(self._grounds) >= _GROUNDS:
                    self._grounds.pop(next(iter(self._grounds)))
                self._grounds[key] = Ground(dict(documents), self._names)
            return self._grounds[key]

    @cached_property
    def _names(self) -> tuple[Name, ...]:
        if self.glossary is None or not self.glossary.is_file():
            return ()
        return tuple(read_glossary(load(self.glossary)).names)


def _drafted(
    made: Sequence[tuple[Question, Sequence[tuple[str, str]]]], documents: Documents
) -> list[tuple[Remark, ...]]:
    ruled = _ruled([question for question, _ in made], documents)
    return [
        _ordered((*(_told(*one) for one in findings if one[0] not in _BY_LINT), *rules))
        for (_, findings), rules in zip(made, ruled, strict=True)
    ]


def _told(code: str, detail: str, place: Place = ()) -> Remark:
    """A finding of the gate as a remark."""
    weight = Weight.SOFT
    if code in set(Hard):
        weight = Weight.ERROR if code in NEVER_EXCUSED else Weight.HARD
    return Remark(weight, str(code), place or _PLACES.get(code, ()), {"detail": detail})


def _stands(citation: Citation, known: Ground) -> bool:
    said = known.cited(citation) or ()
    return any(locate(citation.quote, sentence) for sentence in said)


def _said_once(remarks: Iterable[Remark], *, stands: bool) -> Iterator[Remark]:
    """Without the gate's word on a quote of which the rules say more: where it is not there, or
    that it is there (``stands``) and too long.
    """
    remarks = tuple(remarks)
    codes = {one.code for one in remarks}
    told = codes & _QUOTE_LOST or (stands and _QUOTE_LONG in codes)
    yield from (one for one in remarks if not (told and one.code == Hard.QUOTE))


def _ordered(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """The weighty ones first, each once."""
    weights = list(Weight)
    kept = {(one.code, one.place): one for one in remarks}
    return tuple(sorted(kept.values(), key=lambda one: weights.index(one.weight)))


def _ruled(questions: Sequence[Question], documents: Documents) -> list[list[Remark]]:
    """What the bank's rules and lint say, question by question, as they would of a sent set."""
    found: list[list[Remark]] = []
    for start in range(0, len(questions), _BATCH):
        batch = questions[start : start + _BATCH]
        found += _ruled_batch(batch, documents)
    return found


def _ruled_batch(questions: Sequence[Question], documents: Documents) -> list[list[Remark]]:
    """What is too long keeps the rules from looking any further: the rest is found in it cut."""
    found = _checked(questions, documents)
    short = [_cut(question, told) for question, told in zip(questions, found, strict=True)]
    if short != list(questions):
        for told, more in zip(found, _checked(short, documents), strict=True):
            known = {one.place for one in told}  # of what was cut, nothing else can be said
            told += [one for one in more if one.place not in known]
    return found


def _cut(question: Question, found: Sequence[Remark]) -> Question:
    for one in found:
        name, limit = field_of(one), one.values.get("limit")
        text = fields(question).get(name)
        if one.code in _TOO_LONG and text and isinstance(limit, int):
            question = rewritten(question, {name: "".join(filter(_brief, text))[:limit]})
    return question


def _brief(character: str) -> bool:
    """Whether it counts as one where Telegram counts."""
    return ord(character) <= _BASIC


def _checked(questions: Sequence[Question], documents: Documents) -> list[list[Remark]]:
    sources = [replace(one.source, id=name) for name, one in documents.items()]
    language = next(iter(sources)).language if sources else "en"
    whole = QuestionSet(
        "drafts", "Drafts", language, 1, {TOPIC: "Drafts"},
        tuple(replace(one, topic=TOPIC) for one in questions),
    )  # fmt: skip
    texts = {
        one.source.sha256: Document(tuple(block.text for block in one.blocks))
        for one in documents.values()
    }
    report = check_upload("drafts.yaml", set_text(whole).encode(), sources, texts)
    places = _places(report.tree)
    found: list[list[Remark]] = [[] for _ in questions]
    for weight, problems in ((Weight.ERROR, report.problems), (Weight.SOFT, report.warnings)):
        for problem in problems:
            match places.get(problem.line, ()):
                case ("questions", int(number), *below):
                    remark = Remark(weight, problem.code, tuple(below), problem.values)
                    found[number].append(remark)
                case _:  # of the file, which is ours
                    pass
    return found


def _places(tree: Tree) -> dict[int, TreePath]:
    """What stands in which line: the house form gives each field its own."""
    return dict(_outermost(tree))


def _outermost(tree: Tree) -> Iterator[tuple[int, TreePath]]:
    found: dict[int, TreePath] = {}
    for path, line in tree.lines.items():
        if line not in found or len(path) < len(found[line]):
            found[line] = path
    yield from found.items()
