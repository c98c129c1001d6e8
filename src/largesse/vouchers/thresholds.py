"""When an alert of a pool goes off, and when it is armed again; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import Final, Literal

from largesse.vouchers.schemas import PoolAlert, PoolCounts, Threshold

AlertKind = Literal["low", "empty", "expires_soon"]

MARGIN_PERCENT: Final = 110
QUIET: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stock:
    """A pool at one moment: its counts, its free codes that expire soon, and the codes ever added to it."""

    counts: PoolCounts
    expiring: int
    tail: int


@dataclass(frozen=True, slots=True)
class Crossing:
    """When an alert went off, and how many codes had been added to the pool by then."""

    at: datetime
    tail: int


def is_low(threshold: Threshold, counts: PoolCounts) -> bool:
    """Whether the pool's stock is below that threshold."""
    return _measure(threshold, counts) < threshold.below


def crossed(alert: PoolAlert, stock: Stock) -> set[AlertKind]:
    """What is to be told of a pool now; nothing of one that never held a code."""
    kinds: set[AlertKind] = set()
    if not stock.counts.total:
        return kinds
    if alert.threshold is not None and is_low(alert.threshold, stock.counts):
        kinds.add("low")
    if not stock.counts.remaining:
        kinds.add("empty")
    if stock.expiring:
        kinds.add("expires_soon")
    return kinds


def rearmed(
    alert: PoolAlert, stock: Stock, *, crossings: Mapping[AlertKind, Crossing], now: datetime
) -> set[AlertKind]:
    """Which alerts that went off may go off again.

    What crossed must be over, and not only because a code came back: codes were added since, or the
    stock is at least 110 % of the threshold (`low`), or a day went by (the others).
    """
    over = set(crossings) - crossed(alert, stock)
    return {
        kind
        for kind in over
        if stock.tail > crossings[kind].tail
        or (_is_well_above(alert, stock) if kind == "low" else now - crossings[kind].at >= QUIET)
    }


def _is_well_above(alert: PoolAlert, stock: Stock) -> bool:
    threshold = alert.threshold
    # In whole percents, since 1.1 * 10 is more than 11 in binary.
    return threshold is None or _measure(threshold, stock.counts) * 100 >= threshold.below * MARGIN_PERCENT


def _measure(threshold: Threshold, counts: PoolCounts) -> float:
    match threshold.unit:
        case "codes":
            return counts.remaining
        case "percent":
            return counts.remaining_percent or 0
        case "days":
            return counts.remaining / counts.burn_rate if counts.burn_rate else inf
