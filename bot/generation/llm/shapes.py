"""The forms in which a model has to reply, for its server and, again, for us."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from bot.bank.texts.passages import one_line

_LONGEST = 1_000
_MOST_QUESTIONS = 40


def _something(text: str) -> str:
    said = one_line(text)
    if not said:
        raise ValueError("empty")
    return said


Said = Annotated[str, StringConstraints(max_length=_LONGEST), AfterValidator(_something)]
Maybe = Annotated[str, StringConstraints(max_length=_LONGEST), AfterValidator(one_line)]
Place = Annotated[int, Field(ge=0, le=1_000_000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Distractor(_Strict):
    """A wrong option; what is true of it may be quoted from a passage, else 0 and nothing."""

    text: Said
    rationale: Said
    passage: Place
    quote: Maybe


class Suggestion(_Strict):
    """A question as the model words it; its kind is the template's name behind ``llm-``."""

    kind: Literal["who", "when", "where", "which", "count", "what"]
    passage: Place
    quote: Said
    stem: Said
    key: Said
    rationale: Said
    brief: Said
    distractors: Annotated[list[Distractor], Field(min_length=2, max_length=5)]


class Suggestions(_Strict):
    """A reply as it is asked for."""

    questions: list[Suggestion]


class Envelope(_Strict):
    """A reply whose questions are still to be looked at one by one."""

    questions: Annotated[list[JsonValue], Field(max_length=_MOST_QUESTIONS)]


class Verdict(_Strict):
    """An answer from the passage alone: an option's letter, or *none*."""

    answer: Annotated[str, StringConstraints(max_length=20)]
    also_right: Annotated[
        list[Annotated[str, StringConstraints(max_length=20)]], Field(max_length=10)
    ]


_WORDS = frozenset({"title", "description"})


def suggestions_schema() -> dict[str, Any]:
    """The JSON schema of suggestions, with its bounds."""
    schema: dict[str, Any] = _wordless(Suggestions.model_json_schema())
    return schema


def verdict_schema(letters: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of a verdict on options with these letters."""
    choice = {"type": "string", "enum": list(letters)}
    answer = {"type": "string", "enum": [*letters, "none"]}
    return {
        "type": "object",
        "properties": {"answer": answer, "also_right": {"type": "array", "items": choice}},
        "required": ["answer", "also_right"],
        "additionalProperties": False,
    }


def _wordless(node: Any) -> Any:
    """Without names and docstrings of our own, which tell a model nothing."""
    if isinstance(node, dict):
        return {key: _wordless(value) for key, value in node.items() if key not in _WORDS}
    return [_wordless(one) for one in node] if isinstance(node, list) else node
