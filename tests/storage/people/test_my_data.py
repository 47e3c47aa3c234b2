"""The file with what is kept about a person holds nothing of anybody else."""

from datetime import UTC, time

from sqlalchemy import insert

from bot.domain.boards.board import EVERYONE
from bot.domain.people.person import Who
from bot.storage import tables
from bot.storage.database import Database, Tx
from bot.storage.people import people
from bot.storage.people.my_data import my_data
from bot.storage.quiz.responses import record
from tests.conftest import Clock
from tests.storage.people_rows import add_questions, response

ALMA = Who(5_000_000_001, "Alma")
BORIS = Who(5_000_000_002, "Boris")


async def everything_about(
    tx: Tx, who: Who, clock: Clock, chat: int, question: tuple[int, int]
) -> None:
    person = (await people.recognise(tx, who, clock())).id
    await record(tx, [response(person, question, clock(), board=EVERYONE)], UTC)
    quiz = {"kind": "quiz", "state": "open", "position": 1, "total": 1, "started_at": clock()}
    made = await tx.execute(
        insert(tables.attempts).values(person_id=person, **quiz).returning(tables.attempts.c.id)
    )
    asked = {"attempt_id": made.scalar_one(), "position": 1, "version_id": question[1]}
    await tx.execute(
        insert(tables.attempt_questions).values(**asked, option_order=["a"], selected=[])
    )
    played = {"chat": chat, "state": "open", "seconds": 9, "position": 1, "total": 1}
    begun = insert(tables.rounds).values(**played, started_by=person, started_at=clock())
    round_id = (await tx.execute(begun.returning(tables.rounds.c.id))).scalar_one()
    joined = {"round_id": round_id, "person_id": person, "joined_at": clock()}
    await tx.execute(insert(tables.round_players).values(**joined))
    timing = {"kind": "round", "days": "04", "at": time(18), "mode": "classic"}
    play = {"questions": 5, "seconds": 30, "state": "active", "made_at": clock()}
    await tx.execute(insert(tables.schedules).values(chat=chat, made_by=person, **timing, **play))
    there = {"chat": chat, "person_id": person, "presence": "member", "at": clock()}
    await tx.execute(insert(tables.members).values(**there))
    named = {"person_id": person, "file_name": f"{who.first_name}.yaml", "state": "published"}
    await tx.execute(
        insert(tables.uploads).values(**named, chat=1, report={}, content="", at=clock())
    )
    own = {"slug": who.first_name, "code": who.first_name, "title": who.first_name}
    of_set = {"origin": "upload", "version": 1, "language": "en", "topics": {}}
    await tx.execute(insert(tables.sets).values(**own, **of_set, owner_id=person))


async def test_it_is_about_one_person(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        of_alma, of_boris = await add_questions(tx, 2)
        await everything_about(tx, ALMA, clock, -1, of_alma)
        await everything_about(tx, BORIS, clock, -2, of_boris)
        data = await my_data(tx, ALMA.telegram_id)
    assert data is not None
    assert data["account"]["first_name"] == "Alma"
    assert data["account"]["private_chat"] is True
    assert [attempt["questions"][0]["question"] for attempt in data["attempts"]] == ["bare-0"]
    assert [given["question"] for given in data["responses"]] == ["bare-0"]
    assert [total["responses"] for total in data["totals"]] == [1] * 8
    assert [begun["group"] for begun in data["rounds_started"]] == [-1]
    assert [made["group"] for made in data["schedules_made"]] == [-1]
    assert [joined["group"] for joined in data["rounds_joined"]] == [-1]
    assert [there["group"] for there in data["groups"]] == [-1]
    assert [sent["file_name"] for sent in data["uploads"]] == ["Alma.yaml"]
    assert [owned["set"] for owned in data["sets_owned"]] == ["Alma"]
    assert "Boris" not in str(data)


async def test_of_a_stranger_there_is_nothing(database: Database) -> None:
    async with database.read() as tx:
        assert await my_data(tx, ALMA.telegram_id) is None
