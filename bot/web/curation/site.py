"""The curation page as an ASGI application."""

from collections.abc import Callable, Iterator
from datetime import datetime
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route

from bot.services.curation.page_access import PageAccess
from bot.services.curation.publishing import DraftPublishing
from bot.services.curation.queue import Curation
from bot.web.curation.acts import Acts
from bot.web.curation.desk import Desk
from bot.web.curation.disputes import DisputeDesk, Disputing
from bot.web.curation.door import Door
from bot.web.curation.guard import Guard
from bot.web.curation.shell import Shell
from bot.web.curation.visits import Visits


class CurationSite:
    """``address`` is where browsers find the page, path and all, without a / at its end; ``fault``
    gives a number for what goes wrong on our side, ``link`` the address of a set for learners, by
    its code.
    """

    def __init__(
        self,
        access: PageAccess,
        curation: Curation,
        publishing: DraftPublishing,
        disputes: Disputing,
        *,
        address: str,
        clock: Callable[[], datetime],
        fault: Callable[[], str],
        link: Callable[[str], str],
    ) -> None:
        self._url = urlsplit(address)
        self._shell = Shell(self._url.path)
        door = Door(access, self._shell, clock, secure=self._url.scheme == "https")
        self._visits = Visits(door, fault)
        self._publishing, self._link = publishing, link
        self._desk = Desk(curation, access, self._shell, clock, disputes.reading.number)
        self._disputes = DisputeDesk(disputes, self._shell, clock)

    def app(self) -> Starlette:
        """The application; below the path of its address, if that has one."""
        routes = [
            *self._visits.door.routes(),
            Route("/static/{name}", self._shell.static),
            Route("/", self._visits.looking(self._desk.look)),
            Route("/disputes", self._visits.looking(self._disputes.look)),
            *self._acting(),
        ]
        origin = f"{self._url.scheme}://{self._url.netloc}"
        return Starlette(
            routes=[Mount(self._url.path, routes=routes)] if self._url.path else routes,
            middleware=[Middleware(Guard, origin=origin)],
        )

    def _acting(self) -> Iterator[Route]:
        acts = Acts(self._desk, self._publishing, self._link)
        for path, act in {
            "/drafts/{draft}/approve": acts.approve,
            "/drafts/{draft}/reject": acts.reject,
            "/undo": acts.undo,
            "/drafts/{draft}/edit": acts.edit,
            "/drafts/{draft}/lint": acts.lint,
            "/batch": acts.batch,
            "/publish": acts.publish,
            "/leave": acts.leave,
            "/disputes/rule": self._disputes.rule,
            "/disputes/back": self._disputes.back,
        }.items():
            yield Route(path, self._visits.acting(act), methods=["POST"])
            yield Route(path, self._home)  # the address of an answer, asked for anew

    async def _home(self, _request: Request) -> Response:
        return RedirectResponse(self._shell.path("/"), 303)
