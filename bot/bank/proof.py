"""``bank verify``: every citation of the bank proven against the documents themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.bank.evidence import Cited, claims, evidence, unproven
from bot.bank.names import NameBook, small_words
from bot.bank.passages import Document, document, locate, paragraph_fingerprint, sentences
from bot.bank.problem import Problem, excerpt, ordered
from bot.bank.reading import Bank, Placed, SetFile, SourcesFile
from bot.bank.supporting import support_problems
from bot.bank.tree import Path as TreePath
from bot.bank.tree import Tree
from bot.domain.finding import Phrase, Value
from bot.domain.question import Citation, Source

Finding = tuple[TreePath, str, dict[str, Value]]


@dataclass(frozen=True, slots=True)
class Library:
    """The documents that could be read, by source id, and the problems with the others."""

    documents: dict[str, Document]
    problems: tuple[Problem, ...]


def verify(bank: Bank, folder: Path) -> tuple[Problem, ...]:
    """All problems of the citations, given the documents in ``folder``.

    A document with another hash is still searched, so that a report says at once which citations a
    changed document breaks.
    """
    library = read_library(bank.sources, folder)
    sources = {source.id: source for source in bank.sources.sources}
    book = NameBook(bank.glossary.names)
    small = small_words(_texts(bank, library))
    # What cannot be read, or cites nothing known, is not proven either.
    unread = [p for p in bank.problems if p.code < "E3" or p.code == "E309"]
    problems = [*unread, *library.problems, *support_problems(bank, library.documents)]
    for file in bank.sets:
        problems += _own_sources(file)
        for placed in file.questions:
            for below, code, values in _prove(placed, sources, library, book, small):
                line = file.tree.line((*placed.path, *below))
                problems.append(Problem(file.file, line, code, values))
    return ordered(problems)


def prove_quotes(
    file: SetFile, sources: Mapping[str, Source], documents: Mapping[str, Document]
) -> Iterator[Problem]:
    """Every citation of a set that does not stand in its document, where ``documents`` (by their
    source's id) has that. What the questions claim beyond their quotes is not compared.
    """
    for placed in file.questions:
        for index, citation in enumerate(placed.question.citations):
            source, doc = sources.get(citation.source), documents.get(citation.source)
            if source is None or doc is None:
                continue
            for below, code, values in _citation(citation, source, doc):
                line = file.tree.line((*placed.path, "citations", index, *below))
                yield Problem(file.file, line, code, values)


def read_documents(folder: Path) -> dict[str, Document]:
    """Every text of a folder by the hash of its normal form; what cannot be read is left out."""
    found = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            doc = document(path.read_bytes().decode("utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            continue
        found[doc.sha256] = doc
    return found


def read_library(file: SourcesFile, folder: Path) -> Library:
    """Read the documents of ``sources.yaml`` and compare their hashes."""
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for index, source in enumerate(file.sources):
        values: dict[str, Value] = {"file": source.file, "id": source.id}
        try:
            doc = document((folder / source.file).read_bytes().decode("utf-8-sig"))
        except OSError:
            problems.append(_at(file.tree, index, source, "file", "E401", values))
            continue
        except UnicodeDecodeError:
            problems.append(_at(file.tree, index, source, "file", "E402", values))
            continue
        documents[source.id] = doc
        if doc.sha256 != source.sha256:
            problems.append(_at(file.tree, index, source, "sha256", "E403", values))
    return Library(documents, tuple(problems))


def _at(
    tree: Tree, _index: int, source: Source, key: str, code: str, values: dict[str, Value]
) -> Problem:
    place = next(i for i, plain in enumerate(tree.value["sources"]) if plain.get("id") == source.id)
    return Problem(tree.file, tree.line(("sources", place, key)), code, values)


def _own_sources(file: SetFile) -> Iterator[Problem]:
    for index, source in enumerate(file.sources):
        line = file.tree.line(("sources", index))
        yield Problem(file.file, line, "E412", {"id": source.id})


def _texts(bank: Bank, library: Library) -> Iterator[str]:
    """Everything that tells which words people write small."""
    for doc in library.documents.values():
        yield doc.text
    for placed in bank.questions:
        yield placed.question.stem
        for _, text in claims(placed.question):
            yield text


def _prove(
    placed: Placed,
    sources: dict[str, Source],
    library: Library,
    book: NameBook,
    small: frozenset[str],
) -> Iterator[Finding]:
    cited: list[Cited] = []
    complete = True
    for index, citation in enumerate(placed.question.citations):
        source, doc = sources.get(citation.source), library.documents.get(citation.source)
        if source is None or doc is None:
            complete = False  # reported where the source stands, or by `check`
            continue
        found = list(_citation(citation, source, doc))
        for below, code, values in found:
            yield ("citations", index, *below), code, values
        paragraph = doc.paragraph(citation.paragraph)
        every = sentences(paragraph) if paragraph else ()
        chosen = tuple(every[n - 1] for n in citation.sentences if n <= len(every))
        cited.append(Cited(chosen, source))
    if complete:
        yield from unproven(placed.question, evidence(cited, book, small))


def _citation(citation: Citation, source: Source, doc: Document) -> Iterator[Finding]:
    number = citation.paragraph
    paragraph = doc.paragraph(number)
    if paragraph is None:
        values: dict[str, Value] = {
            "source": source.id,
            "count": len(doc.paragraphs),
            "number": number,
        }
        yield ("paragraph",), "E405", values
        return
    pinned = source.paragraphs[number - 1] if number <= len(source.paragraphs) else None
    # A set's own source has no fingerprints; the hash of the whole document stands for them.
    if source.paragraphs and pinned != paragraph_fingerprint(paragraph):
        yield ("paragraph",), "E404", {"source": source.id, "number": number}
    every = sentences(paragraph)
    for sentence in citation.sentences:
        if sentence > len(every):
            yield (
                ("sentences",),
                "E407",
                {
                    "source": source.id,
                    "number": number,
                    "count": len(every),
                    "sentence": sentence,
                },
            )
    chosen = [every[n - 1] for n in citation.sentences if n <= len(every)]
    if any(locate(citation.quote, sentence) for sentence in chosen):
        return
    quote = excerpt(citation.quote)
    holder = next((i for i, s in enumerate(every, 1) if locate(citation.quote, s)), None)
    if holder is not None:
        yield (
            ("quote",),
            "E408",
            {"quote": quote, "found": Phrase("in_sentence", {"number": holder})},
        )
    elif locate(citation.quote, paragraph) is not None:
        yield ("quote",), "E408", {"quote": quote, "found": Phrase("in_two_sentences")}
    else:
        mend = _elsewhere(citation.quote, doc)
        values = {"quote": quote, "number": number, "source": source.id, "mend": mend}
        yield ("quote",), "E406", values


def _elsewhere(quote: str, doc: Document) -> Phrase:
    found = [str(n) for n, text in enumerate(doc.paragraphs, 1) if locate(quote, text)]
    if found:
        return Phrase("in_paragraphs", {"numbers": ", ".join(found[:3])})
    return Phrase("copy_exactly")
