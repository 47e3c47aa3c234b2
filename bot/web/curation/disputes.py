"""Disputed questions on the page: looked at, ruled on, and a ruling taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from bot.domain.disputes.ruling import Verdict
from bot.services.disputes.queue import DisputeQueue
from bot.services.disputes.reading import DisputeReading
from bot.services.disputes.rulings import Refused, Wish
from bot.views.instructors.rulings import OFFERED
from bot.views.words import Words
from bot.web.curation.dispute_view import DisputeView
from bot.web.curation.markup import Child, el
from bot.web.curation.query import number
from bot.web.curation.shell import Shell
from bot.web.curation.visits import Visit

_SEE_OTHER, _CONFLICT = 303, 409
_SAID = frozenset({"ruled", "taken_back"})
"""Words that an address may bring back from an act."""


@dataclass(frozen=True, slots=True)
class Disputing:
    """The same services as in chat. ``ring`` is called when a ruling has to be followed up."""

    queue: DisputeQueue
    reading: DisputeReading
    ring: Callable[[], None]


class DisputeDesk:
    """Answers requests."""

    def __init__(self, of: Disputing, shell: Shell, clock: Callable[[], datetime]) -> None:
        self.of = of
        self.shell = shell
        self.clock = clock

    async def look(self, visit: Visit) -> Response:
        """The list; beside it the question that the address names, or the first."""
        query = visit.request.query_params
        word, said = query.get("said", ""), None
        if word in _SAID:
            said = el("p", visit.say.plain(f"ruling.toast.{word}"), class_="said", role="status")
        return await self._page(visit, number(query.get("question")), said)

    async def rule(self, visit: Visit) -> Response:
        """Give a verdict on the version that was seen."""
        form = visit.form
        question, version = (number(form.one(name)) or 0 for name in ("question", "version"))
        verdict = next((one for one in OFFERED if one.value == form.one("verdict")), None)
        if verdict is None:
            return await self._refuse(visit, question, Refused.UNFIT)
        choice = "" if verdict in _WITHOUT_CHOICE else form.one("choice")
        wish = Wish(question, version, verdict, choice, form.one("words"), form.one("proof"))
        done = await self.of.queue.decide(visit.visitor.person, wish, self.clock())
        return await self._done(visit, question, done, "ruled")

    async def back(self, visit: Visit) -> Response:
        """Take a ruling back."""
        question, ruling = (number(visit.form.one(name)) or 0 for name in ("question", "ruling"))
        done = await self.of.queue.reverse(visit.visitor.person, ruling, self.clock())
        return await self._done(visit, question, done, "taken_back")

    async def _done(self, visit: Visit, question: int, done: int | Refused, word: str) -> Response:
        """To the question as it stands then, by GET: a reload repeats nothing."""
        if isinstance(done, Refused):
            return await self._refuse(visit, question, done)
        self.of.ring()
        address = f"/disputes?{urlencode({'question': question, 'said': word})}"
        return RedirectResponse(self.shell.path(address), _SEE_OTHER)

    async def _refuse(self, visit: Visit, question: int, why: Refused) -> Response:
        """The page as it stands now, with the reason; what was typed stays."""
        text = visit.say.plain(f"ruling.toast.{why.value}")
        said = el("div", text, class_="said trouble", role="alert")
        return await self._page(visit, question or None, said, _CONFLICT)

    async def _page(
        self, visit: Visit, question: int | None, said: Child, status: int = 200
    ) -> Response:
        say, chat = visit.say, visit.visitor.person.who.telegram_id
        page = number(visit.request.query_params.get("page")) or 1
        waiting = await self.of.reading.waiting(question or 0, page)
        first = waiting.questions[0].question_id if waiting.questions else 0
        screen = await self.of.reading.queue_screen(chat, question or first)
        view = DisputeView(self.shell, say, visit.visitor.form_token, visit.form)
        return self.shell.page(
            say,
            view.top(),
            el(
                "div",
                said,
                view.listed(waiting, screen.entry),
                view.entry(screen.entry, waiting) if screen.entry else _nothing(say),
                class_="rooms",
            ),
            view.help(),
            title=say.plain("page.disputes"),
            script="desk.js",
            status=status,
            look="chosen" if question else "",
        )


_WITHOUT_CHOICE = frozenset({Verdict.VOID, Verdict.REJECTED})


def _nothing(say: Words) -> Child:
    text = el("p", say.plain("ruling.nothing"), class_="soft")
    return el("main", text, class_="entry", id="entry", tabindex=-1)
