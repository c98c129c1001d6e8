"""Requests that arrive while a commit is in flight share the next transaction."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_BATCH: Final = 64


class Coalescer(Generic[Item, Result]):
    """Runs items in batches on a few lanes; adds no wait when idle.

    `run` answers a batch in its order, or raises; a batch that raised an error for which `divides`
    is true is run again item by item, so that one bad item fails alone.
    """

    def __init__(
        self,
        run: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]],
        *,
        divides: Callable[[Exception], bool],
        lanes: int = 2,
        max_batch: int = MAX_BATCH,
    ) -> None:
        self._run = run
        self._divides = divides
        self._free_lanes = lanes
        self._max_batch = max_batch
        self._waiting: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._running: set[asyncio.Task[None]] = set()  # a task that nobody holds may be collected

    async def submit(self, item: Item) -> Result:
        """The item's own result, or its own error."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._free_lanes:
            self._free_lanes -= 1
            lane = asyncio.create_task(self._drive())
            self._running.add(lane)
            lane.add_done_callback(self._running.discard)
        return await future

    async def _drive(self) -> None:
        try:
            while self._waiting:
                size = min(self._max_batch, len(self._waiting))
                batch = [self._waiting.popleft() for _ in range(size)]
                await self._settle(batch)
        finally:  # at once: an item that comes before the task is seen as done must find the lane free
            self._free_lanes += 1

    async def _settle(self, batch: list[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            results = await self._run([item for item, _ in batch])
            answers = list(zip(batch, results, strict=True))
        except Exception as error:
            if len(batch) > 1 and self._divides(error):
                for pair in batch:
                    await self._settle([pair])
                return
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        for (_, future), result in answers:
            if not future.done():
                future.set_result(result)
