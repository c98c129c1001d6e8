"""Results of a personalised promotion: the database sums each arm up, `experiments` does the arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import JsonValue
from sqlalchemy import RowMapping, text

from largesse.accounts.queries import get_workspace
from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.personalization.experiments.cuped import PRE_DAYS
from largesse.personalization.experiments.results import ArmResults, Block, Comparison, Results, results
from largesse.personalization.experiments.sequential import ALPHA
from largesse.personalization.experiments.srm import Stratum
from largesse.personalization.experiments.tally import Spread, Tally
from largesse.personalization.handbills.activity import FixedActivity
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
# Customers by arm and version as they came in: one whose variant was removed since counts where he was.
STRATA: Final = (
    "select coalesce(f.version, m.version) as version,"
    " case when f.profile_id is null then m.variant else f.variant end as variant, count(*) as customers"
    " from handbill_members m left join ("
    "  select distinct on (profile_id) profile_id, version, variant from handbill_sets"
    "  where workspace_id = :workspace and handbill_id = :handbill order by profile_id, assigned_at, id) f"
    " on f.profile_id = m.profile_id and f.variant is distinct from m.variant"
    " where m.workspace_id = :workspace and m.handbill_id = :handbill and m.since < :until group by 1, 2"
)
# What happened before the first exposure does not count, nor what happened before the promotion was assigned.
CUSTOMERS: Final = (
    "with member as ("
    "  select m.profile_id, m.variant, m.since as exposed,"
    "   greatest(m.since, coalesce(cast(:since as timestamptz), m.since)) as since"
    "  from handbill_members m"
    "  where m.workspace_id = :workspace and m.handbill_id = :handbill and m.since < :until),"
    " offered as ("
    "  select s.profile_id, i.promotion_id, min(s.assigned_at) as at,"
    "   bool_or(s.assigned_at >= coalesce(cast(:since as timestamptz), s.assigned_at)) as is_in_time"
    "  from member m join handbill_sets s on s.workspace_id = :workspace and s.handbill_id = :handbill"
    "   and s.profile_id = m.profile_id and s.variant = m.variant and s.assigned_at < :until"
    "  join handbill_items i on i.workspace_id = s.workspace_id and i.set_id = s.id"
    "  group by s.profile_id, i.promotion_id),"
    " assigned as (select distinct profile_id from offered where is_in_time),"
    " activated as ("
    "  select distinct m.profile_id from member m join offered o on o.profile_id = m.profile_id"
    "  join promotion_activations a on a.workspace_id = :workspace and a.profile_id = o.profile_id"
    "   and a.promotion_id = o.promotion_id"
    "  where a.at >= greatest(o.at, m.since) and a.at < :until),"
    " redeemed as ("
    "  select m.profile_id, cast(sum(i.discount - i.rolled_back) as bigint) as discount"
    "  from member m join redemptions d on d.workspace_id = :workspace and d.profile_id = m.profile_id"
    "   and d.state = 2 and d.redeemed_at >= m.since and d.redeemed_at < :until"
    "  join redemption_items i on i.workspace_id = d.workspace_id and i.redemption_id = d.id"
    "  join offered o on o.profile_id = d.profile_id and o.promotion_id = i.promotion_id"
    "   and d.redeemed_at >= o.at"
    "  group by m.profile_id),"
    " bought as ("
    "  select m.profile_id,"
    "   coalesce(cast(sum(p.paid) filter (where o.at >= m.since) as bigint), 0) as spend,"
    "   coalesce(cast(sum(p.paid) filter (where o.at < m.exposed) as bigint), 0) as before,"
    "   count(*) filter (where o.at >= m.since and o.state = 'paid') as purchases"
    "  from member m join orders o on o.workspace_id = :workspace and o.profile_id = m.profile_id"
    "   and o.at >= m.exposed - make_interval(days => :days) and o.at < :until"
    "   and o.currency = :currency"
    "  cross join lateral (select greatest(o.total - o.discount - o.returned, 0)) p (paid)"
    "  group by m.profile_id),"
    " customer as ("
    "  select m.variant, a.profile_id is not null as assigned, c.profile_id is not null as activated,"
    "   d.profile_id is not null as redeemed, coalesce(d.discount, 0) as discount,"
    "   coalesce(b.spend, 0) as spend, coalesce(b.before, 0) as before, coalesce(b.purchases, 0) as purchases"
    "  from member m left join assigned a on a.profile_id = m.profile_id"
    "  left join activated c on c.profile_id = m.profile_id"
    "  left join redeemed d on d.profile_id = m.profile_id"
    "  left join bought b on b.profile_id = m.profile_id)"
)
TALLIES: Final = (
    f"{CUSTOMERS} select variant, count(*) as customers,"
    " count(*) filter (where assigned) as assigned, count(*) filter (where activated) as activated,"
    " count(*) filter (where redeemed) as redeemed, count(*) filter (where purchases > 0) as buyers,"
    " cast(sum(purchases) as bigint) as purchases, cast(sum(spend) as bigint) as spend,"
    " cast(sum(before) as bigint) as before, cast(sum(discount) as bigint) as discount,"
    " coalesce(var_samp(cast(spend as float8)), 0) as spread_spend,"
    " coalesce(var_samp(cast(before as float8)), 0) as spread_before,"
    " coalesce(var_samp(cast(discount as float8)), 0) as spread_discount,"
    " coalesce(var_samp(cast(purchases as float8)), 0) as spread_purchases,"
    " coalesce(covar_samp(spend, before), 0) as spread_spend_before,"
    " coalesce(covar_samp(spend, discount), 0) as spread_spend_discount,"
    " coalesce(covar_samp(spend, purchases), 0) as spread_spend_purchases"
    " from customer group by variant"
)
FACTS: Final = (
    "select m.first, floor(extract(epoch from m.first - o.first) / 86400) as history_days,"
    " (select count(*) from handbill_members x join orders p on p.workspace_id = :workspace"
    "  and p.profile_id = x.profile_id and p.currency <> :currency and p.at < :until"
    "  and p.at >= greatest(x.since, coalesce(cast(:since as timestamptz), x.since))"
    "  where x.workspace_id = :workspace and x.handbill_id = :handbill and x.since < :until) as others"
    " from (select min(since) as first from handbill_members"
    "  where workspace_id = :workspace and handbill_id = :handbill and since < :until) m,"
    " (select min(at) as first from orders where workspace_id = :workspace) o"
)


@dataclass(frozen=True, slots=True)
class _Version:
    number: int
    shares: Mapping[str | None, int]
    definition: Mapping[str, JsonValue]


async def handbill_results(
    ctx: Context, handbill_id: UUID, *, since: datetime | None = None, until: datetime | None = None
) -> ResultsView:
    """What each arm did from each first exposure (and `since`) until `until` (now), and what that shows.

    Money is in minor units of the workspace's currency. NotFoundError `handbill_not_found`.
    """
    await _must_be_there(ctx, handbill_id)
    until = min(until or ctx.now, ctx.now)
    currency = (await get_settings(ctx)).currency
    asked = {
        "workspace": ctx.workspace_id,
        "handbill": handbill_id,
        "since": since,
        "until": until,
        "currency": currency,
        "days": PRE_DAYS,
    }
    versions = [_version(row) for row in (await ctx.db.execute(text(VERSIONS), asked)).mappings()]
    strata = _strata(versions, (await ctx.db.execute(text(STRATA), asked)).mappings().all())
    tallies = _tallies(versions, (await ctx.db.execute(text(TALLIES), asked)).mappings().all())
    facts = (await ctx.db.execute(text(FACTS), asked)).mappings().one()
    end = _planned_end(versions, ZoneInfo((await get_workspace(ctx)).time_zone))
    history = max(int(facts["history_days"] or 0), 0)
    found = results(tallies, strata, history_days=history, now=ctx.now, planned_end=end)
    shares = versions[-1].shares if versions else {}
    first = facts["first"]
    return ResultsView(
        handbill_id=handbill_id,
        since=max(first, since) if first and since else first,
        until=until,
        planned_end=end,
        days_left=found.days_left,
        currency=currency,
        other_currency_orders=facts["others"],
        compared_with=_compared_with(found),
        confidence=1 - ALPHA,
        sample_ratio_p_value=found.sample_ratio.p_value,
        history_days=history,
        variance_removed=found.variance_removed,
        blocked=[BlockView(code=code, detail=WHY[code]) for code in found.blocks],
        arms=[_arm(arm, shares.get(arm.tally.variant, 0)) for arm in found.arms],
    )


async def _must_be_there(ctx: Context, handbill_id: UUID) -> None:
    found = await ctx.db.scalar(
        text("select true from handbills where workspace_id = :workspace and id = :handbill"),
        {"workspace": ctx.workspace_id, "handbill": handbill_id},
    )
    if not found:
        raise NotFoundError(
            "handbill_not_found", f"There is no personalised promotion {handbill_id} in this workspace."
        )


def _version(row: RowMapping) -> _Version:
    definition = row["definition"]
    shares = {variant["name"]: variant["share"] for variant in definition["variants"]}
    return _Version(row["version"], {None: definition["control_share"], **shares}, definition)


def _strata(versions: Sequence[_Version], rows: Sequence[RowMapping]) -> list[Stratum]:
    found: dict[int, dict[str | None, int]] = {}
    for row in rows:
        found.setdefault(row["version"], {})[row["variant"]] = row["customers"]
    return [Stratum(found[version.number], version.shares) for version in versions if version.number in found]


def _tallies(versions: Sequence[_Version], rows: Sequence[RowMapping]) -> list[Tally]:
    """Arms with a share now or with customers: the control group first, others as they are defined."""
    counted = {row["variant"]: _tally(row) for row in rows}
    latest = versions[-1].shares if versions else {}
    names = dict.fromkeys(
        [*(variant for variant, share in latest.items() if share), *sorted(counted, key=str)]
    )
    return [
        counted.get(variant, Tally(variant)) for variant in sorted(names, key=lambda name: name is not None)
    ]


def _tally(row: RowMapping) -> Tally:
    spread = Spread(**{field.name: row[f"spread_{field.name}"] for field in fields(Spread)})
    return Tally(
        variant=row["variant"],
        customers=row["customers"],
        assigned=row["assigned"],
        activated=row["activated"],
        redeemed=row["redeemed"],
        buyers=row["buyers"],
        purchases=row["purchases"],
        spend=row["spend"],
        before=row["before"],
        discount=row["discount"],
        spread=spread,
    )


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
