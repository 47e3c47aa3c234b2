"""Stems that came out of their sentences maimed, emptied, or in a time that is not the reader's."""

import re

from bot.generation.reading.source_names import out_of_document
from bot.generation.sentences.spans import words
from bot.generation.sentences.speech import unquoted
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_MAIMED = (
    re.compile(
        r"\b(?:the|an?|(?:north|south|(?:north|south)?(?:east|west))ern) (?:[a-z]+ )?(?:the|an?)"
        r" (?=[A-Z])"
    ),  # "the current the Moss Cup"
    re.compile(r"\b(?:both|between) (?:(?! and )[^?])*\?$"),
    re.compile(  # a verb without its subject
        r"^(?i:is|was|are|were|has|had|have|does|do|did) "
    ),
    re.compile(  # "the strongly contested which cup"
        r"\b(?:the|an?) (?:[a-z-]+ ){0,2}(?!(?:of|in|at|to|from|by|for|with|on|near|over|against"
        r"|under|into|towards|after|before|during|and|than|as)\b)[a-z-]+ which \w+"
    ),
    re.compile(r"\b(?:after|before|because|when|while|as) [A-Z]\w+(?:ic|ish|ese|ian|an)\?$"),
    re.compile(r"(?<!rom )\b[A-Z]\w+ to which (?:city|town|country)\b"),  # the Moss to Ansel race
    re.compile(  # a heading that ran into its sentence: "the Moss case Ada Merrow left"
        r"\b[A-Z][\w-]+ (?:case|row|trial|scandal|dispute|affair|crisis|inquiry|probe|debate)"
        r" [A-Z][\w-]+ [A-Z][\w-]+ [a-z]"
    ),
    re.compile(r"\bbest of how many\b"),  # three games are no count there
    re.compile(
        r"\b(?:from|by) (?!(?:1\d{3}|20\d{2})\?)\$?\d[\d,.]*(?: and \d[\d,.]*)?\?$"
    ),  # "measure by 9"
    re.compile(r"\bmeasures? (?:long|wide|high|tall|deep|thick|across)\b"),
    re.compile(r"\bwhere (?:was|were) [^?]* born in (?:the )?[A-Z]", re.IGNORECASE),
    re.compile(r"\bdoes [^?]+ since \d{4}\?$"),  # has had since then
    re.compile(r"\b(?:carry|carried|set|draw|drawn) (?:out|up) by [^?]* (?:found|showed|said)\?$"),
    re.compile(
        r"\b(?:[Aa]n?|[Tt]he) [^,?]*, [a-z]+ed (?:for|in|by|at|with|to|over) how many [^?,]*\?$"
    ),
    re.compile(r"\bestimates of (?:about )?how many\b|[–—] ?,|\bwas the current\b"),
    re.compile(r"\bdid [^?]* (?:invent|develop|design|build|write|use|find|produce) [a-z]+ed\b"),
    re.compile(r"hich (?:city|town|country) did [^?]* (?:appoint|elect|nominate|hire)\b"),
    re.compile(r"\b([A-Z]\w{3,}?)s? \1s?\b|\b(?:was|were|did) nobody\b"),
    re.compile(r"ow many [^?]* (?:does|do|did) [^?]* have [a-z]+s\?$"),
    re.compile(  # "how many cases had up to September the council recorded"
        r"\b(?:[Ww]h\w+|[Hh]ow) (?:(?!ha[sd] |have |is |are |was |were )[\w-]+ ){0,5}?"
        r"(?:did|does|do|had) (?:up to|in|on|at|by|since|from|during|after|before|until|within"
        r"|under) (?:the |[A-Z]|\d{4})"
    ),
    re.compile(r"\b(?:does|do|did|was|were|is|are) (?:Wom|M|Childr)en's [a-z]"),  # of those before
    re.compile(r"\b(?:shortly|just|nearly|almost|about|only)\?$"),
    re.compile(r"^(?!.*\b(?:does|do|did)\b).*\b(?:have|has|had)\?$"),
)
_EMPTY = (
    re.compile(r"\ban? (?!record\b|further\b)[a-z]+ what percentage\b"),  # an enormous what
    re.compile(r'[.,]"\?$'),  # calls it "a folly."?
    re.compile(r"\b(?:association|relationship|relations|links|ties|dealings)\?$"),  # with whom?
    re.compile(r"(?<!\bas )\bsoon\b(?! as\b)|\balready\b|\bjust (?=[a-z]+ed\b)"),  # as of when?
    re.compile(r"\b(?:is|are|has|have) (?:[^?,]* )?(?<!what is )now (?!known\b|called\b)"),
    re.compile(r"\d (?:mln|bln|dlrs?|cts|stg|mths|bpd)\b|\b(?:mln|bln|dlrs)\b"),  # of a wire
    re.compile(r"\ba (?:charge|fee|levy|toll) of (?:about )?how many [a-z]+(?: for [a-z]+)?\?$"),
    re.compile(  # of what?
        r"\bhow many (?:rounds|stages|phases|legs) (?:with|between|came|were|took|went)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:contains?|includes?|has|had|gives?|gave) an? [a-z]+\?$"),  # a passage
    re.compile(r"\breach(?:ed)? (?:number|no\.) \d+\?$", re.IGNORECASE),  # of which list?
    re.compile(r"\b(?:went|goes|go) on to\b"),
    re.compile(r"\bfellow [a-z]+ (?=[A-Z])"),
    re.compile(r"\b(?:was|were) [^?]*\bdated\?$"),  # by whom, or to when?
    re.compile(
        r"\bhow many \w+ did [^?]* (?:lose|earn|make|spend|raise|pay|save)\?$", re.IGNORECASE
    ),
    re.compile(r"\bto (?:impose|make|give|take|bring|provide|put|ensure|create)\?$"),
    re.compile(  # of which others?
        r"\b(?:is|are|was|were) (?:one|two|among|part) of (?:the )?how many"
        r" (?:[\w-]+ ){0,3}[a-z]+\?$"
    ),
    re.compile(r"\bat (?:the|that) time\b(?! (?:of|when|that)\b)"),  # as of when?
    re.compile(r"\bdid [^?]* once [a-z]+ "),
    re.compile(
        r"\b(?:give|gave|given) (?:its|his|her|their)"
        r" (?:consent|approval|assent|blessing|permission|backing|support)\?$"
    ),
    re.compile(r"\b(?:go|goes|went|come|comes|came) in which (?:city|town|country)\b"),
    re.compile(r"\bby (?:himself|herself|itself|themselves)\b"),
    re.compile(r"\b(?:take|takes|took|taken|taking) part\?$| ' |' worth\b"),
    re.compile(r"\b(?:shortly|soon|immediately|right) after(?:wards)?(?:[,?]| (?:in|on|at|by)\b)"),
    re.compile(  # in which match?
        r"\bhow many (?:wickets|goals|points|runs|tries|sets|games) (?:do|does|did) [^?]*"
        r" (?:have|take|get|score|win)\?$",
        re.IGNORECASE,
    ),
    re.compile(  # to what?
        r"\bfor (?:about )?how many (?:minutes|hours|days|weeks|months|years) did [^?]*"
        r" (?:listen|talk|speak|wait|look|think|work|walk|sit|sleep|stay|stand|search|try)\?$",
        re.IGNORECASE,
    ),
)
_TODAY = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s\b|\?$)",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"^[A-Z]\w+ [A-Z]\.?$")
_NOW = re.compile(r"\b(?:is|are|has|have|does|do)\b")
_PAST = listed("did was were had")
_YEAR_OVER = re.compile(r"(?:In |\d{1,2} )?(?:[A-Z][a-z]+ )?(?:1\d{3}|20\d{2})\b")
_INCIDENT = re.compile(
    r"\bthe (assault|attack|raid|incident|bombing|blast|ambush|siege|shooting|killing)s?\?$"
)
_HARMED = re.compile(
    r"\bhow many [^?]*\b(?:have|has) (?:[^?]+ )?"
    r"(?:died|killed|injured|wounded|arrested|perished|drowned)\b(?![^?]*\d{4})",
    re.IGNORECASE,
)
_BARELY = re.compile(
    r"\b[Hh]ow many (?:[a-z-]+ )+(?:including [^?]+ )?(?:was|were|have been|has been|had been)"
    r" [a-z]+(?: (?:or|and) [a-z]+)?\?$"
)
""" "How many people were killed": where, or by what?"""

_IN_YEAR = re.compile(r" (?:in|since|during) (?:[a-z]+ )?(?:[A-Z][a-z]+ )?\d{4}(?=\?)")
_SMALL = re.compile(r"\b(?:[Oo]nly|[Jj]ust) (?=(?:about )?(?:how many|what percentage)\b)")
_RECORD = re.compile(r"\ba record (?=(?:how many|what percentage)\b)")
_LIMBS = listed("limbs legs arms eyes hands feet wings ears hooves")
_MOST_LIMBS = 4


def garbled(stem: str) -> bool:
    """Whether a stem is no sentence, or asks of nothing."""
    asked = out_of_document(stem)
    of_today = _TODAY.search(unquoted(asked))
    return bool(of_today) or any(one.search(asked) for one in (*_MAIMED, *_EMPTY))


def cut_short(name: str) -> bool:
    """Whether a key is a name cut in its middle, or one with the bearer's age in it."""
    return "-year-old " in name or _INITIAL.search(name) is not None


def unsaid(stem: str) -> bool:
    """Whether a stem does not say in what: "… the assault", "how many have died", whenever that
    was."""
    timeless = _IN_YEAR.sub("", stem)
    return any(one.search(stem) for one in (_INCIDENT, _HARMED)) or bool(_BARELY.search(timeless))


def retold(stem: str, heading: str) -> bool:
    """Whether a stem has the present of a chronicle, in which a year stands over what happened."""
    told = any(w.small in _PAST or verb(w.small, Form.PAST) for w in words(stem))
    return _YEAR_OVER.match(heading) is not None and (not told or bool(_NOW.search(stem)))


def limbs(noun: str, value: int) -> bool:
    """Whether a number of limbs is one that anybody would guess."""
    return noun.rsplit(maxsplit=1)[-1] in _LIMBS and value <= _MOST_LIMBS


def plainly(stem: str) -> str:
    """ "only how many", "a record how many" as they are asked."""
    return _RECORD.sub("a record of ", _SMALL.sub("", stem))
