"""Rivals of a key from the corpus: of its kind, as exact, of its form, and not true as well."""

from itertools import islice

from bot.generation.asking.rival_dates import rival_dates, rival_days
from bot.generation.asking.rival_names import rival_names
from bot.generation.asking.teaching import Told
from bot.generation.candidates import KeyKind, Proposal, Rival
from bot.generation.reading.corpus import Corpus

WANTED, FEWEST = 3, 2


def rivals(
    proposal: Proposal, corpus: Corpus, told: Told, *, fewest: int = FEWEST, most: int = WANTED
) -> tuple[Rival, ...]:
    """Up to ``most`` rivals, those of the same document first; none where there are fewer than
    ``fewest``."""
    if proposal.kind is KeyKind.TOLD:
        return proposal.rivals[:WANTED]
    if proposal.kind is KeyKind.DATE and proposal.value is None:
        found = tuple(islice(rival_days(proposal), WANTED))
    elif proposal.kind is KeyKind.DATE:
        found = tuple(islice(rival_dates(proposal, corpus, told), most))
    elif proposal.kind is KeyKind.NAME:
        found = tuple(islice(rival_names(proposal, corpus, told), most))
    else:
        found = ()
    return found if len(found) >= fewest else ()
