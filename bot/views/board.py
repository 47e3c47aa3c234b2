"""The leaderboard's screen."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.domain.board import Standing
from bot.domain.naming import shown_name
from bot.domain.owed import Owed
from bot.domain.period import Period
from bot.services.boards import Board, Boards, Own
from bot.views.callback import encode
from bot.views.figures import points, share
from bot.views.general import say_to
from bot.views.message import Button, Keyboard, Message, Rendered
from bot.views.names import isolated, person_name
from bot.views.words import Raw, Words

TITLE_LENGTH = 48


def board_message(board: Board, say: Words, *, place: int, asker: int) -> Message:
    """A board; ``place`` and ``asker`` go into its buttons, ``board.own`` into its lines."""
    where = "private" if board.private else "group"
    told = [say("board.legend"), ""] if board.lines else ["", say(f"board.empty.{where}")]
    lines: list[str] = [_head(board, say), *told]
    own = board.own.standing.total.person if board.own else None
    for line in board.lines:
        mine = line.standing.total.person == own
        name = _own_name(board, line.label, say) if mine else person_name(line.label, say)
        lines.append(_line(line.standing, name, say, own=mine))
    if board.own and own not in {line.standing.total.person for line in board.lines}:
        name = _own_name(board, board.own.label, say)
        row = _line(board.own.standing, name, say, own=True)
        lines += ["…", Raw(row + _gap(board.own, say))]
    return Message("\n".join(lines), _periods(board.period, say, place, asker))


def _head(board: Board, say: Words) -> Raw:
    period = say.plain(f"board.period.{board.period.value}")
    if board.private:
        title = say("board.head.private", period=period)
    elif board.title is None:
        title = say("board.head.untitled", period=period)
    else:
        group = isolated(shown_name(board.title, TITLE_LENGTH))
        title = say("board.head.group", period=period, group=group)
    counts = [say("board.people", n=board.people)] if board.people else []
    if board.rounds:
        counts.append(say("board.rounds", n=board.rounds))
    return Raw(" · ".join([title, ", ".join(counts)])) if counts else title


def _line(standing: Standing, name: str, say: Words, *, own: bool) -> Raw:
    total = standing.total
    return say(
        "board.own" if own else "board.line",
        rank=standing.rank,
        name=name,
        score=points(total.score, say),
        right=total.right,
        n=total.responses,
        share=share(total.right, total.responses),
    )


def _own_name(board: Board, label: str | None, say: Words) -> str:
    """In private "you"; in a group the name, since everybody reads it."""
    return say.plain("board.you") if board.private else person_name(label, say)


def _gap(own: Own, say: Words) -> str:
    if own.gap is None:
        return ""
    if own.gap == 0:
        return " · " + say("board.level")
    return " · " + say("board.gap", points=points(own.gap, say))


def _periods(chosen: Period, say: Words, place: int, asker: int) -> Keyboard:
    row = []
    for period in Period:
        text = say.plain(f"board.button.{period.value}")
        if period is chosen:
            text = f"{text} ✓"
        row.append(Button(text, encode("b.show", period.value, place, asker)))
    return (tuple(row),)


class BoardScreens:
    """Draws ``board``; ``clock`` gives the moment whose day, week or month is meant."""

    def __init__(self, boards: Boards, clock: Callable[[], datetime]) -> None:
        self.boards = boards
        self.clock = clock

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        return {"board": self.board}

    async def board(self, debt: Owed) -> Message:
        """Args: ``period``, ``board`` (the place's number), ``asker`` (surrogate id), ``own``."""
        asker = int(debt.args.get("asker") or 0)
        shown_to = asker if debt.args.get("own") else None
        period = Period(str(debt.args["period"]))
        board = await self.boards.board(debt.chat, period, shown_to, self.clock())
        say = say_to(board.voice, debt)
        return board_message(board, say, place=int(debt.args["board"] or 0), asker=asker)
