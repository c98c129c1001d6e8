"""The circuit breaker that all workers share: a host that keeps failing is left alone for a while.

*Closed*: calls go out. *Open*: none does until a moment. After it *half open*: one worker may try one call,
the probe. Its success closes the breaker; its failure opens it again, for twice as long.
"""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import text

from largesse.core.context import Context

MAX_HOST: Final = 300


class Gate(StrEnum):
    """Whether a host may be called now."""

    CLOSED = "closed"  # call it
    PROBE = "probe"  # make one call, and tell it with probe=True
    OPEN = "open"  # leave it alone until `retry_at`


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What the workers know about a host of a workspace; `probe` is True for the one who may try."""

    host: str
    failures: int = 0
    open_until: datetime | None = None
    probe: bool = False


@dataclass(frozen=True, slots=True)
class CallResult:
    """How one call ended; `ok` means that the other side works, not that it agreed."""

    host: str
    ok: bool
    probe: bool = False


@dataclass(frozen=True, slots=True)
class Breaker:
    """The rule: leave a host alone after `threshold` failures in a row, each time twice as long up to `cap`.

    `jitter` is the share by which a span may be shorter, so that workspaces do not come back all at once.
    A probe whose worker died is given to another one after `probe_span`. ValueError for numbers that make
    no sense.
    """

    threshold: int = 5
    first: timedelta = timedelta(seconds=15)
    cap: timedelta = timedelta(minutes=15)
    jitter: float = 0.2
    probe_span: timedelta = timedelta(seconds=60)
    rng: random.Random = field(default_factory=random.SystemRandom, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.threshold < 1 or not timedelta() < self.first <= self.cap or not 0 <= self.jitter < 1:
            msg = "a breaker needs threshold >= 1, 0 < first <= cap and 0 <= jitter < 1"
            raise ValueError(msg)

    def gate(self, endpoint: Endpoint) -> Gate:
        """What to do with a call to the host, as `load_endpoints` told of it."""
        if endpoint.probe:
            return Gate.PROBE
        return Gate.CLOSED if endpoint.open_until is None else Gate.OPEN

    def retry_at(self, endpoint: Endpoint, *, now: datetime) -> datetime:
        """When to ask again about a host that is left alone; never before a second has passed."""
        return max(endpoint.open_until or now, now + timedelta(seconds=1))

    def after(self, endpoint: Endpoint, results: Sequence[CallResult], *, now: datetime) -> Endpoint:
        """What is known of the host after these calls, in their order; `note_calls` says the same in SQL."""
        succeeded, failed, probed = fold(results)
        return self._next(endpoint, succeeded=succeeded, failed=failed, probed=probed, now=now)

    def spans(self) -> list[timedelta]:
        """How long the host is left alone at the first, second ... opening in a row; the last one repeats."""
        spans = [self.first]
        while spans[-1] < self.cap:
            spans.append(min(self.cap, spans[-1] * 2))
        return [span * (1 - self.jitter * self.rng.random()) for span in spans]

    def _next(
        self, endpoint: Endpoint, *, succeeded: bool, failed: int, probed: bool, now: datetime
    ) -> Endpoint:
        failures, open_until, spans = endpoint.failures, endpoint.open_until, self.spans()
        if succeeded:
            failures, open_until = 0, None
        if open_until is None:
            # A batch may fail a hundred times at once: that is one opening, not a hundred.
            failures = min(failures + failed, self.threshold)
            if failures == self.threshold:
                open_until = now + spans[0]
        elif probed:
            failures += 1
            open_until = now + spans[min(failures - self.threshold, len(spans) - 1)]
        return Endpoint(endpoint.host, failures, open_until)


def fold(results: Sequence[CallResult]) -> tuple[bool, int, bool]:
    """Of calls to one host: did any succeed, how many failed after the last success, was one a probe."""
    failed = 0
    for result in results:
        failed = 0 if result.ok else failed + 1
    return any(result.ok for result in results), failed, any(result.probe for result in results)


async def load_endpoints(ctx: Context, hosts: Collection[str], *, breaker: Breaker) -> dict[str, Endpoint]:
    """What is known of hosts (see `origins.host_of`); where the wait is over, one caller gets the probe.

    Commit soon after, before the calls: a claimed probe is seen by other workers only then.
    """
    wanted = sorted(set(hosts))
    if not wanted:
        return {}
    rows = await ctx.db.execute(
        _LOAD,
        {
            "workspace": ctx.workspace_id,
            "hosts": wanted,
            "now": ctx.now,
            "claimed_until": ctx.now + breaker.probe_span,
        },
    )
    known = {row.host: Endpoint(row.host, row.failures, row.open_until, row.probe) for row in rows}
    return {host: known.get(host, Endpoint(host)) for host in wanted}


async def note_calls(ctx: Context, results: Sequence[CallResult], *, breaker: Breaker) -> None:
    """Counts calls that ended, in their order; a host that works and always did costs no write."""
    by_host: dict[str, list[CallResult]] = {}
    for result in results:
        by_host.setdefault(result.host, []).append(result)
    if not by_host:
        return
    hosts = sorted(by_host)
    folded = [fold(by_host[host]) for host in hosts]
    await ctx.db.execute(
        _NOTE,
        {
            "workspace": ctx.workspace_id,
            "hosts": hosts,
            "succeeded": [succeeded for succeeded, _, _ in folded],
            "failed": [failed for _, failed, _ in folded],
            "probed": [probed for _, _, probed in folded],
            "now": ctx.now,
            "threshold": breaker.threshold,
            "moments": [ctx.now + span for span in breaker.spans()],
        },
    )


# `skip locked` leaves a probe that another worker is just claiming to him; that host then counts as open.
_LOAD: Final = text(
    """
    with due as (
        select host from endpoint_states
        where workspace_id = :workspace and host = any(cast(:hosts as text[])) and open_until <= :now
        order by host for update skip locked
    ), probes as (
        update endpoint_states s set open_until = :claimed_until, updated_at = :now
        from due where s.workspace_id = :workspace and s.host = due.host
        returning s.host, s.failures, s.open_until
    )
    select host, failures, open_until, true as probe from probes
    union all
    select host, failures, open_until, false from endpoint_states
    where workspace_id = :workspace and host = any(cast(:hosts as text[]))
      and host not in (select host from due)
    """
)

_NOTE: Final = text(
    """
    insert into endpoint_states as s (workspace_id, host, failures, open_until, updated_at)
    select cast(:workspace as uuid), c.host, least(c.failed, cast(:threshold as integer)),
           case when c.failed >= :threshold then (cast(:moments as timestamptz[]))[1] end,
           cast(:now as timestamptz)
    from unnest(cast(:hosts as text[]), cast(:failed as integer[])) as c (host, failed)
    where c.failed > 0
       or exists (select from endpoint_states k where k.workspace_id = :workspace and k.host = c.host
                  and k.failures > 0)
    order by c.host
    on conflict (workspace_id, host) do update set (failures, open_until, updated_at) = (
        select f.failures,
               case when c.succeeded or s.open_until is null
                    then case when f.failures = :threshold then (cast(:moments as timestamptz[]))[1] end
                    when c.probed
                    then (cast(:moments as timestamptz[]))[
                        least(f.failures - :threshold + 1, cardinality(cast(:moments as timestamptz[])))]
                    else s.open_until end,
               excluded.updated_at
        from unnest(cast(:hosts as text[]), cast(:succeeded as boolean[]), cast(:failed as integer[]),
                    cast(:probed as boolean[])) as c (host, succeeded, failed, probed),
        lateral (
            select case when c.succeeded then least(c.failed, :threshold)
                        when s.open_until is null then least(s.failures + c.failed, :threshold)
                        when c.probed then s.failures + 1
                        else s.failures end as failures
        ) f
        where c.host = s.host
    )
    """
)
