"""Rules of a question that no schema can say; paths are counted from the question."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from bot.bank.files.keywords import field
from bot.bank.files.tree import Path
from bot.bank.lint_words import WAIVABLE
from bot.bank.problem import excerpt
from bot.bank.texts.passages import one_line
from bot.domain.finding import Phrase, Value
from bot.domain.fingerprint import fingerprint, plain_number
from bot.domain.question import (
    Question,
    QuestionType,
    Source,
    State,
    TextKey,
    TypedKey,
)
from bot.domain.spelling import folded as spelled

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
    if question.text_key:
        yield from _spellings(question.text_key)
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
    yield from _counted(question.type, len(question.keys), len(question.options))


def keys_of_broken(plain: Any) -> Iterator[Finding]:
    """The same of a question whose shape is wrong elsewhere, as far as its options can be read:
    so a missing key is told with the rest, and not only once that is mended.
    """
    if not isinstance(plain, dict) or plain.get("type") not in tuple(QuestionType):
        return
    options = plain.get("options")
    if not isinstance(options, list) or not all(isinstance(one, dict) for one in options):
        return
    keys = [one.get("key", False) for one in options]
    if all(isinstance(key, bool) for key in keys):
        yield from _counted(QuestionType(plain["type"]), sum(keys), len(keys))


def _counted(type_: QuestionType, keys: int, options: int) -> Iterator[Finding]:
    if type_ is QuestionType.SINGLE and keys != 1:
        mend = Phrase("keep_one_key" if keys else "mark_a_key")
        yield ("options",), "E303", {"count": keys or Phrase("none"), "mend": mend}
    if type_ is QuestionType.MULTIPLE:
        if keys < 2:  # noqa: PLR2004 - "several correct" begins at two
            yield ("options",), "E304", {"count": keys or Phrase("none")}
        elif keys == options:
            yield ("options",), "E305", {}


def _options(question: Question) -> Iterator[Finding]:
    if question.type is QuestionType.TRUEFALSE:
        return
    if question.type is QuestionType.MATCHING:
        yield from _alike((("pairs", i, "text"), left) for i, left in enumerate(question.lefts))
        yield from _alike(zip(option_paths(question), _texts_of(question), strict=True))
        return
    seen: dict[str, int] = {}
    for index, option in enumerate(question.options):
        number = index + 1
        if not option.key and option.rationale is None:
            yield ("options", index), "E306", {"number": number}
        first = seen.setdefault(folded(option.text), number)
        if first != number:
            yield ("options", index, "text"), "E307", {"first": first, "number": number}


def _texts_of(question: Question) -> list[str]:
    return [option.text for option in question.options]


def _alike(texts: Iterable[tuple[Path, str]]) -> Iterator[Finding]:
    seen: dict[str, Path] = {}
    for path, text in texts:
        first = seen.setdefault(folded(text), path)
        if first != path:
            yield path, "E332", {"where": field(path), "first": field(first)}


def option_paths(question: Question) -> list[Path]:
    """Where the text of each option stands, counted from the question."""
    pairs = len(question.lefts)
    if not pairs:
        return [("options", index, "text") for index in range(len(question.options))]
    extra = len(question.options) - pairs
    return [
        *(("pairs", index, "match") for index in range(pairs)),
        *(("extra", index, "text") for index in range(extra)),
    ]


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


def _spellings(key: TextKey) -> Iterator[Finding]:
    """What is typed is compared by letters and digits; a near value is never right."""
    known: dict[str, str] = {}
    for path, text in _typed_texts(key):
        said = spelled(text)
        if not said:
            yield path, "E333", {"where": field(path), "text": excerpt(text)}
        elif path[0] == "near" and known.get(said) == "right":
            yield path, "E334", {"value": excerpt(text)}
        elif path[0] == "near" and said in known:
            yield path, "E321", {"value": excerpt(text)}
        known.setdefault(said, "near" if path[0] == "near" else "right")


def _typed_texts(key: TextKey) -> Iterator[tuple[Path, str]]:
    yield ("answer",), key.value
    for index, form in enumerate(key.accept):
        yield ("accept", index), form
    for index, near in enumerate(key.near):
        yield ("near", index, "value"), near.value


def _texts(question: Question) -> Iterator[Finding]:
    options: list[tuple[Path, str, int]] = []
    if question.type is not QuestionType.TRUEFALSE:
        paths = option_paths(question)
        texts = zip(paths, question.options, strict=True)
        options = [(path, option.text, OPTION) for path, option in texts]
    options += [(("pairs", i, "text"), left, OPTION) for i, left in enumerate(question.lefts)]
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
    citation = question.citations[index]
    refutes = citation.refutes
    if not citation.proves and index == 0:
        yield ("citations", 0, "for" if refutes else "stem"), "E331", {}
    if refutes and citation.stem:
        yield ("citations", index, "stem"), "E337", {}
    for number in refutes:
        if number not in question.refutable:
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
