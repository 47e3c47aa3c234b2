"""The language model that instructors may ask for drafts, where the operator allows it."""

import os
import shutil
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.domain.errors import SettingError
from bot.domain.redaction import without_secrets
from bot.services.drafting.limits import MODEL_CALLS, MODEL_SECONDS


@dataclass(frozen=True, slots=True)
class Model:
    """A server with the OpenAI interface, and what it may be asked: ``timeout`` is in seconds for a
    call, ``most_requests`` and ``most_tokens`` are for a document. ``replies``: the folder where
    its replies are kept, under the name of the ``bank``: several bots may share it. Address and key
    are in no representation: either may hold a secret.
    """

    base_url: str = field(repr=False)
    name: str
    api_key: str | None = field(repr=False)
    timeout: float
    concurrency: int
    most_requests: int
    most_tokens: int
    replies: Path
    bank: str = ""

    @property
    def host(self) -> str:
        """Where a document's text goes, as people may read it: no path, no password."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2]

    @property
    def seconds(self) -> float:
        """After so many no call is made; a slow server gets time for some calls at least."""
        return max(MODEL_SECONDS, MODEL_CALLS * self.timeout)

    def about(self, version_id: int) -> "Model":
        """The same with a folder for what it says about one version of a document."""
        return replace(self, replies=self.replies.absolute() / f"chat-{self.bank}-{version_id}")

    def must_be_kept(self) -> None:
        """Make the folder for replies. Raises SettingError where nothing could be kept there."""
        try:
            self.replies.mkdir(mode=0o700, exist_ok=True)
            if not os.access(self.replies, os.W_OK | os.X_OK):
                raise PermissionError(0, "permission denied")
        except OSError as error:
            reason = (error.strerror or "no reason given").lower()
            raise SettingError(
                "LLM_REPLIES_DIR",
                f"the model's replies cannot be kept in {self.replies} ({reason}); name a folder"
                " that can be written",
            ) from None

    def let_go(self) -> None:
        """Forget what was said about that version: all of it has been taken in."""
        shutil.rmtree(self.replies, ignore_errors=True)

    def let_go_but(self, versions: Collection[int]) -> None:
        """Forget what was said to this bot about all but these versions."""
        wanted = {self.about(one).replies.name for one in versions}
        for folder in self.replies.glob(f"chat-{self.bank}-*"):
            if folder.name not in wanted:
                shutil.rmtree(folder, ignore_errors=True)

    def without_secrets(self, text: str) -> str:
        """The text with neither the key nor the address, which may hold a password."""
        return without_secrets(text, self.base_url, self.host, self.api_key)

    def to_json(self) -> dict[str, Any]:
        """Plain values, for the way to the process that asks."""
        return {**asdict(self), "replies": str(self.replies)}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Model":
        """The inverse of :meth:`to_json`."""
        return cls(**{**plain, "replies": Path(plain["replies"])})
