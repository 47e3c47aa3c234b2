"""The buttons below a leaderboard: its periods, its pages, and whose it may be."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.boards.board import EVERY_TOPIC
from bot.domain.boards.period import Period
from bot.domain.people.naming import shown_name
from bot.services.boards.reading import Board
from bot.services.boards.wish import Wish
from bot.views.callback import encode
from bot.views.message import Button, Keyboard
from bot.views.words import Words

BUTTON_LENGTH = 20
SEASONS = 4
"""How many past seasons have a button."""
EVERYBODY, MINE, HERE = "e", "m", ""
"""Whose board a button leads to; a group in private is its chat id without the sign."""


class Buttons:
    """Buttons of one message; ``place`` is its number, ``asker`` who called for it in a group."""

    def __init__(self, place: int, asker: int, private: bool) -> None:
        self.place = place
        self.asker = 0 if private else asker
        self.private = private

    def to(self, text: str, wish: Wish) -> Button:
        return self._leading("b.show", text, wish)

    def picture(self, text: str, wish: Wish) -> Button:
        return self._leading("b.picture", text, replace(wish, page=1))

    def _leading(self, verb: str, text: str, wish: Wish) -> Button:
        whose = HERE
        if self.private:
            whose = MINE if wish.mine else str(-wish.group) if wish.group else EVERYBODY
        which = (whose, wish.topic, wish.page, wish.season)
        return Button(text, encode(verb, wish.period.value, self.place, self.asker, *which))


def keyboard(board: Board, say: Words, buttons: Buttons) -> Keyboard:
    """All that lead on from a board."""
    wish = board.wish
    season = bool(board.seasons) or wish.period is Period.SEASON
    rows = period_rows(wish, say, buttons, season=season)
    own = board.own.page if board.own else wish.page
    if turning := page_row(wish, board.pages, own, say, buttons):
        rows.append(turning)
    if board.lines:
        rows.append((buttons.picture(say.plain("board.button.picture"), wish),))
    if wish.topic != EVERY_TOPIC:
        whole = replace(wish, topic=EVERY_TOPIC, page=1)
        rows.append((buttons.to(say.plain("board.button.topics"), whole),))
    if wish.period is Period.SEASON and len(board.seasons) > 1:
        for one in board.seasons[:SEASONS]:
            other = replace(wish, season=one.id, page=1)
            rows.append((buttons.to(_ticked(one.name, one.id == wish.season), other),))
    if board.private and board.groups:
        rows += whose_rows(wish, board.groups, say, buttons)
    return tuple(rows)


def period_rows(
    chosen: Wish, say: Words, buttons: Buttons, *, season: bool = False
) -> list[tuple[Button, ...]]:
    """At most three in a row: more of them break their words on the narrowest phones."""
    row = [
        buttons.to(
            _ticked(say.plain(f"board.button.{period.value}"), period is chosen.period),
            replace(chosen, period=period, page=1, season=0),
        )
        for period in Period
        if season or period is not Period.SEASON
    ]
    half = (len(row) + 1) // 2
    return [tuple(row[:half]), tuple(row[half:])]


def page_row(wish: Wish, pages: int, own: int, say: Words, buttons: Buttons) -> tuple[Button, ...]:
    """To the pages beside that of ``wish``, and to the ``own`` one."""
    page = wish.page
    leads = [("before", page - 1, page > 1), ("own", own, own != page), ("after", page + 1, True)]
    return tuple(
        buttons.to(say.plain(f"board.button.{name}"), replace(wish, page=to))
        for name, to, there in leads
        if there and to <= pages
    )


def whose_rows(
    chosen: Wish, groups: Sequence[tuple[int, str]], say: Words, buttons: Buttons
) -> list[tuple[Button, ...]]:
    """Everyone, all my groups, or one of them."""
    anew = replace(chosen, page=1, season=0, group=None, mine=False)
    everyone = _ticked(say.plain("board.button.everyone"), not chosen.mine and chosen.group is None)
    mine = _ticked(say.plain("board.button.mine"), chosen.mine)
    rows: list[tuple[Button, ...]] = [
        (buttons.to(everyone, anew), buttons.to(mine, replace(anew, mine=True)))
    ]
    for chat, title in groups:
        text = _ticked(shown_name(title, BUTTON_LENGTH) or str(chat), chosen.group == chat)
        rows.append((buttons.to(text, replace(anew, group=chat)),))
    return rows


def _ticked(text: str, chosen: bool) -> str:
    return f"{text}\N{NO-BREAK SPACE}✓" if chosen else text
