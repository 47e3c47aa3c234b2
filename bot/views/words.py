"""Message catalogues: YAML files per locale, named placeholders, plurals by CLDR's rules."""

import html
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml
from babel import Locale

from bot.bank.problem_phrases import PHRASES
from bot.bank.problem_words import WORDS
from bot.generation.documents import problem as documents
from bot.generation.gate.findings import MENDS as GATE_MENDS
from bot.generation.gate.findings import WORDS as GATE

CATALOGUES = Path(__file__).with_name("catalogues")
LOCALES = ("en", "ru")
DEFAULT_LOCALE = "en"

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C: the start waits for it

Entry = str | dict[str, str]


class Raw(str):
    """HTML that is safe already: it goes into a message without another escape."""

    __slots__ = ()


@cache
def catalogue(locale: str) -> Mapping[str, Entry]:
    """Every entry of a locale, from all files of its folder; a key may stand only once.

    What is wrong in a file has its English words below, where the check is.
    """
    entries: dict[str, Entry] = _problems() if locale == DEFAULT_LOCALE else {}
    for path in sorted((CATALOGUES / locale).glob("*.yaml")):
        read = yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 - both are safe
        loaded = cast(dict[str, Entry], read or {})
        if twice := entries.keys() & loaded.keys():
            raise ValueError(f"{path.name}: {', '.join(sorted(twice))} stands in another file too")
        entries |= loaded
    return entries


def _problems() -> dict[str, Entry]:
    entries: dict[str, Entry] = {f"problem.phrase.{name}": text for name, text in PHRASES.items()}
    for code, (what, mend) in WORDS.items():
        entries |= {f"problem.{code}.what": what, f"problem.{code}.mend": mend}
    for code, (what, mend) in documents.WORDS.items():
        entries |= {f"document.{code}.what": what, f"document.{code}.mend": mend}
    entries |= {f"gate.{code}": text for code, text in GATE.items()}
    entries |= {f"gate.{code}.mend": text for code, text in GATE_MENDS.items()}
    entries |= {f"document.{code}": text for code, text in documents.NOTES.items()}
    entries |= {f"document.kind.{name}": text for name, text in documents.KINDS.items()}
    return entries


def nearest_locale(*wishes: str | None) -> str:
    """The first of the wished languages that has a catalogue ("ru-RU" -> "ru"), else English."""
    for wish in wishes:
        language = (wish or "").replace("_", "-").split("-")[0].lower()
        if language in LOCALES:
            return language
    return DEFAULT_LOCALE


class Words:
    """The words of one locale. Values are escaped here, once, where they go in."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._entries = catalogue(locale)
        self._plural = Locale.parse(locale).plural_form

    def __call__(self, key: str, /, **values: object) -> Raw:
        """The entry with its values, as HTML: ``words("quiz.position", position=3, total=10)``.

        An entry with plural forms (``one``, ``few``, ``many``, ``other``) is chosen by ``n``.
        """
        return Raw(self._fill(key, {name: _escaped(value) for name, value in values.items()}))

    def plain(self, key: str, /, **values: object) -> str:
        """The entry as plain text, nothing escaped: for buttons, toasts, polls and files."""
        return self._fill(key, {name: str(value) for name, value in values.items()})

    def bare(self, key: str) -> str:
        """The entry as plain text with … for each value; one of a single form."""
        return str(self._entries[key]).format_map(_Missing())

    def has(self, key: str) -> bool:
        return key in self._entries

    def _fill(self, key: str, values: dict[str, str]) -> str:
        entry = self._entries[key]
        if isinstance(entry, dict):
            number = values["n"].replace("\u00a0", "")
            entry = entry[self._plural(int(number))]
        return entry.format_map(values)


class _Missing(dict[str, str]):
    def __missing__(self, _name: str) -> str:
        return "…"


def _escaped(value: object) -> str:
    return value if isinstance(value, Raw) else html.escape(str(value), quote=False)


@cache
def words(locale: str) -> Words:
    """The words of a locale that has a catalogue."""
    return Words(locale)
