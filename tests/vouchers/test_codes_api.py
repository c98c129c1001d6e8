"""Single codes over the API: found however they are written, used up once, void for good."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.core.db import Database
from largesse.vouchers.queries import list_pool_codes
from largesse.vouchers.schemas import CodeState
from tests.conftest import SetClock
from tests.factories import a_pool, add_codes, add_many

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
async def pool(database: Database, workspace_id: UUID) -> UUID:
    return await a_pool(database, workspace_id)


async def add(client: httpx.AsyncClient, pool: UUID, code: str, **fields: object) -> httpx.Response:
    return await client.post(f"/v1/pools/{pool}/codes", json={"code": code, **fields})


async def test_a_code_is_shown_as_it_was_written_and_found_in_any_letters(
    client: httpx.AsyncClient, pool: UUID
) -> None:
    made = await add(client, pool, "Spring-10", attributes={"shop": "Kraków"})
    assert made.status_code == 201, made.text
    assert (made.json()["code"], made.json()["state"]) == ("Spring-10", "unassigned")
    for written in ("Spring-10", "SPRING-10", "spring-10"):
        found = await client.get(f"/v1/codes/{written}")
        assert found.json() == made.json()
    assert made.json()["attributes"] == {"shop": "Kraków"}


async def test_letters_count_where_the_workspace_says_so(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, pool: UUID
) -> None:
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(
            text("update workspaces set case_policy = 'sensitive' where id = :id"), {"id": workspace_id}
        )
    assert (await add(client, pool, "abc")).status_code == 201
    assert (await add(client, pool, "ABC")).status_code == 201
    assert (await client.get("/v1/codes/Abc")).status_code == 404


async def test_a_code_is_unique_over_all_pools(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, pool: UUID
) -> None:
    other = await a_pool(database, workspace_id)
    await add(client, pool, "ONCE-1")
    for place in (pool, other):
        again = await add(client, place, "once-1")
        assert (again.status_code, again.json()["code"]) == (409, "code_exists")
        assert again.json()["pool_id"] == str(pool)
    counts = [(await client.get(f"/v1/pools/{place}")).json()["total"] for place in (pool, other)]
    assert counts == [1, 0]


async def test_the_prefix_of_the_pool_is_put_before_a_code_that_lacks_it(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, prefix="VIP-")
    codes = [(await add(client, pool, code)).json()["code"] for code in ("1234", "VIP-5678")]
    assert codes == ["VIP-1234", "VIP-5678"]


@pytest.mark.parametrize("code", ["", " ", "A B", "A\tB", "A\x00B", "A" * 65])
async def test_what_cannot_be_a_code_is_refused(client: httpx.AsyncClient, pool: UUID, code: str) -> None:
    answer = await add(client, pool, code)
    assert answer.status_code == 422, answer.text


async def test_codes_with_marks_of_the_web_in_them_are_reached(client: httpx.AsyncClient, pool: UUID) -> None:
    for code in ("A/B", "50%", "A?B", "A#B", "Ł-1", "A+B", "A/redemptions/B"):
        made = await add(client, pool, code)
        assert made.status_code == 201, made.text
        found = await client.get(f"/v1/codes/{quote(code, safe='')}")
        assert (found.status_code, found.json()["code"]) == (200, code)
        used = await client.post(f"/v1/codes/{quote(code, safe='')}/redemptions", json={})
        assert (used.status_code, used.json()["code"]) == (201, code), used.text


async def test_a_code_is_redeemed_once_and_says_when(
    client: httpx.AsyncClient, pool: UUID, clock: SetClock
) -> None:
    await add(client, pool, "ONCE-1")
    used = await client.post("/v1/codes/once-1/redemptions", json={"order_id": "4711"})
    assert used.status_code == 201, used.text
    clock.now = NOW + timedelta(days=1)
    again = await client.post("/v1/codes/ONCE-1/redemptions", json={})
    assert (again.status_code, again.json()["code"]) == (409, "code_already_redeemed")
    assert datetime.fromisoformat(again.json()["redeemed_at"]) == NOW
    assert (await client.get("/v1/codes/ONCE-1")).json()["state"] == "redeemed"


async def test_a_code_serves_the_customer_it_was_given_to(client: httpx.AsyncClient, pool: UUID) -> None:
    await add(client, pool, "MINE-1")
    await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "anna"}})
    await client.post("/v1/pools", json={"name": "makes ben known"})
    for stranger in ("ben", "anna@example.com"):
        refusal = await client.post("/v1/codes/MINE-1/redemptions", json={"profile": {"custom_id": stranger}})
        assert (refusal.status_code, refusal.json()["code"]) == (409, "wrong_customer")
    used = await client.post("/v1/codes/MINE-1/redemptions", json={"profile": {"custom_id": "anna"}})
    assert used.status_code == 201


async def test_a_repeated_redemption_with_the_same_key_is_one_redemption(
    client: httpx.AsyncClient, pool: UUID
) -> None:
    await add(client, pool, "ONCE-1")
    headers = {"Idempotency-Key": "till-3-0042"}
    first, again = [
        await client.post("/v1/codes/ONCE-1/redemptions", json={}, headers=headers) for _ in range(2)
    ]
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()


async def test_expired_codes_are_not_redeemed(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, pool: UUID, clock: SetClock
) -> None:
    ending = await a_pool(database, workspace_id, codes_expire_at=NOW + timedelta(hours=2))
    await add(client, pool, "OWN-DATE", expires_at=(NOW + timedelta(hours=1)).isoformat())
    await add(client, ending, "POOL-DATE")
    await add(client, ending, "HANDED-OUT")
    clock.now = NOW + timedelta(hours=2)
    for code in ("OWN-DATE", "POOL-DATE"):
        refusal = await client.post(f"/v1/codes/{code}/redemptions", json={})
        assert (refusal.status_code, refusal.json()["code"]) == (409, "code_expired"), code


async def test_a_cancelled_code_is_void_for_good(client: httpx.AsyncClient, pool: UUID) -> None:
    await add(client, pool, "VOID-1")
    cancelled = await client.post("/v1/codes/VOID-1/cancellations")
    assert (cancelled.status_code, cancelled.json()["state"]) == (201, "cancelled")
    for answer in (
        await client.post("/v1/codes/VOID-1/redemptions", json={}),
        await client.post("/v1/codes/VOID-1/cancellations"),
        await client.delete(f"/v1/pools/{pool}/assignments/VOID-1"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "code_cancelled")
    empty = await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "c1"}})
    assert empty.json()["code"] == "pool_empty"


async def test_a_redeemed_code_is_neither_cancelled_nor_given_back(
    client: httpx.AsyncClient, pool: UUID
) -> None:
    await add(client, pool, "USED-1")
    await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "c1"}})
    await client.post("/v1/codes/USED-1/redemptions", json={})
    for answer in (
        await client.post("/v1/codes/USED-1/cancellations"),
        await client.delete(f"/v1/pools/{pool}/assignments/USED-1"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "code_already_redeemed")


async def test_unknown_codes_are_not_found(client: httpx.AsyncClient, pool: UUID) -> None:
    for answer in (
        await client.get("/v1/codes/NOBODY"),
        await client.post("/v1/codes/NOBODY/redemptions", json={}),
        await client.post("/v1/codes/NOBODY/cancellations"),
        await client.delete(f"/v1/pools/{pool}/assignments/NOBODY"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "code_not_found")


async def test_codes_are_listed_in_order_and_by_their_first_letters(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, pool: UUID
) -> None:
    await add_many(database, workspace_id, pool, 500)
    for code in ("AAA-1", "AAA-2", "aab-1"):
        await add(client, pool, code)
    seen: list[str] = []
    cursor = None
    while True:
        params = {"limit": 200, **({"cursor": cursor} if cursor else {})}
        page = (await client.get("/v1/codes", params=params)).json()
        seen += [code["code"].upper() for code in page["items"]]
        cursor = page["next_cursor"]
        if not page["has_more"]:
            break
    assert len(seen) == 503
    assert seen == sorted(set(seen))
    found = (await client.get("/v1/codes", params={"prefix": "aaa"})).json()
    assert [code["code"] for code in found["items"]] == ["AAA-1", "AAA-2"]


async def test_the_codes_of_a_pool_are_listed_in_the_order_they_are_handed_out(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, pool: UUID
) -> None:
    await add_codes(database, workspace_id, pool, numbers=[3, 1, 2])
    listed = (await client.get(f"/v1/pools/{pool}/codes")).json()["items"]
    assert [code["code"][-1] for code in listed] == ["3", "1", "2"]
    given = await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "c1"}})
    assert given.json()["code"] == listed[0]["code"]
    for state, expected in (("assigned", 1), ("unassigned", 2), ("cancelled", 0)):
        page = (await client.get(f"/v1/pools/{pool}/codes", params={"state": state})).json()
        assert len(page["items"]) == expected
    wrong = await client.get(f"/v1/pools/{pool}/codes", params={"cursor": "x"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "invalid_cursor")


async def test_the_codes_of_a_pool_are_found_by_their_first_characters_and_state(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, pool: UUID
) -> None:
    other = await a_pool(database, workspace_id)
    for number in range(12):
        await add(client, other if number % 3 == 0 else pool, f"FIND-{number:02}")
    await add(client, pool, "ELSE-1")
    await client.post("/v1/codes/FIND-04/cancellations")

    async def found(limit: int, *, state: CodeState | None = None, prefix: str | None = None) -> list[str]:
        seen: list[str] = []
        cursor: str | None = None
        async with database.context(workspace_id) as ctx:
            while True:  # a stretch of five makes a pool of twelve a large one
                page = await list_pool_codes(
                    ctx, pool, limit=limit, cursor=cursor, state=state, prefix=prefix, scan=5
                )
                seen += [code.code for code in page.items]
                cursor = page.next_cursor
                if not page.has_more:
                    return seen

    mine = [f"FIND-{number:02}" for number in range(12) if number % 3]
    left = [code for code in mine if code != "FIND-04"]
    for limit in (1, 2, 5, 50):
        assert await found(limit, prefix="find-") == mine
        assert await found(limit, prefix="find-", state="unassigned") == left
        assert await found(limit, state="cancelled") == ["FIND-04"]
        assert await found(limit) == [*mine, "ELSE-1"]
    answer = await client.get(f"/v1/pools/{pool}/codes", params={"prefix": "find-1"})
    assert [code["code"] for code in answer.json()["items"]] == ["FIND-10", "FIND-11"]
    assert (await client.get(f"/v1/pools/{pool}/codes", params={"prefix": "none"})).json()["items"] == []


async def test_every_deed_is_an_event_of_its_customer(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, pool: UUID
) -> None:
    await add(client, pool, "ONE")
    given = await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "c1"}})
    await client.delete(f"/v1/pools/{pool}/assignments/ONE")
    await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "c1"}})
    await client.post("/v1/codes/ONE/redemptions", json={})
    async with database.context(workspace_id) as ctx:
        names = await ctx.db.scalars(
            text("select name from events where profile_id = :profile order by name"),
            {"profile": given.json()["profile_id"]},
        )
        assert list(names) == ["code.assigned", "code.assigned", "code.redeemed", "code.returned"]
