"""Refusals in a group: the same one is said once in a minute, since messages are few there."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.owed import QUOTES, Owed
from bot.storage.database import Tx
from bot.storage.delivery import debts
from bot.storage.delivery.owing import owe

ONCE_IN = timedelta(minutes=1)


async def refuse(tx: Tx, refusal: Owed, now: datetime) -> None:
    """Owe a refusal, unless the same words stand there since less than a minute, or are owed."""
    words = {name: value for name, value in refusal.args.items() if name != QUOTES}
    digest = hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:32]
    place = f"said:{refusal.screen}:{refusal.thread or 0}:{digest}"
    if not await debts.is_said(tx, refusal.chat, place, now - ONCE_IN):
        await owe(tx, [replace(refusal, place=place, fresh=True)], now)
