"""What a document is about, and the pronoun that means it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.generation.reading.anchoring import generic
from bot.generation.reading.entities import Entity
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.spans import stands_in, words
from bot.generation.words.table import listed, nouns

_LEAST_SHARE = 0.8
_SOMEBODY = nouns("role") | listed(
    "father mother brother sister wife husband son-in-law daughter-in-law impostor imposter"
    " impersonator lookalike aide ally supporter fan follower rival critic successor predecessor"
    " heir namesake victim killer"
)


def main_of(title: str, made: Sequence[Entity]) -> Entity | None:
    """What the title names; of several, the one named most often."""
    told = [one for one in made if not generic(words(one.name))]
    forms = [
        form
        for one in told
        for form in one.aliases
        if stands_in(form, title) and not (one.kind is Kind.PERSON and _another(form, title))
    ]
    whole = {form for form in forms if not any(form != o and stands_in(form, o) for o in forms)}
    named = [one for one in made if one.aliases & whole]
    if not named:
        return None
    inner = [one for one in told if any(form.endswith(f" of the {one.name}") for form in whole)]
    named += [one for one in inner if len(one.places) > len(named[0].places)]
    # "The Antarctic Treaty System" is about the Antarctic Treaty, named twenty times.
    return max(named, key=lambda one: (len(one.places), -one.places[0].order))


def _another(form: str, title: str) -> bool:
    """Whether a title names a person only to say who another one is: "Merrow's son", "Ada Merrow
    impostor"."""
    beside = re.match(r"(?:'s)? (?P<noun>[a-z-]+)", title.partition(form)[2])
    return beside is not None and beside["noun"] in _SOMEBODY


def pronoun_for(main: Entity | None, texts: Iterable[str]) -> str:
    """*he* or *she* where nearly all of them in the texts can only mean the main person."""
    if main is None or main.kind is not Kind.PERSON:
        return ""
    count = Counter(w.small for text in texts for w in words(text) if w.small in {"he", "she"})
    total = sum(count.values())
    pronoun, times = count.most_common(1)[0] if count else ("", 0)
    return pronoun if total and times >= _LEAST_SHARE * total else ""
