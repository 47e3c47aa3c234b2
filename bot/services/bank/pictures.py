"""The pictures of questions, where the deployment has them."""

import asyncio
from pathlib import Path

from bot.bank.picture import LIMIT_MB, can_be_sent
from bot.domain.question import Picture

PICTURES = "pictures"
"""The folder of pictures within the folder of questions."""


class Pictures:
    """Reads pictures from ``folder``; without a folder there is none."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    async def read(self, picture: Picture | None) -> bytes | None:
        """The file's bytes; None when it is not there or is nothing that Telegram shows."""
        if self.folder is None or picture is None:
            return None
        return await asyncio.to_thread(_read, self.folder, picture.file)


def _read(folder: Path, name: str) -> bytes | None:
    # A name from the database: it never leads out of the folder.
    if Path(name).name != name:
        return None
    try:
        with (folder / name).open("rb") as stream:
            content = stream.read(LIMIT_MB * 1_000_000 + 1)
    except OSError:
        return None
    return content if can_be_sent(content[:8], len(content)) else None
