"""Whose a set is, and what taking a version back brings back."""

import random
from collections.abc import Sequence

import pytest
from sqlalchemy import delete, select

from bot.bank.sample import sample
from bot.domain.finding import Finding
from bot.domain.people.person import Who
from bot.domain.question import Question, QuestionSet, Source
from bot.domain.quizzes.attempt import EVERYTHING, AttemptKind
from bot.domain.sets.changes import Kind
from bot.domain.sets.upload import Standing, UploadState
from bot.services.bank.import_plan import ShippedSet
from bot.services.bank.taking_in import Bank
from bot.services.uploads.check import UploadCheck
from bot.services.uploads.publishing import Publishing, Turn
from bot.services.uploads.receiving import Uploads
from bot.storage.bank import bank_sources, published, questions
from bot.storage.database import Database
from bot.storage.delivery import debts
from bot.storage.people import accounts, people
from bot.storage.quiz import attempts
from bot.storage.tables import owed, sets
from tests.conftest import Clock
from tests.storage.bank_rows import TEA_BOOK, make_question

DANA = Who(5_000_000_004, "Dana", "en")
ERIC = Who(5_000_000_005, "Eric", "en")
ALMA = Who(5_000_000_001, "Alma", "en")
INSTRUCTORS = {DANA.telegram_id, ERIC.telegram_id}


def version(number: int, *edits: tuple[str, str]) -> bytes:
    """The sample under that version, with texts of it replaced."""
    text = sample().decode().replace("version: 1 ", f"version: {number} ")
    text = text.replace("- {version: 1,", f"- {{version: {number},")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    return text.encode()


LAST_QUESTION = sample().decode().partition("  # Pairs to find")[2]
SECOND = version(
    2,
    ("title: How tea is made", "title: How tea was made"),
    ("leaf: From bush to leaf", "leaf: Leaves"),
    ("Which steps belong to", "Which steps are part of"),
    (LAST_QUESTION, ""),
    ("tea-leaflet", "tea-booklet"),
    ("short: Tea leaflet", "short: Tea booklet"),
)
"""Another title, topic, source and stem, and a question less."""


class Desk:
    """Two instructors at work with one bot."""

    def __init__(self, database: Database, rng: random.Random, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self.bank = Bank(database, rng)
        self.uploads = Uploads(database, INSTRUCTORS, UploadCheck(database))
        self.publishing = Publishing(self.uploads, rng)
        self.received = 0

    async def send(self, data: bytes, who: Who = DANA) -> Sequence[Finding]:
        """Send a file; what stands in its way."""
        await self.uploads.receive(who, "tea.yaml", data, self.clock())
        self.received += 1
        screen = await self.uploads.upload_screen(who.telegram_id, self.received)
        assert screen is not None
        findings = screen.upload.report.findings
        wanted = UploadState.REFUSED if findings else UploadState.CHECKED
        assert screen.upload.state is wanted
        return findings

    async def publish(self, data: bytes, who: Who = DANA) -> None:
        assert await self.send(data, who) == ()
        await self.publishing.publish(who, "tap", self.received, self.clock())

    async def ship(self, *questions: Question, version: int = 1) -> None:
        """Import a set called tea from a file."""
        tea = QuestionSet("tea", "Tea", "en", version, {"leaf": "Leaves"}, questions)
        file = ShippedSet("sets/tea.yaml", str(version), tea)
        done = await self.bank.import_files([file], [TEA_BOOK], {}, self.clock())
        assert done.refused == []

    async def turn(self, verb: str, number: int, who: Who = DANA) -> str | None:
        """Take a version back, or offer it again; the word of the answer."""
        tea = await self.standing()
        turned = getattr(self.publishing, verb)
        await turned(who, f"{verb} {number}", Turn(tea.set_id, number), self.clock())
        return await self.answer()

    async def answer(self) -> str | None:
        """The word of the newest answer to a tap, with the version that it names."""
        async with self.database.read() as tx:
            newest = select(owed.c.args).where(owed.c.screen == "toast").order_by(owed.c.id.desc())
            [args] = (await tx.execute(newest.limit(1))).scalars()
        word, back_to = args.get("word"), args.get("version")
        return f"{word} {back_to}" if back_to else word

    async def take_back(self, number: int, who: Who = DANA) -> str | None:
        return await self.turn("take_back", number, who)

    async def offer_again(self, number: int, who: Who = DANA) -> str | None:
        return await self.turn("offer_again", number, who)

    async def standing(self) -> Standing:
        [only] = (await self.publishing.sets_screen(DANA.telegram_id)).sets
        return only

    async def versions(self) -> tuple[int, int | None, int | None]:
        """The version that stands (0 while none is offered), what comes back after it, or again."""
        tea = await self.standing()
        return 0 if tea.withdrawn else tea.version, tea.earlier, tea.later

    async def offered(self) -> tuple[object, ...]:
        """Everything that learners are offered, and what is said of it."""
        async with self.database.read() as tx:
            drawn = await questions.candidates(tx, 1)
            asked = await questions.load(tx, [one.version_id for one in drawn])
            unchecked = [await published.unchecked_sources(tx, one) for one in asked]
            topics = [(t.set_title, t.title, t.count) for t in await questions.topics(tx)]
            documents = [(d.source, d.questions) for d in await questions.documents(tx)]
            return asked, unchecked, topics, documents, (await self.bank.export())[0][0].title


@pytest.fixture
def desk(database: Database, rng: random.Random, clock: Clock) -> Desk:
    return Desk(database, rng, clock)


def at(data: bytes, findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """The code of each finding, and what stands in its line."""
    lines = data.decode().splitlines()
    return [(one.code, lines[one.line - 1].partition("#")[0].strip()) for one in findings]


# --- whose a set is ------------------------------------------------------------------------------


async def test_a_shipped_set_is_not_replaced_by_an_upload(desk: Desk) -> None:
    await desk.ship(make_question("tea-plant"), make_question("tea-colour"))
    before = await desk.offered()
    newer = version(7)
    assert at(newer, await desk.send(newer)) == [
        ("E603", "set: tea"),
        ("E602", "- id: tea-plant"),
    ]
    elsewhere = version(1, ("set: tea ", "set: chai "))
    assert at(elsewhere, await desk.send(elsewhere)) == [("E602", "- id: tea-plant")]
    assert await desk.offered() == before
    own = version(1, ("set: tea ", "set: chai "), ("id: tea-plant", "id: chai-plant"))
    assert await desk.send(own) == ()


async def test_a_set_that_was_shipped_after_the_check_is_not_replaced(desk: Desk) -> None:
    assert await desk.send(sample()) == ()
    await desk.ship(make_question("tea-colour"))
    before = await desk.offered()
    await desk.publishing.publish(DANA, "late", 1, desk.clock())
    assert await desk.offered() == before
    assert await desk.answer() == "bank.toast.outdated"


async def test_a_set_is_replaced_by_nobody_but_who_published_it_first(desk: Desk) -> None:
    await desk.publish(sample())
    second = version(2)
    findings = at(second, await desk.send(second, ERIC))
    assert findings[0] == ("E604", "set: tea")
    assert [code for code, _ in findings[1:]] == ["E602"] * 8, "they would be in the way elsewhere"
    await desk.publish(second)
    assert await desk.versions() == (2, 1, None)


async def test_who_was_forgotten_comes_back_as_somebody_else(desk: Desk) -> None:
    await desk.publish(sample())
    async with desk.database.write() as tx:
        dana = await people.recognise(tx, DANA, desk.clock())
        await accounts.forget(tx, DANA.telegram_id, dana.id, desk.clock())
    second = version(2)
    assert at(second, await desk.send(second))[0] == ("E604", "set: tea")


async def test_the_same_source_id_is_each_set_s_own(desk: Desk) -> None:
    await desk.publish(sample())
    twin = version(
        1,
        ("set: tea ", "set: chai "),
        ("  - id: tea-", "  - id: chai-"),
        ("- id: chai-leaflet", "- id: tea-leaflet"),
        ("[A leaflet about tea]", "[Another leaflet]"),
    )
    await desk.publish(twin, ERIC)
    exported = {held.slug: own for held, own in await desk.bank.export()}
    assert {slug: [source.title for source in own] for slug, own in exported.items()} == {
        "tea": ["[A leaflet about tea]"],
        "chai": ["[Another leaflet]"],
    }


# --- taking back ---------------------------------------------------------------------------------


async def test_taking_a_version_back_brings_back_all_of_the_one_before(desk: Desk) -> None:
    await desk.publish(sample())
    first = await desk.offered()
    await desk.publish(SECOND)
    second = await desk.offered()
    assert await desk.versions() == (2, 1, None)
    assert await desk.take_back(2, ERIC) == "bank.toast.back_to 1"
    assert await desk.versions() == (1, None, 2)
    assert await desk.offered() == first
    assert await desk.offer_again(2, ERIC) == "bank.toast.published"
    assert await desk.versions() == (2, 1, None)
    assert await desk.offered() == second


async def test_taking_back_from_the_list_draws_the_reports_in_the_chat_anew(desk: Desk) -> None:
    await desk.publish(sample())
    await desk.publish(SECOND)
    async with desk.database.write() as tx:
        await tx.execute(delete(owed))
        await debts.show(tx, DANA.telegram_id, "upload:2", 7, desk.clock())
    await desk.take_back(2)
    await desk.take_back(1, ERIC)
    async with desk.database.read() as tx:
        drawn = select(owed.c.chat, owed.c.place).where(owed.c.place.is_not(None))
        shown = [tuple(row) for row in await tx.execute(drawn.order_by(owed.c.id))]
    assert shown == [
        (DANA.telegram_id, "upload.sets"),
        (DANA.telegram_id, "upload:2"),
        (ERIC.telegram_id, "upload.sets"),
        (DANA.telegram_id, "upload:2"),
    ], "the report on version 1 stands in no chat any more"


async def test_asking_to_take_back_changes_nothing_and_knows_what_stands(desk: Desk) -> None:
    await desk.publish(sample())
    await desk.publish(SECOND)
    assert await desk.turn("ask_back", 2) is None
    assert await desk.turn("ask_back", 1) == "bank.toast.stands", "it is not what is offered"
    assert await desk.turn("ask_back", 2, ALMA) == "bank.toast.stands", "she is no instructor"
    assert await desk.versions() == (2, 1, None)


async def test_taking_back_every_version_leaves_nothing_and_each_can_come_again(desk: Desk) -> None:
    await desk.publish(sample())
    await desk.publish(SECOND)
    await desk.take_back(2)
    assert await desk.take_back(1) == "bank.toast.taken_back"
    assert await desk.versions() == (0, None, 2)
    async with desk.database.read() as tx:
        assert await questions.candidates(tx, 1) == []
    assert await desk.take_back(1) == "bank.toast.stands"
    assert await desk.offer_again(2) == "bank.toast.published"
    assert await desk.versions() == (2, None, None), "version 1 was taken back too"
    assert await desk.offer_again(2) == "bank.toast.stands"
    assert await desk.offer_again(1) == "bank.toast.stands", "a newer one is offered"
    assert await desk.take_back(2) == "bank.toast.taken_back"
    assert await desk.versions() == (0, None, None)
    assert await desk.offer_again(2) == "bank.toast.published"


async def test_a_version_that_was_taken_back_is_passed_over(desk: Desk) -> None:
    await desk.publish(sample())
    first = await desk.offered()
    await desk.publish(SECOND)
    await desk.take_back(2)
    await desk.publish(version(3, ("Which steps belong to", "Which steps make up")))
    assert await desk.versions() == (3, 1, None)
    await desk.take_back(3)
    assert await desk.versions() == (1, None, 3)
    assert await desk.offered() == first


async def test_a_version_that_was_offered_again_comes_back_like_any_other(desk: Desk) -> None:
    await desk.publish(sample())
    await desk.publish(SECOND)
    await desk.take_back(2)
    await desk.offer_again(2)
    await desk.publish(version(3))
    await desk.take_back(3)
    assert await desk.versions() == (2, 1, 3)


async def test_topics_keep_their_titles_whichever_version_named_them(desk: Desk) -> None:
    await desk.publish(sample())
    await desk.publish(version(2, ("  cup: From", "  mug: From"), ("topic: cup", "topic: mug")))
    assert await former_topics(desk) == {"cup": "From leaf to cup"}
    await desk.take_back(2)
    assert await former_topics(desk) == {"mug": "From leaf to cup"}


async def former_topics(desk: Desk) -> object:
    async with desk.database.read() as tx:
        return (await tx.execute(select(sets.c.former_topics))).scalar_one()


async def test_a_number_that_was_taken_back_is_not_given_again(desk: Desk) -> None:
    await desk.publish(sample())
    await desk.publish(SECOND)
    await desk.take_back(2)
    [finding] = await desk.send(version(2))
    assert (finding.code, finding.values["next"]) == ("E601", 3)


async def test_what_changes_is_told_against_what_is_offered(desk: Desk) -> None:
    await desk.publish(sample())
    await desk.publish(SECOND)
    await desk.take_back(2)
    assert await desk.send(version(3, ("Which steps belong to", "Which steps make up"))) == ()
    screen = await desk.uploads.upload_screen(DANA.telegram_id, 3)
    assert screen is not None
    change = screen.upload.report.change
    assert change is not None
    assert [(one.id, one.kinds) for one in change.questions] == [
        ("tea-black-steps", (Kind.WORDING,))
    ]


async def test_what_was_asked_keeps_its_source_whatever_is_offered_by_then(desk: Desk) -> None:
    await desk.publish(sample())
    first = await begin(desk, ERIC)
    await desk.publish(SECOND)
    second = await begin(desk, DANA)
    assert await cited(desk, first, second) == ["Tea leaflet", "Tea booklet"]
    async with desk.database.read() as tx:
        assert [one.short for one in await bank_sources.own(tx, "tea")] == ["Tea booklet"]
        assert [one.source.short for one in await questions.documents(tx)] == ["Tea booklet"]
        assert (await questions.counts(tx)).documents == 1
    await desk.take_back(2)
    assert await cited(desk, first, second) == ["Tea leaflet", "Tea booklet"]
    async with desk.database.read() as tx:
        assert [one.short for one in await bank_sources.own(tx, "tea")] == ["Tea leaflet"]


async def begin(desk: Desk, who: Who) -> int:
    """Begin an attempt with one question of what is offered; its version."""
    async with desk.database.write() as tx:
        person = await people.recognise(tx, who, desk.clock())
        [one, *_] = await questions.candidates(tx, person.id)
        asked = [attempts.Frozen(one.version_id, ("a", "b", "c"))]
        kind, now = AttemptKind.QUIZ, desk.clock()
        await attempts.begin(tx, person.id, asked, kind=kind, scope=EVERYTHING, now=now)
        return one.version_id


async def cited(desk: Desk, *version_ids: int) -> list[str]:
    """The short name of what the first citation of each question version leads to."""
    async with desk.database.read() as tx:
        asked = await questions.load(tx, version_ids)
        known: dict[int, dict[str, Source]] = await questions.sources_for(tx, version_ids)
    return [known[one][asked[one].citations[0].source].short for one in version_ids]
