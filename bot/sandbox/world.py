"""The world: people, chats, messages and polls, and what follows when one of them changes."""

from __future__ import annotations

import asyncio
import itertools
import random
import re
from collections import deque
from pathlib import Path
from typing import Any

from bot.sandbox import people
from bot.sandbox.callbacks import Queries
from bot.sandbox.chats import SEEDED_GROUP_ID, Chat, Member
from bot.sandbox.clock import Clock
from bot.sandbox.commands import Commands
from bot.sandbox.events import Events
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.inline_answers import InlineCache
from bot.sandbox.limits import Limiter, Rates
from bot.sandbox.messages import Message, body_of
from bot.sandbox.people import ANONYMOUS, BotAccount, Person
from bot.sandbox.polls import Poll
from bot.sandbox.refusals import PeopleError
from bot.sandbox.updates import UpdateQueue

Json = dict[str, Any]
_CALLS_KEPT = 20_000
_COMMAND = re.compile(r"^/\w+(?:@(\w+))?")


class World:
    """All state of one sandbox. Methods are synchronous: each is one step of the world."""

    def __init__(
        self,
        *,
        token: str = people.SANDBOX_TOKEN,
        rates: Rates | None = None,
        folder: Path | None = None,
    ) -> None:
        self.token: str | None = token  # None: any token is taken
        self.clock = Clock()
        self.bot = BotAccount.fresh()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.polls: dict[str, Poll] = {}
        self.queue = UpdateQueue()
        self.commands = Commands()
        self.limiter = Limiter(rates or Rates())
        self.faults = Faults()
        self.files = Files(folder)
        self.queries = Queries()  # taps
        self.inline_queries = Queries()
        self.inline_cache = InlineCache()
        self.events = Events()
        self.webhook: Json | None = None
        self.calls: deque[Json] = deque(maxlen=_CALLS_KEPT)
        self.call_count = 0
        self.in_flight = 0
        self.last_message_id = 100
        self.numbers = itertools.count(1)  # of queries in this process
        self.dirty = asyncio.Event()  # something to save
        self.due = asyncio.Event()  # a timer may have moved

    # -- beginnings -------------------------------------------------------------------

    def seed(self) -> None:
        """Fill a new world: four people, their private chats, one group without the bot."""
        for person in people.seeded():
            self.add_person(person)
        members = {p.id: Member("member") for p in self.people.values()}
        members[people.DANA_ID] = Member("creator")
        self.chats[SEEDED_GROUP_ID] = Chat(
            SEEDED_GROUP_ID, "group", "Security studies", members=members
        )

    def add_person(self, person: Person) -> Person:
        """Let someone exist, with their private chat with the bot."""
        self.people[person.id] = person
        self.chats[person.id] = Chat(
            person.id,
            "private",
            members={person.id: Member("member"), self.bot.id: Member("member")},
        )
        self.changed("chat", person.id)
        return person

    def member(self, number: int) -> Person:
        """Member ``number`` of the crowd, made when missing. Raises PeopleError."""
        if number < 0:
            raise PeopleError("the crowd is counted from 0")
        person = people.crowd_member(number)
        return self.people.setdefault(person.id, person)

    # -- looking ----------------------------------------------------------------------

    def person(self, who: int) -> Person:
        """Raises PeopleError 404."""
        found = self.people.get(who)
        if found is None:
            raise PeopleError(f"nobody has the id {who}", 404)
        return found

    def chat_of(self, chat_id: int, person: int) -> Chat:
        """A chat this person is in. Raises PeopleError 404."""
        chat = self.chats.get(chat_id)
        if chat is None or not chat.standing(person).present:
            raise PeopleError("there is no such chat for this person", 404)
        return chat

    def message(self, chat: Chat, message_id: int) -> Message:
        """Raises PeopleError 404."""
        found = chat.messages.get(message_id)
        if found is None:
            raise PeopleError("there is no such message", 404)
        return found

    def inline_message(self, inline_id: str) -> Message | None:
        """The message that was sent via the bot and has this inline_message_id."""
        every = (m for chat in self.chats.values() for m in chat.messages.values())
        return next((m for m in every if m.inline_id == inline_id), None)

    def chats_for(self, person: int) -> list[Chat]:
        return [c for c in self.chats.values() if c.standing(person).present]

    def name_of(self, who: int | None) -> str:
        if who == self.bot.id:
            return str(self.bot.user()["first_name"])
        person = self.people.get(who or 0)
        return person.name if person else ""

    def user_of(self, who: int) -> Json:
        return self.bot.user() if who == self.bot.id else self.person(who).user()

    # -- Bot API objects --------------------------------------------------------------

    def chat_object(self, chat: Chat) -> Json:
        """The Bot API's Chat."""
        if chat.private:
            user = self.people[chat.id].user()
            answer: Json = {"id": chat.id, "type": "private"}
            named = ("first_name", "last_name", "username")
            return answer | {name: user[name] for name in named if name in user}
        answer = {"id": chat.id, "type": chat.type, "title": chat.title}
        if chat.is_forum:
            answer["is_forum"] = True
        return answer

    def message_object(self, message: Message, *, reply: bool = True) -> Json:
        """The Bot API's Message as the bot sees it."""
        chat = self.chats[message.chat]
        answer: Json = {
            "message_id": message.id,
            "date": message.date,
            "chat": self.chat_object(chat),
        }
        if message.anonymous:
            answer |= {"from": ANONYMOUS, "sender_chat": self.chat_object(chat)}
        elif message.sender is not None:
            answer["from"] = self.user_of(message.sender)
        if message.via_bot:
            answer["via_bot"] = self.bot.user()
        if reply and message.reply_to in chat.messages:
            original = chat.messages[message.reply_to]
            answer["reply_to_message"] = self.message_object(original, reply=False)
        answer |= body_of(message)
        if message.poll is not None:
            answer["poll"] = self.polls[message.poll].for_bot()
        return answer

    # -- changing ---------------------------------------------------------------------

    def changed(self, kind: str, chat: int | None = None, message: int | None = None) -> None:
        """Note that something is to be shown again and saved."""
        self.events.emit(kind, chat, message)
        self.dirty.set()

    def backstage(self, kind: str) -> None:
        """Note what no person sees: an update queued or confirmed, a call, a fault."""
        self.events.emit(kind, only=())
        self.dirty.set()

    def post(self, chat: Chat, sender: int | None, **content: Any) -> Message:
        """Put a message into a chat; the bot hears of it unless it is its own."""
        in_its_name = sender is not None and content.get("service") is None
        message = Message(
            id=self._next_id(chat), chat=chat.id, date=self.clock.stamp(), sender=sender,
            anonymous=in_its_name and chat.standing(sender or 0).anonymous, **content,
        )  # fmt: skip
        chat.messages[message.id] = message
        if sender in self.people:
            chat.read[sender] = message.id
        self.changed("message", chat.id, message.id)
        if sender != self.bot.id and self.bot_hears(chat, message):
            self.push("message", self.message_object(message), f"chat:{chat.id}")
        return message

    def _next_id(self, chat: Chat) -> int:
        if chat.type == "supergroup":
            chat.last_id += 1
            return chat.last_id
        self.last_message_id += 1
        return self.last_message_id

    def bot_hears(self, chat: Chat, message: Message) -> bool:
        """Privacy mode: commands, replies to it, what was sent via it, service messages."""
        if chat.private:
            return message.service is None or "migrate" not in str(message.service)
        standing = chat.standing(self.bot.id)
        if not standing.present:
            return False
        if standing.admin or message.via_bot or message.service is not None:
            return True
        if message.reply_to in chat.messages:
            return chat.messages[message.reply_to].sender == self.bot.id
        command = _COMMAND.match(message.text or "")
        named = command[1] if command else None
        return command is not None and (named is None or named.lower() == self.bot.username.lower())

    def push(self, kind: str, payload: Json, lane: str) -> None:
        """Queue an update for the bot."""
        if self.queue.push(kind, payload, self.clock.now(), lane) is not None:
            self.backstage("update")

    def delete(self, chat: Chat, message: Message) -> None:
        del chat.messages[message.id]
        self.changed("delete", chat.id, message.id)

    # -- polls ------------------------------------------------------------------------

    def new_poll_id(self) -> str:
        """A poll id as Telegram makes them: a 64-bit number as text."""
        return str(random.SystemRandom().randrange(1 << 60, 1 << 63))

    def poll_changed(self, poll: Poll) -> None:
        """Tell the bot and the watchers the poll's new state."""
        self.push("poll", poll.for_bot(), f"poll-state:{poll.id}")
        self.changed("poll", poll.chat, poll.message)

    def close_poll(self, poll: Poll) -> None:
        if not poll.closed:
            poll.closed = True
            self.poll_changed(poll)

    def run_timers(self) -> float | None:
        """Close the polls that are due; seconds until the next one, None if there is none."""
        now = self.clock.now()
        running = [p for p in self.polls.values() if not p.closed and p.close_date is not None]
        for poll in running:
            if poll.close_date is not None and poll.close_date <= now:
                self.close_poll(poll)
        later = [p.close_date for p in running if not p.closed and p.close_date is not None]
        return min(later) - now if later else None

    def advance(self, seconds: float) -> None:
        """Move the clock on; everything due by then happens."""
        self.clock.advance(seconds)
        self.run_timers()
        self.queue.expire(self.clock.now())
        self.due.set()
        self.events.emit("clock", now=self.clock.iso())
        self.dirty.set()
