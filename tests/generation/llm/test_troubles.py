"""A server that is slow, busy, broken or of no use; budgets; what is kept all the same."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from bot.generation.llm.backend import Backend, generate
from bot.generation.llm.cost import cost
from bot.generation.llm.service import Budget, BudgetReached, Service
from bot.generation.llm.wire import client
from tests.generation.llm.conftest import Drafting
from tests.generation.llm.model_server import TOKENS, Act, Cut, ModelServer, endless, refuses, says
from tests.generation.llm.rock import BODY, WHEN, WHO, rock

IN_HALF_A_MINUTE = "Mon, 23 Nov 2026 12:00:30 GMT"


@pytest.mark.parametrize(
    ("failure", "pause"),
    [
        (lambda _call: refuses(429, retry_after="7"), 7.0),
        (lambda _call: refuses(429, retry_after=IN_HALF_A_MINUTE), 30.0),
        (lambda _call: refuses(503, retry_after="soon"), 1.0),
        (lambda _call: refuses(500), 1.0),
        (lambda _call: Cut(), 1.0),
    ],
)
async def test_what_passes_is_tried_again_when_the_server_says(
    drafting: Drafting, server: ModelServer, failure: Callable[[Any], Any], pause: float
) -> None:
    server.acts.append(failure)
    made, spent = await drafting()
    assert len(made.drafts) == 2
    assert drafting.pauses == [pause]
    assert (spent.requests, spent.retries, spent.lost) == (4, 1, 0)


async def test_pauses_grow_until_a_call_is_given_up(
    drafting: Drafting, server: ModelServer
) -> None:
    server.acts.extend([lambda _call: refuses(503)] * 4)
    made, spent = await drafting()
    assert made.drafts == ()
    assert drafting.pauses == [1.0, 2.0, 4.0]
    assert (spent.requests, spent.retries, spent.lost, spent.tokens) == (4, 3, 1, 0)
    assert spent.stopped is None


async def test_no_reply_in_time_is_counted_and_tried_once_more(
    drafting: Drafting, server: ModelServer
) -> None:
    """The server never answers: however slow this machine is, the deadline ends the call."""
    server.acts.extend([server.never] * 3)
    made, spent = await drafting(timeout=0.2)
    assert made.drafts == ()
    assert (spent.requests, spent.timeouts, spent.lost, spent.estimated) == (2, 2, 1, True)
    assert "  2 timed out: a slow server needs a longer LLM_TIMEOUT" in cost(spent, "m")


async def test_a_reply_without_an_end_is_not_listened_to(
    drafting: Drafting, server: ModelServer
) -> None:
    server.acts.append(lambda _call: endless())
    made, spent = await drafting()
    assert made.drafts == ()
    assert (spent.requests, spent.lost, drafting.pauses) == (1, 1, [])


@pytest.mark.parametrize(
    ("status", "message", "said"),
    [
        (
            401,
            "wrong\nkey \x1b[31m",
            "the server answers 401 (wrong key [31m); look at LLM_API_KEY",
        ),
        (404, "no such model", "(no such model); look at LLM_BASE_URL and LLM_MODEL"),
        (302, "", "the server answers 302; look at LLM_BASE_URL"),
        (429, "x" * 900, "it asks to be left alone for 3600 seconds"),
    ],
)
async def test_a_server_of_no_use_ends_the_run_at_once(
    drafting: Drafting, server: ModelServer, status: int, message: str, said: str
) -> None:
    where = {"location": "http://127.0.0.1:1/"} if status == 302 else {}
    server.acts.append(lambda _call: refuses(status, message, retry_after="3600", **where))
    made, spent = await drafting()
    assert (made.drafts, len(server.calls)) == ((), 1)
    assert spent.stopped is not None
    assert said in spent.stopped
    assert len(spent.stopped) < 300


async def test_three_calls_in_a_row_without_a_reply_end_the_run(
    drafting: Drafting, server: ModelServer
) -> None:
    server.acts.extend([lambda _call: refuses(500)] * 3)
    made, spent = await drafting(*[rock()] * 5, attempts=1)
    assert len(server.calls) == 3
    assert spent.stopped == "3 calls in a row without a reply: the server answers 500"
    assert made.drafts == ()


async def test_nobody_listening_is_said(drafting: Drafting, server: ModelServer) -> None:
    server.address = "http://127.0.0.1:1/v1"
    _, spent = await drafting(attempts=3)
    assert (spent.requests, spent.lost, spent.tokens) == (3, 1, 0)
    server.address = "http:///v1"
    _, spent = await drafting()
    assert spent.stopped == "http:///v1 is no address"
    server.address = "ftp://me:pass@there/v1"
    _, spent = await drafting()
    assert spent.stopped == "ftp://there/v1 is no address"
    assert "pass" not in repr(server.service())
    server.address = "http://there\x01/v1"
    _, spent = await drafting()
    assert spent.stopped == "http://there\x01/v1 is no address"


@pytest.mark.parametrize("ahead", [0, 150, 155, 1_990])
async def test_a_key_at_the_cut_of_a_server_s_words_is_not_told(
    drafting: Drafting, server: ModelServer, ahead: int
) -> None:
    said = "x" * ahead + " key-of-tests"
    server.acts.append(lambda _call: PlainTextResponse(said, 401))
    _, spent = await drafting()
    assert spent.stopped is not None
    assert spent.stopped.startswith("the server answers 401 (")
    assert "key-" not in spent.stopped


async def test_a_server_on_this_machine_is_asked_without_a_proxy(
    drafting: Drafting, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    made, _ = await drafting()
    assert len(made.drafts) == 2
    for host, by_proxy in (("localhost", False), ("[::1]:80", False), ("models.example", True)):
        async with client(Service(f"http://{host}/v1", "m")) as http:
            assert http.trust_env is by_proxy


def refusing(status: int) -> Act:
    return lambda _call: refuses(status)


def forms(server: ModelServer) -> list[str | None]:
    """In which form each call of a first step asked for its reply."""
    asked = [call.get("response_format", {}) for call in server.calls]
    return ["bounded" if "maxLength" in str(one) else one.get("type") for one in asked]


@pytest.mark.parametrize(
    ("refusals", "asked"),
    [
        # The two that follow are second answers, whose schema has no bounds.
        ([400], ["bounded", *["json_schema"] * 3]),
        ([400, 422], ["bounded", "json_schema", *["json_object"] * 3]),
        ([400, 422, 400], ["bounded", "json_schema", "json_object", None, None, None]),
        # As llama-cpp-python does with what it has no type for.
        ([500, 500, 500], ["bounded", "bounded", "json_schema", *["json_object"] * 3]),
        ([500], ["bounded", "bounded", "json_schema", "json_schema"]),
    ],
)
async def test_a_server_that_does_not_take_a_form_is_asked_in_a_plainer_one(
    drafting: Drafting, server: ModelServer, refusals: list[int], asked: list[str | None]
) -> None:
    server.acts.extend(refusing(status) for status in refusals)
    made, spent = await drafting()
    assert len(made.drafts) == 2
    assert forms(server) == asked
    assert spent.retries == len(refusals)
    plain = {frozenset(call) for call in server.calls if "response_format" not in call}
    assert plain <= {frozenset({"model", "messages"})}
    for call in server.calls[1:]:
        if (form := call.get("response_format", {})).get("type") == "json_object":
            assert form["schema"]["additionalProperties"] is False


async def test_a_server_that_has_answered_in_a_form_is_never_asked_in_a_plainer_one_after_500(
    drafting: Drafting, server: ModelServer
) -> None:
    server.acts.extend([server.good, *[lambda _call: refuses(500)] * 3])
    made, _ = await drafting()
    assert len(made.drafts) == 2
    assert forms(server)[0] == "bounded"
    assert set(forms(server)[1:]) == {"json_schema"}, "second answers, whose schema has no bounds"


async def test_a_part_that_the_server_does_not_take_is_left_out(
    drafting: Drafting, server: ModelServer
) -> None:
    server.acts.extend([lambda _call: refuses(400, "too long")] * 4)
    made, spent = await drafting(rock(BODY), rock(BODY))
    assert len(made.drafts) == 2
    assert (spent.lost, spent.stopped) == (1, None)
    assert "  1 left without a reply: the server answers 400 (too long)" in cost(spent, "m")
    assert forms(server)[:4] == ["bounded", "json_schema", "json_object", None]
    assert forms(server)[4] == "bounded"
    assert set(forms(server)[5:]) == {"json_schema"}


async def test_the_budget_of_requests_keeps_what_is_done(
    drafting: Drafting, server: ModelServer
) -> None:
    made, spent = await drafting(most_requests=2)
    assert [one.question.stem for one in made.drafts] == [WHO["stem"]]
    assert (spent.requests, spent.unanswered, spent.reached) == (2, 1, ["rock"])
    told = list(cost(spent, "m"))
    assert "  rock: its budget was reached; what was drafted until then is kept" in told
    assert "  1 dropped, for nobody answered them a second time" in told


async def test_the_budget_of_tokens_is_for_each_document(
    drafting: Drafting, server: ModelServer
) -> None:
    """A first call fits; what it says it took leaves no room for a second one."""
    server.acts.extend([lambda _call: says({"questions": [WHO, WHEN]}, tokens=9_000)] * 2)
    made, spent = await drafting(rock(), rock(), most_tokens=10_000)
    assert made.drafts == ()
    assert (spent.requests, spent.tokens, spent.unanswered) == (2, 18_000, 4)
    _, spent = await drafting(most_tokens=100)
    assert (spent.requests, spent.reached) == (0, ["rock"])


async def test_without_a_count_of_the_server_s_tokens_are_estimated(
    drafting: Drafting, server: ModelServer
) -> None:
    server.acts.append(lambda _call: says({"questions": []}, tokens=None))
    _, spent = await drafting()
    said = sum(len(message["content"]) for message in server.calls[0]["messages"])
    assert said / 4 < spent.tokens < said / 2
    assert f"  calls: 1, retries among them: 0, tokens: about {spent.tokens:,}" in cost(spent, "m")


@pytest.mark.parametrize("said", [0, -7, 10_000_001, 10**400, 99.5, "99", True, None, [], {}])
async def test_a_count_that_cannot_be_one_is_estimated(
    drafting: Drafting, server: ModelServer, said: object
) -> None:
    server.acts.append(lambda _call: says({"questions": []}, tokens=said))
    _, spent = await drafting()
    assert (spent.requests, spent.estimated, spent.malformed) == (1, True, 0)
    assert 100 < spent.tokens < 10_000


async def test_a_reply_counts_for_no_fewer_tokens_than_it_has(
    drafting: Drafting, server: ModelServer
) -> None:
    server.acts.append(lambda _call: says({"questions": [], "thought": "x" * 9_000}, tokens=1))
    _, spent = await drafting()
    assert spent.tokens - (spent.requests - 1) * TOKENS >= 3_000
    assert not spent.estimated


async def test_progress_tells_of_the_start_and_never_of_what_was_not_done(
    server: ModelServer,
) -> None:
    told: list[tuple[int, int]] = []

    async def runs() -> list[tuple[int, int]]:
        told.clear()
        backend = Backend(server.service())
        await generate([rock(), rock()], backend, progress=lambda *at: told.append(at))
        return told

    assert await runs() == [(0, 2), (1, 2), (2, 2)]
    server.acts.append(lambda _call: refuses(401))
    assert await runs() == [(0, 2)]


def test_a_budget_gives_back_what_a_call_did_not_take() -> None:
    budget = Budget(requests=3, tokens=100)
    budget.hold(80)
    with pytest.raises(BudgetReached):
        budget.hold(30)
    budget.settle(80, 40)
    budget.hold(60)
    budget.settle(60, 0)
    budget.hold(60)
    with pytest.raises(BudgetReached):
        budget.hold(0)
