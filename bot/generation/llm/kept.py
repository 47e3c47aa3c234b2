"""What a server has said, kept as it comes, so that a run that broke off can go on."""

from typing import Protocol

from bot.generation.llm.wire import Reply


class Kept(Protocol):
    """Replies under the fingerprints of the calls that they answer."""

    def recall(self, fingerprint: str) -> Reply | None:
        """What an earlier run was told in answer to that very call."""

    def keep(self, fingerprint: str, reply: Reply) -> None:
        """Keep a reply at once. Raises Stopped where that cannot be done."""


class Nothing:
    """For runs that nobody would go on with."""

    def recall(self, _fingerprint: str) -> Reply | None:
        """Nothing."""
        return None

    def keep(self, _fingerprint: str, _reply: Reply) -> None:
        """Let it go."""
