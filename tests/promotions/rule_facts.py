"""Facts to try rules on: a plain order of a known customer at noon, with what a test says otherwise."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import JsonValue, TypeAdapter

from largesse.profiles.conditions import ProfileFacts
from largesse.promotions.cart import Cart, Line, Scalar, sort_lines
from largesse.promotions.facts import CodeFacts, Facts, Requester
from largesse.promotions.needs import Need
from largesse.promotions.rules.rule import Rule
from largesse.promotions.tree import AnyRule

TREE: TypeAdapter[AnyRule] = TypeAdapter(AnyRule)
NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)
WARSAW = ZoneInfo("Europe/Warsaw")
NEW_YORK = ZoneInfo("America/New_York")
ANNA = 7


def rule_of(settings: Mapping[str, object]) -> Rule:
    """The rule as a promotion would read it."""
    return TREE.validate_python(settings)


def line_of(
    sku: str = "A",
    *,
    quantity: str | int = 1,
    price: int = 1000,
    categories: tuple[str, ...] = (),
    product: str = "",
    reduced: bool = False,
    attributes: Mapping[str, Scalar] | None = None,
) -> Line:
    """A line; what it costs is reckoned from its quantity and price."""
    count = Decimal(quantity)
    return Line(
        id=f"{sku}-{price}",
        sku=sku,
        quantity=count,
        price=price,
        amount=int(count * price),
        product_id=product,
        categories=frozenset(categories),
        attributes=attributes or {},
        reduced=reduced,
    )


def cart_with(*lines: Line, currency: str = "EUR", **fields: object) -> Cart:
    """A cart of these lines, in the order in which carts have them."""
    return Cart(currency=currency, lines=sort_lines(lines), **fields)  # type: ignore[arg-type]  # as given


def total_only(amount: int) -> Cart:
    """A cart of which only the total is known."""
    return Cart(currency="EUR", lines=(line_of("", price=amount),), has_items=False)


def profile_with(**fields: object) -> ProfileFacts:
    """A profile with these attributes, or with what else a profile has."""
    given: dict[str, object] = {
        "id": ANNA,
        "uuid": UUID(int=7),
        "custom_id": None,
        "email": None,
        "phone": None,
        "attributes": {},
        "tags": frozenset(),
        "agreements": {},
        "created_at": datetime(2024, 2, 29, tzinfo=UTC),
        "updated_at": datetime(2024, 2, 29, tzinfo=UTC),
    }
    return ProfileFacts(**{**given, **fields})  # type: ignore[arg-type]  # as given


def with_attribute(name: str, value: JsonValue) -> ProfileFacts:
    """A profile with one attribute."""
    return profile_with(attributes={name: value})


def facts_of(
    cart: Cart | None = None,
    *,
    now: datetime = NOON,
    zone: ZoneInfo = WARSAW,
    amounts: tuple[int, ...] | None = None,
    customer_id: int | None = ANNA,
    customer: ProfileFacts | None = None,
    code: CodeFacts | None = None,
    requester: Requester | None = None,
    known: Mapping[Need, object] | None = None,
) -> Facts:
    """Facts about a cart."""
    cart = cart if cart is not None else cart_with(line_of())
    return Facts(
        now=now,
        zone=zone,
        cart=cart,
        amounts=cart.amounts if amounts is None else amounts,
        customer_id=customer_id,
        customer=customer,
        code=code,
        requester=requester,
        known=known or {},
    )


def guest(cart: Cart | None = None) -> Facts:
    """An order of nobody in particular."""
    return facts_of(cart, customer_id=None)


def at(text: str, zone: ZoneInfo = WARSAW, *, fold: int = 0) -> datetime:
    """A moment by the wall clock of a zone, in UTC; `fold` 1: the second of an hour that comes twice."""
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)
