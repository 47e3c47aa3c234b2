"""Options that are no answers of their own: all of the above, absolutes, combinations."""

import re
from collections.abc import Mapping

from bot.bank.lint.asked import Asked, Choice, Flaws
from bot.bank.lint.roots import words
from bot.bank.problem import excerpt
from bot.domain.finding import Phrase

_ABOVE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:all|none|neither|both|any|some|most|each|two)(?: of)?(?: the| these| those)? above\b"
        r"(?! (?:average|sea|ground|zero|\d))"
        r"|(?!each other)(?:all|none|neither|both|any|each)(?: of)?(?: the| these| those)?"
        r"(?: (?:these|those|them|others?|foregoing|previous|preceding|listed|mentioned"
        r"|answers?|options?|choices?|alternatives?|statements?))+(?: listed| above| mentioned)?"
        r"(?: (?:is|are) (?:all )?(?:correct|right|true|wrong|false|incorrect))?\W*"
        r"|(?:all|none) (?:is|are) (?:correct|right|true)\W*",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"(?:все|всё|ничего|ничто|ни один|ни одна|ни одно|никто|любо[йе]|оба|обе|кое-что)"
        r"(?: из)?(?: этого| этих)? (?:выше)?(?:перечисленн|указанн|названн|упомянут|приведенн"
        r"|приведённ)\w+.*"
        r"|(?:все|оба|ни один из|нет верн\w+|нет правильн\w+)(?: эти| этих)?"
        r" (?:вариант|ответ|утверждени)\w*(?: ответов| ответа)?"
        r"(?: (?:верн|правильн|неверн|неправильн)\w+)?\W*"
        r"|(?:нет|ни одного) (?:верного|правильного) (?:ответа|варианта)\W*"
        r"|(?:ни один|ни одна|ни одно|никто|ничего|все|всё) из (?:них|этого)\W*",
        re.IGNORECASE,
    ),
}

_ABSOLUTE_PHRASES: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:in (?:all|every|any) (?:cases?|circumstances?)|under (?:all|any|no) circumstances?"
        r"|at all (?:times|costs)|without (?:any )?exceptions?|in no case|no matter what)\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?:во всех случаях|в любом случае|в любых случаях|ни в коем случае|без исключени[йя]"
        r"|при любых (?:условиях|обстоятельствах)|ни при каких (?:условиях|обстоятельствах))\b",
        re.IGNORECASE,
    ),
}
_EXACT = re.compile(  # "all five members", "at all", "after all", "все пять", "все еще", "все же"
    r"\b(?:(?:at|after|above|first of|best of|most of|once and for) all\b"
    r"|(?:all|all the|every) (?:\d+|two|three|four|five|six|seven|eight|nine|ten|other)\b"
    r"|all-\w+|\ball(?=-)|\bone\b.*\ball\b|\bодин\b.*\bвс[её]"
    r"|вс[её] (?:\d+|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|ещ[её]|же|равно)\b"
    r"|вс[её]-таки|прежде всего|при всём|при всем)",
    re.IGNORECASE,
)
_VAGUE_PHRASES: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:as a rule|in (?:most|some|many) cases|from time to time|more often than not"
        r"|now and then)\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?:как правило|в (?:большинстве|ряде|некоторых|отдельных) случа(?:ев|ях)"
        r"|время от времени|в основном|чаще всего)\b",
        re.IGNORECASE,
    ),
}

_LETTERS = re.compile(
    r"(?:both |only |и |только )?(?:[A-FА-Е]|(?=[IVX])X{0,1}(?:IX|IV|V?I{0,3}))"
    r"(?:(?:, ?| ?& ?|,? and |,? or |,? и (?:, )?|, и )"
    r"(?:[A-FА-Е]|(?=[IVX])X{0,1}(?:IX|IV|V?I{0,3})))+(?: only| together| вместе)?\.?"
)
_NUMBERS = re.compile(
    r"(?:both |only |только )?\d(?:(?:, ?| ?& ?|,? and |,? or |,? и )\d)+(?: only)?\.?",
    re.IGNORECASE,
)
_NUMBERED_STATEMENTS = re.compile(r"(?<!\w)1[.)].*(?<!\w)2[.)]", re.DOTALL)
_JOINT = re.compile(r"\s*(?:,? (?:and|or|и|или) |,|;| & | \+ )\s*", re.IGNORECASE)
_BOTH = re.compile(r"^(?:both|either|neither|и|как|только|only)\s+", re.IGNORECASE)
_THE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def all_of_the_above(asked: Asked) -> Flaws:
    """L02: an option that stands for the others, or for none of them."""
    pattern = _ABOVE.get(asked.language)
    for choice in asked.choices if pattern else ():
        if pattern and pattern.match(choice.text):
            yield choice.path, {"number": choice.number, "text": excerpt(choice.text)}


def absolutes(asked: Asked) -> Flaws:
    """L04: *always* and *never*, which learners know to avoid; *often*, which nobody can check.

    *All*, *every* and their like are plain quantities as well: they count where only distractors
    have them, or only keys. An absolute that every option has tells nothing.
    """
    known, language = asked.known, asked.language
    if known is None or language not in _VAGUE_PHRASES or not asked.distractors:
        return
    vague = {c.number: _word(c, known.vague, _VAGUE_PHRASES[language]) for c in asked.rivals}
    strong = {
        c.number: _word(c, known.absolutes, _ABSOLUTE_PHRASES[language]) for c in asked.rivals
    }
    quantity = {c.number: _quantity(c, known.quantities) for c in asked.rivals}
    telling = _telling(asked, quantity)
    for choice in asked.rivals:
        word = vague[choice.number] or (strong[choice.number] if not all(strong.values()) else None)
        kind = "a_vague_frequency" if vague[choice.number] else "an_absolute"
        word = word or (quantity[choice.number] if telling else None)
        if word and not _ABOVE[language].match(choice.text):
            said = Phrase(kind)
            yield choice.path, {"number": choice.number, "word": excerpt(word), "kind": said}


def _telling(asked: Asked, quantity: Mapping[int, str | None]) -> bool:
    keys = any(quantity[choice.number] for choice in asked.keys)
    return keys != any(quantity[choice.number] for choice in asked.distractors)


def _word(choice: Choice, table: frozenset[str], phrases: re.Pattern[str]) -> str | None:
    if phrase := phrases.search(choice.text):
        return phrase[0]
    return next((word for word in words(choice.text) if word in table), None)


def _quantity(choice: Choice, quantities: frozenset[str]) -> str | None:
    plain = _EXACT.sub(" ", choice.text)
    first, *others = (*words(plain), "")
    if first in quantities:
        return first
    # Inside a name, "All" has a capital of its own.
    small = {word for word in re.findall(r"[^\W\d_]+", plain) if word.islower()}
    return next((w for w in others if w in quantities and w in small), None)


def combination(asked: Asked) -> Flaws:
    """L11: an option that combines others: *A and C*, *both of them*, or two options in one."""
    alone = {_bare(choice.text): choice.number for choice in asked.rivals}
    for choice in asked.rivals:
        parts = [_bare(part) for part in _JOINT.split(_BOTH.sub("", choice.text)) if part.strip()]
        others = len(parts) > 1 and all(alone.get(p, choice.number) != choice.number for p in parts)
        listed = _LETTERS.fullmatch(choice.text) or (
            _NUMBERS.fullmatch(choice.text) and _NUMBERED_STATEMENTS.search(asked.question.stem)
        )
        if others or listed:
            yield choice.path, {"number": choice.number, "text": excerpt(choice.text)}


def _bare(text: str) -> str:
    return _THE.sub("", text.strip(" .")).casefold()
