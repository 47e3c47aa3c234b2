"""``python -m bot``: every command, and the one place where an expected failure becomes a line."""

import argparse
import os
import sys

from bot.domain.errors import CiteQuizError


def parser() -> argparse.ArgumentParser:
    """The command line, without running anything."""
    from bot.cli import bank, doctor, generate, run, source, totals

    top = argparse.ArgumentParser(prog="python -m bot", description="CiteQuiz")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run.add_parser(commands)
    bank.add_parser(commands)
    source.add_parser(commands)
    generate.add_parser(commands)
    doctor.add_parser(commands)
    totals.add_parser(commands)
    # The sandbox is a program of its own: its options are its own too.
    commands.add_parser("sandbox", help="Telegram on this machine, to try the bot", add_help=False)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == ["sandbox"]:
        from bot.sandbox.server import main as sandbox

        return sandbox(arguments[1:])
    args = parser().parse_args(arguments)
    try:
        return int(args.run(args))
    except CiteQuizError as error:
        print(f"citequiz: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # who read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main())
