"""Whatever a button's data says: it is answered, nothing breaks, nothing is recorded."""

import pytest
from sqlalchemy import func, select

from bot.storage.tables import inbox, responses
from tests.app.conftest import Stage

HUGE = "9" * 40
VERBS = (
    "q.a", "q.pass", "q.submit", "q.next", "q.source", "q.retake", "q.answers", "q.page", "q.topic",
    "q.quick", "q.again", "q.anew", "q.resume", "b.board", "b.show", "p.open", "p.forget", "p.keep",
    "k.publish", "k.cancel", "k.preview", "g.page", "g.zone", "g.locale", "r.x",
)  # fmt: skip
ABOUT = ("", ":", f":{HUGE}", ":-1", ":١:٢", ":0:0:0:0:0:0", f":1:{HUGE}", ":x:y", ":1:1:99")


async def _nothing_broke(stage: Stage) -> None:
    await stage.settled()
    async with stage.app.database.read() as tx:
        dead = select(func.count()).select_from(inbox).where(inbox.c.state == "dead")
        assert (await tx.execute(dead)).scalar_one() == 0
        assert (await tx.execute(select(func.count()).select_from(responses))).scalar_one() == 0


@pytest.mark.parametrize("about", ABOUT)
async def test_forged_taps_in_private(stage: Stage, about: str) -> None:
    alma = stage.person("Alma")
    await alma.say("/help")
    message = (await alma.sees("/quiz"))["id"]
    for verb in VERBS:
        answer = await alma.forges((verb + about)[:64], message)
        assert answer["answered"], verb
    await _nothing_broke(stage)


@pytest.mark.parametrize("about", ABOUT)
async def test_forged_taps_in_a_group(stage: Stage, about: str) -> None:
    group = await stage.group()
    chen = stage.person("Chen")
    await chen.say("/help", group.id)
    message = (await chen.sees("/quiz", group.id))["id"]
    for verb in VERBS:
        answer = await chen.forges((verb + about)[:64], message, group.id)
        assert answer["answered"], verb
    await _nothing_broke(stage)
