"""The line ``state: …`` of a question, the one line that commands write into people's files."""

import re
from dataclasses import dataclass

_STATE = re.compile(r"(?P<indent> *(?:- +)?)state: *\w+(?P<rest> *(?:#.*)?)")


@dataclass(frozen=True, slots=True)
class StateLine:
    """What stands around the state, comment and line end included."""

    indent: str
    rest: str
    ending: str

    @property
    def column(self) -> str:
        """The spaces before a key of the same question on a line of its own."""
        return " " * len(self.indent)

    def with_state(self, state: str, comment: str = "") -> str:
        """The line with another state; ``comment`` goes in where there is none."""
        rest = self.rest if self.rest.strip() or not comment else f"  # {comment}"
        return f"{self.indent}state: {state}{rest}{self.ending}"


def state_line(line: str) -> StateLine | None:
    """A line that holds nothing but a state, taken apart; else None."""
    ending = "\r" if line.endswith("\r") else ""
    match = _STATE.fullmatch(line.removesuffix("\r"))
    return None if match is None else StateLine(match["indent"], match["rest"], ending)


def lines_of(data: bytes) -> list[str] | None:
    """A file's lines as the parser counts them; None where splitting would count others."""
    text = data.decode("utf-8")
    return None if "\r" in text.replace("\r\n", "") else text.split("\n")
