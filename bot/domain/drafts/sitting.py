"""A sitting of a curator: the queue keeps its order in it, so that none is passed over unseen.

The order follows how each template's drafts fared. Were it taken anew after each decision, the
first rejection could put hundreds of drafts before the one that is shown next.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

BREAK = timedelta(hours=8)
"""Who decided nothing for so long begins anew: a night lies between."""

LONGEST = timedelta(hours=36)
"""Nobody sits longer; what was decided before need not be looked at."""


def sitting_since(decided: Iterable[datetime], now: datetime) -> datetime | None:
    """When the sitting that goes on at ``now`` began: its first decision, of those given newest
    first; None where none was made in it yet.
    """
    began = None
    for at in decided:
        if (began or now) - at >= BREAK:
            break
        began = at
    return began
