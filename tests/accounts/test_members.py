"""Members: added, changed, disabled; their passwords as argon2id only."""

from collections.abc import Callable
from uuid import UUID

import httpx
from argon2 import PasswordHasher
from sqlalchemy import text

from largesse.accounts.commands.sessions import Origin, sign_in
from largesse.accounts.passwords import Passwords
from largesse.accounts.schemas import SessionInput
from largesse.core.db import Database
from largesse.core.seals import Keyring
from tests.factories import a_member

PASSWORD = "correct horse battery"


async def a_created_member(client: httpx.AsyncClient, email: str, **fields: object) -> dict[str, object]:
    answer = await client.post("/v1/members", json={"email": email, "password": PASSWORD, **fields})
    assert answer.status_code == 201, answer.text
    created: dict[str, object] = answer.json()
    return created


async def stored_hash(database: Database, workspace_id: UUID, member_id: object) -> str:
    async with database.session(workspace_id) as session:
        found = await session.scalar(
            text("select password_hash from members where id = cast(:id as uuid)"), {"id": str(member_id)}
        )
    return str(found)


async def test_a_member_is_added_under_his_lower_case_e_mail(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    created = await a_created_member(client, "Ada@Example.com", permissions=["VOUCHERS_POOL_READ"])
    assert (created["email"], created["disabled_at"]) == ("ada@example.com", None)
    assert "password" not in "".join(created)
    assert (await stored_hash(database, workspace_id, created["id"])).startswith("$argon2id$v=19$m=65536,")
    read = await client.get(f"/v1/members/{created['id']}")
    assert read.json() == created
    [listed] = (await client.get("/v1/members")).json()["items"]
    assert listed == created


async def test_an_e_mail_is_a_member_once(client: httpx.AsyncClient) -> None:
    await a_created_member(client, "ada@example.com")
    again = await client.post("/v1/members", json={"email": "ADA@example.com", "password": PASSWORD})
    assert (again.status_code, again.json()["code"]) == (409, "member_exists")


async def test_a_short_password_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/members", json={"email": "a@example.com", "password": "short"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/body/password")
    assert "short" not in answer.text.replace("string_too_short", "")


async def test_a_change_tells_its_audit_entry_what_changed(client: httpx.AsyncClient) -> None:
    created = await a_created_member(client, "ada@example.com", permissions=["VOUCHERS_POOL_READ"])
    changed = await client.patch(f"/v1/members/{created['id']}", json={"name": "Ada", "permissions": []})
    assert (changed.json()["name"], changed.json()["permissions"]) == ("Ada", [])
    [entry] = (await client.get("/v1/audit-log", params={"action": "member.changed"})).json()["items"]
    assert entry["before"] == {"name": "", "permissions": ["VOUCHERS_POOL_READ"]}
    assert entry["after"] == {"name": "Ada", "permissions": []}


async def test_a_member_is_disabled_and_enabled_again(
    client: httpx.AsyncClient, browser: httpx.AsyncClient, workspace_id: UUID
) -> None:
    email = f"{workspace_id}@example.com"  # no other workspace has it
    created = await a_created_member(client, email)
    credentials = {"email": email, "password": PASSWORD}
    assert (await browser.post("/v1/sessions", json=credentials)).status_code == 201
    disabled = await client.patch(f"/v1/members/{created['id']}", json={"disabled": True})
    assert disabled.json()["disabled_at"] is not None
    assert (await browser.get("/v1/sessions/current")).status_code == 401
    assert (await browser.post("/v1/sessions", json=credentials)).status_code == 401
    await client.patch(f"/v1/members/{created['id']}", json={"disabled": False})
    assert (await browser.get("/v1/sessions/current")).status_code == 401, "the old session is gone for good"
    assert (await browser.post("/v1/sessions", json=credentials)).status_code == 201


async def test_a_set_password_ends_the_sessions_and_replaces_the_old_one(
    client: httpx.AsyncClient, browser: httpx.AsyncClient, workspace_id: UUID
) -> None:
    email = f"{workspace_id}@example.com"  # no other workspace has it
    created = await a_created_member(client, email)
    credentials = {"email": email, "password": PASSWORD}
    await browser.post("/v1/sessions", json=credentials)
    answer = await client.put(f"/v1/members/{created['id']}/password", json={"password": "another password"})
    assert answer.status_code == 204
    assert (await browser.get("/v1/sessions/current")).status_code == 401
    assert (await browser.post("/v1/sessions", json=credentials)).status_code == 401
    credentials["password"] = "another password"
    assert (await browser.post("/v1/sessions", json=credentials)).status_code == 201


async def test_nobody_sets_the_password_of_a_mightier_member(
    client: httpx.AsyncClient, api_key: Callable[..., object], stranger: Callable[..., httpx.AsyncClient]
) -> None:
    created = await a_created_member(client, "ada@example.com", permissions=["VOUCHERS_POOL_READ"])
    secret = await api_key(permissions=["ACCOUNTS_MEMBER_UPDATE"])  # type: ignore[misc]  # a partial coroutine
    async with stranger(secret) as clerk:
        path = f"/v1/members/{created['id']}"
        seized = await clerk.put(f"{path}/password", json={"password": "another password"})
        raised = await clerk.patch(path, json={"permissions": ["VOUCHERS_POOL_READ", "VOUCHERS_POOL_CREATE"]})
        lowered = await clerk.patch(path, json={"permissions": []})
    assert [a.status_code for a in (seized, raised, lowered)] == [403, 403, 200]
    assert raised.json()["permissions"] == ["VOUCHERS_POOL_CREATE"]


async def test_an_unknown_member_is_not_found(client: httpx.AsyncClient) -> None:
    path = "/v1/members/01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60"
    for answer in (
        await client.get(path),
        await client.patch(path, json={"name": "x"}),
        await client.put(f"{path}/password", json={"password": "another password"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "member_not_found")


async def test_a_hash_of_older_parameters_is_renewed_at_sign_in(
    database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    member = await a_member(database, workspace_id, email=f"{workspace_id}@example.com", password=PASSWORD)
    before = await stored_hash(database, workspace_id, member.id)
    stronger = Passwords(PasswordHasher(time_cost=4))
    for _ in range(2):
        await sign_in(
            database,
            keyring,
            SessionInput(email=member.email, password=PASSWORD),
            origin=Origin(database.clock(), "192.0.2.1"),
            passwords=stronger,
        )
    after = await stored_hash(database, workspace_id, member.id)
    assert "t=3" in before
    assert "t=4" in after


async def test_a_broken_stored_hash_fits_no_password() -> None:
    assert not await Passwords().verify("not a hash", PASSWORD)
