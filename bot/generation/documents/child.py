"""The process that reads one document: its bytes come in, JSON goes out, limits hold.

It is a process of its own so that a hostile document ends nothing but this.
"""

import json
import sys

from bot.generation.documents import limits
from bot.generation.documents.problem import UnreadableDocument


def main() -> int:
    """Read standard input as the document that the first argument names."""
    _confine()
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


def _confine() -> None:
    """Bound memory and processor time, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: only the time limit of who started this holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
