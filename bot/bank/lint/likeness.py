"""L34: two questions that ask nearly the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import ceil

from rapidfuzz.fuzz import ratio, token_sort_ratio

from bot.bank.lint.entry import Entry, Remark
from bot.bank.lint.roots import roots
from bot.bank.problem import excerpt
from bot.domain.finding import Value

SHARED = 0.6
"""Two questions are compared when they share this part of all their words (Jaccard)."""

ALIKE_STEMS, ALIKE_KEYS = 90, 85
"""From which likeness (rapidfuzz, of 100) stems and keys say the same."""

SAME_KEY_SHARED = 0.75


def near_duplicates(entries: Sequence[Entry]) -> Iterator[Remark]:
    """L34, at the later of the two questions."""
    blocks: dict[tuple[str, frozenset[str]], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.asked.known:
            blocks[entry.asked.language, entry.numbers].append(entry)
    for block in blocks.values():
        for first, second in _candidates(block):
            if _same(first, second):
                yield _remark(first, second)


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
