"""Which board is wanted: as words and buttons say it, and as a debt keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.boards.board import EVERY_TOPIC, NO_SEASON
from bot.domain.boards.period import Period
from bot.domain.boards.season import season_called
from bot.domain.owed import QUOTES, Argument, Owed
from bot.domain.quizzes.quiz_request import Topic, UnknownTopic, read_request, word_for
from bot.storage.bank import questions, topics
from bot.storage.boards import seasons
from bot.storage.database import Tx

NAME = 60
"""Characters of what was not understood that are repeated."""
NAMED = 6
"""How many topics are named when one was not understood."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which board is wanted, and which page of it (from 1).

    ``group`` is a chat whose board is wanted in private; ``mine`` wants all one's groups instead.
    A season is named by its id, the newest one without; a page beyond the last is the last.
    """

    period: Period
    topic: int = EVERY_TOPIC
    page: int = 1
    season: int = NO_SEASON
    group: int | None = None
    mine: bool = False


async def read_wish(tx: Tx, chat: int, wish: Wish, text: str) -> tuple[Wish, dict[str, Argument]]:
    """What the words behind the command name, and what to say when they name nothing."""
    if not text:
        return wish, {}
    if wish.period is Period.SEASON:
        played = (await seasons.of_chats(tx, {chat})).get(chat, ())
        if season := season_called(text, played):
            return replace(wish, season=season.id), {}
    known = await questions.named_topics(tx)
    wanted = read_request(text, known)
    scope = getattr(wanted, "scope", None)
    if scope and scope.set_id is not None:
        of_set = [topic for topic in known if topic.set_id == scope.set_id]
        if scope.topic is None and len(of_set) == 1:
            scope = of_set[0].scope
        if scope.topic is not None:
            return replace(wish, topic=await topics.number_for(tx, scope)), {}
        return wish, {"unknown": text[:NAME], "near": _requests(of_set, known)}
    near = wanted.near if isinstance(wanted, UnknownTopic) else ()
    return wish, {"unknown": text[:NAME], "near": _requests(near, known)}


def _requests(near: Sequence[Topic], known: Sequence[Topic]) -> str:
    """In lines, the word that calls each topic, and its title behind a tab."""
    called = ((word_for(topic.scope, known), topic.title) for topic in near)
    return "\n".join([f"{word}\t{title}" for word, title in called if word][:NAMED])


def args_of(message_id: int, asker: int, wish: Wish, *, own: bool) -> dict[str, Argument]:
    return {
        "period": wish.period.value, "board": message_id, "asker": asker, "own": own,
        "topic": wish.topic, "page": wish.page, "season": wish.season, "group": wish.group,
        "mine": wish.mine,
    }  # fmt: skip


def wish_of(args: Mapping[str, Argument]) -> Wish:
    """What a debt asks for; debts from before know the period only."""
    group = args.get("group")
    return Wish(
        Period(str(args["period"])), int(args.get("topic") or EVERY_TOPIC),
        int(args.get("page") or 1), int(args.get("season") or NO_SEASON),
        int(group) if group else None, bool(args.get("mine")),
    )  # fmt: skip


def board_owed(chat: int, args: Mapping[str, Argument], *, fresh: bool, thread: int | None) -> Owed:
    """A board; ``args`` are those of :func:`args_of`, whose message names its place.

    A fresh one in a group quotes that message.
    """
    if fresh and chat < 0:
        args = {**args, QUOTES: args["board"]}
    place = f"board:{args['board']}"
    return Owed(chat, "board", args, place=place, fresh=fresh, thread=thread)
