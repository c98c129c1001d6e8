"""Sets made for all customers: in batches, again where a worker died, and when periods end."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.core.db import Database
from largesse.core.jobs import Handler, RunningJob, run_job
from largesse.personalization.handbills.commands.publications import PRECOMPUTE
from largesse.personalization.handbills.jobs import handbill_jobs, turn_over
from tests.conftest import SetClock
from tests.personalization.handbills.made import (
    a_customer,
    a_draft,
    a_handbill,
    count,
    promotions,
    publish,
    read,
    told,
)

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


async def customers(client: httpx.AsyncClient, number: int) -> list[int]:
    return [await a_customer(client, f"c-{place}") for place in range(number)]


async def run(
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    job: str,
    handlers: dict[str, Handler] | None = None,
) -> dict[str, Any]:
    await run_job(database, workspace_id, UUID(job), handlers or handbill_jobs(chunk=2))
    view: dict[str, Any] = (await client.get(f"/v1/jobs/{job}")).json()
    return view


async def queued(database: Database, workspace_id: UUID) -> list[str]:
    async with database.context(workspace_id) as ctx:
        rows = await ctx.db.scalars(text("select id from jobs where state = 'queued' order by id"))
        return [str(row) for row in rows]


async def test_publishing_makes_sets_for_all_customers(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await promotions(client, 6)
    people = await customers(client, 5)
    handbill = await a_draft(client)
    job = (await publish(client, handbill))["job_id"]
    done = await run(client, database, workspace_id, job)
    assert (done["state"], done["result"], done["done"]) == ("succeeded", {"sets": 5}, 5)
    events = await told(database, workspace_id)
    assert sorted(event["profile_id"] for event in events) == people
    found = await read(client, handbill, people[3])
    assert found["set_id"] in [event["set_id"] for event in events if event["profile_id"] == people[3]]
    assert len(found["items"]) == 3
    assert len(await told(database, workspace_id)) == 5


async def test_who_has_a_set_keeps_it_and_a_second_run_makes_nothing(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await promotions(client, 6)
    people = await customers(client, 3)
    handbill = await a_handbill(client, precompute=False)
    own = await read(client, handbill, people[1])
    path = f"/v1/handbills/{handbill}/precomputations"
    first = await client.post(path)
    assert first.status_code == 202, first.text
    assert (await client.post(path)).json()["code"] == "precomputation_running"
    assert (await run(client, database, workspace_id, first.json()["id"]))["result"] == {"sets": 2}
    second = (await client.post(path)).json()["id"]
    assert (await run(client, database, workspace_id, second))["result"] == {"sets": 0}
    assert await read(client, handbill, people[1]) == own
    assert await count(database, workspace_id, "handbill_sets") == 3


async def test_a_killed_worker_loses_nothing_and_doubles_nothing(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    await promotions(client, 6)
    await customers(client, 5)
    job = (await publish(client, await a_draft(client)))["job_id"]
    handler = handbill_jobs(chunk=2)[PRECOMPUTE]

    class KilledError(ConnectionError):
        pass

    async def dying(running: RunningJob) -> dict[str, object]:
        save, steps = running.save, 0

        async def counted(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401
            nonlocal steps
            steps += 1
            if steps == 2:
                raise KilledError
            await save(*args, **kwargs)

        running.save = counted  # type: ignore[method-assign]  # a worker that dies inside its second step
        return await handler(running)

    await run_job(database, workspace_id, UUID(job), {PRECOMPUTE: dying})
    assert await count(database, workspace_id, "handbill_sets") == 2
    clock.now = NOON + timedelta(minutes=1)  # the heartbeat is stale
    done = await run(client, database, workspace_id, job)
    assert (done["state"], done["result"]) == ("succeeded", {"sets": 5})
    assert await count(database, workspace_id, "handbill_sets") == 5
    assert len(await told(database, workspace_id)) == 5


async def test_the_next_week_is_made_when_this_one_ends(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    await promotions(client, 6)
    await customers(client, 2)
    handbill = await a_draft(client, activity={"type": "weekly", "weekday": "thursday", "time": "06:00"})
    job = (await publish(client, handbill))["job_id"]
    await run(client, database, workspace_id, job)
    clock.now = datetime(2027, 3, 4, 5, 59, tzinfo=UTC)
    await turn_over(database)
    assert await queued(database, workspace_id) == []
    clock.now = datetime(2027, 3, 4, 6, tzinfo=UTC)
    await turn_over(database)
    await turn_over(database)
    [job] = await queued(database, workspace_id)
    assert (await run(client, database, workspace_id, job))["result"] == {"sets": 2}
    events = await told(database, workspace_id)
    assert len(events) == 4
    assert events[-1]["starts_at"].startswith("2027-03-04T06:00")
    assert events[-1]["ends_at"].startswith("2027-03-11T06:00")


async def test_dates_to_come_are_made_on_their_first_day_and_never_after(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    await promotions(client, 6)
    await customers(client, 1)
    dates = {"type": "fixed", "first_day": "2027-03-03", "last_day": "2027-03-04"}
    assert (await publish(client, await a_draft(client, activity=dates)))["job_id"] is None
    clock.now = datetime(2027, 3, 3, tzinfo=UTC)
    await turn_over(database)
    [job] = await queued(database, workspace_id)
    assert (await run(client, database, workspace_id, job))["result"] == {"sets": 1}
    clock.now = datetime(2027, 3, 9, tzinfo=UTC)
    await turn_over(database)
    assert await queued(database, workspace_id) == []


async def test_a_handbill_that_is_paused_ends_its_job(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await promotions(client, 3)
    await customers(client, 2)
    handbill = await a_draft(client)
    job = (await publish(client, handbill))["job_id"]
    await client.post(f"/v1/handbills/{handbill}/status-changes", json={"status": "paused"})
    refused = await client.post(f"/v1/handbills/{handbill}/precomputations")
    assert refused.json()["code"] == "handbill_not_published"
    done = await run(client, database, workspace_id, job)
    assert done["result"] == {"sets": 0, "ended": "handbill_not_published"}
