"""What a customer holds: codes, promotions, points and money on gift cards, by a fixed number of queries."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import RowMapping, text

from largesse.core.context import Context
from largesse.promotions.access import GiftCards
from largesse.promotions.queries import CURRENCY
from largesse.redemptions.gifts.commands import initial_balance
from largesse.redemptions.life.commands import LIVES
from largesse.redemptions.life.schemas import LifeView
from largesse.redemptions.points.commands import view_points
from largesse.redemptions.wallet.schemas import (
    CodeKind,
    WalletCode,
    WalletExpiry,
    WalletPromotion,
    WalletView,
)

MOST: Final = 200
LATEST: Final = datetime.max.replace(tzinfo=UTC)
KINDS: Final[dict[str, CodeKind]] = {"gift_cards": "gift_card", "referral_codes": "referral"}

CODES: Final = (
    "select coalesce(c.display, c.code) as code, c.pool_id, c.assigned_at, c.attributes, least("
    " nullif(coalesce(c.expires_at, c.valid_until), 'infinity'), cast(v.definition ->> 'ends_at' as"
    " timestamptz)"
    ") as until, p.id, p.code as key, p.status, v.definition -> 'access' as access,"
    " coalesce(nullif(v.definition #>> '{display,name}', ''), p.name) as name,"
    " coalesce(v.definition #>> '{display,headline}', '') as headline,"
    " coalesce(v.definition #>> '{display,description}', '') as description,"
    " coalesce(v.definition #> '{display,params}', '{}') as params,"
    " cast(v.definition ->> 'starts_at' as timestamptz) as starts_at,"
    " cast(v.definition ->> 'ends_at' as timestamptz) as ends_at, g.balance, g.currency,"
    " coalesce(v.definition ->> 'currency', s.currency, :currency) as own_currency"
    " from assignments a"
    " join codes c on c.workspace_id = a.workspace_id and c.pool_id = a.pool_id and c.position = a.position"
    " join pools o on o.workspace_id = a.workspace_id and o.id = a.pool_id and o.deleted_at is null"
    " left join promotion_pools q on q.workspace_id = a.workspace_id and q.pool_id = a.pool_id"
    " left join promotions p on p.workspace_id = a.workspace_id and p.id = q.promotion_id"
    " left join promotion_versions v on v.workspace_id = p.workspace_id and v.promotion_id = p.id"
    " and v.version = p.version"
    " left join promotion_settings s on s.workspace_id = a.workspace_id"
    " left join gift_balances g on g.workspace_id = c.workspace_id and g.code = c.code"
    " where a.workspace_id = :workspace and a.profile_id = :profile and c.state = 2"
    " and coalesce(c.expires_at, c.valid_until) > :now"
    " and coalesce(cast(v.definition ->> 'ends_at' as timestamptz), 'infinity') > :now"
    " order by until nulls last, c.assigned_at desc, c.code limit :limit"
)
HELD: Final = (
    f"{LIVES} and (l.state = 1 and l.assigned_at is not null"
    " and coalesce(l.assigned_until, 'infinity') > :now"
    " or l.state = 2 and coalesce(l.lasts_until, 'infinity') > :now)"
    " and p.status in ('active', 'hidden', 'paused')"
    " and coalesce(cast(v.definition ->> 'ends_at' as timestamptz), 'infinity') > :now"
    " order by least(l.lasts_until, cast(v.definition ->> 'ends_at' as timestamptz)) nulls last,"
    " l.promotion_id desc limit :limit"
)


async def view_wallet(ctx: Context, profile_id: int, *, days: int = 30) -> WalletView:
    """Everything a customer can use, and what of it ends within so many days; NotFoundError."""
    points = await view_points(ctx, profile_id, days=days)
    asked = {"workspace": ctx.workspace_id, "profile": profile_id, "now": ctx.now, "limit": MOST + 1}
    found = await ctx.db.execute(text(CODES), {**asked, "currency": CURRENCY})
    codes = [_code(row) for row in found.mappings()]
    rows = await ctx.db.execute(text(HELD), asked)
    lives = [LifeView.model_validate(dict(row)) for row in rows.mappings()]
    until = ctx.now + timedelta(days=days)
    ending = [*_codes_ending(codes), *_lives_ending(lives), *await _points_ending(ctx, profile_id, until)]
    return WalletView(
        profile_id=profile_id,
        expiring=sorted((end for end in ending if end.at <= until), key=lambda end: end.at),
        codes=codes[:MOST],
        promotions=lives[:MOST],
        points=points,
        has_more=max(len(codes), len(lives)) > MOST,
    )


def _code(row: RowMapping) -> WalletCode:
    access = row["access"] or {}
    balance, currency = row["balance"], row["currency"]
    if balance is None and access.get("type") == "gift_cards":
        currency = row["own_currency"]
        balance = initial_balance(GiftCards.model_validate(access), row["attributes"] or {}, currency)
    return WalletCode(
        code=row["code"],
        kind=KINDS.get(access.get("type", ""), "voucher"),
        pool_id=row["pool_id"],
        assigned_at=row["assigned_at"],
        until=row["until"],
        promotion=_promotion(row) if row["id"] is not None else None,
        balance=balance,
        currency=currency if balance is not None else None,
    )


def _promotion(row: RowMapping) -> WalletPromotion:
    return WalletPromotion(
        code=row["key"],
        **{
            name: row[name]
            for name in ("id", "name", "headline", "description", "status", "starts_at", "ends_at", "params")
        },
    )


def _codes_ending(codes: list[WalletCode]) -> Iterator[WalletExpiry]:
    for code in codes:
        if code.until is not None:
            yield WalletExpiry(
                at=code.until,
                kind="gift_card" if code.kind == "gift_card" else "code",
                name=code.code,
                amount=code.balance,
                promotion_id=code.promotion.id if code.promotion else None,
            )


def _lives_ending(lives: list[LifeView]) -> Iterator[WalletExpiry]:
    for life in lives:
        end = min(life.lasts_until or LATEST, life.ends_at or LATEST)
        if end < LATEST:
            yield WalletExpiry(
                at=end, kind="promotion", name=life.name, amount=None, promotion_id=life.promotion_id
            )


async def _points_ending(ctx: Context, profile_id: int, until: datetime) -> list[WalletExpiry]:
    rows = await ctx.db.execute(
        text(
            "select expires_at as at, cast(sum(open) as bigint) as amount from points_ledger"
            " where workspace_id = :workspace and profile_id = :profile and open > 0"
            " and expires_at > :now and expires_at <= :until group by 1 order by 1 limit :limit"
        ),
        {
            "workspace": ctx.workspace_id,
            "profile": profile_id,
            "now": ctx.now,
            "until": until,
            "limit": MOST,
        },
    )
    return [
        WalletExpiry(at=row.at, kind="points", name="", amount=row.amount, promotion_id=None) for row in rows
    ]
