"""A round's question as a message with buttons, where no poll can hold it whole."""

from collections.abc import Sequence
from string import ascii_uppercase

from bot.domain.question import QuestionType
from bot.domain.rounds.quiz_poll import tidy
from bot.domain.rounds.round import PollToSend, RoundKind
from bot.domain.rounds.schedule_request import HOUR
from bot.domain.shortening import shortened
from bot.views.callback import encode
from bot.views.fitting import CAPTION_LIMIT, length
from bot.views.message import Button, Keyboard, Message, Photo, Toast
from bot.views.rounds.polls import option_text
from bot.views.words import Words, nearest_locale, words

CHOOSE = "g.v"
ALT_LENGTHS = (300, 120, 40)
"""What a picture shows is cut to the first of these with which all of it fits under it."""
_IN_A_ROW = 5


def question(asked: PollToSend, round_id: int) -> Message | Photo:
    """Stem and options in full, and a button for each; with a picture, as its caption.

    Under a picture that leaves too little room, and where the picture is missing, words do.
    """
    say = words(nearest_locale(*asked.wishes))
    keyboard = _keyboard(asked, round_id)
    if asked.picture is not None:
        for alt in ALT_LENGTHS:
            caption = _text(asked, say, alt)
            if length(caption) <= CAPTION_LIMIT:
                return Photo(asked.picture, caption, keyboard)
    return Message(_text(asked, say, ALT_LENGTHS[0]), keyboard)


def chosen(asked: PollToSend, places: Sequence[int], say: Words) -> Toast:
    """What somebody has chosen now, which only they see."""
    if not places:
        return Toast(say.plain("round.toast.taken_back"))
    names = ", ".join(_names(asked)[place] for place in places)
    several = asked.question.type is QuestionType.MULTIPLE
    entry = "round.toast.chosen.several" if several else "round.toast.chosen"
    return Toast(say.plain(entry, answer=names))


def _text(asked: PollToSend, say: Words, alt: int) -> str:
    frame = words(nearest_locale(asked.language))
    stem = tidy(asked.question.stem)
    entry = "round.question.day" if asked.kind is RoundKind.DAY else "round.question"
    lines: list[str] = [say(entry, position=asked.position, total=asked.total, text=stem)]
    if asked.question.picture is not None:
        lines.append(frame("quiz.picture", alt=shortened(asked.question.picture.alt, alt)))
    if asked.question.type is not QuestionType.TRUEFALSE:
        lines.append("")
        options = (asked.question.option(option_id) for option_id in asked.option_order)
        lines += [
            say("quiz.option", letter=name, text=option_text(asked.question, option, frame))
            for name, option in zip(_names(asked), options, strict=True)
        ]
    return "\n".join([*lines, "", _how(asked, say)])


def _how(asked: PollToSend, say: Words) -> str:
    """What to tap, and for how long there is time."""
    several = asked.question.type is QuestionType.MULTIPLE
    entry = "round.question.several" if several else "round.question.one"
    if asked.seconds >= HOUR:
        return say(f"{entry}.hours", n=asked.seconds // HOUR)
    return say(entry, seconds=asked.seconds)


def _names(asked: PollToSend) -> list[str]:
    """What the options' buttons say: letters, or the words for true and false."""
    if asked.question.type is QuestionType.TRUEFALSE:
        frame = words(nearest_locale(asked.language))
        options = [asked.question.option(option_id) for option_id in asked.option_order]
        return [option_text(asked.question, option, frame) for option in options]
    return list(ascii_uppercase[: len(asked.option_order)])


def _keyboard(asked: PollToSend, round_id: int) -> Keyboard:
    buttons = [
        Button(name, encode(CHOOSE, round_id, asked.position, place))
        for place, name in enumerate(_names(asked))
    ]
    return tuple(
        tuple(buttons[first : first + _IN_A_ROW]) for first in range(0, len(buttons), _IN_A_ROW)
    )
