"""What became of an act, above everything else: done, or why not and what to do."""

from collections.abc import Mapping

from bot.domain.drafts.draft import (
    DraftState,
    Moved,
    NotApprovable,
    NothingApproved,
    NothingToUndo,
    NotNow,
    SetOfOthers,
    Unfit,
)
from bot.domain.errors import CiteQuizError
from bot.services.curation.batch import Batch
from bot.services.curation.publishing import Issued
from bot.services.curation.undoing import Undone
from bot.views.review.entry import found_words
from bot.views.review.remarks import field_words, unfit_words
from bot.views.words import Raw, Words
from bot.web.curation.markup import Child, el

DONE = frozenset({"approved", "waiting", "rejected", "edited", "reopened", "same", "undone"})
"""Words that an address may bring back from an act."""

_STEM = 120


def done(word: str, say: Words) -> Raw | None:
    """A word for what was done, from the address; nothing for any other word."""
    if word not in DONE:
        return None
    return el("p", say.plain(f"page.said.{word}"), class_="said", role="status", data_said=word)


def trouble(error: CiteQuizError, say: Words) -> Raw:
    """Why something was not done."""
    return el("div", _why(error, say), class_="said trouble", role="alert")


def batch_said(batch: Batch, stems: Mapping[int, str], say: Words) -> Raw:
    """How many were approved; those that were not, each with its reason."""
    lines = [
        el(
            "li",
            el("strong", el("bdi", _short(stems.get(draft_id, str(draft_id))))),
            " ",
            _left(error, say),
        )
        for draft_id, error in batch.left
    ]
    return el(
        "div",
        el("p", say.plain("page.said.batch", n=batch.approved)),
        [el("p", say.plain("page.said.left", n=len(lines))), el("ul", lines)] if lines else None,
        class_="said trouble" if lines else "said",
        role="status",
    )


def undone_said(undone: Undone, say: Words) -> Raw:
    """How many drafts an undo was on; those that somebody changed since, which stay."""
    lines = [el("li", el("bdi", _short(one.question.stem))) for one in undone.stay]
    return el(
        "div",
        el("p", say.plain("page.said.undone_all", n=len(undone.drafts))),
        [el("p", say.plain("page.said.stay", n=len(lines))), el("ul", lines)] if lines else None,
        class_="said trouble" if lines else "said",
        role="status",
    )


def issued_said(issued: Issued, link: str, say: Words) -> Raw:
    """What learners have from now on, the ``link`` to it, and what did not go along."""
    left = ", ".join(issued.left_out)
    return el(
        "div",
        el("p", say("page.said.published", title=issued.title, version=issued.version)),
        el("p", say("page.said.code", code=issued.code), " ", el("a", link, href=link)),
        el("p", say("page.said.left_out", ids=left)) if left else None,
        class_="said",
        role="status",
    )


def _left(error: CiteQuizError, say: Words) -> Child:
    """Why a batch left a draft out."""
    if isinstance(error, NotNow) and error.state is DraftState.REJECTED:
        return say.plain("page.trouble.rejected")
    return _why(error, say)


def _why(error: CiteQuizError, say: Words) -> Child:
    if isinstance(error, NotApprovable):
        lines = [el("li", f"{one.code} {found_words(one, say)}") for one in error.remarks]
        word = "excusable" if error.excusable else "error"
        return [el("span", say.plain(f"page.trouble.{word}")), el("ul", lines)]
    word, values = _reason(error, say)
    return say.plain(f"page.trouble.{word}", **values)


def _reason(error: CiteQuizError, say: Words) -> tuple[str, dict[str, str]]:
    """The word for an error, and its values."""
    word, values = "no_draft", {}
    match error:
        case Unfit(field=name):
            why = say.plain(f"page.unfit.{unfit_words(error)}")
            word, values = "unfit", {"field": field_words(name, say), "why": why}
        case NotNow(state=state):
            word, values = "not_now", {"state": say.plain(f"page.state.{state}")}
        case SetOfOthers(title=title):
            word, values = "set_of_others", {"title": title}
        case NothingApproved(taken=taken):
            word = "ids_taken" if taken else "nothing_approved"
            values = {"ids": ", ".join(taken)}
        case Moved():
            word = "moved"
        case NothingToUndo(overtaken=overtaken):
            word = "overtaken" if overtaken else "nothing_to_undo"
    return word, values


def _short(stem: str) -> str:
    return stem if len(stem) <= _STEM else stem[: _STEM - 1] + "…"
