"""Domain values -> YAML in the house form: stable, readable, and read back as the same values."""

import re
import textwrap
from collections.abc import Iterable, Sequence

from bot.bank.files.scalars import resolve
from bot.domain.fingerprint import plain_number
from bot.domain.question import (
    Citation,
    Option,
    Question,
    QuestionSet,
    QuestionType,
    Release,
    Source,
    TextKey,
    TypedKey,
)
from bot.domain.review import Blind, Review

_PLAIN = re.compile(r"[^\W_](?:[\w .,;()'’“”„–—/%+?!…-]*[\w.,;)'’“”–—%+?!…])?")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def set_text(whole: QuestionSet, sources: Iterable[Source] = ()) -> str:
    """A whole set as a file; ``sources`` are those that the file itself describes."""
    lines = [
        "# yaml-language-server: $schema=../schema/set.json",
        f"set: {scalar(whole.slug)}",
        f"title: {scalar(whole.title)}",
        f"language: {scalar(whole.language)}",
        f"version: {whole.version}",
        *_changelog(whole.changelog),
        "topics:",
        *(f"  {scalar(slug)}: {scalar(title)}" for slug, title in whole.topics.items()),
    ]
    described = [_indented(source_lines(source)) for source in sources]
    if described:
        lines += ["sources:", *(line for entry in described for line in entry)]
    lines.append("questions:")
    for number, question in enumerate(whole.questions):
        lines += [""] * bool(number) + _indented(question_lines(question))
    return "\n".join(lines) + "\n"


def _changelog(releases: Sequence[Release]) -> list[str]:
    lines = [
        f"  - {{version: {r.version}, on: {r.on.isoformat()}, changes: {quoted(r.changes)}}}"
        for r in releases
    ]
    return ["changelog:", *lines] if lines else []


def source_lines(source: Source) -> list[str]:
    """A source as an entry of a list; what is empty is left out, but for publisher and date."""
    pinned = bool(source.sha256)
    lines = [f"- id: {scalar(source.id)}"]
    if source.file:
        lines.append(f"  file: {scalar(source.file)}")
    lines.append(f"  title: {scalar(source.title)}")
    if pinned or source.publisher is not None:
        lines.append(f"  publisher: {_or_null(source.publisher)}")
    if pinned or source.date is not None:
        lines.append(f"  date: {_or_null(source.date)}")
    if source.date_note is not None:
        lines.append(f"  date_note: {scalar(source.date_note)}")
    lines += [f"  short: {scalar(source.short)}", f"  language: {scalar(source.language)}"]
    if pinned:
        lines.append(f"  sha256: {quoted(source.sha256)}")
    if source.paragraphs:
        lines += ["  paragraphs:", *(f"    - {quoted(p)}" for p in source.paragraphs)]
    return lines


def scalar(text: str) -> str:
    """A text on a line of its own, unquoted where every YAML reader takes it for that text.

    Between brackets, where a comma would end it, a text has to be :func:`quoted`.
    """
    if _PLAIN.fullmatch(text) and "\n" not in text and resolve(text) == text:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes, on one line."""
    return '"' + "".join(_ESCAPES.get(c, c) if c.isprintable() else _escaped(c) for c in text) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    point = ord(character)
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"  # noqa: PLR2004


def _or_null(text: str | None) -> str:
    return "null" if text is None else quoted(text)


def _indented(lines: Iterable[str]) -> list[str]:
    return [textwrap.indent(line, "  ") for line in lines]


def question_lines(question: Question) -> list[str]:
    """A question as an entry of a list."""
    return [
        f"- id: {scalar(question.id)}",
        f"  type: {question.type.value}",
        f"  stem: {scalar(question.stem)}",
        *_answers(question),
        f"  rationale: {scalar(question.rationale)}",
        f"  brief: {scalar(question.brief)}",
        "  citations:",
        *(f"    - {_citation(citation)}" for citation in question.citations),
        f"  topic: {scalar(question.topic)}",
        *([] if question.objective is None else [f"  objective: {scalar(question.objective)}"]),
        *([f"  tags: [{', '.join(map(scalar, question.tags))}]"] if question.tags else []),
        f"  difficulty: {question.difficulty.value}",
        f"  state: {question.state.value}",
        *_curation(question),
    ]


def _answers(question: Question) -> list[str]:
    if question.typed:
        return _typed(question.typed)
    if question.text_key:
        return _text(question.text_key)
    if question.type is QuestionType.TRUEFALSE:
        return _statement(question)
    if question.lefts:
        return _pairs(question)
    return ["  options:", *(line for option in question.options for line in _option(option))]


def _statement(question: Question) -> list[str]:
    (wrong,) = (option for option in question.options if not option.key)
    answer = "true" if question.option("true").key else "false"
    return [f"  answer: {answer}", f"  refutation: {scalar(wrong.rationale or '')}"]


def _option(option: Option) -> list[str]:
    lines = [f"    - text: {scalar(option.text)}"]
    if option.key:
        lines.append("      key: true")
    if option.rationale is not None:
        lines.append(f"      rationale: {scalar(option.rationale)}")
    return lines


def _typed(typed: TypedKey) -> list[str]:
    lines = [f"  answer: {plain_number(typed.value)}"]
    if typed.tolerance:
        lines.append(f"  tolerance: {plain_number(typed.tolerance)}")
    if typed.unit is not None:
        lines.append(f"  unit: {scalar(typed.unit)}")
    if typed.near:
        lines.append("  near:")
    for near in typed.near:
        lines.append(f"    - value: {plain_number(near.value)}")
        lines.append(f"      rationale: {scalar(near.rationale)}")
    return lines


def _text(key: TextKey) -> list[str]:
    lines = [f"  answer: {scalar(key.value)}"]
    if key.accept:
        lines += ["  accept:", *(f"    - {scalar(form)}" for form in key.accept)]
    if key.near:
        lines.append("  near:")
    for near in key.near:
        lines.append(f"    - value: {scalar(near.value)}")
        lines.append(f"      rationale: {scalar(near.rationale)}")
    return lines


def _pairs(question: Question) -> list[str]:
    lines = ["  pairs:"]
    matched = question.options[: len(question.lefts)]
    for left, option in zip(question.lefts, matched, strict=True):
        lines.append(f"    - text: {scalar(left)}")
        lines.append(f"      match: {scalar(option.text)}")
        lines.append(f"      rationale: {scalar(option.rationale or '')}")
    extra = question.options[len(question.lefts) :]
    if extra:
        lines += ["  extra:", *(line for option in extra for line in _option(option))]
    return lines


def _citation(citation: Citation) -> str:
    sentences = ", ".join(map(str, citation.sentences))
    refutes = ", ".join(map(str, citation.refutes))
    return (
        f"{{source: {scalar(citation.source)}, paragraph: {citation.paragraph}, "
        f"sentences: [{sentences}], quote: {quoted(citation.quote)}"
        + (f", for: [{refutes}]" if refutes else "")
        + (", stem: true}" if citation.stem else "}")
    )


def review_text(review: Review) -> str:
    """A review between braces."""
    mark = f"on: {review.on.isoformat()}, fingerprint: {quoted(review.fingerprint)}"
    return f"{{{mark}, blind: {_blind(review.blind)}}}" if review.blind else f"{{{mark}}}"


def _blind(blind: Blind) -> str:
    unseen = f", unseen: {blind.unseen.value}" if blind.unseen else ""
    why = f", why: {quoted(blind.why)}" if blind.why else ""
    return f"{{on: {blind.on.isoformat()}, outcome: {blind.outcome.value}{unseen}{why}}}"


def _curation(question: Question) -> list[str]:
    lines = [
        line
        for number, waiver in enumerate(question.waivers)
        for line in (
            *(["  waive:"] if number == 0 else []),
            f"    - {{rule: {waiver.rule}, reason: {quoted(waiver.reason)}}}",
        )
    ]
    if question.review:
        lines.append(f"  review: {review_text(question.review)}")
    if question.treats:
        lines.append(f"  treats: [{', '.join(map(scalar, question.treats))}]")
    if question.note is not None:
        lines.append(f"  note: {scalar(question.note)}")
    if question.picture:
        file, alt = quoted(question.picture.file), quoted(question.picture.alt)
        lines.append(f"  picture: {{file: {file}, alt: {alt}}}")
    return lines
