"""Drafts by a language model, as the settings name its server."""

import asyncio
from collections.abc import Callable

from bot.cli.generation_sources import Sources
from bot.domain.errors import SettingError
from bot.generation.llm.backend import Backend, generate
from bot.generation.llm.service import Service, Spent
from bot.generation.ranking import Acceptance
from bot.generation.sieve import Generated
from bot.settings import Settings


def drafted(
    found: Sources,
    service: Service,
    limit: int | None,
    acceptance: Acceptance,
    progress: Callable[[int, int], None],
) -> tuple[Generated, Spent]:
    """The drafts of documents, and what they cost."""
    run = generate(
        found.documents,
        Backend(service),
        glossary=found.glossary,
        limit=limit,
        acceptance=acceptance,
        progress=progress,
    )
    return asyncio.run(run)


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
