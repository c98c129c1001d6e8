"""Imports profiles."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from largesse.core.context import Context
from largesse.profiles.imports.schemas import ProfileImportOptions
from largesse.profiles.imports.start import start_profile_import
from largesse.workflows.file_work import FileNode, file_of, read_as
from largesse.workflows.paths import Path


class ImportProfiles(FileNode):
    """Creates and changes the profiles that the file names; rejected rows can be downloaded from its job."""

    name: ClassVar[str] = "Import Profiles"

    type: Literal["import_profiles"] = "import_profiles"
    options: ProfileImportOptions = Field(
        default=ProfileImportOptions(), description="How the file is read, and what its columns mean."
    )

    async def start(self, ctx: Context, path: Path) -> UUID:
        return await start_profile_import(ctx, file_id=file_of(path), options=read_as(self.options, path))
