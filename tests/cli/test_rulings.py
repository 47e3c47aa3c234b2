"""`bank rulings`: what the files are to say after a ruling in the running bot."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from bot.__main__ import main
from bot.bank.files.writing import set_text
from bot.domain.disputes.ruling import Verdict
from bot.domain.question import Question, QuestionSet
from bot.services.disputes.rulings import Wish, rule
from bot.storage import schema
from bot.storage.database import Database, database_url
from bot.storage.people import people
from tests.handlers.learner import ALMA
from tests.storage.bank_rows import add_set, make_question

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
QUESTIONS = [make_question("tea-colour"), make_question("tea-taste"), make_question("tea-smell")]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder, and a deployment's database in it."""
    for name in ("DATABASE_URL", "QUESTIONS_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["database", "upgrade"]) == 0
    write(QUESTIONS)


def write(questions: Sequence[Question]) -> None:
    tea = QuestionSet("tea", "Tea", "en", 1, {"leaf": "Leaf"}, tuple(questions))
    path = Path("questions/sets/tea.yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(set_text(tea), encoding="utf-8")


async def ruled(*wishes: tuple[str, Verdict, str, str]) -> None:
    database = Database(database_url("sqlite:///citequiz.db"), lambda: NOW)
    try:
        await schema.upgrade(database)
        async with database.write() as tx:
            tea = await add_set(tx, questions=QUESTIONS)
            person = await people.recognise(tx, ALMA, NOW)
            for slug, verdict, choice, words in wishes:
                ids = (tea.questions[slug], tea.versions[slug])
                assert isinstance(
                    await rule(tx, Wish(*ids, verdict, choice, words), person.id, NOW), int
                )
    finally:
        await database.close()


def test_each_question_that_its_file_has_otherwise_is_printed_as_the_file_should_say(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asyncio.run(
        ruled(
            ("tea-colour", Verdict.KEY, "b", "It says \x1bso."),
            ("tea-taste", Verdict.VOID, "", ""),
            ("tea-smell", Verdict.REJECTED, "", "It stands there."),
        )
    )
    capsys.readouterr()
    assert main(["bank", "rulings"]) == 1
    said = capsys.readouterr().out
    assert "\x1b" not in said
    blocks = said.split("\n\n")
    assert [block.splitlines()[0] for block in blocks] == [
        "questions/sets/tea.yaml: tea-colour: key, ruled on 2026-11-29",
        "questions/sets/tea.yaml: tea-taste: void, ruled on 2026-11-29",
        "rulings: 2 questions to amend",
    ]
    entries = [yaml.safe_load(block.partition("  write:\n")[2])[0] for block in blocks[:2]]
    assert [o.get("key", False) for o in entries[0]["options"]] == [False, True, False]
    assert (entries[0]["state"], entries[1]["state"]) == ("approved", "retired")


def test_nothing_is_left_to_amend_once_the_files_say_it(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(ruled(("tea-smell", Verdict.REJECTED, "", "It stands there.")))
    capsys.readouterr()
    assert main(["bank", "rulings"]) == 0
    assert capsys.readouterr().out == "rulings: 0 questions to amend\n"
