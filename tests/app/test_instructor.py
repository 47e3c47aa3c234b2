"""An instructor publishes a set and learners play it: over HTTP, as people see it."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import func, select

from bot.bank.sample import sample
from bot.sandbox.humans import Human
from bot.storage.tables import attempts, question_versions, sets, uploads
from tests.app.conftest import Stage, one_database
from tests.bank.samples import raised

RAISED = raised(sample().decode(), 2).encode()
REWORDED = RAISED.replace(b"Which steps belong to", b"Which steps are part of")
CODE = re.compile(r"by the code (\w+)")


async def count(stage: Stage, table: Any) -> int:
    async with stage.app.database.read() as tx:
        return int((await tx.execute(select(func.count()).select_from(table))).scalar_one())


async def published(dana: Human, content: bytes = sample(), name: str = "tea.yaml") -> str:
    """Send a set and publish it; its code."""
    sent = await dana.sends_file(content, name)
    report = await dana.sees("questions read", after=sent["id"])
    return await confirmed(dana, report["id"])


async def confirmed(dana: Human, message_id: int) -> str:
    """Publish from a message, with the question that comes before; the set's code."""
    await dana.taps("Publish", message_id=message_id)
    asked = await dana.sees("You can take it back later.", after=message_id - 1)
    assert asked["id"] == message_id
    await dana.taps("Yes, publish", message_id=message_id)
    found = CODE.search((await dana.sees("Published.", after=message_id - 1))["text"])
    assert found is not None
    return found[1]


def labels(message: Any) -> list[list[str]]:
    return [[button["text"] for button in row] for row in message["keyboard"]]


async def finish(person: Human, total: int) -> None:
    """Pass on every question of the running quiz."""
    for position in range(1, total + 1):
        asked = await person.sees(f"{position} of {total}")
        await person.taps("I don't know", message_id=asked["id"])
        await person.taps("Next" if position < total else "See", message_id=asked["id"])
    await person.sees(f"0 of {total}")


def own_menu(dana: Human) -> Callable[[], Awaitable[bool]]:
    """Whether the instructor is offered more than learners are."""

    async def seen() -> bool:
        return "sets" in {command["command"] for command in await dana.menu()}

    return seen


@one_database
async def test_an_instructor_s_menu_comes_when_they_press_start(stage: Stage) -> None:
    dana = stage.person("Dana")
    await stage.sandbox.wait_for(dana.menu, what="the menu that everybody has")
    assert not await own_menu(dana)()
    await dana.start()
    await dana.sees("Hello.")
    await stage.sandbox.wait_for(own_menu(dana))
    scope = {"type": "chat", "chat_id": dana.id}

    async def russian() -> bool:
        menu = await stage.sandbox.api("getMyCommands", scope=scope, language_code="ru")
        return any("набор" in command["description"] for command in menu["result"])

    await stage.sandbox.wait_for(russian)
    await stage.settled()
    assert await stage.person("Alma").menu() != await dana.menu()


@one_database
async def test_who_is_no_instructor_is_turned_away(stage: Stage) -> None:
    alma = stage.person("Alma")
    await alma.say("/sample")
    first = await alma.sees("Only instructors")
    await alma.sends_file(sample(), "tea.yaml")
    await alma.sees("Only instructors", after=first["id"])
    await alma.say("/privacy")
    await alma.sees(str(alma.id))
    assert await count(stage, uploads) == 0


async def test_from_the_sample_to_a_learner_s_score(stage: Stage) -> None:
    """By its link one plays it to the end; its code leads another into the same."""
    dana, alma, chen = stage.person("Dana"), stage.person("Alma"), stage.person("Chen")
    await dana.say("/sample")
    sent = await dana.sees("A set to start from")
    file = await dana.reads_file(sent)
    assert file == sample()
    await dana.sends_file(file, sent["document"]["file_name"])
    report = await dana.sees("8 questions read")
    assert "8 new" in report["text"]
    await dana.taps("Preview", message_id=report["id"])
    page = await dana.sees("Which teas are made")
    assert "Green and black tea differ" in page["text"]
    assert page["id"] == report["id"], "pages are turned in place"
    assert "1 of 8" in page["text"]
    assert labels(page) == [["Next →"], ["Back to the report"]]
    for number in range(2, 9):
        await dana.taps("Next", message_id=page["id"])
        page = await dana.sees(f"{number} of 8")
    decide = ["Publish", "Cancel"]
    assert labels(page) == [["← Previous"], decide, ["Back to the report"]], "no way round"
    await dana.taps("Publish", message_id=page["id"])
    asked = await dana.sees("Publish “How tea is made”?")
    assert "A new set of 8 questions." in asked["text"]
    assert "Not checked against the document: Tea leaflet." in asked["text"]
    await dana.taps("Not yet", message_id=asked["id"])
    await dana.sees("8 questions read")
    await confirmed(dana, asked["id"])
    told = await dana.sees("Published.")
    assert told["id"] == report["id"]
    found, link = CODE.search(told["text"]), re.search(r"\?start=(\w+)", told["text"])
    assert found is not None
    assert link is not None
    await alma.start(link[1])
    await finish(alma, 8)
    asked = next(m for m in await alma.messages() if "Which teas are made" in str(m["text"]))
    await alma.taps("Source", message_id=asked["id"])
    await alma.sees("Not checked against the document.", after=asked["id"] - 1)
    await chen.say(f"/quiz {found[1]}")
    await chen.sees("1 of 8")


@one_database
async def test_the_same_file_again_must_rise_and_a_newer_one_says_what_changes(
    stage: Stage,
) -> None:
    dana, alma = stage.person("Dana"), stage.person("Alma")
    code = await published(dana)
    await alma.start(f"s_{code}")
    await alma.sees("1 of 8")
    again = await dana.sends_file(sample(), "tea.yaml")
    refused = await dana.sees("write version: 2", after=again["id"])
    assert refused["keyboard"] in (None, [])
    newer = await dana.sends_file(REWORDED, "tea.yaml")
    report = await dana.sees("version 2", after=newer["id"])
    assert "1 reworded: tea-black-steps" in report["text"]
    assert " new:" not in report["text"]
    assert await confirmed(dana, report["id"]) == code, "the code of a set stays"
    for position in range(1, 9):  # asked before the new version, so it stays the old one
        asked = await alma.sees(f"{position} of 8")
        assert "are part of" not in asked["text"]
        await alma.taps("I don't know", message_id=asked["id"])
        await alma.taps("Next" if position < 8 else "See", message_id=asked["id"])
    async with stage.app.database.read() as tx:
        stems = (await tx.execute(select(question_versions.c.content))).scalars()
        both = [one["stem"] for one in stems if one["id"] == "tea-black-steps"]
    assert len(both) == 2


@one_database
async def test_what_a_newer_version_changes_is_shown_question_by_question(stage: Stage) -> None:
    dana = stage.person("Dana")
    await published(dana)
    newer = REWORDED.replace(b"answer: 1987", b"answer: 1988").replace(
        b"- id: tea-plant", b"- id: tea-bush"
    )
    sent = await dana.sends_file(newer, "tea.yaml")
    report = await dana.sees("version 2", after=sent["id"])
    asked = "What changes (1 new, 1 leaves the set, …)"
    assert labels(report) == [["Preview"], [asked], ["Publish", "Cancel"]]
    await dana.taps(asked, message_id=report["id"])
    page = await dana.sees(
        "What changes in “How tea is made”, version 1 → 2", after=report["id"] - 1
    )
    assert page["id"] == report["id"]
    assert page["text"].splitlines()[1:] == [
        "Version 2: “More to learn.”",
        "",
        "tea-bush: new",
        "Which teas are made from the leaves of one and the same plant?",
        "",
        "tea-plant: leaves the set",
        "Which teas are made from the leaves of one and the same plant?",
        "",
        "tea-room-opened: another key",
        "In which year did the tea room that printed the leaflet open?",
        "key: 1987 → 1988",
        "",
        "tea-black-steps: reworded",
        "question: Which steps belong to the making of black tea? → Which steps are part of"
        " the making of black tea?",
    ]
    await dana.taps("Back to the report", message_id=report["id"])
    await dana.sees("8 questions read", after=report["id"] - 1)
    await dana.taps("Publish", message_id=report["id"])
    confirm = await dana.sees("You can take it back later.", after=report["id"] - 1)
    assert "Version 2: “More to learn.”" in confirm["text"]


BROKEN = {
    "missing key": (sample().replace(b"        key: true\n", b"", 1), "line 31"),
    "yaml yes": (sample().replace(b"answer: false", b"answer: yes"), "line 71"),
    "aliases": (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "line 1"),
    "tabs": (sample().replace(b"  leaf: From", b"\tleaf: From"), "line 12"),
    "encoding": (sample().replace(b"How tea is", "Wie Tee fließt".encode("latin-1")), "line 5"),
    "nothing": (b"\n", "line 1:"),
    "deep": (b"[" * 5000, "line 1"),
}


@one_database
async def test_a_broken_file_gets_a_report_with_lines(stage: Stage) -> None:
    dana = stage.person("Dana")
    for kind, (content, line) in BROKEN.items():
        sent = await dana.sends_file(content, "broken.yaml")
        report = await dana.sees("Not accepted yet", after=sent["id"])
        assert line in report["text"], kind
        assert "→" in report["text"], kind
        assert not report["keyboard"], kind
    async with stage.app.database.read() as tx:
        kept = (await tx.execute(select(uploads.c.content))).scalars().all()
        assert kept == [None] * len(BROKEN), "what was refused is not kept"
        tea = select(func.count()).select_from(sets).where(sets.c.slug == "tea")
        assert (await tx.execute(tea)).scalar_one() == 0


@one_database
async def test_a_file_that_is_not_even_looked_at(stage: Stage) -> None:
    dana = stage.person("Dana")
    for content, name, said in (
        (b"#" * 1_000_001, "large.yaml", "over 1 MB"),
        (sample(), "tea.json", ".yaml files"),
        (sample(), "tea.yaml.exe", ".yaml files"),
    ):
        sent = await dana.sends_file(content, name)
        await dana.sees(said, after=sent["id"])
    assert await count(stage, uploads) == 0
    assert not await stage.sandbox.calls("getFile")


@one_database
async def test_cancel_leaves_nothing_and_its_buttons_are_dead(stage: Stage) -> None:
    dana = stage.person("Dana")
    await dana.sends_file(sample(), "tea.yaml")
    report = await dana.sees("8 questions read")
    data = [button["callback_data"] for row in report["keyboard"] for button in row]
    await dana.taps("Cancel", message_id=report["id"])
    after = await dana.sees("Cancelled.")
    assert after["id"] == report["id"]
    assert not after["keyboard"]
    for stale in data:
        answer = await dana.forges(stale, report["id"])
        assert "dealt with already" in answer["text"]
    async with stage.app.database.read() as tx:
        assert "tea" not in (await tx.execute(select(sets.c.slug))).scalars().all()


@one_database
async def test_a_forged_tap_on_somebody_else_s_file_does_nothing(stage: Stage) -> None:
    dana, alma = stage.person("Dana"), stage.person("Alma")
    await dana.sends_file(sample(), "tea.yaml")
    report = await dana.sees("8 questions read")
    await alma.start()
    hello = await alma.sees("questions")
    for verb in ("k.publish:1", "k.sure:1", "k.cancel:1", "k.preview:1:1", "k.report:1"):
        answer = await alma.forges(verb, hello["id"])
        assert answer["answered"], verb
        assert "tea" not in answer["text"].lower(), verb
        await stage.settled()
        assert "Which teas" not in str(await alma.messages()), verb
    await confirmed(dana, report["id"])


@one_database
async def test_a_forged_tap_without_sense_is_answered(stage: Stage) -> None:
    dana = stage.person("Dana")
    await dana.sends_file(sample(), "tea.yaml")
    report = await dana.sees("8 questions read")
    for data in (
        "k.publish",
        "k.publish:x",
        "k.preview:1",
        "k.",
        "k.preview:1:99",
        "k.changes:1",
        "k.changes:9:1",
        "k.changes:1:" + "9" * 12,
        "k.publish:" + "9" * 40,
        "k.cancel:" + "9" * 40,
        "k.preview:1:" + "9" * 40,
    ):
        assert (await dana.forges(data, report["id"]))["answered"], data
        await stage.settled()
        assert "went wrong" not in str(await dana.messages()), data


@one_database
async def test_a_set_is_taken_back_and_offered_again_while_a_learner_is_in_it(
    stage: Stage,
) -> None:
    dana, alma, chen = stage.person("Dana"), stage.person("Alma"), stage.person("Chen")
    code = await published(dana)
    await alma.start(f"s_{code}")
    await alma.sees("1 of 8")
    await dana.say("/sets")
    listed = await dana.sees("Sets that instructors published")
    assert code in listed["text"]
    await dana.taps("Take back: How tea is made", message_id=listed["id"])
    asked = await dana.sees("Learners are then not offered", after=listed["id"] - 1)
    assert "Take back “How tea is made”, version 1?" in asked["text"]
    await dana.taps("No, leave it published", message_id=listed["id"])
    await dana.sees("Sets that instructors published", after=listed["id"] - 1)
    await dana.taps("Take back: How tea is made", message_id=listed["id"])
    await dana.taps("Yes, take it back", message_id=listed["id"])
    taken = await dana.sees("Taken back: not offered to learners.")
    assert taken["id"] == listed["id"]
    await chen.start(f"s_{code}")
    told = await chen.sees("Its instructor has taken that set back")
    assert "Hello" in told["text"]
    await finish(alma, 8)
    await dana.taps("Publish again: How tea is made", message_id=listed["id"])
    await dana.sees(code, after=listed["id"] - 1)
    await chen.start(f"s_{code}")
    await chen.sees("1 of 8")


@one_database
async def test_take_back_stands_under_the_report_too_and_knows_its_version(stage: Stage) -> None:
    dana = stage.person("Dana")
    await published(dana)
    report = await dana.sees("Published.")
    assert labels(report) == [["Try it"], ["Take back version 1"]]
    await dana.taps("Take back", message_id=report["id"])
    asked = await dana.sees("Take back “How tea is made”, version 1?")
    assert labels(asked) == [["Yes, take it back"], ["No, leave it published"]]
    [stale] = asked["keyboard"][0]
    await dana.taps("No, leave it published", message_id=report["id"])
    await dana.sees("Published.", after=report["id"] - 1)
    await dana.taps("Take back", message_id=report["id"])
    await dana.taps("Yes, take it back", message_id=report["id"])
    back = await dana.sees("Taken back. Learners are not offered this set any more.")
    assert labels(back) == [["Publish again"]]
    await published(dana, RAISED, "newer.yaml")
    answer = await dana.forges(stale["callback_data"], report["id"])
    assert "changed meanwhile" in answer["text"]
    await dana.sees("replaced by version 2 since", after=report["id"] - 1)
    async with stage.app.database.read() as tx:
        tea = select(sets.c.withdrawn_at, sets.c.unchecked).where(sets.c.slug == "tea")
        assert (await tx.execute(tea)).one() == (None, ["tea-leaflet"])


@one_database
async def test_a_newer_version_that_is_taken_back_gives_way_to_the_one_before(
    stage: Stage,
) -> None:
    dana, alma, chen = stage.person("Dana"), stage.person("Alma"), stage.person("Chen")
    code = await published(dana)
    newer = await dana.sends_file(REWORDED, "tea.yaml")
    report = await dana.sees("version 2", after=newer["id"])
    await dana.taps("Publish", message_id=report["id"])
    await dana.sees("Learners are then offered version 1 again.", after=report["id"] - 1)
    await dana.taps("Yes, publish", message_id=report["id"])
    await dana.sees("Published.", after=report["id"] - 1)
    await dana.say("/sets")
    listed = await dana.sees("How tea is made, version 2")
    await dana.taps("Take back: How tea is made", message_id=listed["id"])
    await dana.sees("Learners are then offered version 1 again.", after=listed["id"] - 1)
    answer = await dana.taps("Yes, take it back", message_id=listed["id"])
    assert answer["text"] == "Taken back. Learners are offered version 1 again."
    both = await dana.sees("How tea is made, version 1", after=listed["id"] - 1)
    assert "Version 2 is taken back." in both["text"]
    assert labels(both) == [
        ["Take back: How tea is made"],
        ["Publish version 2 again: How tea is made"],
    ]
    await alma.start(f"s_{code}")
    await finish(alma, 8)
    assert "are part of" not in str(await alma.messages())
    await dana.taps("Publish version 2 again", message_id=listed["id"])
    await dana.sees("How tea is made, version 2", after=listed["id"] - 1)
    await chen.start(f"s_{code}")
    await finish(chen, 8)
    assert "are part of" in str(await chen.messages())


@one_database
async def test_a_shipped_set_s_id_is_refused_at_its_line(stage: Stage) -> None:
    dana = stage.person("Dana")
    async with stage.app.database.read() as tx:
        shipped = (await tx.execute(select(sets.c.slug).order_by(sets.c.id))).scalars().first()
    await dana.sends_file(sample().replace(b"set: tea ", f"set: {shipped} ".encode()), "tea.yaml")
    report = await dana.sees("Not accepted yet: 1 problem.")
    [line] = [n for n, text in enumerate(sample().splitlines(), 1) if text.startswith(b"set: ")]
    assert (
        f"line {line}: the set id {shipped} belongs to a set that came with the bot."
        in (report["text"])
    )
    assert "→ write another id after set:" in report["text"]


@one_database
async def test_only_instructors_see_the_list_and_no_forged_button_takes_a_set_back(
    stage: Stage,
) -> None:
    dana, alma = stage.person("Dana"), stage.person("Alma")
    await published(dana)
    await alma.say("/sets")
    told = await alma.sees("Only instructors")
    for verb in (
        "k.off:1:1:0:1", "k.off:8:1:1:1", "k.back:8:1:0:1", "k.again:8:1:0:1", "k.sets:1",
    ):  # fmt: skip
        answer = await alma.forges(verb, told["id"])
        assert answer["text"]
    async with stage.app.database.read() as tx:
        assert (await tx.execute(select(sets.c.withdrawn_at))).scalars().all().count(None) == (
            await count(stage, sets)
        )


async def test_two_uploads_of_one_set_race_and_one_wins(stage: Stage) -> None:
    dana = stage.person("Dana")
    reports = []
    for _ in range(2):
        sent = await dana.sends_file(sample(), "tea.yaml")
        reports.append((await dana.sees("8 questions read", after=sent["id"]))["id"])
    for one in reports:
        await dana.taps("Publish", message_id=one)
        await dana.sees("You can take it back later.", after=one - 1)
    answers = await asyncio.gather(*(dana.taps("Yes, publish", message_id=one) for one in reports))
    assert sorted("again" in one["text"] for one in answers) == [False, True]
    async with stage.app.database.read() as tx:
        tea = (await tx.execute(select(sets.c.version).where(sets.c.slug == "tea"))).scalars()
        assert tea.all() == [1]


@one_database
async def test_publish_tapped_twice_publishes_once(stage: Stage) -> None:
    dana = stage.person("Dana")
    await dana.sends_file(sample(), "tea.yaml")
    report = await dana.sees("8 questions read")
    await dana.taps("Publish", message_id=report["id"])
    asked = await dana.sees("You can take it back later.")
    tap = [b for row in asked["keyboard"] for b in row if b["text"] == "Yes, publish"]
    answers = [await dana.forges(tap[0]["callback_data"], report["id"]) for _ in range(2)]
    assert answers[0]["text"] == "Published."
    assert "dealt with already" in answers[1]["text"]
    assert await count(stage, attempts) == 0


@one_database
async def test_a_download_that_stumbles_is_tried_again(stage: Stage) -> None:
    dana = stage.person("Dana")
    await stage.sandbox.faults("getFile", "status", times=2, status=502)
    await dana.sends_file(sample(), "tea.yaml")
    await dana.sees("8 questions read", timeout=30)


@one_database
async def test_a_file_that_is_gone_ends_with_a_kind_word(stage: Stage) -> None:
    dana = stage.person("Dana")
    await stage.sandbox.faults("getFile", "status", times=1, status=400)
    await dana.sends_file(sample(), "tea.yaml")
    await dana.sees("does not hand me that file")
    await dana.sends_file(sample(), "tea.yaml")
    await dana.sees("8 questions read")


@one_database
async def test_a_network_that_stays_away_ends_with_an_apology(stage: Stage) -> None:
    dana = stage.person("Dana")
    await stage.sandbox.faults("getFile", "status", times=9, status=502)
    await dana.sends_file(sample(), "tea.yaml")
    await dana.sees("Something went wrong", timeout=60)
    calls = await stage.sandbox.calls("getFile")
    assert len(calls) == 5, "tried a few times, not for ever"
    await stage.sandbox.clear_faults()
    await dana.sends_file(sample(), "tea.yaml")
    await dana.sees("8 questions read")
