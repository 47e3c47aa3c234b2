"""Pictures of questions: there, of a kind that Telegram shows, small enough for it."""

from collections.abc import Iterator
from pathlib import Path

from bot.bank.files.tree import Path as TreePath
from bot.bank.meaning import utf16
from bot.domain.finding import Value
from bot.domain.question import Picture, Question

LIMIT_MB = 10
ASKED = 600
"""Characters of stem and options that surely fit under a picture with what else stands there: of
the 1,024 that Telegram allows, place, topic, the picture's description and instructions need the
rest.
"""
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def can_be_sent(head: bytes, size: int) -> bool:
    """Whether a file of ``size`` bytes that begins with ``head`` (8 bytes) is a PNG or JPEG that
    Telegram takes.
    """
    return size <= LIMIT_MB * 1_000_000 and head.startswith(_SIGNATURES)


def picture_problem(
    picture: Picture | None, folder: Path | None
) -> Iterator[tuple[TreePath, str, dict[str, Value]]]:
    """At most one problem; ``folder`` None means that pictures cannot come along at all."""
    if picture is None:
        return
    path: TreePath = ("picture",)
    if folder is None:
        yield path, "E317", {}
        return
    try:
        with (folder / picture.file).open("rb") as stream:
            head = stream.read(8)
            size = stream.seek(0, 2)
    except OSError:
        yield path, "E315", {"file": picture.file, "folder": folder.as_posix()}
        return
    if not can_be_sent(head, size):
        yield path, "E316", {"file": picture.file, "limit": LIMIT_MB}


def caption_problem(question: Question) -> Iterator[tuple[TreePath, str, dict[str, Value]]]:
    """A question with a picture is asked in the picture's caption, which has to hold it whole."""
    if question.picture is None:
        return
    listed = (*(option.text for option in question.options), *question.lefts)
    length = utf16(question.stem) + sum(utf16(text) + 4 for text in listed)
    if length > ASKED:
        values: dict[str, Value] = {"length": length, "limit": ASKED, "over": length - ASKED}
        yield ("stem",), "E329", values
