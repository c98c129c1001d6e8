"""One row of the table: a figure, its limit, their ratio, and the bound the house promises."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Row:
    """A figure beside its limit; a bound makes the row fail when the ratio leaves it."""

    name: str
    value: float
    limit_name: str
    limit: float | None
    unit: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def ratio(self) -> float | None:
        """The figure in units of its limit."""
        return None if self.limit is None else self.value / self.limit

    @property
    def holds(self) -> bool:
        """Whether the ratio keeps its bounds."""
        if self.ratio is None:
            return True
        return (self.at_least is None or self.ratio >= self.at_least) and (
            self.at_most is None or self.ratio <= self.at_most
        )


def print_table(rows: Sequence[Row]) -> bool:
    """Prints the rows; whether every bound holds."""
    table = Table("What", "Measured", "Limit", "of the limit", "Ratio", "Bound", title="Largesse bench")
    for row in rows:
        bound = f">= {row.at_least}" if row.at_least else f"<= {row.at_most}" if row.at_most else ""
        table.add_row(
            row.name,
            f"{row.value:,.1f} {row.unit}",
            row.limit_name,
            "" if row.limit is None else f"{row.limit:,.1f} {row.unit}",
            "" if row.ratio is None else f"{row.ratio:.2f}",
            f"[{'green' if row.holds else 'bold red'}]{bound}[/]" if bound else "",
        )
    Console(width=130).print(table)
    return all(row.holds for row in rows)
