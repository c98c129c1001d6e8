"""Promotions, campaigns and customers for the tests, made by the product's own commands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from largesse.core.db import Database, dump_json
from largesse.profiles.commands import save_profiles
from largesse.profiles.schemas import Identifier, ProfileInput, ProfileView
from largesse.promotions.commands.campaigns import change_campaign_status, create_campaign
from largesse.promotions.commands.promotions import create_promotion
from largesse.promotions.commands.publish import publish
from largesse.promotions.commands.settings import change_settings
from largesse.promotions.facts import Requester
from largesse.promotions.schemas import CampaignInput, PromotionInput, PromotionSettingsInput
from largesse.promotions.shelf import Shelf
from largesse.redemptions.asking.asked import Asked
from largesse.redemptions.asking.desk import Desk, Question
from largesse.redemptions.asking.schemas import CartInput

TEN_PERCENT: list[dict[str, Any]] = [{"type": "order_percent", "percent": "10"}]
TILL = Requester(kind="api_key", id="till")


async def a_promotion(
    database: Database,
    workspace_id: UUID,
    *,
    name: str = "Ten per cent",
    campaign_id: UUID | None = None,
    published: bool = True,
    **definition: Any,  # noqa: ANN401
) -> UUID:
    """A promotion, 10 % off the order unless told otherwise."""
    definition = {"rewards": TEN_PERCENT, **definition}
    async with database.context(workspace_id) as ctx:
        made = await create_promotion(
            ctx,
            PromotionInput.model_validate(
                {"name": name, "campaign_id": campaign_id, "definition": definition}
            ),
        )
        if published:
            await publish(ctx, made.id)
        return made.id


async def a_campaign(
    database: Database,
    workspace_id: UUID,
    *,
    name: str = "Spring",
    **fields: Any,  # noqa: ANN401
) -> UUID:
    """An active campaign."""
    async with database.context(workspace_id) as ctx:
        made = await create_campaign(ctx, CampaignInput.model_validate({"name": name, **fields}))
        await change_campaign_status(ctx, made.id, "active")
        return made.id


async def a_customer(
    database: Database,
    workspace_id: UUID,
    custom_id: str = "c-1",
    **fields: Any,  # noqa: ANN401
) -> int:
    """The number of a new profile."""
    async with database.context(workspace_id) as ctx:
        [saved] = await save_profiles(ctx, [ProfileInput.model_validate({"custom_id": custom_id, **fields})])
        assert isinstance(saved, ProfileView) or hasattr(saved, "id"), saved
        return int(saved.id)  # type: ignore[union-attr]


def a_cart(*prices: int, **fields: Any) -> CartInput:  # noqa: ANN401
    """A cart with a line for each of these prices: the articles S1, S2, ..."""
    items = [{"sku": f"S{place}", "price": price} for place, price in enumerate(prices, start=1)]
    return CartInput.model_validate({"items": items, **fields})


async def ask(
    database: Database,
    workspace_id: UUID,
    *codes: str,
    cart: CartInput | None = None,
    customer: str | None = None,
    now: datetime | None = None,
    desk: Desk | None = None,
    promotions: Sequence[UUID] | None = None,
    **fields: Any,  # noqa: ANN401
) -> Asked:
    """What the desk says; the cart is worth 100.00 unless told otherwise."""
    desk = desk or Desk(database, Shelf(database))
    question = Question(
        workspace_id=workspace_id,
        codes=codes,
        customer=Identifier(custom_id=customer) if customer else None,
        cart=cart or a_cart(10_000),
        requester=fields.pop("requester", TILL),
        now=now or database.clock(),
        **fields,
    )
    return await desk.ask(question, promotions=promotions)


async def settle(
    database: Database,
    workspace_id: UUID,
    **settings: Any,  # noqa: ANN401
) -> None:
    """Changes how promotions of the workspace stand together."""
    async with database.context(workspace_id) as ctx:
        await change_settings(ctx, PromotionSettingsInput.model_validate(settings))


async def used(database: Database, workspace_id: UUID, key: str, amount: int) -> None:
    """Counts so much on a limit's counter, as if it had been redeemed."""
    await write(
        database,
        workspace_id,
        "insert into limit_counters (workspace_id, key, used) values (:workspace, :key, :used)"
        " on conflict (workspace_id, key) do update set used = limit_counters.used + :used",
        key=key,
        used=amount,
    )


async def write(database: Database, workspace_id: UUID, statement: str, **values: object) -> None:
    """Runs a statement in the workspace; `:workspace` is bound."""
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(
            text(statement),
            {
                "workspace": workspace_id,
                **{
                    name: dump_json(value) if isinstance(value, dict | list) else value
                    for name, value in values.items()
                },
            },
        )


def reasons(asked: Asked) -> dict[str | None, str]:
    """The reason of everything that does not apply, by code."""
    found: dict[str | None, str] = {
        candidate.code: candidate.reason or (candidate.verdict.reason if candidate.verdict else "")
        for candidate in asked.decision.candidates
        if candidate.outcome != "applicable"
    }
    return {**found, **asked.refused}
