"""How a server is held to the form of a reply: as the interface has it, or as far as it goes."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any


class Form(IntEnum):
    """Ways to ask, from the strictest to what every server takes."""

    SCHEMA = 0
    """A JSON schema, as the OpenAI interface names one."""

    OBJECT = 1
    """JSON mode, with the schema beside it: what came before that. llama-cpp-python knows no more;
    a server that knows no schemas at all may still reply in JSON."""

    BARE = 2
    """Nothing but model and messages, which tell the schema in words."""

    def asks(self, schema: Mapping[str, Any], room: int) -> dict[str, Any]:
        """What a request says of its reply; ``room``: how many tokens it may take."""
        if self is Form.BARE:
            return {}
        told = {"name": "reply", "strict": True, "schema": schema}
        form: dict[str, Any] = {"type": "json_schema", "json_schema": told}
        if self is Form.OBJECT:
            form = {"type": "json_object", "schema": schema}
        return {"response_format": form, "max_tokens": room, "temperature": 0}
