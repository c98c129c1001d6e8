"""The examples that the console hands out are imported as they are: no row is rejected, none problematic."""

from pathlib import Path
from uuid import UUID

import httpx
import pytest

from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.profiles.imports.jobs import import_jobs
from largesse.promotions.imports.jobs import promotion_jobs
from largesse.vouchers.jobs import pool_jobs
from tests.factories import a_pool

EXAMPLES = Path(__file__).parents[1] / "web/src/features/imports/examples"


@pytest.mark.parametrize(
    ("name", "route", "written"),
    [
        ("codes", "/v1/pools/{pool}/imports", "added"),
        ("customers", "/v1/profiles/imports", "created"),
        ("events", "/v1/profiles/event-imports", "created"),
        ("promotions", "/v1/promotions/imports", "created"),
    ],
)
async def test_an_example_of_the_console_is_imported_as_it_is(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path,
    name: str, route: str, written: str,
) -> None:  # fmt: skip
    files = FileStore(tmp_path / "files")
    handlers = {**pool_jobs(files), **import_jobs(files), **promotion_jobs(files)}
    url = route.format(pool=await a_pool(database, workspace_id))
    sent = {"file": (f"{name}.csv", b"\xef\xbb\xbf" + (EXAMPLES / f"{name}.csv").read_bytes())}
    told = (await client.post(url.replace("imports", "import-previews"), files=sent)).json()
    assert (told["refusal"], told["problems"]) == (None, [])
    assert all(column["meaning"] for column in told["columns"] if column["column"] != "partner")
    for options in ('{"dry_run": true}', "{}"):
        answer = await client.post(url, files=sent, data={"options": options})
        assert answer.status_code == 202, answer.text
        await run_job(database, workspace_id, UUID(answer.json()["id"]), handlers)
        job = (await client.get(f"/v1/jobs/{answer.json()['id']}")).json()
        assert (job["state"], job["file_name"]) == ("succeeded", f"{name}.csv")
        assert (job["result"]["rejected"], job["result"][written]) == (0, told["checked"])
