"""Commands of the bot as processes of their own, which need not import it anew.

``python -m bot`` imports for more than a second, and tests start and kill it dozens of times. A
server that has imported it (that of `multiprocessing`) forks a process for each command: one with
a number, a folder and an environment of its own, which is signalled and killed like any other.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).parents[1]
IMPORTED = ("bot.app", "bot.cli.bank", "bot.cli.generate", "bot.cli.run", __name__)

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(list(IMPORTED))


class Forked:
    """``python -m bot ARGUMENTS``, begun in ``folder`` with just this environment.

    What it says is added to the files ``out`` and ``err``, which may be the same.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        out: Path,
        err: Path,
    ) -> None:
        for path in (out, err):
            path.touch()
        # A test run that ends takes along what it has left behind: it is a daemon.
        self._process = _FORKS.Process(
            target=_command, args=(arguments, folder, environment, out, err), daemon=True
        )
        with patch.dict(os.environ, PYTHONPATH=str(ROOT)):  # the first one starts the server
            self._process.start()

    @property
    def returncode(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        if self._process.pid is not None and self.returncode is None:
            os.kill(self._process.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Its exit code, once it has ended."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        self._process.join()
        return self._process.exitcode or 0


def _command(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], out: Path, err: Path
) -> None:
    """In the process: become the command."""
    from bot.__main__ import main

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    streams = (Path(os.devnull), os.O_RDONLY), (out, os.O_WRONLY), (err, os.O_WRONLY)
    for number, (path, mode) in enumerate(streams):
        opened = os.open(path, mode | os.O_APPEND | os.O_CREAT, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.exit(main(list(arguments)))
