"""Rows → an Excel workbook: the rows as numbers, then what proves them, then how they came about.

Every text is written as a text, whatever it begins with: nothing that a report prints becomes a formula or a link.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from assistant.conversation import Answer, Citation, Language, Result
from assistant.guard import Rows
from assistant.labels import english_label
from index import form
from ui.actions import answer_as_text
from ui.sql_box import with_values
from ui.words import (
    cell_labels,
    column_label,
    column_unit,
    in_language,
    part_name,
    short_label,
    table_of,
    unit_word,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_767  # characters of a cell; Excel takes no more
LARGEST_NUMBER = 10**15  # Excel keeps 15 digits; a larger whole number stays a text
WIDEST = 60  # characters of a column

# What a number looks like, by its unit; None is a year, a place, a column of somebody's own query.
_FORMATS = {None: "General", "ratio": "0.00%", form.YUAN: "#,##0.00"}
_COUNT = "#,##0"


def answer_workbook(answer: Answer, read_as: str = "") -> bytes:
    """The rows of an answer, its citations, and a sheet that says what was asked and how it was answered."""
    assert answer.result is not None
    language, result = answer.language, answer.result
    units = [column_unit(code, result) for code in result.columns]
    heads = [_head(code, unit, language) for code, unit in zip(result.columns, units, strict=True)]
    made = _Made(language)
    made.sheet(("数据", "Rows"), heads, result.rows, [_format(result, i, u) for i, u in enumerate(units)])
    cited = [_cited(number, citation, language) for number, citation in enumerate(answer.citations, 1)]
    made.sheet(("出处", "Citations"), [in_language(language, *head) for head in _CITED], cited)
    sql = with_values(answer.sql, answer.parameters) if answer.sql else ""
    made.told(
        [
            (("问题", "Question"), answer.question),
            (("读作", "Read as"), read_as),
            (("回答", "Answer"), answer_as_text(_alone(answer))),
            *((("注意", "Mind"), caveat) for caveat in answer.caveats),
            (("空单元格", "Empty cells"), in_language(language, *_EMPTY)),
            (("SQL", "SQL"), sql),
        ]
    )
    return made.content()


def rows_workbook(found: Rows, sql: str, language: Language) -> bytes:
    """The rows of somebody's own query, and the query."""
    made = _Made(language)
    made.sheet(("数据", "Rows"), found.columns, found.rows)
    cut = in_language(language, "行数到了上限，还有更多", "cut at the limit; there are more rows")
    made.told([(("SQL", "SQL"), sql), (("注意", "Mind"), cut if found.cut else "")])
    return made.content()


def list_workbook(
    heads: Sequence[str],
    rows: Sequence[Sequence[Any]],
    told: Iterable[tuple[tuple[str, str], str]],
    language: Language,
) -> bytes:
    """The rows of a list of the page, and what is to be known of them: names in both languages, and what is said."""
    made = _Made(language)
    made.sheet(("数据", "Rows"), heads, rows)
    made.told(told)
    return made.content()


_EMPTY = (
    "报告里没有数字（空白或没有印出），不是 0",
    "the report has no figure there (blank or not printed); not 0",
)
_CITED = (
    ("编号", "Number"),
    ("机关", "Agency"),
    ("年份", "Year"),
    ("部分", "Part"),
    ("行", "Row"),
    ("列", "Column"),
    ("原文", "As printed"),
    ("文件", "File"),
    ("位置（字符）", "Place (characters)"),
    ("页", "Page"),
)


def _head(code: str, unit: str | None, language: Language) -> str:
    label = column_label(code, language)
    return f"{label} ({unit_word(unit, language)})" if unit and unit != "ratio" else label


def _format(result: Result, place: int, unit: str | None) -> str:
    is_counted = unit is not None and all(isinstance(row[place], int | None) for row in result.rows)
    return _COUNT if is_counted else _FORMATS.get(unit, "General")


def _cited(number: int, citation: Citation, language: Language) -> tuple[Any, ...]:
    table, row, column = table_of(citation), citation.row or "", citation.column or ""
    if table and language == "zh":
        row, column = cell_labels(table, row, column)
        row = short_label(row)
    elif table:
        row, column = english_label(row), english_label(column)
    part = in_language(language, *part_name(citation.part))
    place = f"{citation.start}-{citation.end}"
    whose = (number, citation.agency, citation.year, part)
    return (*whose, row, column, citation.quote, citation.file, place, citation.page)


def _alone(answer: Answer) -> Answer:
    """The answer's words only; question, caveats and citations have cells of their own."""
    return answer._replace(question="", caveats=(), citations=())


class _Made:
    """A workbook while its sheets are written."""

    def __init__(self, language: Language) -> None:
        from xlsxwriter import Workbook  # takes its time to load, and few answers are saved

        self._language = language
        self._kept = io.BytesIO()
        as_written = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book: Workbook = Workbook(self._kept, {"in_memory": True, **as_written})
        self._bold = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})

    def content(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._kept.getvalue()

    def sheet(
        self,
        name: tuple[str, str],
        heads: Sequence[str],
        rows: Sequence[Sequence[Any]],
        formats: Sequence[str] = (),
    ) -> None:
        """A sheet of rows under their heads, which stay in sight and can be filtered by."""
        sheet = self._book.add_worksheet(in_language(self._language, *name))
        looks = [self._book.add_format({"num_format": look}) for look in formats]
        for column, head in enumerate(heads):
            sheet.write_string(0, column, _text(head), self._bold)
            shown = [_width(head), *(_width(row[column]) for row in rows)]
            sheet.set_column(column, column, min(WIDEST, max(shown) + 2))
            for place, row in enumerate(rows, 1):
                _write(sheet, place, column, row[column], looks[column] if looks else None)
        sheet.freeze_panes(1, 0)
        if heads:
            sheet.autofilter(0, 0, len(rows), len(heads) - 1)

    def told(self, lines: Iterable[tuple[tuple[str, str], str]]) -> None:
        """A last sheet of names and what is said under each; what is empty is left out."""
        sheet = self._book.add_worksheet(in_language(self._language, "说明", "About"))
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 100)
        for place, (name, said) in enumerate((name, said) for name, said in lines if said):
            sheet.write_string(place, 0, in_language(self._language, *name), self._bold)
            sheet.write_string(place, 1, _text(said), self._wrapped)


def _write(sheet: Worksheet, row: int, column: int, value: Any, look: Any) -> None:
    """One value: a number where Excel can hold it exactly, nothing for a blank, else a text."""
    if value is None:
        return
    if isinstance(value, int | float) and math.isfinite(value) and abs(value) < LARGEST_NUMBER:
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_string(row, column, _text(value))


def _text(value: Any) -> str:
    """A text as a cell can hold it: Unicode throughout, and not too long.

    >>> _text("a\\ud800"), len(_text("长" * 40_000))
    ('a?', 32767)
    """
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _width(value: Any) -> int:
    """About how many characters wide a value is; a Chinese one counts twice."""
    text = f"{value:,.2f}" if isinstance(value, float) else str(value)
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text[:WIDEST])
