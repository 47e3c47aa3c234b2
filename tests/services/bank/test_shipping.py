"""The folder of questions and SQL: there and back, with nothing lost and nothing undone."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.bank.files.writing import set_text
from bot.bank.reading import read_bank
from bot.bank.sample import sample
from bot.domain.errors import BankRefused, SettingError
from bot.domain.fingerprint import fingerprint
from bot.domain.people.person import Who
from bot.domain.question import Question, State
from bot.domain.review import Review
from bot.services.bank.shipping import Shipping, pack
from bot.services.bank.taking_in import Bank
from bot.services.uploads.check import UploadCheck
from bot.services.uploads.publishing import Publishing, Turn
from bot.services.uploads.receiving import Uploads
from bot.storage.database import Database
from tests.bank.samples import DATA, SET, copy_bank, raised
from tests.conftest import Clock

DANA = Who(5_000_000_004, "Dana", "en")
TWIN = (
    sample()
    .replace(b"set: tea ", b"set: more-tea ")
    .replace(b"- id: tea-", b"- id: more-tea-")
    .replace(b"- id: more-tea-leaflet", b"- id: tea-leaflet")
)
"""The sample under other names; its document is called tea-leaflet like the sample's own."""


@pytest.fixture
def shipping(database: Database, rng: random.Random) -> Shipping:
    return Shipping(Bank(database, rng))


async def publish(database: Database, rng: random.Random, clock: Clock, data: bytes) -> None:
    """Send a set as an instructor and publish it."""
    uploads = Uploads(database, {DANA.telegram_id}, UploadCheck(database))
    await uploads.receive(DANA, "set.yaml", data, clock())
    for number in range(1, 9):
        screen = await uploads.upload_screen(DANA.telegram_id, number)
        if screen is None:
            break
        assert not screen.upload.report.findings
        await Publishing(uploads, rng).publish(DANA, f"tap {number}", number, clock())


async def test_what_is_written_out_is_clean_and_comes_back_as_unchanged(
    shipping: Shipping, database: Database, rng: random.Random, clock: Clock, tmp_path: Path
) -> None:
    shipped, out = copy_bank(tmp_path / "shipped"), tmp_path / "out"
    await shipping.take_in(await pack(shipped), clock())
    for data in (sample(), TWIN):
        await publish(database, rng, clock, data)
    before = await shipping.bank.export()
    done = await shipping.write_out(out, beside=shipped)
    assert done.problems == ()
    assert set(done.written) == {
        "sources.yaml",
        "glossary.yaml",
        SET,
        "sets/tea.yaml",
        "sets/more-tea.yaml",
    }
    assert (out / "glossary.yaml").read_bytes() == (shipped / "glossary.yaml").read_bytes()
    assert b"\ncorpus: gull-rock\n" in (out / "sources.yaml").read_bytes()
    back = await shipping.take_in(await pack(out), clock())
    assert back is not None
    assert (back.published, back.refused) == ({}, [])
    assert sorted(back.unchanged) == [SET, "sets/more-tea.yaml", "sets/tea.yaml"]
    assert await shipping.bank.export() == before
    assert [source.id for _, own in before for source in own] == ["tea-leaflet", "tea-leaflet"]


async def test_an_exported_upload_can_be_edited_and_adopted_with_its_own_sources(
    shipping: Shipping, database: Database, rng: random.Random, clock: Clock, tmp_path: Path
) -> None:
    shipped = copy_bank(tmp_path)
    await shipping.take_in(await pack(shipped), clock())
    await publish(database, rng, clock, sample())
    await shipping.write_out(shipped, beside=shipped)
    assert (await shipping.take_in(await pack(shipped), clock())) is not None
    assert (await shipping.take_in(await pack(shipped), clock())) is None
    told = await shipping.take_in(await pack(shipped), clock(), adopted=["tea"])
    assert told is not None, "no file is new, but something is asked"
    file = shipped / "sets" / "tea.yaml"
    edited = raised(file.read_text(), 2).replace("How tea", "Tea", 1)
    file.write_text(edited)
    refused = await shipping.take_in(await pack(shipped), clock())
    assert refused is not None
    assert [refusal.path for refusal in refused.refused] == ["sets/tea.yaml"]
    done = await shipping.take_in(await pack(shipped), clock(), adopted=["tea"])
    assert done is not None
    assert done.published["sets/tea.yaml"].version == 2
    [(_, _), (tea, own)] = await shipping.bank.export()
    assert tea.title == "Tea is made"
    assert [source.title for source in own] == ["[A leaflet about tea]"]


async def test_what_is_to_be_adopted_has_to_be_there(
    shipping: Shipping, clock: Clock, tmp_path: Path
) -> None:
    shipped = copy_bank(tmp_path)
    with pytest.raises(SettingError, match="--adopt: no file holds a set tea"):
        await shipping.take_in(await pack(shipped), clock(), adopted=["tea"])
    assert await shipping.bank.export() == []


async def test_a_document_under_the_name_of_a_shared_one_is_written_out_with_its_set(
    shipping: Shipping, database: Database, rng: random.Random, clock: Clock, tmp_path: Path
) -> None:
    """The bibliography got that name later: without its own document the set would cite another."""
    shipped, out = copy_bank(tmp_path / "shipped"), tmp_path / "out"
    await publish(database, rng, clock, sample())
    for file in (shipped / "sources.yaml", shipped / SET):
        file.write_text(file.read_text().replace("ansel-mercury-1988", "tea-leaflet"))
    await shipping.take_in(await pack(shipped), clock())
    done = await shipping.write_out(out, beside=shipped)
    assert [problem.code for problem in done.problems] == ["E322"]
    assert "[A leaflet about tea]" in (out / "sets" / "tea.yaml").read_text()


async def test_a_file_that_says_the_same_keeps_its_comments(
    shipping: Shipping, clock: Clock, tmp_path: Path
) -> None:
    shipped = copy_bank(tmp_path)
    commented = (shipped / SET).read_bytes() + b"# Thank you, keepers.\n"
    (shipped / SET).write_bytes(commented)
    await shipping.take_in(await pack(shipped), clock())
    done = await shipping.write_out(shipped, beside=shipped)
    assert done.written == ()
    assert done.unchanged == ("sources.yaml", SET)
    assert (shipped / SET).read_bytes() == commented


async def test_a_set_goes_back_into_the_file_that_holds_it(
    shipping: Shipping, clock: Clock, tmp_path: Path
) -> None:
    shipped = copy_bank(tmp_path)
    await shipping.take_in(await pack(shipped), clock())
    renamed = (shipped / SET).rename(shipped / "sets" / "light.yml")
    text = renamed.read_text().replace("difficulty: easy", "difficulty: hard", 1)
    renamed.write_text(text)
    done = await shipping.write_out(shipped, beside=shipped)
    assert done.written == ("sets/light.yml",)
    assert [path.name for path in (shipped / "sets").iterdir()] == ["light.yml"]
    [(held, _)] = await shipping.bank.export()
    [file] = read_bank(shipped).sets
    assert file.set == held


async def test_nothing_is_written_over_a_folder_with_problems(
    shipping: Shipping, clock: Clock, tmp_path: Path
) -> None:
    shipped, other = copy_bank(tmp_path / "shipped"), copy_bank(tmp_path / "other")
    await shipping.take_in(await pack(shipped), clock())
    (other / SET).write_text("set: [\n")
    with pytest.raises(BankRefused) as caught:
        await shipping.write_out(other, beside=shipped)
    assert f"{(other / SET).as_posix()}:2 E106" in str(caught.value)
    assert (other / SET).read_text() == "set: [\n"


async def test_an_empty_database_writes_nothing(shipping: Shipping, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="bank import"):
        await shipping.write_out(tmp_path / "out", beside=tmp_path)
    assert not (tmp_path / "out").exists()


async def test_a_bank_with_problems_changes_nothing(
    shipping: Shipping, clock: Clock, tmp_path: Path
) -> None:
    shipped = copy_bank(tmp_path)
    await shipping.take_in(await pack(shipped), clock())
    before = await shipping.bank.export()
    (shipped / SET).write_text((shipped / SET).read_text().replace("topic: wreck", "topic: reef"))
    with pytest.raises(BankRefused) as caught:
        await pack(shipped)
    assert "E308" in str(caught.value)
    assert await shipping.bank.export() == before


@pytest.mark.parametrize("name", ["nowhere", "bare"])
async def test_a_folder_without_sets_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "bare").mkdir()
    with pytest.raises(SettingError) as caught:
        await pack(tmp_path / name)
    assert caught.value.setting == "QUESTIONS_DIR"


def approve(question: Question) -> Question:
    review = Review(date(2026, 11, 20), fingerprint(question))
    return replace(question, state=State.APPROVED, review=review)


async def test_a_retired_question_stays_retired_on_its_way_out_and_in(
    shipping: Shipping, clock: Clock, tmp_path: Path
) -> None:
    """A question that a newer file dropped is out of service; the export says so."""
    shipped = copy_bank(tmp_path)
    [file] = read_bank(shipped).sets
    assert file.set is not None
    approved = tuple(map(approve, file.set.questions))
    (shipped / SET).write_text(set_text(replace(file.set, questions=approved)))
    await shipping.take_in(await pack(shipped), clock())
    shorter = replace(file.set, questions=approved[1:])
    (shipped / SET).write_text(raised(set_text(shorter), 2))
    await shipping.take_in(await pack(shipped), clock())
    done = await shipping.write_out(shipped, beside=DATA / "bank")
    assert (done.written, done.problems) == ((SET,), ())
    [file] = read_bank(shipped).sets
    assert [placed.question.state for placed in file.questions] == [
        State.RETIRED,
        *[State.APPROVED] * 3,
    ]
    back = await shipping.take_in(await pack(shipped), clock())
    assert back is not None
    assert back.unchanged == [SET]


async def test_what_was_taken_back_is_written_out_as_retired_and_no_file_offers_it(
    shipping: Shipping, database: Database, rng: random.Random, clock: Clock, tmp_path: Path
) -> None:
    shipped, out = copy_bank(tmp_path / "shipped"), tmp_path / "out"
    await shipping.take_in(await pack(shipped), clock())
    await publish(database, rng, clock, sample())
    uploads = Uploads(database, {DANA.telegram_id}, UploadCheck(database))
    publishing = Publishing(uploads, rng)
    [tea] = (await publishing.sets_screen(DANA.telegram_id)).sets
    await publishing.take_back(DANA, "back", Turn(tea.set_id, tea.version), clock())
    assert (await shipping.write_out(out, beside=shipped)).problems == ()
    text = (out / "sets" / "tea.yaml").read_text(encoding="utf-8")
    assert (text.count("state: retired"), text.count("state: approved")) == (8, 0)
    unchanged = await shipping.take_in(await pack(out), clock())
    assert unchanged is not None
    assert (unchanged.published, unchanged.refused) == ({}, [])
    newer = raised(text, 2).replace("state: retired", "state: approved")
    (out / "sets" / "tea.yaml").write_text(newer, encoding="utf-8")
    done = await shipping.take_in(await pack(out), clock())
    assert done is not None
    assert [refusal.path for refusal in done.refused] == ["sets/tea.yaml"]
    assert "/sets" in done.refused[0].mend
    [still] = (await publishing.sets_screen(DANA.telegram_id)).sets
    assert (still.version, still.withdrawn) == (1, True)
