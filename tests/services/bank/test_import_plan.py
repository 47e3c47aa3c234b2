"""What an import refuses, and that nothing that is needed goes with what it brings."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.fingerprint import fingerprint
from bot.domain.people.person import Who
from bot.domain.question import Citation, QuestionSet, Source
from bot.domain.quizzes.attempt import EVERYTHING, AttemptKind
from bot.services.bank.import_plan import Refusal, ShippedSet
from bot.services.bank.taking_in import Bank, Imported
from bot.storage.bank import bank, published, questions
from bot.storage.database import Database
from bot.storage.people import people
from bot.storage.quiz import attempts
from bot.storage.rounds import rounds
from tests.conftest import Clock
from tests.storage.bank_rows import make_question

DANA = Who(5_000_000_004, "Dana", "en")


def text(source: str, *paragraphs: str, title: str = "A title") -> Source:
    """A document with paragraphs of these fingerprints."""
    return Source(
        source, f"{source}.txt", title, source, "en", " ".join(paragraphs), paragraphs=paragraphs
    )


def citing(slug: str, *cited: tuple[str, int], version: int = 1) -> QuestionSet:
    """A set of one question that cites these paragraphs of sources."""
    citations = [Citation(source, paragraph, (1,), "a quote") for source, paragraph in cited]
    stem = f"What does version {version} of {slug} ask?"
    asked = make_question(f"{slug}-1", citations=citations, stem=stem)
    return QuestionSet(slug, slug.title(), "en", version, {"leaf": "Leaves"}, (asked,))


BOOK, PAPER = text("book", "b1", "b2"), text("paper", "p1", "p2")
TEA, CHAI = citing("tea", ("book", 2)), citing("chai", ("paper", 1))


class Deployment:
    """A database, and folders of files that are imported into it one after the other."""

    def __init__(self, database: Database, rng: random.Random, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self.bank = Bank(database, rng)
        self.folders = 0

    async def take_in(
        self, sources: Sequence[Source], *sets: QuestionSet, adopted: Sequence[str] = ()
    ) -> Imported:
        """Import a folder that nobody has seen before."""
        self.folders += 1
        name = f"folder {self.folders}"
        files = [ShippedSet(f"sets/{held.slug}.yaml", name, held) for held in sets]
        return await self.bank.import_files(
            files, sources, {"sources.yaml": name}, self.clock(), adopted
        )

    async def upload(self, held: QuestionSet) -> int:
        """Publish a set as an instructor does; the set's row."""
        async with self.database.write() as tx:
            dana = await people.recognise(tx, DANA, self.clock())
            done = await bank.publish(
                tx,
                held,
                fingerprints={q.id: fingerprint(q) for q in held.questions},
                own_sources=(),
                origin="upload",
                code=held.slug.upper(),
                content_hash="upload",
                by=dana.id,
                now=self.clock(),
            )
            return done.set_id

    async def is_news(self) -> bool:
        """Whether the next start looks at the last folder's bibliography again."""
        return await self.bank.is_new({"sources.yaml": f"folder {self.folders}"})

    async def bibliography(self) -> list[Source]:
        return await self.bank.shared_sources()

    async def served(self) -> dict[str, int]:
        """The version of every set on offer."""
        return {held.slug: held.version for held, _ in await self.bank.export()}


@pytest.fixture
def deployment(database: Database, rng: random.Random, clock: Clock) -> Deployment:
    return Deployment(database, rng, clock)


def paths(refused: Sequence[Refusal]) -> list[str]:
    return [refusal.path for refusal in refused]


# --- what instructors published -------------------------------------------------------------------


@pytest.mark.parametrize("version", [1, 2, 9])
async def test_a_file_does_not_take_over_an_instructor_s_set(
    deployment: Deployment, version: int
) -> None:
    await deployment.upload(CHAI)
    stranger = replace(TEA, slug="chai", version=version)
    done = await deployment.take_in([BOOK, PAPER], stranger, citing("cocoa", ("book", 1)))
    assert list(done.published) == ["sets/cocoa.yaml"]
    [refusal] = done.refused
    assert refusal.path == "sets/chai.yaml"
    assert "the set id chai belongs to a set that an instructor published" in refusal.reason
    assert "give this set another id" in refusal.mend
    assert "raise its version to 2 and run `python -m bot bank import --adopt chai`" in refusal.mend
    assert await deployment.served() == {"chai": 1, "cocoa": 1}
    assert (await deployment.bank.export())[0] == (CHAI, [])


async def test_a_file_takes_over_what_it_is_told_to_adopt_if_it_is_newer(
    deployment: Deployment,
) -> None:
    await deployment.upload(CHAI)
    assert (await deployment.take_in([PAPER], CHAI)).unchanged == ["sets/chai.yaml"]
    for held in (CHAI, replace(CHAI, title="Other")):
        done = await deployment.take_in([PAPER], held, adopted=["chai"])
        assert "raise its version to 2" in done.refused[0].mend
    newer = citing("chai", ("paper", 1), version=2)
    assert (await deployment.take_in([PAPER], newer, adopted=["chai"])).refused == []
    assert await deployment.served() == {"chai": 2}
    again = await deployment.take_in([PAPER], replace(newer, version=3))
    assert again.refused == [], "it is the bank's by now"


async def test_what_was_taken_back_is_not_adopted(deployment: Deployment) -> None:
    chai = await deployment.upload(CHAI)
    async with deployment.database.write() as tx:
        assert await published.take_back(tx, chai, 1, deployment.clock())
    done = await deployment.take_in([PAPER], replace(CHAI, version=2), adopted=["chai"])
    assert "an instructor took back the set chai" in done.refused[0].reason


async def test_a_question_of_an_instructor_s_set_is_not_taken_over(deployment: Deployment) -> None:
    await deployment.upload(CHAI)
    stranger = replace(CHAI, slug="cocoa")
    done = await deployment.take_in([PAPER], stranger)
    assert done.refused == [
        Refusal(
            "sets/cocoa.yaml",
            "question chai-1 belongs to set chai",
            "give the question another id",
        )
    ]


# --- the bibliography -----------------------------------------------------------------------------


async def test_another_folder_leaves_served_sets_their_sources(deployment: Deployment) -> None:
    await deployment.take_in([BOOK, text("unread", "u1")], TEA)
    await deployment.take_in([PAPER], CHAI)
    assert await deployment.served() == {"chai": 1, "tea": 1}
    assert await deployment.bibliography() == [BOOK, PAPER], "what nobody cites may go"


async def test_a_refused_folder_takes_no_source_away(deployment: Deployment) -> None:
    await deployment.take_in([BOOK], citing("tea", ("book", 2), version=3))
    done = await deployment.take_in([], TEA)
    assert paths(done.refused) == ["sets/tea.yaml"]
    assert await deployment.bibliography() == [BOOK]


async def test_an_upload_keeps_the_shared_sources_it_cites_also_while_it_is_taken_back(
    deployment: Deployment,
) -> None:
    await deployment.take_in([BOOK, PAPER], TEA)
    chai = await deployment.upload(CHAI)
    await deployment.take_in([BOOK], TEA)
    assert await deployment.bibliography() == [BOOK, PAPER]
    async with deployment.database.write() as tx:
        assert await published.take_back(tx, chai, 1, deployment.clock())
    await deployment.take_in([BOOK], TEA)
    assert await deployment.bibliography() == [BOOK, PAPER], "it can be offered again"


async def test_a_version_that_can_come_back_keeps_its_sources(deployment: Deployment) -> None:
    await deployment.take_in([BOOK, PAPER], TEA)
    await deployment.upload(CHAI)
    await deployment.upload(citing("chai", ("book", 1), version=2))
    await deployment.take_in([BOOK], TEA)
    assert await deployment.bibliography() == [BOOK, PAPER]


@pytest.mark.parametrize("asked_in", ["attempt", "round"])
async def test_what_only_was_asked_keeps_its_source_unlisted(
    deployment: Deployment, asked_in: str
) -> None:
    await deployment.take_in([BOOK, PAPER], CHAI)
    asked = await ask(deployment, asked_in)
    await deployment.take_in([BOOK], citing("chai", ("book", 1), version=2))
    assert await deployment.bibliography() == [BOOK]
    async with deployment.database.read() as tx:
        assert [one.source for one in await questions.documents(tx)] == [BOOK]
        assert (await questions.counts(tx)).documents == 1
        assert (await questions.sources_for(tx, [asked]))[asked]["paper"] == PAPER
    await deployment.take_in([BOOK, PAPER])
    assert await deployment.bibliography() == [BOOK, PAPER], "it is in the bibliography again"


async def ask(deployment: Deployment, where: str) -> int:
    """Ask the one question there is; its version."""
    now = deployment.clock()
    async with deployment.database.write() as tx:
        dana = await people.recognise(tx, DANA, now)
        [one] = await questions.candidates(tx, dana.id)
        order = ("a", "b", "c")
        if where == "attempt":
            frozen = [attempts.Frozen(one.version_id, order)]
            await attempts.begin(
                tx, dana.id, frozen, kind=AttemptKind.QUIZ, scope=EVERYTHING, now=now
            )
        else:
            drawn = [rounds.Drawn(one.version_id, order)]
            await rounds.start(tx, -1, drawn, seconds=30, thread=None, started_by=None, now=now)
    return one.version_id


# --- another text under a source's id -------------------------------------------------------------

OTHER_BOOK = text("book", "b1", "rewritten")


async def test_a_source_id_is_not_given_to_another_text_than_the_one_that_is_cited(
    deployment: Deployment,
) -> None:
    await deployment.take_in([BOOK], TEA)
    done = await deployment.take_in([OTHER_BOOK, PAPER], citing("cocoa", ("book", 1)), CHAI)
    assert list(done.published) == ["sets/chai.yaml"]
    assert paths(done.refused) == ["sets/cocoa.yaml", "sources.yaml"]
    assert "the one whose paragraph 2 the set tea cites" in done.refused[1].reason
    assert await deployment.bibliography() == [BOOK, PAPER]
    assert await deployment.is_news(), "it is said again at the next start"


async def test_a_text_is_corrected_where_nothing_that_stays_cites_what_changes(
    deployment: Deployment,
) -> None:
    await deployment.take_in([BOOK], TEA)
    await deployment.upload(citing("chai", ("book", 1)))
    done = await deployment.take_in([OTHER_BOOK], TEA)
    assert done.refused == []
    assert await deployment.bibliography() == [OTHER_BOOK]
    assert not await deployment.is_news()
    retitled = replace(OTHER_BOOK, title="Another title")
    assert (await deployment.take_in([retitled])).refused == []
    assert await deployment.bibliography() == [retitled]


async def test_a_file_that_was_overtaken_in_the_bot_does_not_speak_for_its_set(
    deployment: Deployment,
) -> None:
    await deployment.upload(citing("chai", ("book", 1)))
    written_out = citing("chai", ("book", 1))
    done = await deployment.take_in([BOOK], written_out)
    assert done.unchanged == ["sets/chai.yaml"]
    await deployment.upload(citing("chai", ("book", 2), version=2))
    files = [ShippedSet("sets/chai.yaml", "folder 1", written_out)]
    again = await deployment.bank.import_files(files, [OTHER_BOOK], {}, deployment.clock())
    assert (again.unchanged, paths(again.refused)) == (["sets/chai.yaml"], ["sources.yaml"])


async def test_a_text_may_change_once_the_set_that_cites_it_is_taken_back(
    deployment: Deployment,
) -> None:
    await deployment.take_in([BOOK, PAPER])
    chai = await deployment.upload(citing("chai", ("book", 2)))
    assert paths((await deployment.take_in([OTHER_BOOK])).refused) == ["sources.yaml"]
    async with deployment.database.write() as tx:
        assert await published.take_back(tx, chai, 1, deployment.clock())
    assert (await deployment.take_in([OTHER_BOOK])).refused == []


async def test_a_file_that_is_refused_for_its_source_keeps_what_its_set_cites(
    deployment: Deployment,
) -> None:
    """Its served version cites a second text, which must not change under it either."""
    await deployment.take_in([BOOK, PAPER], TEA, CHAI)
    newer = citing("chai", ("book", 1), ("paper", 1), version=2)
    done = await deployment.take_in([OTHER_BOOK, text("paper", "rewritten", "p2")], newer)
    assert paths(done.refused) == ["sets/chai.yaml", "sources.yaml", "sources.yaml"]
    assert await deployment.bibliography() == [BOOK, PAPER]
    assert await deployment.served() == {"chai": 1, "tea": 1}
