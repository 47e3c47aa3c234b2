"""Processes that work on documents nobody vouches for: they know no secret, and have bounds."""

import io
import json
from types import ModuleType

import pytest

from bot import model_drafting as by_model
from bot.generation.apart import ended, started
from bot.generation.documents import child as reading
from bot.generation.documents import limits as of_reading
from bot.services.drafting import child as drafting
from bot.services.drafting import limits as of_drafting

MEMORY, SECONDS = 500_000_000, 50


async def test_such_a_process_has_neither_the_token_nor_more_memory_than_it_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "7:secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret@db/quiz")
    process = await started("tests.generation.confined", str(MEMORY), str(SECONDS))
    try:
        said, trouble = await process.communicate()
    finally:
        await ended(process)
    assert trouble == b""
    told = json.loads(said)
    assert told["bounds"] == [MEMORY, SECONDS, 0]
    assert told["full"]
    assert "PATH" in told["environment"]
    assert not any("secret" in value for value in told["environment"].values())


class Bound(Exception):
    """What would have been the bounds."""


@pytest.mark.parametrize(
    ("child", "bounds"),
    [
        (reading, (of_reading.MEMORY_BYTES, of_reading.SECONDS)),
        (by_model, (of_drafting.MEMORY_BYTES, of_drafting.SECONDS)),
        (drafting, (of_drafting.MEMORY_BYTES, of_drafting.SECONDS)),
    ],
    ids=["reading", "by a model", "drafting"],
)
def test_each_binds_itself_before_it_takes_anything_in(
    child: ModuleType, bounds: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = io.TextIOWrapper(io.BytesIO(b"{}"))

    def confine(*limits: int) -> None:
        assert taken.buffer.tell() == 0
        raise Bound(limits)

    monkeypatch.setattr("sys.stdin", taken)
    monkeypatch.setattr(child, "confine", confine)
    with pytest.raises(Bound) as bound:
        child.main()
    assert bound.value.args == (bounds,)
