"""An entry of the queue in words: the question with its key, its passages, what was found."""

from collections.abc import Iterator
from dataclasses import replace
from string import ascii_uppercase

from bot.domain.drafts.draft import REASONS, DraftState, EventKind, Remark, Weight
from bot.domain.drafts.draft_fields import field_of
from bot.domain.question import Option, Question, QuestionType, State
from bot.domain.shortening import shortened
from bot.services.curation.look import Look
from bot.views.fitting import TEXT_LIMIT, length
from bot.views.quiz.citations import cut_fairly, paragraph_words
from bot.views.review.remarks import (
    field_words,
    remark_words,
    template_words,
)
from bot.views.words import Raw, Words, nearest_locale, words

SAFE = TEXT_LIMIT - 96
LEVELS = ((240, 8, 3), (120, 6, 2), (60, 4, 1), (30, 2, 1))
"""Characters of a rationale, how many remarks and citations: the first with which all fits."""

STEM, OPTION, QUOTE, REMARK = 600, 150, 200, 200
LEAST_PASSAGE, BESIDE, MOST_PASSAGE = 120, 220, 700
"""Characters of a passage; what does not prove the key is looked up less."""


def head_lines(look: Look, say: Words) -> list[str]:
    """Where one is in the queue, and how the draft stands."""
    draft = look.draft
    about = {
        "title": shortened(look.source.title, 60),
        "template": template_words(draft.template, say),
    }
    if look.place:
        line = say("review.place", place=look.place, total=look.total, **about)
    else:
        line = say("review.placeless", **about)
    if draft.edited:
        line = Raw(f"{line} · {say('review.edited')}")
    older = look.newest > draft.edition
    editions = {"edition": draft.edition, "newest": look.newest}
    return [line, *([say("review.older", **editions)] if older else []), *_state(look, say)]


def _state(look: Look, say: Words) -> Iterator[str]:
    draft = look.draft
    if draft.state is DraftState.REJECTED:
        notes = (e.note for e in reversed(look.history) if e.kind is EventKind.REJECTED)
        reason = reason_words(next(notes, None) or "", say)
        yield say("review.state.rejected", reason=shortened(reason, STEM))
    elif draft.state is not DraftState.WAITING:
        yield say(f"review.state.{draft.state.value}")
        yield from live_lines(look, say)
    elif draft.first is not None:
        yield say("review.state.first")


def live_lines(look: Look, say: Words) -> Iterator[Raw]:
    """Of a published question: that it is shown as learners have it, and whether it is asked."""
    if look.live is not None:
        yield say("review.live", version=look.version or "")
    if look.void:
        yield say("ruling.void")
    elif look.live is not None and look.live.state is State.RETIRED:
        yield say("review.live.retired")


def reason_words(reason: str, say: Words) -> str:
    """Why a draft was rejected; the usual reasons have words in every language."""
    return say.plain(f"review.reason.{reason}") if reason in REASONS else reason


def entry(look: Look, say: Words) -> str:
    """All of it, within Telegram's limit: rationales and passages are cut as far as needed."""
    drawn = ""
    for why, remarks, citations in LEVELS:
        above = [*head_lines(look, say), "", *question_lines(look, why, say), ""]
        below = ["", *remark_lines(look, remarks, say)]
        room = SAFE - length("\n".join((*above, *below)))
        drawn = "\n".join((*above, *passage_lines(look, room, citations, say), *below))
        if length(drawn) <= SAFE:
            break
    return drawn


def question_lines(look: Look, why: int, say: Words) -> list[str]:
    """Stem, options or answer, rationales, and the note of a curator."""
    question = look.question
    lines = [
        f"<b>{escaped(shortened(question.stem, STEM), say)}</b>",
        *_answers(question, why, look, say),
    ]
    lines += [
        "",
        say("review.rationale", text=shortened(question.rationale, 2 * why)),
        say("review.brief", text=shortened(question.brief, why)),
        say("review.difficulty", level=say.plain(f"review.level.{question.difficulty}")),
    ]
    if look.note:
        lines.append(say("review.note", text=shortened(look.note, why)))
    return lines


def escaped(text: str, say: Words) -> str:
    return say("quiz.label.plain", text=text)


def _answers(question: Question, why: int, look: Look, say: Words) -> Iterator[Raw]:
    if question.typed is not None:
        unit = f" {question.typed.unit}" if question.typed.unit else ""
        yield say("review.answer", answer=f"{question.typed.value}{unit}")
        yield from _near(question, why, say)
        return
    if question.text_key is not None:
        yield say("review.answer", answer=shortened(question.text_key.value, OPTION))
        if question.text_key.accept:
            forms = ", ".join(question.text_key.accept)
            yield say("review.accepted", forms=shortened(forms, why))
        yield from _near(question, why, say)
        return
    for number, option in enumerate(question.options):
        text = option.text
        if question.type is QuestionType.TRUEFALSE:
            text = words(nearest_locale(look.source.language)).plain(f"quiz.{option.id}")
        yield _option(question, number, replace(option, text=text), why, say)


def _near(question: Question, why: int, say: Words) -> Iterator[Raw]:
    """Wrong values that people are known to type, by letters."""
    for mark, near in zip(ascii_uppercase, question.near, strict=False):
        text = shortened(str(near.value), OPTION)
        yield say("review.option.wrong", mark=mark, text=text, why=shortened(near.rationale, why))


def _option(question: Question, number: int, option: Option, why: int, say: Words) -> Raw:
    mark, text = ascii_uppercase[number], shortened(option.text, OPTION)
    reason = shortened(option.rationale or "", why)
    if question.type is QuestionType.ORDERING:
        return say("review.ordered", mark=f"{number + 1}.", text=text, why=reason)
    if number < len(question.lefts):
        text = say.plain("review.pair", left=question.lefts[number], right=text)
        return say("review.option.key", mark=mark, text=text)
    if option.key:
        return say("review.option.key", mark=mark, text=text)
    return say("review.option.wrong", mark=mark, text=text, why=reason)


def passage_lines(look: Look, room: int, most: int, say: Words) -> list[str]:
    """Each citation's passage around its quote, in at most ``room`` characters together."""
    cited = look.question.citations
    shown = cited[:most]
    each = max(LEAST_PASSAGE, min(MOST_PASSAGE, room // max(1, len(shown)) - 60))
    lines: list[str] = []
    for number, citation in enumerate(shown):
        room_here = each if citation.proves else min(each, BESIDE)
        line = passage_line(number, room_here, look, say)
        if lines and length("\n".join((*lines, line))) > room:
            break
        lines.append(line)
    if more := len(cited) - len(lines):
        lines.append(say("review.cited.more", n=more))
    return lines


def passage_line(number: int, room: int, look: Look, say: Words) -> Raw:
    """That of citation ``number``, from 0; where its quote does not stand, the paragraph named."""
    citation, passage = look.question.citations[number], look.passages[number]
    there = passage or look.paragraph(number)
    source = look.sources.get(citation.source)
    short = source.short if source else shortened(citation.source, 60)
    where = paragraph_words(citation.paragraph, there.page if there else None, say)
    values = {"short": short, "paragraph": where}
    if passage is None:
        lost = say("review.lost", quote=shortened(citation.quote, QUOTE), **values)
        if there is None:
            return lost
        before, after = cut_fairly(there, room)
        text = shortened(f"{before}{there.quote}{after}", room)
        return Raw(f"{lost} {say('review.lost.there', text=text)}")
    before, after = cut_fairly(passage, max(room, len(passage.quote) + 40))
    quote = shortened(passage.quote, QUOTE)
    return say("review.citation", before=before, quote=quote, after=after, **values)


def remark_lines(look: Look, most: int, say: Words) -> list[str]:
    """What gate, rules and lint found, the weighty first."""
    remarks = look.draft.wording.remarks
    if look.live is not None:  # of another wording
        return []
    if not remarks:
        return [say("review.clean")]
    lines: list[str] = [say("review.remarks")]
    for one in remarks[:most]:
        lines.append(remark_line(one, say))
    if len(remarks) > most:
        lines.append(say("review.remark.more", n=len(remarks) - most))
    return lines


def found_words(remark: Remark, say: Words) -> str:
    """What was found, and the mend; of what stands in the way of an approval also the field, where
    it is in one and the words do not say so.
    """
    field, what = field_of(remark), remark_words(remark, say)
    named = field and say.has(f"review.field.{field.partition('.')[0]}")
    if not named or remark.weight is Weight.SOFT or "where" in remark.values:
        return what
    return say.plain("review.remark.detail", what=field_words(field, say), detail=what)


def remark_line(remark: Remark, say: Words) -> Raw:
    what = shortened(found_words(remark, say), REMARK)
    return say(f"review.remark.{remark.weight.value}", code=remark.code, what=what)
