"""The question before something goes to learners, asked alike by every button that publishes."""

from collections.abc import Iterable

from bot.views.message import Button, Keyboard, Message
from bot.views.words import Words


def sure_buttons(yes: str, no: str, say: Words) -> Keyboard:
    """``yes`` and ``no`` are what the buttons hold."""
    return (
        (Button(say.plain("bank.button.sure"), yes),),
        (Button(say.plain("bank.button.not_yet"), no),),
    )


def approved_message(above: Iterable[str], yes: str, no: str, say: Words) -> Message:
    """Whether approved drafts shall go to learners; the lines ``above`` say which."""
    lines = [*above, say("review.publish.sure")]
    return Message("\n".join(lines), sure_buttons(yes, no, say))
