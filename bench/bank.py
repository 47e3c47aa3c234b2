"""A bank of ten thousand questions, loaded and drawn from."""

import argparse
from pathlib import Path

from bench.databases import fresh, servers
from bench.generated import SETS, write_bank
from bench.loading import imported, parse_and_check, take_in
from bench.saying import say
from bench.selecting import newcomers, veteran
from bench.timing import milliseconds, seconds
from bot.services.bank.shipping import pack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--loads", type=int, default=5, help="times it is loaded, for a median")
    parser.add_argument("--draws", type=int, default=500, help="quizzes begun on each database")


async def measure(folder: Path, args: argparse.Namespace) -> None:
    """Print a line for each figure as it comes."""
    count, loads, draws = args.questions, args.loads, args.draws
    bank = folder / "questions"
    write_bank(bank, count)
    size = sum(path.stat().st_size for path in (bank / "sets").iterdir()) / 1_000_000
    say(f"loading {count} questions from {SETS} files of YAML, {size:.1f} MB")
    say(f"  parsed and checked     {seconds(await parse_and_check(bank, loads))}")
    with servers(folder) as kinds:
        for kind, taken in (await take_in(kinds, bank, loads)).items():
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
