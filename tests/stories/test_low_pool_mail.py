"""The story of the low pool: real worker, real mail server, exactly one mail each time it falls."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import httpx
from sqlalchemy import text

from largesse.alerts.jobs import alert_listener
from largesse.core.db import Database
from largesse.core.settings import Settings
from largesse.events.inbox import deal_with
from largesse.messages.catcher import CaughtMail, caught_mails, start_catcher
from largesse.vouchers.commands.watch import watch_pools
from largesse.worker import work
from tests.factories import a_pool, add_codes

LIMIT = 60.0


@asynccontextmanager
async def working(settings: Settings) -> AsyncIterator[None]:
    stop = asyncio.Event()
    worker = asyncio.create_task(work(settings, stop=stop))
    try:
        yield
    finally:
        stop.set()
        await worker


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(LIMIT):
        while not await condition():  # noqa: ASYNC110 -- what is awaited happens in a database
            await asyncio.sleep(0.1)


class Story:
    """A workspace with one watched pool, seen through its API, its tables and the mails it sends."""

    def __init__(
        self, client: httpx.AsyncClient, database: Database, workspace_id: UUID, folder: Path
    ) -> None:
        self.client, self.database, self.workspace_id, self.folder = client, database, workspace_id, folder
        self.address = f"ops-{workspace_id.hex}@shop.example"  # other tests' workers share the database
        self.pool = UUID(int=0)
        self.served = 0

    async def open_pool(self) -> None:
        alert = {"threshold": {"unit": "codes", "below": 5}, "emails": [self.address]}
        self.pool = await a_pool(self.database, self.workspace_id, codes=10, name="Spring 2027")
        answer = await self.client.patch(f"/v1/pools/{self.pool}", json={"alert": alert})
        assert answer.status_code == 200, answer.text

    async def assign(self, count: int) -> None:
        for _ in range(count):
            self.served += 1
            profile = {"profile": {"custom_id": f"c{self.served}"}}
            answer = await self.client.post(f"/v1/pools/{self.pool}/assignments", json=profile)
            assert answer.status_code == 201, answer.text

    def mails(self) -> list[CaughtMail]:
        return [mail for mail in caught_mails(self.folder) if mail.to == [self.address]]

    async def mails_arrive(self, count: int) -> None:
        async def arrived() -> bool:
            return len(self.mails()) >= count

        await until(arrived)

    async def count(self, query: str) -> int:
        async with self.database.session(self.workspace_id) as session:
            return int(await session.scalar(text(f"select count(*) from {query}")) or 0)

    async def settles(self) -> None:
        """Two whole looks of the watch, and every event and message of the workspace dealt with."""
        for _ in range(2):
            await watch_pools(self.database)

        async def idle() -> bool:
            waiting = await self.count("event_inbox") + await self.count("messages where state = 'queued'")
            return not waiting

        await until(idle)

    async def refilled(self) -> bool:
        return await self.count("events where name = 'pool.refilled'") == 1


async def test_a_pool_that_runs_low_sends_one_mail_and_another_one_after_a_refill(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, settings: Settings, tmp_path: Path
) -> None:
    story = Story(client, database, workspace_id, tmp_path / "mail")
    await story.open_pool()
    with start_catcher(story.folder) as catcher:
        smtp = settings.model_copy(update={"smtp_url": f"smtp://{catcher.host}:{catcher.port}"})
        async with working(smtp):
            await story.assign(5)
            await story.settles()
            assert story.mails() == []
            await story.assign(1)
            await story.mails_arrive(1)
            await story.assign(2)
            await story.settles()
            [mail] = story.mails()
            assert mail.subject == "Voucher pool Spring 2027 is running low: 4 codes left"
            assert "Remaining: 4 codes (40 % of 10)" in mail.text
            assert f"{settings.public_url}/pools/{story.pool}" in (mail.html or "")
            await add_codes(database, workspace_id, story.pool, numbers=range(11, 16))
            await until(story.refilled)
            await story.assign(3)
            await story.mails_arrive(2)
            await story.assign(4)
            await story.settles()
    assert len(story.mails()) == 2


async def test_a_mail_that_was_queued_and_not_sent_goes_out_once_when_a_worker_is_back(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, settings: Settings, tmp_path: Path
) -> None:
    story = Story(client, database, workspace_id, tmp_path / "mail")
    await story.open_pool()
    await story.assign(6)
    with start_catcher(story.folder) as catcher:
        smtp = settings.model_copy(update={"smtp_url": f"smtp://{catcher.host}:{catcher.port}"})
        # The mail is queued, and the hint at it is lost with the worker that had it.
        await watch_pools(database)
        await deal_with(database, workspace_id, "alerts", alert_listener(smtp))
        async with database.session() as session:
            await session.execute(text("delete from procrastinate_jobs where status = 'todo'"))
        assert await story.count("messages where state = 'queued'") == 1
        for _ in range(2):
            async with working(smtp):
                await story.mails_arrive(1)
                await story.settles()
    assert len(story.mails()) == 1
