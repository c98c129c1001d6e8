"""The seed's alert, node by node, with calls answered in process."""

from pathlib import Path
from uuid import UUID

from largesse.core.db import Database
from largesse.profiles.commands import save_profiles
from largesse.profiles.schemas import ProfileInput
from tests.workflows.stage import Stage, as_json, example


async def test_only_the_low_pool_is_told_of(database: Database, workspace_id: UUID, tmp_path: Path) -> None:
    counts = {"a": (700, 10), "b": (499, 0), "c": (500, 0)}

    def answer(method: str, url: str, body: bytes | None) -> object:
        active, assigned = counts[url.rpartition("/")[2]]
        return as_json({"data": {"activeCount": active, "assignedCount": assigned}})

    stage = Stage(database, workspace_id, tmp_path, answer=answer)
    async with stage.context() as ctx:
        await save_profiles(
            ctx,
            [
                ProfileInput.model_validate(
                    {"custom_id": name, "attributes": {"voucherpool_id": name, "firstname": name}}
                )
                for name in counts
            ],
        )
    workflow = example("voucher_pool_alert")
    workflow["graph"]["nodes"][1]["auth"] = {"type": "none"}
    workflow_id = await stage.publish(workflow)
    run = await stage.run(workflow_id)
    await stage.settle()
    view = await stage.view(workflow_id, run)
    assert {node.node: node.entered for node in view.nodes} == {
        "audience": 3,
        "count": 3,
        "answer": 3,
        "no_answer": 0,
        "left": 3,
        "low": 3,
        "enough": 0,
        "mail": 1,
        "end": 1,
    }
