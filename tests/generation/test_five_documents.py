"""Each of the five documents gives drafts that pass the gate, and whose citations are proven."""

from functools import cache
from pathlib import Path

import pytest

from bot.bank.files.tree import read_tree
from bot.bank.proofs.proof import verify
from bot.bank.reading import Bank, load, read_bibliography, read_glossary, read_set
from bot.domain.documents.source_document import SourceDocument
from bot.domain.question import State
from bot.generation.documents.safe import read_file
from bot.generation.draft_set import draft_set_text
from bot.generation.gate.ground import ground
from bot.generation.gate.hard import hard
from bot.generation.generator import generate
from tests.conftest import SHARED_SOURCES

pytestmark = [
    pytest.mark.sources,
    pytest.mark.skipif(not SHARED_SOURCES.is_dir(), reason="the five documents are not here"),
]
QUESTIONS = Path(__file__).parents[2] / "questions"
FILES = sorted(path.name for path in SHARED_SOURCES.glob("*.txt")) or ["none"]


@cache
def bank() -> Bank:
    """The bibliography and the names that ship, without a question."""
    glossary = read_glossary(load(QUESTIONS / "glossary.yaml"))
    return Bank((), read_bibliography(QUESTIONS), glossary, ())


@pytest.mark.parametrize("name", FILES, ids=lambda name: name[:3])
async def test_its_drafts_pass_the_gate_and_are_proven(name: str) -> None:
    sources = {source.file: source for source in bank().sources.sources}
    reading = await read_file(SHARED_SOURCES / name)
    document, names = SourceDocument(sources[name], reading.blocks), bank().glossary.names
    made = generate([document], glossary=names)
    assert made.drafts
    known = ground([document], names)
    broken = {one.question.stem: list(hard(one.candidate, known)) for one in made.drafts}
    assert {stem: findings for stem, findings in broken.items() if findings} == {}
    text = draft_set_text(made.drafts, [document], {document.source.id})
    listed = {source.id: source for source in sources.values()}
    drafts = read_set(read_tree("questions/sets/drafts.yaml", text.encode()), listed, None)
    assert drafts.problems == ()
    assert [one.question.state for one in drafts.questions] == [State.DRAFT] * len(made.drafts)
    held = Bank((drafts,), bank().sources, bank().glossary, ())
    assert [str(problem) for problem in verify(held, SHARED_SOURCES)] == []
