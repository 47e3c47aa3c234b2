"""The answer that every tap in a group gets."""

from datetime import datetime

from bot.domain.owed import Argument, Owed
from bot.domain.owed import toast as answer


def toast(
    chat: int, query: str, now: datetime, word: str | None = None, *, alert: bool = False
) -> Owed:
    """The answer to a callback query; silent without a word, an ``alert`` has to be dismissed."""
    args: dict[str, Argument] = {"word": word} if word else {}
    if alert:
        args["alert"] = True
    return answer(chat, query, now, args)
