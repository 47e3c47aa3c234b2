"""What only some may do in a group, end to end."""

from bot.sandbox.humans import Group, Human
from tests.app.conftest import Stage


async def only_admins(stage: Stage, dana: Human) -> Group:
    """The seeded group, in which Dana lets only admins start a quiz."""
    group = await stage.group()
    await dana.taps("Who may start", group.id)
    await dana.taps("Admins only", group.id)
    await dana.sees("Who may start a quiz: admins only", group.id)
    return group


async def test_where_only_admins_may_start_members_are_told_kindly(stage: Stage) -> None:
    alma, dana = stage.person("Alma"), stage.person("Dana")
    group = await only_admins(stage, dana)
    await alma.say("/quiz 1", group.id)
    told = await alma.sees("In this group only admins may start a quiz.", group.id)
    assert not [message for message in await alma.messages(group.id) if "poll" in message]
    await dana.say("/quiz 1", group.id)
    await alma.sees_poll(group.id, after=told["id"])
