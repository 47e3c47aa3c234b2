"""The one place where a language model is called: retries, pauses, budget, counts."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.generation.llm.forms import Form
from bot.generation.llm.kept import Kept
from bot.generation.llm.service import Budget, Service, Spent, estimated_tokens
from bot.generation.llm.wire import (
    Again,
    Confused,
    Failed,
    Late,
    NoReply,
    Refused,
    Reply,
    Stopped,
    Wire,
)

_LONGEST_PAUSE = 60.0
_LOST_IN_A_ROW = 3


@dataclass(frozen=True)
class Asked:
    """A call: what is said, the form of the reply, and how many tokens it may take."""

    messages: Sequence[Mapping[str, str]]
    schema: Mapping[str, Any]
    room: int

    @property
    def said(self) -> int:
        """About how many tokens the messages are."""
        return estimated_tokens("".join(one["content"] for one in self.messages))

    def body(self, model: str, form: Form = Form.SCHEMA) -> dict[str, Any]:
        """The request."""
        said = {"model": model, "messages": list(self.messages)}
        return said | form.asks(self.schema, self.room)

    def fingerprint(self, service: Service) -> str:
        """What tells this call from every other one: whom it asks, and for what, in one form."""
        whole = json.dumps([service.base_url, self.body(service.model)])
        return hashlib.sha256(whole.encode()).hexdigest()


class Calls:
    """What asks a server, unless that was asked before and ``kept``. ``pause`` waits so many
    seconds; once ``stop`` is set, no call goes on.
    """

    def __init__(
        self,
        service: Service,
        wire: Wire,
        spent: Spent,
        *,
        pause: Callable[[float], Awaitable[object]],
        kept: Kept,
        stop: asyncio.Event,
    ) -> None:
        self._service = service
        self._wire = wire
        self._spent = spent
        self._pause = pause
        self._kept = kept
        self._stop = stop
        self._form = Form.BOUNDED
        self._answered = False
        self._lost = 0

    async def ask(self, asked: Asked, budget: Budget) -> Reply:
        """The reply.

        Raises NoReply, BudgetReached, or Stopped once the server is plainly of no use.
        """
        if self._stop.is_set():
            raise self._interrupted()
        if (said := self._kept.recall(asked.fingerprint(self._service))) is not None:
            self._pay_again(said, budget)
            return said
        try:
            reply = await self._unless_stopped(self._asked(asked, budget))
        except NoReply as why:
            self._spent.lost += 1
            self._spent.why_lost = str(why)
            self._lost += 1
            if self._lost >= _LOST_IN_A_ROW:
                raise Stopped(f"{_LOST_IN_A_ROW} calls in a row without a reply: {why}") from None
            raise
        self._lost = 0
        self._spent.cut += reply.cut
        return reply

    def _pay_again(self, said: Reply, budget: Budget) -> None:
        """What a document has cost before is of its budget still."""
        budget.hold(said.tokens or 0)
        self._spent.recalled += 1

    def _interrupted(self) -> Stopped:
        self._spent.interrupted = True
        return Stopped("it was interrupted")

    async def _unless_stopped(self, asking: Coroutine[Any, Any, Reply]) -> Reply:
        work = asyncio.ensure_future(asking)
        stopped = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait((work, stopped), return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                return work.result()
            raise self._interrupted()
        finally:
            work.cancel()
            stopped.cancel()
            await asyncio.gather(work, stopped, return_exceptions=True)

    async def _asked(self, asked: Asked, budget: Budget) -> Reply:
        why = ""
        for attempt in range(self._service.attempts):
            if attempt:
                self._spent.retries += 1
            try:
                return await self._once(asked, budget, attempt)
            except Again as again:
                why = str(again)
                wait = 2.0**attempt if again.wait is None else again.wait
                if attempt and isinstance(again, Late):
                    break  # it is at work all that time, and would be again
            if wait > _LONGEST_PAUSE:
                raise Stopped(f"{why}; it asks to be left alone for {wait:.0f} seconds")
            if attempt + 1 < self._service.attempts:
                await self._pause(wait)
        raise NoReply(why)

    async def _once(self, asked: Asked, budget: Budget, attempt: int) -> Reply:
        """Ask; where the server does not take the form of the reply, ask in a plainer one.

        Some servers answer 500 to a form that they do not know. So a second 500 to a call counts
        as a refusal, as long as nothing was ever answered.
        """
        why: Exception | None = None
        for form in list(Form)[self._form :]:
            self._spent.retries += why is not None
            try:
                reply = await self._call(asked, budget, form)
            except Refused as refused:
                why = refused
            except Confused as confused:
                if self._answered or attempt != 1 or form is Form.BARE:
                    raise
                why = confused
            else:
                if not self._answered:
                    self._form, self._answered = form, True
                return reply
        raise NoReply(str(why))

    async def _call(self, asked: Asked, budget: Budget, form: Form) -> Reply:
        worst = asked.said + asked.room
        budget.hold(worst)
        self._spent.requests += 1
        used = 0
        try:
            reply = await self._wire.reply(asked.body(self._service.model, form))
        except Failed as failed:
            self._spent.timeouts += isinstance(failed, Late)
            self._spent.estimated |= failed.worked
            used = worst if failed.worked else 0
            raise
        except asyncio.CancelledError:
            self._spent.estimated, used = True, worst  # the server may be at work on it still
            raise
        else:
            self._spent.estimated |= reply.tokens is None
            about = asked.said + estimated_tokens(reply.text)
            used = about if reply.tokens is None else reply.tokens
            if reply.text:
                self._kept.keep(asked.fingerprint(self._service), replace(reply, tokens=used))
            return reply
        finally:
            budget.settle(worst, used)
            self._spent.tokens += used
