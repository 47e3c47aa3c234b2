"""Replies of a language model in a folder, a file for each, until a run has come to its end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.domain.errors import SettingError
from bot.generation.llm.wire import Reply, Stopped


@contextmanager
def kept_replies(folder: Path) -> "Iterator[KeptReplies]":
    """Those of the folder; an empty one does not stay behind."""
    try:
        yield KeptReplies(folder)
    finally:
        with suppress(OSError):
            folder.rmdir()


class KeptReplies:
    """What a run is told, written down at once: nobody pays for it again, however the run ends.

    Its own replies are not given to itself: what it asks twice, it asks twice.
    """

    def __init__(self, folder: Path) -> None:
        """Raises SettingError where nothing can be kept, before anything is paid for."""
        self.folder = folder
        self._own: set[str] = set()
        self._recalled: set[str] = set()
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            mend = f"{self._trouble(error)}; name a folder that can be written"
            raise SettingError("LLM_REPLIES_DIR", mend) from None

    def __len__(self) -> int:
        """How many replies that this run was told, or went on from, are there."""
        return len(self._own | self._recalled)

    def recall(self, fingerprint: str) -> Reply | None:
        """What an earlier run was told; a file that is no reply counts as none."""
        if fingerprint in self._own:
            return None
        try:
            plain = json.loads(self._file(fingerprint).read_text(encoding="utf-8"))
            reply = Reply(str(plain["said"]), int(plain["tokens"]), plain.get("cut") is True)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        self._recalled.add(fingerprint)
        return reply

    def keep(self, fingerprint: str, reply: Reply) -> None:
        """Write it down, whole or not at all."""
        file = self._file(fingerprint)
        fresh = file.with_suffix(".new")
        try:
            plain = {"said": reply.text, "tokens": reply.tokens, "cut": reply.cut}
            fresh.write_text(json.dumps(plain), encoding="utf-8")
            fresh.replace(file)
        except OSError as error:
            raise Stopped(self._trouble(error)) from None
        self._own.add(fingerprint)

    def let_go(self) -> None:
        """Forget what this run was told: it has come to its end."""
        for fingerprint in self._own | self._recalled:
            self._file(fingerprint).unlink(missing_ok=True)
        self._own.clear()
        self._recalled.clear()

    def _file(self, fingerprint: str) -> Path:
        return self.folder / f"{fingerprint}.json"

    def _trouble(self, error: OSError) -> str:
        reason = (error.strerror or "no reason given").lower()
        return f"the model's replies cannot be kept in {self.folder} ({reason})"
