"""The ways to play a round, over one engine."""

from enum import StrEnum


class Mode(StrEnum):
    """How a round is played; what each means stands in the functions below."""

    CLASSIC = "classic"
    SPEED = "speed"
    KNOCKOUT = "knockout"
    TEAMS = "teams"
    PRACTICE = "practice"


_CALLED = {
    "classic": Mode.CLASSIC, "обычная": Mode.CLASSIC, "обычный": Mode.CLASSIC,
    "speed": Mode.SPEED, "fast": Mode.SPEED, "скорость": Mode.SPEED, "быстрая": Mode.SPEED,
    "knockout": Mode.KNOCKOUT, "elimination": Mode.KNOCKOUT, "выбывание": Mode.KNOCKOUT,
    "вылет": Mode.KNOCKOUT,
    "teams": Mode.TEAMS, "team": Mode.TEAMS, "команды": Mode.TEAMS, "командная": Mode.TEAMS,
    "practice": Mode.PRACTICE, "practise": Mode.PRACTICE, "тренировка": Mode.PRACTICE,
}  # fmt: skip


def mode_called(word: str) -> Mode | None:
    """The mode that a word means, in English or Russian, with or without hyphens."""
    return _CALLED.get(word.casefold().replace("-", ""))
