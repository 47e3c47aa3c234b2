"""What is drawn next of what is owed to a chat, and what one call pays with it."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.delivery.settling import Ledger
from bot.domain.owed import Owed
from bot.storage.delivery.debts import Debt
from bot.storage.passing import passing
from bot.views.message import Gone, KeyboardOnly, Message, Photo, Rendered

log = logging.getLogger(__name__)

Render = Callable[[Owed], Awaitable[Rendered | None]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What to draw next, and the older debts that are paid with it."""

    debt: Debt
    rendered: Rendered
    overtaken: tuple[Debt, ...] = ()

    @property
    def anew(self) -> bool:
        """Whether one of them asks for a message of its own at the bottom."""
        return any(debt.owed.fresh for debt in (self.debt, *self.overtaken))


class Drawing:
    """``render`` draws a screen from SQL, None when there is nothing to send any more."""

    def __init__(self, ledger: Ledger, render: Render) -> None:
        self._ledger = ledger
        self._render = render

    async def choose(self, owing: Sequence[Debt]) -> Choice | None:
        """The first debt, or the newest one that shows the same place whole and overtakes it.

        None when a debt fell away instead; look again then.
        """
        first = owing[0]
        if below := _sent_below(owing):
            await self._ledger.paid(first, None, below[1:])
            return None
        same = _same_place(owing)
        newest = same[-1]
        rendered = await self.drawn(newest)
        if rendered is None or newest is first:
            return None if rendered is None else Choice(newest, rendered)
        if isinstance(rendered, Message | Photo | Gone):
            return Choice(newest, rendered, tuple(same[:-1]))
        # A keyboard does not show what an older debt for the whole message would have shown.
        drawn = await self.drawn(first)
        if drawn is None:
            return None
        if isinstance(drawn, KeyboardOnly) and isinstance(rendered, KeyboardOnly):
            await self._ledger.paid(first, None)
            return None
        return Choice(first, drawn)

    async def drawn(self, debt: Debt) -> Rendered | None:
        """The screen; None, and the debt settled, when it has nothing to show or cannot."""
        try:
            rendered = await self._render(debt.owed)
        except Exception as error:
            if passing(error):
                raise
            fault = self._ledger.fault()
            about = {"debt": debt.id, "screen": debt.owed.screen, "error": fault}
            log.exception("cannot be drawn", extra=about)
            await self._ledger.failed([debt], type(error).__name__, fault)
            return None
        if rendered is None:
            await self._ledger.paid(debt, None)
        return rendered


def _same_place(owing: Sequence[Debt]) -> list[Debt]:
    """The first debt and those after it that one call pays.

    Drawn once, a message shows what all of them were to show, sent anew or not; so somebody who
    taps ten times on a slow line gets one message, not ten. Only an edit is not paid by a message
    sent anew later: the older message would keep what it showed.
    """
    first = owing[0]
    same = [first]
    if first.owed.place is None or first.owed.once:
        return same
    for debt in owing[1:]:
        if debt.owed.place != first.owed.place:
            continue
        if debt.owed.once or (debt.owed.fresh and not first.owed.fresh):
            break
        same.append(debt)
    return same


def _sent_below(owing: Sequence[Debt]) -> list[Debt]:
    """The first debt and those for its place that a message pays which is to stand below another
    one: sent where the first is due, it would leave that other one at the bottom of the chat.

    Empty where there is no such message. In a group, where messages are few and come for many,
    one stands where it was asked for first.
    """
    first = owing[0].owed
    if first.place is None or first.once or not first.fresh or first.chat < 0:
        return []
    same: list[Debt] = []
    reach, below_another = 0, False
    for debt in owing:
        if debt.owed.place != first.place:
            below_another |= debt.owed.fresh or debt.owed.place is None
        elif debt.owed.once:
            break
        else:
            if debt.owed.fresh and below_another:
                reach = len(same)
            same.append(debt)
    return same[:reach]
