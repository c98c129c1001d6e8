"""Publishing: versions that never change, codes and pools that lead to one promotion, problems told first."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database
from largesse.core.errors import ConflictError
from largesse.promotions.commands import publish as publications
from largesse.promotions.commands.promotions import create_promotion
from largesse.promotions.schemas import PromotionInput
from tests.factories import a_pool
from tests.promotions.offers import (
    TEN_PERCENT,
    a_campaign,
    a_promotion,
    book_number,
    generic,
    move,
    of_pool,
    publish,
    published,
    until_waiting,
)


async def problems_of(client: httpx.AsyncClient, promotion: dict[str, Any]) -> dict[str, str]:
    """What a check finds: where and what."""
    answer = await client.post(f"/v1/promotions/{promotion['id']}/checks")
    assert answer.status_code == 200, answer.text
    return {found["pointer"]: found["code"] for found in answer.json()["problems"]}


async def test_publishing_makes_a_version_and_the_promotion_active(client: httpx.AsyncClient) -> None:
    promotion = await a_promotion(client)
    before = await book_number(client)
    view = await published(client, promotion)
    assert (view["status"], view["version"], view["has_changes"]) == ("active", 1, False)
    assert await book_number(client) == before + 1
    events = (await client.get("/v1/events")).json()["items"]
    params = {event["name"]: event["params"] for event in events}
    assert params["promotion.published"] == {
        "promotion_id": promotion["id"],
        "code": promotion["code"],
        "version": 1,
        "status": "active",
    }
    assert params["promotion.status_changed"]["to"] == "active"
    log = (await client.get("/v1/audit-log", params={"object_id": promotion["id"]})).json()["items"]
    assert {entry["action"] for entry in log} >= {"promotion.created", "promotion.published"}


async def test_a_change_waits_for_publication_and_an_old_version_stays_as_it_was(
    client: httpx.AsyncClient,
) -> None:
    promotion = await a_promotion(client)
    await published(client, promotion)
    before = await book_number(client)
    path = f"/v1/promotions/{promotion['id']}"
    draft = {"rewards": [{**TEN_PERCENT, "percent": "20"}]}
    changed = (await client.patch(path, json={"definition": draft})).json()
    assert (changed["version"], changed["has_changes"]) == (1, True)
    assert await book_number(client) == before
    assert (await published(client, promotion))["version"] == 2
    versions = (await client.get(f"{path}/versions")).json()["items"]
    percents = [(v["version"], v["definition"]["rewards"][0]["percent"]) for v in versions]
    assert percents == [(2, "20"), (1, "10")]
    page = (await client.get(f"{path}/versions", params={"limit": 1})).json()
    assert page["has_more"]
    rest = (await client.get(f"{path}/versions", params={"cursor": page["next_cursor"]})).json()
    assert [v["version"] for v in rest["items"]] == [1]


async def test_publishing_what_is_published_changes_nothing(client: httpx.AsyncClient) -> None:
    skus = [f"SKU-{n}" for n in range(50)]
    promotion = await a_promotion(client, items={"skus": skus})
    await published(client, promotion)
    before = await book_number(client)
    await client.patch(
        f"/v1/promotions/{promotion['id']}",
        json={"definition": {"rewards": [TEN_PERCENT], "items": {"skus": skus[::-1]}}},
    )
    assert (await published(client, promotion))["version"] == 1
    assert await book_number(client) == before
    hidden = await published(client, promotion, hidden=True)
    assert (hidden["status"], hidden["version"]) == ("hidden", 1)
    assert await book_number(client) == before + 1


@pytest.mark.parametrize(
    ("definition", "pointer", "code"),
    [
        ({"rewards": []}, "/definition/rewards", "no_reward"),
        ({"zone": "Europe/Nowhere"}, "/definition/zone", "zone_unknown"),
        ({"ends_at": "2020-01-01T00:00:00Z"}, "/definition/ends_at", "ended_already"),
        (
            {"display": {"starts_at": "2027-02-01T00:00:00Z", "ends_at": "2027-01-01T00:00:00Z"}},
            "/definition/display/ends_at",
            "never_shown",
        ),
        ({"limits": [{"most": 0}]}, "/definition/limits/0/most", "limit_never_met"),
        ({"limits": [{"scope": "code", "most": 3}]}, "/definition/limits/0/scope", "limit_without_code"),
        (
            {"limits": [{"most": 5}, {"measure": "discount", "most": {"EUR": 0}}]},
            "/definition/limits/1/most",
            "limit_never_met",
        ),
        ({"audience_id": str(uuid4())}, "/definition/audience_id", "audience_missing"),
        ({"access": of_pool(uuid4())}, "/definition/access/pool_id", "pool_missing"),
        ({"access": generic("in\u200bvisible")}, "/definition/access/code", "code_invalid"),
        (
            {
                "rewards": [{**TEN_PERCENT, "most": 500}],
                "rules": {"type": "order_minimum", "amount": {"EUR": 5000}},
            },
            "/definition/rewards/0/most",
            "currency_missing",
        ),
        (
            {"currency": "PLN", "rules": {"type": "order_minimum", "amount": {"EUR": 5000}}},
            "/definition/rules/amount",
            "amount_missing",
        ),
    ],
)
async def test_a_draft_with_a_problem_is_refused_with_its_place(
    client: httpx.AsyncClient, definition: dict[str, Any], pointer: str, code: str
) -> None:
    promotion = await a_promotion(client, **definition)
    assert await problems_of(client, promotion) == {pointer: code}
    answer = await publish(client, promotion)
    assert (answer.status_code, answer.json()["code"]) == (409, "promotion_not_publishable")
    [problem] = answer.json()["problems"]
    assert (problem["pointer"], problem["code"]) == (pointer, code)
    assert (await client.get(f"/v1/promotions/{promotion['id']}")).json()["version"] == 0


async def test_all_problems_are_told_at_once_and_a_warning_keeps_nobody(client: httpx.AsyncClient) -> None:
    promotion = await a_promotion(client, rewards=[], zone="Mars", limits=[{"most": 0}])
    assert len(await problems_of(client, promotion)) == 3
    campaign = await a_campaign(client)
    promotion = await a_promotion(
        client,
        fields={"campaign_id": campaign["id"]},
        activation={"within": "P7D"},
    )
    assert await problems_of(client, promotion) == {
        "/definition/activation/within": "window_without_most",
        "/campaign_id": "campaign_inactive",
    }
    assert (await published(client, promotion))["status"] == "active"


async def test_dates_that_never_meet_those_of_the_campaign_are_a_problem(client: httpx.AsyncClient) -> None:
    campaign = await a_campaign(client, starts_at="2030-01-01T00:00:00Z", ends_at="2030-02-01T00:00:00Z")
    fields = {"campaign_id": campaign["id"]}
    early = await a_promotion(client, "A", fields=fields, ends_at="2030-01-01T00:00:00Z")
    late = await a_promotion(client, "B", fields=fields, starts_at="2030-02-01T00:00:00Z")
    within = await a_promotion(client, "C", fields=fields, starts_at="2030-01-31T23:59:59Z")
    assert await problems_of(client, early) == {"/campaign_id": "outside_campaign"}
    assert await problems_of(client, late) == {"/campaign_id": "outside_campaign"}
    assert await problems_of(client, within) == {"/campaign_id": "campaign_inactive"}
    await move(client, campaign, "active")
    await move(client, campaign, "finished")
    assert await problems_of(client, within) == {"/campaign_id": "campaign_over"}


async def test_a_generic_code_leads_to_one_promotion_whatever_its_case(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    first = await a_promotion(client, "First", access=generic("Summer10"))
    second = await a_promotion(client, "Second", access=generic(" SUMMER10".strip().lower()))
    await published(client, first)
    assert await problems_of(client, second) == {"/definition/access/code": "code_taken"}
    await move(client, first, "archived")
    assert await problems_of(client, second) == {}
    await published(client, second)

    pool_id = await a_pool(database, workspace_id, codes=1)
    third = await a_promotion(client, "Third", access=generic(f"{pool_id.hex[-8:]}-00001"))
    assert await problems_of(client, third) == {"/definition/access/code": "code_taken"}


async def test_another_code_in_the_next_version_gives_the_first_one_free(client: httpx.AsyncClient) -> None:
    first = await a_promotion(client, "First", access=generic("ONE"))
    await published(client, first)
    definition = {"rewards": [TEN_PERCENT], "access": generic("TWO")}
    await client.patch(f"/v1/promotions/{first['id']}", json={"definition": definition})
    second = await a_promotion(client, "Second", access=generic("ONE"))
    assert await problems_of(client, second) == {"/definition/access/code": "code_taken"}
    await published(client, first)
    await published(client, second)


async def test_a_pool_belongs_to_one_promotion(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool_id = await a_pool(database, workspace_id)
    first = await a_promotion(client, "First", access=of_pool(pool_id))
    second = await a_promotion(client, "Second", access=of_pool(pool_id))
    await published(client, first)
    assert await problems_of(client, second) == {"/definition/access/pool_id": "pool_taken"}
    await move(client, first, "finished")
    assert await problems_of(client, second) == {"/definition/access/pool_id": "pool_taken"}
    await move(client, first, "archived")
    await published(client, second)


@pytest.mark.parametrize(("kind", "code"), [("code", "code_exists"), ("pool", "pool_taken")])
async def test_of_many_that_claim_the_same_at_once_one_wins(
    database: Database, workspace_id: UUID, kind: str, code: str
) -> None:
    access = generic("SAME") if kind == "code" else of_pool(await a_pool(database, workspace_id))
    made = []
    async with database.context(workspace_id) as ctx:
        for number in range(6):
            body = {"name": f"P{number}", "definition": {"rewards": [TEN_PERCENT], "access": access}}
            made.append((await create_promotion(ctx, PromotionInput.model_validate(body))).id)
    together = asyncio.Barrier(len(made))

    async def claim(promotion_id: UUID) -> str:
        try:
            async with database.context(workspace_id) as ctx:
                await ctx.db.execute(text("select 1"))
                await together.wait()
                await publications.publish(ctx, promotion_id)
        except ConflictError as error:
            return error.code
        return "won"

    done = await asyncio.gather(*(claim(promotion_id) for promotion_id in made))
    assert done.count("won") == 1
    assert set(done) <= {"won", code, "promotion_not_publishable"}
    async with database.context(workspace_id) as ctx:
        owners = await ctx.db.scalar(
            text(
                "select (select count(*) from promotion_codes) + (select count(*) from promotion_pools)"
                " + (select count(*) from promotion_versions)"
            )
        )
    assert owners == 2


async def test_the_loser_of_a_race_is_told_who_won(database: Database, workspace_id: UUID) -> None:
    async def draft(ctx: Context, name: str) -> UUID:
        body = {"name": name, "definition": {"rewards": [TEN_PERCENT], "access": generic("RACE")}}
        return (await create_promotion(ctx, PromotionInput.model_validate(body))).id

    async with database.context(workspace_id) as ctx:
        first, second = await draft(ctx, "First"), await draft(ctx, "Second")

    async def lose() -> ConflictError | None:
        try:
            async with database.context(workspace_id) as ctx:
                await publications.publish(ctx, second)
        except ConflictError as error:
            return error
        return None

    async with database.context(workspace_id) as ctx:
        await publications.publish(ctx, first)
        loser = asyncio.create_task(lose())
        # It has passed the checks, which see nothing of the first yet, once it waits for its row.
        await until_waiting(ctx, loser)
    error = await loser
    assert error is not None
    assert error.code == "code_exists"
    assert error.facts == {"promotion_id": str(first)}


async def test_a_promotion_takes_only_statuses_that_follow_its_own(client: httpx.AsyncClient) -> None:
    promotion = await a_promotion(client)
    answer = await move(client, promotion, "active")
    assert (answer.status_code, answer.json()["code"]) == (409, "promotion_status_conflict")
    assert answer.json()["allowed"] == ["archived"]
    await published(client, promotion)
    before = await book_number(client)
    for status in ("active", "paused", "hidden", "paused", "active", "finished", "active", "finished"):
        assert (await move(client, promotion, status)).json()["status"] == status
    assert await book_number(client) == before + 7
    assert (await move(client, promotion, "paused")).json()["allowed"] == ["active", "hidden", "archived"]
    assert (await move(client, promotion, "archived")).status_code == 201
    for answer in (
        await move(client, promotion, "active"),
        await publish(client, promotion),
        await client.patch(f"/v1/promotions/{promotion['id']}", json={"name": "x"}),
    ):
        assert answer.status_code == 409
        assert answer.json()["code"] in ("promotion_status_conflict", "promotion_archived")


async def test_another_workspace_sees_none_of_it(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    promotion = await a_promotion(client, access=generic("MINE"))
    await published(client, promotion)
    for tenant, rows in ((workspace_id, 1), (uuid4(), 0)):
        async with database.session(tenant) as session:
            for table in ("promotions", "promotion_versions", "promotion_codes", "promotion_settings"):
                assert await session.scalar(text(f"select count(*) from {table}")) == rows
