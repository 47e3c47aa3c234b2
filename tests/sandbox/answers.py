"""Reading what the Bot API answered."""

from typing import Any

Json = dict[str, Any]


def result(answer: Json) -> Any:
    """The result of a call that has to have worked."""
    assert answer["ok"] is True, answer
    return answer["result"]


def refusal(answer: Json) -> tuple[int, str]:
    """Code and description of a call that has to have been refused."""
    assert answer["ok"] is False, answer
    return answer["error_code"], answer["description"]


def keyboard(*buttons: Json) -> Json:
    """One row of inline buttons."""
    return {"inline_keyboard": [list(buttons)]}


def button(text: str, data: str) -> Json:
    return {"text": text, "callback_data": data}
