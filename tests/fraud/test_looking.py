"""What the worker finds in what customers, codes and staff did."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from fastapi import FastAPI

from largesse.core.db import Database
from tests.conftest import SetClock
from tests.factories import a_clerk, a_pool, sign_in
from tests.fraud.conftest import Found
from tests.fraud.suspects import a_person, a_promotion_for_all, buy, cases, decide, guess
from tests.redemptions.shop import publish, redeem, roll_back


def told(items: list[dict[str, Any]]) -> list[tuple[str, int, list[str]]]:
    """Of each case its subject, its score and its signals."""
    return [
        (item["subject"]["id"], item["score"], [one["signal"] for one in item["findings"]]) for item in items
    ]


async def test_who_tries_many_codes_that_do_not_exist_is_found(
    client: httpx.AsyncClient, found: Found
) -> None:
    names = {"firstname": "Ada", "lastname": "Żurek"}
    guesser = await a_person(client, "guesser", attributes=names)
    await guess(client, "guesser", 15)
    await a_person(client, "clumsy")
    await guess(client, "clumsy", 9)
    await guess(client, "clumsy", 9)
    [case] = await found()
    assert told([case]) == [(str(guesser), 90, ["code_guessing"])]
    assert case["subject"] == {
        "kind": "customer",
        "id": str(guesser),
        "name": "Ada Żurek",
        "holder_id": None,
    }
    [finding] = case["findings"]
    assert (finding["observed"], finding["needed"], finding["title"]) == (15, 10, "Guesses codes")
    assert finding["text"] == "Tried 15 different codes that do not exist within 24 hours."
    assert (case["state"], case["decided_at"], case["trusted"]) == ("open", None, False)


async def test_guesses_that_are_days_apart_are_not_added_up(
    client: httpx.AsyncClient, clock: SetClock, found: Found
) -> None:
    await a_person(client, "patient")
    clock.now = clock()
    await guess(client, "patient", 9)
    assert await found() == []
    clock.now += timedelta(hours=25)
    await guess(client, "patient", 9, begin=50)
    assert await found() == []
    clock.now += timedelta(hours=1)
    await guess(client, "patient", 1, begin=90)
    assert len(await found()) == 1


async def test_who_redeems_often_within_any_hour_of_the_day_is_found(
    client: httpx.AsyncClient, clock: SetClock, found: Found
) -> None:
    await a_promotion_for_all(client)
    for name in ("hasty", "steady"):
        await a_person(client, name)
    clock.now = clock() + timedelta(hours=2)
    begin = clock.now
    for minutes in range(0, 60, 10):
        clock.now = begin + timedelta(minutes=minutes)
        await buy(client, "hasty")
    for hours in range(10):
        clock.now = begin + timedelta(hours=hours)
        await buy(client, "steady")
    clock.now = begin + timedelta(hours=12)
    [case] = await found()
    assert case["findings"][0]["text"] == "Redeemed 6 times within an hour."
    assert case["subject"]["name"] == "hasty"


async def test_who_redeems_all_day_long_is_found(
    client: httpx.AsyncClient, clock: SetClock, found: Found
) -> None:
    await a_promotion_for_all(client)
    await a_person(client, "busy")
    begin = clock.now = clock() + timedelta(hours=2)
    for hours in range(15):
        clock.now = begin + timedelta(hours=hours)
        await buy(client, "busy")
    [case] = await found()
    assert case["findings"][0]["text"] == "Redeemed 15 times within 24 hours."


async def test_a_personal_code_in_many_hands_is_found_whether_it_worked_or_not(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, found: Found
) -> None:
    pool = await a_pool(database, workspace_id, codes=2)
    await publish(client, access={"type": "pool_codes", "pool_id": str(pool)})
    holder = {"custom_id": "holder"}
    drawn = await client.post(f"/v1/pools/{pool}/assignments", json={"profile": holder})
    code = drawn.json()["code"]
    strangers = [await a_person(client, f"stranger-{number}") for number in range(3)]
    for number in range(2):
        await redeem(client, code, customer={"custom_id": f"stranger-{number}"})
    await redeem(client, code, customer=holder)
    assert await found() == []
    await redeem(client, code, customer={"custom_id": "stranger-2"})
    [case] = await found()
    assert (case["subject"]["id"], case["subject"]["name"]) == (code.upper(), code)
    assert case["subject"]["holder_id"] == drawn.json()["profile_id"]
    assert [one["id"] for one in await cases(client, kind="code", subject=code)] == [case["id"]]
    assert case["findings"][0]["signal"] == "shared_code"
    assert case["findings"][0]["customers"] == strangers


async def test_who_gives_most_orders_back_is_found(client: httpx.AsyncClient, found: Found) -> None:
    await a_promotion_for_all(client)
    returner = await a_person(client, "returner")
    await client.put("/v1/fraud-settings", json={"threshold": 50, "signals": [{"type": "refunds"}]})
    bought = await buy(client, "returner", 5)
    for redemption in bought[:3]:
        await roll_back(client, redemption)
    assert await found() == []
    await roll_back(client, bought[3])
    [case] = await found()
    assert told([case]) == [(str(returner), 60, ["refunds"])]
    assert case["findings"][0]["text"] == "4 of 5 redemptions of 60 days were rolled back."


async def test_a_return_is_seen_when_it_comes_however_old_the_order_is(
    client: httpx.AsyncClient, clock: SetClock, found: Found
) -> None:
    await a_promotion_for_all(client)
    await a_person(client, "patient")
    clock.now = clock()
    bought = await buy(client, "patient", 4)
    assert await found(state="open") == []
    clock.now += timedelta(days=20)
    for redemption in bought:
        await roll_back(client, redemption)
    [case] = await found()
    assert case["findings"][0]["signal"] == "refunds"


async def test_customers_of_one_mailbox_are_one_case_about_the_oldest(
    client: httpx.AsyncClient, found: Found
) -> None:
    await a_promotion_for_all(client)
    spellings = ("ada@gmail.com", "Ada+1@gmail.com", "a.d.a@googlemail.com", "ada+x@example.com")
    people = [await a_person(client, f"ada-{place}", email=email) for place, email in enumerate(spellings)]
    for place in (1, 2, 3):
        await buy(client, f"ada-{place}")
    assert await found() == []
    await buy(client, "ada-0")
    [case] = await found()
    assert told([case]) == [(str(people[0]), 60, ["alias_accounts"])]
    assert case["findings"][0]["customers"] == people[1:3]
    assert (await decide(client, case, "dismissed")).status_code == 200
    await buy(client, "ada-2")
    assert await found(state="open") == []


async def test_early_redemptions_add_to_other_signals_and_open_nothing_alone(
    client: httpx.AsyncClient, found: Found
) -> None:
    await a_promotion_for_all(client)
    await a_person(client, "new")
    await buy(client, "new", 2)
    assert await found() == []
    await guess(client, "new", 10)
    [case] = await found()
    assert [(one["signal"], one["points"]) for one in case["findings"]] == [
        ("code_guessing", 60),
        ("early_redemptions", 20),
    ]
    assert case["score"] == 80


async def test_staff_who_try_codes_for_nobody_are_counted_within_a_day(
    app: FastAPI,
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    clock: SetClock,
    found: Found,
) -> None:
    clock.now = clock()
    clerk, till = await a_clerk(app, database, workspace_id, "till@example.com")
    for number in range(9):
        await redeem(till, f"YESTERDAY-{number}")
    assert await found() == []
    clock.now += timedelta(hours=25)
    await sign_in(till, "till@example.com", workspace_id)
    for number in range(9):
        await redeem(till, f"TODAY-{number}")
    assert await found() == []
    await redeem(till, "TODAY-9")
    [case] = await found()
    assert (case["subject"]["id"], case["findings"][0]["observed"]) == (clerk, 10)


async def test_staff_who_give_large_discounts_to_nobody_are_found_and_keys_of_shops_are_not(
    app: FastAPI, client: httpx.AsyncClient, database: Database, workspace_id: UUID, found: Found
) -> None:
    await publish(
        client, access=FOR_HALF, rewards=[{"type": "order_percent", "percent": "50"}], name="Half price"
    )
    await a_promotion_for_all(client)
    await a_person(client, "known")
    generous, till = await a_clerk(app, database, workspace_id, "till@example.com")
    _, honest = await a_clerk(app, database, workspace_id, "honest@example.com")
    for _ in range(10):
        await redeem(client, "HALF")
        await redeem(honest, "HALF", customer={"custom_id": "known"})
        await redeem(honest, "SPRING")
    await client.put("/v1/fraud-settings", json={"signals": [{"type": "staff_discounts"}]})
    for _ in range(9):
        await redeem(till, "HALF")
    assert await found() == []
    await redeem(till, "HALF")
    [case] = await found()
    assert (case["subject"]["id"], case["subject"]["name"]) == (generous, "till@example.com")
    refused = await decide(till, case, "dismissed", trust=True)
    assert (refused.status_code, refused.json()["code"]) == (403, "own_case")


FOR_HALF = {"type": "generic_code", "code": "HALF"}


async def test_nothing_is_missed_between_two_looks_and_nothing_found_twice(
    client: httpx.AsyncClient, clock: SetClock, found: Found
) -> None:
    await a_person(client, "slow")
    clock.now = clock()
    for round_ in range(5):
        await guess(client, "slow", 3, begin=10 * round_)
        clock.now += timedelta(minutes=11)
        assert len(await found()) == len(await found())
    [case] = await cases(client)
    assert case["findings"][0]["observed"] == 15
    assert case["opened_at"] < case["seen_at"]
    events = await client.get("/v1/events", params={"name": "fraud.case_opened"})
    [event] = events.json()["items"]
    assert event["params"]["case_id"] == case["id"]
    assert event["params"]["signals"] == ["code_guessing"]
    assert str(event["profile_id"]) == case["subject"]["id"]


async def test_what_weighed_more_stays_in_the_case_when_its_window_has_moved_on(
    client: httpx.AsyncClient, clock: SetClock, found: Found
) -> None:
    await a_person(client, "fading")
    clock.now = clock()
    await guess(client, "fading", 14)
    assert (await found())[0]["score"] == 84
    clock.now += timedelta(hours=30)
    await guess(client, "fading", 10, begin=50)
    assert (await found())[0]["score"] == 84
