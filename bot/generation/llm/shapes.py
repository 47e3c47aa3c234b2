"""The forms in which a model has to reply, for its server and, again, for us."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    WithJsonSchema,
)

from bot.bank.meaning import OPTION, STEM
from bot.bank.texts.passages import one_line

_LONGEST = 1_000
_MOST_QUESTIONS = 40

BRIEF = 120
"""Characters of the key's rationale where there is little room."""


def _something(text: str) -> str:
    said = one_line(text)
    if not said:
        raise ValueError("empty")
    return said


Said = Annotated[str, StringConstraints(max_length=_LONGEST), AfterValidator(_something)]


def _asked(most: int) -> WithJsonSchema:
    """What a server is asked to hold a text to. What is longer all the same, the gate counts."""
    return WithJsonSchema({"type": "string", "minLength": 1, "maxLength": most})


Maybe = Annotated[str, StringConstraints(max_length=_LONGEST), AfterValidator(one_line)]
Place = Annotated[int, Field(ge=0, le=1_000_000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Distractor(_Strict):
    """A wrong option; what is true of it may be quoted from a passage, else 0 and nothing."""

    text: Annotated[Said, _asked(OPTION)]
    rationale: Said
    passage: Place
    quote: Maybe


class Elsewhere(_Strict):
    """A further passage, and what of it says a part of the stem."""

    passage: Place
    quote: Said


def _none_or_several(found: list[Distractor]) -> list[Distractor]:
    if len(found) == 1:
        raise ValueError("one distractor")
    return found


class Suggestion(_Strict):
    """A question as the model words it; its kind is the template's name behind ``llm-``.

    Without distractors the answer is typed.
    """

    kind: Literal["who", "when", "where", "which", "count", "what"]
    passage: Place
    quote: Said
    stem: Annotated[Said, _asked(STEM)]
    key: Annotated[Said, _asked(OPTION)]
    rationale: Said
    brief: Annotated[Said, _asked(BRIEF)]
    also: Annotated[list[Elsewhere], Field(max_length=4)]
    distractors: Annotated[list[Distractor], Field(max_length=5), AfterValidator(_none_or_several)]


class Suggestions(_Strict):
    """A reply as it is asked for."""

    questions: list[Suggestion]


class Envelope(_Strict):
    """A reply whose questions are still to be looked at one by one."""

    questions: Annotated[list[JsonValue], Field(max_length=_MOST_QUESTIONS)]


Fault = Literal["none", "unclear", "given away", "wording"]


class Verdict(_Strict):
    """An answer from the passages alone: an option's letter, what would be typed, or *none*; and
    what is to be mended before anybody is asked.
    """

    answer: Annotated[str, StringConstraints(max_length=200)]
    also_right: Annotated[
        list[Annotated[str, StringConstraints(max_length=20)]], Field(max_length=10)
    ] = []
    fault: Fault


_WORDS = frozenset({"title", "description"})


def suggestions_schema() -> dict[str, Any]:
    """The JSON schema of suggestions, with its bounds."""
    schema: dict[str, Any] = _wordless(Suggestions.model_json_schema())
    return schema


def verdict_schema(letters: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of a verdict on options with these letters; without any, in words."""
    answer: dict[str, Any] = {"type": "string"}
    asked = {"answer": answer}
    if letters:
        answer["enum"] = [*letters, "none"]
        choice = {"type": "string", "enum": list(letters)}
        asked["also_right"] = {"type": "array", "items": choice}
    asked["fault"] = {"type": "string", "enum": list(get_args(Fault))}
    return {
        "type": "object",
        "properties": asked,
        "required": list(asked),
        "additionalProperties": False,
    }


def _wordless(node: Any) -> Any:
    """Without names and docstrings of our own, which tell a model nothing."""
    if isinstance(node, dict):
        return {key: _wordless(value) for key, value in node.items() if key not in _WORDS}
    return [_wordless(one) for one in node] if isinstance(node, list) else node
