"""The demo shop: pools with customers behind them, promotions, orders, personal offers, two workflows.

Five of the pools have a profile, so that the workflow "Voucher pool alert" asks for their codes; one of the
five has fewer than 500 left. Everything is made by the product's own commands; the same seed makes the same
shop.
"""

from datetime import timedelta
from random import Random
from typing import Final
from uuid import UUID

from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.seals import Keyring
from largesse.demo.alert import install_alert
from largesse.demo.goods import fill_catalogue
from largesse.demo.habits import CUSTOMERS, member
from largesse.demo.handbill import run_handbill
from largesse.demo.people import import_sign_ups, name_customers
from largesse.demo.pools import DAYS, POOLS, hand_out, make_pool
from largesse.demo.promotions import BUYERS, buyer, run_promotions
from largesse.demo.regulars import POOL, thank_regulars
from largesse.demo.shop import shop
from largesse.demo.suspects import misbehave
from largesse.reports.jobs import count_workspace
from largesse.vouchers.commands.counts import fold_counts

SEED: Final = 2027


async def seed_demo(database: Database, workspace_id: UUID, keyring: Keyring, files: FileStore) -> None:
    """Fills an empty workspace; takes some seconds."""
    rng = Random(SEED)  # noqa: S311  a demo that is the same everywhere needs a plain seed
    now = database.clock()
    pools: dict[str, UUID] = {}
    for number, wish in enumerate(POOLS):
        pool_id = await make_pool(
            database, workspace_id, wish, rng=rng, at=now - timedelta(days=DAYS + 30 - number)
        )
        await hand_out(database, workspace_id, pool_id, wish=wish, rng=rng)
        pools[wish.name] = pool_id
    await fill_catalogue(database, workspace_id)
    await run_promotions(database, workspace_id, pools, rng=rng)
    await run_handbill(database, workspace_id, rng=rng)
    known = [member(number) for number in range(CUSTOMERS)] + [buyer(number) for number in range(BUYERS)]
    await name_customers(database, workspace_id, known, rng=rng)
    await import_sign_ups(database, files, workspace_id, rng=rng)
    await misbehave(database, workspace_id, pools["Birthday gift €5"], rng=rng)
    await fold_counts(database)
    await count_workspace(database, workspace_id, from_scratch=True)
    async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
        watched = {wish.name: pools[wish.name] for wish in POOLS if wish.has_profile}
        await install_alert(ctx, keyring, watched)
        await thank_regulars(ctx, keyring, pools[POOL])
