"""Reading documents that nobody vouches for: in a process that can be lost."""

import asyncio
import json
import logging
from pathlib import Path

from bot.generation.apart import ended, started
from bot.generation.documents import limits
from bot.generation.documents.problem import UnreadableDocument, too_large
from bot.generation.documents.reading import Reading

log = logging.getLogger(__name__)

_LOGGED = 300
_CHILD = "bot.generation.documents.child"


async def read_safely(
    name: str, data: bytes, *, seconds: float = limits.SECONDS, child: str = _CHILD
) -> Reading:
    """Read a document in another process. Raises UnreadableDocument, with ``name`` in it."""
    if len(data) > limits.FILE_BYTES:  # before a copy is made of it
        raise too_large(len(data), name)
    process = await started(child, name)
    try:
        told, trouble = await asyncio.wait_for(process.communicate(data), seconds)
    except TimeoutError:
        raise UnreadableDocument("D117", {"limit": round(seconds)}, name) from None
    finally:
        await ended(process)
    return _told(name, told, trouble)


async def read_file(path: Path) -> Reading:
    """The same for a file. Raises UnreadableDocument."""
    try:
        data = await asyncio.to_thread(_bytes, path)
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise UnreadableDocument("D101", {"reason": reason}, str(path)) from None
    return await read_safely(str(path), data)


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        raise too_large(size, str(path))
    return path.read_bytes()


def _told(name: str, told: bytes, trouble: bytes) -> Reading:
    """What the process wrote; it may have been ended in the middle of it."""
    try:
        plain = json.loads(told)
    except ValueError:
        last = trouble.decode(errors="replace").strip().rpartition("\n")[2]
        log.warning("the reader of a document broke off: %s", last[:_LOGGED] or "without a word")
        raise UnreadableDocument("D119", file=name) from None
    if "unreadable" in plain:
        code, values = plain["unreadable"]
        raise UnreadableDocument(code, values, name)
    return Reading.from_json(plain)
