"""The queue as a list: filters, batch approval, a line for each draft."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.domain.drafts.draft import Draft, DraftState
from bot.services.curation.queue import Kinds, QueuePage
from bot.views.review.remarks import template_words
from bot.views.words import Raw, Words
from bot.web.curation.markup import Child, el
from bot.web.curation.query import ANY, View
from bot.web.curation.remarks import code_words, found_lines
from bot.web.curation.shell import Shell
from bot.web.curation.turning import turning

_TITLE = 60
KEYS = {
    "j": "page.next",
    "k": "page.previous",
    "a": "page.approve",
    "r": "page.reject",
    "e": "page.edit",
    "?": "page.help",
}
"""Told above the list; all of them stand in the help."""


class ListView:
    """Draws one list; ``token`` goes into its form."""

    def __init__(self, shell: Shell, say: Words, view: View, token: str) -> None:
        self.shell = shell
        self.say = say
        self.view = view
        self.token = token

    def draw(self, page: QueuePage, kinds: Kinds, size: int) -> Raw:
        """Filters, then the list. ``size`` drafts stand on a page."""
        rows = [self._row(one, page.stem(one), kinds.titles) for one in page.drafts]
        heading = el(
            "h2", self.say.plain("page.drafts", n=page.total), id="drafts", class_="unseen"
        )
        return el(
            "nav",
            heading,
            self._filters(kinds),
            keys_line(self.say),
            self._batch(rows, acts=any(map(_may_pick, page.drafts))) if rows else self._empty(),
            turning(page.start // size + 1, -(-page.total // size), self._to, self.say),
            class_="list",
            aria_labelledby="drafts",
        )

    def _to(self, number: int) -> str:
        return self.shell.path(self.view.turned(number).address())

    def _filters(self, kinds: Kinds) -> Raw:
        say, which = self.say, self.view.which
        states = {
            ANY: say.plain("page.any.state"),
            **{one.value: say.plain(f"page.state.{one}") for one in DraftState},
        }
        chosen = which.state.value if which.state else ANY
        counts = {one.value: count for one, count in kinds.states.items()}
        documents = _with(which.document, kinds.documents)
        titles = {slug: _short(kinds.titles.get(slug, slug)) for slug in documents}
        templates = {n: template_words(n, say) for n in _with(which.template, kinds.templates)}
        codes = {c: code_words(c, say) for c in _with(which.finding, sorted(kinds.findings))}
        fields = (
            self._select("state", states, counts, chosen, whole=False),
            self._select("document", titles, kinds.documents, which.document),
            self._select("template", templates, kinds.templates, which.template),
            self._select("finding", codes, kinds.findings, which.finding),
        )
        button = el("button", say.plain("page.filter"))
        form = el("form", fields, button, action=self.shell.path("/"), id="filters")
        narrowed = which.document or which.template or which.finding
        return el(
            "details",
            el("summary", say.plain("page.filters")),
            form,
            class_="filters",
            open=bool(narrowed) or which.state is not DraftState.WAITING,
        )

    def _select(
        self,
        name: str,
        labels: Mapping[str, str],
        counts: Mapping[str, int],
        chosen: str | None,
        *,
        whole: bool = True,
    ) -> Raw:
        options = [
            el(
                "option",
                f"{label} ({counts[value]})" if value in counts else label,
                value=value,
                selected=value == chosen,
            )
            for value, label in labels.items()
        ]
        every = el("option", self.say.plain(f"page.any.{name}"), value="") if whole else None
        select = el("select", every, options, name=name)
        return el("label", self.say.plain(f"page.filter.{name}"), select)

    def _batch(self, rows: Child, *, acts: bool) -> Raw:
        """The list; where one of its drafts waits, with what selects and approves."""
        say = self.say
        every = el("input", type="checkbox", id="every")
        return el(
            "form",
            self._hidden(),
            None
            if not acts
            else el(
                "div",
                el("label", every, say.plain("page.select_all"), hidden=True, data_script=True),
                el("button", say.plain("page.batch"), id="batch"),
                class_="batch",
            ),
            el("ol", rows),
            method="post",
            action=self.shell.path("/batch"),
        )

    def _row(self, draft: Draft, stem: str, titles: Mapping[str, str]) -> Raw:
        say = self.say
        seen = f"{draft.id}:{draft.revision}"
        pick = el(
            "input", type="checkbox", name="pick", value=seen,
            aria_label=say.plain("page.select", stem=stem[:200]),
        )  # fmt: skip
        title = _short(titles.get(draft.document, draft.document))
        about = (title, template_words(draft.template, say))
        state = el("span", say.plain(f"page.state.{draft.state}"), class_=f"badge {draft.state}")
        link = el(
            "a",
            el("bdi", stem, class_="stem"),
            el(
                "span",
                None if draft.state is DraftState.WAITING else [state, " "],
                el("bdi", " · ".join(about)),
                class_="soft small",
            ),
            found_lines(draft.wording.remarks, say),
            href=self.shell.path(self.view.opening(draft.id).address()),
            aria_current="true" if draft.id == self.view.at else None,
        )
        if not _may_pick(draft):
            return el("li", link, class_="row plain")
        return el("li", el("label", pick), link, class_="row")

    def _hidden(self) -> list[Raw]:
        fields = (("token", self.token), *self.view.named())
        return [el("input", type="hidden", name=name, value=value) for name, value in fields]

    def _empty(self) -> Raw:
        """Nothing fits: what would."""
        plain = View()
        every = replace(plain, which=replace(plain.which, state=None))
        links = el("a", self.say.plain("page.show_all"), href=self.shell.path(every.address()))
        return el("div", el("p", self.say.plain("page.empty")), el("p", links), class_="empty")


def _may_pick(draft: Draft) -> bool:
    """Whether it has a box: what was rejected is approved by itself, once it was looked at."""
    return draft.state is DraftState.WAITING


def keys_line(say: Words) -> Raw:
    """What the keys do that a review needs; the script shows it where there are keys."""
    told = [[el("span", el("kbd", key), " ", say.plain(word)), " "] for key, word in KEYS.items()]
    return el("p", told, class_="keyline soft small", hidden=True, data_script=True)


def _with(chosen: str | None, names: Iterable[str]) -> list[str]:
    """What is chosen stays among the choices, even where nothing fits any more."""
    found = list(names)
    return [*found, chosen] if chosen and chosen not in found else found


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
