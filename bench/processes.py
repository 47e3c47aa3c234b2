"""The programs that take part, each a process of its own: the sandbox, and who plays in it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
_INHERITED = ("PATH", "HOME", "LANG", "TMPDIR")


@asynccontextmanager
async def program(
    arguments: Sequence[str],
    *,
    folder: Path,
    settings: Mapping[str, str] | None = None,
    log: str | None = None,
) -> AsyncIterator[asyncio.subprocess.Process]:
    """``python -m …`` until the block ends. What it says goes to the file ``log``, or is read."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    environment = {**inherited, "PYTHONPATH": str(ROOT), "PTB_TIMEDELTA": "1", **(settings or {})}
    with (folder / (log or "errors.log")).open("ab") as said:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *arguments, cwd=folder, env=environment,
            stdin=asyncio.subprocess.PIPE, stderr=said,
            stdout=said if log else asyncio.subprocess.PIPE,
        )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


@asynccontextmanager
async def sandbox(folder: Path) -> AsyncIterator[str]:
    """The address of a new sandbox in a process of its own, with Telegram's limits."""
    arguments = ["bot", "sandbox", "--port", "0", "--data", ":memory:", "--owned"]
    async with program(arguments, folder=folder) as process:
        line = await next_line(process)
        yield line.removeprefix("sandbox: ")


async def next_line(process: asyncio.subprocess.Process) -> str:
    """What it says next. Raises RuntimeError when it ended instead."""
    assert process.stdout is not None  # noqa: S101 - it is read by who asked for it
    line = await process.stdout.readline()
    if not line:
        raise RuntimeError(f"it ended with code {await process.wait()}")
    return line.decode().strip()


def processor_seconds(process: asyncio.subprocess.Process) -> float:
    """Seconds of processor that it has had so far (Linux)."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
