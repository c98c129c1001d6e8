"""Synerise's shapes of a till's basket: what it sends to be priced, and what it is told."""

from decimal import Decimal
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StrictInt, model_validator
from pydantic.alias_generators import to_camel

from largesse.compat.synerise.client_schemas import Camel, Text
from largesse.core.money import from_minor, round_half_up, to_minor
from largesse.redemptions.asking.schemas import MAX_CODES, MAX_ITEMS, CartInput
from largesse.vouchers.schemas import CodeText

MoneyText = Annotated[
    str, Field(pattern=r"^\d{1,12}\.\d{1,2}$", examples=["30.23"], description="In major units, as text.")
]
QuantityText = Annotated[str, Field(pattern=r"^\d{1,6}(\.\d{1,3})?$", examples=["1.000"])]
Name = Annotated[Text, Field(min_length=1, max_length=255)]
OperationId = Annotated[StrictInt, Field(ge=-(2**53), le=2**53)] | Name
# A till may round the value of a weighed article either way.
ROUNDING: Final = 1


def money_text(minor: int, currency: str) -> str:
    """An amount as tills read it, such as 3.00."""
    return f"{from_minor(minor, currency):.2f}"


class Terminal(Camel):
    """Which till."""

    store_id: Name
    pos_id: Name


class TransactionMetric(Camel):
    """Which sale."""

    pos_transaction_id: Name
    begin_date_time: Name
    global_transaction_id: Name


class SaleItem(Camel):
    """A line of the basket: `evidPrice` is the list price, `finalPrice` what one costs at this till."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    seq_no: Annotated[int, Field(ge=0, le=10**6)]
    article_ref: Name
    quantity: QuantityText
    evid_price: MoneyText
    final_price: MoneyText
    final_value: MoneyText


class AdditionalItem(Camel):
    """A coupon that was scanned."""

    seq_no: Annotated[int, Field(ge=0, le=10**6)]
    type: Literal["COUPON"]
    code: CodeText


class SaleInput(Camel):
    """A basket to be priced. Nothing is redeemed."""

    operation_id: OperationId
    client_date_time: Name
    terminal: Terminal
    transaction_metric: TransactionMetric
    final_value: MoneyText
    transaction_items: Annotated[list[SaleItem], Field(min_length=1, max_length=MAX_ITEMS)]
    transaction_additional_items: Annotated[list[AdditionalItem], Field(max_length=MAX_CODES)]

    @model_validator(mode="after")
    def _adds_up(self) -> "SaleInput":
        for item in self.transaction_items:
            worth = round_half_up(Decimal(item.final_price) * Decimal(item.quantity) * 100)
            if abs(worth - _cents(item.final_value)) > ROUNDING or not Decimal(item.quantity):
                msg = f"finalValue of the item {item.seq_no} must be its finalPrice times its quantity"
                raise ValueError(msg)
        if sum(_cents(item.final_value) for item in self.transaction_items) != _cents(self.final_value):
            msg = "finalValue must be the sum of the items' finalValue"
            raise ValueError(msg)
        if len({item.seq_no for item in self.transaction_items}) < len(self.transaction_items):
            msg = "seqNo must be another one for each item"
            raise ValueError(msg)
        return self

    def cart(self, currency: str) -> CartInput:
        """The basket as our cart; a line's id is its number."""
        return CartInput.model_validate(
            {
                "currency": currency,
                "items": [
                    {
                        "id": str(item.seq_no),
                        "sku": item.article_ref,
                        "quantity": item.quantity,
                        "price": to_minor(Decimal(item.final_price), currency),
                        "amount": to_minor(Decimal(item.final_value), currency),
                        "reduced": Decimal(item.evid_price) > Decimal(item.final_price),
                    }
                    for item in self.transaction_items
                ],
                "channel": "till",
                "store": self.terminal.store_id,
                "metadata": {"pos_id": self.terminal.pos_id},
            }
        )

    def codes(self) -> tuple[str, ...]:
        """The coupons that were scanned."""
        return tuple(item.code for item in self.transaction_additional_items)


class PaymentItem(Camel):
    """A payment."""

    seq_no: Annotated[int, Field(ge=0, le=10**6)]
    type: Name
    name: Name
    amount: MoneyText


class PaymentsReport(Camel):
    """How the basket was paid."""

    payment_items: Annotated[list[PaymentItem], Field(max_length=50)]


class CheckoutInput(SaleInput):
    """A basket that was paid; coupons for the next one are printed on its receipt."""

    payments_report: PaymentsReport


class DiscountSource(Camel):
    """What gave the discount."""

    promotion_uuid: UUID
    promotion_code: str
    promotion_name: str
    coupon_id: str | None = Field(description="The coupon's code.")


class GrantedDiscount(Camel):
    """What one promotion takes off a line."""

    discount_origin: Literal["PROMOTION", "COUPON"]
    discount_value: str
    source: DiscountSource


class PricedItem(SaleItem):
    """A line as it was sent, and what is taken off it."""

    granted_discounts: list[GrantedDiscount]


class AdditionalItemResult(AdditionalItem):
    """A scanned coupon, and whether it is good for this basket."""

    status: Literal["VALID", "INVALID"]


class PromotionError(Camel):
    """Why a coupon or promotion takes nothing off."""

    reason: str = Field(description="A stable code; see the list of reasons.")
    message: str
    promotion_uuid: UUID | None
    promotion_code: str | None
    coupon_id: str | None


class SaleAnswer(Camel):
    """The priced basket."""

    operation_id: str | int
    final_value: str = Field(description="As it was sent.")
    granted_value: str = Field(description="All that is taken off.")
    value_to_pay: str
    transaction_items: list[PricedItem]
    transaction_additional_items: list[AdditionalItemResult]
    promotion_errors: list[PromotionError]


class PrintVariable(Camel):
    """Something in the text of a printout that is another one each time."""

    type: Literal["CODE"]
    value: str


class Printout(Camel):
    """What the till prints."""

    promotion_uuid: UUID
    text: str
    variables: list[PrintVariable]


class PrintoutError(Camel):
    """Why one coupon could not be issued."""

    promotion_uuid: UUID
    reason: str
    message: str


class GrantsReport(Camel):
    """The coupons of a receipt."""

    printouts: list[Printout]
    errors: list[PrintoutError]


class CheckoutMessage(Camel):
    """The report of a check-out."""

    transaction_grants_report: GrantsReport


class CheckoutAnswer(Camel):
    """What the till prints below the receipt."""

    message: CheckoutMessage


def _cents(amount: str) -> int:
    return round_half_up(Decimal(amount) * 100)
