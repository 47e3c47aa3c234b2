"""Groups: who belongs to one, with what standing, and what a group becomes."""

from __future__ import annotations

from typing import Any

from bot.sandbox.chats import SEEDED_GROUP_ID, SUPERGROUP_BASE, Chat, Member
from bot.sandbox.people import Person
from bot.sandbox.refusals import PeopleError
from bot.sandbox.world import World

Json = dict[str, Any]


def set_standing(world: World, chat: Chat, who: int, new: Member, by: int) -> None:
    """Change someone's standing and send the updates that follow from it."""
    old = chat.standing(who)
    chat.members[who] = new
    user = world.user_of(who)
    change = {
        "chat": world.chat_object(chat),
        "from": world.user_of(by),
        "date": world.clock.stamp(),
        "old_chat_member": old.describe(user),
        "new_chat_member": new.describe(user),
    }
    if who == world.bot.id:
        world.push("my_chat_member", change, f"chat:{chat.id}")
    elif chat.standing(world.bot.id).admin:
        world.push("chat_member", change, f"chat:{chat.id}")
    world.changed("chat", chat.id)
    if chat.group and new.present and not old.present:
        world.post(chat, by, service={"new_chat_members": [user]})
    elif chat.group and old.present and not new.present:
        gone = world.post(chat, by, service={"left_chat_member": user})
        if who == world.bot.id != by and chat.type == "group":
            # Basic groups tell the bot of its own removal in a message too.
            world.push("message", world.message_object(gone), f"chat:{chat.id}")


def new_group(world: World, title: str, kind: str, creator: int, members: list[int]) -> Chat:
    """A new group or supergroup; the bot joins when it is among ``members``."""
    taken = [-c.id for c in world.chats.values() if c.type == "group"]
    if kind == "supergroup":
        chat = Chat(_supergroup_id(world), kind, title)
    else:
        chat = Chat(-(max(taken, default=-SEEDED_GROUP_ID) + 1), kind, title)
    world.chats[chat.id] = chat
    for who in members:
        if who != world.bot.id:
            chat.members[world.person(who).id] = Member("member")
    chat.members[world.person(creator).id] = Member("creator")
    world.changed("chat", chat.id)
    if world.bot.id in members:
        set_standing(world, chat, world.bot.id, Member("member"), creator)
    return chat


def _supergroup_id(world: World) -> int:
    taken = [SUPERGROUP_BASE - c.id for c in world.chats.values() if c.type == "supergroup"]
    return SUPERGROUP_BASE - (max(taken, default=2000000000) + 1)


def migrate(world: World, chat: Chat) -> Chat:
    """Upgrade a group to a supergroup with a new id; both chats get a service message."""
    if chat.type != "group" or chat.migrated_to is not None:
        raise PeopleError("only a basic group can become a supergroup")
    new = Chat(
        _supergroup_id(world),
        "supergroup",
        chat.title,
        members=dict(chat.members),
        migrated_from=chat.id,
    )
    world.chats[new.id] = new
    world.post(chat, None, service={"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    world.post(new, None, service={"migrate_from_chat_id": chat.id})
    world.changed("chat", new.id)
    return new


def leave(world: World, person: Person, chat_id: int) -> None:
    chat = world.chat_of(chat_id, person.id)
    if not chat.group:
        raise PeopleError("only groups can be left")
    set_standing(world, chat, person.id, Member("left"), person.id)


def join(world: World, person: Person, chat_id: int) -> None:
    chat = world.chats.get(chat_id)
    if chat is None or not chat.group:
        raise PeopleError("there is no such group", 404)
    if not chat.standing(person.id).present:
        set_standing(world, chat, person.id, Member("member"), person.id)


def set_bot(world: World, chat_id: int, body: Json) -> None:
    """Add the bot to a group, change its rights, or remove it."""
    chat = world.chats.get(chat_id)
    if chat is None or not chat.group:
        raise PeopleError("there is no such group", 404)
    status = str(body.get("status", "member"))
    if status not in {"member", "administrator", "left", "kicked", "restricted"}:
        raise PeopleError("status is member, administrator, left, kicked or restricted")
    creator = next((w for w, m in chat.members.items() if m.status == "creator"), world.bot.id)
    by = int(body.get("by") or creator)
    rights = {str(name): bool(value) for name, value in dict(body.get("rights") or {}).items()}
    set_standing(world, chat, world.bot.id, Member(status, rights), by)


def set_admin(world: World, chat_id: int, who: int, admin: bool) -> None:
    """Make a person an administrator of a group, or an ordinary member again."""
    chat = world.chat_of(chat_id, world.person(who).id)
    if not chat.group:
        raise PeopleError("private chats have no administrators")
    if chat.standing(who).status == "creator":
        raise PeopleError("the creator stays what they are")
    creator = next((w for w, m in chat.members.items() if m.status == "creator"), who)
    set_standing(world, chat, who, Member("administrator" if admin else "member"), creator)


def set_anonymous(world: World, person: Person, chat_id: int, anonymous: bool) -> None:
    """Let an admin write and vote in the group's name, or in their own again."""
    chat = world.chat_of(chat_id, person.id)
    standing = chat.standing(person.id)
    if chat.type != "supergroup" or not standing.admin:
        raise PeopleError("only admins of supergroups can be anonymous", 403)
    rights = {**standing.rights, "is_anonymous": anonymous}
    set_standing(world, chat, person.id, Member(standing.status, rights), person.id)
