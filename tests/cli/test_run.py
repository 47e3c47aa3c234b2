"""What the sandbox chooses where nobody else has."""

from pathlib import Path

import pytest

from bot.cli.run import in_sandbox, lasting_port
from bot.settings import Settings, load
from bot.web.server import listen


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOG_LEVEL", "WEB_PORT"):
        monkeypatch.delenv(name, raising=False)


def of_file(folder: Path, text: str) -> Settings:
    """What the sandbox makes of a ``.env``."""
    (folder / ".env").write_text(text, encoding="utf-8")
    return in_sandbox(load(folder / ".env"))


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
def test_a_log_level_that_was_chosen_holds(tmp_path: Path, level: str) -> None:
    assert of_file(tmp_path, f"LOG_LEVEL={level}\n").log_level == level


def test_a_port_that_was_chosen_holds(tmp_path: Path) -> None:
    assert of_file(tmp_path, "WEB_PORT=8080\n").web_port == 8080


@pytest.mark.parametrize("text", ["", "LOG_LEVEL=\nWEB_PORT=\n"])
def test_it_only_warns_and_takes_any_port(tmp_path: Path, text: str) -> None:
    settings = of_file(tmp_path, text)
    assert (settings.log_level, settings.web_port) == ("WARNING", 0)


def test_the_page_is_where_it_was_while_nobody_else_is_there(tmp_path: Path) -> None:
    kept, host = tmp_path / "page-port", "127.0.0.1"
    port = lasting_port(kept, host)
    assert port > 0
    assert lasting_port(kept, host) == port
    with listen(host, port):
        other = lasting_port(kept, host)
    assert other not in {0, port}
    assert lasting_port(kept, host) == other
    kept.write_text("no port")
    assert lasting_port(kept, host) > 0
