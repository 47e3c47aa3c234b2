"""Several drafts approved in one go: those that may not be are named, the others go through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import CiteQuizError
from bot.services.curation.acts import Seen
from bot.services.curation.queue import Curation


@dataclass(frozen=True, slots=True)
class Batch:
    """``left`` are the drafts that stay as they are, each with the reason."""

    approved: int
    left: tuple[tuple[int, CiteQuizError], ...]


async def approve_all(curation: Curation, seen: Iterable[Seen], by: int, now: datetime) -> Batch:
    """Approve each that may be, in a transaction of its own.

    What somebody rejected is not among them: to overrule that takes a look at the draft.
    """
    approved, left = 0, []
    for one in seen:
        try:
            await curation.approve(one, by, now, waiting=True)
        except CiteQuizError as error:
            left.append((one.draft, error))
        else:
            approved += 1
    return Batch(approved, tuple(left))
