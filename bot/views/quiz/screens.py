"""The learners' screens by name: read what is shown, choose the words, draw."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.owed import Owed
from bot.domain.quizzes.attempt import Scope
from bot.services.quiz.links import REVIEW_PAYLOAD
from bot.services.quiz.reading import QuizReading
from bot.storage.people.people import Voice
from bot.views.callback import encode
from bot.views.message import Button, KeyboardOnly, Message, Rendered
from bot.views.quiz.buttons import kept_keyboard
from bot.views.quiz.end import answers_message, end_message
from bot.views.quiz.menus import (
    bad_count_message,
    choice_message,
    near_topics_message,
    offer_message,
    sources_message,
    topics_message,
    welcome_message,
)
from bot.views.quiz.score import score_message
from bot.views.quiz.steps import step_message
from bot.views.words import Words, nearest_locale, words

Renderer = Callable[[Owed], Awaitable[Rendered | None]]


class QuizScreens:
    """Renderers of what is owed to learners; None where there is nothing to show any more.

    ``shares`` when the bot has inline mode: Telegram refuses buttons that lead there without.
    """

    def __init__(self, reading: QuizReading, *, shares: bool = False) -> None:
        self.reading = reading
        self._shares = shares

    def renderers(self) -> Mapping[str, Renderer]:
        """Screen names and who draws them."""
        return {
            "quiz.welcome": self.draw_welcome,
            "quiz.step": self.draw_step,
            "quiz.kept": self.draw_kept,
            "quiz.bare": self.draw_bare,
            "quiz.end": self.draw_end,
            "quiz.answers": self.draw_answers,
            "quiz.topics": self.draw_topics,
            "quiz.unknown_topic": self.draw_unknown_topic,
            "quiz.bad_count": self.draw_bad_count,
            "quiz.offer": self.draw_offer,
            "quiz.empty": self.draw_empty,
            "quiz.nothing_open": self.draw_nothing_open,
            "quiz.nowhere": self.draw_nowhere,
            "quiz.tap_hint": self.draw_tap_hint,
            "quiz.choose_hint": self.draw_choose_hint,
            "quiz.not_number": self.draw_not_number,
            "quiz.score": self.draw_score,
            "quiz.sources": self.draw_sources,
        }

    async def draw_welcome(self, owed: Owed) -> Rendered | None:
        screen = await self.reading.welcome(owed.chat)
        return welcome_message(screen, _words(screen.voice), _text(owed, "note"))

    # --- an attempt -------------------------------------------------------------------------------

    async def draw_step(self, owed: Owed) -> Rendered | None:
        """A question, or its feedback: whatever stands in the database by now."""
        with_source = bool(owed.args.get("source"))
        screen = await self.reading.step(
            owed.chat,
            owed.number("attempt"),
            owed.number("position"),
            with_source=with_source,
            with_picture=True,
        )
        if screen is None:
            return None
        return step_message(screen, _words(screen.voice), _text(owed, "note"))

    async def draw_kept(self, owed: Owed) -> Rendered | None:
        attempt, position = owed.number("attempt"), owed.number("position")
        screen = await self.reading.step(owed.chat, attempt, position)
        if screen is None or not screen.step.answered:
            return KeyboardOnly()
        source_open = bool(owed.args.get("source"))
        return KeyboardOnly(kept_keyboard(screen, _words(screen.voice), source_open=source_open))

    async def draw_bare(self, owed: Owed) -> Rendered | None:
        return KeyboardOnly()

    async def draw_end(self, owed: Owed) -> Rendered | None:
        screen = await self.reading.end(owed.chat, owed.number("attempt"))
        return None if screen is None else end_message(screen, _words(screen.voice))

    async def draw_answers(self, owed: Owed) -> Rendered | None:
        screen = await self.reading.end(owed.chat, owed.number("attempt"))
        if screen is None:
            return None
        return answers_message(screen, owed.number("page"), _words(screen.voice))

    async def draw_tap_hint(self, owed: Owed) -> Rendered | None:
        return Message((await self._say(owed))("quiz.tap_hint"))

    async def draw_choose_hint(self, owed: Owed) -> Rendered | None:
        """Something was typed while the offer to go on or to start anew stands."""
        say = await self._say(owed)
        resume = Button(say.plain("quiz.button.resume"), encode("q.resume"))
        return Message(say("quiz.choose_hint"), ((resume,),))

    async def draw_not_number(self, owed: Owed) -> Rendered | None:
        """What was typed cannot be read; says what would do for this question.

        Args: ``attempt``, ``position``, ``short`` (a year with digits missing).
        """
        attempt, position = owed.number("attempt"), owed.number("position")
        screen = await self.reading.step(owed.chat, attempt, position)
        if screen is None or screen.step.answered:
            return None
        kind = "short_year" if owed.args.get("short") else screen.step.question.type.value
        say = _words(screen.voice)
        return Message(say(f"quiz.not_number.{kind}"))

    # --- choosing ---------------------------------------------------------------------------------

    async def draw_topics(self, owed: Owed) -> Rendered | None:
        screen = await self.reading.topics(owed.chat)
        return topics_message(screen, _page(owed), _words(screen.voice))

    async def draw_unknown_topic(self, owed: Owed) -> Rendered | None:
        tags = (_text(owed, "near") or "").split()
        near = await self.reading.near_topics(owed.chat, tags)
        everything = await self.reading.topics(owed.chat)
        count = owed.number("count") if owed.args.get("count") else None
        say = _words(everything.voice)
        if near.topics:
            return near_topics_message(near.topics, everything, say, count)
        return topics_message(everything, _page(owed), say, unknown=True, count=count)

    async def draw_bad_count(self, owed: Owed) -> Rendered | None:
        """Without ``count`` it was no number; ``set`` and ``topic`` are what it was to be on."""
        count = owed.number("count") if "count" in owed.args else None
        everything = await self.reading.topics(owed.chat)
        wanted = (owed.args.get("set"), owed.args.get("topic"))
        return bad_count_message(count, wanted, everything, _words(everything.voice))

    async def draw_offer(self, owed: Owed) -> Rendered | None:
        """Resume or start anew; the second button carries what was wanted."""
        waiting = owed.number("attempt")
        topic = _text(owed, "topic")
        set_id = owed.number("set") if owed.args.get("set") else None
        screen = await self.reading.offer(owed.chat, waiting, Scope(set_id, topic or None))
        if screen is None:
            return None
        if link := _text(owed, "link"):
            anew = encode("q.link", waiting, link)
        elif owed.args.get("retake"):
            anew = encode("q.again", waiting, owed.number("retake"))
        else:
            anew = encode("q.anew", waiting, set_id or 0, topic or "", owed.args.get("count") or 0)
        leads = "anew" if not link else "review" if link.startswith(REVIEW_PAYLOAD) else "question"
        return offer_message(screen, anew, _words(screen.voice), leads)

    async def draw_empty(self, owed: Owed) -> Rendered | None:
        return choice_message("quiz.empty", await self._say(owed))

    async def draw_nothing_open(self, owed: Owed) -> Rendered | None:
        return choice_message("quiz.nothing_open", await self._say(owed))

    async def draw_nowhere(self, owed: Owed) -> Rendered | None:
        """Where a link leads there is nothing to ask this person; ``why`` names the reason."""
        return choice_message(f"quiz.nowhere.{owed.args['why']}", await self._say(owed))

    async def draw_score(self, owed: Owed) -> Rendered | None:
        screen = await self.reading.score(owed.chat)
        if screen is None:
            return None
        return score_message(screen, _words(screen.voice), shares=self._shares)

    async def draw_sources(self, owed: Owed) -> Rendered | None:
        screen = await self.reading.documents(owed.chat)
        return sources_message(screen, _page(owed), _words(screen.voice))

    async def _say(self, owed: Owed) -> Words:
        return _words(await self.reading.voice(owed.chat))


def _words(voice: Voice) -> Words:
    return words(nearest_locale(*voice.wishes))


def _page(owed: Owed) -> int:
    return owed.number("page") if "page" in owed.args else 1


def _text(owed: Owed, name: str) -> str | None:
    value = owed.args.get(name)
    return value if isinstance(value, str) else None
