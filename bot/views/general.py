"""Screens of every slice: help, hints, toasts and apologies."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.owed import Owed
from bot.services.people.settings import People
from bot.storage.people.people import Voice
from bot.views.message import Button, Message, Rendered, Toast
from bot.views.words import Raw, Words, nearest_locale, words

TOAST_LENGTH = 200


def say_to(voice: Voice, debt: Owed) -> Words:
    """The words for a chat; the debt's ``language`` speaks to people without an account."""
    language = debt.args.get("language")
    return words(nearest_locale(*voice.wishes, str(language) if language else None))


def help_message(say: Words, topic: str | None, username: str, *, instructor: bool) -> Message:
    """What a person can do here; ``topic`` calls one in the examples, ``username`` is the bot's."""
    parts = [say("help.learner", topic=topic or say.plain("help.topic"), bot=username)]
    if instructor:
        parts.append(say("help.instructor"))
    return Message(Raw("\n\n".join(parts)))


def hint_message(say: Words, kind: str) -> Message:
    """What to do instead of something that was not understood."""
    key = f"hint.{kind}"
    return Message(say(key if say.has(key) else "hint.text"))


def toast_of(debt: Owed, say: Words) -> Toast:
    """The word that the debt names, with its other arguments as values; silence without one."""
    word = debt.args.get("word")
    if not word or not say.has(str(word)):
        return Toast()
    text = say.plain(str(word), **debt.args)
    if len(text) > TOAST_LENGTH:
        text = text[: TOAST_LENGTH - 1] + "…"
    return Toast(text, alert=bool(debt.args.get("alert")))


class GeneralScreens:
    """Draws ``toast``, ``hint``, ``apology`` and the helps. ``username`` is the bot's own."""

    def __init__(self, people: People, username: str) -> None:
        self.people = people
        self.username = username

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        return {
            "toast": self.toast,
            "hint": self.hint,
            "apology": self.apology,
            "people.help": self.help,
            "people.group_help": self.group_help,
            "people.private_only": self.private_only,
        }

    async def toast(self, debt: Owed) -> Toast:
        """Args: ``word`` (a catalogue key) and its values, ``alert``."""
        return toast_of(debt, await self._say(debt)) if debt.args.get("word") else Toast()

    async def hint(self, debt: Owed) -> Message:
        """Args: ``kind``: text (also without one), next, code, command, group_only, other."""
        return hint_message(await self._say(debt), str(debt.args.get("kind") or "text"))

    async def apology(self, debt: Owed) -> Message:
        """Args: ``id``, which finds the log line."""
        return Message((await self._say(debt))("apology", id=debt.args["id"]))

    async def help(self, debt: Owed) -> Message:
        """Args: ``instructor``."""
        topic, instructor = await self.people.example_topic(), bool(debt.args.get("instructor"))
        return help_message(await self._say(debt), topic, self.username, instructor=instructor)

    async def group_help(self, debt: Owed) -> Message:
        say, topic = await self._say(debt), await self.people.example_topic()
        return Message(say("help.group", topic=topic or say.plain("help.topic")))

    async def private_only(self, debt: Owed) -> Message:
        """Args: ``command``, which works in private only."""
        say = await self._say(debt)
        there = Button(say.plain("help.button.private"), url=f"https://t.me/{self.username}?start")
        return Message(say("help.private_only", command=debt.args["command"]), ((there,),))

    async def _say(self, debt: Owed) -> Words:
        return say_to(await self.people.voice(debt.chat), debt)
