"""What learners say is wrong with a question they answered."""

from enum import StrEnum

FREEZES_AT = 3
"""So many different learners with open disputes keep a question from being asked."""

WORDS_LENGTH = 500
"""Characters of what a learner may say beside the kind."""


class Kind(StrEnum):
    """What is reported: what is right, how it is asked, that it has aged, how it is written; or
    that what was typed should count.
    """

    KEY = "key"
    UNCLEAR = "unclear"
    OUTDATED = "outdated"
    TYPO = "typo"
    COUNTS = "counts"


OFFERED = (Kind.KEY, Kind.UNCLEAR, Kind.OUTDATED, Kind.TYPO)
"""The kinds that every answered question offers."""
