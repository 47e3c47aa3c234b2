"""What *Why?* opens: this question's key, reasons and passages, and only once it is over."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.bank.texts.passages import document
from bot.domain.owed import Owed
from bot.domain.question import Citation, Option
from bot.services.bank.passages import Passages
from bot.services.quiz.starting import Quiz
from bot.services.rounds.why import WhyReading, read_why
from bot.storage.database import Database
from bot.views.message import Message
from bot.views.rounds.why import WhyScreens
from tests.conftest import Clock
from tests.services.rounds.stage import (
    ADMIN,
    ALMA,
    BORIS,
    GROUP,
    MEMBER,
    MULTIPLE,
    Stage,
    stage_with,
)
from tests.storage.bank_rows import TEA_BOOK, add_set, make_question

TEA = make_question(
    "tea-1",
    options=[
        Option("a", "Green", key=True),
        Option("b", "Black", rationale="It is left to wither <longer>."),
        Option("c", "Red", rationale="It is no tea at all."),
    ],
)


@pytest.fixture
async def stage(database: Database, clock: Clock) -> Stage:
    stage = await stage_with(database, clock, [TEA])
    await stage.rounds.start(MEMBER, GROUP, "1 20", clock())
    return stage


def screens(stage: Stage, folder: Path | None = None) -> WhyScreens:
    return WhyScreens(WhyReading(stage.database, Passages(folder)), "cite_bot")


async def drawn(stage: Stage, chat: int, position: int = 1) -> str:
    owed = Owed(chat, "round_why", {"round": 1, "position": position})
    message = await screens(stage).renderers()["round_why"](owed)
    assert isinstance(message, Message)
    return message.html


async def listed(stage: Stage) -> Message:
    owed = Owed(ALMA.telegram_id, "round_why_list", {"round": 1})
    message = await screens(stage).renderers()["round_why_list"](owed)
    assert isinstance(message, Message)
    return message


@pytest.mark.parametrize(
    ("payload", "owed"),
    [
        ("why_31_4", Owed(7, "round_why", {"round": 31, "position": 4})),
        ("why_31", Owed(7, "round_why_list", {"round": 31})), ("why_x_1", None),
        ("why_-1_1", None), ("why_", None), ("why_1_", None), ("why_9999999999", None),
        ("s_TEA", None), ("31_4", None), ("why_1_2_3", None), ("why_" + "9" * 40 + "_1", None),
    ],
)  # fmt: skip
def test_a_link_names_round_and_position(payload: str, owed: Owed | None) -> None:
    assert read_why(payload, 7) == owed


async def test_each_question_that_is_over_can_be_chosen(database: Database, clock: Clock) -> None:
    stage = await stage_with(database, clock)
    await stage.rounds.start(MEMBER, GROUP, "3 20", clock())
    assert "once the question is over" in (await listed(stage)).html
    stems = []
    for number in (1, 2, 3):
        asked = await stage.send_poll(f"p{number}")
        stems.append(asked.question.stem)
        await stage.vote(ALMA, asked, "b")
        if number < 3:
            await stage.fire()
        if number == 1:
            assert stems[0] in (await listed(stage)).html, "the only one is shown at once"
            assert "Your answer in the group" in (await listed(stage)).html
    message = await listed(stage)
    assert message.html.split("\n")[2:] == [f"1. {stems[0]}", f"2. {stems[1]}"], "no open one"
    assert [button.url for row in message.keyboard for button in row] == [
        "https://t.me/cite_bot?start=why_1_1", "https://t.me/cite_bot?start=why_1_2",
    ]  # fmt: skip


async def test_the_link_opens_it_in_private(stage: Stage) -> None:
    await Quiz(stage.database, stage.rounds.rng).start(BORIS, "why_1_1", stage.clock())
    (debt,) = await stage.debts("round_why")
    assert (debt.chat, debt.args) == (BORIS.telegram_id, {"round": 1, "position": 1})


async def test_no_key_is_told_before_the_question_is_over(stage: Stage) -> None:
    await stage.send_poll()
    assert await drawn(stage, 99) == "I tell why once the question is over. Until then: good luck!"
    assert "I tell why once" in (await listed(stage)).html


async def test_nothing_is_promised_of_what_never_comes(stage: Stage) -> None:
    never = "That was never asked, so there is nothing to explain. /quiz starts a quiz here."
    assert await drawn(stage, 99, position=7) == never
    list_of = screens(stage).renderers()["round_why_list"]
    assert await list_of(Owed(99, "round_why_list", {"round": 99})) == Message(never)
    await stage.directing.stop(ADMIN, GROUP, stage.clock())
    assert await drawn(stage, 99) == never, "it was stopped before its question came"
    assert await listed(stage) == Message(never)


async def test_every_option_has_its_reason_and_the_person_their_answer(stage: Stage) -> None:
    asked = await stage.send_poll()
    await stage.vote(ALMA, asked, "b")
    await stage.fire()
    told = await drawn(stage, ALMA.telegram_id)
    assert f"✓ <b>Green</b> – {TEA.rationale}" in told
    assert "✗ <i>Black</i> – It is left to wither &lt;longer&gt;." in told
    assert "✗ <i>Red</i> – It is no tea at all." in told
    assert "Your answer in the group: Black" in told
    assert "A short book of tea" in told
    assert "Your answer" not in await drawn(stage, 99), "who did not answer has none"


async def test_nothing_is_asked_any_more(database: Database, clock: Clock) -> None:
    stage = await stage_with(database, clock, [MULTIPLE])
    await stage.rounds.start(MEMBER, GROUP, "1 20", clock())
    await stage.send_poll()
    await stage.fire()
    told = await drawn(stage, ALMA.telegram_id)
    assert "Submit" not in told
    assert "✓ <b>White tea</b>" in told
    assert "✗ <i>Rooibos</i>" in told


async def test_where_the_document_is_the_passage_stands_there(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    text = "Green tea is hardly oxidised, they say.\n"
    (tmp_path / "leaf.txt").write_text(text)
    leaf = replace(TEA_BOOK, id="leaf", file="leaf.txt", sha256=document(text).sha256)
    cited = Citation("leaf", 1, (1,), "hardly oxidised")
    async with database.write() as tx:
        question = replace(TEA, id="leaf-1", citations=(cited,))
        await add_set(tx, "leaf", [question], sources=[leaf])
    stage = await stage_with(database, clock, [])
    await stage.rounds.start(MEMBER, GROUP, "1 20", clock())
    await stage.send_poll()
    await stage.directing.stop(ADMIN, GROUP, clock())
    owed = Owed(ALMA.telegram_id, "round_why", {"round": 1, "position": 1})
    message = await screens(stage, tmp_path).renderers()["round_why"](owed)
    assert isinstance(message, Message)
    assert "Green tea is <b>hardly oxidised</b>, they say." in message.html
