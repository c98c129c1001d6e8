"""Where the files around a data folder live: its siblings, and the folder of the socket."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
from pathlib import Path

from largesse.core.postgres.account import Account
from largesse.core.postgres.errors import StartError

# The address of a Unix socket holds 104 bytes on macOS and 108 on Linux; ".s.PGSQL.5432" follows.
LONGEST_SOCKET_FOLDER = 80

# Colons and commas separate hosts in a URL, spaces separate them in the server's settings.
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


def sibling(data: Path, ending: str) -> Path:
    """Name the file or folder beside the data folder that has the same name plus an ending."""
    return data.with_name(data.name + ending)


def choose_socket_folder(data: Path, account: Account) -> Path:
    """Choose the folder of the socket: beside the data, else a short one in the temporary folder.

    Raises StartError when no candidate is short enough and open to the server's user.
    """
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    short = f"largesse-{digest}"
    candidates = (sibling(data, ".run"), Path(tempfile.gettempdir(), short), Path("/tmp", short))  # noqa: S108 (owner and mode are checked before use)
    for folder in candidates:
        fits = len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER
        if fits and PLAIN_PATH.fullmatch(str(folder)) and account.may_enter(_standing(folder)):
            return folder
    raise StartError(
        f"No folder for the database socket: {candidates[0]} is too long or closed to the user"
        f" {account.name}, and so is the temporary folder. Choose a shorter data folder."
    )


def prepare_socket_folder(folder: Path, account: Account) -> None:
    """Make the folder of the socket private to the server's user.

    Raises StartError when the name is taken by a link or by another user, as can happen in a shared
    temporary folder: whoever owns that folder could answer in the place of our server.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (account.uid, os.geteuid()):
        raise StartError(f"The socket folder {folder} belongs to somebody else. Remove it, or set TMPDIR.")
    folder.chmod(0o700)
    account.own(folder)


def _standing(folder: Path) -> Path:
    """Give the nearest parent that exists already; what is missing will be made by us."""
    return next(parent for parent in folder.parents if parent.exists())
