"""What a question leaves open is not asked."""

from dataclasses import replace

import pytest

from bot.generation.asking.unfinished import UNFINISHED
from bot.generation.candidates import KeyKind
from bot.generation.generator import TEMPLATES
from tests.generation.texts import text_of


@pytest.mark.parametrize(
    ("stem", "kind", "held"),
    [
        ("On 23 February, Ada Merrow wrote to whom?", KeyKind.NAME, True),
        ("On 23 February 1927, Ada Merrow wrote to whom?", KeyKind.NAME, False),
        ("Which port was hit by a storm on March 11th?", KeyKind.NAME, True),
        (
            'According to "Moss" (March 2011), which port sank on March 11th?',
            KeyKind.NAME,
            False,
        ),
        ("When did Ada Merrow acquire the Ansel stake?", KeyKind.DATE, True),
        ("When did Ada Merrow acquire the stake in the mill?", KeyKind.DATE, False),
        ("Who renounced their position on 4 May 1989?", KeyKind.NAME, True),
        ("In which year did Ada Merrow arrive at Moss?", KeyKind.DATE, True),
        ("In which year did Ada Merrow arrive at Moss to found a mill?", KeyKind.DATE, False),
        ("Ansel shares traded at more than how many dollars?", KeyKind.NUMBER, True),
    ],
)
def test_of_which_year_and_in_what_is_told(stem: str, kind: KeyKind, held: bool) -> None:
    text = text_of("Port Ansel sold nine boats in 1989.", title="Port Ansel")
    one = next(one for template in TEMPLATES for one in template(text))
    assert any(fault(text, replace(one, stem=stem, kind=kind)) for fault in UNFINISHED) is held
