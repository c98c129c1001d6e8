"""Which articles the order has."""

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from largesse.promotions.cart import Line
from largesse.promotions.facts import Facts
from largesse.promotions.rules.ranges import (
    MoneyRange,
    QuantityRange,
    currency_fault,
    show,
    show_names,
)
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.selection import Selection
from largesse.promotions.verdicts import ITEMS_REQUIRED, PASSED, Verdict, failed

Quantifier = Literal["any", "every", "none", "cheapest", "dearest"]
# Of a line that is there: its number in the cart, and itself.
Here = tuple[int, Line]


class Products(Rule):
    """The order has some of these articles, only these, none of these, or its cheapest or dearest is one.

    Bounds on quantity and subtotal are for all that is meant together. Where several lines are the
    cheapest, one that is meant will do. Lines with a quantity of zero are not there.
    """

    title: ClassVar[str] = "Products"
    group: ClassVar[Group] = "product"
    sentence: ClassVar[str] = (
        "{quantifier} of the order's items: {items}[, quantity {quantity}][, worth {subtotal}]"
        "[, at {price} each]"
    )

    type: Literal["products"] = "products"
    quantifier: Quantifier = Field(
        default="any",
        description="`any`: at least one line is meant; `every`: all are; `none`: none is; `cheapest`,"
        " `dearest`: the line with the lowest or highest unit price is.",
    )
    items: Selection = Field(description="Which articles are meant.", examples=[{"categories": ["shoes"]}])
    quantity: QuantityRange | None = Field(default=None, description="How many of them, all together.")
    subtotal: MoneyRange | None = Field(default=None, description="What they cost, all together.")
    price: MoneyRange | None = Field(
        default=None, description="What one of them costs; lines at other prices are not meant."
    )
    basis: Literal["initial", "current"] = Field(
        default="initial",
        description="Whether `subtotal` is before any discount, or after those of earlier promotions.",
    )

    @model_validator(mode="after")
    def _makes_sense(self) -> "Products":
        if self.quantifier == "none" and (self.quantity or self.subtotal):
            msg = (
                "`none` takes no `quantity` and no `subtotal`: there is nothing to count."
                " Put `any` with these bounds into a rule of type `not`"
            )
            raise ValueError(msg)
        return self

    def holds(self, facts: Facts) -> bool:
        if self.quantifier != "any" or self.quantity or self.subtotal or self.price:
            return self.check(facts).passed
        cart, means = facts.cart, self.items.holds
        return cart.has_items and any(line.quantity > 0 and means(line) for line in cart.lines)

    def check(self, facts: Facts) -> Verdict:
        cart = facts.cart
        if not cart.has_items:
            return ITEMS_REQUIRED
        if not all(bounds is None or bounds.is_in(cart.currency) for bounds in (self.subtotal, self.price)):
            return currency_fault(facts)
        here = [(number, line) for number, line in enumerate(cart.lines) if line.quantity > 0]
        if self.quantifier in ("cheapest", "dearest"):
            here = _outermost(here, dearest=self.quantifier == "dearest")
        meant = [item for item in here if self._means(item[1], cart.currency)]
        fault = self._find_fault(here, meant)
        return fault or self._check_amounts(meant, facts)

    def skus(self) -> frozenset[str] | None:
        return None if self.quantifier == "none" else self.items.needed_skus()

    def categories(self) -> frozenset[str] | None:
        return None if self.quantifier == "none" else self.items.needed_categories()

    def _means(self, line: Line, currency: str) -> bool:
        return self.items.holds(line) and (
            self.price is None or self.price.fault(line.price, currency) is None
        )

    def _find_fault(self, here: Sequence[Here], meant: Sequence[Here]) -> Verdict | None:
        if self.quantifier == "none":
            return _refuse(meant, self._needed) if meant else None
        if self.quantifier == "every" and len(meant) < len(here):
            chosen = {number for number, _ in meant}
            return _refuse([item for item in here if item[0] not in chosen], self._needed)
        return None if meant else _refuse(here, self._needed)

    def _check_amounts(self, meant: Sequence[Here], facts: Facts) -> Verdict:
        if self.quantity is not None:
            quantity = sum((line.quantity for _, line in meant), Decimal())
            fault = self.quantity.fault(quantity)
            if fault:
                return failed(
                    "quantity_rule_failed", observed=show(quantity), needed=fault[0], missing=fault[1]
                )
        if self.subtotal is not None:
            amounts = facts.cart.amounts if self.basis == "initial" else facts.amounts
            worth = sum(amounts[number] for number, _ in meant)
            fault = self.subtotal.fault(worth, facts.cart.currency)
            if fault:
                return failed("product_rule_failed", observed=worth, needed=fault[0], missing=fault[1])
        return PASSED

    @property
    def _needed(self) -> tuple[str, ...]:
        """The quantifier, and what is named."""
        items = self.items
        attributes = [f"{one.name}: {', '.join(sorted(one.any_of))}" for one in items.attributes]
        named = sorted(items.skus) + sorted(items.products) + sorted(items.categories) + attributes
        return (self.quantifier, *show_names(tuple(named)))


def _outermost(here: Sequence[Here], *, dearest: bool) -> list[Here]:
    """The lines with the highest or lowest unit price."""
    prices = [line.price for _, line in here]
    wanted = max(prices, default=0) if dearest else min(prices, default=0)
    return [item for item in here if item[1].price == wanted]


def _refuse(lines: Sequence[Here], needed: tuple[str, ...]) -> Verdict:
    observed = show_names(tuple(sorted({line.sku for _, line in lines})))
    return failed("product_rule_failed", observed=observed, needed=needed)
