"""Names of people, groups and sets in running text."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

from bot.domain.people.naming import NAME_LENGTH, shown_name
from bot.views.words import Words

Id = TypeVar("Id", bound=Hashable)

_ISOLATE, _END = "\u2068", "\u2069"
"""First strong isolate: a name in another direction of writing does not turn the line around."""


def person_name(label: str | None, say: Words, limit: int = NAME_LENGTH) -> str:
    """A person as others read them, not yet escaped; without a label, a quiet learner."""
    return isolated(shown_name(label or "", limit) or say.plain("board.quiet"))


def isolated(name: str) -> str:
    """A name that keeps its direction of writing to itself."""
    return f"{_ISOLATE}{name}{_END}"


def told_apart(titles: Mapping[Id, tuple[str, str]], say: Words) -> dict[Id, str]:
    """What to call sets, given the title and code of each: its title, with its code if another has
    the same title, in whatever case.
    """
    alike = Counter(title.casefold() for title, _ in titles.values())
    return {
        one: say.plain("set.coded", title=title, code=code)
        if alike[title.casefold()] > 1
        else title
        for one, (title, code) in titles.items()
    }
