"""Makes a file fit for an import."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from largesse.core.context import Context
from largesse.workflows.file_work import FileNode, file_of, read_as
from largesse.workflows.paths import Path
from largesse.workflows.transformations import Transformation
from largesse.workflows.transformations.inputs.tables import TableInput
from largesse.workflows.transformations.jobs import RESULT_FORMAT, start_transformation


class DataTransformation(FileNode):
    """Adds, renames, merges, edits, casts and filters what a file holds; the next nodes get the result."""

    name: ClassVar[str] = "Data Transformation"

    type: Literal["data_transformation"] = "data_transformation"
    transformation: Transformation = Field(
        description="How the file is read, what is done to its rows, and what the result is for."
    )

    async def start(self, ctx: Context, path: Path) -> UUID:
        reading = self.transformation.input
        if isinstance(reading, TableInput) and reading.delimiter is None:
            reading = read_as(reading, path)
        transformation = self.transformation.model_copy(update={"input": reading})
        return await start_transformation(ctx, file_id=file_of(path), transformation=transformation)

    def finish(self, path: Path, result: Mapping[str, Any]) -> None:
        path.memory["file_id"] = str(result["file_id"])
        path.memory["format"] = dict(RESULT_FORMAT)  # type: ignore[arg-type]  # JSON as it stands
