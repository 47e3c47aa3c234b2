"""How one person took part in a round, as the log and the group's members tell it."""

from collections.abc import Sequence

import pytest

from bot.domain.people.membership import Presence
from bot.domain.people.person import Who
from bot.domain.rounds.missed import missed
from bot.services.rounds.lobby import RoundTap
from bot.storage.database import Database
from bot.storage.groups import members
from bot.storage.people import people
from bot.storage.rounds import rounds
from bot.storage.rounds.missed import met_by, part_of
from tests.conftest import Clock
from tests.services.rounds.stage import ALMA, BORIS, GROUP, MEMBER, Stage, stage_with

TAP = RoundTap(GROUP.id, 1, "q")


@pytest.fixture
async def stage(database: Database, clock: Clock) -> Stage:
    """Three questions that Boris, who joined, is silent on; Alma answers the first one wrong."""
    stage = await stage_with(database, clock)
    await stage.rounds.open_lobby(MEMBER, GROUP, "3 20", clock())
    await stage.lobby.join(BORIS, TAP, clock())
    await stage.lobby.start_now(MEMBER, TAP, clock())
    return stage


async def missed_by(stage: Stage, who: Who) -> list[int] | None:
    async with stage.database.read() as tx:
        person, of = await people.find(tx, who.telegram_id), await rounds.find(tx, 1)
        assert person is not None
        assert of is not None
        return missed(await met_by(tx, of, person.id), await part_of(tx, of, person.id))


async def note(stage: Stage, who: Who, presence: Presence) -> None:
    async with stage.database.write() as tx:
        person = await people.recognise(tx, who, stage.clock())
        now = stage.clock()
        left_at = now if presence is Presence.LEFT else None
        await members.note(tx, GROUP.id, [person.id], presence, now, left_at=left_at)


async def ask(stage: Stage, numbers: Sequence[int]) -> list[int]:
    """Ask those questions of the round; the ids of what was asked."""
    asked = []
    for number in numbers:
        one = await stage.send_poll(f"p{number}")
        asked.append(one.question_id)
        if number == 1:
            await stage.vote(ALMA, one, "b")
        await stage.fire()
    return asked


async def test_who_joined_and_was_silent_missed_everything(stage: Stage) -> None:
    asked = await ask(stage, (1, 2, 3))
    assert await missed_by(stage, BORIS) == asked


@pytest.mark.parametrize(
    ("presence", "theirs"), [(Presence.LEFT, 1), (Presence.STRANGER, 0), (Presence.MEMBER, 3)]
)
async def test_what_came_after_they_had_left_was_not_theirs(
    stage: Stage, presence: Presence, theirs: int
) -> None:
    """A stranger was never there: only what they answered is theirs."""
    asked = await ask(stage, (1,))
    await note(stage, BORIS, presence)
    await note(stage, ALMA, presence)
    asked += await ask(stage, (2, 3))
    assert await missed_by(stage, BORIS) == asked[:theirs]
    assert await missed_by(stage, ALMA) == asked[: max(theirs, 1)]


async def test_a_lost_poll_and_one_that_is_open_are_nobodys(stage: Stage) -> None:
    await stage.lose_poll()
    stage.clock.advance(60)
    await stage.rounds.close(1, 1, stage.clock())
    await stage.pay("poll")
    assert await missed_by(stage, BORIS) == []
