"""Documents as they are kept: the pages of what is cited of them."""

from dataclasses import replace

from bot.domain.documents.source_document import Block, BlockKind, SourceDocument
from bot.domain.question import Citation
from bot.storage.database import Database
from bot.storage.documents import documents
from tests.conftest import Clock
from tests.storage.bank_rows import TEA_BOOK, make_question

SITE = replace(TEA_BOOK, id="site", sha256="1" * 64)
GONE = replace(TEA_BOOK, id="gone", sha256="2" * 64)
PAGES = (1, 1, None, 2)


async def test_pages_are_those_of_documents_that_have_some(
    database: Database, clock: Clock
) -> None:
    """Not of a text, nor of paragraphs beyond the end, nor of what is not held."""
    blocks = tuple(
        Block(number, BlockKind.BODY, f"Leaf {number}.", page)
        for number, page in enumerate(PAGES, 1)
    )
    sources = {one.id: one for one in (TEA_BOOK, SITE, GONE)}
    places = [("tea-book", 4), ("tea-book", 1), ("tea-book", 3), ("tea-book", 5), ("site", 1)]
    cited = [Citation(slug, number, (1,), "Leaf") for slug, number in [*places, ("gone", 1)]]
    first, second = make_question("q", citations=cited[:1]), make_question("r", citations=cited[1:])
    async with database.write() as tx:
        for source, format in ((TEA_BOOK, documents.PAGED), (SITE, "text")):
            document = SourceDocument(source, blocks)
            await documents.add(tx, document, format=format, dropped=(), now=clock())
        found = await documents.cited_pages(tx, [(first, sources), (second, sources)])
        assert found == {(TEA_BOOK.sha256, 1): 1, (TEA_BOOK.sha256, 4): 2}
        assert await documents.cited_pages(tx, [(first, {}), (second, {"site": SITE})]) == {}
