"""In place of a process that works on documents: it tells what it was given and how it is bound."""

import json
import os
import resource
import sys

from bot.generation.apart import confine

if __name__ == "__main__":
    confine(int(sys.argv[1]), int(sys.argv[2]))
    try:
        bytearray(int(sys.argv[1]))
    except MemoryError:
        full = True
    else:
        full = False
    told = {"full": full, "environment": dict(os.environ)}
    bounds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)
    json.dump(told | {"bounds": [resource.getrlimit(one)[0] for one in bounds]}, sys.stdout)
