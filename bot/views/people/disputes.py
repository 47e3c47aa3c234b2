"""Learners' screens for what they report, and for what came of it."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.disputes.dispute import Kind
from bot.domain.disputes.rewording import other_words
from bot.domain.disputes.ruling import Verdict
from bot.domain.owed import Owed
from bot.domain.shortening import shortened
from bot.services.disputes.queue import OUTCOME
from bot.services.disputes.reading import DisputeReading, OutcomeScreen
from bot.services.disputes.reporting import FROZEN, Disputes, ProblemScreen
from bot.views.callback import encode
from bot.views.figures import points
from bot.views.message import Button, Message, Rendered
from bot.views.quiz.labels import given_words, key_words
from bot.views.words import Words, nearest_locale, words

STEM_LENGTH = 240

_REPORTED = {Verdict.REJECTED: "dispute.all_the_same", Verdict.REVERSED: "dispute.open_again"}
"""What those who reported are told beside the ruling, where thanks alone are not it."""


def problem_message(screen: ProblemScreen, say: Words, *, asked: bool) -> Message:
    """What is the matter? Then whether there is more to say, then thanks; or that it was left."""
    about = screen.about
    stem = say("dispute.stem", stem=shortened(about.question.stem, STEM_LENGTH))
    if asked and screen.left:
        kinds = tuple(
            (Button(kind_word(kind, say), encode("o.kind", about.id, kind.value)),)
            for kind in screen.left
        )
        leave = Button(say.plain("dispute.button.cancel"), encode("o.enough", about.id))
        return Message(f"{say('dispute.ask')}\n{stem}", (*kinds, (leave,)))
    if not screen.made:
        return Message(f"{say('dispute.left')}\n{stem}")
    lines = [say("dispute.reported", kinds=", ".join(kind_word(d.kind, say) for d in screen.made))]
    lines.append(stem)
    lines += [say("dispute.said", words=one.words) for one in screen.made if one.words]
    if screen.awaits_words:
        enough = Button(say.plain("dispute.button.enough"), encode("o.enough", about.id))
        return Message("\n".join([*lines, "", say("dispute.words")]), ((enough,),))
    return Message("\n".join([*lines, "", say("dispute.thanks")]))


def kind_word(kind: Kind, say: Words) -> str:
    """What a kind of problem is called."""
    return say.plain(f"dispute.kind.{kind.value}")


def outcome_message(screen: OutcomeScreen, say: Words) -> Message:
    """What was ruled, why, and what that makes of one's own marks."""
    ruling = screen.ruling
    lines = [
        say("dispute.outcome"),
        say("dispute.stem", stem=shortened(screen.step.question.stem, STEM_LENGTH)),
        _ruled(screen, say),
    ]
    if ruling.reason:
        lines.append(say("dispute.reason", reason=ruling.reason))
    if screen.marks is not None:
        old, new, void = screen.marks
        word = "void" if void else "marks"
        lines.append(say(f"dispute.{word}", old=points(old, say), new=points(new, say)))
    if screen.reported:
        lines.append(say(_REPORTED.get(ruling.verdict, "dispute.thanks_to_you")))
    return Message("\n".join(lines))


def _ruled(screen: OutcomeScreen, say: Words) -> str:
    """What counts now; of a question in other words, these."""
    verdict, new = screen.ruling.verdict, screen.reworded
    key = key_words(new or screen.step, say)
    text = other_words(screen.step.question, new.question) if new else None
    if text is not None:
        return say("dispute.outcome.wording.now", key=key, text=shortened(text, STEM_LENGTH))
    if verdict is Verdict.BOTH and screen.as_well:
        others = ", ".join(given_words(step, say) for step in screen.as_well)
        return say("dispute.outcome.both.named", key=key, others=shortened(others, STEM_LENGTH))
    return say(f"dispute.outcome.{verdict.value}", key=key)


class DisputeScreens:
    """Draws what is owed about disputes."""

    def __init__(self, disputes: Disputes, reading: DisputeReading) -> None:
        self._disputes = disputes
        self._reading = reading

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        """Screen names and who draws them."""
        return {"dispute": self.draw, FROZEN: self.draw_frozen, OUTCOME: self.draw_outcome}

    async def draw(self, owed: Owed) -> Rendered | None:
        """The report on a response, as it stands. Args: ``response``, ``asked``."""
        screen = await self._disputes.screen(owed.chat, owed.number("response"))
        if screen is None:
            return None
        say = words(nearest_locale(*screen.voice.wishes))
        return problem_message(screen, say, asked=bool(owed.args.get("asked")))

    async def draw_frozen(self, owed: Owed) -> Rendered | None:
        """Word to an instructor. Args: ``question``."""
        screen = await self._reading.queue_screen(owed.chat, owed.number("question"))
        if screen.entry is None or not screen.entry.frozen:
            return None  # ruled on by now
        say = words(nearest_locale(*screen.voice.wishes))
        step, of = screen.entry.step, screen.entry.of
        text = say(
            "dispute.frozen",
            set=of.title,
            stem=shortened(step.question.stem, STEM_LENGTH),
            n=screen.entry.reporters,
        )
        button = Button(say.plain("ruling.button.look"), encode("u.show", step.question_id))
        return Message(text, ((button,),))

    async def draw_outcome(self, owed: Owed) -> Rendered | None:
        """Args: ``ruling``."""
        screen = await self._reading.outcome_screen(owed.chat, owed.number("ruling"))
        if screen is None:
            return None
        return outcome_message(screen, words(nearest_locale(*screen.voice.wishes)))
