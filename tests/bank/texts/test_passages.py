"""The normal form of documents: numbering, hashes, sentences, quotes."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bank.texts.passages import document, locate, one_line, paragraph_fingerprint, sentences

TEXTS = st.text(
    st.sampled_from("ab .\n\r\t\u00a0\u2003\u2028\u200b\ufeff“”’«»é\u0301e1,-") | st.characters()
)


def test_blank_lines_separate_paragraphs_counted_from_one() -> None:
    doc = document("First.\nStill first.\n\n\n Second.\n \u00a0\t\nThird.\n")
    assert doc.paragraphs == ("First.\nStill first.", "Second.", "Third.")
    assert doc.paragraph(1) == "First.\nStill first."
    assert doc.paragraph(3) == "Third."
    assert doc.paragraph(0) is None
    assert doc.paragraph(4) is None
    assert doc.paragraph(-1) is None


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("a\u00a0b\u2009\u2009c", "a b c"),
        ("“Gull” ‘Rock’s’", "\"Gull\" 'Rock's'"),
        ("e\u0301", "é"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\ufeffzero\u200bwidth so\u00adft", "zerowidth soft"),
        ("  trimmed \t lines  \n\tboth ", "trimmed lines\nboth"),
        ("", ""),
    ],
)
def test_normal_form(written: str, normal: str) -> None:
    assert document(written).text == normal


def test_hashes_are_over_the_normal_form() -> None:
    plain, fancy = document("It's lit.\n\nTwo."), document("It’s\u00a0lit. \r\n \r\nTwo.\r\n")
    assert plain.sha256 == fancy.sha256 == hashlib.sha256(b"It's lit.\n\nTwo.").hexdigest()
    expected = tuple(hashlib.sha256(p).hexdigest()[:12] for p in (b"It's lit.", b"Two."))
    assert plain.fingerprints == fancy.fingerprints == expected
    assert paragraph_fingerprint("Two.") == expected[1]


@settings(deadline=None)
@given(TEXTS)
def test_the_normal_form_of_the_normal_form_is_itself(text: str) -> None:
    once = document(text)
    assert document(once.text) == once
    assert all(paragraph == document(paragraph).text for paragraph in once.paragraphs)


@settings(deadline=None)
@given(TEXTS)
def test_line_ends_decide_nothing(text: str) -> None:
    text = text.replace("\r", "")
    assert document(text) == document(text.replace("\n", "\r\n"))


@settings(deadline=None)
@given(st.lists(st.text("ab .,’\n", min_size=1).filter(lambda t: bool(t.strip())), max_size=5))
def test_sentences_lose_nothing_but_space(parts: list[str]) -> None:
    for paragraph in document("\n\n".join(parts)).paragraphs:
        assert "".join("".join(sentences(paragraph)).split()) == "".join(paragraph.split())


def test_sentences_know_abbreviations_and_hard_wraps() -> None:
    text = "Mr. Merrow laid the\nfirst stone. It weighed 3.5 tons. Who paid?"
    assert sentences(text) == (
        "Mr. Merrow laid the first stone.",
        "It weighed 3.5 tons.",
        "Who paid?",
    )


def test_a_quote_is_found_whatever_its_quotes_and_spaces() -> None:
    assert locate("“Ansel\u00a0Mercury”", 'said the "Ansel\nMercury", that') == (9, 24)


@pytest.mark.parametrize("quote", ["soldier", "oldiers", "19", "four keepers", "", "  "])
def test_a_quote_is_verbatim_and_made_of_whole_words(quote: str) -> None:
    assert locate(quote, "Four keepers and 1902 soldiers") is None


def test_a_later_whole_word_counts() -> None:
    assert locate("keeper", "keepers, a keeper") == (11, 17)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_words_of_a_text_are_located_in_it(text: str, data: st.DataObject) -> None:
    words = one_line(text).split(" ")
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    quote = " ".join(words[start:end])
    found = locate(quote, text)
    if quote:
        assert found is not None
        assert one_line(text)[found[0] : found[1]] == quote
    else:
        assert found is None
