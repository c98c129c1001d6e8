"""Another system to call: it keeps every request with its key, and answers as a test tells it to."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.faults.journeys import Call

Answering = Callable[["Endpoint", web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Endpoint:
    """What was asked: `calls` in the order they came, each about the last part of its path."""

    answering: Answering
    calls: list[Call] = field(default_factory=list)
    port: int = 0
    low: Callable[[str], bool] = field(default=lambda _: False)
    answered: Counter[str] = field(default_factory=Counter)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def allow(self) -> str:
        """The entry with which this host may be called."""
        return f"127.0.0.1:{self.port}"

    def times(self, about: str) -> int:
        """How often it was asked about that profile."""
        return sum(call.profile == about for call in self.calls)

    def count(self, about: str) -> web.Response:
        """The counts of a pool: 499 codes left, or 500."""
        left = 499 if self.low(about) else 500
        self.answered[about] += 1
        return web.json_response({"data": {"activeCount": left + 10, "assignedCount": 10}})

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Keeps the request before anything else, then answers it."""
        about = request.path.rpartition("/")[2]
        self.calls.append(Call(about, request.headers.get("Idempotency-Key", "")))
        self.came.set()
        return await self.answering(self, request)


def about_of(request: web.Request) -> str:
    """The profile that a request is about."""
    return request.path.rpartition("/")[2]


@asynccontextmanager
async def endpoint(answering: Answering, *, low: Callable[[str], bool]) -> AsyncIterator[Endpoint]:
    """Listens on a free port until the end of the block."""
    found = Endpoint(answering, low=low)
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", found.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
    await site.start()
    found.port = runner.addresses[0][1]
    try:
        yield found
    finally:
        await runner.cleanup()


def after(seconds: float) -> Answering:
    """Counts, after so long."""

    async def answer(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        if seconds:
            await asyncio.sleep(seconds)
        return endpoint.count(about_of(request))

    return answer


async def hang(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
    """Takes the request and never answers; ends when the other side gives up."""
    del endpoint
    while request.transport is not None and not request.transport.is_closing():  # noqa: ASYNC110  as it comes
        await asyncio.sleep(0.05)
    return web.Response(status=500)


def flapping(failures: int = 1) -> Answering:
    """Fails the first tries about each profile: in turn with 500 and with a connection that breaks off."""
    tries: Counter[str] = Counter()

    async def answer(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        about = about_of(request)
        tries[about] += 1
        if tries[about] > failures:
            return endpoint.count(about)
        if (tries[about] + len(about)) % 2 and request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    return answer


async def drip(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
    """Sends its answer byte by byte and never ends it."""
    del endpoint
    response = web.StreamResponse()
    await response.prepare(request)
    try:
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.05)
    except ConnectionError:
        return response


def busy(seconds: int, times: int = 1) -> Answering:
    """Asks to come again later with 429 and Retry-After, so many times for each profile."""
    tries: Counter[str] = Counter()

    async def answer(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        about = about_of(request)
        tries[about] += 1
        if tries[about] > times:
            return endpoint.count(about)
        return web.Response(status=429, headers={"Retry-After": str(seconds)})

    return answer


def leading_to(address: str) -> Answering:
    """Redirects to another address."""

    async def answer(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        del endpoint, request
        return web.Response(status=302, headers={"Location": address})

    return answer
