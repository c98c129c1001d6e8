"""Coupons for receipts: an imported promotion gets a pool of codes of its own, and needs no activation."""

from collections.abc import Collection
from uuid import UUID

from largesse.core.context import Context
from largesse.promotions.access import Automatic, PoolCodes
from largesse.promotions.definition import Definition
from largesse.promotions.imports.schemas import CouponWish
from largesse.vouchers.commands.generate import start_generation
from largesse.vouchers.commands.pools import create_pool, delete_pool
from largesse.vouchers.import_schemas import GenerationInput
from largesse.vouchers.schemas import PoolInput


def as_coupon(definition: Definition, tags: Collection[str], wish: CouponWish | None) -> Definition:
    """The definition as that of a coupon, if it is one: whoever brings it has nothing to activate."""
    access = definition.access
    if wish is None or wish.tag not in tags or not isinstance(access, Automatic | PoolCodes):
        return definition
    if isinstance(access, PoolCodes) and not access.holder_only:
        access = access.model_copy(update={"bearer": True})
    return definition.model_copy(update={"activation": None, "access": access})


def lacks_pool(definition: Definition, tags: Collection[str], wish: CouponWish | None) -> bool:
    """Whether it is a coupon without codes."""
    return wish is not None and wish.tag in tags and isinstance(definition.access, Automatic)


async def give_pool(ctx: Context, definition: Definition, *, code: str) -> Definition:
    """The definition with a new, empty pool, which is called after the promotion's code."""
    pool = await create_pool(ctx, PoolInput(name=f"Coupons {code}"[:200]))
    return definition.model_copy(update={"access": PoolCodes(pool_id=pool.id, bearer=True)})


async def fill_pool(ctx: Context, definition: Definition, wish: CouponWish) -> UUID:
    """Starts the job that fills the pool; returns its id."""
    return await start_generation(ctx, _pool_of(definition), GenerationInput(count=wish.codes))


async def drop_pool(ctx: Context, definition: Definition) -> None:
    """Takes the pool of a promotion back that could not be entered."""
    await delete_pool(ctx, _pool_of(definition))


def _pool_of(definition: Definition) -> UUID:
    pool_id = definition.access.own_pool()
    if pool_id is None:
        msg = "a coupon has a pool"
        raise TypeError(msg)
    return pool_id
