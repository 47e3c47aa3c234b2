"""The collector, which is still while texts are drafted from and goes on as it was afterwards."""

import gc
from collections.abc import Iterator

import pytest

from bot.generation.uncollected import uncollected


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    on = gc.isenabled()
    yield
    (gc.enable if on else gc.disable)()


@pytest.mark.parametrize("before", [True, False])
def test_the_collector_is_still_meanwhile_and_as_it_was_afterwards(before: bool) -> None:
    (gc.enable if before else gc.disable)()
    with pytest.raises(ValueError, match="broken"), uncollected():
        assert not gc.isenabled()
        raise ValueError("broken")
    assert gc.isenabled() is before
