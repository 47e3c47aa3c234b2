"""The table of rules for one question."""

from collections.abc import Callable, Iterator, Mapping

from bot.bank.files.tree import Path
from bot.bank.lint.ages import ages
from bot.bank.lint.asked import Asked, Flaws
from bot.bank.lint.cues import convergence, echo, longest_key
from bot.bank.lint.forms import opening, parallel
from bot.bank.lint.grammar import grammar
from bot.bank.lint.scales import order, overlap
from bot.bank.lint.stems import blank, negative, the_text, unfocused
from bot.bank.lint.twins import near_twins
from bot.bank.lint.wording import absolutes, all_of_the_above, combination
from bot.domain.finding import Value
from bot.domain.question import Question

RULES: Mapping[str, Callable[[Asked], Flaws]] = {
    "L01": longest_key,
    "L02": all_of_the_above,
    "L03": negative,
    "L04": absolutes,
    "L05": echo,
    "L06": convergence,
    "L07": grammar,
    "L08": parallel,
    "L09": order,
    "L10": overlap,
    "L11": combination,
    "L12": unfocused,
    "L13": blank,
    "L14": opening,
    "L15": near_twins,
    "L16": the_text,
    "L17": ages,
}
"""Rules that need nothing but the question and the language of its set."""


def flaws(question: Question, language: str) -> Iterator[tuple[Path, str, Mapping[str, Value]]]:
    """Every flaw of a question: the path below it, the rule's code, the values of its words."""
    asked = Asked(question, language)
    for code, rule in RULES.items():
        for path, values in rule(asked):
            yield path, code, values
