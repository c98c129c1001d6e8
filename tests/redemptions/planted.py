"""Rows of redemptions written by hand, sound ones and others, for the doctor to look at."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from largesse.core.db import Database
from tests.redemptions.made import write

HELD, REDEEMED, ROLLED_BACK, CANCELLED, LAPSED = 1, 2, 3, 4, 5


async def a_redemption(
    database: Database,
    workspace_id: UUID,
    promotion: UUID,
    *,
    state: int = REDEEMED,
    kinds: Sequence[str] = ("redeem",),
    amounts: Sequence[int] = (1,),
    code: str | None = None,
    pool: UUID | None = None,
    points_spent: int = 0,
    gift_spent: int = 0,
) -> UUID:
    """Rows of a redemption as they are written, and the counter of its promotion; `amounts` by entry."""
    made = uuid4()
    await write(
        database,
        workspace_id,
        "insert into redemptions (workspace_id, id, state, currency, initial, discount, cart, actor,"
        " created_at)"
        " values (:workspace, :id, :state, 'EUR', 1000, 100, '{}', 'test:test', now())",
        id=made,
        state=state,
    )
    await write(
        database,
        workspace_id,
        "insert into redemption_items (workspace_id, redemption_id, place, promotion_id, version, code,"
        " pool_id,"
        " discount, points_spent, gift_spent) values (:workspace, :id, 1, :promotion, 1, :code, :pool,"
        " 100, :points,"
        " :gift)",
        id=made,
        promotion=promotion,
        code=code,
        pool=pool,
        points=points_spent,
        gift=gift_spent,
    )
    key = f"{promotion}:redemptions:total::ever"
    await write(
        database,
        workspace_id,
        "insert into limit_counters (workspace_id, key) values (:workspace, :key) on conflict do nothing",
        key=key,
    )
    for kind, amount in zip(kinds, amounts, strict=True):
        await write(
            database,
            workspace_id,
            "with entry as (insert into redemption_ledger (workspace_id, redemption_id, kind, at, actor,"
            " keys, amounts)"
            " values (:workspace, :id, :kind, now(), 'test:test', array[cast(:key as text)], array[cast(:n"
            " as bigint)]))"
            " update limit_counters set used = used + :n where workspace_id = :workspace and key = :key",
            id=made,
            kind=kind,
            key=key,
            n=amount,
        )
    return made
