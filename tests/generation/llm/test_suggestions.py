"""Whatever a model suggests: a candidate that the gate can judge, or none."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.bank.files.tree import read_tree
from bot.bank.reading import read_set
from bot.generation.draft_set import draft_set_text
from bot.generation.gate.claims import claims_unproven
from bot.generation.gate.ground import ground
from bot.generation.gate.wording import wording_rules
from bot.generation.llm.answering import lettered
from bot.generation.llm.shapes import Suggestion
from bot.generation.llm.suggestions import candidate
from bot.generation.ranking import NOTHING_SEEN
from bot.generation.sieve import Sieve
from tests.generation.llm.rock import WHEN, WHO, but, rock

KNOWN = ground([rock()])
WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["Ada Merrow", "1874", ".", "(", "in 1902", '"', "not", "Who?", "7 May 1874"]),
    st.sampled_from([WHO["quote"], WHEN["quote"], WHO["stem"], WHO["rationale"]]),
)
DISTRACTOR = st.fixed_dictionaries(
    {"text": WORDS, "rationale": WORDS, "passage": st.integers(0, 4), "quote": WORDS}
)
ANYTHING = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["who", "when"]),
        "passage": st.integers(0, 4),
        **dict.fromkeys(("quote", "stem", "key", "rationale", "brief"), WORDS),
        "also": st.lists(
            st.fixed_dictionaries({"passage": st.integers(0, 4), "quote": WORDS}), max_size=3
        ),
        "distractors": st.lists(DISTRACTOR, max_size=5),
    }
)


@given(ANYTHING, st.sets(st.sampled_from(sorted(WHO))))
@settings(max_examples=150)
def test_nothing_that_is_suggested_breaks_the_gate(said: dict[str, Any], odd: set[str]) -> None:
    try:
        suggestion = Suggestion.model_validate(but(WHO, **{name: said[name] for name in odd}))
    except ValidationError:
        return
    sieve = Sieve(KNOWN, NOTHING_SEEN, "t", rules=wording_rules)
    one = candidate(suggestion, rock(), "m")
    drafted = sieve.judge(one)
    if drafted is None:
        assert sieve.generated(1, None).refused
        return
    sieve.keep(drafted)
    list(claims_unproven(drafted.question, KNOWN))
    text = draft_set_text([drafted], [rock()])
    assert read_set(read_tree("drafts.yaml", text.encode()), {}, None).problems == ()
    said_there = rock().block(one.citations[0].paragraph).line
    assert one.citations[0].quote in said_there


def test_options_are_shuffled_the_same_way_each_time_and_by_more_than_the_key() -> None:
    orders = set()
    for year in range(1900, 1920):
        stem = f"When did Karl Lunde open the Ansel Library, or in {year}?"
        one = candidate(Suggestion.model_validate(but(WHEN, stem=stem)), rock(), "m")
        assert lettered(one) == lettered(one)
        orders.add(tuple(lettered(one).values()))
    assert {order.index("1911") for order in orders} == {0, 1, 2}


def test_a_quote_is_located_in_the_sentence_that_it_is_about() -> None:
    body = (
        "Ada Merrow came in 1902 to see the harbour of the town. Karl Lunde came in 1902 to paint."
    )
    said = but(WHO, quote="came in 1902 to", stem="Who came to paint in 1902?")
    (proof, *_) = candidate(Suggestion.model_validate(said), rock(body), "m").citations
    assert proof.sentences == (2,)
    curly = but(WHO, quote="“came”  in\u00a01902 to")
    text = body.replace("Lunde came", 'Lunde "came"')
    (proof, *_) = candidate(Suggestion.model_validate(curly), rock(text), "m").citations
    assert (proof.sentences, proof.quote) == ((2,), '"came" in 1902 to')


@pytest.mark.parametrize(
    ("key", "others", "shown"),
    [
        (
            "6 per cent",
            ["21 per cent", "10 per cent"],
            ["6 per cent", "10 per cent", "21 per cent"],
        ),
        ("nine ships", ["12 ships", "forty ships"], ["nine ships", "12 ships", "forty ships"]),
        ("May 1902", ["June 1874", "1 July 1911"], ["June 1874", "May 1902", "1 July 1911"]),
        ("Port Ansel", ["Gull Rock", "Ada Merrow"], ["Ada Merrow", "Gull Rock", "Port Ansel"]),
    ],
)
def test_options_stand_in_the_order_of_what_they_are(
    key: str, others: list[str], shown: list[str]
) -> None:
    rivals = [but(one, text=text) for one, text in zip(WHO["distractors"], others, strict=True)]
    said = Suggestion.model_validate(but(WHO, key=key, distractors=rivals))
    assert [text for text, _ in candidate(said, rock(), "m").options] == shown
