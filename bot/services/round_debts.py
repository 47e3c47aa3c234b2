"""What a group is owed in the course of a round: screen names, places and arguments."""

from datetime import datetime

from bot.domain.group import GroupChat
from bot.domain.owed import Owed
from bot.storage import polls
from bot.storage.database import Tx
from bot.storage.owing import owe
from bot.storage.polls import Asked
from bot.storage.rounds import Round

SCREEN = "round"
TABLE = "round_table"
RESULT = "round_result"
GONE = "round_gone"
NOTE = "round_note"
STOP_POLL = "stop_poll"
BY_THEMSELVES = frozenset({SCREEN, TABLE, RESULT, GONE, STOP_POLL, polls.SCREEN})
"""The screens that a round brings without being asked each time."""


def drawing(of: Round) -> Owed:
    """The debt to draw the message at a round's head as it stands."""
    return Owed(of.chat, SCREEN, {"round": of.id}, place=of.place, thread=of.thread)


def poll(of: Round, position: int) -> Owed:
    """The debt to ask a question; its poll is sent at most once."""
    return Owed(
        of.chat,
        polls.SCREEN,
        {"round": of.id, "position": position},
        place=f"poll:{of.id}:{position}",
        thread=of.thread,
        once=True,
    )


def stopping(asked: Asked) -> Owed:
    """The debt to close a poll before its time."""
    of, args = asked.round, {"round": asked.round.id, "position": asked.position}
    return Owed(of.chat, STOP_POLL, args, place=f"poll:{of.id}:{asked.position}")


def table(of: Round, position: int) -> Owed:
    """The debt to show how the question at ``position`` went, below its poll.

    What comes in after it is edited into it, until the next one takes its place.
    """
    args = {"round": of.id, "position": position}
    return Owed(of.chat, TABLE, args, place=f"table:{of.id}:{position}", thread=of.thread)


def gone(chat: int, round_id: int, position: int) -> Owed:
    """The debt to take away the table of a question, once a newer message says more."""
    args = {"round": round_id, "position": position}
    return Owed(chat, GONE, args, place=f"table:{round_id}:{position}")


def concluding(of: Round) -> Owed:
    """The debt to show how an ended round came out: below its polls, where people are.

    The place makes it one message: what comes in after it is edited into it.
    """
    return Owed(of.chat, RESULT, {"round": of.id}, place=f"result:{of.id}", thread=of.thread)


def note_to(of: Round, note: str) -> Owed:
    """A word to the chat, or the topic, that plays a round."""
    return Owed(of.chat, NOTE, {"note": note}, thread=of.thread)


async def say(tx: Tx, chat: GroupChat, note: str, now: datetime) -> None:
    """A word where somebody spoke; ``note`` names it."""
    await owe(tx, [Owed(chat.id, NOTE, {"note": note}, thread=chat.thread)], now)
