"""A bank of any size, written as files: every question sound and approved, every type in turn."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from bot.bank.files.writing import set_text
from bot.bank.texts.passages import document
from bot.domain.fingerprint import fingerprint
from bot.domain.question import (
    Citation,
    Difficulty,
    Near,
    Option,
    Question,
    QuestionSet,
    QuestionType,
    Source,
    State,
    TextKey,
    TypedKey,
)
from bot.domain.review import Review
from bot.services.bank.shipping import sources_text

SETS = 20
TOPICS = 5
PARAGRAPHS = 200
REVIEWED = date(2026, 11, 29)
TYPES = (
    QuestionType.SINGLE,
    QuestionType.SINGLE,
    QuestionType.MULTIPLE,
    QuestionType.TRUEFALSE,
    QuestionType.NUMBER,
    QuestionType.YEAR,
    QuestionType.TEXT,
    QuestionType.ORDERING,
    QuestionType.MATCHING,
)

KEYS = {QuestionType.SINGLE: frozenset("a"), QuestionType.MULTIPLE: frozenset("ac")}


def write_bank(folder: Path, questions: int, sets: int = SETS) -> None:
    """Write ``questions`` questions in ``sets`` files, with the documents that they cite."""
    (folder / "sets").mkdir(parents=True, exist_ok=True)
    sources = [source(number) for number in range(sets)]
    (folder / "sources.yaml").write_text(sources_text("bench", sources), encoding="utf-8")
    for number in range(sets):
        mine = range(number, questions, sets)
        made = QuestionSet(
            f"set-{number}",
            f"Set {number}",
            "en",
            1,
            {f"topic-{n}": f"Topic {n}" for n in range(TOPICS)},
            tuple(question(n, sources[number]) for n in mine),
        )
        path = folder / "sets" / f"set-{number}.yaml"
        path.write_text(set_text(made), encoding="utf-8")


def source(number: int) -> Source:
    """A document of made-up sentences."""
    text = "\n\n".join(sentences(number, paragraph) for paragraph in range(1, PARAGRAPHS + 1))
    doc = document(text)
    return Source(
        id=f"document-{number}",
        file=f"document-{number}.txt",
        title=f"Document {number}",
        short=f"Document {number}",
        language="en",
        sha256=doc.sha256,
        paragraphs=doc.fingerprints,
    )


def sentences(number: int, paragraph: int) -> str:
    return f"Box {paragraph} of store {number} holds {paragraph + number} stones. It is shut."


def question(number: int, cited: Source) -> Question:
    """The question of that number, as long as people's questions are."""
    kind = TYPES[number % len(TYPES)]
    paragraph = number % PARAGRAPHS + 1
    answer = _answer(kind, number)
    made = Question(
        id=f"question-{number}",
        type=kind,
        stem=f"What does the inventory say about box {paragraph} in the store, entry {number}?",
        rationale=f"The inventory counts the stones of box {paragraph} and adds that it is shut, "
        "which leaves nothing else that could be meant here.",
        brief=f"The inventory counts the stones of box {paragraph}.",
        citations=(
            Citation(cited.id, paragraph, (1,), f"Box {paragraph} of store"),
            Citation(cited.id, paragraph % PARAGRAPHS + 1, (1, 2), "It is shut"),
        ),
        topic=f"topic-{number // SETS % TOPICS}",
        difficulty=list(Difficulty)[number // 7 % len(Difficulty)],
        state=State.APPROVED,
        options=answer.options,
        typed=answer.typed,
        text_key=answer.text,
        lefts=answer.lefts,
        tags=("inventory", f"shelf-{number % 9}"),
    )
    return replace(made, review=Review(REVIEWED, fingerprint(made)))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question of some type holds to answer it."""

    options: tuple[Option, ...] = ()
    typed: TypedKey | None = None
    text: TextKey | None = None
    lefts: tuple[str, ...] = ()


def _answer(kind: QuestionType, number: int) -> Answer:
    made: Answer
    why = "The inventory says so in as many words as it needs."
    match kind:
        case QuestionType.NUMBER | QuestionType.YEAR:
            value = Decimal(1000 + number % 1000)
            near = Near(value + 1, "That is one stone too many; the inventory was counted twice.")
            made = Answer(typed=TypedKey(value, near=(near,)))
        case QuestionType.TEXT:
            made = Answer(text=TextKey(f"Stone {number}", (f"The stone {number}",)))
        case QuestionType.TRUEFALSE:
            made = Answer((Option("true", "", key=True), Option("false", "", rationale=why)))
        case QuestionType.MATCHING:
            options = tuple(_options(number, frozenset("abc"), why))
            made = Answer(options, lefts=("Box 1", "Box 2", "Box 3"))
        case _:
            made = Answer(tuple(_options(number, KEYS.get(kind, frozenset()))))
    return made


def _options(number: int, keys: frozenset[str], why_key: str | None = None) -> Iterator[Option]:
    for place, letter in enumerate("abcd"):
        text = f"It holds {number + place} stones and is kept on shelf {place}"
        why = f"Shelf {place} is named for another box, a little further down the list."
        yield Option(letter, text, letter in keys, why_key if letter in keys else why)
