"""Structured logs: JSON for machines, a line for terminals; no token, no learner's words."""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from typing import Literal, TextIO

from telegram.error import TelegramError

FIELDS = ("update", "lane", "kind", "count", "ms", "timer", "debt", "screen", "error")
"""What a record may carry beside its message, given as ``extra``."""

OURS = "bot"
"""The logger above all of the program's own; the level is chosen for it alone."""

_TOKEN = re.compile(r"(?<!\d)\d{6,}:[A-Za-z0-9_-]{6,}")
_REDACTED = "[token]"
_KINDS = ("Bad Request", "Conflict", "Forbidden")
_QUOTING = re.compile(r"""[:;"“”«‘`<\n]|(?<!\w)'""")
"""Where a text of Telegram's may begin to quote; an apostrophe within a word quotes nothing."""


def redact(text: str) -> str:
    """The text without anything that looks like a bot token."""
    return _TOKEN.sub(_REDACTED, text)


def gist(error: TelegramError) -> str:
    """What Telegram says by itself: its text up to where it quotes what was sent to it.

    A refusal such as ``Can't parse entities: …`` goes on with what it choked on, which may be a
    learner's name.
    """
    kind, colon, rest = error.message.partition(": ")
    if colon and kind in _KINDS:
        return f"{kind}: {_QUOTING.split(rest, maxsplit=1)[0]}".strip()
    return _QUOTING.split(error.message, maxsplit=1)[0].strip()


class _Formatter(logging.Formatter):
    """Tracebacks keep their frames and the type of the error, not its message.

    The message of an error often quotes what it choked on: what a learner wrote. Of Telegram's
    errors the gist stays.
    """

    def traceback_of(self, record: logging.LogRecord) -> str:
        if not record.exc_info or record.exc_info[1] is None:
            return ""
        error: BaseException | None = record.exc_info[1]
        parts: list[str] = []
        while error is not None:
            frames = "".join(traceback.format_tb(error.__traceback__))
            said = f": {gist(error)}" if isinstance(error, TelegramError) else ""
            parts.insert(0, f"{frames}{type(error).__qualname__}{said}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return redact("\n".join(parts))

    def fields_of(self, record: logging.LogRecord) -> dict[str, object]:
        found = {name: record.__dict__.get(name) for name in FIELDS}
        return {name: value for name, value in found.items() if value is not None}


class JsonFormatter(_Formatter):
    """One JSON object to a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redact(record.getMessage()),
            **self.fields_of(record),
        }
        if trace := self.traceback_of(record):
            entry["traceback"] = trace
        return redact(json.dumps(entry, ensure_ascii=False, default=str))


class TextFormatter(_Formatter):
    """Time, level, message, and what else is known."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        about = " ".join(f"{name}={value}" for name, value in self.fields_of(record).items())
        line = f"{at} {record.levelname.lower():7} {record.getMessage()}"
        parts = [f"{line}  {about}" if about else line, self.traceback_of(record)]
        return redact("\n".join(part for part in parts if part))


def configure(
    style: Literal["text", "json"], level: str = "INFO", stream: TextIO | None = None
) -> None:
    """Log to ``stream`` (standard error) from now on, replacing what was configured before.

    ``level`` holds for what the bot itself says; of libraries warnings are heard.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter() if style == "json" else TextFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    # Libraries would show addresses with the token, and at DEBUG what people wrote.
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(level)
