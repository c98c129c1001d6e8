"""Whom a customer referred: who redeemed the codes he gave to friends, and what he earned by it."""

from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.profiles.queries import view_profile
from largesse.redemptions.wallet.schemas import ReferralCode, ReferralPage, ReferralView

MOST_CODES: Final = 200

# The codes that a customer may give to friends, as long as a promotion takes them as such.
OWN: Final = (
    "with own as materialized ("
    " select c.code, coalesce(c.display, c.code) as shown, c.assigned_at, p.id as promotion_id,"
    "  coalesce(nullif(v.definition #>> '{display,name}', ''), p.name) as name"
    " from assignments a"
    " join codes c on c.workspace_id = a.workspace_id and c.pool_id = a.pool_id and c.position = a.position"
    " join promotion_pools q on q.workspace_id = a.workspace_id and q.pool_id = a.pool_id"
    " join promotions p on p.workspace_id = a.workspace_id and p.id = q.promotion_id"
    " join promotion_versions v on v.workspace_id = p.workspace_id and v.promotion_id = p.id"
    "  and v.version = p.version and v.definition #>> '{access,type}' = 'referral_codes'"
    " where a.workspace_id = :workspace and a.profile_id = :profile"
    "), used as materialized ("
    " select i.redemption_id, i.code, i.promotion_id, d.profile_id, d.redeemed_at, d.state"
    " from own join redemption_items i on i.workspace_id = :workspace and i.code = own.code"
    "  and i.promotion_id = own.promotion_id"
    " join redemptions d on d.workspace_id = i.workspace_id and d.id = i.redemption_id and d.state in (2, 3)"
    ") "
)
CODES: Final = (
    f"{OWN} select own.shown as code, own.promotion_id, own.name,"
    " count(distinct used.profile_id) filter (where used.state = 2) as friends"
    " from own left join used on used.code = own.code"
    " group by own.code, own.shown, own.promotion_id, own.name, own.assigned_at"
    " order by own.assigned_at desc, own.code limit :limit"
)
TOTALS: Final = (
    f"{OWN} select (select count(distinct profile_id) filter (where state = 2) from used) as friends,"
    " coalesce((select cast(sum(l.amount) as bigint) from points_ledger l where l.workspace_id = :workspace"
    "  and l.profile_id = :profile and (l.redemption_id, l.promotion_id) in"
    "  (select redemption_id, promotion_id from used)), 0) as points"
)
ITEMS: Final = (
    f"{OWN} select used.redemption_id, own.shown as code, used.promotion_id, used.profile_id,"
    " used.redeemed_at,"
    " used.state = 3 as is_rolled_back, coalesce((select cast(sum(l.amount) as bigint) from points_ledger l"
    "  where l.workspace_id = :workspace and l.profile_id = :profile and l.redemption_id = used.redemption_id"
    "  and l.promotion_id = used.promotion_id), 0) as points"
    " from used join own on own.code = used.code"
    " where cast(:cursor as uuid) is null or used.redemption_id < :cursor"
    " order by used.redemption_id desc, used.code limit :limit"
)


async def list_referrals(
    ctx: Context, profile_id: int, *, limit: int, cursor: UUID | None = None
) -> ReferralPage:
    """A customer's referral codes, and a page of the redemptions by friends, latest first; NotFoundError."""
    await view_profile(ctx, profile_id)
    asked = {"workspace": ctx.workspace_id, "profile": profile_id}
    codes = (await ctx.db.execute(text(CODES), {**asked, "limit": MOST_CODES})).mappings()
    totals = (await ctx.db.execute(text(TOTALS), asked)).one()
    rows = (await ctx.db.execute(text(ITEMS), {**asked, "limit": limit + 1, "cursor": cursor})).mappings()
    own = [ReferralCode.model_validate(dict(row)) for row in codes]
    items = [ReferralView.model_validate(dict(row)) for row in rows]
    more = len(items) > limit
    return ReferralPage(
        codes=own,
        friends=totals.friends,
        points=totals.points,
        items=items[:limit],
        has_more=more,
        next_cursor=str(items[limit - 1].redemption_id) if more else None,
    )
