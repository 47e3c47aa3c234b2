"""Figures in Prometheus' text format."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.delivery.metrics import Metrics
from bot.storage.delivery.debts import DebtState
from bot.storage.delivery.inbox import InboxState

Figures = tuple[InboxState, DebtState]


def exposition(metrics: Metrics, figures: Figures | None, now: datetime) -> str:
    """The page that Prometheus reads; without ``figures``, what SQL knows is left out."""
    lines: list[str] = []
    if figures is not None:
        lines += _stored(*figures, now)
    lines += _counted(metrics, now)
    return "\n".join(lines) + "\n"


def _stored(inbox: InboxState, owed: DebtState, now: datetime) -> Iterator[str]:
    oldest = 0.0 if inbox.oldest is None else (now - inbox.oldest).total_seconds()
    yield from _one("gauge", "inbox_waiting", "Updates that wait to be worked off.", inbox.waiting)
    yield from _one("gauge", "inbox_oldest_seconds", "How long the oldest one waits.", oldest)
    yield from _one("gauge", "dead_letters", "Updates given up, kept for 30 days.", inbox.dead)
    states = {"due": owed.due, "failed": owed.failed, "unknown": owed.unknown}
    yield from _family("gauge", "owed", "What is owed to chats, by state.", "state", states)


def _counted(metrics: Metrics, now: datetime) -> Iterator[str]:
    if metrics.last_poll is not None:
        silence = (now - metrics.last_poll).total_seconds()
        yield from _one("gauge", "poll_silence_seconds", "Since getUpdates answered.", silence)
    families = (
        ("received_total", "Updates that came in.", "kind", metrics.received),
        ("handled_total", "Updates worked off.", "kind", metrics.handled),
        ("handling_seconds_total", "Time in handlers.", "kind", metrics.handling_seconds),
        ("sent_total", "Messages and answers sent.", "what", metrics.sent),
    )
    for name, about, label, values in families:
        yield from _family("counter", name, about, label, values)
    singles = (
        ("lag_seconds_total", "From arrival to being worked off.", metrics.lag_seconds),
        ("limited_total", "Calls that Telegram answered with 429.", metrics.limited),
        ("timers_fired_total", "Timers that fired.", metrics.fired),
        ("timer_late_seconds_total", "How late timers fired.", metrics.timer_late_seconds),
    )
    for name, about, value in singles:
        yield from _one("counter", name, about, value)


def _one(kind: str, name: str, about: str, value: float) -> Iterator[str]:
    yield from _head(kind, name, about)
    yield f"citequiz_{name} {value:g}" if isinstance(value, float) else f"citequiz_{name} {value}"


def _family(
    kind: str, name: str, about: str, label: str, values: Mapping[str, float]
) -> Iterator[str]:
    yield from _head(kind, name, about)
    for key, value in sorted(values.items()):
        yield f'citequiz_{name}{{{label}="{key}"}} {round(value, 6)}'


def _head(kind: str, name: str, about: str) -> Iterator[str]:
    yield f"# HELP citequiz_{name} {about}"
    yield f"# TYPE citequiz_{name} {kind}"
