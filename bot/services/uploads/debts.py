"""What is owed to instructors: toasts, and the one message in which a file is dealt with."""

from datetime import datetime

from bot.domain.owed import Argument, Owed
from bot.domain.owed import toast as answer
from bot.domain.people.person import Who
from bot.domain.sets.upload import Upload


def toast(
    who: Who,
    callback: str,
    now: datetime,
    word: str | None = None,
    *,
    alert: bool = False,
    **values: Argument,
) -> Owed:
    """The answer to a tap, with the word's values; silent without a word."""
    args: dict[str, Argument] = {"word": word, "alert": alert, **values} if word else {}
    return answer(who.telegram_id, callback, now, args)


def page(chat: int, upload_id: int, screen: str = "upload", **args: int) -> Owed:
    """A file's message: its report, a page of its preview, or the question before publishing."""
    return Owed(chat, screen, {"upload": upload_id, **args}, place=f"upload:{upload_id}")


def sets(chat: int, number: int, *, fresh: bool = False) -> Owed:
    """A page of the list of published sets, from 1."""
    return Owed(chat, "upload.sets", {"page": number}, place="upload.sets", fresh=fresh)


def turned_away(who: Who, word: str = "bank.not_yours") -> Owed:
    """Why nothing is done with what somebody sent or asked for."""
    return Owed(who.telegram_id, "upload.refused", {"word": word})


def gone(who: Who, callback: str, upload: Upload | None, now: datetime) -> list[Owed]:
    """A tap on what has come to its end: say so, and draw it as it stands when it is theirs."""
    debts = [toast(who, callback, now, "bank.toast.gone")]
    if upload is not None and upload.chat == who.telegram_id:
        debts.append(page(who.telegram_id, upload.id))
    return debts
