"""Remarks on a draft in words: the gate's, the bank's rules', lint's.

The rules speak to who writes a file; who edits a draft has fields, which have names here.
"""

from collections.abc import Mapping
from string import ascii_uppercase

from bot.domain.drafts.draft import Remark, Unfit
from bot.domain.drafts.draft_fields import field_of
from bot.domain.finding import spelled_all
from bot.domain.question import TypedKey
from bot.generation.gate.findings import Soft
from bot.views.words import Words

_OF_OPTIONS = frozenset({"option", "cue_article", "cue_number", "cue_tense"})
"""Phrases whose number is that of an option."""

_LINT_OF_ONE = ("L0", "L1")
"""Lint of one question, where numbers are those of options."""


def remark_words(remark: Remark, say: Words) -> str:
    """What was found and, where there is one, its mend, as plain text without the code."""
    what, values = short_words(remark, say), _values(remark, say)
    if _is_of_gate(remark):
        detail = values.get("detail")
        if remark.code == Soft.UNPROVEN:
            detail = ", ".join(_part_words(part, say) for part in (detail or "").split(", "))
        if detail:
            what = say.plain("review.remark.detail", what=what, detail=detail)
        mend = f"gate.{remark.code}.mend"
        if not say.has(mend):
            return what
        return say.plain("review.remark.mend", what=what, mend=say.plain(mend))
    mend = _rule_words(remark, "mend", values, say)
    return say.plain("review.remark.mend", what=what, mend=mend)


def short_words(remark: Remark, say: Words) -> str:
    """What was found, without its mend, and without the gate's detail of this one draft."""
    if _is_of_gate(remark):
        return say.plain(f"gate.{remark.code}")
    return _rule_words(remark, "what", _values(remark, say), say)


def _is_of_gate(remark: Remark) -> bool:
    return remark.code.startswith("G")


def _values(remark: Remark, say: Words) -> dict[str, str]:
    def phrase(name: str, values: Mapping[str, str]) -> str:
        number = values.get("number", "")
        if name in _OF_OPTIONS and number.isdigit():
            values = {**values, "number": _letter(int(number))}
        return say.plain(f"problem.phrase.{name}", **values)

    return {**spelled_all(remark.values, phrase), **_as_fields(remark, say)}


def _rule_words(remark: Remark, part: str, values: Mapping[str, str], say: Words) -> str:
    """``part`` of what a rule says, in its words for who edits fields where it has such."""
    own = f"review.problem.{remark.code}.{part}"
    return say.plain(own if say.has(own) else f"problem.{remark.code}.{part}", **values)


def _part_words(part: str, say: Words) -> str:
    """What a part of a question is called, of which a rule says only the name in files."""
    known = f"review.part.{part}"
    return say.plain(known) if say.has(known) else part


def _as_fields(remark: Remark, say: Words) -> dict[str, str]:
    """What a rule's values are called where fields are edited: options by letters."""
    found = {}
    name = field_of(remark)
    if "where" in remark.values and say.has(f"review.field.{name.partition('.')[0]}"):
        found["where"] = say.plain("review.remark.field", field=field_words(name, say))
    for value in ("first", "number"):
        number = remark.values.get(value)
        if isinstance(number, int):
            found[f"{value}_mark"] = _letter(number)
            if remark.code.startswith(_LINT_OF_ONE):
                found[value] = _letter(number)
    return found


def _letter(number: int) -> str:
    return ascii_uppercase[number - 1] if 1 <= number <= len(ascii_uppercase) else str(number)


def unfit_words(error: Unfit) -> str:
    """Which words say why a field cannot hold that: the end of a catalogue key."""
    base = error.field.partition(".")[0]
    if error.number:
        return "number"
    if not error.value.strip():
        return "empty"
    return base if base in {"key", "for"} else "other"


def template_words(template: str, say: Words) -> str:
    """What a template asks for; one that has no word here by its own name."""
    known = f"page.template.{template}"
    return say.plain(known) if say.has(known) else template


def backend_words(backend: str, say: Words) -> str:
    """What drafts were made by; one that has no word here by its own name."""
    known = f"page.backend.{backend}"
    return say.plain(known) if say.has(known) else backend


def field_text(field: str, text: str, say: Words) -> str:
    """What stands in a field, as people read it: keys are called by their letters, and what has a
    word of its own by that.
    """
    base = field.partition(".")[0]
    if base == "key":
        numbers = [int(word) for word in text.split(", ") if word.isdigit()]
        return ", ".join(ascii_uppercase[number - 1] for number in numbers)
    kind = {"for": "review.for", "difficulty": "review.level"}.get(base)
    return say.plain(f"{kind}.{text}") if kind and say.has(f"{kind}.{text}") else text


def number_words(key: TypedKey, say: Words) -> str:
    """What the answer of a number question takes; its unit is no part of it."""
    word = "page.answer.unit" if key.unit else "page.answer.number"
    return say.plain(word, unit=key.unit or "")


def field_words(field: str, say: Words) -> str:
    """A field's name; options are called by their letters."""
    base, _, digits = field.partition(".")
    if not digits:
        return say.plain(f"review.field.{base}")
    number = int(digits)
    mark = str(number) if base in {"quote", "for"} else ascii_uppercase[number - 1]
    return say.plain(f"review.field.{base}", mark=mark)
