"""Votes in polls: one person's, or a whole crowd's at once."""

from __future__ import annotations

import itertools
import random
from typing import Any

from bot.sandbox.chats import Chat, Member
from bot.sandbox.people import CHANNEL, Person
from bot.sandbox.polls import Poll
from bot.sandbox.refusals import PeopleError
from bot.sandbox.updates import dumps
from bot.sandbox.world import World

Json = dict[str, Any]


def poll_in(world: World, chat: Chat, message_id: int) -> Poll:
    message = world.message(chat, message_id)
    if message.poll is None:
        raise PeopleError("that message is no poll")
    return world.polls[message.poll]


def vote(world: World, person: Person, chat_id: int, message_id: int, options: list[Any]) -> Json:
    """Vote, or retract with no options; the poll as the person sees it afterwards."""
    chat = world.chat_of(chat_id, person.id)
    poll = poll_in(world, chat, message_id)
    poll.vote(person.id, [poll.index_of(given, person.id) for given in options])
    if not poll.anonymous:
        world.push(
            "poll_answer", poll.answer(_voter_of(world, chat, person), person.id), f"poll:{poll.id}"
        )
    world.poll_changed(poll)
    return poll.for_person(person.id, world.name_of)


def _voter_of(world: World, chat: Chat, person: Person) -> Json:
    if chat.standing(person.id).anonymous:
        return {"voter_chat": world.chat_object(chat), "user": CHANNEL}
    return {"user": person.user()}


def vote_many(world: World, body: Json) -> Json:
    """Many votes in one step; how many were ``cast``, and when the last one was, in Unix seconds.

    ``votes`` [{person, options: [original indices]}], where ``member`` names one of the crowd by
    number in place of ``person``; or ``count`` votes of a crowd of which about ``right_share``
    (0 to 1) choose the key, drawn from ``seed``. The crowd belongs to the chat; a ``person`` may
    be a stranger who met the poll where it was forwarded.
    """
    chat = world.chats.get(int(body["chat"]))
    if chat is None:
        raise PeopleError("there is no such chat", 404)
    poll = poll_in(world, chat, int(body["message_id"]))
    if "votes" in body:
        pairs = [(_voter(world, vote), list(vote["options"])) for vote in body["votes"]]
        crowd = [world.member(int(vote["member"])) for vote in body["votes"] if "member" in vote]
    else:
        pairs = _drawn(world, poll, int(body["count"]), body)
        crowd = [voter for voter, _ in pairs]
    if chat.group:
        chat.members |= {voter.id: Member("member") for voter in crowd}
    now, lane, cast = world.clock.now(), f"poll:{poll.id}", 0
    told = not poll.anonymous and world.queue.wanted("poll_answer")
    for person, options in pairs:
        poll.vote(person.id, options)
        cast += 1
        if told:
            answer = dumps(poll.answer({"user": person.user()}, person.id))
            world.queue.push_raw("poll_answer", answer, now, lane)
    world.poll_changed(poll)
    return {"cast": cast, "at": world.clock.now()}


def _voter(world: World, vote: Json) -> Person:
    if "member" in vote:
        return world.member(int(vote["member"]))
    return world.person(int(vote["person"]))


def _drawn(world: World, poll: Poll, count: int, body: Json) -> list[tuple[Person, list[int]]]:
    rng = random.Random(body.get("seed", 0))  # noqa: S311 - a seeded draw, no secret
    share = float(body.get("right_share", 0.5))
    others = [i for i in range(len(poll.options)) if i not in poll.keys] or poll.keys
    crowd = map(world.member, itertools.count())
    voters = (person for person in crowd if person.id not in poll.votes)
    drawn = []
    for person in itertools.islice(voters, count):
        right = poll.keys and rng.random() < share
        drawn.append((person, list(poll.keys) if right else [rng.choice(others)]))
    return drawn
