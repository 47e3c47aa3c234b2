"""Uploads as a service: who may, what is kept, what publishing compares again."""

import random
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.bank.sample import sample
from bot.bank.texts.passages import document
from bot.domain.people.person import Who
from bot.domain.question import State
from bot.domain.quizzes.attempt import EVERYTHING
from bot.domain.sets.changes import Kind
from bot.domain.sets.upload import Standing, UploadState
from bot.services.bank.taking_in import Bank
from bot.services.uploads.check import UploadCheck
from bot.services.uploads.publishing import Publishing, Turn
from bot.services.uploads.receiving import Uploads
from bot.storage.bank import published, questions
from bot.storage.database import Database, Tx
from bot.storage.rounds import drawable
from bot.storage.tables import owed
from tests.bank.samples import raised
from tests.conftest import Clock

DANA = Who(5_000_000_004, "Dana", "en")
ERIC = Who(5_000_000_005, "Eric", "en")
ALMA = Who(5_000_000_001, "Alma", "en")


@pytest.fixture
def uploads(database: Database, rng: random.Random) -> Uploads:
    return Uploads(database, {DANA.telegram_id, ERIC.telegram_id}, UploadCheck(database))


@pytest.fixture
def publishing(uploads: Uploads, rng: random.Random) -> Publishing:
    return Publishing(uploads, rng)


async def state(uploads: Uploads, upload_id: int) -> UploadState:
    screen = await uploads.upload_screen(DANA.telegram_id, upload_id)
    assert screen is not None
    return screen.upload.state


async def screens(database: Database, chat: int) -> list[str]:
    async with database.read() as tx:
        rows = await tx.execute(select(owed.c.screen).where(owed.c.chat == chat))
        return list(rows.scalars())


async def test_publishing_approves_the_drafts(
    uploads: Uploads, publishing: Publishing, database: Database, rng: random.Random, clock: Clock
) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    await publishing.publish(DANA, "1", 1, clock())
    [(held, own)] = await Bank(database, rng).export()
    assert {question.state for question in held.questions} == {State.APPROVED}
    assert {question.review.on for question in held.questions if question.review} == {
        clock().date()
    }
    assert [source.id for source in own] == ["tea-leaflet"]


async def test_of_two_instructors_with_one_set_the_second_hears_that_the_bank_has_changed(
    uploads: Uploads, publishing: Publishing, clock: Clock
) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    await uploads.receive(ERIC, "tea.yaml", sample(), clock())
    await publishing.publish(ERIC, "1", 2, clock())
    await publishing.publish(DANA, "2", 1, clock())
    assert await state(uploads, 2) is UploadState.PUBLISHED
    assert await state(uploads, 1) is UploadState.CHECKED


async def test_a_file_comes_to_one_end(
    uploads: Uploads, publishing: Publishing, clock: Clock
) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    await publishing.publish(DANA, "1", 1, clock())
    await uploads.cancel(DANA, "2", 1, clock())
    assert await state(uploads, 1) is UploadState.PUBLISHED
    newer = raised(sample().decode(), 2).encode()
    await uploads.receive(DANA, "tea.yaml", newer, clock())
    await uploads.cancel(DANA, "3", 2, clock())
    await publishing.publish(DANA, "4", 2, clock())
    assert await state(uploads, 2) is UploadState.CANCELLED
    assert (await standing(publishing)).version == 1


@pytest.mark.parametrize("who", [ERIC, ALMA])
async def test_nobody_else_touches_a_file(
    uploads: Uploads, publishing: Publishing, database: Database, clock: Clock, who: Who
) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    await publishing.publish(who, "1", 1, clock())
    await uploads.cancel(who, "2", 1, clock())
    await uploads.preview(who, "3", 1, 1, clock())
    await uploads.report(who, "4", 1, clock())
    await publishing.ask(who, "5", 1, clock())
    assert await state(uploads, 1) is UploadState.CHECKED
    assert await screens(database, who.telegram_id) == ["toast"] * 5


async def test_somebody_who_is_no_instructor_any_more_publishes_nothing(
    uploads: Uploads, database: Database, rng: random.Random, clock: Clock
) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    later = Uploads(database, {ERIC.telegram_id}, UploadCheck(database))
    await Publishing(later, rng).publish(DANA, "1", 1, clock())
    assert await state(uploads, 1) is UploadState.CHECKED


async def test_a_page_that_is_not_there_shows_nothing(uploads: Uploads, clock: Clock) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    for position in (0, 9, -1):
        assert await uploads.preview_screen(DANA.telegram_id, 1, position) is None
    screen = await uploads.preview_screen(DANA.telegram_id, 1, 5)
    assert screen is not None
    assert (screen.question.id, screen.total) == ("tea-room-opened", 8)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\sets\\tea.yaml", "tea.yaml"),
        ("../../etc/tea.yaml", "tea.yaml"),
        ("te\u202ea.yaml\n", "tea.yaml"),
        ("t" * 300 + ".yaml", "t" * 59 + ".yaml"),
    ],
)
async def test_a_hostile_file_name_is_shown_tame(
    uploads: Uploads, clock: Clock, name: str, kept: str
) -> None:
    await uploads.receive(DANA, name, sample(), clock())
    screen = await uploads.upload_screen(DANA.telegram_id, 1)
    assert screen is not None
    assert screen.upload.file_name == kept


async def test_what_only_the_running_bank_knows_is_reported_at_its_line(
    uploads: Uploads, publishing: Publishing, clock: Clock
) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    await publishing.publish(DANA, "1", 1, clock())
    lines = sample().decode().splitlines()
    await uploads.receive(DANA, "again.yaml", sample(), clock())
    again = await uploads.upload_screen(DANA.telegram_id, 2)
    assert again is not None
    [(line, code)] = [(found.line, found.code) for found in again.upload.report.findings]
    assert (code, lines[line - 1].split()[0]) == ("E601", "version:")
    other = sample().replace(b"set: tea ", b"set: chai")
    await uploads.receive(DANA, "other.yaml", other, clock())
    taken = await uploads.upload_screen(DANA.telegram_id, 3)
    assert taken is not None
    found = taken.upload.report.findings
    assert [one.code for one in found] == ["E602"] * 8
    assert all("- id: tea-" in lines[one.line - 1] for one in found)


async def standing(publishing: Publishing) -> Standing:
    [only] = (await publishing.sets_screen(DANA.telegram_id)).sets
    return only


async def offered(database: Database) -> tuple[int, int, str | None, int]:
    """Questions asked and topics in private, the newest set, questions for a group."""
    async with database.read() as tx:
        counts = await questions.counts(tx)
        drawn = await questions.candidates(tx, 1)
        group = await drawable.candidates(tx, -100, EVERYTHING)
        assert len(drawn) == counts.questions
        assert bool(counts.questions) == bool(counts.documents) == bool(await documents(tx))
        newest = counts.newest and counts.newest[0]
        return counts.questions, len(await questions.topics(tx)), newest, len(group)


async def documents(tx: Tx) -> list[str]:
    return [document.source.id for document in await questions.documents(tx)]


async def test_a_set_that_was_taken_back_is_offered_nowhere_until_it_is_offered_again(
    uploads: Uploads, publishing: Publishing, database: Database, clock: Clock
) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    await publishing.publish(DANA, "1", 1, clock())
    everything = (8, 2, "How tea is made", 3)  # a poll can ask three of the eight
    assert await offered(database) == everything
    tea = await standing(publishing)
    turn = Turn(tea.set_id, tea.version, upload_id=1)
    await publishing.take_back(ALMA, "2", turn, clock())
    await publishing.take_back(DANA, "3", replace(turn, version=2), clock())
    await publishing.offer_again(DANA, "4", turn, clock())
    assert await standing(publishing) == tea
    await publishing.take_back(ERIC, "5", turn, clock())
    assert await offered(database) == (0, 0, None, 0)
    async with database.read() as tx:
        assert await questions.set_with_code(tx, tea.code) is None
        assert await published.is_withdrawn(tx, tea.code.lower())
    assert await standing(publishing) == replace(tea, withdrawn=True)
    await publishing.offer_again(DANA, "6", turn, clock())
    assert await offered(database) == everything
    assert await standing(publishing) == tea


async def test_a_newer_version_of_what_was_taken_back_is_offered(
    uploads: Uploads, publishing: Publishing, clock: Clock
) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    await publishing.publish(DANA, "1", 1, clock())
    tea = await standing(publishing)
    await publishing.take_back(DANA, "2", Turn(tea.set_id, tea.version), clock())
    await uploads.receive(DANA, "tea.yaml", raised(sample().decode(), 2).encode(), clock())
    asked = await publishing.confirm_screen(DANA.telegram_id, 2)
    assert asked is not None
    assert asked.before == replace(tea, withdrawn=True)
    change = asked.upload.report.change
    assert change is not None
    assert {one.kinds for one in change.questions} == {(Kind.RETURNED,)}
    await publishing.publish(DANA, "3", 2, clock())
    assert await standing(publishing) == replace(tea, version=2)
    await publishing.take_back(DANA, "4", Turn(tea.set_id, 1, upload_id=1), clock())
    assert not (await standing(publishing)).withdrawn, "an old message knows only the old version"


LEAFLET = """Riverside Tea Room, serving since 1987. The first chests from Colombo came by ship.

Green tea and black tea come from the same bush.

Leaves for black tea are withered, rolled and left to oxidise. Then they are dried.

Leaves for green tea are heated soon after picking.

Boil the water.

Black tea wants boiling water. White tea wants 80 degrees. Oolong wants 90.
"""


def told_by(leaflet: str) -> bytes:
    """The sample with the hash of the leaflet that it cites."""
    named = f"    language: en\n    sha256: {document(leaflet).sha256}\n\nquestions:"
    return sample().replace(b"    language: en\n\nquestions:", named.encode())


@dataclass(frozen=True)
class Held:
    """A leaflet that is at hand, the one that the set names, and what that comes to."""

    leaflet: str
    named: str
    codes: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()


SHORTER = LEAFLET.split("White", maxsplit=1)[0]
OLDER = LEAFLET.replace("1987", "1977")
HELD = {
    "proven": Held(LEAFLET, LEAFLET),
    "another document": Held(LEAFLET, LEAFLET + "More.", (), ("Tea leaflet",)),
    "another year": Held(OLDER, OLDER, ("E406",)),
    "two sentences less": Held(SHORTER, SHORTER, ("E406", "E406", "E407", "E407", "E407")),
}


@pytest.mark.parametrize("held", HELD.values(), ids=HELD.keys())
async def test_quotes_are_looked_up_where_the_document_is_at_hand(
    database: Database, clock: Clock, tmp_path: Path, held: Held
) -> None:
    (tmp_path / "leaflet.txt").write_text(held.leaflet, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    uploads = Uploads(database, {DANA.telegram_id}, UploadCheck(database, tmp_path))
    await uploads.receive(DANA, "tea.yaml", told_by(held.named), clock())
    screen = await uploads.upload_screen(DANA.telegram_id, 1)
    assert screen is not None
    report = screen.upload.report
    lines = told_by(held.named).decode().splitlines()
    assert sorted(found.code for found in report.findings) == list(held.codes)
    assert all("source: tea-leaflet" in lines[found.line - 1] for found in report.findings)
    assert report.unchecked == held.unchecked


async def test_what_was_not_compared_is_remembered_with_the_set(
    uploads: Uploads, publishing: Publishing, database: Database, clock: Clock
) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    await publishing.publish(DANA, "1", 1, clock())
    async with database.read() as tx:
        [one, *_] = await questions.candidates(tx, 1)
        assert await published.unchecked_sources(tx, one.version_id) == {"tea-leaflet"}
