"""Events against waits when their transactions overlap, and what a crash leaves behind."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text

from largesse.core.db import Database
from largesse.events.commands import Received, receive
from largesse.workflows.engine.keeper import keep_workspace
from largesse.workflows.engine.lanes import advance_lane
from largesse.workflows.engine.match import match_events
from tests.workflows.graphs import begin, everybody, line, node, wait
from tests.workflows.stage import Stage

LIMIT = 60


@asynccontextmanager
async def writing_held_up(stage: Stage, run: int, at: int) -> AsyncIterator[None]:
    """Whoever counts an arrival at this node stands still before its commit, until the end of the block."""
    async with stage.context() as ctx:
        await ctx.db.execute(
            text(
                "insert into node_stats (workspace_id, run, node, what, shard, n)"
                " select :workspace, :run, :node, '+', s, 0 from generate_series(0, 7) s"
            ),
            {"workspace": stage.workspace_id, "run": run, "node": at},
        )
        yield
        await ctx.db.rollback()


async def until_blocked(database: Database) -> None:
    """Until some transaction waits for another."""
    async with asyncio.timeout(LIMIT):
        while True:
            async with database.session() as session:
                if await session.scalar(text("select exists (select from pg_locks where not granted)")):
                    return
            await asyncio.sleep(0.02)


async def pending(stage: Stage) -> int:
    [row] = await stage.rows("select count(*) as n from event_pending where workspace_id = $1")
    return int(row["n"])


async def one_waiting(stage: Stage) -> tuple[int, int]:
    """The number of a run whose only profile is on its way to its wait, and the profile."""
    [who] = await stage.profiles("a")
    workflow_id = await stage.publish(line(everybody(), node("merge"), wait("a"), open_paths=None))
    await stage.run(workflow_id)
    [row] = await stage.rows("select number from workflow_runs where workspace_id = $1")
    return int(row["number"]), who


async def states(stage: Stage) -> list[int]:
    return [row["status"] for row in await stage.rows("select status from journeys where workspace_id = $1")]


async def test_an_event_whose_transaction_outlasts_that_of_the_wait_is_matched_once(stage: Stage) -> None:
    [who] = await stage.profiles("a")
    await stage.publish(line(begin(), wait("a")))
    await stage.receive(who, "go")
    async with asyncio.timeout(LIMIT), stage.context() as event:
        await receive(event, [Received("a", who, {})])
        await stage.settle()  # the wait commits, looks again and finds nothing; so does the matcher
        assert await states(stage) == [1]
    await stage.settle()
    assert (await states(stage), await pending(stage)) == ([4], 0)
    [moved] = await stage.rows(
        "select sum(n) as n from node_stats where workspace_id = $1 and what = 'matched'"
    )
    assert moved["n"] == 1


async def test_an_event_that_the_matcher_saw_before_the_wait_committed_is_matched_once(
    stage: Stage, database: Database
) -> None:
    run, who = await one_waiting(stage)
    async with asyncio.timeout(LIMIT):
        async with writing_held_up(stage, run, at=2):
            lane = asyncio.create_task(advance_lane(stage.engine, stage.workspace_id, run, 0, seconds=5))
            await until_blocked(database)
            await stage.receive(who, "a")
            assert await match_events(stage.engine, stage.workspace_id) == 1
            assert (await pending(stage), await states(stage)) == (0, [0])
        await lane
    assert await pending(stage) == 1  # the second look has offered it once more
    await stage.settle()
    assert await states(stage) == [4]
    [moved] = await stage.rows(
        "select sum(n) as n from node_stats where workspace_id = $1 and what = 'matched'"
    )
    assert moved["n"] == 1


async def test_a_crash_between_commit_and_second_look_heals(stage: Stage) -> None:
    run, who = await one_waiting(stage)
    for crashed_run, lane in ((run, 0), (0, who % 8), (0, -1)):
        await stage.settle()
        await stage.receive(who, "a")
        await stage.rows("delete from event_pending where workspace_id = $1 returning id")  # looked too early
        await stage.rows(  # nobody gave it back, and its time is over
            "insert into workflow_lanes values ($1, $2, $3, gen_random_uuid(), now() - interval '1 second')"
            " on conflict (workspace_id, run, lane) do update"
            " set owner = excluded.owner, leased_until = excluded.leased_until returning lane",
            crashed_run,
            lane,
        )
        await keep_workspace(stage.database, stage.workspace_id)
        await match_events(stage.engine, stage.workspace_id)
        assert await states(stage) == [4], (crashed_run, lane)
        await stage.rows("delete from journeys where workspace_id = $1 returning id")
        [workflow] = await stage.rows("select id from workflows where workspace_id = $1")
        await stage.run(workflow["id"])
        [row] = await stage.rows("select max(number) as n from workflow_runs where workspace_id = $1")
        run = row["n"]


async def test_a_lease_that_is_held_keeps_others_away_and_one_that_was_lost_cannot_be_used(
    stage: Stage,
) -> None:
    run, _ = await one_waiting(stage)
    await stage.rows(
        "insert into workflow_lanes values ($1, $2, 0, gen_random_uuid(), now() + interval '1 hour')"
        " returning lane",
        run,
    )
    assert not await advance_lane(stage.engine, stage.workspace_id, run, 0)
    assert await states(stage) == []


async def test_transactions_that_send_events_at_the_same_time_do_not_hinder_each_other(stage: Stage) -> None:
    one, other = await stage.profiles("a", "b")
    await stage.publish(line(begin(), wait("a")))
    async with asyncio.timeout(LIMIT), stage.context() as held:
        await receive(held, [Received("go", one, {})])
        await stage.receive(other, "go")
    await stage.settle()
    assert await states(stage) == [1, 1]


async def test_two_workers_share_the_lanes_and_the_events_without_doubling_anything(
    stage: Stage, tmp_path: Path
) -> None:
    many = await stage.profiles(*(f"p{number}" for number in range(60)))
    workflow_id = await stage.publish(line(begin(), wait("a", "one"), wait("b", "two"), open_paths=None))
    workers = [stage, Stage(stage.database, stage.workspace_id, tmp_path)]
    for name in ("go", "a", "b"):
        for who in many:
            await stage.receive(who, name)
        await asyncio.gather(*(worker.settle() for worker in workers))
    await stage.settle()
    view = await stage.view(workflow_id)
    assert (view.started, view.open, view.ended) == (60, 0, 60)
    assert {item.node: item.entered for item in view.nodes} == dict.fromkeys(
        ["begin", "one", "two", "end"], 60
    )
