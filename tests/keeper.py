"""Keeps a server for as long as its test run lives, and clears up after both.

``python keeper.py FOLDER LOG USER COMMAND…`` runs the command, as the user of that number ("-":
as oneself), in a folder that it deletes in the end. The command is stopped when standard input
ends: that of a test run ends with it, even with ``kill -9``. It stands alone and imports no tests.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

LAST_WORDS = 10.0
"""Seconds that the command gets to stop."""


def main(folder: str, log: str, user: str, *command: str) -> int:
    """Run the command until it ends or nobody needs it any more; its exit code."""
    number = None if user == "-" else int(user)
    try:
        with Path(log).open("ab") as output:
            process = subprocess.Popen(
                command,
                user=number,
                group=number,
                extra_groups=None if number is None else [],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=folder,
                start_new_session=True,
            )
        threading.Thread(target=_stop_when_alone, args=(process,), daemon=True).start()
        return process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stop_when_alone(process: "subprocess.Popen[bytes]") -> None:
    os.read(sys.stdin.fileno(), 1)
    process.send_signal(signal.SIGINT)
    try:
        process.wait(LAST_WORDS)
    except subprocess.TimeoutExpired:
        process.kill()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the tests; they end the input
    sys.exit(main(*sys.argv[1:]))
