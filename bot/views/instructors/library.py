"""The documents that are kept: a page of the list, and one of them."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.domain.drafts.draft import DraftState
from bot.domain.owed import Owed
from bot.domain.shortening import shortened
from bot.services.curation.review import PUBLISH
from bot.services.documents.library import Library, Opened, Shelf
from bot.storage.documents.documents import Held
from bot.views.callback import encode
from bot.views.instructors.drafting import draft_choices, language_told, review_button
from bot.views.instructors.read_again import read_again_buttons, read_again_lines
from bot.views.languages import language_name
from bot.views.message import Button, Keyboard, Message, Rendered
from bot.views.publishing import approved_message
from bot.views.turning import SHEETS, page_turn
from bot.views.words import Raw, Words, nearest_locale, words

TITLE_ON_BUTTON = 40


def shelf_message(shelf: Shelf, say: Words) -> Message:
    """A page of the list: title, date and edition of each, and how its drafts stand."""
    if not shelf.held:
        return Message(say("library.none"))
    lines: list[str] = [say("library.head")]
    rows: list[tuple[Button, ...]] = []
    for number, held in enumerate(shelf.held, shelf.first):
        drafts = _drafts(shelf.drafts[held.source.id], held, say)
        lines.append(f"{say('library.entry', number=number, **named(held, say))}\n{drafts}")
        title = shortened(held.source.title, TITLE_ON_BUTTON)
        text = say.plain("library.button.open", number=number, title=title)
        rows.append((Button(text, encode("j.doc", held.id, shelf.page)),))
    turn = page_turn(shelf.page, shelf.pages, partial(encode, "j.list"), say, SHEETS)
    return Message("\n\n".join(lines), (*rows, *turn))


def document_message(
    opened: Opened, page: int, say: Words, asks: str | None = None, *, by_model: bool = False
) -> Message:
    """One document: what is known of it, how its drafts stand, what can be done, ``by_model`` too;
    ``asks``: that lines are waited for which correct it, whether it shall go, or what is approved
    to learners.
    """
    held, source = opened.held, opened.held.source
    lines: list[Raw] = [say("library.title", **named(held, say))]
    if source.publisher is not None:
        lines.append(say("document.publisher", value=source.publisher))
    lines.append(say("document.language", value=language_name(source.language, say)))
    if held.licence is not None:
        lines.append(say("document.licence", value=held.licence))
    told = language_told(held, say)
    if opened.drafts.total() or told is None:
        lines.append(_drafts(opened.drafts, held, say))
    job = opened.job
    if job is not None and job.state.is_open:
        lines.append(say("library.drafting", percent=job.percent))
    if told:
        lines.append(told)
    lines += read_again_lines(opened.again.questions, say)
    approved = opened.drafts[DraftState.APPROVED]
    if asks == PUBLISH and approved:
        yes = encode("v.yes", 0, 0, held.number, held.id, page, approved)
        return approved_message(lines, yes, encode("j.doc", held.id, page), say)
    if asks and asks != PUBLISH:
        lines.append(say(f"library.asks.{asks}", n=opened.drafts.total()))
        return Message("\n".join(lines), _asked(held, page, asks, say))
    review = review_button(held, opened.drafts[DraftState.WAITING], say)
    keyboard = (
        *read_again_buttons(opened.again, held.number, say),
        *review,
        *_publish(held, approved, page, say),
        *draft_choices(held, say, by_model=by_model),
        _changes(opened, page, say),
        *_way_back(page, say),
    )
    return Message("\n".join(lines), keyboard)


def _publish(held: Held, approved: int, page: int, say: Words) -> Keyboard:
    """Asks whether what is approved shall go to learners; nothing where nothing is."""
    if not approved:
        return ()
    text = say.plain("review.button.publish", n=approved)
    return ((Button(text, encode("v.issue", 0, 0, held.number, held.id, page)),),)


def _changes(opened: Opened, page: int, say: Words) -> tuple[Button, ...]:
    """What is cited stays, so that it cannot be taken away."""
    held = opened.held
    correct = Button(say.plain("library.button.correct"), encode("j.correct", held.id, page))
    away = Button(say.plain("library.button.away"), encode("j.away", held.id, page))
    return (correct,) if opened.cited else (correct, away)


def _asked(held: Held, page: int, asks: str, say: Words) -> Keyboard:
    stay = Button(say.plain(f"library.button.{asks}.no"), encode("j.doc", held.id, page))
    if asks != "away":
        return ((stay,),)
    return (
        (Button(say.plain("library.button.away.yes"), encode("j.gone", held.id, page)),),
        (stay,),
    )


def _way_back(page: int, say: Words) -> Keyboard:
    return ((Button(say.plain("library.button.list"), encode("j.list", page)),),)


def named(held: Held, say: Words) -> dict[str, object]:
    """What an entry of a list says of a document."""
    date = held.source.date or say("library.undated")
    return {"title": held.source.title, "date": date, "version": held.version}


def _drafts(states: Counter[DraftState], held: Held, say: Words) -> Raw:
    """How many drafts wait, are approved, and are with learners; where none can be, that."""
    if not states.total():
        language = language_name(held.source.language, say)
        word = "none" if language_told(held, say) is None else "cannot"
        return say(f"library.drafts.{word}", language=language)
    return say("library.drafts", **{state.value: states[state] for state in DraftState})


class LibraryScreens:
    """Draws what is owed about the list of documents, which a model may draft from or not."""

    def __init__(self, library: Library, *, by_model: bool = False) -> None:
        self.library = library
        self.by_model = by_model

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        """Screen names and who draws them."""
        return {"library": self.draw_shelf, "library.document": self.draw_document}

    async def draw_shelf(self, owed: Owed) -> Rendered | None:
        """A page of the list, as it is now."""
        shelf = await self.library.shelf(owed.chat, owed.number("page"))
        return shelf_message(shelf, words(nearest_locale(*shelf.voice.wishes)))

    async def draw_document(self, owed: Owed) -> Rendered | None:
        """One document; the list where it is not there."""
        opened = await self.library.opened(owed.chat, owed.number("version"))
        if opened is None:
            return await self.draw_shelf(owed)
        say = words(nearest_locale(*opened.voice.wishes))
        asks = owed.args.get("asks")
        asking = str(asks) if asks else None
        return document_message(opened, owed.number("page"), say, asking, by_model=self.by_model)
