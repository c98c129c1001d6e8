"""A campaign with a budget, promotions of every kind of access, and some days of orders, a few refused."""

import asyncio
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from largesse.core.db import Database
from largesse.core.errors import AppError
from largesse.demo.goods import GOODS
from largesse.demo.shop import Calendar, by_clock, shop
from largesse.profiles.schemas import Identifier
from largesse.promotions.commands.campaigns import change_campaign_status, create_campaign
from largesse.promotions.commands.promotions import create_promotion
from largesse.promotions.commands.publish import publish
from largesse.promotions.facts import Requester
from largesse.promotions.schemas import CampaignInput, PromotionInput
from largesse.promotions.shelf import Shelf
from largesse.redemptions.asking.desk import Desk
from largesse.redemptions.asking.schemas import CartInput
from largesse.redemptions.commands.redeemer import Redeemer
from largesse.redemptions.commands.wishes import Result, Wish

ORDERS: Final = 240
BUYERS: Final = 60
DAYS: Final = 14
AT_ONCE: Final = 12
POPULAR: Final = tuple(
    good for good in GOODS if good.sku in ("TEA-100", "TEA-250", "CUP-1", "POT-1", "HONEY", "GIFT-BOX")
)
TYPED: Final = ("WINTER10", "WINTER10", "WINTER10", "WINTER01", None, None)


def buyer(number: int) -> str:
    """The custom id of somebody who orders."""
    return f"customer-{number:04}"


def promotions(pools: dict[str, UUID]) -> tuple[tuple[str, dict[str, Any]], ...]:
    """What the shop offers: a name, and a definition."""
    return (
        (
            "Winter, 10 % from 50 €",
            {
                "access": {"type": "generic_code", "code": "WINTER10"},
                "rules": {
                    "type": "order_minimum",
                    "amount": 5000,
                    "message": "From 50 euros on, please.",
                },
                "rewards": [{"type": "order_percent", "percent": "10", "most": 2000}],
                "limits": [{"scope": "customer", "period": "month", "most": 1}],
            },
        ),
        (
            "Welcome, 10 % off the first order",
            {
                "access": {"type": "pool_codes", "pool_id": str(pools["Welcome 10 %"])},
                "rules": {"type": "new_customer"},
                "rewards": [{"type": "order_percent", "percent": "10"}],
            },
        ),
        (
            "Birthday, 5 € off",
            {
                "access": {"type": "pool_codes", "pool_id": str(pools["Birthday gift €5"])},
                "rewards": [{"type": "order_amount", "amount": 500}],
            },
        ),
        (
            "Tea, three for two",
            {
                "rewards": [
                    {
                        "type": "buy_get",
                        "buy": {"categories": ["tea"]},
                        "buy_quantity": 2,
                        "get": {"categories": ["tea"]},
                        "percent": "100",
                    }
                ],
                "stacking": {"lane": "pre"},
            },
        ),
        (
            "Free shipping from 75 €",
            {
                "rules": {"type": "order_minimum", "amount": 7500, "basis": "current"},
                "rewards": [{"type": "free_shipping"}],
                "stacking": {"lane": "post"},
            },
        ),
        (
            "A point for each euro",
            {
                "audience": "members",
                "rewards": [{"type": "points", "points": 1, "per": 100}],
                "stacking": {"lane": "post", "priority": -10},
            },
        ),
    )


async def run_promotions(
    database: Database, workspace_id: UUID, pools: dict[str, UUID], *, rng: Random
) -> None:
    """Publishes the promotions and redeems two weeks of orders with them, the last ones just now."""
    now = database.clock()
    calendar = Calendar(now - timedelta(days=DAYS, hours=1))
    then = by_clock(database, calendar)
    async with then.context(workspace_id, actor=shop(workspace_id)) as ctx:
        campaign = await create_campaign(
            ctx,
            CampaignInput.model_validate(
                {
                    "name": "Winter 2026",
                    "description": "Everything that runs until the end of February.",
                    "limits": [{"measure": "discount", "most": 500_000}],
                }
            ),
        )
        await change_campaign_status(ctx, campaign.id, "active")
        for name, definition in promotions(pools):
            made = await create_promotion(
                ctx,
                PromotionInput.model_validate(
                    {"name": name, "campaign_id": campaign.id, "definition": definition}
                ),
            )
            await publish(ctx, made.id)
    redeemer = Redeemer(then, Desk(then, Shelf(then)))
    moments = sorted(now - timedelta(days=rng.uniform(0, DAYS)) for _ in range(ORDERS))
    for first in range(0, ORDERS, AT_ONCE):
        batch = moments[first : first + AT_ONCE]
        calendar.moment = batch[-1]
        wishes = [a_wish(workspace_id, number=first + i, now=at, rng=rng) for i, at in enumerate(batch)]
        await asyncio.gather(*(redeem(redeemer, wish) for wish in wishes))


def a_wish(
    workspace_id: UUID,
    *,
    number: int,
    now: datetime,
    rng: Random,
    customer: str | None = None,
    code: str | None = None,
) -> Wish:
    """An order of somebody, with a code that they may have."""
    code = code or rng.choice(TYPED)
    return Wish(
        workspace_id=workspace_id,
        cart=_cart(rng),
        now=now,
        actor=shop(workspace_id).label,
        requester=Requester("system", "demo"),
        codes=(code,) if code else (),
        customer=Identifier(custom_id=customer or buyer(rng.randrange(BUYERS))),
        order_id=f"WEB-{10_000 + number}",
        ttl=timedelta(hours=2) if number % 40 == 39 else None,
    )


async def redeem(redeemer: Redeemer, wish: Wish) -> Result | None:
    """What became of it; None when too many came at once."""
    try:
        return await redeemer.redeem(wish)
    except AppError as error:
        if error.code != "promotions_busy":
            raise
        return None


def _cart(rng: Random) -> CartInput:
    items = [
        {"sku": good.sku, "name": good.name, "price": good.price, "quantity": rng.randint(1, 3)}
        for good in rng.sample(POPULAR, rng.randint(1, 4))
    ]
    return CartInput.model_validate({"items": items, "shipping": 490, "channel": "web"})
