"""Creates, changes and deletes pools."""

from uuid import UUID

from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError, InvalidError
from largesse.core.ids import new_id
from largesse.core.jobs import start_job
from largesse.events.commands import emit
from largesse.vouchers.models import Pool, PoolHead
from largesse.vouchers.queries import counts_of, get_pool, view_pool
from largesse.vouchers.schemas import PoolInput, PoolPatch, PoolSettings, PoolView


async def create_pool(ctx: Context, pool: PoolInput) -> PoolView:
    """Makes an empty pool."""
    row = Pool(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        created_at=ctx.now,
        created_by=ctx.actor.label,
        updated_at=ctx.now,
        **_columns(pool.model_dump(exclude={"alert", "source"}), pool),
        source=pool.source.model_dump(),
    )
    ctx.db.add(row)
    await ctx.db.flush()
    ctx.db.add(PoolHead(workspace_id=ctx.workspace_id, pool_id=row.id, head=0, tail=0))
    record(ctx, "pool.created", object_type="pool", object_id=row.id, after=pool.model_dump(mode="json"))
    await emit(ctx, "pool.created", {"pool_id": row.id, "name": row.name})
    await ctx.db.flush()
    return await view_pool(ctx, row.id)


async def change_pool(ctx: Context, pool_id: UUID, patch: PoolPatch) -> PoolView:
    """Changes what the patch names; InvalidError when the settings would contradict each other."""
    row = await get_pool(ctx, pool_id)
    changes = _columns(patch.model_dump(exclude={"alert"}, exclude_unset=True), patch)
    before: JsonObject = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    try:
        PoolSettings.model_validate({name: getattr(row, name) for name in PoolSettings.model_fields})
    except ValueError as error:
        raise InvalidError("contradictory_settings", str(error).splitlines()[2].strip()) from error
    row.updated_at = ctx.now
    await ctx.db.flush()
    after = patch.model_dump(mode="json", exclude_unset=True)
    record(ctx, "pool.changed", object_type="pool", object_id=pool_id, before=_plain(before), after=after)
    return await view_pool(ctx, pool_id)


async def delete_pool(ctx: Context, pool_id: UUID) -> None:
    """Hides a pool at once and removes its codes in the background.

    ConflictError (`pool_in_use`) once a code was handed out: customers rely on it; deactivate it instead.
    """
    row = await get_pool(ctx, pool_id)
    counts = (await counts_of(ctx, [pool_id]))[pool_id]
    if counts.assigned + counts.redeemed:
        raise ConflictError(
            "pool_in_use",
            "Codes of this pool are in customers' hands. Deactivate the pool instead of deleting it.",
            facts={"assigned": counts.assigned, "redeemed": counts.redeemed},
        )
    row.deleted_at = ctx.now
    row.alert = None
    record(ctx, "pool.deleted", object_type="pool", object_id=pool_id, before={"name": row.name})
    await emit(ctx, "pool.deleted", {"pool_id": pool_id, "name": row.name})
    await start_job(ctx, "purge_pool", args={"pool_id": str(pool_id)}, object_id=str(pool_id))


async def purge_codes(ctx: Context, pool_id: UUID, *, limit: int) -> int:
    """Removes up to `limit` codes of a deleted pool that no customer holds; returns how many."""
    result = await ctx.db.execute(
        text(
            "delete from codes where workspace_id = :workspace and pool_id = :pool and position in ("
            " select position from codes where workspace_id = :workspace and pool_id = :pool"
            " and state in (1, 4) limit :limit)"
        ),
        {"workspace": ctx.workspace_id, "pool": pool_id, "limit": limit},
    )
    return int(result.rowcount)  # type: ignore[attr-defined]  # a DELETE gives a cursor result


def _columns(values: dict[str, object], settings: PoolInput | PoolPatch) -> dict[str, object]:
    if "alert" in settings.model_fields_set:
        values["alert"] = settings.alert.model_dump(mode="json") if settings.alert else None
    return values


def _plain(values: JsonObject) -> JsonObject:
    return {
        name: value if isinstance(value, int | str | dict | None) else str(value)
        for name, value in values.items()
    }
