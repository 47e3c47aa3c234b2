"""Settings: a bad value names itself and the mend, on one line."""

from pathlib import Path

import pytest

from bot.domain.errors import SettingError, SettingsWrong
from bot.settings import load


def env(tmp_path: Path, text: str) -> Path:
    path = tmp_path / ".env"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOT_TOKEN", "DATABASE_URL", "INSTRUCTORS", "SOURCES_DIR", "WEB_PORT"):
        monkeypatch.delenv(name, raising=False)


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    settings = load(env(tmp_path, "BOT_TOKEN=\nSOURCES_DIR=\nINSTRUCTORS=\nWEB_PORT=\n"))
    assert settings.bot_token is None
    assert settings.sources_dir is None
    assert settings.instructors == frozenset()
    assert settings.web_port == 8080


def test_instructors_are_64_bit_ids_between_commas(tmp_path: Path) -> None:
    settings = load(env(tmp_path, "INSTRUCTORS=5000000004, 7\n"))
    assert settings.instructors == {5_000_000_004, 7}


def test_the_page_stands_without_a_slash_at_its_end(tmp_path: Path) -> None:
    assert load(env(tmp_path, "PAGE_URL=https://quiz.example/drafts/\n")).page_url == (
        "https://quiz.example/drafts"
    )
    assert load(env(tmp_path, "PAGE_URL=http://127.0.0.1:8083\n")).page_url == (
        "http://127.0.0.1:8083"
    )


def test_the_token_is_not_printed(tmp_path: Path) -> None:
    settings = load(env(tmp_path, "BOT_TOKEN=123:very-secret\n"))
    assert "very-secret" not in repr(settings)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("BOT_TOKEN=hello", "BOT_TOKEN: not a bot token; copy it from @BotFather"),
        ("BOT_TOKEN=²:ab", "BOT_TOKEN: not a bot token; copy it from @BotFather"),
        ("BOT_TOKEN=1:a b", "BOT_TOKEN: not a bot token; copy it from @BotFather"),
        ("INSTRUCTORS=@dana", "INSTRUCTORS: '@dana' is not a Telegram id"),
        ("SOURCES_DIR=/no/such/folder", "SOURCES_DIR: /no/such/folder is not a folder"),
        ("WEB_PORT=eighty", "WEB_PORT: 'eighty' will not do; write a number from 0 to 65535"),
        ("WEB_PORT=70000", "WEB_PORT: '70000' will not do; write a number from 0 to 65535"),
        ("LLM_BASE_URL=some.host/v1", "LLM_BASE_URL: 'some.host/v1' will not do; write an address"),
        ("LLM_MAX_TOKENS=0", "LLM_MAX_TOKENS: '0' will not do; write a number, 1 or more"),
        (
            "LLM_IN_CHAT=1",
            "LLM_IN_CHAT: there is no model to ask; write LLM_BASE_URL and LLM_MODEL",
        ),
        ("LLM_IN_CHAT=maybe", "LLM_IN_CHAT: 'maybe' will not do; write 1 to let instructors draft"),
        (
            "LLM_BASE_URL=http://there/v1\nLLM_IN_CHAT=yes",
            "LLM_IN_CHAT: there is no model to ask; write LLM_MODEL, or 0 here",
        ),
        (
            "LLM_BASE_URL=there/v1\nLLM_MODEL=m\nLLM_IN_CHAT=1",
            "LLM_BASE_URL: 'there/v1' will not do; write an address",
        ),
        (
            "LLM_BASE_URL=http://:80/v1\nLLM_MODEL=m\nLLM_IN_CHAT=1",
            "LLM_IN_CHAT: LLM_BASE_URL names no host",
        ),
        (
            "LLM_BASE_URL=http://[::1/v1\nLLM_MODEL=m\nLLM_IN_CHAT=1",
            "LLM_BASE_URL: 'http://[::1/v1' will not do; write an address",
        ),
        (
            "LLM_BASE_URL=http://me:pass@there:65536/v1",
            "LLM_BASE_URL: 'http://there:65536/v1' will not do; write an address",
        ),
        ("LLM_BASE_URL=me:pass@there/v1", "LLM_BASE_URL: 'there/v1' will not do; write an address"),
        ("PAGE_URL=http://me:pass@there", "PAGE_URL: 'http://there' will not do; write the"),
        ("LLM_API_KEY=ключ", "LLM_API_KEY: it has a character that no key has; copy it again"),
        ("PAGE_URL=http://quiz.example", "PAGE_URL: 'http://quiz.example' will not do; write the"),
        ("PAGE_PORT=page", "PAGE_PORT: 'page' will not do; write a number from 0 to 65535"),
        ("LOG_FORMAT=xml", "LOG_FORMAT: 'xml' will not do; write text or json"),
        ("LOG_LEVEL=loud", "LOG_LEVEL: 'loud' will not do; write DEBUG, INFO, WARNING or ERROR"),
        ("BOT_API_URL=ftp://x", "BOT_API_URL: 'ftp://x' will not do; write an address without a /"),
        ("WEBHOOK_URL=http://bot.example", "WEBHOOK_URL: 'http://bot.example' will not do; write"),
        ("WEBHOOK_SECRET=a b", "WEBHOOK_SECRET: Telegram takes 1-256 letters A-Z, digits, _ or -"),
        ('LOG_FORMAT=text\n\nBOT_TOKEN="1:A', ".env:3: not understood; write NAME=value"),
        ("WEBHOOK_URL=https://bot.example/hook", "WEBHOOK_SECRET: missing"),
    ],
)
def test_a_bad_value_names_its_setting(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(SettingError) as caught:
        load(env(tmp_path, line + "\n"))
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_a_model_is_asked_in_chat_only_where_that_is_said(tmp_path: Path) -> None:
    server = "LLM_BASE_URL=http://there/v1\nLLM_MODEL=m\n"
    for said, asked in (("", False), ("LLM_IN_CHAT=\n", False), ("LLM_IN_CHAT=1\n", True)):
        assert load(env(tmp_path, server + said)).llm_in_chat is asked


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    lines = ("WEB_PORT=eighty", "BOT_TOKN=1:a", "WEBHOOK_URL=https://bot.example")
    with pytest.raises(SettingsWrong) as caught:
        load(env(tmp_path, "\n".join((*lines, 'BOT_TOKEN="1:A'))))
    assert str(caught.value).splitlines() == [
        "4 settings are wrong:",
        ".env:2: BOT_TOKN is no setting; did you mean BOT_TOKEN?",
        ".env:4: not understood; write NAME=value, and quotes in pairs",
        "WEBHOOK_SECRET: missing; a webhook needs 1-256 letters, digits, _ or - as a secret",
        "WEB_PORT: 'eighty' will not do; write a number from 0 to 65535",
    ]


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes(b"BOT_TOKEN=\xff\xfe")
    with pytest.raises(SettingError, match=r"\.env: not UTF-8"):
        load(path)


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    with pytest.raises(SettingError, match=r"\.env: is a folder; write the settings into a file"):
        load(tmp_path / ".env")


@pytest.mark.parametrize(
    ("line", "meant"), [("INSTRUCTOR=7", "INSTRUCTORS"), ("BOT_TOKN=1:a", "BOT_TOKEN")]
)
def test_a_misspelt_name_is_not_passed_over(tmp_path: Path, line: str, meant: str) -> None:
    with pytest.raises(SettingError) as caught:
        load(env(tmp_path, f"WEB_PORT=9\n{line}\n"))
    name = line.partition("=")[0]
    assert str(caught.value) == f".env:2: {name} is no setting; did you mean {meant}?"


def test_a_name_of_somebody_else_may_stand_in_the_file(tmp_path: Path) -> None:
    assert load(env(tmp_path, "POSTGRES_PASSWORD=x\nWEB_PORT=9\n")).web_port == 9


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://bot.example", "https://bot.example/webhook"),
        ("https://bot.example/", "https://bot.example/webhook"),
        ("https://bot.example/tg/hook", "https://bot.example/tg/hook"),
    ],
)
def test_a_webhook_has_a_path(tmp_path: Path, given: str, kept: str) -> None:
    settings = load(env(tmp_path, f"WEBHOOK_URL={given}\nWEBHOOK_SECRET=s3cret\n"))
    assert settings.webhook_url == kept
