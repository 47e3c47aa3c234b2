"""``python -m bot generate``: its options; what it does is loaded when it is asked for."""

import argparse
from pathlib import Path

from bot.cli.source import date

BANK = Path("questions")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    step = commands.add_parser("generate", help="draft questions from documents")
    step.add_argument("sources", nargs="*", metavar="SOURCE", help="a document's id, or a file")
    step.add_argument(
        "--backend",
        choices=["rules", "llm"],
        default="rules",
        help="who drafts; LLM_… in .env names a model, LLM_IN_CHAT lets it be asked from chat",
    )
    step.add_argument("--syntax", action="store_true", help="drop what a parse speaks against")
    step.add_argument("--limit", type=_positive, metavar="N", help="at most so many, the best")
    step.add_argument("--out", type=Path, metavar="FILE", help="a new .yaml file")
    step.add_argument(
        "--queue", action="store_true", help="for /review, of documents that are kept"
    )
    step.add_argument("--date", type=date, metavar="DATE", help="of files that do not state theirs")
    step.add_argument("--path", type=Path, default=BANK, help="the folder of questions")
    step.add_argument("--evaluate", type=Path, metavar="FOLDER", help="figures, a sheet as --out")
    step.add_argument("--labels", type=Path, nargs="+", metavar="SHEET", help="sheets, filled in")
    step.set_defaults(run=run_generate)


def run_generate(args: argparse.Namespace) -> int:
    """Draft, measure, or sum up labels."""
    from bot.cli.drafting import run

    return run(args)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of drafts; write 1 or more")
    return int(text)
