"""The buttons of a review: what can be done to an entry, and what there is to choose from."""

from collections.abc import Iterable, Sequence
from string import ascii_uppercase

from bot.domain.drafts.draft import REASONS, DraftState
from bot.domain.drafts.draft_fields import KEY, STEM, fields
from bot.domain.question import ASSEMBLED, Difficulty, QuestionType
from bot.domain.shortening import shortened
from bot.services.curation.look import Look
from bot.services.curation.reading import Publishable, ReviewScreen
from bot.views.callback import encode
from bot.views.message import Button, Keyboard
from bot.views.review.remarks import field_words
from bot.views.words import Words

_OPEN = frozenset({DraftState.WAITING, DraftState.APPROVED, DraftState.REJECTED})
_PUBLISH_SHOWN, _TITLE = 6, 30
_MANY = 30
"""Fields that stand three in a row."""


def entry_buttons(screen: ReviewScreen, look: Look, say: Words) -> Keyboard:
    """Below an entry as it stands."""
    state = look.draft.state
    decide: list[Button] = []
    if state in {DraftState.WAITING, DraftState.REJECTED}:
        decide.append(_button(screen, look, "approve", say))
    if state in _OPEN:
        decide.append(_mode(screen, look, "edit", "fields", say))
    if state in {DraftState.WAITING, DraftState.APPROVED}:
        decide.append(_mode(screen, look, "reject", "reasons", say))
    go = (_button(screen, look, "next", say), _button(screen, look, "undo", say))
    own = [one for one in screen.publishable if one.document == look.draft.document]
    publish = [
        (Button(say.plain("review.button.publish", n=one.drafts), _publish(screen, look, one)),)
        for one in own
    ]
    return (*((tuple(decide),) if decide else ()), go, *publish)


def none_buttons(screen: ReviewScreen, say: Words) -> Keyboard:
    """Where nothing waits: what can be published, and one's last act."""
    rows = [
        (
            Button(
                say.plain(
                    "review.button.publish_of", n=one.drafts, title=shortened(one.title, _TITLE)
                ),
                _publish(screen, None, one),
            ),
        )
        for one in screen.publishable[:_PUBLISH_SHOWN]
    ]
    undo = Button(say.plain("review.button.undo"), encode("v.undo", 0, 0, screen.document))
    return (*rows, (undo,)) if any(screen.states.values()) else ()


def choices(screen: ReviewScreen, look: Look, mode: str, field: str, say: Words) -> Keyboard:
    """Reasons, fields, or the values of a field that has few; and the way back."""
    back = _mode(screen, look, "back", _before(mode, field), say)
    about = _about(screen, look)
    buttons: Iterable[Button] = ()
    wide = 2
    if mode == "reasons":
        own = Button(say.plain("review.button.own"), encode("v.ask", *about, "reason"))
        usual = (
            Button(say.plain(f"review.reason.{name}"), encode("v.reject", *about, number))
            for number, name in enumerate(REASONS)
        )
        buttons = (*usual, own)
    elif mode == "fields":
        names = fields(look.draft.question)
        wide = 3 if len(names) <= _MANY else 4
        buttons = (Button(field_words(name, say), encode("v.ask", *about, name)) for name in names)
    elif field == "difficulty":
        wide = 3
        buttons = (
            Button(
                say.plain(f"review.level.{one.value}"), encode("v.put", *about, field, one.value)
            )
            for one in Difficulty
        )
    elif field == "key" and look.draft.question.type is QuestionType.SINGLE:
        wide = 4
        buttons = (
            Button(ascii_uppercase[number], encode("v.put", *about, field, number + 1))
            for number in range(len(look.draft.question.options))
        )
    elif field.startswith("for."):
        wide = 3
        buttons = (
            Button(text, encode("v.put", *about, field, value))
            for value, text in _purposes(look, say)
        )
    return (*_rows(list(buttons), wide), (back,))


def _before(mode: str, field: str) -> str:
    """What was shown before: what a text is for was chosen from a list, but for the note."""
    if mode != "text" or field == "note":
        return "entry"
    return "reasons" if field == "reason" else "fields"


def _purposes(look: Look, say: Words) -> Iterable[tuple[str, str]]:
    """What a citation can be for; several options at once are written."""
    yield from ((name, say.plain(f"review.for.{name}")) for name in (KEY, STEM))
    for number, letter in enumerate(ascii_uppercase, 1):
        if number in look.draft.question.refutable:
            place = look.draft.question.type in ASSEMBLED
            yield letter, say.plain(f"review.{'for.place' if place else 'field.why'}", mark=letter)


def _rows(buttons: Sequence[Button], wide: int) -> Keyboard:
    return tuple(tuple(buttons[n : n + wide]) for n in range(0, len(buttons), wide))


def _about(screen: ReviewScreen, look: Look | None) -> tuple[int, int, int]:
    if look is None:
        return 0, 0, screen.document
    return look.draft.id, look.draft.revision, screen.document


def _button(screen: ReviewScreen, look: Look, verb: str, say: Words) -> Button:
    return Button(say.plain(f"review.button.{verb}"), encode(f"v.{verb}", *_about(screen, look)))


def _mode(screen: ReviewScreen, look: Look, label: str, mode: str, say: Words) -> Button:
    data = encode("v.mode", *_about(screen, look), mode)
    return Button(say.plain(f"review.button.{label}"), data)


def sure_or_not(screen: ReviewScreen, one: Publishable) -> tuple[str, str]:
    """What the buttons hold that publish a document's drafts after all, or show the entry again."""
    about = _about(screen, screen.look)
    return encode("v.yes", *about, one.number, one.drafts), encode("v.mode", *about, "entry")


def _publish(screen: ReviewScreen, look: Look | None, one: Publishable) -> str:
    return encode("v.publish", *_about(screen, look), one.number)
