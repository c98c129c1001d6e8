from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import psutil
import psycopg
import pytest

from largesse.core.postgres import EmbeddedPostgres, StartError
from largesse.core.postgres.leftovers import processes_in
from largesse.core.postgres.server import is_ready

RUN = """
import sys, time
from pathlib import Path
from largesse.core.postgres import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
print(server.pid, flush=True)
time.sleep(600)
"""


def ask(server: EmbeddedPostgres, question: str) -> object:
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row[0]


def wait_until(happened: Callable[[], bool], limit_s: float = 60.0) -> None:
    deadline = monotonic() + limit_s
    while not happened():
        assert monotonic() < deadline, "it never happened"
        sleep(0.01)


def make_cluster(data: Path) -> EmbeddedPostgres:
    server = EmbeddedPostgres(data)
    with server, psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute("create table kept as select 7 as n")
    return server


def write_stale_pid_file(data: Path, pid: int) -> None:
    lines = [pid, data, 1_700_000_000, 5432, "/nowhere", "", "  1 1", "ready   "]
    (data / "postmaster.pid").write_text("\n".join(map(str, lines)) + "\n")


@contextmanager
def program(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def killed_largesse(data: Path) -> Iterator[int]:
    """Start a Largesse of its own, kill it with SIGKILL, and give the pid of its orphan."""
    command = [sys.executable, "-c", RUN, str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as largesse:
        assert largesse.stdout is not None
        orphan = int(largesse.stdout.readline())
        largesse.kill()
    try:
        yield orphan
    finally:
        for left in processes_in(data):
            left.kill()


def test_a_stale_pid_that_is_a_zombie_does_not_hinder_the_start(tmp_path: Path) -> None:
    data = tmp_path / "pg"
    server = make_cluster(data)
    with program("true") as child:
        wait_until(lambda: psutil.Process(child.pid).status() == psutil.STATUS_ZOMBIE)
        write_stale_pid_file(data, child.pid)
        with server:
            assert server.pid not in (None, child.pid)
            assert ask(server, "select n from kept") == 7


def test_a_stale_pid_that_is_an_innocent_program_leaves_it_alive(tmp_path: Path) -> None:
    data = tmp_path / "pg"
    server = make_cluster(data)
    with program("sleep", "600") as innocent:
        write_stale_pid_file(data, innocent.pid)
        with server:
            assert server.pid not in (None, innocent.pid)
            assert ask(server, "select n from kept") == 7
        assert innocent.poll() is None


def test_a_stale_pid_that_nobody_has_does_not_hinder_the_start(tmp_path: Path) -> None:
    data = tmp_path / "pg"
    server = make_cluster(data)
    with program("true") as gone:
        gone.wait()
        write_stale_pid_file(data, gone.pid)
        with server:
            assert ask(server, "select n from kept") == 7


@pytest.mark.parametrize("content", ["", "not a number\n", "-5\n"])
def test_a_damaged_pid_file_does_not_hinder_the_start(tmp_path: Path, content: str) -> None:
    data = tmp_path / "pg"
    server = make_cluster(data)
    (data / "postmaster.pid").write_text(content)
    with server:
        assert ask(server, "select n from kept") == 7


def test_a_stale_pid_that_is_the_server_of_another_folder_leaves_it_alone(tmp_path: Path) -> None:
    data = tmp_path / "pg"
    server = make_cluster(data)
    with EmbeddedPostgres(tmp_path / "other") as other:
        assert other.pid is not None
        session = psycopg.connect(other.dsn())
        write_stale_pid_file(data, other.pid)
        with server:
            assert ask(server, "select n from kept") == 7
        assert session.execute("select 1").fetchone() == (1,)
        session.close()


def test_an_orphan_of_a_killed_largesse_is_stopped_cleanly(tmp_path: Path) -> None:
    data = tmp_path / "pg"
    make_cluster(data)
    with killed_largesse(data) as orphan:
        assert psutil.pid_exists(orphan)
        with EmbeddedPostgres(data) as server:
            assert server.pid not in (None, orphan)
            assert {one.pid for one in processes_in(data)}.isdisjoint({orphan})
            assert ask(server, "select n from kept") == 7
    log = (tmp_path / "pg.log").read_text()
    assert "not properly shut down" not in log
    assert f"[{orphan}] LOG:  received fast shutdown request" in log


def test_backends_whose_postmaster_was_killed_do_not_hinder_the_start(tmp_path: Path) -> None:
    data = tmp_path / "pg"
    server = make_cluster(data)
    with killed_largesse(data) as orphan:
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            busy = connection.info.backend_pid
            # A stopped backend cannot notice that its postmaster is gone.
            os.kill(busy, signal.SIGSTOP)
            os.kill(orphan, signal.SIGKILL)
            wait_until(lambda: [one.pid for one in processes_in(data)] == [busy])
            os.kill(busy, signal.SIGQUIT)
            os.kill(busy, signal.SIGCONT)
        with server:
            assert ask(server, "select n from kept") == 7


def test_an_initdb_killed_half_way_leaves_no_half_cluster(tmp_path: Path) -> None:
    # On a busy machine initdb may be done before it is caught; then another folder is tried.
    data = next(data for data in (tmp_path / str(n) for n in range(20)) if killed_half_way(data))
    making = data.with_name(f"{data.name}.init")
    with EmbeddedPostgres(data) as server:
        assert ask(server, "select count(*) from pg_database") == 3
        assert not making.exists()
        assert processes_in(making) == []


def killed_half_way(data: Path) -> bool:
    """Start a Largesse and kill it while its initdb works, which goes on alone."""
    making = data.with_name(f"{data.name}.init")
    with subprocess.Popen([sys.executable, "-c", RUN, str(data)], stdout=subprocess.DEVNULL) as largesse:
        wait_until(lambda: (making / "base").exists() or (data / "base").exists())
        largesse.kill()
    if making.exists():
        return True
    with EmbeddedPostgres(data):
        return False


def test_the_remains_of_an_old_initdb_are_thrown_away(tmp_path: Path) -> None:
    making = tmp_path / "pg.init"
    (making / "base").mkdir(parents=True)
    (making / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(tmp_path / "pg") as server:
        assert ask(server, "select count(*) from pg_database") == 3
    assert not making.exists()


def test_a_stale_socket_and_its_lock_do_not_hinder_the_start(tmp_path: Path) -> None:
    server = make_cluster(tmp_path / "pg")
    folder = server.socket_dir
    folder.mkdir(mode=0o700)
    (folder / ".s.PGSQL.5432").touch()
    with program("sleep", "600") as innocent:
        # PostgreSQL itself refuses when the number in this file is in use.
        (folder / ".s.PGSQL.5432.lock").write_text(f"{innocent.pid}\n/elsewhere\n1\n5432\n")
        with server:
            assert ask(server, "select n from kept") == 7
        assert innocent.poll() is None


def test_a_very_long_path_gets_a_short_folder_for_its_socket(tmp_path: Path) -> None:
    data = tmp_path.joinpath(*["a-rather-long-name-of-a-folder"] * 6, "pg")
    with EmbeddedPostgres(data) as server:
        assert len(os.fsencode(server.socket_dir)) <= 80
        assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
        assert ask(server, "select 1") == 1
    assert not server.socket_dir.exists()


def test_a_long_temporary_folder_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / ("t" * 100)))
    data = tmp_path / ("d" * 100) / "pg"
    assert EmbeddedPostgres(data).socket_dir.parent == Path("/tmp")


def test_two_long_paths_never_share_a_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100)
    folders = {EmbeddedPostgres(deep / name).socket_dir for name in ("one", "two")}
    assert len(folders) == 2


def test_a_socket_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / ("d" * 100) / "pg")
    trap = tmp_path / "trap"
    trap.mkdir()
    server.socket_dir.symlink_to(trap)
    try:
        with pytest.raises(StartError, match="belongs to somebody else"):
            server.start()
    finally:
        server.socket_dir.unlink()


def test_ready_needs_both_our_pid_and_the_word(tmp_path: Path) -> None:
    assert not is_ready(tmp_path, 4711)
    write_stale_pid_file(tmp_path, 4711)
    assert is_ready(tmp_path, 4711)
    assert not is_ready(tmp_path, 4712)
    pid_file = tmp_path / "postmaster.pid"
    pid_file.write_text(pid_file.read_text().replace("ready", "starting"))
    assert not is_ready(tmp_path, 4711)
    pid_file.write_text("4711\n")
    assert not is_ready(tmp_path, 4711)
