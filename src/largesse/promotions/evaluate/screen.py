"""What refuses a promotion before its rules are asked: time, currency, store, customer, code."""

from collections.abc import Callable, Mapping
from typing import Final

from largesse.profiles.conditions import matches_profile
from largesse.promotions.access import GiftCards, PoolCodes, ReferralCodes
from largesse.promotions.evaluate.offer import Offer, Visit
from largesse.promotions.evaluate.terms import Step
from largesse.promotions.needs import NeedAudience, NeedOrders, OrderHistory
from largesse.promotions.verdicts import Verdict, failed


def screen(offer: Offer, visit: Visit) -> Verdict | None:
    """The first reason why the cart cannot have the promotion, or None. Discounts do not change it."""
    if offer.refusal:
        return failed(offer.refusal, observed=offer.observed, needed=offer.needed)
    for step in offer.promotion.terms.steps:
        refusal = STEPS[step](offer, visit)
        if refusal is not None:
            return refusal
    return None


def _schedule(offer: Offer, visit: Visit) -> Verdict | None:
    definition = offer.promotion.definition
    if definition.starts_at is not None and visit.now < definition.starts_at:
        return failed(
            "promotion_not_started",
            observed=visit.now.isoformat(),
            needed=definition.starts_at.isoformat(),
        )
    if definition.ends_at is not None and visit.now >= definition.ends_at:
        return failed(
            "promotion_finished", observed=visit.now.isoformat(), needed=definition.ends_at.isoformat()
        )
    return None


def _currency(offer: Offer, visit: Visit) -> Verdict | None:
    terms, currency = offer.promotion.terms, visit.cart.currency
    if terms.bare_amounts and currency != offer.promotion.currency:
        return failed("currency_mismatch", observed=currency, needed=offer.promotion.currency)
    limited = terms.limited_currencies
    if limited is not None and currency not in limited:
        return failed("currency_mismatch", observed=currency, needed=tuple(sorted(limited)))
    return None


def _store(offer: Offer, visit: Visit) -> Verdict | None:
    stores, store = offer.promotion.definition.stores, visit.cart.store
    if stores.only and store not in stores.only:
        return failed("store_rule_failed", observed=store)
    if stores.excluding and store in stores.excluding:
        return failed("store_rule_failed", observed=store)
    return None


def _customer(offer: Offer, visit: Visit) -> Verdict | None:
    if visit.customer_id is None:
        return failed("customer_required")
    definition = offer.promotion.definition
    if definition.audience_id is not None and not visit.known.get(NeedAudience(definition.audience_id)):
        return failed("audience_rule_failed")
    if definition.customers is not None:
        if visit.customer is None:
            return failed("customer_required")
        local = visit.now.astimezone(offer.promotion.zone)
        if not matches_profile(definition.customers, visit.customer, now=local):
            return failed("customer_rule_failed")
    return None


def _code(offer: Offer, visit: Visit) -> Verdict | None:
    access = offer.promotion.definition.access
    match access:
        case PoolCodes():
            return None if access.bearer else _held(offer, visit, holder_only=access.holder_only)
        case GiftCards():
            if offer.code is not None and offer.code.balance == 0:
                return failed("balance_empty", observed=0)
            return _held(offer, visit, holder_only=False)
        case ReferralCodes():
            return _referral(offer, visit, new_customers_only=access.new_customers_only)
        case _:
            return None


def _held(offer: Offer, visit: Visit, *, holder_only: bool) -> Verdict | None:
    """A code in somebody's hands is good for them only; a personal one is good in nobody's."""
    holder = offer.code.holder if offer.code is not None else None
    if holder is None:
        return failed("not_code_holder") if holder_only else None
    if visit.customer_id is None:
        return failed("customer_required")
    if holder == visit.customer_id:
        return None
    return failed("not_code_holder" if holder_only else "wrong_customer")


def _referral(offer: Offer, visit: Visit, *, new_customers_only: bool) -> Verdict | None:
    if visit.customer_id is None:
        return failed("customer_required")
    if offer.code is None or offer.code.holder is None:
        return failed("not_assigned")
    if offer.code.holder == visit.customer_id:
        return failed("own_referral")
    orders = visit.known.get(NeedOrders())
    if new_customers_only and isinstance(orders, OrderHistory) and orders.count > 0:
        return failed("new_customer_required", observed=orders.count, needed=0)
    return None


STEPS: Final[Mapping[Step, Callable[[Offer, Visit], Verdict | None]]] = {
    "schedule": _schedule,
    "currency": _currency,
    "store": _store,
    "customer": _customer,
    "code": _code,
}
