"""The words that rules go by, one file per language: whoever knows a language can add to them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import yaml

_FOLDER = Path(__file__).with_name("vocabulary")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Sets of words, written small and with е for ё; what each is for stands in the files."""

    stop_words: frozenset[str]
    absolutes: frozenset[str]
    quantities: frozenset[str]
    vague: frozenset[str]
    commands: frozenset[str]
    interrogatives: frozenset[str]
    determiners: frozenset[str]
    pronouns: frozenset[str]
    possessives: frozenset[str]
    prepositions: frozenset[str]
    telling: frozenset[str]
    measuring: frozenset[str]
    nothing: frozenset[str]
    past: frozenset[str]
    not_inflected: frozenset[str]


@cache
def vocabularies() -> Mapping[str, Vocabulary]:
    """Every language that lint can read, by its tag."""
    return {path.stem: _read(path) for path in sorted(_FOLDER.glob("*.yaml"))}


def vocabulary(language: str) -> Vocabulary | None:
    """The words of a language; None for one that lint cannot read."""
    return vocabularies().get(language)


@cache
def everywhere(name: str) -> frozenset[str]:
    """One set of words in all languages, for what is read without knowing the language."""
    return frozenset(word for known in vocabularies().values() for word in getattr(known, name))


def _read(path: Path) -> Vocabulary:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Vocabulary(
        **{
            field.name: frozenset(loaded[field.name].replace("ё", "е").split())
            for field in fields(Vocabulary)
        }
    )
