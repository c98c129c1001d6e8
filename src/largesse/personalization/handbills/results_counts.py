"""What customers of a handbill did, summed up by arm: in one statement, or customers after customers."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID

from sqlalchemy import RowMapping, text

from largesse.core.context import Context
from largesse.core.db import JsonObject, dump_json
from largesse.personalization.experiments.cuped import PRE_DAYS
from largesse.personalization.experiments.tally import Spread, Tally


@dataclass(frozen=True, slots=True)
class Sums:
    """Customers of one arm: how many, how many of them did what, sums (minor units), squares and products."""

    customers: int = 0
    assigned: int = 0
    activated: int = 0
    redeemed: int = 0
    buyers: int = 0
    purchases: int = 0
    spend: int = 0
    before: int = 0
    discount: int = 0
    spend2: int = 0
    before2: int = 0
    discount2: int = 0
    purchases2: int = 0
    spend_before: int = 0
    spend_discount: int = 0
    spend_purchases: int = 0

    def __add__(self, other: Self) -> "Sums":
        pairs = {part.name: getattr(self, part.name) + getattr(other, part.name) for part in fields(self)}
        return Sums(**pairs)

    def tally(self, variant: str | None) -> Tally:
        """The arm as experiments take it, with variances of the sample."""
        whole = {part.name: getattr(self, part.name) for part in fields(Tally) if hasattr(self, part.name)}
        return Tally(variant=variant, **whole, spread=self._spread())

    def _spread(self) -> Spread:
        return Spread(
            spend=self._of(self.spend2, self.spend, self.spend),
            before=self._of(self.before2, self.before, self.before),
            discount=self._of(self.discount2, self.discount, self.discount),
            purchases=self._of(self.purchases2, self.purchases, self.purchases),
            spend_before=self._of(self.spend_before, self.spend, self.before),
            spend_discount=self._of(self.spend_discount, self.spend, self.discount),
            spend_purchases=self._of(self.spend_purchases, self.spend, self.purchases),
        )

    def _of(self, product: int, one: int, other: int) -> float:
        """The covariance, of integers and so without a loss: (n sum xy - sum x sum y) / (n (n - 1))."""
        n = self.customers
        return (n * product - one * other) / (n * (n - 1)) if n > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """All arms until a moment; `came` are customers by version and arm as they came in."""

    until: datetime
    first: datetime | None = None
    others: int = 0
    arms: Mapping[str | None, Sums] = field(default_factory=dict)
    came: Mapping[tuple[int, str | None], int] = field(default_factory=dict)

    def joined(self, other: Self) -> "Counts":
        """The customers of both."""
        arms = {
            arm: self.arms.get(arm, Sums()) + other.arms.get(arm, Sums()) for arm in {*self.arms, *other.arms}
        }
        came = {key: self.came.get(key, 0) + other.came.get(key, 0) for key in {*self.came, *other.came}}
        firsts = [moment for moment in (self.first, other.first) if moment is not None]
        return Counts(self.until, min(firsts, default=None), self.others + other.others, arms, came)

    def dump(self) -> JsonObject:
        """As JSON; numbers are texts, since squares may be larger than JSON's."""
        return {
            "until": self.until.isoformat(),
            "first": self.first.isoformat() if self.first else None,
            "others": str(self.others),
            "arms": [
                {"variant": arm, **{name: str(number) for name, number in asdict(sums).items()}}
                for arm, sums in self.arms.items()
            ],
            "came": [[version, arm, str(number)] for (version, arm), number in self.came.items()],
        }

    @classmethod
    def load(cls, stored: Mapping[str, Any]) -> "Counts":
        """What `dump` made."""
        return cls(
            until=datetime.fromisoformat(stored["until"]),
            first=datetime.fromisoformat(stored["first"]) if stored["first"] else None,
            others=int(stored["others"]),
            arms={
                arm["variant"]: Sums(**{part.name: int(arm[part.name]) for part in fields(Sums)})
                for arm in stored["arms"]
            },
            came={(version, arm): int(number) for version, arm, number in stored["came"]},
        )


async def count_up(
    ctx: Context,
    handbill_id: UUID,
    *,
    until: datetime,
    since: datetime | None = None,
    currency: str,
    after: int | None = None,
    upto: int | None = None,
) -> Counts:
    """What happened from `since` and before `until`, to all customers or those above `after` up to `upto`."""
    asked = {
        "workspace": ctx.workspace_id,
        "handbill": handbill_id,
        "since": since,
        "until": until,
        "currency": currency,
        "days": PRE_DAYS,
        "after": after,
        "upto": upto,
    }
    arms = (await ctx.db.execute(text(SUMS), asked)).mappings().all()
    came = (await ctx.db.execute(text(CAME), asked)).mappings().all()
    facts = (await ctx.db.execute(text(FACTS), asked)).mappings().one()
    return Counts(
        until=until,
        first=facts["first"],
        others=facts["others"],
        arms={row["variant"]: _sums(row) for row in arms},
        came={(row["version"], row["variant"]): row["customers"] for row in came},
    )


async def first_order(ctx: Context) -> datetime | None:
    """When the workspace's history begins."""
    found: datetime | None = await ctx.db.scalar(
        text("select min(at) from orders where workspace_id = :workspace"), {"workspace": ctx.workspace_id}
    )
    return found


async def next_customer(ctx: Context, handbill_id: UUID, after: int, many: int) -> int | None:
    """The number of the last of the next customers of a handbill; None when there are no more."""
    found: int | None = await ctx.db.scalar(
        text(NEXT),
        {"workspace": ctx.workspace_id, "handbill": handbill_id, "after": after, "many": many},
    )
    return found


async def keep_counts(ctx: Context, handbill_id: UUID, counts: Counts) -> None:
    """Stores what was counted in the place of what was counted before."""
    await ctx.db.execute(
        text(KEEP),
        {
            "workspace": ctx.workspace_id,
            "handbill": handbill_id,
            "at": counts.until,
            "counts": dump_json(counts.dump()),
        },
    )


async def stored_counts(ctx: Context, handbill_id: UUID) -> Counts | None:
    """What was counted last, if it was."""
    stored: Mapping[str, Any] | None = await ctx.db.scalar(
        text(
            "select counts from handbill_counts where workspace_id = :workspace and handbill_id = :handbill"
        ),
        {"workspace": ctx.workspace_id, "handbill": handbill_id},
    )
    return Counts.load(stored) if stored is not None else None


async def larger_than(ctx: Context, customers: int, *, before: datetime) -> Iterable[UUID]:
    """Handbills with more customers than that, archived ones not, that were not counted since `before`."""
    asked = {"workspace": ctx.workspace_id, "customers": customers, "before": before}
    rows = await ctx.db.scalars(text(LARGE), asked)
    return rows.all()


def _sums(row: RowMapping) -> Sums:
    return Sums(**{part.name: int(row[part.name]) for part in fields(Sums)})


RANGE: Final = (
    " and (cast(:after as bigint) is null or m.profile_id > :after)"
    " and (cast(:upto as bigint) is null or m.profile_id <= :upto)"
)
# Whether a set of the customer's own arm had this promotion in it when he used it.
GIVEN: Final = (
    "exists (select from handbill_sets s join handbill_items t on t.workspace_id = :workspace"
    " and t.set_id = s.id and t.promotion_id = {promotion} where s.workspace_id = :workspace"
    " and s.handbill_id = :handbill and s.profile_id = m.profile_id and s.variant = m.variant"
    " and s.assigned_at <= {at})"
)
# What happened before the first exposure does not count, nor what happened before the promotion was assigned.
CUSTOMERS: Final = (
    "with member as ("
    "  select m.profile_id, m.variant, m.since as exposed,"
    "   greatest(m.since, coalesce(cast(:since as timestamptz), m.since)) as since"
    "  from handbill_members m"
    f"  where m.workspace_id = :workspace and m.handbill_id = :handbill and m.since < :until{RANGE}),"
    # Sets of a variant always hold something.
    " assigned as ("
    "  select distinct s.profile_id from member m join handbill_sets s on s.workspace_id = :workspace"
    "   and s.handbill_id = :handbill and s.profile_id = m.profile_id and s.variant = m.variant"
    "  where s.assigned_at < :until"
    "   and s.assigned_at >= coalesce(cast(:since as timestamptz), s.assigned_at)),"
    " activated as ("
    "  select distinct m.profile_id from member m join promotion_activations a"
    "   on a.workspace_id = :workspace and a.profile_id = m.profile_id and a.at >= m.since and a.at < :until"
    f"  where m.variant is not null and {GIVEN.format(promotion='a.promotion_id', at='a.at')}),"
    " redeemed as ("
    "  select m.profile_id, cast(sum(i.discount - i.rolled_back) as bigint) as discount"
    "  from member m join redemptions d on d.workspace_id = :workspace and d.profile_id = m.profile_id"
    "   and d.state = 2 and d.redeemed_at >= m.since and d.redeemed_at < :until"
    "  join redemption_items i on i.workspace_id = :workspace and i.redemption_id = d.id"
    f"  where m.variant is not null and {GIVEN.format(promotion='i.promotion_id', at='d.redeemed_at')}"
    "  group by m.profile_id),"
    " bought as ("
    "  select m.profile_id,"
    "   coalesce(cast(sum(p.paid) filter (where o.at >= m.since) as bigint), 0) as spend,"
    "   coalesce(cast(sum(p.paid) filter (where o.at < m.exposed) as bigint), 0) as before,"
    "   count(*) filter (where o.at >= m.since and (o.returned = 0 or o.returned < o.total - o.discount))"
    "    as purchases"
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


def _product(one: str, other: str, name: str) -> str:
    return f" coalesce(sum(cast({one} as numeric) * {other}), 0) as {name},"


SUMS: Final = (
    f"{CUSTOMERS} select variant, count(*) as customers,"
    " count(*) filter (where assigned) as assigned, count(*) filter (where activated) as activated,"
    " count(*) filter (where redeemed) as redeemed, count(*) filter (where purchases > 0) as buyers,"
    + "".join(
        _product(*names)
        for names in (
            ("spend", "spend", "spend2"),
            ("before", "before", "before2"),
            ("discount", "discount", "discount2"),
            ("purchases", "purchases", "purchases2"),
            ("spend", "before", "spend_before"),
            ("spend", "discount", "spend_discount"),
            ("spend", "purchases", "spend_purchases"),
        )
    )
    + " sum(purchases) as purchases, sum(spend) as spend, sum(before) as before, sum(discount) as discount"
    " from customer group by variant"
)
# Customers by arm and version as they came in: one whose variant was removed since counts where he was.
CAME: Final = (
    "select coalesce(m.came_version, m.version) as version,"
    " case when m.came_version is null then m.variant else m.came_variant end as variant,"
    " count(*) as customers from handbill_members m"
    " where m.workspace_id = :workspace and m.handbill_id = :handbill and m.since < :until"
    f"{RANGE} group by 1, 2"
)
FACTS: Final = (
    "select (select min(m.since) from handbill_members m where m.workspace_id = :workspace"
    f"  and m.handbill_id = :handbill and m.since < :until{RANGE}) as first,"
    " (select count(*) from handbill_members m join orders p on p.workspace_id = :workspace"
    "  and p.profile_id = m.profile_id and p.currency <> :currency and p.at < :until"
    "  and p.at >= greatest(m.since, coalesce(cast(:since as timestamptz), m.since))"
    "  where m.workspace_id = :workspace and m.handbill_id = :handbill and m.since < :until"
    f"{RANGE}) as others"
)
NEXT: Final = (
    "select max(profile_id) from (select profile_id from handbill_members where workspace_id = :workspace"
    " and handbill_id = :handbill and profile_id > :after order by profile_id limit :many) m"
)
KEEP: Final = (
    "insert into handbill_counts (workspace_id, handbill_id, counted_at, counts)"
    " values (:workspace, :handbill, :at, cast(:counts as jsonb)) on conflict (workspace_id, handbill_id)"
    " do update set counted_at = excluded.counted_at, counts = excluded.counts"
)
LARGE: Final = (
    "select h.id from handbills h where h.workspace_id = :workspace and h.status in ('published', 'paused')"
    " and exists (select from handbill_members m where m.workspace_id = :workspace and m.handbill_id = h.id"
    " offset :customers) and not exists (select from handbill_counts c where c.workspace_id = :workspace"
    " and c.handbill_id = h.id and c.counted_at > :before)"
)
