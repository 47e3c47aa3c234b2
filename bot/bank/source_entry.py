"""A document's entry for sources.yaml, with everything that can be computed."""

import re
from pathlib import Path

from bot.bank.files.writing import source_lines
from bot.bank.texts.passages import document
from bot.domain.question import Source


def source_entry(path: Path, text: str) -> str:
    """YAML for the list ``sources``; the words in <> are for a person to write."""
    doc = document(text)
    slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:40]
    entry = Source(
        id=slug or "document",
        file=path.name,
        title="<title as the document states it, or a supplied one in [brackets]>",
        short="<short name>",
        language="en",
        sha256=doc.sha256,
        paragraphs=doc.fingerprints,
    )
    return "\n".join(source_lines(entry)) + "\n"
