"""getUpdates and the webhook's methods."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.params import Params
from bot.sandbox.refusals import ApiError, bad_request
from bot.sandbox.world import World

Json = dict[str, Any]
_LIMIT = 100
_TIMEOUT = 50
_SECRET = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_SECRET_MAX = 256
_CONNECTIONS = 40
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


async def get_updates(world: World, params: Params) -> bytes:
    """The whole answer as JSON, made of updates that were serialised when they came."""
    if world.webhook is not None:
        raise ApiError(
            409,
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    queue = world.queue
    ticket = queue.claim()
    _remember_allowed(world, params)
    if queue.confirm(params.integer("offset"), world.clock.now()):
        world.backstage("confirmed")
    limit = min(max(params.integer("limit", _LIMIT), 1), _LIMIT)
    timeout = min(max(params.integer("timeout"), 0), _TIMEOUT)
    if not queue.waiting and timeout:
        await queue.wait(ticket, timeout)
    batch = queue.batch(limit)
    return b'{"ok":true,"result":[' + b",".join(update.raw for update in batch) + b"]}"


def _remember_allowed(world: World, params: Params) -> None:
    """An empty list means all but those on request; not given means as before."""
    given = params.json("allowed_updates", "allowed updates")
    if isinstance(given, list):
        world.queue.allowed = [str(kind) for kind in given] or None
        world.dirty.set()


def set_webhook(world: World, params: Params) -> bool:
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    parts = urlsplit(url)
    # Telegram asks for HTTPS; here the bot is on this machine, and nothing else is called.
    if parts.scheme != "http" or parts.hostname not in _LOOPBACK:
        raise bad_request("bad webhook: the sandbox calls http:// on this machine (127.0.0.1) only")
    secret = params.text("secret_token")
    if len(secret) > _SECRET_MAX or not set(secret) <= _SECRET:
        raise bad_request("secret token contains unallowed characters")
    _remember_allowed(world, params)
    if params.flag("drop_pending_updates"):
        world.queue.clear()
    world.webhook = {
        "url": url,
        "secret": secret,
        "max_connections": min(100, max(1, params.integer("max_connections", _CONNECTIONS))),
        "error_date": None,
        "error": None,
    }
    world.queue.claim()  # a long poll under way ends with 409
    world.backstage("hook")
    return True


def delete_webhook(world: World, params: Params) -> bool:
    world.webhook = None
    world.queue.wake()
    if params.flag("drop_pending_updates"):
        world.queue.clear()
    world.backstage("hook")
    return True


def get_webhook_info(world: World, params: Params) -> Json:
    hook = world.webhook
    world.queue.expire(world.clock.now())
    answer: Json = {
        "url": hook["url"] if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.queue.waiting),
    }
    if hook is not None:
        answer["max_connections"] = hook["max_connections"]
        answer["ip_address"] = "127.0.0.1"
        if hook["error"]:
            answer["last_error_date"] = hook["error_date"]
            answer["last_error_message"] = hook["error"]
    if world.queue.allowed:
        answer["allowed_updates"] = world.queue.allowed
    return answer
