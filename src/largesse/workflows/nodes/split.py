"""Goes several ways at once."""

from typing import ClassVar, Literal

from pydantic import Field, StrictInt

from largesse.workflows.node import Group, Node
from largesse.workflows.paths import Batch
from largesse.workflows.siblings import new_journey_ids


class SplitPath(Node):
    """Goes on by all its ways at the same time; each is a path of its own from here on."""

    group: ClassVar[Group] = "flow"
    name: ClassVar[str] = "Split Path"

    type: Literal["split"] = "split"
    ways: StrictInt = Field(default=2, ge=2, le=10, description="How many ways there are.")

    def ports(self) -> tuple[str, ...]:
        return tuple(str(way) for way in range(1, self.ways + 1))

    async def advance(self, batch: Batch) -> None:
        first, *others = self.ports()
        ids = iter(await new_journey_ids(batch.ctx, len(batch.paths) * len(others)))
        for path in batch.paths:
            for port in others:
                batch.branch(path, port, new_id=next(ids))
            batch.go(path, first)
