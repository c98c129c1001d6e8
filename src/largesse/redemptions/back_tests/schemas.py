"""What crosses the wire about back-tests."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

from largesse.redemptions.asking.schemas import Time


class BackTestInput(BaseModel):
    """Which orders a promotion is tried on, and which version of it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"from": "2027-02-01T00:00:00Z", "to": "2027-03-01T00:00:00Z"}]},
    )

    since: Time = Field(alias="from", description="Orders paid from this moment on.")
    until: Time = Field(alias="to", description="Orders paid before this moment.")
    version: Annotated[StrictInt, Field(ge=1, lt=2**31)] | None = Field(
        default=None, description="A published version; null: the draft."
    )

    @model_validator(mode="after")
    def _is_a_stretch(self) -> "BackTestInput":
        if self.until <= self.since:
            msg = "`to` must be later than `from`"
            raise ValueError(msg)
        return self
