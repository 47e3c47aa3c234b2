"""What one call is shown of a document."""

from bot.generation.documents.blocks import source_document
from bot.generation.llm.passages import parts

SENTENCE = "The sea around the rock was calm for most of the long summer."


def test_short_paragraphs_go_together_and_headings_stay_out() -> None:
    document = source_document(
        f"A HEADING\n\n{SENTENCE}\n\n{SENTENCE} {SENTENCE}", id="sea", title="Sea"
    )
    (part,) = parts(document)
    assert part.passages == ((2, SENTENCE), (3, f"{SENTENCE} {SENTENCE}"))
    assert part.most == 1


def test_a_long_paragraph_is_shown_in_pieces_of_whole_sentences() -> None:
    long = " ".join([SENTENCE] * 75)
    found = parts(source_document(f"{SENTENCE}\n\n{long}", id="sea", title="Sea"))
    shown = [passage for part in found for passage in part.passages]
    assert [number for number, _ in shown] == [1, 2, 2]
    assert " ".join(text for number, text in shown if number == 2) == long
    assert all(text.endswith("summer.") for _, text in shown)
    assert max(sum(len(text) for _, text in part.passages) for part in found) <= 3_000


def test_nothing_to_cite_is_nothing_to_ask() -> None:
    assert parts(source_document("A HEADING", id="sea", title="Sea")) == ()
