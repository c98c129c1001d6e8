"""What a draft would offer a customer; writes nothing."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from largesse.core.context import Actor
from largesse.core.db import Database
from largesse.core.errors import InvalidError
from largesse.personalization.experiments.buckets import lay_out
from largesse.personalization.handbills.activity import FixedActivity, Period
from largesse.personalization.handbills.definition import WHOLE, HandbillDefinition
from largesse.personalization.handbills.dispenser import Dispenser, Shop, candidates_of, choose, period_of
from largesse.personalization.handbills.picking import Picked
from largesse.personalization.handbills.queries import get_handbill
from largesse.personalization.handbills.schemas import HandbillPreview, HandbillPreviewInput
from largesse.personalization.handbills.sets import members_of, statuses_of
from largesse.personalization.handbills.standing import customers_of
from largesse.personalization.handbills.views import view_offers, view_shortfalls
from largesse.profiles.queries import view_profile_of
from largesse.promotions.queries import get_settings


async def preview(
    database: Database, dispenser: Dispenser, actor: Actor, handbill_id: UUID, asked: HandbillPreviewInput
) -> HandbillPreview:
    """What the draft would offer the customer now, or on its first day; with the reason of each pick.

    NotFoundError for the handbill or the profile; InvalidError `variant_unknown`; ConflictError
    `handbill_not_active` for dates that are over.
    """
    async with database.context(actor.workspace_id, actor=actor) as ctx:
        row = await get_handbill(ctx, handbill_id)
        profile_id = (await view_profile_of(ctx, asked.customer)).id
        known = await members_of(ctx, handbill_id, [profile_id])
        at_least = (await get_settings(ctx)).book
    definition = HandbillDefinition.model_validate(row.definition)
    name = asked.variant or _variant_of(definition, row.salt, profile_id, known)
    variant = definition.variant(name)
    if asked.variant is not None and variant is None:
        raise InvalidError(
            "variant_unknown",
            f"The draft has no variant {asked.variant}; it has"
            f" {', '.join(each.name for each in definition.variants)}.",
            pointer="/variant",
        )
    shop = await dispenser.shop(actor.workspace_id, at_least=at_least)
    period = _period(definition, ctx.now, shop)
    if variant is None:
        return HandbillPreview(
            profile_id=profile_id,
            variant=None,
            starts_at=period.starts_at,
            ends_at=period.ends_at,
            stage=None,
            candidates=0,
            items=[],
            shortfall=[],
        )
    printed = row.type == "check_out"
    candidates = candidates_of(definition, variant, shop, printed=printed)
    [plan] = await dispenser.rank(definition, variant, shop, [profile_id], now=ctx.now, printed=printed)
    async with database.context(actor.workspace_id, actor=actor) as ctx:
        customers = await customers_of(
            ctx, shop.book, shop.offered, [profile_id], candidates=candidates, ignoring=handbill_id
        )
        picked: Picked = choose(
            definition,
            variant,
            candidates,
            plan,
            customer=customers[profile_id],
            now=max(ctx.now, period.starts_at),
            end=period.ends_at,
        )
        statuses = await statuses_of(ctx, profile_id, [pick.promotion_id for pick in picked.picks])
    return HandbillPreview(
        profile_id=profile_id,
        variant=variant.name,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        stage=plan.stage,
        candidates=len(candidates),
        items=view_offers(picked.picks, shop, statuses),
        shortfall=view_shortfalls(picked.shortfalls),
    )


def _variant_of(
    definition: HandbillDefinition, salt: str, profile_id: int, known: Mapping[int, str | None]
) -> str | None:
    """The variant a customer is in or would fall into; the first one where shares are not whole."""
    before = known.get(profile_id)
    if definition.variant(before) is not None or (profile_id in known and before is None):
        return before
    shares = definition.shares()
    if sum(shares.values()) != WHOLE:
        return definition.variants[0].name
    return lay_out(shares).variant_of(salt, profile_id)


def _period(definition: HandbillDefinition, now: datetime, shop: Shop) -> Period:
    activity = definition.activity
    if isinstance(activity, FixedActivity) and activity.next_begin(now, shop.book.zone) is not None:
        return activity.whole(shop.book.zone)
    return period_of(definition, now, shop.book)
