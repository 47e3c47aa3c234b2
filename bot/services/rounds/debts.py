"""What a group is owed in the course of a round: screen names, places and arguments."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.owed import TOAST_LIFE, Argument, Owed
from bot.domain.people.group import GroupChat
from bot.services.groups.refusing import refuse
from bot.storage.database import Tx
from bot.storage.delivery.owing import owe
from bot.storage.rounds import polls
from bot.storage.rounds.polls import Asked
from bot.storage.rounds.rounds import Round

SCREEN = "round"
LOBBY = "round_lobby"
TABLE = "round_table"
RESULT = "round_result"
STOPPED = "round_stopped"
GONE = "round_gone"
NOTE = "round_note"
STOP_POLL = "stop_poll"
QUESTION = "round_question"
BARE = "round_bare"
CHOSEN = "round_chosen"
UNHURRIED = frozenset({LOBBY})
"""The screens that must not keep the first question waiting."""
BY_THEMSELVES = UNHURRIED | {
    SCREEN, TABLE, RESULT, GONE, STOP_POLL, QUESTION, BARE, polls.SCREEN
}  # fmt: skip
"""The screens that a round brings without being asked each time."""

NO_REFUSALS = frozenset({"fewer", "paused", "resumed"})
"""What is said where somebody spoke and was heeded."""


def drawing(of: Round) -> Owed:
    """The debt to draw the message at a round's head as it stands."""
    return Owed(of.chat, SCREEN, {"round": of.id}, place=of.place, thread=of.thread)


def redrawing(of: Round) -> Owed:
    """The debt to draw it again for news of its lobby, of which several may come at once."""
    return Owed(of.chat, LOBBY, {"round": of.id}, place=of.place, thread=of.thread)


def asking(asked: Asked) -> Owed:
    """The debt to ask a question. A poll is sent at most once, a message at least once: whoever
    taps below an older copy answers the same question.
    """
    of, args = asked.round, {"round": asked.round.id, "position": asked.position}
    screen = QUESTION if asked.by_message else polls.SCREEN
    once = not asked.by_message
    return Owed(of.chat, screen, args, place=_place(asked), thread=of.thread, once=once)


def stopping(asked: Asked) -> Owed:
    """The debt to close a poll before its time, or to take the buttons off a message."""
    of, args = asked.round, {"round": asked.round.id, "position": asked.position}
    return Owed(of.chat, BARE if asked.by_message else STOP_POLL, args, place=_place(asked))


def _place(asked: Asked) -> str:
    return f"poll:{asked.round.id}:{asked.position}"


def chosen_toast(asked: Asked, chat: int, query: str, places: Sequence[int], now: datetime) -> Owed:
    """The answer to a tap on an option: what is chosen now, by places in the order shown."""
    args: dict[str, Argument] = {
        "round": asked.round.id,
        "position": asked.position,
        "places": ",".join(map(str, places)),
    }
    return Owed(chat, CHOSEN, args, callback=query, expires=now + TOAST_LIFE)


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


def concluding(of: Round, *, asked_for: bool = False) -> Owed:
    """The debt to show how an ended round came out: below its polls, where people are.

    The place makes it one message: what comes in after it is edited into it. Who stopped the round
    asks for it (``asked_for``), and gets it before the answers to what is said after that.
    """
    screen = STOPPED if asked_for else RESULT
    return Owed(of.chat, screen, {"round": of.id}, place=f"result:{of.id}", thread=of.thread)


def note_to(of: Round, note: str) -> Owed:
    """A word to the chat, or the topic, that plays a round."""
    return Owed(of.chat, NOTE, {"note": note}, thread=of.thread)


async def say(tx: Tx, chat: GroupChat, note: str, now: datetime, **values: Argument) -> None:
    """A word where somebody spoke; ``note`` names it, ``values`` go into it."""
    told = Owed(chat.id, NOTE, {"note": note, **values, **chat.quoting}, thread=chat.thread)
    if note in NO_REFUSALS:
        await owe(tx, [told], now)
    else:
        await refuse(tx, told, now)
