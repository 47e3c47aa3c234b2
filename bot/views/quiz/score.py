"""A person's own score: overall, by topic, and the last attempts."""

from bot.domain.marking import FULL
from bot.domain.quizzes.attempt import AttemptKind, AttemptState
from bot.domain.quizzes.search import SCORE_WORD
from bot.services.quiz.reading import ScoreScreen
from bot.storage.quiz.progress import PastAttempt, Tally
from bot.views.figures import day, points, share
from bot.views.message import Button, Message
from bot.views.quiz.buttons import rows_of
from bot.views.quiz.menus import quick_button, topics_button
from bot.views.words import Raw, Words

TOPICS_SCORED = 15
"""Topics with a line of their own; the others are added up."""


def score_message(screen: ScoreScreen, say: Words, *, shares: bool = False) -> Message:
    """Overall, by topic, and the last attempts with their local days; ``shares`` for the card."""
    buttons = tuple(rows_of([quick_button(say), topics_button(say)]))
    overall = screen.overall
    if not overall.responses:
        nothing = [say("quiz.score.head"), say("quiz.score.none")]
        return Message("\n".join([*nothing, *_in_groups(screen, say)]), buttons)
    lines: list[str] = [
        say("quiz.score.head"),
        say(
            "quiz.score.overall",
            n=overall.responses,
            right=overall.right,
            share=share(overall.right, overall.responses),
        ),
        "",
        say("quiz.score.topics"),
    ]
    lines += _topics(screen, say)
    if screen.recent:
        lines += ["", say("quiz.score.recent")]
        lines += [_past(past, screen.voice.timezone, say) for past in screen.recent]
    card = ((Button(say.plain("quiz.button.share"), share=SCORE_WORD),),) if shares else ()
    return Message("\n".join([*lines, *_in_groups(screen, say)]), (*card, *buttons))


def _topics(screen: ScoreScreen, say: Words) -> list[str]:
    lines: list[str] = [
        _topic("quiz.score.topic", tally, say, title=title)
        for title, tally in screen.topics[:TOPICS_SCORED]
    ]
    rest = [tally for _, tally in screen.topics[TOPICS_SCORED:]]
    if rest:
        whole = Tally(0, 0, 0)
        for tally in rest:
            whole = whole.plus(tally.responses, tally.right, tally.score)
        lines.append(_topic("quiz.score.rest", whole, say, n=len(rest)))
    return lines


def _topic(entry: str, tally: Tally, say: Words, **named: object) -> Raw:
    """A line of points; ``named`` is the topic's title, or the number of several."""
    return say(
        entry,
        score=points(tally.score, say),
        total=tally.responses,
        share=share(tally.score, tally.responses * FULL),
        **named,
    )


def _in_groups(screen: ScoreScreen, say: Words) -> list[str]:
    """Where to find what this screen does not count."""
    return ["", say("quiz.score.groups")] if screen.in_groups else []


def _past(past: PastAttempt, zone: str | None, say: Words) -> Raw:
    attempt = past.attempt
    title = past.topic_title or past.set_title or say.plain("quiz.score.mix")
    if attempt.round_id is not None:
        title = say.plain("quiz.score.review")
    elif attempt.kind is AttemptKind.RETAKE:
        title = say.plain("quiz.score.retake", title=title)
    stopped = attempt.state is AttemptState.STOPPED
    return say(
        "quiz.score.attempt_stopped" if stopped else "quiz.score.attempt",
        day=day(attempt.ended_at or attempt.started_at, zone, say),
        title=title,
        score=points(past.score, say),
        answered=past.answered,
        total=past.total,
    )
