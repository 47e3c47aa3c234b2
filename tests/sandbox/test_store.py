"""A restart finds the world as it was."""

from pathlib import Path

import pytest

from bot.sandbox.client import Sandbox
from bot.sandbox.store import Store
from bot.sandbox.world import World
from tests.sandbox.answers import button, keyboard, result
from tests.sandbox.test_polls import quiz


async def test_chats_files_polls_and_the_queue_survive(tmp_path: Path) -> None:
    """Messages, files, votes, clock, menu and unconfirmed updates are kept."""
    async with Sandbox.start(data=tmp_path) as first:
        alma = first.person("Alma")
        group = await first.group()
        await group.bot("administrator")
        await alma.start()
        sent = await alma.sends_file("body", "a.txt")
        poll = await quiz(first, group.id, open_period=100)
        await alma.vote("4", message_id=poll["message_id"], chat=group.id)
        markup = keyboard(button("A", "a"))
        await first.api(
            "sendMessage", chat_id=alma.id, text="<b>x</b>", parse_mode="HTML", reply_markup=markup
        )
        commands = [{"command": "quiz", "description": "Play"}]
        await first.api("setMyCommands", commands=commands)
        await first.advance(50)
        updates = result(await first.api("getUpdates"))
        await first.api("getUpdates", offset=updates[1]["update_id"])
        before = (await alma.messages(), await alma.messages(group.id), await first.updates())
    async with Sandbox.start(data=tmp_path) as second:
        alma = second.person("Alma")
        after = (await alma.messages(), await alma.messages(group.id), await second.updates())
        assert after == before
        assert result(await second.api("getUpdates")) == updates[1:]
        assert await alma.reads_file(sent) == b"body"
        assert await alma.menu() == commands
        await second.advance(51)
        seen = (await alma.messages(group.id))[-1]["poll"]
        assert (seen["is_closed"], seen["my_options"]) == (True, [1])
        again = await quiz(second, group.id)
        assert again["message_id"] > poll["message_id"]


async def test_changes_are_saved_while_running(tmp_path: Path) -> None:
    """A sandbox that is killed has lost a moment at most."""
    async with Sandbox.start(data=tmp_path) as running:
        await running.person("Alma").say("kept")

        path = tmp_path / "world.json"
        assert await running.wait_for(lambda: path.exists() and "kept" in path.read_text())


async def test_a_killed_sandbox_gives_no_number_twice(tmp_path: Path) -> None:
    """Update: update_id identifies an update; one given out unsaved must not come again."""
    async with Sandbox.start(data=tmp_path) as running:
        alma = running.person("Alma")
        said = await alma.say("saved")
        last = (await running.updates())["last_update_id"]
        assert running.world is not None
        await Store(tmp_path / "killed").save(running.world)
    async with Sandbox.start(data=tmp_path / "killed") as after:
        again = await after.person("Alma").say("anew")
        assert again["id"] > said["id"] + 1000
        newest = result(await after.api("getUpdates"))[-1]
        assert newest["update_id"] > last + 1000


@pytest.mark.parametrize(
    "damaged", [b"{", b"[]", b"{}", b'{"version": 2}', b"\xff\xfe", b'{"version": 1, "clock": 0}']
)
async def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, damaged: bytes) -> None:
    """The error says which file and what to do, and nothing writes over it."""
    path = tmp_path / "world.json"
    path.write_bytes(damaged)
    said = f"{path} cannot be read .* begin anew, move the folder {tmp_path} aside"
    with pytest.raises(ValueError, match=said):
        async with Sandbox.start(data=tmp_path):
            pass
    assert path.read_bytes() == damaged


async def test_nothing_kept_is_a_new_world(tmp_path: Path) -> None:
    """An empty folder begins with the four people."""
    assert Store(tmp_path).load(World()) is False
