"""The operating-system user that owns the data folder and runs the server.

PostgreSQL refuses to run as root. When Largesse is root the server gets an existing unprivileged
user; otherwise it runs as the user who started Largesse. No permission of a parent folder is ever
widened.
"""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from largesse.core.postgres.errors import StartError

UNPRIVILEGED = ("postgres", "_postgres", "nobody", "daemon")


@dataclass(frozen=True)
class Account:
    """A user and group; `drops` says that we are root and must become this user first."""

    name: str
    uid: int
    gid: int
    drops: bool

    def may_enter(self, folder: Path) -> bool:
        """Tell whether this user can reach the folder through all its parents."""
        if not self.drops:
            return True
        return all(self._may_search(step) for step in (folder, *folder.parents))

    def own(self, folder: Path) -> None:
        """Make this user the owner of a folder and of all that is in it."""
        if not self.drops or folder.stat().st_uid == self.uid:
            return
        for parent, folders, files in os.walk(folder):
            for name in (*folders, *files):
                os.chown(Path(parent, name), self.uid, self.gid, follow_symlinks=False)
        # Last, so that an interrupted change of owner is begun again at the next start.
        os.chown(folder, self.uid, self.gid)

    def _may_search(self, folder: Path) -> bool:
        found = folder.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)


def choose_account(data: Path) -> Account:
    """Choose the user for a data folder: its owner, else an unprivileged user, else ourselves.

    Raises StartError when the folder belongs to somebody else and we are not root, or when root
    finds no user to become.
    """
    uid = os.geteuid()
    owner = data.stat().st_uid if data.exists() else uid
    if uid != 0 and owner != uid:
        raise StartError(
            f"The data folder {data} belongs to the user {_name(owner)}, but Largesse runs as"
            f" {_name(uid)}. Start it as {_name(owner)}, or choose another data folder."
        )
    if uid != 0:
        return Account(_name(uid), uid, os.getegid(), drops=False)
    if owner != 0:
        return Account(_name(owner), owner, data.stat().st_gid, drops=True)
    return _unprivileged()


def _unprivileged() -> Account:
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid, drops=True)
    raise StartError(
        "PostgreSQL never runs as root, and none of the users "
        f"{', '.join(UNPRIVILEGED)} exists. Start Largesse as an ordinary user, or add one of them."
    )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
