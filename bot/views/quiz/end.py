"""The end of an attempt: score, topics, what to look at again, and every answer."""

from functools import partial

from bot.domain.marking import FULL
from bot.domain.quizzes.attempt import AttemptKind, AttemptState, Step
from bot.domain.shortening import shortened
from bot.services.quiz.reading import EndScreen
from bot.views.callback import encode
from bot.views.figures import points, time_spent
from bot.views.fitting import length
from bot.views.message import Button, Keyboard, Message
from bot.views.quiz.citations import citation_line
from bot.views.quiz.labels import given_words, key_words
from bot.views.turning import page_turn
from bot.views.words import Raw, Words

MISSED_ROOM = 2600
"""Characters for what to look at again; what does not fit is named by its number."""

UNFOLDED = 2
"""Of more missed questions than these the list is folded, so that the score stays in sight."""

TOPICS_SHOWN = 12
"""Topics that are named; the others are added up."""
PAGE_ROOM = 3200
"""Characters of one page of answers."""

STEM_LENGTH = 140
KEY_LENGTH = 160
SOLUTION_LENGTH = 640
"""Characters of an order or of pairs, of which a part tells little: six things in order fit."""


def end_message(screen: EndScreen, say: Words) -> Message:
    """The summary of an attempt that has ended."""
    parts = [*_score_lines(screen, say)]
    topics = screen.summary.topics
    if len(topics) > 1:
        parts.append(" · ".join(_topic_scores(screen, say)))
    if screen.summary.missed:
        parts += ["", *_missed_lines(screen, say)]
    elif screen.summary.answered == screen.summary.total:
        parts.append(say("quiz.end.all_right"))
    return Message("\n".join(parts), _keyboard(screen, say))


def _score_lines(screen: EndScreen, say: Words) -> list[str]:
    summary = screen.summary
    lines: list[str] = []
    if screen.attempt.state is AttemptState.STOPPED:
        if not summary.answered:
            return [say("quiz.end.stopped_empty")]
        lines.append(say("quiz.end.stopped", n=summary.answered, total=summary.total))
    out_of = summary.answered if screen.attempt.state is AttemptState.STOPPED else summary.total
    score = say(
        "quiz.end.score",
        score=points(summary.score, say),
        total=out_of,
        time=time_spent(summary.spent, say),
    )
    best = _best(screen, say)
    lines.append(f"{score} · {best}" if best else score)
    return lines


def _best(screen: EndScreen, say: Words) -> Raw | None:
    finished_quiz = (AttemptKind.QUIZ, AttemptState.FINISHED)
    if (screen.attempt.kind, screen.attempt.state) != finished_quiz or screen.best is None:
        return None
    if screen.summary.score > screen.best:
        return say("quiz.end.new_best")
    return say("quiz.end.best", score=points(screen.best, say))


def _topic_scores(screen: EndScreen, say: Words) -> list[Raw]:
    topics = screen.summary.topics
    told = [
        say("quiz.end.topic", title=topic.title, score=points(topic.score, say), total=topic.asked)
        for topic in topics[:TOPICS_SHOWN]
    ]
    if rest := topics[TOPICS_SHOWN:]:
        score = points(sum(topic.score for topic in rest), say)
        total = sum(topic.asked for topic in rest)
        told.append(say("quiz.end.rest", n=len(rest), score=score, total=total))
    return told


def _missed_lines(screen: EndScreen, say: Words) -> list[str]:
    lines: list[str] = []
    left = MISSED_ROOM
    unnamed: list[int] = []
    for step in screen.summary.missed:
        line = _missed(step, screen, say)
        left -= length(line) + 2
        if left < 0:
            unnamed.append(step.position)
        else:
            lines += [line, ""]
    if unnamed:
        lines.append(say("quiz.end.more", positions=", ".join(map(str, unnamed))))
    told = "\n".join(lines).rstrip()
    if len(screen.summary.missed) > UNFOLDED:
        told = f"<blockquote expandable>{told}</blockquote>"
    return [say("quiz.end.again"), told]


def _missed(step: Step, screen: EndScreen, say: Words) -> Raw:
    sources = screen.sources[step.version_id]
    return say(
        "quiz.end.missed",
        position=step.position,
        stem=shortened(step.question.stem, STEM_LENGTH),
        right=shortened(key_words(step, say), _room(step, KEY_LENGTH)),
        citation=citation_line(step.question.citations[0], sources, say, screen.pages),
    )


def _room(step: Step, otherwise: int) -> int:
    """Characters for what is right, or was given."""
    return SOLUTION_LENGTH if step.assembled else otherwise


def _keyboard(screen: EndScreen, say: Words) -> Keyboard:
    attempt_id = screen.attempt.id
    rows = _retake(screen, say)
    topics = Button(say.plain("quiz.button.topics"), encode("q.topics"))
    if screen.summary.answered:
        answers = Button(say.plain("quiz.button.answers"), encode("q.answers", attempt_id))
        return (*rows, (answers,), (topics,))
    return (*rows, (topics,))


def _retake(screen: EndScreen, say: Words) -> tuple[tuple[Button, ...], ...]:
    if not screen.summary.missed:
        return ()
    return ((Button(say.plain("quiz.button.retake"), encode("q.retake", screen.attempt.id)),),)


# --- every answer ---------------------------------------------------------------------------------


def answers_message(screen: EndScreen, page: int, say: Words) -> Message:
    """One page of what was given and what is right; pages count from 1, others are clamped."""
    pages = _pages([_answer(step, screen, say) for step in screen.steps])
    page = min(max(page, 1), len(pages))
    head = say("quiz.answers.head")
    if len(pages) > 1:  # alone, "1 of 1" would read as a mark
        head = say("quiz.answers.head.page", page=page, pages=len(pages))
    attempt_id = screen.attempt.id
    turn = page_turn(page, len(pages), partial(encode, "q.page", "answers", attempt_id), say)
    result = Button(say.plain("quiz.button.result"), encode("q.end", attempt_id))
    rows = (*turn, *_retake(screen, say), (result,))
    return Message("\n\n".join([head, *pages[page - 1]]), rows)


def _pages(entries: list[str]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    room = PAGE_ROOM
    for entry in entries:
        room -= length(entry) + 2
        if room < 0 and pages[-1]:
            pages.append([])
            room = PAGE_ROOM - length(entry) - 2
        pages[-1].append(entry)
    return pages


def _answer(step: Step, screen: EndScreen, say: Words) -> str:
    stem = shortened(step.question.stem, STEM_LENGTH)
    lines: list[str] = [
        say("quiz.answers.stem", position=step.position, stem=stem),
        _mark(step, say),
    ]
    if step.answered:
        sources = screen.sources[step.version_id]
        lines.append(citation_line(step.question.citations[0], sources, say, screen.pages))
    return "\n".join(lines)


def _mark(step: Step, say: Words) -> Raw:
    if step.mark is None or step.given is None:
        return say("quiz.answers.unanswered")
    room = _room(step, 2 * KEY_LENGTH)
    given, right = shortened(given_words(step, say), room), shortened(key_words(step, say), room)
    if step.given.passed:
        return say("quiz.answers.passed", right=right)
    if step.mark.value == FULL:
        return say("quiz.answers.right", given=given)
    if step.mark.value:
        return say(
            "quiz.answers.partly", given=given, right=right, mark=points(step.mark.value, say)
        )
    return say("quiz.answers.wrong", given=given, right=right)
