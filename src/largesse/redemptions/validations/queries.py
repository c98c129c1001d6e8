"""Tells what was decided about a cart: everything to staff, and to customers what harms nobody."""

from collections.abc import Mapping, Sequence
from typing import Final

from pydantic import JsonValue

from largesse.core.context import Actor
from largesse.promotions.access import ReferralCodes
from largesse.promotions.evaluate import Candidate, Decision, Offer
from largesse.promotions.facts import Requester
from largesse.promotions.reasons import REASONS
from largesse.promotions.rewards.effects import Grant
from largesse.promotions.verdicts import Shown, Verdict
from largesse.redemptions.asking.asked import Asked
from largesse.redemptions.validations.schemas import (
    AmountsView,
    CandidateView,
    ExplanationView,
    GrantView,
    LineView,
    PromotionName,
    ValidationView,
)

UNKNOWN: Final = "not_valid"
# Of these a customer sees the figures: they speak of his own cart and of what is printed on the coupon.
OWN_FIGURES: Final = ("order_below_minimum", "items_required")


def requester_of(actor: Actor) -> Requester:
    """Who makes the call, as rules see it."""
    return Requester(kind=actor.kind, id=actor.id)


def view_validation(asked: Asked, *, public: bool = False) -> ValidationView:
    """The whole answer; with `public` only what a stranger may be told."""
    decision = asked.decision
    offers = {(offer.promotion.id, offer.code.code if offer.code else None): offer for offer in asked.offers}
    told = [
        view_candidate(asked, candidate, offers[candidate.promotion_id, candidate.code], public=public)
        for candidate in decision.candidates
    ]
    told += [
        CandidateView(
            outcome="inapplicable",
            promotion=None,
            code=asked.codes[code].shown,
            reason=UNKNOWN if public else reason,
        )
        for code, reason in asked.refused.items()
    ]
    valid = is_valid(asked)
    shipping = AmountsView(
        initial=decision.shipping_initial,
        discount=decision.shipping_discount,
        final=decision.shipping_initial - decision.shipping_discount,
    )
    return ValidationView(
        result="valid" if valid else "invalid",
        reason=None if valid else _first_reason(told),
        currency=asked.visit.cart.currency,
        items=_items(decision, shipping),
        shipping=shipping,
        total=_amounts(decision.initial + decision.shipping_initial, decision.discount),
        lines=[
            LineView(id=line.id, initial=line.initial, discount=line.discount, final=line.final)
            for line in decision.lines
        ],
        candidates=told,
    )


def is_valid(asked: Asked) -> bool:
    """Whether something applies and, if codes were typed, one of them."""
    applied = asked.decision.applied
    return bool(applied) and (not asked.codes or any(candidate.code for candidate in applied))


def view_candidate(
    asked: Asked, candidate: Candidate, offer: Offer, *, public: bool = False
) -> CandidateView:
    """One candidate; with `public` neither its rules nor anything of other customers."""
    verdict = candidate.verdict or Verdict(passed=candidate.outcome != "inapplicable")
    view = CandidateView(
        outcome=candidate.outcome,
        promotion=PromotionName(id=candidate.promotion_id, name=candidate.name),
        campaign_id=candidate.campaign_id,
        version=candidate.version,
        code=asked.codes[candidate.code].shown if candidate.code else None,
        reason=candidate.reason or verdict.reason or None,
        message=verdict.message,
        observed=view_value(verdict.observed),
        needed=view_value(verdict.needed),
        missing=verdict.missing,
        beside=candidate.beside,
        discount=candidate.discount,
        lines=by_line(asked, candidate.lines),
        shipping=candidate.shipping,
        grants=[view_grant(grant) for grant in candidate.grants],
        points_spent=candidate.spends_points,
        gift_spent=candidate.spends_gift,
        explanation=view_verdict(verdict),
    )
    return _safe(asked, view, offer) if public else view


def view_verdict(verdict: Verdict) -> ExplanationView:
    """A rule's answer with those of its parts."""
    return ExplanationView(
        rule=verdict.rule,
        passed=verdict.passed,
        reason=verdict.reason,
        observed=view_value(verdict.observed),
        needed=view_value(verdict.needed),
        missing=verdict.missing,
        message=verdict.message,
        parts=[view_verdict(part) for part in verdict.parts],
    )


def by_line(asked: Asked, discounts: Sequence[int]) -> dict[str, int]:
    """Discounts of lines by their ids, without those that are none."""
    lines = asked.visit.cart.lines
    return {line.id: discount for line, discount in zip(lines, discounts, strict=False) if discount}


def _safe(asked: Asked, view: CandidateView, offer: Offer) -> CandidateView:
    """What a stranger may be told. A code in somebody else's hands is told as one that does not exist."""
    display = offer.promotion.definition.display.name
    promotion = PromotionName(id=offer.promotion.id, name=display or offer.promotion.name)
    plain = {"campaign_id": None, "version": None, "explanation": None, "promotion": promotion}
    if view.outcome != "inapplicable":
        return view.model_copy(update={**plain, "observed": None, "needed": None, "missing": None})
    reason = UNKNOWN if _is_foreign(asked, offer) else _public_reason(view.reason)
    if reason == UNKNOWN:
        return CandidateView(outcome="inapplicable", promotion=None, code=view.code, reason=UNKNOWN)
    hidden: dict[str, object] = {} if reason in OWN_FIGURES else {"observed": None, "needed": None}
    return view.model_copy(update={**plain, **hidden, "reason": reason})


def _is_foreign(asked: Asked, offer: Offer) -> bool:
    """Whether it is asked for by a code that somebody else holds; referral codes are there to be given on."""
    holder = offer.code.holder if offer.code is not None else None
    return (
        holder is not None
        and holder != asked.visit.customer_id
        and not isinstance(offer.promotion.definition.access, ReferralCodes)
    )


def _public_reason(reason: str | None) -> str:
    known = REASONS.get(reason or "")
    return known.public if known is not None else UNKNOWN


def _first_reason(candidates: Sequence[CandidateView]) -> str:
    """Of codes before those of others, for they were asked for."""
    told = sorted(candidates, key=lambda candidate: candidate.code is None)
    return next((candidate.reason for candidate in told if candidate.reason), "no_effect")


def _items(decision: Decision, shipping: AmountsView) -> AmountsView:
    return _amounts(decision.initial, decision.discount - shipping.discount)


def _amounts(initial: int, discount: int) -> AmountsView:
    return AmountsView(initial=initial, discount=discount, final=initial - discount)


def view_grant(grant: Grant) -> GrantView:
    """Something given beside the discount."""
    params = {
        name: dict(value) if isinstance(value, Mapping) else value for name, value in grant.params.items()
    }
    return GrantView.model_validate({"kind": grant.kind, "amount": grant.amount, "params": params})


def view_value(value: Shown) -> JsonValue:
    """A value of a verdict as JSON."""
    return list(value) if isinstance(value, tuple) else value
