"""The server's settings: what we choose, what the caller may change, and what nobody may."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import psutil

from largesse.core.postgres.errors import SettingRefusedError

PORT = 5432
INCLUDED = "largesse.conf"
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")

# Trust authentication is safe only while nothing but the private socket leads to the server, and
# the supervisor relies on knowing its folders, its log and its port.
OURS = frozenset(
    {
        "config_file",
        "data_directory",
        "external_pid_file",
        "hba_file",
        "ident_file",
        "include",
        "include_dir",
        "include_if_exists",
        "listen_addresses",
        "log_destination",
        "logging_collector",
        "port",
        "unix_socket_directories",
        "unix_socket_group",
        "unix_socket_permissions",
    }
)

MIB = 1024 * 1024
SMALLEST_BUFFERS = 128 * MIB
LARGEST_BUFFERS = 1024 * MIB
CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")


def check_settings(settings: Mapping[str, str]) -> None:
    """Raise SettingRefusedError for a setting that risks data, opens the server or is malformed."""
    for name, value in settings.items():
        key = name.lower()
        if not re.fullmatch(r"[a-z_][a-z0-9_.]*", key) or re.search(r"[\n\r\0]", value):
            raise SettingRefusedError(f"{name!r} = {value!r} is not a PostgreSQL setting.")
        if key in DURABLE and value.lower() != "on":
            raise SettingRefusedError(
                f"{name} = {value} is refused: acknowledged redemptions could be lost in a crash."
                " Leave it on; a single session may still choose for itself."
            )
        if key in OURS:
            raise SettingRefusedError(
                f"{name} is set by the supervisor and cannot be changed. For a server with its own"
                " addresses and files run PostgreSQL yourself and set DATABASE_URL."
            )


def write_settings(data: Path, settings: Mapping[str, str]) -> None:
    """Write our settings, overlaid with the caller's, to a file that `postgresql.conf` includes.

    Nothing is written when nothing changed, so that a full disk does not hinder a restart.
    """
    check_settings(settings)
    chosen = choose_settings(memory_bytes()) | {name.lower(): value for name, value in settings.items()}
    lines = ["# Written by Largesse at each start; changes made here are lost."]
    lines += [f"{name} = '{_escape(value)}'" for name, value in chosen.items()]
    _replace(data / INCLUDED, "\n".join(lines) + "\n")
    main = data / "postgresql.conf"
    include = f"include_if_exists = '{INCLUDED}'"
    text = main.read_text(encoding="utf-8")
    if include not in text.splitlines():
        _replace(main, f"{text.rstrip()}\n\n{include}\n")


def command_line(socket_folder: Path) -> list[str]:
    """Give the settings that no file may override, not even `ALTER SYSTEM`, as arguments."""
    fixed = dict.fromkeys(DURABLE, "on") | {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder),
        "unix_socket_permissions": "0700",
        "port": str(PORT),
        "logging_collector": "off",
        "log_destination": "stderr",
    }
    return [part for name, value in fixed.items() for part in ("-c", f"{name}={value}")]


def choose_settings(memory: int) -> dict[str, str]:
    """Choose settings for a machine with this much memory, in bytes."""
    buffers = min(max(memory // 8, SMALLEST_BUFFERS), LARGEST_BUFFERS)
    return {
        "max_connections": "100",
        "shared_buffers": f"{buffers // MIB}MB",
        "effective_cache_size": f"{max(memory // 2, SMALLEST_BUFFERS) // MIB}MB",
        "maintenance_work_mem": f"{buffers // 4 // MIB}MB",
        "work_mem": "8MB",
        "max_wal_size": "2GB",
        "wal_compression": "on",
        "checkpoint_completion_target": "0.9",
        "random_page_cost": "1.1",
        "autovacuum_vacuum_scale_factor": "0.05",
        # A forgotten open transaction pins the vacuum horizon and starves queue-like reads.
        "idle_in_transaction_session_timeout": "5min",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "log_line_prefix": "%m [%p] %q%u@%d ",
        "log_lock_waits": "on",
        # Parameters hold codes and customers' data; a log is no place for them.
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
    }


def memory_bytes(cgroup_limit: Path = CGROUP_LIMIT) -> int:
    """Give the memory that we may use: the machine's, or less when a container limits it."""
    total = int(psutil.virtual_memory().total)
    try:
        return min(total, int(cgroup_limit.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return total


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")


def _replace(path: Path, text: str) -> None:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    draft = path.with_name(path.name + ".new")
    draft.write_text(text, encoding="utf-8")
    draft.chmod(0o600)
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.chown(draft, owner.st_uid, owner.st_gid)
    draft.replace(path)
