"""The hard rules: a candidate that breaks one does not become a draft."""

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from bot.bank.meaning import EXPLANATION, OPTION, QUOTE_WORDS, STEM, poll_explanation, utf16
from bot.bank.texts.passages import locate, one_line
from bot.domain.question import ASSEMBLED, Citation, QuestionType
from bot.generation.candidates import COMBINED, Candidate
from bot.generation.gate.dates import dates_stand
from bot.generation.gate.findings import Finding, Hard
from bot.generation.gate.ground import Ground
from bot.generation.gate.keys import initials, key_follows
from bot.generation.gate.leaks import no_leak
from bot.generation.gate.likeness import NEAR, alike
from bot.generation.gate.statement import plainly, said_elsewhere
from bot.generation.gate.unstated import MEMBER, outside
from bot.generation.reading.source_names import out_of_document
from bot.generation.sentences.content import content
from bot.generation.sentences.moments import moments
from bot.generation.sentences.spans import stands_in
from bot.generation.words.table import initial_words, listed
from bot.generation.words.verbs import Form, verb

_MADE_NEAR = 97
_BORNE_OUT, _STATED, _SUPPORTED = 0.6, 0.8, 0.8
_RATIONALE, _MOST_CITATIONS, _FEWEST, _MOST = 600, 12, 3, 6
_WHY, _NAME_WORDS = 300, 5
_NOT = re.compile(
    r"\b(?:not|never|no|none|nobody|without|neither|nor|refused|failed)\b|n't\b", re.I
)
_OWN_WORDS = listed(
    "accord happen put event order earli abbreviation stand document sourc year month date citi"
    " countri call person"
)
_ACRONYM = "acronym"
_OTHERWISE = frozenset({_ACRONYM, "timeline", MEMBER}) | COMBINED
"""Templates whose rivals are borne out by nature, or are made up."""


def hard(one: Candidate, known: Ground) -> Iterator[Finding]:
    """Every hard rule that the candidate breaks, each once."""
    for code, rule in RULES.items():
        detail = rule(one, known)
        if detail is not None:
            yield Finding(code, detail)


def quote_stands(one: Candidate, known: Ground) -> str | None:
    for citation in one.citations:
        said = known.cited(citation)
        if said is None or not citation.quote or len(citation.quote.split()) > QUOTE_WORDS:
            return citation.quote
        if not any(locate(citation.quote, sentence) for sentence in said):
            return citation.quote
    return None if one.citations and one.citations[0].proves else one.key


def grounded(one: Candidate, known: Ground) -> str | None:
    """Every number, date and name of stem and options stands in a source or the glossary."""
    own = one.provenance.template == _ACRONYM
    texts = [one.stem, *one.lefts, *(text for text, why in one.options if not (own and why))]
    for text in (*texts, *([one.key] if one.type is QuestionType.TEXT else [])):
        foreign = known.foreign(text)
        if foreign is not None:
            return foreign
    if own:
        letters = {word for text in one.distractors for word in text.split()}
        made_up = letters - initial_words() - set(one.key.split())
        return min(made_up, default=None)
    return None


def distinct(one: Candidate, _known: Ground) -> str | None:
    if one.type is QuestionType.TRUEFALSE:
        return None
    if len(set(map(str.casefold, one.lefts))) < len(one.lefts):
        return ", ".join(one.lefts)
    texts = [text for text, _ in one.options]
    if one.options and not _FEWEST <= len(texts) <= _MOST:
        return str(len(texts))
    for index, first in enumerate(texts):
        for second in texts[index + 1 :]:
            if _holds(first, second) or _holds(second, first):
                return f"{first} / {second}"
            same = one_line(first).casefold() == one_line(second).casefold()
            near = _MADE_NEAR if one.provenance.template == _ACRONYM else NEAR
            if same or alike(first, second, near):
                return f"{first} / {second}"
    return None


def _holds(longer: str, shorter: str) -> bool:
    """Whether one name stands in the other: Republic of Latvia, Latvia. Then both may be right."""
    name = not moments(shorter) and shorter[:1].isupper() and len(longer.split()) <= _NAME_WORDS
    return name and len(shorter) < len(longer) and stands_in(shorter, longer)


def one_form(one: Candidate, _known: Ground) -> str | None:
    """Dates are equally exact; words stand among words; initials fit or fail to fit for all."""
    if one.type is not QuestionType.SINGLE:
        return None
    exact = {_exactness(text) for text, _ in one.options}
    if len(exact) > 1:
        return ", ".join(text for text, _ in one.options)
    short = re.search(r"\b[A-Z]{2,8}\b", out_of_document(one.stem))
    if short and one.provenance.template == _ACRONYM:
        fits = [initials(text) == initials(one.key) for text, _ in one.options]
        return None if all(fits) else one.key
    return None


def _exactness(text: str) -> int:
    found = moments(text)
    whole = len(found) == 1 and len(found[0].span.of(text)) == len(text)
    return int(found[0].precision) if whole else -1


def no_rival(one: Candidate, known: Ground) -> str | None:
    """No sentence has a distractor together with nearly all that the stem asks, or says what is
    stated falsely."""
    if one.type is QuestionType.TRUEFALSE:
        return said_elsewhere(one, known)
    asked = content(one.stem) - _OWN_WORDS
    if one.type is not QuestionType.SINGLE or one.provenance.template in _OTHERWISE:
        return None
    for text in one.distractors:
        for sentence in known.holding(text):
            if asked and len(asked & content(sentence)) >= _SUPPORTED * len(asked):
                return text
    return None


def fitting(one: Candidate, known: Ground) -> str | None:
    limits = [(one.stem, STEM), (one.rationale, _RATIONALE), *((t, OPTION) for t, _ in one.options)]
    limits += [(left, OPTION) for left in one.lefts]
    limits += [(why, _WHY) for _, why in one.options if why]
    first = one.citations[0] if one.citations else Citation("", 1, (), "")
    document = known.documents.get(first.source)
    short = document.source.short if document else ""
    limits.append((poll_explanation(one.brief, short, first.paragraph), EXPLANATION))
    for text, limit in limits:
        if utf16(text) > limit or not text.strip():
            return text[:60]
    return None if len(one.citations) <= _MOST_CITATIONS else str(len(one.citations))


def borne_out(one: Candidate, known: Ground) -> str | None:
    """Most content words of the stem stand in the sentences cited, or in the source's entry."""
    if one.type in ASSEMBLED or one.provenance.template in COMBINED:
        return None  # the options are borne out, not a stem
    if one.type is QuestionType.TRUEFALSE:
        stated, sentence = map(content, plainly(one, known))
        return None if _found(stated, sentence) >= _STATED * len(stated) else one.stem
    asked = content(one.stem) - _OWN_WORDS - content(one.unit or "")
    said = _evidence(one, known)
    there = content(
        " ".join((*said, known.entry(one.citations[0].source) if one.citations else ""))
    )
    there |= content(one.key)
    if not asked or _found(asked, there) >= _BORNE_OUT * len(asked):
        return None
    there |= content(" ".join(_bases(" ".join(said))))
    return None if _found(asked, there) >= _BORNE_OUT * len(asked) else one.stem


def _found(asked: AbstractSet[str], there: AbstractSet[str]) -> int:
    """How many words stand there, in whatever inflection."""
    return sum(word in there or any(_same(word, other) for other in there) for word in asked)


def _bases(text: str) -> Iterator[str]:
    """The verbs of a text in the form in which questions have them: won, win."""
    for word in text.lower().split():
        found = verb(word, Form.PAST) or verb(word, Form.PARTICIPLE)
        if found is not None and not word.startswith(found.base[:-1]):
            yield found.base


def _evidence(one: Candidate, known: Ground) -> list[str]:
    proving = [c for c in one.citations if not c.refutes]
    return [sentence for c in proving for sentence in known.cited(c) or ()]


def _same(word: str, other: str) -> bool:
    if word == other:
        return True
    shared = min(len(word), len(other))
    return shared >= 4 and word[: shared - 1] == other[: shared - 1]  # noqa: PLR2004 - inflections


def polarity(one: Candidate, known: Ground) -> str | None:
    """A *not* in the stem that the cited sentences lack, but for what a list does not have, and for
    one in the name of the document in front."""
    if one.type in ASSEMBLED or one.provenance.template == MEMBER:
        return None
    denied = _NOT.search(out_of_document(one.stem))
    first = one.citations[0]
    quoted = [s for s in known.cited(first) or () if locate(first.quote, s)]
    if denied and not any(_NOT.search(sentence) for sentence in quoted):
        return denied[0]
    return None


RULES: dict[Hard, Callable[[Candidate, Ground], str | None]] = {
    Hard.QUOTE: quote_stands,
    Hard.KEY: key_follows,
    Hard.FOREIGN: grounded,
    Hard.LEAK: no_leak,
    Hard.ALIKE: distinct,
    Hard.FORM: one_form,
    Hard.RIVAL: no_rival,
    Hard.LENGTH: fitting,
    Hard.STEM: borne_out,
    Hard.POLARITY: polarity,
    Hard.OUTSIDE: outside,
    Hard.DATED: dates_stand,
}
"""Each rule returns what breaks it, or None."""
