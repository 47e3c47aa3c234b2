"""Lint with the documents at hand: L18 and L19, for `bank verify`."""

from collections.abc import Iterator, Mapping

from bot.bank.lint.asked import Asked
from bot.bank.lint.linting import Lapse, served, unwaived
from bot.bank.lint.support import SUPPORT
from bot.bank.problem import Problem
from bot.bank.reading import Bank
from bot.bank.texts.names import NameBook
from bot.bank.texts.passages import Document, locate, sentences
from bot.domain.question import Citation, Question


def support_problems(bank: Bank, documents: Mapping[str, Document]) -> list[Problem]:
    """What the sentences cited for keys do not bear out; ``documents`` by their source's id.

    A question whose citations do not stand is left out: the proof says so already.
    """
    book = NameBook(bank.glossary.names)
    lapses: list[Lapse] = []
    complete = True
    for file in bank.sets:
        for placed in served(file):
            proofs = _proofs(placed.question, documents)
            complete = complete and proofs is not None
            asked = Asked(placed.question, file.language)
            for code, rule in SUPPORT.items() if proofs is not None else ():
                for below, values in rule(asked, proofs or (), book):
                    lapses.append(Lapse(file, placed, below, code, values))
    return unwaived(bank.sets, lapses, SUPPORT if complete else ())


def _proofs(question: Question, documents: Mapping[str, Document]) -> list[tuple[str, ...]] | None:
    """The sentences of each citation for the key; None where one does not stand."""
    proofs = []
    for citation in question.citations:
        cited = tuple(_sentences(citation, documents))
        if not any(locate(citation.quote, sentence) for sentence in cited):
            return None
        if citation.proves:
            proofs.append(cited)
    return proofs


def _sentences(citation: Citation, documents: Mapping[str, Document]) -> Iterator[str]:
    doc = documents.get(citation.source)
    paragraph = doc.paragraph(citation.paragraph) if doc else None
    every = sentences(paragraph) if paragraph else ()
    return (every[number - 1] for number in citation.sentences if number <= len(every))
