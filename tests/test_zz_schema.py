import asyncio, threading, socket, re
import pytest, schemathesis, uvicorn
from hypothesis import settings, HealthCheck
from largesse.app import create_app
from largesse.core.db import Database, APP_ROLE
from largesse.core.settings import Settings
from tests.conftest import SECRET_KEY
from largesse.accounts.commands.workspaces import create_workspace
from tests.factories import a_key, a_pool
from largesse.core.seals import Keyring

@pytest.fixture(scope="module")
def served(postgres, tmp_path_factory):
    dsn=postgres.dsn(user=APP_ROLE); s=Settings(database_url=dsn, secret_key=SECRET_KEY, data_dir=tmp_path_factory.mktemp("d"), rejected_limit_per_minute=10**9)
    async def prep():
        db=Database(dsn); await db.open()
        async with db.session() as se: ws=(await create_workspace(se,"S",now=db.clock())).workspace_id
        k=await a_key(db,ws,Keyring(bytes.fromhex(SECRET_KEY))); await a_pool(db,ws,codes=5); await db.close(); return k
    key=asyncio.run(prep())
    app=create_app(s); sock=socket.create_server(("127.0.0.1",0))
    server=uvicorn.Server(uvicorn.Config(app,log_config=None)); t=threading.Thread(target=lambda: server.run(sockets=[sock])); t.start()
    yield f"http://127.0.0.1:{sock.getsockname()[1]}", key
    server.should_exit=True; t.join()

def test_schema(served):
    url,key=served
    import subprocess,sys
    r=subprocess.run([".venv/bin/schemathesis","run",url+"/v1/openapi.json" if False else url+"/openapi.json","-H",f"Authorization: Bearer {key}","--include-path-regex","^/(v4|uauth|v1/profiles|v1/events)","-n","40","--phases","examples,coverage,fuzzing","--max-failures","40","--no-color"],capture_output=True,text=True,timeout=560)
    print(r.stdout[-14000:]); print(r.stderr[-2000:])
