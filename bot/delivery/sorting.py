"""What an update is, read from its raw JSON with as little trust as possible.

Only what decides its lane is looked at: what cannot even be told apart is a dead letter at once,
and stops nobody behind it.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import TypeGuard

from bot.storage.delivery.inbox import POLL_LANE, Arrival

OTHER_LANE = "other"

_INT64 = 2**63
_LANE_LENGTH = 64
_KIND_LENGTH = 32


class _Unfit(Exception):
    """Why an update cannot be worked off."""


def update_id(item: object) -> int | None:
    """The id of an update, None when it has none that could be one."""
    found = item.get("update_id") if isinstance(item, dict) else None
    return found if _is_id(found) and found >= 0 else None


def is_running_count(item: object) -> bool:
    """Whether it is the running count of a poll that is still open.

    Telegram sends one after each vote; who chose what comes as ``poll_answer``, so only the last
    one, which says that the poll is closed, tells anything.
    """
    poll = item.get("poll") if isinstance(item, dict) else None
    return isinstance(poll, dict) and poll.get("is_closed") is False


def read(item: object) -> Arrival:
    """The update with its lane and kind; with a reason when nobody can work it off."""
    raw = json.dumps(item)  # ASCII: a lone surrogate or a NUL cannot be stored as text
    number = update_id(item)
    if number is None or not isinstance(item, dict):
        reason = "has no update_id" if isinstance(item, dict) else "is not an object"
        return Arrival(letter_id(raw), OTHER_LANE, "unknown", raw, reason=reason)
    kind = next((name for name in item if name != "update_id"), "nothing")
    if len(kind) > _KIND_LENGTH or not (kind.isascii() and kind.isidentifier()):
        return Arrival(number, OTHER_LANE, "unknown", raw, reason="is of no kind that Telegram has")
    try:
        return Arrival(number, _lane(kind, item.get(kind)), kind, raw, _sender(item.get(kind)))
    except _Unfit as reason:
        return Arrival(number, OTHER_LANE, kind, raw, reason=str(reason))


def letter_id(text: str) -> int:
    """A negative id for a dead letter that has none: the same text gets the same one."""
    return -1 - int.from_bytes(hashlib.sha256(text.encode()).digest()[:7])


def _lane(kind: str, payload: object) -> str:
    if not isinstance(payload, dict):
        if kind == "nothing":
            return OTHER_LANE
        raise _Unfit(f"{kind} is not an object")
    if kind in ("poll", "poll_answer"):
        poll = payload.get("id" if kind == "poll" else "poll_id")
        if not isinstance(poll, str) or not poll.isascii() or not poll.isprintable():
            raise _Unfit(f"{kind} names no poll")
        if len(POLL_LANE + poll) > _LANE_LENGTH:
            raise _Unfit("the poll's id is too long")
        return POLL_LANE + poll
    message = payload.get("message") if kind == "callback_query" else payload
    for holder, name in ((message, "chat"), (payload, "from"), (payload, "user")):
        if isinstance(holder, dict) and isinstance(holder.get(name), dict):
            return str(_id(holder[name], f"{kind}.{name}"))
    return OTHER_LANE


def _sender(payload: object) -> int | None:
    if not isinstance(payload, dict):
        return None
    for name in ("from", "user"):
        if isinstance(payload.get(name), dict):
            return _id(payload[name], name)
    return None


def _id(holder: Mapping[str, object], where: str) -> int:
    found = holder.get("id")
    if not _is_id(found):
        raise _Unfit(f"{where} has no id")
    return found


def _is_id(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _INT64
