"""Instructors' screens for drafting: how far a job is, what came of it, what the gate refused."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from bot.domain.drafts.draft_job import BEST, SOUGHT, DraftJob, JobState
from bot.domain.owed import Owed
from bot.generation.backends import LLM, RULES, knows
from bot.services.drafting.jobs import Drafting
from bot.services.drafting.screens import JobScreen
from bot.storage.documents.documents import Held
from bot.views.callback import encode
from bot.views.instructors.by_model import (
    can_go_on,
    cost_told,
    got_nothing,
    halt_told,
    offer_message,
)
from bot.views.languages import language_name
from bot.views.message import Button, Gone, Keyboard, Message, Rendered
from bot.views.words import Raw, Words, nearest_locale, words

_BAR = 10


def job_message(screen: JobScreen, say: Words) -> Message:
    """A job as it stands, with what can be done now."""
    job, title = screen.job, screen.held.source.title
    match job.state:
        case JobState.QUEUED:
            return Message(say("drafting.queued", title=title), ((_stop(job, say),),))
        case JobState.RUNNING:
            return Message(_running(job, title, say), ((_stop(job, say),),))
        case JobState.DONE:
            return Message("\n".join(_done(screen, say)), _after(screen, say))
        case JobState.FAILED:
            return Message("\n".join(_failed(job, title, say)), _again(screen, say))
        case JobState.CANCELLED:
            text = say("drafting.cancelled", title=title)
            return Message(text, _again(screen, say))


def gate_message(screen: JobScreen, say: Words) -> Message:
    """How many candidates there were, and which of the gate's rules refused how many."""
    outcome = screen.job.outcome or {}
    refused = outcome.get("refused", {})
    lines: list[Raw] = [
        say("drafting.gate.head", title=screen.held.source.title),
        say("drafting.gate.counts", candidates=outcome.get("candidates", 0),
            words=outcome.get("words", 0)),
        *_accounts(outcome, say),
    ]  # fmt: skip
    if refused:
        lines.append(say("drafting.gate.refused"))
    lines += [
        say("drafting.gate.rule", n=count, what=say(f"gate.{code}"))
        for code, count in sorted(refused.items(), key=lambda pair: (-pair[1], pair[0]))
        if say.has(f"gate.{code}")
    ]
    back = Button(say.plain("drafting.button.back"), encode("j.job", screen.job.id))
    return Message("\n".join(lines), ((back,),))


def _accounts(outcome: Mapping[str, Any], say: Words) -> Iterator[Raw]:
    """What became of the candidates: the numbers add up to theirs, where all were counted."""
    drafts = outcome.get("drafts", 0)
    yield say("drafting.gate.drafts", n=drafts)
    if "crowded" not in outcome:  # drafted before these were counted
        return
    crowded, beyond = outcome["crowded"], outcome["beyond"]
    turned_away = outcome["candidates"] - drafts - crowded - beyond
    yield say("drafting.gate.turned_away", n=turned_away)
    yield say("drafting.gate.crowded", n=crowded)
    if beyond:
        yield say("drafting.gate.beyond", n=beyond)


def draft_choices(held: Held, say: Words, *, by_model: bool = False) -> Keyboard:
    """The buttons that ask for drafts from a document, ``by_model`` too; none where no backend
    knows its language.
    """
    if not knows(RULES, held.source.language):
        return ()
    ask = Button(say.plain("drafting.button.model"), encode("j.model", held.id))
    return (
        (Button(say.plain("drafting.button.all"), encode("j.all", held.id)),),
        (Button(say.plain("drafting.button.best", n=BEST), encode("j.best", held.id)),),
        *(((ask,),) if by_model else ()),
    )


def review_button(held: Held, waiting: int, say: Words) -> Keyboard:
    """Leads to the drafts of a document that wait; none where none do."""
    if not waiting:
        return ()
    text = say.plain("drafting.button.review", n=waiting)
    return ((Button(text, encode("v.go", 0, 0, held.number)),),)


def language_told(held: Held, say: Words) -> Raw | None:
    """Why there are no such buttons, where there are none."""
    if knows(RULES, held.source.language):
        return None
    return say("drafting.language", language=language_name(held.source.language, say))


def _running(job: DraftJob, title: str, say: Words) -> str:
    head = say("drafting.running", title=title)
    if job.backend == LLM:
        word = "drafting.asking"
    elif job.total:
        word = "drafting.seeking" if job.percent < SOUGHT else "drafting.wording"
    else:
        word = "drafting.reading"
    if not job.total:
        return f"{head}\n{say(word)}"
    full = _BAR * job.percent // 100
    bar = "▰" * full + "▱" * (_BAR - full)
    return f"{head}\n{say('drafting.progress', bar=bar, percent=job.percent)}\n{say(word)}"


def _done(screen: JobScreen, say: Words) -> list[Raw]:
    outcome: Mapping[str, Any] = screen.job.outcome or {}
    drafts, new = outcome["drafts"], outcome["new"]
    title = screen.held.source.title
    known = say("drafting.done.known", n=drafts, title=title)
    lines = [say("drafting.done", n=new, title=title) if new else known]
    if drafts > new > 0:
        lines.append(say("drafting.done.before", n=drafts - new))
    if beyond := outcome.get("beyond", 0):
        word = "drafting.done.beyond" if screen.job.most else "drafting.done.most"
        lines.append(say(word, n=beyond, most=screen.job.limit))
    return [*lines, *halt_told(outcome, say), *cost_told(outcome, say)]


def _failed(job: DraftJob, title: str, say: Words) -> list[Raw]:
    outcome: Mapping[str, Any] = job.outcome or {}
    word = f"drafting.failed.{outcome['failure']}"
    of_model = f"{word}.{job.backend}"  # what a model fails at has its own words, at times
    of_nothing = f"{word}.{got_nothing(outcome)}"
    text = say(next(one for one in (of_nothing, of_model, word) if say.has(one)), title=title)
    return [text, *cost_told(outcome, say), say("drafting.stays")]


def _after(screen: JobScreen, say: Words) -> Keyboard:
    unfinished = screen.by_model and can_go_on(screen.job.outcome or {})
    further = Button(say.plain("drafting.button.go_on"), encode("j.model", screen.held.id))
    review, gate = review_button(screen.held, screen.waiting, say), (_gate(screen, say),)
    return (*review, (further,), gate) if unfinished else (*review, gate)


def _gate(screen: JobScreen, say: Words) -> Button:
    return Button(say.plain("drafting.button.gate"), encode("j.gate", screen.job.id))


def _again(screen: JobScreen, say: Words) -> Keyboard:
    """What failed or was cancelled may be asked for again, of a model where it is to be asked."""
    verb = "j.all" if screen.job.most is None else "j.best"
    if screen.job.backend == LLM and screen.by_model:
        verb = "j.model"
    again = Button(say.plain("drafting.button.again"), encode(verb, screen.held.id))
    rows: Keyboard = ((again,),)
    if "refused" not in (screen.job.outcome or {}):
        return rows
    review = review_button(screen.held, screen.waiting, say)
    return (*rows, *review, (_gate(screen, say),))


def _stop(job: DraftJob, say: Words) -> Button:
    return Button(say.plain("drafting.button.cancel"), encode("j.stop", job.id))


class DraftingScreens:
    """Draws what is owed about jobs."""

    def __init__(self, drafting: Drafting) -> None:
        self.drafting = drafting

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        """Screen names and who draws them."""
        return {
            "drafting": self.draw,
            "drafting.gate": self.draw_gate,
            "drafting.offer": self.draw_offer,
        }

    async def draw(self, owed: Owed) -> Rendered | None:
        """A job, as it stands now."""
        return await self._drawn(owed, job_message)

    async def draw_gate(self, owed: Owed) -> Rendered | None:
        """What the gate refused of it."""
        return await self._drawn(owed, gate_message)

    async def draw_offer(self, owed: Owed) -> Rendered | None:
        """What is said before a model is asked; gone, once that is answered."""
        if owed.args["over"]:
            return Gone()
        offered = await self.drafting.offered(owed.chat, owed.number("version"))
        if offered is None:
            return None
        return offer_message(offered, words(nearest_locale(*offered.voice.wishes)))

    async def _drawn(
        self, owed: Owed, message: Callable[[JobScreen, Words], Message]
    ) -> Rendered | None:
        screen = await self.drafting.screen(owed.chat, owed.number("job"))
        if screen is None:
            return None
        return message(screen, words(nearest_locale(*screen.voice.wishes)))
