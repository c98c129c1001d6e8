"""Spreadsheets for tests."""

import io

import xlsxwriter


def a_workbook(*rows: tuple[str, ...]) -> bytes:
    """A workbook of one sheet of text cells."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        sheet = workbook.add_worksheet("Sheet")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return file.getvalue()
