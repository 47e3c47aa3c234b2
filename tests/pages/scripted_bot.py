"""A bot of a few lines that does what a test tells it, over the Bot API's own HTTP."""

from __future__ import annotations

import ssl
from typing import Any

import httpx

Json = dict[str, Any]


class ScriptedBot:
    """Sends what it is told and waits for the updates that a test expects."""

    def __init__(self, base_url: str, token: str) -> None:
        # No https here, and no proxy: a list of authorities would take longer than the test.
        self._client = httpx.AsyncClient(
            base_url=f"{base_url}/bot{token}/",
            timeout=30,
            trust_env=False,
            verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        )
        self._offset = 0
        self._seen: list[Json] = []

    async def __aenter__(self) -> ScriptedBot:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def call(self, method: str, **params: Any) -> Any:
        """The result of a Bot API method. Raises AssertionError with the refusal's text."""
        answer = (await self._client.post(method, json=params)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def say(self, chat: int, text: str, *rows: list[str], **params: Any) -> int:
        """Send a text in HTML; each row of button texts doubles as callback data. Its id."""
        sent = await self.call(
            "sendMessage",
            chat_id=chat,
            text=text,
            parse_mode="HTML",
            **keyboard(*rows),
            **params,
        )
        return int(sent["message_id"])

    async def edit(self, chat: int, message: int, text: str, *rows: list[str]) -> None:
        """Put another text and keyboard into a message."""
        await self.call(
            "editMessageText",
            chat_id=chat,
            message_id=message,
            text=text,
            parse_mode="HTML",
            **keyboard(*rows),
        )

    async def quiz(
        self, chat: int, question: str, options: list[str], keys: list[int], **params: Any
    ) -> int:
        """Send a native quiz; the message's id."""
        sent = await self.call(
            "sendPoll",
            chat_id=chat,
            question=question,
            options=[{"text": option} for option in options],
            type="quiz",
            correct_option_ids=keys,
            **params,
        )
        return int(sent["message_id"])

    async def next(self, kind: str) -> Json:
        """The next update of this kind, later ones kept for later; waits up to a minute."""
        for _ in range(30):
            for update in self._seen:
                if kind in update:
                    self._seen.remove(update)
                    found: Json = update[kind]
                    return found
            batch = await self.call("getUpdates", offset=self._offset, timeout=2)
            self._seen += batch
            if batch:
                self._offset = batch[-1]["update_id"] + 1
        raise AssertionError(f"no update of kind {kind}")

    async def answer(self, query: Json, text: str = "", *, alert: bool = False) -> None:
        """Answer a callback query."""
        await self.call(
            "answerCallbackQuery", callback_query_id=query["id"], text=text, show_alert=alert
        )


def keyboard(*rows: list[str]) -> Json:
    """``reply_markup`` for rows of button texts; nothing for no rows."""
    if not rows:
        return {}
    keys = [[{"text": text, "callback_data": text} for text in row] for row in rows]
    return {"reply_markup": {"inline_keyboard": keys}}
