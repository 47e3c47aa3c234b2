"""Files into SQL and back: what is new, what is kept, what is refused."""

import random
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.fingerprint import fingerprint
from bot.domain.question import QuestionSet, Release, State
from bot.services.bank.import_plan import ShippedSet
from bot.services.bank.taking_in import Bank
from bot.storage.bank import bank as bank_rows
from bot.storage.database import Database
from tests.conftest import Clock
from tests.storage.bank_rows import TEA_BOOK, make_question

TEA = QuestionSet(
    "tea",
    "Tea",
    "en",
    1,
    {"leaf": "Leaves"},
    (make_question("tea-green"), make_question("tea-black")),
)


def shipped(held: QuestionSet, content_hash: str = "one") -> ShippedSet:
    return ShippedSet(f"sets/{held.slug}.yaml", content_hash, held)


@pytest.fixture
def service(database: Database, rng: random.Random) -> Bank:
    return Bank(database, rng)


async def test_a_new_file_is_imported_once(service: Bank, clock: Clock) -> None:
    first = await service.import_files([shipped(TEA)], [TEA_BOOK], {}, clock())
    again = await service.import_files([shipped(TEA)], [TEA_BOOK], {}, clock())
    assert first.published["sets/tea.yaml"].added == ("tea-green", "tea-black")
    assert again.published == {}
    assert again.unchanged == ["sets/tea.yaml"]
    assert await service.export() == [(TEA, [])]
    assert await service.shared_sources() == [TEA_BOOK]


async def test_changelog_and_objective_are_kept(service: Bank, clock: Clock) -> None:
    changelog = (Release(2, date(2026, 11, 29), "Black tea."), Release(1, date(2026, 11, 1), "Tea"))
    aimed = replace(TEA.questions[0], objective="tea-kinds")
    newer = replace(TEA, version=2, changelog=changelog, questions=(aimed, TEA.questions[1]))
    await service.import_files([shipped(TEA)], [TEA_BOOK], {}, clock())
    done = await service.import_files([shipped(newer, "two")], [TEA_BOOK], {}, clock())
    assert done.published["sets/tea.yaml"].changed == ("tea-green",)
    assert await service.export() == [(newer, [])]


async def test_a_changed_question_is_a_new_version_and_a_missing_one_is_retired(
    service: Bank, database: Database, clock: Clock
) -> None:
    await service.import_files([shipped(TEA)], [TEA_BOOK], {}, clock())
    reworded = replace(TEA.questions[0], stem="Which of these is green tea?")
    second = replace(TEA, version=2, questions=(reworded,))
    done = await service.import_files([shipped(second, "two")], [TEA_BOOK], {}, clock())
    published = done.published["sets/tea.yaml"]
    assert (published.added, published.changed, published.retired) == (
        (),
        ("tea-green",),
        ("tea-black",),
    )
    [(held, _sources)] = await service.export()
    assert held.questions == (reworded, replace(TEA.questions[1], state=State.RETIRED))


async def test_the_code_of_a_set_stays_over_versions(service: Bank, clock: Clock) -> None:
    first = await service.import_files([shipped(TEA)], [], {}, clock())
    second = await service.import_files([shipped(replace(TEA, version=2), "2")], [], {}, clock())
    assert second.published["sets/tea.yaml"].code == first.published["sets/tea.yaml"].code


async def test_a_file_may_not_undo_what_was_published_in_the_bot(
    service: Bank, database: Database, clock: Clock
) -> None:
    await service.import_files([shipped(TEA)], [TEA_BOOK], {}, clock())
    decided = replace(TEA, version=2, questions=(replace(TEA.questions[0], stem="Decided?"),))
    async with database.write() as tx:
        await bank_rows.publish(
            tx,
            decided,
            fingerprints={q.id: fingerprint(q) for q in decided.questions},
            own_sources=(),
            origin="upload",
            code="unused",
            content_hash="upload",
            by=None,
            now=clock(),
        )
    edited = replace(TEA, version=2, title="Tea again")
    refused = await service.import_files([shipped(edited, "three")], [TEA_BOOK], {}, clock())
    assert refused.published == {}
    assert "version 2 of set tea was published in the running bot" in refused.refused[0].reason
    assert "version to 3" in refused.refused[0].mend
    [(held, _sources)] = await service.export()
    assert held.title == "Tea"
    assert held.questions[0].stem == "Decided?"

    newer = replace(TEA, version=3, title="Tea again")
    accepted = await service.import_files([shipped(newer, "four")], [TEA_BOOK], {}, clock())
    assert accepted.published["sets/tea.yaml"].version == 3


async def test_an_older_file_and_a_taken_id_are_refused_while_the_rest_goes_in(
    service: Bank, clock: Clock
) -> None:
    await service.import_files([shipped(replace(TEA, version=5))], [], {}, clock())
    coffee = QuestionSet("coffee", "Coffee", "en", 1, {"leaf": "Beans"}, (TEA.questions[0],))
    cocoa = replace(coffee, slug="cocoa", questions=(make_question("cocoa-bean"),))
    done = await service.import_files(
        [shipped(TEA, "old"), shipped(coffee), shipped(cocoa)], [], {}, clock()
    )
    assert [refusal.path for refusal in done.refused] == ["sets/tea.yaml", "sets/coffee.yaml"]
    assert list(done.published) == ["sets/cocoa.yaml"]


async def test_a_topic_that_left_its_set_keeps_the_title_it_had_last(
    service: Bank, database: Database, clock: Clock
) -> None:
    green, black = TEA.questions
    pot = replace(black, topic="pot")
    versions = [
        replace(TEA, topics={"leaf": "Leaves", "pot": "Pots"}, questions=(green, pot)),
        replace(
            TEA, version=2, topics={"leaf": "Leaves", "pot": "Teapots"}, questions=(green, pot)
        ),
        replace(TEA, version=3, questions=(green,)),
        replace(TEA, version=4, topics={"leaf": "The leaf"}, questions=(green,)),
    ]
    for held in versions:
        content = str(held.version)
        await service.import_files([shipped(held, content)], [TEA_BOOK], {}, clock())
    [(written, _sources)] = await service.export()
    assert written.topics == {"leaf": "The leaf", "pot": "Teapots"}, "a retired question is on it"
    async with database.write() as tx:
        row = await bank_rows.find_set(tx, "tea")
    assert row is not None
    assert (row.topics, row.former_topics) == ({"leaf": "The leaf"}, {"pot": "Teapots"})
    back = replace(
        TEA, version=5, topics={"leaf": "The leaf", "pot": "Pots"}, questions=(green, pot)
    )
    await service.import_files([shipped(back, "5")], [TEA_BOOK], {}, clock())
    async with database.write() as tx:
        row = await bank_rows.find_set(tx, "tea")
    assert row is not None and row.former_topics == {}
