"""What a stem calls the document that it goes by."""

import re
from collections.abc import Sequence

from bot.generation.reading.texts import Text
from bot.generation.sentences.spans import stands_in, words

_LONG_TITLE, _LONGEST = 60, 110
_LEFT_OUT = "[…]"
"""Where a bibliography abridges a title."""

_PARTED = re.compile(r": | [–—|-] |; |(?<=[a-z]{4})\. (?=[A-Z])")
_YEAR_BEHIND = re.compile(r" \([12]\d{3}\)$")
_FEWEST_WORDS = 3
_TELLING = 4


def source_name(text: Text) -> str:
    """What a stem calls the document: its title in quotes, or the telling part of a long one; of an
    abridged one its publisher. A publisher of many texts would not say what a question is about."""
    if not text.source_name:
        text.source_name.append(_source_name(text))
    return text.source_name[0]


_DATED = r"(?: \([^()]*\))?"
_BY_TITLE = re.compile(rf'According to "[^"]*"{_DATED}, ')
_BY_WHOM = re.compile(rf'According to (?:"[^"]*"|[^,"]*?){_DATED}, ')


def out_of_document(stem: str) -> str:
    """The stem without the document that was named in front of it by its title. Whose word it
    gives besides stays: the matter may be nothing without it."""
    return stem[match.end() :] if (match := _BY_TITLE.match(stem)) else stem


def by_whom(stem: str) -> str:
    """What a stem says in front of who tells it: the document, its publisher, or somebody whose
    word it gives; empty where it says nothing of that."""
    match = _BY_WHOM.match(stem)
    return match[0] if match else ""


def tells(text: Text, key: str) -> bool:
    """Whether what a stem calls the document has a part of a key's name, or its initials."""
    parts = {part for part in key.split() if len(part) >= _TELLING}
    short = "".join(part[0] for part in key.split() if part[0].isupper())
    name = source_name(text)
    return any(stands_in(part, name) for part in parts) or (
        len(short) > 1 and stands_in(short, name)
    )


def _source_name(text: Text) -> str:
    source = text.document.source
    abridged = len(source.title) > _LONG_TITLE and _LEFT_OUT in source.title
    if abridged and source.publisher:
        return source.publisher
    title = source.title
    if len(title) > _LONG_TITLE:
        short = _undated(source.short)
        own = not short.endswith("…") and not title.startswith(short)
        title = short if own else _telling(text, title)
    return '"' + title.strip("[]").replace('"', "'") + '"'


def _undated(short: str) -> str:
    """A short name without the year that keeping a document puts behind it: a stem says the date
    outside the quotes."""
    return _YEAR_BEHIND.sub("", short)


def _telling(text: Text, title: str) -> str:
    """Of a title in parts the one that names what it is about, or a name; else the first."""
    parts = [one.strip() for one in _PARTED.split(title) if len(one.split()) >= _FEWEST_WORDS]
    main = text.entities.main
    forms = main.aliases if main else frozenset[str]()
    about = [one for one in parts if any(stands_in(form, one) for form in forms)]
    found = next(iter((*about, *filter(_names, parts), *parts)), title)
    quoted = found.count('"') % 2
    plain = found.replace('"', "") if quoted else found.removeprefix('"').removesuffix('"')
    return shortened(plain[:1].upper() + plain[1:], _LONGEST)


def _names(part: str) -> bool:
    """Whether a name stands within, where capitals show one."""
    said: Sequence[bool] = [word.capital for word in words(part)[1:] if word.is_word]
    return any(said)


def shortened(title: str, longest: int) -> str:
    """A title in so many letters, cut behind a whole word where there is one."""
    if len(title) <= longest:
        return title
    whole, _, _ = title[:longest].rpartition(" ")
    return f"{(whole or title[: longest - 1]).rstrip(' ,.;:–—-')}…"


def title_nouns(text: Text) -> frozenset[str]:
    """The nouns of the title that "the NOUN" may mean in a stem that gives them."""
    if not text.title_nouns:
        return frozenset()
    return text.title_nouns & {word.small for word in words(source_name(text))}
