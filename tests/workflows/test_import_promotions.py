"""The seed's workflow of promotions: a file brought in once, made to fit, imported; what its run shows."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from largesse.core.jobs import run_job
from largesse.promotions.imports.jobs import promotion_jobs
from largesse.workflows.transformations.jobs import transformation_jobs
from tests.conftest import SetClock
from tests.workflows.graphs import END, line, node, workflow
from tests.workflows.stage import Stage, example

EXAMPLE = Path(__file__).parents[2] / "examples" / "promotions.csv"
Json = dict[str, Any]


async def walk(stage: Stage, clock: SetClock) -> None:
    """Moves journeys and runs their jobs until both rest."""
    files = stage.engine.services.files
    handlers = {**promotion_jobs(files), **transformation_jobs(files)}
    for _ in range(4):
        await stage.settle()
        for row in await stage.rows("select id from jobs where workspace_id = $1 and state = 'queued'"):
            await run_job(stage.database, stage.workspace_id, row["id"], handlers)
        clock.now = stage.database.clock() + timedelta(seconds=2)
    await stage.settle()


async def shown(stage: Stage, graph: Mapping[str, Any], clock: SetClock) -> Json:
    """What the run shows of the import: its job's state and result."""
    workflow_id = await stage.publish(graph)
    await walk(stage, clock)
    [journey] = await stage.journeys(workflow_id)
    assert (journey.state, journey.errors) == ("ended", []), journey
    [row] = await stage.rows(
        "select state, result from jobs where workspace_id = $1 and kind = 'import_promotions'"
        " order by id desc limit 1"
    )
    return {"state": row["state"], **row["result"]}


async def test_the_example_imports_the_examples_file(stage: Stage, clock: SetClock) -> None:
    graph = example("import_promotions")
    graph["graph"]["nodes"][1]["file_id"] = await stage.upload(EXAMPLE.read_bytes())
    told = await shown(stage, graph, clock)
    assert (told["read"], told["created"], told["rejected"]) == (60, 60, 0)
    rows = await stage.rows("select code, status, tags, draft from promotions where workspace_id = $1")
    assert {(row["status"], row["draft"]["audience"]) for row in rows} == {("active", "handbill")}
    tags = [tag for row in rows for tag in row["tags"]]
    assert set(tags) == {"MOBILE", "CHECKOUT", "WEEKLY"}
    assert min(map(tags.count, ("MOBILE", "CHECKOUT"))) >= 12
    assert (await shown(stage, {**graph, "name": "again"}, clock))["unchanged"] == 60


async def test_without_a_transformation_the_delimiter_is_that_of_the_local_file(
    stage: Stage, clock: SetClock
) -> None:
    content = b"code;name;discountType;discountValue\nA;a,b;PERCENT;12,5\n"
    graph = line(
        node("scheduled_run", schedule={"type": "now"}),
        node("local_file", file_id=await stage.upload(content), delimiter=";"),
        node("import_promotions"),
        kind="business",
    )
    assert (await shown(stage, graph, clock))["created"] == 1
    [row] = await stage.rows("select draft from promotions where workspace_id = $1")
    assert row["draft"]["display"]["name"] == "a,b"


@pytest.mark.parametrize(("delimiter", "rows"), [(";", 2), (None, 2)])
async def test_a_transformation_reads_by_the_delimiter_of_the_local_file(
    stage: Stage, clock: SetClock, delimiter: str | None, rows: int
) -> None:
    content = b"Nr;Aktion;discountType;discountValue\n1;Tea, green;PERCENT;10\n2;Cup, white;PERCENT;20\n"
    rename = {"type": "rename_columns", "columns": {"Nr": "code", "Aktion": "headerName"}}
    graph = line(
        node("scheduled_run", schedule={"type": "now"}),
        node("local_file", file_id=await stage.upload(content), delimiter=delimiter),
        node("data_transformation", transformation={"operations": [rename]}),
        node("import_promotions"),
        kind="business",
    )
    assert (await shown(stage, graph, clock))["created"] == rows
    found = await stage.rows("select code, name from promotions where workspace_id = $1 order by code")
    assert [tuple(row) for row in found] == [("1", "Tea, green"), ("2", "Cup, white")]


async def test_rows_that_are_refused_stand_in_the_report_and_the_rest_goes_on(
    stage: Stage, clock: SetClock
) -> None:
    content = b"code,name,discountType,discountValue\nA,Tea,PERCENT,ten\nB,Cup,PERCENT,10\n"
    graph = line(
        node("scheduled_run", schedule={"type": "now"}),
        node("local_file", file_id=await stage.upload(content)),
        node("import_promotions"),
        kind="business",
    )
    told = await shown(stage, graph, clock)
    assert (told["created"], told["rejected"]) == (1, 1)
    [row] = await stage.rows("select row, column_name, value from job_rejections where workspace_id = $1")
    assert tuple(row) == (2, "discountValue", "ten")


async def test_a_file_that_cannot_be_imported_leaves_by_failed(stage: Stage, clock: SetClock) -> None:
    file_id = await stage.upload(b"colour,size\nred,3\n")
    graph = workflow(
        [
            node("scheduled_run", schedule={"type": "now"}),
            node("local_file", file_id=file_id),
            node("import_promotions"),
            END,
            node("end", "broken"),
        ],
        "scheduled_run>local_file",
        "local_file>import_promotions",
        "import_promotions>end",
        "import_promotions:failed>broken",
        kind="business",
    )
    workflow_id = await stage.publish(graph)
    await walk(stage, clock)
    assert (await stage.entered(workflow_id))["broken"] == 1
    [row] = await stage.rows("select state, error from jobs where workspace_id = $1")
    assert row["state"] == "failed"
    assert "'colour' is no field of a promotion" in row["error"]
