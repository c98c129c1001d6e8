"""What is wrong with a transformation, and where."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from largesse.core.errors import InvalidError


class Problem(BaseModel):
    """Something to mend in a transformation; with an error it cannot run."""

    model_config = ConfigDict(frozen=True)

    operation: int | None = Field(default=None, description="Number of the operation, from 0.")
    field: str | None = Field(default=None, description="The setting that is at fault.")
    message: str = Field(description="What is wrong and how to mend it.")
    severity: Literal["error", "warning"] = "error"


class OverflowingError(InvalidError):
    """422 `transformation_too_large`: the operations make more text of some rows than memory has room for."""

    def __init__(self) -> None:
        super().__init__(
            "transformation_too_large",
            "The operations make more text of a few thousand rows than can be held. Shorten what they add or"
            " replace.",
        )


def no_such_column(column: str, columns: tuple[str, ...]) -> str:
    """The message for a column that is not there."""
    if not column:
        return "Choose a column."
    return f"There is no column {column!r} at this point; there are {', '.join(columns) or 'none'}."
