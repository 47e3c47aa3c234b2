"""The bar above everything, and the help behind the question mark."""

from collections.abc import Mapping

from bot.domain.shortening import shortened
from bot.services.curation.queue import Kinds
from bot.views.words import Raw, Words
from bot.web.curation.markup import el
from bot.web.curation.query import View
from bot.web.curation.shell import Shell

KEYS = ("j", "k", "a", "r", "e", "u", "x", "p", "d", "?")
"""In the order of the help."""

_TITLE = 40


class Top:
    """Draws the bar; ``token`` goes into its forms."""

    def __init__(self, shell: Shell, say: Words, view: View, token: str) -> None:
        self.shell = shell
        self.say = say
        self.view = view
        self.token = token

    def draw(self, approved: Kinds | None, disputed: int) -> Raw:
        """``approved``: the kinds of drafts that are, where any is; ``disputed``: how many
        questions wait for a ruling.
        """
        say = self.say
        return el(
            "header",
            el("a", say.plain("page.skip"), href="#entry", class_="skip"),
            el("h1", say.plain("page.title")),
            self._publish(approved),
            el(
                "a", say.plain("page.to_disputes", n=disputed), " ", el("kbd", "d"),
                href=self.shell.path("/disputes"), class_="button" if disputed else "button none",
                data_key="d",
            ),
            self._form(
                "/undo", el("button", say.plain("page.undo"), " ", el("kbd", "u"), data_key="u")
            ),
            help_button(say),
            self._form("/leave", el("button", say.plain("page.leave"))),
            class_="top",
        )  # fmt: skip

    def help(self) -> Raw:
        """The keys, as a dialog that the script opens."""
        return help_dialog(self.say, {key: f"page.keys.{_name(key)}" for key in KEYS})

    def _publish(self, approved: Kinds | None) -> Raw | None:
        """What is approved goes to learners, document by document, once that was asked."""
        if approved is None or not approved.documents:
            return None
        counts = approved.documents
        forms = [
            self._publishing(slug, count, approved.titles.get(slug, slug))
            for slug, count in counts.items()
        ]
        asked = el("p", self.say.plain("review.publish.sure"))
        name = self.say.plain("page.publish", n=sum(counts.values()))
        summary = el("summary", name, class_="button")
        return el("details", summary, el("div", asked, forms, class_="menu"), class_="publish")

    def _publishing(self, slug: str, count: int, title: str) -> Raw:
        title = shortened(title, _TITLE)
        name = self.say.plain("review.publish.of", n=count, title=title)
        field = el("input", type="hidden", name="publish", value=slug)
        return self._form("/publish", field, el("button", name, dir="auto"))

    def _form(self, place: str, *content: Raw) -> Raw:
        fields = (("token", self.token), *self.view.named())
        hidden = [el("input", type="hidden", name=name, value=value) for name, value in fields]
        return el("form", hidden, content, method="post", action=self.shell.path(place))


def help_button(say: Words) -> Raw:
    """What opens the help; the script shows it."""
    return el(
        "button", say.plain("page.help"), " ", el("kbd", "?"), type="button", id="ask",
        data_key="?", hidden=True, data_script=True,
    )  # fmt: skip


def help_dialog(say: Words, keys: Mapping[str, str]) -> Raw:
    """``keys`` with the words for what they do."""
    lines = [(el("dt", el("kbd", key)), el("dd", say.plain(word))) for key, word in keys.items()]
    close = el("form", el("button", say.plain("page.close"), class_="main"), method="dialog")
    return el(
        "dialog",
        el("h2", say.plain("page.keys"), id="keys"),
        el("dl", lines, class_="keys"),
        el(
            "label",
            el("input", type="checkbox", id="use-keys", checked=True),
            say.plain("page.keys.use"),
            class_="is-key",
        ),
        close,
        id="help",
        aria_labelledby="keys",
    )


def _name(key: str) -> str:
    return "help" if key == "?" else key
