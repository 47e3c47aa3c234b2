"""Which statements may be judged true or false: short and whole ones that say of whom they tell."""

import re

from bot.generation.asking.deeds import deeds
from bot.generation.asking.idle import idle, unsaid_words
from bot.generation.reading.entities import Entity
from bot.generation.reading.speakers import in_passing
from bot.generation.reading.texts import Line, Statement, Text
from bot.generation.sentences.moments import moments
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.spans import words
from bot.generation.statements.splitting import reported
from bot.generation.templates.placing import entitled
from bot.generation.words.saying import SAID_THAT
from bot.generation.words.table import either, listed

_LONGEST, _SHORTEST = 28, 6
"""Words of a statement without its document."""


def statable(text: Text, line: Line, one: Statement) -> bool:
    """Whether a statement is short, whole, and says of whom it tells."""
    if not _SHORTEST <= len(words(one.text)) <= _LONGEST or _UNFIT.search(one.text):
        return False
    if one.text.count('"') % 2 or not (deeds(one.text) or _whole_clause(one.text)):
        return False
    if _says_nothing(one.text) or _of_no_name(text, one) or _beside_the_matter(text, one):
        return False
    return all(_told(text, line, who) for who in text.entities.within(one.text))


def _whole_clause(said: str) -> bool:
    """Whether what cannot be read has a verb, neither first nor last."""
    every = words(said)
    last = len(every) - 1
    opens = every[0].small.endswith(("ing", "ed")) or every[0].small in _CLAUSES
    return not opens and _verb_at(said) < len(said) and not is_verb(every, last)


_CLAUSES = listed("when while once after before as if because since although though")

_UNFIT = re.compile(
    r"[.,]\"|(?:^| )'\w|\b(?:did|does|do|fellow)\b|^According to (?:the|an?) [a-z]"
    r"|^(?:In response|For example|For instance|Meanwhile|Instead|However|Similarly|As a result),"
    r"|[a-z\d] (?:The|An?|In|He|She|It|They|This|But|And) [a-z]"
    r"|\b(?:not|never|no|nobody|neither|nor|without|also|too|instead|however|likewise)\b"
    r"|\b(?:himself|herself|itself|themselves)\b"
    r"|\b(?:it|he|she|they|that|there|who)'|n't\b"
    r"| and (?:to|in|at|on|from|by|into|since|until) [A-Z][\w-]+$"
    r"| and [a-z]+ing (?:the|an?|his|her|its|their|several|many|some) "
    r"|^(?:[Ii]n \d{4},? )?(?:is|are|was|were|has|have|had) "
    r"|^(?:(?! (?:is|are|was|were|be|been|has|have|had|will)\b)[^,])*"
    r",? (?:founded|established|created|built|constructed|erected|inaugurated) in \d{4}$"
)
"""What is quoted, meant before, said carelessly, without its subject or its verb, or half of a
pair."""

_OPENING = 3
_SAID = re.compile(rf"\b(?:{either(SAID_THAT)}) (?!to\b)(?:that )?(?P<told>\w.*)")


def _says_nothing(said: str) -> bool:
    """ "Ek said the mill, which stood for years": what of it?"""
    told = _SAID.search(said)
    return told is not None and not deeds(told["told"][:1].upper() + told["told"][1:])


_DAY_PRICE = re.compile(
    r"\b(?:shares?|stocks?|dollar|euro|pound|yen|yuan|rouble|ruble|index|crude|gold|oil)\b[^,;]*"
    r" (?:rose|fell|gained|lost|slipped|climbed|dropped|jumped|edged|added|closed|ended|opened"
    r"|(?:is|was|are|were|traded|trading) (?:up|down|higher|lower)) "
)


def _beside_the_matter(text: Text, one: Statement) -> bool:
    """Whether a courtesy, a remark, a day's price, or somebody is told of whom the text names once,
    or who only comments: in an aside, below a picture, as its author. What somebody says of the
    matter is not beside it."""
    priced = _DAY_PRICE.search(one.text) is not None and not moments(one.text)
    if priced or idle(one.text) or unsaid_words(one.text):
        return True
    if reported(one.text) is not None:
        return False
    main = next(iter(deeds(one.text)), None)
    doer = text.entities.within(main.subject) if main else ()
    return any(
        in_passing(text, who) or (who in doer and _named_once(text, who))
        for who in text.entities.within(one.text)
    )


def _named_once(text: Text, who: Entity) -> bool:
    """Whether a report names somebody in one sentence only, neither in its title nor among the
    first, which say what it is about."""
    orders = {place.order for place in who.places}
    once = who.kind is Kind.PERSON and len(orders) == 1 and min(orders) >= _OPENING
    title = text.document.source.title
    return once and not entitled(text) and who not in text.entities.within(title)


_PEOPLE = frozenset({Kind.PERSON, Kind.UNKNOWN})


def _told(text: Text, line: Line, who: Entity) -> bool:
    """Whether somebody is named in full; in the sentence itself, where others are called alike."""
    if who is text.entities.main or who.kind is not Kind.PERSON or who.name in line.text:
        return who is text.entities.main or who.kind is not Kind.PERSON or " " in who.name
    first, *_, last = who.name.split() if " " in who.name else ("", "")
    return bool(first) and not any(
        one is not who and one.kind in _PEOPLE and {first, last} & set(one.name.split())
        for one in text.entities.all
    )


def _verb_at(said: str) -> int:
    """Where the first verb of a statement stands; its end where none is known."""
    every = words(said)
    found = (word.start for at, word in enumerate(every) if at and is_verb(every, at))
    return next(found, len(said))


def _of_no_name(text: Text, one: Statement) -> bool:
    """ "The radical party was founded": which one? "Ek's letters": which Ek's?"""
    main = next(iter(deeds(one.text)), None)
    subject = main.subject if main else one.text[: _verb_at(one.text)]
    named = any(word.capital or word.text[0].isdigit() for word in words(subject)[1:])
    told = text.title_nouns & {word.small for word in words(subject)}
    if subject.lower().startswith("the ") and not named and not told:
        return True
    owners = (text.entities.find(match[0]) for match in _OWNER.finditer(one.text))
    return any(
        who is None or (who.kind in _PEOPLE and " " not in who.name)
        for who in owners
        if who is not text.entities.main
    )


_OWNER = re.compile(r"(?<![\w] )(?<!\w)[A-Z][a-z]+'s?(?= )|(?<=[a-z,] )[A-Z][a-z]+'s?(?= )")
