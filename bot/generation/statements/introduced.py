"""How a document brings up the one thing of its kind that "the NOUN" means from then on."""

import re
from collections.abc import Callable, Iterator, Sequence

from bot.generation.reading.mentions import Mention, singular
from bot.generation.reading.source_names import source_name
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import demonym
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.spans import Word, words
from bot.generation.statements.harmless import NUMBERS
from bot.generation.statements.kindred import kindred
from bot.generation.words.table import listed

_OFTEN, _FAR, _LONGEST_TAIL = 3, 8, 9
_WEAK = listed(
    "new whole entire present current same very old other own modest small large big great good"
    " little long short major main further recent latest final only simple total so-called"
    " common fresh early late young massive huge dramatic serious possible"
)
_PER_SE = listed(
    "day time year week month morning evening night way end part rest number case fact thing kind"
    " sort type course place moment period situation result reason matter point side lot majority"
    " man woman boy girl people person group following latter former past future idea question"
    " problem same other others two three four first second third last next hand name word"
)
_NEVER_ALONE = listed("group business effort event light picture collection structure")
_LINKS = listed("of in for by at near between against on")
_STOPS = listed(
    "and or but who which that where when while because if until as than with from to after before"
    " during since today yesterday tomorrow last next this these those its his her their it they"
)


def introduced(
    text: Text,
    noun: Word,
    before: tuple[str, ...],
    order: int,
    read: Callable[[Line, str], tuple[str, bool] | None],
    *,
    whole: bool,
) -> tuple[str, bool] | None:
    """The words for what "the ``before`` ``noun``" of sentence ``order`` takes up, as far as they
    stand alone, and whether they lean on the document; None where another may be meant.

    ``read``: reads a phrase of a line so that it stands alone; ``whole``: nothing follows that
    belongs to the phrase.
    """
    form = noun.small
    if form in _PER_SE:
        return None
    title = {word.small for word in words(source_name(text))}
    found = [one for one in text.mentions.of(singular(form)) if one.order < order]
    if not found and not before and form in _NEVER_ALONE:
        return None
    if not found and kindred(form) & title and not _bearers(text, form):
        return f"the {' '.join((*before, form))}", True
    if not _one_thing(text, form, before, found, order):
        return None
    for phrase, line in _descriptions(text, form, before, found, whole):
        stands = read(line, phrase)
        if stands is not None:
            return stands[0], True
    often = sum(one.determiner == "the" and not one.of for one in found) + 1
    told = kindred(form) & title or often >= _OFTEN
    return (f"the {' '.join((*before, form))}", True) if told else None


def _one_thing(
    text: Text, form: str, before: tuple[str, ...], found: Sequence[Mention], order: int
) -> bool:
    """Whether all that was said of such a thing is of one."""
    if not found or order - found[-1].order > _FAR:
        return False
    first = found[0]
    if any(one.determiner == "a" and one.order > first.order for one in found):
        return False
    if any(one.order == first.order for one in found[1:]):
        return False
    other = f"{form}s" if singular(form) == form else singular(form)
    if text.mentions.said_before(other, order) or _another_since(text, form, found[-1], order):
        return False
    kinds = {_telling(one.before) for one in found} - {()}
    asked = _telling(before)
    if len(kinds) > 1 or (asked and kinds and asked not in kinds):
        return False
    return not _bearers(text, form)


def _another_since(text: Text, form: str, last: Mention, order: int) -> bool:
    """Whether a paragraph since has told of something that may be called so too: of a pueblo that
    was founded there, which is the settlement now."""
    since = range(last.order + 1, order)
    return any(
        one.order in since and one.paragraph != last.paragraph
        for noun in kindred(form) - {form}
        for one in text.mentions.of(noun)
    )


def _bearers(text: Text, form: str) -> bool:
    """Whether something with a name is called so, too."""
    return any(singular(form) in one.classes for one in text.entities.all)


def _telling(before: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        word
        for word in before
        if word not in _WEAK | NUMBERS and not word[0].isdigit() and not word.endswith("ly")
    )


def _descriptions(
    text: Text, form: str, before: tuple[str, ...], found: Sequence[Mention], whole: bool
) -> Iterator[tuple[str, Line]]:
    """The noun with what stands beside it where it is first told of, the fullest first."""
    first = found[0]
    line = text.lines[first.order]
    said = words(line.text)
    at = next((i for i, word in enumerate(said) if word.small == form), None)
    if at is None or first.determiner == "its":
        return
    opens = said[at - len(first.before) - 1].small if at > len(first.before) else ""
    telling = _telling(first.before) if opens in {"the", "a", "an"} else ()
    if any(word.endswith(("est", "ing")) for word in telling):
        return
    if opens in {"a", "an"} and any(demonym(word) for word in telling):
        return  # "a British force" is no "the British force"
    head = " ".join(("the", *(telling or _telling(before)), form))
    tail = _tail(line.text, said, at) if whole else ""
    if tail:
        yield f"{head} {tail}", line
    if telling:
        yield head, line


def _tail(whole: str, said: Sequence[Word], at: int) -> str:
    """What follows the noun and tells which: "of a mail plane near Moss" """
    if at + 2 >= len(said) or said[at + 1].small not in _LINKS:
        return ""
    end = at + 2
    while end < len(said) and end - at <= _LONGEST_TAIL:
        word = said[end]
        if not word.is_word or word.small in _STOPS or is_verb(said, end):
            break
        end += 1
    while said[end - 1].small in _LINKS | {"the", "a", "an"}:
        end -= 1
    if end <= at + 2 or end - at > _LONGEST_TAIL:
        return ""
    tail = whole[said[at + 1].start : said[end - 1].end]
    named = any(word.capital for word in said[at + 2 : end])
    if end < len(said) and (is_verb(said, end) or said[end].small.endswith(("ed", "ing"))):
        return tail if named and said[at + 1].small == "of" else ""
    dated = re.search(r"\d", tail) is not None
    return tail if (named or said[at + 1].small == "of") and not dated else ""
