"""Twelve pools, three of them low and one empty, with two weeks of customers behind them."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from largesse.core.db import Database
from largesse.core.ids import new_id
from largesse.demo.shop import as_of, shop
from largesse.vouchers.codes import CasePolicy
from largesse.vouchers.commands.assign import Assigned, Assigner, AssignRequest
from largesse.vouchers.commands.codes import redeem_code
from largesse.vouchers.commands.import_codes import enter_chunk
from largesse.vouchers.commands.pools import create_pool
from largesse.vouchers.import_rows import stage_codes
from largesse.vouchers.patterns import CodePattern, draw
from largesse.vouchers.schemas import PoolInput, RedemptionInput

DAYS: Final = 14
MAIL: Final = "marketing@largesse.local"


@dataclass(frozen=True, slots=True)
class DemoPool:
    """A pool to be: so many codes, so many of them handed out in two weeks, a share of those redeemed."""

    name: str
    pattern: str
    codes: int
    handed_out: int
    redeemed: float = 0.3
    description: str = ""
    threshold: int | None = None
    barcode_type: str | None = None
    profile_limit: int | None = None
    has_profile: bool = False


POOLS: Final = (
    DemoPool(
        "Welcome 10 %",
        "WELCOME-####-####",
        6000,
        420,
        0.4,
        "First order of a new subscriber.",
        500,
        has_profile=True,
    ),
    DemoPool(
        "Spring partner codes", "SPRING-####-####", 1000, 588, 0.6, "Bought from the partner, 25 %.", 500
    ),
    DemoPool("Birthday gift €5", "BDAY-####-####", 800, 704, 0.5, "Sent on the morning of the day.", 150),
    DemoPool(
        "Card €20 (third party)", "####-######-####", 300, 300, 0.9, "Gift cards of another company.", 50
    ),
    DemoPool("Win-back 90 days", "BACK-####-####", 1500, 1080, 0.1, "For who has been away too long.", 450),
    DemoPool(
        "Student discount",
        "STU-####-####",
        9000,
        310,
        0.5,
        "Once per student and term.",
        500,
        profile_limit=1,
        has_profile=True,
    ),
    DemoPool("Refer a friend", "FRIEND-####-####", 12000, 260, 0.6, "Both get one.", has_profile=True),
    DemoPool(
        "App only: free coffee",
        "COFFEE-####-####",
        20000,
        350,
        0.7,
        "Shown as QR at the till.",
        1000,
        "QR_CODE",
    ),
    DemoPool(
        "Till coupon 3 € off 30 €",
        "TILL-####-####",
        30000,
        380,
        0.2,
        "Printed under the receipt.",
        2000,
        "CODE_128",
    ),
    DemoPool("Newsletter win-back", "NEWS-####-####", 15000, 120, 0.2),
    # Enough for the alert of its own, too few for the workflow: the one pool that it writes a mail about.
    DemoPool(
        "Complaint goodwill",
        "SORRY-####-####",
        400,
        60,
        0.8,
        "Handed out by support.",
        50,
        has_profile=True,
    ),
    DemoPool("Black Friday reserve", "BF26-####-####", 40000, 0, 0, "Not started.", has_profile=True),
)


async def make_pool(
    database: Database, workspace_id: UUID, wish: DemoPool, *, rng: Random, at: datetime
) -> UUID:
    async with database.context(workspace_id, actor=shop(workspace_id)) as present:
        ctx = replace(present, now=at)
        pool = await create_pool(
            ctx,
            PoolInput.model_validate(
                {
                    "name": wish.name,
                    "description": wish.description,
                    "barcode_type": wish.barcode_type,
                    "profile_limit": wish.profile_limit,
                    "alert": wish.threshold
                    and {"threshold": {"unit": "codes", "below": wish.threshold}, "emails": [MAIL]},
                }
            ),
        )
        codes = await asyncio.to_thread(draw, CodePattern(pattern=wish.pattern), wish.codes, rng=rng)
        await enter_chunk(ctx, pool.id, new_id(at), stage_codes(codes, CasePolicy(ctx.case_policy)))
    return pool.id


async def hand_out(
    database: Database, workspace_id: UUID, pool_id: UUID, *, wish: DemoPool, rng: Random
) -> None:
    assigner = Assigner(database)
    now = database.clock()
    moments = sorted(now - timedelta(seconds=rng.uniform(60, DAYS * 86400)) for _ in range(wish.handed_out))
    for start in range(0, len(moments), 60):
        batch = moments[start : start + 60]
        requests = [
            _request(workspace_id, pool_id, rng=rng, at=batch[-1], number=start + i)
            for i in range(len(batch))
        ]
        held = await asyncio.gather(*(assigner.assign(request) for request in requests))
        await _redeem(as_of(database, batch[-1]), workspace_id, held, share=wish.redeemed, rng=rng)


async def _redeem(
    database: Database, workspace_id: UUID, held: list[Assigned], *, share: float, rng: Random
) -> None:
    async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
        for assigned in held:
            if assigned.state == 2 and rng.random() < share:
                order = RedemptionInput(order_id=f"ORDER-{rng.randrange(10**6):06}")
                await redeem_code(ctx, assigned.code, order)


def _request(workspace_id: UUID, pool_id: UUID, *, rng: Random, at: datetime, number: int) -> AssignRequest:
    return AssignRequest(
        workspace_id=workspace_id,
        pool_id=pool_id,
        kind="custom_id",
        value=f"customer-{rng.randrange(4000):04}-{number}",
        mode="get_or_assign",
        now=at,
        source="demo",
    )
