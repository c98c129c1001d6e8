"""Customers who behave, and those who do not."""

from typing import Any

import httpx

from tests.redemptions.shop import publish, redeem

FOR_ALL = {"type": "generic_code", "code": "SPRING"}


async def a_person(client: httpx.AsyncClient, custom_id: str, **fields: Any) -> int:  # noqa: ANN401
    """The number of a customer."""
    made = await client.post("/v1/profiles", json={"custom_id": custom_id, **fields})
    assert made.is_success, made.text
    number: int = made.json()["id"]
    return number


async def guess(client: httpx.AsyncClient, custom_id: str, codes: int, begin: int = 0) -> None:
    """The customer tries so many codes that do not exist."""
    for number in range(begin, begin + codes):
        await redeem(client, f"GUESS-{number}", customer={"custom_id": custom_id})


async def a_promotion_for_all(client: httpx.AsyncClient) -> None:
    """A promotion that anybody may redeem by the code SPRING, as often as he likes."""
    await publish(client, access=FOR_ALL)


async def buy(client: httpx.AsyncClient, custom_id: str, times: int = 1) -> list[str]:
    """The ids of so many redemptions of the customer."""
    made = [await redeem(client, "SPRING", customer={"custom_id": custom_id}) for _ in range(times)]
    assert {answer["result"] for answer in made} == {"redeemed"}, made
    return [answer["redemption"]["id"] for answer in made]


async def cases(client: httpx.AsyncClient, **wanted: object) -> list[dict[str, Any]]:
    """The cases on the first page, the highest score first."""
    answer = await client.get("/v1/fraud-cases", params={name: str(value) for name, value in wanted.items()})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def decide(client: httpx.AsyncClient, case: dict[str, Any], verdict: str, **fields: Any) -> Any:  # noqa: ANN401
    """The answer to a decision."""
    return await client.post(f"/v1/fraud-cases/{case['id']}/decisions", json={"verdict": verdict, **fields})
