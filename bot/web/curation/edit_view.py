"""The open draft as a form, its passages beside it; what is found stands at each field."""

from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from bot.domain.drafts.draft import Remark
from bot.domain.drafts.draft_fields import fields
from bot.domain.question import Difficulty, Question, QuestionType
from bot.services.curation.look import Look
from bot.services.curation.queue import remarks_by_field
from bot.views.review.remarks import field_words, number_words
from bot.views.words import Raw, Words
from bot.web.curation.entry_view import EntryView
from bot.web.curation.forms import Form
from bot.web.curation.markup import el
from bot.web.curation.remarks import remark_line

_SHORT = frozenset({"answer", "for"})
_EXPLAINED = frozenset({"accept", "for"})


def written(form: Form, question: Question) -> dict[str, str]:
    """The fields of a draft as a form has them; several keys with commas between.

    Each option has a field for why it is wrong, that of a key says nothing.
    """
    named = [name for name in fields(question) if not name.startswith("why.")]
    found = {name: form.one(name) for name in named if name in form.fields}
    keys = form.all("key")
    if keys:
        found["key"] = ", ".join(keys)
    for number in range(1, max(len(question.options), len(question.near)) + 1):
        if f"why.{number}" in form.fields and str(number) not in keys:
            found[f"why.{number}"] = form.one(f"why.{number}")
    return found


def changed(form: Form, question: Question) -> dict[str, str]:
    """Those that the form has otherwise than the draft."""
    stand = fields(question)
    now = written(form, question).items()
    return {name: text for name, text in now if text.strip() != stand.get(name, "").strip()}


class EditView:
    """Draws the form into the frame of an entry."""

    def __init__(self, entry: EntryView, say: Words) -> None:
        self.entry = entry
        self.say = say

    def draw(self, look: Look) -> Raw:
        """What is typed is checked again by the script, if it is not what the draft holds."""
        say, shell, draft = self.say, self.entry.shell, look.draft
        question = draft.question
        texts = fields(question) | written(self.entry.typed, question)
        found = remarks_by_field(draft.wording.remarks, list(texts))
        inputs = [
            self._field(name, text, question, found[name])
            for name, text in texts.items()
            if not (question.options and (name.startswith(("option.", "why.")) or name == "key"))
        ]
        choices = self._choices(texts, question, found)
        form = el(
            "form",
            self.entry.hidden(look),
            self._found("", found[""]),
            inputs[:1],
            choices,
            inputs[1:],
            el(
                "div",
                el("button", say.plain("page.save"), class_="main"),
                el(
                    "a", say.plain("page.cancel"), " ", el("kbd", "Esc"), class_="button",
                    href=shell.path(self.entry.view.address()), data_key="Escape",
                ),
                el("span", role="status", id="linting", class_="soft small"),
                class_="acts",
            ),
            method="post",
            action=shell.path(f"/drafts/{draft.id}/edit"),
            class_="fields",
            id="edit",
            data_draft=draft.id,
            data_lint=shell.path(f"/drafts/{draft.id}/lint"),
            data_checking=say.plain("page.checking"),
            data_checked=say.plain("page.checked"),
            data_faulty=say.plain("page.faulty"),
            data_unreached=say.plain("page.unreached"),
            data_restored=say.plain("page.restored"),
            data_discard=say.plain("page.discard"),
        )  # fmt: skip
        sides = el("div", self.entry.passages(look), form, class_="sides")
        heading = el("h2", say.plain("page.editing"))
        return el("main", heading, sides, class_="entry", id="entry", tabindex=-1)

    def _choices(
        self,
        texts: Mapping[str, str],
        question: Question,
        found: Mapping[str, Sequence[Remark]],
    ) -> Raw | None:
        """Each option with its reason, and which is the key."""
        names = [name for name in texts if name.startswith("option.")]
        statement = question.type is QuestionType.TRUEFALSE
        numbers = range(1, (len(question.options) if statement else len(names)) + 1)
        if not numbers:
            return None
        return el(
            "fieldset",
            el("legend", self.say.plain("page.options"), class_="unseen"),
            [self._choice(number, texts, question, found) for number in numbers],
            self._found("key", found.get("key", ())),
            class_="fields",
        )

    def _choice(
        self,
        number: int,
        texts: Mapping[str, str],
        question: Question,
        found: Mapping[str, Sequence[Remark]],
    ) -> Raw | None:
        option, why = f"option.{number}", f"why.{number}"
        parts = [
            self._field(name, texts.get(name, ""), question, found.get(name, ()))
            for name in (option, why)
            if name in texts or "key" in texts
        ]
        if not parts:
            return None
        return el("div", self._is_key(number, texts, question), parts, class_="choice")

    def _is_key(self, number: int, texts: Mapping[str, str], question: Question) -> Raw | None:
        if "key" not in texts:
            return None
        several = question.type is QuestionType.MULTIPLE
        chosen = {word.strip() for word in texts["key"].split(",")}
        box = el(
            "input", type="checkbox" if several else "radio", name="key", value=number,
            checked=str(number) in chosen,
        )  # fmt: skip
        label = self.say.plain("page.is_key", mark=ascii_uppercase[number - 1])
        return el("label", box, label, class_="is-key")

    def _field(self, name: str, text: str, question: Question, remarks: Sequence[Remark]) -> Raw:
        ident = name.replace(".", "-")
        about = f"found-{ident}"
        base = name.partition(".")[0]
        return el(
            "div",
            el("label", field_words(name, self.say), for_=ident),
            self._explained(base, question),
            self._input(name, ident, text, question, about),
            self._found(name, remarks),
            class_=f"field of-{base}",
        )

    def _explained(self, base: str, question: Question) -> Raw | None:
        if base == "answer" and question.typed is not None:
            return el("p", number_words(question.typed, self.say), class_="soft small")
        if base not in _EXPLAINED:
            return None
        return el("p", self.say.plain(f"page.{base}"), class_="soft small")

    def _input(self, name: str, ident: str, text: str, question: Question, about: str) -> Raw:
        say = self.say
        if name == "difficulty":
            return _select(
                name, ident, {one: say.plain(f"review.level.{one}") for one in Difficulty}, text
            )
        if name == "answer" and question.type is QuestionType.TRUEFALSE:
            labels = {one: say.plain(f"quiz.{one}") for one in ("true", "false")}
            return _select(name, ident, labels, text)
        if name.partition(".")[0] in _SHORT:
            return el(
                "input", type="text", name=name, id=ident, value=text, dir="auto",
                aria_describedby=about,
            )  # fmt: skip
        return el(
            "textarea", "\n", text, name=name, id=ident, rows=2, dir="auto", aria_describedby=about
        )

    def _found(self, name: str, remarks: Sequence[Remark]) -> Raw:
        """Where what is found at a field is said, now and while typing."""
        lines = [remark_line(one, self.say) for one in remarks]
        ident = f"found-{name.replace('.', '-')}"
        return el("ul", lines, class_="findings", id=ident, data_found=name)


def _select(name: str, ident: str, labels: Mapping[str, str], chosen: str) -> Raw:
    options = [
        el("option", label, value=value, selected=value == chosen)
        for value, label in labels.items()
    ]
    return el("select", options, name=name, id=ident)
