"""Housekeeping: what nobody needs any more goes, and nothing else."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import text

from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.housekeeping import FILES_KEPT, sweep_files
from largesse.core.jobs import request_cancel, start_job


async def test_files_go_that_no_unfinished_job_reads_and_no_job_gave(
    database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    files = FileStore(tmp_path)
    names = ("cancelled", "queued", "result", "forgotten", "young")
    kept = {name: files.save_blocks(workspace_id, [name.encode()]).id for name in names}
    async with database.context(workspace_id) as ctx:
        cancelled = await start_job(ctx, "import_codes", args={"file_id": str(kept["cancelled"])})
        await start_job(ctx, "import_codes", args={"file_id": str(kept["queued"])})
        done = await start_job(ctx, "export", args={})
        await ctx.db.execute(
            text(
                "update jobs set state = 'succeeded',"
                " result = jsonb_build_object('file_id', cast(:file as text)) where id = :id"
            ),
            {"id": done, "file": str(kept["result"])},
        )
        await request_cancel(ctx, cancelled)
    part = files.path(workspace_id, kept["forgotten"]).with_suffix(".part")
    part.write_bytes(b"broke off")
    before = (database.clock() - FILES_KEPT - timedelta(hours=1)).timestamp()
    for path in [part, *(files.path(workspace_id, kept[name]) for name in names if name != "young")]:
        os.utime(path, (before, before))

    assert await sweep_files(database, files) == 2

    there = {name for name in names if files.path(workspace_id, kept[name]).is_file()}
    assert there == {"queued", "result", "young"}
    assert not part.exists()
