"""What must always hold between counters, ledgers and rows; looked at by `largesse doctor` and by the hour.

Each check is one statement, so it sees one moment, and every change writes both sides in one transaction:
whatever it finds is a fault of ours or of somebody who wrote in the tables, never of work that is under way.
"""

from typing import Final

import structlog
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database
from largesse.events.commands import emit

log = structlog.get_logger()

# Of each check so many differences are told; one is enough to know.
MOST: Final = 20

# Every statement answers rows of one text, `problem`.
CHECKS: Final[dict[str, str]] = {
    "points": (
        "select format('points of profile %s: the balance is %s, its entries sum up to %s, of which %s are"
        " open',"
        "  profile_id, coalesce(a.balance, 0), coalesce(l.amount, 0), coalesce(l.open, 0)) as problem"
        " from (select profile_id, balance from points_accounts where workspace_id = :workspace) a"
        " full join (select profile_id, sum(amount) as amount, sum(open) as open from points_ledger"
        "  where workspace_id = :workspace group by profile_id) l using (profile_id)"
        " where coalesce(a.balance, 0) <> coalesce(l.amount, 0) or coalesce(a.balance, 0) <>"
        " coalesce(l.open, 0)"
        " order by profile_id limit :most"
    ),
    "points_of_redemptions": (
        "select format('points of redemption %s: it spent %s, and its promotions say %s', id,"
        " coalesce(l.spent, 0),"
        "  coalesce(i.spent, 0)) as problem"
        " from (select d.id, sum(case when d.state in (1, 2) then i.points_spent else 0 end) as spent"
        "  from redemptions d join redemption_items i on i.workspace_id = d.workspace_id and"
        " i.redemption_id = d.id"
        "  where d.workspace_id = :workspace and i.points_spent <> 0 group by d.id) i"
        " full join (select redemption_id as id, -sum(amount) as spent from points_ledger"
        "  where workspace_id = :workspace and redemption_id is not null and kind in ('spend', 'return')"
        "  group by redemption_id) l using (id)"
        " where coalesce(l.spent, 0) <> coalesce(i.spent, 0) order by id limit :most"
    ),
    "gift_cards": (
        "select format('gift card %s: the balance is %s, its entries sum up to %s', code,"
        " coalesce(g.balance, 0),"
        "  coalesce(l.amount, 0)) as problem"
        " from (select code, balance from gift_balances where workspace_id = :workspace) g"
        " full join (select code, sum(amount) as amount from gift_ledger where workspace_id = :workspace"
        "  group by code) l using (code)"
        " where coalesce(g.balance, 0) <> coalesce(l.amount, 0) order by code limit :most"
    ),
    "gifts_of_redemptions": (
        "select format('gift money of redemption %s: it spent %s, and its promotions say %s', id,"
        "  coalesce(l.spent, 0), coalesce(i.spent, 0)) as problem"
        " from (select d.id, sum(case when d.state in (1, 2) then i.gift_spent else 0 end) as spent"
        "  from redemptions d join redemption_items i on i.workspace_id = d.workspace_id and"
        " i.redemption_id = d.id"
        "  where d.workspace_id = :workspace and i.gift_spent <> 0 group by d.id) i"
        " full join (select redemption_id as id, -sum(amount) as spent from gift_ledger"
        "  where workspace_id = :workspace and redemption_id is not null and kind in ('spend', 'return')"
        "  group by redemption_id) l using (id)"
        " where coalesce(l.spent, 0) <> coalesce(i.spent, 0) order by id limit :most"
    ),
    "limits": (
        "select format('limit %s: the counter says %s, the ledger %s', key, coalesce(c.used, 0),"
        "  coalesce(l.used, 0)) as problem"
        " from (select key, used from limit_counters where workspace_id = :workspace) c"
        " full join (select u.key, sum(u.amount) as used from redemption_ledger r,"
        "  unnest(r.keys, r.amounts) u (key, amount) where r.workspace_id = :workspace group by u.key) l"
        " using (key)"
        " where coalesce(c.used, 0) <> coalesce(l.used, 0) order by key limit :most"
    ),
    "ended": (
        "select format('redemption %s: it ended, and still takes %s of limit %s', d.id, sum(u.amount),"
        " u.key) as problem"
        " from redemptions d join redemption_ledger r on r.workspace_id = d.workspace_id and"
        " r.redemption_id = d.id,"
        "  unnest(r.keys, r.amounts) u (key, amount)"
        " where d.workspace_id = :workspace and d.state in (3, 4, 5)"
        " group by d.id, u.key having sum(u.amount) <> 0 order by d.id limit :most"
    ),
    "redemptions": (
        "select format('redemption %s: its state is %s, and its ledger says %s', id, state,"
        "  coalesce(nullif(array_to_string(kinds, ', '), ''), 'nothing')) as problem"
        " from (select d.id, d.state, array_agg(r.kind order by r.id) filter (where r.kind <> 'carry') as"
        " kinds"
        "  from redemptions d left join redemption_ledger r"
        "  on r.workspace_id = d.workspace_id and r.redemption_id = d.id"
        "  where d.workspace_id = :workspace group by d.id, d.state) s"
        " where kinds is null or not case state"
        "  when 1 then kinds = '{hold}'"
        "  when 2 then array_remove(kinds, 'rollback') <@ '{hold,confirm}' and kinds @> '{hold,confirm}'"
        "   and cardinality(array_remove(kinds, 'rollback')) = 2 or array_remove(kinds, 'rollback') ="
        " '{redeem}'"
        "  when 3 then kinds @> '{rollback}' and (array_remove(kinds, 'rollback') = '{redeem}'"
        "   or kinds @> '{hold,confirm}' and cardinality(array_remove(kinds, 'rollback')) = 2)"
        "  when 4 then kinds @> '{hold,cancel}' and cardinality(kinds) = 2"
        "  else kinds @> '{hold,lapse}' and cardinality(kinds) = 2 end"
        " order by id limit :most"
    ),
    "orphans": (
        "select format('ledger entry %s: there is no redemption %s', r.id, r.redemption_id) as problem"
        " from redemption_ledger r where r.workspace_id = :workspace and r.redemption_id is not null"
        " and not exists (select from redemptions d where d.workspace_id = r.workspace_id"
        "  and d.id = r.redemption_id) order by r.id limit :most"
    ),
    "single_use": (
        "select format('code %s: good once, and used by %s redemptions', i.code, count(*)) as problem"
        " from redemption_items i join redemptions d"
        "  on d.workspace_id = i.workspace_id and d.id = i.redemption_id and d.state in (1, 2)"
        " join promotion_versions v on v.workspace_id = i.workspace_id and v.promotion_id = i.promotion_id"
        "  and v.version = i.version"
        " where i.workspace_id = :workspace and i.pool_id is not null"
        "  and v.definition #>> '{access,type}' in ('pool_codes', 'referral_codes')"
        "  and v.definition #> '{access,uses_per_code}' = '1'"
        " group by i.code having count(*) > 1 order by i.code limit :most"
    ),
    "codes": (
        "select format('code %s: redemption %s used it up, and it can be used again', i.code, d.id) as"
        " problem"
        " from redemption_items i join redemptions d"
        "  on d.workspace_id = i.workspace_id and d.id = i.redemption_id and d.state in (1, 2)"
        " join promotion_versions v on v.workspace_id = i.workspace_id and v.promotion_id = i.promotion_id"
        "  and v.version = i.version"
        " join codes c on c.workspace_id = i.workspace_id and c.code = i.code and c.state in (1, 2)"
        " where i.workspace_id = :workspace and i.pool_id is not null"
        "  and v.definition #>> '{access,type}' in ('pool_codes', 'referral_codes')"
        "  and v.definition #> '{access,uses_per_code}' = '1' order by i.code limit :most"
    ),
    "codes_given_back": (
        "select format('code %s: redemption %s ended, and it is still used up', i.code, d.id) as problem"
        " from redemption_items i join redemptions d"
        "  on d.workspace_id = i.workspace_id and d.id = i.redemption_id and d.state in (3, 4, 5)"
        " join codes c on c.workspace_id = i.workspace_id and c.code = i.code and c.state = 3"
        "  and c.redeemed_at = d.created_at"
        " where i.workspace_id = :workspace and i.pool_id is not null"
        # The same moment may have another redemption of the code, which holds it rightly.
        "  and not exists (select from redemption_items j join redemptions e on e.workspace_id ="
        " j.workspace_id"
        "   and e.id = j.redemption_id and e.state in (1, 2)"
        "   where j.workspace_id = i.workspace_id and j.code = i.code)"
        " order by i.code limit :most"
    ),
    "activations": (
        "select format('promotion %s of profile %s: %s uses are counted, its activations say %s',"
        "  promotion_id, profile_id, coalesce(p.uses, 0), coalesce(a.used, 0)) as problem"
        " from (select profile_id, promotion_id, uses, activations from promotion_profiles"
        "  where workspace_id = :workspace) p"
        " full join (select profile_id, promotion_id, sum(used) as used, count(*) as n from"
        " promotion_activations"
        "  where workspace_id = :workspace group by 1, 2) a using (profile_id, promotion_id)"
        " where coalesce(p.uses, 0) <> coalesce(a.used, 0) or coalesce(p.activations, 0) <> coalesce(a.n, 0)"
        " order by profile_id, promotion_id limit :most"
    ),
}


async def broken(ctx: Context) -> list[str]:
    """What does not agree in a workspace, as sentences, 20 of each kind at most; empty when all is well."""
    found: list[str] = []
    for statement in CHECKS.values():
        rows = await ctx.db.scalars(text(statement), {"workspace": ctx.workspace_id, "most": MOST})
        found += [str(problem) for problem in rows]
    return found


async def check_ledgers(database: Database) -> int:
    """Looks at every workspace, and returns how much does not agree."""
    total = 0
    for workspace_id in await database.workspace_ids():
        async with database.context(workspace_id) as ctx:
            total += await tell_broken(ctx)
    return total


async def tell_broken(ctx: Context) -> int:
    """Logs what does not agree in a workspace and emits `ledger.broken`; returns how much it is.

    The event comes again with every look until it is mended.
    """
    problems = await broken(ctx)
    if problems:
        log.error("ledger_broken", workspace_id=str(ctx.workspace_id), problems=problems[:MOST])
        await emit(ctx, "ledger.broken", {"count": len(problems), "problems": problems[:MOST]})
    return len(problems)
