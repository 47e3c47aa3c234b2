"""Clauses told again as sentences of their own."""

from bot.generation.templates import when
from tests.generation.texts import text_of


def test_a_date_moved_to_the_end_stands_behind_the_title_that_ended_there() -> None:
    body = 'Ada Merrow won a medal in 2002 for "The Tide," but stayed in Port Ansel.'
    text = text_of(body, title="Port Ansel", date="2019-05-14")
    assert [one.said for one in when.propose(text)] == [
        'Ada Merrow won a medal for "The Tide" in 2002.'
    ]
