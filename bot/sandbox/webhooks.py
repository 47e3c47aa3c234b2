"""Webhooks: updates posted to the bot, again and again until it answers 2xx."""

from __future__ import annotations

from bot.sandbox.world import World


async def deliver_webhooks(world: World) -> None:
    """Deliver for as long as the sandbox runs."""
