"""How hard one process may press one host: calls at the same time, and calls per second."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

_SWEEP_AT: Final = 1000


class TokenBucket:
    """Lets `per_second` calls through, and after a pause up to `burst` at once; time is in seconds.

    It is a bucket of tokens told as the moment at which the next token is due (the generic cell rate
    algorithm, ITU-T I.371).
    """

    def __init__(self, *, per_second: float, burst: int) -> None:
        self._interval = 1 / per_second
        self._slack = (burst - 1) * self._interval
        self._due = float("-inf")

    def reserve(self, now: float) -> float:
        """Takes the next token, and returns how many seconds to wait until it is there."""
        due = max(self._due, now)
        self._due = due + self._interval
        return max(0.0, due - self._slack - now)

    def is_idle(self, now: float) -> bool:
        """Whether it is as full as a new one."""
        return self._due <= now


@dataclass(slots=True)
class _Host:
    turns: asyncio.Semaphore
    bucket: TokenBucket
    users: int = field(default=0)


class HostLimits:
    """Slots for calls: at most `per_host` at the same time and `per_second` on average to each host.

    For one event loop. `burst` (default: one second's worth) may go at once after a pause. Hosts that rest
    are forgotten, so memory does not grow with their number. ValueError for limits that let nothing through.
    """

    def __init__(
        self,
        *,
        per_host: int,
        per_second: float,
        burst: int | None = None,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        if per_host < 1 or per_second <= 0 or (burst is not None and burst < 1):
            msg = "host limits need per_host >= 1, per_second > 0 and burst >= 1"
            raise ValueError(msg)
        self._per_host = per_host
        self._per_second = per_second
        self._burst = burst if burst is not None else max(1, int(per_second))
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    def __len__(self) -> int:
        return len(self._hosts)

    @asynccontextmanager
    async def slot(self, host: str) -> AsyncIterator[None]:
        """Waits for a turn at the host, and keeps it for the length of the block."""
        known = self._known(host)
        known.users += 1
        try:
            async with known.turns:
                wait = known.bucket.reserve(self._clock())
                if wait > 0:
                    await self._sleep(wait)
                yield
        finally:
            known.users -= 1

    def _known(self, host: str) -> _Host:
        if host not in self._hosts:
            if len(self._hosts) >= _SWEEP_AT:
                now = self._clock()
                self._hosts = {
                    name: known
                    for name, known in self._hosts.items()
                    if known.users or not known.bucket.is_idle(now)
                }
            self._hosts[host] = _Host(
                turns=asyncio.Semaphore(self._per_host),
                bucket=TokenBucket(per_second=self._per_second, burst=self._burst),
            )
        return self._hosts[host]
