"""What a document's facts give when several of them are put together."""

from collections.abc import Iterator, Sequence

from bot.generation.candidates import Proposal
from bot.generation.combining import orders, pairs
from bot.generation.combining.events import events
from bot.generation.reading.texts import Text


def combined(text: Text, proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """Further proposals, made of the clear ones of a text."""
    yield from orders.propose(text, events(text, proposals))
    yield from pairs.propose(text, proposals)
