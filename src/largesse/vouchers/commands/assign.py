"""Hands out codes: the hot path. Positions are leased, requests that arrive together share a transaction."""

import time
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import asyncpg

from largesse.core.coalesce import Coalescer
from largesse.core.db import Database
from largesse.core.errors import AppError, ConflictError, NotFoundError, RetryLaterError

Mode = Literal["get_or_assign", "assign"]

LEASE: Final = 128
MAX_TRIES: Final = 200
MAX_DEADLOCKS: Final = 5
SWEEP_SECONDS: Final = 60.0
LANES: Final = 2


@dataclass(frozen=True, slots=True)
class AssignRequest:
    """One wish for a code: whose, from which pool, how, and under which Idempotency-Key."""

    workspace_id: UUID
    pool_id: UUID
    kind: str
    value: str
    mode: Mode
    now: datetime
    source: str
    key: str | None = None
    digest: bytes | None = None

    @property
    def order(self) -> tuple[UUID, UUID, str, str]:
        """Batches lock in this order, so that two of them never wait for each other."""
        return (self.workspace_id, self.pool_id, self.kind, self.value)


@dataclass(frozen=True, slots=True)
class Assigned:
    """A code in a customer's hand; `outcome` is assigned, existing, or replayed (assigned by this key)."""

    outcome: str
    code: str
    position: int
    profile_id: int
    state: int
    assigned_at: datetime
    expires_at: datetime | None
    redeemed_at: datetime | None


@dataclass(slots=True)
class _Stock:
    """Leased positions of one pool, each with its lease; a lease is settled when all of its are."""

    free: deque[tuple[int, int]] = field(default_factory=deque)
    open: dict[int, int] = field(default_factory=dict)
    settled: list[int] = field(default_factory=list)

    def settle(self, lease: int) -> None:
        self.open[lease] -= 1
        if not self.open[lease]:
            del self.open[lease]
            self.settled.append(lease)


PoolKey = tuple[UUID, UUID]


class Assigner:
    """The assignment of one process: its leases and its coalescing lanes."""

    def __init__(
        self,
        database: Database,
        *,
        lease: int = LEASE,
        lanes: int = LANES,
        sweep_seconds: float = SWEEP_SECONDS,
    ) -> None:
        self._database = database
        self._lease = lease
        self._sweep_seconds = sweep_seconds
        self._stock: dict[PoolKey, _Stock] = defaultdict(_Stock)
        self._swept: dict[PoolKey, float] = {}
        self._batches = Coalescer(self._run, divides=_was_rolled_back, lanes=lanes)

    async def assign(self, request: AssignRequest) -> Assigned:
        """Hands out a code, or the one the profile holds; durable when it returns.

        Raises NotFoundError (`pool_not_found`, `profile_not_found`), ConflictError (`pool_empty`,
        `pool_inactive`, `pool_not_started`, `pool_ended`, `codes_expired`,
        `profile_limit_reached`, `idempotency_key_reused`); then nothing was consumed.
        """
        for _ in range(MAX_DEADLOCKS):
            try:
                row = await self._draw(request)
            except asyncpg.DeadlockDetectedError:  # rolled back whole, so the same request can be made again
                continue
            return _read(row, request)
        raise _busy()

    async def _draw(self, request: AssignRequest) -> asyncpg.Record:
        for _ in range(MAX_TRIES):
            row, had_position = await self._batches.submit(request)
            if row["outcome"] != "out_of_positions":
                return row
            if not had_position:
                return await self._search(request)
            # what was leased had been cancelled, redeemed or handed out in the meantime: lease again
        raise _busy()

    async def _run(self, batch: Sequence[AssignRequest]) -> Sequence[tuple[asyncpg.Record, bool]]:
        order = sorted(range(len(batch)), key=lambda i: batch[i].order)
        requests = [batch[i] for i in order]
        taken = await self._take_positions(requests)
        try:
            rows = await self._call(requests, [position[1] if position else None for position in taken])
        except Exception as error:
            if _was_rolled_back(error):
                self._put_back(requests, taken)
            raise
        self._keep_spare(requests, taken, rows)
        answers = {
            i: (row, position is not None) for i, row, position in zip(order, rows, taken, strict=True)
        }
        return [answers[i] for i in range(len(batch))]

    async def _call(
        self, requests: Sequence[AssignRequest], positions: Sequence[int | None]
    ) -> list[asyncpg.Record]:
        rows: list[asyncpg.Record] = await self._database.hot.fetch(
            "select * from vouchers_assign($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            [request.workspace_id for request in requests],
            [request.pool_id for request in requests],
            [request.kind for request in requests],
            [request.value for request in requests],
            [request.mode for request in requests],
            [request.key for request in requests],
            [request.digest for request in requests],
            positions,
            [request.source for request in requests],
            max(request.now for request in requests),
        )
        return rows

    async def _take_positions(self, requests: Sequence[AssignRequest]) -> list[tuple[int, int] | None]:
        wanted: dict[PoolKey, int] = defaultdict(int)
        for request in requests:
            wanted[request.workspace_id, request.pool_id] += 1
        taken: list[tuple[int, int] | None] = []
        for (
            key,
            count,
        ) in wanted.items():  # the requests are sorted by pool, so the positions come in their order
            await self._fill(key, count, requests[0].now)
            taken += [self._pop(key) for _ in range(count)]
        return taken

    def _pop(self, key: PoolKey) -> tuple[int, int] | None:
        stock = self._stock.get(key)
        return stock.free.popleft() if stock and stock.free else None

    async def _fill(self, key: PoolKey, count: int, now: datetime) -> None:
        while key not in self._stock or len(self._stock[key].free) < count:
            stock = self._stock.get(key)
            settled = stock.settled if stock else []
            if stock:
                stock.settled = []
            ranges = await self._database.hot.fetch(
                "select lease, first, last from vouchers_lease($1, $2, $3, $4, $5)",
                *key,
                max(self._lease, count),
                settled,
                now,
            )
            if not ranges:
                return
            stock = self._stock[key]
            for lease, first, last in ranges:
                stock.open[lease] = last - first + 1
                stock.free.extend((lease, position) for position in range(first, last + 1))

    def _put_back(self, requests: Sequence[AssignRequest], taken: Sequence[tuple[int, int] | None]) -> None:
        for request, position in zip(reversed(requests), reversed(taken), strict=True):
            if position is not None:
                self._stock[request.workspace_id, request.pool_id].free.appendleft(position)

    def _keep_spare(
        self,
        requests: Sequence[AssignRequest],
        taken: Sequence[tuple[int, int] | None],
        rows: Sequence[asyncpg.Record],
    ) -> None:
        spare = {
            (request.workspace_id, request.pool_id): row["spare"]
            for request, row in zip(requests, rows, strict=True)
        }
        for request, position in zip(requests, taken, strict=True):
            if position is None:
                continue
            key = (request.workspace_id, request.pool_id)
            if position[1] in spare[key]:
                self._stock[key].free.append(position)
            else:
                self._stock[key].settle(position[0])

    async def _search(self, request: AssignRequest) -> asyncpg.Record:
        """The pool gave no lease: take what lies in other leases or was just returned, one by one."""
        key = (request.workspace_id, request.pool_id)
        for _ in range(MAX_TRIES):
            position = await self._database.hot.fetchval(
                "select vouchers_find($1, $2, $3, $4)", *key, self._may_sweep(key), request.now
            )
            if position is None:
                raise ConflictError("pool_empty", "This pool has no code left. Import or generate codes.")
            [row] = await self._call([request], [position])
            if row["outcome"] != "out_of_positions":
                return row
        raise _busy()

    def _may_sweep(self, key: PoolKey) -> bool:
        moment = time.monotonic()
        if moment - self._swept.setdefault(key, moment) < self._sweep_seconds:
            return False
        self._swept[key] = moment
        return True


def _busy() -> RetryLaterError:
    return RetryLaterError(
        "pool_busy", "Too many requests are after the same codes. Repeat this one.", retry_after=1
    )


def _was_rolled_back(error: Exception) -> bool:
    return isinstance(error, asyncpg.PostgresError) and not isinstance(
        error, asyncpg.PostgresConnectionError | asyncpg.OperatorInterventionError
    )


REFUSALS: Final[dict[str, tuple[type[AppError], str]]] = {
    "pool_not_found": (NotFoundError, "There is no such pool in this workspace."),
    "profile_not_found": (
        NotFoundError,
        "There is no profile with this id; name it by custom_id, email, phone or uuid to have it made.",
    ),
    "pool_inactive": (ConflictError, "This pool is inactive. Activate it to hand out its codes."),
    "pool_not_started": (ConflictError, "The emission window of this pool has not begun."),
    "pool_ended": (ConflictError, "The emission window of this pool is over."),
    "codes_expired": (ConflictError, "The codes of this pool have expired."),
    "profile_limit_reached": (
        ConflictError,
        "This profile holds as many codes of this pool as its limit per profile allows.",
    ),
    "idempotency_key_reused": (
        ConflictError,
        "This Idempotency-Key belongs to another request. Take a new key.",
    ),
}


def _read(row: asyncpg.Record, request: AssignRequest) -> Assigned:
    outcome = "idempotency_key_reused" if row["outcome"] == "key_reused" else row["outcome"]
    if outcome in REFUSALS:
        kind, detail = REFUSALS[outcome]
        raise kind(outcome, detail, facts={"pool_id": request.pool_id})
    return Assigned(
        outcome=outcome,
        code=row["code"],
        position=row["code_position"],
        profile_id=row["profile"],
        state=row["state"],
        assigned_at=row["assigned_at"],
        expires_at=row["expires_at"],
        redeemed_at=row["redeemed_at"],
    )
