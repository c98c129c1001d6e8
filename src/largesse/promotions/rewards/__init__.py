"""The rewards of promotions: one file each. The union is the registry."""

from typing import Annotated

from pydantic import Field

from largesse.promotions.rewards.add_tag import AddTag
from largesse.promotions.rewards.bundle import Bundle
from largesse.promotions.rewards.buy_get import BuyGet
from largesse.promotions.rewards.call_webhook import CallWebhook
from largesse.promotions.rewards.cashback import Cashback
from largesse.promotions.rewards.custom import CustomEffect
from largesse.promotions.rewards.free_item import FreeItem
from largesse.promotions.rewards.free_shipping import FreeShipping
from largesse.promotions.rewards.generate_code import GenerateCode
from largesse.promotions.rewards.gift_card import GiftCard
from largesse.promotions.rewards.gift_credit import GiftCredit
from largesse.promotions.rewards.give_code import GiveCode
from largesse.promotions.rewards.line_amount import LineAmount
from largesse.promotions.rewards.line_percent import LinePercent
from largesse.promotions.rewards.line_price import LinePrice
from largesse.promotions.rewards.message import ShowMessage
from largesse.promotions.rewards.order_amount import OrderAmount
from largesse.promotions.rewards.order_percent import OrderPercent
from largesse.promotions.rewards.order_total import OrderTotal
from largesse.promotions.rewards.pay_with_points import PayWithPoints
from largesse.promotions.rewards.points import EarnPoints
from largesse.promotions.rewards.points_multiplier import PointsMultiplier
from largesse.promotions.rewards.product_item import ProductItem
from largesse.promotions.rewards.replace_item import ReplaceItem
from largesse.promotions.rewards.shipping_discount import ShippingDiscount

AnyReward = Annotated[
    OrderAmount
    | OrderPercent
    | OrderTotal
    | FreeShipping
    | ShippingDiscount
    | LinePercent
    | LineAmount
    | LinePrice
    | BuyGet
    | Bundle
    | FreeItem
    | ReplaceItem
    | ProductItem
    | EarnPoints
    | PointsMultiplier
    | PayWithPoints
    | GiftCard
    | GiftCredit
    | Cashback
    | GiveCode
    | GenerateCode
    | ShowMessage
    | AddTag
    | CallWebhook
    | CustomEffect,
    Field(discriminator="type"),
]

__all__ = ["AnyReward"]
