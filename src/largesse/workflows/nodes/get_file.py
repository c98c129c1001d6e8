"""Fetches a file from another system."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from largesse.core.context import Context
from largesse.workflows.fetch import FileSource, start_fetch
from largesse.workflows.file_work import FileNode
from largesse.workflows.paths import Path


class GetFile(FileNode):
    """Fetches a file over HTTP or from an SFTP server, and hands it to the next nodes."""

    name: ClassVar[str] = "Get File"
    reads_file: ClassVar[bool] = False

    type: Literal["get_file"] = "get_file"
    source: FileSource = Field(description="Where the file is: `http` or `sftp`.")

    async def start(self, ctx: Context, path: Path) -> UUID:  # noqa: ARG002  it begins with nothing
        return await start_fetch(ctx, self.source)

    def finish(self, path: Path, result: Mapping[str, Any]) -> None:
        path.memory["file_id"] = str(result["file_id"])
        path.memory.pop("format", None)
