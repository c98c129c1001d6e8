"""Imports codes into a pool."""

from collections.abc import Iterator
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from largesse.core.context import Context
from largesse.vouchers.commands.start_imports import start_code_import
from largesse.vouchers.import_schemas import ImportOptions
from largesse.workflows.file_work import FileNode, file_of, read_as
from largesse.workflows.node import Need
from largesse.workflows.paths import Path


class ImportCodes(FileNode):
    """Imports the codes of the file into a pool; rejected rows can be downloaded from its job."""

    name: ClassVar[str] = "Import Codes"

    type: Literal["import_codes"] = "import_codes"
    pool_id: UUID = Field(description="Pool that the codes go to.")
    options: ImportOptions = Field(default=ImportOptions(), description="How the file is read.")

    def needs(self) -> Iterator[Need]:
        yield Need("pool", str(self.pool_id), "pool_id")

    async def start(self, ctx: Context, path: Path) -> UUID:
        return await start_code_import(
            ctx, self.pool_id, file_id=file_of(path), options=read_as(self.options, path)
        )
