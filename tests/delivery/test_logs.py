"""Logs: structured, without the token, without what a learner wrote."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from telegram.error import BadRequest

from bot.delivery.logs import OURS, configure, gist, redact
from bot.domain.people.person import Who
from bot.storage.database import Database
from bot.storage.people import accounts, people
from tests.conftest import Clock

TOKEN = "4200000001:AAf-secret_secret-secret_secret-123"
LEARNER = "my grandmother's recipe"


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger(OURS)
    handlers, levels = list(root.handlers), (root.level, ours.level)
    yield
    root.handlers[:] = handlers
    for logger, level in zip((root, ours), levels, strict=True):
        logger.setLevel(level)


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


async def test_what_a_person_chose_is_not_logged_at_the_most_talkative_level(
    database: Database, clock: Clock
) -> None:
    """Drivers tell at DEBUG which values a statement carries."""
    stream = io.StringIO()
    configure("text", "DEBUG", stream)
    async with database.write() as tx:
        person = await people.recognise(tx, Who(5_000_000_001, "Alma"), clock())
        await accounts.choose_alias(tx, person.id, LEARNER)
    logging.getLogger("bot.test").debug("chosen")
    assert LEARNER not in stream.getvalue()
    assert "chosen" in stream.getvalue()


@pytest.mark.parametrize(("level", "heard"), [("INFO", True), ("ERROR", False)])
def test_the_chosen_level_is_that_of_the_bot(level: str, heard: bool) -> None:
    stream = io.StringIO()
    configure("text", level, stream)
    logging.getLogger("bot.test").info("a poll was sent")
    assert ("a poll was sent" in stream.getvalue()) is heard


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
