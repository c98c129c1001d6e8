"""What an earlier life left behind: orphaned servers, stale pid files, stale sockets.

Call these only under the lock of the data folder. A process counts as ours when it is a PostgreSQL
program *and* its working directory is the folder in question; the number in a pid file alone proves
nothing, since it may belong to a zombie, to an innocent program or to another cluster's server.
"""

from __future__ import annotations

import contextlib
import shutil
import signal
import time
from pathlib import Path

import psutil

from largesse.core.postgres.errors import StartError

PROGRAMS = ("postgres", "initdb")
PID_FILE = "postmaster.pid"
FAST_LIMIT_S = 120.0
LOST_LIMIT_S = 5.0
IMMEDIATE_LIMIT_S = 60.0
LOOK_EVERY_S = 0.1


def settle_leftovers(data: Path, socket_folder: Path) -> None:
    """Stop orphaned servers of the data folder cleanly, then remove their pid file and sockets.

    Raises StartError when an orphan does not end.
    """
    orphans = processes_in(data)
    parents = {_parent(one) for one in orphans} | {_recorded_pid(data)}
    postmasters = [one for one in orphans if one.pid in parents]
    # Only a postmaster shuts down cleanly. Backends that lost theirs end by themselves, and for the
    # checkpointer a SIGINT would mean something else.
    _signal(postmasters, signal.SIGINT)
    if not _gone(data, FAST_LIMIT_S if postmasters else LOST_LIMIT_S):
        _signal(processes_in(data), signal.SIGQUIT)
        if not _gone(data, IMMEDIATE_LIMIT_S):
            pids = ", ".join(str(one.pid) for one in processes_in(data))
            raise StartError(
                f"PostgreSQL processes of an earlier run (pid {pids}) still use {data} and do not"
                " end. End them by hand, or restart the machine."
            )
    (data / PID_FILE).unlink(missing_ok=True)
    # PostgreSQL refuses on a stale lock of a socket as well, when its number is in use again.
    for socket in socket_folder.glob(".s.PGSQL.*"):
        socket.unlink(missing_ok=True)


def discard_unfinished(making: Path) -> None:
    """End an interrupted `initdb`, which nobody waits for any more, and remove what it made."""
    deadline = time.monotonic() + IMMEDIATE_LIMIT_S
    while (running := processes_in(making)) and time.monotonic() < deadline:
        _signal(running, signal.SIGKILL)
        time.sleep(LOOK_EVERY_S)
    if making.exists():
        shutil.rmtree(making)


def processes_in(folder: Path) -> list[psutil.Process]:
    """List the living PostgreSQL processes whose working directory is the folder."""
    return [one for one in psutil.process_iter() if _works_in(one, folder)]


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        if process.name() not in PROGRAMS or process.status() == psutil.STATUS_ZOMBIE:
            return False
        return Path(process.cwd()).samefile(folder)
    except (psutil.Error, OSError):
        # Gone meanwhile, or another user's: PostgreSQL only runs as the owner of its data folder.
        return False


def _parent(process: psutil.Process) -> int | None:
    try:
        return int(process.ppid())
    except psutil.Error:
        return None


def _recorded_pid(data: Path) -> int | None:
    try:
        return int((data / PID_FILE).read_text(encoding="utf-8").split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _signal(processes: list[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(number)


def _gone(folder: Path, limit_s: float) -> bool:
    deadline = time.monotonic() + limit_s
    while processes_in(folder):
        if time.monotonic() > deadline:
            return False
        time.sleep(LOOK_EVERY_S)
    return True
