"""Makes the outgoing calls of a batch, with no transaction open, and hands replies over as they come."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Final

from largesse.connections.client import OutgoingError
try:
    from largesse.connections.opened import OpenedConnection, open_connection
except ImportError:
    from typing import Any
    OpenedConnection = Any
    open_connection = None
from largesse.core.context import Context
from largesse.core.errors import AppError
from largesse.core.templates import StopRender, TemplateError
from largesse.workflows.calls import Call, read_answer, read_failure
from largesse.workflows.engine.plans import LiveRun
from largesse.workflows.engine.rows import load_customers
from largesse.workflows.paths import Path, Reply, values_at
from largesse.workflows.services import Services

IN_FLIGHT: Final = 100
PART_SECONDS: Final = 1.0


class Calling:
    """The calls of one batch: rendered inside of the reading transaction, made after it."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._calls: list[tuple[Path, Call, OpenedConnection | None]] = []
        self._answered: list[Path] = []

    async def prepare(self, ctx: Context, run: LiveRun, paths: Sequence[Path]) -> None:
        """Renders the requests of paths at call nodes; what cannot be asked has its reply at once."""
        await load_customers(
            ctx, [path for path in paths if run.plan.steps[path.node].node.reads_profile]
        )
        opened: dict[str, OpenedConnection | str] = {}
        for path in paths:
            step = run.plan.steps[path.node]
            try:
                call = step.node.call_for(path, values_at(step, path))
            except StopRender as stop:
                self._answer(path, Reply(status=None, params={}, skipped=str(stop)))
                continue
            except TemplateError as error:
                self._answer(path, Reply(status=None, params={}, broken=str(error)))
                continue
            connection = None
            if call.connection is not None:
                if call.connection not in opened:
                    opened[call.connection] = await self._open(ctx, call.connection)
                found = opened[call.connection]
                if isinstance(found, str):
                    self._answer(path, Reply(status=None, params={}, error=found))
                    continue
                connection = found
            self._calls.append((path, call, connection))

    async def parts(self) -> AsyncIterator[list[Path]]:
        """Paths with their replies, in parts as they come, so that a slow host holds nothing up."""
        if self._answered:
            yield self._answered
        limit = asyncio.Semaphore(IN_FLIGHT)
        waiting = {asyncio.create_task(self._make(*call, limit=limit)) for call in self._calls}
        try:
            while waiting:
                done, waiting = await asyncio.wait(waiting, timeout=PART_SECONDS)
                if done:
                    yield [task.result() for task in done]
        finally:
            for task in waiting:
                task.cancel()

    def _answer(self, path: Path, reply: Reply) -> None:
        path.reply = reply
        self._answered.append(path)

    async def _open(self, ctx: Context, name: str) -> OpenedConnection | str:
        try:
            return await open_connection(ctx, self._services.keyring, name)
        except AppError as error:
            return error.detail

    async def _make(
        self, path: Path, call: Call, connection: OpenedConnection | None, *, limit: asyncio.Semaphore
    ) -> Path:
        services = self._services
        http, origin = (services.http, call.origin) if call.origin else (services.own_http, services.api_url)
        url = origin.rstrip("/") + call.path
        async with limit:
            try:
                own = connection.headers_for(url) if connection is not None else {}
                headers = {"Idempotency-Key": call.key, **call.headers, **own}
                answer = await http.request(call.method, url, headers=headers, body=call.body)
            except AppError as error:
                path.reply = Reply(status=None, params={}, error=error.detail)
            except OutgoingError as error:
                path.reply = read_failure(call, error)
            else:
                path.reply = read_answer(call, answer, now=services.clock(), show=path.traced)
        return path
