"""Which arm a customer is in: fair, sticky, and moving as few as can be."""

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from largesse.personalization.experiments.buckets import (
    BUCKETS,
    Arm,
    Layout,
    bucket_of,
    buckets_of,
    lay_out,
    moved,
)

Shares = dict[str | None, int]
NAMES: list[str | None] = [None, "A", "B", "C", "ü", "a long name"]


@st.composite
def some_shares(draw: st.DrawFn) -> Shares:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    cuts = draw(
        st.lists(st.integers(0, BUCKETS), min_size=len(names) - 1, max_size=len(names) - 1).map(sorted)
    )
    return dict(zip(names, (b - a for a, b in pairwise([0, *cuts, BUCKETS])), strict=True))


def distance(before: Shares, after: Shares) -> int:
    return sum(abs(before.get(name, 0) - after.get(name, 0)) for name in {*before, *after})


@given(st.lists(some_shares(), min_size=2, max_size=6))
def test_a_chain_of_changes_always_moves_half_the_distance_of_the_shares(chain: list[Shares]) -> None:
    layout = lay_out(chain[0])
    for before, after in pairwise(chain):
        changed = lay_out(after, layout)

        assert changed.shares == after
        assert 2 * moved(layout, changed) == distance(before, after)
        layout = changed


@given(some_shares(), some_shares())
def test_a_customer_only_leaves_an_arm_that_became_smaller_for_one_that_became_larger(
    before: Shares, after: Shares
) -> None:
    old = lay_out(before)
    new = lay_out(after, old)

    for bucket in range(BUCKETS):
        left, entered = old.arms[old.table[bucket]].variant, new.arms[new.table[bucket]].variant
        if left != entered:
            assert after.get(left, 0) < before[left]
            assert after[entered] > before.get(entered, 0)


@given(some_shares(), some_shares())
def test_a_layout_is_the_same_after_it_was_stored(before: Shares, after: Shares) -> None:
    layout = lay_out(after, lay_out(before))

    assert Layout.load(json.loads(json.dumps(layout.dump()))) == layout


def test_the_same_shares_again_move_nobody() -> None:
    layout = lay_out({None: 1000, "A": 4500, "B": 4500})

    assert moved(layout, lay_out({"B": 4500, None: 1000, "A": 4500}, layout)) == 0


def test_a_variant_that_is_added_takes_from_others_what_they_lose() -> None:
    before = lay_out({None: 1000, "A": 9000})
    after = lay_out({None: 1000, "A": 6000, "B": 3000}, before)

    assert after.arms == (
        Arm(None, ((0, 1000),)),
        Arm("A", ((1000, 7000),)),
        Arm("B", ((7000, 10_000),)),
    )


def test_buckets_of_a_variant_that_went_go_to_those_that_grow() -> None:
    before = lay_out({"A": 2000, "B": 3000, "C": 5000})
    after = lay_out({"A": 3000, "C": 7000}, before)

    assert after.arms == (Arm("A", ((0, 3000),)), Arm("C", ((3000, 10_000),)))


@pytest.mark.parametrize("shares", [{}, {"A": 9999}, {"A": 10_001}, {"A": -1, "B": 10_001}])
def test_shares_that_are_no_whole_are_refused(shares: Shares) -> None:
    with pytest.raises(ValueError, match="sum to 10000"):
        lay_out(shares)


@pytest.mark.parametrize(
    "ranges",
    [[[0, 9999]], [[1, 10_000]], [[0, 5000], [5001, 10_000]], [[0, 6000], [5000, 10_000]], [[0, 10_001]], []],
)
def test_a_layout_with_gaps_or_overlaps_is_refused(ranges: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="cover the buckets"):
        Layout.load([{"variant": "A", "ranges": ranges}])


def test_a_layout_that_names_a_variant_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        Layout((Arm("A", ((0, 5000),)), Arm("A", ((5000, 10_000),))))


def test_a_customer_has_the_same_bucket_in_every_process() -> None:
    """Fixed numbers: a change of the hash would move every customer of every running experiment."""
    assert [bucket_of("salt", customer) for customer in (1, 2, 3, "ü")] == [7444, 6258, 7961, 4665]


def test_many_customers_get_what_each_of_them_gets_alone() -> None:
    layout = lay_out({None: 1000, "A": 4500, "B": 4500}, lay_out({"A": 5000, "B": 5000}))
    customers = list(range(5000))

    assert buckets_of("s", customers).tolist() == [bucket_of("s", customer) for customer in customers]
    assert layout.variants_of("s", customers) == [layout.variant_of("s", customer) for customer in customers]


def test_customers_are_spread_over_buckets_and_shares_fairly() -> None:
    """For these salts and numbers, for good: a p-value of a fair hash is below .001 once in a thousand."""
    layout = lay_out({None: 1000, "A": 2500, "B": 6500})
    for salt in ("one", "two", "three"):
        buckets = buckets_of(salt, range(200_000))
        assert chisquare(np.bincount(buckets, minlength=BUCKETS)).pvalue > 0.001, salt
        arms = np.bincount(layout.table[buckets], minlength=3)
        assert chisquare(arms, np.array([0.1, 0.25, 0.65]) * 200_000).pvalue > 0.001, salt


def test_experiments_know_nothing_of_each_other() -> None:
    one, other = (buckets_of(salt, range(200_000)).astype(float) for salt in ("one", "other"))

    assert abs(np.corrcoef(one, other)[0, 1]) < 0.01
    both = np.histogram2d(one, other, bins=(4, 4))[0].ravel()
    assert chisquare(both).pvalue > 0.001


def test_new_customers_follow_changed_shares_fairly_though_the_old_ones_stay() -> None:
    before = lay_out({None: 5000, "A": 5000})
    after = lay_out({None: 1000, "A": 4000, "B": 5000}, before)
    newcomers = after.variants_of("salt", range(100_000, 150_000))

    counted = [newcomers.count(name) for name in (None, "A", "B")]
    assert chisquare(counted, [5000, 20_000, 25_000]).pvalue > 0.001
