"""Two drafts of one sentence, each asked without what gives the other's key away."""

import pytest

from bot.domain.documents.source_document import SourceDocument
from bot.generation.documents.blocks import source_document
from bot.generation.generator import generate
from bot.generation.parting import without


@pytest.mark.parametrize(
    ("stem", "key", "left"),
    [
        (
            'According to "Moss", in which city was the lens at Moss Head made in 1886?',
            "1886",
            'According to "Moss", in which city was the lens at Moss Head made?',
        ),
        (
            "At what age did Ada Merrow die in Port Ansel?",
            "Port Ansel",
            "At what age did Ada Merrow die?",
        ),
        (
            "In which year was the Ansel service introduced at 270 km/h?",
            "270",
            "In which year was the Ansel service introduced?",
        ),
        # The place is all that it asks of, the race is run each year, and nothing would be left.
        ("In which year did Ada Merrow move to Port Ansel?", "Port Ansel", None),
        ("Who won the Ansel Cup in Norway in 1990?", "1990", None),
        ("How many guests were taken to Moss in 1990?", "Moss", None),
        ("In which year was Ada Merrow born in Moss?", "Lund", None),
    ],
)
def test_a_stem_without_the_phrase_that_holds_a_key(stem: str, key: str, left: str | None) -> None:
    assert without(stem, key) == left


def _document() -> SourceDocument:
    body = "Ada Merrow painted in oil. She died in Port Ansel at the age of 83."
    return source_document(body, id="ada", title="Ada Merrow", date="2019-05")


def test_both_drafts_of_a_sentence_are_kept_without_each_others_key() -> None:
    stems = {one.question.stem for one in generate([_document()]).drafts}
    assert stems == {"Where did Ada Merrow die?", "At what age did Ada Merrow die?"}
