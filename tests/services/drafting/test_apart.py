"""Drafting in another process: what it drafts comes back, and its loss harms nobody."""

import logging
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.drafts.draft_job import Failure
from bot.generation.backends import RULES, UNTOLD
from bot.generation.documents.blocks import source_document
from bot.generation.gate.earlier import Asked
from bot.generation.gate.succession import Earlier
from bot.generation.ranking import Acceptance
from bot.services.drafting import apart
from bot.services.drafting.apart import draft_apart
from bot.services.drafting.child import drafted
from bot.services.drafting.wire import DraftingFailed, Order, Product, draft_in, lines
from tests.generation.texts import documents
from tests.services.drafting.stage import draft
from tests.services.drafting.test_model import MODEL

LOST = "tests.services.drafting.lost"
SHORT = source_document("The ferry sails.", id="ferry", title="Ferry", date="2019")


async def on(_done: int, _total: int) -> bool:
    return True


async def test_what_is_drafted_comes_back_whole_and_progress_before_it() -> None:
    heard: list[tuple[int, int]] = []

    async def hear(done: int, total: int) -> bool:
        heard.append((done, total))
        return True

    document = documents()[0]
    order = Order(RULES, 5, document)
    product = await draft_apart(order, hear)
    assert product is not None
    assert len(product.drafts) == 5
    assert product == drafted(order)
    done, total = heard[-1]
    assert done == total == 100
    assert heard == sorted(heard)


def test_the_best_are_counted_without_what_is_asked_already() -> None:
    """From this text, or of another id from another edition."""
    order = Order(RULES, 5, documents()[0])
    first = drafted(order).drafts
    others = [Earlier(one.template, replace(one.question, id=one.question.id[:-1]))
              for one in first[:3]]  # fmt: skip
    held = Asked.of(others, [one.question.id for one in first[3:]])
    again = drafted(replace(order, asked=held))
    assert len(again.drafts) == 10
    assert {one.question.id for one in again.drafts} > {one.question.id for one in first}
    assert again.candidates == drafted(order).candidates


def test_an_order_survives_the_way_to_the_process() -> None:
    first = draft(1)
    asked = Asked.of([Earlier(first.template, first.question)], ["ferry-2"])
    document = replace(documents()[0], licence="CC0", version=3)
    order = Order(RULES, 20, document, "glossary.yaml", asked, Acceptance({"when": (3, 4)}))
    assert Order.from_json(order.to_json()) == order
    asking = replace(order, model=MODEL)
    assert Order.from_json(asking.to_json()) == asking
    assert not any(secret in repr(asking) for secret in ("key-of-tests", "pass"))


def test_the_best_are_those_of_templates_that_fared_well_here() -> None:
    order = Order(RULES, 5, documents()[0])
    shipped = {one.template for one in drafted(order).drafts}
    other = next(one.template for one in drafted(replace(order, limit=99)).drafts
                 if one.template not in shipped)  # fmt: skip
    liked = replace(order, acceptance=Acceptance({other: (900, 900)}))
    assert other in {one.template for one in drafted(liked).drafts}


def test_a_text_whose_language_nobody_knows_is_tried() -> None:
    known = documents()[0]
    untold = replace(known, source=replace(known.source, language=UNTOLD))
    foreign = replace(known, source=replace(known.source, language="fr"))
    assert drafted(Order(RULES, 9, untold)) == drafted(Order(RULES, 9, known))
    assert drafted(Order(RULES, 9, foreign)).drafts == ()


@pytest.mark.parametrize(
    ("behaviour", "failure", "seconds"),
    [
        ("stuck", Failure.TIME, 0.5),
        ("broken", Failure.BROKE, 60),
        ("half", Failure.BROKE, 60),
        ("flood", Failure.BROKE, 60),
        ("full", Failure.MEMORY, 60),
        ("odd", Failure.BROKE, 60),
        ("unknown", Failure.BROKE, 60),
    ],
)
async def test_a_process_that_hangs_or_dies_is_a_failure(
    behaviour: str, failure: Failure, seconds: float, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(DraftingFailed) as failed:
        await draft_apart(Order(behaviour, 9, SHORT), on, seconds=seconds, child=LOST)
    assert failed.value.failure is failure
    assert ("it hurts" in caplog.text) == (behaviour == "broken")
    assert ("with the character U+0000" in caplog.text) == (behaviour == "odd")


async def test_a_model_has_its_own_time_and_the_rules_theirs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def off(_done: int, _total: int) -> bool:
        return False

    ruled = Order("stuck", 9, SHORT)
    asking = replace(ruled, model=MODEL)
    monkeypatch.setattr(apart, "SECONDS", 0)
    with pytest.raises(DraftingFailed) as failed:
        await draft_apart(ruled, off, child=LOST)
    assert failed.value.failure is Failure.TIME
    assert await draft_apart(asking, off, child=LOST) is None
    monkeypatch.setattr(apart, "GRACE", -MODEL.seconds)
    with pytest.raises(DraftingFailed) as failed:
        await draft_apart(asking, off, child=LOST)
    assert failed.value.failure is Failure.TIME


@pytest.mark.parametrize("behaviour", ["key", "long"])
async def test_of_a_key_at_a_cut_nothing_is_logged(
    behaviour: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(DraftingFailed):
        await draft_apart(Order(behaviour, 9, SHORT, model=MODEL), on, child=LOST)
    assert "the drafting of a document broke off: " in caplog.text
    assert not any(part in caplog.text for part in ("key-", "tests", "sts "))


@pytest.mark.parametrize("odd", ["\0", "\x1b", "\ud800", "\x85"])
def test_a_draft_with_what_no_database_keeps_is_not_as_agreed(odd: str) -> None:
    def line(said: str) -> dict[str, Any]:
        question = replace(draft(1).question, rationale=f"Built{said}in 1931.")
        made = Product((replace(draft(1), question=question),), 1, 1, {})
        plain: dict[str, Any] = next(iter(lines(made)))["draft"]
        return plain

    assert draft_in(line("\n")).question.rationale == "Built\nin 1931."
    with pytest.raises(ValueError, match=rf"U\+{ord(odd):04X}"):
        draft_in(line(odd))


async def test_a_silent_process_is_stopped_when_it_is_not_to_go_on() -> None:
    """It says how far it is once; after that nobody but the pulse asks."""
    asked: list[tuple[int, int]] = []

    async def three_times(done: int, total: int) -> bool:
        asked.append((done, total))
        return len(asked) < 3

    order = Order("stuck", 9, SHORT)
    assert await draft_apart(order, three_times, pulse=0.01, child=LOST) is None
    assert len(asked) == 3
