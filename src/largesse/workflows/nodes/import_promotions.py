"""Imports promotions."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from largesse.core.context import Context
from largesse.promotions.imports.schemas import PromotionImportOptions
from largesse.promotions.imports.start import start_promotion_import
from largesse.workflows.file_work import FileNode, file_of, read_as
from largesse.workflows.paths import Path


class ImportPromotions(FileNode):
    """Creates and changes promotions by their codes; rejected rows can be downloaded from its job."""

    name: ClassVar[str] = "Import Promotions"

    type: Literal["import_promotions"] = "import_promotions"
    options: PromotionImportOptions = Field(
        default=PromotionImportOptions(), description="How the file is read, and what its columns mean."
    )

    async def start(self, ctx: Context, path: Path) -> UUID:
        return await start_promotion_import(ctx, file_id=file_of(path), options=read_as(self.options, path))
