"""Inline keyboards, checked as Telegram checks them."""

from __future__ import annotations

from typing import Any

from bot.sandbox.entities import safe_url
from bot.sandbox.params import Params
from bot.sandbox.refusals import bad_request

Json = dict[str, Any]
_DATA_BYTES = 64
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def inline_keyboard(params: Params, *, private: bool) -> list[list[Json]] | None:
    """The rows of reply_markup's inline keyboard; None when there is none.

    ``private``: it stands in a private chat, where alone a button may open a Web App.
    Raises ApiError 400 for buttons that Telegram refuses. Other kinds of reply_markup
    (custom keyboards) are taken and not shown.
    """
    markup = params.json("reply_markup", "reply keyboard markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    kept = [[_button(button, private) for button in row] for row in rows if row]
    return kept or None


def _button(button: Any, private: bool) -> Json:
    prefix = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(f"{prefix}InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(f'{prefix}Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    # An empty text counts as not given, but for the switches to inline mode.
    actions = [n for n in _ACTIONS if n in button and (button[n] or n.startswith("switch"))]
    if not actions:
        raise bad_request(f"{prefix}Text buttons are unallowed in the inline keyboard")
    if not all(_well_formed(name, button[name]) for name in actions):
        raise bad_request(f"{prefix}field of a wrong type")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= _DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not _reachable(str(button["url"])):
        raise bad_request(
            f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
        )
    if "web_app" in button and not private:
        raise bad_request("BUTTON_TYPE_INVALID")
    return button


def _well_formed(name: str, value: Any) -> bool:
    if name in {"url", "callback_data"}:
        return isinstance(value, str)
    return name != "web_app" or (isinstance(value, dict) and isinstance(value.get("url"), str))


def _reachable(url: str) -> bool:
    return safe_url(url if ":" in url else f"https://{url}") is not None and "." in url
