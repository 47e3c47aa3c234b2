"""Who is an admin of a group, who speaks there, and what the bot may do."""

import asyncio
from datetime import timedelta
from typing import Any, cast

import pytest
from telegram import (
    Bot,
    ChatFullInfo,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
    Message,
    User,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.domain.people.group import Actor, Right
from bot.domain.people.person import Who
from bot.handlers.admins import Admins, missing_rights
from bot.handlers.groups import place, speaker
from tests.conftest import Clock

GROUP, ALMA, DANA = -1_000_000_000_001, 5_000_000_001, 5_000_000_004
PEOPLE = {ALMA: "member", DANA: "administrator"}


class GroupOfTwo:
    """What a Bot says of a group: Dana is its admin; ``permissions`` are everybody's."""

    def __init__(self, **permissions: bool) -> None:
        self.asked = 0
        self.error: Exception | None = None
        self.permissions = permissions

    async def get_chat_member(self, _chat: int, user: int) -> ChatMember:
        self.asked += 1
        if self.error is not None:
            raise self.error
        return member(PEOPLE[user])

    async def get_chat(self, chat: int) -> ChatFullInfo:
        if self.error is not None:
            raise self.error
        about: dict[str, Any] = {
            "id": chat, "type": "supergroup", "title": "Tea", "accent_color_id": 1,
            "max_reaction_count": 1, "permissions": self.permissions,
            "accepted_gift_types": {
                "unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False,
                "premium_subscription": False, "gifts_from_channels": False,
            },
        }  # fmt: skip
        return ChatFullInfo.de_json(about, None)


class HiddenAdmin:
    """A Bot in a group with one admin, who is anonymous until ``hidden`` is False."""

    def __init__(self) -> None:
        self.asked = 0
        self.hidden = True
        self.error: Exception | None = None

    async def get_chat_administrators(self, _chat: int) -> list[ChatMember]:
        self.asked += 1
        if self.error is not None:
            raise self.error
        return [ChatMemberOwner(User(DANA, "Dana", is_bot=False), is_anonymous=self.hidden)]


async def test_one_call_tells_of_everybody_who_is_anonymous(clock: Clock) -> None:
    group, admins = HiddenAdmin(), Admins(clock)

    async def anonymous(person: int) -> bool:
        return await admins.is_anonymous(cast(Bot, group), GROUP, person)

    assert await anonymous(DANA)
    assert [await anonymous(ALMA), await anonymous(ALMA)] == [False, False]
    assert group.asked == 1
    group.hidden = False
    assert not await anonymous(DANA), "who has just shown themselves is asked about again"
    assert group.asked == 2
    clock.advance(61)
    group.hidden, group.error = True, NetworkError("away")
    assert not await anonymous(DANA), "nobody is kept out while Telegram tells nothing"
    assert [await anonymous(DANA), await anonymous(ALMA)] == [False, False]
    assert group.asked == 3, "and each tap of a crowd would wait for it"
    clock.advance(61)
    group.error = None
    assert await anonymous(DANA)


def bot(group: GroupOfTwo) -> Bot:
    return cast(Bot, group)


def member(status: str, **rights: bool) -> ChatMember:
    user = User(1, "Somebody", is_bot=False)
    if status == "administrator":
        every = {name: True for name in ChatMemberAdministrator.__slots__ if name[:3] == "can"}
        return ChatMemberAdministrator(user, is_anonymous=False, **every)  # type: ignore[arg-type]
    if status == "restricted":
        every = {name: True for name in ChatMemberRestricted.__slots__ if name[:3] == "can"}
        return ChatMemberRestricted(user, is_member=True, until_date=0, **(every | rights))  # type: ignore[arg-type]
    return ChatMemberMember(user)


def message(**sender: Any) -> Message:
    chat = {"id": GROUP, "type": "supergroup", "title": "Tea"}
    content = {"message_id": 1, "date": 0, "chat": chat, "text": "/quiz", **sender}
    return Message.de_json(content, None)


class Context:
    def __init__(self, group: GroupOfTwo) -> None:
        self.bot = group


async def test_telegram_says_who_is_an_admin_and_is_asked_once_a_minute(clock: Clock) -> None:
    group, admins = GroupOfTwo(), Admins(clock)
    assert await admins.is_admin(bot(group), GROUP, DANA)
    assert not await admins.is_admin(bot(group), GROUP, ALMA)
    assert await admins.is_admin(bot(group), GROUP, DANA)
    assert group.asked == 2
    clock.advance(60)
    assert await admins.is_admin(bot(group), GROUP, DANA)
    assert group.asked == 3


@pytest.mark.parametrize("error", [BadRequest("user not found"), Forbidden("kicked")])
async def test_who_cannot_be_looked_up_is_no_admin_for_now(clock: Clock, error: Exception) -> None:
    group, admins = GroupOfTwo(), Admins(clock)
    group.error = error
    assert not await admins.is_admin(bot(group), GROUP, DANA)
    group.error = None
    assert await admins.is_admin(bot(group), GROUP, DANA)


class SilentGroup(GroupOfTwo):
    """Telegram takes the question, and answers only while it is not ``silent``."""

    silent = True

    async def get_chat_member(self, chat: int, user: int) -> ChatMember:
        if self.silent:
            await asyncio.Event().wait()
        return await super().get_chat_member(chat, user)


async def test_a_slow_answer_is_not_waited_for(clock: Clock) -> None:
    group, admins = SilentGroup(), Admins(clock, patience=0)
    with pytest.raises(TimedOut):
        await admins.is_admin(bot(group), GROUP, DANA)


@pytest.mark.parametrize("slow", [False, True])
async def test_out_of_reach_what_telegram_said_within_the_hour_holds(
    clock: Clock, slow: bool
) -> None:
    group = SilentGroup()
    group.silent = False
    admins = Admins(clock, patience=0.01)
    assert await admins.is_admin(bot(group), GROUP, DANA)
    group.silent, group.error = slow, NetworkError("down")
    clock.advance(3599)
    assert await admins.is_admin(bot(group), GROUP, DANA)
    clock.advance(1)
    with pytest.raises(NetworkError):
        await admins.is_admin(bot(group), GROUP, DANA)


@pytest.mark.parametrize("error", [NetworkError("down"), RetryAfter(timedelta(seconds=3))])
async def test_where_telegram_says_nothing_nothing_is_decided(
    clock: Clock, error: TelegramError
) -> None:
    group = GroupOfTwo()
    group.error = error
    with pytest.raises(type(error)):
        await Admins(clock).is_admin(bot(group), GROUP, DANA)


async def test_while_telegram_wants_to_be_left_alone_what_it_said_holds(clock: Clock) -> None:
    group, admins = GroupOfTwo(), Admins(clock)
    assert await admins.is_admin(bot(group), GROUP, DANA)
    group.error = RetryAfter(timedelta(seconds=3))
    clock.advance(3599)
    assert await admins.is_admin(bot(group), GROUP, DANA)


class MovedGroup(GroupOfTwo):
    """It is a supergroup by now, at ``now_at``."""

    now_at = GROUP - 1

    async def get_chat_member(self, chat: int, user: int) -> ChatMember:
        if chat != self.now_at:
            raise ChatMigrated(self.now_at)
        return await super().get_chat_member(GROUP, user)


async def test_what_was_said_before_a_group_moved_is_asked_of_where_it_is_now(
    clock: Clock,
) -> None:
    admins = Admins(clock)
    assert await admins.is_admin(bot(MovedGroup()), GROUP, DANA)
    assert not await admins.is_admin(bot(MovedGroup()), GROUP, ALMA)


async def test_speakers(clock: Clock) -> None:
    admins, context = Admins(clock), cast(Any, Context(GroupOfTwo()))
    alma = {"id": ALMA, "first_name": "Alma", "is_bot": False}
    robot = {"id": 1_087_968_824, "first_name": "Group", "is_bot": True}
    as_group = {"id": GROUP, "type": "supergroup", "title": "Tea"}
    as_channel = {"id": -1_000_000_000_077, "type": "channel", "title": "News"}
    assert await speaker(admins, context, message(**{"from": alma})) == Actor(
        Who(ALMA, "Alma"), admin=False
    )
    anonymous = message(**{"from": robot, "sender_chat": as_group})
    assert await speaker(admins, context, anonymous) == Actor(None, admin=True)
    channel = message(**{"from": robot, "sender_chat": as_channel})
    assert await speaker(admins, context, channel) is None
    assert await speaker(admins, context, message()) is None


def test_a_thread_counts_in_forums_only() -> None:
    assert place(message(message_thread_id=4, is_topic_message=True)).thread == 4
    assert place(message(message_thread_id=4)).thread is None


@pytest.mark.parametrize(
    ("status", "rights", "permissions", "missing"),
    [
        ("administrator", {}, {"can_send_polls": False}, set()),
        ("member", {}, {"can_send_messages": True, "can_send_polls": True}, set()),
        ("member", {}, {"can_send_messages": True, "can_send_polls": False}, {Right.POLLS}),
        ("restricted", {"can_send_polls": False}, {}, {Right.POLLS}),
        (
            "restricted",
            {"can_send_polls": False, "can_send_messages": False},
            {},
            {Right.POLLS, Right.MESSAGES},
        ),
    ],
)
async def test_what_the_bot_lacks(
    status: str, rights: dict[str, bool], permissions: dict[str, bool], missing: set[Right]
) -> None:
    group = GroupOfTwo(**permissions)
    assert await missing_rights(bot(group), GROUP, member(status, **rights)) == missing


@pytest.mark.parametrize(
    "error",
    [Forbidden("kicked"), NetworkError("down"), RetryAfter(timedelta(seconds=3)), ChatMigrated(-7)],
)
async def test_a_group_that_cannot_be_read_lacks_nothing_known(error: TelegramError) -> None:
    group = GroupOfTwo()
    group.error = error
    assert await missing_rights(bot(group), GROUP, member("member")) == set()
