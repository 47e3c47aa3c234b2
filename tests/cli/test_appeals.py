"""`python -m bot bank appeals`: lines and JSON over a real file."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.domain.marking import Given
from bot.storage import schema
from bot.storage.database import Database, database_url
from bot.storage.people import people
from tests.handlers.learner import ALMA
from tests.storage.bank_rows import add_set
from tests.storage.disputes.test_appeals import PORT, answered, appealed

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def deployment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder to run in, with a database in it."""
    for name in ("BOT_TOKEN", "DATABASE_URL", "QUESTIONS_DIR", "SOURCES_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["database", "upgrade"]) == 0


async def reported(*texts: str) -> None:
    """Replies to the question on the port, each refused and reported."""
    database = Database(database_url("sqlite:///citequiz.db"), lambda: NOW)
    try:
        await schema.upgrade(database)
        async with database.write() as tx:
            tea = await add_set(tx)
            person = await people.recognise(tx, ALMA, NOW)
            given = [(PORT.id, Given(text=text)) for text in texts]
            attempt = await answered(tx, tea, person.id, NOW, *given)
            for position in range(1, len(texts) + 1):
                await appealed(tx, attempt, position, NOW)
    finally:
        await database.close()


def test_nothing_reported(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["bank", "appeals"]) == 0
    assert capsys.readouterr().out == "appeals: 0 reports on 0 questions\n"


def test_what_was_typed_cannot_steer_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(reported("Galle", "galle", "\x1b[2JKandy\u202e\x9b"))
    capsys.readouterr()
    assert main(["bank", "appeals", "--set", "tea"]) == 0
    said = capsys.readouterr().out
    assert all(c.isprintable() or c == "\n" for c in said)
    assert PORT.text_key is not None
    assert said.splitlines() == [
        f"tea/{PORT.id}: {PORT.stem}",
        f"  accepted today: {', '.join(PORT.text_key.forms)}",
        '  2 times, last on 2026-11-29: "galle"',
        '  1 time, last on 2026-11-29: " [2JKandy  "',
        "",
        "appeals: 3 reports on 1 question",
    ]
    assert main(["bank", "appeals", "--json"]) == 0
    said = capsys.readouterr().out
    assert said.isascii()
    assert json.loads(said) == {
        "step": "appeals",
        "questions": [
            {
                "set": "tea",
                "id": PORT.id,
                "stem": PORT.stem,
                "accepted": list(PORT.text_key.forms),
                "replies": [
                    {"typed": "galle", "times": 2, "last": NOW.isoformat()},
                    {"typed": "\x1b[2JKandy\u202e\x9b", "times": 1, "last": NOW.isoformat()},
                ],
            }
        ],
    }


def test_a_set_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "appeals", "--set", "coffee"]) == 1
    assert '--set: no set "coffee"' in capsys.readouterr().err
