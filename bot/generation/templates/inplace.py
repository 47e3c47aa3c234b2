"""What a sentence that stands alone tells of dates and numbers, whatever its build."""

from collections.abc import Iterator

from bot.generation.candidates import Proposal
from bot.generation.reading.texts import Text
from bot.generation.sentences.quantities import quantities
from bot.generation.statements.alone import statements
from bot.generation.templates.inplace_dates import propose_dates
from bot.generation.templates.inplace_numbers import propose_numbers


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        if not (line.moments or quantities(line.text)):
            continue
        if found := statements(text, line):
            yield from propose_dates(text, line, found)
            yield from propose_numbers(text, line, found)
