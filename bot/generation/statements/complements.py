"""Verbs that say nothing without what completes them: of what somebody was informed, what turned
out, as what the years were spent."""

from collections.abc import Sequence

from bot.generation.sentences.predicates import after_adverbs, is_verb, verb_group
from bot.generation.sentences.quantities import TIMES
from bot.generation.sentences.spans import Word
from bot.generation.words.table import listed

_CLAUSES = listed("that how why what whether if")
_WANTS = {
    **dict.fromkeys(("inform", "notify", "remind", "assure"), _CLAUSES | listed("of about")),
    **dict.fromkeys(("convince", "persuade"), _CLAUSES | listed("of to")),
    **dict.fromkeys(("accuse", "deprive", "rob", "rid"), frozenset({"of"})),
    "tell": _CLAUSES | listed("of about to"),
}
"""By verb what may complete it, beside who is told."""

_TOLD = listed("inform notify remind assure convince persuade tell")
_TURNED = listed("to that for")
_COMPARED = listed("less fewer rather")
"""What a *than* follows that was cut off."""


def wanting(said: Sequence[Word]) -> bool:
    """Whether the first verb of a sentence wants a complement that does not follow: "Ada Merrow
    informed the council", "the hull turned out in 1990", "Holm had spent nine years"."""
    if said[-1].small in _COMPARED:
        return True
    at = next((i for i in range(1, len(said)) if is_verb(said, i)), None)
    group = verb_group(said, after_adverbs(said, at)) if at is not None else None
    if group is None or group.verb is None:
        return False
    behind = said[group.after :]
    small = [word.small for word in behind]
    if group.verb.base == "turn" and small[:1] == ["out"]:
        return not _TURNED & set(small)
    if group.verb.base == "spend":
        return bool(small) and small[-1] in TIMES
    wants = _WANTS.get(group.verb.base)
    if wants is None or wants & set(small) or any(word.text in {'"', ":"} for word in behind):
        return False
    clause = any(is_verb(behind, i) for i in range(1, len(behind)))
    return not (clause and group.verb.base in _TOLD)
