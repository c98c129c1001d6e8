"""The rules of promotions: one file each. The union is the registry; groups of rules stand in tree.py."""

from largesse.promotions.rules.api_keys import ApiKeys
from largesse.promotions.rules.area import Area
from largesse.promotions.rules.audience import Audience
from largesse.promotions.rules.birthday import Birthday
from largesse.promotions.rules.channel import Channel
from largesse.promotions.rules.code_age import CodeAge
from largesse.promotions.rules.code_holder import CodeHolder
from largesse.promotions.rules.country import Country
from largesse.promotions.rules.currency_is import CurrencyIs
from largesse.promotions.rules.customer_known import CustomerKnown
from largesse.promotions.rules.customer_matches import CustomerMatches
from largesse.promotions.rules.customer_tag import CustomerTag
from largesse.promotions.rules.date_range import DateRange
from largesse.promotions.rules.days_since_last_order import DaysSinceLastOrder
from largesse.promotions.rules.event_count import EventCount
from largesse.promotions.rules.hours import Hours
from largesse.promotions.rules.item_count import ItemCount
from largesse.promotions.rules.item_price import ItemPrice
from largesse.promotions.rules.loyalty_tier import LoyaltyTier
from largesse.promotions.rules.members import Members
from largesse.promotions.rules.new_customer import NewCustomer
from largesse.promotions.rules.no_reduced_items import NoReducedItems
from largesse.promotions.rules.not_referrer import NotReferrer
from largesse.promotions.rules.order_maximum import OrderMaximum
from largesse.promotions.rules.order_metadata import OrderMetadata
from largesse.promotions.rules.order_minimum import OrderMinimum
from largesse.promotions.rules.order_number import OrderNumber
from largesse.promotions.rules.payment_method import PaymentMethod
from largesse.promotions.rules.points_balance import PointsBalance
from largesse.promotions.rules.postcode import Postcode
from largesse.promotions.rules.products import Products
from largesse.promotions.rules.recurring_window import RecurringWindow
from largesse.promotions.rules.shipping_method import ShippingMethod
from largesse.promotions.rules.store import Store
from largesse.promotions.rules.weekdays import Weekdays

LeafRule = (
    Weekdays
    | Hours
    | DateRange
    | RecurringWindow
    | OrderMinimum
    | OrderMaximum
    | ItemCount
    | OrderMetadata
    | CurrencyIs
    | ShippingMethod
    | PaymentMethod
    | Channel
    | Store
    | Country
    | Postcode
    | Area
    | Products
    | ItemPrice
    | NoReducedItems
    | CustomerKnown
    | CustomerMatches
    | CustomerTag
    | Audience
    | NewCustomer
    | OrderNumber
    | DaysSinceLastOrder
    | EventCount
    | PointsBalance
    | LoyaltyTier
    | Birthday
    | CodeAge
    | CodeHolder
    | NotReferrer
    | ApiKeys
    | Members
)

__all__ = ["LeafRule"]
