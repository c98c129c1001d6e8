"""Cells from templates: each row is `root`, the cell that is edited `value`."""

from collections.abc import Iterator, Mapping
from typing import Final

import orjson

from largesse.core.templates import StopRender, Template, TemplateError, compile_template
from largesse.workflows.transformations.operations.operation import ROW, CellFault, Frame, Work, hold
from largesse.workflows.transformations.problems import Problem

KNOWN: Final = ("root", "value")
MAX_REASON: Final = 500


def template_problems(field: str, source: str) -> Iterator[Problem]:
    """What is wrong with a template of a cell."""
    try:
        template = compile_template(source)
    except TemplateError as error:
        yield Problem(field=field, message=f"The template cannot be used: {error}.")
        return
    if template.uses.acts:
        yield Problem(field=field, message="A transformation draws no codes; take the voucher tag out.")
    for name, line in template.undefined_names(KNOWN):
        yield Problem(
            field=field,
            message=f"line {line}: {name} is not known here; a column is {{{{ root['{name}'] }}}}.",
            severity="warning",
        )


def render_cells(
    frame: Frame, template: Template, work: Work, *, column: str, edited: bool = False
) -> tuple[list[str], list[CellFault]]:
    """The rendered cell of every row, and the faults of those that failed (their cells are empty)."""
    cells: list[str] = []
    faults: list[CellFault] = []
    total = 0
    for row in frame.iter_rows(named=True):
        work.check_time()
        number = row.pop(ROW)
        value = row[column] if edited else ""
        values: dict[str, object] = {"root": _nested(row) if work.nested else row, "value": value}
        try:
            cell = template.render(values).replace("\0", "")
        except (TemplateError, StopRender) as error:
            said = f"the template stops this row: {error}" if isinstance(error, StopRender) else str(error)
            faults.append(CellFault(number, column, value, said[:MAX_REASON]))
            cell = ""
        total += len(cell)
        hold(total)
        cells.append(cell)
    return cells, faults


def _nested(row: Mapping[str, str]) -> dict[str, object]:
    """Cells of JSON as what they hold; `client.email` also as `root.client.email`."""
    root: dict[str, object] = {}
    for name, cell in row.items():
        value: object = cell
        if cell[:1] in ("[", "{"):
            try:
                value = orjson.loads(cell)
            except orjson.JSONDecodeError:
                value = cell
        root[name] = value
        _place(root, name.split("."), value)
    return root


def _place(root: dict[str, object], path: list[str], value: object) -> None:
    *above, last = path
    if not above:
        return
    place = root
    for name in above:
        inner = place.setdefault(name, {})
        if not isinstance(inner, dict):
            return
        place = inner
    place.setdefault(last, value)
