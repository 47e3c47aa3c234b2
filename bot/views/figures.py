"""Numbers, dates and durations in the words of a locale."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from bot.domain.marking import FULL
from bot.views.words import Words

_YEAR, _MONTH, _DAY = 1, 2, 3
_MINUTE, _HOUR = 60, 3600


def points(hundredths: int, say: Words) -> str:
    """Hundredths of a question as points, a question each, exactly: ``7``, ``6.5``, ``0.33``.

    Nothing is rounded, so that marks as shown add up to the score as shown.
    """
    return format_decimal(Decimal(hundredths) / FULL, "0.##", locale=say.locale)


def share(right: int, of: int) -> int:
    """Whole per cent, halves rounded up; 100 only of all, 0 only of none (or of nothing)."""
    if right in {0, of}:
        return 100 if right else 0
    return min(max((200 * right + of) // (2 * of), 1), 99)


def number(value: Decimal, say: Words) -> str:
    """A typed number, digits grouped as the locale groups them."""
    return format_decimal(value, "#,##0.######", locale=say.locale)


def time_spent(spent: timedelta, say: Words) -> str:
    """``12 s``, ``3 min 12 s``, ``1 h 5 min``."""
    whole = round(spent.total_seconds())
    hours, minutes, seconds = whole // _HOUR, whole % _HOUR // _MINUTE, whole % _MINUTE
    if hours:
        return say.plain("quiz.time.hours", hours=hours, minutes=minutes)
    if minutes and not seconds:
        return say.plain("quiz.time.minutes_sharp", minutes=minutes)
    if minutes:
        return say.plain("quiz.time.minutes", minutes=minutes, seconds=seconds)
    return say.plain("quiz.time.seconds", seconds=seconds)


def day(at: datetime, zone: str | None, say: Words) -> str:
    """The local day of an instant; UTC for people who chose no time zone."""
    return format_date(at.astimezone(ZoneInfo(zone or "UTC")), "d MMM", locale=say.locale)


def stated_date(stated: str, say: Words) -> str:
    """A document's date, ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; anything else as it stands."""
    parts = stated.split("-")
    try:
        numbers = [int(part) for part in parts]
        whole = date(*[*numbers, 1, 1][:_DAY])
    except (TypeError, ValueError):
        return stated
    if len(parts) > _DAY:
        return stated
    if len(parts) == _YEAR:
        return str(whole.year)
    pattern = "LLLL y" if len(parts) == _MONTH else "d MMMM y"
    return format_date(whole, pattern, locale=say.locale)
