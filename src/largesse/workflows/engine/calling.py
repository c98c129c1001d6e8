"""Makes the outgoing calls of a batch, with no transaction open, and hands replies over as they come."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from largesse.connections.breaker import Breaker, CallResult, Endpoint, Gate, load_endpoints, note_calls
from largesse.connections.failures import OutgoingError
from largesse.connections.opened import OpenedConnection, open_connection
from largesse.connections.origins import host_of
from largesse.core.context import Context
from largesse.core.errors import AppError
from largesse.core.templates import StopRender, TemplateError
from largesse.workflows.calls import Call, read_answer, read_failure
from largesse.workflows.durations import LIFE
from largesse.workflows.engine.plans import LiveRun
from largesse.workflows.engine.rows import load_customers
from largesse.workflows.paths import Path, Reply, Step, values_at
from largesse.workflows.services import Services

IN_FLIGHT: Final = 100
PART_SECONDS: Final = 1.0
BREAKER: Final = Breaker()


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A call that may be made; `host` is empty for this installation itself, which has no breaker."""

    path: Path
    call: Call
    connection: OpenedConnection | None
    host: str = ""
    is_probe: bool = False


class Calling:
    """The calls of one batch: rendered inside of the reading transaction, made after it."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._calls: list[_Prepared] = []
        self._answered: list[Path] = []
        self._results: list[CallResult] = []

    async def prepare(self, ctx: Context, run: LiveRun, paths: Sequence[Path]) -> None:
        """Renders the requests of paths at call nodes; what cannot be asked now has its reply at once."""
        await load_customers(ctx, [path for path in paths if run.plan.steps[path.node].node.reads_profile])
        opened: dict[str, OpenedConnection | str] = {}
        for path in paths:
            step = run.plan.steps[path.node]
            if _ends_here(step, path, ctx.now):
                self._answered.append(path)
                continue
            try:
                call = step.node.call_for(path, values_at(step, path))
                host = host_of(call.origin) if call.origin else ""
            except StopRender as stop:
                self._answer(path, Reply(status=None, params={}, skipped=str(stop)))
                continue
            except (TemplateError, OutgoingError) as error:
                self._answer(path, Reply(status=None, params={}, broken=str(error)))
                continue
            connection = await self._connection(ctx, call, opened)
            if isinstance(connection, str):
                self._answer(path, Reply(status=None, params={}, error=connection))
                continue
            self._calls.append(_Prepared(path, call, connection, host))
        await self._ask_breaker(ctx)

    async def parts(self) -> AsyncIterator[list[Path]]:
        """Paths with their replies, in parts as they come, so that a slow host holds nothing up.

        A part is empty when nothing came for a second: whoever waits keeps its lease meanwhile.
        """
        if self._answered:
            yield self._answered
        limit = asyncio.Semaphore(IN_FLIGHT)
        waiting = {asyncio.create_task(self._make(prepared, limit)) for prepared in self._calls}
        try:
            while waiting:
                done, waiting = await asyncio.wait(waiting, timeout=PART_SECONDS)
                yield [task.result() for task in done]
        finally:
            for task in waiting:
                task.cancel()

    async def note(self, ctx: Context) -> None:
        """Tells the other workers which hosts answer and which do not."""
        results, self._results = self._results, []
        await note_calls(ctx, results, breaker=BREAKER)

    async def _connection(
        self, ctx: Context, call: Call, opened: dict[str, OpenedConnection | str]
    ) -> OpenedConnection | str | None:
        if call.connection is None:
            return None
        if call.connection not in opened:
            opened[call.connection] = await self._open(ctx, call.connection)
        return opened[call.connection]

    async def _open(self, ctx: Context, name: str) -> OpenedConnection | str:
        try:
            return await open_connection(ctx, self._services.keyring, name)
        except AppError as error:
            return error.detail

    async def _ask_breaker(self, ctx: Context) -> None:
        """Leaves alone the hosts that keep failing; of one whose wait is over, one call finds out."""
        hosts = {prepared.host for prepared in self._calls if prepared.host}
        endpoints = await load_endpoints(ctx, hosts, breaker=BREAKER) if hosts else {}
        calls, self._calls = self._calls, []
        probing: set[str] = set()
        for prepared in calls:
            gate = _gate(endpoints, prepared.host)
            if gate is Gate.PROBE and prepared.host not in probing:
                probing.add(prepared.host)
                probe = _Prepared(
                    prepared.path, prepared.call, prepared.connection, prepared.host, is_probe=True
                )
                self._calls.append(probe)
            elif gate is Gate.CLOSED:
                self._calls.append(prepared)
            else:
                at = BREAKER.retry_at(endpoints[prepared.host], now=ctx.now)
                self._answer(prepared.path, Reply(status=None, params={}, postponed=at))

    def _answer(self, path: Path, reply: Reply) -> None:
        path.reply = reply
        self._answered.append(path)

    async def _make(self, prepared: _Prepared, limit: asyncio.Semaphore) -> Path:
        path, call, services = prepared.path, prepared.call, self._services
        http, origin = (services.http, call.origin) if call.origin else (services.own_http, services.api_url)
        url = origin.rstrip("/") + call.path
        works = True
        async with limit:
            try:
                connection = prepared.connection
                own = connection.headers_for(url, own_url=services.api_url) if connection is not None else {}
                headers = {"Idempotency-Key": call.key, **call.headers, **own}
                answer = await http.request(call.method, url, headers=headers, body=call.body)
            except AppError as error:
                path.reply = Reply(status=None, params={}, error=error.detail)
            except OutgoingError as error:
                works = not error.temporary
                path.reply = read_failure(call, error)
            else:
                works = answer.status < 500 and answer.status != 429
                path.reply = read_answer(call, answer, now=services.clock(), show=path.traced)
        if prepared.host:
            self._results.append(CallResult(prepared.host, works, prepared.is_probe))
        return path


def _ends_here(step: Step, path: Path, now: datetime) -> bool:
    """Whether the path is too old, or its profile was erased: it ends without asking anybody."""
    erased = step.node.reads_profile and path.profile_id and path.customer is None
    return bool(erased) or path.started_at + LIFE <= now


def _gate(endpoints: Mapping[str, Endpoint], host: str) -> Gate:
    return BREAKER.gate(endpoints[host]) if host else Gate.CLOSED
