"""In place of the process that reads: one that breaks off, or never comes to an end."""

import os
import sys
import threading

if __name__ == "__main__":
    if sys.argv[1] == "stuck.txt":
        threading.Event().wait()
    sys.stdout.write('{"format": ')
    sys.stdout.flush()
    os.abort()
