"""L18, L19: what cited sentences say of keys and distractors."""

from dataclasses import replace

import pytest

from bot.bank.files.build import Name
from bot.bank.lint.asked import Asked
from bot.bank.lint.support import listed_beside, unsupported
from bot.bank.texts.names import NameBook
from tests.bank.lint.asking import question, statement

BOOK = NameBook([Name("Shanghai Cooperation Organisation", ("SCO", "Shanghai Pact"))])
WHO = "Which of these states signed first?"


def beside(options: tuple[str, ...], *proofs: str) -> list[str]:
    asked = Asked(question(WHO, *options), "en")
    return [str(v["number"]) for _, v in listed_beside(asked, [(p,) for p in proofs], BOOK)]


@pytest.mark.parametrize(
    ("options", "proofs", "where"),
    [
        (("*Armenia", "Belarus", "Iran"), ["Armenia, Belarus and Georgia signed."], ["2"]),
        (("*Armenia", "Georgia", "Iran"), ["Armenia, Belarus and Georgia signed."], ["2"]),
        (("*The chair", "The staff", "Iran"), ["The staff and the chair signed."], ["2"]),
        # Another passage tells them apart; something else is said of the other; it is not there.
        (("*Armenia", "Belarus", "Iran"), ["Armenia, Belarus signed.", "Armenia was first."], []),
        (("*Armenia", "Belarus", "Iran"), ["Armenia signed, while Belarus refused."], []),
        (("*Armenia", "Iran", "Iraq"), ["Armenia, Belarus and Georgia signed."], []),
        (("*Armenia", "Belarus", "Iran"), ["Belarus and Georgia signed."], []),
        (("*Armenia", "Belarus", "Iran"), ["Armenia, Belarus signed.", "Belarus left."], []),
        (("*The SCO", "The CIS", "Iran"), ["The SCO, CIS met.", "The Shanghai Pact led."], []),
        (("*The SCO", "The CIS", "Iran"), ["The Shanghai Pact and CIS met."], ["2"]),
        # Parts of words are other words.
        (("*Niger", "Mali", "Iran"), ["Nigeria, Mali signed."], []),
    ],
)
def test_a_distractor_listed_beside_the_key(
    options: tuple[str, ...], proofs: list[str], where: list[str]
) -> None:
    assert beside(options, *proofs) == where


def unsaid(options: tuple[str, ...], *proofs: str, language: str = "en") -> bool:
    asked = Asked(question(WHO, *options), language)
    return bool(list(unsupported(asked, [(p,) for p in proofs], BOOK)))


@pytest.mark.parametrize(
    ("key", "proof", "flawed"),
    [
        ("Armenia", "The Armenians signed first.", False),
        ("By video link", "It was held as a videoconference.", False),
        ("The Shanghai Cooperation Organisation", "The SCO signed.", False),
        ("Joint exercises", "Exercise Search was held.", False),
        ("14 May 1992", "It was signed on the fourteenth.", False),
        ("Whether they are the same ones", "Belarus signed first.", False),
        ("Armenia", "Belarus signed first.", True),
        ("Drug trafficking", "It fights illegal migration.", True),
    ],
)
def test_a_key_of_which_no_word_is_cited(key: str, proof: str, flawed: bool) -> None:
    assert unsaid((f"*{key}", "Iran", "Iraq"), proof) is flawed


def test_a_rationale_bears_out_what_the_key_says_in_other_words() -> None:
    made = question("What do both have in common?", "*A condition", "A date", "A court")
    proofs = [("If Iran agrees to the charter, it may join.",)]
    for rationale, flawed in (
        ("Iran would have had to agree to the charter.", False),
        ("The fish was good that day, and cheap as well.", True),
    ):
        asked = Asked(replace(made, rationale=rationale), "en")
        assert bool(list(unsupported(asked, proofs, BOOK))) is flawed


def test_other_languages_are_read_by_their_own_endings() -> None:
    assert not unsaid(("*Армения", "Иран", "Ирак"), "Договор подписан Арменией.", language="ru")
    assert unsaid(("*Армения", "Иран", "Ирак"), "Договор подписан Грузией.", language="ru")
    assert not unsaid(("*Armenien", "Iran", "Irak"), "Georgien.", language="de")


def test_of_a_statement_a_quarter_is_cited() -> None:
    asked = Asked(statement("The pact covers wars between all of its members."), "en")
    assert list(unsupported(asked, [("The fish was good.",)], BOOK)) == [(("stem",), {})]
    assert list(unsupported(asked, [("Wars of members are covered.",)], BOOK)) == []


def test_less_than_a_quarter_is_not_enough() -> None:
    """One word in six: that of a statement, and that of a rationale for a key."""
    stem = "Ministers discussed wars, borders, drugs and refugees."
    asked = Asked(statement(stem), "en")
    assert list(unsupported(asked, [("The drugs were cheap.",)], BOOK)) == [(("stem",), {})]
    assert list(unsupported(asked, [("Drugs, borders.",)], BOOK)) == []
    made = replace(question("What was it?", "*A quarrel", "A date", "A court"), rationale=stem)
    assert list(unsupported(Asked(made, "en"), [("The drugs were cheap.",)], BOOK))
