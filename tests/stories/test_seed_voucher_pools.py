"""The use case "monitor voucher pools", first part: its two calls over real HTTP, and what they count."""

import asyncio
import os
import socket
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from largesse.accounts.commands.workspaces import create_workspace
from largesse.app import create_app
from largesse.core.db import APP_ROLE, Database
from largesse.core.errors import AppError
from largesse.core.postgres import EmbeddedPostgres
from largesse.core.seals import Keyring
from largesse.core.settings import Settings
from largesse.profiles.schemas import Identifier
from largesse.vouchers.commands.assign import Assigner, AssignRequest
from largesse.vouchers.commands.codes import add_code, cancel_code, give_back, redeem_code
from largesse.vouchers.schemas import CodeInput, RedemptionInput
from tests.conftest import SECRET_KEY, SetClock
from tests.factories import a_key, a_pool

EXAMPLES = Path(__file__).parents[2] / "examples" / "synerise"
COUNT_PERMISSION = "VOUCHERS_ITEM_LIST_BY_POOL_READ"


@pytest.fixture
async def host(app: FastAPI) -> AsyncIterator[str]:
    """The application on a free port of this machine."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    await running


async def run_example(name: str, **variables: str) -> tuple[int, str]:
    """Runs an example's curl as it stands; the status and the body of the answer."""
    script = (EXAMPLES / name).read_text().replace("curl ", "curl --silent --write-out '\\n%{http_code}' ", 1)
    done = await asyncio.to_thread(
        subprocess.run,
        ["/bin/sh", "-c", script],
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    body, _, status = done.stdout.rpartition("\n")
    return int(status), body


async def test_the_two_calls_of_the_use_case_answer_as_it_says(
    host: str, database: Database, workspace_id: UUID, api_key: Callable[..., Awaitable[str]]
) -> None:
    pool = str(await a_pool(database, workspace_id, codes=12, name="Voucher Pool 1"))
    key = await api_key()
    async with httpx.AsyncClient(base_url=host, headers={"Authorization": f"Bearer {key}"}) as client:
        login = await client.post("/uauth/v2/auth/login/profile", json={"apiKey": key})
        token = login.json()["token"]
        for credential in (key, token):
            assert await run_example("clients_batch.sh", HOST=host, TOKEN=credential, POOL=pool) == (202, "")
        [profile] = (await client.get("/v1/profiles", params={"tag": "voucher_campaign"})).json()["items"]
        assert (profile["custom_id"], profile["attributes"]["voucherpool_id"]) == (pool, pool)
        assert profile["attributes"]["firstname"] == "Voucher Pool 1"

        async def free() -> int:
            status, body = await run_example("count_codes.sh", HOST=host, TOKEN=token, POOL=pool)
            assert status == 200, body
            data = httpx.Response(200, text=body).json()["data"]
            return int(data["activeCount"] - data["assignedCount"])

        assert await free() == 12
        codes = [
            (
                await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": f"c{i}"}})
            ).json()["code"]
            for i in range(5)
        ]
        assert await free() == 7
        await client.post(f"/v1/codes/{codes[0]}/redemptions", json={})
        await client.post(f"/v1/codes/{codes[1]}/cancellations")
        assert await free() == 7
        await client.delete(f"/v1/pools/{pool}/assignments/{codes[2]}")
        assert await free() == 8

    assert (await run_example("clients_batch.sh", HOST=host, TOKEN="lk_wrong", POOL=pool))[0] == 401
    without = await api_key(permissions=["API_BATCH_CLIENT_CREATE", "VOUCHERS_POOL_READ"])
    status, body = await run_example("count_codes.sh", HOST=host, TOKEN=without, POOL=pool)
    assert status == 403
    assert COUNT_PERMISSION in httpx.Response(403, text=body).json()["message"]


ACTIONS = (
    "assign",
    "assign",
    "assign",
    "redeem",
    "redeem_free",
    "cancel",
    "return",
    "add",
    "add_short",
    "wait",
)


class History:
    """A pool and a random history of it."""

    def __init__(self, database: Database, clock: SetClock, workspace_id: UUID, pool_id: UUID) -> None:
        self.database = database
        self.clock = clock
        self.workspace_id = workspace_id
        self.pool_id = pool_id
        self.assigner = Assigner(database, lease=4)
        self.codes: list[str] = []
        self.held: list[str] = []
        self.customers = 0

    async def act(self, action: str, random: Random) -> None:
        """Does one thing; a refusal of it is as good."""
        try:
            if action == "assign":
                await self.assign()
            elif action == "wait":
                assert self.clock.now is not None
                self.clock.now += timedelta(hours=12)
            else:
                async with self.database.context(self.workspace_id) as ctx:
                    await self.change(ctx, action, random)
        except AppError:
            pass

    async def assign(self) -> str:
        """Draws a code for somebody new."""
        self.customers += 1
        assigned = await self.assigner.assign(
            AssignRequest(
                workspace_id=self.workspace_id,
                pool_id=self.pool_id,
                kind="custom_id",
                value=f"c{self.customers}",
                mode="assign",
                now=self.database.clock(),
                source="test",
            )
        )
        self.held.append(assigned.code)
        return assigned.code

    async def change(self, ctx, action: str, random: Random) -> None:  # type: ignore[no-untyped-def]  # a test
        """Adds, uses up, voids or takes back a code."""
        if action.startswith("add"):
            expiry = ctx.now + timedelta(days=1) if action == "add_short" else None
            code = f"{self.pool_id.hex[-8:]}-{len(self.codes)}"
            await add_code(ctx, self.pool_id, CodeInput(code=code, expires_at=expiry))
            self.codes.append(code)
        elif action == "redeem_free" and self.codes:
            await redeem_code(ctx, random.choice(self.codes), RedemptionInput())
        elif action == "cancel" and self.codes:
            await cancel_code(ctx, random.choice(self.codes))
        elif action == "redeem" and self.held:
            await redeem_code(
                ctx, random.choice(self.held), RedemptionInput(profile=Identifier(custom_id="c1"))
            )
        elif action == "return" and self.held:
            await give_back(ctx, self.pool_id, random.choice(self.held))

    async def hand_out_all(self) -> list[str]:
        """Draws until the pool refuses."""
        drawn: list[str] = []
        with pytest.raises(AppError, match="no code left"):
            await self.draw_on(drawn)
        return drawn

    async def draw_on(self, drawn: list[str]) -> None:
        """Draws without end."""
        while True:
            drawn.append(await self.assign())


async def check_history(dsn: str, actions: list[str], seed: int, folder: Path) -> None:
    clock = SetClock(datetime(2026, 11, 20, 12, tzinfo=UTC))
    database = Database(dsn, pool_size=4, clock=clock)
    await database.open()
    try:
        async with database.session() as session:
            workspace_id = (await create_workspace(session, "History", now=clock())).workspace_id
        key = await a_key(
            database, workspace_id, Keyring(bytes.fromhex(SECRET_KEY)), permissions=[COUNT_PERMISSION]
        )
        pool_id = await a_pool(database, workspace_id)
        history = History(database, clock, workspace_id, pool_id)
        random = Random(seed)
        for action in ["add"] * 6 + actions:
            await history.act(action, random)
        app = create_app(Settings(database_url=dsn, secret_key=SECRET_KEY, data_dir=folder), database)
        transport = httpx.ASGITransport(app)
        headers = {"Authorization": f"Bearer {key}", "Api-Version": "4.4"}
        async with httpx.AsyncClient(
            transport=transport, base_url="http://largesse", headers=headers
        ) as client:
            counts = (await client.post(f"/v4/vouchers/item/count/{pool_id}", json={})).json()["data"]
        drawn = await history.hand_out_all()
        assert counts["activeCount"] - counts["assignedCount"] == len(drawn), (seed, actions)
        assert counts["totalCount"] == len(history.codes), (seed, actions)
        parts = ("assignedCount", "redeemedCount", "canceledCount", "unassignedCount")
        assert sum(counts[part] for part in parts) == counts["totalCount"], (seed, actions)
    finally:
        await database.close()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(actions=["assign", "return", "redeem"], seed=0)  # a returned code that is used up before it is drawn
@given(actions=st.lists(st.sampled_from(ACTIONS), max_size=40), seed=st.integers(0, 2**32))
def test_after_any_history_the_difference_is_what_can_still_be_handed_out(
    postgres: EmbeddedPostgres, tmp_path: Path, actions: list[str], seed: int
) -> None:
    asyncio.run(check_history(postgres.dsn(user=APP_ROLE), actions, seed, tmp_path))
