import numpy as np
import pytest

from largesse.personalization.propensity.features import NAMES, background, features, redeemed
from largesse.personalization.propensity.history import Evidence, Offer, log, receipt_lines

DAY = 100
OFFER = Offer(
    key=7, day=DAY, customers=np.array([0, 1, 2]), goods=np.array([3, 3, 4]), piece=np.array([0, 1, 2])
)


def ints(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def evidence() -> Evidence:
    return Evidence(
        customers=3,
        products=6,
        lines=receipt_lines(
            customer=ints(0, 0, 0, 0, 1, 1, 0),
            day=ints(10, 99, 99, 99, 50, 50, DAY),
            basket=ints(1, 2, 2, 3, 4, 4, 5),
            product=ints(3, 3, 5, 4, 5, 5, 3),
            value=np.array([1.0, 2.0, 4.0, 8.0, 16.0, -32.0, 64.0]),
            coupon=np.array([True, True, True, False, False, True, True]),
        ),
        redemptions=log(
            customer=ints(0, 0, 0, 0, 1), offer=ints(5, 5, 6, 7, 7), day=ints(20, 21, 60, DAY, 99)
        ),
        offers=(
            Offer(5, 15, ints(0, 1), ints(3), ints(0)),
            Offer(6, 55, ints(0), ints(4), ints(0)),
            OFFER,
        ),
        activations=log(customer=ints(0, 2, 2), offer=ints(5, 5, 6), day=ints(20, 98, DAY)),
    )


def column(name: str) -> list[float]:
    return [float(value) for value in features(evidence(), OFFER)[:, NAMES.index(name)]]


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("coupons used", [3, 1, 0]),
        ("coupons used in the last eight weeks", [2, 1, 0]),
        ("baskets with a coupon", [2, 1, 0]),
        ("days since a coupon was used", [1, 50, 182]),
        ("offers redeemed before", [2, 1, 0]),
        ("redemptions before", [3, 1, 0]),
        ("offers activated before", [1, 0, 1]),
        ("spend in the last eight weeks", [14, 0, 0]),
        ("baskets in the last eight weeks", [2, 1, 0]),
        ("days since the last basket", [1, 50, 182]),
        ("purchases of the offer's goods", [3, 0, 0]),
        ("coupons of the offer whose goods were bought", [3, 0, 0]),
        ("coupons used on the offer's goods", [2, 0, 0]),
        ("coupons in the offer", [3, 3, 3]),
    ],
)
def test_counts_are_those_of_the_days_before_the_offer(name: str, counts: list[int]) -> None:
    assert column(name) == pytest.approx(np.log1p(counts))


def test_shares_are_drawn_towards_zero_while_little_is_known() -> None:
    assert column("share of baskets with a coupon") == pytest.approx([2 / 4, 1 / 2, 0.0])
    assert column("share of received offers redeemed") == pytest.approx([2 / 3, 1 / 2, 0.0])
    assert column("share of purchases that are the offer's goods") == pytest.approx([3 / 14, 0.0, 0.0])


def test_a_background_that_is_at_hand_gives_the_same_features() -> None:
    known = background(evidence(), DAY)
    assert features(evidence(), OFFER, known=known).tolist() == features(evidence(), OFFER).tolist()


def test_redeemed_is_what_happened_within_the_offer_and_is_known() -> None:
    assert redeemed(evidence(), OFFER, until=DAY + 1).tolist() == [True, False, False]
    assert redeemed(evidence(), OFFER, until=DAY).tolist() == [False, False, False]


def test_an_offer_without_goods_or_customers_is_no_error() -> None:
    nothing = Offer(8, DAY, ints(2, 0), ints(), ints())
    assert features(evidence(), nothing)[:, NAMES.index("purchases of the offer's goods")].tolist() == [
        0.0,
        0.0,
    ]
    assert features(evidence(), Offer(8, DAY, ints(), ints(3), ints(0))).shape == (0, len(NAMES))
