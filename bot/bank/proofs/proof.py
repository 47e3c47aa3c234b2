"""``bank verify``: every citation of the bank proven against the documents themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.bank.files.tree import Path as TreePath
from bot.bank.files.tree import Tree
from bot.bank.problem import Problem, excerpt, ordered
from bot.bank.proofs.evidence import Cited, claims, evidence, unproven
from bot.bank.proofs.supporting import support_problems
from bot.bank.reading import Bank, Placed, SetFile, SourcesFile
from bot.bank.texts.names import NameBook, small_words
from bot.bank.texts.passages import Document, document, locate, paragraph_fingerprint, sentences
from bot.domain.finding import Phrase, Value
from bot.domain.question import Citation, Source

Finding = tuple[TreePath, str, dict[str, Value]]

FALLEN = frozenset({"E404", "E405", "E406", "E407", "E408", "E413"})
"""Problems of a citation that does not stand in its document as it is written."""


@dataclass(frozen=True, slots=True)
class Library:
    """The documents that could be read, by source id, and the problems with the others."""

    documents: dict[str, Document]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Proven:
    """A question, and every problem that the documents have with it."""

    file: SetFile
    placed: Placed
    problems: tuple[Problem, ...]

    @property
    def fallen(self) -> tuple[Problem, ...]:
        """Those of its citations: a passage that changed, moved or is gone, a quote not there."""
        return tuple(problem for problem in self.problems if problem.code in FALLEN)


@dataclass(frozen=True, slots=True)
class Proof:
    """The bank against its documents; ``problems`` are those of files and documents as such."""

    problems: tuple[Problem, ...]
    questions: tuple[Proven, ...]


def verify(bank: Bank, folder: Path) -> tuple[Problem, ...]:
    """All problems of the citations, given the documents in ``folder``."""
    proof = prove(bank, folder)
    return ordered([*proof.problems, *(p for proven in proof.questions for p in proven.problems)])


def prove(bank: Bank, folder: Path) -> Proof:
    """Compare every question with the documents in ``folder``.

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
    questions = []
    for file in bank.sets:
        problems += _own_sources(file)
        for placed in file.questions:
            found = tuple(
                Problem(file.file, file.tree.line((*placed.path, *below)), code, values)
                for below, code, values in _prove(placed, sources, library, book, small)
            )
            questions.append(Proven(file, placed, found))
    return Proof(tuple(problems), tuple(questions))


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
                if code == "E405" and source.paragraphs:
                    continue  # the check has said so: it knows how many paragraphs there are
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
        moved = _moved(citation, source, doc)
        paragraph = doc.paragraph(moved[0] if moved else citation.paragraph)
        every = sentences(paragraph) if paragraph else ()
        chosen = tuple(every[n - 1] for n in citation.sentences if n <= len(every))
        cited.append(Cited(chosen, source))
    if complete:
        pairs = zip(placed.question.citations, cited, strict=True)
        of_key = [proof for citation, proof in pairs if citation.proves]
        known = evidence(cited, book, small)
        yield from unproven(placed.question, known, evidence(of_key, book, small))


def _citation(citation: Citation, source: Source, doc: Document) -> Iterator[Finding]:
    number = citation.paragraph
    paragraph = doc.paragraph(number)
    values: dict[str, Value] = {"source": source.id, "number": number}
    if moved := _moved(citation, source, doc):  # nothing else is wrong with it
        now = ", ".join(f"¶{place}" for place in moved)
        yield ("paragraph",), "E413", {**values, "now": now}
        return
    if paragraph is None:
        yield ("paragraph",), "E405", {**values, "count": len(doc.paragraphs)}
        return
    # A set's own source has no fingerprints; the hash of the whole document stands for them.
    if source.paragraphs and _pinned(citation, source) != paragraph_fingerprint(paragraph):
        yield ("paragraph",), "E404", values
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
        yield ("quote",), "E406", {**values, "quote": quote, "mend": mend}


def _pinned(citation: Citation, source: Source) -> str | None:
    """The fingerprint of the paragraph as it was when it was cited."""
    number = citation.paragraph
    return source.paragraphs[number - 1] if number <= len(source.paragraphs) else None


def _moved(citation: Citation, source: Source, doc: Document) -> list[int]:
    """Where the very paragraph stands now, if elsewhere; several places if it is repeated."""
    pinned = _pinned(citation, source)
    places = [number for number, mark in enumerate(doc.fingerprints, 1) if mark == pinned]
    return [] if citation.paragraph in places else places


def _elsewhere(quote: str, doc: Document) -> Phrase:
    found = [str(n) for n, text in enumerate(doc.paragraphs, 1) if locate(quote, text)]
    if found:
        return Phrase("in_paragraphs", {"numbers": ", ".join(found[:3])})
    return Phrase("copy_exactly")
