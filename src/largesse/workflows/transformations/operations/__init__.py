"""What can be done to a table of texts. The union is the registry."""

from typing import Annotated

from pydantic import Field

from largesse.workflows.transformations.operations.add_column import AddColumn
from largesse.workflows.transformations.operations.cast import Cast
from largesse.workflows.transformations.operations.deduplicate import Deduplicate
from largesse.workflows.transformations.operations.drop_columns import DropColumns
from largesse.workflows.transformations.operations.edit_values import EditValues
from largesse.workflows.transformations.operations.fill_empty import FillEmpty
from largesse.workflows.transformations.operations.filter_rows import FilterRows
from largesse.workflows.transformations.operations.keep_columns import KeepColumns
from largesse.workflows.transformations.operations.merge_columns import MergeColumns
from largesse.workflows.transformations.operations.rename_columns import RenameColumns
from largesse.workflows.transformations.operations.replace_text import ReplaceText
from largesse.workflows.transformations.operations.split_column import SplitColumn

AnyOperation = Annotated[
    AddColumn
    | RenameColumns
    | DropColumns
    | KeepColumns
    | MergeColumns
    | SplitColumn
    | EditValues
    | FillEmpty
    | ReplaceText
    | Cast
    | FilterRows
    | Deduplicate,
    Field(discriminator="type"),
]

__all__ = [
    "AddColumn",
    "AnyOperation",
    "Cast",
    "Deduplicate",
    "DropColumns",
    "EditValues",
    "FillEmpty",
    "FilterRows",
    "KeepColumns",
    "MergeColumns",
    "RenameColumns",
    "ReplaceText",
    "SplitColumn",
]
