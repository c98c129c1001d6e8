from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from largesse.core.disk import (
    IMPORTS_WATERMARK,
    MIB,
    RESUME_FACTOR,
    WRITES_WATERMARK,
    DiskLevel,
    DiskWatch,
    level,
)

GB = 1_000_000_000


@pytest.mark.parametrize(
    ("free", "total", "expected"),
    [
        (9 * GB, 10 * GB, DiskLevel.OK),
        (1 * GB, 10 * GB, DiskLevel.OK),
        (1 * GB - 1, 10 * GB, DiskLevel.IMPORTS_STOPPED),
        (200_000_000, 10 * GB, DiskLevel.IMPORTS_STOPPED),
        (200_000_000 - 1, 10 * GB, DiskLevel.WRITES_STOPPED),
        (499_999_999, 5 * GB, DiskLevel.IMPORTS_STOPPED),
        (99_999_999, 5 * GB, DiskLevel.WRITES_STOPPED),
        (0, 10 * GB, DiskLevel.WRITES_STOPPED),
    ],
)
def test_imports_stop_first_and_sales_last(free: int, total: int, expected: DiskLevel) -> None:
    assert level(free, total) is expected


def test_a_large_disk_is_ruled_by_bytes_and_not_by_its_share() -> None:
    assert level(2 * GB, 4000 * GB) is DiskLevel.OK
    assert level(GB // 2, 4000 * GB) is DiskLevel.IMPORTS_STOPPED


def test_a_tiny_disk_keeps_room_for_the_log_of_the_database() -> None:
    assert level(63 * MIB, 200 * MIB) is DiskLevel.WRITES_STOPPED
    assert level(127 * MIB, 200 * MIB) is DiskLevel.IMPORTS_STOPPED
    assert level(150 * MIB, 200 * MIB) is DiskLevel.OK


def test_imports_always_stop_before_writes() -> None:
    for total in (10 * MIB, GB, 10 * GB, 100 * GB, 10_000 * GB):
        assert IMPORTS_WATERMARK.free_bytes(total) > WRITES_WATERMARK.free_bytes(total)


def test_a_level_is_left_only_well_above_its_watermark() -> None:
    total = 10 * GB
    mark = IMPORTS_WATERMARK.free_bytes(total)
    resumes = int(mark * RESUME_FACTOR)
    assert level(mark + 1, total, before=DiskLevel.IMPORTS_STOPPED) is DiskLevel.IMPORTS_STOPPED
    assert level(resumes, total, before=DiskLevel.IMPORTS_STOPPED) is DiskLevel.OK
    mark = WRITES_WATERMARK.free_bytes(total)
    resumes = int(mark * RESUME_FACTOR)
    assert level(mark + 1, total, before=DiskLevel.WRITES_STOPPED) is DiskLevel.WRITES_STOPPED
    assert level(resumes, total, before=DiskLevel.WRITES_STOPPED) is DiskLevel.IMPORTS_STOPPED


def test_every_loss_of_space_keeps_or_raises_the_level() -> None:
    for before in DiskLevel:
        levels = [level(free, 10 * GB, before=before) for free in range(0, 2 * GB, 10_000_000)]
        assert levels == sorted(levels, reverse=True)


@dataclass
class FakeUsage:
    total: int
    free: int
    asked: int = 0

    def __call__(self, _: Path) -> FakeUsage:
        self.asked += 1
        return self


@dataclass
class FakeClock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_disk_is_asked_once_in_a_while_and_not_for_every_request(tmp_path: Path) -> None:
    usage, clock = FakeUsage(10 * GB, 5 * GB), FakeClock()
    watch = DiskWatch(tmp_path, every_s=2.0, usage=usage, clock=clock)
    assert [watch.level() for _ in range(100)] == [DiskLevel.OK] * 100
    assert usage.asked == 1
    usage.free = 1
    clock.now += 1.9
    assert watch.level() is DiskLevel.OK
    clock.now += 0.1
    assert watch.level() is DiskLevel.WRITES_STOPPED
    assert usage.asked == 2


def test_the_watch_remembers_its_level_for_the_hysteresis(tmp_path: Path) -> None:
    usage, clock = FakeUsage(10 * GB, GB // 2), FakeClock()
    watch = DiskWatch(tmp_path, every_s=2.0, usage=usage, clock=clock)
    assert watch.level() is DiskLevel.IMPORTS_STOPPED
    usage.free = int(1.1 * GB)
    clock.now += 2
    assert watch.level() is DiskLevel.IMPORTS_STOPPED
    usage.free = int(1.3 * GB)
    clock.now += 2
    assert watch.level() is DiskLevel.OK
    assert watch.free_bytes() == int(1.3 * GB)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("mounting is not permitted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_real_disk_that_fills_stops_imports_then_writes_and_recovers(small_disk: Path) -> None:
    watch = DiskWatch(small_disk, every_s=0.0)
    assert watch.level() is DiskLevel.OK
    filler = small_disk / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, 200 * MIB)
        assert watch.level() is DiskLevel.IMPORTS_STOPPED
        os.posix_fallocate(file.fileno(), 0, 260 * MIB)
        assert watch.level() is DiskLevel.WRITES_STOPPED
    filler.unlink()
    assert watch.level() is DiskLevel.OK
