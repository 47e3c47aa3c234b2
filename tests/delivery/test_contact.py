"""Since when Telegram has been in reach."""

import pytest

from bot.delivery.contact import LONGEST_GAP, Contact
from tests.conftest import Clock


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def contact(clock: Clock, told: list[str]) -> Contact:
    return Contact(clock, lambda: told.append("caught up"))


def test_nothing_is_in_reach_before_it_was_heard(contact: Contact) -> None:
    assert contact.since is None


def test_answers_without_a_gap_are_one_contact(contact: Contact, clock: Clock) -> None:
    began = clock()
    for _ in range(3):
        contact.heard()
        clock.advance(LONGEST_GAP.total_seconds())
    assert contact.since == began


def test_what_did_not_come_ends_the_contact_at_once(contact: Contact, clock: Clock) -> None:
    contact.heard()
    clock.advance(1)
    contact.missed()
    assert contact.since is None
    clock.advance(1)
    contact.heard()
    assert contact.since == clock()


def test_a_gap_ends_the_contact_and_the_next_answer_begins_another(
    contact: Contact, clock: Clock
) -> None:
    contact.heard()
    clock.advance(LONGEST_GAP.total_seconds() + 1)
    assert contact.since is None
    contact.heard()
    assert contact.since == clock()


def test_it_is_complete_from_when_all_was_taken_in_and_says_so_once(
    contact: Contact, told: list[str]
) -> None:
    contact.heard()
    assert (contact.complete, told) == (False, [])
    contact.took_in_all()
    contact.heard()
    contact.took_in_all()
    assert bool(contact.complete)
    assert told == ["caught up"]


def test_a_fetch_that_failed_may_have_left_something_at_telegram(contact: Contact) -> None:
    contact.heard()
    contact.took_in_all()
    contact.missed()
    contact.heard()
    assert not contact.complete


def test_after_a_gap_all_has_to_be_taken_in_anew(contact: Contact, clock: Clock) -> None:
    contact.heard()
    contact.took_in_all()
    clock.advance(LONGEST_GAP.total_seconds() + 1)
    complete = [contact.complete]
    contact.heard()
    complete.append(contact.complete)
    contact.took_in_all()
    assert [*complete, contact.complete] == [False, False, True]
