"""Approved drafts become the set of their document, version by version, with stable ids."""

import asyncio
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.bank.files.tree import read_tree
from bot.bank.reading import read_bank, read_set
from bot.domain.drafts.draft import DraftState, Filter, NothingApproved, NotNow, SetOfOthers
from bot.domain.question import QuestionSet, State
from bot.generation.generator import generate
from bot.services.bank.passages import Passages
from bot.services.bank.shipping import Shipping, pack
from bot.services.bank.taking_in import Bank
from bot.services.curation.acts import Seen
from bot.services.curation.files import drafts_file
from bot.services.curation.judging import Judging
from bot.services.curation.publishing import DraftPublishing
from bot.services.curation.queue import Curation
from bot.services.curation.taking_in import new_draft
from bot.storage.bank import bank, published
from bot.storage.database import Database
from bot.storage.documents import documents
from tests.bank.samples import copy_bank
from tests.conftest import Clock
from tests.services.curation.curating import DANA, ERIC, document, drafted, person, stage
from tests.storage.bank_rows import add_set, make_question


async def approve(curation: Curation, dana: int, count: int) -> list[str]:
    """Approve the next few; their questions' ids."""
    page = await curation.queue(Filter(), size=count)
    for one in page.drafts:
        await curation.approve(Seen(one.id, one.revision), dana, curation.database.clock())
    return [one.question.id for one in page.drafts]


async def loaded(database: Database) -> QuestionSet:
    async with database.read() as tx:
        found = await bank.load_set(tx, "port-ansel")
    assert found is not None
    return found


async def test_what_is_approved_later_is_the_next_version(
    database: Database, clock: Clock, rng: random.Random
) -> None:
    curation = await stage(database, clock())
    publishing = DraftPublishing(database, rng)
    dana, eric = await person(database, DANA, clock()), await person(database, ERIC, clock())
    with pytest.raises(NothingApproved):
        await publishing.publish("port-ansel", dana, clock())
    first = await approve(curation, dana, 3)
    done = await publishing.publish("port-ansel", dana, clock())
    assert (done.title, done.version, done.new, done.questions) == ("Port Ansel", 1, 3, 3)
    held = await loaded(database)
    assert {one.id for one in held.questions} == set(first)
    assert {(one.state, one.topic) for one in held.questions} == {(State.APPROVED, "port-ansel")}
    source, question = document().source, held.questions[0]
    passage = await Passages(None, database).find(source, question.citations[0])
    assert passage is not None
    assert passage.quote == question.citations[0].quote
    [gone] = (await curation.queue(Filter(state=DraftState.PUBLISHED), size=1)).drafts
    with pytest.raises(NotNow):
        await curation.edit(Seen(gone.id, gone.revision), dana, clock(), {"stem": "New?"})
    with pytest.raises(NotNow):
        await curation.reject(Seen(gone.id, gone.revision), dana, clock(), "trifle")

    second = await approve(curation, eric, 2)
    with pytest.raises(SetOfOthers):
        await publishing.publish("port-ansel", eric, clock())
    again = await publishing.publish("port-ansel", dana, clock())
    assert (again.set_id, again.code, again.version) == (done.set_id, done.code, 2)
    held = await loaded(database)
    assert {one.id for one in held.questions} == {*first, *second}
    assert [one.changes for one in held.changelog] == ["New questions: 2."]
    exported = await Bank(database, rng).export()
    assert [source.id for source in exported[0][1]] == ["port-ansel"]


async def test_two_who_publish_at_once_make_one_set(
    database: Database, clock: Clock, rng: random.Random
) -> None:
    curation = await stage(database, clock())
    publishing = DraftPublishing(database, rng)
    dana = await person(database, DANA, clock())
    await approve(curation, dana, 3)
    both = (publishing.publish("port-ansel", dana, clock()) for _ in range(2))
    done = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["Issued", "NothingApproved"]
    assert len((await loaded(database)).questions) == 3


async def test_another_number_of_curators_holds_for_what_was_approved_before(
    database: Database, clock: Clock, rng: random.Random
) -> None:
    """One person's approval is not published where two have to, nor is it lost with one again."""
    alone = await stage(database, clock())
    dana, eric = await person(database, DANA, clock()), await person(database, ERIC, clock())
    [name] = await approve(alone, dana, 1)
    with pytest.raises(NothingApproved):
        await DraftPublishing(database, rng, 2).publish("port-ansel", dana, clock())
    both = Curation(database, Judging(), 2)
    await both.restand()
    waiting = [(await both.queue(Filter(curator=one))).drafts for one in (dana, eric)]
    assert [name in {one.question.id for one in drafts} for drafts in waiting] == [False, True]
    await alone.restand()
    [again] = (await alone.queue(Filter(state=DraftState.APPROVED))).drafts
    assert (again.question.id, again.first, again.revision) == (name, None, 2)
    assert (await DraftPublishing(database, rng).publish("port-ansel", dana, clock())).new == 1


async def test_ids_of_others_are_left_to_them(
    database: Database, clock: Clock, rng: random.Random
) -> None:
    """Another set has the document's id, another one a question of its."""
    curation = await stage(database, clock())
    publishing = DraftPublishing(database, rng)
    dana = await person(database, DANA, clock())
    first, second = await approve(curation, dana, 2)
    async with database.write() as tx:
        await add_set(tx, "port-ansel", [make_question(first)])
    done = await publishing.publish("port-ansel", dana, clock())
    assert (done.left_out, done.questions) == ((first,), 1)
    async with database.read() as tx:
        other = await bank.load_set(tx, "port-ansel-2")
        assert other is not None
        assert [one.id for one in other.questions] == [second]
    with pytest.raises(NothingApproved) as error:
        await publishing.publish("port-ansel", dana, clock())
    assert error.value.taken == (first,)


async def test_a_new_edition_is_cited_beside_the_old_one(
    database: Database, clock: Clock, rng: random.Random
) -> None:
    curation = await stage(database, clock())
    publishing = DraftPublishing(database, rng)
    dana = await person(database, DANA, clock())
    await approve(curation, dana, 8)
    await publishing.publish("port-ansel", dana, clock())
    async with database.write() as tx:
        await documents.add(tx, document(2), format="text", dropped=(), now=clock())
    [again] = (await curation.take_in(drafted(2), [document(2)], clock())).new
    made = await curation.approve(Seen(again, 1), dana, clock(), "The new edition says so.")
    done = await publishing.publish("port-ansel", dana, clock())
    assert (done.version, done.new, done.questions) == (2, 1, 9)
    held = {one.id: one for one in (await loaded(database)).questions}
    cited = {one.citations[0].source for name, one in held.items() if name != made.question.id}
    assert held[made.question.id].citations[0].source == "port-ansel-edition-2"
    assert cited == {"port-ansel"}
    exported = await Bank(database, rng).export()
    hashes = {source.id: source.sha256 for source in exported[0][1]}
    assert hashes == {
        "port-ansel": document(1).source.sha256,
        "port-ansel-edition-2": document(2).source.sha256,
    }


async def test_what_was_taken_back_stays_away(
    database: Database, clock: Clock, rng: random.Random
) -> None:
    curation = await stage(database, clock())
    publishing = DraftPublishing(database, rng)
    dana = await person(database, DANA, clock())
    await approve(curation, dana, 2)
    done = await publishing.publish("port-ansel", dana, clock())
    async with database.write() as tx:
        assert await published.take_back(tx, done.set_id, 1, clock())
    [fresh] = await approve(curation, dana, 1)
    again = await publishing.publish("port-ansel", dana, clock())
    held = await loaded(database)
    assert (again.version, again.questions) == (2, 1)
    assert [one.id for one in held.questions if one.state is State.APPROVED] == [fresh]


one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@one_database
async def test_editions_of_a_document_with_a_long_id_leave_as_files_take_them(
    database: Database, clock: Clock, rng: random.Random, tmp_path: Path
) -> None:
    """As a set and as drafts: ids no longer than a file has them, and each short name once."""
    name = f"{'port-ansel-and-its-light':-<35}x"
    editions = [replace(document(n), source=replace(document(n).source, id=name)) for n in (1, 2)]
    curation, publishing = Curation(database, Judging()), DraftPublishing(database, rng)
    dana = await person(database, DANA, clock())
    for one in editions:
        async with database.write() as tx:
            await documents.add(tx, one, format="text", dropped=(), now=clock())
        await curation.take_in(tuple(map(new_draft, generate([one]).drafts)), [one], clock())
    for made in (await curation.queue(Filter())).drafts:
        await curation.approve(Seen(made.id, 1), dana, clock(), "So it says.")
    await publishing.publish(name, dana, clock())
    beside, shipping = copy_bank(tmp_path / "beside"), Shipping(Bank(database, rng))
    await shipping.take_in(await pack(beside), clock())
    done = await shipping.write_out(tmp_path / "out", beside)
    assert done.problems == ()
    [_, exported] = sorted(
        read_bank(tmp_path / "out").sets, key=lambda one: "port-ansel" in one.file
    )
    first, second = exported.sources
    assert re.fullmatch(r"port-ansel-and-its-light-[0-9a-f]{4}-edition-2", second.id)
    assert (first.short, second.short) == ("Port Ansel", "Port A (2)")
    drafts = await drafts_file(database, name, None)
    assert drafts is not None
    assert read_set(read_tree("drafts.yaml", drafts.text.encode()), {}, None).problems == ()
