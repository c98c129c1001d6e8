"""Enters rows of a file: each adds an item, or replaces the one of its key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from largesse.catalogs.commands import merge_items
from largesse.catalogs.schemas import ItemInput
from largesse.core.context import Context
from largesse.core.imports import FaultError


@dataclass(slots=True)
class Filler:
    """Fills one catalogue from one file. Of a dry run it remembers the items it saw."""

    catalog: str
    dry_run: bool = False
    seen: dict[str, int] = field(default_factory=dict)

    async def write(self, ctx: Context, items: Sequence[ItemInput]) -> list[str | FaultError]:
        """What became of each item: `added`, `replaced` or `unchanged`. NotFoundError for the catalogue."""
        outcomes: dict[int, str] = {}
        for wave in _waves(items):
            outcomes |= await self._merge(ctx, {place: items[place] for place in wave})
        return [outcomes[place] for place in range(len(items))]

    async def _merge(self, ctx: Context, items: dict[int, ItemInput]) -> dict[int, str]:
        """Items of different keys."""
        if not self.dry_run:
            done = await merge_items(ctx, self.catalog, list(items.values()))
            return {place: done[item.key] for place, item in items.items()}
        async with ctx.db.begin_nested() as point:
            done = await merge_items(ctx, self.catalog, list(items.values()), lock=False)
            await point.rollback()
        outcomes: dict[int, str] = {}
        for place, item in items.items():
            look = hash(item.model_dump_json())
            before = self.seen.get(item.key)
            outcomes[place] = done[item.key] if before is None else "replaced"
            if before == look:
                outcomes[place] = "unchanged"
            self.seen[item.key] = look
        return outcomes


def _waves(items: Sequence[ItemInput]) -> Iterator[list[int]]:
    """The places of items, so that of those with the same key a later one stands in a later wave."""
    waves: list[list[int]] = []
    times: dict[str, int] = {}
    for place, item in enumerate(items):
        number = times.get(item.key, 0)
        times[item.key] = number + 1
        if number == len(waves):
            waves.append([])
        waves[number].append(place)
    yield from waves
