"""Which arm of an experiment a customer is in: by a hash of him, and the same at every look."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

BUCKETS: Final = 10_000


def bucket_of(salt: str, customer_id: int | str) -> int:
    """The customer's bucket, 0 to 9,999: blake2b of `salt:customer`; other salts, other buckets."""
    return int.from_bytes(blake2b(f"{salt}:{customer_id}".encode(), digest_size=8).digest()) % BUCKETS


def buckets_of(salt: str, customer_ids: Iterable[int | str]) -> NDArray[np.int16]:
    """The buckets of many customers, in their order."""
    begun = blake2b(f"{salt}:".encode(), digest_size=8)

    def one(customer_id: int | str) -> int:
        hashed = begun.copy()
        hashed.update(str(customer_id).encode())
        return int.from_bytes(hashed.digest()) % BUCKETS

    return np.fromiter((one(customer_id) for customer_id in customer_ids), np.int16)


@dataclass(frozen=True)
class Arm:
    """A variant, or the control group (None), with its buckets: from a first one up to before a last one."""

    variant: str | None
    ranges: tuple[tuple[int, int], ...]

    @property
    def size(self) -> int:
        """How many buckets it has: its share in parts of 10,000."""
        return sum(end - begin for begin, end in self.ranges)


@dataclass(frozen=True)
class Layout:
    """Which buckets belong to which arm, every bucket to one; stored with the version it was made for."""

    arms: tuple[Arm, ...]

    def __post_init__(self) -> None:
        names = [arm.variant for arm in self.arms]
        if len(set(names)) != len(names):
            raise ValueError("A layout names a variant twice.")
        taken = sorted(span for arm in self.arms for span in arm.ranges)
        ends = [0, *(end for _, end in taken)]
        begins = [*(begin for begin, _ in taken), BUCKETS]
        if ends != begins or any(begin >= end for begin, end in taken):
            raise ValueError(f"The ranges of a layout must cover the buckets 0 to {BUCKETS} once: {taken}.")

    @property
    def shares(self) -> dict[str | None, int]:
        """The share of each arm in parts of 10,000."""
        return {arm.variant: arm.size for arm in self.arms}

    @cached_property
    def table(self) -> NDArray[np.int16]:
        """The number of the arm of each bucket."""
        table = np.empty(BUCKETS, np.int16)
        for place, arm in enumerate(self.arms):
            for begin, end in arm.ranges:
                table[begin:end] = place
        return table

    def variant_of(self, salt: str, customer_id: int | str) -> str | None:
        """The variant of a customer who was not exposed before; None: the control group."""
        return self.arms[int(self.table[bucket_of(salt, customer_id)])].variant

    def variants_of(self, salt: str, customer_ids: Sequence[int | str]) -> list[str | None]:
        """The variants of many customers, in their order."""
        names = [arm.variant for arm in self.arms]
        return [names[place] for place in self.table[buckets_of(salt, customer_ids)]]

    def dump(self) -> list[dict[str, object]]:
        """As JSON: [{"variant": name or null, "ranges": [[begin, end], ...]}, ...]."""
        return [{"variant": arm.variant, "ranges": [list(span) for span in arm.ranges]} for arm in self.arms]

    @classmethod
    def load(cls, stored: Iterable[Mapping[str, object]]) -> "Layout":
        """What `dump` made; ValueError when it does not cover every bucket once."""
        return cls(tuple(_arm(arm) for arm in stored))


def lay_out(shares: Mapping[str | None, int], previous: Layout | None = None) -> Layout:
    """A layout with these shares (parts of 10,000; None: the control group) that moves the fewest customers.

    From the layout before, an arm keeps its buckets as far as its new share allows; only what others lose is
    given away. The share that moves is half the sum of the changes, and no layout can do with less.
    ValueError when shares are negative or do not sum to 10,000.
    """
    if any(share < 0 for share in shares.values()) or sum(shares.values()) != BUCKETS:
        raise ValueError(
            f"Shares must not be negative and sum to {BUCKETS}, not {sum(shares.values())}: {dict(shares)}."
        )
    held = {arm.variant: arm.ranges for arm in previous.arms} if previous else {}
    kept = {variant: _first(held.get(variant, ()), share) for variant, share in shares.items()}
    free = _others([span for spans in kept.values() for span in spans])
    arms = []
    for variant, share in shares.items():
        missing = share - _size(kept[variant])
        given = _first(free, missing)
        free = _without(free, missing)
        arms.append(Arm(variant, _joined([*kept[variant], *given])))
    return Layout(tuple(arms))


def moved(before: Layout, after: Layout) -> int:
    """How many of the 10,000 buckets have another arm afterwards."""
    old = np.array([arm.variant or "" for arm in before.arms], object)[before.table]
    new = np.array([arm.variant or "" for arm in after.arms], object)[after.table]
    return int(np.count_nonzero(old != new))


def _arm(stored: Mapping[str, object]) -> Arm:
    variant, ranges = stored.get("variant"), stored.get("ranges")
    if not (variant is None or isinstance(variant, str)) or not isinstance(ranges, Sequence):
        raise ValueError(f"An arm of a layout is a variant with ranges, not {stored}.")
    return Arm(variant, tuple((int(begin), int(end)) for begin, end in ranges))


def _size(spans: Iterable[tuple[int, int]]) -> int:
    return sum(end - begin for begin, end in spans)


def _first(spans: Sequence[tuple[int, int]], most: int) -> tuple[tuple[int, int], ...]:
    """The first `most` buckets of these spans."""
    found: list[tuple[int, int]] = []
    for begin, end in spans:
        if most <= 0:
            break
        found.append((begin, min(end, begin + most)))
        most -= end - begin
    return tuple(found)


def _without(spans: Sequence[tuple[int, int]], first: int) -> tuple[tuple[int, int], ...]:
    """These spans less their first buckets."""
    found: list[tuple[int, int]] = []
    for begin, end in spans:
        skipped = min(first, end - begin)
        first -= skipped
        if begin + skipped < end:
            found.append((begin + skipped, end))
    return tuple(found)


def _others(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """All buckets that are not in these spans."""
    found: list[tuple[int, int]] = []
    last = 0
    for begin, end in [*sorted(spans), (BUCKETS, BUCKETS)]:
        if last < begin:
            found.append((last, begin))
        last = end
    return tuple(found)


def _joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """These spans in order, neighbours as one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if found and found[-1][1] == begin:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return tuple(found)
