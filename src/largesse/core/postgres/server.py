"""The supervisor: starts PostgreSQL as our child, watches it, restarts it and stops it."""

from __future__ import annotations

import contextlib
import logging
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self
from urllib.parse import quote

from largesse.core.postgres.account import Account, choose_account
from largesse.core.postgres.binaries import Binaries, find_binaries, open_binaries
from largesse.core.postgres.cluster import ensure_cluster
from largesse.core.postgres.errors import PostgresError, StartError, StopError
from largesse.core.postgres.leftovers import PID_FILE, settle_leftovers
from largesse.core.postgres.lock import FolderLock
from largesse.core.postgres.log import ServerLog
from largesse.core.postgres.places import choose_socket_folder, prepare_socket_folder, sibling
from largesse.core.postgres.restarts import RestartPolicy
from largesse.core.postgres.settings import PORT, check_settings, command_line, write_settings
from largesse.core.postgres.spawn import spawn

# A crash recovery may replay all of max_wal_size from a slow disk.
READY_LIMIT_S = 900.0
READY_LOOK_S = 0.02
WATCH_EVERY_S = 0.2
FAST_LIMIT_S = 120.0
IMMEDIATE_LIMIT_S = 60.0

logger = logging.getLogger(__name__)


class EmbeddedPostgres:
    """A PostgreSQL server of our own on a data folder, restarted when it crashes.

    The main process starts it once and hands `dsn()` to its workers; it is not shared by forking.
    Beside DATA lie DATA.lock, DATA.log (bounded), DATA.run (the socket) and, while the folder is
    being made, DATA.init.
    `start` and `stop` block: call them through `asyncio.to_thread` from a running event loop.

    `on_restart` gets the new pid after each restart, `on_failure` the error when the supervisor
    gives up; both are called from the watching thread.
    """

    def __init__(
        self,
        data: Path,
        *,
        bin_dir: Path | None = None,
        settings: Mapping[str, str] = MappingProxyType({}),
        policy: RestartPolicy = RestartPolicy(),  # noqa: B008 (frozen)
        on_restart: Callable[[int], None] | None = None,
        on_failure: Callable[[PostgresError], None] | None = None,
    ) -> None:
        """Raises SettingRefusedError for a setting that risks data or opens the server."""
        check_settings(settings)
        self.data = data.resolve()
        self.failure: PostgresError | None = None
        self._bin_dir = bin_dir
        self._settings = settings
        self._policy = policy
        self._on_restart = on_restart
        self._on_failure = on_failure
        self._lock = FolderLock(sibling(self.data, ".lock"))
        self._log = ServerLog(sibling(self.data, ".log"))
        self._stopping = threading.Event()
        self._watcher: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._prepared_folder: Path | None = None
        self._ready_at = 0.0
        self._mark = 0
        self._failures = 0

    def start(self) -> None:
        """Start the server, making its data folder if needed, and return when it answers.

        An orphan of an earlier, killed Largesse is stopped cleanly first.

        Raises AlreadyRunningError, BinariesNotFoundError, VersionMismatchError, or StartError.
        """
        if self._watcher is not None:
            raise StartError("This supervisor has been started already.")
        try:
            with contextlib.ExitStack() as undo:
                self.data.parent.mkdir(parents=True, exist_ok=True)
                self._lock.acquire()
                undo.callback(self._leave)
                self._prepare()
                self._launch()
                undo.pop_all()
        except OSError as error:
            raise StartError(f"Cannot start the database in {self.data}: {error}") from error
        self._watcher = threading.Thread(target=self._watch, name="postgres-watch", daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """Stop the server and the watch over it; does nothing when it is not running.

        Open transactions are rolled back and clients disconnected. Raises StopError when the server
        does not end, naming its pid.
        """
        if self._watcher is None:
            return
        self._stopping.set()
        self._watcher.join()
        try:
            self._end()
        finally:
            self._leave()
            self._watcher = None
            self._stopping.clear()

    def dsn(self, user: str = "postgres", database: str = "postgres") -> str:
        """Give `postgresql://USER@/DATABASE?host=SOCKET_FOLDER&port=5432`, percent-encoded.

        asyncpg, psycopg and libpq's programs take it as it is; SQLAlchemy with its scheme replaced
        by `postgresql+asyncpg` or `postgresql+psycopg`. There is no password: the socket is private.
        """
        who, where = quote(user, safe=""), quote(database, safe="")
        folder = quote(str(self.socket_dir), safe="/")
        return f"postgresql://{who}@/{where}?host={folder}&port={PORT}"

    @property
    def pid(self) -> int | None:
        """The pid of the running postmaster, or None while there is none."""
        process = self._process
        return process.pid if process is not None and process.returncode is None else None

    @property
    def socket_dir(self) -> Path:
        """The folder of the socket: DATA.run, or a short one in the temporary folder."""
        return choose_socket_folder(self.data, choose_account(self.data))

    @property
    def log_path(self) -> Path:
        """The server's log file."""
        return self._log.path

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _prepare(self) -> None:
        self.failure = None
        self._failures = 0
        self._account: Account = choose_account(self.data)
        self._binaries: Binaries = open_binaries(find_binaries(self._bin_dir), self._account)
        ensure_cluster(self.data, self._binaries, account=self._account, log=self._log)
        write_settings(self.data, self._settings)

    def _leave(self) -> None:
        if self._prepared_folder is not None:
            # A postmaster that was killed leaves backends and its socket to whoever comes after.
            with contextlib.suppress(OSError, PostgresError):
                settle_leftovers(self.data, self._prepared_folder)
                self._prepared_folder.rmdir()
            self._prepared_folder = None
        self._lock.release()

    def _launch(self) -> None:
        folder = choose_socket_folder(self.data, self._account)
        prepare_socket_folder(folder, self._account)
        self._prepared_folder = folder
        settle_leftovers(self.data, folder)
        self._mark = self._log.size()
        with self._log.open() as log:
            self._process = spawn(
                self._binaries.postgres,
                self.data,
                options=command_line(folder),
                account=self._account,
                log=log,
            )
        try:
            self._await_ready(self._process)
        except BaseException:
            self._end()
            raise
        self._ready_at = time.monotonic()

    def _await_ready(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until the server is ready or we are told to stop."""
        deadline = time.monotonic() + READY_LIMIT_S
        while not is_ready(self.data, process.pid):
            code = process.poll()
            if code is not None:
                raise StartError(
                    f"PostgreSQL did not start in {self.data} (exit {code}); see {self._log.path}.",
                    log_tail=self._log.tail(self._mark),
                )
            if time.monotonic() > deadline:
                raise StartError(
                    f"PostgreSQL was not ready after {READY_LIMIT_S:.0f} s in {self.data}.",
                    log_tail=self._log.tail(self._mark),
                )
            if self._stopping.wait(READY_LOOK_S):
                return

    def _watch(self) -> None:
        while not self._stopping.wait(WATCH_EVERY_S):
            with contextlib.suppress(OSError):
                self._log.rotate()
            process = self._process
            if process is None or process.poll() is None:
                continue
            crash = StartError(
                f"PostgreSQL (pid {process.pid}) ended with {process.returncode}.",
                log_tail=self._log.tail(self._mark),
            )
            if time.monotonic() - self._ready_at >= self._policy.quick_s:
                self._failures = 0
                logger.warning("%s", crash)
            else:
                self._count(crash)
            if not self._revive(crash):
                return

    def _revive(self, error: StartError) -> bool:
        """Start the server until it is ready; False when stopped meanwhile or given up."""
        while self._failures < self._policy.give_up_after:
            if self._stopping.wait(self._policy.delay_s(self._failures)):
                return False
            latest = self._try_launch()
            if latest is None:
                self._tell_restart()
                return True
            error = latest
            self._count(error)
        self._give_up(error)
        return False

    def _count(self, error: StartError) -> None:
        logger.warning("%s", error)
        self._failures += 1
        if error.disk_full:
            # Somebody will free space; until then slow tries are cheap, and giving up is not.
            self._failures = min(self._failures, self._policy.give_up_after - 1)

    def _try_launch(self) -> StartError | None:
        try:
            self._launch()
        except StartError as error:
            return error
        except (PostgresError, OSError) as error:
            return StartError(str(error))
        return None

    def _give_up(self, error: StartError) -> None:
        self.failure = StartError(
            f"PostgreSQL failed {self._failures} times in a row and is not started again. Mend the"
            f" cause told in {self._log.path}, then start Largesse anew. The last try: {error}"
        )
        logger.error("%s", self.failure)
        if self._on_failure is not None:
            self._on_failure(self.failure)

    def _tell_restart(self) -> None:
        pid = self.pid
        if self._on_restart is None or pid is None or self._stopping.is_set():
            return
        try:
            self._on_restart(pid)
        except Exception:
            # The watch must outlive a mistake of whoever listens.
            logger.exception("on_restart failed")

    def _end(self) -> None:
        """Fast shutdown, then the immediate one; never SIGKILL, which would orphan backends."""
        process = self._process
        if process is None:
            return
        for number, limit_s in (
            (signal.SIGINT, FAST_LIMIT_S),
            (signal.SIGQUIT, IMMEDIATE_LIMIT_S),
        ):
            process.send_signal(number)
            try:
                process.wait(limit_s)
            except subprocess.TimeoutExpired:
                continue
            self._process = None
            return
        raise StopError(f"PostgreSQL (pid {process.pid}) does not end; see {self._log.path}.")


def is_ready(data: Path, pid: int) -> bool:
    """Tell from the pid file whether the server with this pid accepts connections.

    Line 1 is the pid and line 8 the status; both matter, since a stale file also says "ready".
    """
    try:
        lines = (data / PID_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"
