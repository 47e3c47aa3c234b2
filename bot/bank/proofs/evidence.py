"""Whether what a question claims stands in its evidence.

The claims of a question are the numbers, dates and proper names of its stem (but for what counts
the question's own pieces), of its key (the text of key options and of what is to be ordered, both
sides of a pair, the typed value), of its rationale and its brief one, of the distractors'
rationales, of the refutation and of the rationales of near values. What is false in a false
statement is how it relates them. Further spellings that a text question accepts, and distractors,
claim nothing. The evidence is the cited sentences, also those that are cited for the stem only, and
the entries of the cited sources; a key that is chosen or typed needs those cited for the key. The
rules are kept strict on purpose:

- a number stands there as digits or as words (six is 6, three thousand is 3,000); "one" and "first"
  are not claims, since English uses them as pronouns and adverbs;
- a date says no more than a date of the evidence: "October 2002" follows from "The seventh of
  October 2002", not the other way round. A year that the evidence leaves out of a date may come
  from the same citation: from its sentences, or from its source's entry;
- a number of years ("13 years") may be computed: the difference of two years of the evidence.
  Nothing else is computed: no other units, no sums, no counts of what a list enumerates;
- a name stands there word for word, or in another form that the glossary gives it. Free names of
  the glossary may stand anywhere, but a key that is nothing but a name stands in the sentences
  cited for it. British and American spellings are one, as are possessives and plurals.

Whether the claim *relates* them as the passage does, no rule of strings can tell: a person does.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from bot.bank.files.keywords import field
from bot.bank.files.tree import Path
from bot.bank.meaning import option_paths
from bot.bank.texts.counting import uncounted
from bot.bank.texts.dates import Date, Mentions, Number, in_words, mentions
from bot.bank.texts.names import NameBook, Proof, norms
from bot.bank.texts.tokens import Token, tokens
from bot.domain.finding import Value
from bot.domain.fingerprint import plain_number
from bot.domain.question import Question, QuestionType, Source

_YEARS = frozenset({"year", "years"})
_DECADE = 10
_CENTURY, _SHORT_DECADES = 1900, (30, 90)


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation's evidence: the sentences in their normal form, and the source they are from."""

    sentences: tuple[str, ...]
    source: Source

    @property
    def entry(self) -> str:
        """What the source's entry in sources.yaml says, as text."""
        source = self.source
        date = in_words(source.date)
        said = (source.title, source.publisher, date, source.date_note, source.short)
        return ". ".join(text for text in said if text)


@dataclass(frozen=True)
class Evidence:
    """Everything that a question's citations prove."""

    dates: tuple[Date, ...]
    numbers: frozenset[Decimal]
    years: frozenset[int]
    proof: Proof
    said: Proof
    """The cited sentences alone, without the entries of their sources."""

    def has_date(self, date: Date) -> bool:
        return any(date.within(known) for known in self.dates)

    def has_number(self, number: Number) -> bool:
        if number.value in self.numbers:
            return True
        if number.decade:
            decade = int(number.value)
            return any(decade <= year < decade + _DECADE for year in self.years)
        return number.unit in _YEARS and self.has_span(number.value)

    def lacks_name(self, text: str) -> bool:
        """Whether a text is a name of the glossary, and no form of it is said."""
        names = self.said.book.named(text)
        forms = [norms(form) for name in names for form in (name.name, *name.aliases)]
        return bool(forms) and not any(map(self.said.has, forms))

    def has_span(self, years: Decimal) -> bool:
        """Whether two years of the evidence lie that far apart."""
        return any(abs(a - b) == years for a, b in combinations(self.years, 2))


def evidence(cited: Sequence[Cited], book: NameBook, small: AbstractSet[str]) -> Evidence:
    """Gather what the citations prove; ``small`` are the words that people write small."""
    dates: list[Date] = []
    numbers: set[Decimal] = set()
    years: set[int] = set()
    sentences: list[tuple[Token, ...]] = []
    entries: list[tuple[Token, ...]] = []
    for citation in cited:
        said = mentions(" ".join(citation.sentences))
        entry = mentions(citation.entry)
        for found in (said, entry):
            dates += found.dates
            numbers |= {value for number in found.numbers for value in _meant(number)}
            years |= _years(found)
        dates += _completed(said.dates, _years(said) | _years(entry))
        sentences += map(tokens, citation.sentences)
        entries.append(tokens(citation.entry))
    return Evidence(
        tuple(dates),
        frozenset(numbers | set(map(Decimal, years))),
        frozenset(years),
        Proof((*sentences, *entries), book, small),
        Proof(tuple(sentences), book, small),
    )


def unproven(
    question: Question, known: Evidence, of_key: Evidence
) -> Iterator[tuple[Path, str, dict[str, Value]]]:
    """Every number (E409), date (E410) and name (E411) of a question that its evidence lacks.

    ``of_key`` is what those citations prove that stand for the key: what refutes a distractor or
    dates the stem bears out no key. A key that is a name, free or not, has to be said (E414).
    """
    keys = set(_key_paths(question))
    for path, text in claims(question):
        where = field(path)
        said = mentions(text)
        proven = of_key if path in keys else known
        for date in said.dates:
            if not proven.has_date(date):
                yield path, "E410", {"where": where, "text": date.text}
        for number in said.numbers:
            if _claimed(number) and not proven.has_number(number):
                yield path, "E409", {"where": where, "text": number.text}
        names = proven.proof.missing_names(text, said.taken)
        for name in names:
            yield path, "E411", {"where": where, "text": name}
        if path in keys and not names and of_key.lacks_name(text):
            yield path, "E414", {"where": where, "text": text}
    typed = question.typed
    if typed:
        value = Number(plain_number(typed.value), typed.value, digits=True, unit=typed.unit or "")
        if not of_key.has_number(value):
            yield ("answer",), "E409", {"where": "answer", "text": value.text}


def _key_paths(question: Question) -> Iterator[Path]:
    """Where the key itself is claimed. Orders and pairs have citations for each of their pieces."""
    yield ("answer",)
    if question.type in (QuestionType.SINGLE, QuestionType.MULTIPLE):
        for path, option in zip(option_paths(question), question.options, strict=True):
            if option.key:
                yield path


def claims(question: Question) -> Iterator[tuple[Path, str]]:
    """The texts that evidence must bear out, with their paths below the question."""
    yield ("stem",), uncounted(question)
    yield ("rationale",), question.rationale
    yield ("brief",), question.brief
    if question.text_key:
        yield ("answer",), question.text_key.value
    for index, left in enumerate(question.lefts):
        yield ("pairs", index, "text"), left
    for path, option in zip(option_paths(question), question.options, strict=True):
        if question.type is QuestionType.TRUEFALSE:
            if option.rationale:
                yield ("refutation",), option.rationale
            continue
        if option.key or question.type is QuestionType.ORDERING:
            yield path, option.text
        if option.rationale:
            yield (*path[:2], "rationale"), option.rationale
    for index, near in enumerate(question.near):
        yield ("near", index, "rationale"), near.rationale


def _meant(number: Number) -> Iterator[Decimal]:
    """The number, and 1990 for "the 90s"; "the 20s" may be of either century."""
    yield number.value
    if number.decade and _SHORT_DECADES[0] <= number.value <= _SHORT_DECADES[1]:
        yield number.value + _CENTURY


def _claimed(number: Number) -> bool:
    return number.digits or number.value != 1


def _years(found: Mentions) -> set[int]:
    years = {date.year for date in found.dates if date.year is not None}
    return years | {n.year for n in found.numbers if n.year is not None and n.digits}


def _completed(dates: Sequence[Date], years: AbstractSet[int]) -> list[Date]:
    """Dates without a year, in every year that their citation speaks of."""
    return [
        Date(date.text, year, date.month, date.day)
        for date in dates
        if date.year is None
        for year in sorted(years)
    ]
