"""What a file changes for learners: a line for each kind of change, and page by page in full."""

from collections.abc import Iterator, Sequence
from functools import partial

from bot.domain.sets.changes import Detail, Kind, QuestionChange, SetChange
from bot.domain.sets.upload import Upload
from bot.domain.shortening import shortened
from bot.views.callback import encode
from bot.views.message import Button, Message
from bot.views.turning import SHEETS, page_turn
from bot.views.words import Raw, Words

IDS_SHOWN = 8
IDS_LENGTH = 150
RELEASES_SHOWN = 3
KINDS_ON_BUTTON = 2
PER_PAGE = 4
DETAILS_SHOWN = 2
TEXT_SHOWN = 80
"""Characters of a stem, key or option: enough to tell which one it is."""


def change_lines(change: SetChange | None, say: Words) -> list[Raw]:
    """What the changelog says since the version that is served, then ids by what happened."""
    if change is None:
        return []
    kinds = [(kind, [question.id for question in change.of(kind)]) for kind in Kind]
    return [
        *release_lines(change, say),
        *(
            say(
                "bank.report.change",
                what=say(f"bank.change.{kind}", n=len(ids)),
                ids=_named(ids),
            )
            for kind, ids in kinds
            if ids
        ),
    ]


def _named(ids: Sequence[str]) -> str:
    """As many ids as are read at a glance."""
    shown = list(ids[:IDS_SHOWN])
    while len(", ".join(shown)) > IDS_LENGTH:
        shown.pop()
    return ", ".join([*shown, *(["…"] if len(shown) < len(ids) else [])])


def release_lines(change: SetChange, say: Words) -> list[Raw]:
    """The newest entries of the changelog that learners have not seen yet."""
    return [
        say("bank.report.release", version=release.version, changes=release.changes)
        for release in change.releases[:RELEASES_SHOWN]
    ]


def changes_button(upload: Upload, say: Words) -> Button | None:
    """Leads to the pages; only where a version that is served would be replaced."""
    change = upload.report.change
    if change is None or change.before is None:
        return None
    counts = [(kind, len(change.of(kind))) for kind in Kind]
    said = [say.plain(f"bank.change.{kind}", n=count) for kind, count in counts if count]
    if not said:
        return Button(say.plain("bank.button.no_changes"), encode("k.changes", upload.id, 1))
    summary = ", ".join(said[:KINDS_ON_BUTTON]) + (", …" if len(said) > KINDS_ON_BUTTON else "")
    text = say.plain("bank.button.changes", summary=summary)
    return Button(text, encode("k.changes", upload.id, 1))


def changes_message(upload: Upload, number: int, say: Words) -> Message:
    """A page, from 1, of what changes; a number beyond the last page is the last."""
    change = upload.report.change
    assert change is not None  # noqa: S101 - the service has seen to it
    pages = max(1, -(-len(change.questions) // PER_PAGE))
    number = min(max(1, number), pages)
    lines: list[str] = [
        say("bank.changes.head", title=change.title, before=change.before, after=change.after),
        *release_lines(change, say),
        *(_detail(detail, say) for detail in change.details[:DETAILS_SHOWN]),
    ]
    if not change.questions:
        lines.append(say("bank.changes.none"))
    ordered = [question for kind in Kind for question in change.of(kind)]
    for question in ordered[(number - 1) * PER_PAGE :][:PER_PAGE]:
        lines += ["", *_question(question, say)]
    if pages > 1:
        lines += ["", say("bank.changes.page", page=number, pages=pages)]
    turn = page_turn(number, pages, partial(encode, "k.changes", upload.id), say, SHEETS)
    return Message("\n".join(lines), (*turn, _back(upload.id, say)))


def _back(upload_id: int, say: Words) -> tuple[Button, ...]:
    return (Button(say.plain("bank.button.report"), encode("k.report", upload_id)),)


def _question(change: QuestionChange, say: Words) -> Iterator[Raw]:
    kinds = ", ".join(say.plain(f"bank.kind.{kind}") for kind in change.kinds)
    yield say("bank.changes.question", id=change.id, kinds=kinds)
    if not any(detail.part == "stem" for detail in change.details):
        yield say("bank.changes.stem", stem=shortened(change.stem, TEXT_SHOWN))
    for detail in change.details[:DETAILS_SHOWN]:
        yield _detail(detail, say)
    if len(change.details) > DETAILS_SHOWN:
        yield Raw("…")


def _detail(detail: Detail, say: Words) -> Raw:
    part = say(f"bank.part.{detail.part}")
    before, after = shortened(detail.before, TEXT_SHOWN), shortened(detail.after, TEXT_SHOWN)
    if not before:
        return say("bank.changes.came", part=part, after=after)
    if not after:
        return say("bank.changes.went", part=part, before=before)
    return say("bank.changes.detail", part=part, before=before, after=after)
