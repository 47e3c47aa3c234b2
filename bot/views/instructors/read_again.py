"""Questions that a new edition leaves to be read again: which, and the way to each."""

from collections.abc import Iterator, Sequence

from bot.domain.documents.sent_document import ToRead
from bot.domain.shortening import shortened
from bot.services.documents.reading_again import ReadAgain
from bot.views.callback import encode
from bot.views.message import Button, Keyboard
from bot.views.words import Raw, Words

_STEM, _MOST_LISTED = 120, 15
_STEM_ON_BUTTON, _MOST_BUTTONS = 40, 5


def read_again_lines(questions: Sequence[ToRead], say: Words) -> Iterator[Raw]:
    """How many there are, and the first of them; nothing where there are none."""
    if questions:
        yield say("document.fates.questions", n=len(questions))
    for one in questions[:_MOST_LISTED]:
        yield _fate(one, say)
    if more := len(questions[_MOST_LISTED:]):
        yield say("document.fates.more", n=more)


def read_again_buttons(again: ReadAgain, number: int, say: Words) -> Keyboard:
    """Each leads to a question as it is reviewed; ``number`` is the document's."""
    known = [one for one in again.questions if one.question in again.drafts]
    return tuple(
        (_button(one.stem, encode("v.go", again.drafts[one.question], 0, number), say),)
        for one in known[:_MOST_BUTTONS]
    )


def _button(stem: str, data: str, say: Words) -> Button:
    return Button(say.plain("document.button.again", stem=shortened(stem, _STEM_ON_BUTTON)), data)


def _fate(one: ToRead, say: Words) -> Raw:
    places = [
        say.plain(f"quiz.paragraph{'.page' if page else ''}", paragraph=paragraph, page=page)
        for paragraph, page in one.places
    ]
    stem = shortened(one.stem, _STEM)
    return say(f"document.fate.{one.fate}", places="; ".join(places), stem=stem)
