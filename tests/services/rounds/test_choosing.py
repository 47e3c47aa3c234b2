"""Questions that no poll can hold: asked by message, answered by button, marked at the close."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.owed import Argument
from bot.domain.people.group import Membership
from bot.domain.people.person import Who
from bot.domain.question import Option, Question, QuestionType
from bot.domain.rounds.round import PollState
from bot.domain.sent import Sent
from bot.services.groups.memberships import Memberships
from bot.services.groups.settling import GroupService
from bot.services.rounds.choosing import OptionTap
from bot.services.rounds.lobby import RoundTap
from bot.storage import tables
from bot.storage.cause import Cause, bound
from bot.storage.database import Database
from bot.storage.rounds.polls import Asked
from tests.conftest import Clock
from tests.services.rounds.stage import ADMIN, ALMA, BORIS, CHEN, GROUP, MEMBER, Stage, stage_with
from tests.storage.bank_rows import make_question

LONG = make_question(
    "tea-long",
    stem="x" * 400,
    options=[Option("a", "Green " + "g" * 100, key=True), Option("b", "Black"), Option("c", "Red")],
)
SEVERAL = replace(
    LONG,
    id="tea-several",
    type=QuestionType.MULTIPLE,
    options=(Option("a", "White", key=True), Option("b", "Mint"), Option("c", "Oolong", key=True)),
)


async def asking(database: Database, clock: Clock, question: Question, text: str = "1 20") -> Stage:
    stage = await stage_with(database, clock, [question])
    await stage.rounds.start(MEMBER, GROUP, text, clock())
    return stage


async def send(stage: Stage) -> Asked:
    """Send the question that is owed."""
    (debt,) = await stage.pay("round_question")
    assert not debt.once, "what is sent twice asks the same"
    async with stage.database.write() as tx:
        await stage.polls.when_sent()["round_question"](tx, debt, Sent(debt.chat, 7, stage.clock()))
    return await stage.asked(debt)


async def tap(stage: Stage, who: Who, place: int, **other: int) -> Argument:
    """Tap the option at a place; what the toast says: the places chosen, or a word."""
    at = RoundTap(other.get("chat", GROUP.id), other.get("round_id", 1), "q")
    on = OptionTap(at, other.get("position", 1), place)
    await stage.choosing.choose(who, on, stage.clock())
    debts = [debt for debt in await stage.debts() if debt.callback]
    (toast,) = debts
    await stage.pay(toast.screen)
    return toast.args.get("places", toast.args.get("word"))


async def log(stage: Stage) -> dict[str, tuple[list[str], int]]:
    """Options and mark by first name."""
    query = select(
        tables.accounts.c.first_name, tables.responses.c.given, tables.responses.c.mark
    ).join(tables.responses, tables.responses.c.person_id == tables.accounts.c.person_id)
    async with stage.database.read() as tx:
        return {row.first_name: (row.given["options"], row.mark) for row in await tx.execute(query)}


@pytest.mark.parametrize(("people", "counts"), [((ALMA,), False), ((ALMA, BORIS), True)])
async def test_it_counts_once_enough_people_have_tapped(
    database: Database, clock: Clock, people: tuple[Who, ...], counts: bool
) -> None:
    stage = await asking(database, clock, LONG)
    await send(stage)
    for who in people:
        await tap(stage, who, 0)
    await stage.fire()
    async with database.read() as tx:
        said = (await tx.execute(select(tables.responses.c.ranked))).scalars().all()
    assert said == [counts] * len(people)


async def test_what_is_too_long_is_asked_whole_and_timed_like_a_poll(
    database: Database, clock: Clock
) -> None:
    stage = await asking(database, clock, LONG)
    assert await stage.debts("poll") == []
    to_send = await stage.reading.poll_to_send(1, 1)
    assert to_send is not None
    assert to_send.question.stem == "x" * 400
    asked = await send(stage)
    assert asked.state is PollState.OPEN
    assert await stage.timers() == {"round:1:1": 21.0}
    assert await stage.reading.poll_to_send(1, 1) is None


async def test_the_last_tap_before_the_close_counts_once(database: Database, clock: Clock) -> None:
    stage = await asking(database, clock, LONG)
    asked = await send(stage)
    green, black = asked.option_order.index("a"), asked.option_order.index("b")
    assert await tap(stage, ALMA, black) == str(black)
    assert await tap(stage, ALMA, green) == str(green)
    assert await tap(stage, BORIS, black) == str(black)
    assert await log(stage) == {}, "nothing is final before the close"
    await stage.fire()
    assert await log(stage) == {"Alma": (["a"], 100), "Boris": (["b"], 0)}
    assert await stage.count("round_choices") == 0
    scene = await stage.reading.scene(1)
    assert scene is not None and scene.outcome is not None
    assert (scene.outcome.answered, scene.outcome.right) == (2, 1)
    assert [debt.place for debt in await stage.debts("round_bare")] == ["poll:1:1"]
    assert await tap(stage, CHEN, green) == "round.toast.late"
    assert await stage.count("responses") == 2


async def test_who_taps_an_option_is_in_the_group_also_after_leaving_it(
    database: Database, clock: Clock
) -> None:
    """The buttons stand below a message of the group: forwarded ones do nothing."""
    stage = await asking(database, clock, LONG)
    await send(stage)
    await tap(stage, BORIS, 0)
    service = Memberships(database)
    await service.seen(GROUP.id, [BORIS.telegram_id], clock(), present=False)
    assert (await stage.presences())["Boris"] == "left"
    for who in (BORIS, CHEN):
        await tap(stage, who, 0)
    assert await stage.presences() == dict.fromkeys(("Alma", "Boris", "Chen"), "member")


async def tap_of(stage: Stage, cause: Cause, who: Who, place: int) -> None:
    with bound(cause):
        on = OptionTap(RoundTap(GROUP.id, 1, "q"), 1, place)
        await stage.choosing.choose(who, on, stage.clock())


@pytest.mark.parametrize("skipped", [False, True])
async def test_the_close_waits_for_taps_that_came_in_before_it_and_for_no_others(
    database: Database, clock: Clock, skipped: bool
) -> None:
    stage = await asking(database, clock, LONG)
    green = (await send(stage)).option_order.index("a")
    if skipped:
        clock.advance(5)
        await stage.directing.skip(ADMIN, GROUP, clock())
    clock.advance(0.9 if skipped else 20.9)
    in_time = await stage.waiting(1, "callback_query")
    clock.advance(0.2)
    too_late = await stage.waiting(2, "callback_query")
    clock.advance(10)
    await stage.rounds.close(1, 1, clock())
    assert await stage.timers() == {"round:1:1": 0.1}
    await tap_of(stage, in_time, ALMA, green)
    await tap_of(stage, await stage.waiting(3, "callback_query"), CHEN, green)
    await stage.fire()
    await tap_of(stage, too_late, BORIS, green)
    assert await log(stage) == {"Alma": (["a"], 100)}
    words = [debt.args.get("word") for debt in await stage.debts() if debt.callback]
    assert words == [None, "round.toast.late", "round.toast.late"]
    async with database.read() as tx:
        assert (await tx.execute(select(tables.responses.c.at))).scalar_one() == in_time.received


async def test_where_several_are_right_a_second_tap_takes_one_back(
    database: Database, clock: Clock
) -> None:
    stage = await asking(database, clock, replace(SEVERAL, stem="y" * 300))
    asked = await send(stage)
    places = [asked.option_order.index(option) for option in "abc"]
    await tap(stage, ALMA, places[0])
    both = await tap(stage, ALMA, places[1])
    assert both == ",".join(map(str, sorted(places[:2])))
    assert await tap(stage, ALMA, places[1]) == str(places[0])
    await tap(stage, BORIS, places[2])
    assert await tap(stage, BORIS, places[2]) == ""
    await stage.fire()
    assert await log(stage) == {"Alma": (["a"], 50)}


@pytest.mark.parametrize("end", ["stop", "skip"])
async def test_what_was_chosen_counts_when_it_closes_early(
    database: Database, clock: Clock, end: str
) -> None:
    stage = await asking(database, clock, LONG)
    asked = await send(stage)
    await tap(stage, ALMA, asked.option_order.index("a"))
    await getattr(stage.directing, end)(ADMIN, GROUP, clock())
    if end == "skip":
        await stage.fire()
    assert await log(stage) == {"Alma": (["a"], 100)}
    assert await stage.debts("stop_poll") == []


async def test_a_tap_before_the_sending_is_recorded_is_kept(
    database: Database, clock: Clock
) -> None:
    stage = await asking(database, clock, LONG)
    assert await tap(stage, ALMA, 0) == "0"
    await send(stage)
    await stage.fire()
    assert await stage.count("responses") == 1


@pytest.mark.parametrize(
    "forged", [{"chat": -7}, {"round_id": 9}, {"position": 2}, {"place": 3}], ids=str
)
async def test_forged_taps_change_nothing(
    database: Database, clock: Clock, forged: dict[str, int]
) -> None:
    stage = await asking(database, clock, LONG)
    await send(stage)
    assert await tap(stage, ALMA, **{"place": 0, **forged}) == "round.toast.over"
    assert await stage.count("round_choices") == 0


async def test_a_poll_takes_no_taps(database: Database, clock: Clock) -> None:
    stage = await asking(database, clock, make_question("tea-short"))
    await stage.send_poll()
    assert await tap(stage, ALMA, 0) == "round.toast.over"


async def test_a_copy_sent_twice_is_the_same_question(database: Database, clock: Clock) -> None:
    stage = await asking(database, clock, LONG)
    (debt,) = await stage.debts("round_question")
    await send(stage)
    clock.advance(5)
    async with database.write() as tx:
        await stage.polls.sent(tx, debt, Sent(debt.chat, 8, clock()))
    asked = await stage.asked(debt)
    assert (asked.message_id, asked.state) == (8, PollState.OPEN)
    assert await stage.timers() == {"round:1:1": 16.0}


async def test_after_the_move_to_a_supergroup_old_buttons_still_answer(
    database: Database, clock: Clock
) -> None:
    stage = await asking(database, clock, LONG)
    asked = await send(stage)
    new = -1_001_234_567_890
    await GroupService(database, {}, ("en",)).migrate(GROUP.id, new, clock())
    green = asked.option_order.index("a")
    assert await tap(stage, ALMA, green) == str(green)
    assert await tap(stage, BORIS, green, chat=new) == str(green)
    await stage.fire()
    async with database.read() as tx:
        boards = (await tx.execute(select(tables.responses.c.board))).scalars().all()
    assert boards == [new, new]


async def test_a_group_that_is_left_is_owed_nothing_and_what_was_chosen_counts(
    database: Database, clock: Clock
) -> None:
    stage = await asking(database, clock, LONG)
    asked = await send(stage)
    await tap(stage, ALMA, asked.option_order.index("a"))
    before = await stage.debts()
    gone = Membership(GROUP, "kicked", frozenset(), ALMA)
    await GroupService(database, {}, ("en",)).membership(gone, clock())
    new = [debt.screen for debt in await stage.debts() if debt not in before]
    assert new == ["group_cut_off"]
    assert await log(stage) == {"Alma": (["a"], 100)}


async def test_a_refused_message_is_not_called_a_poll(database: Database, clock: Clock) -> None:
    stage = await asking(database, clock, LONG)
    (debt,) = await stage.pay("round_question")
    async with database.write() as tx:
        await stage.polls.refused(tx, debt)
    assert await stage.notes() == ["refused_message"]
