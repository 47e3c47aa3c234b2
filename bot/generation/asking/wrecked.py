"""Stems that are no sentences: a verb without its subject, a question word where none can stand, a
name torn from a longer one. They are told by their shape and refused."""

import re
from collections.abc import Callable

from bot.generation.candidates import KeyKind, Proposal
from bot.generation.reading.source_names import out_of_document
from bot.generation.reading.texts import Text
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.spans import words
from bot.generation.words.verbs import Form, verb

_ASKED = r"(?:how many|how much|what percentage|(?:in |on |of |by )?which [a-z]+)"
_QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]")
_QUESTION = re.compile(rf"\b{_ASKED}\b")
_NO_SUBJECT = re.compile(
    r"\b(?:did|does|do) (?:having|being|been|was|were|is|are|has|had)\b"
    r"|\bdid (?:(?! (?:who|which|that) )[^?,])* and (?:was|were|has|had|is|are) "
    r"|\b(?:[Ii]n which (?:month and )?year|[Oo]n which date|[Ww]hen) [^?]* to be\?$"
    r"|\bdid (?:the |an? )?[\w'’-]+\?$"
)
_DID = re.compile(r"\bdid (?P<behind>[a-z]+)(?![\w'’-])")
_AWAY = re.compile(
    r"(?:about |some )?how many (?:miles|km|kilomet\w+|met\w+|yards|feet|minutes|hours)"
    r" (?:north|south|east|west|away|from|off|outside|inland|above|below|upstream|downstream)",
    re.IGNORECASE,
)
_TURNED = re.compile(r"\b(?:is|are|was|were|do|does|did|has|have|had|will|can)\b")
_TRAILS = re.compile(
    r"^(?P<told>[^?]*\w), (?:in|on|at|from|across|with|by|for|over) (?:about )?"
    rf"{_ASKED}(?: [a-z]+)?\?$"
)
_ASIDE = re.compile(
    r"^(?P<who>[^?,]+), (?P<done>[a-z]+) (?:in|on|since|by) (?:which|how many) [a-z ]+\?$"
)
_ASIDE_WITHIN = re.compile(r"^(?:[Tt]he|[Aa]n?) [A-Z][\w-]* (?P<done>[a-z]+) [A-Z]")


def subjectless(_text: Text, one: Proposal) -> bool:
    """ "did having handed over", "did was name", "did Lund help and was named", "how many miles
    west of Moss argued"; "was one shown to be?" ends before what it was, "did workers?" at once."""
    stem = out_of_document(one.stem)
    away = _AWAY.match(stem)
    if _NO_SUBJECT.search(stem) or (away is not None and not _TURNED.search(stem)):
        return True
    did = _DID.search(stem)
    return did is not None and _past_alone(did["behind"])


def _past_alone(word: str) -> bool:
    """*became*, which begins no subject; *united* may."""
    past = verb(word, Form.PAST) is not None and verb(word, Form.BASE) is None
    return past and not word.endswith("ed")


def in_quotes(text: Text, one: Proposal) -> bool:
    """ "follows the "how many steps"?": what others say has no question word of ours."""
    said = (match[1] for match in _QUOTED.finditer(one.stem))
    own = f"{text.document.source.title} {one.fact.line.text}"
    return any(_QUESTION.search(part) and part.rstrip("…") not in own for part in said)


def behind_comma(_text: Text, one: Proposal) -> bool:
    """ "Nine pupils were in training, in how many trades?": it tells, and then asks."""
    found = _TRAILS.match(out_of_document(one.stem))
    return one.kind is KeyKind.NUMBER and found is not None and "," not in found["told"]


def verbless(_text: Text, one: Proposal) -> bool:
    """ "The Moss based Ansel Group, established in which year?": participles alone."""
    found = _ASIDE.match(out_of_document(one.stem))
    if found is None or verb(found["done"], Form.PARTICIPLE) is None:
        return False
    said = words(found["who"])
    told = any(is_verb(said, at) for at in range(1, len(said)))
    within = _ASIDE_WITHIN.match(found["who"])
    return not told or (within is not None and verb(within["done"], Form.PARTICIPLE) is not None)


def torn(text: Text, one: Proposal) -> bool:
    """Whether a subject is a name that its text only has with a number: *Mark* of the Mark 4."""
    name = one.fact.subject.removeprefix("the ")
    if " " in name or not name[:1].isupper() or not name.isalpha():
        return False
    said = re.compile(rf"\b{re.escape(name)}\b(?P<number> \d)?")
    found = [match["number"] for line in text.lines for match in said.finditer(line.text)]
    return bool(found) and all(found)


WRECKED: tuple[Callable[[Text, Proposal], bool], ...] = (
    subjectless,
    in_quotes,
    behind_comma,
    verbless,
    torn,
)
