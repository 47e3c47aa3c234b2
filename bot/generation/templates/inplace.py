"""What a sentence that stands alone tells of dates and numbers, whatever its build."""

import re
from collections.abc import Iterator

from bot.generation.candidates import Proposal
from bot.generation.reading.texts import Text
from bot.generation.sentences.quantities import PER_CENT
from bot.generation.statements.alone import statements
from bot.generation.templates.ages import propose_ages
from bot.generation.templates.inplace_dates import propose_dates
from bot.generation.templates.inplace_numbers import propose_numbers

_DIGIT_OR_WORD = re.compile(
    r"\d|\b(?:[Tt]w(?:o|elve|enty)|[Tt]h(?:ree|irt)|[Ff]o(?:ur|rty)|[Ff]i(?:ve|ft)|[Ss]ix|[Ss]even"
    r"|[Ee]ight|[Nn]ine|[Tt]en\b|[Ee]leven|[Hh]undred)"
)


SHARES = PER_CENT | {"dollars", "euros", "pounds"}
"""What is asked rather than in which year it was so."""


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        if not _DIGIT_OR_WORD.search(line.text):
            continue
        if found := statements(text, line):
            numbers = tuple(propose_numbers(text, line, found))
            shares = tuple(one for one in numbers if one.unit in SHARES)
            yield from shares
            yield from propose_dates(text, line, found)
            yield from (one for one in numbers if one not in shares)
            yield from propose_ages(text, line, found)
