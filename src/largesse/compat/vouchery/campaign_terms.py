"""Vouchery's rules and rewards as ours; what was sent is kept in `display.params` under `$vouchery`."""

from decimal import Decimal
from typing import Any, Final

from pydantic import JsonValue, TypeAdapter

from largesse.compat.vouchery.campaign_schemas import (
    AddPoints,
    AnyCampaignReward,
    AnyCampaignRule,
    AssignVoucher,
    Budget,
    CustomerSegment,
    GenerateProductItem,
    MaximumRedemptions,
    MaximumRedemptionsPerCustomer,
    MaximumRedemptionsPerVoucher,
    MaximumTransactionCost,
    MinimumTransactionCost,
    NewCustomer,
    ProductItems,
    SetDiscount,
    SetDiscountPerItem,
    Variant,
)
from largesse.core.errors import InvalidError
from largesse.core.money import to_minor
from largesse.promotions.access import Automatic, GiftCards, PoolCodes
from largesse.promotions.definition import Definition

KEY: Final = "$vouchery"
Plain = dict[str, Any]
RULES: Final = TypeAdapter[Any](list[AnyCampaignRule])
REWARDS: Final = TypeAdapter[Any](list[AnyCampaignReward])
TARGETS: Final[dict[str, Plain]] = {
    "all_products": {},
    "cheapest": {"target": {"pick": "cheapest"}},
    "most_expensive": {"target": {"pick": "dearest"}},
}
MOST_PERCENT: Final = Decimal(100)


def kept(definition: Definition) -> Plain:
    """What was sent of template, rules and rewards."""
    found = definition.display.params.get(KEY)
    return dict(found) if isinstance(found, dict) else {}


def rebuild(definition: Definition, sent: Plain, *, currency: str) -> Definition:
    """The definition with these rules and rewards; InvalidError for values that do not go together."""
    rules, rewards = (
        RULES.validate_python(sent.get("rules", [])),
        REWARDS.validate_python(sent.get("rewards", [])),
    )
    tree = [made for rule in rules if (made := _rule(rule, currency)) is not None]
    limits = [made for rule in rules if (made := _limit(rule, currency)) is not None]
    display = definition.display.model_dump()
    params: dict[str, JsonValue] = {**definition.display.params, KEY: sent}
    return Definition.model_validate(
        definition.model_dump()
        | {
            "access": _access(definition, rewards, currency).model_dump(),
            "rules": {"type": "all", "rules": tree} if tree else None,
            "limits": limits,
            "rewards": [_reward(reward, currency) for reward in rewards],
            "display": display | {"params": params},
        }
    )


def _rule(rule: Variant, currency: str) -> Plain | None:
    match rule:
        case MinimumTransactionCost():
            return {"type": "order_minimum", "amount": to_minor(rule.amount, currency)}
        case MaximumTransactionCost():
            return {"type": "order_maximum", "amount": to_minor(rule.amount, currency)}
        case CustomerSegment():
            return {"type": "audience", "audience_id": rule.segment_id}
        case NewCustomer():
            return {"type": "new_customer"}
        case ProductItems():
            meant = {
                "skus": rule.skus,
                "products": rule.product_identifiers,
                "categories": rule.categories,
            }
            return {"type": "products", "items": meant}
        case _:
            return None


def _limit(rule: Variant, currency: str) -> Plain | None:
    match rule:
        case MaximumRedemptions():
            return {"most": rule.limit}
        case MaximumRedemptionsPerCustomer():
            return {"scope": "customer", "most": rule.limit}
        case MaximumRedemptionsPerVoucher():
            return {"scope": "code", "most": rule.limit}
        case Budget():
            return {"measure": "discount", "most": to_minor(rule.amount, currency)}
        case _:
            return None


def _reward(reward: Variant, currency: str) -> Plain:
    match reward:
        case SetDiscount(discount_type="gift_card"):
            return {"type": "gift_card"}
        case SetDiscount():
            return _valued(reward.discount_type, reward.discount_value, currency, what="order")
        case SetDiscountPerItem():
            made = _valued(reward.discount_type, reward.discount_value, currency, what="line")
            return made | TARGETS[reward.apply_to]
        case AddPoints():
            return {"type": "points", "points": reward.points}
        case GenerateProductItem():
            return {"type": "product_item", "sku": reward.sku, "quantity": reward.quantity}
        case AssignVoucher():
            return {"type": "give_code", "promotion_id": reward.campaign_id}
        case _:
            msg = f"{type(reward).__name__} is no reward"
            raise TypeError(msg)


def _valued(kind: str, value: Decimal, currency: str, *, what: str) -> Plain:
    if kind == "numeric":
        return {"type": f"{what}_amount", "amount": to_minor(value, currency)}
    if not 0 < value <= MOST_PERCENT:
        raise InvalidError(
            "percent_out_of_range", "`discount_value` of a percentage is more than 0 and at most 100."
        )
    return {"type": f"{what}_percent", "percent": value}


def _access(
    definition: Definition, rewards: list[Variant], currency: str
) -> Automatic | PoolCodes | GiftCards:
    """Vouchers of the campaign's pool, which hold money when they are gift cards."""
    pool = definition.access.own_pool()
    if pool is None:
        return Automatic()
    for reward in rewards:
        if isinstance(reward, SetDiscount) and reward.discount_type == "gift_card":
            return GiftCards(pool_id=pool, balance=to_minor(reward.discount_value, currency))
    return PoolCodes(pool_id=pool, uses_per_code=1)
