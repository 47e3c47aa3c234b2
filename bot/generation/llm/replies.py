"""A reply of the form asked for, with one try to repair it; of one cut short, what is whole."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from bot.generation.llm.calls import Asked, Calls
from bot.generation.llm.prompts import repaired
from bot.generation.llm.service import Budget, Spent
from bot.generation.llm.wire import Reply

Shape = TypeVar("Shape", bound=BaseModel)

# What servers without schemas put around JSON: a model's thoughts before it, a fence, which a
# reply that was cut short does not close.
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)(?:\n\s*```\s*)?\Z", re.DOTALL)


async def structured(
    calls: Calls, asked: Asked, budget: Budget, spent: Spent, shape: type[Shape]
) -> Shape | None:
    """The reply; None, and counted, where it has not that form the second time either."""
    read, faults = _read(await calls.ask(asked, budget), shape)
    if read is not None:
        return read
    spent.repairs += 1
    again = replace(asked, messages=repaired(asked.messages, faults))
    read, _ = _read(await calls.ask(again, budget), shape)
    if read is None:
        spent.malformed += 1
    return read


def _read(reply: Reply, shape: type[Shape]) -> tuple[Shape | None, Sequence[str]]:
    bare = _THOUGHTS.sub("", reply.text)
    fenced = _FENCE.match(bare)
    text = fenced[1] if fenced else bare
    try:
        return _validated(text, shape, cut=reply.cut), ()
    except ValidationError as error:
        # Where and what kind, but never the text itself: nothing of a reply is said again.
        return None, [fault["type"] for fault in error.errors()[:5]]


def _validated(text: str, shape: type[Shape], *, cut: bool) -> Shape:
    """Of a reply that was cut short, what stands before the cut."""
    if not cut:
        return shape.model_validate_json(text)
    try:
        before = from_json(text, allow_partial=True)
    except ValueError:  # no JSON, cut or not
        return shape.model_validate_json(text)
    return shape.model_validate(before)
