"""``python -m bot bank check``: every problem, the bank's figures, the exit code."""

import argparse
import json
from collections import Counter
from dataclasses import asdict
from typing import Any

from bot.bank.checking import MOST_WAIVED, Figures, Verdict, check
from bot.bank.lint.balance import Share
from bot.bank.reading import Bank, read_bank
from bot.cli.reporting import counted
from bot.domain.review import Unseen

_UNSEEN = {
    Unseen.MISSED: "missed",
    Unseen.KNOWN: "known",
    Unseen.LUCK: "hit by luck",
    Unseen.FORM: "told by their wording",
    Unseen.LEAKED: "told by another question",
    Unseen.GUESSED: "hit, why is not recorded",
}
_COUNTED = (("error", "problem"), ("lint", "flaw"), ("warning", "warning"))


def run_check(args: argparse.Namespace) -> int:
    """1 when a file has a problem, or when lint refuses a bank of its own folder."""
    bank = read_bank(args.path)
    verdict = check(bank)
    print(_json(bank, verdict) if args.json else _text(bank, verdict))
    return 0 if verdict.sound else 1


def _text(bank: Bank, verdict: Verdict) -> str:
    lines = [str(problem) for problem in verdict.problems]
    lines += _figures(verdict.figures) if verdict.figures else []
    counts = [counted(len(bank.sets), "set"), counted(len(bank.questions), "question")]
    found = Counter(problem.severity for problem in verdict.problems)
    said = [counted(found[severity], word) for severity, word in _COUNTED if found[severity]]
    return "\n".join((*lines, f"check: {', '.join((*counts, *(said or ['no problem'])))}"))


def _figures(figures: Figures) -> list[str]:
    long, true, place = figures.longest_key, figures.true_statements, figures.key_places
    share = figures.waived / figures.questions if figures.questions else 0.0
    lines = []
    if long.total:
        lines.append(f"key longest: {_of(long)}; by chance {long.chance:.0%}, p = {long.p:.3f}")
    if place.counts:
        spread = ", ".join(map(str, place.counts))
        lines.append(f"key places: {spread}; chi-square {place.square:.1f}, p = {place.p:.3f}")
    if true.total:
        lines.append(f"true statements: {_of(true)}; by chance 50%, p = {true.p:.3f}")
    spread = ", ".join(f"{number} {one.value}" for one, number in figures.difficulties.items())
    lines.append(f"difficulty: {spread}")
    lines += _unseen(figures)
    waived = f"{figures.waived} of {figures.questions} ({share:.1%})"
    return [*lines, f"waived: {waived}; under {MOST_WAIVED:.0%} may be"]


def _unseen(figures: Figures) -> list[str]:
    """What readers without passages did, and by what those who hit the key hit it."""
    counts = {one: number for one, number in figures.unseen.items() if number}
    if not counts:
        return []
    return [f"without passages: {', '.join(f'{n} {_UNSEEN[one]}' for one, n in counts.items())}"]


def _of(share: Share) -> str:
    return f"{share.count} of {share.total} ({share.rate:.0%})"


def _json(bank: Bank, verdict: Verdict) -> str:
    summary: dict[str, Any] = {
        "step": "check",
        "ok": verdict.sound,
        "sets": len(bank.sets),
        "questions": len(bank.questions),
        "figures": verdict.figures and asdict(verdict.figures),
        "problems": [problem.as_json() for problem in verdict.problems],
    }
    return json.dumps(summary, ensure_ascii=False, indent=2)
