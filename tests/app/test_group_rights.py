"""What only some may do in a group, end to end."""

from bot.sandbox.humans import Group, Human
from tests.app.conftest import Stage, one_database


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


@one_database
async def test_an_admin_who_is_anonymous_is_not_let_into_a_round_until_they_show_themselves(
    stage: Stage,
) -> None:
    group = await (await stage.group()).migrate()
    dana, sandbox = stage.person("Dana"), stage.sandbox
    hidden = {"chat": group.id, "anonymous": True}
    await sandbox.post(f"people/{dana.id}/anonymous", hidden)
    await stage.person("Alma").say("/round 2 20", group.id)
    await dana.sees("Who plays?", group.id)
    toast = await dana.taps("Join", group.id)
    assert (toast["alert"], toast["text"][:35]) == (True, "You are an anonymous admin here: Te")
    await sandbox.post(f"people/{dana.id}/anonymous", hidden | {"anonymous": False})
    toast = await dana.taps("Join", group.id)
    assert toast["text"] == "You are in. The first question comes soon."
    await dana.sees("1 has joined", group.id)
    assert len(await sandbox.calls("getChatAdministrators")) == 2
