"""What stands before a question for a name: its document, and as of when."""

import re

from bot.generation.asking.context import in_document
from bot.generation.asking.phrasing import LONGEST_STEM, fits
from bot.generation.asking.telling import superlative
from bot.generation.asking.tenses import lasting
from bot.generation.reading.texts import Line, Statement, Text
from bot.generation.sentences.moments import moments
from bot.generation.sentences.name_kinds import Kind
from bot.generation.templates.attribution import by_document
from bot.generation.templates.placing import open_ended, placed


def in_context(
    text: Text, line: Line, one: Statement, stem: str, key: str, *, ages: bool, ranked: bool
) -> str | None:
    """The stem with what it needs in front; None where it asks nothing clear without its text.

    ``ages``: it may be otherwise later; ``ranked``: it tells a rank, which only one has.
    """
    found = placed(text, line, one, stem, key, ages=ages or one.undated)
    if found is None and ranked:
        return in_document(text, stem)
    told = in_document(text, stem) if found == stem and _happened(text, stem) else ""
    return told if told and fits(told, LONGEST_STEM) else found


def known_by_document(text: Text, one: Statement, stem: str, ages: bool) -> str | None:
    """What was done once and names nobody whom all know, as its document tells it; else None."""
    claimed = stem.startswith("According to ")
    apt = not claimed and not lasting(one.text) and not open_ended(text, stem)
    if not apt:
        return None
    return by_document(text, stem) if ages or one.undated else in_document(text, stem)


def _happened(text: Text, stem: str) -> bool:
    """Whether a stem tells what somebody did and not when, in a document that is about more than
    whom its title names."""
    main, title = text.entities.main, text.document.source.title
    about_it = main is not None and title in main.aliases
    somebody = _WHO.search(stem) or (main is not None and main.kind is Kind.PERSON)
    return bool(somebody) and not (about_it or superlative(stem) or moments(stem))


_WHO = re.compile(r"\b(?:who|whom|whose)\b", re.IGNORECASE)
