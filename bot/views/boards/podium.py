"""The picture of a board, and the same in words under it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from babel.dates import format_date

from bot.domain.boards.movement import Movement, Way
from bot.domain.owed import Owed
from bot.domain.people.naming import shown_name
from bot.services.boards.reading import PICTURE, Boards, Podium
from bot.services.boards.wish import wish_of
from bot.storage.boards.boards import Line
from bot.views.boards.picture import Row, Sheet, draw
from bot.views.boards.screens import TITLE_LENGTH, head, period_name
from bot.views.figures import points
from bot.views.fitting import CAPTION_LIMIT, length
from bot.views.general import say_to
from bot.views.message import Message, Photo, Rendered
from bot.views.names import person_name
from bot.views.words import Raw, Words

log = logging.getLogger(__name__)


def sheet_of(podium: Podium, say: Words) -> Sheet:
    """What the picture shows."""
    board, rows = podium.board, []
    for number, line in enumerate(board.lines):
        moved = podium.moved[number] if podium.moved else None
        name = shown_name(line.label or "") or say.plain("board.quiet")
        score = points(line.standing.total.score, say)
        said = _said(moved, say) if moved else ""
        way, listed = moved.way if moved else None, line.standing.total.score <= 0
        rows.append(Row(line.standing.rank, name, score, way, said, listed))
    parts = [board.topic, board.title if not board.private or board.wish.group else None]
    under = [shown_name(part, TITLE_LENGTH) for part in parts if part]
    under += [say.plain("board.people", n=board.people), *_since(podium, say)]
    title = period_name(board, say)
    return Sheet(title, " · ".join(under), tuple(rows), say.plain("board.picture.nameless"))


def caption(podium: Podium, say: Words) -> Raw:
    """The same in words, for who does not see the picture; shortened from below to fit."""
    lines: list[str] = [head(podium.board, say), *_since(podium, say)]
    for number, line in enumerate(podium.board.lines):
        more = [*lines, _line(line, podium.moved[number] if podium.moved else None, say)]
        if length("\n".join(more)) > CAPTION_LIMIT:
            break
        lines = more
    return Raw("\n".join(lines))


def _line(line: Line, moved: Movement | None, say: Words) -> Raw:
    row = say(
        "board.picture.line",
        rank=line.standing.rank,
        name=person_name(line.label, say),
        score=points(line.standing.total.score, say),
    )
    if moved is None:
        return row
    words = say(f"board.moved.{moved.way.value}", n=moved.ranks)
    return Raw(f"{row} · {words}")


def _said(moved: Movement, say: Words) -> str:
    """There is little room: beside an arrow the figure is enough."""
    if moved.way is Way.NEW:
        return say.plain("board.moved.new")
    return "=" if moved.way is Way.SAME else str(moved.ranks)


def _since(podium: Podium, say: Words) -> list[Raw]:
    if podium.since is None:
        return []
    day = format_date(podium.since, "d MMMM", locale=say.locale)
    return [say("board.picture.since", day=day)]


class PodiumScreens:
    """Draws ``board_picture``, off the event loop."""

    def __init__(self, boards: Boards, clock: Callable[[], datetime]) -> None:
        self.boards = boards
        self.clock = clock

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        return {PICTURE: self.picture}

    async def picture(self, debt: Owed) -> Rendered:
        """Args: those of ``board``. Without lines, or when drawing fails, the words alone."""
        asker = int(debt.args.get("asker") or 0)
        podium = await self.boards.podium(debt.chat, wish_of(debt.args), asker, self.clock())
        say = say_to(podium.board.voice, debt)
        words = caption(podium, say)
        if not podium.board.lines:
            return Message(say("board.picture.empty"))
        try:
            content = await asyncio.to_thread(draw, sheet_of(podium, say))
        except Exception:  # whatever a font or a picture library stumbles over, the words are there
            log.exception("a podium cannot be drawn", extra={"screen": debt.screen})
            return Message(words)
        return Photo(content, words)
