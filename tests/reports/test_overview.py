"""The overview: what needs somebody, and how today goes against the same day last week."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from largesse.accounts.permissions import ALL
from largesse.core.db import Database
from largesse.core.ids import new_id
from largesse.core.jobs import start_job
from largesse.fraud.jobs import look_at
from largesse.reports.jobs import count_workspace
from tests.conftest import SetClock
from tests.factories import a_pool
from tests.redemptions.made import a_campaign, a_promotion
from tests.redemptions.shop import hold, publish, redeem
from tests.reports.counting import at, live_in
from tests.workflows.graphs import END, begin, everybody, line, mail, node, pause, wait, workflow
from tests.workflows.stage import Stage

SPRING = {"type": "generic_code", "code": "SPRING10"}
PARTS = (
    "pools",
    "broken_runs",
    "stuck_runs",
    "jobs",
    "running_jobs",
    "running_runs",
    "messages",
    "webhooks",
    "holds",
    "ending",
)


async def overview(client: httpx.AsyncClient) -> dict[str, Any]:
    answer = await client.get("/v1/overview")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_an_empty_workspace_needs_nothing_but_first_steps(client: httpx.AsyncClient) -> None:
    found = await overview(client)
    assert not any(found[part] for part in PARTS if part not in ("messages", "holds"))
    assert (found["messages"], found["holds"]) == (
        {"count": 0, "last_error": None},
        {"count": 0, "next_at": None},
    )
    assert not any(found["first_steps"].values())


async def test_pools_that_are_low_or_empty_are_named_the_emptiest_first(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient
) -> None:
    alert = {"threshold": {"below": 5, "unit": "codes"}}
    await a_pool(database, workspace_id, codes=3, name="Low", alert=alert)
    await a_pool(database, workspace_id, codes=9, name="Full", alert=alert)
    await a_pool(database, workspace_id, name="New")
    gone = await a_pool(database, workspace_id, codes=1, name="Gone")
    await client.post(f"/v1/pools/{gone}/assignments", json={"profile": {"custom_id": "ada"}})
    found = await overview(client)
    named = [(pool["name"], pool["state"], pool["remaining"]) for pool in found["pools"]]
    assert named == [("Gone", "empty", 0), ("Low", "low", 3)]
    steps = found["first_steps"]
    assert (steps["has_pool"], steps["has_codes"], steps["has_customer"]) == (True, True, True)


async def test_failed_and_silent_jobs_are_troubled_and_others_run(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient
) -> None:
    async with database.context(workspace_id) as ctx:
        ids = [await start_job(ctx, "import_codes", args={}) for _ in range(4)]
        await ctx.db.execute(
            text("update jobs set state = 'failed', error = 'no file', finished_at = :now where id = :id"),
            {"id": ids[0], "now": ctx.now},
        )
        for job, ago in ((ids[1], timedelta(hours=1)), (ids[2], timedelta())):
            await ctx.db.execute(
                text("update jobs set state = 'running', heartbeat_at = :beat where id = :id"),
                {"id": job, "beat": ctx.now - ago},
            )
    found = await overview(client)
    assert {(job["id"], job["state"]) for job in found["jobs"]} == {
        (str(ids[0]), "failed"),
        (str(ids[1]), "stuck"),
    }
    assert {job["id"] for job in found["running_jobs"]} == {str(id_) for id_ in ids[1:]}


async def test_runs_are_told_with_their_paths_their_deaths_and_a_lost_worker(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient, tmp_path: Path
) -> None:
    stage = Stage(database, workspace_id, tmp_path)
    await stage.profiles("ada", "bob", attributes={"n": 1})
    await stage.profiles("eve", attributes={"n": 0})
    ways = ("begin>split", "split:1>mail", "mail>end", "split:2>pause", "pause>end")
    nodes = [everybody(), node("split"), mail("{{ 1 // customer.n }}"), pause(count=5), END]
    workflow_id = await stage.publish(workflow(nodes, *ways, name="Greeting"))
    run_id = await stage.run(workflow_id)
    await stage.settle()
    await stage.publish(line(begin(), wait("paid"), name="Waits for events for ever"))
    found = await overview(client)
    named = {"workflow_id": str(workflow_id), "workflow": "Greeting", "run_id": str(run_id)}
    [going] = found["running_runs"]
    assert going.pop("started_at")
    assert going == {**named, "paths": 6, "ended": 3}
    [broken] = found["broken_runs"]
    assert "division" in broken["error"]
    assert {**named, "dead": 1}.items() <= broken.items()
    assert found["stuck_runs"] == []
    async with database.context(workspace_id) as ctx:
        lost = {"at": ctx.now - timedelta(hours=1)}
        await ctx.db.execute(
            text("update workflow_lanes set owner = gen_random_uuid(), leased_until = :at"), lost
        )
    [stuck] = (await overview(client))["stuck_runs"]
    assert named.items() <= stuck.items()


async def test_dead_messages_and_failing_webhooks_are_told(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient
) -> None:
    async with database.context(workspace_id) as ctx:
        for number, age in enumerate((timedelta(), timedelta(days=1), timedelta(days=30))):
            await ctx.db.execute(
                text(
                    "insert into messages (workspace_id, id, channel, recipient, content, dedupe_key, state,"
                    " error, created_at, next_at) values (:workspace, :id, 'email', 'a@b.example', '{}',"
                    " :key, 'failed', :error, :at, :at)"
                ),
                {
                    "workspace": workspace_id,
                    "id": new_id(ctx.now - age),
                    "key": str(number),
                    "error": f"refused {number}",
                    "at": ctx.now - age,
                },
            )
        for name, failing, disabled in (("Good", None, None), ("Bad", ctx.now, None), ("Off", None, ctx.now)):
            await ctx.db.execute(
                text(
                    "insert into webhooks (workspace_id, id, name, url, events, active, secret_sealed,"
                    " failing_since, disabled_at, created_at) values (:workspace, :id, :name,"
                    " 'https://hooks.example', '{*}', :active, '', :failing, :disabled, :now)"
                ),
                {
                    "workspace": workspace_id,
                    "id": new_id(ctx.now),
                    "name": name,
                    "active": disabled is None,
                    "failing": failing,
                    "disabled": disabled,
                    "now": ctx.now,
                },
            )
    found = await overview(client)
    assert found["messages"] == {"count": 2, "last_error": "refused 0"}
    assert {hook["name"] for hook in found["webhooks"]} == {"Bad", "Off"}


async def test_holds_and_promotions_that_end_soon_are_told(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient
) -> None:
    now = database.clock()
    soon = (now + timedelta(days=3)).isoformat()
    await publish(client, access=SPRING)
    await hold(client, "SPRING10", order_id="1", ttl="PT10M")
    await hold(client, "SPRING10", order_id="2", ttl="PT2H")
    await a_promotion(database, workspace_id, name="Ends", ends_at=soon)
    await a_promotion(database, workspace_id, name="Draft", ends_at=soon, published=False)
    await a_promotion(database, workspace_id, name="Lasts", ends_at=(now + timedelta(days=30)).isoformat())
    await a_campaign(database, workspace_id, name="Closing", ends_at=now + timedelta(days=2))
    found = await overview(client)
    assert found["holds"]["count"] == 1
    assert [(thing["kind"], thing["name"]) for thing in found["ending"]] == [
        ("campaign", "Closing"),
        ("promotion", "Ends"),
    ]


async def test_each_part_needs_its_permission(
    client: httpx.AsyncClient, api_key: Callable[..., Awaitable[str]]
) -> None:
    nothing = {"Authorization": f"Bearer {await api_key(permissions=[])}"}
    found = (await client.get("/v1/overview", headers=nothing)).json()
    assert {part: found[part] for part in PARTS} == dict.fromkeys(PARTS)
    pools = {"Authorization": f"Bearer {await api_key(permissions=['VOUCHERS_POOL_READ'])}"}
    found = (await client.get("/v1/overview", headers=pools)).json()
    assert [part for part in PARTS if found[part] is not None] == ["pools"]
    without = {"Authorization": f"Bearer {await api_key(permissions=ALL - {'REPORTS_REPORT_READ'})}"}
    assert (await client.get("/v1/overview/today", headers=without)).status_code == 403


async def test_today_is_compared_with_the_same_time_last_week(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient, clock: SetClock
) -> None:
    at(clock, "2027-03-22T08:00")
    await live_in(database, workspace_id)
    await publish(client, access=SPRING)
    # Last Monday: two before 14:20, one in the same hour afterwards, one later. Clocks jump in between.
    moments = (
        "2027-03-22T08:00", "2027-03-22T14:10", "2027-03-22T14:20", "2027-03-22T20:00",
        "2027-03-28T14:00", "2027-03-29T00:00", "2027-03-29T08:59", "2027-03-29T14:19",
    )  # fmt: skip
    for order, moment in enumerate(moments):
        at(clock, moment)
        await redeem(client, "SPRING10", order_id=str(order))
    at(clock, "2027-03-29T14:20")
    await count_workspace(database, workspace_id)
    at(clock, "2027-03-29T14:45")
    answer = (await client.get("/v1/overview/today")).json()
    assert answer["today"] == {
        "day": "2027-03-29",
        "until": "2027-03-29T12:20:00Z",
        "redemptions": 3,
        "money": [{"currency": "EUR", "discount": 750, "revenue": 6750}],
    }
    assert answer["last_week"] == {
        "day": "2027-03-22",
        "until": "2027-03-22T13:20:00Z",
        "redemptions": 2,
        "money": [{"currency": "EUR", "discount": 500, "revenue": 4500}],
    }
    hours = {hour["hour"]: (hour["today"], hour["last_week"]) for hour in answer["hours"]}
    assert {hour: both for hour, both in hours.items() if any(both)} == {
        0: (1, 0),
        8: (1, 1),
        14: (1, 2),
        20: (0, 1),
    }


async def test_today_says_so_when_nothing_was_counted_yet(client: httpx.AsyncClient) -> None:
    answer = (await client.get("/v1/overview/today")).json()
    assert (answer["counted_until"], answer["today"]["redemptions"]) == (None, 0)


async def test_open_cases_of_abuse_are_counted_and_the_worst_is_named(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient
) -> None:
    found = (await overview(client))["fraud_cases"]
    assert found == {"count": 0, "worst_id": None, "worst_score": None, "signals": []}
    for name, codes in (("clumsy", 10), ("guesser", 14)):
        await client.post("/v1/profiles", json={"custom_id": name})
        for number in range(codes):
            await redeem(client, f"GUESS-{number}", customer={"custom_id": name})
    await look_at(database, workspace_id)
    found = (await overview(client))["fraud_cases"]
    assert (found["count"], found["worst_score"], found["signals"]) == (2, 84, ["code_guessing"])
    decided = await client.post(
        f"/v1/fraud-cases/{found['worst_id']}/decisions", json={"verdict": "confirmed"}
    )
    assert decided.json()["subject"]["name"] == "guesser"
    left = (await overview(client))["fraud_cases"]
    assert (left["count"], left["worst_score"]) == (1, 60)
