"""The sandbox as a process of its own."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.sandbox.client import Sandbox
from tests.sandbox.answers import result

_RUN = "import sys; from bot.sandbox.server import main; sys.exit(main(sys.argv[1:]))"


async def test_it_runs_keeps_and_stops(tmp_path: Path) -> None:
    """Port 0 prints the address; SIGTERM ends it with 0; the data is there next time."""
    env = {**os.environ, "BOT_TOKEN": "1:ignored"}
    for expected in (["/start"], ["/start", "/start"]):
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            _RUN,
            "--port",
            "0",
            "--data",
            str(tmp_path / "data"),
            stdout=asyncio.subprocess.PIPE,
            env=env,
        )
        assert process.stdout is not None
        line = (await process.stdout.readline()).decode()
        assert line.startswith("sandbox: http://127.0.0.1:")
        async with Sandbox.at(line.removeprefix("sandbox: ").strip()) as sandbox:
            await sandbox.person("Alma").start()
            updates = result(await sandbox.api("getUpdates"))
            assert [u["message"]["text"] for u in updates] == expected
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
        await process.stdout.read()


async def test_a_port_in_use_is_one_line(sandbox: Sandbox, tmp_path: Path) -> None:
    """A second sandbox on the same port says so and ends with 2."""
    port = sandbox.url.rsplit(":", 1)[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _RUN,
        "--port",
        port,
        "--data",
        ":memory:",
        stderr=asyncio.subprocess.PIPE,
    )
    _, error = await process.communicate()
    assert process.returncode == 2
    assert error.decode().startswith("sandbox: ")
    assert error.decode().count("\n") == 1
