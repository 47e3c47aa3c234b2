"""Facts of a new edition beside what another edition told."""

from decimal import Decimal

import pytest

from bot.bank.texts.passages import document
from bot.domain.question import (
    Citation,
    Difficulty,
    Question,
    QuestionType,
    State,
    TextKey,
    TypedKey,
)
from bot.generation.gate.earlier import OtherEditions
from bot.generation.gate.findings import Hard, Soft
from bot.generation.gate.succession import Earlier

OPENED = "Hugo Brant opened the Brant Theatre in Halden on 9 May 1902."
TURNED = "The Brant Theatre in Halden was opened by Hugo Brant on 9 May 1903."
ASKED, ANEW = "In which year did Hugo Brant open it?", "When was the theatre's first night?"


def asks(stem: str, key: str | int, text: str, template: str = "when") -> Earlier:
    """A question about the first sentence of an edition's second paragraph."""
    kind = QuestionType.TEXT
    if isinstance(key, int):
        kind = QuestionType.YEAR if key > 1_000 else QuestionType.NUMBER
    question = Question(
        id=f"{stem} {key}",
        type=kind,
        stem=stem,
        rationale="So it says.",
        brief="So it says.",
        citations=(Citation("halden", 2, (1,), "Brant Theatre"),),
        topic="halden",
        difficulty=Difficulty.MEDIUM,
        state=State.DRAFT,
        typed=TypedKey(Decimal(key)) if isinstance(key, int) else None,
        text_key=None if isinstance(key, int) else TextKey(key),
    )
    return Earlier(template, question, document(f"Halden\n\n{text}\n\nIt has a theatre."))


@pytest.mark.parametrize(
    ("former", "one", "codes"),
    [
        (asks(ASKED, 1902, OPENED), asks(ANEW, 1903, TURNED), [Hard.EDITION]),
        # the former sentence still stands beside it: another fact
        (asks(ASKED, 1902, OPENED), asks(ANEW, 1903, f"{TURNED} {OPENED}"), []),
        # the sentence has both years, so that nothing tells that one took the place of the other
        (asks(ASKED, 1902, OPENED), asks(ANEW, 1903, f"{TURNED[:-1]}, not in 1902."), []),
        # another kind of fact, about the same sentence
        (asks(ASKED, 1902, OPENED), asks(ANEW, 1903, TURNED, "built"), []),
        # the same fact, worded nearly the same
        (asks(ASKED, 1902, OPENED), asks("In which year did he open it?", 1902, "Since 1902."),
         [Soft.EDITION]),
        # another sentence
        (asks(ASKED, 1902, OPENED), asks(ANEW, 1903, "Soup is served to all since 1903."), []),
        # a number in words; a name
        (asks("How many seats?", 8, "The Brant Theatre has eight boxes."),
         asks("How many boxes does it have now?", 12, "The Brant Theatre now has 12 boxes."),
         [Hard.EDITION]),
        (asks("Who opened it?", "Hugo Brant", OPENED),
         asks("By whom was the house opened?", "Ada Low", TURNED.replace("Hugo Brant", "Ada Low")),
         [Hard.EDITION]),
    ],
)  # fmt: skip
def test_a_fact_told_with_another_value_takes_the_place_of_the_former_whatever_its_words(
    former: Earlier, one: Earlier, codes: list[str]
) -> None:
    assert [finding.code for finding in OtherEditions.of([former]).near(one)] == codes
