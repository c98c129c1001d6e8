"""Tenants never see each other's rows: the catalogue says so, and a crowd on few connections proves it."""

import asyncio
import random
from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import httpx
import pytest
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.app import create_app
from largesse.core.db import APP_ROLE, Database
from largesse.core.postgres import EmbeddedPostgres
from largesse.core.seals import Keyring
from largesse.core.settings import Settings
from tests.factories import a_key, a_pool

WORKSPACES = 20
CONNECTIONS = 5
REQUESTS = 2_000


@pytest.fixture
async def owner(postgres: EmbeddedPostgres) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(postgres.dsn())
    yield connection
    await connection.close()


async def test_every_table_of_tenants_forces_row_level_security(owner: asyncpg.Connection) -> None:
    tables = await owner.fetch(
        "select c.relname, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,"
        " c.relispartition or exists (select from pg_policy p where p.polrelid = c.oid) as ruled"
        " from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'"
        " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not a.attisdropped"
    )
    assert len(tables) > 20
    unguarded = [t["relname"] for t in tables if not (t["enabled"] and t["forced"] and t["ruled"])]
    assert unguarded == []


async def test_every_policy_of_a_tenant_table_hangs_on_the_tenant_or_a_presented_secret(
    owner: asyncpg.Connection,
) -> None:
    policies = await owner.fetch(
        "select tablename, cmd, qual, with_check from pg_policies where schemaname = 'public'"
        " and tablename <> 'workspaces'"
    )
    for policy in policies:
        if policy["cmd"] == "SELECT":
            assert "presented" in policy["qual"], policy["tablename"]
        else:
            rule = "(workspace_id = core_workspace())"
            assert (policy["qual"], policy["with_check"]) == (rule, rule), policy["tablename"]


async def test_a_partition_of_events_is_out_of_direct_reach(owner: asyncpg.Connection) -> None:
    reachable = await owner.fetch(
        "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
        " where i.inhparent = 'events'::regclass and has_table_privilege($1, c.oid, 'select')",
        APP_ROLE,
    )
    assert reachable == []


async def test_the_app_role_owns_nothing_and_has_no_privilege(owner: asyncpg.Connection) -> None:
    role = await owner.fetchrow("select * from pg_roles where rolname = $1", APP_ROLE)
    assert role is not None
    assert not any(
        role[name] for name in ("rolsuper", "rolbypassrls", "rolcreaterole", "rolcreatedb", "rolreplication")
    )
    assert await owner.fetchval("select count(*) from pg_class where relowner = $1", role["oid"]) == 0
    assert await owner.fetchval("select count(*) from pg_proc where proowner = $1", role["oid"]) == 0
    assert await owner.fetchval("select count(*) from pg_auth_members where member = $1", role["oid"]) == 0


async def test_without_a_tenant_there_are_no_rows(
    database: Database, workspace_id: UUID, keyring: Keyring, owner: asyncpg.Connection
) -> None:
    await a_pool(database, workspace_id, codes=1)
    await a_key(database, workspace_id, keyring)
    tables = await owner.fetch(
        "select distinct c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"
        " and a.attname = 'workspace_id' and not c.relispartition"
    )
    async with database.session() as session:
        counts = {
            t["relname"]: await session.scalar(text(f"select count(*) from {t['relname']}")) for t in tables
        }
    assert {name: count for name, count in counts.items() if count} == {}


async def test_a_tenant_cannot_write_into_another(database: Database, workspace_id: UUID) -> None:
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id
    pool = await a_pool(database, other)
    async with database.session(workspace_id) as session:
        changed = await session.execute(
            text("update pools set name = 'Taken' where id = :id returning id"), {"id": pool}
        )
        assert changed.all() == []
        renamed = await session.execute(
            text("update workspaces set name = 'Taken' where id = :id returning id"), {"id": other}
        )
        assert renamed.all() == []
    with pytest.raises(Exception, match="row-level security"):
        async with database.session(workspace_id) as session:
            await session.execute(
                text(
                    "insert into audit_log (workspace_id, id, at, actor, action, object_type, object_id)"
                    " values (:other, gen_random_uuid(), now(), 'x', 'x', 'x', 'x')"
                ),
                {"other": other},
            )


async def test_nothing_is_set_after_a_transaction(database_url: str, workspace_id: UUID) -> None:
    database = Database(database_url, pool_size=1)
    await database.open()
    settings = ("largesse.workspace", "largesse.presented", "largesse.presented_email")
    try:
        async with database.session(workspace_id) as session:
            for name in settings[1:]:
                await session.execute(text("select set_config(:name, 'ab', true)"), {"name": name})
        with pytest.raises(ZeroDivisionError):
            async with database.session(workspace_id):
                _ = 1 / 0
        async with database.session() as session:
            for name in settings:
                value = await session.scalar(text("select current_setting(:name, true)"), {"name": name})
                assert value in (None, ""), name
            assert await session.scalar(text("select core_workspace() is null"))
        await database.hot.execute("select set_config('largesse.workspace', $1, true)", str(workspace_id))
        assert await database.hot.fetchval("select core_workspace() is null")
    finally:
        await database.close()


async def test_twenty_tenants_on_five_connections_see_no_foreign_row(
    database_url: str, settings: Settings, keyring: Keyring
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    choose = random.Random(seed)
    database = Database(database_url, pool_size=CONNECTIONS)
    await database.open()
    try:
        shops = await asyncio.gather(*(a_shop(database, keyring, number) for number in range(WORKSPACES)))
        app = create_app(settings, database)
        foreign: list[str] = []
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://largesse") as client:
            queue = [choose.choice(shops) for _ in range(REQUESTS)]

            async def visit() -> None:
                while queue:
                    foreign.extend(await foreign_rows(client, queue.pop(), choose))

            await asyncio.gather(*(visit() for _ in range(WORKSPACES)))
        assert foreign == [], f"seed {seed}"
    finally:
        await database.close()


async def a_shop(database: Database, keyring: Keyring, number: int) -> tuple[str, str, UUID]:
    """A workspace with a pool of three codes: its marker, its key, its pool."""
    marker = f"shop-{number:02}-{random.SystemRandom().randrange(10**9)}"
    async with database.session() as session:
        workspace_id = (await create_workspace(session, marker, now=database.clock())).workspace_id
    pool = await a_pool(database, workspace_id, codes=3, name=marker)
    return marker, await a_key(database, workspace_id, keyring), pool


async def foreign_rows(
    client: httpx.AsyncClient, shop: tuple[str, str, UUID], choose: random.Random
) -> list[str]:
    """What a shop saw that is not its own, on one of its pages or by one of its changes."""
    marker, secret, pool = shop
    headers = {"Authorization": f"Bearer {secret}"}
    kind = choose.randrange(5)
    if kind == 0:
        body = {"profile": {"custom_id": f"{marker}-{choose.randrange(5)}"}}
        answer = await client.post(f"/v1/pools/{pool}/assignments", json=body, headers=headers)
        return [] if answer.status_code in (200, 201, 409) else [answer.text]
    if kind == 1:
        answer = await client.get(f"/v1/pools/{pool}/codes", headers=headers)
        return [c["code"] for c in answer.json()["items"] if c["pool_id"] != str(pool)]
    if kind == 2:
        answer = await client.get("/v1/workspace", headers=headers)
        return [] if answer.json()["name"] == marker else [answer.text]
    if kind == 3:
        answer = await client.get("/v1/audit-log", params={"object_type": "pool"}, headers=headers)
        return [e["object_id"] for e in answer.json()["items"] if e["object_id"] != str(pool)]
    answer = await client.get("/v1/pools", headers=headers)
    return [p["name"] for p in answer.json()["items"] if p["name"] != marker]
