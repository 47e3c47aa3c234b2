"""An instructor goes through drafts and publishes them, and a learner plays them: over HTTP."""

import re

from bot.app import utc_now
from bot.domain.drafts.draft import DraftState, Filter
from bot.sandbox.client import Sandbox
from tests.app.conftest import Stage, make_app, one_database, prepare, settings_for
from tests.conftest import sqlite_threads_ended
from tests.services.curation.curating import DANA, person
from tests.services.curation.curating import stage as queued

CODE = re.compile(r"by the code (\w+)")


@one_database
async def test_from_the_queue_to_a_played_cited_question(stage: Stage) -> None:
    dana, alma = stage.person("Dana"), stage.person("Alma")
    await alma.say("/review")
    await alma.sees("Only instructors review drafts.")
    await dana.say("/review")
    await dana.sees("No draft waits for you.")
    await queued(stage.app.database, stage.clock())

    await dana.say("/review port-ansel")
    page = await dana.sees("1 of 8")
    assert "¶3: 1877: The lamp is lit." in page["text"]
    assert [[button["text"] for button in row] for row in page["keyboard"]] == [
        ["Approve", "Edit", "Reject"],
        ["Next", "Undo"],
    ]
    await dana.taps("Approve", message_id=page["id"])
    page = await dana.sees("1 of 7", after=page["id"] - 1)
    await dana.taps("Reject", message_id=page["id"])
    await dana.sees("Why is it rejected?", after=page["id"] - 1)
    await dana.taps("It is a trifle", message_id=page["id"])
    await dana.sees("1 of 6", after=page["id"] - 1)
    await dana.taps("Undo", message_id=page["id"])
    page = await dana.sees("1 of 7", after=page["id"] - 1)
    assert "in 1902" in page["text"]
    await dana.taps("Edit", message_id=page["id"])
    await dana.sees("What do you want to change?", after=page["id"] - 1)
    await dana.taps("Stem", message_id=page["id"])
    await dana.sees("Send the new text for: Stem", after=page["id"] - 1)
    said = await dana.say('What happened in 1902, as "Port Ansel" tells?')
    page = await dana.sees('What happened in 1902, as "Port Ansel" tells?', after=said["id"])
    assert "edited" in page["text"]
    await dana.taps("Approve", message_id=page["id"])
    await dana.sees("1 of 6", after=page["id"] - 1)
    await dana.taps("Publish 2 approved", message_id=page["id"])
    await dana.sees("Learners can play it at once. Publish?", after=page["id"] - 1)
    await dana.taps("Not yet", message_id=page["id"])
    await dana.sees("1 of 6", after=page["id"] - 1)
    await dana.taps("Publish 2 approved", message_id=page["id"])
    asked = await dana.sees("Publish 2 approved: Port Ansel", after=page["id"] - 1)
    [sure] = [b for row in asked["keyboard"] for b in row if b["text"] == "Yes, publish"]
    answers = [await dana.forges(sure["callback_data"], page["id"]) for _ in range(2)]
    assert [one["text"] for one in answers] == [
        "Published.",
        "Nothing is approved that is not published.",
    ]
    told = await dana.sees("Published: “Port Ansel”, version 1.", after=page["id"])
    found = CODE.search(told["text"])
    assert found is not None

    await alma.say(found[1])
    asked = await alma.sees("1 of 2")
    await alma.taps("I don't know", message_id=asked["id"])
    await alma.sees("¶", after=asked["id"] - 1)
    await alma.taps("Source", message_id=asked["id"])
    shown = await alma.sees("Port Ansel", after=asked["id"] - 1)
    assert re.search(r"1877: The lamp is lit|1902: A horn is added to it", shown["text"])


@one_database
async def test_another_number_of_curators_holds_from_the_start_on(stocked_url: str) -> None:
    async with Sandbox.start() as sandbox:
        app = make_app(settings_for(sandbox, stocked_url, curators=2))
        try:
            alone = await queued(app.database, utc_now())
            dana = await person(app.database, DANA, utc_now())
            draft = (await alone.queue(Filter())).drafts[0].id
            await alone.approve((await alone.look(draft)).seen, dana, utc_now())
            await prepare(app)
            assert (await alone.look(draft)).draft.state is DraftState.WAITING
        finally:
            await app.close()
            await sqlite_threads_ended()
