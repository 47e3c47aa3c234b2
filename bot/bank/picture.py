"""Pictures of questions: there, of a kind that Telegram shows, small enough for it."""

from collections.abc import Iterator
from pathlib import Path

from bot.bank.problem import Value
from bot.bank.tree import Path as TreePath
from bot.domain.question import Picture

LIMIT_MB = 10
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


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
    if size > LIMIT_MB * 1_000_000 or not head.startswith(_SIGNATURES):
        yield path, "E316", {"file": picture.file, "limit": LIMIT_MB}
