"""How the runtime treats what rounds, groups and accounts owe: one wiring, in tests too."""

from bot.delivery.behaviour import Behaviour
from bot.delivery.drawing import Render
from bot.delivery.settling import Hooks
from bot.delivery.work import Fire
from bot.handlers.rounds import RoundRooms
from bot.services.groups.settling import GroupService
from bot.services.people.settings import FAREWELL, People
from bot.services.rounds.debts import BY_THEMSELVES, GONE, LOBBY, UNHURRIED
from bot.services.rounds.debts import SCREEN as HEAD
from bot.services.rounds.returning import Unshown


def behaviour(
    rounds: RoundRooms, groups: GroupService, people: People, *, render: Render, fire: Fire
) -> Behaviour:
    """``fire`` says by kind what timers do. All of them end or begin what people take part in, so
    all of them wait until what people did is here.
    """
    polls, not_taken = rounds.polls, rounds.lobby.not_taken
    return Behaviour(
        render=render,
        take_votes=polls.take_votes,
        fire=fire,
        hooks=Hooks(
            sent={**polls.when_sent(), FAREWELL: people.farewell_sent},
            unknown={"poll": polls.fate_unknown},
            failed={
                **polls.when_failed(),
                **Unshown(polls.database).when_failed,
                HEAD: not_taken,
                LOBBY: not_taken,
                FAREWELL: people.farewell_lost,
            },
            migrated=groups.migrated,
        ),
        patient=BY_THEMSELVES,
        unhurried=UNHURRIED,
        uncounted=frozenset({GONE}),
        after_updates=frozenset(fire),
    )
