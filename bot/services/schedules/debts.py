"""What a group is owed of its schedules."""

from bot.domain.owed import Argument, Owed

LIST = "schedules"
NOTE = "schedule_note"


def place_of(thread: int | None) -> str:
    """Where in its chat the list of a topic, or of the chat beside all topics, stands."""
    return f"{LIST}:{thread or 0}"


def listing(chat: int, thread: int | None, *, fresh: bool) -> Owed:
    """The debt to show what is scheduled in a chat, or in a topic of it."""
    args: dict[str, Argument] = {"thread": thread}
    return Owed(chat, LIST, args, place=place_of(thread), fresh=fresh, thread=thread)


def note(chat: int, thread: int | None, entry: str, **values: Argument) -> Owed:
    """A word about schedules; ``entry`` names it."""
    return Owed(chat, NOTE, {"note": entry, **values}, thread=thread)
