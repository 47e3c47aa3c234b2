"""What is owed to curators in chat: toasts, and the one message in which they review."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.drafts.draft import (
    Draft,
    DraftState,
    Moved,
    NoDraft,
    NotApprovable,
    NothingApproved,
    NothingToUndo,
    NotNow,
    SetOfOthers,
    Unfit,
)
from bot.domain.errors import CiteQuizError
from bot.domain.owed import Argument, Owed
from bot.domain.people.person import Who
from bot.domain.shortening import shortened
from bot.services.curation.acts import Seen
from bot.services.curation.undoing import Undone
from bot.services.uploads.debts import toast

PLACE = "review"
"""The message of a chat that shows an entry of the queue."""

UNASKED = (PLACE, "document:", "drafting:")
"""Places that change while one writes: the review itself, and what is done beside it."""

EXPECTED = (
    Moved,
    NoDraft,
    NotApprovable,
    NotNow,
    NothingApproved,
    NothingToUndo,
    SetOfOthers,
    Unfit,
)
_ALERTS = (NotApprovable, NothingApproved, SetOfOthers, Unfit)
_WORDS: dict[type[CiteQuizError], str] = {
    Moved: "moved",
    NoDraft: "gone",
    NothingApproved: "nothing_approved",
    NothingToUndo: "nothing_to_undo",
    SetOfOthers: "of_others",
    Unfit: "unfit",
}


_STEM, _STEMS = 40, 2
"""A toast has room for so much of so many stems."""


@dataclass(frozen=True, slots=True)
class Tap:
    """What a curator does to an entry, by a button or by a text (then without ``callback``).

    A button names the draft, the revision that it was drawn for, and as ``document`` the number of
    the one that the queue was narrowed down to, 0 for all.
    """

    who: Who
    now: datetime
    draft: int = 0
    revision: int = 0
    document: int = 0
    callback: str | None = None

    @property
    def seen(self) -> Seen:
        return Seen(self.draft, self.revision)

    def page(self, draft: int | None = None, *, mode: str = "", field: str = "") -> Owed:
        """An entry of the queue, in its message, or after a text in a new one below; ``draft`` 0:
        that nothing waits. ``mode``: what is to be chosen.
        """
        shown = self.draft if draft is None else draft
        args: dict[str, Argument] = {
            "draft": shown, "document": self.document, "mode": mode, "field": field,
        }  # fmt: skip
        fresh = self.callback is None
        return Owed(self.who.telegram_id, "review", args, place=PLACE, fresh=fresh)

    def say(self, word: str | None = None, *, alert: bool = False) -> list[Owed]:
        """The answer: a toast, or to a text a message where there is anything to say."""
        key = f"review.toast.{word}" if word else None
        if self.callback is not None:
            return [toast(self.who, self.callback, self.now, key, alert=alert)]
        return [Owed(self.who.telegram_id, "review.word", {"word": key})] if key else []

    def decided(self, draft: Draft) -> list[Owed]:
        """The answer to a decision; a text's is the page."""
        if self.callback is None:
            return []
        first = draft.state is DraftState.WAITING and draft.first is not None
        return self.say("first" if first else draft.state.value)

    def undone(self, undone: Undone) -> list[Owed]:
        """The answer to an undo; of what was approved in one go, what is so now."""
        if self.callback is None or (len(undone.drafts) == 1 and not undone.stay):
            return self.say("undone")
        stems = [f"“{shortened(one.question.stem, _STEM)}”" for one in undone.stay[:_STEMS]]
        key = "review.toast.undone_but" if stems else "review.toast.undone_all"
        n, stay = len(undone.drafts), len(undone.stay)
        values: dict[str, Argument] = {"n": n, "stay": stay, "stems": ", ".join(stems)}
        return [toast(self.who, self.callback, self.now, key, alert=bool(stems), **values)]

    def refused(self, error: CiteQuizError) -> list[Owed]:
        """Why it was not done."""
        match error:
            case NotApprovable(excusable=excusable):
                word = "doubtful" if excusable else "broken"
            case NotNow(state=state):
                word = f"not_{state.value}"
            case NothingApproved(taken=taken) if taken:
                word = "taken"
            case Unfit(number=True):
                word = "unfit_number"
            case NothingToUndo(overtaken=True):
                word = "overtaken"
            case _:
                word = _WORDS[type(error)]
        return self.say(word, alert=isinstance(error, _ALERTS))
