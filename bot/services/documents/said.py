"""What is known of a document beside its words: by the bibliography and earlier editions."""

from dataclasses import asdict

from bot.domain.documents.source_document import SourceDocument
from bot.domain.question import Source
from bot.generation.documents.reading import Stated


def said_in(listed: Source) -> Stated:
    """What the bibliography says of a text."""
    return Stated(listed.title, listed.publisher, listed.date, listed.language)


def said_by_people(earlier: SourceDocument) -> Stated:
    """What somebody said of an earlier edition, whatever its text states: it holds for the next one
    too, but for the date."""
    known = asdict(said_before(earlier))
    return Stated(**{name: known[name] for name in known if name in earlier.by_people})


def said_before(earlier: SourceDocument) -> Stated:
    """What an earlier edition says for the next one too: everything but its date."""
    source = earlier.source
    return Stated(source.title, source.publisher, None, source.language, earlier.licence)
