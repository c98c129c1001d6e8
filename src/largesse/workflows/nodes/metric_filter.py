"""Compares a figure with a threshold."""

from typing import ClassVar, Literal

from pydantic import Field, StrictFloat, StrictInt, model_validator
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.storable import Name
from largesse.events.schemas import EventName
from largesse.workflows.durations import Duration
from largesse.workflows.node import Group, Node
from largesse.workflows.paths import Batch

MEASURES = {
    "count": "count(*)",
    "sum": "coalesce(sum(v.value), 0)",
    "average": "avg(v.value)",
    "lowest": "min(v.value)",
    "highest": "max(v.value)",
}


class MetricFilter(Node):
    """Compares a figure made of events with a threshold: how many there were, or a sum, average, lowest or
    highest of one of their params. A figure of nothing meets no comparison.
    """

    group: ClassVar[Group] = "condition"
    name: ClassVar[str] = "Metric Filter"
    reads_events: ClassVar[bool] = True

    type: Literal["metric_filter"] = "metric_filter"
    event: EventName = Field(description="Which events.")
    of: Literal["profile", "workspace"] = Field(
        default="profile", description="Events of the path's profile, or of all."
    )
    measure: Literal["count", "sum", "average", "lowest", "highest"] = Field(
        default="count", description="What is made of the events: how many, or a figure of a param."
    )
    param: Name | None = Field(default=None, description="Of which param, unless events are counted.")
    within: Duration = Field(description="How far to look back.")
    comparison: Literal["less", "less_or_equal", "equal", "more_or_equal", "more"] = Field(
        default="more_or_equal", description="How the figure stands to the threshold."
    )
    threshold: StrictInt | StrictFloat = Field(description="What the figure is compared with.")

    @model_validator(mode="after")
    def _names_param(self) -> "MetricFilter":
        if self.measure != "count" and self.param is None:
            msg = f"`measure` = `{self.measure}` needs a `param`"
            raise ValueError(msg)
        return self

    def ports(self) -> tuple[str, ...]:
        return ("matched", "not_matched")

    async def advance(self, batch: Batch) -> None:
        if self.of == "workspace":
            figures = {0: (await self._figures(batch.ctx, None)).get(0)}
            found = {path.profile_id: figures[0] for path in batch.paths}
        else:
            found = await self._figures(batch.ctx, sorted({path.profile_id for path in batch.paths}))
            if self.measure in ("count", "sum"):
                found = {path.profile_id: found.get(path.profile_id, 0.0) for path in batch.paths}
        for path in batch.paths:
            figure = found.get(path.profile_id)
            batch.show(path, figure=figure)
            batch.go(path, "matched" if self._meets(figure) else "not_matched")

    async def _figures(self, ctx: Context, profiles: list[int] | None) -> dict[int, float | None]:
        rows = await ctx.db.execute(
            text(
                f"select {'e.profile_id' if profiles is not None else '0'} as who,"
                f" {MEASURES[self.measure]} as n"
                " from events e cross join lateral (select case when jsonb_typeof(e.params ->"
                " :param) = 'number'"
                "  or (jsonb_typeof(e.params -> :param) = 'string'"
                "   and (e.params ->> :param) ~ '^\\s*[+-]?[0-9]{1,15}([.][0-9]{1,10})?\\s*$')"
                "  then (e.params ->> :param)::numeric end as value) v"
                " where e.workspace_id = :workspace and e.name = :event and e.time > :since and"
                " e.time <= :now"
                + (" and e.profile_id = any(:profiles)" if profiles is not None else "")
                + " group by 1"
            ),
            {
                "workspace": ctx.workspace_id,
                "event": self.event,
                "param": self.param or "",
                "since": ctx.now - self.within.length,
                "now": ctx.now,
                **({"profiles": profiles} if profiles is not None else {}),
            },
        )
        found: dict[int, float | None] = {
            row.who: float(row.n) if row.n is not None else None for row in rows
        }
        return found or ({0: 0.0} if self.measure in ("count", "sum") else {})

    def _meets(self, figure: float | None) -> bool:
        if figure is None:
            return False
        match self.comparison:
            case "less":
                return figure < self.threshold
            case "less_or_equal":
                return figure <= self.threshold
            case "equal":
                return figure == self.threshold
            case "more_or_equal":
                return figure >= self.threshold
            case _:
                return figure > self.threshold
