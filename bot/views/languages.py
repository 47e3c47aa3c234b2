"""The language of questions, named in the reader's own, wherever the two differ."""

from collections.abc import Iterable

from babel import Locale
from babel.lists import format_list

from bot.views.words import Raw, Words


def language_name(tag: str, say: Words) -> str:
    """What the language of a tag ("ru", "pt-BR") is called; the tag itself where nobody knows."""
    return str(Locale.parse(say.locale).languages.get(_base(tag), tag))


def with_language(line: Raw, tag: str, say: Words) -> Raw:
    """The line, and behind it the language of what it names, unless that is the reader's own."""
    if _base(tag) == say.locale:
        return line
    return Raw(f"{line} · {say('language.in', language=language_name(tag, say))}")


def languages_told(tags: Iterable[str], say: Words) -> Raw | None:
    """A sentence on what languages the questions are in; None where all is in the reader's own."""
    known = list(dict.fromkeys(map(_base, tags)))
    if all(tag == say.locale for tag in known):
        return None
    names = [language_name(tag, say) for tag in known]
    key = "language.questions" if len(names) == 1 else "language.questions.several"
    return say(key, language=format_list(names, locale=say.locale))


def _base(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()
