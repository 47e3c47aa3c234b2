"""What somebody is offered who asks the bot inline. Only reads: a look leaves no trace."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.marking import FULL
from bot.domain.people.person import Who
from bot.domain.quizzes.attempt import Step
from bot.domain.quizzes.option_order import option_order
from bot.domain.quizzes.search import asks_for_score, looked_for
from bot.storage.bank import search
from bot.storage.bank.search import Found
from bot.storage.database import Database, Tx
from bot.storage.people import people
from bot.storage.people.people import Voice
from bot.storage.quiz import progress
from bot.storage.quiz.progress import Tally

PAGE = 20
"""Questions of one answer; Telegram allows fifty results."""
FARTHEST = 2000
"""How many questions may be leafed through; whoever wants others says so in words."""

BEST = 3
ENOUGH = 3
"""Topics that a score card names, and how many answers a topic needs to be one of them."""


NOTHING = Tally(0, 0, 0)


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """What somebody came to in private quizzes, the topics that went best there, and what they have
    on the boards of their groups.
    """

    overall: Tally
    best: tuple[tuple[str, Tally], ...]
    in_groups: Tally = NOTHING


@dataclass(frozen=True, slots=True)
class Offer:
    """A page of what is offered: questions as unanswered steps, with the id each is shared by.

    ``next`` is where the next page begins, None after the last one. ``nothing`` when these words
    find nothing at all. ``card`` is None where none was asked for, and where there is no score;
    ``no_score`` where it was asked for all the same.
    """

    questions: Sequence[Step]
    next: int | None
    card: ScoreCard | None
    nothing: bool
    voice: Voice
    no_score: bool = False


class InlineReading:
    """``rng`` decides how the options of a shared question stand."""

    def __init__(self, database: Database, rng: random.Random) -> None:
        self.database = database
        self.rng = rng

    async def offer(self, who: Who, query: str, skip: int, now: datetime) -> Offer:
        """What a query finds, from its ``skip``-th question on."""
        words = looked_for(query)
        wants_card = not skip and (not words or asks_for_score(query))
        async with self.database.read() as tx:
            person = await people.find(tx, who.telegram_id)
            number = None if person is None else person.id
            card = await _card(tx, number) if wants_card and number is not None else None
            window = {"skip": skip, "limit": PAGE + 1}
            if skip >= FARTHEST:
                found = []
            elif words:
                found = await search.by_words(tx, words, **window)
            else:
                found = await search.met_last(tx, number, now.date(), **window)
            wishes = (person.locale if person else None, who.language_code)
        more = skip + PAGE if len(found) > PAGE else None
        return Offer(
            [self._step(one) for one in found[:PAGE]],
            more,
            card,
            nothing=not (found or card or skip),
            voice=Voice(wishes, None),
            no_score=not skip and card is None and asks_for_score(query),
        )

    def _step(self, found: Found) -> Step:
        return Step(
            attempt_id=0,
            position=1,
            total=1,
            question_id=found.question_id,
            version_id=found.version_id,
            question=found.question,
            order=option_order(found.question, self.rng.random),
            topic_title=found.topic_title,
            language=found.language,
            set_title=found.set_title,
        )


async def _card(tx: Tx, person_id: int) -> ScoreCard | None:
    overall = await progress.tally(tx, person_id)
    in_groups = await progress.tally_in_groups(tx, person_id)
    if not overall.responses and not in_groups.responses:
        return None
    best = best_topics(await progress.tally_by_topic(tx, person_id))
    return ScoreCard(overall, best, in_groups)


def best_topics(topics: Sequence[tuple[str, Tally]]) -> tuple[tuple[str, Tally], ...]:
    """The topics with the highest share of points; of equals the one answered more."""
    known = [pair for pair in topics if pair[1].responses >= ENOUGH and pair[1].score]
    known.sort(key=lambda pair: (-_share(pair[1]), -pair[1].responses, pair[0]))
    return tuple(known[:BEST])


def _share(tally: Tally) -> float:
    return tally.score / (tally.responses * FULL)
