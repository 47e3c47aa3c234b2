"""Published sets: the link to one, the list of all, and the button that takes one back."""

from collections.abc import Sequence

from bot.domain.upload import Standing
from bot.views.callback import encode
from bot.views.fitting import shortened
from bot.views.message import Button, Message
from bot.views.names import told_apart
from bot.views.words import Raw, Words

SETS_PER_PAGE = 5
TITLE_ON_BUTTON = 24


def link(username: str, code: str) -> str:
    """The deep link by which learners reach a set."""
    return f"https://t.me/{username}?start=s_{code}"


def turn_button(standing: Standing, text: str, upload_id: int = 0, number: int = 1) -> Button:
    """Takes the set back or offers it again, whichever it is now."""
    verb = "k.again" if standing.withdrawn else "k.back"
    return Button(text, encode(verb, standing.set_id, standing.version, upload_id, number))


def sets_message(sets: Sequence[Standing], number: int, say: Words, username: str) -> Message:
    """A page of what instructors published, from 1: how it is reached, and a button for each."""
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
    rows = [(_set_button(one, short[one.set_id], say, number),) for one in shown]
    turn = []
    if number > 1:
        turn.append(Button(say.plain("bank.button.previous"), encode("k.sets", number - 1)))
    if number < pages:
        turn.append(Button(say.plain("bank.button.next"), encode("k.sets", number + 1)))
    return Message("\n\n".join(lines), (*rows, tuple(turn)) if turn else tuple(rows))


def _set_line(one: Standing, called: str, say: Words, username: str) -> Raw:
    head = say("bank.sets.set", title=called, version=one.version, n=one.questions)
    if one.withdrawn:
        return say("bank.sets.taken_back", set=head)
    return say("bank.sets.offered", set=head, code=one.code, link=link(username, one.code))


def _set_button(one: Standing, called: str, say: Words, number: int) -> Button:
    word = "bank.button.again_set" if one.withdrawn else "bank.button.take_back_set"
    return turn_button(one, say.plain(word, title=called), number=number)
