"""An instructor goes through drafts and publishes them, and a learner plays them: over HTTP."""

import re

from tests.app.conftest import Stage, one_database
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
