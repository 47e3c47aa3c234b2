"""The words of a text that carry what it says."""

from bot.bank.lint.roots import roots


def content(text: str) -> frozenset[str]:
    """The roots of a text's content words."""
    return frozenset(roots(text, "en"))
