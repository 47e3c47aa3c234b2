"""The stage of disputes and rulings, on both databases."""

import pytest

from bot.storage.database import Database
from tests.conftest import Clock
from tests.services.disputes.stage import Stage


@pytest.fixture
async def stage(database: Database, clock: Clock) -> Stage:
    made = Stage(database, clock)
    await made.begin(4)
    return made
