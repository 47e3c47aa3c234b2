"""A run that is stopped keeps what it drafted, and the next one goes on from what was said."""

from dataclasses import replace
from typing import Any

import pytest

from bot.generation.llm.calls import Asked
from bot.generation.llm.cost import cost
from bot.generation.llm.service import Service
from bot.generation.llm.wire import Reply
from tests.generation.llm.conftest import Drafting
from tests.generation.llm.model_server import TOKENS, ModelServer, says
from tests.generation.llm.rock import WHEN, WHO

ASKED = Asked(({"content": "Who?"},), {"type": "string"}, 100)


class Memory:
    """Keeps replies as a folder does, for the runs of one test."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply] = {}

    def recall(self, fingerprint: str) -> Reply | None:
        return self.replies.get(fingerprint)

    def keep(self, fingerprint: str, reply: Reply) -> None:
        self.replies[fingerprint] = reply


@pytest.fixture
def memory(drafting: Drafting) -> Memory:
    drafting.kept = memory = Memory()
    return memory


def stopping(drafting: Drafting, server: ModelServer) -> Any:
    """An act: whoever started the run ends it while the server thinks."""

    def act(call: Any) -> Any:
        drafting.stop.set()
        return server.never(call)

    return act


async def test_a_stopped_run_keeps_its_drafts_and_the_next_asks_only_for_the_rest(
    drafting: Drafting, server: ModelServer, memory: Memory
) -> None:
    """Two suggestions, the first one answered; the run ends while the second one is."""
    server.acts.extend([server.good, server.good, stopping(drafting, server)])
    made, spent = await drafting()
    assert [one.question.stem for one in made.drafts] == [WHO["stem"]]
    assert (spent.interrupted, spent.whole, spent.unanswered) == (True, False, 1)
    assert (spent.requests, spent.estimated) == (3, True)
    assert "  stopped: it was interrupted; what was drafted until then is kept" in cost(spent, "m")
    drafting.stop.clear()
    server.calls.clear()
    whole, after = await drafting()
    assert [one.question.stem for one in whole.drafts] == [WHO["stem"], WHEN["stem"]]
    assert (len(server.calls), after.requests, after.tokens) == (1, 1, TOKENS)
    assert (after.recalled, after.whole) == (2, True)
    assert "  2 answered in an earlier run, and not asked for again" in cost(after, "m")


async def test_nothing_is_asked_once_the_run_is_stopped(
    drafting: Drafting, server: ModelServer
) -> None:
    drafting.stop.set()
    made, spent = await drafting()
    assert (made.drafts, server.calls, spent.requests) == ((), [], 0)
    assert spent.interrupted


@pytest.mark.parametrize(
    "other",
    [
        (Service("http://there/v1", "m"), ASKED),
        (Service("http://here/v1", "m2"), ASKED),
        (Service("http://here/v1", "m"), replace(ASKED, messages=({"content": "Why?"},))),
        (Service("http://here/v1", "m"), replace(ASKED, schema={"type": "object"})),
    ],
)
def test_what_another_was_asked_or_was_asked_otherwise_is_another_call(
    other: tuple[Service, Asked],
) -> None:
    here = Service("http://here/v1", "m", "secret", timeout=1)
    fingerprint = ASKED.fingerprint(here)
    assert "secret" not in repr(here), "a key is in no log"
    assert ASKED.fingerprint(Service("http://here/v1", "m", "another key")) == fingerprint
    service, asked = other
    assert asked.fingerprint(service) != fingerprint


async def test_what_was_paid_before_is_of_the_document_s_budget_still(
    drafting: Drafting, server: ModelServer, memory: Memory
) -> None:
    _, spent = await drafting(most_requests=2)
    assert (spent.requests, spent.whole) == (2, False)
    made, spent = await drafting(most_requests=2)
    assert (spent.requests, spent.recalled, spent.reached) == (0, 2, ["rock"])
    assert [one.question.stem for one in made.drafts] == [WHO["stem"]]
    made, spent = await drafting(most_requests=3)
    assert (len(made.drafts), spent.requests, spent.whole) == (2, 1, True)


async def test_an_empty_reply_is_asked_for_again_another_time(
    drafting: Drafting, server: ModelServer, memory: Memory
) -> None:
    server.acts.extend([lambda _call: says("")] * 2)
    made, _ = await drafting()
    assert (made.drafts, memory.replies) == ((), {})
    made, spent = await drafting()
    assert (len(made.drafts), spent.recalled) == (2, 0)
