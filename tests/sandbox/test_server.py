"""The sandbox as a process of its own."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.sandbox.client import Sandbox
from tests.sandbox.answers import result

_RUN = "import sys; from bot.sandbox.server import main; sys.exit(main(sys.argv[1:]))"


async def spawned(*options: str) -> asyncio.subprocess.Process:
    """The sandbox's program on a free port."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _RUN,
        "--port",
        "0",
        *options,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "BOT_TOKEN": "1:ignored"},
    )


async def started(*options: str) -> tuple[asyncio.subprocess.Process, str]:
    """The same, once it listens, and its address."""
    process = await spawned(*options)
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    assert line.startswith("sandbox: http://127.0.0.1:")
    return process, line.removeprefix("sandbox: ").strip()


async def test_it_runs_keeps_and_stops(tmp_path: Path) -> None:
    """Port 0 prints the address; SIGTERM ends it with 0; the data is there next time."""
    for expected in (["/start"], ["/start", "/start"]):
        process, url = await started("--data", str(tmp_path / "data"))
        async with Sandbox.at(url) as sandbox:
            await sandbox.person("Alma").start()
            updates = result(await sandbox.api("getUpdates"))
            assert [u["message"]["text"] for u in updates] == expected
        process.send_signal(signal.SIGTERM)
        await process.communicate()
        assert process.returncode == 0


async def test_a_folder_has_one_sandbox(tmp_path: Path) -> None:
    """A second one on the same folder is one line; a killed one leaves the folder free."""
    first, _ = await started("--data", str(tmp_path))
    second = await spawned("--data", str(tmp_path))
    _, error = await second.communicate()
    assert (second.returncode, error.decode()) == (
        2,
        f"sandbox: the folder {tmp_path} belongs to a sandbox that runs already (process"
        f" {first.pid}); stop that one; a second copy needs a clone of its own, or another"
        " folder behind --data of `python -m bot sandbox`\n",
    )
    first.kill()
    await first.communicate()
    third, _ = await started("--data", str(tmp_path))
    third.terminate()
    await third.communicate()
    assert third.returncode == 0


async def test_one_that_is_owned_ends_with_its_owner(tmp_path: Path) -> None:
    """Its standard input ends when its owner is gone; what was said until then is kept."""
    process, url = await started("--data", str(tmp_path), "--owned")
    async with Sandbox.at(url) as sandbox:
        await sandbox.person("Alma").say("last words")
    await process.communicate(b"")  # closes its standard input
    assert process.returncode == 0
    assert "last words" in (tmp_path / "world.json").read_text()


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
