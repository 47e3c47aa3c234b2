"""Plain values that fit the schema -> domain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from string import ascii_lowercase
from typing import Any

from bot.domain.question import (
    NUMERIC,
    Citation,
    Difficulty,
    Near,
    NearText,
    Option,
    Picture,
    Question,
    QuestionSet,
    QuestionType,
    Release,
    Source,
    State,
    TextKey,
    TypedKey,
    Waiver,
)
from bot.domain.review import Blind, Outcome, Review, Unseen
from bot.domain.sets.objective import Objective, Untestable


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the corpus; ``free`` ones may be used without evidence."""

    name: str
    aliases: tuple[str, ...] = ()
    free: bool = False
    note: str | None = None


def question(plain: Mapping[str, Any]) -> Question:
    """A question from its mapping; ValueError for a day that no calendar has."""
    return Question(
        id=plain["id"],
        type=QuestionType(plain["type"]),
        stem=plain["stem"],
        rationale=plain["rationale"],
        brief=plain["brief"],
        citations=tuple(
            Citation(
                c["source"],
                c["paragraph"],
                tuple(c["sentences"]),
                c["quote"],
                tuple(c.get("for", ())),
                c.get("stem", False),
            )
            for c in plain["citations"]
        ),
        topic=plain["topic"],
        difficulty=Difficulty(plain["difficulty"]),
        state=State(plain["state"]),
        options=_options(plain),
        typed=_typed(plain),
        text_key=_text_key(plain),
        lefts=tuple(pair["text"] for pair in plain.get("pairs", ())),
        tags=tuple(plain.get("tags", ())),
        review=_review(plain.get("review")),
        note=plain.get("note"),
        treats=tuple(plain.get("treats", ())),
        picture=Picture(**plain["picture"]) if "picture" in plain else None,
        objective=plain.get("objective"),
        waivers=tuple(Waiver(w["rule"], w["reason"]) for w in plain.get("waive", ())),
    )


def question_set(plain: Mapping[str, Any], questions: tuple[Question, ...]) -> QuestionSet:
    """A set of ``questions`` from its mapping; ValueError for a day that no calendar has."""
    return QuestionSet(
        slug=plain["set"],
        title=plain["title"],
        language=plain["language"],
        version=plain["version"],
        topics=dict(plain["topics"]),
        questions=questions,
        changelog=tuple(
            Release(entry["version"], date.fromisoformat(entry["on"]), entry["changes"])
            for entry in plain.get("changelog", ())
        ),
    )


def source(plain: Mapping[str, Any]) -> Source:
    """A source; one that a sent set describes may lack file and hashes, which are then empty."""
    return Source(
        id=plain["id"],
        file=plain.get("file", ""),
        title=plain["title"],
        short=plain["short"],
        language=plain["language"],
        sha256=plain.get("sha256", ""),
        publisher=plain.get("publisher"),
        date=plain.get("date"),
        date_note=plain.get("date_note"),
        paragraphs=tuple(plain.get("paragraphs", ())),
    )


def objective(plain: Mapping[str, Any]) -> Objective:
    return Objective(plain["id"], plain["source"], plain["text"], tuple(plain["paragraphs"]))


def untestable(plain: Mapping[str, Any]) -> Untestable:
    return Untestable(plain["source"], tuple(plain["paragraphs"]), plain["reason"])


def name(plain: Mapping[str, Any]) -> Name:
    return Name(
        plain["name"],
        tuple(plain.get("aliases", ())),
        plain.get("free", False),
        plain.get("note"),
    )


def _options(plain: Mapping[str, Any]) -> tuple[Option, ...]:
    if plain["type"] == QuestionType.TRUEFALSE:
        answer: bool = plain["answer"]
        return tuple(
            Option(word, "", key=truth is answer, rationale=None if truth is answer else refutation)
            for word, truth, refutation in (
                ("true", True, plain["refutation"]),
                ("false", False, plain["refutation"]),
            )
        )
    choices = [
        *((o["text"], o.get("key", False), o.get("rationale")) for o in plain.get("options", ())),
        *((pair["match"], True, pair["rationale"]) for pair in plain.get("pairs", ())),
        *((extra["text"], False, extra["rationale"]) for extra in plain.get("extra", ())),
    ]
    return tuple(
        Option(letter, *choice) for letter, choice in zip(ascii_lowercase, choices, strict=False)
    )


def _typed(plain: Mapping[str, Any]) -> TypedKey | None:
    if plain["type"] not in NUMERIC:
        return None
    return TypedKey(
        Decimal(plain["answer"]),
        Decimal(plain.get("tolerance", 0)),
        plain.get("unit"),
        tuple(Near(Decimal(n["value"]), n["rationale"]) for n in plain.get("near", ())),
    )


def _text_key(plain: Mapping[str, Any]) -> TextKey | None:
    if plain["type"] != QuestionType.TEXT:
        return None
    return TextKey(
        plain["answer"],
        tuple(plain.get("accept", ())),
        tuple(NearText(n["value"], n["rationale"]) for n in plain.get("near", ())),
    )


def _review(plain: Mapping[str, Any] | None) -> Review | None:
    if plain is None:
        return None
    return Review(date.fromisoformat(plain["on"]), plain["fingerprint"], _blind(plain.get("blind")))


def _blind(plain: Mapping[str, Any] | None) -> Blind | None:
    if plain is None:
        return None
    unseen = plain.get("unseen")
    return Blind(
        date.fromisoformat(plain["on"]),
        Outcome(plain["outcome"]),
        Unseen(unseen) if unseen else None,
        plain.get("why"),
    )
