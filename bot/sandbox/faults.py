"""Faults on request: what goes wrong with the next calls of a method."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

KINDS = ("delay", "drop", "duplicate", "reset", "status", "timeout_after_effect")
_WHOLE = 599


@dataclass
class Fault:
    """``times`` calls of ``method`` (``*``: any but getUpdates) go wrong in one way.

    delay: wait ``seconds``, then process. drop: connection closed, nothing done.
    reset: done, then the connection is reset. status: answered ``status``, nothing done.
    duplicate (getUpdates): the last batch is delivered again. timeout_after_effect: done,
    but the answer is held back for ``seconds``.
    """

    method: str
    kind: str
    times: int = 1
    status: int = 500
    seconds: float = 1.0
    chat: int | None = None
    retry_after: int | None = None

    def hits(self, method: str, chat: str | None) -> bool:
        every = self.method == "*" and method != "getupdates"
        named = every or self.method.lower() == method
        return named and (self.chat is None or str(self.chat) == chat)

    def describe(self) -> dict[str, Any]:
        return asdict(self)


def fault_of(values: dict[str, Any]) -> Fault:
    """A fault from a request's JSON. Raises ValueError naming what is wrong with it."""
    known = set(Fault.__dataclass_fields__)
    unknown = set(values) - known
    if unknown:
        raise ValueError(f"a fault has no {sorted(unknown)}; it has {sorted(known)}")
    try:
        fault = Fault(**values)
    except TypeError as error:
        raise ValueError("a fault needs method and kind") from error
    if fault.kind not in KINDS:
        raise ValueError(f"kind is one of {', '.join(KINDS)}")
    if fault.kind == "duplicate" and fault.method.lower() != "getupdates":
        raise ValueError("duplicate is for getUpdates")
    if not 400 <= fault.status <= _WHOLE:  # noqa: PLR2004
        raise ValueError("status is 400 to 599")
    if fault.times < 1 or fault.seconds < 0:
        raise ValueError("times is at least 1, seconds at least 0")
    return fault


class Faults:
    """The faults still to happen, first come first served."""

    def __init__(self) -> None:
        self.pending: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self.pending.append(fault)

    def clear(self) -> None:
        self.pending.clear()

    def take(self, method: str, chat: str | None) -> Fault | None:
        """The fault that befalls this call (method in lower case), counted down."""
        for fault in self.pending:
            if fault.hits(method, chat):
                fault.times -= 1
                if fault.times == 0:
                    self.pending.remove(fault)
                return fault
        return None
