"""Whatever a button's data says: it is answered, nothing breaks, nothing is recorded."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import func, select
from telegram.ext import CallbackQueryHandler

from bot.sandbox.humans import Human
from bot.storage.tables import inbox, responses
from bot.views.message import Toast
from tests.app.conftest import Stage, one_database
from tests.app.desk import Desk, toasts
from tests.app.verbs import verbs

HUGE = "9" * 40
NUMBERS = (f":{HUGE}", ":-1", ":0:0:0:0:0:0", f":1:{HUGE}", ":1:1:99")
"""What a handler may hand on to a database, each of which has limits of its own."""
SENSELESS = ("", ":", ":١:٢", ":x:y")
VERBS = (*sorted(verbs()), "q.zzz", "z.z", "")
ROOMS = tuple({verb.partition(".")[0]: verb for verb in VERBS}.values())
"""A verb of each room."""


def forged(about: str, verbs: Sequence[str] = VERBS) -> list[str]:
    return [data for verb in verbs if (data := (verb + about)[:64])]


@one_database
async def test_every_verb_has_a_handler_of_its_own(desk: Desk) -> None:
    handlers = [
        handler
        for group in desk.app.application.handlers.values()
        for handler in group
        if isinstance(handler, CallbackQueryHandler)
    ]
    rooms = [handler.pattern for handler in handlers if handler.pattern is not None]
    assert len(rooms) == len(handlers) - 1, "only the fallback takes any data"
    for verb in verbs():
        assert sum(bool(room.match(verb)) for room in rooms) == 1, verb  # type: ignore[union-attr]
    for room in rooms:
        assert any(room.match(verb) for verb in verbs()), room  # type: ignore[union-attr]


@pytest.mark.parametrize("place", ["private", "group"])
async def test_forged_data_gets_one_answer_and_breaks_nothing(desk: Desk, place: str) -> None:
    """Every verb with every kind of data, and in both places: by turns here and there."""
    first = ("private", "group").index(place)
    await forge(desk, place, lambda turn: VERBS[(first + turn) % 2 :: 2])


@pytest.mark.prove
@pytest.mark.parametrize("place", ["private", "group"])
async def test_all_forged_data_in_every_place(desk: Desk, place: str) -> None:
    await forge(desk, place, lambda _: VERBS)


async def forge(desk: Desk, place: str, verbs: Callable[[int], Sequence[str]]) -> None:
    """Tap buttons of the verbs chosen for each kind of data, which have a number."""
    chen = desk.person("Chen")
    chat = chen.id if place == "private" else (await desk.group()).id
    kinds = NUMBERS if not desk.app.database.is_sqlite else (*NUMBERS, *SENSELESS)
    for turn, about in enumerate(kinds):
        data = forged(about, verbs(turn))
        debts = await desk.taps(chen, *data, chat=chat)
        assert toasts(debts).keys() == set(data)
        alike = {(str(debt.args), debt.screen, debt.callback is None): debt for debt in debts}
        for debt in alike.values():
            rendered = await desk.app.render(debt)
            assert isinstance(rendered, Toast) or debt.callback is None
    assert await desk.dead_letters() == 0
    assert not (await desk.world())["responses"]


async def answered(person: Human, data: str, message: int, chat: int) -> bool:
    """Whether a tap is answered; tapped again, as people do, where an answer came too late."""
    for _ in range(3):
        if (await person.forges(data, message, chat, wait=20))["answered"]:
            return True
    return False


@one_database
@pytest.mark.parametrize("place", ["private", "group"])
async def test_forged_taps_are_answered_over_the_wire(stage: Stage, place: str) -> None:
    chen = stage.person("Chen")
    chat = chen.id if place == "private" else (await stage.group()).id
    await chen.say("/help", chat)
    message = (await chen.sees("/quiz", chat))["id"]
    for data in forged(f":{HUGE}", ROOMS):
        assert await answered(chen, data, message, chat), data
    await stage.settled()
    async with stage.app.database.read() as tx:
        dead = select(func.count()).select_from(inbox).where(inbox.c.state == "dead")
        assert (await tx.execute(dead)).scalar_one() == 0
        assert (await tx.execute(select(func.count()).select_from(responses))).scalar_one() == 0
