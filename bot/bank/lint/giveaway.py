"""L35: what one question says before it is answered tells the key of another.

What an answer reveals, such as the right order or the pairs, is no giveaway: every answer teaches.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import fsum, log

from bot.bank.files.tree import Path
from bot.bank.lint.entry import Entry, Remark
from bot.bank.lint.roots import Run, roots
from bot.bank.meaning import option_paths
from bot.bank.problem import excerpt
from bot.domain.finding import Value
from bot.domain.question import QuestionType

SUBJECT = 0.4
"""The part of a stem that another has to repeat to be about the same, rare words weighing more."""

STATED = 0.7
"""The part of a true statement that another has to repeat to say as much."""

_LEAST_SHARED = 2
_SHORT_WORD = 3
_FEW = 3
"""Stems at most that have a rare word."""


@dataclass(frozen=True, slots=True)
class _Secret:
    """What would tell the key of ``entry`` (its number): all runs in one piece, about a subject.

    ``name``: the key is a proper name; a rare one tells itself by as little as a rare word beside.
    """

    entry: int
    runs: tuple[Run, ...]
    subject: frozenset[str]
    ordered: bool = False
    name: bool = False


def giveaways(entries: Sequence[Entry]) -> Iterator[Remark]:
    """L35, at the piece that tells: it holds the other's key, and is about the same."""
    readable = [entry for entry in entries if entry.asked.known]
    weight, common = _weights(readable), _common(readable)
    by_run: dict[Run, list[_Secret]] = defaultdict(list)
    for index, entry in enumerate(readable):
        for secret in _secrets(index, entry):
            by_run[secret.runs[0]].append(secret)
    longest = max((len(run) for held in by_run.values() for s in held for run in s.runs), default=0)
    statements = _Statements(readable, weight)
    for index, teller in enumerate(readable):
        for path, said in _shown(teller):
            runs = _runs(said, longest)
            secrets = (one for run in sorted(runs & by_run.keys()) for one in by_run[run])
            told = [one.entry for one in secrets if _tells(said, runs, one, weight, common)]
            for other in dict.fromkeys((*told, *statements.told(said))):
                if other != index:
                    yield _remark(teller, path, readable[other])


def _shown(entry: Entry) -> Iterator[tuple[Path, Run]]:
    """What everybody sees of a question, piece by piece."""
    language, question = entry.asked.language, entry.asked.question
    yield ("stem",), roots(entry.asked.stem, language)
    for choice in entry.asked.choices:
        yield choice.path, roots(choice.text, language)
    if question.type is QuestionType.MATCHING:
        for number, left in enumerate(question.lefts):
            yield ("pairs", number, "text"), roots(left, language)
        for path, option in zip(option_paths(question), question.options, strict=True):
            yield path, roots(option.text, language)


def _secrets(index: int, entry: Entry) -> Iterator[_Secret]:
    """What is right, as runs of roots: of several keys all of them together, of things to be
    ordered more than half in their order, of pairs one with both sides; statements stand apart."""
    question, stem = entry.asked.question, entry.stem_roots
    right = entry.right
    if question.type is QuestionType.MATCHING:
        for left, run in zip(question.lefts, right, strict=False):
            side = roots(left, entry.asked.language)
            if side and run and not set(run) <= {*stem, *side}:
                yield _Secret(index, (run, side), (stem | set(side)) - set(run))
    elif question.type is QuestionType.ORDERING:
        for some in combinations(filter(None, right), len(right) // 2 + 1):
            words = frozenset(word for run in some for word in run)
            yield _Secret(index, some, stem | words, ordered=True)
    elif right and all(right):
        words = frozenset(word for run in right for word in run)
        # A key that its own stem names already is no secret.
        if not words <= stem:
            yield _Secret(index, right, stem - words, name=_named(entry))


def _named(entry: Entry) -> bool:
    """Whether the key is a proper name: typed, or in several words with a capital each."""
    question = entry.asked.question
    if question.text_key is not None:
        return question.text_key.value[:1].isupper()
    several = entry.key.split()
    capitals = all(word[0].isupper() for word in several if len(word) > _SHORT_WORD)
    return entry.asked.single and len(several) > 1 and capitals


def _runs(said: Run, longest: int) -> set[Run]:
    return {
        said[start:end]
        for start in range(len(said))
        for end in range(start + 1, min(start + longest, len(said)) + 1)
    }


def _tells(
    said: Run,
    runs: set[Run],
    secret: _Secret,
    weight: Mapping[str, float],
    common: frozenset[str],
) -> bool:
    if not runs.issuperset(secret.runs):
        return False
    if secret.ordered:
        places = [_place(said, run) for run in secret.runs]
        if any(one >= other for one, other in pairwise(places)):
            return False
    held = frozenset(said)
    if secret.name and any(word not in common for run in secret.runs for word in run):
        return bool((secret.subject & held) - common) or _about(secret.subject, held, weight)
    return _about(secret.subject, held, weight)


def _place(said: Run, run: Run) -> int:
    return next(at for at in range(len(said)) if said[at : at + len(run)] == run)


def _common(entries: Sequence[Entry]) -> frozenset[str]:
    """The words of more than a few stems."""
    count = Counter(word for entry in entries for word in entry.stem_roots)
    return frozenset(word for word, number in count.items() if number > _FEW)


def _weights(entries: Sequence[Entry]) -> dict[str, float]:
    """How much a word says: the fewer stems have it, the more (inverse document frequency)."""
    count = Counter(word for entry in entries for word in entry.stem_roots)
    return defaultdict(
        lambda: log(1 + len(entries)),
        {word: log(1 + len(entries) / number) for word, number in count.items()},
    )


def _about(subject: frozenset[str], said: frozenset[str], weight: Mapping[str, float]) -> bool:
    return len(subject & said) >= _LEAST_SHARED and _part(subject, said, weight) >= SUBJECT


def _part(whole: frozenset[str], said: frozenset[str], weight: Mapping[str, float]) -> float:
    """The part of a text's words that another has, by weight."""
    total = fsum(weight[word] for word in whole)
    return fsum(weight[word] for word in whole & said) / total if total else 0.0


class _Statements:
    """True statements, found by words that whoever says as much cannot leave out."""

    def __init__(self, entries: Sequence[Entry], weight: Mapping[str, float]) -> None:
        self.entries, self.weight = entries, weight
        self.holders: dict[str, list[int]] = defaultdict(list)
        for index, entry in enumerate(entries):
            if entry.asked.statement and entry.asked.question.option("true").key:
                for word in self._telling(entry.stem_roots):
                    self.holders[word].append(index)

    def told(self, said: Run) -> list[int]:
        """The statements that a piece says, their numbers included."""
        held = frozenset(said)
        near = sorted({index for word in held for index in self.holders.get(word, ())})
        return [index for index in near if self._says(held, self.entries[index])]

    def _says(self, held: frozenset[str], entry: Entry) -> bool:
        return entry.numbers <= held and _part(entry.stem_roots, held, self.weight) >= STATED

    def _telling(self, words: frozenset[str]) -> Iterator[str]:
        """The weightiest words: without all of them less than ``STATED`` is left."""
        left = fsum(self.weight[word] for word in words) * (1 - STATED)
        for word in sorted(words, key=lambda word: (-self.weight[word], word)):
            yield word
            left -= self.weight[word]
            if left < 0:
                return


def _remark(teller: Entry, path: Path, other: Entry) -> Remark:
    values: dict[str, Value] = {
        "id": excerpt(teller.id),
        "other": excerpt(other.id),
        "file": other.file,
        "first": other.line,
        "text": excerpt(other.key or other.asked.stem),
    }
    return Remark("L35", teller.file, teller.line, values, teller, path)
