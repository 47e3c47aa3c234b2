"""The page itself: list and open draft, looked at."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.responses import Response

from bot.domain.drafts.draft import DraftState, Filter, NoDraft, Unfit
from bot.domain.errors import CiteQuizError
from bot.services.curation.look import Look
from bot.services.curation.page_access import PageAccess
from bot.services.curation.queue import PAGE, Curation, QueuePage
from bot.views.words import Raw, Words
from bot.web.curation.edit_view import EditView
from bot.web.curation.entry_view import EntryView, Neighbours
from bot.web.curation.list_view import ListView
from bot.web.curation.markup import Child, el
from bot.web.curation.query import View
from bot.web.curation.said import done, trouble
from bot.web.curation.shell import Shell
from bot.web.curation.top import Top
from bot.web.curation.visits import Visit

_CONFLICT, _UNFIT = 409, 422


@dataclass(frozen=True, slots=True)
class Shown:
    """How a page differs from a plain look: something was said, or the form is open."""

    said: Child = None
    status: int = 200
    editing: bool = False


class Desk:
    """Draws pages. ``disputed`` tells how many questions wait for a ruling."""

    def __init__(
        self,
        curation: Curation,
        access: PageAccess,
        shell: Shell,
        clock: Callable[[], datetime],
        disputed: Callable[[], Awaitable[int]],
    ) -> None:
        self.curation = curation
        self._disputed = disputed
        self.access = access
        self.shell = shell
        self.clock = clock

    async def look(self, visit: Visit) -> Response:
        """The list; beside it the draft that the address names, or the first."""
        query = visit.request.query_params
        said = done(query.get("said", ""), visit.say)
        return await self.show(visit, Shown(said, editing=query.get("edit") == "1"))

    async def refuse(
        self, visit: Visit, error: CiteQuizError, *, editing: bool = False
    ) -> Response:
        """The page as it stands now, with the reason why an act did not go through."""
        status = _UNFIT if isinstance(error, Unfit) else _CONFLICT
        return await self.show(visit, Shown(trouble(error, visit.say), status, editing))

    async def show(self, visit: Visit, shown: Shown) -> Response:
        """A whole page; a draft that is not there is said, unless something else was."""
        view, say, token = visit.view, visit.say, visit.visitor.form_token
        chosen, look = view.at is not None, None
        if view.at is not None:
            try:
                look = await self.curation.look(view.at, view.which)
            except NoDraft as error:
                view = view.opening(None)
                missing = Shown(trouble(error, say), status=404)
                shown = shown if shown.said else missing
        page = await self._page(view, look)
        if look is None and page.drafts:
            view = view.opening(page.drafts[0].id)
            look = await self.curation.look(page.drafts[0].id, view.which)
        view = replace(view, page=page.start // PAGE + 1)
        visit = replace(visit, view=view)
        kinds = await self.curation.kinds(Filter(state=view.which.state))
        approved = None
        if kinds.states.get(DraftState.APPROVED):
            approved = await self.curation.kinds(Filter(state=DraftState.APPROVED))
        top = Top(self.shell, say, view, token)
        rooms = (
            shown.said,
            ListView(self.shell, say, view, token).draw(page, kinds, PAGE),
            await self._entry(visit, look, shown) if look else _nothing(say),
        )
        return self.shell.page(
            say,
            top.draw(approved, await self._disputed()),
            el("div", rooms, class_="rooms"),
            top.help(),
            title=say.plain("page.title"),
            script="desk.js",
            status=shown.status,
            look="chosen" if chosen else "",
        )

    async def _page(self, view: View, look: Look | None) -> QueuePage:
        """The page of the list that has the open draft; the wished one, where none has."""
        place = look.place - 1 if look and look.place else (view.page - 1) * PAGE
        page = await self.curation.queue(view.which, place - place % PAGE)
        if page.start % PAGE:  # beyond the end
            return await self.curation.queue(view.which, page.start - page.start % PAGE)
        return page

    async def _entry(self, visit: Visit, look: Look, shown: Shown) -> Raw:
        token = visit.visitor.form_token
        drawn = EntryView(self.shell, visit.say, visit.view, token, visit.form)
        if shown.editing and look.draft.state is not DraftState.PUBLISHED:
            return EditView(drawn, visit.say).draw(look)
        acted = {one.by for one in look.history} | {one.by for one in look.later}
        names = await self.access.names({by for by in acted if by is not None})
        near = await self._neighbours(visit.view.which, look)
        return drawn.draw(look, names, near, visit.visitor.person.timezone)

    async def _neighbours(self, which: Filter, look: Look) -> Neighbours:
        """Who stands before and behind; of one that left the queue, the first stands behind."""
        before = bool(look.place > 1)
        around = await self.curation.queue(which, max(look.place - 2, 0), 3 if before else 2)
        ids = [one.id for one in around.drafts]
        if look.draft.id not in ids:
            return Neighbours(None, ids[0] if ids else None)
        place = ids.index(look.draft.id)
        return Neighbours(
            ids[place - 1] if place else None, ids[place + 1] if place + 1 < len(ids) else None
        )


def _nothing(say: Words) -> Raw:
    text = el("p", say.plain("page.nothing_open"), class_="soft")
    return el("main", text, class_="entry", id="entry", tabindex=-1)
