"""Points under many hands at once: nothing is spent twice, nothing comes back twice, every sum is right."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

from largesse.core.db import Database
from largesse.core.ids import new_id
from largesse.redemptions.points.commands import expire_points_of
from tests.conftest import SetClock
from tests.redemptions.accounts import points, rows, unsound
from tests.redemptions.made import a_customer

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


async def test_fifty_buyers_of_one_account_spend_it_exactly(database: Database, workspace_id: UUID) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 1_000)
    spent = await asyncio.gather(
        *(points(database, workspace_id, profile, -70, "spend", redemption=new_id(NOON)) for _ in range(50))
    )
    assert sorted(balance for balance in spent if balance is not None) == list(range(20, 1_000, 70))
    assert await unsound(database, workspace_id) == []


async def test_an_order_that_is_taken_back_by_many_at_once_gives_its_points_back_once(
    database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    order = new_id(NOON)
    await points(database, workspace_id, profile, 100)
    await points(database, workspace_id, profile, -80, "spend", redemption=order)
    answers = await asyncio.gather(
        *(points(database, workspace_id, profile, 80, "return", redemption=order) for _ in range(20))
    )
    assert set(answers) == {100}


async def test_points_are_spent_and_swept_at_the_same_moment_only_once(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    clock.now = NOON
    profiles = [await a_customer(database, workspace_id, f"c-{number}") for number in range(40)]
    for profile in profiles:
        await points(database, workspace_id, profile, 10, expires=NOON + timedelta(hours=1))
        await points(database, workspace_id, profile, 10)
    clock.now = NOON + timedelta(hours=1)
    await asyncio.gather(
        *(expire_points_of(database, workspace_id) for _ in range(8)),
        *(points(database, workspace_id, profile, -10, "spend") for profile in profiles),
    )
    await expire_points_of(database, workspace_id)
    assert await unsound(database, workspace_id) == []
    assert {
        (row.kind, row.amount, row.n)
        for row in await rows(
            database,
            workspace_id,
            "select kind, amount, count(*) as n from points_ledger where workspace_id = :workspace group"
            " by 1, 2",
        )
    } == {("earn", 10, 80), ("expire", -10, 40), ("spend", -10, 40)}


async def test_any_mixture_at_once_leaves_sound_accounts(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    number = random.randrange(2**32)
    print(f"seed {number}")  # noqa: T201  shown when the test fails
    dice = random.Random(number)
    clock.now = NOON
    profiles = [await a_customer(database, workspace_id, f"c-{number}") for number in range(3)]
    orders = [new_id(NOON) for _ in range(6)]

    async def act(seed: int) -> None:
        own = random.Random(seed)
        for _ in range(15):
            kind = own.choice(["earn", "earn", "spend", "return", "adjust", "sweep"])
            amount = own.randint(1, 50) * (
                -1 if kind == "spend" or (own.random() < 0.2 and kind == "adjust") else 1
            )
            if kind == "sweep":
                await expire_points_of(database, workspace_id)
                continue
            await points(
                database,
                workspace_id,
                own.choice(profiles),
                amount,
                kind,
                redemption=own.choice(orders),
                expires=NOON + timedelta(seconds=own.randint(1, 20)) if kind == "earn" else None,
            )

    async def pass_time() -> None:
        for _ in range(20):
            clock.now = clock() + timedelta(seconds=1)
            await asyncio.sleep(0.02)

    await asyncio.gather(pass_time(), *(act(dice.randrange(2**32)) for _ in range(16)))
    assert await unsound(database, workspace_id) == []
    spent = await rows(
        database,
        workspace_id,
        "select redemption_id from points_ledger where workspace_id = :workspace and kind in ('spend',"
        " 'return')"
        " group by profile_id, redemption_id having sum(amount) > 0",
    )
    assert spent == []
    assert {
        row.kind
        for row in await rows(
            database, workspace_id, "select kind from points_ledger where workspace_id = :workspace"
        )
    } == {"earn", "spend", "return", "adjust", "expire"}
