"""Promotions, carts and offers made in a line, by the same models that the API reads."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.core.money import round_half_up
from largesse.profiles.conditions import ProfileFacts
from largesse.promotions.cart import Cart, Line, Place, Scalar, sort_lines
from largesse.promotions.definition import Definition
from largesse.promotions.evaluate import Candidate, Compiled, Decision, Offer, Policy, Visit, evaluate
from largesse.promotions.facts import CodeFacts, Requester
from largesse.promotions.needs import Need

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Warsaw")
POOL = UUID(int=77)
ALL = Policy(pre="all", default="all", post="all")


def a_promotion(
    number: int = 1,
    *,
    name: str = "",
    currency: str = "EUR",
    zone: ZoneInfo = ZONE,
    campaign_id: UUID | None = None,
    **definition: object,
) -> Compiled:
    """A published promotion whose id is the number: `a_promotion(2, rewards=[percent(10)])`."""
    return Compiled(
        id=UUID(int=number),
        campaign_id=campaign_id,
        version=1,
        name=name or f"promotion {number}",
        definition=Definition.model_validate(definition),
        currency=currency,
        zone=zone,
    )


def percent(value: float | str, **settings: object) -> dict[str, object]:
    """The reward: so many per cent off the order."""
    return {"type": "order_percent", "percent": str(value), **settings}


def line_percent(value: float | str, sku: str | None = None) -> dict[str, object]:
    """The reward: so many per cent off lines, or off those of one article."""
    return {"type": "line_percent", "percent": str(value), "items": {"skus": [sku]} if sku else {}}


def at_least(amount: int | Mapping[str, int], **settings: object) -> dict[str, object]:
    """The rule: the order is worth so much."""
    return {"type": "order_minimum", "amount": amount, **settings}


def a_line(
    sku: str,
    price: int,
    quantity: int | str = 1,
    *,
    line_id: str = "",
    amount: int | None = None,
    categories: Sequence[str] = (),
    reduced: bool = False,
    product_id: str = "",
    name: str = "",
    **attributes: Scalar,
) -> Line:
    """A line that costs price times quantity; its id is the SKU."""
    many = Decimal(quantity)
    return Line(
        id=line_id or sku,
        sku=sku,
        quantity=many,
        price=price,
        amount=round_half_up(price * many) if amount is None else amount,
        name=name,
        product_id=product_id,
        categories=frozenset(categories),
        attributes=attributes,
        reduced=reduced,
    )


def a_cart(
    *lines: Line | int,
    currency: str = "EUR",
    shipping: int = 0,
    store: str | None = None,
    channel: str | None = None,
    shipping_method: str | None = None,
    payment_method: str | None = None,
    country: str | None = None,
    postcode: str | None = None,
    place: Place | None = None,
    has_items: bool = True,
    metadata: Mapping[str, Scalar] | None = None,
) -> Cart:
    """A cart of these lines; a number is a line that costs so much: `a_cart(1000, a_line("TEA", 450, 2))`."""
    made = [
        line if isinstance(line, Line) else a_line(f"SKU-{place_}", line)
        for place_, line in enumerate(lines, start=1)
    ]
    return Cart(
        currency=currency,
        lines=sort_lines(made),
        has_items=has_items,
        shipping=shipping,
        shipping_method=shipping_method,
        payment_method=payment_method,
        channel=channel,
        store=store,
        country=country,
        postcode=postcode,
        place=place,
        metadata=metadata or {},
    )


def a_customer(
    number: int = 1, *, tags: Sequence[str] = (), **attributes: str | int | float | bool
) -> ProfileFacts:
    """A customer with these attributes."""
    return ProfileFacts(
        id=number,
        uuid=UUID(int=number),
        custom_id=f"c-{number}",
        email=f"c-{number}@example.com",
        phone=None,
        attributes=attributes,
        tags=frozenset(tags),
        agreements={},
        created_at=NOW,
        updated_at=NOW,
    )


def a_visit(
    cart: Cart,
    *,
    now: datetime = NOW,
    customer: ProfileFacts | None = None,
    customer_id: int | None = None,
    requester: Requester | None = None,
    known: Mapping[Need, object] | None = None,
) -> Visit:
    """Somebody with this cart: nobody known, unless a customer or their id is given."""
    return Visit(
        now=now,
        cart=cart,
        customer_id=customer.id if customer is not None else customer_id,
        customer=customer,
        requester=requester,
        known=known or {},
    )


def an_offer(
    promotion: Compiled,
    code: str | CodeFacts | None = None,
    *,
    uses: int = 0,
    refusal: str = "",
    observed: str | int | None = None,
    needed: str | int | None = None,
) -> Offer:
    """The promotion, as it applies by itself or is asked for by a code."""
    facts = CodeFacts(code) if isinstance(code, str) else code
    return Offer(promotion, facts, uses, refusal, observed, needed)


def decide(
    cart: Cart | Visit,
    *offers: Offer | Compiled,
    policy: Policy | None = None,
    explain_all: bool = True,
) -> Decision:
    """What the cart gets of these; all are told about. The lanes are as the workspace has them at first."""
    visit = cart if isinstance(cart, Visit) else a_visit(cart)
    made = [offer if isinstance(offer, Offer) else Offer(offer) for offer in offers]
    return evaluate(visit, made, policy or Policy(), explain_all=explain_all)


def outcomes(decision: Decision) -> dict[int, str]:
    """By the number of the promotion: its discount, or else why it has none."""
    return {
        candidate.promotion_id.int: str(candidate.discount)
        if candidate.outcome == "applicable"
        else f"{candidate.outcome}: {candidate.reason}"
        for candidate in decision.candidates
    }


def the(decision: Decision, number: int) -> Candidate:
    """What is told about the promotion of this number."""
    [found] = [each for each in decision.candidates if each.promotion_id.int == number]
    return found


def in_order(decision: Decision) -> list[tuple[int, int]]:
    """Those that apply, in the order in which they do, with their discounts."""
    return [(each.promotion_id.int, each.discount) for each in decision.applied]
