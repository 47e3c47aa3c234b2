"""``python -m bench.bare ADDRESS TOKEN N …``: python-telegram-bot as it comes, doing nothing.

Its own updater, its own transport, one handler for poll answers that returns at once. Nothing is
made durable. After each N answers more it says when the last one was handled, in Unix seconds.
"""

import itertools
import sys
import time

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, PollAnswerHandler


def main() -> None:
    """Poll until SIGTERM."""
    address, token, *numbers = sys.argv[1:]
    marks = iter(list(itertools.accumulate(map(int, numbers))))
    handled, following = 0, next(marks)

    async def nothing(_update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        nonlocal handled, following
        handled += 1
        if handled == following:
            print(time.time(), flush=True)
            following = next(marks, 0)

    async def ready(_application: "Application") -> None:  # type: ignore[type-arg]
        print("ready", flush=True)

    application = (
        ApplicationBuilder().token(token).base_url(f"{address}/bot").post_init(ready).build()
    )
    application.add_handler(PollAnswerHandler(nothing))
    application.run_polling(allowed_updates=["poll_answer"])


if __name__ == "__main__":
    main()
