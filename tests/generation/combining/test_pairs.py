"""People and their offices as pairs: which stand together, and what the gate asks of them."""

from dataclasses import replace
from itertools import combinations

from bot.bank.files.tree import read_tree
from bot.bank.reading import read_set
from bot.domain.question import QuestionType
from bot.generation.documents.blocks import source_document
from bot.generation.draft_set import draft_set_text
from bot.generation.gate.again import examine
from bot.generation.gate.ground import ground
from bot.generation.gate.hard import hard
from bot.generation.generated import Generated
from bot.generation.generator import generate
from bot.generation.ranking import NOTHING_SEEN, Acceptance
from bot.generation.sheets import sheet_text
from tests.generation.texts import MEETING

MAYORS = (("Halden", "Ada Merrow"), ("Ribe", "Karl Lunde"), ("Lund", "Edith Sallow"))
KNOWN = ground([MEETING])
BETTER = Acceptance({"match": (9, 10), "role": (5, 10)})


def made(acceptance: Acceptance = BETTER) -> Generated:
    return generate([MEETING], acceptance=acceptance)


def test_people_with_one_office_each_are_matched_where_that_has_the_better_record() -> None:
    (one,) = (d for d in made().drafts if d.question.type is QuestionType.MATCHING)
    stem = 'According to "Ministers meet" (May 2019), match each person with the office.'
    assert one.question.stem == stem
    assert dict(zip(one.question.lefts, (o.text for o in one.question.options), strict=True)) == {
        "Ada Merrow": "Foreign Minister of Norway",
        "Edith Sallow": "Foreign Minister of Iceland",
        "Anton Berg": "Foreign minister of Sweden",
        "Olive Granger": "Mayor of Halden",
    }  # of Karl Lunde two offices are told
    assert "Ada Merrow – Foreign Minister of Norway" in sheet_text([one])
    assert [c.sentences for c in one.question.citations] == [(1, 2), (1,)]


def test_it_stands_beside_questions_that_offer_the_same_people_and_gives_way_to_others() -> None:
    drafts = made(NOTHING_SEEN).drafts
    (one,) = (d.question for d in drafts if d.question.type is QuestionType.MATCHING)
    asked = [d.question for d in drafts if d.question.stem.endswith("foreign minister of Sweden?")]
    (options,) = ({option.text for option in question.options} for question in asked)
    assert len(options & set(one.lefts)) >= 3
    others = (
        "Nils Dahl, Eva Holm, Per Strand, Ida Falk, Jon Vik and Mia Lie"
        " came from Bergen with Ove Hauge."
    )
    few = "\n\n".join(f"{others} The mayor of {town}, {name}, was there." for town, name in MAYORS)
    for better, kept in ({"role": (9, 10)}, 0), (BETTER.seen, 1):
        document = source_document(few, id="few", title="A visit", date="2019-05")
        found = generate([document], acceptance=Acceptance(better)).by_template
        assert (found.get("match", 0), found.get("role", 0)) == (kept, 3 * (1 - kept))


def test_two_pairs_exchanged_are_refused_each_time() -> None:
    (one,) = (d.candidate for d in made().drafts if d.question.type is QuestionType.MATCHING)
    assert list(hard(one, KNOWN)) == []
    for first, second in combinations(range(4), 2):
        options = list(one.options)
        options[first], options[second] = options[second], options[first]
        found = [str(f.code) for f in hard(replace(one, options=tuple(options)), KNOWN)]
        assert found == ["G02"]


def test_a_matching_goes_into_a_set_and_through_the_gate_again() -> None:
    drafts = made().drafts
    text = draft_set_text(drafts, [MEETING])
    read = read_set(read_tree("drafts.yaml", text.encode()), {}, None)
    assert read.problems == () and read.set is not None
    (one,) = (q for q in read.set.questions if q.type is QuestionType.MATCHING)
    (was,) = (d for d in drafts if d.question.type is QuestionType.MATCHING)
    assert one.lefts == was.question.lefts
    provenance = was.candidate.provenance
    assert [f for f in examine(one, provenance, KNOWN) if f.code < "G5"] == []
    wrong = replace(one, lefts=one.lefts[::-1])
    assert "G02" in [f.code for f in examine(wrong, provenance, KNOWN)]
