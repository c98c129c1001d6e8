"""Results from customers to verdict."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.personalization.experiments.results import Results, results
from largesse.personalization.experiments.srm import Stratum
from largesse.personalization.experiments.tally import Customer, Tally, tally

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


def read(
    customers: Sequence[Customer],
    variants: Sequence[str | None],
    *,
    history_days: int = 91,
    planned_end: datetime | None = None,
) -> Results:
    """Results with shares that are just what came."""
    tallies = tally(customers, variants)
    counted = {arm.variant: arm.customers for arm in tallies}
    strata = [Stratum(counted, counted)]
    return results(tallies, strata, history_days=history_days, now=NOW, planned_end=planned_end)


def shoppers(variant: str | None, size: int, *, seed: int, gain: int = 0) -> list[Customer]:
    random = np.random.default_rng(seed)
    before = random.lognormal(7, 1, size)
    spend = np.maximum(0.7 * before + random.normal(0, 300, size) + gain, 0)
    return [
        Customer(
            variant,
            before=int(old),
            spend=int(new),
            purchases=1 if new > 0 else 0,
            assigned=variant is not None,
            discount=50 if variant is not None and place % 4 == 0 else 0,
            redeemed=variant is not None and place % 4 == 0,
        )
        for place, (old, new) in enumerate(zip(before, spend, strict=True))
    ]


def test_a_variant_that_brings_more_than_control_is_better() -> None:
    found = read(
        [*shoppers(None, 1500, seed=1), *shoppers("A", 3000, seed=2, gain=120), *shoppers("B", 3000, seed=3)],
        [None, "A", "B"],
    )

    base, better, same = found.arms
    assert (found.against, found.is_against_control, found.blocks) == (None, True, ())
    assert base.comparison is None
    assert better.comparison is not None
    assert same.comparison is not None
    assert better.comparison.verdict == "better"
    assert same.comparison.verdict == "undecided"
    assert found.variance_removed is not None
    assert found.variance_removed > 0.6
    extra = better.comparison.extra_revenue
    assert extra is not None
    assert extra.value / 3000 == pytest.approx(120, abs=40)


def test_a_variant_that_brings_less_is_worse() -> None:
    found = read([*shoppers(None, 2000, seed=1), *shoppers("A", 2000, seed=2, gain=-150)], [None, "A"])

    assert found.arms[1].comparison is not None
    assert found.arms[1].comparison.verdict == "worse"


def test_without_a_control_group_the_first_variant_is_what_others_are_compared_with() -> None:
    found = read([*shoppers("A", 300, seed=1), *shoppers("B", 300, seed=2)], ["A", "B"])

    assert (found.against, found.is_against_control) == ("A", False)
    assert found.arms[0].comparison is None
    assert found.arms[1].comparison is not None


def test_an_adjustment_needs_history_and_the_verdict_goes_by_the_raw_numbers_without_it() -> None:
    customers = [*shoppers(None, 4000, seed=1), *shoppers("A", 4000, seed=2, gain=500)]

    found = read(customers, [None, "A"], history_days=27)

    assert found.variance_removed is None
    assert found.arms[1].comparison is not None
    assert found.arms[1].comparison.adjusted is None
    assert found.arms[1].comparison.verdict == "better"


def test_arms_that_chance_did_not_fill_block_the_verdict() -> None:
    tallies = tally([*shoppers(None, 2000, seed=1), *shoppers("A", 1500, seed=2, gain=900)], [None, "A"])
    strata = [Stratum({None: 2000, "A": 1500}, {None: 5000, "A": 5000})]

    found = results(tallies, strata, history_days=91, now=NOW)

    assert found.blocks == ("sample_ratio",)
    assert found.arms[1].comparison is not None
    assert found.arms[1].comparison.verdict == "blocked"
    assert found.arms[1].comparison.spend.absolute is not None


def test_three_comparisons_need_more_than_one_does() -> None:
    arms = [shoppers(None, 500, seed=1), shoppers("A", 500, seed=2, gain=60)]
    more = [*arms, shoppers("B", 500, seed=3), shoppers("C", 500, seed=4)]
    together = read([customer for arm in more for customer in arm], [None, "A", "B", "C"], history_days=0)
    alone = read([customer for arm in arms for customer in arm], [None, "A"], history_days=0)

    one, three = alone.arms[1].comparison, together.arms[1].comparison
    assert one is not None
    assert three is not None
    single, third = one.spend.absolute, three.spend.absolute
    assert single is not None
    assert third is not None
    assert single.low is not None
    assert third.low is not None
    assert single.p_value is not None
    assert single.value == third.value
    assert third.low < single.low
    assert third.p_value == pytest.approx(min(1, 3 * single.p_value))


def test_customers_who_did_nothing_at_all_show_nothing() -> None:
    found = read([Customer(variant) for variant in (None, "A") for _ in range(100)], [None, "A"])

    arm = found.arms[1]
    assert (arm.tally.spend, arm.tally.buyers, found.variance_removed) == (0, 0, None)
    assert arm.comparison is not None
    assert arm.comparison.spend.absolute is not None
    assert arm.comparison.spend.absolute.value == 0
    assert arm.comparison.spend.absolute.p_value is None
    assert arm.comparison.spend.relative is None
    assert arm.comparison.revenue_per_discount is None
    assert arm.comparison.verdict == "undecided"


@pytest.mark.parametrize(
    ("customers", "variants", "blocks"),
    [
        ([], [], ("nothing_to_compare",)),
        ([], [None, "A"], ("too_few_customers",)),
        ([Customer("A", spend=5, purchases=1)], [None, "A"], ("too_few_customers",)),
        ([Customer("A", spend=5, purchases=1)] * 60, [None, "A"], ("too_few_customers",)),
        ([Customer("A", spend=5, purchases=1)] * 60, ["A"], ("nothing_to_compare",)),
        ([Customer(None, spend=5, purchases=1)] * 60, [None], ("nothing_to_compare",)),
    ],
)
def test_what_cannot_be_compared_gives_no_verdict_and_no_error(
    customers: list[Customer], variants: list[str | None], blocks: tuple[str, ...]
) -> None:
    found = read(customers, variants)

    assert found.blocks == blocks
    assert [arm.tally.variant for arm in found.arms] == variants
    assert sum(arm.tally.customers for arm in found.arms) == len(customers)
    assert all(arm.comparison is None or arm.comparison.verdict == "blocked" for arm in found.arms)


@pytest.mark.parametrize(
    ("ends", "days"), [(None, None), (timedelta(days=-1), 0), (timedelta(hours=1), 1), (timedelta(days=8), 8)]
)
def test_days_to_the_planned_end_are_counted_up(ends: timedelta | None, days: int | None) -> None:
    found = read([], ["A"], planned_end=NOW + ends if ends is not None else None)

    assert found.days_left == days


customer = st.builds(
    Customer,
    variant=st.sampled_from([None, "A", "B"]),
    before=st.integers(0, 10**9),
    spend=st.integers(0, 10**9),
    purchases=st.integers(0, 50),
    assigned=st.booleans(),
    activated=st.booleans(),
    redeemed=st.booleans(),
    discount=st.integers(0, 10**8),
)


@given(st.lists(customer, max_size=40), st.integers(0, 400))
def test_whatever_customers_do_results_are_numbers(customers: list[Customer], history_days: int) -> None:
    found = read(customers, [None, "A", "B"], history_days=history_days)

    assert sum(arm.tally.spend for arm in found.arms) == sum(one.spend for one in customers)
    for arm in found.arms[1:]:
        assert arm.comparison is not None
        for uplift in (arm.comparison.spend, arm.comparison.adjusted, arm.comparison.buyers):
            for part in (uplift.absolute, uplift.relative) if uplift else ():
                if part is not None:
                    assert np.isfinite(part.value)
                    if part.low is not None:
                        assert part.high is not None
                        assert np.isfinite([part.low, part.high]).all()
                        assert part.low <= part.value <= part.high


def test_an_arm_without_customers_is_there_with_zeros() -> None:
    [nobody, one] = tally([Customer("A", spend=7, purchases=2)], [None, "A"])

    assert nobody == Tally(None)
    assert (one.customers, one.spend, one.buyers, one.purchases, one.spread.spend) == (1, 7, 1, 2, 0.0)
