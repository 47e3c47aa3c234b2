"""Since when Telegram has been in reach."""

import pytest

from bot.delivery.contact import LONGEST_GAP, Contact
from tests.conftest import Clock


@pytest.fixture
def contact(clock: Clock) -> Contact:
    return Contact(clock)


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
