"""Drafts out as a file and back: decisions become events, what moved meanwhile is reported."""

import re

import pytest

from bot.domain.draft import DraftState, EventKind, Filter
from bot.domain.draft_fields import rewritten
from bot.services.curation.acts import Seen
from bot.services.curation.files import drafts_file
from bot.services.curation.merging import IN_A_FILE, DraftMerging, Fate, Outcome
from bot.services.curation.queue import Curation
from bot.storage.database import Database
from bot.storage.documents import documents
from tests.conftest import Clock
from tests.services.curation.curating import DANA, document, drafted, person, stage

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Where the queries are known from elsewhere, once is enough."""


LAMP = "What happened in 1877, according to"


@pytest.fixture
async def curation(database: Database, clock: Clock) -> Curation:
    return await stage(database, clock())


async def written(curation: Curation, state: DraftState | None = DraftState.WAITING) -> str:
    text = await drafts_file(curation.database, "port-ansel", state)
    assert text is not None
    return text


async def merged(curation: Curation, text: str) -> Outcome:
    merging = DraftMerging(curation)
    return await merging.take_in("drafts.yaml", text.encode(), curation.database.clock())


def changed(text: str, stem: str, old: str, new: str) -> str:
    """The file with something else in the one question of that stem."""
    parts = re.split(r"(?m)^(?=  - id: )", text)
    [number] = [n for n, part in enumerate(parts) if re.search(f" stem: .*{stem}", part)]
    assert parts[number].count(old) == 1
    parts[number] = parts[number].replace(old, new)
    return "".join(parts)


def fates(outcome: Outcome) -> list[tuple[Fate, ...]]:
    assert outcome.problems == ()
    return [one.fates for one in outcome.merged if one.fates != (Fate.UNCHANGED,)]


async def draft(curation: Curation, stem: str) -> int:
    page = await curation.queue(Filter(state=None))
    return next(one.id for one in page.drafts if stem in one.question.stem)


async def test_what_was_decided_in_the_file_comes_back_once(curation: Curation) -> None:
    text = await written(curation)
    assert fates(await merged(curation, text)) == []
    text = changed(text, LAMP, "state: draft", "state: approved")
    text = changed(text, "in 1902, acc", "state: draft", "state: retired\n    note: A trifle.")
    text = changed(text, "in 1936, acc", "state: draft", "state: retired")
    text = changed(text, "in 1988, acc", "in 1988, according to", "in 1988, as told in")
    text = changed(text, "as told in", "state: draft", "state: approved")
    decided = [
        (Fate.APPROVED,), (Fate.REJECTED,), (Fate.REJECTED,), (Fate.EDITED, Fate.APPROVED),
    ]  # fmt: skip
    assert sorted(fates(await merged(curation, text))) == sorted(decided)
    states = await curation.states()
    assert (states[DraftState.APPROVED], states[DraftState.REJECTED]) == (2, 2)
    reasons = [
        (await curation.look(await draft(curation, f"in {year}"))).history[-1].note
        for year in (1902, 1936)
    ]
    assert reasons == ["A trifle.", IN_A_FILE]
    last = (await curation.look(await draft(curation, "as told in"))).history
    assert [event.kind for event in last] == [EventKind.MADE, EventKind.EDITED, EventKind.APPROVED]
    assert last[-1].by is None
    assert fates(await merged(curation, text)) == []
    assert fates(await merged(curation, await written(curation, None))) == []


@one_database
async def test_what_moved_meanwhile_is_left_and_reported(curation: Curation, clock: Clock) -> None:
    dana = await person(curation.database, DANA, clock())
    text = await written(curation)
    moved, kept = await draft(curation, LAMP), await draft(curation, "in 1902")
    await curation.edit(Seen(moved, 1), dana, clock(), {"stem": "What came in 1877?"})
    await curation.reject(Seen(kept, 1), dana, clock(), "unclear")
    assert fates(await merged(curation, text)) == [], "the file wants nothing of them"
    text = changed(text, LAMP, "state: draft", "state: approved")
    text = changed(text, "in 1902, acc", "state: draft", "state: approved")
    text = changed(text, "in 1988, acc", "    tags: [rules, timeline, base-1-", "    tags: [b-")
    text = changed(text, "in 1936, acc", "state: draft", "state: approved")
    outcome = await merged(curation, text)
    assert sorted(fates(outcome)) == [(Fate.APPROVED,), *[(Fate.CONFLICT,)] * 3]
    lines = text.splitlines()
    for one in outcome.merged:
        assert lines[one.line - 1].strip() == f"- id: {one.question}"
    assert (await curation.look(moved)).draft.question.stem == "What came in 1877?"
    assert (await curation.look(kept)).draft.state is DraftState.REJECTED


@one_database
async def test_a_doubtful_key_needs_its_note_in_a_file_too(
    curation: Curation, clock: Clock
) -> None:
    dana = await person(curation.database, DANA, clock())
    one = await draft(curation, "Merrow")
    await curation.edit(Seen(one, 1), dana, clock(), {"key": "2", "why.1": "Another day."})
    text = changed(await written(curation), "Merrow found", "state: draft", "state: approved")
    assert '    note: "Found: G02' in text or "    note: Found: G02" in text
    outcome = await merged(curation, text)
    assert fates(outcome) == [(Fate.REFUSED,)]
    text = changed(text, "Merrow found", "Found: G02", "The plaque says so. Found: G02")
    assert fates(await merged(curation, text)) == [(Fate.APPROVED,)]
    assert (await curation.look(one)).history[-1].note == "The plaque says so."


@one_database
async def test_a_broken_file_changes_nothing(curation: Curation) -> None:
    text = changed(await written(curation), LAMP, "state: draft", "state: approved")
    broken = changed(text, "in 1902, acc", 'quote: "1902', 'quote: "1903')
    outcome = await merged(curation, broken)
    [problem] = outcome.problems
    assert problem.code == "E406"
    assert '"1903' in broken.splitlines()[problem.line - 1]
    assert (await curation.states())[DraftState.APPROVED] == 0
    assert (await merged(curation, "- nothing")).problems != ()


@one_database
async def test_another_edition_is_called_so_in_its_file(curation: Curation, clock: Clock) -> None:
    async with curation.database.write() as tx:
        await documents.add(tx, document(2), format="text", dropped=(), now=clock())
    await curation.take_in(drafted(2), [document(2)], clock())
    text = await written(curation)
    assert "source: port-ansel-edition-2" in text
    text = changed(text, LAMP, "state: draft", "state: approved")
    assert fates(await merged(curation, text)) == [(Fate.APPROVED,)]
    [approved] = (await curation.queue(Filter(state=DraftState.APPROVED))).drafts
    assert (approved.edition, approved.revision) == (2, 2)
    assert rewritten(approved.question, {}) == approved.question
