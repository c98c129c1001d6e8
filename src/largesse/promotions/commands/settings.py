"""Changes how promotions of a workspace stand together."""

from dataclasses import asdict, replace

from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import dump_json
from largesse.promotions.commands.announce import announce
from largesse.promotions.queries import get_settings, view_settings
from largesse.promotions.schemas import PromotionSettingsInput, PromotionSettingsView
from largesse.promotions.stored import read_policy, write_policy


async def change_settings(ctx: Context, settings: PromotionSettingsInput) -> PromotionSettingsView:
    """Changes what is given; carts are decided by it from the next question on."""
    await announce(ctx)
    row = await get_settings(ctx)
    changes = settings.model_dump(exclude_none=True)
    before = {"currency": row.currency, **asdict(read_policy(row.policy))}
    currency = changes.pop("currency", row.currency)
    policy = replace(read_policy(row.policy), **changes)
    await ctx.db.execute(
        text(
            "update promotion_settings set currency = :currency, policy = cast(:policy as jsonb),"
            " updated_at = :now where workspace_id = :workspace"
        ),
        {
            "workspace": ctx.workspace_id,
            "currency": currency,
            "policy": dump_json(write_policy(policy)),
            "now": ctx.now,
        },
    )
    record(
        ctx,
        "promotion_settings.changed",
        object_type="promotion_settings",
        object_id=ctx.workspace_id,
        before=before,
        after={"currency": currency, **asdict(policy)},
    )
    return await view_settings(ctx)
