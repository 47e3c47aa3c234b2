"""What is owed about documents that instructors sent: their messages, and words."""

from collections.abc import Sequence

from bot.domain.owed import Argument, Owed
from bot.domain.people.person import Who
from bot.generation.documents.written import Wrong

_LONGEST = 200
"""Characters of a line that was not taken which are said again."""

_MOST_LINES = 5
"""Lines that were not taken which are said again."""


def page(chat: int, sent_id: int, *, fresh: bool = False) -> Owed:
    """A document's message as it stands."""
    return Owed(chat, "document", {"sent": sent_id}, place=f"document:{sent_id}", fresh=fresh)


def choices_page(chat: int, sent_id: int, number: int) -> Owed:
    """A page, from 1, of what it may be a new edition of, in the same message."""
    args: dict[str, Argument] = {"sent": sent_id, "page": number}
    return Owed(chat, "document.editions", args, place=f"document:{sent_id}")


def pages_anew(chat: int, sent_id: int) -> list[Owed]:
    """The message below what was written; the one above it has no buttons any more."""
    place = f"document:{sent_id}"
    return [
        Owed(chat, "document.below", {"sent": sent_id}, place=place),
        page(chat, sent_id, fresh=True),
    ]


def unfit(who: Who, refused: Sequence[tuple[str, Wrong]]) -> Owed:
    """Which lines are not taken, each with why, in one message."""
    told = refused[:_MOST_LINES]
    args: dict[str, Argument] = {
        "lines": "\n".join(" ".join(line.split())[:_LONGEST] for line, _ in told),
        "why": " ".join(why.value for _, why in told),
        "more": len(refused) - len(told),
    }
    return Owed(who.telegram_id, "document.unfit", args)


def note(who: Who, word: str, **values: Argument) -> Owed:
    """A word beside the document's message."""
    return Owed(who.telegram_id, "document.word", {"word": word, **values})
