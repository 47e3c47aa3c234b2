"""What one call is shown of a document."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

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
    long = " ".join([SENTENCE] * 150)
    found = parts(source_document(f"{SENTENCE}\n\n{long}", id="sea", title="Sea"))
    shown = [passage for part in found for passage in part.passages]
    assert [number for number, _ in shown] == [1, 2, 2]
    assert " ".join(text for number, text in shown if number == 2) == long
    assert all(text.endswith("summer.") for _, text in shown)


@given(st.lists(st.integers(1, 130), min_size=1, max_size=60))
def test_parts_are_few_and_of_about_one_length(lengths: list[int]) -> None:
    """No part is too long, none but the last could have taken much of the next, all is there."""
    paragraphs = [" ".join([SENTENCE] * count) for count in lengths]
    found = parts(source_document("\n\n".join(paragraphs), id="sea", title="Sea"))
    sizes = [sum(len(text) for _, text in part.passages) for part in found]
    assert max(sizes) <= 6_000
    shown = [text for part in found for _, text in part.passages]
    assert " ".join(shown) == " ".join(paragraphs)
    assert all(one + after > sum(sizes) / len(sizes) for one, after in pairwise(sizes))
    assert all(1 <= part.most <= 14 for part in found)


def test_later_parts_come_with_how_the_document_begins() -> None:
    """In whole sentences, a heading left out; the first part begins there itself."""
    first = f"Gull Rock lies off Port Ansel. {SENTENCE}"
    body = "\n\n".join(["A HEADING", first, *[" ".join([SENTENCE] * 50)] * 4])
    begins, *later = parts(source_document(body, id="sea", title="Sea"))
    assert begins.beginning == ()
    assert later
    for part in later:
        (number, text), *more = part.beginning
        assert (number, text) == (2, first)
        assert sum(len(text) for _, text in part.beginning) <= 700
        assert all(text.endswith("summer.") for _, text in more)


def test_nothing_to_cite_is_nothing_to_ask() -> None:
    assert parts(source_document("A HEADING", id="sea", title="Sea")) == ()
