"""What a group reads of its seasons."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.owed import Owed
from bot.services.groups.seasons import SCREEN, Seasons
from bot.views.callback import encode
from bot.views.general import say_to
from bot.views.message import Button, Keyboard, Message, Rendered
from bot.views.names import isolated
from bot.views.words import Words

END, KEEP = "s.end", "s.keep"


def season_message(
    note: str, say: Words, *, name: str = "", season: int = 0, limit: int = 0
) -> Message:
    """``note`` names the words; "sure" asks, with a button for each answer."""
    keyboard: Keyboard = ()
    if note == "sure":
        end = Button(say.plain("season.button.end"), encode(END, season))
        keep = Button(say.plain("season.button.keep"), encode(KEEP, season))
        keyboard = ((end, keep),)
    return Message(say(f"season.{note}", name=isolated(name), limit=limit), keyboard)


class SeasonScreens:
    """Draws ``season``."""

    def __init__(self, seasons: Seasons) -> None:
        self.seasons = seasons

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        return {SCREEN: self.season}

    async def season(self, debt: Owed) -> Message:
        """Args: ``note``, and what its words need: ``name``, ``season`` (its id), ``limit``."""
        args, voice = debt.args, await self.seasons.voice(debt.chat)
        return season_message(
            str(args["note"]), say_to(voice, debt), name=str(args.get("name") or ""),
            season=int(args.get("season") or 0), limit=int(args.get("limit") or 0),
        )  # fmt: skip
