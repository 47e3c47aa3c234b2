"""The process that reads one document: its bytes come in, JSON goes out, limits hold.

It is a process of its own so that a hostile document ends nothing but this.
"""

import json
import sys

from bot.generation.apart import confine
from bot.generation.documents import limits
from bot.generation.documents.problem import UnreadableDocument


def main() -> int:
    """Read standard input as the document that the first argument names."""
    confine(limits.MEMORY_BYTES, limits.SECONDS)
    data = sys.stdin.buffer.read(limits.FILE_BYTES + 1)
    try:
        from bot.generation.documents.reader import read

        told = read(sys.argv[1], data).to_json()
    except UnreadableDocument as error:
        told = {"unreadable": [error.code, dict(error.values)]}
    except MemoryError:
        told = {"unreadable": ["D118", {"limit": limits.MEMORY_BYTES // limits.MEGABYTE}]}
    sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
