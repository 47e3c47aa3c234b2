"""Finding questions by words: what is searched, and what somebody looks for."""

from bot.domain.spelling import folded, folded_words

WORDS = 8
"""Words of a query that are looked for; the rest is left out."""

SHORTEST = 3
"""Letters of the shortest word that is looked for beside longer ones: "of" and "в" say little."""


def found_by(stem: str) -> str:
    """What a question is found by: the words of its stem, folded, with a space before each.

    Nothing of its options, reasons or citations: who searches must not learn from what is found.
    """
    return "".join(f" {word}" for word in folded_words(stem))


def looked_for(query: str) -> tuple[str, ...]:
    """The beginnings of words that somebody looks for, folded, none twice; empty for nothing."""
    words = tuple(dict.fromkeys(folded_words(query)))
    telling = tuple(word for word in words if len(word) >= SHORTEST)
    return (telling or words)[:WORDS]


def begins_a_word(word: str, name: str) -> bool:
    """Whether a folded word is the beginning of one of the words of a name."""
    return any(known.startswith(word) for known in folded_words(name))


SCORE_WORD = "score"
"""What asks for one's own score, in any language."""

_SCORE = frozenset(
    folded(word)
    for word in (
        SCORE_WORD, "scores", "result", "results", "progress", "points",
        "счёт", "результат", "результаты", "успехи", "очки", "баллы",
    )
)  # fmt: skip
_MINE = frozenset(folded(word) for word in ("my", "me", "share", "мой", "мои", "моя"))


def asks_for_score(query: str) -> bool:
    """Whether a query is for one's own score, in English or Russian, typed far enough to tell."""
    words = [word for word in folded_words(query) if word not in _MINE]
    return (
        len(words) == 1
        and len(words[0]) >= SHORTEST
        and any(known.startswith(words[0]) for known in _SCORE)
    )
