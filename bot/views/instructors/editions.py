"""A page of the documents that a sent one may be a new edition of."""

from functools import partial

from bot.domain.shortening import shortened
from bot.services.documents.editions import Choices
from bot.views.callback import encode
from bot.views.instructors.library import TITLE_ON_BUTTON, named
from bot.views.message import Button, Message
from bot.views.turning import SHEETS, page_turn
from bot.views.words import Words


def choices_message(choices: Choices, say: Words) -> Message:
    """Title, date and edition of each, a button for each, and the way back."""
    sent = choices.sent
    lines: list[str] = [say("document.editions", file=sent.file_name)]
    rows: list[tuple[Button, ...]] = []
    for number, held in enumerate(choices.held, choices.first):
        lines.append(say("library.entry", number=number, **named(held, say)))
        title = shortened(held.source.title, TITLE_ON_BUTTON)
        text = say.plain("library.button.open", number=number, title=title)
        rows.append((Button(text, encode("d.edition", sent.id, held.number)),))
    turn = page_turn(choices.page, choices.pages, partial(encode, "d.list", sent.id), say, SHEETS)
    back = Button(say.plain("document.button.back"), encode("d.list", sent.id, 0))
    return Message("\n\n".join(lines), (*rows, *turn, (back,)))
