"""What is not asked of a text although it tells it, and what beside it is."""

from dataclasses import replace

import pytest

from bot.generation.asking.unasked import UNASKED
from bot.generation.candidates import KeyKind
from bot.generation.generator import TEMPLATES
from bot.generation.sentences.name_kinds import Kind
from tests.generation.texts import text_of

LOST = "Ole Lund of Moss also lost a boat. Ada Merrow was assaulted in Port Ansel in 1989."


def refused(
    stem: str,
    kind: KeyKind,
    title: str = "Port Ansel",
    *,
    told: str = LOST,
    date: str | None = None,
) -> bool:
    """Whether a stem of a text about people of Port Ansel is held back."""
    text = text_of(f"Port Ansel sold nine boats in 1989. {told}", title=title, date=date)
    one = next(one for template in TEMPLATES for one in template(text))
    key = "Ada Merrow" if stem.startswith("Who lives") else one.key
    made = replace(one, stem=stem, said=stem.removesuffix("?"), kind=kind, key=key)
    return any(fault(text, made) for fault in UNASKED)


@pytest.mark.parametrize(
    ("stem", "kind", "held"),
    [
        ("Who also lost a boat in the Moss storm?", KeyKind.NAME, True),
        ("Who lost a boat in the Moss storm?", KeyKind.NAME, False),
        ("When was Ada Merrow assaulted in Port Ansel?", KeyKind.DATE, True),
        ("When did Ada Merrow leave Port Ansel?", KeyKind.DATE, False),
        ("How many guests of Ada Merrow were assaulted?", KeyKind.NUMBER, False),
        ("When did Norway bring proceedings?", KeyKind.DATE, True),
        ("When did Norway bring proceedings against Ole Lund?", KeyKind.DATE, False),
        ("Ole Lund will hold what percentage?", KeyKind.NUMBER, True),
        ("Ole Lund will hold what percentage of the mill?", KeyKind.NUMBER, False),
        ("Some 90 tonnes will be stored at Moss?", KeyKind.NUMBER, True),
        ("How many tonnes of salt were stored at Moss?", KeyKind.NUMBER, False),
        ("In Moss, the overall score was what percentage?", KeyKind.NUMBER, True),
        ("The idea first came up in which city?", KeyKind.NAME, True),
        ("When was an agreement reached by the Moss Board?", KeyKind.DATE, True),
        ("When was an agreement reached with the Moss Board?", KeyKind.DATE, False),
        ("Who lives in Moss?", KeyKind.NAME, True),
        ("Where had the Merrow family planned to go?", KeyKind.NAME, True),
        ("The idea of a Moss bridge first came up in which city?", KeyKind.NAME, False),
    ],
)
def test_what_leaves_others_or_its_matter_out_is_not_asked(
    stem: str, kind: KeyKind, held: bool
) -> None:
    assert refused(stem, kind) is held


def test_what_befell_whom_a_document_is_about_is_asked() -> None:
    assert not refused("When was Ada Merrow assaulted?", KeyKind.DATE, title="Ada Merrow")


@pytest.mark.parametrize(
    ("body", "held"),
    [
        ("Ada Merrow greeted sailors fleeing a storm in Norway.", True),
        ("Ada Merrow greeted sailors in Norway.", False),
    ],
)
def test_a_place_is_where_the_deed_is(body: str, held: bool) -> None:
    text = text_of(f"{body} Port Ansel sold nine boats in 1989.", title="Port Ansel")
    found = next(one for template in TEMPLATES for one in template(text))
    at = body.index("Norway")
    span = type(found.fact.span)(at, at + len("Norway"))
    fact = replace(found.fact, span=span, line=text.lines[0])
    asked = "In which country did Ada Merrow greet sailors?"
    one = replace(found, stem=asked, kind=KeyKind.NAME, fact=fact)
    assert any(fault(text, one) for fault in UNASKED) is held


VOICE = "The baker Ada Merrow lost two of her boats in Moss. Merrow said that it rained."


def test_of_whom_a_report_asks_for_a_word_nothing_else_is_asked() -> None:
    asked, date = "How many boats did Ada Merrow lose?", "2019-05-14"
    assert refused(asked, KeyKind.NUMBER, told=VOICE, date=date)
    title = "Ada Merrow loses boats"
    assert not refused(asked, KeyKind.NUMBER, title, told=VOICE, date=date)
    assert not refused(asked, KeyKind.NUMBER, told=VOICE)  # a history
    when = "When did Ada Merrow lose two boats?"
    assert not refused(when, KeyKind.DATE, told=VOICE, date=date)


@pytest.mark.parametrize(
    ("stem", "held"),
    [
        ("To which country did the Anglo-Irish Ansel move?", True),
        ("To which country did the Swedish Ansel move?", False),
    ],
)
def test_no_adjective_tells_the_country(stem: str, held: bool) -> None:
    text = text_of("Port Ansel sold nine boats in 1989.", title="Port Ansel")
    one = next(one for template in TEMPLATES for one in template(text))
    made = replace(one, stem=stem, said=stem, key="Ireland", kind=KeyKind.NAME)
    made = replace(made, name_kind=Kind.COUNTRY)
    assert any(fault(text, made) for fault in UNASKED) is held
