"""An instructor sends a document and keeps it: over HTTP, by clicks and by words."""

import asyncio

import pytest

from bot.generation.apart import started
from bot.generation.documents import safe
from bot.services.documents.keeping import Documents
from tests.app.conftest import Stage, one_database
from tests.generation.documents import made

LINES = (
    (72.0, 700.0, 11.0, "The board of the harbour met in the old customs house."),
    (72.0, 650.0, 11.0, "Nobody spoke against the two new ferries."),
)


def held_reader(monkeypatch: pytest.MonkeyPatch) -> tuple[asyncio.Event, asyncio.Event]:
    """What is set when a document begins to be read, and what lets that go on."""
    begun, released = asyncio.Event(), asyncio.Event()

    async def held(*arguments: str) -> asyncio.subprocess.Process:
        begun.set()
        await released.wait()
        return await started(*arguments)

    monkeypatch.setattr(safe, "started", held)
    return begun, released


@one_database
async def test_a_document_is_read_completed_and_kept(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it is read, learners are answered."""
    dana, alma = stage.person("Dana"), stage.person("Alma")
    begun, answered = held_reader(monkeypatch)
    await dana.start()
    sent = await dana.sends_file(made.pdf(LINES), "Ferries of Lindvik.pdf")
    await begun.wait()
    await alma.say("/quiz treaty 1")
    asked = await alma.sees("1 of 1")
    await alma.taps("I don't know", message_id=asked["id"])
    await alma.sees("¶", after=asked["id"] - 1)
    answered.set()
    report = await dana.sees("2 paragraphs that questions can quote", after=sent["id"])
    assert "Title: not stated" in report["text"]
    assert [[button["text"] for button in row] for row in report["keyboard"]] == [
        ["Title: Ferries of Lindvik"],
        ["The date is unknown"],
        ["Cancel"],
    ]
    await dana.taps("Title: Ferries of Lindvik", message_id=report["id"])
    await dana.sees("Title: Ferries of Lindvik", after=report["id"] - 1)
    await dana.say("15 May 2019")
    old = await dana.sees("further down", after=report["id"] - 1)
    assert (old["id"], old.get("keyboard")) == (report["id"], None)
    said = await dana.say("Publisher: Harbour Board")
    report = await dana.sees("Date: 2019-05-15", after=said["id"])
    await dana.taps("Keep it", message_id=report["id"])
    await dana.sees("kept as “Ferries of Lindvik” (ferries-of-lindvik, version 1)")
    [held] = await Documents(stage.app.database).held()
    assert (held.source.publisher, held.source.date) == ("Harbour Board", "2019-05-15")
    again = await dana.sends_file(made.pdf(LINES), "copy.pdf")
    await dana.sees("held already", after=again["id"])
    more = (*LINES, (72.0, 600.0, 11.0, "The third one is to follow in the spring."))
    alike = await dana.sends_file(made.pdf(more), "more.pdf")
    report = await dana.sees("It looks like a new edition of “Ferries", after=alike["id"])
    await dana.taps("Another document", message_id=report["id"])
    await dana.sees("you say that it is another document", after=report["id"] - 1)
    await dana.taps("It is a new edition after all", message_id=report["id"])
    await dana.sees("will be kept as its next version", after=report["id"] - 1)
    await dana.taps("Cancel", message_id=report["id"])
    strange = await dana.sends_file(b"Title: Ferries\nDate: 2020\n\nNobody spoke.", "other.txt")
    report = await dana.sees("other.txt is read", after=strange["id"])
    await dana.taps("New edition of …", message_id=report["id"])
    await dana.sees("Which document is other.txt a new edition of", after=report["id"] - 1)
    await dana.taps("1. Ferries of Lindvik", message_id=report["id"])
    await dana.sees("You say that it is a new edition of “Ferries of", after=report["id"] - 1)
    await dana.taps("Keep it", message_id=report["id"])
    await dana.sees("(ferries-of-lindvik, version 2)", after=report["id"] - 1)
    locked = await dana.sends_file(made.locked_pdf(), "locked.pdf")
    await dana.sees("locked.pdf is not taken in: it is locked with a password", after=locked["id"])
    await alma.sends_file(made.pdf(LINES), "mine.pdf")
    await alma.sees("Only instructors can bring documents")


@one_database
async def test_a_date_below_another_document_is_told_which_one_waits_for_it(stage: Stage) -> None:
    dana = stage.person("Dana")
    await dana.start()
    sent = await dana.sends_file(b"Nobody spoke.", "ferries.txt")
    await dana.sees("ferries.txt is read", after=sent["id"])
    await dana.say("Title: Ferries")
    sent = await dana.sends_file(b"Title: Quays\nDate: 2019\n\nNobody sang.", "quays.txt")
    await dana.sees("quays.txt is read", after=sent["id"])
    for text in ("1968", "1968-00-00"):
        said = await dana.say(text)
        await dana.sees("ferries.txt waits for its date", after=said["id"])
