"""Learners report a question, an instructor rules on it: over HTTP, by clicks and by words."""

from typing import Any

from sqlalchemy import select

from bot.domain.question import QuestionType
from bot.sandbox.humans import Human
from bot.storage import tables
from bot.storage.bank import question_json
from bot.storage.boards import proving
from bot.views.words import words
from tests.app.conftest import Stage

EN = words("en")


async def a_question(stage: Stage) -> tuple[int, str, list[str], list[str]]:
    """A served single choice: id, stem, its keys and the others by their texts."""
    versions, questions = tables.question_versions, tables.questions
    query = (
        select(questions.c.id, versions.c.content)
        .join(questions, questions.c.version_id == versions.c.id)
        .where(versions.c.type == QuestionType.SINGLE.value)
        .order_by(questions.c.id)
    )
    async with stage.app.database.read() as tx:
        row = (await tx.execute(query)).first()
    assert row is not None
    question = question_json.from_json(row.content)
    texts: tuple[list[str], list[str]] = ([], [])
    for option in question.options:
        texts[not option.key].append(option.text)
    return row.id, question.stem, *texts


async def tap(person: Human, message: dict[str, Any], verb: str, nth: int = 0) -> None:
    """The nth button of a message whose data begins with a verb."""
    data = [b["callback_data"] for row in message["keyboard"] for b in row if "callback_data" in b]
    await person.forges([one for one in data if one.startswith(verb)][nth], message["id"])


async def chooses(person: Human, question_id: int, stem: str, text: str) -> dict[str, Any]:
    """They open the shared question and choose the option with that text; its feedback."""
    said = await person.say(f"/start q_{question_id}")
    asked = await person.sees(stem[:40], after=said["id"])
    lines = asked["text"].splitlines()
    lettered = [line for line in lines if line.endswith(f" {text}") and len(line) == len(text) + 2]
    buttons = [button["text"] for row in asked["keyboard"] for button in row]
    await tap(person, asked, "q.a:", buttons.index(lettered[0][0] if lettered else text))
    return await person.sees("¶", after=asked["id"] - 1)


async def test_what_three_report_is_asked_no_more_ruled_on_and_marked_anew(stage: Stage) -> None:
    alma, boris, chen, dana = (stage.person(name) for name in ("Alma", "Boris", "Chen", "Dana"))
    await dana.start()
    question, stem, [key], others = await a_question(stage)
    for person in (alma, boris, chen):
        told = await chooses(person, question, stem, key if person is chen else others[0])
        await tap(person, told, "o.ask")
        asked = await person.sees(stem[:40], after=told["id"])
        await tap(person, asked, "o.kind:", 0)
    asked = await alma.sees(EN.plain("dispute.words"))
    said = await alma.say("The other one stands in the passage.")
    await alma.sees("You wrote: “The other one stands in the passage.”", after=said["id"])
    frozen = await dana.sees("3 learners report a question")
    await stage.settled()
    said = await boris.say(f"/start q_{question}")
    await boris.sees(words("ru").plain("quiz.nowhere.gone"), after=said["id"])

    said = await dana.say("/review")
    entry = await dana.sees("Disputed · 1 of 1", after=said["id"])
    assert entry["id"] > frozen["id"]
    assert "Reported by 3 learners" in entry["text"]
    assert "“The other one stands in the passage.”" in entry["text"]
    await tap(dana, entry, "u.rule:", 0)
    entry = await dana.sees("What is right?", after=entry["id"] - 1)
    await dana.taps(_button(entry, others[0]), message_id=entry["id"])
    await dana.sees("Write me why", after=entry["id"] - 1)
    said = await dana.say("The passage says so.")
    await dana.sees("The citation still proves the old key", after=said["id"])
    said = await dana.say("It is said a page before.")
    ruled = await dana.sees("Ruled on", after=said["id"])
    told = await alma.sees("A question that you answered was ruled on", after=asked["id"])
    assert "0 → 1" in told["text"]
    assert "The reason: The passage says so." in told["text"]
    assert "1 → 0" in (await chen.sees("A question that you answered was ruled on"))["text"]
    await stage.settled()
    async with stage.app.database.read() as tx:
        assert await proving.differences(tx) == []

    await tap(dana, ruled, "u.back")
    assert (
        "1 → 0" in (await alma.sees("An earlier ruling was taken back", after=told["id"]))["text"]
    )
    await stage.settled()
    async with stage.app.database.read() as tx:
        assert await proving.differences(tx) == []


def _button(message: dict[str, Any], text: str) -> str:
    """The words of the button that is for the option with that text."""
    buttons = [button["text"] for row in message["keyboard"] for button in row]
    return next(str(one) for one in buttons if one.partition(" · ")[2][:20] == text[:20])
