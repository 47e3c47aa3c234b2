"""An instructor drafts questions from a document of her own: over HTTP, by clicks."""

import re
from pathlib import Path

import pytest

from bot.domain.drafts.draft import DraftState
from tests.app.conftest import Stage, one_database
from tests.conftest import SHARED_SOURCES

OBSERVATORY = Path(__file__).parents[1] / "data" / "documents" / "observatory.txt"
QUOTED, PASSAGE = re.compile(r"¶\d+: “(.+)”"), re.compile(r"¶\d+(?: · |: “.+”\n)(.+)")
CODE = re.compile(r"by the code (\w+)")
RUSSIAN = (
    "Название: Обсерватория\nДата: 2021\n\nОбсерватория на холме основана в 1896 году, "
    "и с тех пор в ней не было ни одной зимы без ясных ночей, как пишут её сотрудники.\n"
)


@one_database
async def test_from_a_document_to_a_question_that_is_played_with_its_source(stage: Stage) -> None:
    dana, alma = stage.person("Dana"), stage.person("Alma")
    await dana.start()
    sent = await dana.sends_file(OBSERVATORY.read_bytes(), "observatory.txt")
    report = await dana.sees("paragraphs that questions can quote", after=sent["id"])
    await dana.taps("Keep it", message_id=report["id"])
    kept = await dana.sees("is kept as “The observatory on Skarn Hill”", after=report["id"] - 1)
    await dana.taps("Draft questions", message_id=kept["id"])
    done = await dana.sees("new drafts from “The observatory on Skarn Hill”", after=kept["id"])
    await stage.settled()
    drafts = await stage.app.services.curation.states("the-observatory-on-skarn-hill")
    assert drafts[DraftState.WAITING] == drafts.total() >= 8
    await dana.taps("What became of the rest", message_id=done["id"])
    await dana.sees(f"{drafts.total()} – are drafts", after=done["id"] - 1)
    await dana.taps("Back", message_id=done["id"])
    await dana.taps("Draft the 20 best", message_id=kept["id"])
    again = await dana.sees(f"{drafts.total()} were drafted before", after=done["id"])
    await dana.taps("Review", message_id=again["id"])
    entry = await dana.sees(f"1 of {drafts.total()}", after=again["id"])
    await dana.taps("Approve", message_id=entry["id"])
    await dana.sees(f"1 of {drafts.total() - 1}", after=entry["id"] - 1)
    listed = await dana.say("/documents")
    shelf = await dana.sees("1 approved", after=listed["id"])
    await dana.taps("1. The observatory", message_id=shelf["id"])
    opened = await dana.sees("Publisher: Skarn Stargazers", after=shelf["id"] - 1)
    await dana.taps("Publish 1 approved", message_id=opened["id"])
    await dana.sees("Learners can play it at once. Publish?", after=opened["id"] - 1)
    await dana.taps("Yes, publish", message_id=opened["id"])
    told = CODE.search((await dana.sees("It has 1 question now"))["text"])
    assert told is not None
    opened = await dana.sees("1 with learners", after=shelf["id"] - 1)
    assert [row[0]["text"] for row in opened["keyboard"]] == [
        f"Review {drafts.total() - 1}",
        "Draft questions",
        "Draft the 20 best",
        "Correct",
        "← Documents",
    ]
    await dana.taps("Correct", message_id=opened["id"])
    await dana.sees("Write it right, a line for each", after=opened["id"] - 1)
    said = await dana.say("Date: 30.02.2020")
    await dana.sees("no day of the calendar", after=said["id"])
    said = await dana.say("Publisher: Skarn Society")
    await dana.sees("is corrected", after=said["id"])
    await dana.sees("Publisher: Skarn Society", after=said["id"])
    await alma.start(f"s_{told[1]}")
    asked = await alma.sees("1 of 1")
    await alma.taps("I don't know", message_id=asked["id"])
    feedback = await alma.sees("📖 The observatory on", after=asked["id"] - 1)
    await alma.taps("Source", message_id=feedback["id"])
    await alma.sees("Skarn Society", after=asked["id"] - 1)


@one_database
@pytest.mark.skipif(not SHARED_SOURCES.is_dir(), reason="the five documents are not here")
async def test_one_of_the_five_documents_goes_from_upload_to_a_cited_question(
    stage: Stage,
) -> None:
    dana, alma = stage.person("Dana"), stage.person("Alma")
    document = SHARED_SOURCES / "001_6eef66652c246dcf.txt"
    await dana.start()
    sent = await dana.sends_file(document.read_bytes(), document.name)
    report = await dana.sees("paragraphs that questions can quote", after=sent["id"])
    await dana.taps("Keep it", message_id=report["id"])
    kept = await dana.sees("is kept as", after=report["id"] - 1)
    await dana.taps("Draft questions", message_id=kept["id"])
    done = await dana.sees("new drafts from", after=kept["id"])
    await dana.taps("Review", message_id=done["id"])
    entry = await dana.sees("1 of ", after=done["id"])
    await dana.taps("Approve", message_id=entry["id"])
    await dana.taps("Publish", message_id=entry["id"])
    await dana.sees("Learners can play it at once. Publish?", after=entry["id"] - 1)
    await dana.taps("Yes, publish", message_id=entry["id"])
    told = CODE.search((await dana.sees("It has 1 question now"))["text"])
    assert told is not None
    await alma.start(f"s_{told[1]}")
    asked = await alma.sees("1 of 1")
    await alma.taps("I don't know", message_id=asked["id"])
    feedback = await alma.sees("📖", after=asked["id"] - 1)
    quote = QUOTED.findall(feedback["text"])[0]
    await alma.taps("Source", message_id=feedback["id"])
    await stage.settled()
    passages = PASSAGE.findall((await alma.sees("¶", after=asked["id"] - 1))["text"])
    whole = " ".join(document.read_text(encoding="utf-8").split())
    assert any(quote in passage for passage in passages), passages
    assert all(passage in whole for passage in passages)


@one_database
async def test_what_nobody_can_draft_from_has_no_button(stage: Stage) -> None:
    dana = stage.person("Dana")
    await dana.start()
    sent = await dana.sends_file(RUSSIAN.encode(), "skarn.txt")
    report = await dana.sees("Title: Обсерватория", after=sent["id"])
    await dana.taps("Keep it", message_id=report["id"])
    kept = await dana.sees("Its language is: Russian. Drafts", after=report["id"] - 1)
    assert not kept.get("keyboard")
    for name, data, told in (
        ("empty.txt", b" \n", "is not taken in"),
        ("archive.docx", b"PK\x05\x06" + bytes(18), "is not taken in"),
    ):
        sent = await dana.sends_file(data, name)
        refused = await dana.sees(told, after=sent["id"])
        assert not refused.get("keyboard")
