"""A statement's main clause: its parts, and the question they make."""

import pytest

from bot.generation.asking.deeds import deeds
from bot.generation.asking.inner_case import lowered
from bot.generation.asking.inverting import main_clause
from tests.generation.texts import text_of


def test_what_a_row_does_is_not_done_by_who_faced_it() -> None:
    faced = "Ada Merrow faced a row that has split Norway and threatens to topple Karl Lunde"
    assert len(deeds(faced)) == 1
    assert len(deeds("Ada Merrow left the town of Moss and moved to Lund")) == 2


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("Ada Merrow opened the mill", "When did Ada Merrow open the mill?"),
        ("Ada, a weaver, quietly left Rome", "When did Ada, a weaver, quietly leave Rome?"),
        ("The mill was ousted from Moss", "When was The mill ousted from Moss?"),
        ("Ada has been led by the mill", "When has Ada been led by the mill?"),
        ("Unsafe roads cause harm to some", None),
        ("Unsafe roads cause many of the deaths", None),
        ("Unsafe roads lead to deaths", "When do Unsafe roads lead to deaths?"),
        ("The mill had nine wheels and turned slowly", "When did The mill have nine wheels?"),
        ("The road was not opened", None),
        ("The mill designed by Ada Merrow burnt down", None),
        ("What Ada Merrow built was a mill", None),
        ("68 opened in Moss", None),
        (
            "Ada left after saying Moss and Lund need to do it",
            "When did Ada leave after saying Moss and Lund need to do it?",
        ),
        (
            "Ada paid taxes set by Moss and Lund linked to tea",
            "When did Ada pay taxes set by Moss and Lund linked to tea?",
        ),
    ],
)  # fmt: skip
def test_turned_round(said: str, question: str | None) -> None:
    main = main_clause(said)
    rest = said[main.rest.start : main.rest.end] if main else ""
    assert (f"{main.asked('When', main.subject, rest)}?" if main else None) == question


@pytest.mark.parametrize(
    ("phrase", "inside"),
    [
        ("The mill was built", "the mill was built"),
        ("Quiet Harbour was written", "Quiet Harbour was written"),
        ("ANSI was formed", "ANSI was formed"),
        ("A.1 was kept", "A.1 was kept"),
        ("Mr Lund said so", "Mr Lund said so"),
        ("President Ole Lund spoke", "President Ole Lund spoke"),
        ("Chemists Ole Lund and Ada Merrow met", "chemists Ole Lund and Ada Merrow met"),
        ("Like Ada Merrow, he left", "like Ada Merrow, he left"),
        ("In which year did it end?", "in which year did it end?"),
        ("Jobless Ole Lund was fined", "jobless Ole Lund was fined"),
        ("Norwegian police met", "Norwegian police met"),
        ("Weaving was taught", "weaving was taught"),
    ],
)
def test_small_inside_a_sentence(phrase: str, inside: str) -> None:
    text = text_of(
        "The mill was like a ship. In it Ada Merrow wrote Quiet Harbour with Ole Lund. Old "
        "Norwegian chemists met Ada Merrow and Ole Lund.",
        title="Moss",
    )  # fmt: skip
    assert lowered(text, phrase) == inside
