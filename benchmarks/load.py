"""An HTTP load of assignments: bare sockets, one request in flight on each, as light as Python can."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlsplit


@dataclass
class Load:
    """What a load did."""

    seconds: float = 0
    statuses: Counter[str] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)
    # When each answer came, in seconds from the start.
    moments: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return sum(self.statuses.values()) / self.seconds

    def percentile(self, share: float) -> float:
        """Latency in milliseconds below which that share of the answers came."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]


_numbers = count(1)


async def assign_load(url: str, pool: object, key: str, *, requests: int, clients: int = 32) -> Load:
    """Sends so many assignments, each for a new customer, from so many connections."""
    load = Load()
    left = iter(range(requests))
    parts = urlsplit(url)
    head = (
        f"POST /v1/pools/{pool}/assignments HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        f"Authorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: "
    ).encode()

    async def drive() -> None:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        for _ in left:
            body = b'{"profile":{"custom_id":"bench-%d"}}' % next(_numbers)
            sent = time.perf_counter()
            writer.write(head + str(len(body)).encode() + b"\r\n\r\n" + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = int(answer.lower().split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
            await reader.readexactly(length)
            load.latencies.append(time.perf_counter() - sent)
            load.statuses[answer[9:12].decode()] += 1
        writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(drive() for _ in range(clients)))
    load.seconds = time.perf_counter() - started
    return load
