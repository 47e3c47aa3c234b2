"""What leaves open which of many is meant: "a man", "launched an appeal", "built it in Rome"."""

import re

from bot.generation.reading.texts import Text
from bot.generation.words.table import listed

_WHERE = r"(?: (?:(?:in|at|near) (?:the )?[A-Z]|(?:on|in|under|beside) (?:the|an?) )[^,]*)?"
_ONE_OF_MANY = re.compile(
    rf"(?:(?:in|at|on) )?(?:an?|some|several|many|new) (?:[a-z-]+ ){{0,2}}[a-z-]+{_WHERE}"
)
"""A bare noun, with nothing behind it but where: "an agreement", "a boathouse on the island"."""

_TURNS_INTO = listed("become make name appoint declare elect call turn die invent discover patent")
"""Behind these the noun says what came to be: "became a bingo hall", "invented a pump"."""


_LIGHT = listed("take make give hold win have get gain reach receive lose pay")
_FLOWS = re.compile(
    r"(?:exports|imports|production|deliveries|sales|operations|talks|negotiations|trials|traffic"
    r"|income|revenue|profits|losses|costs|emissions|membership|prices|work|construction|compliance"
    r"|attendance|turnover|expenditure|spending|unemployment|demand|output|enrolment|building)\b"
    r"(?! (?:of|on|at|between) )"
)
"""What somebody's is: whose exports?"""


_STUDIED = re.compile(r"an? (?:degree|doctorate|diploma|bachelor's|master's|licence) (?:in|of) ")
"""A degree in something is one of that sort: people take few."""


_OWN = re.compile(r"^(?:its|his|her|their) ")


def one_of_many(verb: str, rest: str) -> bool:
    """Whether what a verb is done to is one of many, or tells too little alone: "launched an
    appeal", "took charge"."""
    if verb in _LIGHT and rest.islower() and " " not in _OWN.sub("", rest):
        return True
    if verb in _LIGHT and _STUDIED.match(rest):
        return False
    return verb not in _TURNS_INTO and _ONE_OF_MANY.fullmatch(rest) is not None


_NUMBERED = re.compile(r"(?:an? (?:estimated|total of)|some) (?=\d)")


def some(text: Text, subject: str) -> bool:
    """Whether a subject is one of many that no name tells apart: "a man of 61"."""
    if _FLOWS.match(subject):
        return True
    one = subject.startswith(("a ", "an ", "some ")) and not _NUMBERED.match(subject)
    return one and not text.entities.within(subject)
