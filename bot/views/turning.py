"""Turning pages: back and on, as far as there are any."""

from collections.abc import Callable

from bot.views.message import Button, Keyboard
from bot.views.words import Words

LISTS = ("quiz.button.previous", "quiz.button.more")
"""What the buttons say below a list."""
SHEETS = ("bank.button.previous", "bank.button.next")
"""The same where each page stands for itself."""


def page_turn(
    page: int, pages: int, data: Callable[[int], str], say: Words, labels: tuple[str, str] = LISTS
) -> Keyboard:
    """One row, or none where there is a single page; pages count from 1.

    ``data`` gives the callback data of the button that leads to a page.
    """
    back, on = labels
    turn = []
    if page > 1:
        turn.append(Button(say.plain(back), data(page - 1)))
    if page < pages:
        turn.append(Button(say.plain(on), data(page + 1)))
    return (tuple(turn),) if turn else ()
