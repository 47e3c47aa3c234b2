"""A sitting begins with the first decision after a long break."""

from datetime import UTC, datetime, timedelta

from bot.domain.drafts.sitting import BREAK, sitting_since

NOW = datetime(2031, 5, 7, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_sitting_goes_back_to_the_last_long_break() -> None:
    began = NOW - 2 * BREAK + 2 * MINUTE
    decided = [NOW - BREAK + MINUTE, began, began - BREAK]
    assert sitting_since(decided, NOW) == began
    assert sitting_since(decided, NOW + MINUTE) is None
    assert sitting_since([], NOW) is None
