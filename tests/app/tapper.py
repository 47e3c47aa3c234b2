"""Somebody who does at random whatever the newest buttons in their chat allow."""

import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.bank.sample import sample
from bot.sandbox.humans import Human
from tests.app.memory import Answer, At, Memory, at_of
from tests.app.truth import ASSEMBLED, NUMERIC, Key, key_in

Json = dict[str, Any]

RESTLESS = 0.35
"""How often somebody with errands runs one instead of going on with the quiz."""
TELLS_NOTHING = 0.1
HURRIES = 0.2
"""How often somebody does more although the bot has not reacted to what they did last."""
TAKES_BACK = 0.25
"""How often somebody undoes what they put last, where they can."""
WRONG = "nothing of the kind"
NAMES = ("name", "hidden")
TYPED = (*NUMERIC, "text")


@dataclass
class Tapper:
    """``errands`` are what they do beside answering: source, appeal, retake, leaderboard, settings,
    upload; ``done`` counts all they did by its kind. ``heard`` says whether the bot has taken in
    what they did and has said all it has to say to it.
    """

    person: Human
    rng: random.Random
    heard: Callable[[Human], Awaitable[bool]]
    errands: Sequence[str] = ()
    wish: str = "/quiz 4"
    memory: Memory = field(default_factory=Memory)
    boards: int = 0
    files: int = 0
    done: Counter[str] = field(default_factory=Counter)
    _tapped: set[tuple[int, str]] = field(default_factory=set)
    _saw: list[Json] = field(default_factory=list)
    """What the bot had said when they acted last."""
    _wished: bool = False
    """Whether they asked for a quiz, or for a retake, and did not wait for what came of it."""

    @property
    def taps(self) -> int:
        """Buttons tapped and values typed, each counted once: how far they have come."""
        return len(self._tapped)

    async def act(self, *, hurried: bool = False) -> bool:
        """One tap or word; unless ``hurried``, mostly only once the bot has reacted to the last.

        Whether they did something.
        """
        of_bot = [m for m in await self.person.messages() if m["sender"]["is_bot"]]
        waits, self._saw = of_bot == self._saw, of_bot
        if waits and not hurried and self.rng.random() >= HURRIES:
            return False
        messages = [message for message in reversed(of_bot) if _data(message)]
        if self.errands and self.rng.random() < RESTLESS and await self._errand(messages):
            return True
        quiz = _newest(messages, "q.")
        if quiz is not None and not await self._clear(quiz):
            return False
        if quiz is not None and await self._go_on(quiz):
            return True
        if "retake" in self.errands and not self.done["retake"] and await self._retake(messages):
            self.done["retake"] += 1
            return True
        await self.person.say(self.wish)
        self._wished = True
        return True

    async def ask_for_board(self) -> None:
        """What can be asked at any time, and changes no quiz."""
        await self.person.say("/leaderboard")
        self.boards += 1

    # --- the quiz --------------------------------------------------------------------------------

    async def _clear(self, message: Json) -> bool:
        """Whether what they do next will mean the question in ``message``, as they think.

        A button says which question it means. A typed text does not, and a wish on its way may
        bring an offer first, below which a text is no answer: they wait for what comes of it.
        """
        asks = _of(_data(message), "q.pass")
        if not asks or key_in(_text(message)).type not in TYPED or not self._wished:
            return True
        if await self.heard(self.person):
            self._wished = False
        return False  # and look again

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
        key, at = key_in(_text(message)), at_of(passing)
        if self.rng.random() < TELLS_NOTHING:
            await self._tap(message, passing)
            self.done["pass"] += 1
        elif key.type in NUMERIC:
            value = f"{key.value + self.rng.choice((0, 1)) * (key.tolerance + 1):f}"
            await self._type(message, at, value, Answer(value=value))
            self.done["typed"] += 1
        elif key.type == "text":
            text = self._some_text(key)
            await self._type(message, at, text, Answer(text=text))
            self.done["text"] += 1
        elif key.type in ASSEMBLED:
            await self._assemble(message, key)
        elif key.type == "multiple":
            await self._choose_several(message, at, options)
        else:
            await self._tap(message, self.rng.choice(options))
            self.done[key.type] += 1

    def _some_text(self, key: Key) -> str:
        """A right text, written as people do, or a wrong one."""
        if self.rng.random() < 1 / 2:
            return self.rng.choice((*key.near, WRONG))
        form = self.rng.choice(key.forms)
        return self.rng.choice((form, form.upper(), f"{form}."))

    async def _type(self, message: Json, at: At, words: str, answer: Answer) -> None:
        await self.person.say(words)
        self._tapped.add((message["id"], "typed"))
        self.memory.typed(at, answer)

    async def _assemble(self, message: Json, key: Key) -> None:
        """Put one more, take the last back, or once it is whole submit it."""
        data = _data(message)
        undo, submit = _of(data, "q.undo"), _of(data, "q.ok")
        if undo and self.rng.random() < TAKES_BACK:
            await self._tap(message, undo[0])
            self.done["undo"] += 1
        elif submit:
            await self._tap(message, submit[0])
            self.done[key.type] += 1
        else:
            await self._tap(message, self.rng.choice(_of(data, "q.put")))

    async def _choose_several(self, message: Json, at: At, options: Sequence[str]) -> None:
        """Toggle an option more, or submit what is on."""
        on = self.memory.toggled[at]
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

    async def _appeal(self, messages: Sequence[Json]) -> bool:
        """Say that the newest refused answer should count, perhaps once more."""
        refused = [message for message in messages if _of(_data(message), "q.appeal")]
        return await self._press(refused, "q.appeal", "q.")

    async def _retake(self, messages: Sequence[Json]) -> bool:
        self._wished |= (retaken := await self._press(messages, "q.retake", "q."))
        return retaken

    async def _leaderboard(self, messages: Sequence[Json]) -> bool:
        if self.rng.random() < 1 / 2 and await self._press(messages, "b.show", "b."):
            return True
        await self.ask_for_board()
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
            self.memory.tapped(data, _text(message))
        # Whatever is put at a place, it leads on once.
        lead = data.rpartition(":")[0] if data.startswith("q.put:") else data
        self._tapped.add((message["id"], lead))


def _text(message: Json) -> str:
    return str(message.get("text") or message["caption"])


def _data(message: Json) -> list[str]:
    """The callback data of a message's buttons."""
    rows = message["keyboard"] or []
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _of(data: Sequence[str], verb: str) -> list[str]:
    return [one for one in data if one.partition(":")[0] == verb]


def _newest(messages: Sequence[Json], room: str) -> Json | None:
    """The newest message, of messages newest first, with a button of that room."""
    return next((m for m in messages if any(d.startswith(room) for d in _data(m))), None)
