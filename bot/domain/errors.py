"""Expected failures, carrying data; the views have the words for them."""

from dataclasses import dataclass


class CiteQuizError(Exception):
    """Root of every failure that the software expects.

    Never frozen: a context manager that an error passes through writes its traceback.
    """


@dataclass(eq=False)
class NotANumber(CiteQuizError):
    """A typed question got something that is not a number."""

    text: str


class YearCutShort(NotANumber):
    """A number with fewer digits than the year asked for can have: a slip, not a wrong year."""


@dataclass(eq=False)
class NotAShortText(CiteQuizError):
    """A text question got a whole message, or nothing that could be compared."""

    text: str


@dataclass(eq=False)
class UnknownOption(CiteQuizError):
    """A response names an option that the question does not have, or leaves one out."""

    question: str
    option: str


@dataclass(eq=False)
class SettingError(CiteQuizError):
    """A setting of the deployment is wrong: which one, and how to mend it."""

    setting: str
    mend: str

    def __str__(self) -> str:
        return f"{self.setting}: {self.mend}"


@dataclass(eq=False)
class SettingsWrong(CiteQuizError):
    """Several settings are wrong, so that all can be mended in one go."""

    faults: tuple[SettingError, ...]

    def __str__(self) -> str:
        return "\n".join((f"{len(self.faults)} settings are wrong:", *map(str, self.faults)))


class TokenRejected(CiteQuizError):
    """Telegram does not know the token."""

    def __str__(self) -> str:
        return "BOT_TOKEN: Telegram rejects it; copy it again from @BotFather"


@dataclass(eq=False)
class SecondPoller(CiteQuizError):
    """Somebody else takes this bot's updates; ``reason`` is what Telegram says."""

    reason: str

    def __str__(self) -> str:
        return (
            "BOT_TOKEN: another program is polling with the same token; stop it, or use a token "
            f"of its own ({self.reason})"
        )


@dataclass(eq=False)
class BankRefused(CiteQuizError):
    """Files of the bank have problems, a line each; nothing of them was imported."""

    problems: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(("the bank has problems; nothing was imported:", *self.problems))
