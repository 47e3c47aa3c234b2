"""The message that leads an instructor to the curation page."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.owed import Owed
from bot.services.curation.page_access import SCREEN, PageAccess
from bot.views.callback import encode
from bot.views.general import say_to
from bot.views.message import Button, Keyboard, Message, Rendered
from bot.views.words import Words

OPEN = "w.open"


def page_button(say: Words) -> Button:
    """Asks for a link to the page."""
    return Button(say.plain("page.button.ask"), encode(OPEN))


def link_message(say: Words, address: str | None, link: str) -> Message:
    """``address`` is the page's, without a / at its end; None where nobody has set one."""
    if address is None:
        return Message(say("page.off"))
    rows: Keyboard = ((Button(say.plain("page.button.open"), url=f"{address}/enter?{link}"),),)
    if address.startswith("https://"):
        rows = ((Button(say.plain("page.button.app"), web_app=f"{address}/app"),), *rows)
    return Message(say("page.link"), rows)


class PageLinkScreens:
    """Draws ``page.link``; ``address`` tells where the page is."""

    def __init__(self, access: PageAccess, address: Callable[[], str | None]) -> None:
        self.access = access
        self.address = address

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        return {SCREEN: self.link}

    async def link(self, debt: Owed) -> Message:
        """Args: ``nonce`` and ``expires`` (seconds) of the link's pass."""
        say = say_to(await self.access.voice(debt.chat), debt)
        nonce, expires = str(debt.args["nonce"]), debt.number("expires")
        return link_message(say, self.address(), self.access.link(debt.chat, nonce, expires))
