"""Divides profiles into groups."""

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from largesse.workflows.node import Fault, Group, Node, Title
from largesse.workflows.paths import Batch, Path


class Variant(BaseModel):
    """A way of the test and its share."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Title
    share: Decimal = Field(gt=0, le=100, decimal_places=2, description="Percent of the profiles.")


class AbxTest(Node):
    """Sends each profile one of several ways, by shares; the same profile goes the same way every time."""

    group: ClassVar[Group] = "condition"
    name: ClassVar[str] = "ABx Test"

    type: Literal["abx_test"] = "abx_test"
    variants: tuple[Variant, ...] = Field(
        min_length=2, max_length=10, description="The ways; their shares make 100."
    )

    def ports(self) -> tuple[str, ...]:
        return tuple(variant.name for variant in self.variants)

    def faults(self) -> Iterator[Fault]:
        total = sum(variant.share for variant in self.variants)
        if total != 100:
            yield Fault("shares_not_whole", f"The shares make {total} %, not 100 %.", "variants")
        if len({variant.name for variant in self.variants}) < len(self.variants):
            yield Fault("variant_twice", "Two variants have the same name.", "variants")

    async def advance(self, batch: Batch) -> None:
        borders = list(accumulate(int(variant.share * 100) for variant in self.variants))
        ports = self.ports()
        for path in batch.paths:
            place = self._place(batch, path)
            way = next((index for index, border in enumerate(borders) if place < border), len(ports) - 1)
            batch.go(path, ports[way])

    def _place(self, batch: Batch, path: Path) -> int:
        who = f"{batch.world.workflow_id}:{self.id}:{path.profile_id or path.id}"
        return int.from_bytes(hashlib.blake2b(who.encode(), digest_size=8).digest()) % 10_000
