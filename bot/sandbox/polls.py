"""Native polls: votes, results, and what each viewer may see."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.entities import Entity, to_html
from bot.sandbox.refusals import PeopleError

Json = dict[str, Any]
_VOTERS_SHOWN = 50


@dataclass
class Poll:
    """One poll. Options and votes are kept in the order in which the bot sent them."""

    id: str
    chat: int
    message: int
    question: str
    options: list[Json]  # {persistent_id, text, text_entities?}
    type: str = "regular"
    question_entities: list[Entity] = field(default_factory=list)
    anonymous: bool = True
    multiple: bool = False
    keys: list[int] = field(default_factory=list)  # correct_option_ids
    explanation: str | None = None
    explanation_entities: list[Entity] = field(default_factory=list)
    description: str | None = None
    description_entities: list[Entity] = field(default_factory=list)
    open_period: int | None = None
    close_date: int | None = None
    closed: bool = False
    revoting: bool = False
    members_only: bool = False
    shuffle: bool = False
    hide_results: bool = False
    votes: dict[int, list[int]] = field(default_factory=dict)  # person -> options, sorted
    counts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.counts:
            self.counts = [0] * len(self.options)

    @property
    def quiz(self) -> bool:
        return self.type == "quiz"

    def vote(self, person: int, options: list[int]) -> None:
        """Record a vote; ``options`` empty retracts. Raises PeopleError where the app would."""
        if self.closed:
            raise PeopleError("the poll is closed", 409)
        before = self.votes.get(person)
        if before is not None and not self.revoting:
            raise PeopleError("this poll does not allow changing a vote", 409)
        if before is None and not options:
            raise PeopleError("there is no vote to retract", 409)
        chosen = sorted(set(options))
        if chosen and not 0 <= chosen[0] <= chosen[-1] < len(self.options):
            raise PeopleError("there is no such option")
        if len(chosen) > 1 and not self.multiple:
            raise PeopleError("this poll takes one option only")
        for index in before or ():
            self.counts[index] -= 1
        for index in chosen:
            self.counts[index] += 1
        if chosen:
            self.votes[person] = chosen
        else:
            del self.votes[person]

    def answer(self, voter: Json, person: int) -> Json:
        """The PollAnswer update for this person's present vote (empty when retracted).

        ``voter`` is ``user``, or ``voter_chat`` where an admin votes in the group's name.
        """
        chosen = self.votes.get(person, [])
        return {
            "poll_id": self.id,
            **voter,
            "option_ids": chosen,
            "option_persistent_ids": [self.options[i]["persistent_id"] for i in chosen],
        }

    def order_for(self, viewer: int) -> list[int]:
        """Indices of the options in the order this viewer sees them."""
        order = list(range(len(self.options)))
        if self.shuffle:
            random.Random(f"{self.id}:{viewer}").shuffle(order)  # noqa: S311
        return order

    def _base(self) -> Json:
        answer: Json = {
            "id": self.id,
            "question": self.question,
            "total_voter_count": len(self.votes),
            "is_closed": self.closed,
            "is_anonymous": self.anonymous,
            "type": self.type,
            "allows_multiple_answers": self.multiple,
            "allows_revoting": self.revoting,
            "members_only": self.members_only,
        }
        if self.question_entities:
            answer["question_entities"] = self.question_entities
        if self.description:
            answer["description"] = self.description
            answer["description_entities"] = self.description_entities
        if self.open_period is not None:
            answer["open_period"] = self.open_period
        if self.close_date is not None:
            answer["close_date"] = self.close_date
        return answer

    def for_bot(self) -> Json:
        """The Bot API's Poll object; options in their original order, results included."""
        answer = self._base()
        answer["options"] = [
            {**option, "voter_count": self.counts[i]} for i, option in enumerate(self.options)
        ]
        if self.quiz:
            answer["correct_option_ids"] = self.keys
        if self.explanation:
            answer["explanation"] = self.explanation
            answer["explanation_entities"] = self.explanation_entities
        return answer

    def for_person(self, viewer: int, name_of: Callable[[int], str]) -> Json:
        """The poll as this person sees it: shuffled, and silent on what is not theirs yet.

        ``my_options`` and ``correct_option_ids`` are positions in the order shown;
        ``results_visible`` says whether counts and voters are given. ``name_of`` tells what
        a voter of a non-anonymous poll is called; the first fifty of an option are listed.
        """
        answer = self._base()
        order = self.order_for(viewer)
        mine = self.votes.get(viewer, [])
        voted = bool(mine)
        results = self.closed or (voted and not self.hide_results)
        answer |= {"results_visible": results, "can_vote": self._can_vote(voted)}
        answer["can_retract"] = voted and self.revoting and not self.closed
        answer["my_options"] = [at for at, i in enumerate(order) if i in mine]
        answer["options"] = [self._shown(i, results, name_of) for i in order]
        if self.quiz and results:
            answer["correct_option_ids"] = [at for at, i in enumerate(order) if i in self.keys]
            if self.explanation:
                answer["explanation"] = self.explanation
                answer["explanation_html"] = to_html(self.explanation, self.explanation_entities)
        answer["question_html"] = to_html(self.question, self.question_entities)
        if self.description:
            answer["description_html"] = to_html(self.description, self.description_entities)
        return answer

    def _can_vote(self, voted: bool) -> bool:
        return not self.closed and (not voted or self.revoting)

    def _shown(self, index: int, results: bool, name_of: Callable[[int], str]) -> Json:
        shown: Json = {**self.options[index], "voter_count": self.counts[index] if results else 0}
        if results and not self.anonymous:
            voters = (who for who, chosen in self.votes.items() if index in chosen)
            listed = itertools.islice(voters, _VOTERS_SHOWN)
            shown["voters"] = [{"id": who, "name": name_of(who)} for who in listed]
        return shown

    def index_of(self, given: int | str, viewer: int) -> int:
        """Original index of an option named by persistent id, text, or index as shown."""
        if isinstance(given, str):
            for index, option in enumerate(self.options):
                if given in {option["persistent_id"], option["text"]}:
                    return index
            raise PeopleError(f"the poll has no option {given!r}")
        order = self.order_for(viewer)
        if not 0 <= given < len(order):
            raise PeopleError("there is no such option")
        return order[given]
