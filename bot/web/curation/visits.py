"""One request of somebody who was let in."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.domain.page.page_pass import PassRefused
from bot.services.curation.page_access import Visitor
from bot.views.words import Words
from bot.web.curation.door import Door, speaks_to, spoken
from bot.web.curation.forms import Form, FormRefused, read_form
from bot.web.curation.query import View, view_of


@dataclass(frozen=True, slots=True)
class Visit:
    """``form`` is empty unless the request brought one, which had this visit's token."""

    request: Request
    visitor: Visitor
    say: Words
    view: View
    form: Form = field(default_factory=Form)

    def at(self, draft_id: int | None) -> "Visit":
        """The same with that draft open."""
        return replace(self, view=self.view.opening(draft_id))


log = logging.getLogger(__name__)

Answer = Callable[[Visit], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


class Visits:
    """Lets requests through to what answers them; ``fault`` numbers what goes wrong on our side."""

    def __init__(self, door: Door, fault: Callable[[], str]) -> None:
        self.door = door
        self._fault = fault

    def looking(self, answer: Answer) -> Endpoint:
        """For those who only look."""

        async def endpoint(request: Request) -> Response:
            try:
                visitor = await self.door.visitor(request)
            except PassRefused as refused:
                return self.door.refused(spoken(request), refused)
            view = view_of(request.query_params, visitor.person.id)
            return await self._answered(answer, Visit(request, visitor, speaks_to(visitor), view))

        return endpoint

    def acting(self, answer: Answer) -> Endpoint:
        """For forms: they carry the visit's token, and the view that they go back to."""

        async def endpoint(request: Request) -> Response:
            try:
                form = await read_form(request)
                visitor = await self.door.visitor(request)
                visitor.must_own(form.one("token"))
            except FormRefused:
                return self.door.shell.notice(spoken(request), "page.too_large", status=413)
            except PassRefused as refused:
                if request.headers.get("accept") == "application/json":
                    return JSONResponse({}, 403)
                return self.door.refused(spoken(request), refused)
            named = {name: values[0] for name, values in form.fields.items()}
            view = view_of(named, visitor.person.id)
            visit = Visit(request, visitor, speaks_to(visitor), view, form)
            return await self._answered(answer, visit)

        return endpoint

    async def _answered(self, answer: Answer, visit: Visit) -> Response:
        """The answer; or an apology with the number that finds the fault in the log."""
        try:
            return await answer(visit)
        except Exception:
            number = self._fault()
            log.exception("fault %s on the curation page", number)
            return self.door.shell.notice(visit.say, "page.fault", status=500, number=number)
