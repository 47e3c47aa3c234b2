"""Whether a text is a new edition of one that is held."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from bot.domain.question import Source

SHARED = 0.5
"""Share of the shorter text's paragraphs that two editions of a document have in common."""

LONGEST_ID = 40
"""Characters of a source's id, as files may have it."""

FEWEST, FEWEST_OF_ALL = 3, 2
"""Paragraphs that they share at least, and where the shorter has no more: what a site prints under
every text (a licence, a word about its author) may be half of a short one.
"""


_WORD = re.compile(r"[^\W_]+")


def edition_of(fingerprints: Collection[str], held: Mapping[str, Collection[str]]) -> str | None:
    """The id of the document that a text is a new edition of; None where it is one of its own.

    ``fingerprints`` are those of the paragraphs that its author wrote, no headings; ``held`` has
    those of every document by id.
    """
    mine = set(fingerprints)
    likeness = {}
    for document, others in held.items():
        theirs = set(others)
        shared, shorter = len(mine & theirs), min(len(mine), len(theirs))
        fewest = max(min(FEWEST, shorter), FEWEST_OF_ALL)
        if shared >= max(fewest, SHARED * shorter):
            likeness[document] = shared
    return max(sorted(likeness), key=lambda one: likeness[one], default=None)


def likeliest(
    fingerprints: Collection[str], title: str, held: Iterable[Source], own: Collection[str] = ()
) -> list[Source]:
    """The documents that a text may be a new edition of, the likeliest first.

    Those that share more of its author's paragraphs (``fingerprints``) come first; of as many,
    those whose titles share more of their words with ``title``, then those in ``own`` (ids).
    """
    mine, named = frozenset(fingerprints), _words(title)

    def order(one: Source) -> tuple[int, float, bool, str, str]:
        words = _words(one.title)
        alike = len(words & named) / len(words | named) if words & named else 0
        shared = len(mine.intersection(one.paragraphs))
        return -shared, -alike, one.id not in own, one.title.casefold(), one.id

    return sorted(held, key=order)


def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(title.casefold()))


def edition_id(source_id: str, version: int) -> str:
    """What a set calls an edition of a source: several may stand in one set, as different texts."""
    return source_id if version == 1 else named_after(source_id, behind=f"-edition-{version}")


def named_after(source_id: str, *, before: str = "", behind: str = "") -> str:
    """An id with more before or behind it, as long as an id may be.

    One that is cut for that has four digits of its hash, so that no other is cut to the same.
    """
    room = LONGEST_ID - len(before) - len(behind)
    if len(source_id) > room:
        mark = hashlib.sha256(source_id.encode()).hexdigest()[:4]
        source_id = f"{source_id[: room - len(mark) - 1].rstrip('-')}-{mark}"
    return f"{before}{source_id}{behind}"


def told_apart(sources: Sequence[Source], taken: Collection[str] = ()) -> list[Source]:
    """Sources with a short name each, none of them ``taken``: a file has it once, and editions
    share one.

    None gets longer by that, so that whatever fitted into a poll beside it still does.
    """
    shorts, found = set(taken), []
    for one in sources:
        short, number = one.short, 1
        while short in shorts:
            number += 1
            mark = f" ({number})"
            short = f"{one.short[: max(1, len(one.short) - len(mark))].rstrip()}{mark}"
        shorts.add(short)
        found.append(replace(one, short=short))
    return found
