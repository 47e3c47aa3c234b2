"""What part of the queue a page shows, as its address says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from bot.domain.drafts.draft import DraftState, Filter

ANY = "all"
_LONGEST = 60
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class View:
    """The filter, the page of the list (from 1), and the draft that is open."""

    which: Filter = field(default_factory=Filter)
    page: int = 1
    at: int | None = None

    def address(self, place: str = "/", **more: str) -> str:
        """The same view as an address below the page's root."""
        query = urlencode({name: value for name, value in (*self.named(), *more.items()) if value})
        return f"{place}?{query}" if query else place

    def named(self) -> tuple[tuple[str, str], ...]:
        """What an address or a form names of the view."""
        which = self.which
        return (
            ("document", which.document or ""),
            ("template", which.template or ""),
            ("finding", which.finding or ""),
            ("state", _state_word(which.state)),
            ("page", str(self.page) if self.page > 1 else ""),
            ("at", str(self.at or "")),
        )

    def opening(self, draft_id: int | None) -> "View":
        """The same list with that draft open."""
        return replace(self, at=draft_id)

    def turned(self, page: int) -> "View":
        """Another page of the list, with nothing open."""
        return replace(self, page=page, at=None)


def view_of(query: Mapping[str, str], curator: int) -> View:
    """The view that an address or a form names; what is none counts as not said.

    What waits for a second person is not shown to the first, whose id is ``curator``.
    """
    state = _state(query.get("state", ""))
    which = Filter(
        document=_word(query.get("document")),
        template=_word(query.get("template")),
        finding=_word(query.get("finding")),
        state=state,
        curator=curator if state is DraftState.WAITING else None,
    )
    return View(which, number(query.get("page")) or 1, number(query.get("at")))


def number(text: str | None) -> int | None:
    """A positive number that fits every database, or None."""
    given = text or ""
    plain = given.isascii() and given.isdigit() and len(given) <= _DIGITS
    return (int(given) or None) if plain else None


def _word(text: str | None) -> str | None:
    return text if text and len(text) <= _LONGEST and text.isprintable() else None


def _state(word: str) -> DraftState | None:
    if word == ANY:
        return None
    return DraftState(word) if word in set(DraftState) else DraftState.WAITING


def _state_word(state: DraftState | None) -> str:
    if state is None:
        return ANY
    return "" if state is DraftState.WAITING else state.value
