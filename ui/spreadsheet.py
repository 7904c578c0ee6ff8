"""Columns and rows as an Excel workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

WIDEST = 48  # characters; a column as wide as its texts, but no wider than this
LOOKED_AT = 200  # rows from which widths are taken


@dataclass(frozen=True)
class Sheet:
    """One sheet: its tab's name, its columns, and its rows of texts and numbers."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


def to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The workbook; texts stay texts (no formula, no link), the header stays in sight and can filter."""
    from xlsxwriter import Workbook

    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(written, options) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1})
        for sheet in sheets:
            worksheet = workbook.add_worksheet(sheet.name)
            rows = [list(row) for row in sheet.rows]
            for column, label in enumerate(sheet.columns):
                worksheet.write_string(0, column, label, bold)
                worksheet.set_column(
                    column, column, _width([label, *(row[column] for row in rows[:LOOKED_AT])])
                )
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    worksheet.write(number, column, value)
            worksheet.freeze_panes(1, 0)
            if rows:
                worksheet.autofilter(0, 0, len(rows), len(sheet.columns) - 1)
    return written.getvalue()


def _width(texts: Sequence[Any]) -> int:
    """How wide a column must be; a Chinese character is as wide as two letters."""
    return min(WIDEST, max(sum(2 if ord(char) > 0x2E80 else 1 for char in str(text)) for text in texts) + 2)
