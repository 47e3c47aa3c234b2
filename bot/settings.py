"""Settings of a deployment, from the environment and `.env`; every error names its setting."""

import logging
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from dotenv.parser import parse_stream
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.errors import SettingError, SettingsWrong
from bot.domain.redaction import address_without_user

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
"""What Telegram allows as a webhook's secret token."""

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
"""The form of a bot's token: the bot's id and a secret."""

_PORT = "write a number from 0 to 65535"
_MANY = "write a number, 1 or more"
MENDS = {
    "CURATORS": "write 1, or 2 if two different people have to approve each draft",
    "BOT_API_URL": "write an address without a / at its end, such as https://api.telegram.org",
    "LOG_FORMAT": "write text or json",
    "LOG_LEVEL": "write DEBUG, INFO, WARNING or ERROR",
    "WEBHOOK_URL": "write a public address that begins with https://",
    "WEBHOOK_PORT": _PORT,
    "PAGE_URL": "write the address of the curation page, https://…; http only for 127.0.0.1",
    "PAGE_PORT": _PORT,
    "WEB_PORT": _PORT,
    "SANDBOX_PORT": _PORT,
    "LLM_IN_CHAT": "write 1 to let instructors draft by the model, or 0",
    "LLM_BASE_URL": "write an address such as http://127.0.0.1:8000/v1",
    "LLM_TIMEOUT": "write seconds, from 1 to 3600",
    "LLM_CONCURRENCY": "write a number from 1 to 32",
    "LLM_MAX_REQUESTS": _MANY,
    "LLM_MAX_TOKENS": _MANY,
}
"""What to write where a value's form is wrong."""


class Settings(BaseSettings):
    """What a deployment may choose. Names in the environment are these in capitals."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    bot_token: SecretStr | None = Field(None, description="from @BotFather; without it, sandbox")
    bot_api_url: str = Field("https://api.telegram.org", pattern=r"^https?://\S+[^/]$")
    database_url: str = "sqlite:///citequiz.db"
    instructors: Annotated[frozenset[int], NoDecode] = frozenset()
    curators: int = Field(1, ge=1, le=2, description="people who have to approve a draft")
    sources_dir: Path | None = None
    questions_dir: Path = Path("questions")
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    webhook_url: str | None = Field(None, pattern=r"^https://\S+$")
    webhook_secret: SecretStr | None = Field(None, validate_default=True)
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(8082, ge=0, le=65535)
    page_url: str | None = Field(
        None, pattern=r"^(https://[^\s?#/]+|http://127\.0\.0\.1(:[0-9]{1,5})?)(/[^\s?#]*)?$"
    )
    page_host: str = "127.0.0.1"
    page_port: int = Field(8083, ge=0, le=65535)
    web_host: str = "127.0.0.1"
    web_port: int = Field(8080, ge=0, le=65535)
    sandbox_port: int = Field(8081, ge=0, le=65535)
    llm_base_url: str | None = Field(None, pattern=r"^https?://\S+$")
    llm_model: str | None = None
    llm_api_key: SecretStr | None = None
    llm_timeout: float = Field(180, ge=1, le=3600)
    llm_concurrency: int = Field(4, ge=1, le=32)
    llm_max_requests: int = Field(300, ge=1)
    llm_max_tokens: int = Field(300_000, ge=1)
    llm_replies_dir: Path = Path(".generate")
    llm_in_chat: bool = Field(False, description="instructors may have documents drafted by it")

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object, info: object) -> object:
        if isinstance(value, str) and not value.strip():
            return cls.model_fields[info.field_name].get_default()  # type: ignore[attr-defined]
        return value.strip() if isinstance(value, str) else value

    @field_validator("instructors", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        words = value.replace(",", " ").split()
        if stray := [word for word in words if not word.isascii() or not word.isdigit()]:
            raise ValueError(f"{stray[0]!r} is not a Telegram id: digits, comma between ids")
        return frozenset(map(int, words))

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("not a bot token; copy it from @BotFather: 123:ABC")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, value: str | None) -> str | None:
        """An address without a path gets one: the bot serves the path that the address names."""
        if value is not None and urlsplit(value).path in {"", "/"}:
            return value.rstrip("/") + "/webhook"
        return value

    @field_validator("page_url")
    @classmethod
    def _page(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value else value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None and info.data.get("webhook_url"):
            raise ValueError("missing; a webhook needs 1-256 letters, digits, _ or - as a secret")
        if value is not None and not SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("Telegram takes 1-256 letters A-Z, digits, _ or -; choose another")
        return value

    @field_validator("llm_base_url")
    @classmethod
    def _server(cls, value: str | None) -> str | None:
        try:
            _ = value and urlsplit(value).port
        except ValueError:
            shown = address_without_user(value or "")
            raise ValueError(f"{shown!r} will not do; {MENDS['LLM_BASE_URL']}") from None
        return value

    @field_validator("llm_api_key")
    @classmethod
    def _key(cls, value: SecretStr | None) -> SecretStr | None:
        key = value.get_secret_value() if value else ""
        if not key.isascii() or not key.isprintable():
            raise ValueError("it has a character that no key has; copy it again")
        return value

    @field_validator("llm_in_chat")
    @classmethod
    def _whom_to_ask(cls, value: bool, info: ValidationInfo) -> bool:
        """On, it needs a server; one whose setting is wrong is told of there."""
        given = info.data
        lacking = [n for n in ("llm_base_url", "llm_model") if n in given and not given[n]]
        if value and lacking:
            names = " and ".join(map(str.upper, lacking))
            raise ValueError(f"there is no model to ask; write {names}, or 0 here")
        if value and not urlsplit(given.get("llm_base_url") or "http://there").hostname:
            raise ValueError("LLM_BASE_URL names no host, which instructors are to be told")
        return value

    @field_validator("sources_dir")
    @classmethod
    def _folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError(f"{value} is not a folder; name the documents' folder")
        return value


logging.getLogger("dotenv.main").setLevel(logging.ERROR)  # what it warns of is said below, better
_NAMES = [name.upper() for name in Settings.model_fields]
_ALIKE = 0.85


def _faulty_lines(env_file: Path | None) -> Iterator[SettingError]:
    """A line that is no NAME=value, or whose name is misspelt, would be left out in silence.

    Other names may stand there: compose files read the same `.env`.
    """
    if env_file is None or not env_file.is_file():
        return
    with env_file.open(encoding="utf-8") as lines:
        for binding in parse_stream(lines):
            if binding.error:
                text = binding.original.string
                blank = text[: len(text) - len(text.lstrip())].count("\n")
                place = f"{env_file.name}:{binding.original.line + blank}"
                yield SettingError(place, "not understood; write NAME=value, and quotes in pairs")
            name = (binding.key or "").upper()
            meant = get_close_matches(name, _NAMES, n=1, cutoff=_ALIKE)
            if meant and name not in _NAMES:
                place = f"{env_file.name}:{binding.original.line}"
                yield SettingError(place, f"{binding.key} is no setting; did you mean {meant[0]}?")


def _fault(error: ErrorDetails) -> SettingError:
    """A wrong value, and the mend."""
    name = str(error["loc"][0]).upper() if error["loc"] else "settings"
    if name in MENDS and error["type"] != "value_error":  # such a one says itself what is wrong
        given = error["input"]
        if name.endswith("_URL"):
            given = address_without_user(str(given))
        return SettingError(name, f"{given!r} will not do; {MENDS[name]}")
    return SettingError(name, error["msg"].removeprefix("Value error, "))


def load(env_file: Path | None = Path(".env")) -> Settings:
    """The settings. Raises SettingError for a wrong one, SettingsWrong for several."""
    faults: list[SettingError] = []
    try:
        if env_file is not None and env_file.is_dir():
            raise SettingError(".env", "is a folder; write the settings into a file of this name")
        faults += _faulty_lines(env_file)
        settings = Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as error:
        faults += map(_fault, error.errors())
    except UnicodeDecodeError:
        raise SettingError(".env", "not UTF-8; save it as UTF-8 text") from None
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise SettingError(".env", f"cannot be read ({reason}); mend the rights to it") from None
    match faults:
        case []:
            return settings
        case [fault]:
            raise fault
    raise SettingsWrong(tuple(faults))
