"""A finite list of codes."""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict


class StaticSource(BaseModel):
    """Codes are imported from files, added by hand or generated here; the pool runs out when they do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["static"] = "static"
    title: ClassVar[str] = "Static list"
    kind: ClassVar[Literal["static", "dynamic"]] = "static"
