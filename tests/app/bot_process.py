"""The bot as a process of its own, which a test may kill."""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.forked import ROOT, Forked

__all__ = ["ROOT", "BotProcess"]


@dataclass
class BotProcess:
    """``python -m bot run`` with the given settings; its log is kept for a failing test.

    It is forked from a process that has imported the bot, or, where that is not ``forked``, a new
    interpreter, as it is out in the world.
    """

    folder: Path
    environment: dict[str, str]
    forked: bool = True
    process: asyncio.subprocess.Process | Forked | None = None
    starts: int = 0
    endings: list[int] = field(default_factory=list)

    @property
    def log(self) -> str:
        return (self.folder / "bot.log").read_text(errors="replace")

    async def start(self) -> None:
        """Start it; what it says is added to the log."""
        inherited = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG", "TMPDIR"}}
        environment = {**inherited, "PYTHONPATH": str(ROOT), "PTB_TIMEDELTA": "1"}
        environment |= self.environment
        path = self.folder / "bot.log"
        if self.forked:
            self.process = Forked(["run"], self.folder, environment, path, path)
        else:
            with path.open("ab") as log:
                self.process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-m",
                    "bot",
                    "run",
                    cwd=self.folder,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    env=environment,
                )
        self.starts += 1

    async def ended(self) -> int:
        """Its exit code, when it ends by itself."""
        if self.process is None:
            raise RuntimeError("not started")
        return await self.process.wait()

    async def kill(self) -> None:
        """``kill -9``: it gets no word in."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM, and its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        if self.process is None:
            raise RuntimeError("not started")
        if self.process.returncode is None:
            self.process.send_signal(how)
        self.endings.append(await self.process.wait())
        self.process = None
        return self.endings[-1]
