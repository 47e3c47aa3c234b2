"""Stems that are no sentences: a verb without its subject, a question word where none can stand, a
name torn from a longer one. They are told by their shape and refused."""

import re
from collections.abc import Callable

from bot.generation.candidates import TRUEFALSE, KeyKind, Proposal
from bot.generation.reading.source_names import out_of_document
from bot.generation.reading.texts import Text
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.spans import words
from bot.generation.sentences.speech import unquoted
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_ASKED = r"(?:how many|how much|what percentage|(?:in |on |of |by )?which [a-z]+)"
_QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]")
_QUESTION = re.compile(rf"\b{_ASKED}\b")
_NO_SUBJECT = re.compile(
    r"\b(?:did|does|do) (?:having|being|been|was|were|is|are|has|had)\b"
    r"|\bdid (?:(?! (?:who|which|that) )[^?,])* and (?:was|were|has|had|is|are) "
    r"|\b(?:[Ii]n which (?:month and )?year|[Oo]n which date|[Ww]hen) [^?]* to be\?$"
    r"|\bdid (?:the |an? )?[\w'’-]+\?$"
    r"|\bdid [a-z]+ly [a-z]+ (?:in|at|on|by|the|an?|to|for)\b"
    r"|^(?:[Oo]f|[Tt]han) (?:the|an?|[A-Z])[^?]* (?:how many|which)"
)
_NO_CLAUSE = re.compile(
    r"\b(?:starting|beginning|including|using)\?$"
    r"|\bdid (?:(?! (?:who|which|that|what|where|how|say|as)\b)[^?,])* (?:led to|is \$?\d)"
    r"|\bdid [^?]*, (?:was|were) (?:the|an?) [^?]*\?$"
    r"|\bdid [^?]* (?:publish|found|establish|write|compose|design|build|invent|produce) by [tA-Z]"
    r"|\b(?:[a-z]+|the) [A-Z][a-z]+ (?:how many|what percentage)\b"
    r"|[a-z]{3,}\.(?:The|In|On|At|By|He|She|It|This|An?) [a-z]"
)
_NO_NOUN = re.compile(
    r"\b(?:the|an?) (?:current|former|latter|previous|following|present) (?P<behind>[a-z]+)"
)
_DID = re.compile(r"\bdid (?P<behind>[a-z]+)(?![\w'’-])")
_VERBS_ALONE = listed("enter become begin arrive provide include require allow receive occur")
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


def no_clause(_text: Text, one: Proposal) -> bool:
    """ "did the spread led to", "did the game publish by Ek", "settle starting?", "the current
    entered into force": parts of a sentence that do not make one."""
    stem = out_of_document(one.stem)
    if _NO_CLAUSE.search(unquoted(stem)):
        return True
    noun = _NO_NOUN.search(f"{stem} {one.said}")
    return noun is not None and _entered(noun["behind"])


def _entered(word: str) -> bool:
    """Whether a word is a verb that no adjective, and no noun, is spelled as."""
    found = verb(word, Form.PAST) or verb(word, Form.PRESENT) or verb(word, Form.BASE)
    return found is not None and found.base in _VERBS_ALONE


_DATE_COMMA = re.compile(r"(?<=\d), (?=\d{4}\b)")
_SUBJECT_COMMA = re.compile(r"^(?:[A-Z]|the )[^,]*\w, (?P<done>[a-z]+) [^,]*$")


def parted_subject(_text: Text, one: Proposal) -> bool:
    """ "Ada Merrow and Per Ek, reached Moss": what stood before them is gone, and was who did."""
    if one.fact.template != TRUEFALSE:
        return False
    stem = _DATE_COMMA.sub(" ", out_of_document(one.stem))
    found = _SUBJECT_COMMA.match(stem)
    return found is not None and verb(found["done"], Form.PAST) is not None


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
    no_clause,
    parted_subject,
    in_quotes,
    behind_comma,
    verbless,
    torn,
)
