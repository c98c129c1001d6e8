"""Run one PostgreSQL program on a data folder, as the right user and in a session of its own."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from largesse.core.postgres.account import Account
from largesse.core.postgres.errors import StartError

OWN_FILES = Path("/proc/self/fd")


def spawn(
    program: Path, folder: Path, *, options: Sequence[str], account: Account, log: BinaryIO
) -> subprocess.Popen[bytes]:
    """Start a program on a data folder with its output appended to the log.

    The session is new, so that Ctrl-C in a terminal reaches Largesse and not the server; the
    working directory is the data folder, by which an orphan is recognised later.

    Raises StartError when the user cannot reach the folder and the system knows no way around it.
    """
    with _reachable(folder, account) as (name, handles):
        return subprocess.Popen(  # noqa: S603 (program and options are ours)
            [program, "-D", name, *options],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            user=account.uid if account.drops else None,
            group=account.gid if account.drops else None,
            extra_groups=[] if account.drops else None,
            umask=0o077,
            pass_fds=handles,
            start_new_session=True,
        )


@contextlib.contextmanager
def _reachable(folder: Path, account: Account) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give a name by which the user reaches the folder, and the open handles that the name needs.

    Below a closed parent, such as /root, root opens the folder and the server inherits the handle:
    /proc/self/fd/N leads to the folder itself without a walk through its parents.
    """
    if account.may_enter(folder):
        yield str(folder), ()
        return
    if not OWN_FILES.is_dir():
        raise StartError(
            f"The user {account.name}, who runs the server because you are root, may not enter"
            f" {folder.parent}. Choose a data folder below an open one, or start Largesse as an"
            " ordinary user."
        )
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield str(OWN_FILES / str(handle)), (handle,)
    finally:
        os.close(handle)


def _environment() -> dict[str, str]:
    # PGPORT, PGDATA, PGOPTIONS and the like are meant for clients and would bend the server.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}
