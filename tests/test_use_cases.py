"""Whom instructors may ask, as the settings have it."""

from typing import Any

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.use_cases import model_of

SERVER: dict[str, Any] = {
    "llm_base_url": "http://there/v1",
    "llm_model": "some-model",
    "llm_api_key": SecretStr("key-of-tests"),
    "llm_timeout": 7,
    "llm_max_requests": 8,
}


@pytest.mark.parametrize("switch", [{}, {"llm_in_chat": False}])
def test_a_model_of_the_command_line_alone_is_nobody_s_in_chat(switch: dict[str, Any]) -> None:
    assert model_of(Settings.model_validate(SERVER | switch)) is None


def test_a_model_is_whom_the_settings_name() -> None:
    model = model_of(Settings.model_validate(SERVER | {"llm_in_chat": True}))
    assert model is not None
    assert (model.host, model.name, model.api_key) == ("there", "some-model", "key-of-tests")
    assert (model.timeout, model.most_requests) == (7, 8)


def test_bots_of_different_databases_keep_their_replies_apart() -> None:
    def bank(url: str) -> str:
        model = model_of(
            Settings.model_validate(SERVER | {"llm_in_chat": True, "database_url": url})
        )
        assert model is not None
        return model.bank

    first = bank("postgresql://me:old@db/quiz")
    assert first == bank("postgresql://me:new@db/quiz")
    assert len({first, bank("postgresql://me@db/other"), bank("sqlite:///quiz.db")}) == 3
