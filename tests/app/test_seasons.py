"""A season from its start to its final table, end to end."""

from tests.app.conftest import Stage, one_database


@one_database
async def test_admins_start_and_end_a_season_and_its_table_stays(stage: Stage) -> None:
    alma, dana = stage.person("Alma"), stage.person("Dana")
    group = await stage.group()
    await alma.say("/season start Spring", group.id)
    await alma.sees("Only admins of this group start and end seasons.", group.id)
    await dana.say("/season start", group.id)
    await dana.sees("A season needs a name", group.id)
    await dana.say("/season start Spring", group.id)
    await alma.sees("Spring\u2069 has begun", group.id)
    await dana.say("/quiz 1 20", group.id)
    poll = await alma.sees_poll(group.id)
    for person in (alma, dana):
        await person.vote(poll["poll"]["options"][0]["text"], message_id=poll["id"], chat=group.id)
    await stage.settled()
    await stage.advance(22)
    await alma.sees("Question 1 of 1", group.id)
    await alma.say("/season", group.id)
    shown = await alma.sees("Season \u2068Spring\u2069 in", group.id)
    assert "Alma" in shown["text"]
    await dana.say("/season end", group.id)
    asked = await dana.sees("End season \u2068Spring\u2069?", group.id)
    refused = await alma.taps("End the season", group.id)
    assert "Only admins" in refused["text"]
    await dana.taps("End the season", group.id)
    final = await dana.sees("Season \u2068Spring\u2069, final table", group.id, after=asked["id"])
    assert "Alma" in final["text"]
    await dana.say("/season end", group.id)
    await dana.sees("No season is running.", group.id)
    await alma.say("/leaderboard season spring", group.id)
    again = await alma.sees("final table", group.id, after=final["id"])
    assert again["text"] == final["text"]
