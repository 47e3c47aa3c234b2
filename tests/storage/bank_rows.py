"""A small bank about tea, as rows: for tests that need questions in SQL."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import func, insert, select, update

from bot.domain.question import (
    Citation,
    Difficulty,
    Near,
    NearText,
    Option,
    Question,
    QuestionType,
    Source,
    State,
    TextKey,
    TypedKey,
)
from bot.domain.quizzes.search import found_by
from bot.domain.review import Review
from bot.storage import tables
from bot.storage.bank import question_json
from bot.storage.database import Tx

ADDED_AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)

TEA_BOOK = Source(
    id="tea-book",
    file="tea.txt",
    title="A short book of tea",
    short="Tea book",
    language="en",
    sha256="0" * 64,
    publisher="The Kettle Press",
    date="2021-05",
)


@dataclass(frozen=True, slots=True)
class AddedSet:
    """What :func:`add_set` made; the maps go from a question's slug to its row ids."""

    id: int
    slug: str
    code: str
    questions: dict[str, int]
    versions: dict[str, int]


def make_question(
    slug: str,
    type: QuestionType = QuestionType.SINGLE,
    *,
    options: Sequence[Option] = (),
    typed: TypedKey | None = None,
    text_key: TextKey | None = None,
    lefts: Sequence[str] = (),
    stem: str | None = None,
    topic: str = "leaf",
    difficulty: Difficulty = Difficulty.MEDIUM,
    citations: Sequence[Citation] = (Citation("tea-book", 1, (1,), "a leaf and hot water"),),
    rationale: str | None = None,
    state: State = State.APPROVED,
) -> Question:
    """A question with every field filled; without options or key a single choice of three."""
    if not options and typed is None and text_key is None:
        options = (
            Option("a", "Green", key=True),
            Option("b", "Black", rationale="Black tea is oxidised."),
            Option("c", "Oolong", rationale="Oolong is half oxidised."),
        )
    return Question(
        id=slug,
        type=type,
        stem=stem or f"What is asked by {slug}?",
        rationale=rationale or f"This is why, says {slug}.",
        brief="This is why.",
        citations=tuple(citations),
        topic=topic,
        difficulty=difficulty,
        state=state,
        options=tuple(options),
        typed=typed,
        text_key=text_key,
        lefts=tuple(lefts),
        review=Review(date(2026, 11, 1), "0" * 16) if state is State.APPROVED else None,
    )


def sample_questions() -> list[Question]:
    """One question of every type, on the topics ``leaf`` and ``history``; no two share a slug."""
    return [
        make_question("tea-colour", stem="Which tea is not oxidised?"),
        make_question(
            "tea-brewing",
            stem="How is green tea brewed?",
            difficulty=Difficulty.EASY,
            options=[
                Option(
                    "a", "With boiling water for ten minutes", rationale="That makes it bitter."
                ),
                Option("b", "With water below the boil for two minutes", key=True),
                Option("c", "With cold milk and a spoon of salt", rationale="That is another tea."),
                Option("d", "With steam in a closed glass vessel", rationale="Steam fixes leaves."),
            ],
            citations=[Citation("tea-book", 2, (1, 2), "water below the boil")],
        ),
        make_question(
            "tea-camellia",
            QuestionType.MULTIPLE,
            stem="Which of these come from the tea plant?",
            difficulty=Difficulty.HARD,
            options=[
                Option("a", "White tea", key=True),
                Option("b", "Rooibos", rationale="Rooibos is a legume."),
                Option("c", "Pu-erh", key=True, rationale="It is fermented tea."),
                Option("d", "Mint tea", rationale="Mint is a herb."),
            ],
        ),
        make_question(
            "tea-same-plant",
            QuestionType.TRUEFALSE,
            stem="Green and black tea come from the same plant.",
            options=[
                Option("true", "", key=True),
                Option("false", "", rationale="Only the handling of the leaf differs."),
            ],
        ),
        make_question(
            "tea-party-year",
            QuestionType.YEAR,
            stem="In which year was the tea thrown into the harbour?",
            topic="history",
            typed=TypedKey(Decimal(1773), near=(Near(Decimal(1776), "That is the declaration."),)),
            citations=[
                Citation("tea-book", 3, (1,), "in the winter of 1773"),
                Citation("tea-book", 4, (1,), "chests of tea"),
            ],
        ),
        make_question(
            "tea-chests",
            QuestionType.NUMBER,
            stem="How many chests were thrown into the harbour?",
            topic="history",
            typed=TypedKey(Decimal(342), tolerance=Decimal(2), unit="chests"),
        ),
        make_question(
            "tea-port",
            QuestionType.TEXT,
            stem="From which port did the chests of Ceylon tea set out?",
            topic="history",
            text_key=TextKey(
                "Colombo", accept=("Kolamba",), near=(NearText("Kandy", "Kandy lies inland."),)
            ),
        ),
        make_question(
            "tea-making",
            QuestionType.ORDERING,
            stem="Put the making of black tea in order, first step first.",
            options=[
                Option("a", "The leaf is left to wither", rationale="Fresh leaves would break."),
                Option("b", "The leaf is rolled", rationale="Rolling opens the withered leaf."),
                Option("c", "The leaf takes up air", rationale="The rolled leaf turns brown."),
                Option("d", "The leaf is dried", rationale="Drying ends it."),
            ],
        ),
        make_question(
            "tea-water",
            QuestionType.MATCHING,
            stem="Which water does each tea want?",
            lefts=["White tea", "Oolong", "Black tea"],
            options=[
                Option("a", "80 degrees", key=True, rationale="Hotter water makes it bitter."),
                Option("b", "90 degrees", key=True, rationale="A little below the boil."),
                Option("c", "Boiling", key=True, rationale="It needs all the heat."),
                Option("d", "Lukewarm", rationale="No tea wants that."),
            ],
        ),
    ]


async def add_set(
    tx: Tx,
    slug: str = "tea",
    questions: Sequence[Question] | None = None,
    *,
    code: str | None = None,
    title: str = "All about tea",
    language: str = "en",
    topics: dict[str, str] | None = None,
    sources: Sequence[Source] = (),
) -> AddedSet:
    """Insert a set, version 1, with its questions: approved ones are served.

    Without ``questions`` the sample questions; ``code`` defaults to the slug in capitals;
    ``sources`` are the set's own. The tea book becomes a shared source the first time.
    """
    questions = sample_questions() if questions is None else questions
    code = code or slug.upper()
    made = await tx.execute(
        insert(tables.sets)
        .values(
            slug=slug, code=code, origin="file", version=1, title=title, language=language,
            topics=topics or {"leaf": "The leaf", "history": "History of tea"},
        )
        .returning(tables.sets.c.id)
    )  # fmt: skip
    set_id = made.scalar_one()
    await tx.execute(
        insert(tables.set_versions).values(
            set_id=set_id, version=1, origin="file", content_hash="0" * 64, published_at=ADDED_AT
        )
    )
    shared = select(tables.sources.c.id).where(tables.sources.c.set_id.is_(None))
    if (await tx.execute(shared)).first() is None:
        await _add_source(tx, TEA_BOOK, None)
    for source in sources:
        await _add_source(tx, source, set_id)
    added = AddedSet(set_id, slug, code, {}, {})
    if questions:
        await _add_first_versions(tx, added, questions)
    return added


async def _add_first_versions(tx: Tx, to: AddedSet, questions: Sequence[Question]) -> None:
    """Insert questions that ``to`` does not have yet, in three statements however many they are:
    thousands of tests begin with this.
    """
    held, versions = tables.questions, tables.question_versions
    rows = [{"set_id": to.id, "slug": question.id} for question in questions]
    made = await tx.execute(insert(held).returning(held.c.id, held.c.slug), rows)
    to.questions.update({row.slug: row.id for row in made})
    contents = [_version(question, to.questions[question.id], 1) for question in questions]
    stored = await tx.execute(
        insert(versions).returning(versions.c.id, versions.c.question_id), contents
    )
    slugs = {number: slug for slug, number in to.questions.items()}
    to.versions.update({slugs[row.question_id]: row.id for row in stored})
    served = (versions.c.question_id == held.c.id) & (versions.c.state == State.APPROVED.value)
    await tx.execute(
        update(held)
        .where(held.c.set_id == to.id)
        .values(version_id=select(versions.c.id).where(served).scalar_subquery())
    )


def _version(question: Question, question_id: int, version: int) -> dict[str, object]:
    """A row of question_versions."""
    return {
        "question_id": question_id, "version": version, "fingerprint": "0" * 16,
        "state": question.state.value, "topic": question.topic, "type": question.type.value,
        "difficulty": question.difficulty.value, "content": question_json.to_json(question),
        "created_at": ADDED_AT, "found_by": found_by(question.stem),
    }  # fmt: skip


async def _add_source(tx: Tx, source: Source, set_id: int | None) -> None:
    content = {**asdict(source), "paragraphs": list(source.paragraphs)}
    await tx.execute(insert(tables.sources).values(set_id=set_id, slug=source.id, content=content))


async def add_question(tx: Tx, to: AddedSet, question: Question) -> None:
    """Insert a question, or a new version of one that ``to`` has; approved versions are served."""
    question_id = to.questions.get(question.id)
    if question_id is None:
        made = await tx.execute(
            insert(tables.questions)
            .values(set_id=to.id, slug=question.id)
            .returning(tables.questions.c.id)
        )
        question_id = to.questions[question.id] = made.scalar_one()
    versions = tables.question_versions
    newest = await tx.execute(
        select(func.max(versions.c.version)).where(versions.c.question_id == question_id)
    )
    version = (newest.scalar_one() or 0) + 1
    row = _version(question, question_id, version)
    stored = await tx.execute(insert(versions).values(row).returning(versions.c.id))
    version_id = to.versions[question.id] = stored.scalar_one()
    served = version_id if question.state is State.APPROVED else None
    await tx.execute(
        update(tables.questions)
        .where(tables.questions.c.id == question_id)
        .values(version_id=served)
    )


async def retire(tx: Tx, from_: AddedSet, slug: str) -> None:
    """Serve that question no more."""
    await tx.execute(
        update(tables.questions)
        .where(tables.questions.c.id == from_.questions[slug])
        .values(version_id=None)
    )
