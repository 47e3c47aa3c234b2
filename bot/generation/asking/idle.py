"""What a text tells in passing, so that asking for it teaches nothing of its matter."""

import re

from bot.generation.asking.deeds import deeds
from bot.generation.asking.telling import superlative
from bot.generation.reading.entities import Entity
from bot.generation.reading.speakers import in_passing, speaks
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.moments import moments
from bot.generation.sentences.predicates import PREPOSITIONS
from bot.generation.sentences.spans import words
from bot.generation.statements.splitting import reported
from bot.generation.words.table import listed

_REACTS = listed(
    "thank congratulate applaud praise hail welcome greet comment tweet reflect muse react respond"
    " reply point joke quip nod smile condemn quote"
)
"""What many do when something has happened, and what is done by speaking only."""

_OF_WHAT = listed("announce say add note warn tell explain")
"""Deeds that are nothing without their matter: what was announced?"""

_NO_WORD = re.compile(
    r"(?:to comment|to say|to speak|to be (?:named|identified|interviewed)|comment)\b"
)
_FOR_SOMEBODY = re.compile(r"(?:with|for|alongside|on behalf)\b")
_TO_MEDIA = re.compile(r"to (?:Twitter|Facebook|Instagram|social media)\b")
_FOR_A_WORD = re.compile(
    r"asked (?:about|whether|if|(?:on [^,]*)?to (?:respond|comment|reply|explain|say|react))\b"
)
_FURTHER = re.compile(r"(?:even |much |a step |one step )*further\b(?! (?:than|in|into|from|to)\b)")
_HINTS = listed("announcement statement comments comment remarks remark decision claim claims call")
_EMPTY = re.compile(
    r"\b(?:made|makes?|making|gave|gives?|issued?) the (?P<noun>[a-z]+)\b"
    r"(?! (?:of|that|to|about|on)\b)"
)
"""What was announced, where only the text around tells."""


def idle(said: str) -> bool:
    """Whether the main clause of a statement tells of a courtesy, of words without their matter, or
    that somebody said nothing."""
    main = next(iter(deeds(said)), None)
    if main is None or reported(said) is not None:
        return main is not None  # it is told without that beside it
    rest = main.rest.of(main.text)
    first = next((word.small for word in words(rest)), "")
    return (
        main.deed in _REACTS
        or (main.deed in _OF_WHAT and (not first or first in PREPOSITIONS))
        or (main.deed in {"decline", "refuse"} and _NO_WORD.match(rest) is not None)
        or (main.deed == "appear" and _FOR_SOMEBODY.match(rest) is not None)
        or (main.deed == "take" and _TO_MEDIA.match(rest) is not None)
        or (main.deed == "ask" and main.passive and _FOR_A_WORD.match(rest) is not None)
        or (main.deed == "go" and _FURTHER.match(rest) is not None)
    )


_TAKEN_OVER = re.compile(
    r"\b(?:took|takes?|taken|taking) (?:over|up|on) the (?:[a-z]+ )?(?:work|job|task|post|role|case"
    r"|position|office|project|business|matter|issue|lead|helm|reins|baton)\b"
    r"(?! (?:of|on|to|as|for|at|with)\b)"
)


_GOES = re.compile(
    r"[Ww]ho (?:has |had |have |[a-z]+ly )?(?:went|gone|goes|came|come|comes|travel+ed|flew|flown"
    r"|headed|returned|arrived|walked|drove|rushed|hurried) (?:[a-z]+ )?(?:to|into|from|for|in|at) "
    r"(?:the )?(?:[a-z]+ )*[A-Z]"
    r"|[Ww]ho came to (?:hear|see|visit|meet)\b"
    r"|(?:[Tt]o|[Ii]n|[Ff]rom) which (?:city|country|state|town|island) did [^?]* (?:move|go|travel"
    r"|return|come|arrive|sail|fly|live|stay)\?$"
)


def comes_and_goes(stem: str) -> bool:
    """ "Who went straight to the Moss Hall?": at some time anybody did."""
    return _GOES.match(stem) is not None and not moments(stem)


def unsaid_words(stem: str) -> bool:
    """ "made the announcement", "took over the work": of what?"""
    found = _EMPTY.search(stem)
    empty = found is not None and found["noun"] in _HINTS
    return empty or _TAKEN_OVER.search(stem) is not None


def of_passer_by(text: Text, line: Line, key: Entity, stem: str) -> bool:
    """Whether a stem asks who or of where somebody is that only speaks in the document, or in the
    sentence, with nothing that would be known of them elsewhere: no date and no rank."""
    if superlative(stem) or moments(stem):
        return False
    if in_passing(text, key):
        return True
    others = (one for one in text.entities.within(stem) if one is not key)
    return _IS.search(stem) is not None and any(speaks(text, line, one) for one in others)


_IS = re.compile(r"\b(?:is|was) (?:an?|the) ")
