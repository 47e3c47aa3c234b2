"""Sheets on which a person labels drafts, and the acceptance rate that their labels give."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.bank.files.tree import Tree, read_tree
from bot.bank.files.writing import quoted
from bot.domain.fingerprint import plain_number
from bot.domain.question import Question, QuestionType
from bot.generation.candidates import COMBINED
from bot.generation.generated import Drafted
from bot.generation.ranking import Acceptance, wilson

_HEAD = """\
# Drafts to be judged. Behind `label:` write one of
#   usable       as it stands
#   light edit   a word or two have to be changed
#   unusable     it has to be written anew, or asks nothing worth knowing
#   wrong key    the key is not what the passage says, or another option is right as well
# and behind `remark:` why, if you like. Change nothing else.
"""


class Label(StrEnum):
    """What a person says of a draft."""

    USABLE = "usable"
    EDIT = "light edit"
    UNUSABLE = "unusable"
    WRONG = "wrong key"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A draft that was judged."""

    id: str
    template: str
    label: Label


class SheetWrong(ValueError):
    """A sheet cannot be read: where, and what to write."""


def sample(drafts: Sequence[Drafted], limit: int | None) -> list[Drafted]:
    """At most ``limit`` drafts, chosen and ordered by a hash of their ids: chance, but the same."""
    marked = sorted(drafts, key=lambda one: hashlib.sha256(one.question.id.encode()).digest())
    return marked[:limit]


def sheet_text(drafts: Iterable[Drafted]) -> str:
    """A sheet in YAML, its labels empty."""
    return _HEAD + "drafts:\n" + "\n".join(line for one in drafts for line in _entry(one)) + "\n"


def _entry(one: Drafted) -> Iterator[str]:
    question = one.question
    together = one.candidate.provenance.template in COMBINED
    yield f"  - id: {question.id}"
    yield f"    template: {one.candidate.provenance.template}"
    yield f"    stem: {quoted(question.stem)}"
    if question.options:
        yield "    options:"
        ordered = question.type is QuestionType.ORDERING
        for number, option in enumerate(question.options, 1):
            text = option.text or option.id  # those of a statement have no text
            shown = f"{number}. {text}" if ordered else _marked(text, option.key)
            if number <= len(question.lefts):
                shown = f"{question.lefts[number - 1]} – {option.text}"
            why = f" ({option.rationale})" if together and option.rationale else ""
            yield f"      - {quoted(shown + why)}"
    else:
        yield f"    answer: {quoted(_answer(question))}"
    yield f"    rationale: {quoted(question.rationale)}"
    cited = question.citations if together else question.citations[:1]
    shown = "; ".join(f"¶{one.paragraph}: {one.quote}" for one in cited)
    yield f"    cited: {quoted(f'{cited[0].source} {shown}')}"
    yield "    label:"
    yield "    remark:"


def _marked(text: str, key: bool) -> str:
    return f"{text}  ← key" if key else text


def _said(value: Decimal) -> str:
    """A number as a text says it: 10 million, 41,500; a year stays as it is."""
    for scale, word in _SCALES:
        if value >= scale and len(plain_number(value / scale)) <= _SHORT:
            return f"{plain_number(value / scale)} {word}"
    whole = value == value.to_integral_value()
    return f"{int(value):,}" if whole and value >= _LARGE else plain_number(value)


_SCALES = ((Decimal(10**9), "billion"), (Decimal(10**6), "million"))
_LARGE, _SHORT = 10_000, 6


def _answer(question: Question) -> str:
    if question.typed:
        return f"{_said(question.typed.value)} {question.typed.unit or ''}".strip()
    return question.text_key.value if question.text_key else ""


def read_sheet(file: str, data: bytes) -> list[Labelled]:
    """The labels of a filled sheet. Raises SheetWrong with the line and the mend."""
    tree = read_tree(file, data)
    if tree.problems:
        raise SheetWrong(str(tree.problems[0]))
    entries = tree.value.get("drafts") if isinstance(tree.value, dict) else None
    if not isinstance(entries, list):
        raise SheetWrong(f"{file}: no list `drafts:` → draw the sheet anew")
    return [_labelled(tree, index, entry) for index, entry in enumerate(entries)]


def _labelled(tree: Tree, index: int, entry: object) -> Labelled:
    plain = entry if isinstance(entry, dict) else {}
    label, line = plain.get("label"), tree.line(("drafts", index, "label"))
    if label not in set(Label):
        known = ", ".join(Label)
        raise SheetWrong(f"{tree.file}:{line}: the label is {label or 'missing'} → write {known}")
    return Labelled(str(plain.get("id")), str(plain.get("template")), Label(label))


def acceptance(labelled: Iterable[Labelled]) -> Acceptance:
    """How each template fared."""
    usable, seen = Counter[str](), Counter[str]()
    for one in labelled:
        seen[one.template] += 1
        usable[one.template] += one.label is Label.USABLE
    return Acceptance({name: (usable[name], number) for name, number in seen.items()})


def rates(labelled: Sequence[Labelled]) -> Iterator[str]:
    """The share of each label with its 95 % interval, then by template."""
    count = Counter(one.label for one in labelled)
    total = len(labelled)
    usable, edited = count[Label.USABLE], count[Label.USABLE] + count[Label.EDIT]
    yield f"{total} drafts judged"
    yield _rate("usable as they stand", usable, total)
    yield _rate("usable after a light edit", edited, total)
    yield _rate("wrong key", count[Label.WRONG], total)
    seen: Mapping[str, tuple[int, int]] = acceptance(labelled).seen
    for name, (good, number) in sorted(seen.items()):
        yield f"  {name}: {good} of {number} usable"


def _rate(what: str, number: int, total: int) -> str:
    found = wilson(number, total)
    return (
        f"{what}: {number} of {total}, {found.rate:.0%} (95 % CI {found.low:.0%}-{found.high:.0%})"
    )
