"""What is to happen: "will open", "is to be opened", "plans to open", "opens on 3 May 2030"."""

import re

from bot.generation.asking.inverting import Main
from bot.generation.sentences.moments import Moment, Precision
from bot.generation.sentences.spans import words
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_WILL = frozenset({"will", "shall"})
_MEANS = listed("plan want aim intend expect hope")
_TO = re.compile(r"(?:(?:due|expected|scheduled|planned|set) )?to (?=[a-z])")


def planned(main: Main, moment: Moment) -> bool:
    """Whether a date tells when something is to happen."""
    if main.helper in _WILL or meant(main):
        return True
    if main.helper in {"is", "are"} or main.deed in _MEANS | {"have"}:
        return False
    to_come = main.verb is not None and not main.past
    return to_come and moment.lead in {"on", "from"} and moment.precision is Precision.DAY


def meant(main: Main) -> re.Match[str] | None:
    """The words before the verb of what somebody means to do, or what is to be done."""
    means = main.deed in _MEANS and main.verb is not None and not main.past
    if not means and main.helper not in {"is", "are"}:
        return None
    return _TO.match(main.rest.of(main.text))


def deed_and_voice(main: Main) -> tuple[str, bool]:
    """The verb that tells what happens or is to, and whether that is done to the subject."""
    to = meant(main)
    said = words(main.rest.of(main.text)[to.end() :]) if to else ()
    if not said:
        return main.deed, main.passive
    if said[0].small == "be" and len(said) > 1:
        done = verb(said[1].small, Form.PARTICIPLE)
        return (done.base, True) if done else ("be", False)
    found = verb(said[0].small, Form.BASE)
    return (found.base, False) if found else ("be", False)


def extra_verbs(main: Main) -> int:
    """How many words of a planned passive stand before what its date may belong to: "be held" """
    return int(main.helper in _WILL and main.passive)
