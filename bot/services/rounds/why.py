"""Why the key of a round's question is the key: what its *Why?* button opens in private."""

import re
from dataclasses import dataclass

from bot.domain.marking import Mark
from bot.domain.owed import Owed
from bot.domain.question import Question
from bot.domain.quizzes.attempt import Step
from bot.domain.rounds.round import RoundState
from bot.services.bank.passages import Passage, Passages
from bot.services.quiz.reading import Sources
from bot.storage.bank import published, questions
from bot.storage.database import Database
from bot.storage.disputes import disputes
from bot.storage.people import people
from bot.storage.people.people import Voice
from bot.storage.quiz import responses
from bot.storage.rounds import polls, rounds

WHY = "round_why"
WHY_LIST = "round_why_list"
WHY_PAYLOAD = "why_"
"""What a deep link to a round, or to a question of it, begins with: ``why_31``, ``why_31_4``."""

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


_PAYLOAD = re.compile(WHY_PAYLOAD + r"([0-9]{1,10})(?:_([0-9]{1,10}))?")


def why_link(round_id: int, position: int | None = None) -> str:
    """The payload of a deep link to a question of a round, or to the list of them."""
    return f"{WHY_PAYLOAD}{round_id}" if position is None else f"{WHY_PAYLOAD}{round_id}_{position}"


def read_why(payload: str, chat: int) -> Owed | None:
    """The screen that such a link opens in a private chat; None for what is no link of ours."""
    found = _PAYLOAD.fullmatch(payload)
    if found is None or max(int(number) for number in found.groups("0")) > _LARGEST_ID:
        return None
    if found[2] is None:
        return Owed(chat, WHY_LIST, {"round": int(found[1])})
    return Owed(chat, WHY, {"round": int(found[1]), "position": int(found[2])})


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
            mark=OVER, response_id=response_id, void=asked.void, also=asked.also,
        )  # fmt: skip
        return WhyScreen(step, sources, tuple(passages), unchecked, voice)

    async def closed(self, round_id: int) -> list[tuple[int, Question]]:
        """The questions of a round that can be asked about, by their positions."""
        async with self.database.read() as tx:
            return await polls.closed_in(tx, round_id)

    async def comes(self, round_id: int, position: int | None = None) -> bool:
        """Whether a round is still open, and may come to what there is nothing to tell of yet."""
        async with self.database.read() as tx:
            of = await rounds.find(tx, round_id)
        if of is None or of.state is not RoundState.OPEN:
            return False
        return position is None or of.position <= position <= of.total

    async def wishes(self, chat: int) -> tuple[str | None, ...]:
        """The languages to speak to a person in, best first."""
        async with self.database.read() as tx:
            return (await people.voice(tx, chat)).wishes
