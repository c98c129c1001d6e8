"""A redemption as it is asked for, as it is written, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from largesse.core.http import Caller
from largesse.core.ids import new_id
from largesse.profiles.schemas import Identifier
from largesse.promotions.access import GiftCards, PoolCodes, ReferralCodes
from largesse.promotions.evaluate import Candidate, Compiled, Offer
from largesse.promotions.facts import Requester
from largesse.redemptions.asking.articles import stored_as_seen
from largesse.redemptions.asking.asked import Asked
from largesse.redemptions.asking.schemas import CartInput
from largesse.redemptions.commands.guards import Guard, NoSubject, Subject, guards_of, merge
from largesse.redemptions.schemas import HoldInput, PromotionRedemptionInput

Outcome = Literal["done", "replayed", "rejected"]
# Gifts that the commit itself writes; others are handed out afterwards.
OWN_GRANTS: Final = ("points",)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a caller wants redeemed; a hold when it says for how long (`ttl`)."""

    workspace_id: UUID
    cart: CartInput
    now: datetime
    actor: str
    requester: Requester
    codes: tuple[str, ...] = ()
    customer: Identifier | None = None
    order_id: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    ttl: timedelta | None = None
    key: str | None = None
    digest: bytes | None = None
    address: str | None = None
    # It must be exactly so much off, or it is refused: of a hold that is confirmed too late.
    discount: int | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a code or promotion was not redeemed."""

    reason: str
    code: str | None = None
    candidate: Candidate | None = None
    observed: object = None
    needed: object = None
    missing: int | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a wish; `redemption_id` unless it was rejected."""

    outcome: Outcome
    asked: Asked
    redemption_id: UUID | None = None
    # As it was written, of what was done just now.
    request: Mapping[str, Any] | None = None
    rejections: tuple[Rejection, ...] = ()
    # When it was written.
    at: datetime | None = None


def wish_of(
    told: PromotionRedemptionInput, caller: Caller, *, key: str | None = None, digest: bytes | None = None
) -> Wish:
    """What a request wants; a hold where it tells for how long."""
    return Wish(
        workspace_id=caller.actor.workspace_id,
        cart=told.cart,
        now=caller.now,
        actor=caller.actor.label,
        requester=Requester(caller.actor.kind, caller.actor.id),
        codes=tuple(told.codes),
        customer=told.customer,
        order_id=told.order_id,
        metadata=told.metadata,
        ttl=told.ttl if isinstance(told, HoldInput) else None,
        key=key,
        digest=digest,
        address=caller.address,
    )


class RefusedError(Exception):
    """A promotion cannot be counted; it is looked at again without it."""

    def __init__(self, promotion_id: UUID, reason: str) -> None:
        super().__init__(reason)
        self.promotion_id = promotion_id
        self.reason = reason


def request_of(wish: Wish, asked: Asked) -> dict[str, Any]:
    """The wish as `redemptions_commit` reads it; RefusedError when a limit counts by what is not told."""
    offers = {(offer.promotion.id, offer.code.code if offer.code else None): offer for offer in asked.offers}
    applied = asked.decision.applied
    guards: list[Guard] = []
    for candidate in applied:
        promotion = asked.book.promotions[candidate.promotion_id]
        try:
            guards += guards_of(promotion, candidate, asked.book, _subject(wish, asked, candidate.code))
        except NoSubject as missing:
            raise RefusedError(candidate.promotion_id, missing.reason) from missing
    return {
        "op": "hold" if wish.ttl is not None else "redeem",
        "ws": str(wish.workspace_id),
        "id": str(new_id(wish.now)),
        "key": wish.key,
        "digest": wish.digest.hex() if wish.digest is not None else None,
        "book": asked.book.number,
        "order": wish.order_id,
        "codes": sorted(candidate.code for candidate in applied if candidate.code is not None),
        "customer": asked.visit.customer_id,
        "currency": asked.visit.cart.currency,
        "initial": asked.decision.initial,
        "discount": asked.decision.discount,
        "cart": stored_as_seen(wish.cart, asked.visit.cart),
        "metadata": dict(wish.metadata),
        "actor": wish.actor,
        "until": (wish.now + wish.ttl).isoformat() if wish.ttl is not None else None,
        "guards": [_guard(guard) for guard in merge(guards)],
        "items": [
            _item(candidate, offers[candidate.promotion_id, candidate.code], asked) for candidate in applied
        ],
    }


def order_of(request: Mapping[str, Any]) -> tuple[str, str]:
    """Batches take idempotency keys in this order, so that two of them never wait in a ring."""
    return request["ws"], request["key"] or ""


def rejections_of(asked: Asked) -> tuple[Rejection, ...]:
    """The codes that were asked for and do not apply, each with its reason."""
    found = [Rejection(reason, code) for code, reason in asked.refused.items()]
    found += [
        Rejection(
            reason=candidate.reason,
            code=candidate.code,
            candidate=candidate,
            observed=candidate.verdict.observed if candidate.verdict else None,
            needed=candidate.verdict.needed if candidate.verdict else None,
            missing=candidate.verdict.missing if candidate.verdict else None,
            message=candidate.verdict.message if candidate.verdict else None,
        )
        for candidate in asked.decision.candidates
        if candidate.code is not None and candidate.outcome != "applicable"
    ]
    return tuple(found)


def _subject(wish: Wish, asked: Asked, code: str | None) -> Subject:
    return Subject(
        cart=asked.visit.cart,
        now=wish.now,
        customer_id=asked.visit.customer_id,
        code=code,
        requester=wish.requester,
    )


def _guard(guard: Guard) -> dict[str, Any]:
    counter = guard.counter
    return {
        "k": counter.key,
        "b": counter.since[: -len("2026-01-01")] if counter.since else None,
        "s": counter.since,
        "f": counter.begins.isoformat() if counter.begins else None,
        "z": counter.zone,
        "n": guard.amount,
        "m": counter.most,
        "p": str(guard.promotion_id),
        "r": counter.reason,
    }


def _item(candidate: Candidate, offer: Offer, asked: Asked) -> dict[str, Any]:
    promotion, access = offer.promotion, offer.promotion.definition.access
    takes = _takes(candidate, offer)
    code = asked.codes.get(candidate.code) if candidate.code else None
    return {
        "p": str(promotion.id),
        "c": str(promotion.campaign_id) if promotion.campaign_id else None,
        "v": promotion.version,
        "code": candidate.code,
        "pool": str(code.pool_id) if code and code.pool_id else None,
        "last": _is_last(promotion),
        "shared": not isinstance(access, PoolCodes) or access.bearer,
        "d": candidate.discount,
        "sh": candidate.shipping,
        "lines": _by_line(candidate.lines, asked),
        "u": candidate.units,
        "grants": [
            {"kind": grant.kind, "amount": grant.amount, "params": dict(grant.params)}
            for grant in candidate.grants
        ],
        "ps": candidate.spends_points,
        "gs": candidate.spends_gift,
        "gi": offer.code.balance if candidate.spends_gift and offer.code else None,
        **takes,
        "takes": takes,
    }


def _takes(candidate: Candidate, offer: Offer) -> dict[str, Any]:
    """What is needed again when a hold is confirmed or given back."""
    definition = offer.promotion.definition
    points = [grant for grant in candidate.grants if grant.kind == "points"]
    taken: dict[str, Any] = {
        "act": definition.activation is not None,
        "pts": sum(grant.amount for grant in points),
        "earns": [{"n": grant.amount, "until": grant.params.get("expires_at")} for grant in points],
        "rp": None,
        "rpts": 0,
    }
    if isinstance(definition.access, ReferralCodes) and offer.code is not None:
        taken["rp"], taken["rpts"] = offer.code.holder, definition.access.referrer_points
    return taken


def _is_last(promotion: Compiled) -> bool:
    """Whether a code is used up by one redemption."""
    access = promotion.definition.access
    if isinstance(access, GiftCards):
        return False
    return isinstance(access, PoolCodes | ReferralCodes) and access.uses_per_code == 1


def _by_line(discounts: Sequence[int], asked: Asked) -> dict[str, int]:
    lines = asked.visit.cart.lines
    return {line.id: discount for line, discount in zip(lines, discounts, strict=False) if discount}
