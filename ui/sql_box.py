"""The SQL of an answer, to be changed and run again, and the rows of a query, as HTML and as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from assistant.conversation import Answer
from assistant.guard import Rows
from ui.words import both, escape, number_class

SHOWN_ROWS = 200  # of a query; its CSV has them all
_VALUE_OR_TEXT = re.compile(r"'(?:[^']|'')*'|\?")


def with_values(sql: str, parameters: Sequence[Any]) -> str:
    """A statement with its parameters written into it.

    >>> with_values("SELECT '?' WHERE year = ? AND agency LIKE ?", (2020, "%'局"))
    "SELECT '?' WHERE year = 2020 AND agency LIKE '%''局'"
    """
    values = iter(parameters)
    return _VALUE_OR_TEXT.sub(lambda found: _literal(next(values)) if found[0] == "?" else found[0], sql)


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(int(value))
    return repr(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


def sql_box(answer: Answer, turn: int) -> str:
    """The SQL behind an answer, one click away: to read, to change and to run; "" where there is none."""
    if not answer.sql:
        return ""
    sql = with_values(answer.sql, answer.parameters)
    label = both("这一回答的 SQL，可以改了再运行", "The SQL of this answer; change it and run it")
    told = both("只能查询，不能改动数据", "It can only read")
    return (
        f'<details class="gk-fold gk-sql"><summary>{both("查看 SQL", "Show the SQL")}</summary>'
        f'<label class="gk-unseen" for="gk-sql-{turn}">{label}</label>'
        f'<textarea id="gk-sql-{turn}" class="gk-code" spellcheck="false" rows="{min(14, sql.count(chr(10)) + 1)}">'
        f"\n{escape(sql)}</textarea>"
        f'<p class="gk-buttons start"><button type="button" class="gk-plain" data-event="run" data-turn="{turn}">'
        f'{both("运行", "Run")}</button> <small class="faint">Ctrl+Enter · {told}</small></p>'
        '<div class="gk-rows" aria-live="polite"></div></details>'
    )


def rows_html(found: Rows) -> str:
    """The rows of a query as a table, with their CSV."""
    count = len(found.rows)
    told = both(f"{count} 行", f"{count} {'row' if count == 1 else 'rows'}")
    if found.cut:
        told = both(f"前 {count} 行，还有更多", f"the first {count} rows; there are more")
    elif count > SHOWN_ROWS:
        told = both(
            f"{count} 行，这里显示前 {SHOWN_ROWS} 行", f"{count} rows, the first {SHOWN_ROWS} shown here"
        )
    numeric = [_is_numeric([row[i] for row in found.rows]) for i in range(len(found.columns))]
    head = "".join(
        f'<th scope="col"{number_class(is_number)}>{escape(name)}</th>'
        for name, is_number in zip(found.columns, numeric, strict=True)
    )
    body = "".join(_row(row, numeric) for row in found.rows[:SHOWN_ROWS])
    return (
        f'<p class="gk-buttons start"><span role="status">{told}</span> {csv_button(found.columns, found.rows, "query")}</p>'
        f'<div class="gk-scroll"><table class="gk-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _is_numeric(values: Sequence[Any]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(isinstance(value, int | float) for value in known)


def _row(row: Sequence[Any], numeric: Sequence[bool]) -> str:
    cells = zip(row, numeric, strict=True)
    return (
        "<tr>" + "".join(f"<td{number_class(is_number)}>{_value(v)}</td>" for v, is_number in cells) + "</tr>"
    )


def _value(value: Any) -> str:
    if value is None:
        return '<span class="faint">NULL</span>'
    is_whole = isinstance(value, float) and value.is_integer()
    return escape(int(value) if is_whole else value)


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────


def csv_button(columns: Sequence[str], rows: Sequence[Sequence[Any]], name: str) -> str:
    """The button that saves these rows, and the rows it saves."""
    return (
        f'<span class="gk-saves"><button type="button" class="gk-quiet" data-event="save" data-name="gongkai-{name}.csv">'
        f"{both('下载 CSV', 'Download CSV')}</button>"
        f'<textarea class="gk-held" hidden aria-hidden="true">\n{escape(to_csv(columns, rows))}</textarea></span>'
    )


def to_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    r"""Rows as CSV; a text that a spreadsheet would take for a formula begins with an apostrophe.

    >>> to_csv(("agency", "total"), [("=甲", 21), (None, -1.5)])
    "agency,total\n'=甲,21\n,-1.5\n"
    """
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([columns, *([_plain(v) for v in row] for row in rows)])
    return written.getvalue()


def _plain(value: Any) -> Any:
    is_formula = isinstance(value, str) and len(value) > 1 and value[0] in "=+-@\t\r"
    return f"'{value}" if is_formula else value
