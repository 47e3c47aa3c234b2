"""In place of the process that drafts: what the order names as its backend is what it does."""

import json
import os
import sys
import threading


def tell(line: dict[str, object]) -> None:
    """One line, at once."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    order = json.loads(sys.stdin.readline())
    tell({"at": [1, 4]})
    match order["backend"]:
        case "stuck":
            threading.Event().wait()
        case "broken":
            sys.stderr.write("it hurts\n")
            os.abort()
        case "key":
            sys.stderr.write("x" * 280 + " key-of-tests")
        case "long":
            sys.stderr.write("key-of-tests" + " it hurts".rjust(2_995))
        case "half":
            sys.stdout.write('{"draft": {')
        case "flood":
            sys.stdout.write("x" * 2_000_000)
        case "full":
            tell({"failure": "memory"})
        case "odd":
            tell({"draft": {"findings": [["G01", "a text with \0 in it"]]}})
        case "unknown":
            tell({"end": {"words": 1}})
