"""Room on the disk: imports stop first, every other write last, reading never."""

from typing import Final

from fastapi import Depends, Request

from largesse.core.disk import DiskLevel, DiskWatch
from largesse.core.errors import RetryLaterError

SAFE_METHODS: Final = ("GET", "HEAD", "OPTIONS")
RETRY_SECONDS: Final = 60


def check_room(request: Request) -> None:
    """503 for a write while the disk is about full; what frees room or only reads may pass."""
    if request.method not in (*SAFE_METHODS, "DELETE"):
        _refuse_from(request.app.state.disk, DiskLevel.WRITES_STOPPED, "New writes")


def _check_room_for_import(request: Request) -> None:
    _refuse_from(request.app.state.disk, DiskLevel.IMPORTS_STOPPED, "Imports and generations")


def _refuse_from(disk: DiskWatch, least: DiskLevel, what: str) -> None:
    if disk.level() >= least:
        raise RetryLaterError(
            "disk_low",
            f"{what} wait: only {disk.free_bytes() // 1_000_000} MB are free on the disk of {disk.path.name}."
            " Free some room; nothing needs a restart.",
            retry_after=RETRY_SECONDS,
        )


needs_room = Depends(_check_room_for_import)
