"""A small document, and questions about it as a model suggests them."""

from typing import Any

from bot.domain.documents.source_document import SourceDocument
from bot.generation.documents.blocks import source_document

BODY = (
    "Gull Rock lies off Port Ansel. The tower on Gull Rock was designed by Ada Merrow in 1874."
    "\n\nEdith Sallow visited Gull Rock in 1902. Karl Lunde opened the Ansel Library in 1911."
)


def rock(body: str = BODY) -> SourceDocument:
    return source_document(body, id="rock", title="Gull Rock", date="1988")


WHO: dict[str, Any] = {
    "kind": "who",
    "passage": 1,
    "quote": "was designed by Ada Merrow in 1874",
    "stem": "Who designed the tower on Gull Rock?",
    "key": "Ada Merrow",
    "rationale": "The tower was designed by Ada Merrow.",
    "brief": "Ada Merrow designed it.",
    "also": [],
    "distractors": [
        {
            "text": "Edith Sallow",
            "rationale": "Edith Sallow visited the rock.",
            "passage": 2,
            "quote": "Edith Sallow visited Gull Rock in 1902",
        },
        {
            "text": "Karl Lunde",
            "rationale": "Karl Lunde opened a library.",
            "passage": 2,
            "quote": "Karl Lunde opened the Ansel Library",
        },
    ],
}
WHEN: dict[str, Any] = {
    "kind": "when",
    "passage": 2,
    "quote": "opened the Ansel Library in 1911",
    "stem": "When did Karl Lunde open the Ansel Library?",
    "key": "1911",
    "rationale": "Karl Lunde opened the Ansel Library in 1911.",
    "brief": "It was opened in 1911.",
    "also": [],
    "distractors": [
        {"text": "1902", "rationale": "Somebody else came then.", "passage": 0, "quote": ""},
        {
            "text": "1874",
            "rationale": "The tower was designed then.",
            "passage": 1,
            "quote": "designed by Ada Merrow in 1874",
        },
    ],
}


def but(question: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The question with other fields."""
    return {**question, **changed}
