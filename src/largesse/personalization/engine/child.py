"""The process that trains a model: a task on standard input, figures and the model on standard output.

It gets neither the database's address nor any key, and no more memory than it is told.
"""

import os
import pickle
import resource
import sys
import threading
import time
from typing import Final

import orjson

from largesse.personalization.engine.lesson import Task, learn
from largesse.personalization.engine.vault import packed

MEBI: Final = 1 << 20
LOOK_EVERY_SECONDS: Final = 2.0


def main(most_mebibytes: int) -> None:
    """Trains within so much memory; a line of JSON, then the packed model."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    if most_mebibytes:
        limit = most_mebibytes * MEBI
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or hard > limit:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    task = pickle.load(sys.stdin.buffer)  # noqa: S301  the parent wrote it
    if not isinstance(task, Task):
        sys.exit("standard input holds no task")
    figures, kept = learn(task)
    sys.stdout.buffer.write(orjson.dumps(figures) + b"\n")
    sys.stdout.buffer.write(packed(kept))


def _end_with(parent: int) -> None:
    """Nobody waits for the model of a worker that was killed."""
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]))
