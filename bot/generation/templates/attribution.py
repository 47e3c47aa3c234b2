"""As of when, and by whose word: what a stem says where a fact ages or is somebody's view."""

from bot.bank.texts.dates import in_words
from bot.generation.asking.inner_case import lowered
from bot.generation.reading.source_names import source_name, tells
from bot.generation.reading.texts import Text


def source_date(text: Text) -> str | None:
    """The date of the document to the month, as a stem says it: May 2019."""
    date = text.document.source.date
    return in_words(date[: len("2019-05")]) if date else None


def attributed(text: Text, question: str) -> str | None:
    """The question with the document and its date in front; None where the date is not known."""
    date = source_date(text)
    if date is None:
        return None
    return by_document(text, question)


def by_document(text: Text, question: str, key: str = "") -> str:
    """The question with the document in front, and its date where that is known; the date alone
    where the title tells the ``key``."""
    name, date = source_name(text), source_date(text)
    if date and key and tells(text, key):
        return f"In {date}, {lowered(text, question)}"
    when = f" ({date})" if date and date not in name else ""
    return f"According to {name}{when}, {lowered(text, question)}"
