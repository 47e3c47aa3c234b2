"""What `bank check` demands beyond a sound form: lint, second readers, few waivers, notes.

A bank's own folder has to be free of all that. What serves the bank (import, start) asks for a
sound form alone, and a set that stands outside any bank is told its flaws without being refused.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.bank.lint.asked import Asked
from bot.bank.lint.balance import Places, Share, longest, places, truths, unbalanced
from bot.bank.lint.entry import Entry
from bot.bank.lint.giveaway import giveaways
from bot.bank.lint.likeness import near_duplicates
from bot.bank.lint.linting import Lapse, lint_file, served, unwaived
from bot.bank.lint.spread import LEAST_IN_TOPIC, LEAST_SHARE, difficulties, rare
from bot.bank.passage_notes.treating import resting_problems, treating_problems
from bot.bank.problem import Problem, excerpt, ordered
from bot.bank.reading import Bank, Placed, SetFile
from bot.bank.reviews.second_reading import reading_problems, unseen_readings
from bot.domain.finding import Phrase, Value
from bot.domain.question import Difficulty, State
from bot.domain.review import Unseen

MOST_WAIVED = 0.03
"""The share of questions with a waiver has to stay under this."""

_BANK_RULES = ("L34", "L35")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a check measures of a whole bank; questions that are retired do not count."""

    questions: int
    waived: int
    longest_key: Share
    key_places: Places
    true_statements: Share
    difficulties: dict[Difficulty, int]
    unseen: dict[Unseen, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Every problem in order, and the figures where a whole bank was read.

    ``own``: the files are a bank's own, so lint refuses them.
    """

    problems: tuple[Problem, ...]
    figures: Figures | None
    own: bool

    @property
    def sound(self) -> bool:
        refusing = {"error", "lint"} if self.own else {"error"}
        return not any(problem.severity in refusing for problem in self.problems)


def check(bank: Bank) -> Verdict:
    """Every problem of a bank's files; figures only when all its sets were read."""
    own = bank.whole or bank.sources.tree.value is not None
    problems = [*bank.problems]
    for file in bank.sets:
        problems += lint_file(file)
        if own:
            problems += (*reading_problems(file), *_treatment(bank, file), *_unlogged(file))
    figures = None
    if bank.whole:
        placed = [(file, one) for file in bank.sets for one in served(file)]
        entries = [_entry(file, one) for file, one in placed]
        figures = _figures(entries)
        problems += _of_the_bank(bank, placed, entries, figures)
    return Verdict(ordered(problems), figures, own)


def _treatment(bank: Bank, file: SetFile) -> Iterator[Problem]:
    """What questions leave unsaid of the passages that they cite."""
    known = bank.contradictions.by_passage if bank.contradictions else {}
    for placed in served(file):
        found = list(treating_problems(placed.question, known))
        if bank.objectives:
            found += resting_problems(placed.question, bank.objectives)
        for below, code, values in found:
            yield Problem(file.file, file.tree.line((*placed.path, *below)), code, values)


def _unlogged(file: SetFile) -> Iterator[Problem]:
    """E351: not even the first version says what it brought; what is served may go without."""
    if file.set is not None and not file.set.changelog and file.set.version == 1:
        yield Problem(file.file, file.tree.line(("version",)), "E351", {"version": 1})


def _entry(file: SetFile, placed: Placed) -> Entry:
    asked = Asked(placed.question, file.language)
    return Entry(asked, file.file, file.tree.line(placed.path))


def _figures(entries: Sequence[Entry]) -> Figures:
    return Figures(
        questions=len(entries),
        waived=sum(bool(entry.asked.question.waivers) for entry in entries),
        longest_key=longest(entries)[0],
        key_places=places(entries)[0],
        true_statements=truths(entries)[0],
        difficulties=difficulties(entries),
        unseen=unseen_readings(entry.asked.question for entry in entries),
    )


def _of_the_bank(
    bank: Bank,
    placed: Sequence[tuple[SetFile, Placed]],
    entries: Sequence[Entry],
    figures: Figures,
) -> Iterator[Problem]:
    for remark in unbalanced(entries):
        yield Problem(remark.file, remark.line, remark.code, remark.values)
    at = dict(zip(map(id, entries), placed, strict=True))
    lapses = [
        Lapse(*at[id(remark.about)], remark.below, remark.code, remark.values)
        for remark in (*near_duplicates(entries), *giveaways(entries))
    ]
    yield from unwaived(bank.sets, lapses, _BANK_RULES)
    yield from _waived(bank, figures)
    yield from _thin(bank, entries, figures)


def _waived(bank: Bank, figures: Figures) -> Iterator[Problem]:
    """E373, at the first waiver of the bank."""
    if not figures.waived or figures.waived < MOST_WAIVED * figures.questions:
        return
    file, line = next(
        (file.file, file.tree.line((*one.path, "waive")))
        for file in bank.sets
        for one in served(file)
        if one.question.waivers
    )
    percent = f"{100 * figures.waived / figures.questions:.1f}"
    counts = {"count": figures.waived, "total": figures.questions}
    limit = round(100 * MOST_WAIVED)
    yield Problem(file, line, "E373", {**counts, "percent": percent, "limit": limit})


def _thin(bank: Bank, entries: Iterable[Entry], figures: Figures) -> Iterator[Problem]:
    """W01, W02: a difficulty that has few questions, a topic of which few are asked."""
    for difficulty, share in rare(figures.difficulties).items():
        values: dict[str, Value] = {
            "percent": round(100 * share),
            "difficulty": Phrase(difficulty.value),
            "least": round(100 * LEAST_SHARE),
        }
        place = next((e for e in entries if e.asked.question.difficulty is difficulty), None)
        at = (place.file, place.line) if place else (bank.sets[0].file, 1)
        yield Problem(*at, "W01", values)
    for file in bank.sets:
        for topic in file.set.topics if file.set else ():
            asked = (p.question for p in file.questions if p.question.state is State.APPROVED)
            count = sum(question.topic == topic for question in asked)
            if count < LEAST_IN_TOPIC:
                line = file.tree.line(("topics", topic))
                values = {"topic": excerpt(topic), "count": count, "least": LEAST_IN_TOPIC}
                yield Problem(file.file, line, "W02", values)
