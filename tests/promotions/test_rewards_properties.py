"""What holds for every reward and every cart."""

from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from largesse.promotions.cart import Line
from largesse.promotions.rewards.effects import Effects
from largesse.promotions.rewards.reward import Basket, Reward
from tests.promotions.baskets import basket, line, off, reward

SELECTIONS: list[dict[str, Any]] = [{}, {"categories": ["x"]}, {"categories": ["y"]}, {"except_skus": ["A"]}]
VALUES = st.integers(0, 2500)
PERCENTS = st.sampled_from(["0.5", "10", "33.3333", "50", "99.99", "100"])
SELECTED = st.sampled_from(SELECTIONS)
COUNTS = st.integers(1, 4)

TARGETS = st.one_of(
    st.fixed_dictionaries(
        {"pick": st.just("all"), "skip": st.integers(0, 3), "by": st.sampled_from(["unit", "line"])},
        optional={"count": COUNTS, "first": st.sampled_from(["cheapest", "dearest"])},
    ),
    st.fixed_dictionaries(
        {"pick": st.sampled_from(["cheapest", "dearest"]), "within": st.sampled_from(["order", "line"])},
        optional={"count": COUNTS, "repeat": COUNTS, "skip": st.integers(0, 3)},
    ),
    st.fixed_dictionaries(
        {"pick": st.just("every_nth"), "n": COUNTS, "within": st.sampled_from(["order", "line"])},
        optional={"count": COUNTS, "first": st.sampled_from(["cheapest", "dearest"])},
    ),
)
LINE_CAPS = ("most_per_unit", "most_per_line", "most", "most_units")


def value_of(draw: st.DrawFn, *kinds: str) -> dict[str, Any]:
    kind = draw(st.sampled_from(kinds))
    return {kind: draw(PERCENTS if kind == "percent" else VALUES)}


@st.composite
def line_settings(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["line_percent", "line_amount", "line_price"]))
    setting = {"kind": kind, "items": draw(SELECTED), "target": draw(TARGETS)}
    if kind == "line_amount":
        setting["per"] = draw(st.sampled_from(["unit", "line", "value", "quantity"]))
    return setting | value_of(draw, kind.removeprefix("line_"))


@st.composite
def order_settings(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(
        st.sampled_from(["order_percent", "order_amount", "order_total", "pay_with_points", "gift_card"])
    )
    if kind == "pay_with_points":
        return {"kind": kind, "worth": draw(st.integers(1, 9)), "items": draw(SELECTED)}
    if kind == "gift_card":
        return {"kind": kind, "items": draw(SELECTED)}
    return {"kind": kind, **value_of(draw, kind.removeprefix("order_"))}


@st.composite
def item_settings(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["buy_get", "bundle", "free_item", "replace_item"]))
    if kind == "buy_get":
        names = {"buy": SELECTED, "get": SELECTED, "buy_quantity": COUNTS, "get_quantity": COUNTS}
        chosen = {name: draw(each) for name, each in names.items()}
        return {"kind": kind, **chosen, **value_of(draw, "percent", "amount", "price")}
    if kind == "bundle":
        parts = [{"items": draw(SELECTED), "quantity": draw(COUNTS)} for _ in range(draw(st.integers(1, 3)))]
        pick = draw(st.sampled_from(["cheapest", "dearest"]))
        return {"kind": kind, "parts": parts, "pick": pick, **value_of(draw, "percent", "amount", "price")}
    if kind == "replace_item":
        return {"kind": kind, "items": draw(SELECTED), "sku": "B", "price": draw(VALUES)}
    return {
        "kind": kind,
        "mode": "same",
        "items": draw(SELECTED),
        "each": draw(COUNTS),
        "quantity": draw(COUNTS),
    }


SETTINGS = st.one_of(line_settings(), order_settings(), item_settings())


@st.composite
def lines(draw: st.DrawFn) -> list[Line]:
    found = []
    for i in range(draw(st.integers(0, 6))):
        quantity = draw(st.sampled_from(["1", "1", "2", "3", "7", "0.375", "1.5"]))
        amount = draw(st.one_of(st.integers(0, 20), st.integers(0, 3000)))
        found.append(
            line(
                draw(st.sampled_from("ABCD")),
                amount,
                quantity,
                amount=amount,
                name=f"l{i}",
                categories=sorted(draw(st.sets(st.sampled_from("xy")))),
            )
        )
    return found


@st.composite
def baskets(draw: st.DrawFn) -> Basket:
    given_lines = draw(lines())
    now = {each.id: draw(st.integers(0, each.amount)) for each in given_lines if draw(st.booleans())}
    return basket(
        *given_lines,
        now=now,
        initial=draw(st.booleans()),
        closed=[each.id for each in given_lines if draw(st.sampled_from([False, False, False, True]))],
        shipping=draw(st.integers(0, 999)),
        points=draw(st.integers(0, 4000)),
        balance=draw(st.integers(0, 4000)),
    )


def applied(setting: dict[str, Any], cart: Basket) -> Effects:
    made: Reward = reward(**setting)
    return made.apply(cart)


@given(SETTINGS, baskets())
@settings(max_examples=400, deadline=None)
def test_a_discount_is_never_more_than_its_open_line_costs(setting: dict[str, Any], cart: Basket) -> None:
    effects = applied(setting, cart)
    bound = reward(**setting).bound(sum(cart.base), sum(cart.facts.amounts) + cart.shipping)
    assert effects.discount <= bound
    room = zip(effects.lines, cart.facts.amounts, cart.open, strict=True) if effects.lines else ()
    assert all(0 <= discount <= (now if open_ else 0) for discount, now, open_ in room)
    assert 0 <= effects.shipping <= cart.shipping
    units = sum(
        each.units for each, discount in zip(cart.facts.cart.lines, effects.lines, strict=False) if discount
    )
    assert 0 <= effects.units <= units
    if setting["kind"] == "pay_with_points":
        assert effects.spends_points * setting["worth"] == effects.discount
    if setting["kind"] == "gift_card":
        assert effects.spends_gift == effects.discount


@given(SETTINGS, lines(), st.randoms(use_true_random=False))
@settings(max_examples=250, deadline=None)
def test_the_order_of_lines_changes_nothing(
    setting: dict[str, Any], given_lines: list[Line], random: Random
) -> None:
    shuffled = list(given_lines)
    random.shuffle(shuffled)
    stand: dict[str, Any] = {"points": 1000, "balance": 1000, "shipping": 100}
    before, after = basket(*given_lines, **stand), basket(*shuffled, **stand)
    first, second = applied(setting, before), applied(setting, after)
    assert (first, off(before, first)) == (second, off(after, second))


@given(SETTINGS, lines(), st.permutations(range(6)))
@settings(max_examples=250, deadline=None)
def test_the_names_of_lines_change_no_discount(
    setting: dict[str, Any], given_lines: list[Line], names: list[int]
) -> None:
    renamed = [replace(each, id=f"n{names[i]}") for i, each in enumerate(given_lines)]
    stand: dict[str, Any] = {"points": 1000, "balance": 1000, "shipping": 100}
    first = applied(setting, basket(*given_lines, **stand))
    second = applied(setting, basket(*renamed, **stand))
    # Lines that differ by their ids only may change places.
    assert (first.lines, first.discount, first.units) == (second.lines, second.discount, second.units)


@given(line_settings(), baskets(), st.sampled_from(LINE_CAPS), st.integers(1, 500))
@settings(max_examples=250, deadline=None)
def test_one_cap_less_never_gives_less(setting: dict[str, Any], cart: Basket, cap: str, most: int) -> None:
    with_cap = applied({**setting, cap: most}, cart)
    without = applied(setting, cart)
    assert with_cap.discount <= without.discount
    assert with_cap.units <= without.units
    larger = applied({**setting, cap: most + 1}, cart)
    assert with_cap.discount <= larger.discount
    if cap == "most":
        assert with_cap.discount == min(most, without.discount)
    if cap == "most_per_line":
        assert all(discount <= most for discount in with_cap.lines)
    if cap == "most_units":
        assert with_cap.units <= most
    if cap == "most_per_unit":
        assert with_cap.discount <= most * max(with_cap.units, 0)


@given(item_settings(), baskets(), st.integers(0, 500))
@settings(max_examples=150, deadline=None)
def test_a_cap_on_items_is_kept_exactly(setting: dict[str, Any], cart: Basket, most: int) -> None:
    if setting["kind"] in ("buy_get", "bundle"):
        free = applied(setting, cart).discount
        assert applied({**setting, "most": most}, cart).discount == min(most, free)
