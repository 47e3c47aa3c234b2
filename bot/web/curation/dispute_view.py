"""A disputed question as the page shows it: what was reported, and a form for each verdict."""

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from bot.domain.disputes.rewording import STEM, longest, told_parts
from bot.domain.disputes.ruling import REASON_LENGTH, REASONED, UNDOABLE, Verdict
from bot.services.disputes.new_proof import LONGEST_NOTE
from bot.services.disputes.reading import Entry, Waiting, WaitingPage
from bot.views.instructors.rulings import OFFERED, ask_words, entry_lines, may_pick
from bot.views.quiz.labels import option_words
from bot.views.words import Raw, Words
from bot.web.curation.forms import Form
from bot.web.curation.markup import Child, el
from bot.web.curation.shell import Shell
from bot.web.curation.top import help_button, help_dialog
from bot.web.curation.turning import turning

VERDICT_KEYS = {
    Verdict.KEY: "c",
    Verdict.BOTH: "b",
    Verdict.VOID: "v",
    Verdict.WORDING: "e",
    Verdict.REJECTED: "r",
}
_BACK = "u"


class DisputeView:
    """Draws the rooms; ``token`` goes into each form, ``typed`` is what a refused one held."""

    def __init__(self, shell: Shell, say: Words, token: str, typed: Form) -> None:
        self.shell = shell
        self.say = say
        self.token = token
        self.typed = typed

    def top(self) -> Raw:
        say = self.say
        leave = self._form("/leave", (), el("button", say.plain("page.leave")))
        return el(
            "header",
            el("a", say.plain("page.to_disputed"), href="#entry", class_="skip"),
            el("h1", say.plain("page.disputes")),
            el(
                "a", say.plain("page.to_drafts"), " ", el("kbd", "d"), href=self.shell.path("/"),
                class_="button", data_key="d",
            ),
            help_button(say),
            leave,
            class_="top",
        )  # fmt: skip

    def help(self) -> Raw:
        """The keys, as a dialog that the script opens."""
        keys = {"j": "page.keys.disputed.j", "k": "page.keys.disputed.k"}
        keys |= {key: f"ruling.button.{one.value}" for one, key in VERDICT_KEYS.items()}
        keys |= {_BACK: "ruling.button.back", "d": "page.to_drafts", "?": "page.keys.help"}
        return help_dialog(self.say, keys)

    def listed(self, waiting: WaitingPage, opened: Entry | None) -> Raw:
        """A line for each question of the page."""
        say = self.say
        at = opened.step.question_id if opened else None
        rows = [self._row(one, current=one.question_id == at) for one in waiting.questions]
        empty = el("div", el("p", say.plain("ruling.nothing")), class_="empty")
        return el(
            "nav",
            el("h2", say.plain("page.disputes"), id="disputed", class_="unseen"),
            el("ol", rows) if rows else empty,
            turning(waiting.number, waiting.last, self._list, say),
            class_="list",
            aria_labelledby="disputed",
        )

    def _row(self, one: Waiting, *, current: bool) -> Raw:
        frozen = self.say.plain("page.frozen") if one.frozen else None
        about = " · ".join(filter(None, (one.set, frozen)))
        link = el(
            "a",
            el("bdi", one.stem, class_="stem"),
            el("span", el("bdi", about), class_="soft small"),
            href=self._to(one.question_id),
            aria_current="true" if current else None,
        )
        return el("li", link, class_="row plain")

    def entry(self, entry: Entry, waiting: WaitingPage) -> Raw:
        """One question with everything that one has to know, and what can be ruled."""
        lines = [el("p", Raw(line)) for line in entry_lines(entry, self.say) if line]
        return el(
            "main",
            self._above(waiting),
            el("div", lines, class_="question", dir="auto"),
            el(
                "div",
                list(self._verdicts(entry)),
                self._taking_back(entry),
                class_="acts rulings",
                role="group",
                aria_label=self.say.plain("page.rulings"),
            ),
            class_="entry",
            id="entry",
            tabindex=-1,
        )

    def _above(self, waiting: WaitingPage) -> Raw:
        home = self._list(waiting.number)
        return el(
            "header",
            el("a", self.say.plain("page.to_disputes_list"), href=home, class_="button back"),
            self._neighbour(waiting.before, "page.previous", "k"),
            self._neighbour(waiting.behind, "page.next", "j"),
            class_="facts",
        )

    def _neighbour(self, question: int | None, text: str, key: str) -> Raw | None:
        if question is None:
            return None
        label = (self.say.plain(text), " ", el("kbd", key))
        return el("a", *label, data_key=key, href=self._to(question), class_="button")

    def _list(self, page: int) -> str:
        return self.shell.path(f"/disputes?page={page}" if page > 1 else "/disputes")

    def _to(self, question: int) -> str:
        return self.shell.path(f"/disputes?question={question}")

    # -- what can be ruled ---------------------------------------------------------------------

    def _verdicts(self, entry: Entry) -> Iterator[Raw]:
        for verdict in OFFERED:
            void = verdict is Verdict.VOID and entry.step.void
            if entry.place and verdict in entry.may and not void:
                yield self._verdict(entry, verdict)

    def _verdict(self, entry: Entry, verdict: Verdict) -> Raw:
        """A verdict that opens: what it is about, the words that it needs, and the button."""
        say = self.say
        about = (
            ("question", entry.step.question_id),
            ("version", entry.step.version_id),
            ("verdict", verdict.value),
        )
        summary = (
            say.plain(f"ruling.button.{verdict.value}"),
            " ",
            el("kbd", VERDICT_KEYS[verdict]),
        )
        refused = self.typed.one("verdict") == verdict.value
        asked = None if verdict is Verdict.REJECTED else el("p", ask_words(entry, verdict, say))
        sure = "sure" if verdict is Verdict.VOID else verdict.value
        form = self._form(
            "/disputes/rule",
            about,
            asked,
            self._choices(entry, verdict),
            self._words(verdict),
            self._proof(verdict),
            el("button", say.plain(f"ruling.button.{sure}"), class_="main"),
        )
        return el(
            "details",
            el("summary", *summary, class_="button", data_key=VERDICT_KEYS[verdict]),
            el("div", form, class_="body"),
            name="verdict",
            open=refused,
        )

    def _choices(self, entry: Entry, verdict: Verdict) -> Child:
        """The options that a verdict can be about; of what is typed, a value."""
        if verdict in {Verdict.VOID, Verdict.REJECTED}:
            return None
        options = [
            (option.id, f"{ascii_uppercase[place]} {option_words(option, entry.step)}")
            for place, option in enumerate(entry.step.question.options)
            if may_pick(entry, verdict, option)
        ]
        if verdict is Verdict.WORDING:
            parts = [STEM, *told_parts(entry.step.question)]
            told = [(one, self.say.plain(f"ruling.button.{one or 'stem'}")) for one in parts]
            options = [told[0], *options, *told[1:]]
        elif not entry.step.question.options:
            return self._input("choice", verdict, self.say.plain("page.value"))
        typed = self._typed("choice", verdict)
        return [
            el(
                "label",
                el(
                    "input", type="radio", name="choice", value=value, required=True,
                    checked=value == typed if typed is not None else value == "",
                ),
                el("bdi", text),
                class_="is-key",
            )
            for value, text in options
        ]  # fmt: skip

    def _words(self, verdict: Verdict) -> Child:
        if verdict is Verdict.WORDING:
            text = self._typed("words", verdict) or ""
            ident = f"words-{verdict.value}"
            field = el(
                "textarea", "\n", text, name="words", id=ident, rows=2, required=True, dir="auto",
                maxlength=longest(STEM),
            )  # fmt: skip
            label = el("label", self.say.plain("page.new_words"), for_=ident)
            return el("div", label, field, class_="field wide")
        if verdict in REASONED:
            why = self.say.plain("page.ruling_reason", most=REASON_LENGTH)
            return self._input("words", verdict, why, REASON_LENGTH)
        return None

    def _proof(self, verdict: Verdict) -> Child:
        """The quote there is proves the key before: what stands beside another one."""
        if verdict is not Verdict.KEY:
            return None
        ident, text = "proof", self._typed("proof", verdict) or ""
        field = el(
            "textarea", "\n", text, name=ident, id=ident, rows=2, dir="auto",
            maxlength=LONGEST_NOTE, aria_describedby="proof-why",
        )  # fmt: skip
        why = el("p", self.say.plain("page.proof.why"), class_="soft small", id="proof-why")
        label = el("label", self.say.plain("page.proof"), for_=ident)
        return el("div", label, why, field, class_="field wide")

    def _input(self, name: str, verdict: Verdict, label: str, most: int | None = None) -> Raw:
        ident = f"{name}-{verdict.value}"
        field = el(
            "input", type="text", name=name, id=ident, value=self._typed(name, verdict) or "",
            required=True, dir="auto", maxlength=most,
        )  # fmt: skip
        return el("div", el("label", label, for_=ident), field, class_="field wide")

    def _typed(self, name: str, verdict: Verdict) -> str | None:
        """What a refused form of that verdict held."""
        refused = self.typed.one("verdict") == verdict.value
        return self.typed.one(name) if refused else None

    def _taking_back(self, entry: Entry) -> Raw | None:
        if entry.last is None or not entry.last[0].last or entry.last[0].verdict not in UNDOABLE:
            return None
        about = (("question", entry.step.question_id), ("ruling", entry.last[0].id))
        label = (self.say.plain("ruling.button.back"), " ", el("kbd", _BACK))
        return self._form("/disputes/back", about, el("button", *label, data_key=_BACK))

    def _form(self, place: str, about: Sequence[tuple[str, str | int]], *content: Child) -> Raw:
        fields = (("token", self.token), *about)
        hidden = [el("input", type="hidden", name=name, value=value) for name, value in fields]
        return el("form", hidden, content, method="post", action=self.shell.path(place))
