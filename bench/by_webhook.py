"""``python -m bench.by_webhook ADDRESS``: the bot, with updates brought to a plain HTTP address.

Telegram asks for HTTPS, and so do the settings; the sandbox calls plain HTTP on this machine only.
"""

import asyncio
import sys

from bot.app import serve
from bot.settings import load


def main() -> int:
    """Run until SIGTERM."""
    settings = load()
    return asyncio.run(serve(settings.model_copy(update={"webhook_url": sys.argv[1]})))


if __name__ == "__main__":
    sys.exit(main())
