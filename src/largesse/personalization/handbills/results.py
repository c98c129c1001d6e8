"""Results of a personalised promotion: the database sums each arm up, `experiments` does the arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import JsonValue
from sqlalchemy import RowMapping, text

from largesse.accounts.queries import get_workspace
from largesse.core.context import Context
from largesse.personalization.experiments.results import ArmResults, Block, Comparison, Results, results
from largesse.personalization.experiments.sequential import ALPHA
from largesse.personalization.experiments.srm import Stratum
from largesse.personalization.experiments.tally import Tally
from largesse.personalization.handbills.activity import FixedActivity
from largesse.personalization.handbills.queries import get_handbill
from largesse.personalization.handbills.results_counts import (
    Counts,
    Sums,
    count_up,
    first_order,
    stored_counts,
)
from largesse.personalization.handbills.results_schemas import (
    ArmView,
    BlockView,
    ComparisonView,
    EstimateView,
    ResultsView,
    UpliftView,
)
from largesse.promotions.queries import get_settings

WHY: Final[Mapping[Block, str]] = {
    "sample_ratio": "The arms do not have the customers that their shares promise, and not by chance:"
    " something else chose who is in which. Find out what before you believe the numbers.",
    "too_few_customers": "An arm has fewer than 50 customers. Wait, or give it a larger share.",
    "nothing_to_compare": "There is one arm only. Add a control group to see what the promotions change.",
}

VERSIONS: Final = (
    "select version, definition from handbill_versions"
    " where workspace_id = :workspace and handbill_id = :handbill order by version"
)
# What the worker counted is shown so long; where it does not come round, the page counts itself.
FRESH: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class _Version:
    number: int
    shares: Mapping[str | None, int]
    definition: Mapping[str, JsonValue]


async def handbill_results(
    ctx: Context, handbill_id: UUID, *, since: datetime | None = None, until: datetime | None = None
) -> ResultsView:
    """What each arm did from each first exposure (and `since`) until `until`, and what that shows.

    Without `until` it is now, or of large handbills when the worker counted them last. Money is in minor
    units of the workspace's currency. NotFoundError `handbill_not_found`.
    """
    row = await get_handbill(ctx, handbill_id)
    currency = (await get_settings(ctx)).currency
    counts = await stored_counts(ctx, handbill_id) if since is until is None else None
    if counts is None or (ctx.now - counts.until > FRESH and row.status != "archived"):
        moment = min(until or ctx.now, ctx.now)
        counts = await count_up(ctx, handbill_id, until=moment, since=since, currency=currency)
    asked = {"workspace": ctx.workspace_id, "handbill": handbill_id}
    versions = [_version(row) for row in (await ctx.db.execute(text(VERSIONS), asked)).mappings()]
    end = _planned_end(versions, ZoneInfo((await get_workspace(ctx)).time_zone))
    history = _history_days(counts.first, await first_order(ctx))
    found = results(
        _tallies(versions, counts),
        _strata(versions, counts),
        history_days=history,
        now=ctx.now,
        planned_end=end,
    )
    shares = versions[-1].shares if versions else {}
    first = counts.first
    return ResultsView(
        handbill_id=handbill_id,
        since=max(first, since) if first and since else first,
        until=counts.until,
        planned_end=end,
        days_left=found.days_left,
        currency=currency,
        other_currency_orders=counts.others,
        compared_with=_compared_with(found),
        confidence=1 - ALPHA,
        sample_ratio_p_value=found.sample_ratio.p_value,
        history_days=history,
        variance_removed=found.variance_removed,
        blocked=[BlockView(code=code, detail=WHY[code]) for code in found.blocks],
        arms=[_arm(arm, shares.get(arm.tally.variant, 0)) for arm in found.arms],
    )


def _history_days(first: datetime | None, begin: datetime | None) -> int:
    return max((first - begin).days, 0) if first and begin else 0


def _version(row: RowMapping) -> _Version:
    definition = row["definition"]
    shares = {variant["name"]: variant["share"] for variant in definition["variants"]}
    return _Version(row["version"], {None: definition["control_share"], **shares}, definition)


def _strata(versions: Sequence[_Version], counts: Counts) -> list[Stratum]:
    found: dict[int, dict[str | None, int]] = {}
    for (version, variant), customers in counts.came.items():
        found.setdefault(version, {})[variant] = customers
    return [Stratum(found[version.number], version.shares) for version in versions if version.number in found]


def _tallies(versions: Sequence[_Version], counts: Counts) -> list[Tally]:
    """Arms with a share now or with customers: the control group first, others as they are defined."""
    latest = versions[-1].shares if versions else {}
    names = dict.fromkeys(
        [*(variant for variant, share in latest.items() if share), *sorted(counts.arms, key=str)]
    )
    return [
        counts.arms.get(variant, Sums()).tally(variant)
        for variant in sorted(names, key=lambda name: name is not None)
    ]


def _planned_end(versions: Sequence[_Version], zone: ZoneInfo) -> datetime | None:
    activity = versions[-1].definition.get("activity") if versions else None
    if not isinstance(activity, dict) or activity.get("type") != "fixed":
        return None
    return FixedActivity.model_validate(activity).whole(zone).ends_at


def _compared_with(found: Results) -> str | None:
    return "control" if found.is_against_control else found.against


def _arm(arm: ArmResults, share: int) -> ArmView:
    tally = arm.tally
    customers = max(tally.customers, 1)
    return ArmView(
        variant=tally.variant,
        is_control=tally.variant is None,
        share=share,
        customers=tally.customers,
        expected_customers=arm.expected,
        assigned=tally.assigned,
        activated=tally.activated,
        redeemed=tally.redeemed,
        buyers=tally.buyers,
        purchases=tally.purchases,
        revenue=tally.spend,
        revenue_per_customer=tally.spend / customers,
        redemption_rate=tally.redeemed / customers,
        discount=tally.discount,
        uplift=_comparison(arm.comparison) if arm.comparison else None,
    )


def _comparison(found: Comparison) -> ComparisonView:
    return ComparisonView(
        revenue=UpliftView.model_validate(found.spend),
        revenue_adjusted=UpliftView.model_validate(found.adjusted) if found.adjusted else None,
        buyers=UpliftView.model_validate(found.buyers),
        revenue_per_purchase=UpliftView.model_validate(found.spend_per_purchase),
        extra_revenue=EstimateView.model_validate(found.extra_revenue) if found.extra_revenue else None,
        revenue_per_discount=EstimateView.model_validate(found.revenue_per_discount)
        if found.revenue_per_discount
        else None,
        verdict=found.verdict,
    )
