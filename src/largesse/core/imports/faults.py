"""Why a row cannot be taken; pure."""

from collections.abc import Sequence

from largesse.core.files import RejectedRow, Row


class FaultError(ValueError):
    """Why a row cannot be taken, and which of its cells is to blame (its number, or None)."""

    def __init__(self, column: int | None, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason

    def rejection(self, line: int, row: Row, columns: Sequence[str]) -> RejectedRow:
        """The row as it is kept for download."""
        if self.column is None:
            return RejectedRow(line, row, "", "", self.reason)
        value = row[self.column] if self.column < len(row) else ""
        return RejectedRow(line, row, columns[self.column], value, self.reason)


def check_width(row: Row, columns: Sequence[str]) -> None:
    """FaultError for a row with more cells than the table has columns."""
    width = len(columns)
    if len(row) > width and any(cell.strip() for cell in row[width:]):
        raise FaultError(
            None,
            f"the row has {len(row)} cells, the table {width} columns; put quotes around a cell that holds"
            " the delimiter",
        )
