"""What must be true when everybody has gone home.

The truth is the sandbox's own record of polls and votes, what people remember to have done, and the
key in the bank's YAML; nothing here asks the code under test what is right.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from sqlalchemy import Row, select

from bot.sandbox.client import Sandbox
from bot.sandbox.humans import Group
from bot.sandbox.polls import Poll
from bot.storage import tables
from bot.storage.database import Database
from tests.app.memory import Answer
from tests.app.tapper import Tapper
from tests.app.truth import BANK, MARKED

ENOUGH = 2
"""People who have to answer in a round before it counts, where no admin has said otherwise."""


@dataclass
class Club:
    """A group that plays rounds of ``size`` questions; no two clubs have the same size, so that
    a poll whose reply was lost can be told from the others'."""

    group: Group
    size: int
    rounds: int = 0


@dataclass(frozen=True)
class Audit:
    """Of what these groups and people did, with a bot that was ``killed`` meanwhile or not."""

    sandbox: Sandbox
    database: Database
    clubs: Sequence[Club]
    tappers: Sequence[Tapper]
    killed: bool = False

    async def check(self) -> None:
        """All that has to be true once nothing is under way."""
        await self._check_nothing_failed()
        await self._check_polls()
        await self._check_votes()
        await self._check_taps()
        await self._check_appeals()
        await self._check_errands()
        await self._check_totals()

    async def _check_nothing_failed(self) -> None:
        failed = select(tables.owed.c.screen, tables.owed.c.reason)
        dead = select(tables.inbox.c.kind, tables.inbox.c.reason)
        async with self.database.read() as tx:
            lost = (await tx.execute(failed.where(tables.owed.c.state == "failed"))).all()
            buried = (await tx.execute(dead.where(tables.inbox.c.state == "dead"))).all()
        assert (lost, buried) == ([], [])

    async def _check_polls(self) -> None:
        """Every question's poll went out once and is recorded, however late its sign came, or is
        recorded as lost and never went out.
        """
        query = select(
            tables.rounds.c.chat,
            tables.rounds.c.state.label("round"),
            tables.rounds.c.mode,
            tables.rounds.c.position.label("last"),
            tables.round_questions,
        ).join(tables.rounds, tables.rounds.c.id == tables.round_questions.c.round_id)
        async with self.database.read() as tx:
            rows = (await tx.execute(query)).all()
        called_off = await self._called_off()
        assert {row.round for row in rows if row.round_id not in called_off} <= {"finished"}
        rounds = sum(club.rounds * club.size for club in self.clubs)
        assert len(rows) == rounds
        waiting = [row for row in rows if row.round_id in called_off]
        assert {(row.state, row.poll_id) for row in waiting} <= {("waiting", None)}
        rows = [row for row in rows if row.round_id not in called_off]
        # A knock-out is over as soon as it is decided: what it had not come to is not asked.
        decided = [row for row in rows if row.mode == "knockout" and row.position > row.last]
        assert {(row.state, row.poll_id) for row in decided} <= {("waiting", None)}
        rows = [row for row in rows if row not in decided]
        there = Counter((poll.chat, poll.id) for poll in polls_of(self.sandbox))
        recorded = Counter((row.chat, row.poll_id) for row in rows if row.poll_id)
        assert recorded == there
        assert {row.state for row in rows if row.poll_id} <= {"closed"}
        assert {row.state for row in rows if not row.poll_id} <= {"lost"}
        # Telegram said neither yes nor "later" to those that were lost, and was not asked again.
        calls = Counter(call["status"] for call in await self.sandbox.calls("sendPoll"))
        assert calls[200] == len(there)
        lost = sum(not row.poll_id for row in rows)
        if self.killed:  # perhaps just before it asked
            assert calls[0] + calls[500] <= lost
        else:
            assert calls[0] + calls[500] == lost
        assert calls.keys() <= {200, 0, 500, 429}

    async def _called_off(self) -> set[int]:
        """Rounds whose lobby nobody had joined when its time was over."""
        joined = select(tables.round_players.c.round_id)
        query = select(tables.rounds.c.id).where(
            tables.rounds.c.state == "stopped", tables.rounds.c.id.not_in(joined)
        )
        async with self.database.read() as tx:
            return set((await tx.execute(query)).scalars())

    async def _check_votes(self) -> None:
        """Every vote that Telegram took is a response, once, with its options and its mark."""
        expected = {}
        for poll in polls_of(self.sandbox):
            stem = poll.question.split(" · ", 1)[1]
            for person, chosen in poll.votes.items():
                texts = frozenset(poll.options[index]["text"] for index in chosen)
                expected[poll.id, person] = (texts, BANK[stem].mark(texts))
        assert bool(expected) == bool(self.clubs)
        query = (
            select(
                tables.responses, tables.accounts.c.telegram_id, tables.question_versions.c.content
            )
            .join(
                tables.accounts, tables.accounts.c.person_id == tables.responses.c.person_id
            )
            .join(
                tables.question_versions,
                tables.question_versions.c.id == tables.responses.c.version_id,
            )
            .where(tables.responses.c.poll_id.is_not(None))
        )  # fmt: skip
        async with self.database.read() as tx:
            rows = (await tx.execute(query)).all()
        logged = {
            (row.poll_id, row.telegram_id): (_texts(row.given["options"], row.content), row.mark)
            for row in rows
        }
        assert len(rows) == len(logged)
        assert logged == expected

    async def _check_taps(self) -> None:
        """Private quizzes: the first answer to each question, once, as given, with its mark."""
        memories = [tapper.memory for tapper in self.tappers]
        given = {at: answer for memory in memories for at, answer in memory.answered.items()}
        asked, log = tables.attempt_questions, tables.responses
        same = (asked.c.attempt_id == log.c.attempt_id) & (asked.c.position == log.c.position)
        query = (
            select(log, asked.c.option_order, tables.question_versions.c.content)
            .join(asked, same)
            .join(tables.question_versions, tables.question_versions.c.id == log.c.version_id)
        )  # fmt: skip
        async with self.database.read() as tx:
            rows = (await tx.execute(query)).all()
        assert Counter((row.attempt_id, row.position) for row in rows) == Counter(given.keys())
        for row in rows:
            answer = given[row.attempt_id, row.position]
            assert row.given == _stored(row, answer), (row, answer)
            assert row.mark == _mark(row, answer)

    async def _check_appeals(self) -> None:
        """Each refused answer that somebody said should count is reported, once, and no other."""
        made = {(tapper.person.id, *at) for tapper in self.tappers for at in tapper.memory.appealed}
        log = tables.responses
        query = (
            select(tables.accounts.c.telegram_id, log.c.attempt_id, log.c.position, log.c.mark)
            .select_from(tables.disputes)
            .join(log, log.c.id == tables.disputes.c.response_id)
            .join(tables.accounts, tables.accounts.c.person_id == tables.disputes.c.person_id)
        )
        async with self.database.read() as tx:
            rows = (await tx.execute(query)).all()
        reported = Counter((row.telegram_id, row.attempt_id, row.position) for row in rows)
        assert reported == Counter(made)
        assert not any(row.mark for row in rows)

    async def _check_errands(self) -> None:
        """Names are as chosen last, files and boards as many as were sent and asked for."""
        files = sum(tapper.files for tapper in self.tappers)
        published = bool(sum(tapper.done["publish"] for tapper in self.tappers))
        async with self.database.read() as tx:
            names = select(tables.accounts.c.telegram_id, tables.accounts.c.board_name)
            chosen = dict(map(tuple, (await tx.execute(names)).all()))
            uploads = (await tx.execute(select(tables.uploads.c.state))).scalars().all()
            tea = select(tables.set_versions.c.version).join(
                tables.sets, tables.sets.c.id == tables.set_versions.c.set_id
            )
            versions = (await tx.execute(tea.where(tables.sets.c.slug == "tea"))).scalars().all()
            boards = select(tables.shown.c.chat).where(tables.shown.c.place.startswith("board:"))
            shown = Counter((await tx.execute(boards)).scalars())
        for tapper in self.tappers:
            assert chosen.get(tapper.person.id, "name") == (tapper.memory.board_name or "name")
            assert shown[tapper.person.id] == tapper.boards
        assert len(uploads) == files
        assert uploads.count("published") == len(versions) == published

    async def _check_totals(self) -> None:
        """The first response to a question on a board in a period counts, if it is ranked: not in
        practice, nor where too few answered in the round; and nothing else does.
        """
        async with self.database.read() as tx:
            versions, questions = tables.question_versions, tables.questions
            asked, rounds = tables.round_questions, tables.rounds
            query = (
                select(
                    tables.responses, versions.c.topic, questions.c.set_id,
                    rounds.c.id.label("round"), rounds.c.mode,
                )
                .join(versions, versions.c.id == tables.responses.c.version_id)
                .join(questions, questions.c.id == tables.responses.c.question_id)
                .outerjoin(asked, asked.c.poll_id == tables.responses.c.poll_id)
                .outerjoin(rounds, rounds.c.id == asked.c.round_id)
            )  # fmt: skip
            log = (await tx.execute(query.order_by(tables.responses.c.id))).all()
            of_board = tables.boards.c.id == tables.totals.c.board_id
            of_topic = tables.topics.c.id == tables.boards.c.topic
            query = (
                select(tables.totals, tables.boards, tables.topics.c.slug, tables.topics.c.set_id)
                .join(tables.boards, of_board)
                .outerjoin(tables.topics, of_topic)
            )
            stored = {
                (row.chat, row.period, row.first_day, row.set_id, row.slug, row.person_id): (
                    row.score, row.responses, row.right,
                )
                for row in await tx.execute(query)
            }  # fmt: skip
        crowd: defaultdict[int, set[int]] = defaultdict(set)
        for row in log:
            crowd[row.round].add(row.person_id)
        for row in log:
            alone = row.round is not None and len(crowd[row.round]) < ENOUGH
            assert row.ranked is (row.mode != "practice" and not alone), row
        counted: dict[tuple[Any, ...], tuple[int, int, int]] = {}
        seen = set()
        for row in log:
            for (period, day), topic in product(
                _days(row.at), [(None, None), (row.set_id, row.topic)]
            ):
                key = (row.board, period, day, *topic, row.person_id)
                if (key, row.question_id) in seen:
                    continue
                seen.add((key, row.question_id))
                if not row.ranked:
                    continue
                score, number, right = counted.get(key, (0, 0, 0))
                counted[key] = (score + row.mark, number + 1, right + (row.mark == MARKED))
        assert stored == counted


def _texts(option_ids: list[str], content: dict[str, Any]) -> frozenset[str]:
    """What stands on the options of a stored question."""
    words = {option["id"]: option.get("text") for option in content["options"]}
    return frozenset(words[one] or one.capitalize() for one in option_ids)


def _days(at: datetime) -> list[tuple[str, date]]:
    """The periods that a moment belongs to, with their first days; every board keeps UTC here."""
    today = at.astimezone(UTC).date()
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    return [("day", today), ("week", monday), ("month", first), ("all", date(1970, 1, 1))]


def _stored(row: Row[Any], answer: Answer) -> dict[str, Any]:
    """What a stored response has to say of an answer, by the ids of the options."""
    chosen = sorted(row.option_order[place] for place in answer.places)
    given = {"options": chosen, "value": answer.value}
    if answer.text is not None:
        given["text"] = answer.text
    if answer.sequence:
        given["sequence"] = [row.option_order[place] for place in answer.sequence]
    return given


def _mark(row: Row[Any], answer: Answer) -> int:
    """What an answer to the question of a stored response is worth."""
    key = BANK[" ".join(row.content["stem"].split())]
    if answer.value is not None:
        return key.mark_value(Decimal(answer.value))
    if answer.text is not None:
        return key.mark_text(answer.text)
    if answer.sequence:
        words = {option["id"]: option["text"] for option in row.content["options"]}
        return key.mark_sequence(tuple(words[row.option_order[at]] for at in answer.sequence))
    chosen = _texts([row.option_order[place] for place in answer.places], row.content)
    return key.mark(chosen) if chosen else 0


def polls_of(sandbox: Sandbox) -> list[Poll]:
    """Every poll that was ever sent there."""
    assert sandbox.world is not None
    return list(sandbox.world.polls.values())
