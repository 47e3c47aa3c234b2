"""What holds for every draft: offsets, grounds, distinct options, a sound form in the bank."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bank.files.tree import read_tree
from bot.bank.proofs.evidence import Cited, evidence, unproven
from bot.bank.reading import read_set
from bot.bank.texts.names import NameBook
from bot.bank.texts.passages import locate, sentences
from bot.domain.drafts.draft_job import SOUGHT
from bot.domain.question import QuestionType, State
from bot.generation.documents.blocks import source_document
from bot.generation.draft_set import draft_set_text, report
from bot.generation.gate.ground import ground
from bot.generation.generated import Generated
from bot.generation.generator import generate
from bot.generation.ranking import Acceptance
from tests.generation.texts import documents, generated

PIECES = (
    "Ada Merrow founded the Ansel Library in Port Ansel on 3 March 1871.",
    "The library was opened by Edith Sallow in 1874.",
    "It employed 41,500 people (RLS).",
    "1877: The lamp is lit.",
    "1902: A horn is added to it.",
    "1936: The service takes over.",
    "1988: The lamp becomes electric.",
    "The Royal Lighthouse Service (RLS) has 12 towers in Iceland.",
    'A boat called "Samson" sank, and "Titan" was named so in 1911.',
    "The mayor of Port Ansel, Olive Granger, said no.",
    "((((, which was; and by the of",
    "«Ада» – 5 May 2001 ¶ \u200b …",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8)


def holds(made: Generated) -> None:
    """Every draft cites what stands there, and has options that differ."""
    for one in made.drafts:
        question = one.question
        texts = [option.text.casefold() for option in question.options]
        assert len(set(texts)) == len(texts)
        assert question.state is State.DRAFT
        assert len(question.keys) == (1 if question.type is QuestionType.SINGLE else 0)


@given(TEXTS, st.booleans())
@settings(max_examples=40)
def test_any_text_gives_sound_drafts_or_none(pieces: list[str], apart: bool) -> None:
    text = ("\n\n" if apart else " ").join(pieces)
    if not text.strip():
        return
    document = source_document(text, id="rock", title="Port Ansel", date="1988")
    made = generate([document])
    holds(made)
    for one in made.drafts:
        for citation in one.question.citations:
            every = sentences(document.block(citation.paragraph).text)
            assert any(locate(citation.quote, every[n - 1]) for n in citation.sentences)


def test_quotes_stand_in_the_sentences_cited_and_hold_the_key_s_sentence() -> None:
    by_id = {document.source.id: document for document in documents()}
    assert len(generated().drafts) > 50
    for one in generated().drafts:
        for citation in one.question.citations:
            every = sentences(by_id[citation.source].block(citation.paragraph).text)
            assert any(locate(citation.quote, every[n - 1]) for n in citation.sentences)
        assert one.candidate.place[1:] in {
            (c.paragraph, n) for c in one.question.citations for n in c.sentences
        }


def test_no_stem_or_option_brings_a_number_date_or_name_of_its_own() -> None:
    known = ground(documents())
    for one in generated().drafts:
        made_up = one.candidate.provenance.template == "acronym"
        options = [o.text for o in one.question.options if o.key or not made_up]
        assert [t for t in (one.question.stem, *options) if known.foreign(t)] == []


@pytest.mark.parametrize("part", ["tuning", "report"])
def test_all_that_a_draft_claims_stands_in_the_sentences_that_it_cites(part: str) -> None:
    by_id = {document.source.id: document for document in documents(part)}
    small = ground(documents(part)).small
    for one in generated(part).drafts:
        cited, of_key = [], []
        for citation in one.question.citations:
            document = by_id[citation.source]
            every = sentences(document.block(citation.paragraph).text)
            said = Cited(tuple(every[n - 1] for n in citation.sentences), document.source)
            cited.append(said)
            of_key += [said] if citation.proves else []
        if one.candidate.provenance.template != "acronym":  # its rivals say what it does not mean
            known, key = (evidence(found, NameBook(()), small) for found in (cited, of_key))
            assert list(unproven(one.question, known, key)) == []


def test_drafts_are_a_set_that_the_bank_takes() -> None:
    text = draft_set_text(generated().drafts, documents())
    read = read_set(read_tree("drafts.yaml", text.encode()), {}, None)
    assert read.problems == ()
    assert read.set is not None
    assert len(read.questions) == len(generated().drafts)
    topics = {question.topic for question in read.set.questions}
    assert topics <= {document.source.id for document in documents()}


def test_documents_of_the_bibliography_are_not_described_again() -> None:
    listed = {document.source.id for document in documents()}
    text = draft_set_text(generated().drafts, documents(), listed)
    assert "\nsources:" not in text


def test_a_limit_keeps_the_templates_that_fared_best() -> None:
    fared = Acceptance({"timeline": (9, 10), "when": (1, 10), "acronym": (0, 10)})
    made = generate(documents(), acceptance=fared, limit=10)
    assert dict(made.by_template) == {"timeline": 10}


def test_a_language_without_templates_gives_nothing_and_a_report_says_so() -> None:
    document = source_document("Мост открыт в 1890 году.", id="most", title="Мост", language="ru")
    assert next(report(generate([document]))) == "0 drafts from 0 words: 0.0 per 1,000"


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_order_of_hashes_decides_nothing(seed: str) -> None:
    code = (
        "from tests.generation.texts import documents, generated\n"
        "from bot.generation.draft_set import draft_set_text\n"
        "import sys\n"
        "sys.stdout.buffer.write(draft_set_text(generated().drafts, documents()).encode())"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, check=True
    )
    assert run.stdout.decode() == draft_set_text(generated().drafts, documents())


def test_progress_ends_where_all_is_done() -> None:
    told: list[tuple[int, int]] = []
    generate(documents("report")[:1], progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert {total for _, total in told} == {100}
    assert told[-1][0] == 100
    assert sum(done < SOUGHT for done, _ in told) > 5, "it tells how far it is while it reads, too"
