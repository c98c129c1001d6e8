"""Dispensers with a bug each; the judge must find every one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Actor
from largesse.personalization.handbills.dispenser import Dispenser, Plan, Shop, dispense
from largesse.personalization.handbills.sets import Edition, StoredSet, read_edition
from largesse.personalization.ranking import BasketItem
from largesse.promotions.queries import get_settings

ENDED = text(
    "update handbill_sets set starts_at = starts_at - random() * interval '1 day', ends_at = :now"
    " where workspace_id = :workspace and profile_id = :profile and ends_at > :now"
)


class ServesControl(Dispenser):
    """Ranks for the control group as for the first variant."""

    async def plan(
        self,
        edition: Edition,
        shop: Shop,
        profile_ids: Sequence[int],
        *,
        known: Mapping[int, str | None],
        now: datetime,
    ) -> list[Plan]:
        plans = await super().plan(edition, shop, profile_ids, known=known, now=now)
        lost = [plan.profile_id for plan in plans if plan.variant is None]
        first = edition.definition.variants[0]
        served = await self.rank(edition.definition, first, shop, lost, now=now) if lost else []
        return [plan for plan in plans if plan.variant is not None] + served


class IgnoresOverlap(Dispenser):
    """Fills slots as if nobody held anything."""

    async def read(
        self, actor: Actor, handbill_id: UUID, profile_id: int, *, basket: Sequence[BasketItem] = ()
    ) -> StoredSet:
        del basket
        async with self._database.context(actor.workspace_id, actor=actor) as ctx:
            edition = await read_edition(ctx, handbill_id)
            at_least = (await get_settings(ctx)).book
        careless = edition.definition.model_copy(update={"avoid_overlap": False})
        edition = replace(edition, definition=careless)
        shop = await self.shop(actor.workspace_id, at_least=at_least)
        plans = await self.plan(edition, shop, [profile_id], known={}, now=ctx.now)
        async with self._database.context(actor.workspace_id, actor=actor) as ctx:
            return (await dispense(ctx, edition, shop, plans))[profile_id]


class ForgetsSets(Dispenser):
    """Lets what a customer has end before each reading, so that every reading makes a set."""

    async def read(
        self, actor: Actor, handbill_id: UUID, profile_id: int, *, basket: Sequence[BasketItem] = ()
    ) -> StoredSet:
        async with self._database.context(actor.workspace_id, actor=actor) as ctx:
            await ctx.db.execute(
                ENDED, {"workspace": ctx.workspace_id, "profile": profile_id, "now": ctx.now}
            )
        return await super().read(actor, handbill_id, profile_id, basket=basket)
