"""What the worker runs for pools: every handler goes on where a killed worker left off."""

import asyncio
from functools import partial
from typing import Final
from uuid import UUID

from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError
from largesse.core.files import FileStore
from largesse.core.jobs import Handler, RunningJob
from largesse.events.commands import emit
from largesse.vouchers.bulk_jobs import BULK_CHUNK, assign_in_bulk
from largesse.vouchers.codes import CasePolicy
from largesse.vouchers.commands.assign_bulk import KIND as BULK_ASSIGNMENT
from largesse.vouchers.commands.import_codes import enter_chunk
from largesse.vouchers.commands.pools import purge_codes
from largesse.vouchers.commands.undo import undo
from largesse.vouchers.import_jobs import IMPORT_CHUNK, import_codes
from largesse.vouchers.import_rows import stage_codes
from largesse.vouchers.patterns import CodePattern, capacity, draw

PURGE_CHUNK: Final = 20_000
GENERATE_CHUNK: Final = 100_000
DRAW_ALL: Final = 250_000


def pool_jobs(
    files: FileStore, *, import_chunk: int = IMPORT_CHUNK, bulk_chunk: int = BULK_CHUNK
) -> dict[str, Handler]:
    """The handlers by kind; the chunks are how many rows or profiles go into one transaction."""

    return {
        "import_codes": partial(import_codes, files=files, chunk_rows=import_chunk),
        BULK_ASSIGNMENT: partial(assign_in_bulk, files=files, chunk_rows=bulk_chunk),
        "generate_codes": generate_codes,
        "undo_import": undo_import,
        "purge_pool": purge_pool,
    }


async def purge_pool(job: RunningJob) -> JsonObject:
    """Removes the codes of a deleted pool, some at a time."""
    pool_id = UUID(str(job.args["pool_id"]))
    while True:
        async with job.step() as ctx:
            removed = await purge_codes(ctx, pool_id, limit=PURGE_CHUNK)
            await job.save(ctx, done=job.done + removed, total=None, progress={})
        if not removed:
            return {"removed": job.done}


async def undo_import(job: RunningJob) -> JsonObject:
    """Takes an import back in one transaction."""
    import_id = UUID(str(job.args["import_id"]))
    while job.total is None:
        async with job.step() as ctx:
            removed = await undo(ctx, UUID(str(job.args["pool_id"])), import_id)
            await job.save(ctx, done=removed, total=removed, progress={})
    return {"removed": job.done, "import_id": str(import_id)}


async def generate_codes(job: RunningJob) -> JsonObject:
    """Draws codes until there are as many as wished; those that exist already are drawn again."""
    pool_id, wanted = UUID(str(job.args["pool_id"])), int(str(job.args["count"]))
    pattern = CodePattern.model_validate(job.args["pattern"])
    possible = capacity(pattern)
    progress: JsonObject = {"warning": job.progress.get("warning")}
    contested = False
    while job.done < wanted:
        left = wanted - job.done
        size = min(possible, GENERATE_CHUNK, left)
        if contested:  # where many exist, few of many draws are new, and all of them are sure to be enough
            size = possible if possible <= DRAW_ALL else GENERATE_CHUNK
        codes = await asyncio.to_thread(draw, pattern, size)
        async with job.step(grows=True) as ctx:
            staged = stage_codes(codes, CasePolicy(ctx.case_policy))
            entered = await enter_chunk(ctx, pool_id, job.id, staged, most=left)
            await job.save(ctx, done=job.done + entered.added, total=wanted, progress=progress)
            if job.done == wanted:
                facts = {"pool_id": pool_id, "job_id": job.id, "added": wanted}
                await emit(ctx, "codes.generated", facts)
        contested = entered.added < min(size, left)
        if job.done < wanted and (size == possible or entered.full_rows):
            raise ConflictError("generation_stopped", f"Only {job.done} of {wanted} codes found room.")
    return {"added": job.done, **progress}
