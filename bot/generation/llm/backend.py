"""The backend from documents to drafts: ask for questions, gate them, have them answered."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pydantic import JsonValue, ValidationError

from bot.bank.files.build import Name
from bot.domain.documents.source_document import SourceDocument
from bot.generation.backends import LLM, knows
from bot.generation.gate.claims import claims_unproven
from bot.generation.gate.ground import Ground, ground
from bot.generation.gate.wording import wording_rules
from bot.generation.generated import Drafted, Generated, IsAsked, not_asked
from bot.generation.llm.answering import asked as answer_asked
from bot.generation.llm.answering import disagreement, lettered
from bot.generation.llm.calls import Asked, Calls
from bot.generation.llm.kept import Kept, Nothing
from bot.generation.llm.passages import Part, parts
from bot.generation.llm.prompts import draft_messages
from bot.generation.llm.replies import structured
from bot.generation.llm.service import Budget, BudgetReached, Service, Spent
from bot.generation.llm.shapes import Envelope, Suggestion, Verdict, suggestions_schema
from bot.generation.llm.suggestions import candidate
from bot.generation.llm.wire import NoReply, Stopped, Wire, client
from bot.generation.ranking import NOTHING_SEEN, Acceptance
from bot.generation.sieve import Sieve

_ROOM, _ROOM_EACH = 1_000, 400
"""Tokens for a reply: for all its questions, and for each."""


@dataclass(frozen=True)
class Backend:
    """A service with what a run of it is measured by, and goes on from; ``stop`` ends the run."""

    service: Service
    kept: Kept = field(default_factory=Nothing)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


async def generate(
    documents: Iterable[SourceDocument],
    backend: Backend,
    *,
    glossary: Sequence[Name] = (),
    limit: int | None = None,
    asked: IsAsked = not_asked,
    acceptance: Acceptance = NOTHING_SEEN,
    topic: str = "drafts",
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[Generated, Spent]:
    """The drafts of documents in English, and what they cost.

    Whatever befalls the server, and when the run is stopped, what has been drafted until then is
    kept. ``progress`` is told how many parts of how many are done, first that none is.
    """
    found = [one for one in documents if knows(LLM, one.source.language)]
    known = ground(found, glossary)
    sieve = Sieve(known, acceptance, topic, rules=wording_rules)
    spent = Spent()
    work = [(document, parts(document)) for document in found]
    bar = _Bar(sum(len(pieces) for _, pieces in work), progress)
    service = backend.service
    async with client(service) as http:
        wire = Wire(service, http, backend.now)
        calls = Calls(
            service, wire, spent, pause=backend.pause, kept=backend.kept, stop=backend.stop
        )
        for document, pieces in work:
            budget = Budget(service.most_requests, service.most_tokens)
            desk = _Desk(document, known, sieve, service, calls, budget, spent)
            for drafted in await desk.drafts(pieces, bar):
                sieve.keep(drafted)
    return sieve.generated(sum(one.words for one in found), limit, asked), spent


class _Bar:
    def __init__(self, total: int, progress: Callable[[int, int], None]) -> None:
        self._total, self._progress, self._done = total, progress, 0
        if total:
            progress(0, total)

    def step(self) -> None:
        self._done += 1
        self._progress(self._done, self._total)


@dataclass(frozen=True)
class _Desk:
    """The work on one document."""

    document: SourceDocument
    known: Ground
    sieve: Sieve
    service: Service
    calls: Calls
    budget: Budget
    spent: Spent

    async def drafts(self, pieces: Sequence[Part], bar: _Bar) -> list[Drafted]:
        """The drafts of all parts, in order; several parts are worked on at once."""
        done: list[list[Drafted]] = [[] for _ in pieces]
        waiting = iter(list(zip(pieces, done, strict=True)))
        async with asyncio.TaskGroup() as workers:
            for _ in range(min(self.service.concurrency, len(pieces))):
                workers.create_task(self._work(waiting, bar))
        return [drafted for found in done for drafted in found]

    async def _work(self, waiting: Iterator[tuple[Part, list[Drafted]]], bar: _Bar) -> None:
        for part, done in waiting:
            if self.spent.stopped:
                return
            try:
                await self._part(part, done)
            except NoReply:
                pass  # counted where it was asked
            except BudgetReached:
                if self.document.source.id not in self.spent.reached:
                    self.spent.reached.append(self.document.source.id)
                return
            except Stopped as why:
                self.spent.stopped = self.spent.stopped or str(why)
                return
            bar.step()

    async def _part(self, part: Part, done: list[Drafted]) -> None:
        """Ask about a part; of what passes the gate, keep what is answered as it should be."""
        passed = [
            drafted
            for said in await self._suggested(part)
            if (drafted := self.sieve.judge(candidate(said, self.document, self.service.model)))
        ]
        for index, drafted in enumerate(passed):
            try:
                agreed = await self._agreed(drafted)
            except (BudgetReached, Stopped):
                self.spent.unanswered += len(passed) - index
                raise
            if agreed:
                told = claims_unproven(drafted.question, self.known)
                done.append(replace(drafted, findings=(*drafted.findings, *told)))

    async def _suggested(self, part: Part) -> list[Suggestion]:
        """What the model suggests, as far as it has the form asked for."""
        schema = suggestions_schema()
        messages = draft_messages(self.document.source, part, schema)
        asked = Asked(messages, schema, _ROOM + _ROOM_EACH * part.most)
        reply = await structured(self.calls, asked, self.budget, self.spent, Envelope)
        read = [_suggestion(one) for one in reply.questions] if reply else []
        self.spent.malformed += read.count(None)
        return [one for one in read if one is not None]

    async def _agreed(self, drafted: Drafted) -> bool:
        """Whether who answers the question gives its key; if not, why is counted."""
        one = drafted.candidate
        options = lettered(one)
        asked = answer_asked(one, self.document, options)
        try:
            verdict = await structured(self.calls, asked, self.budget, self.spent, Verdict)
        except NoReply:
            verdict = None
        if verdict is None:
            self.spent.unanswered += 1
            return False
        against = disagreement(drafted, options, verdict)
        if against is not None:
            self.sieve.refuse(against)
        return against is None


def _suggestion(plain: JsonValue) -> Suggestion | None:
    try:
        return Suggestion.model_validate(plain)
    except ValidationError:
        return None
