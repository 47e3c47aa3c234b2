"""``python -m bot doctor``: is this deployment well? A line for each check."""

import argparse
import asyncio
import urllib.error
import urllib.request

from bot.domain.errors import CiteQuizError

EVERY_ADDRESS = {"0.0.0.0", "::", "localhost"}  # noqa: S104 - compared, not listened on


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("doctor", help="check settings, database, bank and token")
    parser.add_argument("--health", action="store_true", help="ask the running bot's /healthz only")
    parser.add_argument("--live", metavar="CHAT", type=int, help="walk through docs/live-checklist")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when everything asked for is well."""
    from bot.settings import load

    if args.health:
        settings = load()
        host = "127.0.0.1" if settings.web_host in EVERY_ADDRESS else settings.web_host
        host = f"[{host}]" if ":" in host else host
        return _health(f"http://{host}:{settings.web_port}/healthz")
    if args.live is not None:
        from bot.cli.live import walk

        return asyncio.run(walk(load(), args.live))
    return asyncio.run(_examine())


def _health(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=4) as reply:  # noqa: S310 - our own address
            print(reply.read().decode())
            return 0
    except urllib.error.HTTPError as error:
        print(error.read().decode())
    except OSError as error:
        print(f"the bot does not answer at {url}: {error}")
    return 1


async def _examine() -> int:
    from bot.cli import examine

    well = True
    for name, check in examine.CHECKS:
        try:
            print(f"ok    {name}: {await check()}")
        except CiteQuizError as error:
            well = False
            print(f"WRONG {name}: {error}")
    return 0 if well else 1
