"""The open draft: passage beside question, what was found, what can be done, its history."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.drafts.draft import REASONS, DraftState, Weight
from bot.services.curation.look import Look
from bot.views.review.entry import live_lines
from bot.views.review.remarks import backend_words, template_words
from bot.views.words import Raw, Words
from bot.web.curation.forms import Form
from bot.web.curation.history import Names, history
from bot.web.curation.markup import el
from bot.web.curation.passage_side import passage_side
from bot.web.curation.query import View
from bot.web.curation.question_side import question_side
from bot.web.curation.remarks import remark_list
from bot.web.curation.shell import Shell


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The drafts before and behind the open one in the list."""

    before: int | None = None
    behind: int | None = None


class EntryView:
    """Draws one draft; ``token`` goes into its forms, ``typed`` is what a refused one held."""

    def __init__(
        self, shell: Shell, say: Words, view: View, token: str, typed: Form | None = None
    ) -> None:
        self.shell = shell
        self.say = say
        self.view = view
        self.token = token
        self.typed = typed or Form()

    def draw(self, look: Look, names: Names, near: Neighbours, zone: str | None) -> Raw:
        return el(
            "main",
            self._above(look, near),
            el(
                "div",
                self.passages(look),
                el(
                    "div",
                    [el("p", line, class_="soft") for line in live_lines(look, self.say)],
                    question_side(look.question, self.say),
                    None if look.live else self._findings(look),
                    class_="question",
                ),
                class_="sides",
            ),
            self._acts(look),
            history(look.history, look.later, names, self.say, zone),
            class_="entry",
            id="entry",
            tabindex=-1,
        )

    def passages(self, look: Look) -> Raw:
        """The passages of a draft."""
        question, own = look.question, look.source
        cited = [
            (citation, own if citation.source == own.id else None, passage, look.paragraph(number))
            for number, (citation, passage) in enumerate(
                zip(question.citations, look.passages, strict=True)
            )
        ]
        return passage_side(cited, question.type, self.say)

    def _above(self, look: Look, near: Neighbours) -> Raw:
        say, draft = self.say, look.draft
        place = say.plain("page.place", place=look.place, total=look.total) if look.place else None
        return el(
            "header",
            el("a", say.plain("page.to_list"), href=self._to(None), class_="button back"),
            el("span", say.plain(f"page.state.{draft.state}"), class_=f"badge {draft.state}"),
            el("span", place, class_="soft") if place else None,
            el(
                "span",
                f"{backend_words(draft.backend, say)} · {template_words(draft.template, say)}",
                class_="soft small",
            ),
            self._older(look),
            self._neighbour(near.before, "page.previous", "k"),
            self._neighbour(near.behind, "page.next", "j"),
            class_="facts",
        )

    def _older(self, look: Look) -> Raw | None:
        """That the document has a newer edition than this was drafted from."""
        if look.newest <= look.draft.edition:
            return None
        editions = {"edition": look.draft.edition, "newest": look.newest}
        return el("span", self.say("review.older", **editions), class_="soft small")

    def _neighbour(self, draft_id: int | None, text: str, key: str) -> Raw | None:
        return self._link(text, key, self._to(draft_id)) if draft_id else None

    def _to(self, draft_id: int | None) -> str:
        return self.shell.path(self.view.opening(draft_id).address())

    def _findings(self, look: Look) -> Raw:
        found = remark_list(look.draft.wording.remarks, self.say)
        nothing = el("p", self.say.plain("page.no_findings"), class_="soft")
        heading = el("h3", self.say.plain("page.findings"), id="findings")
        return el("section", heading, found or nothing, aria_labelledby="findings")

    def _acts(self, look: Look) -> Raw:
        """What can be done to a draft in its state."""
        state = look.draft.state
        decided = state is DraftState.PUBLISHED
        edit = self.shell.path(self.view.address(edit="1"))
        return el(
            "div",
            self._approval(look) if state in {DraftState.WAITING, DraftState.REJECTED} else None,
            self._rejection(look) if state in {DraftState.WAITING, DraftState.APPROVED} else None,
            None if decided else self._link("page.edit", "e", edit),
            class_="acts",
            role="group",
            aria_label=self.say.plain("page.acts"),
        )

    def _button(self, text: str, key: str, look: str | None = None) -> Raw:
        label = (self.say.plain(text), " ", el("kbd", key))
        return el("button", *label, data_key=key, class_=look)

    def _link(self, text: str, key: str, address: str) -> Raw:
        label = (self.say.plain(text), " ", el("kbd", key))
        return el("a", *label, data_key=key, href=address, class_="button")

    def _approval(self, look: Look) -> Raw:
        """Approve at once; or with a note, where a hard rule speaks against it."""
        say, note = self.say, self.typed.one("note")
        button = self._button("page.approve", "a", "main")
        doubts = any(one.weight is Weight.HARD for one in look.draft.wording.remarks)
        if not doubts and not note:
            return self._form(look, "approve", button)
        field = el("textarea", note, name="note", rows=2, maxlength=1_000, dir="auto", id="note")
        label = el("label", say.plain("page.note_why"), for_="note")
        return self._form(look, "approve", button, el("div", label, field, class_="field wide"))

    def _rejection(self, look: Look) -> Raw:
        """A reason by one button; own words in a form of their own, where Enter sends these."""
        say, own = self.say, self.typed.one("reason")
        reasons = [
            el("button", say.plain(f"review.reason.{one}"), name="reason", value=one)
            for one in REASONS
        ]
        field = el(
            "input", type="text", name="reason", id="reason", value=own, maxlength=1_000,
            dir="auto", required=True,
        )  # fmt: skip
        label = el("label", say.plain("page.own_reason"), for_="reason")
        button = el("button", say.plain("page.reject_own"))
        summary = (say.plain("page.reject"), " ", el("kbd", "r"))
        return el(
            "details",
            el("summary", *summary, class_="button", data_key="r"),
            el(
                "div",
                self._form(look, "reject", el("div", reasons, class_="reasons")),
                self._form(look, "reject", el("div", label, field, button, class_="own")),
                class_="body",
            ),
            open=bool(own),
        )

    def _form(self, look: Look, act: str, *content: Raw) -> Raw:
        return el(
            "form",
            self.hidden(look),
            content,
            method="post",
            action=self.shell.path(f"/drafts/{look.draft.id}/{act}"),
        )

    def hidden(self, look: Look) -> Sequence[Raw]:
        """What each form says beside its own: the revision seen, the view to go back to."""
        fields = (
            ("token", self.token),
            ("revision", str(look.draft.revision)),
            *self.view.named(),
        )
        return [el("input", type="hidden", name=name, value=value) for name, value in fields]
