"""One folder, one sandbox: a lock that the system lets go of however its holder ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_PATIENCE = 3.0  # seconds for one that is being stopped to write its last
_AGAIN = 0.05


class FolderHeldError(ValueError):
    """Another sandbox keeps its world in ``folder``; ``holder`` is its process id, or ""."""

    def __init__(self, folder: Path, holder: str) -> None:
        who = f"process {holder}" if holder else "another process"
        super().__init__(
            f"the folder {folder} belongs to a sandbox that runs already ({who}); "
            "stop that one; a second copy needs a clone of its own,"
            " or another folder behind --data of `python -m bot sandbox`"
        )


@contextlib.contextmanager
def held(folder: Path, *, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold a folder, made when it is missing. Raises FolderHeldError, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+", encoding="utf-8") as file:
        _take(file, folder, patience)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _take(file: IO[str], folder: Path, patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                file.seek(0)
                raise FolderHeldError(folder, file.read().strip()) from None
            time.sleep(_AGAIN)
        else:
            return
