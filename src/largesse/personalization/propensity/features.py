"""Features of a customer and an offer: logged counts of what the customer did before the offer began."""

from typing import Final

import numpy as np

from largesse.personalization.propensity.history import Evidence, Flags, Floats, Ints, Lines, Log, Offer

RECENT: Final = 56
SILENT: Final = 182
HALF_LIFE: Final = 60.0
BACKGROUND: Final = (
    "coupons used",
    "coupons used in the last eight weeks",
    "baskets with a coupon",
    "share of baskets with a coupon",
    "days since a coupon was used",
    "offers redeemed before",
    "redemptions before",
    "share of received offers redeemed",
    "redemptions lately",
    "offers activated before",
    "spend in the last eight weeks",
    "baskets in the last eight weeks",
    "days since the last basket",
)
OVERLAP: Final = (
    "purchases of the offer's goods",
    "purchases of the offer's goods lately",
    "share of purchases that are the offer's goods",
    "coupons of the offer whose goods were bought",
    "coupons used on the offer's goods",
    "coupons in the offer",
)
NAMES: Final = (*BACKGROUND, *OVERLAP)


def features(evidence: Evidence, offer: Offer, *, known: Floats | None = None) -> Floats:
    """One row for each customer of the offer, columns as in `NAMES`; nothing from the offer's day on is seen.

    `known` is the `background` of that day, when the caller has it already because many offers begin on one
    day.
    """
    background_of_day = background(evidence, offer.day) if known is None else known
    return np.column_stack([background_of_day[offer.customers], overlap(evidence, offer)])


def background(evidence: Evidence, day: int) -> Floats:
    """What is known of every customer when `day` begins, whatever the offer; columns as in `BACKGROUND`."""
    past = evidence.lines.between(None, day)
    recent = evidence.lines.between(day - RECENT, day)
    size = evidence.customers
    columns = [
        *_coupon_use(past, recent, size, day=day),
        *_redeemed(evidence, day),
        *_shopping(past, recent, size, day=day),
    ]
    return np.column_stack(columns)


def overlap(evidence: Evidence, offer: Offer) -> Floats:
    """How the customers' purchases meet the goods of the offer; columns as in `OVERLAP`."""
    past, size = evidence.lines.between(None, offer.day), evidence.customers
    theirs = np.zeros(evidence.products, dtype=bool)
    theirs[offer.goods] = True
    bought = past.which(theirs[past.product])
    lines = _count(bought.customer, size)
    pieces = np.full(size, float(np.unique(offer.piece).size))
    columns = [
        np.log1p(lines),
        np.log1p(_lately(bought.customer, bought.day, size, day=offer.day)),
        lines / (_count(past.customer, size) + 10.0),
        np.log1p(_pieces_bought(bought, offer, size, evidence.products)),
        np.log1p(_count(bought.customer[bought.coupon], size)),
        np.log1p(pieces),
    ]
    return np.column_stack([column[offer.customers] for column in columns])


def redeemed(evidence: Evidence, offer: Offer, *, until: int) -> Flags:
    """Which customers of the offer redeemed something of it, from its first day to before `until`."""
    seen = evidence.redemptions.before(until)
    done = np.zeros(evidence.customers, dtype=bool)
    done[seen.customer[(seen.offer == offer.key) & (seen.day >= offer.day)]] = True
    return done[offer.customers]


def _coupon_use(past: Lines, recent: Lines, size: int, *, day: int) -> list[Floats]:
    used = past.which(past.coupon)
    baskets = _count(past.customer[past.opens_used], size)
    return [
        np.log1p(_count(used.customer, size)),
        np.log1p(_count(recent.customer[recent.coupon], size)),
        np.log1p(baskets),
        baskets / (_count(past.customer[past.opens], size) + 1.0),
        np.log1p(_silence(used, size, day=day)),
    ]


def _redeemed(evidence: Evidence, day: int) -> list[Floats]:
    size = evidence.customers
    before = evidence.redemptions.before(day)
    offers = _offers(before, size)
    received = np.zeros(size)
    for earlier in evidence.offers:
        if earlier.day < day:
            received[earlier.customers] += 1.0
    return [
        np.log1p(offers),
        np.log1p(_count(before.customer, size)),
        offers / (received + 1.0),
        np.log1p(_lately(before.customer, before.day, size, day=day)),
        np.log1p(_offers(evidence.activations.before(day), size)),
    ]


def _shopping(past: Lines, recent: Lines, size: int, *, day: int) -> list[Floats]:
    spend = np.bincount(recent.customer, weights=recent.value, minlength=size)
    return [
        np.log1p(np.maximum(spend, 0.0)),
        np.log1p(_count(recent.customer[recent.opens], size)),
        np.log1p(_silence(past, size, day=day)),
    ]


def _pieces_bought(bought: Lines, offer: Offer, size: int, products: int) -> Floats:
    """Of how many coupons of the offer each customer has bought goods. A product can belong to several."""
    pairs = np.unique(bought.customer * products + bought.product)
    customer, product = pairs // products, pairs % products
    order = np.argsort(offer.goods, kind="stable")
    goods, piece = offer.goods[order], offer.piece[order]
    start = np.searchsorted(goods, product, side="left")
    repeats = np.searchsorted(goods, product, side="right") - start
    offset = np.arange(int(repeats.sum())) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    matched = piece[np.repeat(start, repeats) + offset]
    pieces = int(offer.piece.max()) + 1 if offer.piece.size else 1
    return _count(np.unique(np.repeat(customer, repeats) * pieces + matched) // pieces, size)


def _offers(log: Log, size: int) -> Floats:
    return _count(np.unique(np.stack([log.customer, log.offer]), axis=1)[0], size)


def _count(customer: Ints, size: int) -> Floats:
    return np.bincount(customer, minlength=size).astype(np.float64)


def _lately(customer: Ints, when: Ints, size: int, *, day: int) -> Floats:
    return np.bincount(customer, weights=np.exp2((when - day) / HALF_LIFE), minlength=size).astype(np.float64)


def _silence(lines: Lines, size: int, *, day: int) -> Floats:
    """Days since the last of the lines, half a year when there is none."""
    last = np.full(size, day - SILENT, dtype=np.int64)
    np.maximum.at(last, lines.customer, lines.day)
    return (day - last).astype(np.float64)
