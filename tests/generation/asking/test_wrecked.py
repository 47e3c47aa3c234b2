"""Stems that are no sentences are not asked; what can be said plainly is."""

from dataclasses import replace

import pytest

from bot.generation.asking.clarity import clear
from bot.generation.asking.wrecked import WRECKED, torn
from bot.generation.generator import TEMPLATES
from tests.generation.texts import text_of


def asked(body: str) -> list[str]:
    """Every question that is asked plainly of a text, without its document's name."""
    text = text_of(body, title="Port Ansel")
    found = [p for one in TEMPLATES for p in one(text) if clear(text, p, ())]
    return [p.stem.removeprefix('According to "Port Ansel", ') for p in found if p.key]


@pytest.mark.parametrize(
    ("body", "wreck"),
    [
        (
            "On 4 May 1904, having handed over command to Ole Lund, Ada Merrow set off for Moss.",
            " did having ",
        ),
        (
            "Ada Merrow planned the pier in the 1980s and in 2004 was named dean of Ansel College.",
            "did was",
        ),
        (
            "Ada Merrow said it would sell Moss Mill, amounting to a loss of 12 million pounds.",
            "amounted",
        ),
        ("Twenty-two pilots were on call, in nine ports.", ", in how"),
        (
            "The Moss based Ansel Tug Group, established in 1952; and Lund Tugs, of no great age.",
            "established in wh",
        ),
    ],
)
def test_a_wreck_is_not_asked(body: str, wreck: str) -> None:
    assert not [stem for stem in asked(body) if wreck in stem]


@pytest.mark.parametrize(
    ("stem", "wreck"),
    [
        ('According to "Port Ansel", Ansel follows the Moss Board\'s "how many signals"?', True),
        ('According to Ole Lund (in "Port Ansel"), how many of the docks are "quite dry"?', False),
        ("In which year was one bell shown by a survey to be?", True),
        ("How many bells is the tower said to be?", False),
        ("About how many miles north of Ansel shouted at Ole Lund?", True),
        ("How many miles north of Ansel does Ole Lund live?", False),
        ("In which year did Ole Lund plan the pier and was named dean?", True),
        ("In which year did became the first dean of Ansel a member?", True),
        ("In which year did the dockers?", True),
        ("In which year did united dockers win?", False),
        ("In which year did legally hold in the port of Ansel?", True),
        ("In which year did the spread of nets led to a quarrel?", True),
        ("In which year did the mill which led to a quarrel close?", False),
        ("In which year did the game of Ansel publish by the firm of Ole Lund?", True),
        ("In which year did Ole Lund settle starting?", True),
        ("On which date did the current enter into force?", True),
        ("On which date did the current treaty enter into force?", False),
        ("Ansel had the most Fortune how many offices?", True),
        ("In Ansel, how many offices had Ole Lund?", False),
        ("Of the Ansel Talks of 1948, the river had how many ports?", True),
        ("In which year did Ole Lund leave the port, was the height of the war?", True),
    ],
)
def test_a_stem_shows_that_it_is_no_sentence(stem: str, wreck: bool) -> None:
    text = text_of("Port Ansel sold nine boats in 1989.", title="Port Ansel")
    one = next(p for template in TEMPLATES for p in template(text))
    assert any(rule(text, replace(one, stem=stem)) for rule in WRECKED) is wreck


@pytest.mark.parametrize(("bare", "is_torn"), [("", True), (" The Mark was slow.", False)])
def test_a_name_that_always_has_its_number_is_none_without_it(bare: str, is_torn: bool) -> None:
    text = text_of(f"Port Ansel sold nine boats in 1989. The Mark 4 sank.{bare}")
    one = next(p for template in TEMPLATES for p in template(text))
    assert torn(text, replace(one, fact=replace(one.fact, subject="the Mark"))) is is_torn


def test_what_had_been_done_is_asked_as_done() -> None:
    body = "Ada Merrow had applied for a berth in Ansel in 1962; a year later she withdrew."
    assert "In which year did Ada Merrow apply for a berth in Ansel?" in asked(body)
    assert "in which year did Ada Merrow die?" in asked("Ada Merrow had died in 1962, at sea.")


def test_initials_between_a_name_and_its_noun_stand_for_both() -> None:
    body = (
        "Members of the Dock, Mill and Harbour (DMH) union are on strike at Ansel. "
        "DMH general secretary Ole Lund said that it would go on."
    )
    assert [s for s in asked(body) if s.endswith("ho was the DMH general secretary?")]
    assert not [s for s in asked(body) if "secretary of" in s]


@pytest.mark.parametrize(
    ("stem", "parted"),
    [
        ("Ada Merrow and Ole Lund, reached Ansel on August 2, 1769.", True),
        ("Ada Merrow and Ole Lund reached Ansel on August 2, 1769.", False),
        ("Ada Merrow, who sang, reached Ansel on August 2, 1769.", False),
    ],
)
def test_a_statement_has_its_subject_at_its_verb(stem: str, parted: bool) -> None:
    text = text_of("Port Ansel sold nine boats in 1989.", title="Port Ansel")
    one = next(p for template in TEMPLATES for p in template(text))
    made = replace(one, stem=stem, fact=replace(one.fact, template="truefalse"))
    assert any(rule(text, made) for rule in WRECKED) is parted
