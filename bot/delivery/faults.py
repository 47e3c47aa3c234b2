"""Faults of our own: the number that finds one in the log, and the apology that tells it."""

import random

from bot.domain.owed import Owed

APOLOGY = "apology"


def numbered(rng: random.Random) -> str:
    """A new number of a fault: eight hexadecimal digits."""
    return f"{rng.getrandbits(32):08x}"


def apology(chat: int, thread: int | None, number: str) -> Owed:
    """What a chat hears of a fault. Several that wait together are told once, the newest."""
    place = APOLOGY if thread is None else f"{APOLOGY}:{thread}"
    return Owed(chat, APOLOGY, {"id": number}, place=place, fresh=True, thread=thread)
