"""No text question may take another name for its key: the forgiveness of slips, against all names.

The names are those of the corpus glossary, and every key, accepted spelling and near value of the
text questions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.bank.build import Name
from bot.bank.problem import Problem, excerpt
from bot.bank.tree import Path, Tree
from bot.domain.finding import Phrase, Value
from bot.domain.question import Question, TextKey
from bot.domain.spelling import folded, read_as


@dataclass(frozen=True, slots=True)
class _Known:
    """A name and where it stands."""

    text: str
    where: Value


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
    typed = [
        (one.id, _Known(text, Phrase("in_question", {"id": one.id})))
        for one in asked
        for text in (*one.key.forms, *(near.value for near in one.key.near))
    ]
    owners = _owners(names)
    for one in asked:
        own = {owner for form in one.key.forms for owner in owners.get(folded(form), ())}
        if len(own) > 1:
            yield from _two_names(one, owners)
        others = [known for id_, known in typed if id_ != one.id]
        others += [
            _Known(form, Phrase("in_glossary"))
            for index, name in enumerate(names)
            if index not in own
            for form in (name.name, *name.aliases)
        ]
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
        text = folded(known.text)
        if text in said or read_as(one.key, known.text) is None:
            continue
        said.add(text)
        yield one.problem(("answer",), "E335", name=excerpt(known.text), where=known.where)
