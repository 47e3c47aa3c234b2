"""Whether a text is a new edition of one that is held."""

from collections.abc import Mapping, Sequence

SHARED = 0.5
"""Share of the shorter text's paragraphs that two editions of a document have in common."""

FEWEST = 2
"""Paragraphs that they share at least: one may be anybody's."""


def edition_of(fingerprints: Sequence[str], held: Mapping[str, Sequence[str]]) -> str | None:
    """The id of the document that a text is a new edition of; None where it is one of its own.

    ``fingerprints`` are those of its paragraphs, ``held`` has those of every document by id.
    """
    mine = set(fingerprints)
    likeness = {}
    for document, others in held.items():
        theirs = set(others)
        shared = len(mine & theirs)
        if shared >= FEWEST and shared >= SHARED * min(len(mine), len(theirs)):
            likeness[document] = shared
    return max(sorted(likeness), key=lambda one: likeness[one], default=None)


def edition_id(source_id: str, version: int) -> str:
    """What a set calls an edition of a source: several may stand in one set, as different texts."""
    return source_id if version == 1 else f"{source_id}-edition-{version}"
