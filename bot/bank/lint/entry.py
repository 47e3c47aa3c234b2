"""A question of the whole bank, with its place, as the rules that compare questions see it."""

from dataclasses import dataclass
from functools import cached_property

from bot.bank.files.tree import Path
from bot.bank.lint.asked import Asked
from bot.bank.lint.roots import Run, roots, words
from bot.domain.finding import Value
from bot.domain.fingerprint import plain_number
from bot.domain.question import QuestionType


@dataclass(frozen=True)
class Entry:
    """``file`` and ``line`` say where the question begins."""

    asked: Asked
    file: str
    line: int

    @property
    def id(self) -> str:
        return self.asked.question.id

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    @cached_property
    def key(self) -> str:
        """What is right, as text: of things to be ordered all of them, of pairs both sides, of a
        statement nothing, since its stem says it."""
        return "; ".join((*self.asked.question.lefts, *self._right))

    @cached_property
    def right(self) -> tuple[Run, ...]:
        """What is right, as roots: each key, thing to be ordered, or right side, in their order."""
        return tuple(roots(text, self.asked.language) for text in self._right)

    @property
    def _right(self) -> tuple[str, ...]:
        question = self.asked.question
        if question.type is QuestionType.TRUEFALSE:
            return ()
        if question.typed is not None:
            return (plain_number(question.typed.value),)
        if question.text_key is not None:
            return (question.text_key.value,)
        keys = tuple(option.text for option in question.options if option.key)
        return keys or tuple(option.text for option in question.options)

    @cached_property
    def explained(self) -> tuple[Run, Run]:
        """The rationale of the key and its brief form."""
        question, language = self.asked.question, self.asked.language
        return roots(question.rationale, language), roots(question.brief, language)

    @cached_property
    def evidence(self) -> frozenset[tuple[str, int, int]]:
        """The sentences that prove the key: source, paragraph, sentence."""
        return frozenset(
            (citation.source, citation.paragraph, sentence)
            for citation in self.asked.question.citations
            if citation.proves
            for sentence in citation.sentences
        )

    @cached_property
    def stem_roots(self) -> frozenset[str]:
        return frozenset(roots(self.asked.stem, self.asked.language))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of the stem: with another year it is another question."""
        return frozenset(word for word in words(self.asked.stem) if word[0].isdigit())


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding about the bank; ``about`` is the question it stands at, None: the first place."""

    code: str
    file: str
    line: int
    values: dict[str, Value]
    about: Entry | None = None
    below: Path = ()
