"""Curators' screen: an entry of the queue with its passage, what was found, what can be done."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.domain.owed import Owed
from bot.domain.shortening import shortened
from bot.services.curation.reading import Publishable, ReviewReading, ReviewScreen
from bot.services.curation.review import PUBLISH
from bot.views.instructors.published import link
from bot.views.message import Button, Message, Rendered
from bot.views.publishing import approved_message
from bot.views.review.asking import asked_lines
from bot.views.review.buttons import choices, entry_buttons, none_buttons, sure_or_not
from bot.views.review.entry import entry, head_lines
from bot.views.review.page_link import page_button
from bot.views.words import Words, nearest_locale, words


def review_message(screen: ReviewScreen, mode: str, field: str, say: Words) -> Message:
    """An entry as it stands; ``mode`` and ``field``: what is to be chosen, sent as a text, or
    published.
    """
    look = screen.look
    if mode == PUBLISH and (one := _chosen(screen, field)):
        what = say("review.publish.of", n=one.drafts, title=shortened(one.title, _TITLE))
        return approved_message([f"<b>{what}</b>"], *sure_or_not(screen, one), say)
    if look is None:
        return Message("\n".join(_none(screen, say)), none_buttons(screen, say))
    asked = asked_lines(look, mode, field, say)
    if asked:
        lines = [*head_lines(look, say), "", *asked]
        return Message("\n".join(lines), choices(screen, look, mode, field, say))
    return Message(entry(look, say), entry_buttons(screen, look, say))


def _chosen(screen: ReviewScreen, document: str) -> Publishable | None:
    """The document with that number; None once nothing approved of it waits any more."""
    return next((one for one in screen.publishable if str(one.number) == document), None)


def _none(screen: ReviewScreen, say: Words) -> list[str]:
    title = screen.title
    lines: list[str] = [say("review.none.of", title=title) if title else say("review.none")]
    if not any(screen.states.values()):
        return [*lines, say("review.how")]
    counts = {state.value: count for state, count in screen.states.items()}
    names = ("waiting", "approved", "rejected", "published")
    return [*lines, say("review.counts", **{name: counts.get(name, 0) for name in names})]


class ReviewScreens:
    """Draws what is owed to curators. ``username`` is the bot's own, ``page`` tells where the page
    is on which drafts are reviewed too, if there is one.
    """

    def __init__(
        self, reading: ReviewReading, username: str, page: Callable[[], str | None] = lambda: None
    ) -> None:
        self.reading = reading
        self.username = username
        self.page = page

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        """Screen names and who draws them."""
        return {
            "review": self.draw,
            "review.word": self.draw_word,
            "review.published": self.draw_published,
        }

    async def draw(self, owed: Owed) -> Rendered | None:
        """The entry, as it stands now. Args: ``draft``, ``document``, ``mode``, ``field``."""
        draft, document = owed.number("draft"), owed.number("document")
        screen = await self.reading.screen(owed.chat, draft, document)
        say = words(nearest_locale(*screen.voice.wishes))
        mode = str(owed.args["mode"])
        drawn = review_message(screen, mode, str(owed.args["field"]), say)
        if mode in {"", "entry"} and self.page():
            return replace(drawn, keyboard=(*drawn.keyboard, (page_button(say),)))
        return drawn

    async def draw_word(self, owed: Owed) -> Rendered | None:
        """An answer to a text. Args: ``word``."""
        say = await self._words(owed.chat)
        return Message(say(str(owed.args["word"])))

    async def draw_published(self, owed: Owed) -> Rendered | None:
        """What was published, and the way to it."""
        say = await self._words(owed.chat)
        address = link(self.username, str(owed.args["code"]))
        lines = [
            say("review.published", **{name: owed.args[name] for name in _TOLD}),
            say("review.published.link", code=owed.args["code"], link=address),
        ]
        if owed.args["left_out"]:
            lines.append(say("review.published.left_out", ids=owed.args["left_out"]))
        lines.append(say("review.published.back"))
        return Message("\n".join(lines), ((Button(say.plain("bank.button.try"), url=address),),))

    async def _words(self, chat: int) -> Words:
        voice = await self.reading.voice(chat)
        return words(nearest_locale(*voice.wishes))


_TITLE = 60
_TOLD = ("title", "version", "n", "new")
