"""What is asked of a curator who rejects or edits a draft, above the buttons or the reply."""

from string import ascii_uppercase

from bot.domain.drafts.draft import Weight
from bot.domain.drafts.draft_fields import fields
from bot.domain.question import Question, QuestionType
from bot.domain.shortening import shortened
from bot.services.curation.look import Look
from bot.views.review.entry import escaped, passage_line, remark_line
from bot.views.review.remarks import field_text, field_words, number_words
from bot.views.words import Words

DOUBTS = 6
LETTERED = 80
"""Characters of an option in the list that says which letter is which."""

MOST_NOW = 1_500
"""Characters of a field as it stands, above the request for another text."""

MOST_QUOTED = 1_200
"""Characters of the passage, below the request for another quote."""


def asked_lines(look: Look, mode: str, field: str, say: Words) -> list[str]:
    """What is to be chosen or sent, above its buttons; nothing for an entry as it stands."""
    stem = f"<b>{escaped(shortened(look.question.stem, 300), say)}</b>"
    if mode in {"reasons", "fields"}:
        if mode == "reasons":
            return [stem, "", say("review.why")]
        return [stem, "", *_lettered(look.question, say), say("review.which")]
    if mode != "text":
        return []
    match field:
        case "reason":
            return [stem, "", say("review.ask.reason")]
        case "note":
            doubts = [one for one in look.draft.wording.remarks if one.weight is Weight.HARD]
            told = (remark_line(one, say) for one in doubts[:DOUBTS])
            return [stem, "", say("review.ask.note"), *told]
        case _:
            return [stem, "", *_asked(look.question, field, say), *_cited(look, field, say)]


def _cited(look: Look, field: str, say: Words) -> list[str]:
    """Below the request for another quote, the passage that it has to stand in."""
    base, _, digits = field.partition(".")
    number = int(digits or 0) - 1
    if base != "quote" or not 0 <= number < len(look.question.citations):
        return []
    return ["", passage_line(number, MOST_QUOTED, look, say)]


def _asked(question: Question, field: str, say: Words) -> list[str]:
    now = fields(question).get(field)
    if now is None:
        return [say("review.which")]
    if field == "key" and question.type is QuestionType.SINGLE:
        return [*_options(question, field, say), say("review.key.which")]
    if field == "difficulty":
        return [say("review.level.which")]
    text = shortened(field_text(field, now, say), MOST_NOW) or "–"
    base = field.partition(".")[0]
    if base == "key":
        return [
            *_options(question, base, say),
            say("review.ask", field=field_words(field, say), text=text),
        ]
    if base in {"accept", "quote", "for"}:
        return [*_options(question, base, say), say(f"review.ask.{base}", text=text)]
    asked: list[str] = [
        *_options(question, base, say), say("review.ask", field=field_words(field, say), text=text)
    ]  # fmt: skip
    if base == "answer" and question.typed is not None:
        asked.append(escaped(number_words(question.typed, say), say))
    return asked


def _options(question: Question, field: str, say: Words) -> list[str]:
    """Which letter is which option, where those are sent."""
    return _lettered(question, say) if field in {"key", "for", "why"} else []


def _lettered(question: Question, say: Words) -> list[str]:
    """Which letter is which option, or known wrong value."""
    if question.type is QuestionType.TRUEFALSE:
        texts = [say.plain(f"quiz.{option.id}") for option in question.options]
    else:
        texts = [one.text for one in question.options] or [str(one.value) for one in question.near]
    options = [
        say("review.option", mark=mark, text=shortened(text, LETTERED))
        for mark, text in zip(ascii_uppercase, texts, strict=False)
    ]
    return [*options, ""] if options else []
