"""Chats, who is in them and what they may do there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.messages import Message

SEEDED_GROUP_ID = -4000000001
SUPERGROUP_BASE = -1000000000000

PRESENT = {"creator", "administrator", "member"}
_ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)
_GRANTED = {
    "can_manage_chat",
    "can_delete_messages",
    "can_restrict_members",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
}
SEND_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
)
_RESTRICTED_FALSE = (
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)


@dataclass
class Member:
    """Someone's standing in a chat; ``rights`` hold what differs from the status's default."""

    status: str  # creator, administrator, member, restricted, left, kicked
    rights: dict[str, bool] = field(default_factory=dict)

    @property
    def present(self) -> bool:
        """In the chat now (a restricted member is, unless told otherwise)."""
        if self.status == "restricted":
            return self.rights.get("is_member", True)
        return self.status in PRESENT

    @property
    def admin(self) -> bool:
        return self.status in {"creator", "administrator"}

    @property
    def anonymous(self) -> bool:
        """An admin who writes and votes in the group's name."""
        return self.admin and self.rights.get("is_anonymous", False)

    def may(self, right: str) -> bool:
        """Whether this member has a right, by the Bot API's name for it."""
        if self.status == "creator":
            return True
        if self.status == "administrator":
            sending = right in SEND_RIGHTS
            return sending or self.rights.get(right, right in _GRANTED)
        if right in SEND_RIGHTS:
            return self.status == "member" or self.rights.get(right, False)
        return False

    def describe(self, user: dict[str, Any]) -> dict[str, Any]:
        """The Bot API's ChatMember object for this standing."""
        answer: dict[str, Any] = {"user": user, "status": self.status}
        if self.status == "creator":
            answer["is_anonymous"] = self.anonymous
        elif self.status == "administrator":
            answer |= {"can_be_edited": False, "is_anonymous": self.anonymous}
            answer |= {right: self.may(right) for right in _ADMIN_RIGHTS}
        elif self.status == "restricted":
            answer |= {"is_member": self.present, "until_date": 0}
            answer |= {right: self.may(right) for right in SEND_RIGHTS}
            answer |= dict.fromkeys(_RESTRICTED_FALSE, False)
        elif self.status == "kicked":
            answer["until_date"] = 0
        return answer


@dataclass
class Chat:
    """A private chat with the bot (id = the person's id), a group or a supergroup."""

    id: int
    type: str
    title: str | None = None
    members: dict[int, Member] = field(default_factory=dict)  # people and the bot, by id
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0  # of messages; only supergroups number their own
    is_forum: bool = False
    migrated_to: int | None = None
    migrated_from: int | None = None
    pinned: list[int] = field(default_factory=list)
    read: dict[int, int] = field(default_factory=dict)  # person -> newest message seen

    @property
    def private(self) -> bool:
        return self.type == "private"

    @property
    def group(self) -> bool:
        return self.type in {"group", "supergroup"}

    def standing(self, who: int) -> Member:
        """The member's standing; strangers have left."""
        return self.members.get(who, Member("left"))

    def present(self) -> list[int]:
        """Ids of everyone in the chat now, the bot included."""
        return [who for who, member in self.members.items() if member.present]
