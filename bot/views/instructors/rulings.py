"""Instructors' screens for disputed questions: what was reported, and what can be ruled."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from string import ascii_uppercase

from bot.domain.disputes.rewording import TOLD, longest, told_parts
from bot.domain.disputes.ruling import UNDOABLE, Verdict, too_few
from bot.domain.owed import Owed
from bot.domain.question import Option, Question, QuestionType, State
from bot.domain.shortening import shortened
from bot.services.disputes.queue import MARKED, SCREEN
from bot.services.disputes.reading import DisputeReading, Entry, QueueScreen
from bot.views.callback import encode
from bot.views.fitting import TEXT_LIMIT, length
from bot.views.message import Button, Keyboard, Message, Rendered
from bot.views.people.disputes import kind_word
from bot.views.quiz.buttons import rows_of
from bot.views.quiz.citations import citation_line
from bot.views.quiz.labels import given_words, key_words, option_words
from bot.views.words import Raw, Words, nearest_locale, words

STEM = "s"
"""Stands for the stem where an option is chosen."""

LENGTHS = ((900, 300, 300), (500, 160, 120), (240, 60, 60))
"""Stem, each option, each report: cut to the first of these with which all fits."""

WHOLE = (4_000, 1_000, 1_000)
"""Where there is room for all of it."""

ON_BUTTON = 40
GIVEN = 120
ANSWERS_SHOWN = 8
CITATIONS_SHOWN = 4
OFFERED = (Verdict.KEY, Verdict.BOTH, Verdict.VOID, Verdict.WORDING, Verdict.REJECTED)


def entry_message(screen: QueueScreen, say: Words, step: str = "") -> Message:
    """A disputed question, or that there is none; ``step`` names the verdict being chosen."""
    entry = screen.entry
    if entry is None:
        return Message(say("ruling.nothing"), ((_drafts(say),),))
    for lengths in LENGTHS:
        body = "\n".join(entry_lines(entry, say, lengths))
        if length(body) < TEXT_LIMIT - 500:
            break
    if entry.prompt is not None:
        return _prompted(entry, body, say)
    if step in {verdict.value for verdict in entry.may}:
        return _asked(entry, body, Verdict(step), say)
    return Message(body, _verdicts(entry, say))


def entry_lines(entry: Entry, say: Words, lengths: tuple[int, int, int] = WHOLE) -> list[str]:
    """What is asked, what is right and where that stands, what was reported and answered."""
    stem, option, report = lengths
    step = entry.step
    word = "waiting" if entry.place else "settled"
    lines: list[str] = [
        say(f"ruling.{word}", place=entry.place, wait=entry.wait, set=entry.of.title)
    ]
    if entry.frozen:
        lines.append(say("ruling.frozen"))
    if step.void:
        lines.append(say("ruling.void"))
    if step.question.state is State.RETIRED:
        lines.append(say("ruling.retired"))
    lines += ["", say("dispute.stem", stem=shortened(step.question.stem, stem))]
    lines += _key_lines(entry, say, option)
    lines += _told_lines(step.question, say, report)
    cited = step.question.citations[:CITATIONS_SHOWN]
    lines += [citation_line(citation, entry.sources, say, entry.pages) for citation in cited]
    if entry.kinds:
        kinds = " · ".join(
            say("ruling.kind", kind=kind_word(kind, say), n=number)
            for kind, number in entry.kinds.items()
        )
        told = [say("ruling.reported", n=entry.reporters)] if entry.reporters else []
        lines += ["", *told, kinds]
        lines += [say("ruling.words", words=shortened(said, report)) for said in entry.words]
    if entry.answers:
        lines += ["", say("ruling.answers", answers=_answers(entry, say, report))]
    if entry.last is not None:
        ruling, changed = entry.last
        verdict = say(f"ruling.verdict.{ruling.verdict.value}")
        word = "pending" if ruling.pending else "last"
        day = ruling.at.date().isoformat()
        lines += ["", say(f"ruling.{word}", verdict=verdict, day=day, n=changed)]
    if entry.as_well:
        others = ", ".join(given_words(one, say) for one in entry.as_well)
        lines.append(say("ruling.as_well", others=shortened(others, option)))
    return lines


def _key_lines(entry: Entry, say: Words, most: int) -> list[str]:
    question = entry.step.question
    if not question.options or entry.step.assembled:
        return [say("ruling.key", key=shortened(key_words(entry.step, say), most * 2))]
    lines: list[str] = []
    for place, option in enumerate(question.options):
        mark = "key" if option.key else "also" if option.id in entry.step.also else "option"
        text = shortened(option_words(option, entry.step), most)
        lines.append(say(f"ruling.{mark}.line", letter=ascii_uppercase[place], text=text))
    return lines


def _told_lines(question: Question, say: Words, most: int) -> list[str]:
    """What learners read after an answer, in polls too where it is said otherwise there."""
    lines: list[str] = [say("review.rationale", text=shortened(question.rationale, most))]
    if question.brief not in {"", question.rationale}:
        lines.append(say("review.brief", text=shortened(question.brief, most)))
    if question.note:
        lines.append(say("review.note", text=shortened(question.note, most)))
    return lines


def _answers(entry: Entry, say: Words, most: int) -> str:
    letters = {o.id: ascii_uppercase[p] for p, o in enumerate(entry.step.question.options)}
    found = []
    for step, times in entry.answers[:ANSWERS_SHOWN]:
        given = step.given
        if given is None or given.passed:
            text = say.plain("ruling.passed")
        elif given.options:
            text = "".join(sorted(letters.get(one, "?") for one in given.options))
        else:
            text = shortened(given_words(step, say), most)
        found.append(f"{text} {times}")
    return " · ".join(found)


# --- what can be done -----------------------------------------------------------------------------


def _verdicts(entry: Entry, say: Words) -> Keyboard:
    step = entry.step
    about = (step.question_id, step.version_id)
    buttons = [
        Button(say.plain(f"ruling.button.{verdict.value}"), encode("u.rule", *about, verdict.value))
        for verdict in OFFERED
        if verdict in entry.may and entry.place and not (verdict is Verdict.VOID and step.void)
    ]
    rows = rows_of(buttons)
    if entry.last is not None and entry.last[0].verdict in UNDOABLE and entry.last[0].last:
        back = Button(say.plain("ruling.button.back"), encode("u.back", entry.last[0].id))
        rows.append((back,))
    if entry.wait > (1 if entry.place else 0):
        rows.append((Button(say.plain("ruling.button.next"), encode("u.next", step.question_id)),))
    return (*rows, (_drafts(say),))


def _drafts(say: Words) -> Button:
    """The other half of what there is to review."""
    return Button(say.plain("ruling.button.drafts"), encode("v.next", 0, 0, 0))


def _asked(entry: Entry, body: str, verdict: Verdict, say: Words) -> Message:
    """Which option, or whether it is meant."""
    step = entry.step
    about = (step.question_id, step.version_id)
    if verdict is Verdict.VOID:
        sure = Button(say.plain("ruling.button.sure"), encode("u.sure", *about))
        rows: list[tuple[Button, ...]] = [(sure,)]
    else:
        options = [
            (str(place), _on_button(entry, place, option))
            for place, option in enumerate(step.question.options)
            if may_pick(entry, verdict, option)
        ]
        if verdict is Verdict.WORDING:
            options.insert(0, (STEM, say.plain("ruling.button.stem")))
            options += [
                (part, say.plain(f"ruling.button.{part}")) for part in told_parts(step.question)
            ]
        rows = [
            (Button(text, encode("u.pick", *about, verdict.value, place)),)
            for place, text in options
        ]
    rows.append((_cancel(entry, say),))
    asked = [ask_words(entry, verdict, say)]
    if verdict is Verdict.KEY:
        asked.append(say("ruling.step.1"))
    return Message("\n".join([body, "", *asked]), tuple(rows))


def ask_words(entry: Entry, verdict: Verdict, say: Words) -> Raw:
    """What a verdict wants to know first, and what it leads to."""
    if verdict is Verdict.KEY and several(entry):
        return say("ruling.ask.keys")
    question = entry.step.question
    any_other = frozenset({"", *entry.step.also})
    if verdict is Verdict.BOTH and question.options and too_few(question, any_other):
        return say("ruling.ask.both.few")
    return say(f"ruling.ask.{verdict.value}")


def may_pick(entry: Entry, verdict: Verdict, option: Option) -> bool:
    """Whether a verdict can be about that option."""
    if verdict is Verdict.WORDING:
        return bool(option.text)
    if verdict is Verdict.KEY:
        return several(entry) or not option.key
    return not option.key and option.id not in entry.step.also


def several(entry: Entry) -> bool:
    """Whether several options may be right."""
    return entry.step.question.type is QuestionType.MULTIPLE


def _on_button(entry: Entry, place: int, option: Option) -> str:
    text = shortened(option_words(option, entry.step), ON_BUTTON)
    return f"{ascii_uppercase[place]} · {text}"


def _prompted(entry: Entry, body: str, say: Words) -> Message:
    """What is to be written now."""
    assert entry.prompt is not None  # noqa: S101 - only then
    about = entry.prompt.about
    options = {o.id: ascii_uppercase[p] for p, o in enumerate(entry.step.question.options)}
    wants = about["wants"] if about["wants"] in {"value", "proof"} else about["verdict"]
    if wants == Verdict.KEY and several(entry):
        wants = "keys"
    choice = options.get(about["choice"], about["choice"]) or say.plain("ruling.button.stem")
    if about["choice"] in TOLD:
        choice = say.plain(f"ruling.button.{about['choice']}")
    asked = say(f"ruling.write.{wants}", choice=choice, most=longest(about["choice"]))
    lines = [body, "", *_given(entry, say), asked]
    if about["verdict"] == Verdict.KEY:
        lines.append(say(f"ruling.step.{_STEPS[about['wants']]}"))
    return Message("\n".join(lines), ((_cancel(entry, say),),))


_STEPS = {"value": 1, "words": 2, "proof": 3}


def _given(entry: Entry, say: Words) -> Iterator[str]:
    """What was given in the steps before, where what is asked now does not say it."""
    assert entry.prompt is not None  # noqa: S101 - only then
    about, question = entry.prompt.about, entry.step.question
    chosen = {one.id: option_words(one, entry.step) for one in question.options}
    choice = shortened(chosen.get(about["choice"], about["choice"]), GIVEN)
    if about["wants"] == "proof":
        words = shortened(about.get("words", ""), GIVEN)
        yield say("ruling.given.why", choice=choice, words=words)
    elif about["verdict"] in {Verdict.KEY, Verdict.BOTH} and choice:
        yield say("ruling.given", choice=choice)


def _cancel(entry: Entry, say: Words) -> Button:
    return Button(say.plain("ruling.button.cancel"), encode("u.show", entry.step.question_id))


class RulingScreens:
    """Draws what instructors rule on."""

    def __init__(self, reading: DisputeReading) -> None:
        self._reading = reading

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        """Screen names and who draws them."""
        return {SCREEN: self.draw, "ruling.word": self.draw_word, MARKED: self.draw_marked}

    async def draw(self, owed: Owed) -> Rendered | None:
        """Args: ``question`` (0 for the first that is disputed), ``step``."""
        screen = await self._reading.queue_screen(owed.chat, owed.number("question"))
        say = words(nearest_locale(*screen.voice.wishes))
        return entry_message(screen, say, str(owed.args.get("step") or ""))

    async def draw_word(self, owed: Owed) -> Rendered | None:
        """A word about what was written. Args: ``word``."""
        voice = await self._reading.voice(owed.chat)
        return Message(words(nearest_locale(*voice.wishes))(str(owed.args["word"])))

    async def draw_marked(self, owed: Owed) -> Rendered | None:
        """To whoever ruled: it is done. Args: ``number`` of responses with another mark."""
        say = words(nearest_locale(*(await self._reading.voice(owed.chat)).wishes))
        return Message(say("ruling.marked", n=owed.number("number")))
