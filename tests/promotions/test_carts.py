"""Carts reckoned by hand: the files in `carts/` say what each one costs and why, and this reads them."""

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from largesse.promotions.cart import Cart, Line, Scalar, sort_lines
from largesse.promotions.definition import Definition
from largesse.promotions.evaluate import Candidate, Compiled, Decision, Offer, Policy, Visit, evaluate
from largesse.promotions.facts import CodeFacts
from largesse.promotions.needs import Need, NeedOrders, NeedPoints, OrderHistory
from largesse.redemptions.commands.returns import PaidLine, refund, stays
from largesse.vouchers.codes import CasePolicy, canonical
from tests.promotions.made import NOW, a_customer, a_line

FOLDER: Final = Path(__file__).parent / "carts"
FEWEST: Final = 150
DEFINITIONS_JSON: Final[TypeAdapter[dict[str, object]]] = TypeAdapter(dict[str, object])
LINE: Final = re.compile(r"(\S+) ([0-9.]+) x ([0-9]+)")


class Data(BaseModel):
    """What stands in a file; a word nobody knows is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LineData(Data):
    """A line that has more to say than `TEE 2 x 1000`."""

    line: str
    id: str | None = None
    amount: int | None = None
    categories: tuple[str, ...] = ()
    product_id: str = ""
    reduced: bool = False
    attributes: dict[str, Scalar] = {}


class CodeData(Data):
    """A code that is asked for, with what the database knows of it."""

    promotion: str
    balance: int | None = None
    holder: int | None = None
    created_at: datetime | None = None
    assigned_at: datetime | None = None


class RefusalData(Data):
    """What the shell found out before: a limit that is reached, an activation that is missing."""

    reason: str
    observed: str | int | None = None
    needed: str | int | None = None


class CustomerData(Data):
    """Who buys."""

    id: int = 1
    tags: tuple[str, ...] = ()
    attributes: dict[str, str | int | float | bool] = {}
    points: int | None = None
    orders: int | None = None
    last_order: datetime | None = None


class ReturnData(Data):
    """Units that come back, what is refunded, and what each line costs that stays."""

    back: dict[str, int]
    policy: Literal["keep", "claw_back"] = "keep"
    refund: int
    stays: dict[str, int]


class CartCase(Data):
    """A cart, what it meets, and what it costs in the end."""

    name: str
    why: str
    currency: str = "EUR"
    lines: tuple[str | LineData, ...]
    shipping: int = 0
    cart: dict[str, JsonValue] = {}
    moment: datetime = NOW
    zone: str = "Europe/Warsaw"
    customer: CustomerData | None = None
    policy: dict[str, JsonValue] = {}
    promotions: dict[str, dict[str, object]]
    codes: dict[str, CodeData] = {}
    uses: dict[str, int] = {}
    refusals: dict[str, RefusalData] = {}
    # What is expected. Lines, promotions and codes that are not named get nothing; outcomes are complete.
    discounts: dict[str, int] = {}
    shipping_discount: int = 0
    total: int
    outcomes: dict[str, int | str]
    order: tuple[str, ...] = ()
    shares: dict[str, dict[str, int]] = {}
    gives: dict[str, tuple[str, ...]] = {}
    spends: dict[str, str] = {}
    missing: dict[str, int] = {}
    units: dict[str, int] = {}
    returns: tuple[ReturnData, ...] = ()


class CodeCase(Data):
    """Codes as customers type them, and the one they are meant to be."""

    name: str
    why: str
    policy: CasePolicy
    code: str
    same: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


class CartFile(Data):
    """A file of carts."""

    case: tuple[CartCase, ...] = Field(min_length=1)


class CodeFile(Data):
    """A file of codes."""

    code: tuple[CodeCase, ...] = Field(min_length=1)


def _files(kind: type[CartFile] | type[CodeFile], pattern: str) -> Iterator[tuple[str, CartCase | CodeCase]]:
    for path in sorted(FOLDER.glob(pattern)):
        found = kind.model_validate(tomllib.loads(path.read_text()))
        for case in found.case if isinstance(found, CartFile) else found.code:
            yield path.stem, case


CARTS: Final = [(file, each) for file, each in _files(CartFile, "[!_]*.toml") if isinstance(each, CartCase)]
CODES: Final = [each for _, each in _files(CodeFile, "_codes.toml") if isinstance(each, CodeCase)]

NAMED: Final = [pytest.param(each, id=f"{file}: {each.name}") for file, each in CARTS]
RETURNED: Final = [pytest.param(each, id=each.name) for _, each in CARTS if each.returns]


def line_of(data: str | LineData) -> Line:
    """`TEE 2 x 1000`: two T-shirts of 10.00 each."""
    given = data if isinstance(data, LineData) else LineData(line=data)
    found = LINE.fullmatch(given.line)
    assert found is not None, f"{given.line} is not such as TEE 2 x 1000"
    sku, quantity, price = found.groups()
    return a_line(
        sku,
        int(price),
        quantity,
        line_id=given.id or sku,
        amount=given.amount,
        categories=given.categories,
        product_id=given.product_id,
        reduced=given.reduced,
        **given.attributes,  # type: ignore[arg-type]  # no attribute is called as a setting of the line
    )


def cart_of(case: CartCase, lines: Sequence[Line]) -> Cart:
    """The cart, its lines put in their order as everywhere."""
    more: dict[str, JsonValue] = {"currency": case.currency, "shipping": case.shipping, **case.cart}
    return Cart(lines=sort_lines(lines), **more)  # type: ignore[arg-type]  # fields as the file has them


def visit_of(case: CartCase, cart: Cart) -> Visit:
    """Who comes with the cart, and when."""
    data = case.customer
    if data is None:
        return Visit(case.moment, cart)
    known: dict[Need, object] = {}
    if data.points is not None:
        known[NeedPoints()] = data.points
    if data.orders is not None:
        known[NeedOrders()] = OrderHistory(data.orders, data.last_order)
    customer = a_customer(data.id, tags=data.tags, **data.attributes)
    return Visit(case.moment, cart, data.id, customer, known=known)


def offers_of(case: CartCase) -> list[Offer]:
    """Every promotion: by each of its codes, or as it applies by itself."""
    found: list[Offer] = []
    for number, (name, data) in enumerate(case.promotions.items(), start=1):
        definition = Definition.model_validate_json(DEFINITIONS_JSON.dump_json(data))
        promotion = Compiled(
            id=UUID(int=number),
            campaign_id=None,
            version=1,
            name=name,
            definition=definition,
            currency=definition.currency or case.currency,
            zone=ZoneInfo(definition.zone or case.zone),
        )
        codes: list[CodeFacts | None] = [
            _facts(code, each) for code, each in case.codes.items() if each.promotion == name
        ]
        refusal = case.refusals.get(name, RefusalData(reason=""))
        found += [
            Offer(promotion, code, case.uses.get(name, 0), refusal.reason, refusal.observed, refusal.needed)
            for code in codes or [None]
        ]
    return found


def _facts(code: str, data: CodeData) -> CodeFacts:
    return CodeFacts(code, data.holder, data.created_at, data.assigned_at, data.balance)


def decide(
    case: CartCase, lines: Sequence[Line], offers: Sequence[Offer], *, explain_all: bool = True
) -> Decision:
    """What the cart gets; unless said otherwise, all promotions are told about."""
    policy = Policy(**case.policy)  # type: ignore[arg-type]  # fields as the file has them
    return evaluate(visit_of(case, cart_of(case, lines)), offers, policy, explain_all=explain_all)


def name_of(candidate: Candidate) -> str:
    """By its code, where it was asked for by one."""
    return candidate.code or candidate.name


def told(case: CartCase, decision: Decision) -> dict[str, object]:
    """The answer in the words of the files, as far as the case says anything about it."""
    by_name = {name_of(each): each for each in decision.candidates}
    ids = [line.id for line in decision.lines]
    return {
        "discounts": {line.id: line.discount for line in decision.lines if line.discount},
        "shipping_discount": decision.shipping_discount,
        "total": decision.initial + decision.shipping_initial - decision.discount,
        "outcomes": {name: _outcome(each) for name, each in by_name.items()},
        "order": tuple(name_of(each) for each in decision.applied)[: len(case.order) or 0],
        "shares": {
            name: {at: off for at, off in zip(ids, by_name[name].lines, strict=True) if off}
            for name in case.shares
        },
        "gives": {name_of(each): _given(each) for each in decision.applied if each.grants},
        "spends": {name_of(each): paid for each in decision.applied if (paid := _spent(each))},
        "missing": {name: _missing(by_name[name]) for name in case.missing},
        "units": {name: by_name[name].units for name in case.units},
    }


def _outcome(candidate: Candidate) -> int | str:
    applies = candidate.outcome == "applicable"
    return candidate.discount if applies else f"{candidate.outcome}: {candidate.reason}"


def _given(candidate: Candidate) -> tuple[str, ...]:
    return tuple(
        f"{grant.amount} {grant.params['sku'] if grant.kind == 'item' else grant.kind}"
        for grant in candidate.grants
    )


def _spent(candidate: Candidate) -> str:
    if candidate.spends_points:
        return f"{candidate.spends_points} points"
    return f"{candidate.spends_gift} money" if candidate.spends_gift else ""


def _missing(candidate: Candidate) -> int | None:
    return candidate.verdict.first_failure().missing if candidate.verdict else None


def expected(case: CartCase) -> dict[str, object]:
    """What the file says, in the same words as `told`."""
    names = ("discounts", "shipping_discount", "total", "outcomes", "order", "shares", "gives", "spends")
    return {name: getattr(case, name) for name in (*names, "missing", "units")}


def test_there_are_at_least_150_carts() -> None:
    assert len(CARTS) + len(CODES) >= FEWEST
    names = [each.name for _, each in CARTS] + [each.name for each in CODES]
    assert len(set(names)) == len(names)
    assert [path.name for path in FOLDER.iterdir() if len(path.read_text().splitlines()) > 400] == []


@pytest.mark.parametrize("case", NAMED)
def test_what_was_reckoned_by_hand_adds_up(case: CartCase) -> None:
    before = sum(line_of(each).amount for each in case.lines) + case.shipping
    off = sum(case.discounts.values()) + case.shipping_discount
    assert case.total == before - off
    assert off == sum(each for each in case.outcomes.values() if isinstance(each, int))
    assert len(case.why) > 10
    for name, shares in case.shares.items():
        assert sum(shares.values()) <= int(case.outcomes[name])


@pytest.mark.parametrize("case", NAMED)
def test_a_cart_costs_what_was_reckoned_by_hand(case: CartCase) -> None:
    decision = decide(case, [line_of(each) for each in case.lines], offers_of(case))
    assert told(case, decision) == expected(case)


@pytest.mark.parametrize("case", NAMED)
def test_the_order_of_lines_and_promotions_and_how_much_is_told_change_nothing(case: CartCase) -> None:
    lines, offers = [line_of(each) for each in case.lines], offers_of(case)
    asis = decide(case, lines, offers)
    seed = random.randrange(2**32)
    dice = random.Random(seed)
    for _ in range(5):
        dice.shuffle(lines)
        dice.shuffle(offers)
        assert decide(case, lines, offers) == asis, f"seed {seed}"
        quiet = decide(case, lines, offers, explain_all=False)
        assert (quiet.applied, quiet.lines) == (asis.applied, asis.lines), f"seed {seed}"


@pytest.mark.parametrize("case", RETURNED)
def test_what_comes_back_is_refunded_as_reckoned_by_hand(case: CartCase) -> None:
    decision = decide(case, [line_of(each) for each in case.lines], offers_of(case))
    lines = paid_lines([line_of(each) for each in case.lines], decision)
    for step in case.returns:
        kept = 0 if step.policy == "claw_back" else None
        assert refund(lines, step.back, kept_discount=kept) == step.refund
        lines = after(lines, step)
        assert {line.id: paid for line in lines if (paid := stays(line, 0).paid)} == step.stays


def paid_lines(lines: Sequence[Line], decision: Decision) -> list[PaidLine]:
    """The lines as they were paid, with the discount of each promotion that applies."""
    return [
        PaidLine(line.id, line.quantity, line.amount, tuple(each.lines[at] for each in decision.applied))
        for at, line in enumerate(sort_lines(lines))
    ]


def after(lines: Sequence[PaidLine], step: ReturnData) -> list[PaidLine]:
    """The lines when these units came back; clawed back, they have no discount any more."""
    found = [line.less(step.back.get(line.id, 0)) for line in lines]
    if step.policy == "keep":
        return found
    return [
        PaidLine(line.id, line.quantity, line.amount, tuple(0 for _ in line.discounts), line.returned)
        for line in found
    ]


@pytest.mark.parametrize("case", [pytest.param(each, id=each.name) for each in CODES])
def test_codes_are_the_same_where_they_were_said_to_be(case: CodeCase) -> None:
    wanted = canonical(case.code, case.policy)
    assert [typed for typed in case.same if canonical(typed, case.policy) != wanted] == []
    assert [typed for typed in case.other if canonical(typed, case.policy) == wanted] == []
