"""All rules together: they never crash, always say the same, and each is found by its code."""

import random
import string
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.bank.lint.rules import RULES, flaws
from bot.bank.lint.vocabulary import Vocabulary, vocabularies
from bot.bank.lint_words import LINT_PHRASES, LINT_WORDS, WAIVABLE
from bot.bank.problem import Problem
from bot.domain.question import Question
from tests.bank.files.test_writing import questions
from tests.bank.lint.asking import question

LANGUAGES = st.sampled_from(["en", "en-GB", "ru", "de", "zh-Hant", ""])
_LOOKED_FOR = """not NOT all of the above A and B 1992 May 15 10–20 more than currently ____ ( ) …
. ? " “ ” не НЕ все никогда кто входит в 1992 года мая и А Б ___ -- – the a an is was to It 1,5 ½
² ٣ İ ß ﬁ 🌊"""
PIECES = st.sampled_from(_LOOKED_FOR.split())


@st.composite
def odd_questions(draw: st.DrawFn) -> Question:
    """Questions whose texts are made of what rules look for."""
    texts = st.lists(PIECES, min_size=1, max_size=8).map(" ".join)
    options = [draw(texts) for _ in range(draw(st.integers(0, 6)))]
    marked = [f"*{text}" if draw(st.booleans()) else text for text in options]
    kind = draw(st.sampled_from(["single", "multiple"]))
    return question(draw(texts), *marked, kind=kind)


@given(questions() | odd_questions(), LANGUAGES)
def test_no_text_breaks_a_rule(made: Question, language: str) -> None:
    found = list(flaws(made, language))
    assert found == list(flaws(made, language))
    for path, code, values in found:
        problem = Problem("x.yaml", 1, code, values)
        assert problem.message
        assert problem.fix
        assert problem.severity == "lint"
        assert path[0] in {"stem", "options"}


@given(odd_questions(), st.randoms())
def test_only_the_rule_of_order_goes_by_the_order_of_options(
    made: Question, rng: random.Random
) -> None:
    """Which rules find something depends on the options, not on how they stand."""
    shuffled = list(made.options)
    rng.shuffle(shuffled)
    options = tuple(
        replace(option, id=letter)
        for option, letter in zip(shuffled, string.ascii_lowercase, strict=False)
    )
    moved = replace(made, options=options)
    before, after = ({code for _, code, _ in flaws(q, "en")} for q in (made, moved))
    assert before - {"L09"} == after - {"L09"}


def test_every_rule_has_words_and_every_phrase_is_used_by_one() -> None:
    assert set(RULES) <= set(LINT_WORDS)
    assert set(WAIVABLE) == {*RULES, "L18", "L19", "L34", "L35"}
    assert all(LINT_PHRASES.values())


def test_vocabularies_are_lists_of_small_words() -> None:
    assert set(vocabularies()) == {"en", "ru"}
    for known in vocabularies().values():
        for name in Vocabulary.__dataclass_fields__:
            for word in getattr(known, name):
                assert word == word.lower(), (name, word)
