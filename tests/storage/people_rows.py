"""Rows that tests about people and boards start from."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import insert

from bot.domain.boards.board import EVERYONE
from bot.domain.marking import FULL, Given, Mark
from bot.storage import tables
from bot.storage.database import Tx
from bot.storage.groups import groups
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import record

_polls = count(1)
DAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


async def add_people(tx: Tx, number: int) -> list[int]:
    """People with accounts, called after their ids; those ids."""
    made = await tx.execute(
        insert(tables.people).returning(tables.people.c.id),
        [{"first_seen": DAY} for _ in range(number)],
    )
    person_ids = sorted(made.scalars())
    await tx.execute(
        insert(tables.accounts),
        [
            {
                "telegram_id": 8_000_000_000 + person, "person_id": person,
                "first_name": f"Person {person}", "board_name": "name", "seen_at": DAY,
            }
            for person in person_ids
        ],
    )  # fmt: skip
    return person_ids


async def add_questions(tx: Tx, number: int) -> list[tuple[int, int]]:
    """Bare questions with a version each, in a set of their own: question id, version id."""
    set_id = (
        await tx.execute(
            insert(tables.sets)
            .values(
                slug="bare", code="bare", origin="file", version=1, title="Bare", language="en",
                topics={},
            )
            .returning(tables.sets.c.id)
        )
    ).scalar_one()  # fmt: skip
    made = await tx.execute(
        insert(tables.questions).returning(tables.questions.c.id),
        [{"set_id": set_id, "slug": f"bare-{n}"} for n in range(number)],
    )
    question_ids = sorted(made.scalars())
    versions = await tx.execute(
        insert(tables.question_versions).returning(
            tables.question_versions.c.question_id, tables.question_versions.c.id
        ),
        [
            {
                "question_id": question_id, "version": 1, "fingerprint": "f", "state": "approved",
                "topic": "t", "type": "single", "difficulty": "easy",
                "content": {"stem": f"Stem of {question_id}?"}, "created_at": DAY,
            }
            for question_id in question_ids
        ],
    )  # fmt: skip
    return sorted((question, version) for question, version in versions)


def response(
    person: int,
    question: tuple[int, int],
    at: datetime = DAY,
    *,
    mark: int = FULL,
    board: int = EVERYONE,
    poll: str | None = None,
    options: Sequence[str] = ("a",),
) -> NewResponse:
    """A response, in a poll of its own unless ``poll`` names one."""
    return NewResponse(
        person, question[0], question[1], board, Given(frozenset(options)), Mark(mark), at,
        poll_id=poll or f"poll-{next(_polls)}",
    )  # fmt: skip


async def round_of(
    tx: Tx,
    group: int,
    poll: str,
    question: tuple[int, int],
    *,
    at: datetime,
    state: str,
    person: int | None,
    ended_at: datetime | None = None,
) -> None:
    """A round of one question in a group, in which ``person`` answered ``at`` that time.

    It ended at the same time, unless ``ended_at`` says otherwise or it is open.
    """
    made = await tx.execute(
        insert(tables.rounds)
        .values(
            chat=group, state=state, seconds=20, position=1, total=1, started_at=at,
            ended_at=None if state == "open" else ended_at or at,
        )
        .returning(tables.rounds.c.id)
    )  # fmt: skip
    await tx.execute(
        insert(tables.round_questions).values(
            round_id=made.scalar_one(), position=1, version_id=question[1], option_order=["a"],
            poll_id=poll, state="closed",
        )
    )  # fmt: skip
    if person is not None:
        new = [response(person, question, at, board=group, poll=poll)]
        await record(tx, new, await groups.zone(tx, group))
