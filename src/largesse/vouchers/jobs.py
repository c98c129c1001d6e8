"""What the worker runs for pools: every handler is safe to run again after a crash."""

from typing import Final
from uuid import UUID

from largesse.core.db import JsonObject
from largesse.core.jobs import Handler, RunningJob
from largesse.vouchers.commands.pools import purge_codes

PURGE_CHUNK: Final = 20_000


async def purge_pool(job: RunningJob) -> JsonObject:
    """Removes the codes of a deleted pool, some at a time."""
    pool_id = UUID(str(job.args["pool_id"]))
    while True:
        async with job.step() as ctx:
            removed = await purge_codes(ctx, pool_id, limit=PURGE_CHUNK)
            await job.save(ctx, done=job.done + removed, total=None, progress={})
        if not removed:
            return {"removed": job.done}


HANDLERS: Final[dict[str, Handler]] = {"purge_pool": purge_pool}
