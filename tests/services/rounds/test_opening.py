"""Rounds: from /quiz to the last table, on SQLite and PostgreSQL."""

import random

import pytest
from sqlalchemy import select, update

from bot.domain.documents.source_document import Block, BlockKind, SourceDocument
from bot.domain.people.group import Actor, GroupChat
from bot.domain.people.person import Who
from bot.domain.question import Option
from bot.domain.quizzes.attempt import EVERYTHING
from bot.domain.rounds.round import PollState, RoundState
from bot.domain.sent import Sent
from bot.generation.documents.reading import Format
from bot.services.bank.passages import Passages
from bot.services.rounds.debts import BY_THEMSELVES
from bot.services.rounds.drawing import draw_for
from bot.services.rounds.reading import RoundReading
from bot.storage import tables
from bot.storage.cause import Cause, bound
from bot.storage.database import Database, Tx
from bot.storage.delivery import debts, inbox
from bot.storage.delivery.inbox import Arrival
from bot.storage.documents import documents
from bot.storage.groups import groups
from bot.storage.people import people
from bot.storage.rounds import rounds
from bot.views.message import Message
from bot.views.rounds.screens import RoundScreens
from tests.conftest import Clock
from tests.held import one_after_the_other
from tests.services.rounds.stage import (
    ADMIN,
    ALMA,
    BORIS,
    CHEN,
    GROUP,
    MEMBER,
    Stage,
    stage_with,
    tea_questions,
    vote,
)
from tests.storage.bank_rows import TEA_BOOK, add_set, make_question


@pytest.fixture
async def stage(database: Database, clock: Clock) -> Stage:
    return await stage_with(database, clock)


async def only_admins_start(stage: Stage) -> None:
    async with stage.database.write() as tx:
        await groups.ensure(tx, GROUP.id, GROUP.title, stage.clock())
        await groups.choose(tx, GROUP.id, who_may_start="admins")


async def state_of(stage: Stage) -> tuple[str, int]:
    async with stage.database.read() as tx:
        row = (await tx.execute(select(tables.rounds))).one()
        return row.state, row.position


async def test_a_round_begins_with_its_message_and_one_poll(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GroupChat(GROUP.id, GROUP.title, 12), "3 20", stage.clock())
    shown, poll = await stage.debts()
    assert (shown.screen, shown.place, shown.fresh, shown.thread) == ("round", "round:1", False, 12)
    assert (poll.screen, poll.once, poll.thread) == ("poll", True, 12)
    assert poll.args == {"round": 1, "position": 1}
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert (scene.total, scene.seconds, scene.state) == (3, 20, RoundState.OPEN)
    assert (scene.outcome, scene.lines) == (None, ())


async def test_of_a_document_with_pages_a_poll_and_a_passage_know_the_page(stage: Stage) -> None:
    told = Block(1, BlockKind.BODY, "You need a leaf and hot water.", 12)
    async with stage.database.write() as tx:
        book = SourceDocument(TEA_BOOK, (told,))
        await documents.add(tx, book, format=Format.PDF.value, dropped=(), now=stage.clock())
    await stage.rounds.start(MEMBER, GROUP, "1", stage.clock())
    asked = await stage.reading.poll_to_send(1, 1)
    assert asked is not None
    assert asked.pages == {(TEA_BOOK.sha256, 1): 12}
    [cited] = asked.question.citations
    passage = await Passages(None, stage.database).find(TEA_BOOK, cited)
    assert passage is not None
    assert passage.page == 12


async def test_without_numbers_a_round_has_five_questions_of_thirty_seconds(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "", stage.clock())
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert (scene.total, scene.seconds) == (5, 30)


async def test_a_round_asks_no_question_twice_and_not_those_of_the_round_before(
    stage: Stage,
) -> None:
    for number in range(2):
        await stage.rounds.start(MEMBER, GROUP, "4", stage.clock())
        for question in range(4):
            await stage.send_poll(f"{number}/{question}")
            await stage.fire()
        stage.clock.advance(60)
    async with stage.database.read() as tx:
        versions = (await tx.execute(select(tables.round_questions.c.version_id))).scalars().all()
    assert len(set(versions)) == 8


async def test_a_second_round_in_a_group_is_refused_kindly(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "", stage.clock())
    stranger = Actor(BORIS, admin=False)
    for actor in (ADMIN, MEMBER, stranger):
        await stage.rounds.start(actor, GROUP, "", stage.clock())
    assert await stage.notes() == ["running", "running_wait"]
    assert await stage.count("rounds") == 1


async def test_who_wants_a_round_while_people_join_one_is_shown_in(stage: Stage) -> None:
    for actor in (MEMBER, ADMIN, Actor(BORIS, admin=False)):
        await stage.rounds.open_lobby(actor, GROUP, "", stage.clock())
    assert await stage.notes() == ["lobby", "lobby_wait"]
    assert await stage.count("rounds") == 1


async def test_of_two_starts_at_the_same_moment_one_wins(stage: Stage) -> None:
    """The group is known before, so that only the round itself can stand in the second's way."""
    async with stage.database.write() as tx:
        await groups.ensure(tx, GROUP.id, GROUP.title, stage.clock())

    async def first(tx: Tx) -> None:
        drawn = await draw_for(tx, GROUP.id, EVERYTHING, 1, lambda: 0.5)
        begun = await rounds.start(
            tx, GROUP.id, drawn, seconds=20, thread=None, started_by=None, now=stage.clock()
        )
        assert begun is not None

    async def second() -> None:
        await stage.rounds.start(MEMBER, GROUP, "", stage.clock())

    await one_after_the_other(stage.database, first, second)
    assert await stage.notes() == ["running_wait"]
    assert (await stage.count("rounds"), await stage.debts("poll")) == (1, [])


async def test_other_groups_have_rounds_of_their_own(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "", stage.clock())
    await stage.rounds.start(MEMBER, GroupChat(-5, "Other"), "", stage.clock())
    assert await stage.notes() == []


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (MEMBER, False),
        (ADMIN, True),
        (Actor(None, admin=True), True),
        (Actor(CHEN, admin=False), True),
    ],
    ids=["member", "admin", "anonymous admin", "instructor"],
)
async def test_where_only_admins_may_start_others_are_told(
    stage: Stage, actor: Actor, allowed: bool
) -> None:
    await only_admins_start(stage)
    await stage.rounds.start(actor, GROUP, "", stage.clock())
    assert await stage.notes() == ([] if allowed else ["not_allowed"])
    assert await stage.count("rounds") == allowed


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("21", "bad_questions"),
        ("5 9", "bad_seconds"),
        ("coffee", "bad_topic"),
        ("history", "nothing_fits"),
    ],
)
async def test_a_wish_that_cannot_be_met_is_answered(
    database: Database, clock: Clock, text: str, note: str
) -> None:
    none_right = [Option("a", "White"), Option("b", "Black")]
    old = make_question("tea-old", topic="history", options=none_right)
    stage = await stage_with(database, clock, [make_question("tea-1"), old])
    await stage.rounds.start(MEMBER, GROUP, text, stage.clock())
    assert await stage.notes() == [note]
    assert await stage.count("rounds") == 0


async def test_a_topic_limits_the_round(database: Database, clock: Clock) -> None:
    bank = [make_question("tea-short", topic="history"), make_question("tea-leaf")]
    stage = await stage_with(database, clock, bank)
    await stage.rounds.start(MEMBER, GROUP, "history 5", stage.clock())
    asked = await stage.send_poll()
    assert (asked.question.id, asked.round.total) == ("tea-short", 1)
    (said,) = await stage.debts("round_note")
    assert said.args == {"note": "fewer", "n": 1}


async def test_a_slip_in_a_topic_is_answered_with_what_to_write(
    database: Database, clock: Clock
) -> None:
    bank = [make_question("tea-short", topic="history"), make_question("tea-leaf")]
    stage = await stage_with(database, clock, bank)
    await stage.rounds.open_lobby(MEMBER, GROUP, "histroy 3 20", stage.clock())
    (said,) = await stage.debts("round_note")
    assert said.args == {"note": "topic_slip", "requests": "/round history 3 20"}
    screens = RoundScreens(RoundReading(database), "cite_bot").renderers()
    drawn = await screens["round_note"](said)
    assert isinstance(drawn, Message)
    assert "<code>/round history 3 20</code>" in drawn.html
    assert await stage.count("rounds") == 0


async def test_a_question_is_timed_graded_closed_and_followed_by_the_next(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "2 20", stage.clock())
    await stage.pay("round")
    asked = await stage.send_poll()
    assert asked.state is PollState.OPEN
    assert await stage.timers() == {"round:1:1": 21.0}
    await stage.vote(ALMA, asked, "a")
    await stage.vote(BORIS, asked, "b")
    assert await stage.debts() == []
    await stage.fire()
    table, poll = await stage.debts()
    assert (table.screen, table.place) == ("round_table", "table:1:1")
    assert poll.args["position"] == 2
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert scene.outcome is not None
    assert (scene.outcome.position, scene.outcome.answered, scene.outcome.right) == (1, 2, 1)
    assert [(line.standing.rank, line.label) for line in scene.lines] == [(1, "Alma"), (2, "Boris")]


async def test_after_the_last_question_the_round_is_over(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "1", stage.clock())
    await stage.pay("round")
    await stage.send_poll()
    await stage.fire()
    result, head = await stage.debts()
    assert (head.screen, head.place) == ("round", "round:1")
    assert (result.screen, result.place, result.args) == ("round_result", "result:1", {"round": 1})
    assert await state_of(stage) == ("finished", 1)
    assert await stage.timers() == {}
    await stage.rounds.start(MEMBER, GROUP, "", stage.clock())
    assert await stage.count("rounds") == 2


async def test_equal_scores_share_a_rank_whatever_else_was_answered(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "2", stage.clock())
    first = await stage.send_poll("p1")
    for who in (ALMA, BORIS):
        await stage.vote(who, first, "a")
    await stage.vote(CHEN, first, "c")
    await stage.fire()
    second = await stage.send_poll("p2")
    await stage.vote(BORIS, second, "b")
    await stage.fire()
    scene = await stage.reading.scene(1)
    assert scene is not None
    ranks = [(line.standing.rank, line.standing.total.score) for line in scene.lines]
    assert ranks == [(1, 100), (1, 100), (3, 0)]


async def test_the_table_shows_ten_and_counts_all(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "1", stage.clock())
    asked = await stage.send_poll()
    votes = [vote(Who(6_000_000_000 + n, f"L{n}"), asked, "a") for n in range(12)]
    await stage.polls.take_votes(votes, stage.clock())
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert (len(scene.lines), scene.people) == (10, 12)


async def test_a_timer_of_an_earlier_question_changes_nothing(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "3", stage.clock())
    await stage.send_poll()
    await stage.fire()
    before = await stage.debts()
    await stage.rounds.close(1, 1, stage.clock())
    await stage.rounds.close(99, 1, stage.clock())
    assert await stage.debts() == before
    assert await state_of(stage) == ("open", 2)


async def test_a_poll_is_only_sent_while_its_question_waits(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "2", stage.clock())
    assert await stage.reading.poll_to_send(1, 1) is not None
    assert await stage.reading.poll_to_send(1, 2) is None
    await stage.directing.stop(ADMIN, GROUP, stage.clock())
    assert await stage.reading.poll_to_send(1, 1) is None


async def test_stopping_closes_the_open_poll_and_forgets_the_timer(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "2", stage.clock())
    await stage.pay("round")
    await stage.send_poll()
    await stage.directing.stop(MEMBER, GROUP, stage.clock())
    result, closing, shown = await stage.debts()
    assert (closing.screen, closing.place) == ("stop_poll", "poll:1:1")
    assert (shown.screen, result.screen) == ("round", "round_stopped")
    assert await stage.timers() == {}
    assert await state_of(stage) == ("stopped", 1)
    assert result.screen not in BY_THEMSELVES, "it goes before answers to what is said after it"
    stopped = await stage.reading.scene(1)
    assert stopped is not None
    assert not stopped.between


async def test_the_result_of_a_stopped_round_takes_the_place_of_its_last_table(
    stage: Stage,
) -> None:
    await stage.rounds.start(MEMBER, GROUP, "2", stage.clock())
    await stage.send_poll()
    await stage.fire()
    (table,) = await stage.pay("round_table")
    async with stage.database.write() as tx:
        await debts.show(tx, GROUP.id, table.place or "", 8, stage.clock())
    await stage.directing.stop(MEMBER, GROUP, stage.clock())
    (result,) = [debt for debt in await stage.debts() if debt.place == "result:1"]
    async with stage.database.write() as tx:
        sent = Sent(GROUP.id, 9, stage.clock())
        await stage.polls.when_sent()[result.screen](tx, result, sent)
    assert [debt.place for debt in await stage.debts("round_gone")] == [table.place]


async def test_a_table_takes_the_place_of_those_before_it_and_of_none_after_it(
    stage: Stage,
) -> None:
    """The first one is paid last, as after an answer that came late."""
    await stage.rounds.start(MEMBER, GROUP, "3", stage.clock())
    tables_owed = []
    for poll in ("p1", "p2"):
        await stage.send_poll(poll)
        await stage.fire()
        tables_owed += await stage.pay("round_table")
    gone = []
    for message_id, table in enumerate(reversed(tables_owed), start=8):
        async with stage.database.write() as tx:
            await debts.show(tx, GROUP.id, table.place or "", message_id, stage.clock())
            sent = Sent(GROUP.id, message_id, stage.clock())
            await stage.polls.when_sent()[table.screen](tx, table, sent)
        gone.append([debt.place for debt in await stage.pay("round_gone")])
    assert gone == [[], []]


async def test_stopping_between_two_questions_names_the_one_that_came(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "2", stage.clock())
    await stage.send_poll()
    await stage.fire()
    await stage.directing.stop(MEMBER, GROUP, stage.clock())
    stopped = await stage.reading.scene(1)
    assert stopped is not None
    assert stopped.outcome is not None
    assert (stopped.position, stopped.between, stopped.outcome.position) == (2, True, 1)


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (Actor(BORIS, admin=False), False),
        (MEMBER, True),
        (ADMIN, True),
        (Actor(None, admin=True), True),
        (Actor(CHEN, admin=False), True),
    ],
    ids=["member", "starter", "admin", "anonymous admin", "instructor"],
)
async def test_the_starter_and_admins_may_stop(stage: Stage, actor: Actor, allowed: bool) -> None:
    async with stage.database.write() as tx:
        await people.recognise(tx, BORIS, stage.clock())
    await stage.rounds.start(MEMBER, GROUP, "", stage.clock())
    await stage.directing.stop(actor, GROUP, stage.clock())
    assert await stage.notes() == ([] if allowed else ["not_yours"])
    assert (await state_of(stage))[0] == ("stopped" if allowed else "open")


@pytest.mark.parametrize("seed", range(5))
async def test_questions_that_cannot_be_asked_make_way_for_all_that_can(
    database: Database, clock: Clock, seed: int
) -> None:
    alone = [Option("a", "Green", key=True)]
    lacking = [make_question(f"lacking-{n}", options=alone) for n in range(6)]
    stage = await stage_with(database, clock, [*tea_questions(4), *lacking])
    stage.rounds.rng = random.Random(seed)
    await stage.rounds.start(MEMBER, GROUP, "5", clock())
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert scene.total == 4
    assert len(set(await versions(stage))) == 4


async def versions(stage: Stage) -> list[int]:
    async with stage.database.read() as tx:
        return list((await tx.execute(select(tables.round_questions.c.version_id))).scalars())


async def test_stopping_nothing_says_so(stage: Stage) -> None:
    await stage.directing.stop(ADMIN, GROUP, stage.clock())
    assert await stage.notes() == ["none_open"]


async def test_a_scene_names_the_set_when_there_is_but_one(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "2", stage.clock())
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert (scene.set_code, scene.languages) == ("TEA", ("en",))


async def test_a_scene_knows_the_languages_of_all_its_sets(stage: Stage) -> None:
    async with stage.database.write() as tx:
        mint = [make_question("mint-leaf"), make_question("mint-oil")]
        await add_set(tx, "mint", mint, language="ru", title="Мята")
    await stage.rounds.start(MEMBER, GROUP, "20", stage.clock())
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert (scene.set_code, scene.languages) == (None, ("ru", "en"))


async def test_people_without_an_account_are_not_in_the_table(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "1", stage.clock())
    asked = await stage.send_poll()
    await stage.vote(ALMA, asked, "a")
    await stage.vote(BORIS, asked, "a")
    async with stage.database.write() as tx:
        accounts = tables.accounts
        await tx.execute(accounts.delete().where(accounts.c.telegram_id == ALMA.telegram_id))
        await tx.execute(
            update(accounts)
            .where(accounts.c.telegram_id == BORIS.telegram_id)
            .values(board_name="alias", alias="Quiet owl")
        )
    scene = await stage.reading.scene(1)
    assert scene is not None
    assert [line.label for line in scene.lines] == ["Quiet owl"]


async def test_a_question_is_over_only_when_the_votes_that_came_in_are_counted(
    stage: Stage,
) -> None:
    await stage.rounds.start(MEMBER, GROUP, "1 20", stage.clock())
    await stage.send_poll("p1")
    arrivals = [Arrival(1, "poll:p1", "poll_answer", "{}"), Arrival(2, "poll:p2", "poll", "{}")]
    async with stage.database.write() as tx:
        await inbox.put(tx, arrivals, stage.clock())
    await stage.fire()
    assert await stage.timers() == {"round:1:1": 0.1}, "a vote waits: look again soon"
    with bound(Cause([1])):
        async with stage.database.write():
            pass
    await stage.fire()
    assert await stage.timers() == {}, "what waits in another poll's lane keeps nobody"
    assert [debt.screen for debt in await stage.debts("round_result")] == ["round_result"]
