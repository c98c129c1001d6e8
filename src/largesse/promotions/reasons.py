"""Why a promotion is refused: the stable codes, and how other vendors call them.

docs/reference/reasons.md is the same table for people; a test holds them equal. Over HTTP a refusal is no
error: it is answered by 200 with `result: "rejected"`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

# What strangers are told: enough to mend the order, too little to guess codes by.
Public = Literal[
    "not_valid",
    "expired",
    "not_started",
    "limit_reached",
    "order_below_minimum",
    "items_required",
    "customer_required",
    "try_again",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason in our words and in those of other vendors; None where they have none.

    `vouchery` is the key of its v2.0, `vouchery_code` the number of its v2.1, `voucherify` its key, `talon`
    the reason of Talon.One. `public` is what may be told to strangers.
    """

    sentence: str
    vouchery: str | None
    vouchery_code: int | None
    voucherify: str | None
    talon: str | None
    public: Public


CONDITION: Final = "CouponRejectedByCondition"
NOT_RUNNING: Final = "CouponPartOfNotRunningCampaign"
NOT_TRIGGERED: Final = "CouponPartOfNotTriggeredCampaign"
NO_EFFECT: Final = "EffectCouldNotBeApplied"
ORDER_RULES: Final = "order_rules_violated"
CUSTOMER_RULES: Final = "customer_rules_violated"
LIMITS: Final = "redemption_rules_violated"

_REASONS: Final = {
    # Codes.
    "code_not_found": Reason(
        "There is no such code.", "not_found", None, "resource_not_found", "CouponNotFound", "not_valid"
    ),
    "code_expired": Reason(
        "The code is not good any more.", "expired", 1001, "voucher_expired", "CouponExpired", "expired"
    ),
    "code_not_started": Reason(
        "The code is not good yet.",
        "not_valid_at_this_time",
        None,
        "voucher_not_active",
        "CouponStartDateInFuture",
        "not_started",
    ),
    "code_disabled": Reason(
        "The code was withdrawn.", "not_active", 1004, "voucher_disabled", None, "not_valid"
    ),
    "code_exhausted": Reason(
        "The code was used as often as it may be.",
        "unique_code_already_used",
        1002,
        "quantity_exceeded",
        "CouponLimitReached",
        "limit_reached",
    ),
    "code_held_elsewhere": Reason(
        "Another order holds the code at this moment.",
        "unique_code_already_used",
        1002,
        "multiple_requests",
        None,
        "try_again",
    ),
    "wrong_customer": Reason(
        "The code belongs to another customer.",
        "does_not_match_assigned_customer",
        1003,
        CUSTOMER_RULES,
        "CouponRecipientDoesNotMatch",
        "not_valid",
    ),
    "customer_required": Reason(
        "The order does not say who buys.",
        None,
        1006,
        "missing_customer",
        "ProfileRequired",
        "customer_required",
    ),
    "not_code_holder": Reason(
        "The code is not assigned to this customer.",
        "does_not_match_assigned_customer",
        1003,
        CUSTOMER_RULES,
        "CouponRecipientDoesNotMatch",
        "not_valid",
    ),
    "own_referral": Reason(
        "Nobody may use the code that they give to friends.",
        None,
        None,
        "referrer_not_permitted_to_redeem",
        "ReferralRecipientIdSameAsAdvocate",
        "not_valid",
    ),
    "balance_empty": Reason(
        "Nothing is left on the gift card.", None, 1005, "zero_card_balance", NO_EFFECT, "limit_reached"
    ),
    "balance_exceeded": Reason(
        "The gift card holds less than was asked of it.",
        None,
        1005,
        "gift_amount_exceeded",
        NO_EFFECT,
        "limit_reached",
    ),
    "points_missing": Reason(
        "The customer has too few points to pay.",
        None,
        None,
        "loyalty_card_points_exceeded",
        NO_EFFECT,
        "limit_reached",
    ),
    # Promotions and campaigns.
    "promotion_inactive": Reason(
        "The promotion is not published, or it is paused.",
        "campaign not active",
        None,
        "promotion_inactive",
        NOT_RUNNING,
        "not_valid",
    ),
    "promotion_finished": Reason(
        "The promotion is over.", "campaign finished", None, "promotion_inactive", NOT_RUNNING, "expired"
    ),
    "promotion_not_started": Reason(
        "The promotion has not begun.",
        "not_valid_at_this_time",
        None,
        "promotion_not_active_now",
        NOT_RUNNING,
        "not_started",
    ),
    "campaign_inactive": Reason(
        "The campaign of the promotion is not active.",
        "campaign not active",
        None,
        "promotion_inactive",
        NOT_RUNNING,
        "not_valid",
    ),
    "campaign_finished": Reason(
        "The campaign of the promotion is over.",
        "campaign finished",
        None,
        "promotion_inactive",
        NOT_RUNNING,
        "expired",
    ),
    "campaign_not_started": Reason(
        "The campaign of the promotion has not begun.",
        "not_valid_at_this_time",
        None,
        "promotion_not_active_now",
        NOT_RUNNING,
        "not_started",
    ),
    # Rules.
    "outside_time_window": Reason(
        "The promotion is not good at this time.",
        "not_valid_at_this_time",
        None,
        "voucher_not_active_now",
        CONDITION,
        "not_started",
    ),
    "order_below_minimum": Reason(
        "The order is worth too little.",
        "below_campaign_minimum",
        2001,
        ORDER_RULES,
        CONDITION,
        "order_below_minimum",
    ),
    "order_above_maximum": Reason(
        "The order is worth too much.", None, None, ORDER_RULES, CONDITION, "not_valid"
    ),
    "order_total_mismatch": Reason(
        "The total of the order is not the sum of its items.", None, 2002, "invalid_amount", None, "not_valid"
    ),
    "items_required": Reason(
        "The order does not list its items.", None, None, "missing_order_items", None, "items_required"
    ),
    "amount_required": Reason(
        "The order does not say what it is worth.", None, None, "missing_amount", None, "items_required"
    ),
    "quantity_rule_failed": Reason(
        "There are too few or too many articles.", None, None, ORDER_RULES, CONDITION, "items_required"
    ),
    "product_rule_failed": Reason(
        "The order does not have the right articles.",
        "missing_required_tags",
        None,
        ORDER_RULES,
        CONDITION,
        "items_required",
    ),
    "order_rule_failed": Reason(
        "The order is shipped, paid or placed in another way.",
        None,
        None,
        ORDER_RULES,
        CONDITION,
        "not_valid",
    ),
    "currency_mismatch": Reason(
        "The order is in another currency.", None, None, ORDER_RULES, CONDITION, "not_valid"
    ),
    "audience_rule_failed": Reason(
        "The customer is not in the audience.",
        "segment_rule_failed",
        None,
        CUSTOMER_RULES,
        CONDITION,
        "not_valid",
    ),
    "new_customer_required": Reason(
        "The customer has ordered before.",
        "new_customer_required",
        None,
        CUSTOMER_RULES,
        CONDITION,
        "not_valid",
    ),
    "customer_rule_failed": Reason(
        "The customer does not meet a condition.", None, None, CUSTOMER_RULES, CONDITION, "not_valid"
    ),
    "store_rule_failed": Reason(
        "The promotion is not good in this store.", None, None, ORDER_RULES, CONDITION, "not_valid"
    ),
    "area_rule_failed": Reason(
        "The promotion is not good at this place.",
        "outside_of_permitted_areas",
        None,
        ORDER_RULES,
        CONDITION,
        "not_valid",
    ),
    "location_required": Reason(
        "The order does not say where it is made or where it goes.",
        "required",
        None,
        ORDER_RULES,
        CONDITION,
        "not_valid",
    ),
    "actor_not_allowed": Reason(
        "Who makes the call may not redeem the promotion.", None, None, LIMITS, CONDITION, "not_valid"
    ),
    "metadata_rule_failed": Reason(
        "A value in the metadata of the order is not right.", None, None, ORDER_RULES, CONDITION, "not_valid"
    ),
    "points_rule_failed": Reason(
        "The customer has too few or too many points.", None, None, CUSTOMER_RULES, CONDITION, "not_valid"
    ),
    "rule_excluded": Reason(
        "The order meets a rule that it must not meet.",
        "includes_forbidden_tags",
        None,
        ORDER_RULES,
        CONDITION,
        "not_valid",
    ),
    # Limits.
    "limit_reached": Reason(
        "The promotion was used as often as it may be.",
        "maximum_redemptions_exceeded",
        None,
        LIMITS,
        "CampaignLimitReached",
        "limit_reached",
    ),
    "budget_exhausted": Reason(
        "The budget of the promotion is spent.",
        "budget_exceeded",
        None,
        LIMITS,
        "CampaignLimitReached",
        "limit_reached",
    ),
    "customer_limit_reached": Reason(
        "The customer used the promotion as often as they may.",
        "per_customer_limit_exceeded",
        None,
        LIMITS,
        "ProfileLimitReached",
        "limit_reached",
    ),
    "code_limit_reached": Reason(
        "A limit for each code is reached.",
        "unique_code_already_used",
        1002,
        "quantity_exceeded",
        "CouponLimitReached",
        "limit_reached",
    ),
    # The customer's own copy.
    "activation_required": Reason(
        "The customer must activate the promotion first.",
        None,
        None,
        CUSTOMER_RULES,
        "CouponReservationRequired",
        "not_valid",
    ),
    "activation_lapsed": Reason(
        "The customer's activation is used up or past its time.",
        None,
        None,
        CUSTOMER_RULES,
        "CouponReservationRequired",
        "expired",
    ),
    "not_assigned": Reason(
        "The customer was not given the promotion, or nobody the code.",
        "does_not_match_assigned_customer",
        1003,
        CUSTOMER_RULES,
        "CouponReservationRequired",
        "not_valid",
    ),
    # Several promotions.
    "not_stackable": Reason(
        "It does not go together with another promotion.", None, None, None, NOT_TRIGGERED, "not_valid"
    ),
    "better_chosen": Reason(
        "Another promotion gives the customer more.", None, None, None, NOT_TRIGGERED, "not_valid"
    ),
    "too_many_promotions": Reason(
        "More promotions were asked for than may apply.", None, None, None, NOT_TRIGGERED, "not_valid"
    ),
    "no_effect": Reason("It would give nothing.", None, None, None, NO_EFFECT, "not_valid"),
    "no_eligible_items": Reason(
        "The order has no article that it is good for.",
        "missing_required_category",
        None,
        ORDER_RULES,
        NO_EFFECT,
        "items_required",
    ),
    "all_or_nothing": Reason(
        "Another code of the same order is refused, and all were to apply or none.",
        None,
        None,
        None,
        None,
        "not_valid",
    ),
    # Holds.
    "hold_lapsed": Reason(
        "The hold has run out and cannot be confirmed.", "time_limit_expired", None, None, None, "expired"
    ),
}

REASONS: Final[Mapping[str, Reason]] = MappingProxyType(_REASONS)
