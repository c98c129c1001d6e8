"""Brings a file that was uploaded."""

from collections.abc import Iterator
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from largesse.workflows.node import BUSINESS, Group, Need, Node
from largesse.workflows.paths import Batch


class LocalFile(Node):
    """Hands a file to the next nodes that was uploaded to `/v1/files`."""

    group: ClassVar[Group] = "file"
    name: ClassVar[str] = "Local File"
    kinds: ClassVar[frozenset[str]] = frozenset({BUSINESS})

    type: Literal["local_file"] = "local_file"
    file_id: UUID = Field(description="Id of the uploaded file.")
    delimiter: str | None = Field(
        default=None,
        min_length=1,
        max_length=1,
        pattern=r"^[^\x00\r\n]$",
        description="What stands between the cells of a CSV file; left out: found out.",
    )

    def ports(self) -> tuple[str, ...]:
        return ("default", "failed")

    def needs(self) -> Iterator[Need]:
        yield Need("file", str(self.file_id), "file_id")

    async def advance(self, batch: Batch) -> None:
        there = batch.world.services.files.path(batch.ctx.workspace_id, self.file_id).is_file()
        for path in batch.paths:
            if not there:
                batch.bury(path, f"The file {self.file_id} is not there any more. Upload it again.")
                continue
            path.memory["file_id"] = str(self.file_id)
            path.memory.pop("format", None)
            if self.delimiter is not None:
                path.memory["format"] = {"delimiter": self.delimiter}
            batch.go(path)
