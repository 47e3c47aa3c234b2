"""The model that chat may ask: what is shown of it, its time, where its replies are kept."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.errors import SettingError
from bot.services.drafting.limits import MODEL_SECONDS
from bot.services.drafting.model import Model

MODEL = Model(
    "https://me:pass@models.example:8443/v1",
    "some-model",
    "key-of-tests",
    timeout=30.0,
    concurrency=2,
    most_requests=9,
    most_tokens=9_000,
    replies=Path(".generate"),
)


def test_neither_the_key_nor_a_password_is_shown() -> None:
    assert MODEL.host == "models.example:8443"
    assert replace(MODEL, base_url="http://127.0.0.1/v1").host == "127.0.0.1"
    for secret in ("key-of-tests", "pass"):
        assert secret not in repr(MODEL)
    said = f"{MODEL.base_url} answers 401 (no key-of-tests here); look at LLM_API_KEY"
    assert MODEL.without_secrets(said) == (
        "models.example:8443 answers 401 (no [key] here); look at LLM_API_KEY"
    )
    assert replace(MODEL, api_key=None).without_secrets("as it is") == "as it is"


def test_of_addresses_only_the_whole_one_is_taken_out() -> None:
    bare = replace(MODEL, base_url="http://there/")
    for same in ("http://there/v1/models is gone", "http://there.example", "see http://there:80/"):
        assert bare.without_secrets(same) == same
    assert bare.without_secrets("http://there, http://there/.") == "there, there."
    said = "https://me:pass@models.example:8443/v1/chat/completions and //me:pass@other/"
    assert MODEL.without_secrets(said) == (
        "https://models.example:8443/v1/chat/completions and //other/"
    )


def test_a_slow_server_gets_time_for_some_calls() -> None:
    assert MODEL.seconds == MODEL_SECONDS
    assert replace(MODEL, timeout=3_600).seconds == 4 * 3_600


def test_it_survives_the_way_to_the_process() -> None:
    assert Model.from_json(MODEL.to_json()) == MODEL


def test_each_version_of_a_document_has_a_folder_which_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that asks works elsewhere, so that the folder is told from the root on."""
    monkeypatch.chdir(tmp_path)
    MODEL.must_be_kept()
    assert stat.S_IMODE((tmp_path / ".generate").stat().st_mode) == 0o700
    model = replace(MODEL, bank="mine")
    first, second = model.about(7), model.about(8)
    assert first.replies == tmp_path / ".generate" / "chat-mine-7"
    for one in (first, second):
        one.replies.mkdir()
        (one.replies / "reply.json").write_text("{}")
    first.let_go()
    first.let_go()
    assert [path.name for path in (tmp_path / ".generate").iterdir()] == ["chat-mine-8"]


def test_where_nothing_can_be_kept_that_is_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for folder, why in ((file, "file exists"), (tmp_path / "no" / "folder", "no such file")):
        with pytest.raises(SettingError, match=rf"LLM_REPLIES_DIR: .*{why}.*; name a folder"):
            replace(MODEL, replies=folder).must_be_kept()
