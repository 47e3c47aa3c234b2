"""What the screens of disputed questions show, read anew each time one is drawn."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.disputes.dispute import Kind
from bot.domain.disputes.ruling import Verdict, judged
from bot.domain.marking import Given, Mark
from bot.domain.question import Source
from bot.domain.quizzes.attempt import Step
from bot.domain.quizzes.cited_pages import Pages
from bot.services.disputes.rulings import PURPOSE, disputed_version, fits, may_rule
from bot.storage.bank import questions
from bot.storage.database import Database, Tx
from bot.storage.disputes import concerned, disputes, rescoring, rulings, versions
from bot.storage.disputes.rulings import Ruling, SetOf
from bot.storage.disputes.versions import Version
from bot.storage.documents import documents
from bot.storage.people import people
from bot.storage.quiz import prompts
from bot.storage.quiz.prompts import Prompt

WORDS_SHOWN = 5
LISTED = 100
"""Questions on a page of the list."""

NO_MARK = Mark(0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A disputed question as it waits for a ruling. ``step`` holds the version that is ruled on,
    its options in their own order; ``place`` counts from 1 of so many that ``wait``.

    ``reporters`` are those who still have an account: others cannot be told apart. ``may`` are the
    verdicts that this instructor can give. ``last`` is the ruling before, and how
    many responses got another mark by it; ``as_well`` what counts beside the key by it. ``pages``
    are those of cited paragraphs, in documents that have pages.
    """

    step: Step
    version: int
    of: SetOf
    place: int
    wait: int
    frozen: bool
    reporters: int
    kinds: Mapping[Kind, int]
    words: Sequence[str]
    answers: Sequence[tuple[Step, int]]
    sources: Mapping[str, Source]
    may: Collection[Verdict]
    last: tuple[Ruling, int] | None
    prompt: Prompt | None
    as_well: Sequence[Step] = ()
    pages: Pages = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A disputed question as a list of them shows it."""

    question_id: int
    stem: str
    set: str
    frozen: bool


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """Page ``number`` (from 1) of ``last``, and the questions before and behind the open one, which
    may stand on other pages.
    """

    questions: Sequence[Waiting]
    number: int = 1
    last: int = 1
    before: int | None = None
    behind: int | None = None


@dataclass(frozen=True, slots=True)
class QueueScreen:
    """An entry, or None when nothing is disputed."""

    entry: Entry | None
    voice: people.Voice


@dataclass(frozen=True, slots=True)
class OutcomeScreen:
    """What somebody hears of a ruling: on what, how, and what it makes of their marks.

    ``step`` has the key of that time: the ruling may be over by now. ``as_well`` is what counts
    beside it, ``reworded`` the question in the words that the ruling gave it.
    """

    ruling: Ruling
    step: Step
    reported: bool
    marks: tuple[int, int, bool] | None
    voice: people.Voice
    as_well: Sequence[Step] = ()
    reworded: Step | None = None


class DisputeReading:
    """Read methods for the screens; ``instructors`` are the Telegram ids that the settings name."""

    def __init__(self, database: Database, instructors: Collection[int]) -> None:
        self.database = database
        self.instructors = instructors

    async def queue_screen(self, chat: int, question_id: int) -> QueueScreen:
        """The entry of that question, or of the first that is disputed."""
        async with self.database.read() as tx:
            voice = await people.voice(tx, chat)
            waiting = await disputes.disputed(tx)
            about = question_id or next(iter(waiting), 0)
            return QueueScreen(await self._entry(tx, chat, about, waiting), voice)

    async def number(self) -> int:
        """How many questions are disputed."""
        async with self.database.read() as tx:
            return len(await disputes.disputed(tx))

    async def waiting(self, question_id: int, page: int) -> WaitingPage:
        """The disputed questions in the order in which they wait: the page that has that question,
        or without one (0), or where it waits no more, the page of that number, or the last.
        """
        async with self.database.read() as tx:
            ids = await disputes.disputed(tx)
            last = max(1, -(-len(ids) // LISTED))
            number = ids.index(question_id) // LISTED + 1 if question_id in ids else min(page, last)
            start = (number - 1) * LISTED
            found = [await _waiting(tx, one) for one in ids[start : start + LISTED]]
        at = ids.index(question_id) if question_id in ids else -1 if question_id else start
        return WaitingPage(
            tuple(filter(None, found)),
            number,
            last,
            before=ids[at - 1] if at > 0 else None,
            behind=ids[at + 1] if at + 1 < len(ids) else None,
        )

    async def _entry(
        self, tx: Tx, chat: int, question_id: int, waiting: Sequence[int]
    ) -> Entry | None:
        held = await versions.of_question(tx, question_id)
        version_id = await disputed_version(tx, question_id, held)
        of = await rulings.set_of(tx, question_id)
        if version_id is None or of is None:
            return None
        on = held[version_id]
        alike = await versions.alike(tx, question_id, version_id)
        made = await disputes.open_on(tx, alike)
        step = _step(question_id, on, of)
        sources = (await questions.sources_for(tx, [version_id]))[version_id]
        last = await rulings.last_on(tx, question_id)
        person = await people.find(tx, chat)
        prompt = await prompts.of(tx, person.id) if person else None
        return Entry(
            step=step,
            version=on.number,
            of=of,
            place=waiting.index(question_id) + 1 if question_id in waiting else 0,
            wait=len(waiting),
            frozen=on.frozen,
            reporters=await disputes.reporters(tx, alike),
            kinds=Counter(one.kind for one in made),
            words=[one.words for one in made if one.words][-WORDS_SHOWN:],
            answers=[
                (_with(step, given), times) for given, times in await disputes.answers(tx, alike)
            ],
            sources=sources,
            may=[
                verdict
                for verdict in Verdict
                if fits(step.question, verdict) and may_rule(of, verdict, chat, self.instructors)
            ],
            last=(last, await rescoring.number_changed(tx, last.id)) if last else None,
            prompt=prompt
            if prompt and prompt.purpose == PURPOSE and prompt.about["question"] == question_id
            else None,
            as_well=_as_well(await self._ruled_on(tx, last, held, of)) if last else (),
            pages=await documents.cited_pages(tx, [(step.question, sources)]),
        )

    async def _ruled_on(
        self, tx: Tx, ruling: Ruling, held: Mapping[int, Version], of: SetOf
    ) -> tuple[Step, Version]:
        """The version that a ruling is about as it stood then, also as a step."""
        on = held[ruling.version_id]
        told = replace(on, standard=await rulings.standard_by(tx, ruling, on))
        return _step(ruling.question_id, told, of), told

    async def outcome_screen(self, chat: int, ruling_id: int) -> OutcomeScreen | None:
        """What somebody is told of a ruling."""
        async with self.database.read() as tx:
            ruling = await rulings.find(tx, ruling_id)
            person = await people.find(tx, chat)
            if ruling is None or person is None:
                return None
            of = await rulings.set_of(tx, ruling.question_id)
            assert of is not None  # noqa: S101 - questions stay
            held = await versions.of_question(tx, ruling.question_id)
            step, told = await self._ruled_on(tx, ruling, held, of)
            new = held.get(ruling.new_version_id or 0)
            words = new if ruling.verdict is Verdict.WORDING else None
            return OutcomeScreen(
                ruling,
                step,
                await concerned.reported(tx, ruling_id, person.id),
                await rescoring.marks_changed(tx, ruling_id, person.id),
                await people.voice(tx, chat),
                _as_well((step, told)),
                _step(ruling.question_id, words, of) if words else None,
            )

    async def voice(self, chat: int) -> people.Voice:
        """How to speak to a chat."""
        async with self.database.read() as tx:
            return await people.voice(tx, chat)


async def _waiting(tx: Tx, question_id: int) -> Waiting | None:
    held = await versions.of_question(tx, question_id)
    version_id = await disputed_version(tx, question_id, held)
    of = await rulings.set_of(tx, question_id)
    if version_id is None or of is None:
        return None
    on = held[version_id]
    return Waiting(question_id, on.question.stem, of.title, on.frozen)


def _step(question_id: int, on: Version, of: SetOf) -> Step:
    """A version as a step that nobody has answered, its options in their own order."""
    question = judged(on.question, on.standard)
    order = tuple(option.id for option in question.options)
    return Step(
        0, 1, 1, question_id, on.id, question, order, "", of.language, of.title,
        void=on.standard.void, also=on.standard.also,
    )  # fmt: skip


def _as_well(ruled_on: tuple[Step, Version]) -> list[Step]:
    """What counts beside the key, by rulings alone."""
    step, on = ruled_on
    text_key = on.question.text_key
    written = text_key.forms if text_key else ()
    options = [one.id for one in on.question.options if one.id in on.standard.also]
    given = [
        *(Given(frozenset({one})) for one in options),
        *(Given(value=value) for value in on.standard.also_values),
        *(Given(text=form) for form in on.standard.forms[1:] if form not in written),
    ]
    return [_with(step, one) for one in given]


def _with(step: Step, given: Given) -> Step:
    return replace(step, given=given, mark=NO_MARK)
