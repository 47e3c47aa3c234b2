"""Names of people and groups in running text."""

from bot.domain.naming import NAME_LENGTH, shown_name
from bot.views.words import Words

_ISOLATE, _END = "\u2068", "\u2069"
"""First strong isolate: a name in another direction of writing does not turn the line around."""


def person_name(label: str | None, say: Words, limit: int = NAME_LENGTH) -> str:
    """A person as others read them, not yet escaped; without a label, a quiet learner."""
    return isolated(shown_name(label or "", limit) or say.plain("board.quiet"))


def isolated(name: str) -> str:
    """A name that keeps its direction of writing to itself."""
    return f"{_ISOLATE}{name}{_END}"
