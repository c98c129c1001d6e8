"""The search finds codes, customers and names, and nothing that the caller may not read."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.vouchers.commands.codes import add_code
from largesse.vouchers.schemas import CodeInput
from tests.factories import a_key, a_pool
from tests.redemptions.made import a_campaign, a_customer, a_promotion


async def found(client: httpx.AsyncClient, words: str, **headers: str) -> list[tuple[str, str]]:
    answer = await client.get("/v1/search", params={"q": words}, headers=headers)
    assert answer.status_code == 200, answer.text
    return [(hit["kind"], hit["title"]) for hit in answer.json()["items"]]


@pytest.fixture
async def shop(database: Database, workspace_id: UUID) -> UUID:
    """A shop with a spring of everything."""
    pool = await a_pool(database, workspace_id, name="Spring gifts")
    async with database.context(workspace_id) as ctx:
        for code in ("Spring-1", "SPRING-10", "AUTUMN"):
            await add_code(ctx, pool, CodeInput(code=code))
    await a_customer(database, workspace_id, "spring-lady", email="Ada@Spring.example")
    await a_customer(database, workspace_id, "c-2", email="bob@shop.example")
    campaign = await a_campaign(database, workspace_id, name="The spring")
    await a_promotion(
        database,
        workspace_id,
        name="Ten off",
        campaign_id=campaign,
        access={"type": "generic_code", "code": "SPRING"},
    )
    await a_promotion(database, workspace_id, name="100% spring_sale")
    return pool


async def test_everything_of_that_name_is_found_kind_by_kind(client: httpx.AsyncClient, shop: UUID) -> None:
    assert await found(client, "spring") == [
        ("code", "Spring-1"),
        ("code", "SPRING-10"),
        ("customer", "Ada@Spring.example"),
        ("pool", "Spring gifts"),
        ("promotion", "100% spring_sale"),
        ("promotion", "Ten off"),
        ("campaign", "The spring"),
    ]


async def test_a_code_is_found_in_any_case_and_says_its_pool(client: httpx.AsyncClient, shop: UUID) -> None:
    [hit] = (await client.get("/v1/search", params={"q": " autumn "})).json()["items"]
    assert (hit["kind"], hit["id"], hit["note"], hit["pool_id"]) == (
        "code",
        "AUTUMN",
        "unassigned",
        str(shop),
    )


async def test_case_counts_where_the_workspace_says_so(
    client: httpx.AsyncClient, database: Database, keyring: Keyring
) -> None:
    async with database.session() as session:
        other = (
            await create_workspace(session, "Exact", now=database.clock(), case_policy="sensitive")
        ).workspace_id
    pool = await a_pool(database, other)
    async with database.context(other) as ctx:
        for code in ("Gift", "GIFT"):
            await add_code(ctx, pool, CodeInput(code=code))
    key = {"Authorization": f"Bearer {await a_key(database, other, keyring)}"}
    assert await found(client, "Gift", **key) == [("code", "Gift")]
    assert await found(client, "gift", **key) == []


async def test_customers_are_found_by_what_they_are_called(client: httpx.AsyncClient, shop: UUID) -> None:
    for words in ("ada@spring.example", "ADA@spr", "spring-lady"):
        assert ("customer", "Ada@Spring.example") in await found(client, words)
    listed = (await client.get("/v1/profiles")).json()["items"]
    bob = next(profile for profile in listed if profile["custom_id"] == "c-2")
    for words in (str(bob["id"]), bob["uuid"]):
        assert ("customer", "bob@shop.example") in await found(client, words)


async def test_signs_of_patterns_mean_themselves(client: httpx.AsyncClient, shop: UUID) -> None:
    assert await found(client, "100%") == [("promotion", "100% spring_sale")]
    assert await found(client, "%") == [("promotion", "100% spring_sale")]
    assert await found(client, "g_s") == [("promotion", "100% spring_sale")]
    assert await found(client, "\\") == []
    assert await found(client, "   ") == []


async def test_at_most_six_of_a_kind_are_told(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    for number in range(9):
        await a_pool(database, workspace_id, name=f"Gift {number}")
    assert len(await found(client, "gift")) == 6


async def test_an_id_is_found_too(client: httpx.AsyncClient, shop: UUID) -> None:
    assert await found(client, str(shop)) == [("pool", "Spring gifts")]


async def test_only_what_the_caller_may_read_is_found(
    client: httpx.AsyncClient, shop: UUID, api_key: Callable[..., Awaitable[str]]
) -> None:
    async def kinds(*permissions: str) -> set[str]:
        key = {"Authorization": f"Bearer {await api_key(permissions=permissions)}"}
        return {kind for kind, _ in await found(client, "spring", **key)}

    assert await kinds() == set()
    assert await kinds("VOUCHERS_ITEM_READ") == {"code"}
    assert await kinds("API_CLIENT_READ", "PROMOTIONS_CAMPAIGN_READ") == {"customer", "campaign"}
    assert await kinds("VOUCHERS_POOL_READ", "PROMOTIONS_PROMOTION_READ") == {"pool", "promotion"}


async def test_another_workspace_finds_nothing_of_this_one(
    client: httpx.AsyncClient, shop: UUID, database: Database, keyring: Keyring
) -> None:
    async with database.session() as session:
        other = (await create_workspace(session, "Other", now=database.clock())).workspace_id
    key = {"Authorization": f"Bearer {await a_key(database, other, keyring)}"}
    for words in ("spring", "autumn", "ada@spring.example", str(shop)):
        assert await found(client, words, **key) == []


async def test_workflows_audiences_offers_and_templates_are_found_by_name(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    async with database.context(workspace_id) as ctx:
        given = {"workspace": workspace_id, "now": ctx.now}
        for statement in (
            "insert into workflows (workspace_id, id, name, kind, draft, created_at, created_by, updated_at)"
            " values (:workspace, gen_random_uuid(), 'Winter walk', 'profile', '{}', :now, 'x', :now)",
            "insert into audiences (workspace_id, id, name, conditions, created_at, created_by, updated_at)"
            " values (:workspace, gen_random_uuid(), 'Winter people', '{}', :now, 'x', :now)",
            "insert into handbills (workspace_id, id, name, type, definition, salt, created_at, created_by,"
            " updated_at) values (:workspace, gen_random_uuid(), 'Winter offers', 'mobile', '{}', 's', :now,"
            " 'x', :now)",
            "insert into message_templates (workspace_id, id, name, revision, created_at, created_by,"
            " updated_at) values (:workspace, gen_random_uuid(), 'Winter mail', 1, :now, 'x', :now)",
        ):
            await ctx.db.execute(text(statement), given)
    assert await found(client, "winter") == [
        ("workflow", "Winter walk"),
        ("audience", "Winter people"),
        ("handbill", "Winter offers"),
        ("template", "Winter mail"),
    ]


@pytest.mark.parametrize("words", ["", "x" * 101, "a\x00b"])
async def test_what_cannot_be_searched_for_is_refused(client: httpx.AsyncClient, words: str) -> None:
    answer = await client.get("/v1/search", params={"q": words})
    assert answer.status_code == 422
