"""Rounds on the screen: the polls, the message above that follows them, the result below."""

import html
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.domain.owed import Owed
from bot.domain.question import Citation, Option, Question, QuestionType, Source
from bot.domain.round import (
    POLL_EXPLANATION,
    PollState,
    PollToSend,
    RoundState,
    Scene,
    TableLine,
    keeps_order,
    poll_question,
    tidy,
    units,
)
from bot.services.rounds import RoundService
from bot.services.zones import cities
from bot.views.figures import points
from bot.views.languages import languages_told
from bot.views.message import Button, Message, PollEnd, QuizPoll, Rendered
from bot.views.names import isolated, person_name
from bot.views.words import Raw, Words, nearest_locale, words

Renderer = Callable[[Owed], Awaitable[Rendered | None]]
SET_PAYLOAD = "s_"


class RoundScreens:
    """Draws what rounds owe. ``username`` is the bot's, for links into the private chat."""

    def __init__(self, service: RoundService, username: str) -> None:
        self._service = service
        self._username = username

    def renderers(self) -> Mapping[str, Renderer]:
        return {
            "poll": self._poll,
            "stop_poll": self._stop_poll,
            "round": self._round,
            "round_result": self._result,
            "round_note": self._note,
        }

    async def _poll(self, owed: Owed) -> Rendered | None:
        round_id, position = _number(owed, "round"), _number(owed, "position")
        asked = await self._service.poll_to_send(round_id, position)
        return None if asked is None else poll(asked)

    async def _stop_poll(self, _owed: Owed) -> Rendered | None:
        return PollEnd()

    async def _round(self, owed: Owed) -> Rendered | None:
        scene = await self._service.scene(_number(owed, "round"))
        if scene is None:
            return None
        return message(scene, words(nearest_locale(*scene.wishes)))

    async def _result(self, owed: Owed) -> Rendered | None:
        scene = await self._service.scene(_number(owed, "round"))
        if scene is None:
            return None
        return result(scene, words(nearest_locale(*scene.wishes)), self._username)

    async def _note(self, owed: Owed) -> Rendered | None:
        say = words(nearest_locale(*await self._service.wishes(owed.chat)))
        near = [zone for zone in str(owed.args.get("near", "")).split(",") if zone]
        return Message(
            say(f"round.note.{owed.args['note']}", near=", ".join(cities(near, say.locale)))
        )


def _number(owed: Owed, name: str) -> int:
    value = owed.args[name]
    assert isinstance(value, int)  # noqa: S101 - the services write these
    return value


def poll(asked: PollToSend) -> QuizPoll:
    """The native poll; everything in it is in the language of the question's set."""
    say = words(nearest_locale(asked.language))
    options = [asked.question.option(option_id) for option_id in asked.option_order]
    return QuizPoll(
        question=poll_question(asked.position, asked.total, asked.question.stem),
        options=tuple(option_text(asked.question, option, say) for option in options),
        correct=tuple(index for index, option in enumerate(options) if option.key),
        explanation_html=explanation(asked.question, asked.sources, say),
        seconds=asked.seconds,
        shuffle=not keeps_order(asked.question),
    )


def option_text(question: Question, option: Option, say: Words) -> str:
    """The option as people read it; the words of true and false in the language of ``say``."""
    if question.type is QuestionType.TRUEFALSE:
        return say.plain(f"quiz.{option.id}")
    return tidy(option.text)


def explanation(question: Question, sources: Mapping[str, Source], say: Words) -> str:
    """Brief rationale and as many citations as fit a poll's explanation whole, as HTML."""
    brief = tidy(question.brief)
    kept = brief
    for count in range(1, len(question.citations) + 1):
        longer = f"{brief}\n{citations_text(question.citations[:count], sources, say)}"
        if units(longer) > POLL_EXPLANATION:
            break
        kept = longer
    return html.escape(kept, quote=False)


def citations_text(citations: Sequence[Citation], sources: Mapping[str, Source], say: Words) -> str:
    """Each document once, with its short name, year and paragraphs, as plain text."""
    paragraphs: dict[str, list[int]] = {}
    for citation in citations:
        places = paragraphs.setdefault(citation.source, [])
        if citation.paragraph not in places:
            places.append(citation.paragraph)
    return " · ".join(
        _document_text(slug, sources.get(slug), places, say) for slug, places in paragraphs.items()
    )


def _document_text(slug: str, source: Source | None, places: Sequence[int], say: Words) -> str:
    short = tidy(source.short) if source else slug
    year = (source.date or "")[:4] if source else ""
    # A short name that holds the year already says enough of the date.
    entry = "round.citation" if year and year not in short else "round.citation.undated"
    return say.plain(entry, short=short, year=year, paragraph=", ¶".join(map(str, places)))


# --- the message that follows a round, and its result ---------------------------------------------


def message(scene: Scene, say: Words) -> Message:
    """How the round stands: begun, between two questions, or over."""
    if scene.state is not RoundState.OPEN:
        return Message(say(f"round.{scene.state.value}.see_below"))
    begun = say("round.begun", n=scene.total, seconds=scene.seconds)
    if scene.outcome is None:
        told = [begun, say("round.begun.open"), languages_told(scene.languages, say)]
        begun = Raw("\n".join(filter(None, told)))
    return Message(_account(scene, begun, say))


def result(scene: Scene, say: Words, username: str) -> Message:
    """How a round that is over came out."""
    entry = f"round.{scene.state.value}"
    head = say(entry, n=scene.total, position=scene.position, total=scene.total)
    start = f"?start={SET_PAYLOAD}{scene.set_code}" if scene.set_code else "?start"
    practise = Button(say.plain("round.practise"), url=f"https://t.me/{username}{start}")
    return Message(_account(scene, head, say), ((practise,),))


def _account(scene: Scene, head: Raw, say: Words) -> str:
    """The head, how the last question went, what was lost, and the table."""
    parts: list[str] = [head]
    if scene.outcome is not None and scene.outcome.state is PollState.CLOSED:
        parts.append(_outcome(scene, say))
    if scene.lost:
        entry = "round.lost" if len(scene.lost) == 1 else "round.lost.many"
        parts.append(say(entry, positions=", ".join(map(str, scene.lost))))
    if scene.lines:
        parts.append(_table(scene, say))
    elif scene.state is not RoundState.OPEN:
        parts.append(say("round.nobody"))
    return "\n\n".join(parts)


def _outcome(scene: Scene, say: Words) -> str:
    outcome = scene.outcome
    assert outcome is not None  # noqa: S101 - the caller looked
    answered = (
        say("round.answered", n=outcome.answered, right=outcome.right)
        if outcome.answered
        else say("round.answered.nobody")
    )
    over = say("round.over", position=outcome.position, total=scene.total, answered=answered)
    frame = words(nearest_locale(outcome.language))
    keys = [
        say("round.key", text=isolated(option_text(outcome.question, option, frame)))
        for option in outcome.question.options
        if option.key
    ]
    cited = citations_text(outcome.question.citations, outcome.sources, frame)
    return "\n".join([over, *keys, html.escape(cited, quote=False)])


def _table(scene: Scene, say: Words) -> str:
    lines: Sequence[str] = [_line(line, say) for line in scene.lines]
    rest = scene.people - len(lines)
    more = [say("round.more", n=rest)] if rest > 0 else []
    return "\n".join([say("round.table", n=scene.people), *lines, *more])


def _line(line: TableLine, say: Words) -> Raw:
    name = person_name(line.label, say)
    score = points(line.standing.total.score, say)
    return say("round.line", rank=line.standing.rank, name=name, score=score)
