"""Work on documents that nobody vouches for: in a process that can be lost."""

import asyncio
import os
import sys
from pathlib import Path

_PACKAGES = Path(__file__).parents[2]
"""Where ``bot`` lies."""

_KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LANG", "LC_ALL")
"""Of the environment; the rest, such as the token, is none of a document's business."""

LINE_BYTES = 1_000_000
"""The longest line that such a process may write."""


async def started(
    module: str, *arguments: str, kept: tuple[str, ...] = ()
) -> asyncio.subprocess.Process:
    """A module of ours as a process of its own, with pipes to it; ``kept`` of the environment too.

    Whoever starts it ends it, whatever comes.
    """
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=LINE_BYTES,
        cwd=_PACKAGES,
        env={key: os.environ[key] for key in (*_KEPT, *kept) if key in os.environ},
    )  # fmt: skip


async def ended(process: asyncio.subprocess.Process) -> None:
    """See to it that the process is gone."""
    if process.returncode is None:
        process.kill()
        await process.wait()


def confine(memory: int, seconds: int) -> None:
    """Bound this process's memory (bytes) and processor time, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: only the time limit of who started this holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
