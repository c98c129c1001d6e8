"""What a member does to himself: his name, and the list of his sessions; and the presets of permissions."""

from collections.abc import Callable
from uuid import UUID, uuid4

import httpx
import pytest

from largesse.accounts.permissions import ALL, OWN, Permission
from largesse.accounts.roles import ROLES
from largesse.core.db import Database
from tests.factories import a_member

Stranger = Callable[..., httpx.AsyncClient]
PASSWORD = "correct horse battery"
HOLDS = {role.name: role.permissions for role in ROLES}


@pytest.fixture
async def email(database: Database, workspace_id: UUID) -> str:
    return (await a_member(database, workspace_id, email=f"{workspace_id}@example.com", permissions=[])).email


async def csrf_of(browser: httpx.AsyncClient, email: str, agent: str = "A browser") -> dict[str, str]:
    answer = await browser.post(
        "/v1/sessions", json={"email": email, "password": PASSWORD}, headers={"User-Agent": agent}
    )
    assert answer.status_code == 201, answer.text
    return {"X-CSRF-Token": answer.json()["csrf_token"]}


async def test_a_member_without_permissions_changes_his_own_name(
    browser: httpx.AsyncClient, email: str
) -> None:
    csrf = await csrf_of(browser, email)
    changed = await browser.patch("/v1/members/current", json={"name": "Ada"}, headers=csrf)
    assert (changed.status_code, changed.json()["name"]) == (200, "Ada")
    raised = {"name": "Ada", "permissions": ["VOUCHERS_POOL_READ"]}
    assert (await browser.patch("/v1/members/current", json=raised, headers=csrf)).status_code == 422
    assert (await browser.patch("/v1/members/current", json={"name": "Eve"})).status_code == 403


async def test_a_member_sees_his_sessions_and_ends_one(
    browser: httpx.AsyncClient, stranger: Stranger, email: str
) -> None:
    csrf = await csrf_of(browser, email, "Telephone")
    async with stranger() as other:
        await csrf_of(other, email, "Lost machine " + "x" * 1000)
        items = (await browser.get("/v1/sessions")).json()["items"]
        assert [item["current"] for item in items].count(True) == 1
        [lost] = [item for item in items if not item["current"]]
        assert lost["user_agent"].startswith("Lost machine")
        assert len(lost["user_agent"]) == 300
        assert lost["address"] == "127.0.0.1"
        assert "token" not in str(items)
        assert (await browser.delete(f"/v1/sessions/{lost['id']}")).status_code == 403
        assert (await browser.delete(f"/v1/sessions/{lost['id']}", headers=csrf)).status_code == 204
        assert (await other.get("/v1/sessions/current")).status_code == 401
    assert (await browser.get("/v1/sessions/current")).status_code == 200


async def test_nobody_ends_the_session_of_another(
    browser: httpx.AsyncClient, stranger: Stranger, email: str, database: Database, workspace_id: UUID
) -> None:
    await csrf_of(browser, email)
    [mine] = (await browser.get("/v1/sessions")).json()["items"]
    colleague = await a_member(database, workspace_id, email=f"2-{email}")
    async with stranger() as other:
        csrf = await csrf_of(other, colleague.email)
        for session_id in (mine["id"], uuid4()):
            answer = await other.delete(f"/v1/sessions/{session_id}", headers=csrf)
            assert (answer.status_code, answer.json()["code"]) == (404, "session_not_found")
        assert mine["id"] not in (await other.get("/v1/sessions")).text
    assert (await browser.get("/v1/sessions/current")).status_code == 200


async def test_the_log_names_who_acted(client: httpx.AsyncClient, browser: httpx.AsyncClient) -> None:
    member = {"email": "ada@example.com", "name": "Ada", "password": PASSWORD}
    made = (await client.post("/v1/members", json=member)).json()
    entries = (await client.get("/v1/audit-log", params={"object_id": made["id"]})).json()["items"]
    assert [entry["actor_name"] for entry in entries] == ["Test key"]
    system = (await client.get("/v1/audit-log", params={"action": "workspace.created"})).json()["items"]
    assert system[0]["actor_name"] is None


async def test_the_roles_are_listed_for_every_credential(stranger: Stranger, api_key: Callable) -> None:  # type: ignore[type-arg]
    async with stranger(await api_key(permissions=[])) as weak:
        listed = (await weak.get("/v1/roles")).json()["items"]
    assert [role["name"] for role in listed] == [role.name for role in ROLES]
    assert set(listed[-1]["permissions"]) == ALL


def test_a_viewer_changes_nothing_and_sees_no_secret() -> None:
    assert all(name.endswith("_READ") for name in HOLDS["viewer"])
    assert not HOLDS["viewer"] & (OWN | {Permission.MESSAGES_WEBHOOK_SECRET_READ})
    assert Permission.VOUCHERS_ITEM_LIST_BY_POOL_READ in HOLDS["viewer"]


def test_who_works_with_campaigns_sees_what_a_viewer_sees() -> None:
    for name in ("support", "campaign_editor", "publisher", "administrator"):
        assert HOLDS["viewer"] < HOLDS[name]
    assert HOLDS["campaign_editor"] < HOLDS["publisher"] < HOLDS["administrator"]
    assert HOLDS["administrator"] == ALL


def test_a_campaign_editor_publishes_nothing() -> None:
    for name in HOLDS["campaign_editor"]:
        assert "PUBLI" not in name
        assert not name.endswith("_DELETE")
    assert Permission.PROMOTIONS_CAMPAIGN_UPDATE not in HOLDS["campaign_editor"], "it begins campaigns"
    assert Permission.PROMOTIONS_PROMOTION_IMPORT_CREATE not in HOLDS["campaign_editor"]


def test_only_administrators_manage_members_and_the_workspace() -> None:
    for role in ROLES[:-1]:
        assert not role.permissions & {
            Permission.ACCOUNTS_MEMBER_CREATE,
            Permission.ACCOUNTS_MEMBER_UPDATE,
            Permission.ACCOUNTS_WORKSPACE_UPDATE,
        }
