"""Counts what signals are given, of those who did something since the last look.

Who did something is read by what is new; what they did within a signal's window by their own indexes. So a
look costs what has happened since the last one, not what a shop has in its tables.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import RowMapping, text

from largesse.core.context import Context
from largesse.core.ids import first_id
from largesse.fraud.facts import Facts

A_DAY: Final = timedelta(days=1)
# Ids of one millisecond have no order.
A_MOMENT: Final = timedelta(milliseconds=1)
# A hold may become a redemption so much later than its id says.
HELD: Final = timedelta(days=31)

# `seen`: what came before the last decision about the subject was decided with it.
CUSTOMERS: Final = """
with active as materialized (
    select profile_id from redemptions
    where workspace_id = :workspace and id >= :new_id and id < :old_id and profile_id is not null
    union
    select profile_id from rejections
    where workspace_id = :workspace and id >= :new_id and id < :old_id and profile_id is not null
      and reason = 'code_not_found'
    union
    select d.profile_id from redemption_ledger l
    join redemptions d on d.workspace_id = l.workspace_id and d.id = l.redemption_id
    where l.workspace_id = :workspace and l.at >= :new and l.at < :old and l.kind in ('rollback', 'confirm')
      and d.profile_id is not null
), looked_at as materialized (
    select a.profile_id, c.seen, p.created_at, coalesce(p.mailbox, p.email_key collate "C") as mailbox
    from active a
    cross join lateral (
        select coalesce(max(decided_at), '-infinity') as seen, coalesce(bool_or(trusted), false) as trusted
        from fraud_cases
        where workspace_id = :workspace and kind = 'customer' and subject = a.profile_id::text) c
    left join profiles p on p.workspace_id = :workspace and p.id = a.profile_id
    where not c.trusted
)
select l.profile_id::text as subject, tried.unknown_codes, coalesce(fast.in_an_hour, 0) as in_an_hour,
    coalesce(fast.in_a_day, 0) as in_a_day, many.redemptions, many.rolled_back, many.in_first_hour,
    shared.oldest, coalesce(shared.customers, '{}') as customers
from looked_at l
cross join lateral (
    select count(distinct r.code) as unknown_codes from rejections r
    where r.workspace_id = :workspace and r.profile_id = l.profile_id and r.id >= :day_id
      and r.reason = 'code_not_found' and r.at > greatest(l.seen, :day)) tried
cross join lateral (
    select max(h.within) as in_an_hour, count(*) as in_a_day
    from (select count(*) over (order by d.redeemed_at
            range between interval '1 hour' preceding and current row) as within
        from redemptions d
        where d.workspace_id = :workspace and d.profile_id = l.profile_id and d.id >= :day_held_id
          and d.state in (2, 3) and d.redeemed_at > greatest(l.seen, :day)) h) fast
cross join lateral (
    select count(*) as redemptions, count(*) filter (where d.state = 3) as rolled_back,
        count(*) filter (where d.redeemed_at < l.created_at + interval '1 hour') as in_first_hour
    from redemptions d
    where d.workspace_id = :workspace and d.profile_id = l.profile_id and d.id >= :two_months_id
      and d.state in (2, 3) and greatest(d.redeemed_at, d.ended_at) > l.seen) many
left join lateral (
    with holders as materialized (
        select p.id from profiles p where p.workspace_id = :workspace and p.mailbox = l.mailbox
        union
        select p.id from profiles p where p.workspace_id = :workspace and p.email_key collate "C" = l.mailbox
        order by 1 limit :most
    ), decided as (
        select coalesce(max(decided_at), '-infinity') as seen, coalesce(bool_or(trusted), false) as trusted
        from fraud_cases
        where workspace_id = :workspace and kind = 'customer'
          and subject = any(array(select id::text from holders))
    )
    select min(h.id) as oldest, array_agg(h.id order by h.id) filter (where exists (
        select from redemptions d
        where d.workspace_id = :workspace and d.profile_id = h.id and d.id >= :month_id and d.state in (2, 3)
          and d.redeemed_at > k.seen)) as customers
    from holders h cross join decided k where not k.trusted) shared on l.mailbox is not null
"""
CODES: Final = """
with active as materialized (
    select code from rejections
    where workspace_id = :workspace and id >= :new_id and id < :old_id and code is not null
      and profile_id is not null
    union
    select i.code from redemption_items i
    where i.workspace_id = :workspace and i.redemption_id >= :new_id and i.redemption_id < :old_id
      and i.code is not null
)
select c.code as subject, tried.strangers
from active a
join codes c on c.workspace_id = :workspace and c.code = a.code and c.profile_id is not null
cross join lateral (
    select coalesce(max(decided_at), '-infinity') as seen, coalesce(bool_or(trusted), false) as trusted
    from fraud_cases where workspace_id = :workspace and kind = 'code' and subject = c.code) k
cross join lateral (
    select array_agg(distinct u.profile_id order by u.profile_id) as strangers
    from (
        select r.profile_id from rejections r
        where r.workspace_id = :workspace and r.code = c.code and r.id >= :month_id and r.at > k.seen
        union all
        select d.profile_id from redemption_items i
        join redemptions d on d.workspace_id = i.workspace_id and d.id = i.redemption_id
        where i.workspace_id = :workspace and i.code = c.code and d.id >= :month_id and d.created_at > k.seen
    ) u
    where u.profile_id <> c.profile_id) tried
where not k.trusted and tried.strangers is not null
"""
STAFF: Final = """
with active as (
    select actor from redemptions
    where workspace_id = :workspace and id >= :new_id and id < :old_id and profile_id is null
      and actor like 'member:%'
    union
    select actor from rejections
    where workspace_id = :workspace and reason = 'code_not_found' and id >= :new_id and id < :old_id
      and profile_id is null and actor like 'member:%'
), looked_at as (
    select m.actor, c.seen
    from active m
    cross join lateral (
        select coalesce(max(decided_at), '-infinity') as seen, coalesce(bool_or(trusted), false) as trusted
        from fraud_cases
        where workspace_id = :workspace and kind = 'staff' and subject = split_part(m.actor, ':', 2)) c
    where not c.trusted
)
select split_part(l.actor, ':', 2) as subject,
    (select count(distinct r.code) from rejections r
     where r.workspace_id = :workspace and r.reason = 'code_not_found' and r.id >= :day_id
       and r.profile_id is null and r.actor = l.actor and r.at > greatest(l.seen, :day)) as unknown_codes,
    (select count(*) from redemptions d
     where d.workspace_id = :workspace and d.id >= :three_days_id and d.profile_id is null
       and d.actor like 'member:%' and d.actor = l.actor and d.state = 2 and d.initial > 0
       and d.discount * 10 >= d.initial * 3 and d.redeemed_at > l.seen) as anonymous_discounts
from looked_at l
"""
COUNTS: Final = (
    "unknown_codes", "in_an_hour", "in_a_day", "redemptions", "rolled_back", "in_first_hour",
)  # fmt: skip
# Customers of one mailbox who are looked at.
MOST: Final = 100


async def look(ctx: Context, *, since: datetime, until: datetime) -> list[Facts]:
    """What is counted now of customers, codes and staff who did something in this time, ends included."""
    customers = await _rows(ctx, CUSTOMERS, since, until)
    codes = await _rows(ctx, CODES, since, until)
    staff = await _rows(ctx, STAFF, since, until)
    return [
        *_of_customers(customers),
        *(Facts("code", row["subject"], strangers=tuple(row["strangers"])) for row in codes),
        *(Facts("staff", **row) for row in staff),
    ]


def _of_customers(rows: Sequence[RowMapping]) -> list[Facts]:
    """A mailbox is told of the oldest of its customers, whichever of them did something."""
    found: dict[str, Facts] = {}
    mailboxes: dict[str, tuple[int, ...]] = {}
    for row in rows:
        counts = {name: row[name] for name in COUNTS}
        found[row["subject"]] = Facts("customer", row["subject"], **counts)
        if len(row["customers"]) > 1:
            mailboxes[str(row["oldest"])] = tuple(row["customers"])
    for oldest, customers in mailboxes.items():
        found[oldest] = replace(found.get(oldest, Facts("customer", oldest)), mailbox=customers)
    return list(found.values())


async def _rows(ctx: Context, query: str, since: datetime, until: datetime) -> Sequence[RowMapping]:
    return (await ctx.db.execute(text(query), bound(ctx, query, since=since, until=until))).mappings().all()


def bound(ctx: Context, query: str, *, since: datetime, until: datetime) -> dict[str, object]:
    """The values that a query names: moments, and the first ids that were made at them."""
    moments = {
        "new_id": since,
        "old_id": until + A_MOMENT,
        "day_id": ctx.now - 2 * A_DAY,
        "day_held_id": ctx.now - A_DAY - HELD,
        "three_days_id": ctx.now - 3 * A_DAY,
        "month_id": ctx.now - 30 * A_DAY,
        "two_months_id": ctx.now - 60 * A_DAY,
    }
    values: dict[str, object] = {
        "workspace": ctx.workspace_id,
        "new": since,
        "old": until + A_MOMENT,
        "day": ctx.now - A_DAY,
        "most": MOST,
        **{name: first_id(moment) for name, moment in moments.items()},
    }
    return {name: value for name, value in values.items() if re.search(rf":{name}\b", query)}
