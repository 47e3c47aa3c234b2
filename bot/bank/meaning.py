"""Rules of a question that no schema can say; paths are counted from the question."""

import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from bot.bank.lint_words import WAIVABLE
from bot.bank.passages import one_line
from bot.bank.problem import excerpt
from bot.bank.shape import field
from bot.bank.tree import Path
from bot.domain.finding import Phrase, Value
from bot.domain.fingerprint import fingerprint, plain_number
from bot.domain.question import Question, QuestionType, Source, State, TypedKey

QUOTE_WORDS = 10
STEM, OPTION, EXPLANATION = 300, 100, 200
"""Telegram's limits for polls, in UTF-16 units."""

Finding = tuple[Path, str, dict[str, Value]]


def meaning_problems(
    question: Question, topics: Mapping[str, str] | None, sources: Mapping[str, Source]
) -> Iterator[Finding]:
    """Everything wrong with one question whose shape is right; no topics: not to be checked."""
    yield from _keys(question)
    yield from _options(question)
    if question.typed:
        yield from _near(question.typed)
    yield from _texts(question)
    if topics is not None and question.topic not in topics:
        mend = _nearest(question.topic, topics, Phrase("add_topic"))
        yield ("topic",), "E308", {"id": excerpt(question.topic), "mend": mend}
    yield from _citations(question, sources)
    yield from _review(question)
    for index, waiver in enumerate(question.waivers):
        if waiver.rule not in WAIVABLE:
            mend = _nearest(waiver.rule, dict.fromkeys(WAIVABLE), Phrase("remove_it"))
            yield ("waive", index), "E371", {"rule": waiver.rule, "mend": mend}


def poll_explanation(brief: str, short: str, paragraph: int) -> str:
    """What a poll shows after a response: the brief rationale and where it is written."""
    return f"{brief}\n{short}, ¶{paragraph}"


def utf16(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def folded(text: str) -> str:
    """A text as a hurried reader sees it: case, kinds of quotes and spaces, a final stop gone."""
    return one_line(text).casefold().rstrip(". ")


def _keys(question: Question) -> Iterator[Finding]:
    keys = len(question.keys)
    if question.type is QuestionType.SINGLE and keys != 1:
        mend = Phrase("keep_one_key" if keys else "mark_a_key")
        yield ("options",), "E303", {"count": keys or Phrase("none"), "mend": mend}
    if question.type is QuestionType.MULTIPLE:
        if keys < 2:  # noqa: PLR2004 - "several correct" begins at two
            yield ("options",), "E304", {"count": keys or Phrase("none")}
        elif keys == len(question.options):
            yield ("options",), "E305", {}


def _options(question: Question) -> Iterator[Finding]:
    if question.type is QuestionType.TRUEFALSE:
        return
    seen: dict[str, int] = {}
    for index, option in enumerate(question.options):
        number = index + 1
        if not option.key and option.rationale is None:
            yield ("options", index), "E306", {"number": number}
        first = seen.setdefault(folded(option.text), number)
        if first != number:
            yield ("options", index, "text"), "E307", {"first": first, "number": number}


def _near(typed: TypedKey) -> Iterator[Finding]:
    seen = set()
    for index, near in enumerate(typed.near):
        path: Path = ("near", index, "value")
        value = plain_number(near.value)
        if abs(near.value - typed.value) <= typed.tolerance:
            yield path, "E320", {"value": value}
        if value in seen:
            yield path, "E321", {"value": value}
        seen.add(value)


def _texts(question: Question) -> Iterator[Finding]:
    options: list[tuple[Path, str, int]] = []
    if question.type is not QuestionType.TRUEFALSE:
        options = [
            (("options", i, "text"), option.text, OPTION)
            for i, option in enumerate(question.options)
        ]
    brief: tuple[Path, str, int] = (("brief",), question.brief, EXPLANATION)
    for path, text, limit in [(("stem",), question.stem, STEM), brief, *options]:
        if not _visible(text):
            yield path, "E327", {"where": field(path)}
        if (length := utf16(text)) > limit:
            over = length - limit
            where = field(path)
            yield path, "E318", {"where": where, "length": length, "limit": limit, "over": over}


def _visible(text: str) -> bool:
    return any(unicodedata.category(c)[0] in "LNPS" for c in text)


def _citations(question: Question, sources: Mapping[str, Source]) -> Iterator[Finding]:
    seen = set()
    for index, citation in enumerate(question.citations):
        path: Path = ("citations", index)
        words = len(citation.quote.split())
        if words > QUOTE_WORDS:
            yield (*path, "quote"), "E310", {"count": words, "limit": QUOTE_WORDS}
        yield from _refutes(question, index)
        place = (citation.source, citation.paragraph)
        if place in seen:
            yield path, "E325", {}
        seen.add(place)
        source = sources.get(citation.source)
        if source is None:
            mend = _nearest(citation.source, sources, Phrase("add_source"))
            yield (*path, "source"), "E309", {"id": excerpt(citation.source), "mend": mend}
            continue
        if source.paragraphs and citation.paragraph > len(source.paragraphs):
            yield (
                (*path, "paragraph"),
                "E324",
                {
                    "source": source.id,
                    "count": len(source.paragraphs),
                    "number": citation.paragraph,
                },
            )
        explanation = poll_explanation(question.brief, source.short, citation.paragraph)
        if index == 0 and (length := utf16(explanation)) > EXPLANATION:
            over = length - EXPLANATION
            yield ("brief",), "E319", {"length": length, "limit": EXPLANATION, "over": over}


def _refutes(question: Question, index: int) -> Iterator[Finding]:
    """``for:`` names wrong options or near values; what comes first proves the key."""
    refutes = question.citations[index].refutes
    if refutes and index == 0:
        yield ("citations", 0, "for"), "E331", {}
    everything = frozenset(option.id for option in question.options)
    typed = question.typed
    wrong = question.refuted(everything) if typed is None else range(1, len(typed.near) + 1)
    if question.type is QuestionType.TRUEFALSE:
        wrong = frozenset()  # its refutation rests on what proves the key
    for number in refutes:
        if number not in wrong:
            yield ("citations", index, "for"), "E330", {"number": number}


def _review(question: Question) -> Iterator[Finding]:
    if question.state is State.APPROVED:
        if question.review is None:
            yield ("state",), "E311", {"id": question.id}
        elif question.review.fingerprint != fingerprint(question):
            yield ("review",), "E312", {"id": question.id}
    elif question.state is State.DRAFT and question.review:
        yield ("review",), "E313", {}


def _nearest(wrong: str, known: Mapping[str, object], otherwise: Phrase) -> Phrase:
    guess = get_close_matches(wrong, known, n=1, cutoff=0.5)
    if guess:
        return Phrase("guess_or", {"guess": guess[0], "otherwise": otherwise})
    if not known:
        return otherwise
    return Phrase("one_of_or", {"known": ", ".join(known), "otherwise": otherwise})
