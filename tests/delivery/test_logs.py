"""Logs: structured, without the token, without what a learner wrote."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from telegram.error import BadRequest

from bot.delivery.logs import configure, gist, redact

TOKEN = "4200000001:AAf-secret_secret-secret_secret-123"
LEARNER = "my grandmother's recipe"


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def logged(style: str) -> str:
    stream = io.StringIO()
    configure("json" if style == "json" else "text", "INFO", stream)
    log = logging.getLogger("bot.test")
    try:
        raise ValueError(LEARNER)  # noqa: TRY301
    except ValueError:
        log.exception("failed at %s", f"https://x/bot{TOKEN}/getMe", extra={"update": 7})
    return stream.getvalue()


def test_a_json_line_has_the_updates_id_and_the_place_of_the_error() -> None:
    entry = json.loads(logged("json"))
    assert (entry["level"], entry["update"], entry["logger"]) == ("error", 7, "bot.test")
    assert "test_logs.py" in entry["traceback"]
    assert entry["traceback"].endswith("ValueError")


@pytest.mark.parametrize("style", ["json", "text"])
def test_neither_the_token_nor_a_learners_words_are_logged(style: str) -> None:
    text = logged(style)
    assert TOKEN not in text
    assert "secret" not in text
    assert "[token]" in text
    assert LEARNER not in text


def test_what_is_no_token_stays() -> None:
    assert redact("at 12:30 poll:55 id 5000000001: x") == "at 12:30 poll:55 id 5000000001: x"


def test_the_http_client_does_not_log_addresses() -> None:
    stream = io.StringIO()
    configure("text", "DEBUG", stream)
    logging.getLogger("httpx").info("HTTP Request: POST %s", "https://x")
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            'Can\'t parse entities: unsupported start tag "alma" at byte offset 12',
            "Can't parse entities",
        ),
        (
            "Can't find end tag corresponding to start tag 'alma'",
            "Can't find end tag corresponding",
        ),
        ("Inline keyboard button URL 'alma' is invalid", "Inline keyboard button URL"),
        ("Forbidden: can't parse entities: alma", "Forbidden: can't parse entities"),
        ("Forbidden: bot was blocked by the user", "Forbidden: bot was blocked by the user"),
        ("Message can't be edited", "Message can't be edited"),
    ],
)
def test_of_telegrams_text_only_what_quotes_nothing_is_kept(said: str, kept: str) -> None:
    assert gist(BadRequest(said)).startswith(kept)
    assert "alma" not in gist(BadRequest(said))


@pytest.mark.parametrize("style", ["json", "text"])
def test_a_refusal_in_a_traceback_quotes_nobody(style: str) -> None:
    stream = io.StringIO()
    configure("json" if style == "json" else "text", "INFO", stream)
    try:
        raise BadRequest(f'Can\'t parse entities: unsupported start tag "{LEARNER}"')  # noqa: TRY301
    except BadRequest:
        logging.getLogger("bot.test").exception("failed")
    assert "BadRequest: Can't parse entities" in stream.getvalue()
    assert "recipe" not in stream.getvalue()
