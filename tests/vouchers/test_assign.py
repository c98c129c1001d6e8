"""Assignment over the API: what is answered, what is refused, and what a repeated request gets."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from largesse.core.db import Database
from tests.conftest import SetClock
from tests.factories import a_pool, add_codes

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


async def assign(
    client: httpx.AsyncClient, pool: UUID, customer: str = "c1", *, mode: str = "get_or_assign", key: str = ""
) -> httpx.Response:
    return await client.post(
        f"/v1/pools/{pool}/assignments",
        json={"profile": {"custom_id": customer}, "mode": mode},
        headers={"Idempotency-Key": key} if key else {},
    )


async def counts(client: httpx.AsyncClient, pool: UUID) -> tuple[int, int]:
    told = (await client.get(f"/v1/pools/{pool}")).json()
    return told["remaining"], told["assigned"]


async def test_a_code_is_handed_out_and_the_same_one_again(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=3)
    first, again = await assign(client, pool), await assign(client, pool)
    assert (first.status_code, again.status_code) == (201, 200), first.text
    assert (first.json()["is_new"], again.json()["is_new"]) == (True, False)
    assert first.json()["code"] == again.json()["code"]
    assert await counts(client, pool) == (2, 1)


async def test_assign_always_draws_a_new_code(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=3)
    codes = {(await assign(client, pool, mode="assign")).json()["code"] for _ in range(3)}
    assert len(codes) == 3
    refusal = await assign(client, pool, mode="assign")
    assert (refusal.status_code, refusal.json()["code"]) == (409, "pool_empty")


@pytest.mark.parametrize(
    ("closed", "code"),
    [
        ({"active": False}, "pool_inactive"),
        ({"emission_start": NOW + timedelta(hours=1)}, "pool_not_started"),
        ({"emission_end": NOW}, "pool_ended"),
        ({"codes_expire_at": NOW}, "codes_expired"),
    ],
)
async def test_a_closed_pool_refuses_by_name_and_consumes_nothing(
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    closed: dict[str, object],
    code: str,
) -> None:
    pool = await a_pool(database, workspace_id, codes=2, **closed)
    refusal = await assign(client, pool, key="first try")
    assert (refusal.status_code, refusal.json()["code"]) == (409, code)
    assert (await client.get(f"/v1/pools/{pool}")).json()["assigned"] == 0
    opened = {"active": True, "emission_start": None, "emission_end": None, "codes_expire_at": None}
    assert (await client.patch(f"/v1/pools/{pool}", json=opened)).status_code == 200
    assert (await assign(client, pool, key="first try")).status_code == 201


async def test_an_empty_and_an_unknown_pool_refuse(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    empty = await assign(client, await a_pool(database, workspace_id))
    unknown = await assign(client, uuid4())
    assert (empty.status_code, empty.json()["code"]) == (409, "pool_empty")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "pool_not_found")


async def test_a_profile_is_made_by_every_identifier_but_its_number(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=5)
    path = f"/v1/pools/{pool}/assignments"
    names = [{"custom_id": "a"}, {"email": "a@example.com"}, {"phone": "+48 600"}, {"uuid": str(uuid4())}]
    profiles = set()
    for name in names:
        answer = await client.post(path, json={"profile": name})
        assert answer.status_code == 201, answer.text
        profiles.add(answer.json()["profile_id"])
    assert len(profiles) == 4
    known = await client.post(path, json={"profile": {"id": min(profiles)}})
    assert (known.status_code, known.json()["is_new"]) == (200, False)
    unknown = await client.post(path, json={"profile": {"id": 2**62}})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "profile_not_found")


async def test_the_same_address_in_other_letters_is_the_same_customer(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=2)
    path = f"/v1/pools/{pool}/assignments"
    codes = [
        (await client.post(path, json={"profile": {"email": email}})).json()["code"]
        for email in ("Anna@example.com", "anna@EXAMPLE.com")
    ]
    assert codes[0] == codes[1]


async def test_a_repeated_key_gets_the_first_answer_again_even_when_the_pool_was_closed_since(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=2)
    first = await assign(client, pool, mode="assign", key="order-7")
    await client.patch(f"/v1/pools/{pool}", json={"active": False})
    again = await assign(client, pool, mode="assign", key="order-7")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert await counts(client, pool) == (1, 1)


async def test_a_key_that_belongs_to_another_request_is_refused(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=2)
    await assign(client, pool, "c1", key="order-7")
    other = await assign(client, pool, "c2", key="order-7")
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    made = await client.post("/v1/pools", json={"name": "x"}, headers={"Idempotency-Key": "order-7"})
    assert (made.status_code, made.json()["code"]) == (409, "idempotency_key_reused")
    assert await counts(client, pool) == (1, 1)


async def test_a_code_of_a_pool_expires_so_long_after_its_assignment(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=1, codes_expire_after="P30D")
    told = (await assign(client, pool)).json()
    assert datetime.fromisoformat(told["expires_at"]) == NOW + timedelta(days=30)
    assert datetime.fromisoformat(told["assigned_at"]) == NOW


async def test_a_code_keeps_the_earlier_of_its_own_date_and_its_pools(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes_expire_at=NOW + timedelta(days=10))
    await add_codes(database, workspace_id, pool, numbers=[1], expires_at=NOW + timedelta(days=3))
    await add_codes(database, workspace_id, pool, numbers=[2])
    ends = [(await assign(client, pool, customer)).json()["expires_at"] for customer in ("c1", "c2")]
    assert [datetime.fromisoformat(end) - NOW for end in ends] == [timedelta(days=3), timedelta(days=10)]


async def test_an_expired_code_is_never_handed_out(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    pool = await a_pool(database, workspace_id)
    await add_codes(database, workspace_id, pool, numbers=[1, 2], expires_at=NOW + timedelta(hours=1))
    await add_codes(database, workspace_id, pool, numbers=[3])
    assert await counts(client, pool) == (3, 0)
    clock.now = NOW + timedelta(hours=1)
    assert await counts(client, pool) == (1, 0)
    assert (await assign(client, pool, "c1")).json()["code"].endswith("00003")
    refusal = await assign(client, pool, "c2")
    assert (refusal.status_code, refusal.json()["code"]) == (409, "pool_empty")


async def test_a_code_given_back_is_handed_out_again(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    code = (await assign(client, pool, "c1")).json()["code"]
    assert (await client.delete(f"/v1/pools/{pool}/assignments/{code}")).status_code == 204
    assert (await client.get(f"/v1/codes/{code}")).json()["profile_id"] is None
    assert (await assign(client, pool, "c2")).json()["code"] == code
    twice = [await client.delete(f"/v1/pools/{pool}/assignments/{code}") for _ in range(2)]
    assert [answer.status_code for answer in twice] == [204, 409]
    assert twice[1].json()["code"] == "code_not_assigned"


async def test_a_code_of_another_pool_cannot_be_given_back_to_this_one(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool, other = [await a_pool(database, workspace_id, codes=1) for _ in range(2)]
    code = (await assign(client, pool)).json()["code"]
    answer = await client.delete(f"/v1/pools/{other}/assignments/{code}")
    assert (answer.status_code, answer.json()["code"]) == (404, "code_not_found")


async def test_whose_code_was_cancelled_may_get_another_within_the_limit(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=5, profile_limit=2)
    first = (await assign(client, pool)).json()["code"]
    assert (await client.post(f"/v1/codes/{first}/cancellations")).status_code == 201
    second = (await assign(client, pool)).json()["code"]
    assert second != first
    assert (await assign(client, pool)).json()["code"] == second
    await client.post(f"/v1/codes/{second}/cancellations")
    refusal = await assign(client, pool)
    assert (refusal.status_code, refusal.json()["code"]) == (409, "profile_limit_reached")
