"""`python -m bot totals`: scores that are not what the log says are named, and derived anew."""

import asyncio
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.__main__ import main
from bot.domain.boards.board import EVERY_TOPIC, EVERYONE
from bot.storage import tables
from bot.storage.database import Database, database_url
from bot.storage.quiz.responses import record
from tests.storage.people_rows import DAY, add_people, add_questions, response


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder, and a deployment's database in it."""
    for name in ("DATABASE_URL", "QUESTIONS_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["database", "upgrade"]) == 0


async def play(score: int) -> int:
    """Somebody answers two questions rightly, and a score that nobody has made is stored instead;
    who they are."""
    database = Database(database_url("sqlite:///citequiz.db"), lambda: DAY)
    boards, totals = tables.boards, tables.totals
    of_all_time = select(boards.c.id).where(
        boards.c.chat == EVERYONE, boards.c.period == "all", boards.c.topic == EVERY_TOPIC
    )
    try:
        async with database.write() as tx:
            (alma,) = await add_people(tx, 1)
            await record(tx, [response(alma, one) for one in await add_questions(tx, 2)], UTC)
            spoil = update(totals).where(totals.c.board_id.in_(of_all_time)).values(score=score)
            assert (await tx.execute(spoil)).rowcount == 1
    finally:
        await database.close()
    return alma


def test_a_score_that_the_log_does_not_bear_out_is_named_and_mended(
    capsys: pytest.CaptureFixture[str],
) -> None:
    alma = asyncio.run(play(score=150))
    capsys.readouterr()
    assert main(["totals", "check"]) == 1
    first, *_, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"board 0, all of 1970-01-01, person {alma}: stored (150, 2, 2, ")
    assert ", the log says (200, 2, 2, " in first
    assert last.endswith(" wrong → stop the bot, then `python -m bot totals rebuild`")
    assert main(["totals", "rebuild"]) == 0
    assert main(["totals", "check"]) == 0
    assert capsys.readouterr().out.endswith("totals: all as the log says\n")


def test_scores_as_the_log_says_are_no_difference(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(play(score=200))
    capsys.readouterr()
    assert main(["totals", "check"]) == 0
    assert capsys.readouterr().out == "totals: all as the log says\n"
