"""What a text answers twice is not asked."""

import pytest

from bot.generation.asking.several_keys import SEVERAL_KEYS
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.sentences.spans import Span
from tests.generation.texts import text_of


def refused(
    body: str, stem: str, key: str, *, kind: KeyKind = KeyKind.NAME, template: str = "names",
    subject: str = "",
) -> bool:  # fmt: skip
    """Whether a question of the first sentence of a text is held back."""
    text = text_of(body, title="Port Ansel")
    line = text.lines[0]
    at = line.text.find(key)
    span = Span(at, at + len(key)) if at >= 0 else Span(0, 0)
    fact = Fact(template, subject, "", key, text, line, span, Span(0, len(line.text)))
    one = Proposal(fact, stem, key, kind, stem, stem)
    return any(fault(text, one) for fault in SEVERAL_KEYS)


SERVED = "Ada Merrow served in the Moss Office, and later in the Lund Office."
STUDIED = "Ada Merrow graduated from Moss and Ansel College in 1989."


@pytest.mark.parametrize(
    ("body", "stem", "key", "held"),
    [
        (SERVED, "In which office did Ada Merrow serve?", "Moss Office", True),
        (SERVED, "In which office did Ada Merrow serve later?", "Lund Office", False),
        (STUDIED, "From which college did Ada Merrow graduate?", "Ansel College", True),
        (STUDIED, "Apart from Moss, from where did she graduate?", "Ansel College", False),
    ],
)
def test_of_two_names_in_one_place_neither_is_asked(
    body: str, stem: str, key: str, held: bool
) -> None:
    assert refused(body, stem, key) is held


@pytest.mark.parametrize(
    ("template", "stem", "held"),
    [
        ("called", "What was the new breed of herring called?", True),
        ("called", "What was the breed of herring that feeds Moss called?", False),
        ("names", "Who sold the new herring to Moss?", False),
        ("which", "Which population is located in Remote Moss?", True),
        ("which", 'According to "Port Ansel", which mill is situated in Moss?', True),
        ("which", "Which engineer designed the mill in Moss?", False),
    ],
)
def test_what_may_be_another_is_not_asked(template: str, stem: str, held: bool) -> None:
    assert refused("Moss sold a herring.", stem, "Moss", template=template) is held


BURNED = "Nine boats had either been burned, sold or sunk; or given to Moss."


@pytest.mark.parametrize(
    ("body", "stem", "held"),
    [
        (BURNED, "Nine boats had either been burned, sold or sunk?", True),
        (BURNED, "Nine boats had either been burned, sold or sunk, or given to Moss?", False),
        ("Moss pays either $9 or a boat.", "Moss pays either how many dollars?", True),
        ("Moss pays both Lund and Ek.", "How many pays both Lund and Ek?", False),
    ],
)
def test_half_of_a_pair_is_not_told(body: str, stem: str, held: bool) -> None:
    assert refused(body, stem, "nine", kind=KeyKind.NUMBER) is held


def test_a_year_that_stands_beside_another_is_not_asked_for() -> None:
    body = "In 1932, Moss held the Sea Games. Moss held the 1932 and 1984 Sea Games."
    date = KeyKind.DATE
    assert refused(body, "In which year did Moss hold the Sea Games?", "1932", kind=date)
    assert not refused(body, "In which year did Moss hold a regatta?", "1932", kind=date)


def test_an_office_and_a_founding_are_whole() -> None:
    body = "It was opened by Per Ek, the Minister of Mines, Energy and Water, and Lund."
    mines, asked = "Minister of Mines", "Who was the Minister of Mines?"
    assert refused(body, asked, "Per Ek", template="role", subject=mines)
    whole = f"{mines}, Energy and Water"
    assert not refused(body, f"Who was the {whole}?", "Per Ek", template="role", subject=whole)
    founded = "Ada Merrow and Per Ek, who founded the Ansel Mill in 1985, sold boats."
    date = KeyKind.DATE
    assert refused(founded, "When did Per Ek found it?", "1985", kind=date, subject="Per Ek")
    assert not refused(founded, "When was it founded?", "1985", kind=date, subject="the Ansel Mill")
