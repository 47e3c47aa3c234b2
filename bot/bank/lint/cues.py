"""What gives the key away to somebody who knows nothing: length, echoes, common pieces."""

from collections import Counter

from bot.bank.lint.asked import Asked, Choice, Flaws
from bot.bank.lint.roots import root, roots, words
from bot.bank.problem import excerpt

LONGER = 1.33
"""How many times as long as the longest distractor a key may be."""

LEAST_WORDS = 4
ECHO = 5
"""Letters from which on a repeated word is heard."""


def longest_key(asked: Asked) -> Flaws:
    """L01: every key is notably longer than the longest distractor; lengths in characters."""
    if not asked.keys or not asked.distractors:
        return
    longest = max(len(choice.text) for choice in asked.distractors)
    shortest = min(asked.keys, key=lambda choice: len(choice.text))
    wordy = min(len(choice.text.split()) for choice in asked.keys) >= LEAST_WORDS
    if wordy and len(shortest.text) > LONGER * longest:
        more = round(100 * (len(shortest.text) / longest - 1))
        yield shortest.path, {"number": shortest.number, "percent": more}


def echo(asked: Asked) -> Flaws:
    """L05: every key has a word of the stem that stands in no distractor."""
    known, language = asked.known, asked.language
    if known is None or not asked.keys or not asked.distractors:
        return
    heard = {
        root(word, language): word
        for word in words(asked.own_words)
        if word.isalpha() and len(word) >= ECHO and word not in known.stop_words
    }
    distractors = {one for choice in asked.distractors for one in roots(choice.text, language)}
    alone = heard.keys() - distractors
    echoes = {key: sorted(alone & set(roots(key.text, language))) for key in asked.keys}
    if all(echoes.values()):
        for key, found in echoes.items():
            for one in found:
                yield key.path, {"word": excerpt(heard[one]), "number": key.number}


def convergence(asked: Asked) -> Flaws:
    """L06: the key is put together from pieces that stand in different distractors.

    A piece is a word or number that stands in several options, but not in all. The key stands out
    when it has at least two, from more than one distractor, and no distractor has as many.
    """
    if not asked.known or not asked.single or len(asked.keys) != 1:
        return
    pieces = {c.number: frozenset(roots(c.text, asked.language)) for c in asked.rivals}
    count = Counter(one for held in pieces.values() for one in held)
    shared = {one for one, times in count.items() if 1 < times < len(pieces)}
    key = asked.keys[0]
    common = pieces[key.number] & shared
    lenders = [c for c in asked.distractors if pieces[c.number] & common]
    if len(common) < 2 or any(common <= pieces[c.number] for c in lenders):  # noqa: PLR2004
        return
    if all(_weight(pieces[c.number], count, shared) < _weight(common, count, shared)
           for c in asked.distractors):  # fmt: skip
        yield key.path, {"number": key.number, "words": _named(key, common, asked.language)}


def _weight(held: frozenset[str], count: Counter[str], shared: set[str]) -> int:
    return sum(count[one] - 1 for one in held & shared)


def _named(key: Choice, common: frozenset[str], language: str) -> str:
    """The common pieces as the key writes them."""
    return excerpt(", ".join(word for word in words(key.text) if root(word, language) in common))
