"""A round's question in private: the key, every option's reason, and the passages in full."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.domain.owed import Owed
from bot.domain.question import Option, Question, QuestionType
from bot.domain.rounds.quiz_poll import tidy
from bot.domain.shortening import shortened
from bot.services.rounds.why import WHY, WHY_LIST, WhyReading, WhyScreen, why_link
from bot.views.fitting import length
from bot.views.message import Button, Message, Rendered
from bot.views.quiz.buttons import report_button
from bot.views.quiz.citations import opened
from bot.views.quiz.feedback import wrong_line
from bot.views.quiz.labels import given_words, label, shown
from bot.views.quiz.steps import RATIONALE_LENGTHS, SAFE, question_lines
from bot.views.words import Raw, Words, nearest_locale, words

STEM = 120
"""Characters of a stem in the list of a round's questions, of which there are twenty at most."""
_IN_A_ROW = 5
FOR_PASSAGES = 1200
"""Characters that reasons leave to the passages, by being shortened if need be."""


class WhyScreens:
    """Draws what *Why?* opens. ``username`` is the bot's, for links to single questions."""

    def __init__(self, reading: WhyReading, username: str) -> None:
        self._reading = reading
        self._username = username

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        return {WHY: self._why, WHY_LIST: self._list}

    async def _why(self, owed: Owed) -> Rendered | None:
        """Args: ``round``, ``position``. What is not over yet is not told."""
        return await self._question(owed.chat, owed.number("round"), owed.number("position"))

    async def _list(self, owed: Owed) -> Rendered | None:
        """Args: ``round``. The only question is shown at once."""
        round_id = owed.number("round")
        closed = await self._reading.closed(round_id)
        if len(closed) == 1:
            return await self._question(owed.chat, round_id, closed[0][0])
        if not closed:
            return await self._nothing(owed.chat, round_id, None)
        say = words(nearest_locale(*await self._reading.wishes(owed.chat)))
        return why_list(round_id, closed, say, self._username)

    async def _question(self, chat: int, round_id: int, position: int) -> Message:
        screen = await self._reading.why(chat, round_id, position)
        if screen is None:
            return await self._nothing(chat, round_id, position)
        return why(screen, words(nearest_locale(*screen.voice.wishes)))

    async def _nothing(self, chat: int, round_id: int, position: int | None) -> Message:
        """There is nothing to tell: not yet, or of what was never asked."""
        say = words(nearest_locale(*await self._reading.wishes(chat)))
        comes = await self._reading.comes(round_id, position)
        return Message(say("round.why.not_yet" if comes else "round.why.never"))


def why_list(
    round_id: int, closed: Sequence[tuple[int, Question]], say: Words, username: str
) -> Message:
    """What was asked, by number, and a button for each number."""
    lines = [
        say("round.why.line", position=position, text=shortened(tidy(question.stem), STEM))
        for position, question in closed
    ]
    buttons = [
        Button(str(position), url=f"https://t.me/{username}?start={why_link(round_id, position)}")
        for position, _ in closed
    ]
    rows = (
        tuple(buttons[first : first + _IN_A_ROW]) for first in range(0, len(buttons), _IN_A_ROW)
    )
    return Message("\n".join([say("round.why.list"), "", *lines]), tuple(rows))


def why(screen: WhyScreen, say: Words) -> Message:
    """Within the limits of a message: reasons are cut before passages are left out."""
    for rationale in RATIONALE_LENGTHS:
        body = "\n".join(_lines(screen, say, rationale))
        if length(body) + FOR_PASSAGES <= SAFE:
            break
    room = SAFE - length(body) - 2
    source = opened(
        screen.step.question, screen.sources, screen.passages, say, room, unchecked=screen.unchecked
    )
    response = screen.step.response_id
    keyboard = ((report_button(response, say),),) if response is not None else ()
    return Message(f"{body}\n\n{source}", keyboard)


def _lines(screen: WhyScreen, say: Words, rationale: int) -> list[str]:
    step = screen.step
    lines = [*question_lines(step, say, in_text=False), ""]
    if step.void:
        lines.append(say("quiz.feedback.void"))
    if step.given is not None and step.given.options & step.also:
        lines.append(say("quiz.feedback.also_counts"))
    lines += [_option(option, screen, say, rationale) for option in shown(step)]
    if step.question.type is QuestionType.MULTIPLE:
        reason = shortened(step.question.rationale, rationale)
        lines.append(say("quiz.label.plain", text=reason))
    if step.given is not None:
        lines += ["", say("round.why.yours", answer=given_words(step, say))]
    return lines


def _option(option: Option, screen: WhyScreen, say: Words, rationale: int) -> Raw:
    """An option with its reason; the only key has the question's own."""
    step = screen.step
    text = label(option, step, say)
    if not option.key:
        return wrong_line(text, option.rationale, say, rationale)
    reason = option.rationale
    if step.question.type is not QuestionType.MULTIPLE:
        reason = step.question.rationale
    if not reason:
        return say("quiz.feedback.chosen", label=text)
    return say("quiz.feedback.key", label=text, rationale=shortened(reason, rationale))
