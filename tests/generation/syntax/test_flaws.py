"""What parses show against a question; the parses are written by hand."""

import pytest

from bot.generation.gate.findings import Hard
from bot.generation.syntax.flaws import Parsed, flaws
from bot.generation.syntax.tree import Tree
from tests.generation.syntax.trees import tree

HALL = "The/DT/det>hall hall/NN/nsubj>opened opened=open/VBD/ROOT in/IN/prep>opened 1883/CD/pobj>in"
STEM = "When/WRB/advmod>open did=do/VBD/aux>open hall/NN/nsubj>open open/VB/ROOT ?/./punct>open"
DRAWN = "Ada/NNP/nsubj>drew drew=draw/VBD/ROOT the/DT/det>hall hall/NN/dobj>drew"
WHO = "Who/WP/nsubj>drew drew=draw/VBD/ROOT the/DT/det>hall hall/NN/dobj>drew ?/./punct>drew"


def found(sentence: str, *, fact: str = HALL, stem: str = STEM, key: str = "1883") -> list[str]:
    return [f.code for f in flaws(Parsed(tree(stem), tree(fact), tree(sentence)), key)]


@pytest.mark.parametrize(
    "sentence",
    [
        HALL,
        "It/PRP/nsubj>opened opened=open/VBD/ROOT in/IN/prep>opened 1883/CD/pobj>in",
        # A name in the fact, a description in the sentence.
        "place/NN/nsubj>opened opened=open/VBD/ROOT in/IN/prep>opened 1883/CD/pobj>in",
        # Another verb than the fact's: nothing can be compared.
        "The/DT/det>town town/NN/nsubj>got got=get/VBD/ROOT the/DT/det>hall hall/NN/dobj>got",
        # "the hall, which opened in 1883, burned": the relative clause speaks of the hall.
        "hall/NN/nsubj>burned which/WDT/nsubj>opened opened=open/VBD/relcl>hall in/IN/prep>opened"
        " 1883/CD/pobj>in burned=burn/VBD/ROOT",
        # "the hall closed and it opened in 1883"
        "hall/NN/nsubj>closed closed=close/VBD/ROOT it/PRP/nsubj>opened opened=open/VBD/conj>closed"
        " in/IN/prep>opened 1883/CD/pobj>in",
        # "the hall closed in 1883 and opened": the date may be that of both verbs.
        "hall/NN/nsubj>closed closed=close/VBD/ROOT in/IN/prep>closed 1883/CD/pobj>in"
        " opened=open/VBD/conj>closed",
        # "the hall closed, moved in 1883 and opened"
        "hall/NN/nsubj>closed closed=close/VBD/ROOT moved=move/VBD/conj>closed in/IN/prep>moved"
        " 1883/CD/pobj>in opened=open/VBD/conj>closed",
        # "the hall managed in 1883 to open"
        "hall/NN/nsubj>managed managed=manage/VBD/ROOT in/IN/prep>managed 1883/CD/pobj>in"
        " to/TO/aux>open open/VB/xcomp>managed",
        # "the hall was built and opened in 1883": the subject of the first verb.
        "hall/NN/nsubjpass>built was=be/VBD/auxpass>built built=build/VBN/ROOT"
        " opened=open/VBD/conj>built in/IN/prep>opened 1883/CD/pobj>in",
    ],
)
def test_a_fact_that_the_sentence_bears_out_has_no_flaw(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("flaw", "sentence"),
    [
        # "the firm beside the hall opened in 1883"
        (
            Hard.SUBJECT,
            "firm/NN/nsubj>opened beside/IN/prep>firm hall/NN/pobj>beside opened=open/VBD/ROOT"
            " in/IN/prep>opened 1883/CD/pobj>in",
        ),
        # "the firm beside the hall moved and opened in 1883"
        (
            Hard.SUBJECT,
            "firm/NN/nsubj>moved beside/IN/prep>firm hall/NN/pobj>beside moved=move/VBD/ROOT"
            " opened=open/VBD/conj>moved in/IN/prep>opened 1883/CD/pobj>in",
        ),
        # "the hall burned when the firm, which opened in 1883, …"
        (
            Hard.SUBJECT,
            "hall/NN/nsubj>burned burned=burn/VBD/ROOT firm/NN/nsubj>closed which/WDT/nsubj>opened"
            " opened=open/VBD/relcl>firm in/IN/prep>opened 1883/CD/pobj>in"
            " closed=close/VBD/advcl>burned",
        ),
        # "the hall, which was planned in 1883, opened"
        (
            Hard.ELSEWHERE,
            "hall/NN/nsubj>opened which/WDT/nsubjpass>planned was=be/VBD/auxpass>planned"
            " planned=plan/VBN/relcl>hall in/IN/prep>planned 1883/CD/pobj>in opened=open/VBD/ROOT",
        ),
        (Hard.SUPPOSED, HALL.replace("The/DT/det>hall", "never/RB/neg>opened")),
        (Hard.SUPPOSED, HALL.replace("The/DT/det>hall", "would/MD/aux>opened")),
        (Hard.SUPPOSED, HALL.replace("The/DT/det>hall", "if/IN/mark>opened")),
        # "the hall failed to open in 1883"
        (
            Hard.SUPPOSED,
            "hall/NN/nsubj>failed failed=fail/VBD/ROOT to/TO/aux>open open/VB/xcomp>failed"
            " in/IN/prep>open 1883/CD/pobj>in",
        ),
    ],
)
def test_a_verb_that_says_something_else_is_found(flaw: Hard, sentence: str) -> None:
    assert found(sentence) == [flaw]


def test_who_does_it_and_to_whom_is_told_apart_in_passives() -> None:
    passive = (
        "hall/NN/nsubjpass>drawn was=be/VBD/auxpass>drawn drawn=draw/VBN/ROOT by/IN/agent>drawn"
        " {}/NNP/pobj>by {}"
    )
    for_ada = passive.format("Eve", "for/IN/prep>drawn Ada/NNP/pobj>for")
    assert found(passive.format("Ada", ""), fact=DRAWN, stem=WHO, key="Ada") == []
    assert found(for_ada, fact=DRAWN, stem=WHO, key="Ada") == [Hard.SUBJECT]


def test_a_subject_that_was_parsed_into_two_is_one() -> None:
    fact = f"treaty/NN/nsubj>opened between/IN/prep>treaty {HALL.removeprefix('The/DT/det>hall ')}"
    said = "treaty/NN/nsubj>opened for/IN/prep>treaty hall/NN/pobj>for opened=open/VBD/ROOT"
    assert found(said, fact=fact) == []
    assert found(said) == [Hard.SUBJECT]


def test_a_passive_fact_is_not_borne_out_by_a_verb_without_an_object() -> None:
    fact = "League/NNP/nsubjpass>joined was=be/VBD/auxpass>joined joined=join/VBN/ROOT"
    stem = "was=be/VBD/auxpass>joined League/NNP/nsubjpass>joined joined=join/VBN/ROOT"
    said = "Finland/NNP/nsubj>joined like/IN/prep>Finland League/NNP/pobj>like joined=join/VBD/ROOT"
    assert found(said, fact=fact, stem=stem) == [Hard.SUBJECT]
    assert found(DRAWN.replace("Ada", "Eve").replace("drew", "joined").replace("=draw", "=join")
                 .replace("hall", "League"), fact=fact, stem=stem) == []  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "flaw"),
    [
        # Ada Works: a firm.
        ("Ada/NNP/compound>Works Works/NNP/nsubj>drew drew=draw/VBD/ROOT hall/NN/dobj>drew", True),
        ("builder/NN/compound>Ada Ada/NNP/nsubj>drew drew=draw/VBD/ROOT hall/NN/dobj>drew", False),
    ],
)
def test_a_key_that_ends_within_a_name_is_cut(sentence: str, flaw: bool) -> None:
    assert (Hard.CUT in found(sentence, fact=DRAWN, stem=WHO, key="Ada")) is flaw


def test_a_whole_name_is_not_cut() -> None:
    whole = DRAWN.replace("Ada", "Ada/NNP/compound>Merrow Merrow")
    assert found(whole, fact=whole, stem=WHO, key="Ada Merrow") == []
    paid = "They/PRP/nsubj>paid paid=pay/VBD/ROOT Ada/NNP/compound>Merrow Merrow/NNP/dative>paid"
    assert found(f"{paid} rent/NN/dobj>paid", fact=whole, stem=WHO, key="Ada Merrow") == []


def test_one_of_several_behind_a_preposition_is_cut_and_all_of_them_are_not() -> None:
    sentence = (
        "hall/NN/nsubjpass>drawn was=be/VBD/auxpass>drawn drawn=draw/VBN/ROOT by/IN/agent>drawn"
        " Ada/NNP/pobj>by and/CC/cc>Ada Eve/NNP/conj>Ada"
    )
    assert found(sentence, fact=DRAWN, stem=WHO, key="Ada") == [Hard.CUT]
    both = DRAWN.replace("drew=", "Eve/NNP/conj>Ada drew=", 1)
    assert found(sentence, fact=both, stem=WHO, key="Ada") == []


def test_a_phrase_with_of_stays_behind_its_noun() -> None:
    fact = f"{DRAWN} of/IN/prep>hall Brest/NNP/pobj>of"
    said = f"{DRAWN} for/IN/prep>drew firm/NN/pobj>for of/IN/prep>{{}} Brest/NNP/pobj>of"
    assert found(said.format("firm"), fact=fact, stem=WHO, key="Ada") == [Hard.CUT]
    assert found(said.format("hall"), fact=fact, stem=WHO, key="Ada") == []


@pytest.mark.parametrize(
    ("stem", "sentence"),
    [
        (f"{WHO[:-15]} and/CC/cc>hall ?/./punct>drew", DRAWN),
        (f"{WHO[:-15]} Eve/NNP/poss>drew 's/POS/case>Eve in/IN/prep>drew 1883/CD/pobj>in", DRAWN),
        ("Which/WDT/det>hall hall/NN/ROOT ?/./punct>hall", DRAWN),
        (
            "does=do/VBZ/aux>draw Ada/NNP/nsubj>draw draw/VB/ROOT",
            "Ada/NNP/nsubj>draw draw/VBP/ROOT hall/NN/dobj>draw",
        ),
    ],
)
def test_a_stem_that_is_no_question_is_malformed(stem: str, sentence: str) -> None:
    assert found(sentence, fact=DRAWN, stem=stem, key="1883") == [Hard.MALFORMED]


def test_the_sentence_s_own_name_in_s_is_whole() -> None:
    stem = f"{WHO[:-15]} for/IN/prep>drew Eve/NNP/pobj>for 's/POS/case>Eve ?/./punct>drew"
    own = f"{DRAWN} for/IN/prep>drew Eve/NNP/pobj>for 's/POS/case>Eve"
    assert found(own, fact=DRAWN, stem=stem, key="1883") == []


def test_a_text_is_located_across_tokens() -> None:
    said = tree("the/DT/det>'s Eve/NNP/poss>'s 's/POS/case>Eve hall/NN/ROOT")
    assert said.located("Eve's hall") == (1, 4)
    assert said.located("Eve 's") == (1, 3)
    assert said.located("hall of") is None
    assert Tree(()).located("hall") is None
