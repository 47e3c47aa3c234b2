"""L07: article, number and tense that only the key goes with."""

import pytest

from tests.bank.lint.asking import found, question


@pytest.mark.parametrize(
    ("stem", "options", "where"),
    [
        ("The state signed an", ("*agreement", "pact", "treaty"), ["stem"]),
        ("The state signed an ____.", ("*agreement", "order", "pact"), ["stem"]),
        ("The state signed a", ("*pact", "agreement", "treaty"), ["stem"]),
        ("The state signed a", ("*pact", "treaty", "contract"), []),
        ("The state signed a/an", ("*pact", "agreement", "treaty"), ["stem"]),
        # By sound, not by letter.
        ("It became a", ("*union", "European body", "state"), []),
        ("It took an", ("*hour", "age", "UN year"), ["stem"]),
        ("It was a", ("*UN body", "NATO body", "pact"), ["stem"]),
        ("It was an", ("*SCO body", "NATO body", "OSCE body"), []),
        ("In which pact did it sign a?", ("*pact", "order", "x"), []),
    ],
)
def test_an_article_that_some_options_cannot_follow(
    stem: str, options: tuple[str, ...], where: list[str]
) -> None:
    assert found("L07", question(stem, *options)) == where


@pytest.mark.parametrize(
    ("language", "stem", "options", "where"),
    [
        ("en", "Which states were first?", ("*Armenia and Iran", "Belarus", "Georgia"), ["1"]),
        ("en", "Which states were first?", ("*Armenia and Iran", "Belarus and Iran", "X"), []),
        ("en", "Which states were first?", ("*Armenia", "Belarus", "Georgia"), []),
        ("en", "Which duty do both report?", ("*Force and threats", "Peace", "Aid"), []),
        ("en", "Which class were they in?", ("*War and peace", "Peace", "Aid"), []),
        ("en", "Which of these were first?", ("*Armenia and Iran", "Belarus", "Georgia"), ["1"]),
        ("en", "Which body was first?", ("*Council of Peace and War", "A duma", "A court"), []),
        ("en", "Which acts do they name?", ("*The Hague and Geneva Conventions", "A", "B"), ["1"]),
        ("en", "Which were they?", ("*Armenia and Iran", "*Belarus and Iran", "Georgia"), []),
        ("ru", "Какие страны были первыми?", ("*Армения и Иран", "Россия", "Китай"), ["1"]),
        ("ru", "Какая страна была первой?", ("*Босния и Герцеговина", "Россия", "Китай"), []),
        ("de", "Welche Staaten?", ("*Iran und Irak", "China", "Polen"), []),
    ],
)
def test_several_are_asked_for_and_the_key_alone_names_several(
    language: str, stem: str, options: tuple[str, ...], where: list[str]
) -> None:
    assert found("L07", question(stem, *options), language) == where


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (("*It signs a pact", "It left the pact", "It asked for help"), ["1"]),
        (("*It will sign", "It signed", "It left"), ["1"]),
        (("*It signed", "It left", "It asked"), []),
        (("*It signs", "It signed", "It leaves"), []),
        # One word does not tell: put, set; no verb at all.
        (("*It put", "It signs", "It leaves"), []),
        (("*Its pact", "It signs", "It leaves"), []),
        (("*To sign", "It signed", "It left"), []),
    ],
)
def test_a_tense_of_the_key_s_own(options: tuple[str, ...], where: list[str]) -> None:
    assert found("L07", question("What did it do in 1992?", *options)) == where
