"""The pages on which cited paragraphs stand, of documents that have pages."""

from collections.abc import Mapping

from bot.domain.question import Citation, Source

Pages = Mapping[tuple[str, int], int]
"""Pages, which count from 1, by the hash of a text and the number of a paragraph in it."""

NO_PAGES: Pages = {}


def page_of(citation: Citation, sources: Mapping[str, Source], pages: Pages) -> int | None:
    """The page of what a citation names; None where its document has none, or is not known."""
    source = sources.get(citation.source)
    return pages.get((source.sha256, citation.paragraph)) if source else None
