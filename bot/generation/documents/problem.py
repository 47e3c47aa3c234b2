"""Why a document cannot be read: where, what, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.errors import CiteQuizError
from bot.generation.documents import limits

# code: (what is wrong, what to do).
WORDS: Mapping[str, tuple[str, str]] = {
    "D101": ("it cannot be read: {reason}", "check its name and your rights to it"),
    "D102": (
        "it has {size} MB, more than {limit} MB",
        "leave out its pictures, or send it in parts",
    ),
    "D103": ("it is empty", "check that it was saved or sent whole"),
    "D104": ("there is no text in it", "send a document that has sentences"),
    "D105": (
        "files of the kind {suffix} are not read",
        "save it as .txt, .md, .html, .pdf or .docx",
    ),
    "D106": (
        "its name says {said}, but it is {found}",
        "open it with the program that belongs to it, and save it as .txt, .pdf or .docx",
    ),
    "D107": (
        "byte {place} in line {line} is not text",
        "if it is a text, save it as UTF-8; if not, name it for what it is",
    ),
    "D108": (
        "line {line} is not UTF-8, and its encoding cannot be told",
        "save it with the encoding UTF-8",
    ),
    "D109": ("it is locked with a password", "save a copy without a password"),
    "D110": (
        "its pages ({pages}) are pictures without text",
        "let a program recognise the text (OCR), and send what it makes",
    ),
    "D111": ("it is damaged or cut short", "open it in its program, and save it anew"),
    "D112": ("it has {pages} pages, more than {limit}", "send it in parts"),
    "D113": ("it has {count} parts, more than {limit}", "save it anew, without its pictures"),
    "D114": (
        "{part} unpacks to {size} MB; all of it may have {limit} MB",
        "save it anew in its program, or its text as .txt",
    ),
    "D115": ("{part} defines entities, which a document need not", "save it anew in its program"),
    "D116": ("its text has more than {limit} paragraphs", "send it in parts"),
    "D117": ("reading it took more than {limit} seconds", "send it in parts, or as .txt"),
    "D118": ("reading it took more than {limit} MB of memory", "send it in parts, or as .txt"),
    "D119": ("the program that reads it broke off", "save it as .txt, and send that"),
    "D120": (
        "the readers of documents are not installed here",
        "whoever runs the bot: `make run`, or `pip install -r requirements.lock`",
    ),
    "D121": ("elements are nested deeper than {limit} levels", "save its text as .txt"),
    "D122": ("page {page} is damaged", "open it in its program, and save it anew"),
    "D123": (
        "its name has no ending that says what it is",
        "name it .txt, .md, .html, .pdf or .docx",
    ),
    "D124": ("its text has more than {limit} characters", "send it in parts"),
    "D125": (
        "reading it was interrupted {starts} times, perhaps because of what is in it",
        "send it once more; if that happens again, save it as .txt, and send that",
    ),
    "D126": (
        "it is a zip without a Word document in it",
        "unpack it, and send what is in it; or save the document as .docx in its program",
    ),
}

KINDS: Mapping[str, str] = {
    "text": "text",
    "picture": "a picture",
    "archive": "an archive",
    "rich_text": "a rich text (RTF)",
    "program": "a program",
    "database": "a database",
    "old_office": "a file of an old office program",
    "other": "something else",
}
"""What ``said`` and ``found`` can name, besides formats that are called so everywhere."""

NOTES: Mapping[str, str] = {
    "N201": "it is not UTF-8; read as {encoding}: look whether its letters are right",
    "N202": "it is {found}, whatever its name says; read as such",
    "N203": "no text on page {pages}: pictures, perhaps; what they show is not read",
    "N204": "paragraph {number} has {words} words: blank lines in it would bring citations closer",
    "N205": "it states the date {date}, which has not come yet: not taken",
}
"""What somebody should know of a document that was read all the same."""

Values = Mapping[str, str | int]


def too_large(size: int, file: str = "") -> "UnreadableDocument":
    """A file has ``size`` bytes, more than may be read."""
    megabytes, limit = -(-size // limits.MEGABYTE), limits.FILE_BYTES // limits.MEGABYTE
    return UnreadableDocument("D102", {"size": megabytes, "limit": limit}, file)


def too_many_paragraphs() -> "UnreadableDocument":
    """A text has more paragraphs than may be read."""
    return UnreadableDocument("D116", {"limit": f"{limits.PARAGRAPHS:,}"})


@dataclass(eq=False)
class UnreadableDocument(CiteQuizError):
    """A document that cannot be taken in; ``file`` is its name as it was given."""

    code: str
    values: Values = field(default_factory=dict)
    file: str = ""

    @property
    def message(self) -> str:
        return WORDS[self.code][0].format_map(_spelled(self.values))

    @property
    def mend(self) -> str:
        return WORDS[self.code][1].format_map(_spelled(self.values))

    def __str__(self) -> str:
        return f"{self.file}: {self.message} → {self.mend}"


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know of a document that was read."""

    code: str
    values: Values = field(default_factory=dict)

    def __str__(self) -> str:
        return NOTES[self.code].format_map(_spelled(self.values))


def _spelled(values: Values) -> dict[str, str]:
    return {name: KINDS.get(str(value), str(value)) for name, value in values.items()}
