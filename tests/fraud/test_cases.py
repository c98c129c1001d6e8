"""Cases: listed worst first, decided once, told to those above; and never another tenant's."""

import asyncio
import math
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.accounts.permissions import ALL
from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.events.inbox import deal_with
from largesse.fraud.commands import open_cases
from largesse.fraud.erasure import forget_notes
from largesse.fraud.jobs import look_at, look_for_fraud
from largesse.fraud.looking import CODES, CUSTOMERS, STAFF, bound
from tests.conftest import SetClock
from tests.factories import a_key, a_pool
from tests.fraud.conftest import Found
from tests.fraud.suspects import a_person, a_promotion_for_all, buy, cases, decide, guess
from tests.redemptions.shop import publish, redeem, roll_back

MANY = 7


def client_of(app: FastAPI, key: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    headers = {"Authorization": f"Bearer {key}"}
    return httpx.AsyncClient(transport=transport, base_url="http://largesse", headers=headers)


async def test_the_queue_is_worst_first_and_read_by_pages(client: httpx.AsyncClient, found: Found) -> None:
    for number in range(MANY):
        await a_person(client, f"guesser-{number}")
        await guess(client, f"guesser-{number}", 10 + number % 3)
    assert len(await found()) == MANY
    scores: list[int] = []
    ids: set[str] = set()
    params = {"limit": "3"}
    page: dict[str, Any] = {"has_more": True}
    while page["has_more"]:
        page = (await client.get("/v1/fraud-cases", params=params)).json()
        params["cursor"] = str(page["next_cursor"])
        scores += [case["score"] for case in page["items"]]
        ids |= {case["id"] for case in page["items"]}
    assert scores == sorted(scores, reverse=True)
    assert len(ids) == MANY


async def test_the_queue_is_filtered_by_state_kind_signal_and_subject(
    client: httpx.AsyncClient, found: Found
) -> None:
    for name in ("ada", "bob"):
        await a_person(client, name)
        await guess(client, name, 10)
    [ada, bob] = sorted(await found(), key=lambda case: str(case["subject"]["name"]))
    await decide(client, ada, "dismissed")
    for wanted, expected in (
        ({"state": "open"}, [bob["id"]]),
        ({"state": "dismissed"}, [ada["id"]]),
        ({"kind": "code"}, []),
        ({"signal": "code_guessing", "state": "open"}, [bob["id"]]),
        ({"signal": "refunds"}, []),
        ({"subject": ada["subject"]["id"], "kind": "customer"}, [ada["id"]]),
    ):
        assert [case["id"] for case in await cases(client, **wanted)] == expected, wanted


async def test_decided_cases_are_read_by_their_decision_the_latest_first(
    client: httpx.AsyncClient, found: Found
) -> None:
    for number in range(MANY):
        await a_person(client, f"guesser-{number}")
        await guess(client, f"guesser-{number}", 10 + number % 3)
    waiting, *others = await found()
    decided = [case["id"] for case in others[::2] + others[1::2]]
    for case_id in decided:
        await decide(client, {"id": case_id}, "dismissed")
    seen: list[str] = []
    params = {"limit": "2", "order": "decided_at"}
    page: dict[str, Any] = {"has_more": True}
    while page["has_more"]:
        page = (await client.get("/v1/fraud-cases", params=params)).json()
        params["cursor"] = str(page["next_cursor"])
        seen += [case["id"] for case in page["items"]]
    assert seen == decided[::-1]
    assert waiting["id"] not in seen


async def test_what_was_called_harmless_is_not_told_again_and_new_guesses_are(
    client: httpx.AsyncClient, found: Found
) -> None:
    await a_person(client, "typist")
    await guess(client, "typist", 12)
    [case] = await found()
    answer = await decide(client, case, "dismissed", note="Reads the flyer without his glasses.")
    assert answer.status_code == 200
    decided = answer.json()
    assert (decided["state"], decided["note"]) == ("dismissed", "Reads the flyer without his glasses.")
    assert decided["decided_by"].startswith("api_key:")
    assert await found(state="open") == []
    await guess(client, "typist", 9, begin=50)
    assert await found(state="open") == []
    await guess(client, "typist", 1, begin=90)
    [again] = await found(state="open")
    assert again["findings"][0]["observed"] == 10


async def test_who_is_trusted_gets_no_case_until_that_is_taken_back(
    client: httpx.AsyncClient, found: Found
) -> None:
    await a_person(client, "tester")
    await guess(client, "tester", 10)
    [case] = await found()
    assert (await decide(client, case, "dismissed", trust=True)).json()["trusted"] is True
    await guess(client, "tester", 30, begin=50)
    assert await found(state="open") == []
    answer = await decide(client, case, "dismissed", replace=True)
    assert answer.json()["trusted"] is False
    await guess(client, "tester", 10, begin=100)
    assert len(await found(state="open")) == 1


async def test_a_confirmed_customer_is_tagged_and_the_decision_is_told_and_logged(
    client: httpx.AsyncClient, found: Found
) -> None:
    number = await a_person(client, "guesser")
    await guess(client, "guesser", 10)
    [case] = await found()
    answer = await decide(client, case, "confirmed", tag="fraud", note="Sells codes.")
    assert answer.json()["state"] == "confirmed"
    assert (await client.get(f"/v1/profiles/{number}")).json()["tags"] == ["fraud"]
    [event] = (await client.get("/v1/events", params={"name": "fraud.case_decided"})).json()["items"]
    assert (event["params"]["verdict"], event["profile_id"]) == ("confirmed", number)
    log = await client.get("/v1/audit-log", params={"object_id": case["id"]})
    [entry] = log.json()["items"]
    assert (entry["action"], entry["before"]["state"]) == ("fraud_case.decided", "open")
    assert (entry["after"]["verdict"], entry["after"]["tag"]) == ("confirmed", "fraud")


async def a_shared_code(client: httpx.AsyncClient, database: Database, workspace_id: UUID) -> str:
    """A code of one customer that three others tried."""
    pool = await a_pool(database, workspace_id, codes=1)
    await publish(client, access={"type": "pool_codes", "pool_id": str(pool)})
    drawn = await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "holder"}})
    code: str = drawn.json()["code"]
    for number in range(3):
        await a_person(client, f"stranger-{number}")
        await redeem(client, code, customer={"custom_id": f"stranger-{number}"})
    return code


async def test_a_confirmed_code_is_made_void_in_the_same_step(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, found: Found
) -> None:
    code = await a_shared_code(client, database, workspace_id)
    [case] = await found(kind="code")
    assert (await decide(client, case, "confirmed", cancel_code=True)).status_code == 200
    assert (await client.get(f"/v1/codes/{code}")).json()["state"] == "cancelled"


async def test_a_decision_that_cannot_be_carried_out_decides_nothing(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, found: Found
) -> None:
    code = await a_shared_code(client, database, workspace_id)
    [case] = await found(kind="code")
    await redeem(client, code, customer={"custom_id": "holder"})
    answer = await decide(client, case, "confirmed", cancel_code=True)
    assert (answer.status_code, answer.json()["code"]) == (409, "code_already_redeemed")
    [still] = await cases(client, kind="code")
    assert still["state"] == "open"


async def test_the_later_of_two_who_decide_is_told_so(client: httpx.AsyncClient, found: Found) -> None:
    await a_person(client, "guesser")
    await guess(client, "guesser", 10)
    [case] = await found()
    answers = await asyncio.gather(*(decide(client, case, "confirmed") for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    told = next(answer.json() for answer in answers if not answer.is_success)
    assert (told["code"], told["state"]) == ("fraud_case_decided", "confirmed")
    assert (await decide(client, case, "dismissed", replace=True)).json()["state"] == "dismissed"


async def test_what_does_not_fit_a_case_is_refused_with_a_reason(
    client: httpx.AsyncClient, found: Found
) -> None:
    await a_person(client, "guesser")
    await guess(client, "guesser", 10)
    [case] = await found()
    for wrong, code in (
        ({"verdict": "confirmed", "trust": True}, "invalid_input"),
        ({"verdict": "dismissed", "tag": "fraud"}, "invalid_input"),
        ({"verdict": "maybe"}, "invalid_input"),
        ({"verdict": "confirmed", "cancel_code": True}, "fraud_subject"),
    ):
        answer = await client.post(f"/v1/fraud-cases/{case['id']}/decisions", json=wrong)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (await cases(client))[0]["state"] == "open"


async def test_tagging_and_cancelling_need_their_own_permissions(
    app: FastAPI,
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    keyring: Keyring,
    found: Found,
) -> None:
    await a_person(client, "guesser")
    await guess(client, "guesser", 10)
    [case] = await found()
    async with client_of(
        app, await a_key(database, workspace_id, keyring, permissions=ALL - {"API_CLIENT_CREATE"})
    ) as clerk:
        answer = await decide(clerk, case, "confirmed", tag="fraud")
        assert (answer.status_code, answer.json()["permission"]) == (403, "API_CLIENT_CREATE")
        assert (await decide(clerk, case, "confirmed")).status_code == 200


async def test_settings_hold_from_the_next_look_on_and_the_defaults_until_then(
    client: httpx.AsyncClient, found: Found
) -> None:
    settings = (await client.get("/v1/fraud-settings")).json()
    assert settings["threshold"] == 50
    assert len(settings["signals"]) == 7
    await a_person(client, "guesser")
    await guess(client, "guesser", 10)
    saved = await client.put("/v1/fraud-settings", json={**settings, "threshold": 61})
    assert saved.json() == {**settings, "threshold": 61}
    assert await found() == []
    await client.put("/v1/fraud-settings", json={"signals": []})
    assert await found() == []
    await client.put("/v1/fraud-settings", json={"signals": [{"type": "code_guessing", "codes": 2}]})
    assert [case["score"] for case in await found()] == [100]


async def test_settings_that_make_no_sense_are_refused_at_their_place(client: httpx.AsyncClient) -> None:
    for wrong, pointer in (
        ({"threshold": 0}, "/body/threshold"),
        ({"signals": [{"type": "code_guessing", "codes": 1}]}, "/body/signals/0/code_guessing/codes"),
        ({"signals": [{"type": "moods"}]}, "/body/signals/0"),
        ({"signals": [{"type": "refunds"}, {"type": "refunds"}]}, "/body"),
    ):
        answer = await client.put("/v1/fraud-settings", json=wrong)
        assert answer.status_code == 422, wrong
        assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert (await client.get("/v1/fraud-settings")).json()["threshold"] == 50


async def test_looks_at_the_same_time_open_one_case(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await a_person(client, "guesser")
    await guess(client, "guesser", 10)

    assert sum(await asyncio.gather(*(look_at(database, workspace_id) for _ in range(6)))) == 1
    assert len(await cases(client)) == 1


async def test_a_decision_waits_for_a_look_that_is_under_way(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, found: Found
) -> None:
    """Else the look, which counted before the decision, would open the case anew after it."""
    await a_person(client, "guesser")
    await guess(client, "guesser", 10)
    [case] = await found()
    async with database.context(workspace_id) as ctx:
        assert (await open_cases(ctx)).up_to_date
        deciding = asyncio.create_task(decide(client, case, "dismissed"))
        done, _ = await asyncio.wait([deciding], timeout=0.5)
        assert not done
    assert (await deciding).status_code == 200
    assert await found(state="open") == []


async def test_what_is_written_late_is_found_by_the_next_look(
    client: httpx.AsyncClient, clock: SetClock, found: Found
) -> None:
    await a_person(client, "slow")
    begin = clock()
    clock.now = begin + timedelta(minutes=9)
    assert await found() == []
    clock.now = begin  # they began before that look, and end after it
    await guess(client, "slow", 10)
    clock.now = begin + timedelta(minutes=10)
    assert len(await found()) == 1


async def test_a_worker_that_was_away_for_days_catches_up_in_pieces(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock, found: Found
) -> None:
    begin = clock.now = clock()
    assert await found() == []
    await a_person(client, "before")
    await a_person(client, "after")
    await a_promotion_for_all(client)
    clock.now = begin + timedelta(hours=20)
    for redemption in await buy(client, "before", 4):
        await roll_back(client, redemption)
    clock.now = begin + timedelta(hours=40)
    await guess(client, "after", 10)
    clock.now = begin + timedelta(hours=41)
    pieces = []
    for _ in range(20):
        async with database.context(workspace_id) as ctx:
            pieces.append(await open_cases(ctx))
    assert [piece.up_to_date for piece in pieces].index(True) == math.ceil(41 * 60 / (3 * 60 - 10)) - 1
    assert sorted(case["subject"]["name"] for case in await cases(client)) == ["after", "before"]


async def test_a_look_that_dies_has_found_nothing_and_the_next_finds_all(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, found: Found
) -> None:
    await a_person(client, "guesser")
    await guess(client, "guesser", 10)
    async with database.context(workspace_id) as ctx:
        while not (looked := await open_cases(ctx)).up_to_date:
            assert looked.opened == 0
        assert looked.opened == 1
        await ctx.db.rollback()
    assert await cases(client) == []
    assert len(await found()) == 1


async def test_other_workspaces_neither_see_a_case_nor_are_counted_together(
    app: FastAPI, client: httpx.AsyncClient, database: Database, keyring: Keyring
) -> None:
    async with database.session() as session:
        other = (await create_workspace(session, "Other", now=database.clock())).workspace_id
    async with client_of(app, await a_key(database, other, keyring)) as stranger:
        for one, begin in ((client, 0), (stranger, 100)):
            await a_person(one, "split")
            await guess(one, "split", 6, begin=begin)
        await a_person(client, "guesser")
        await guess(client, "guesser", 10)
        await look_for_fraud(database)
        [case] = await cases(client)
        assert case["subject"]["name"] == "guesser"
        assert await cases(stranger) == []
        assert (await stranger.get(f"/v1/fraud-cases/{case['id']}")).status_code == 404
        assert (await decide(stranger, case, "dismissed")).status_code == 404


async def test_an_erased_customer_leaves_a_case_with_a_number(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, found: Found
) -> None:
    number = await a_person(client, "guesser", email="ada@example.com", attributes={"firstname": "Ada"})
    await guess(client, "guesser", 10)
    assert [case["subject"]["name"] for case in await found()] == ["Ada"]
    [case] = await cases(client)
    await decide(client, case, "confirmed", note="Ada called from 555-0100.")
    await client.delete(f"/v1/profiles/{number}")
    await deal_with(database, workspace_id, "fraud", forget_notes)
    [case] = await found()
    assert (case["state"], case["note"]) == ("confirmed", None)
    assert case["subject"]["name"] == f"#{number}"
    left = await asyncio.gather(
        client.get("/v1/events"), client.get("/v1/audit-log"), client.get("/v1/fraud-cases")
    )
    assert [word for word in ("ada@example.com", "555-0100") for answer in left if word in answer.text] == []


async def test_a_look_reads_by_indexes_what_is_new(database: Database, workspace_id: UUID) -> None:
    """A shop with a long past is not read whole each minute."""
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(text("set local enable_seqscan = off"))
        plans = []
        for query in (CUSTOMERS, CODES, STAFF):
            rows = await ctx.db.scalars(
                text(f"explain {query}"), bound(ctx, query, since=ctx.now, until=ctx.now)
            )
            plans.append("\n".join(rows.all()))
    assert [plan for plan in plans if "Seq Scan" in plan] == []
