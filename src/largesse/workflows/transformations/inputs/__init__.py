"""What a transformation reads. The union is the registry."""

from typing import Annotated

from pydantic import Field

from largesse.workflows.transformations.inputs.json_lines import JsonLinesInput
from largesse.workflows.transformations.inputs.json_list import JsonInput
from largesse.workflows.transformations.inputs.source import Source, SourceChunk
from largesse.workflows.transformations.inputs.tables import TableInput
from largesse.workflows.transformations.inputs.xml import XmlInput

AnyInput = Annotated[TableInput | JsonInput | JsonLinesInput | XmlInput, Field(discriminator="type")]

__all__ = ["AnyInput", "JsonInput", "JsonLinesInput", "Source", "SourceChunk", "TableInput", "XmlInput"]
