"""What a round came to so far: the table after each question, and the result at the end."""

import html
from collections.abc import Sequence

from bot.domain.rounds.modes import TeamPlace
from bot.domain.rounds.quiz_poll import POLL_QUESTION, tidy
from bot.domain.rounds.round import (
    Outcome,
    Phase,
    PollState,
    RoundKind,
    RoundState,
    Scene,
    TableLine,
)
from bot.domain.shortening import shortened
from bot.services.quiz.links import Review
from bot.services.rounds.why import why_link
from bot.views.figures import points
from bot.views.message import Button, Keyboard, Message
from bot.views.names import isolated, person_name
from bot.views.rounds.lobby import team_name, unranked
from bot.views.rounds.polls import citations_text, option_text
from bot.views.words import Raw, Words, nearest_locale, words

SET_PAYLOAD = "s_"


def table(scene: Scene, say: Words, username: str) -> Message:
    """How the last question went, and where people stand."""
    text = _account(scene, (), say)
    if scene.phase is Phase.PAUSED:
        text = f"{text}\n\n{say('round.paused')}"
    outcome = scene.outcome
    closed = outcome is not None and outcome.state is PollState.CLOSED
    position = outcome.position if outcome else None
    return Message(text, _why(scene, position, say, username) if closed else ())


def result(scene: Scene, say: Words, username: str) -> Message:
    """How a round that is over came out: a knock-out may be over before its last question."""
    head = [*_over(scene, say), *unranked(scene, say)]
    start = f"?start={SET_PAYLOAD}{scene.set_code}" if scene.set_code else "?start"
    practise = Button(say.plain("round.practise"), url=f"https://t.me/{username}{start}")
    outcome = scene.outcome
    any_closed = outcome is not None and outcome.position > len(scene.lost)
    position = 1 if scene.total == 1 else None
    why = _why(scene, position, say, username) if any_closed else ()
    keyboard = (*why, *_review(scene, say, username), (practise,))
    return Message(_account(scene, head, say), keyboard)


def _review(scene: Scene, say: Words, username: str) -> Keyboard:
    """The button that asks each person, in private, what they themselves missed."""
    if not scene.people:
        return ()
    url = f"https://t.me/{username}?start={Review(scene.round_id).payload}"
    return ((Button(say.plain("round.review"), url=url),),)


def _over(scene: Scene, say: Words) -> list[str]:
    """That it is over. What was asked hours ago is said again."""
    entry, outcome = f"round.{scene.state.value}", scene.outcome
    if scene.kind is not RoundKind.DAY:
        position = scene.position
        if scene.state is RoundState.STOPPED and (scene.between or scene.refused):
            position = outcome.position if outcome else 0
            entry = "round.stopped.after" if position else "round.stopped.before"
        return [say(entry, n=position, position=position, total=scene.total)]
    head: list[str] = [say(f"round.day.{scene.state.value}", answered=_answered(outcome, say))]
    if outcome is not None:
        stem = shortened(tidy(outcome.question.stem), POLL_QUESTION)
        head.append(say("round.day.asked", text=isolated(stem)))
    return head


def _answered(outcome: Outcome | None, say: Words) -> str:
    if outcome is None or not outcome.answered:
        return say("round.answered.nobody")
    if outcome.partly and not outcome.right and not outcome.void:
        return say("round.answered.partly", n=outcome.answered, partly=outcome.partly)
    return say("round.answered", n=outcome.answered, right=outcome.right)


def _why(scene: Scene, position: int | None, say: Words, username: str) -> Keyboard:
    """The button that opens, in private, why a question's key is the key; without a position one
    chooses the question there.
    """
    url = f"https://t.me/{username}?start={why_link(scene.round_id, position)}"
    return ((Button(say.plain("round.why"), url=url),),)


def _account(scene: Scene, head: Sequence[str], say: Words) -> str:
    """The head, how the last question went, what was lost, and the standings."""
    parts: list[str] = list(head)
    if scene.outcome is not None and scene.outcome.state is PollState.CLOSED:
        parts.append(_outcome(scene, say))
    if scene.lost:
        entry = "round.lost" if len(scene.lost) == 1 else "round.lost.many"
        parts.append(say(entry, positions=", ".join(map(str, scene.lost))))
    if scene.teams:
        parts.append("\n".join(_team(place, say) for place in scene.teams))
    if scene.lines:
        parts.append(_standings(scene, say))
    elif scene.state is not RoundState.OPEN:
        parts.append(say("round.nobody"))
    return "\n\n".join(parts)


def _outcome(scene: Scene, say: Words) -> str:
    outcome = scene.outcome
    assert outcome is not None  # noqa: S101 - the caller looked
    about = {"position": outcome.position, "total": scene.total}
    if scene.kind is RoundKind.DAY:
        over = []  # the head says it, of the only question
    elif scene.state is not RoundState.OPEN and not (scene.lines or scene.teams):
        over = [say("round.over.bare", **about)]  # that nobody answered is said of the whole round
    else:
        over = [say("round.over", **about, answered=_answered(outcome, say))]
    frame = words(nearest_locale(outcome.language))
    keys = [
        say("round.key", text=isolated(option_text(outcome.question, option, frame)))
        for option in outcome.question.options
        if option.key
    ]
    if outcome.void:
        keys = [say("quiz.feedback.void")]
    cited = citations_text(outcome.question.key_citations, outcome.sources, frame, outcome.pages)
    people: list[str] = []
    if outcome.named and not outcome.void:
        people.append(say("round.right", names=Raw(_named(outcome.named, outcome.right, say))))
    if scene.fell:
        out = [line.label for line in scene.lines if line.out == outcome.position]
        people.append(say("round.fell", names=Raw(_named(out, scene.fell, say))))
    return "\n".join([*over, *keys, html.escape(cited, quote=False), *people])


def _named(labels: Sequence[str | None], number: int, say: Words) -> str:
    """Who of so many people it was; whoever is not named is counted."""
    names = ", ".join(person_name(label, say) for label in labels)
    rest = number - len(labels)
    escaped = html.escape(names, quote=False)
    return f"{escaped} {say('round.more', n=rest)}" if rest > 0 else escaped


def _standings(scene: Scene, say: Words) -> str:
    lines: Sequence[str] = [_line(line, say) for line in scene.lines]
    rest = scene.people - len(lines)
    more = [say("round.more", n=rest)] if rest > 0 else []
    return "\n".join([say("round.table", n=scene.people), *lines, *more])


def _line(line: TableLine, say: Words) -> Raw:
    name = person_name(line.label, say)
    score = points(line.standing.total.score, say)
    entry = "round.line" if line.out is None else "round.line.out"
    return say(entry, rank=line.standing.rank, name=name, score=score, out=line.out)


def _team(place: TeamPlace, say: Words) -> Raw:
    score = points(place.score, say)
    name = team_name(place.team, say)
    return say("round.line.team", rank=place.rank, team=name, score=score, n=place.members)
