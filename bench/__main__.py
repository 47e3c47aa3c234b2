"""``python -m bench [bank|votes|boards|rescoring|drafts]``: what this machine manages, in lines."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from bench import bank, boards, drafts, rescoring, votes

MEASURES = {
    "bank": bank,
    "votes": votes,
    "boards": boards,
    "rescoring": rescoring,
    "drafts": drafts,
}


def main() -> None:
    """Measure what is named, or everything, in one run."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    which = "bank, votes, boards, rescoring or drafts; nothing means all"
    parser.add_argument("what", nargs="*", metavar="what", help=which)
    for measure in MEASURES.values():
        measure.add_arguments(parser.add_argument_group(measure.__name__, measure.__doc__))
    args = parser.parse_args()
    if unknown := set(args.what) - MEASURES.keys():
        parser.error(f"no measure is called {unknown.pop()}; there are {', '.join(MEASURES)}")
    for name in args.what or MEASURES:
        with tempfile.TemporaryDirectory(prefix="citequiz-bench-") as folder:
            asyncio.run(MEASURES[name].measure(Path(folder), args))


if __name__ == "__main__":
    main()
