"""What somebody remembers to have done, in order.

Every update counts once and a person's updates count in their order: so what they remember says
what must be found in the end. Taps on a keyboard that has changed since are remembered too, as the
bot has to take them: it changes nothing.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from tests.app.truth import ASSEMBLED, key_in

At = tuple[int, int]
"""An attempt and a position in it."""


@dataclass(frozen=True)
class Answer:
    """Places of options as the attempt shows them, a typed value or text, or nothing at all.

    ``sequence`` holds such places too: as they were put in order, or as partners of the left sides.
    """

    places: frozenset[int] = frozenset()
    value: str | None = None
    text: str | None = None
    sequence: tuple[int, ...] = ()


@dataclass
class Memory:
    answered: dict[At, Answer] = field(default_factory=dict)
    """The first answer to each question: the one that counts."""
    opened: set[At] = field(default_factory=set)
    """Answered questions whose source stands open."""
    appealed: set[At] = field(default_factory=set)
    board_name: str | None = None
    toggled: defaultdict[At, set[int]] = field(default_factory=lambda: defaultdict(set))
    put: defaultdict[At, list[int]] = field(default_factory=lambda: defaultdict(list))
    """What stands at its place so far, of a question that is put together."""

    def tapped(self, data: str, text: str) -> None:
        """A button with this data, under this text."""
        verb, *about = data.split(":")
        if verb == "p.name":
            self.board_name = about[0]
        elif verb == "q.source":
            self.opened.add(at_of(data))
        elif verb == "q.appeal":
            self._appeal(at_of(data), source_open=about[2] == "1")
        elif verb.startswith("q.") and len(about) > 1 and at_of(data) not in self.answered:
            self._answer(verb, at_of(data), [int(part) for part in about[2:]], text)

    def typed(self, at: At, answer: Answer) -> None:
        self.answered.setdefault(at, answer)

    def _appeal(self, at: At, *, source_open: bool) -> None:
        """The message is drawn anew, with its source as the button knew it."""
        self.appealed.add(at)
        if source_open:
            self.opened.add(at)
        else:
            self.opened.discard(at)

    def _answer(self, verb: str, at: At, about: list[int], text: str) -> None:
        match verb:
            case "q.pass":
                self.answered[at] = Answer()
            case "q.a" if key_in(text).type == "multiple":
                self.toggled[at] ^= set(about)
            case "q.a":
                self.answered[at] = Answer(frozenset(about))
            case "q.put" | "q.undo":
                self._assemble(at, *about, places=key_in(text).places)
            case "q.ok" if key_in(text).type in ASSEMBLED:
                if len(self.put[at]) == key_in(text).places:
                    self.answered[at] = Answer(sequence=tuple(self.put[at]))
            case "q.ok" if self.toggled[at]:
                self.answered[at] = Answer(frozenset(self.toggled[at]))

    def _assemble(self, at: At, taken: int, shown: int | None = None, *, places: int) -> None:
        """Put the option shown there, or without one take the last back; once for each drawing."""
        so_far = self.put[at]
        if taken != len(so_far):
            return
        if shown is None:
            del so_far[-1:]
        elif shown not in so_far and taken < places:
            so_far.append(shown)


def at_of(data: str) -> At:
    """The question that a button's data names."""
    _, attempt, position, *_ = data.split(":")
    return int(attempt), int(position)
