"""A round's questions as native polls: words, order, explanation with its citations."""

import html
from collections.abc import Mapping, Sequence

from bot.domain.question import Citation, Option, Question, QuestionType, Source
from bot.domain.quizzes.cited_pages import NO_PAGES, Pages, page_of
from bot.domain.rounds.quiz_poll import (
    POLL_EXPLANATION,
    day_poll_question,
    keeps_order,
    poll_question,
    tidy,
    units,
)
from bot.domain.rounds.round import PollToSend, RoundKind
from bot.views.message import QuizPoll
from bot.views.quiz.citations import paragraph_words
from bot.views.words import Words, nearest_locale, words


def poll(asked: PollToSend) -> QuizPoll:
    """The native poll; everything in it is in the language of the question's set."""
    say = words(nearest_locale(asked.language))
    options = [asked.question.option(option_id) for option_id in asked.option_order]
    return QuizPoll(
        question=_headed(asked, say),
        options=tuple(option_text(asked.question, option, say) for option in options),
        correct=tuple(index for index, option in enumerate(options) if option.key),
        explanation_html=explanation(asked.question, asked.sources, say, asked.pages),
        seconds=asked.seconds,
        shuffle=not keeps_order(asked.question),
    )


def _headed(asked: PollToSend, say: Words) -> str:
    """The question with its place in the round; that of the day says what it is."""
    stem = asked.question.stem
    if asked.kind is RoundKind.DAY:
        return day_poll_question(say.plain("round.day.heading"), stem)
    return poll_question(asked.position, asked.total, stem)


def option_text(question: Question, option: Option, say: Words) -> str:
    """The option as people read it; the words of true and false in the language of ``say``."""
    if question.type is QuestionType.TRUEFALSE:
        return say.plain(f"quiz.{option.id}")
    return tidy(option.text)


def explanation(
    question: Question, sources: Mapping[str, Source], say: Words, pages: Pages = NO_PAGES
) -> str:
    """Brief rationale and as many citations of the key as fit a poll's explanation, as HTML.

    With pages where these fit too: another citation is worth more than they are.
    """
    brief, cited = tidy(question.brief), question.key_citations
    kept = brief
    for count in range(1, len(cited) + 1):
        told = (citations_text(cited[:count], sources, say, known) for known in (pages, NO_PAGES))
        longer = (f"{brief}\n{one}" for one in told)
        fits = next((one for one in longer if units(one) <= POLL_EXPLANATION), None)
        if fits is None:
            break
        kept = fits
    return html.escape(kept, quote=False)


def citations_text(
    citations: Sequence[Citation],
    sources: Mapping[str, Source],
    say: Words,
    pages: Pages = NO_PAGES,
) -> str:
    """Each document once, with its short name, year and paragraphs, as plain text; before each
    paragraph its page, where that is another one than of the paragraph before.
    """
    paragraphs: dict[str, dict[int, int | None]] = {}
    for citation in citations:
        places = paragraphs.setdefault(citation.source, {})
        places.setdefault(citation.paragraph, page_of(citation, sources, pages))
    return " · ".join(
        _document_text(slug, sources.get(slug), _paragraphs(places, say), say)
        for slug, places in paragraphs.items()
    )


def _paragraphs(places: Mapping[int, int | None], say: Words) -> str:
    told, before = list[str](), None
    for paragraph, page in places.items():
        told.append(paragraph_words(paragraph, page if page != before else None, say))
        before = page
    return ", ".join(told)


def _document_text(slug: str, source: Source | None, paragraphs: str, say: Words) -> str:
    short = tidy(source.short) if source else slug
    year = (source.date or "")[:4] if source else ""
    # A short name that holds the year already says enough of the date.
    entry = "round.citation" if year and year not in short else "round.citation.undated"
    return say.plain(entry, short=short, year=year, paragraphs=paragraphs)
