"""The leaderboard's screens."""

import html
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.domain.boards.board import Standing
from bot.domain.boards.period import Period
from bot.domain.marking import FULL
from bot.domain.owed import Owed
from bot.domain.people.naming import shown_name
from bot.services.boards.reading import GROUPS, Board, Boards, GroupStanding, MyGroups, Own
from bot.services.boards.wish import wish_of
from bot.views.boards.buttons import Buttons, keyboard, page_row, period_rows, whose_rows
from bot.views.figures import points, share
from bot.views.general import say_to
from bot.views.message import Message, Rendered
from bot.views.names import isolated, person_name
from bot.views.words import Raw, Words

TITLE_LENGTH = 48


def board_message(board: Board, say: Words, *, place: int, asker: int, note: str = "") -> Message:
    """A board; ``place`` and ``asker`` go into its buttons, ``board.own`` into its lines."""
    shown = [line.standing for line in board.lines] + ([board.own.standing] if board.own else [])
    rounds = any(standing.total.rounds for standing in shown)
    legend = say("board.legend.rounds" if rounds else "board.legend")
    told = [legend, ""] if board.lines else ["", _empty(board, say)]
    lines: list[str] = [*([note, ""] if note else []), head(board, say), *told]
    own = board.own.standing.total.person if board.own else None
    for line in board.lines:
        mine = line.standing.total.person == own
        name = _own_name(board, line.label, say) if mine else person_name(line.label, say)
        bold = mine and board.private
        lines.append(_line(line.standing, name, say, own=bold, rounds=rounds))
    if board.own and own not in {line.standing.total.person for line in board.lines}:
        name = _own_name(board, board.own.label, say)
        row = _line(board.own.standing, name, say, own=board.private, rounds=rounds)
        lines += ["…", Raw(row + _gap(board.own, say))]
    if board.private and board.lines and board.own is None:
        lines += ["", say("board.not_on" if board.wish.group is None else "board.not_on.group")]
    if board.private and board.wish.group is None and board.groups:
        lines += ["", say("board.elsewhere", button=say.plain("board.button.mine"))]
    return Message("\n".join(lines), keyboard(board, say, Buttons(place, asker, board.private)))


def head(board: Board, say: Words) -> Raw:
    """Which board it is, and of how many people and rounds."""
    title = _title(board, say)
    if board.topic:
        title = Raw(f"{title} · {say('board.topic', topic=isolated(board.topic))}")
    counts = [say("board.people", n=board.people)] if board.people else []
    if board.rounds:
        counts.append(say("board.rounds", n=board.rounds))
    return Raw(" · ".join([title, ", ".join(counts)])) if counts else title


def _title(board: Board, say: Words) -> Raw:
    period = period_name(board, say)
    if board.private and board.wish.group is None:
        return say("board.head.private", period=period)
    if board.title is None:
        return say("board.head.untitled", period=period)
    group = isolated(shown_name(board.title, TITLE_LENGTH))
    return say("board.head.group", period=period, group=group)


def period_name(board: Board, say: Words) -> str:
    """What the board's period is called."""
    if board.season is None:
        return say.plain(f"board.period.{board.wish.period.value}")
    which = "running" if board.season.running else "over"
    return say.plain(f"board.season.{which}", name=isolated(board.season.name))


def _empty(board: Board, say: Words) -> Raw:
    if board.wish.period is Period.SEASON and board.season is None:
        return say("board.empty.season")
    if board.season is not None and not board.season.running:
        return say("board.empty.over")
    if not board.private:
        return say("board.empty.group")
    return say("board.empty.private" if board.wish.group is None else "board.empty.group_private")


def _line(standing: Standing, name: str, say: Words, *, own: bool, rounds: bool) -> Raw:
    """``rounds``: how many there were ends the line. What that number is stands in the legend: one
    word more would wrap each line on the narrowest phones.
    """
    total = standing.total
    words = say(
        "board.line",
        rank=standing.rank,
        name=name,
        score=points(total.score, say),
        right=total.right,
        n=total.responses,
        share=share(total.right, total.responses),
    )
    if rounds:
        words = Raw(f"{words} · {total.rounds}")
    return Raw(f"<b>{words}</b>") if own else words  # in a group nobody else knows whose it is


def _own_name(board: Board, label: str | None, say: Words) -> str:
    """In private "you"; in a group the name, since everybody reads it."""
    return say.plain("board.you") if board.private else person_name(label, say)


def _gap(own: Own, say: Words) -> str:
    if own.gap is None:
        return ""
    if own.gap == 0:
        return " · " + say("board.level")
    if own.gap % FULL:
        return " · " + say("board.gap.part", points=points(own.gap, say))
    return " · " + say("board.gap", n=own.gap // FULL)


# --- all of somebody's groups ---------------------------------------------------------------------


def my_groups_message(mine: MyGroups, say: Words, *, place: int) -> Message:
    """Where somebody stands in each of their groups; each has a button. There may be more pages."""
    period = say.plain(f"board.period.{mine.wish.period.value}")
    lines: list[str] = [say("board.mine.head", period=period), ""]
    lines += [_group_line(group, say) for group in mine.groups] or [say("board.mine.none")]
    if mine.pages > 1:
        first = (mine.wish.page - 1) * GROUPS + 1
        last = first + len(mine.groups) - 1
        lines += ["", say("board.mine.part", first=first, last=last, n=mine.total)]
    buttons = Buttons(place, 0, private=True)
    of = [(group.chat, group.title) for group in mine.groups]
    rows = period_rows(mine.wish, say, buttons)
    if turning := page_row(mine.wish, mine.pages, mine.wish.page, say, buttons):
        rows.append(turning)
    rows += whose_rows(mine.wish, of, say, buttons)
    return Message("\n".join(lines), tuple(rows))


def _group_line(group: GroupStanding, say: Words) -> Raw:
    title = isolated(shown_name(group.title, TITLE_LENGTH))
    if group.standing is None:
        return say("board.mine.not_on", group=title)
    score = points(group.standing.total.score, say)
    people = say("board.people", n=group.people)
    return say("board.mine.line", rank=group.standing.rank, group=title, people=people, score=score)


# --- renderers ------------------------------------------------------------------------------------


class BoardScreens:
    """Draws ``board``; ``clock`` gives the moment whose day, week or month is meant."""

    def __init__(self, boards: Boards, clock: Callable[[], datetime]) -> None:
        self.boards = boards
        self.clock = clock

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        return {"board": self.board}

    async def board(self, debt: Owed) -> Message:
        """Args: ``board`` (the place's number), ``asker`` (surrogate id), ``own``, and the wish;
        ``unknown`` is a topic that was not understood, ``near`` what could have been meant.
        """
        asker, place = int(debt.args.get("asker") or 0), int(debt.args["board"] or 0)
        wish, now = wish_of(debt.args), self.clock()
        if wish.mine and debt.chat > 0:
            mine = await self.boards.my_groups(debt.chat, wish, asker, now)
            return my_groups_message(mine, say_to(mine.voice, debt), place=place)
        shown_to = asker if debt.args.get("own") else None
        board = await self.boards.board(debt.chat, wish, shown_to, now)
        say = say_to(board.voice, debt)
        return board_message(board, say, place=place, asker=asker, note=_note(debt, say))


def _note(debt: Owed, say: Words) -> str:
    if not debt.args.get("unknown"):
        return ""
    text, near = isolated(str(debt.args["unknown"])), str(debt.args.get("near") or "")
    if not near:
        return say("board.unknown", topic=text)
    return say("board.unknown.near", topic=text, near=Raw(_requests(near, say)))


def _requests(near: str, say: Words) -> str:
    """In lines, what to write for each topic that could have been meant, and its title."""
    parted = (line.partition("\t") for line in near.split("\n"))
    return "\n".join(
        say("board.unknown.line", request=f"/leaderboard {word}", title=isolated(title))
        if title
        else html.escape(word, quote=False)
        for word, _, title in parted
    )
