"""Dated facts put together: which events may stand side by side, and in which question."""

from collections.abc import Sequence

import pytest

from bot.domain.question import QuestionType
from bot.generation.candidates import Proposal
from bot.generation.combining.combined import combined
from bot.generation.documents.blocks import source_document
from bot.generation.gate.ground import ground
from bot.generation.gate.hard import hard
from bot.generation.generated import Drafted
from bot.generation.generator import generate
from bot.generation.templates import when
from tests.generation.texts import text_of

FOUR = (
    "In 1871 Ada Merrow joined the Ansel Library.",
    "Edith Sallow married Karl Lunde in 1874.",
    "The Ansel Library bought the Halden Papers in 1902.",
    "On 3 March 1936 Olive Granger left Port Ansel.",
)
THREE = (
    "Karl Lunde joined the Northern Council in 1880.",
    "The Northern Council moved to Halden in 1921.",
    "Sweden signed the Treaty of Lornsen in 1923.",
)


def made(*paragraphs: str) -> list[Proposal]:
    text = text_of("\n\n".join(paragraphs), title="Annals")
    return list(combined(text, list(when.propose(text))))


def drafts(*paragraphs: str) -> list[Drafted]:
    document = source_document("\n\n".join(paragraphs), id="annals", title="Annals", date="1988")
    found = generate([document]).drafts
    return [one for one in found if one.candidate.provenance.template in {"sequence", "latest"}]


def test_four_events_are_put_in_order_each_cited_and_none_with_its_date() -> None:
    (one,) = made(*reversed(FOUR))
    assert one.stem == 'Put these events from "Annals" in order, the earliest first.'
    assert [event for event, _, _ in one.ordered] == [
        "Ada Merrow joined the Ansel Library",
        "Edith Sallow married Karl Lunde",
        "The Ansel Library bought the Halden Papers",
        "Olive Granger left Port Ansel",
    ]
    assert [cited.paragraph for _, _, cited in one.ordered] == [4, 3, 2, 1]
    assert one.ordered[3][1] == "The source dates it to 3 March 1936."


def test_events_of_one_paragraph_are_cited_together() -> None:
    (one,) = drafts(" ".join(FOUR[:2]), *FOUR[2:])
    assert one.question.type is QuestionType.ORDERING
    assert [c.sentences for c in one.question.citations] == [(1, 2), (1,), (1,)]
    assert [c.refutes for c in one.question.citations] == [(), (3,), (4,)]


def test_of_three_that_are_left_the_one_farthest_off_is_asked_for() -> None:
    four, three = made(*FOUR, *THREE)
    asked = [event for event, _, _ in four.ordered]
    assert three.stem == 'Which of these events came first, according to "Annals"?'
    left = [three.key, *(rival.text for rival in three.rivals)]
    assert len(set(asked + left)) == len(FOUR + THREE)
    (alone,) = made(*THREE)
    assert (alone.key, alone.said) == (
        "Karl Lunde joined the Northern Council",
        "It came in 1880, the others in 1921 and 1923.",
    )


@pytest.mark.parametrize(
    "other",
    [
        "The Ansel Library first bought a Bible in 1902.",
        "The Ansel Library reopened its hall in 1902.",
        "The Ansel Library was founded in 1860.",  # what comes before all that is told of it
        "Ada Merrow died in Halden in 1902.",
        "The Ansel Library bought the Halden Papers in 1874.",  # as another event's year
        "Ada Merrow joined the library of Ansel in 1902.",  # told twice
        "The budget grew by 5 per cent in 1902.",
        "The Ansel Library had 40,000 readers in 1902.",
        "The Ansel Library bought the Halden Papers in 1902, a year after the war of 1870.",
    ],
)
def test_what_tells_its_place_or_is_no_event_is_left_out(other: str) -> None:
    assert made(*FOUR[:2], other) == []
    assert len(made(*FOUR[:3])) == 1


def test_the_gate_asks_whether_the_sentences_bear_the_order_out() -> None:
    document = source_document("\n\n".join(FOUR), id="annals", title="Annals", date="1988")
    (one,) = drafts(*FOUR)
    known = ground([document])
    assert list(hard(one.candidate, known)) == []
    war = "\n\n".join((FOUR[0][:-1] + ", as in the war of 1880.", *FOUR[1:]))
    either = ground([source_document(war, id="annals", title="Annals", date="1988")])
    assert [str(found.code) for found in hard(one.candidate, either)] == ["G02"]


def test_an_ordering_takes_no_room_but_gives_way_where_it_tells_a_key() -> None:
    found = generate([source_document("\n\n".join(FOUR), id="annals", title="Annals")]).drafts
    assert sum(_dated(one) for one in found) == len(FOUR)
    assert sum(one.question.type is QuestionType.ORDERING for one in found) == 1
    person = "The library was designed by Ada Merrow in 1871."
    keys = _keys(generate([source_document(person, id="annals", title="Annals")]).drafts)
    assert "Ada Merrow" not in keys


def _dated(one: Drafted) -> bool:
    return one.candidate.provenance.template == "when"


def _keys(found: Sequence[Drafted]) -> list[str]:
    return [one.candidate.key for one in found]


def test_an_event_of_nobody_is_no_option() -> None:
    bare = "Narrow track was laid at Halden in 1936."
    (one,) = made(*FOUR[:3], bare)
    assert one.key == "The Ansel Library bought the Halden Papers"
    assert not one.ordered
