"""Uploads as a service: who may, what is kept, what publishing compares again."""

import random

import pytest
from sqlalchemy import select

from bot.bank.sample import sample
from bot.domain.person import Who
from bot.domain.question import State
from bot.domain.upload import UploadState
from bot.services.bank import Bank
from bot.services.uploads import Uploads
from bot.storage.database import Database
from bot.storage.tables import owed
from tests.conftest import Clock

DANA = Who(5_000_000_004, "Dana", "en")
ERIC = Who(5_000_000_005, "Eric", "en")
ALMA = Who(5_000_000_001, "Alma", "en")


@pytest.fixture
def uploads(database: Database, rng: random.Random) -> Uploads:
    return Uploads(database, {DANA.telegram_id, ERIC.telegram_id}, rng)


async def state(uploads: Uploads, upload_id: int) -> UploadState:
    screen = await uploads.upload_screen(DANA.telegram_id, upload_id)
    assert screen is not None
    return screen.upload.state


async def screens(database: Database, chat: int) -> list[str]:
    async with database.read() as tx:
        rows = await tx.execute(select(owed.c.screen).where(owed.c.chat == chat))
        return list(rows.scalars())


async def test_publishing_approves_the_drafts(
    uploads: Uploads, database: Database, rng: random.Random, clock: Clock
) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    await uploads.publish(DANA, "1", 1, clock())
    [(held, own)] = await Bank(database, rng).export()
    assert {question.state for question in held.questions} == {State.APPROVED}
    assert {question.review.on for question in held.questions if question.review} == {
        clock().date()
    }
    assert [source.id for source in own] == ["tea-leaflet"]


async def test_of_two_instructors_with_one_set_the_second_hears_that_the_bank_has_changed(
    uploads: Uploads, clock: Clock
) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    await uploads.receive(ERIC, "tea.yaml", sample(), clock())
    await uploads.publish(ERIC, "1", 2, clock())
    await uploads.publish(DANA, "2", 1, clock())
    assert await state(uploads, 2) is UploadState.PUBLISHED
    assert await state(uploads, 1) is UploadState.CHECKED


@pytest.mark.parametrize("who", [ERIC, ALMA])
async def test_nobody_else_touches_a_file(
    uploads: Uploads, database: Database, clock: Clock, who: Who
) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    await uploads.publish(who, "1", 1, clock())
    await uploads.cancel(who, "2", 1, clock())
    await uploads.preview(who, "3", 1, 1, clock())
    assert await state(uploads, 1) is UploadState.CHECKED
    assert await screens(database, who.telegram_id) == ["toast"] * 3


async def test_somebody_who_is_no_instructor_any_more_publishes_nothing(
    uploads: Uploads, database: Database, rng: random.Random, clock: Clock
) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    later = Uploads(database, {ERIC.telegram_id}, rng)
    await later.publish(DANA, "1", 1, clock())
    assert await state(uploads, 1) is UploadState.CHECKED


async def test_a_page_that_is_not_there_shows_nothing(uploads: Uploads, clock: Clock) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    for position in (0, 6, -1):
        assert await uploads.preview_screen(DANA.telegram_id, 1, position) is None
    screen = await uploads.preview_screen(DANA.telegram_id, 1, 5)
    assert screen is not None
    assert (screen.question.id, screen.total) == ("tea-room-opened", 5)


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
    uploads: Uploads, clock: Clock
) -> None:
    await uploads.receive(DANA, "tea.yaml", sample(), clock())
    await uploads.publish(DANA, "1", 1, clock())
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
    assert [one.code for one in found] == ["E602"] * 5
    assert all("- id: tea-" in lines[one.line - 1] for one in found)
