"""Whether the sentences cited bear out who belongs to which right side."""

from collections.abc import Sequence

from bot.domain.question import QuestionType
from bot.generation.candidates import Candidate
from bot.generation.gate.ground import Ground
from bot.generation.sentences.content import content
from bot.generation.sentences.spans import Word, stands_in, words

_BORNE_OUT, _CLOSE, _GAP = 0.8, 4, 6
_PARTS = frozenset({",", ";", "and"})


def pairs_follow(one: Candidate, known: Ground) -> str | None:
    """The left side of each pair stands nearest to the words of its right side, in a sentence that
    is cited; no other left side stands as near."""
    if one.type is not QuestionType.MATCHING or len(one.lefts) != len(one.options):
        return one.key
    cited = [sentence for c in one.citations for sentence in known.cited(c) or ()]
    entry = known.entry(one.citations[0].source) if one.citations else ""
    named = [
        form
        for name in known.glossary
        for form in (name.name, *name.aliases)
        if any(stands_in(other, one) for other in (name.name, *name.aliases) for one in cited)
    ]
    every = content(" ".join((*cited, entry, *named)))
    for left, (right, _) in zip(one.lefts, one.options, strict=True):
        wanted = content(right)
        borne = wanted and len(wanted & every) >= _BORNE_OUT * len(wanted)
        distances = {
            other: min((_distance(other, wanted, s) for s in cited), default=_FAR)
            for other in one.lefts
        }
        nearest = distances.pop(left)
        if not borne or nearest > _CLOSE or nearest >= min(distances.values(), default=_FAR):
            return f"{left} / {right}"
    return None


_FAR = 10_000


def _distance(name: str, wanted: frozenset[str], sentence: str) -> int:
    """How many words and marks stand between a name and what is said of it."""
    if not stands_in(name, sentence):
        return _FAR
    said = words(sentence)
    start = sentence.find(name)
    at = [i for i, w in enumerate(said) if start <= w.start < start + len(name)]
    best, found = 1, _FAR
    for run in _runs(said, wanted):
        size = len({root for i in run for root in content(said[i].text)})
        between = at[0] - run[-1] - 1 if run[-1] < at[0] else run[0] - at[-1] - 1
        if between < 0 or size < best:
            continue
        found = between if size > best else min(found, between)
        best = size
    return found


def _runs(said: Sequence[Word], wanted: frozenset[str]) -> list[list[int]]:
    """Where wanted words follow each other closely."""
    runs: list[list[int]] = []
    for place, word in enumerate(said):
        if not content(word.text) & wanted:
            continue
        apart = any(one.small in _PARTS for one in said[runs[-1][-1] : place]) if runs else True
        if not apart and place - runs[-1][-1] < _GAP:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs
