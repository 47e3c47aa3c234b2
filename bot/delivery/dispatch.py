"""Updates into python-telegram-bot's handlers, and their errors out again."""

from contextvars import ContextVar
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext

_failures: ContextVar[list[Exception] | None] = ContextVar("handler_failures", default=None)


class Dispatch:
    """Calls the handlers of an application, one update at a time for each caller.

    ``Application.process_update`` returns normally after a handler's error, so an error handler
    keeps the error for the caller. All handlers have to be blocking ones.
    """

    def __init__(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        self._application = application
        application.add_error_handler(_keep)

    async def __call__(self, update: Update) -> None:
        """Work the update off; raises what its handler raised."""
        failures: list[Exception] = []
        token = _failures.set(failures)
        try:
            await self._application.process_update(update)
        finally:
            _failures.reset(token)
        if failures:
            raise failures[0]


async def _keep(_update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    failures = _failures.get()
    if failures is not None and context.error is not None:
        failures.append(context.error)
