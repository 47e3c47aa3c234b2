"""The screens of rounds by name: read what is shown, choose the words, draw."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.owed import Owed
from bot.services.people.zones import cities
from bot.services.rounds.reading import RoundReading
from bot.views.message import Gone, KeyboardOnly, Message, PollEnd, Rendered, Toast
from bot.views.rounds.lobby import head
from bot.views.rounds.polls import poll
from bot.views.rounds.questions import chosen, question
from bot.views.rounds.tables import result, table
from bot.views.words import Raw, nearest_locale, words

Renderer = Callable[[Owed], Awaitable[Rendered | None]]


class RoundScreens:
    """Draws what rounds owe. ``username`` is the bot's, for links into the private chat."""

    def __init__(self, reading: RoundReading, username: str) -> None:
        self._reading = reading
        self._username = username

    def renderers(self) -> Mapping[str, Renderer]:
        return {
            "poll": self._poll,
            "stop_poll": self._stop_poll,
            "round_question": self._question,
            "round_bare": self._bare,
            "round_chosen": self._chosen,
            "round": self._round,
            "round_lobby": self._round,
            "round_table": self._table,
            "round_result": self._result,
            "round_stopped": self._result,
            "round_gone": self._gone,
            "round_note": self._note,
        }

    async def _poll(self, owed: Owed) -> Rendered | None:
        round_id, position = owed.number("round"), owed.number("position")
        asked = await self._reading.poll_to_send(round_id, position)
        return None if asked is None else poll(asked)

    async def _question(self, owed: Owed) -> Rendered | None:
        round_id, position = owed.number("round"), owed.number("position")
        asked = await self._reading.poll_to_send(round_id, position)
        return None if asked is None else question(asked, round_id)

    async def _bare(self, _owed: Owed) -> Rendered | None:
        return KeyboardOnly()

    async def _chosen(self, owed: Owed) -> Rendered | None:
        """Args: ``round``, ``position``, ``places``: what is chosen, with commas between."""
        asked = await self._reading.asked(owed.number("round"), owed.number("position"))
        if asked is None:
            return Toast()
        places = [int(place) for place in str(owed.args["places"]).split(",") if place]
        return chosen(asked, places, words(nearest_locale(*asked.wishes)))

    async def _stop_poll(self, _owed: Owed) -> Rendered | None:
        return PollEnd()

    async def _round(self, owed: Owed) -> Rendered | None:
        scene = await self._reading.scene(owed.number("round"))
        if scene is None:
            return None
        return head(scene, words(nearest_locale(*scene.wishes)))

    async def _table(self, owed: Owed) -> Rendered | None:
        """None once a later question is over, or the round is: newer messages say more then."""
        scene = await self._reading.scene(owed.number("round"))
        if scene is None or scene.over or scene.outcome is None:
            return None
        if scene.outcome.position != owed.number("position"):
            return None
        return table(scene, words(nearest_locale(*scene.wishes)), self._username)

    async def _gone(self, _owed: Owed) -> Rendered | None:
        return Gone()

    async def _result(self, owed: Owed) -> Rendered | None:
        scene = await self._reading.scene(owed.number("round"))
        if scene is None:
            return None
        return result(scene, words(nearest_locale(*scene.wishes)), self._username)

    async def _note(self, owed: Owed) -> Rendered | None:
        """Args: ``note`` names the words, ``n`` counts in them; ``near`` are time zones with commas
        between, ``requests`` what to write instead, in lines.
        """
        say = words(nearest_locale(*await self._reading.wishes(owed.chat)))
        zones = [zone for zone in str(owed.args.get("near", "")).split(",") if zone]
        lines = str(owed.args.get("requests", "")).split("\n")
        text = say(
            f"round.note.{owed.args['note']}",
            near=", ".join(cities(zones, say.locale)),
            requests=Raw("\n".join(say("round.request", text=line) for line in lines)),
            n=owed.args.get("n", 0),
        )
        return Message(text)
