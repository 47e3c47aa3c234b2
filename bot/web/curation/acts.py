"""What curators do on the page; every act names the revision that they saw."""

from collections.abc import Awaitable, Callable

from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.domain.drafts.draft import Draft, Unfit, stand
from bot.domain.errors import CiteQuizError
from bot.services.curation.acts import Seen
from bot.services.curation.batch import approve_all
from bot.services.curation.publishing import DraftPublishing
from bot.services.curation.queue import remarks_by_field
from bot.views.review.remarks import unfit_words
from bot.web.curation.desk import Desk, Shown
from bot.web.curation.edit_view import changed
from bot.web.curation.query import number
from bot.web.curation.remarks import remark_text, weight_words
from bot.web.curation.said import batch_said, issued_said, undone_said
from bot.web.curation.visits import Visit

_SEE_OTHER = 303


class Acts:
    """Forms of the page, decoded, each one use case; then back to the list."""

    def __init__(self, desk: Desk, publishing: DraftPublishing, link: Callable[[str], str]) -> None:
        self.desk = desk
        self._link = link
        self.publishing = publishing
        self.curation = desk.curation

    async def approve(self, visit: Visit) -> Response:
        """Approve, with the note that came along."""
        seen, by = _seen(visit), visit.visitor.person.id
        note = visit.form.one("note")
        return await self._on(
            visit, lambda: self.curation.approve(seen, by, self.desk.clock(), note)
        )

    async def reject(self, visit: Visit) -> Response:
        """Reject, for a reason of the list or in one's own words."""
        seen, by = _seen(visit), visit.visitor.person.id
        reason = visit.form.one("reason")
        return await self._on(
            visit, lambda: self.curation.reject(seen, by, self.desk.clock(), reason)
        )

    async def undo(self, visit: Visit) -> Response:
        """Take one's own last act back, and go to the draft that it was on, or to the first."""
        try:
            undone = await self.curation.undo(visit.visitor.person.id, self.desk.clock())
        except CiteQuizError as error:
            return await self.desk.refuse(visit, error)
        there = visit.at(undone.first.id)
        if len(undone.drafts) == 1 and not undone.stay:
            return self._back(there, "undone")
        return await self.desk.show(there, Shown(undone_said(undone, visit.say)))

    async def edit(self, visit: Visit) -> Response:
        """Write the fields that changed; where that cannot be, the form stays as it was typed."""
        seen, by = _seen(visit), visit.visitor.person.id
        here = visit.at(seen.draft)
        try:
            look = await self.curation.look(seen.draft)
            changes = changed(visit.form, look.draft.question)
            after = await self.curation.edit(seen, by, self.desk.clock(), changes)
        except CiteQuizError as error:
            return await self.desk.refuse(here, error, editing=True)
        if after.revision == seen.revision:
            return self._back(here, "same")
        approved = stand(look.history, self.curation.curators).approvals
        return self._back(here, "reopened" if approved else "edited")

    async def lint(self, visit: Visit) -> Response:
        """What would be said of what stands in the form, by field; changes nothing."""
        seen, say = _seen(visit), visit.say
        try:
            draft = (await self.curation.look(seen.draft)).draft
            changes = changed(visit.form, draft.question)
            wording = await self.curation.reworded(seen, changes)
        except Unfit as error:
            text = say.plain(f"page.unfit.{unfit_words(error)}")
            return JSONResponse({"unfit": error.field, "text": text})
        except CiteQuizError:
            return JSONResponse({}, 404)
        found = remarks_by_field(wording.remarks, list(visit.form.fields))
        said = {
            name: [[weight_words(one, say), remark_text(one, say)] for one in remarks]
            for name, remarks in found.items()
        }
        return JSONResponse({"found": said})

    async def batch(self, visit: Visit) -> Response:
        """Approve those that were picked."""
        picked = [one for one in map(_picked, visit.form.all("pick")) if one]
        stems = {}
        by = visit.visitor.person.id
        batch = await approve_all(self.curation, picked, by, self.desk.clock())
        for draft_id, _ in batch.left:
            look = await self._look(draft_id)
            if look:
                stems[draft_id] = look.question.stem
        return await self.desk.show(visit, Shown(batch_said(batch, stems, visit.say)))

    async def publish(self, visit: Visit) -> Response:
        """Publish what is approved of a document."""
        by, document = visit.visitor.person.id, visit.form.one("publish")
        try:
            issued = await self.publishing.publish(document, by, self.desk.clock())
        except CiteQuizError as error:
            return await self.desk.refuse(visit, error)
        return await self.desk.show(
            visit, Shown(issued_said(issued, self._link(issued.code), visit.say))
        )

    async def leave(self, visit: Visit) -> Response:
        """End the visit."""
        await self.desk.access.leave(visit.visitor, self.desk.clock())
        return self.desk.shell.notice(visit.say, "page.left")

    async def _on(self, visit: Visit, act: Callable[[], Awaitable[Draft]]) -> Response:
        """Decide, and go on to the draft behind it in the list."""
        seen = _seen(visit)
        behind = await self.curation.next(visit.view.which, seen.draft)
        try:
            after = await act()
        except CiteQuizError as error:
            return await self.desk.refuse(visit.at(seen.draft), error)
        return self._back(visit.at(behind), after.state.value)

    async def _look(self, draft_id: int) -> Draft | None:
        try:
            return (await self.curation.look(draft_id)).draft
        except CiteQuizError:
            return None

    def _back(self, visit: Visit, word: str) -> Response:
        """To the list, by GET: a reload repeats nothing."""
        return RedirectResponse(self.desk.shell.path(visit.view.address(said=word)), _SEE_OTHER)


def _seen(visit: Visit) -> Seen:
    draft_id = number(visit.request.path_params["draft"]) or 0
    return Seen(draft_id, number(visit.form.one("revision")) or 0)


def _picked(text: str) -> Seen | None:
    draft, _, revision = text.partition(":")
    one, other = number(draft), number(revision)
    return Seen(one, other) if one and other else None
