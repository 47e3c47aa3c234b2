"""Documents that the tests of generation read."""

from functools import cache
from pathlib import Path

from bot.bank.texts.names import small_words
from bot.domain.documents.source_document import SourceDocument
from bot.generation.documents.blocks import source_document
from bot.generation.generated import Generated
from bot.generation.generator import generate
from bot.generation.reading.corpus import read_corpus
from bot.generation.reading.texts import Text

_MEETING = (
    "The meeting was opened by the Foreign Minister of Norway, Ada Merrow. It was attended by the"
    " Foreign Minister of Denmark Karl Lunde, the Foreign Minister of Iceland Edith Sallow and by"
    " Anton Berg, the foreign minister of Sweden.\n\n"
    "Olive Granger, the mayor of Halden, gave a dinner. Karl Lunde, the mayor of Ribe, was there."
)
MEETING = source_document(_MEETING, id="meeting", title="Ministers meet", date="2019-05")
"""People with an office each."""

FOLDER = Path(__file__).parents[1] / "data" / "generation"


def text_of(body: str, *, title: str = "Notes", date: str | None = None) -> Text:
    """A document of one or more paragraphs, read."""
    document = source_document(body, id="notes", title=title, date=date)
    small = small_words(block.line for block in document.citable)
    (text,) = read_corpus([document], small).texts
    return text


@cache
def documents(part: str = "tuning") -> tuple[SourceDocument, ...]:
    """The documents of a folder of test data; titled by their first heading."""
    return tuple(_document(path) for path in sorted((FOLDER / part).glob("*.txt")))


def _document(path: Path) -> SourceDocument:
    text = path.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.strip() and not line.isupper())
    return source_document(text, id=path.stem, title=title, date="2023-05", short=path.stem)


@cache
def generated(part: str = "tuning") -> Generated:
    """The drafts of a folder of test data."""
    return generate(documents(part))
