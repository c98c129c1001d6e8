"""Loyalty points: what is given, spent, given back and lost, entry by entry."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from largesse.core.db import Database
from largesse.redemptions.points.commands import expire_points, expire_points_of
from tests.conftest import SetClock
from tests.redemptions.accounts import claim, points, rows, told, unsound
from tests.redemptions.made import a_customer

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


async def entries(client: httpx.AsyncClient, profile: int) -> list[tuple[str, int, int]]:
    answer = await client.get(f"/v1/profiles/{profile}/points/entries")
    assert answer.status_code == 200, answer.text
    return [(entry["kind"], entry["amount"], entry["open"]) for entry in answer.json()["items"]]


async def balance(client: httpx.AsyncClient, profile: int) -> int:
    answer = await client.get(f"/v1/profiles/{profile}/points")
    assert answer.status_code == 200, answer.text
    return int(answer.json()["balance"])


async def test_a_customer_without_entries_has_no_points(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    answer = await client.get(f"/v1/profiles/{profile}/points")
    assert answer.json() == {"profile_id": profile, "balance": 0, "expiring": []}


async def test_points_are_given_and_corrected_over_http(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    path = f"/v1/profiles/{profile}/points/entries"

    given = await client.post(path, json={"amount": 250, "expires_at": "2027-03-11T00:30:00+01:00"})
    assert given.status_code == 201, given.text
    assert given.json()["balance"] == 250
    assert given.json()["entry"]["actor"].startswith("api_key:")

    taken = await client.post(path, json={"kind": "adjust", "amount": -50, "reason": "Twice by mistake"})
    assert taken.json()["balance"] == 200
    view = (await client.get(f"/v1/profiles/{profile}/points")).json()
    assert view == {
        "profile_id": profile,
        "balance": 200,
        "expiring": [{"on": "2027-03-10", "amount": 200}],
    }
    assert await entries(client, profile) == [("adjust", -50, 0), ("earn", 250, 200)]
    assert await told(database, workspace_id) == ["points.earned", "points.adjusted"]


async def test_the_day_of_loss_is_the_workspaces_own(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    await client.patch("/v1/workspace", json={"time_zone": "Pacific/Auckland"})
    await points(database, workspace_id, profile, 10, expires=NOON + DAY)
    view = (await client.get(f"/v1/profiles/{profile}/points?days=2")).json()
    assert view["expiring"] == [{"on": "2027-03-03", "amount": 10}]
    assert (await client.get(f"/v1/profiles/{profile}/points?days=1")).json()["expiring"] != []


@pytest.mark.parametrize(
    "entry",
    [
        {"amount": 0},
        {"amount": -5},
        {"kind": "adjust", "amount": 5},
        {"kind": "adjust", "amount": 5, "reason": "  "},
        {"kind": "adjust", "amount": -5, "reason": "x", "expires_at": "2028-01-01T00:00:00Z"},
        {"kind": "spend", "amount": -5},
        {"amount": 1.5},
        {"amount": 10**13},
        {"amount": 5, "reason": "nul\x00"},
        {"amount": 5, "expires_at": 1893456000},
        {"amount": 5, "balance": 5},
    ],
)
async def test_an_entry_that_makes_no_sense_is_refused(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, entry: dict[str, object]
) -> None:
    profile = await a_customer(database, workspace_id)
    answer = await client.post(f"/v1/profiles/{profile}/points/entries", json=entry)
    assert answer.status_code == 422
    assert await entries(client, profile) == []


async def test_points_that_would_be_lost_at_once_are_refused(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    answer = await client.post(
        f"/v1/profiles/{profile}/points/entries", json={"amount": 5, "expires_at": NOON.isoformat()}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "expired_already")


async def test_nobody_can_be_left_with_less_than_nothing(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 30)
    answer = await client.post(
        f"/v1/profiles/{profile}/points/entries", json={"kind": "adjust", "amount": -31, "reason": "x"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "points_missing")
    assert (answer.json()["balance"], answer.json()["needed"]) == (30, 31)
    assert await points(database, workspace_id, profile, -31, "spend") is None
    assert await entries(client, profile) == [("earn", 30, 30)]


async def test_an_unknown_customer_has_no_account(client: httpx.AsyncClient) -> None:
    for path in ("", "/entries"):
        answer = await client.get(f"/v1/profiles/999999/points{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "profile_not_found")
    answer = await client.post("/v1/profiles/999999/points/entries", json={"amount": 1})
    assert answer.status_code == 404


async def test_spending_uses_up_what_expires_first(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 100)
    await points(database, workspace_id, profile, 100, expires=NOON + 9 * DAY)
    await points(database, workspace_id, profile, 100, expires=NOON + 3 * DAY)
    assert await points(database, workspace_id, profile, -150, "spend") == 150
    assert await entries(client, profile) == [
        ("spend", -150, 0),
        ("earn", 100, 0),
        ("earn", 100, 50),
        ("earn", 100, 100),
    ]


async def test_what_is_past_its_date_cannot_be_spent_before_it_is_swept(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 100, expires=NOON + DAY)
    await points(database, workspace_id, profile, 40)
    clock.now = NOON + DAY
    assert await balance(client, profile) == 40
    assert await points(database, workspace_id, profile, -41, "spend") is None
    assert await balance(client, profile) == 40
    assert await points(database, workspace_id, profile, -40, "spend") == 0
    assert await entries(client, profile) == [
        ("spend", -40, 0),
        ("expire", -100, 0),
        ("earn", 40, 0),
        ("earn", 100, 0),
    ]
    assert await unsound(database, workspace_id) == []


async def test_the_clock_takes_what_is_past_its_date_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    profiles = [await a_customer(database, workspace_id, f"c-{number}") for number in range(3)]
    for profile in profiles:
        await points(database, workspace_id, profile, 10, expires=NOON + DAY)
        await points(database, workspace_id, profile, 20, expires=NOON + 2 * DAY)
        await points(database, workspace_id, profile, -5, "spend")
    clock.now = NOON + DAY - timedelta(microseconds=1)
    await expire_points_of(database, workspace_id)
    assert await balance(client, profiles[0]) == 25
    clock.now = NOON + DAY
    assert await expire_points(database) >= 3
    assert await expire_points_of(database, workspace_id) == 0
    for profile in profiles:
        assert await balance(client, profile) == 20
        assert (await entries(client, profile))[0] == ("expire", -5, 0)
    assert (await told(database, workspace_id)).count("points.expired") == 3
    assert await unsound(database, workspace_id) == []


async def test_points_come_back_with_the_dates_they_had(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    profile = await a_customer(database, workspace_id)
    order = uuid4()
    await points(database, workspace_id, profile, 100, expires=NOON + DAY)
    await points(database, workspace_id, profile, 100)
    assert await points(database, workspace_id, profile, -160, "spend", redemption=order) == 40
    # Of a part of it, what lasts longest comes back first.
    assert await points(database, workspace_id, profile, 70, "return", redemption=order) == 110
    clock.now = NOON + DAY
    assert await balance(client, profile) == 100
    # What is past its date comes back too, and is lost like the rest of its kind.
    assert await points(database, workspace_id, profile, 90, "return", redemption=order) == 190
    await expire_points_of(database, workspace_id)
    assert await balance(client, profile) == 100
    assert await unsound(database, workspace_id) == []


async def test_no_more_comes_back_than_was_spent(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    order, other = uuid4(), uuid4()
    await points(database, workspace_id, profile, 100)
    await points(database, workspace_id, profile, -60, "spend", redemption=order)
    await points(database, workspace_id, profile, -40, "spend", redemption=other)
    for _ in range(2):
        assert await points(database, workspace_id, profile, 80, "return", redemption=order) == 60
    assert await points(database, workspace_id, profile, 5, "return", redemption=uuid4()) == 60
    assert [entry[0] for entry in await entries(client, profile)].count("return") == 1


async def test_what_an_order_gave_is_taken_back_from_there_first(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    order = uuid4()
    await points(database, workspace_id, profile, 30, expires=NOON + DAY)
    await points(database, workspace_id, profile, 50, redemption=order)
    assert await points(database, workspace_id, profile, -50, "adjust", redemption=order) == 30
    assert await entries(client, profile) == [("adjust", -50, 0), ("earn", 50, 0), ("earn", 30, 30)]


async def test_what_is_taken_back_beyond_an_order_goes_by_the_date_of_loss_again(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 40, redemption=uuid4(), expires=NOON + 9 * DAY)
    await points(database, workspace_id, profile, 47, expires=NOON + DAY)
    await points(database, workspace_id, profile, -4, "adjust", redemption=uuid4())
    assert await entries(client, profile) == [("adjust", -4, 0), ("earn", 47, 43), ("earn", 40, 40)]


async def test_as_much_is_claimed_back_as_can_still_be_spent(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    profile = await a_customer(database, workspace_id)
    order = uuid4()
    await points(database, workspace_id, profile, 50, redemption=order)
    await points(database, workspace_id, profile, 30, expires=NOON + DAY)
    await points(database, workspace_id, profile, -60, "spend")
    clock.now = NOON + DAY
    assert await claim(database, workspace_id, profile, 50, order) == 20
    assert await claim(database, workspace_id, profile, 50, order) == 0
    assert await balance(client, profile) == 0
    assert await unsound(database, workspace_id) == []


async def test_entries_come_in_pages_latest_first(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    for amount in range(1, 6):
        await points(database, workspace_id, profile, amount)
    path = f"/v1/profiles/{profile}/points/entries?limit=2"
    seen, cursor = [], ""
    while True:
        page = (await client.get(path + cursor)).json()
        seen += [entry["amount"] for entry in page["items"]]
        if not page["has_more"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == [5, 4, 3, 2, 1]


async def test_points_of_another_workspace_are_out_of_sight(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient
) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 5)
    stranger = uuid4()
    async with database.session(stranger) as session:
        connection = await session.connection()
        found = await connection.exec_driver_sql("select count(*) from points_ledger")
        assert found.scalar_one() == 0
    assert (
        len(
            await rows(database, workspace_id, "select id from points_ledger where workspace_id = :workspace")
        )
        == 1
    )
