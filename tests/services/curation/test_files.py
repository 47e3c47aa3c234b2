"""Drafts out as a file and back: decisions become events, what moved meanwhile is reported."""

import re
from dataclasses import replace

import pytest

from bot.domain.documents.source_document import BlockKind
from bot.domain.drafts.draft import DraftState, EventKind, Filter
from bot.domain.drafts.draft_fields import rewritten
from bot.generation.documents.blocks import source_document
from bot.generation.generator import generate
from bot.services.curation.acts import Seen
from bot.services.curation.files import drafts_file
from bot.services.curation.judging import Judging
from bot.services.curation.merging import IN_A_FILE, DraftMerging, Fate, Outcome
from bot.services.curation.queue import Curation
from bot.services.curation.taking_in import new_draft, take_in
from bot.storage.database import Database
from bot.storage.documents import documents
from tests.conftest import Clock
from tests.services.curation.curating import DANA, ERIC, document, drafted, person, stage

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Where the queries are known from elsewhere, once is enough."""


LAMP = "What happened in 1877, according to"


@pytest.fixture
async def curation(database: Database, clock: Clock) -> Curation:
    return await stage(database, clock())


async def written(curation: Curation, state: DraftState | None = DraftState.WAITING) -> str:
    found = await drafts_file(curation.database, "port-ansel", state)
    assert found is not None
    return found.text


async def merged(curation: Curation, text: str, by: int | None = None) -> Outcome:
    merging = DraftMerging(curation)
    return await merging.take_in("drafts.yaml", text.encode(), curation.database.clock(), by)


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
async def test_a_file_may_not_cite_furniture(database: Database, clock: Clock) -> None:
    """A quote that stands there passes for the file; the gate doubts it, and no note helps."""
    text = "\n\n".join((*(block.text for block in document().blocks), "Leave a Reply"))
    read = source_document(text, id="port-ansel", title="Port Ansel", date="1990")
    *body, last = read.blocks
    held = replace(read, blocks=(*body, replace(last, kind=BlockKind.FURNITURE)))
    async with database.write() as tx:
        await documents.add(tx, held, format="text", dropped=(), now=clock())
    curation = Curation(database, Judging())
    await curation.take_in([*map(new_draft, generate([held]).drafts)], [held], clock())
    file = changed(await written(curation), LAMP, "state: draft", "state: approved\n    note: So.")
    proof = 'quote: "1877: The lamp is lit"}'
    cited = (
        f"{{source: port-ansel, paragraph: {last.number}, sentences: [1], quote: Leave a Reply}}"
    )
    file = changed(file, LAMP, proof, f"{proof}\n      - {cited}")
    outcome = await merged(curation, file)
    assert fates(outcome) == [(Fate.REFUSED,)]
    [why] = [one.why for one in outcome.merged if one.why]
    assert "G01" in why
    assert why.endswith("reword it")


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
async def test_two_who_have_to_approve_say_in_a_file_who_they_are(
    database: Database, clock: Clock
) -> None:
    curation = await stage(database, clock(), curators=2)
    dana, eric = await person(database, DANA, clock()), await person(database, ERIC, clock())
    one = await draft(curation, LAMP)
    text = changed(await written(curation), LAMP, "state: draft", "state: approved")
    text = changed(text, LAMP, "in 1877, according to", "in 1877, as told in")
    outcome = await merged(curation, text)
    assert fates(outcome) == [(Fate.REFUSED,)]
    assert "--by" in "".join(merged.why for merged in outcome.merged)
    assert fates(await merged(curation, text, dana)) == [(Fate.APPROVED,)]
    assert fates(await merged(curation, text, dana)) == [], "the same person a second time"
    assert (await curation.look(one)).draft.state is DraftState.WAITING
    assert fates(await merged(curation, text, eric)) == [(Fate.APPROVED,)]
    history = (await curation.look(one)).history
    assert [event.by for event in history] == [None, None, dana, eric]
    assert (await curation.look(one)).draft.state is DraftState.APPROVED


@one_database
async def test_a_note_may_say_what_was_found_where(curation: Curation, clock: Clock) -> None:
    dana = await person(curation.database, DANA, clock())
    doubtful, clean = await draft(curation, "Merrow"), await draft(curation, LAMP)
    await curation.edit(Seen(doubtful, 1), dana, clock(), {"key": "2", "why.1": "Another day."})
    text = await written(curation)
    words = "Found: the plaque. Found: the ledger."
    text = changed(text, "Merrow found", "Found: G02", f"{words} Found: G02")
    text = changed(text, "Merrow found", "state: draft", "state: approved")
    text = changed(text, LAMP, "state: draft", f'state: approved\n    note: "{words}"')
    assert fates(await merged(curation, text)) == [(Fate.APPROVED,)] * 2
    for one in (doubtful, clean):
        assert (await curation.look(one)).history[-1].note == words
    assert fates(await merged(curation, await written(curation, None))) == []


@one_database
async def test_a_long_note_leaves_a_file_as_it_came(curation: Curation, clock: Clock) -> None:
    dana = await person(curation.database, DANA, clock())
    one, words = await draft(curation, "Merrow"), "word " * 199 + "words"
    changes = {"key": "2", "why.1": "Another day."}
    await curation.edit(Seen(one, 1), dana, clock(), changes)
    await curation.approve(Seen(one, 2), dana, clock(), words)
    text = changed(await written(curation, None), "Merrow", "state: approved", "state: retired")
    assert fates(await merged(curation, text)) == [(Fate.REJECTED,)]
    assert (await curation.look(one)).history[-1].note == IN_A_FILE, "no words of its own"


@one_database
async def test_a_file_has_the_drafts_of_every_edition(curation: Curation, clock: Clock) -> None:
    """Also of twins, which came in before other editions were looked at."""
    again = [one for one in drafted(2) if LAMP in one.question.stem]
    async with curation.database.write() as tx:
        await documents.add(tx, document(2), format="text", dropped=(), now=clock())
        await take_in(tx, again, [()] * len(again), [document(2)], clock())
    found = await drafts_file(curation.database, "port-ansel", DraftState.WAITING)
    assert found is not None
    text = found.text
    assert (text.count("stem: "), found.twins) == (8, 1), "an id is in a file once"
    assert "source: port-ansel-edition-2," in text and "source: port-ansel," in text
    text = changed(text, LAMP, "state: draft", "state: approved")
    text = changed(text, "in 1902, acc", "state: draft", "state: approved")
    assert fates(await merged(curation, text)) == [(Fate.APPROVED,)] * 2
    approved = (await curation.queue(Filter(state=DraftState.APPROVED))).drafts
    assert sorted((one.edition, one.revision) for one in approved) == [(1, 2), (2, 2)]
    for one in approved:
        assert rewritten(one.question, {}) == one.question
    left = await drafts_file(curation.database, "port-ansel", DraftState.WAITING)
    assert left is not None
    assert (left.text.count("stem: "), left.twins) == (7, 0), "its twin comes once it is decided"
