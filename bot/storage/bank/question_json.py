"""A question version as the JSON that the database keeps, and back."""

from datetime import date
from decimal import Decimal
from typing import Any

from bot.domain.question import (
    Citation,
    Difficulty,
    Near,
    NearText,
    Option,
    Picture,
    Question,
    QuestionType,
    State,
    TextKey,
    TypedKey,
    Waiver,
)
from bot.domain.review import Blind, Outcome, Review, Unseen


def to_json(question: Question) -> dict[str, Any]:
    """Plain values; numbers that people typed stay exact, as text."""
    typed, review, picture = question.typed, question.review, question.picture
    return {
        "id": question.id,
        "type": question.type.value,
        "stem": question.stem,
        "rationale": question.rationale,
        "brief": question.brief,
        "citations": [
            {
                "source": citation.source,
                "paragraph": citation.paragraph,
                "sentences": list(citation.sentences),
                "quote": citation.quote,
                **({"for": list(citation.refutes)} if citation.refutes else {}),
                **({"stem": True} if citation.stem else {}),
            }
            for citation in question.citations
        ],
        "topic": question.topic,
        "difficulty": question.difficulty.value,
        "state": question.state.value,
        "options": [
            {"id": o.id, "text": o.text, "key": o.key, "rationale": o.rationale}
            for o in question.options
        ],
        "typed": typed
        and {
            "value": str(typed.value),
            "tolerance": str(typed.tolerance),
            "unit": typed.unit,
            "near": [{"value": str(n.value), "rationale": n.rationale} for n in typed.near],
        },
        **_newer(question),
        "tags": list(question.tags),
        "review": review and _review(review),
        "note": question.note,
        "picture": picture and {"file": picture.file, "alt": picture.alt},
        # Only where there is one: what was stored without stays the same version.
        **({"objective": question.objective} if question.objective is not None else {}),
        **({"treats": list(question.treats)} if question.treats else {}),
        **({"waive": [[w.rule, w.reason] for w in question.waivers]} if question.waivers else {}),
    }


def _newer(question: Question) -> dict[str, Any]:
    """What text and matching questions have beside; the rows of older types stand without it."""
    content: dict[str, Any] = {}
    if key := question.text_key:
        content["text_key"] = {
            "value": key.value,
            "accept": list(key.accept),
            "near": [{"value": n.value, "rationale": n.rationale} for n in key.near],
        }
    if question.lefts:
        content["lefts"] = list(question.lefts)
    return content


def from_json(content: dict[str, Any]) -> Question:
    """The inverse of :func:`to_json`."""
    typed, review, picture = content["typed"], content["review"], content["picture"]
    return Question(
        id=content["id"],
        type=QuestionType(content["type"]),
        stem=content["stem"],
        rationale=content["rationale"],
        brief=content["brief"],
        citations=tuple(
            Citation(
                c["source"],
                c["paragraph"],
                tuple(c["sentences"]),
                c["quote"],
                tuple(c.get("for", ())),
                c.get("stem", False),
            )
            for c in content["citations"]
        ),
        topic=content["topic"],
        difficulty=Difficulty(content["difficulty"]),
        state=State(content["state"]),
        options=tuple(
            Option(o["id"], o["text"], o["key"], o["rationale"]) for o in content["options"]
        ),
        typed=typed
        and TypedKey(
            Decimal(typed["value"]),
            Decimal(typed["tolerance"]),
            typed["unit"],
            tuple(Near(Decimal(n["value"]), n["rationale"]) for n in typed["near"]),
        ),
        text_key=_text_key(content.get("text_key")),
        lefts=tuple(content.get("lefts", ())),
        tags=tuple(content["tags"]),
        review=review and _reviewed(review),
        note=content["note"],
        treats=tuple(content.get("treats", ())),
        picture=picture and Picture(picture["file"], picture["alt"]),
        objective=content.get("objective"),
        waivers=tuple(Waiver(rule, reason) for rule, reason in content.get("waive", ())),
    )


def _review(review: Review) -> dict[str, Any]:
    blind = review.blind
    return {
        "on": review.on.isoformat(),
        "fingerprint": review.fingerprint,
        **({"blind": _blind(blind)} if blind else {}),
    }


def _blind(blind: Blind) -> list[str | None]:
    # The reason only where there is one: older rows have three entries.
    why = [blind.why] if blind.why else []
    return [blind.on.isoformat(), blind.outcome, blind.unseen, *why]


def _reviewed(content: dict[str, Any]) -> Review:
    blind = content.get("blind")
    return Review(
        date.fromisoformat(content["on"]),
        content["fingerprint"],
        blind and _seconded(*blind),
    )


def _seconded(on: str, outcome: str, unseen: str | None, why: str | None = None) -> Blind:
    return Blind(date.fromisoformat(on), Outcome(outcome), Unseen(unseen) if unseen else None, why)


def _text_key(content: dict[str, Any] | None) -> TextKey | None:
    if content is None:
        return None
    near = tuple(NearText(n["value"], n["rationale"]) for n in content["near"])
    return TextKey(content["value"], tuple(content["accept"]), near)
