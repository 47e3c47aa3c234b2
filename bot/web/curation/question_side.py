"""A draft's question as it would be asked, with its key, reasons and citations."""

from collections.abc import Iterator
from string import ascii_uppercase

from bot.domain.fingerprint import plain_number
from bot.domain.question import Option, Question, QuestionType
from bot.views.words import Raw, Words
from bot.web.curation.markup import el

Pair = tuple[Raw, Raw]


def question_side(question: Question, say: Words) -> Raw:
    """Stem, options with the key marked, and what learners read afterwards."""
    return el(
        "div",
        el("h2", question.stem, class_="stem", dir="auto"),
        _options(question, say),
        el("dl", *(pair for pairs in _told(question, say) for pair in pairs), class_="pairs"),
        class_="question",
    )


def option_text(option: Option, question: Question, say: Words) -> str:
    """An option's text; those of a statement have none of their own."""
    if question.type is QuestionType.TRUEFALSE:
        return say.plain(f"quiz.{option.id}")
    return option.text


def _options(question: Question, say: Words) -> Raw | None:
    if not question.options:
        return None
    ordered = question.type is QuestionType.ORDERING
    options = [_option(*one, question, say) for one in enumerate(question.options)]
    above = el("p", say.plain("page.in_order"), class_="soft small") if ordered else None
    return el("div", above, el("ol" if ordered else "ul", *options, class_="options"))


def _option(place: int, option: Option, question: Question, say: Words) -> Raw:
    left = question.lefts[place] if place < len(question.lefts) else None
    return el(
        "li",
        el("strong", "✓ ", say.plain("page.key"), " · ", class_="key") if option.key else None,
        el("span", ascii_uppercase[place], class_="soft"),
        " ",
        el("bdi", left, " – ") if left else None,
        el("bdi", option_text(option, question, say)),
        el("p", option.rationale, class_="soft small", dir="auto") if option.rationale else None,
        class_="option key" if option.key else "option",
    )


def _told(question: Question, say: Words) -> Iterator[Pair]:
    if question.typed is not None:
        value = plain_number(question.typed.value)
        yield _pair("review.field.answer", f"{value} {question.typed.unit or ''}".strip(), say)
    if question.text_key is not None:
        yield _pair("review.field.answer", question.text_key.value, say)
        if question.text_key.accept:
            yield _pair("review.field.accept", "; ".join(question.text_key.accept), say)
    for mark, near in zip(ascii_uppercase, question.near, strict=False):
        yield (
            el("dt", mark, " ", say.plain("page.near", value=str(near.value))),
            el("dd", near.rationale, dir="auto"),
        )
    yield _pair("review.field.rationale", question.rationale, say)
    yield _pair("review.field.brief", question.brief, say)
    yield _pair("review.field.difficulty", say.plain(f"review.level.{question.difficulty}"), say)
    if question.note:
        yield _pair("page.note", question.note, say)


def _pair(name: str, text: str, say: Words) -> Pair:
    return el("dt", say.plain(name)), el("dd", text, dir="auto")
