"""Sets as they are shown, with what the book says of their promotions."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from largesse.core.context import Actor
from largesse.core.errors import ForbiddenError
from largesse.personalization.handbills.dispenser import Dispenser, Shop
from largesse.personalization.handbills.picking import Pick, Shortfall
from largesse.personalization.handbills.schemas import (
    HandbillSetView,
    Offer,
    OwnOffer,
    OwnSetView,
    ShortfallView,
)
from largesse.personalization.handbills.sets import StoredSet


async def read_set(dispenser: Dispenser, actor: Actor, handbill_id: UUID, profile_id: int) -> HandbillSetView:
    """The customer's set, made now if there is none; fails as `Dispenser.read`."""
    found = await dispenser.read(actor, handbill_id, profile_id)
    return view_set(found, await dispenser.shop(actor.workspace_id), found.statuses)


async def read_own_set(dispenser: Dispenser, actor: Actor, handbill_id: UUID) -> OwnSetView:
    """The signed-in profile's set, without what is none of its business; ForbiddenError for other callers."""
    view = await read_set(dispenser, actor, handbill_id, signed_in(actor))
    return OwnSetView(
        handbill_id=view.handbill_id,
        starts_at=view.starts_at,
        ends_at=view.ends_at,
        items=[
            OwnOffer(**{name: getattr(offer, name) for name in OwnOffer.model_fields})
            for offer in view.items
            if offer.promotion_status == "active"
        ],
    )


def signed_in(actor: Actor) -> int:
    """The signed-in profile; ForbiddenError when the caller holds a key, which speaks for nobody."""
    if actor.kind != "profile":
        raise ForbiddenError(
            "profile_token_required", "This call acts for the signed-in profile. Send its token."
        )
    return int(actor.id)


def view_set(found: StoredSet, shop: Shop, statuses: Mapping[UUID, str]) -> HandbillSetView:
    """A set with its promotions; those that were archived meanwhile are left out."""
    is_there = bool(found.picks) or found.variant is None
    return HandbillSetView(
        handbill_id=found.handbill_id,
        set_id=found.id if is_there else None,
        profile_id=found.profile_id,
        version=found.version,
        variant=found.variant,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        stage=found.stage,
        model_id=found.model_id,
        items=view_offers(found.picks, shop, statuses),
        shortfall=view_shortfalls(found.shortfalls),
    )


def view_offers(picks: Iterable[Pick], shop: Shop, statuses: Mapping[UUID, str]) -> list[Offer]:
    """The offers with what the book says of their promotions."""
    return [
        _offer(pick, shop, statuses.get(pick.promotion_id, "none"))
        for pick in picks
        if pick.promotion_id in shop.offered
    ]


def view_shortfalls(shortfalls: Iterable[Shortfall]) -> list[ShortfallView]:
    """Which slots could not be filled, and why."""
    return [
        ShortfallView(slot=short.slot, wanted=short.wanted, got=short.got, reasons=dict(short.reasons))
        for short in shortfalls
    ]


def _offer(pick: Pick, shop: Shop, status: str) -> Offer:
    offered = shop.offered[pick.promotion_id]
    display = shop.book.promotions[pick.promotion_id].definition.display
    return Offer(
        place=pick.place,
        slot=pick.slot,
        promotion_id=pick.promotion_id,
        code=offered.code,
        name=offered.name,
        headline=display.headline,
        description=display.description,
        images=[str(image.url) for image in display.images],
        params=display.params,
        ends_at=offered.ends_at,
        status=status,
        promotion_status=shop.book.statuses.get(pick.promotion_id, "archived"),
        score=pick.score,
        reasons=list(pick.reasons),
    )
