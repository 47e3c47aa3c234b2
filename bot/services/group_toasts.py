"""The answer that every tap in a group gets."""

from datetime import datetime, timedelta

from bot.domain.owed import Argument, Owed

TOAST_LIFE = timedelta(seconds=15)


def toast(
    chat: int, query: str, now: datetime, word: str | None = None, *, alert: bool = False
) -> Owed:
    """The answer to a callback query; silent without a word, an ``alert`` has to be dismissed."""
    args: dict[str, Argument] = {"word": word} if word else {}
    if alert:
        args["alert"] = True
    return Owed(chat, "toast", args, callback=query, expires=now + TOAST_LIFE)
