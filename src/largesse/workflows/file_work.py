"""Nodes that work on files: each starts a job and looks from time to time whether it is done."""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar, Final, TypeVar
from uuid import UUID

from pydantic import BaseModel, JsonValue

from largesse.core.context import Context
from largesse.core.errors import AppError
from largesse.core.jobs import get_job
from largesse.workflows.node import BUSINESS, Group, Node
from largesse.workflows.paths import Batch, Path

AnyOptions = TypeVar("AnyOptions", bound=BaseModel)

LOOK_EVERY: Final = timedelta(seconds=1)


class FileNode(Node):
    """Settings that every node on files has; the path carries the number of its file."""

    group: ClassVar[Group] = "file"
    kinds: ClassVar[frozenset[str]] = frozenset({BUSINESS})
    rests: ClassVar[bool] = False
    reads_file: ClassVar[bool] = True

    def ports(self) -> tuple[str, ...]:
        return ("default", "failed")

    @abstractmethod
    async def start(self, ctx: Context, path: Path) -> UUID:
        """Starts the job in the path's transaction; AppError when it cannot be."""

    def finish(self, path: Path, result: Mapping[str, Any]) -> None:
        """What the path carries on once the job is done."""

    async def advance(self, batch: Batch) -> None:
        for path in batch.paths:
            if batch.world.simulated:
                batch.skip(path, "A test walk starts no work on files.")
                continue
            if self.reads_file and "file_id" not in path.memory:
                batch.bury(path, "No file came this way. Put Local File or Get File before this node.")
                continue
            job_id = path.memory.get("job_id")
            try:
                if job_id is None:
                    path.memory["job_id"] = str(await self.start(batch.ctx, path))
                    batch.wait(path, batch.now + LOOK_EVERY)
                else:
                    await self._look(batch, path, await get_job(batch.ctx, UUID(str(job_id))))
            except AppError as error:
                path.memory.pop("job_id", None)
                batch.bury(path, error.detail)

    async def _look(self, batch: Batch, path: Path, job: Mapping[str, Any]) -> None:
        if job["state"] in ("queued", "running"):
            batch.wait(path, batch.now + LOOK_EVERY)
            return
        del path.memory["job_id"]
        shown: dict[str, JsonValue] = {
            "job_id": str(job["id"]),
            "state": job["state"],
            "result": job["result"],
        }
        batch.show(path, **shown)
        if job["state"] != "succeeded":
            batch.bury(path, f"The job {job['id']} {job['state']}: {job['error'] or 'somebody cancelled it'}")
            return
        self.finish(path, job["result"] or {})
        batch.go(path)


def read_as(options: AnyOptions, path: Path) -> AnyOptions:
    """How an import reads the path's file; of one that we wrote ourselves nothing need be found out."""
    known = path.memory.get("format")
    if not isinstance(known, dict):
        return options
    return options.model_copy(
        update={name: value for name, value in known.items() if name in type(options).model_fields}
    )


def file_of(path: Path) -> UUID:
    """The file that the path carries; AppError by its absence is a fault of the graph."""
    return UUID(str(path.memory["file_id"]))
