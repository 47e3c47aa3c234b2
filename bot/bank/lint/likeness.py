"""L34: two questions that ask nearly the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import ceil

from rapidfuzz.fuzz import ratio, token_sort_ratio

from bot.bank.lint.entry import Entry, Remark
from bot.bank.lint.roots import Run, roots
from bot.bank.problem import excerpt
from bot.domain.finding import Value

SHARED = 0.6
"""Two questions are compared when they share this part of all their words (Jaccard)."""

ALIKE_STEMS, ALIKE_KEYS = 90, 85
"""From which likeness (rapidfuzz, of 100) stems and keys say the same."""

SAME_KEY_SHARED = 0.75

ONE_FACT_SHARED, STATED_SHARED = 0.5, 0.4
"""The part of their words that stems share which ask for one fact from one evidence (Jaccard); less
where one is a statement, whose stem holds its key besides."""

ALREADY_SAID = 0.7
"""The part of a statement's words that all of a question about the same evidence has, its key and
reasons included, which makes a statement of it."""


def near_duplicates(entries: Sequence[Entry]) -> Iterator[Remark]:
    """L34, at the later of the two questions.

    They ask alike for the same; or they rest on the same sentences, and whoever has answered one
    has read what the other asks.
    """
    place = {id(entry): number for number, entry in enumerate(entries)}
    found = {
        (place[id(first)], place[id(second)])
        for first, second in (*_asking_alike(entries), *_of_one_fact(entries))
    }
    for one, other in sorted(found, key=lambda pair: (pair[1], pair[0])):
        yield _remark(entries[one], entries[other])


def _asking_alike(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    blocks: dict[tuple[str, frozenset[str]], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.asked.known:
            blocks[entry.asked.language, entry.numbers].append(entry)
    for block in blocks.values():
        for first, second in _candidates(block):
            if _same(first, second):
                yield first, second


def _of_one_fact(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    blocks: dict[tuple[str, frozenset[tuple[str, int, int]]], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.asked.known and entry.evidence:
            blocks[entry.asked.language, entry.evidence].append(entry)
    for block in blocks.values():
        for first, second in combinations(block, 2):
            statement = first.asked.statement or second.asked.statement
            least = STATED_SHARED if statement else ONE_FACT_SHARED
            if _jaccard(first.stem_roots, second.stem_roots) < least:
                continue
            if _answers(first, second) and _answers(second, first):
                yield first, second


def _answers(one: Entry, other: Entry) -> bool:
    """Whether the reasons of one question hold the key of the other."""
    if one.asked.statement:
        return other.asked.statement or _stated(one, other)
    if other.asked.statement:
        return _stated(other, one)
    return any(all(_holds(said, key) for key in other.right) for said in one.explained)


def _holds(said: Run, key: Run) -> bool:
    return bool(key) and any(
        said[at : at + len(key)] == key for at in range(len(said) - len(key) + 1)
    )


def _stated(statement: Entry, other: Entry) -> bool:
    """Whether a question says all of a statement once it is answered."""
    said = {word for run in (*other.explained, *other.right) for word in run} | other.stem_roots
    return len(statement.stem_roots & said) >= ALREADY_SAID * len(statement.stem_roots)


def _remark(first: Entry, second: Entry) -> Remark:
    values: dict[str, Value] = {
        "id": excerpt(second.id),
        "other": excerpt(first.id),
        "file": first.file,
        "first": first.line,
    }
    return Remark("L34", second.file, second.line, values, second, ("stem",))


def _same(one: Entry, other: Entry) -> bool:
    first, second = one.key.casefold(), other.key.casefold()
    stems = token_sort_ratio(one.asked.stem.casefold(), other.asked.stem.casefold())
    if stems >= ALIKE_STEMS and ratio(first, second) >= ALIKE_KEYS:
        return True
    return first == second and _jaccard(one.stem_roots, other.stem_roots) >= SAME_KEY_SHARED


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _candidates(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs that may share enough words, found by their rarest ones (prefix filtering).

    Two sets whose Jaccard is at least t have a word in common among the first n - ceil(t*n) + 1 of
    each, when both are sorted alike (Chaudhuri and others 2006).
    """
    sets = [
        entry.stem_roots | frozenset(roots(entry.key, entry.asked.language)) for entry in entries
    ]
    count = Counter(word for held in sets for word in held)
    holders: dict[str, list[int]] = defaultdict(list)
    for index, held in enumerate(sets):
        rarest = sorted(held, key=lambda word: (count[word], word))
        prefix = rarest[: len(rarest) - ceil(SHARED * len(rarest)) + 1]
        earlier = {other for word in prefix for other in holders[word]}
        for other in sorted(earlier):
            if _jaccard(sets[other], held) >= SHARED:
                yield entries[other], entries[index]
        for word in prefix:
            holders[word].append(index)
