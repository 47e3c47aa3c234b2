"""How a server is held to the form of a reply: as the interface has it, or as far as it goes."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

_BOUNDS = frozenset({"maxLength", "minLength", "maxItems", "minItems", "maximum", "minimum"})


def unbounded(schema: Any) -> Any:
    """A JSON schema without the bounds of its texts, lists and numbers."""
    if isinstance(schema, dict):
        return {key: unbounded(value) for key, value in schema.items() if key not in _BOUNDS}
    return [unbounded(one) for one in schema] if isinstance(schema, list) else schema


class Form(IntEnum):
    """Ways to ask, from the strictest to what every server takes."""

    BOUNDED = 0
    """A JSON schema, as the OpenAI interface names one, with bounds: a server that holds a weak
    model to them gets no question without distractors, and no text without an end."""

    SCHEMA = 1
    """The same without bounds, which not every server knows; we check them ourselves."""

    OBJECT = 2
    """JSON mode, with the schema beside it: what came before that. llama-cpp-python knows no more;
    a server that knows no schemas at all may still reply in JSON."""

    BARE = 3
    """Nothing but model and messages, which tell the schema in words."""

    def asks(self, schema: Mapping[str, Any], room: int) -> dict[str, Any]:
        """What a request says of its reply.

        ``schema`` comes with its bounds; ``room`` is how many tokens the reply may take.
        """
        if self is Form.BARE:
            return {}
        held = schema if self is Form.BOUNDED else unbounded(schema)
        told = {"name": "reply", "strict": True, "schema": held}
        form: dict[str, Any] = {"type": "json_schema", "json_schema": told}
        if self is Form.OBJECT:
            form = {"type": "json_object", "schema": held}
        return {"response_format": form, "max_tokens": room, "temperature": 0}
