"""The use case "monitor voucher pools": the shipped workflow from seven in the morning to the mail."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from largesse.connections.client import Answer
from largesse.connections.failures import OutgoingError
from largesse.core.db import Database
from largesse.core.settings import Settings
from largesse.messages.catcher import caught_mails, start_catcher
from largesse.messages.jobs import create_outbox
from largesse.workflows.engine.schedules import fire_schedules
from tests.conftest import SetClock
from tests.factories import a_pool, add_many
from tests.workflows.stage import Stage, example

COUNT = "VOUCHERS_ITEM_LIST_BY_POOL_READ"
EVENING_BEFORE = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
SEVEN = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)  # 07:00 in Warsaw
POOLS = {"plenty": 501, "enough": 500, "low": 499}
SILENT = OutgoingError("nobody answers", temporary=True)


@dataclass
class Story:
    """A shop with three pools, the shipped workflow, and our own API behind its call."""

    stage: Stage
    client: httpx.AsyncClient
    clock: SetClock
    workflow_id: UUID
    pools: Mapping[str, UUID]
    is_silent: bool = False
    called_at: list[datetime] = field(default_factory=list)

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        redirects: int = 0,
    ) -> Answer:
        """The one method of the guarded client that nodes use, which asks the application in process."""
        del redirects
        self.called_at.append(self.stage.database.clock())
        if self.is_silent:
            raise SILENT
        self.client.headers.pop("Authorization", None)
        answer = await self.client.request(method, url, headers=dict(headers or {}), content=body)
        return Answer(answer.status_code, answer.headers, answer.content)

    async def at(self, moment: datetime) -> None:
        self.clock.now = moment
        await self.stage.settle()

    async def mails(self) -> list[tuple[str, str]]:
        rows = await self.stage.rows(
            "select recipient, subject from messages where workspace_id = $1 order by id"
        )
        return [(row["recipient"], row["subject"]) for row in rows]

    async def entered(self) -> dict[str, int]:
        return await self.stage.entered(self.workflow_id)

    async def runs(self) -> list[datetime]:
        rows = await self.stage.rows(
            "select scheduled_for from workflow_runs where workspace_id = $1 order by scheduled_for"
        )
        return [row["scheduled_for"] for row in rows]


@pytest.fixture
def permissions() -> list[str]:
    return [COUNT]


@pytest.fixture
async def story(
    app: FastAPI,
    client: httpx.AsyncClient,
    api_key: Callable[..., Awaitable[str]],
    database: Database,
    workspace_id: UUID,
    clock: SetClock,
    tmp_path: Path,
    permissions: list[str],
) -> Story:
    clock.now = EVENING_BEFORE
    stage = Stage(database, workspace_id, tmp_path / "files")
    pools = {}
    for name, codes in POOLS.items():
        pools[name] = await a_pool(database, workspace_id, name=name)
        await add_many(database, workspace_id, pools[name], codes)
        await stage.profiles(name, attributes={"voucherpool_id": str(pools[name]), "firstname": name})
    await stage.profiles("nobody", attributes={"firstname": "Jan"})
    kind = {"type": "workspace_key", "key": await api_key(permissions=permissions)}
    made = await client.post("/v1/connections", json={"name": "Voucher counts", "kind": kind})
    assert made.status_code == 201, made.text
    workflow_id = await stage.publish(example("voucher_pool_alert"))
    inside = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://largesse")
    story = Story(stage, inside, clock, workflow_id, pools)
    object.__setattr__(stage.engine.services, "own_http", story)
    return story


async def test_at_seven_the_low_pool_is_told_of_and_no_other(
    story: Story, settings: Settings, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    await story.at(SEVEN - timedelta(minutes=1))
    assert await story.runs() == []
    await story.at(SEVEN)
    assert await story.runs() == [SEVEN]
    assert await story.mails() == [("marketing@largesse.local", "Voucher pool low is running low")]
    with start_catcher(tmp_path / "mail") as catcher:
        smtp = settings.model_copy(update={"smtp_url": f"smtp://{catcher.host}:{catcher.port}"})
        await create_outbox(smtp, database).send_due(workspace_id)
    [mail] = caught_mails(tmp_path / "mail")
    assert (mail.to, mail.subject) == (["marketing@largesse.local"], "Voucher pool low is running low")
    assert mail.html is not None
    for said in (
        "<p>low,</p>",
        "<h1>Alert for Voucher pool: low</h1>",
        "<p>Remaining: 499 vouchers</p>",
        f"http://largesse/pools/{story.pools['low']}",
        "<p>Link to voucher pool low</p>",
    ):
        assert said in mail.html.replace("&#39;", "'")
    assert "Remaining: 499 vouchers" in mail.text
    view = await story.stage.view(story.workflow_id)
    assert (view.state, view.open) == ("running", 2)
    await story.at(SEVEN + timedelta(minutes=10) - timedelta(microseconds=1))
    assert "enough" not in await story.entered()
    await story.at(SEVEN + timedelta(minutes=10))
    assert await story.entered() == {
        **dict.fromkeys(("audience", "count", "answer", "left", "low"), 3),
        **{"mail": 1, "end": 1, "enough": 2},
    }
    view = await story.stage.view(story.workflow_id)
    assert (view.state, view.started, view.ended, view.dead) == ("finished", 3, 3, 0)


@pytest.mark.parametrize("permissions", [["VOUCHERS_POOL_READ"]])
async def test_a_key_without_the_permission_ends_without_mail_and_its_403_is_seen(story: Story) -> None:
    await story.at(SEVEN)
    await story.at(SEVEN + timedelta(hours=1))
    assert await story.mails() == []
    view = await story.stage.view(story.workflow_id)
    assert view.open == 0
    counts = {node.node: node for node in view.nodes}
    assert (counts["count"].failed, counts["count"].retried, counts["mail"].entered) == (3, 0, 0)
    for journey in await story.stage.journeys(story.workflow_id):
        assert "403" in journey.errors[0].error
        [call] = [step for step in journey.steps if step.node == "count"]
        assert call.rendered is not None
        assert call.rendered["response"]["status"] == 403
        assert COUNT in call.rendered["response"]["body"]
        assert "lrg_" not in str(call.rendered)


async def test_a_silent_endpoint_ends_at_not_matched_five_minutes_after_the_last_try(story: Story) -> None:
    story.is_silent = True
    await story.stage.rows("delete from profiles where workspace_id = $1 and custom_id <> 'low' returning id")
    await story.at(SEVEN)
    for _ in range(3):
        [row] = await story.stage.rows("select due_at, status from journeys where workspace_id = $1")
        await story.at(row["due_at"] - timedelta(microseconds=1))
        assert len(story.called_at) == len(set(story.called_at))
        await story.at(row["due_at"])
    assert (len(story.called_at), story.called_at[-1]) == (4, story.clock.now)
    await story.at(story.called_at[-1] + timedelta(minutes=5) - timedelta(microseconds=1))
    assert "no_answer" not in await story.entered()
    await story.at(story.called_at[-1] + timedelta(minutes=5))
    counts = {node.node: node for node in (await story.stage.view(story.workflow_id)).nodes}
    assert (counts["count"].retried, counts["count"].failed, counts["no_answer"].entered) == (3, 1, 1)
    assert (await story.mails(), len(story.called_at)) == ([], 4)
    [journey] = await story.stage.journeys(story.workflow_id)
    assert journey.state == "ended"
    assert len(journey.errors) == 4


async def test_every_morning_is_a_run_of_its_own_and_a_double_tick_is_none(
    story: Story, database: Database
) -> None:
    for days in range(2):
        story.clock.now = SEVEN + timedelta(days=days)
        fired = await asyncio.gather(*(fire_schedules(database) for _ in range(3)))
        assert len(await story.runs()) == days + 1
        assert sum(fired) >= 1
        await story.stage.settle()
        await story.at(SEVEN + timedelta(days=days, minutes=10))
    assert await story.runs() == [SEVEN, SEVEN + timedelta(days=1)]
    assert len(await story.mails()) == 2
