"""The head of a press release: *HARTWELL TRUST — PRESS RELEASE*, and below it a line with the date.

Neither is the title: that is the headline below both.
"""

import re
from collections.abc import Sequence

from bot.domain.documents.source_document import Block
from bot.generation.documents.dating import labelled_date
from bot.generation.documents.kinds import DATE
from bot.generation.documents.publishers import is_name

_KIND = (
    r"(?:(?:press|media|news) (?:release|statement|note|bulletin|notice)|bulletin|newsletter|news"
    r"|communiqu[eé]|statement|announcement|пресс-релиз|заявление|бюллетень|сообщение)"
)
_BETWEEN = r"(?: [–—-] | ?[|·•] ?|: )"
_HEAD = re.compile(
    rf"(?P<body>\S.*?){_BETWEEN}{_KIND}|{_KIND}{_BETWEEN}(?P<behind>\S.*)", re.IGNORECASE
)
_AT_ONCE = re.compile(
    rf"for (?:immediate )?release(?:[:,]? (?:on )?(?:{DATE}))?|(?:\w+day,? )?{DATE}", re.IGNORECASE
)


def body_of_release(blocks: Sequence[Block]) -> str | None:
    """Who put a press release out, as its head names them: in capitals only where the text itself
    writes them no other way; None where a text has no such head.
    """
    lines = [line for block in blocks[:2] for line in block.text.split("\n")]
    head = _HEAD.fullmatch(lines[0].strip()) if len(lines) > 1 else None
    if head is None or not _is_dated(lines[1]):
        return None
    body = head["body"] or head["behind"]
    if not is_name(body):
        return None
    if not body.isupper():
        return body
    own = re.compile(rf"\b{re.escape(body)}\b", re.IGNORECASE)
    written = (found[0] for block in blocks for found in own.finditer(block.text))
    return next((one for one in written if is_name(one) and not one.isupper()), body)


def headline_below(blocks: Sequence[Block]) -> str | Sequence[Block]:
    """Of a text with such a head, the line that stands right below it, else the blocks below."""
    first = blocks[0].text.split("\n")
    at, lines = (0, first[1:]) if len(first) > 1 else (1, blocks[1].text.split("\n"))
    return lines[1] if len(lines) > 1 else blocks[at + 1 :]


def _is_dated(line: str) -> bool:
    return _AT_ONCE.fullmatch(line.strip()) is not None or labelled_date(line) is not None
