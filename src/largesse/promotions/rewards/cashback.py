"""Money back, later."""

from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from largesse.core.moments import Span, write_span
from largesse.core.money import percent_of
from largesse.promotions.amounts import Money, in_currency
from largesse.promotions.rewards.effects import NOTHING, Effects, Grant
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.units import meant
from largesse.promotions.rewards.values import MoneyValue, PercentValue, money_now, percent_now
from largesse.promotions.selection import Selection


class Cashback(Reward):
    """Money the customer gets back after a while, as when goods can no longer be returned."""

    title: ClassVar[str] = "Cashback"
    group: ClassVar[Group] = "value"
    sentence: ClassVar[str] = "[{percent} %][{amount}] back after {pending}"

    type: Literal["cashback"] = "cashback"
    percent: PercentValue | None = Field(
        default=None, description="Per cent of what the items cost now, or steps of them."
    )
    amount: MoneyValue | None = Field(default=None, description="Or an amount, or steps of it.")
    items: Selection = Field(default=Selection(), description="What the money is paid for.")
    most: Money | None = Field(default=None, description="Never more than this.")
    pending: Annotated[Span, Field(ge=timedelta(0), le=timedelta(days=3660))] = Field(
        default=timedelta(days=14), description="How long after the redemption it becomes payable."
    )

    @model_validator(mode="after")
    def _is_coherent(self) -> "Cashback":
        if (self.percent is None) == (self.amount is None):
            msg = "give one of `percent` and `amount`"
            raise ValueError(msg)
        return self

    def apply(self, basket: Basket) -> Effects:
        currency = basket.facts.cart.currency
        spent = sum(basket.facts.amounts[i] for i in meant(basket, self.items))
        if self.percent is not None:
            back = percent_of(spent, percent_now(self.percent, basket, self.items))
        else:
            back = (money_now(self.amount, basket, self.items) if self.amount is not None else None) or 0
        # Nobody gets back more than was paid.
        back = min(back, spent)
        if self.most is not None:
            back = min(back, in_currency(self.most, currency) or 0)
        if not back:
            return NOTHING
        return Effects(
            grants=(Grant("cashback", back, {"currency": currency, "pending": write_span(self.pending)}),)
        )
