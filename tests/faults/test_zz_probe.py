import asyncio, random, time
from tests.faults.test_journeys import *
from tests.faults.conftest import *
import asyncpg
async def watch(arena, scene, counts):
    t0=time.monotonic()
    while True:
        await asyncio.sleep(2)
        o=await asyncpg.connect(arena.dsn())
        j=dict(await o.fetch("select node||'/'||status, count(*) from journeys where workspace_id=$1 group by 1",scene.workspace_id))
        m=dict(await o.fetch("select state, count(*) from messages where workspace_id=$1 group by 1",scene.workspace_id))
        l=[tuple(r) for r in await o.fetch("select run,lane,left(owner::text,4),round(extract(epoch from leased_until-clock_timestamp())) from workflow_lanes where owner is not null")]
        q=dict(await o.fetch("select status||' '||task_name, count(*) from procrastinate_jobs group by 1"))
        r=[x[0] for x in await o.fetch("select state from workflow_runs")]
        await o.close()
        print(round(time.monotonic()-t0), len(counts.calls), j, m, l, q, r, flush=True)
async def test_probe(arena, arena_database, counts, tmp_path, seed):
    rng = random.Random(seed)
    graph = alert_graph(counts.url, low_wait=1)
    scene = await set_up(arena_database, arena.dsn(), graph, people=PEOPLE, every=5)
    w=asyncio.create_task(watch(arena, scene, counts))
    with start_catcher(tmp_path / "mail") as catcher:
        launch = largesse_work(environment(arena, tmp_path, counts, catcher))
        with crew(launch, tmp_path, size=2, rng=rng) as workers:
            await begin(arena_database, scene)
            plan = plan_of(rng, kills=KILLS, stops=1, total=PEOPLE)
            print(plan)
            await rage(workers, plan, made=lambda: len(counts.calls), limit=120)
            print("RAGE OVER")
            over = await until_over(arena.dsn(), scene, limit=140)
            w.cancel()
            print(workers.logs()[-3000:])
            await judged(arena, scene, counts, workers)
            assert over
