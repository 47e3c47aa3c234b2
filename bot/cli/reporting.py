"""What commands about files print: problems, then a closing line; or JSON."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.bank.problem import Problem


def report(
    step: str,
    problems: Sequence[Problem],
    sets: int,
    questions: int,
    as_json: bool,
    **more: Any,
) -> int:
    """Print problems and a closing line, or JSON with ``more`` in it; returns the exit code."""
    if as_json:
        found = [problem.as_json() for problem in problems]
        summary = {"step": step, "ok": not found, "sets": sets, "questions": questions}
        print(json.dumps({**summary, "problems": found, **more}, ensure_ascii=False, indent=2))
        return 1 if found else 0
    for problem in problems:
        print(problem)
    counts = ", ".join((counted(sets, "set"), counted(questions, "question")))
    print(f"{step}: {counts}, {counted(len(problems), 'problem') if problems else 'no problem'}")
    return 1 if problems else 0


def counted(number: int, word: str) -> str:
    """``1 set``, ``2 sets``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def folder(text: str) -> Path:
    """The folder of the documents, as an argument names it."""
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder; name the documents' folder")
    return path
