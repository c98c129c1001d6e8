"""Ends a path."""

from typing import ClassVar, Literal

from pydantic import Field, StrictBool

from largesse.workflows.node import Group, Node
from largesse.workflows.paths import Batch


class End(Node):
    """Ends the path; if wished, it also ends the other paths of the same journey."""

    group: ClassVar[Group] = "flow"
    name: ClassVar[str] = "End"
    ends: ClassVar[bool] = True

    type: Literal["end"] = "end"
    ends_others: StrictBool = Field(
        default=False, description="Whether the first path that comes here ends the others of its journey."
    )

    def ports(self) -> tuple[str, ...]:
        return ()

    async def advance(self, batch: Batch) -> None:
        for path in batch.paths:
            batch.end(path)
        if self.ends_others:
            batch.effects.enders += [path for path in batch.paths if "origin" in path.memory]
