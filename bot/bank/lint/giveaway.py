"""L35: what one question says before it is answered tells the key of another."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import fsum, log

from bot.bank.lint.entry import Entry, Remark
from bot.bank.lint.roots import roots
from bot.bank.problem import excerpt
from bot.bank.tree import Path
from bot.domain.finding import Value

SUBJECT = 0.4
"""The part of a stem that another has to repeat to be about the same, rare words weighing more."""

_LEAST_SHARED = 2


def giveaways(entries: Sequence[Entry]) -> Iterator[Remark]:
    """L35, at the stem or option that tells: it holds the other's key, and is about the same."""
    readable = [entry for entry in entries if entry.asked.known]
    weight = _weights(readable)
    by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, entry in enumerate(readable):
        for key in _keys(entry):
            by_key[key].append(index)
    longest = max(map(len, by_key), default=0)
    for index, teller in enumerate(readable):
        for path, said in _shown(teller):
            for key in sorted(_runs(said, longest) & by_key.keys()):
                for other in by_key[key]:
                    subject = readable[other].stem_roots - set(key)
                    if other != index and _about(subject, frozenset(said), weight):
                        yield _remark(teller, path, readable[other])


def _shown(entry: Entry) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """What everybody sees of a question, piece by piece."""
    language = entry.asked.language
    yield ("stem",), roots(entry.asked.stem, language)
    for choice in entry.asked.choices:
        yield choice.path, roots(choice.text, language)


def _keys(entry: Entry) -> list[tuple[str, ...]]:
    """What is right, as runs of roots; for several keys only all of them together would tell."""
    key = roots(entry.key, entry.asked.language) if len(entry.asked.keys) <= 1 else ()
    # A key that its own stem names already is no secret.
    return [key] if key and not set(key) <= entry.stem_roots else []


def _runs(said: tuple[str, ...], longest: int) -> set[tuple[str, ...]]:
    return {
        said[start:end]
        for start in range(len(said))
        for end in range(start + 1, min(start + longest, len(said)) + 1)
    }


def _weights(entries: Sequence[Entry]) -> dict[str, float]:
    """How much a word says: the fewer stems have it, the more (inverse document frequency)."""
    count = Counter(word for entry in entries for word in entry.stem_roots)
    return {word: log(1 + len(entries) / number) for word, number in count.items()}


def _about(subject: frozenset[str], said: frozenset[str], weight: Mapping[str, float]) -> bool:
    shared = subject & said
    whole = fsum(weight[word] for word in subject)
    part = fsum(weight[word] for word in shared)
    return len(shared) >= _LEAST_SHARED and part >= SUBJECT * whole


def _remark(teller: Entry, path: Path, other: Entry) -> Remark:
    values: dict[str, Value] = {
        "id": excerpt(teller.id),
        "other": excerpt(other.id),
        "file": other.file,
        "first": other.line,
        "text": excerpt(other.key),
    }
    return Remark("L35", teller.file, teller.line, values, teller, path)
