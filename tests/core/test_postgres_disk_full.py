from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import psycopg
import pytest

from largesse.core.postgres import EmbeddedPostgres, RestartPolicy

MIB = 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200m,mode=755", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("mounting is not permitted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def wait_until(happened: Callable[[], bool], limit_s: float = 60.0) -> None:
    deadline = monotonic() + limit_s
    while not happened():
        assert monotonic() < deadline, "it never happened"
        sleep(0.05)


def test_a_full_disk_is_waited_out_and_no_acknowledged_row_is_lost(small_disk: Path) -> None:
    restarted: list[int] = []
    policy = RestartPolicy(first_delay_s=0.01, longest_delay_s=0.05, give_up_after=3)
    server = EmbeddedPostgres(small_disk / "pg", policy=policy, on_restart=restarted.append)
    with server:
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            connection.execute("create table kept (n int primary key)")
        reserve = small_disk / "reserve"
        with reserve.open("wb") as file:
            free = shutil.disk_usage(small_disk).free
            os.posix_fallocate(file.fileno(), 0, free - 4 * MIB)
        acknowledged = insert_until_down(server)
        assert acknowledged > 0
        # Many more tries than any other failure would get.
        wait_until(lambda: server.log_path.read_bytes().count(b"starting PostgreSQL") > 10)
        assert (server.failure, restarted) == (None, [])
        reserve.unlink()
        wait_until(lambda: bool(restarted))
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            count = connection.execute("select count(*) from kept").fetchone()
            connection.execute("insert into kept values (-1)")
        assert count is not None
        # One more than acknowledged may be there: committed, but the answer never came.
        assert count[0] in (acknowledged, acknowledged + 1)


def insert_until_down(server: EmbeddedPostgres) -> int:
    """Insert rows that need much log and little table until the connection breaks."""
    acknowledged = 0
    order = (
        "with bulk as (select pg_logical_emit_message(true, '', repeat('x', 100000)))"
        " insert into kept select %s from bulk"
    )
    connection = psycopg.connect(server.dsn(), autocommit=True)
    with contextlib.suppress(psycopg.Error), connection:
        while True:
            connection.execute(order, (acknowledged,))
            acknowledged += 1
    return acknowledged
