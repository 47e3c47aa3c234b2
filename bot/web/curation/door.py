"""How instructors come onto the page."""

from collections.abc import Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.domain.page.page_pass import VISIT_LIFE, PassRefused, Refusal
from bot.services.curation.page_access import PageAccess, Visitor
from bot.views.words import Words, nearest_locale, words
from bot.web.curation.forms import Form, FormRefused, read_form
from bot.web.curation.markup import el
from bot.web.curation.shell import Shell

COOKIE = "citequiz_visit"
_SEE_OTHER = 303


class Door:
    """``secure`` is whether browsers reach the page by https."""

    def __init__(
        self, access: PageAccess, shell: Shell, clock: Callable[[], datetime], *, secure: bool
    ) -> None:
        self.access = access
        self.shell = shell
        self._clock = clock
        self._secure = secure

    def routes(self) -> list[Route]:
        return [
            Route("/enter", self.ask),
            Route("/enter", self.enter, methods=["POST"]),
            Route("/app", self.app),
            Route("/app", self.enter_app, methods=["POST"]),
        ]

    async def visitor(self, request: Request) -> Visitor:
        """Who asks. Raises PassRefused."""
        return await self.access.visitor(request.cookies.get(COOKIE, ""), self._clock())

    async def ask(self, request: Request) -> Response:
        """The link from the bot. What merely looks at addresses, as messengers do for previews,
        sees a button; only pressing it spends the link."""
        link = request.url.query
        try:
            voice = await self.access.look(link, self._clock())
        except PassRefused as refused:
            inside = await self._signed_in(request, refused)
            return inside or self.refused(spoken(request), refused)
        say = words(nearest_locale(*voice.wishes))
        form = el(
            "form",
            el("input", type="hidden", name="link", value=link),
            el("button", say.plain("page.enter.button"), class_="main", autofocus=True),
            method="post",
            action=self.shell.path("/enter"),
        )
        return self.shell.notice(say, "page.enter", form)

    async def enter(self, request: Request) -> Response:
        """Spend the link."""
        form = await _form(request)
        try:
            visit = await self.access.enter(form.one("link"), self._clock())
        except PassRefused as refused:
            inside = await self._signed_in(request, refused)
            return inside or self.refused(spoken(request), refused)
        return self._let_in(visit)

    async def _signed_in(self, request: Request, refused: PassRefused) -> Response | None:
        """On to the page, for a spent link in a browser that is signed in."""
        if refused.why is not Refusal.USED:
            return None
        try:
            await self.visitor(request)
        except PassRefused:
            return None
        return RedirectResponse(self.shell.path("/"), _SEE_OTHER)

    async def app(self, request: Request) -> Response:
        """Where Telegram opens the Mini App: what it tells stands behind the #, for the script."""
        say = spoken(request)
        form = el(
            "form",
            el("input", type="hidden", name="init_data"),
            method="post",
            action=self.shell.path("/app"),
            id="app",
        )
        text = el(
            "p", say("page.app"), id="waiting", data_otherwise=say.plain("page.app.otherwise")
        )
        main = el("main", text, form, class_="notice")
        return self.shell.page(
            say, main, title=say.plain("page.enter.title"), script="app.js", look="alone"
        )

    async def enter_app(self, request: Request) -> Response:
        """Let in whom Telegram vouches for."""
        form = await _form(request)
        try:
            visit = await self.access.enter_app(form.one("init_data"), self._clock())
        except PassRefused as refused:
            return self.refused(spoken(request), refused)
        return self._let_in(visit)

    def refused(self, say: Words, refused: PassRefused) -> Response:
        """Why somebody is not let in, and how they will be."""
        return self.shell.notice(say, f"page.refused.{refused.why}", status=403)

    def _let_in(self, visit: str) -> Response:
        answer = RedirectResponse(self.shell.path("/"), _SEE_OTHER)
        answer.set_cookie(
            COOKIE,
            visit,
            max_age=int(VISIT_LIFE.total_seconds()),
            path=self.shell.root or "/",
            secure=self._secure,
            httponly=True,
            samesite="strict",
        )
        return answer


def spoken(request: Request) -> Words:
    """The words for somebody whom nobody knows yet: their browser's wishes."""
    wishes = request.headers.get("accept-language", "").split(",")
    return words(nearest_locale(*(wish.partition(";")[0].strip() for wish in wishes)))


def speaks_to(visitor: Visitor) -> Words:
    """The words for somebody whom the bot knows."""
    return words(nearest_locale(*visitor.wishes))


async def _form(request: Request) -> Form:
    try:
        return await read_form(request)
    except FormRefused:
        return Form()
