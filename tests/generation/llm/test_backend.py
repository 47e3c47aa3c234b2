"""From a document to drafts, with a server that plays a good model, and worse ones."""

import asyncio
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.bank.files.tree import read_tree
from bot.bank.reading import read_set
from bot.bank.texts.passages import sentences
from bot.domain.question import QuestionType, State, TypedKey
from bot.generation.draft_set import draft_set_text
from bot.generation.gate.findings import Hard, Soft
from bot.generation.generated import Generated
from bot.generation.llm.cost import cost
from bot.generation.llm.wire import Reply, Wire
from tests.generation.llm.conftest import Drafting
from tests.generation.llm.model_server import ModelServer, data, letter, says
from tests.generation.llm.rock import BODY, WHEN, WHO, but, rock

QUOTED = (
    "After the long war and two winters of work Karl Lunde reopened the Ansel Library in 1921",
    "war and two winters of work Karl Lunde reopened the Ansel Library in 1921",
    "of work Karl Lunde reopened the Ansel Library in 1921",
)
REOPENED = but(
    WHEN,
    quote=QUOTED[1],
    stem="When did Karl Lunde reopen the Ansel Library?",
    key="1921",
    rationale="He reopened it in 1921.",
    brief="In 1921.",
)


def stems(made: Generated) -> list[str]:
    return [one.question.stem for one in made.drafts]


async def test_a_good_model_s_questions_are_drafts_that_the_bank_takes(
    drafting: Drafting, server: ModelServer
) -> None:
    made, spent = await drafting()
    assert stems(made) == [WHO["stem"], WHEN["stem"]]
    who = made.drafts[0]
    assert who.question.type is QuestionType.SINGLE
    assert who.question.state is State.DRAFT
    assert [(o.text, o.key) for o in who.question.options] == [
        ("Ada Merrow", True),
        ("Edith Sallow", False),
        ("Karl Lunde", False),
    ]
    proof, refuting = who.question.citations
    assert proof.quote in sentences(rock().block(1).text)[proof.sentences[0] - 1]
    assert (proof.paragraph, proof.sentences) == (1, (2,))
    assert (refuting.paragraph, refuting.sentences, refuting.refutes) == (2, (1, 2), (2, 3))
    assert who.question.tags == ("llm", "llm-who")
    assert [o.text for o in made.drafts[1].question.options] == ["1874", "1902", "1911"]
    text = draft_set_text(made.drafts, [rock()])
    assert "by some-model, prompt 5" in text
    read = read_set(read_tree("drafts.yaml", text.encode()), {}, None)
    assert read.problems == ()
    assert (spent.requests, spent.tokens, spent.retries) == (3, 3_000, 0)
    assert list(cost(spent, "some-model")) == [
        "asked some-model, prompt 5",
        "  calls: 3, retries among them: 0, tokens: 3,000",
    ]


async def test_a_call_names_model_and_schema_and_shows_the_passages_as_data(
    drafting: Drafting, server: ModelServer
) -> None:
    await drafting()
    first, second = server.calls[0], server.calls[1]
    assert server.headers[0]["authorization"] == "Bearer key-of-tests"
    assert first["model"] == "some-model"
    schema = first["response_format"]["json_schema"]["schema"]
    assert schema["required"] == ["questions"]
    bounds = schema["$defs"]["Suggestion"]["properties"]
    assert (bounds["stem"]["maxLength"], bounds["also"]["maxItems"]) == (300, 4)
    assert "maxLength" not in first["messages"][0]["content"], "words are for who keeps to none"
    assert [one["passage"] for one in data(first)["passages"]] == [1, 2]
    assert [m["role"] for m in first["messages"]] == ["system", "user"]
    assert sorted(data(second)["options"].values()) == ["Ada Merrow", "Edith Sallow", "Karl Lunde"]
    assert "key" not in data(second)
    answers = second["response_format"]["json_schema"]["schema"]["properties"]["answer"]["enum"]
    assert answers == ["A", "B", "C", "none"]


@pytest.mark.parametrize(
    ("reply", "repairs"),
    [
        ("Certainly! Here are your questions.", 1),
        ('{"questions": [', 1),
        ({"items": []}, 1),
        ("", 1),
        ('<think>Hm, {"a": 1}</think>\n```json\n{"questions": []}\n```', 0),
    ],
)
async def test_a_reply_of_another_form_is_asked_for_once_more(
    drafting: Drafting, server: ModelServer, reply: object, repairs: int
) -> None:
    server.drafting(reply)
    made, spent = await drafting()
    assert len(made.drafts) == 2 * repairs
    assert (spent.repairs, spent.malformed, spent.lost) == (repairs, 0, 0)
    if repairs:
        first, again = (call["messages"] for call in server.calls[:2])
        assert [m["role"] for m in again] == ["system", "user"]
        assert again[0]["content"].startswith(first[0]["content"])
        assert "The last reply was not JSON" in again[0]["content"]
        assert "Certainly" not in str(again)


async def test_what_is_malformed_all_the_same_is_counted(
    drafting: Drafting, server: ModelServer
) -> None:
    server.drafting("no JSON")
    server.drafting("none this time either")
    made, spent = await drafting()
    assert made.drafts == ()
    assert (spent.repairs, spent.malformed) == (1, 1)
    assert "  1 malformed all the same" in cost(spent, "m")


@pytest.mark.parametrize(
    ("fence", "end", "malformed"),
    [("", "]", 0), ("", ', {"kind": "who", "passage": 1, "quo', 1), ("```json\n", ', {"ki', 1)],
)
async def test_of_a_reply_that_was_cut_short_the_whole_questions_are_kept(
    drafting: Drafting, server: ModelServer, fence: str, end: str, malformed: int
) -> None:
    said = fence + json.dumps({"questions": [WHO, WHEN]}).removesuffix("]}") + end
    server.acts.append(lambda _call: says(said, finish="length"))
    made, spent = await drafting()
    assert stems(made) == [WHO["stem"], WHEN["stem"]]
    assert (spent.cut, spent.repairs, spent.malformed) == (1, 0, malformed)
    told = "  1 cut off at their limit of tokens; what is whole in them is kept"
    assert told in cost(spent, "m")


@pytest.mark.parametrize(
    "broken",
    [
        {"stem": "  "},
        {"key": 1911},
        {"kind": "timeline"},
        {"passage": -1},
        {"rationale": "x" * 1_001},
        {"distractors": WHO["distractors"][:1]},
        {"tools": "rm"},
    ],
)
async def test_of_a_reply_the_questions_of_the_right_form_are_kept(
    drafting: Drafting, server: ModelServer, broken: dict[str, Any]
) -> None:
    server.drafting({"questions": [but(WHO, **broken), WHEN]})
    made, spent = await drafting()
    assert stems(made) == [WHEN["stem"]]
    assert (spent.repairs, spent.malformed) == (0, 1)


@pytest.mark.parametrize(
    ("lie", "code"),
    [
        ({"quote": "was designed by Ada Marrow in 1874"}, Hard.QUOTE),
        ({"quote": "WAS DESIGNED BY Ada Merrow"}, Hard.QUOTE),
        ({"quote": "Port Ansel. The tower on Gull Rock"}, Hard.QUOTE),
        ({"passage": 2}, Hard.QUOTE),
        ({"passage": 77}, Hard.QUOTE),
        ({"also": [{"passage": 2, "quote": "Edith Sallow drowned"}]}, Hard.QUOTE),
        ({"key": "Nils Holm"}, Hard.KEY),
        ({"key": "Port Ansel", "quote": "The tower on Gull Rock was designed"}, Hard.KEY),
        ({"stem": "Who designed the tower on Gull Rock in 1873?"}, Hard.FOREIGN),
        ({"rationale": "Ada Merrow won the contest of 1869."}, Hard.FOREIGN),
        ({"stem": "Who cooked dinner for the sailors?"}, Hard.STEM),
        ({"stem": "Who did not design the tower on Gull Rock?"}, Hard.POLARITY),
        ({"key": "Ada Merrow, architect " + "x" * 90}, Hard.LENGTH),
    ],
)
async def test_lies_are_refused_by_the_gate_and_never_mended(
    drafting: Drafting, server: ModelServer, lie: dict[str, Any], code: Hard
) -> None:
    server.drafting({"questions": [but(WHO, **lie), WHEN]})
    made, _ = await drafting()
    assert stems(made) == [WHEN["stem"]]
    assert code in made.refused
    assert made.proposed == {"llm-who": 1, "llm-when": 1}


async def test_a_quote_that_is_too_long_is_cut_to_words_in_a_row_with_the_key(
    drafting: Drafting, server: ModelServer
) -> None:
    long = "The tower on Gull Rock was designed by Ada Merrow in 1874"
    server.questions = [but(WHO, quote=long), REOPENED]
    made, _ = await drafting(rock(f"{BODY} {QUOTED[0]}."))
    quotes = [one.question.citations[0].quote for one in made.drafts]
    assert quotes == ["The tower on Gull Rock was designed by Ada Merrow", QUOTED[2]]


async def test_what_a_stem_says_beyond_its_sentence_is_cited_too_and_shown_to_who_answers(
    drafting: Drafting, server: ModelServer
) -> None:
    """The tower is dated in another paragraph than the visit: alone this proves no 1874."""
    stem = "Who visited Gull Rock, with its tower of 1874 by Ada Merrow?"
    asked = but(
        WHO, stem=stem, key="Edith Sallow", passage=2,
        quote="Edith Sallow visited Gull Rock in 1902",
        rationale="She visited it.", brief="She visited it.",
        distractors=[but(WHO["distractors"][0], text=name, passage=0, quote="",
                         rationale="No visit is told.") for name in ("Karl Lunde", "Ada Brook")],
    )  # fmt: skip
    body = f"{BODY} Ada Brook swam."
    server.questions = [asked]
    made, _ = await drafting(rock(body))
    assert made.refused[Hard.DATED] == 1
    server.calls.clear()
    server.questions = [but(asked, also=[{"passage": 1, "quote": "by Ada Merrow in 1874"}])]
    made, _ = await drafting(rock(body))
    (one,) = made.drafts
    of_stem = [cited for cited in one.question.citations if cited.stem]
    assert [(cited.paragraph, cited.quote) for cited in of_stem] == [(1, "by Ada Merrow in 1874")]
    assert data(server.calls[-1])["passages"] == body.split("\n\n")


@pytest.mark.parametrize(
    ("asked", "type", "accept"),
    [
        ({"key": "1911"}, QuestionType.YEAR, ()),
        (
            {
                "kind": "count",
                "stem": "How many books did the Ansel Library hold?",
                "key": "2,400 books",
                "quote": "The Ansel Library held 2,400 books",
            },
            QuestionType.NUMBER,
            (),
        ),
        (
            {"kind": "who", "stem": "Who opened the Ansel Library?", "key": "Karl Lunde"},
            QuestionType.TEXT,
            ("Lunde",),
        ),
    ],
)
async def test_without_distractors_the_answer_is_typed(
    drafting: Drafting,
    server: ModelServer,
    asked: dict[str, Any],
    type: QuestionType,
    accept: tuple[str, ...],
) -> None:
    body = f"{BODY} The Ansel Library held 2,400 books."
    quote = "Karl Lunde opened the Ansel Library in 1911"
    server.questions = [but(WHEN, **{"quote": quote, "distractors": [], **asked})]
    server.questions[0] |= {"rationale": "So it is told.", "brief": "So it is told."}
    made, _ = await drafting(rock(body))
    (one,) = made.drafts
    assert one.question.type is type
    assert (one.question.text_key.accept if one.question.text_key else ()) == accept
    if type is QuestionType.NUMBER:
        assert one.question.typed == TypedKey(Decimal(2400), unit="books")
    assert "options" not in data(server.calls[-1])
    text = draft_set_text(made.drafts, [rock(body)])
    assert read_set(read_tree("drafts.yaml", text.encode()), {}, None).problems == ()


@pytest.mark.parametrize(
    ("unit", "codes"),
    [
        ("books", {}),
        ("ships", {Hard.KEY: 1}),
        ("books\x00", {Hard.PLAIN: 1}),
        ("<b>books</b>", {Hard.PLAIN: 1, Hard.KEY: 1}),
        ("www.moss.com", {Hard.PLAIN: 1, Hard.KEY: 1}),
    ],
)
async def test_the_unit_of_a_number_stands_beside_it(
    drafting: Drafting, server: ModelServer, unit: str, codes: dict[str, int]
) -> None:
    stem = "How many books did the Ansel Library hold?"
    told = {"stem": stem, "key": f"2,400 {unit}", "quote": "The Ansel Library held 2,400 books"}
    server.questions = [
        but(WHEN, kind="count", distractors=[], rationale="So.", brief="So.", **told)
    ]
    made, _ = await drafting(rock(f"{BODY} The Ansel Library held 2,400 books."))
    assert set(codes) <= set(made.refused)
    assert len(made.drafts) == (0 if codes else 1)


@pytest.mark.parametrize(
    ("asked", "answer", "refused"),
    [
        (WHEN, "1911", {}),
        (WHEN, "In 1911.", {}),
        (WHEN, "1902", {Hard.ANSWERED: 1}),
        (WHEN, "1902 or 1911", {Hard.ANSWERED: 1}),
        (WHEN, "None.", {Hard.UNANSWERABLE: 1}),
        (WHEN, "x" * 200, {Hard.ANSWERED: 1}),
        (WHO, "Ada Merrow", {}),
        (WHO, "the architect Ada Merrow", {}),
        (WHO, "Edgar Merrow", {Hard.ANSWERED: 1}),
        (WHO, "Ada Merow", {}),
        (WHO, "Edith Sallow, not the Ada Merrow of the tower", {Hard.ANSWERED: 1}),
        (WHO, "Karl Lunde", {Hard.ANSWERED: 1}),
    ],
)
async def test_an_answer_in_words_is_compared_by_its_value_or_its_name(
    drafting: Drafting,
    server: ModelServer,
    asked: dict[str, Any],
    answer: str,
    refused: dict[str, int],
) -> None:
    server.drafting({"questions": [but(asked, distractors=[])]})
    server.drafting({"answer": answer, "fault": "none"})
    made, _ = await drafting()
    assert made.refused == refused
    assert len(made.drafts) == (0 if refused else 1)


async def test_a_distractor_s_quote_has_to_stand_there_too(
    drafting: Drafting, server: ModelServer
) -> None:
    first, second = WHO["distractors"]
    lied = [first, but(second, quote="Karl Lunde closed the Ansel Library")]
    server.drafting({"questions": [but(WHO, distractors=lied)]})
    made, _ = await drafting()
    assert made.refused == {Hard.QUOTE: 1}


async def test_claims_that_the_citations_leave_out_are_told_to_the_curator(
    drafting: Drafting, server: ModelServer
) -> None:
    bare = [but(one, passage=0, quote="") for one in WHO["distractors"]]
    server.drafting({"questions": [but(WHO, distractors=bare)]})
    made, _ = await drafting()
    assert Soft.UNPROVEN in {finding.code for finding in made.drafts[0].findings}


@pytest.mark.parametrize(
    ("answer", "more", "refused"),
    [
        ("Karl Lunde", [], {Hard.ANSWERED: 1}),
        ("none", [], {Hard.UNANSWERABLE: 1}),
        ("Ada Merrow", ["Edith Sallow"], {Hard.RIVAL: 1}),
        ("Z", [], {Hard.ANSWERED: 1}),
        ("Ada Merrow", "unclear", {Hard.FAULTED: 1}),
        ("Karl Lunde", "wording", {Hard.ANSWERED: 1}),
        ("Ada Merrow", [], {}),
    ],
)
async def test_who_answers_a_question_otherwise_or_would_mend_it_drops_it(
    drafting: Drafting,
    server: ModelServer,
    answer: str,
    more: list[str] | str,
    refused: dict[str, int],
) -> None:
    server.drafting({"questions": [WHO]})
    server.acts.append(
        lambda call: says(
            {
                "answer": answer if len(answer) < 5 else letter(call, answer).lower(),
                "also_right": [letter(call, text) for text in more if isinstance(more, list)],
                "fault": more if isinstance(more, str) else "none",
            }
        )
    )
    made, spent = await drafting()
    assert made.refused == refused
    assert len(made.drafts) == (0 if refused else 1)
    assert spent.unanswered == 0


async def test_without_an_answer_there_is_no_draft(drafting: Drafting, server: ModelServer) -> None:
    server.drafting({"questions": [WHO]})
    server.drafting("I would rather not say.")
    server.drafting("Really.")
    made, spent = await drafting()
    assert made.drafts == ()
    assert (spent.unanswered, spent.malformed) == (1, 1)


async def test_parts_are_worked_on_at_once_and_drafts_stand_in_order(
    drafting: Drafting, server: ModelServer
) -> None:
    """The first part is answered only once the second one has been asked about."""
    filler = " ".join(["The sea around the rock was calm for most of the long summer."] * 110)
    first, second = rock().block(1).text, rock().block(2).text
    body = "\n\n".join((first, filler, second))
    who = but(WHO, distractors=[but(one, passage=3) for one in WHO["distractors"]])
    server.questions = [who, but(WHEN, passage=3)]
    seen = asyncio.Event()
    inner = server.respond

    async def held(request: Any) -> Any:
        said = data(await request.json())
        shown = [] if "question" in said else [one["passage"] for one in said["passages"]]
        if 1 in shown:
            await asyncio.wait_for(seen.wait(), 20)
        if 3 in shown:
            seen.set()
        return await inner(request)

    server.respond = held  # type: ignore[method-assign]
    made, _ = await drafting(rock(body), concurrency=2)
    assert stems(made) == [WHO["stem"], WHEN["stem"]]


async def test_no_more_calls_are_open_at_once_than_the_service_takes(
    drafting: Drafting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seven parts, each asked about once; a call stays open for as many turns as others need."""
    now_open: list[int] = [0]

    async def reply(_wire: Wire, _body: object) -> Reply:
        now_open.append(now_open[-1] + 1)
        for _ in range(50):
            await asyncio.sleep(0)
        now_open.append(now_open[-1] - 1)
        return Reply('{"questions": []}', 100)

    monkeypatch.setattr(Wire, "reply", reply)
    filler = " ".join(["The sea around the rock was calm for most of the long summer."] * 80)
    _, spent = await drafting(rock("\n\n".join([filler] * 7)), concurrency=3)
    assert (spent.requests, max(now_open), now_open[-1]) == (7, 3, 0)


async def test_other_languages_than_the_gate_s_are_not_sent_anywhere(
    drafting: Drafting, server: ModelServer
) -> None:
    document = rock()
    french = replace(document, source=replace(document.source, language="fr"))
    made, spent = await drafting(french)
    assert (made.words, spent.requests, server.calls) == (0, 0, [])
