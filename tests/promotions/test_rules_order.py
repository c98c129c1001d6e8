"""Rules about the order: its value, size, metadata, ways and places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from largesse.promotions.cart import Cart, Place
from largesse.promotions.verdicts import AMOUNT_REQUIRED, ITEMS_REQUIRED, LOCATION_REQUIRED, PASSED, Verdict
from tests.promotions.rule_facts import at, cart_with, facts_of, guest, line_of, rule_of, total_only

Told = tuple[str, object, object, int | None]


def told(verdict: Verdict) -> Told:
    return verdict.reason, verdict.observed, verdict.needed, verdict.missing


def test_an_order_just_at_the_minimum_passes() -> None:
    rule = rule_of({"type": "order_minimum", "amount": 5000})
    assert rule.check(facts_of(total_only(5000))) is PASSED
    assert told(rule.check(facts_of(total_only(4999)))) == ("order_below_minimum", 4999, 5000, 1)
    assert rule.check(facts_of(cart_with())).observed == 0


def test_an_order_just_at_the_maximum_passes() -> None:
    rule = rule_of({"type": "order_maximum", "amount": 5000})
    assert rule.check(facts_of(total_only(5000))) is PASSED
    assert told(rule.check(facts_of(total_only(5001)))) == ("order_above_maximum", 5001, 5000, None)


@pytest.mark.parametrize("kind", ["order_minimum", "order_maximum"])
def test_an_order_that_does_not_say_what_it_is_worth_has_no_answer(kind: str) -> None:
    nothing = Cart(currency="EUR", lines=(), has_items=False)
    assert rule_of({"type": kind, "amount": 0}).check(facts_of(nothing)) is AMOUNT_REQUIRED
    assert rule_of({"type": kind, "amount": 0}).check(facts_of(cart_with())) is PASSED


@pytest.mark.parametrize(("kind", "amount"), [("order_minimum", 900), ("order_maximum", 800)])
def test_the_value_of_an_order_may_be_that_after_earlier_promotions(kind: str, amount: int) -> None:
    cart = cart_with(line_of(price=1000))
    before = rule_of({"type": kind, "amount": amount}).check(facts_of(cart, amounts=(850,)))
    after = rule_of({"type": kind, "amount": amount, "basis": "current"}).check(
        facts_of(cart, amounts=(850,))
    )
    assert before.passed == (kind == "order_minimum")
    assert after.observed == 850


@pytest.mark.parametrize("kind", ["order_minimum", "order_maximum"])
def test_an_amount_by_currency_has_none_for_others(kind: str) -> None:
    rule = rule_of({"type": kind, "amount": {"EUR": 1000, "JPY": 160}})
    assert rule.check(facts_of(cart_with(line_of(price=160), currency="JPY"))) is PASSED
    verdict = rule.check(facts_of(cart_with(line_of(price=10**6), currency="USD")))
    assert told(verdict) == ("currency_mismatch", "USD", None, None)


@pytest.mark.parametrize("amount", [-1, 0.5, "1000", True, 10**16, {}, {"eur": 1}])
def test_an_amount_that_is_no_minor_units_is_refused(amount: object) -> None:
    with pytest.raises(ValidationError):
        rule_of({"type": "order_maximum", "amount": amount})


def test_items_are_counted_in_units_and_what_is_weighed_is_one() -> None:
    rule = rule_of({"type": "item_count", "at_least": 4, "at_most": 6})
    cart = cart_with(line_of("A", quantity=3), line_of("B", quantity="0.350"))
    assert rule.check(facts_of(cart)) is PASSED
    assert told(rule.check(facts_of(cart_with(line_of(quantity=3))))) == ("quantity_rule_failed", 3, 4, 1)
    assert told(rule.check(facts_of(cart_with(line_of(quantity=7))))) == ("quantity_rule_failed", 7, 6, None)


def test_lines_may_be_counted_instead_and_empty_ones_are_not_there() -> None:
    rule = rule_of({"type": "item_count", "count": "lines", "exactly": 2})
    there = [line_of("A", quantity=9), line_of("B", quantity="0.1"), line_of("C", quantity=0)]
    assert rule.check(facts_of(cart_with(*there))) is PASSED
    assert told(rule.check(facts_of(cart_with(there[0])))) == ("quantity_rule_failed", 1, 2, 1)


def test_only_chosen_items_are_counted() -> None:
    rule = rule_of({"type": "item_count", "at_least": 2, "items": {"categories": ["shoes"]}})
    cart = cart_with(line_of("A", quantity=5), line_of("B", categories=("shoes",)))
    assert told(rule.check(facts_of(cart))) == ("quantity_rule_failed", 1, 2, 1)


@pytest.mark.parametrize(("count", "missing"), [(0, 3), (1, 2), (3, None), (4, 2), (6, None)])
def test_multiples_begin_at_the_number_itself_and_not_at_zero(count: int, missing: int | None) -> None:
    rule = rule_of({"type": "item_count", "multiple_of": 3})
    verdict = rule.check(facts_of(cart_with(line_of(quantity=count))))
    assert verdict.passed == (missing is None)
    if missing:
        assert told(verdict) == ("quantity_rule_failed", count, "a multiple of 3", missing)


@given(st.integers(0, 50), st.integers(1, 9), st.integers(0, 20), st.integers(0, 20))
def test_as_many_more_as_are_missing_would_do(count: int, multiple: int, least: int, more: int) -> None:
    for bounds in ({"at_least": least}, {"exactly": least + more}, {"multiple_of": multiple}):
        rule = rule_of({"type": "item_count", **bounds})
        verdict = rule.check(facts_of(cart_with(line_of(quantity=count))))
        if verdict.missing is not None:
            enough = count + verdict.missing
            assert rule.check(facts_of(cart_with(line_of(quantity=enough)))) is PASSED


@pytest.mark.parametrize(
    "bounds",
    [
        {},
        {"at_least": 3, "at_most": 2},
        {"exactly": 3, "at_least": 1},
        {"multiple_of": 0},
        {"at_least": -1},
        {"at_least": 1.0},
    ],
)
def test_bounds_that_nothing_meets_are_refused(bounds: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        rule_of({"type": "item_count", **bounds})


def test_an_order_without_items_cannot_be_counted() -> None:
    assert rule_of({"type": "item_count", "at_most": 5}).check(facts_of(total_only(100))) is ITEMS_REQUIRED


def test_metadata_meets_the_tests_of_conditions() -> None:
    rule = rule_of(
        {
            "type": "order_metadata",
            "name": "größe",
            "test": {"operator": "number_more_or_equal", "value": 2.5},
        }
    )
    assert rule.check(facts_of(cart_with(metadata={"größe": 2.5}))) is PASSED
    assert rule.check(facts_of(cart_with(metadata={"größe": "2.50"}))) is PASSED
    verdict = rule.check(facts_of(cart_with(metadata={"größe": 2})))
    assert told(verdict) == (
        "metadata_rule_failed",
        2,
        "größe: More than or equal (Number), value 2.5",
        None,
    )
    assert rule.check(facts_of(cart_with(metadata={"Größe": 3}))).observed is None


def test_only_empty_holds_for_metadata_that_is_missing() -> None:
    empty = rule_of({"type": "order_metadata", "name": "note", "test": {"operator": "empty"}})
    filled = rule_of({"type": "order_metadata", "name": "note", "test": {"operator": "not_empty"}})
    assert empty.check(facts_of(cart_with())) is PASSED
    assert told(filled.check(facts_of(cart_with(metadata={"note": None})))) == (
        "metadata_rule_failed",
        None,
        "note: Is not empty",
        None,
    )


def test_today_in_metadata_is_the_day_of_the_zone() -> None:
    rule = rule_of({"type": "order_metadata", "name": "delivery", "test": {"operator": "date_today"}})
    cart = cart_with(metadata={"delivery": "2027-03-04"})
    assert rule.check(facts_of(cart, now=at("2027-03-04T00:00"))) is PASSED
    assert not rule.check(facts_of(cart, now=at("2027-03-03T23:59:59"))).passed


def test_the_currency_is_one_of_a_list() -> None:
    rule = rule_of({"type": "currency_is", "any_of": ["EUR", "PLN"]})
    assert rule.check(facts_of(cart_with(currency="PLN"))) is PASSED
    assert told(rule.check(facts_of(cart_with(currency="USD")))) == (
        "currency_mismatch",
        "USD",
        ("EUR", "PLN"),
        None,
    )


@pytest.mark.parametrize("kind", ["shipping_method", "payment_method", "channel"])
def test_a_way_of_the_order_is_one_of_a_list_whatever_its_case(kind: str) -> None:
    rule = rule_of({"type": kind, "any_of": ["Straße", "app"]})
    for given_way in ("app", "APP", "STRASSE"):
        assert rule.check(facts_of(cart_with(**{kind: given_way}))) is PASSED
    assert told(rule.check(facts_of(cart_with(**{kind: "ape"})))) == (
        "order_rule_failed",
        "ape",
        ("Straße", "app"),
        None,
    )
    verdict = rule.check(facts_of(cart_with()))
    assert (verdict.reason, verdict.observed, verdict.unknown) == ("order_rule_failed", None, False)


def test_a_long_list_is_told_in_part() -> None:
    rule = rule_of({"type": "channel", "any_of": [f"c{n}" for n in range(25)]})
    needed = rule.check(facts_of(cart_with())).needed
    assert isinstance(needed, tuple)
    assert needed[-2:] == ("c19", "and 5 more")


def test_a_store_is_named_exactly() -> None:
    rule = rule_of({"type": "store", "any_of": ["Łódź-1", "W-2"]})
    assert rule.check(facts_of(cart_with(store="Łódź-1"))) is PASSED
    assert told(rule.check(facts_of(cart_with(store="łódź-1")))) == (
        "store_rule_failed",
        "łódź-1",
        ("Łódź-1", "W-2"),
        None,
    )
    assert rule.check(facts_of(cart_with())).reason == "store_rule_failed"


def test_a_country_is_one_of_a_list() -> None:
    rule = rule_of({"type": "country", "any_of": ["PL", "DE"]})
    assert rule.check(facts_of(cart_with(country="pl"))) is PASSED
    assert told(rule.check(facts_of(cart_with(country="AT")))) == (
        "area_rule_failed",
        "AT",
        ("PL", "DE"),
        None,
    )
    assert rule.check(facts_of(cart_with())) is LOCATION_REQUIRED
    with pytest.raises(ValidationError):
        rule_of({"type": "country", "any_of": ["Poland"]})


def test_a_postcode_is_found_however_it_is_written() -> None:
    rule = rule_of({"type": "postcode", "any_of": ["00-950", "SW1A 1AA"], "prefixes": ["31-"]})
    for code in ("00-950", "00950", " 00 950 ", "sw1a1aa", "31-999", "31000"):
        assert rule.check(facts_of(cart_with(postcode=code))) is PASSED, code
    for code in ("00-951", "SW1A 1A", "3", "031-99", ""):
        verdict = rule.check(facts_of(cart_with(postcode=code)))
        assert told(verdict) == ("area_rule_failed", code, ("00-950", "SW1A 1AA", "31-..."), None), code
    assert rule.check(facts_of(cart_with())) is LOCATION_REQUIRED


@pytest.mark.parametrize("settings", [{}, {"prefixes": [" - "]}, {"any_of": [""]}, {"any_of": ["a\0b"]}])
def test_postcodes_that_would_match_everything_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        rule_of({"type": "postcode", **settings})


def circle(latitude: float, longitude: float, radius: int) -> dict[str, object]:
    return {"type": "circle", "centre": {"latitude": latitude, "longitude": longitude}, "radius": radius}


def polygon(*points: tuple[float, float]) -> dict[str, object]:
    corners = [{"latitude": latitude, "longitude": longitude} for latitude, longitude in points]
    return {"type": "polygon", "points": corners}


def is_inside(area: dict[str, object], latitude: float, longitude: float) -> bool:
    cart = cart_with(place=Place(latitude, longitude))
    return rule_of({"type": "area", "areas": [area]}).check(facts_of(cart)).passed


def test_a_circle_ends_at_its_radius() -> None:
    # A degree of latitude is 111,195 m on the sphere of the IUGG's mean radius.
    warsaw = circle(52.2297, 21.0122, 111_200)
    assert is_inside(warsaw, 53.2297, 21.0122)
    assert not is_inside(warsaw, 53.2299, 21.0122)
    assert is_inside(circle(0, 179.9, 30_000), 0, -179.9)  # across the 180th meridian
    assert is_inside(circle(90, 0, 1000), 90, 123)  # every longitude of the pole is the pole


def test_a_polygon_has_an_inside_also_where_it_bends_in() -> None:
    shape = polygon((0, 0), (0, 10), (10, 10), (5, 5), (10, 0))  # like a letter M upside down
    assert is_inside(shape, 2, 5)
    assert is_inside(shape, 8, 1)
    assert not is_inside(shape, 8, 5)
    assert not is_inside(shape, 5, 11)
    assert not is_inside(shape, -1, 5)
    for corner in ((0, 0), (0, 10), (10, 10), (5, 5), (10, 0)):
        assert is_inside(shape, *corner)


def test_a_polygon_may_cross_the_180th_meridian() -> None:
    fiji = polygon((-20, 176), (-20, -178), (-12, -178), (-12, 176))
    assert is_inside(fiji, -17, 179)
    assert is_inside(fiji, -17, -179)
    assert not is_inside(fiji, -17, 175)
    assert not is_inside(fiji, -17, 0)


def test_the_refusal_of_an_area_tells_the_place_and_the_names() -> None:
    area = {**circle(52.2297, 21.0122, 1000), "name": "Śródmieście"}
    rule = rule_of({"type": "area", "areas": [area, polygon((0, 0), (0, 1), (1, 1))]})
    verdict = rule.check(facts_of(cart_with(place=Place(50.0614, 19.9366))))
    assert told(verdict) == ("area_rule_failed", "50.0614, 19.9366", ("Śródmieście", "polygon"), None)
    assert rule.check(facts_of(cart_with())) is LOCATION_REQUIRED
    with pytest.raises(ValidationError):
        rule_of({"type": "area", "areas": [circle(91, 0, 1)]})


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(-1, 1), st.floats(-1, 1))
def test_what_is_in_a_square_does_not_depend_on_where_it_lies_or_begins(
    south: float, west: float, up: float, right: float
) -> None:
    def east(longitude: float) -> float:
        return (longitude + 180) % 360 - 180

    corners = [
        (south - 0.5, east(west - 0.5)),
        (south - 0.5, east(west + 0.5)),
        (south + 0.5, east(west + 0.5)),
        (south + 0.5, east(west - 0.5)),
    ]
    if min(abs(abs(up) - 0.5), abs(abs(right) - 0.5)) < 1e-9:
        return  # on the line, either answer is right
    for turn in range(4):
        square = polygon(*corners[turn:], *corners[:turn])
        assert is_inside(square, south + up, east(west + right)) == (abs(up) < 0.5 and abs(right) < 0.5)


def test_rules_about_the_order_need_no_customer() -> None:
    assert rule_of({"type": "order_minimum", "amount": 1}).check(guest(total_only(1))) is PASSED
