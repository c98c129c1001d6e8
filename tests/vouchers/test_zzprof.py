import time, psycopg
from tests.vouchers.bulk import *
from tests.factories import a_pool
from largesse.vouchers import bulk_jobs as bj
import pytest
@pytest.fixture
def explained(postgres):
    with psycopg.connect(postgres.dsn(), autocommit=True) as c:
        c.execute("alter system set session_preload_libraries='auto_explain'")
        c.execute("alter system set auto_explain.log_min_duration='15ms'")
        c.execute("alter system set auto_explain.log_nested_statements=on")
        c.execute("alter system set auto_explain.log_analyze=on")
        c.execute("select pg_reload_conf()")
        print(c.execute("show data_directory").fetchone())

async def test_p(explained, client, database, workspace_id, tmp_path, postgres):
    pool = await a_pool(database, workspace_id, codes_expire_after="P30D")
    await fill(database, workspace_id, pool, 20000)
    t=time.time(); job = await begin(client, pool, profiles=customers(range(20000))); print("post",time.time()-t)
    orig=bj._serve_once
    t=time.time(); await run(database, workspace_id, job, tmp_path); print("run",time.time()-t)
    t=time.time(); await read_result(client, job); await check_books(client, database, workspace_id, pool); print("check",time.time()-t)
    t=time.time(); await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "late"}}); print("late",time.time()-t)
    job = await begin(client, pool, profiles=customers(range(20000))); t=time.time(); await run(database, workspace_id, job, tmp_path); print('again',time.time()-t); assert 0