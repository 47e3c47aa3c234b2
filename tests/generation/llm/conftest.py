"""A model's server, listening, and a way to draft with it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.documents.source_document import SourceDocument
from bot.generation.generated import Generated
from bot.generation.llm.backend import Backend, generate
from bot.generation.llm.kept import Kept, Nothing
from bot.generation.llm.service import Spent
from tests.generation.llm.model_server import ModelServer, served
from tests.generation.llm.rock import WHEN, WHO, rock

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass
class Drafting:
    """Runs of the backend; nobody waits in them, but the pauses are written down."""

    server: ModelServer
    pauses: list[float] = field(default_factory=list)
    kept: Kept = field(default_factory=Nothing)
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(
        self, *documents: SourceDocument, limit: int | None = None, **service: Any
    ) -> tuple[Generated, Spent]:
        asked = documents or (rock(),)
        backend = Backend(
            self.server.service(**service), self.kept, self.stop, self._pause, lambda: NOW
        )
        return await generate(asked, backend, limit=limit)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with served(ModelServer(WHO, WHEN)) as listening:
        yield listening


@pytest.fixture
def drafting(server: ModelServer) -> Drafting:
    return Drafting(server)
