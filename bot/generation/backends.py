"""What drafts questions from documents, and the languages that each knows."""

from collections.abc import Mapping

RULES, LLM = "rules", "llm"

UNTOLD = "und"
"""The tag of a language that nobody knows."""

LANGUAGES: Mapping[str, frozenset[str]] = {
    RULES: frozenset({"en"}),
    LLM: frozenset({"en"}),
}
"""What the templates, and the gate that all candidates face, can read."""


def knows(backend: str, language: str) -> bool:
    """Whether a backend drafts from documents in the language of that tag, such as ``en-GB``.

    One that nobody knows is tried: a text that is too short to tell its language may be in any.
    """
    return language == UNTOLD or language.partition("-")[0].lower() in LANGUAGES[backend]
