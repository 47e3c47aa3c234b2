"""No text question may take another name for its key: the forgiveness of slips, against all names.

The names are those of the corpus glossary, and every key, accepted spelling and near value of the
text questions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.bank.files.build import Name
from bot.bank.files.tree import Path, Tree
from bot.bank.problem import Problem, excerpt
from bot.domain.finding import Phrase, Value
from bot.domain.question import Question, TextKey
from bot.domain.spelling import folded, folded_words, read_as, slips


@dataclass(frozen=True, slots=True)
class _Known:
    """A name, where it stands, and whose it is: a question's id or a place in the glossary."""

    text: str
    words: tuple[str, ...]
    where: Value
    owner: str | int


class _Names:
    """Every known name by its digits and the number of its words, which no slip changes: few are
    near to any one text.
    """

    def __init__(self, asked: Iterable["_Asked"], names: Sequence[Name]) -> None:
        self._alike: dict[tuple[str, int], list[_Known]] = {}
        for one in asked:
            where = Phrase("in_question", {"id": one.id})
            for text in (*one.key.forms, *(near.value for near in one.key.near)):
                self._add(text, where, one.id)
        for index, name in enumerate(names):
            for text in (name.name, *name.aliases):
                self._add(text, Phrase("in_glossary"), index)

    def _add(self, text: str, where: Value, owner: str | int) -> None:
        words = folded_words(text)
        self._alike.setdefault(_unchanged(words), []).append(_Known(text, words, where, owner))

    def near(self, key: TextKey) -> Iterator[_Known]:
        """The names that a slip could turn into a right spelling, or the other way round."""
        forms = [folded_words(form) for form in key.forms]
        for unchanged in dict.fromkeys(map(_unchanged, forms)):
            for known in self._alike.get(unchanged, ()):
                if any(slips(form, known.words) is not None for form in forms):
                    yield known


def _unchanged(words: Sequence[str]) -> tuple[str, int]:
    return "".join(c for word in words for c in word if c.isdecimal()), len(words)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A text question: its key, and where it stands."""

    id: str
    key: TextKey
    tree: Tree
    path: Path

    def problem(self, below: Path, code: str, **values: Value) -> Problem:
        return Problem(self.tree.file, self.tree.line((*self.path, *below)), code, values)


def mistaken(
    placed: Iterable[tuple[Tree, Path, Question]], names: Sequence[Name] = ()
) -> Iterator[Problem]:
    """Every text question that another name would satisfy, of questions and where they stand."""
    asked = [
        _Asked(question.id, question.text_key, tree, path)
        for tree, path, question in placed
        if question.text_key is not None
    ]
    known = _Names(asked, names)
    owners = _owners(names)
    for one in asked:
        own = {owner for form in one.key.forms for owner in owners.get(folded(form), ())}
        if len(own) > 1:
            yield from _two_names(one, owners)
        others = (other for other in known.near(one.key) if other.owner not in {one.id, *own})
        yield from _taken_for(one, others)


def _owners(names: Sequence[Name]) -> Mapping[str, frozenset[int]]:
    """The entries of the glossary that a folded form belongs to, by their place there."""
    found: dict[str, frozenset[int]] = {}
    for index, name in enumerate(names):
        for form in map(folded, (name.name, *name.aliases)):
            found[form] = found.get(form, frozenset()) | {index}
    return found


def _two_names(one: _Asked, owners: Mapping[str, frozenset[int]]) -> Iterator[Problem]:
    """Spellings that belong to another entry of the glossary than the first that has an entry."""
    first: tuple[str, frozenset[int]] | None = None
    accepted: list[tuple[Path, str]] = [
        (("accept", index), form) for index, form in enumerate(one.key.accept)
    ]
    for path, form in [(("answer",), one.key.value), *accepted]:
        entries = owners.get(folded(form))
        if not entries:
            continue
        if first is None:
            first = form, entries
        elif not entries & first[1]:
            yield one.problem(path, "E336", name=excerpt(form), other=excerpt(first[0]))


def _taken_for(one: _Asked, others: Iterable[_Known]) -> Iterator[Problem]:
    said = {folded(form) for form in one.key.forms}
    for known in others:
        name = folded(known.text)
        if name in said or read_as(one.key, known.text) is None:
            continue
        said.add(name)
        yield one.problem(("answer",), "E335", name=excerpt(known.text), where=known.where)
