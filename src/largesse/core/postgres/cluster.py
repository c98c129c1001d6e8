"""A data folder: made whole or not at all, and checked against the version of the programs."""

from __future__ import annotations

import os
from pathlib import Path

from largesse.core.postgres.account import Account
from largesse.core.postgres.binaries import BIN_ENV, Binaries
from largesse.core.postgres.errors import StartError, VersionMismatchError
from largesse.core.postgres.leftovers import discard_unfinished
from largesse.core.postgres.log import ServerLog
from largesse.core.postgres.places import sibling
from largesse.core.postgres.spawn import spawn

VERSION_FILE = "PG_VERSION"
BUILTIN_LOCALE_SINCE = 17


def ensure_cluster(data: Path, binaries: Binaries, *, account: Account, log: ServerLog) -> None:
    """Make the data folder if it is missing or empty, else check that these programs can run it.

    Raises VersionMismatchError for another major version, StartError for a folder with other things
    in it, for a mount point, and when `initdb` fails.
    """
    discard_unfinished(sibling(data, ".init"))
    if (data / VERSION_FILE).exists():
        _check_version(data, binaries)
        account.own(data)
        return
    if data.exists() and any(data.iterdir()):
        raise StartError(
            f"{data} is not empty and holds no PostgreSQL data ({VERSION_FILE} is missing)."
            " Choose an empty or a new folder."
        )
    if data.is_mount():
        raise StartError(f"{data} is a mount point. Choose a folder inside it.")
    _create(data, binaries, account=account, log=log)


def _check_version(data: Path, binaries: Binaries) -> None:
    found = (data / VERSION_FILE).read_text(encoding="utf-8").strip()
    if found != str(binaries.major):
        raise VersionMismatchError(
            f"The data in {data} was made by PostgreSQL {found}, but these programs are"
            f" {binaries.version} ({binaries.folder}). Set {BIN_ENV} to the programs of version"
            f" {found} to go on as before. To move to {binaries.major}: start once with version"
            f" {found}, save everything with pg_dumpall, move {data} away, start with version"
            f" {binaries.major} and load the file with psql."
        )


def _create(data: Path, binaries: Binaries, *, account: Account, log: ServerLog) -> None:
    """Run `initdb` in a folder beside, then rename: a killed `initdb` leaves no half cluster."""
    making = sibling(data, ".init")
    making.mkdir(mode=0o700)
    account.own(making)
    mark = log.size()
    with log.open() as output:
        process = spawn(
            binaries.initdb,
            making,
            options=_options(binaries),
            account=account,
            log=output,
        )
    try:
        code = process.wait()
    except BaseException:
        process.kill()
        process.wait()
        raise
    if code != 0:
        discard_unfinished(making)
        raise StartError(f"initdb could not make {data} (exit {code}).", log_tail=log.tail(mark))
    making.rename(data)
    _sync_folder(data.parent)


def _options(binaries: Binaries) -> list[str]:
    # The builtin locale sorts alike on every system, and no library upgrade can spoil an index.
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        *(builtin if binaries.major >= BUILTIN_LOCALE_SINCE else ()),
        "--data-checksums",
        "--no-instructions",
    ]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
