"""What crosses the wire about transformations."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Cell = Annotated[str, Field(max_length=100_000, pattern=r"^[^\x00]*$")]
SampleName = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]


class Sample(BaseModel):
    """Some rows as they would be read from a file."""

    model_config = ConfigDict(extra="forbid")

    columns: Annotated[list[SampleName], Field(min_length=1, max_length=1000)]
    rows: Annotated[list[Annotated[list[Cell], Field(max_length=1000)]], Field(max_length=500)]
