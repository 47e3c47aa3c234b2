"""Why the key of a round's question is the key: what its *Why?* button opens in private."""

from dataclasses import dataclass

from bot.domain.attempt import Step
from bot.domain.marking import Mark
from bot.services.passages import Passage, Passages
from bot.services.quiz_reading import Sources
from bot.storage import disputes, people, polls, published, questions, responses
from bot.storage.database import Database
from bot.storage.people import Voice

WHY = "round_why"
WHY_PAYLOAD = "why_"
"""What a deep link to a question of a round begins with; round and position follow."""

OVER = Mark(0)
"""Nothing more is to be done with the question; what it was worth is the group's table's to say."""
_LARGEST_ID = 2**31 - 1


@dataclass(frozen=True, slots=True)
class WhyScreen:
    """A question of a round that is over, as ``step``: with what this person answered, if they did.

    ``passages`` are those of its citations in order, None where there is no text.
    """

    step: Step
    sources: Sources
    passages: tuple[Passage | None, ...]
    unchecked: frozenset[str]
    voice: Voice


def read_why(payload: str) -> tuple[int, int] | None:
    """Round and position behind a deep link, ``why_31_4``; None for what is no link of ours."""
    numbers = payload.removeprefix(WHY_PAYLOAD).split("_")
    if not payload.startswith(WHY_PAYLOAD):
        return None
    if len(numbers) != 2 or not all(one.isascii() and one.isdigit() for one in numbers):  # noqa: PLR2004
        return None
    round_id, position = (int(one[:12]) for one in numbers)
    return (round_id, position) if max(round_id, position) <= _LARGEST_ID else None


class WhyReading:
    """Reads what the screen shows; ``passages`` come from the documents of the deployment."""

    def __init__(self, database: Database, passages: Passages) -> None:
        self.database = database
        self.passages = passages

    async def why(self, chat: int, round_id: int, position: int) -> WhyScreen | None:
        """The question for a private chat; None before it is over, and when there is none."""
        async with self.database.read() as tx:
            asked = await polls.asked(tx, round_id, position)
            if asked is None or not asked.over:
                return None
            voice = await people.voice(tx, chat)
            person = await people.find(tx, chat)
            given = response_id = None
            if person is not None and asked.poll_id is not None:
                given = await responses.in_poll(tx, asked.poll_id, person.id)
                response_id = await disputes.response_in(tx, asked.poll_id, person.id)
            sources = (await questions.sources_for(tx, [asked.version_id]))[asked.version_id]
            unchecked = await published.unchecked_sources(tx, asked.version_id)
        passages = [
            await self.passages.find(sources[citation.source], citation)
            if citation.source in sources
            else None
            for citation in asked.question.citations
        ]
        step = Step(
            0, position, asked.round.total, asked.question_id, asked.version_id, asked.question,
            asked.option_order, asked.topic_title, asked.language, asked.set_title, given=given,
            mark=OVER, response_id=response_id, void=asked.void,
        )  # fmt: skip
        return WhyScreen(step, sources, tuple(passages), unchecked, voice)

    async def wishes(self, chat: int) -> tuple[str | None, ...]:
        """The languages to speak to a person in, best first."""
        async with self.database.read() as tx:
            return (await people.voice(tx, chat)).wishes
