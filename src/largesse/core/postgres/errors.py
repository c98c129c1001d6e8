"""What can go wrong with the embedded PostgreSQL; every message says where, and how to mend it."""

from __future__ import annotations

DISK_FULL = "No space left on device"
SHOWN_LINES = 15


class PostgresError(Exception):
    """The embedded PostgreSQL cannot do what was asked."""


class AlreadyRunningError(PostgresError):
    """Another process already runs the database of this data folder."""


class VersionMismatchError(PostgresError):
    """The data folder was made by another major version of PostgreSQL."""


class BinariesNotFoundError(PostgresError):
    """No usable PostgreSQL programs were found."""


class SettingRefusedError(PostgresError):
    """A setting would endanger the data or open the server to others."""


class StopError(PostgresError):
    """The server did not end, even after the immediate shutdown."""


class StartError(PostgresError):
    """The server did not come up; `log_tail` holds the last lines that it wrote."""

    def __init__(self, message: str, *, log_tail: str = "") -> None:
        shown = "\n".join(log_tail.splitlines()[-SHOWN_LINES:])
        super().__init__(f"{message}\nLast lines of its log:\n{shown}" if shown else message)
        self.log_tail = log_tail

    @property
    def disk_full(self) -> bool:
        """True when freeing disk space is the cure, so that trying again makes sense."""
        return DISK_FULL in f"{self}{self.log_tail}"
