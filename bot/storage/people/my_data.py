"""Everything that is kept about a person, for the file they can ask for."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from bot.domain.boards.board import EVERYONE
from bot.storage.curation import acts
from bot.storage.database import Tx
from bot.storage.documents import draft_jobs, sent_documents
from bot.storage.people.my_disputes import reports, rulings_made
from bot.storage.people.my_rounds import rounds_joined, rounds_started, schedules_made
from bot.storage.people.people import in_private
from bot.storage.quiz import given_json
from bot.storage.tables import (
    accounts,
    attempt_questions,
    attempts,
    boards,
    groups,
    members,
    people,
    question_versions,
    questions,
    responses,
    seasons,
    sets,
    topics,
    totals,
    uploads,
)

Data = dict[str, Any]


async def my_data(tx: Tx, telegram_id: int) -> Data | None:
    """Plain JSON values, times in UTC as ISO 8601; None for somebody we do not know."""
    account = (
        await tx.execute(
            select(accounts, people.c.first_seen, in_private().label("writes_in_private"))
            .join(people, people.c.id == accounts.c.person_id)
            .where(accounts.c.telegram_id == telegram_id)
        )
    ).one_or_none()
    if account is None:
        return None
    person = account.person_id
    return {
        "account": {
            "telegram_id": account.telegram_id,
            "first_name": account.first_name,
            "last_name": account.last_name,
            "username": account.username,
            "telegram_language": account.language_code,
            "person_id": person,
            "first_seen": _time(account.first_seen),
            "names_last_changed": _time(account.seen_at),
            "private_chat": account.writes_in_private,
        },
        "settings": {
            "name_on_boards": account.board_name,
            "alias": account.alias,
            "language": account.locale,
            "time_zone": account.timezone,
        },
        "attempts": await _attempts(tx, person),
        "responses": await _responses(tx, person),
        "reports": await reports(tx, person),
        "rulings_made": await rulings_made(tx, person),
        "totals": await _totals(tx, person),
        "rounds_started": await rounds_started(tx, person),
        "schedules_made": await schedules_made(tx, person),
        "rounds_joined": await rounds_joined(tx, person),
        "groups": await _groups(tx, person),
        "uploads": await _uploads(tx, person),
        "documents": await sent_documents.of_person(tx, person),
        "drafts_reviewed": await acts.acts_of(tx, person),
        "drafting": await draft_jobs.of_person(tx, person),
        "sets_owned": await _sets(tx, person),
    }


def _time(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


async def _attempts(tx: Tx, person: int) -> list[Data]:
    rows = await tx.execute(
        select(attempts, sets.c.slug)
        .outerjoin(sets, sets.c.id == attempts.c.set_id)
        .where(attempts.c.person_id == person)
        .order_by(attempts.c.id)
    )
    asked = await _asked(tx, person)
    return [
        {
            "id": row.id,
            "kind": row.kind,
            "set": row.slug,
            "topic": row.topic,
            "reviews_round": row.round_id,
            "state": row.state,
            "position": row.position,
            "questions": asked[row.id],
            "started_at": _time(row.started_at),
            "ended_at": _time(row.ended_at),
        }
        for row in rows
    ]


def _with_question(query: Select[Any], version_id: ColumnElement[int]) -> Select[Any]:
    """The query with ``slug`` and ``version`` of the question that the version is of."""
    return (
        query.add_columns(questions.c.slug, question_versions.c.version)
        .join(question_versions, question_versions.c.id == version_id)
        .join(questions, questions.c.id == question_versions.c.question_id)
    )


async def _asked(tx: Tx, person: int) -> dict[int, list[Data]]:
    """The questions of every attempt, by attempt id, in order."""
    rows = await tx.execute(
        _with_question(select(attempt_questions), attempt_questions.c.version_id)
        .join(attempts, attempts.c.id == attempt_questions.c.attempt_id)
        .where(attempts.c.person_id == person)
        .order_by(attempt_questions.c.attempt_id, attempt_questions.c.position)
    )
    found: defaultdict[int, list[Data]] = defaultdict(list)
    for row in rows:
        found[row.attempt_id].append(
            {
                "position": row.position,
                "question": row.slug,
                "version": row.version,
                "asked_at": _time(row.asked_at),
                "selected": row.selected,
            }
        )
    return found


async def _responses(tx: Tx, person: int) -> list[Data]:
    rows = await tx.execute(
        _with_question(
            select(responses, question_versions.c.content, groups.c.title), responses.c.version_id
        )
        .outerjoin(groups, groups.c.id == responses.c.board)
        .where(responses.c.person_id == person)
        .order_by(responses.c.id)
    )
    return [_response(row) for row in rows]


def _response(row: Row[Any]) -> Data:
    texts = {option["id"]: option["text"] for option in row.content.get("options", [])}
    given = given_json.from_json(row.given)
    return {
        "at": _time(row.at),
        "where": _board(row.board, row.title),
        "attempt": row.attempt_id,
        "position": row.position,
        "poll": row.poll_id,
        "question": row.slug,
        "version": row.version,
        "stem": row.content["stem"],
        "chosen": [
            {"option": option, "text": texts.get(option) or option}
            for option in sorted(given.options)
        ],
        "typed": given.text if given.value is None else str(given.value),
        **_sequence([texts[option] for option in given.sequence], row.content.get("lefts")),
        "mark": row.mark / 100,
        **({"void": True} if row.void else {}),
    }


def _sequence(given: list[str], lefts: list[str] | None) -> Data:
    """What was put in order, or which partners were found."""
    if not given:
        return {}
    if lefts is None:
        return {"ordered": given}
    return {"matched": [list(pair) for pair in zip(lefts, given, strict=True)]}


def _board(board: int | None, title: str | None) -> Data:
    if board is None:
        return {"board": "none"}
    if board == EVERYONE:
        return {"board": "private"}
    return {"board": "group", "id": board, "title": title}


async def _totals(tx: Tx, person: int) -> list[Data]:
    rows = await tx.execute(
        select(
            totals, boards.c.chat, boards.c.period, boards.c.first_day, groups.c.title,
            topics.c.slug, sets.c.slug.label("set_slug"), seasons.c.name,
        )
        .join(boards, boards.c.id == totals.c.board_id)
        .outerjoin(groups, groups.c.id == boards.c.chat)
        .outerjoin(topics, topics.c.id == boards.c.topic)
        .outerjoin(sets, sets.c.id == topics.c.set_id)
        .outerjoin(seasons, seasons.c.id == boards.c.season)
        .where(totals.c.person_id == person)
        .order_by(boards.c.chat, boards.c.period, boards.c.first_day, boards.c.topic)
    )  # fmt: skip
    return [
        {
            "where": _board(row.chat, row.title),
            "set": row.set_slug,
            "topic": row.slug,
            "period": row.period,
            "first_day": row.first_day.isoformat() if row.name is None else None,
            "season": row.name,
            "score": row.score / 100,
            "responses": row.responses,
            "right": row.right,
            "rounds": row.rounds,
        }
        for row in rows
    ]


async def _groups(tx: Tx, person: int) -> list[Data]:
    rows = await tx.execute(
        select(members).where(members.c.person_id == person).order_by(members.c.chat)
    )
    return [
        {
            "group": row.chat,
            "presence": row.presence,
            "noted_at": _time(row.at),
            "left_at": _time(row.left_at),
        }
        for row in rows
    ]


async def _uploads(tx: Tx, person: int) -> list[Data]:
    rows = await tx.execute(
        select(uploads).where(uploads.c.person_id == person).order_by(uploads.c.id)
    )
    return [
        {
            "id": row.id,
            "file_name": row.file_name,
            "state": row.state,
            "at": _time(row.at),
            "content": row.content,
        }
        for row in rows
    ]


async def _sets(tx: Tx, person: int) -> list[Data]:
    rows = await tx.execute(select(sets).where(sets.c.owner_id == person).order_by(sets.c.id))
    return [{"set": row.slug, "title": row.title, "version": row.version} for row in rows]
