"""Lengths of time as people set them."""

from datetime import timedelta
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt

UNITS: Final = {
    "seconds": timedelta(seconds=1),
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
    "weeks": timedelta(weeks=1),
}
# The longest life of a journey; what would end later ends with it.
LIFE: Final = timedelta(days=60)


class Duration(BaseModel):
    """A length of time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    count: StrictInt = Field(ge=1, le=1_000_000, examples=[5])
    unit: Literal["seconds", "minutes", "hours", "days", "weeks"] = "minutes"

    @property
    def length(self) -> timedelta:
        """The same as a timedelta; a day is 24 hours."""
        return self.count * UNITS[self.unit]
