"""The server that is asked, and what may be asked of it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

_CHARACTERS_PER_TOKEN = 3
"""On the safe side for English, where servers do not count for us."""


@dataclass(frozen=True)
class Service:
    """A server with the OpenAI interface. ``base_url`` ends where ``/chat/completions`` begins.

    ``timeout``: seconds for one call, its last byte included. ``most_requests`` and
    ``most_tokens``: for one document, retries included.
    """

    base_url: str = field(repr=False)
    model: str
    api_key: str | None = field(default=None, repr=False)
    timeout: float = 180.0
    attempts: int = 4
    concurrency: int = 4
    most_requests: int = 300
    most_tokens: int = 300_000

    @property
    def host(self) -> str:
        """Where the documents' text goes, without a password; empty where nowhere."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2]


class BudgetReached(Exception):
    """A document has had its share."""


class Budget:
    """What one document may cost. A call holds its worst case until it is known what it took."""

    def __init__(self, requests: int, tokens: int) -> None:
        self._requests = requests
        self._tokens = tokens

    def hold(self, tokens: int) -> None:
        """Make room for a call. Raises BudgetReached where there is none."""
        if self._requests < 1 or self._tokens < tokens:
            raise BudgetReached
        self._requests -= 1
        self._tokens -= tokens

    def settle(self, held: int, used: int) -> None:
        """Give back what a call did not take; what it took too much is taken too."""
        self._tokens += held - used


@dataclass
class Spent:
    """What a run has cost, and what went wrong in it."""

    requests: int = 0
    retries: int = 0
    tokens: int = 0
    estimated: bool = False
    """The server did not count some of the tokens."""

    timeouts: int = 0
    lost: int = 0
    """Calls without a usable reply in the end."""

    why_lost: str = ""
    """What was told of the last of them."""

    cut: int = 0
    """Replies that were longer than they were let be."""

    repairs: int = 0
    malformed: int = 0
    """Candidates, or whole replies, that are not of the form asked for."""

    unanswered: int = 0
    """Candidates that passed the gate and that nobody answered a second time."""

    reached: list[str] = field(default_factory=list)
    """Documents whose budget was used up."""

    recalled: int = 0
    """Replies that were kept from a run that broke off."""

    stopped: str | None = None
    """Why the run ended before its time."""

    interrupted: bool = False
    """Whoever started the run ended it."""

    @property
    def whole(self) -> bool:
        """Whether everything was asked that there was to ask, and answered."""
        return not (self.stopped or self.reached or self.lost)


def estimated_tokens(text: str) -> int:
    """About how many tokens a text is."""
    return len(text) // _CHARACTERS_PER_TOKEN + 1
