"""Somebody who does at random whatever the newest buttons in their chat allow.

They remember what they have done, in order: since every update counts once and a person's updates
count in their order, that says what must be found in the end.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.bank.sample import sample
from bot.sandbox.humans import Human
from tests.app.truth import TYPED, Key, key_in

At = tuple[int, int]
"""An attempt and a position in it."""
Json = dict[str, Any]

RESTLESS = 0.35
"""How often somebody with errands runs one instead of going on with the quiz."""
TELLS_NOTHING = 0.1
NAMES = ("name", "hidden")


@dataclass(frozen=True)
class Answer:
    """Places of options as the attempt shows them, or a typed value, or neither."""

    places: frozenset[int] = frozenset()
    value: str | None = None


@dataclass
class Tapper:
    """``errands`` are what they do beside answering: source, retake, leaderboard, settings,
    upload; ``done`` counts all they did by its kind.
    """

    person: Human
    rng: random.Random
    errands: Sequence[str] = ()
    wish: str = "/quiz 4"
    answered: dict[At, Answer] = field(default_factory=dict)
    """The first answer to each question: the one that counts."""
    opened: set[At] = field(default_factory=set)
    """Answered questions whose source was opened."""
    board_name: str | None = None
    boards: int = 0
    files: int = 0
    done: Counter[str] = field(default_factory=Counter)
    _tapped: set[tuple[int, str]] = field(default_factory=set)
    _chosen: defaultdict[At, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def taps(self) -> int:
        """Buttons tapped and values typed, each counted once: how far they have come."""
        return len(self._tapped)

    async def act(self) -> None:
        """One tap or word."""
        messages = [m for m in reversed(await self.person.messages()) if _data(m)]
        if self.errands and self.rng.random() < RESTLESS and await self._errand(messages):
            return
        quiz = _newest(messages, "q.")
        if quiz is not None and await self._go_on(quiz):
            return
        if "retake" in self.errands and not self.done["retake"] and await self._retake(messages):
            self.done["retake"] += 1
            return
        await self.person.say(self.wish)

    # --- the quiz --------------------------------------------------------------------------------

    async def _go_on(self, message: Json) -> bool:
        """Answer what is asked, or go on to what is next; False when there is neither."""
        data = _data(message)
        passing = _of(data, "q.pass")
        if passing:
            await self._answer(message, passing[0], _of(data, "q.a"))
            return True
        for verb in ("q.next", "q.resume"):
            if onward := _of(data, verb):
                await self._tap(message, onward[0])
                self.done[verb.removeprefix("q.")] += 1
                return True
        return False

    async def _answer(self, message: Json, passing: str, options: Sequence[str]) -> None:
        key = key_in(message.get("text") or message["caption"])
        if self.rng.random() < TELLS_NOTHING:
            await self._tap(message, passing)
            self.done["pass"] += 1
        elif key.type in TYPED:
            await self._type(message, key, _at(passing))
        elif key.type == "multiple":
            await self._choose_several(message, _at(passing), options)
        else:
            await self._tap(message, self.rng.choice(options))
            self.done[key.type] += 1

    async def _type(self, message: Json, key: Key, at: At) -> None:
        value = key.value + self.rng.choice((0, 1)) * (key.tolerance + 1)
        await self.person.say(f"{value:f}")
        self._tapped.add((message["id"], "typed"))
        self.answered.setdefault(at, Answer(value=f"{value:f}"))
        self.done["typed"] += 1

    async def _choose_several(self, message: Json, at: At, options: Sequence[str]) -> None:
        """Toggle an option more, or submit what is on."""
        on = self._chosen[at]
        off = [data for data in options if int(data.rpartition(":")[2]) not in on]
        if not on or (off and self.rng.random() < 1 / (1 + len(on))):
            await self._tap(message, self.rng.choice(off))
            return
        [submit] = _of(_data(message), "q.ok")
        await self._tap(message, submit)
        self.done["multiple"] += 1

    # --- errands ---------------------------------------------------------------------------------

    async def _errand(self, messages: Sequence[Json]) -> bool:
        """Of the errands that can be run now one of those that were run least; whether one was."""
        for name in sorted(self.errands, key=lambda one: (self.done[one], self.rng.random())):
            if await getattr(self, f"_{name}")(messages):
                self.done[name] += 1
                return True
        return False

    async def _source(self, messages: Sequence[Json]) -> bool:
        return await self._press(messages, "q.source", "q.")

    async def _retake(self, messages: Sequence[Json]) -> bool:
        return await self._press(messages, "q.retake", "q.")

    async def _leaderboard(self, messages: Sequence[Json]) -> bool:
        if self.rng.random() < 1 / 2 and await self._press(messages, "b.show", "b."):
            return True
        await self.person.say("/leaderboard")
        self.boards += 1
        return True

    async def _settings(self, messages: Sequence[Json]) -> bool:
        message = _newest(messages, "p.")
        if message is None:
            await self.person.say("/settings")
            return False
        await self._tap(message, f"p.name:{self.rng.choice(NAMES)}")
        return True

    async def _upload(self, messages: Sequence[Json]) -> bool:
        """Send a set; publish it when the bot offers that."""
        for verb in ("k.sure", "k.publish"):
            if await self._press(messages, verb, "k."):
                self.done["publish"] += verb == "k.sure"
                return True
        await self.person.sends_file(sample(), "tea.yaml")
        self.files += 1
        return True

    async def _press(self, messages: Sequence[Json], verb: str, room: str) -> bool:
        """Tap a button of that verb on the newest message of its room, if it is there."""
        message = _newest(messages, room)
        found = _of(_data(message), verb) if message else []
        if not message or not found:
            return False
        await self._tap(message, self.rng.choice(found))
        return True

    # --- a tap -----------------------------------------------------------------------------------

    async def _tap(self, message: Json, data: str) -> None:
        for _ in range(self.rng.choice((1, 1, 1, 2))):  # some people tap twice
            await self.person.forges(data, message["id"], wait=0)
            self._remember(message, data)
        self._tapped.add((message["id"], data))

    def _remember(self, message: Json, data: str) -> None:
        verb, *about = data.split(":")
        if verb == "p.name":
            self.board_name = about[0]
        elif verb == "q.source":
            self.opened.add(_at(data))
        elif verb in {"q.a", "q.ok", "q.pass"} and _at(data) not in self.answered:
            self._remember_answer(message, data, verb)

    def _remember_answer(self, message: Json, data: str, verb: str) -> None:
        at = _at(data)
        if verb == "q.pass":
            self.answered[at] = Answer()
        elif verb == "q.ok" and self._chosen[at]:
            self.answered[at] = Answer(frozenset(self._chosen[at]))
        elif verb == "q.a" and _of(_data(message), "q.ok"):
            self._chosen[at] ^= {int(data.rpartition(":")[2])}
        elif verb == "q.a":
            self.answered[at] = Answer(frozenset([int(data.rpartition(":")[2])]))


def _data(message: Json) -> list[str]:
    """The callback data of a message's buttons."""
    rows = message["keyboard"] or []
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _of(data: Sequence[str], verb: str) -> list[str]:
    return [one for one in data if one.partition(":")[0] == verb]


def _newest(messages: Sequence[Json], room: str) -> Json | None:
    """The newest message, of messages newest first, with a button of that room."""
    return next((m for m in messages if any(d.startswith(room) for d in _data(m))), None)


def _at(data: str) -> At:
    _, attempt, position, *_ = data.split(":")
    return int(attempt), int(position)
