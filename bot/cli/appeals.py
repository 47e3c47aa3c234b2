"""``python -m bot bank appeals``: what learners typed, were refused, and reported."""

import argparse
import asyncio
import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

from bot.bank.problem import excerpt
from bot.cli.reporting import counted
from bot.domain.disputes.appeal import Appeals
from bot.domain.errors import SettingError
from bot.domain.fingerprint import plain_number
from bot.domain.question import Question
from bot.services.bank.taking_in import Bank
from bot.settings import Settings, load


def add_step(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the step."""
    step = steps.add_parser("appeals", help="list typed replies that learners reported")
    step.add_argument("--set", metavar="ID", help="of one set")
    step.add_argument("--json", action="store_true", help="for machines")
    step.set_defaults(run=run_appeals)


def run_appeals(args: argparse.Namespace) -> int:
    """List what was reported, question by question."""
    found = asyncio.run(_listed(load(), args.set))
    if found is None:
        raise SettingError("--set", f"no set {excerpt(args.set)}; see `set:` in the files")
    if args.json:
        # Strangers typed it: outside ASCII it stays escaped, so that it steers no terminal.
        print(json.dumps(as_json(found), indent=2))
    else:
        print("\n".join(lines(found)))
    return 0


def lines(found: Sequence[Appeals]) -> Iterator[str]:
    """A block for each question, and a closing line."""
    for one in found:
        yield f"{one.set}/{one.question.id}: {_clean(one.question.stem)}"
        yield f"  accepted today: {', '.join(map(_clean, accepted(one.question)))}"
        for reply in one.replies:
            when = f"last on {reply.last.date().isoformat()}"
            yield f"  {counted(reply.times, 'time')}, {when}: {excerpt(reply.typed)}"
        yield ""
    total = sum(reply.times for one in found for reply in one.replies)
    yield f"appeals: {counted(total, 'report')} on {counted(len(found), 'question')}"


def as_json(found: Sequence[Appeals]) -> dict[str, Any]:
    """The stable machine-readable form."""
    return {
        "step": "appeals",
        "questions": [
            {
                "set": one.set,
                "id": one.question.id,
                "stem": one.question.stem,
                "accepted": accepted(one.question),
                "replies": [
                    {"typed": reply.typed, "times": reply.times, "last": reply.last.isoformat()}
                    for reply in one.replies
                ],
            }
            for one in found
        ],
    }


def accepted(question: Question) -> list[str]:
    """What counts as right today, but for slips: every spelling, or the number and how near."""
    if question.text_key is not None:
        return list(question.text_key.forms)
    if question.typed is None:
        return []
    value, tolerance = question.typed.value, question.typed.tolerance
    near = f" ± {plain_number(tolerance)}" if tolerance else ""
    return [f"{plain_number(value)}{near}"]


def _clean(text: str) -> str:
    """A text of the bank on one line, without what would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


async def _listed(settings: Settings, set_slug: str | None) -> list[Appeals] | None:
    from bot.cli.opened import opened

    async with opened(settings) as database:
        return await Bank(database, random.SystemRandom()).appeals(set_slug)
