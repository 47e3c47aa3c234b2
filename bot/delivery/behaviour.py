"""What the bot does, as the runtime needs it."""

from dataclasses import dataclass, field

from bot.delivery.drawing import Render
from bot.delivery.settling import Hooks
from bot.delivery.work import Fire, TakeVotes


@dataclass(frozen=True)
class Behaviour:
    """What the bot does, as the runtime needs it; the runtime itself knows no quiz.

    ``render`` draws an owed screen from SQL (None: nothing to send any more), ``take_votes`` takes
    votes of one poll in one transaction, ``fire`` handles timers by kind, ``hooks`` hear what
    became of debts. The screens named in ``patient`` come by themselves, and so after those that
    somebody asked for; those in ``unhurried``, of these, leave the group's budget to the others;
    those in ``uncounted`` only take a message away. Timers of the kinds in
    ``after_updates`` wait until what Telegram held while the bot was away is here.
    """

    render: Render
    take_votes: TakeVotes
    fire: Fire = field(default_factory=dict)
    hooks: Hooks = field(default_factory=Hooks)
    patient: frozenset[str] = frozenset()
    unhurried: frozenset[str] = frozenset()
    uncounted: frozenset[str] = frozenset()
    after_updates: frozenset[str] = frozenset()
