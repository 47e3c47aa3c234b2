"""Keeping the world in a folder, so that a restart finds it again.

One JSON file, replaced as a whole: written beside, flushed to the disk, renamed. Records are
dataclasses of JSON-ready fields, written by field name; a field that a newer version added
gets its default, one that it dropped is ignored.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from bot.sandbox.chats import Chat, Member
from bot.sandbox.files import Stored
from bot.sandbox.holding import held
from bot.sandbox.messages import Message
from bot.sandbox.people import BotAccount, Person
from bot.sandbox.polls import Poll
from bot.sandbox.updates import Update
from bot.sandbox.world import World

Json = dict[str, Any]
T = TypeVar("T")
VERSION = 1
_PAUSE = 0.3  # seconds from a change to its being saved
_SKIPPED = 10_000  # numbers left out after a sandbox was killed
_SHARE = 10  # saving takes at most about a tenth of the time


class Store:
    """The file ``world.json`` of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "world.json"
        self._lock = threading.Lock()  # between a last save and one still being written
        self._taken = 0
        self._written = 0

    def load(self, world: World) -> bool:
        """Fill an empty world; False when nothing was kept. Raises ValueError."""
        try:
            _fill(world, json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return False
        except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            # The bot's memory lies beside it and speaks of this world: they begin anew together.
            raise ValueError(
                f"{self.path} cannot be read ({reason}). It was left as it is; to begin anew, "
                f"move the folder {self.folder} aside, to keep it, or delete it"
            ) from error
        return True

    async def save(self, world: World, *, last: bool = False) -> None:
        """Write the world as it is now; ``last`` when nothing will change any more."""
        world.dirty.clear()
        kept = {**_kept(world), "last": last}
        body = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        self._taken += 1
        await asyncio.to_thread(self._write, self._taken, body)
        world.events.emit("saved", only=())

    def _write(self, number: int, body: str) -> None:
        with self._lock:
            if number < self._written:
                return  # a newer picture is on the disk already
            self.folder.mkdir(parents=True, exist_ok=True)
            beside = self.path.with_suffix(".new")
            with beside.open("w", encoding="utf-8") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
            self._written = number

    async def keep_saving(self, world: World) -> None:
        """Save soon after every change, less often the longer it takes."""
        while True:
            await world.dirty.wait()
            await asyncio.sleep(_PAUSE)
            begun = time.monotonic()
            await self.save(world)
            await asyncio.sleep((time.monotonic() - begun) * _SHARE)


@contextlib.contextmanager
def opened(world: World, folder: Path | None) -> Iterator[Store | None]:
    """Fill an empty world from its folder, held meanwhile, or anew; None: nothing is kept.

    Raises ValueError for a folder that another sandbox holds or that cannot be read.
    """
    if folder is None:
        world.seed()
        yield None
        return
    with held(folder):
        store = Store(folder)
        if not store.load(world):
            world.seed()
        yield store


def _kept(world: World) -> Json:
    queue = world.queue
    return {
        "version": VERSION,
        "clock": world.clock.offset,
        "bot": vars(world.bot),
        "people": [vars(person) for person in world.people.values()],
        "chats": [_kept_chat(chat) for chat in world.chats.values()],
        "polls": [vars(poll) for poll in world.polls.values()],
        "files": [vars(stored) for stored in world.files.known.values()],
        "commands": world.commands.lists,
        "webhook": world.webhook,
        "last_message_id": world.last_message_id,
        "queue": {
            "next_id": queue.next_id,
            "confirmed": queue.confirmed,
            "allowed": queue.allowed,
            "waiting": [{**vars(u), "raw": u.raw.decode()} for u in queue.waiting],
        },
    }


def _kept_chat(chat: Chat) -> Json:
    return {
        **vars(chat),
        "members": [[who, vars(member)] for who, member in chat.members.items()],
        "messages": [vars(message) for message in chat.messages.values()],
        "read": list(chat.read.items()),
    }


def _made(kind: type[T], values: Json) -> T:
    known = {item.name for item in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in values.items() if name in known})


def _fill(world: World, kept: Json) -> None:
    if kept["version"] != VERSION:
        raise ValueError(f"it is of version {kept['version']}")
    world.clock.offset = kept["clock"]
    world.bot = _made(BotAccount, kept["bot"])
    world.people = {values["id"]: _made(Person, values) for values in kept["people"]}
    world.chats = {values["id"]: _chat(values) for values in kept["chats"]}
    world.polls = {values["id"]: _poll(values) for values in kept["polls"]}
    world.files.known = {values["file_id"]: _made(Stored, values) for values in kept["files"]}
    world.commands.lists = kept["commands"]
    world.webhook = kept["webhook"]
    world.last_message_id = kept["last_message_id"]
    queue = kept["queue"]
    world.queue.next_id = queue["next_id"]
    world.queue.confirmed = queue["confirmed"]
    world.queue.allowed = queue["allowed"]
    if not kept["last"]:
        _skip_numbers(world)
    world.queue.waiting = deque(
        Update(**{**values, "raw": values["raw"].encode()}) for values in queue["waiting"]
    )


def _skip_numbers(world: World) -> None:
    """Never give out again what may have been given out after the last save."""
    world.queue.next_id += _SKIPPED
    world.last_message_id += _SKIPPED
    for chat in world.chats.values():
        chat.last_id += _SKIPPED


def _chat(values: Json) -> Chat:
    chat = _made(Chat, values)
    chat.members = {who: _made(Member, member) for who, member in values["members"]}
    chat.messages = {m["id"]: _made(Message, m) for m in values["messages"]}
    chat.read = dict(values["read"])
    return chat


def _poll(values: Json) -> Poll:
    poll = _made(Poll, values)
    poll.votes = {int(who): chosen for who, chosen in values["votes"].items()}
    return poll
