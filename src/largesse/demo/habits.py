"""Customers who come back: three months of shopping, from which the engine learns what each of them likes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from largesse.core.db import Database
from largesse.demo.goods import GOODS, Good
from largesse.demo.shop import shop
from largesse.profiles.schemas import Identifier
from largesse.redemptions.asking.schemas import CartInput
from largesse.redemptions.orders.commands import save_orders
from largesse.redemptions.orders.schemas import OrderInput

CUSTOMERS: Final = 160
DAYS: Final = 90
AT_ONCE: Final = 400


@dataclass(frozen=True, slots=True)
class Shopper:
    """A customer: how many days lie between two baskets, and the goods that he mostly takes."""

    custom_id: str
    every: float
    favourites: tuple[Good, ...]

    def cart(self, rng: Random) -> CartInput:
        """A basket of his: SKUs and prices, as a till knows them."""
        taken = [good for good in self.favourites if rng.random() < 0.45]
        taken += rng.sample(GOODS, rng.randint(1, 2))
        items: list[dict[str, Any]] = [
            {"sku": good.sku, "price": good.price, "quantity": rng.choice((1, 1, 1, 2))}
            for good in dict.fromkeys(taken)
        ]
        return CartInput.model_validate({"items": items, "channel": "till"})

    def visits(self, rng: Random, *, begin: datetime, end: datetime) -> list[datetime]:
        """When he comes between two moments."""
        found = []
        moment = begin + timedelta(days=rng.uniform(0, self.every))
        while moment < end:
            found.append(moment)
            moment += timedelta(days=max(0.5, rng.gauss(self.every, self.every / 4)))
        return found


def member(number: int) -> str:
    """The custom id of a shopper."""
    return f"member-{number:04}"


def shoppers(rng: Random) -> list[Shopper]:
    """All of them."""
    return [
        Shopper(member(number), rng.uniform(3, 21), tuple(rng.sample(GOODS, rng.randint(3, 8))))
        for number in range(CUSTOMERS)
    ]


async def shop_for_months(
    database: Database, workspace_id: UUID, people: list[Shopper], *, until: datetime, rng: Random
) -> None:
    """Keeps what they bought in the months before a moment."""
    begin = until - timedelta(days=DAYS)
    orders = [
        OrderInput(
            id=f"TILL-{number:04}-{visit:03}",
            customer=Identifier(custom_id=shopper.custom_id),
            at=at,
            cart=shopper.cart(rng),
        )
        for number, shopper in enumerate(people)
        for visit, at in enumerate(shopper.visits(rng, begin=begin, end=until))
    ]
    orders.sort(key=lambda order: order.at or until)
    for first in range(0, len(orders), AT_ONCE):
        async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
            await save_orders(ctx, orders[first : first + AT_ONCE])
