"""A question as the rules of lint see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.bank.files.tree import Path
from bot.bank.lint.roots import unquoted
from bot.bank.lint.vocabulary import Vocabulary, vocabulary
from bot.bank.texts.passages import one_line
from bot.domain.finding import Value
from bot.domain.question import Question, QuestionType

Flaw = tuple[Path, Mapping[str, Value]]
"""Where it stands, counted from the question, and the values of its words."""

Flaws = Iterator[Flaw]

_RIVALS = frozenset({QuestionType.SINGLE, QuestionType.MULTIPLE})
_LISTED = frozenset({*_RIVALS, "ordering"})
"""Types whose options are read one after the other, as a list."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option with a text; ``number`` counts from 1."""

    number: int
    text: str
    key: bool

    @property
    def path(self) -> Path:
        return ("options", self.number - 1, "text")


@dataclass(frozen=True)
class Asked:
    """A question and the language of its set, a tag such as ``en`` or ``pt-BR``."""

    question: Question
    tag: str

    @cached_property
    def language(self) -> str:
        """The language without region or script."""
        return self.tag.partition("-")[0].lower()

    @property
    def known(self) -> Vocabulary | None:
        """The words of the language; None where lint cannot read it."""
        return vocabulary(self.language)

    @cached_property
    def stem(self) -> str:
        return one_line(self.question.stem)

    @cached_property
    def own_words(self) -> str:
        """The stem without what it quotes."""
        return unquoted(self.question.stem)

    @property
    def single(self) -> bool:
        return self.question.type is QuestionType.SINGLE

    @property
    def statement(self) -> bool:
        """Whether the stem is a statement to be judged, not a question."""
        return self.question.type is QuestionType.TRUEFALSE

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The options that are read as a list: those to choose among, and those to be ordered."""
        return tuple(
            Choice(number, one_line(option.text), option.key)
            for number, option in enumerate(self.question.options, 1)
            if self.question.type in _LISTED and option.text.strip()
        )

    @cached_property
    def rivals(self) -> tuple[Choice, ...]:
        """Options among which one chooses: those of single and multiple."""
        return self.choices if self.question.type in _RIVALS else ()

    @cached_property
    def keys(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.rivals if choice.key)

    @cached_property
    def distractors(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.rivals if not choice.key)
