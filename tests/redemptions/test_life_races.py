"""Activations under many hands at once: paid once, given back once, used no more often than they allow."""

import asyncio
from collections import Counter
from uuid import UUID

import httpx
import pytest

from largesse.core.db import Database
from largesse.core.ids import new_id
from largesse.redemptions.checks import broken
from tests.redemptions.accounts import points, told, unsound, unuse, use
from tests.redemptions.made import a_customer, a_promotion
from tests.redemptions.shop import publish, redeem


async def said(answering: list[httpx.Response]) -> Counter[str]:
    return Counter(answer.json()["status" if answer.status_code < 300 else "code"] for answer in answering)


@pytest.mark.parametrize("price", [0, 40])
@pytest.mark.parametrize("is_assigned", [False, True])
async def test_fifty_activations_of_one_customer_take_the_points_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, price: int, is_assigned: bool
) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 1_000)
    promotion = await a_promotion(database, workspace_id, activation={"points": price})
    path = f"/v1/profiles/{profile}/promotions"
    if is_assigned:
        await client.post(path, json={"promotion_ids": [str(promotion)]})
    answers = await asyncio.gather(*(client.post(f"{path}/{promotion}/activations") for _ in range(50)))
    assert await said(list(answers)) == {"active": 1, "already_active": 49}
    assert (await client.get(f"/v1/profiles/{profile}/points")).json()["balance"] == 1_000 - price
    assert (await told(database, workspace_id)).count("promotion.activated") == 1


async def test_many_who_take_it_back_get_the_points_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 1_000)
    promotion = await a_promotion(database, workspace_id, activation={"points": 40})
    path = f"/v1/profiles/{profile}/promotions/{promotion}/activations"
    await client.post(path)
    answers = await asyncio.gather(*(client.delete(f"{path}/current") for _ in range(30)))
    assert await said(list(answers)) == {"deactivated": 1, "not_active": 29}
    assert (await client.get(f"/v1/profiles/{profile}/points")).json()["balance"] == 1_000
    assert await unsound(database, workspace_id) == []


@pytest.mark.parametrize("round_", range(5))
async def test_it_is_taken_back_or_used_and_never_both(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, round_: int
) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 100)
    promotion = await a_promotion(database, workspace_id, activation={"points": 40})
    path = f"/v1/profiles/{profile}/promotions/{promotion}/activations"
    await client.post(path)
    uses = [use(database, workspace_id, profile, promotion) for _ in range(5)]
    returns = [client.delete(f"{path}/current") for _ in range(5)]
    mixed = [
        pair
        for couple in zip(uses, returns, strict=True)
        for pair in (couple if round_ % 2 else couple[::-1])
    ]
    answers = await asyncio.gather(*mixed)
    used = sum(answer == "ok" for answer in answers)
    taken_back = sum(isinstance(answer, httpx.Response) and answer.status_code == 200 for answer in answers)
    assert used + taken_back == 1
    balance = (await client.get(f"/v1/profiles/{profile}/points")).json()["balance"]
    assert balance == (60 if used else 100)


async def test_a_real_redemption_and_a_deactivation_never_both_win(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 100)
    promotion = await publish(
        client, activation={"points": 40}, access={"type": "generic_code", "code": "COFFEE"}
    )
    path = f"/v1/profiles/{profile}/promotions/{promotion}/activations"
    await client.post(path)
    redeeming = [redeem(client, "COFFEE", customer={"custom_id": "c-1"}) for _ in range(6)]
    answers = await asyncio.gather(*redeeming, *(client.delete(f"{path}/current") for _ in range(6)))
    redeemed = sum(answer["result"] == "redeemed" for answer in answers[:6])
    taken_back = sum(answer.status_code == 200 for answer in answers[6:])
    assert redeemed + taken_back == 1
    balance = (await client.get(f"/v1/profiles/{profile}/points")).json()["balance"]
    assert balance == (60 if redeemed else 100)
    async with database.context(workspace_id) as ctx:
        assert await broken(ctx) == []


async def test_uses_are_given_out_and_back_without_loss(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient
) -> None:
    profile = await a_customer(database, workspace_id)
    promotion = await a_promotion(database, workspace_id, activation={"uses": 7})
    path = f"/v1/profiles/{profile}/promotions/{promotion}"
    made = (await client.post(f"{path}/activations")).json()
    orders = [new_id(database.clock()) for _ in range(40)]

    async def come_and_go(order: UUID) -> str:
        taken = await use(database, workspace_id, profile, promotion, order)
        return await unuse(database, workspace_id, profile, promotion, order) if taken == "ok" else taken

    answers = Counter(await asyncio.gather(*(come_and_go(order) for order in orders)))
    assert set(answers) <= {"ok", "activation_required"}
    assert (await client.get(path)).json() == made
    kept = Counter(
        await asyncio.gather(*(use(database, workspace_id, profile, promotion, order) for order in orders))
    )
    assert kept == {"ok": 7, "activation_required": 33}


async def test_many_promotions_are_bought_with_what_there_is(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 100)
    promotions = [
        await a_promotion(database, workspace_id, name=f"P {number}", activation={"points": 30})
        for number in range(8)
    ]
    answers = await asyncio.gather(
        *(
            client.post(f"/v1/profiles/{profile}/promotions/{promotion}/activations")
            for promotion in promotions
        )
    )
    assert await said(list(answers)) == {"active": 3, "points_missing": 5}
    assert await unsound(database, workspace_id) == []


async def test_one_assignment_by_many_is_told_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    made = [str(await a_promotion(database, workspace_id, name=f"P {number}")) for number in range(4)]
    path = f"/v1/profiles/{profile}/promotions"
    answers = await asyncio.gather(
        *(
            client.post(path, json={"promotion_ids": made if number % 2 else made[::-1]})
            for number in range(20)
        )
    )
    given = [promotion for answer in answers for promotion in answer.json()["assigned"]]
    assert sorted(given) == sorted(made)
    assert (await told(database, workspace_id)).count("promotion.assigned") == 4
