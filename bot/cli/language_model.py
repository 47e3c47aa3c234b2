"""Drafts by a language model, as the settings name its server."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from bot.cli.generation_sources import Sources
from bot.domain.errors import SettingError
from bot.generation.generated import Generated, IsAsked
from bot.generation.llm.backend import Backend, generate
from bot.generation.llm.kept_replies import KeptReplies
from bot.generation.llm.service import Service, Spent
from bot.generation.ranking import Acceptance
from bot.settings import Settings


def drafted(
    found: Sources,
    service: Service,
    kept: KeptReplies,
    *,
    limit: int | None,
    asked: IsAsked,
    acceptance: Acceptance,
    progress: Callable[[int, int], None],
) -> tuple[Generated, Spent]:
    """The drafts of documents, and what they cost; of an interrupted run, those until then."""

    async def run() -> tuple[Generated, Spent]:
        backend = Backend(service, kept)
        with _stopping(backend.stop):
            return await generate(
                found.documents,
                backend,
                glossary=found.glossary,
                limit=limit,
                asked=asked,
                acceptance=acceptance,
                progress=progress,
            )

    return asyncio.run(run())


@contextmanager
def _stopping(stop: asyncio.Event) -> Iterator[None]:
    """Have SIGINT and SIGTERM end the calls, not the process: what was drafted is to be written."""
    loop, signals = asyncio.get_running_loop(), (signal.SIGINT, signal.SIGTERM)
    for number in signals:
        # Not on Windows, nor where this is not the main thread.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        for number in signals:
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.remove_signal_handler(number)


def service(settings: Settings) -> Service:
    """The server to ask. Raises SettingError where it or its model is not named."""
    if settings.llm_base_url is None:
        mend = "missing; write the address of a server, such as http://127.0.0.1:8000/v1"
        raise SettingError("LLM_BASE_URL", mend)
    if settings.llm_model is None:
        raise SettingError("LLM_MODEL", "missing; write a model's name, as the server calls it")
    key = settings.llm_api_key
    return Service(
        settings.llm_base_url,
        settings.llm_model,
        key.get_secret_value() if key else None,
        timeout=settings.llm_timeout,
        concurrency=settings.llm_concurrency,
        most_requests=settings.llm_max_requests,
        most_tokens=settings.llm_max_tokens,
    )
