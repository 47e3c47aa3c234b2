"""What the screens of rounds show, read anew each time one is drawn."""

from dataclasses import replace

from bot.domain.rounds.lobby import RANKED_FROM, seconds_left
from bot.domain.rounds.modes import Mode, team_sizes
from bot.domain.rounds.round import LobbyScene, Outcome, Phase, PollState, PollToSend, Scene
from bot.services.bank.pictures import Pictures
from bot.services.rounds.course import is_current
from bot.services.rounds.standings import standings
from bot.storage.bank import questions
from bot.storage.database import Database, Tx
from bot.storage.documents import documents
from bot.storage.groups import groups
from bot.storage.people import people
from bot.storage.rounds import participants, polls, round_results, rounds
from bot.storage.rounds.polls import Asked
from bot.storage.rounds.rounds import Round

TABLE_LINES = 10
RIGHT_NAMED = 8
"""People named of those who were right; the others are counted."""
NAMES = 12
"""People of a lobby that are named; the others are counted."""

NO_PICTURES = Pictures(None)


class RoundReading:
    """Read methods for the screens; each is one consistent view of the database."""

    def __init__(self, database: Database, pictures: Pictures = NO_PICTURES) -> None:
        self.database = database
        self.pictures = pictures

    async def poll_to_send(self, round_id: int, position: int) -> PollToSend | None:
        """What the question at a position asks; None when it is not to be sent (any more)."""
        async with self.database.read() as tx:
            asked = await polls.asked(tx, round_id, position)
            if asked is None or not is_current(asked) or asked.state is not PollState.WAITING:
                return None
            found = await _to_send(tx, asked)
        return replace(found, picture=await self.pictures.read(found.question.picture))

    async def asked(self, round_id: int, position: int) -> PollToSend | None:
        """The same without the picture, whatever became of it."""
        async with self.database.read() as tx:
            asked = await polls.asked(tx, round_id, position)
            return None if asked is None else await _to_send(tx, asked)

    async def scene(self, round_id: int) -> Scene | None:
        """A round as its messages show it now; None when there is no such round."""
        async with self.database.read() as tx:
            shown = await rounds.find(tx, round_id)
            if shown is None:
                return None
            voice = await people.voice(tx, shown.chat)
            done = await polls.last_done(tx, round_id)
            lines, number, teams, fell = await standings(tx, shown, TABLE_LINES)
            of_sets = await polls.sets_of(tx, round_id)
            state = await groups.find(tx, shown.chat)
            now_at = await polls.asked(tx, round_id, shown.position)
            return Scene(
                round_id=shown.id,
                chat=shown.chat,
                state=shown.state,
                position=shown.position,
                total=shown.total,
                seconds=shown.seconds,
                wishes=voice.wishes,
                outcome=await _outcome(tx, done) if done else None,
                lost=await polls.lost_positions(tx, round_id),
                lines=lines,
                people=number,
                set_code=of_sets[0][0] if len(of_sets) == 1 else None,
                languages=tuple(language for _, language in of_sets),
                phase=shown.phase,
                mode=shown.mode,
                ranked=shown.ranked,
                ranked_from=state.group.ranked_from if state else RANKED_FROM,
                lobby=await self._lobby(tx, shown) if shown.in_lobby else None,
                teams=teams,
                kind=shown.kind,
                scheduled=shown.scheduled,
                refused=now_at is not None and now_at.refused,
                fell=fell,
                between=now_at is not None and now_at.state is PollState.WAITING,
                nobody_came=_nobody_came(shown),
            )

    async def _lobby(self, tx: Tx, of: Round) -> LobbyScene:
        assert of.lobby_until is not None  # noqa: S101 - it is in its lobby
        first = await participants.labels(tx, of.id, NAMES)
        return LobbyScene(
            labels=tuple(label for label, _ in first),
            people=await participants.number(tx, of.id),
            seconds_left=seconds_left(of.lobby_until, self.database.clock()),
            teams=await _team_sizes(tx, of) if of.mode is Mode.TEAMS else (),
            sides=tuple(team for _, team in first),
        )

    async def wishes(self, chat: int) -> tuple[str | None, ...]:
        """The languages to speak to a group in, best first."""
        async with self.database.read() as tx:
            return (await people.voice(tx, chat)).wishes


def _nobody_came(of: Round) -> bool:
    """Whether the lobby ended because its time was over: who calls it off does so before."""
    if of.phase is not Phase.LOBBY or of.lobby_until is None or of.ended_at is None:
        return False
    return of.ended_at >= of.lobby_until


async def _team_sizes(tx: Tx, of: Round) -> tuple[int, ...]:
    joined = await participants.joined(tx, of.id)
    return tuple(team_sizes(joined))


async def _to_send(tx: Tx, asked: Asked) -> PollToSend:
    voice = await people.voice(tx, asked.round.chat)
    sources = (await questions.sources_for(tx, [asked.version_id]))[asked.version_id]
    return PollToSend(
        asked.position, asked.round.total, asked.round.seconds, asked.question,
        asked.option_order, asked.language, voice.wishes, sources,
        kind=asked.round.kind, pages=await documents.cited_pages(tx, [(asked.question, sources)]),
    )  # fmt: skip


async def _outcome(tx: Tx, done: Asked) -> Outcome:
    answered, right, partly, labels = 0, 0, 0, list[str]()
    if done.poll_id is not None:
        answered, right, partly = await round_results.answered(tx, done.poll_id)
        labels = await round_results.labels_of_right(tx, done.poll_id, RIGHT_NAMED)
    sources = (await questions.sources_for(tx, [done.version_id]))[done.version_id]
    return Outcome(
        done.position, done.state, done.question, done.language, sources, answered, right,
        done.void, tuple(labels), await documents.cited_pages(tx, [(done.question, sources)]),
        partly,
    )  # fmt: skip
