"""Published sets: the link to one, the list of all, and the button that takes one back."""

from collections.abc import Sequence
from functools import partial

from bot.domain.sets.upload import Standing
from bot.domain.shortening import shortened
from bot.views.callback import encode
from bot.views.message import Button, Message
from bot.views.names import told_apart
from bot.views.turning import SHEETS, page_turn
from bot.views.words import Raw, Words

SETS_PER_PAGE = 5
TITLE_ON_BUTTON = 24


def link(username: str, code: str) -> str:
    """The deep link by which learners reach a set."""
    return f"https://t.me/{username}?start=s_{code}"


def back_button(standing: Standing, text: str, upload_id: int = 0, number: int = 1) -> Button:
    """Asks whether to take back the version that is offered."""
    return Button(text, encode("k.back", standing.set_id, standing.version, upload_id, number))


def again_button(
    standing: Standing, version: int, text: str, upload_id: int = 0, number: int = 1
) -> Button:
    """Offers a version again that was taken back."""
    return Button(text, encode("k.again", standing.set_id, version, upload_id, number))


def take_back_message(standing: Standing, say: Words, upload_id: int, number: int) -> Message:
    """The question before taking back: what learners are offered then.

    It stands in the message of a file, or with ``upload_id`` 0 on that page of the list of sets.
    """
    lines = [say("bank.back.head", title=standing.title, version=standing.version)]
    if standing.earlier is None:
        lines.append(say("bank.back.nothing"))
    else:
        lines.append(say("bank.back.earlier", before=standing.earlier))
    lines.append(say("bank.back.stays"))
    about = (standing.set_id, standing.version, upload_id, number)
    yes = Button(say.plain("bank.button.sure_back"), encode("k.off", *about))
    no = encode("k.report", upload_id) if upload_id else encode("k.sets", number)
    return Message("\n".join(lines), ((yes,), (Button(say.plain("bank.button.keep"), no),)))


def sets_message(sets: Sequence[Standing], number: int, say: Words, username: str) -> Message:
    """A page of what instructors published, from 1: how it is reached, and buttons for each."""
    if not sets:
        return Message(say("bank.sets.none"))
    pages = -(-len(sets) // SETS_PER_PAGE)
    number = min(max(1, number), pages)
    shown = sets[(number - 1) * SETS_PER_PAGE :][:SETS_PER_PAGE]
    called = told_apart({one.set_id: (one.title, one.code) for one in sets}, say)
    short = told_apart(
        {one.set_id: (shortened(one.title, TITLE_ON_BUTTON), one.code) for one in sets}, say
    )
    lines = [say("bank.sets.head")]
    lines += [_set_line(one, called[one.set_id], say, username) for one in shown]
    rows = [
        (button,) for one in shown for button in _set_buttons(one, short[one.set_id], say, number)
    ]
    turn = page_turn(number, pages, partial(encode, "k.sets"), say, SHEETS)
    return Message("\n\n".join(lines), (*rows, *turn))


def _set_line(one: Standing, called: str, say: Words, username: str) -> Raw:
    head = say("bank.sets.set", title=called, version=one.version, n=one.questions)
    if one.withdrawn:
        line = say("bank.sets.taken_back", set=head)
    else:
        line = say("bank.sets.offered", set=head, code=one.code, link=link(username, one.code))
    return line if one.later is None else say("bank.sets.later", set=line, version=one.later)


def _set_buttons(one: Standing, called: str, say: Words, number: int) -> list[Button]:
    if one.withdrawn:
        text = say.plain("bank.button.again_set", title=called)
        buttons = [again_button(one, one.version, text, number=number)]
    else:
        text = say.plain("bank.button.take_back_set", title=called)
        buttons = [back_button(one, text, number=number)]
    if one.later is not None:
        text = say.plain("bank.button.again_version", title=called, version=one.later)
        buttons.append(again_button(one, one.later, text, number=number))
    return buttons
