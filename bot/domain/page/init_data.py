"""What Telegram tells a Mini App of who opened it: ``initData``, verified as the Bot API says."""

import hmac
import json
from collections import Counter
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from bot.domain.page.page_pass import PassRefused, Refusal

LIFE = timedelta(minutes=10)
"""How old it may be."""

_AHEAD = timedelta(minutes=1)
"""How far Telegram's clock may be before ours."""

_LONGEST = 8_192


def opened_by(init_data: str, token: str, now: datetime) -> tuple[int, str]:
    """The Telegram id of who opened the Mini App, and the data's hash: a nonce of its own.

    The hash is HMAC-SHA256 of the sorted ``name=value`` lines, under the key that is HMAC-SHA256 of
    the bot's token under ``WebAppData``. Raises PassRefused: wrong, or expired.
    """
    try:
        pairs = parse_qsl(init_data[: _LONGEST + 1], keep_blank_values=True, strict_parsing=True)
        fields = dict(pairs)
        given = fields.pop("hash")
        once = max(Counter(name for name, _ in pairs).values()) == 1
        if (
            len(init_data) > _LONGEST
            or not once
            or not hmac.compare_digest(given.encode(), _hash(fields, token).encode())
        ):
            raise PassRefused(Refusal.WRONG)
        age = now.timestamp() - int(fields["auth_date"])
        user_id = json.loads(fields["user"])["id"]
    except (KeyError, ValueError, TypeError, RecursionError):
        raise PassRefused(Refusal.WRONG) from None
    if not -_AHEAD.total_seconds() <= age < LIFE.total_seconds():
        raise PassRefused(Refusal.EXPIRED)
    if not isinstance(user_id, int):
        raise PassRefused(Refusal.WRONG)
    return user_id, given


def _hash(fields: dict[str, str], token: str) -> str:
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.digest(b"WebAppData", token.encode(), "sha256")
    return hmac.digest(key, lines.encode(), "sha256").hex()
