"""Imports events."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from largesse.core.context import Context
from largesse.profiles.imports.schemas import EventImportOptions
from largesse.profiles.imports.start import start_event_import
from largesse.workflows.file_work import FileNode, file_of, read_as
from largesse.workflows.paths import Path


class ImportEvents(FileNode):
    """Writes the events of the file to their profiles; rejected rows can be downloaded from its job."""

    name: ClassVar[str] = "Import Events"

    type: Literal["import_events"] = "import_events"
    options: EventImportOptions = Field(
        default=EventImportOptions(), description="How the file is read, and what its columns mean."
    )

    async def start(self, ctx: Context, path: Path) -> UUID:
        return await start_event_import(ctx, file_id=file_of(path), options=read_as(self.options, path))
