"""``python -m bench``: a bank of ten thousand questions, loaded and drawn from; lines to read."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from bench.databases import fresh, servers
from bench.generated import SETS, write_bank
from bench.loading import imported, parse_and_check, take_in
from bench.selecting import newcomers, veteran
from bench.timing import milliseconds, seconds
from bot.services.shipping import pack


def main() -> None:
    """Measure everything in one run."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5, help="of loading, for a median")
    parser.add_argument("--draws", type=int, default=500, help="quizzes begun on each database")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="citequiz-bench-") as folder:
        asyncio.run(measure(Path(folder), args.questions, args.runs, args.draws))


async def measure(folder: Path, count: int, runs: int, draws: int) -> None:
    """Print a line for each figure as it comes."""
    bank = folder / "questions"
    write_bank(bank, count)
    size = sum(path.stat().st_size for path in (bank / "sets").iterdir()) / 1_000_000
    say(f"loading {count} questions from {SETS} files of YAML, {size:.1f} MB")
    say(f"  parsed and checked     {seconds(await parse_and_check(bank, runs))}")
    with servers(folder) as kinds:
        for kind, taken in (await take_in(kinds, bank, runs)).items():
            say(f"  imported, {kind:<12} {seconds(taken)}")
        say(f"selecting a quiz of 10 from {count}, {draws} times")
        shipment = await pack(bank)
        for kind, server in kinds.items():
            async with fresh(server, "selecting") as database:
                await imported(database, shipment)
                new, old = "by newcomers", f"after {count // 10} answers"
                taken = await newcomers(database, draws)
                say(f"  {kind:<12} {new:<20} {milliseconds(taken)}")
                taken = await veteran(database, draws, count // 10)
                say(f"  {kind:<12} {old:<20} {milliseconds(taken)}")


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
