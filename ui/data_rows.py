"""The rows of one of the form's three tables that fit a visitor's choice, each cell with what it holds.

The values come from the published tables, what a cell without a value is (blank, /, not printed) from `cells`; both through
a guarded connection, by parameters. Names of tables and columns are the form's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from assistant.guard import Queries
from index import form
from index.report import State
from ui.paging import PAGE_ROWS, Paged, Sorting, page_within
from ui.scope import Called, Scope, number_of, scope_of, text_of

ALL_ROWS = "*"
FIRST_ROWS = {"applications": "received", "disclosure": "normative_documents", "disputes": "review"}
TABLES = ("applications", "disclosure", "disputes")  # what is asked about most comes first
Found = tuple[int, str, str, int, str]  # report_id, report, agency, year, row
AT_ONCE = 500  # rows of an export whose cells are looked up together


@dataclass(frozen=True)
class DataChoice:
    """What a visitor wants to see of which table."""

    table: str
    row: str  # ALL_ROWS: every row of the form
    columns: tuple[str, ...]  # in the form's order
    scope: Scope
    sorting: Sorting
    chart: str = ""  # the column that is drawn, if one is


@dataclass(frozen=True)
class DataCell:
    """What one report prints in one cell."""

    state: State
    value: float | None
    raw: str


@dataclass(frozen=True)
class DataRow:
    """One row of the form in one report; a column its form does not have there has no cell."""

    report: str
    agency: str
    year: int
    row: str  # "received", "other_services/行政检查"
    cells: Mapping[str, DataCell]  # by column


def choice_of(sent: Mapping[str, Any]) -> DataChoice:
    """What the form on the page sent, whatever that is.

    >>> choice = choice_of({"table": "disputes", "columns-disputes": ["total", "no_such"], "sort": "-total"})
    >>> choice.row, choice.columns, choice.sorting
    ('review', ('total',), Sorting(column='total', descending=True))
    """
    table = text_of(sent, "table")
    table = table if table in TABLES else TABLES[0]
    row = text_of(sent, row_field(table))
    row = row if row in (ALL_ROWS, *form.rows_of(table)) else FIRST_ROWS[table]
    columns = chosen_columns(table, sent, row)
    sorting = Sorting.of(text_of(sent, "sort"), ("agency", "year", *columns), "-year")
    drawn = text_of(sent, "chart")
    can_be_drawn = row != ALL_ROWS and drawn in columns  # rows of the form side by side are no one figure
    return DataChoice(table, row, columns, scope_of(sent), sorting, drawn if can_be_drawn else "")


def row_field(table: str) -> str:
    """The field of the form that names the row: each table has its own."""
    return f"row-{table}"


def column_field(table: str) -> str:
    """The field of the form that lists the columns."""
    return f"columns-{table}"


def chosen_columns(table: str, sent: Mapping[str, Any], row: str) -> tuple[str, ...]:
    """The columns ticked that this row has in either edition."""
    ticked = sent.get(column_field(table))
    own = columns_of_row(table, row)
    return own if not isinstance(ticked, list) else tuple(column for column in own if column in ticked)


def columns_of_row(table: str, row: str) -> tuple[str, ...]:
    """The columns a row of the form fills, over both editions.

    >>> columns_of_row("disclosure", "fees"), columns_of_row("disputes", ALL_ROWS)
    (('prior_items', 'change', 'amount'), ('upheld', 'corrected', 'other', 'pending', 'total'))
    """
    if row == ALL_ROWS:
        return form.columns_of(table)
    filled = {c for edition in form.EDITIONS.values() for r, c in edition[table].cells if r == row}
    return tuple(column for column in form.columns_of(table) if column in filled)


def data_page(queries: Queries, choice: DataChoice, called: Called, page: int | None) -> Paged[DataRow]:
    """One page of the rows."""
    where, parameters = _where(choice, called)
    [(total,)] = queries.execute(f"SELECT count(*) FROM {choice.table} AS t WHERE {where}", parameters)
    page = page_within(page, total)
    found = _found(queries, choice, where, parameters, PAGE_ROWS, (page - 1) * PAGE_ROWS)
    return Paged(_with_cells(queries, choice.table, found), total, page)


def data_rows(queries: Queries, choice: DataChoice, called: Called, most: int) -> Iterator[DataRow]:
    """The rows from the first, at most so many."""
    found = _found(queries, choice, *_where(choice, called), most, 0)
    for first in range(0, len(found), AT_ONCE):
        yield from _with_cells(queries, choice.table, found[first : first + AT_ONCE])


class Extent(NamedTuple):
    """How much there is to draw in one column."""

    agencies: int
    years: int
    numbers: int  # cells that hold one
    latest: int  # the last of the years; 0: there is no row


def extent(queries: Queries, choice: DataChoice, called: Called) -> Extent:
    """How many agencies and years the rows are of, and how many of them hold a number."""
    where, parameters = _where(choice, called)
    sql = (
        f"SELECT count(DISTINCT t.agency), count(DISTINCT t.year), count(t.{choice.chart}), ifnull(max(t.year), 0)"
        f" FROM {choice.table} AS t WHERE {where}"
    )
    [found] = queries.execute(sql, parameters)
    return Extent(*found)


def page_asked(sent: Mapping[str, Any]) -> int | None:
    """The page of the rows that a visitor wants to see."""
    return number_of(sent, "page")


def _where(choice: DataChoice, called: Called) -> tuple[str, list[Any]]:
    """The condition on `t`; a row with printed sub-rows (其他对外管理服务事项/行政检查) takes them in."""
    where, parameters = choice.scope.condition("t", called)
    if choice.row == ALL_ROWS:
        return where, parameters
    return f"(t.row = ? OR instr(t.row, ?) = 1) AND {where}", [choice.row, f"{choice.row}/", *parameters]


def _found(
    queries: Queries, choice: DataChoice, where: str, parameters: Sequence[Any], most: int, first: int
) -> list[Found]:
    order, order_parameters = _order(choice)
    sql = (
        f"SELECT t.report_id, r.report, t.agency, t.year, t.row FROM {choice.table} AS t"
        f" JOIN reports AS r ON r.id = t.report_id WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
    )
    return list(queries.execute(sql, (*parameters, *order_parameters, most, first)))


def _with_cells(queries: Queries, table: str, found: Sequence[Found]) -> list[DataRow]:
    cells = _cells(queries, table, {row[0] for row in found}, {row[4] for row in found})
    return [
        DataRow(report, agency, year, row, cells.get((number, row), {}))
        for number, report, agency, year, row in found
    ]


def _order(choice: DataChoice) -> tuple[str, list[Any]]:
    """Cells without a number come last either way; rows of one report stand as on the form."""
    column, order = choice.sorting.column, choice.sorting.order
    by_form = "instr(?, ',' || substr(t.row, 1, instr(t.row || '/', '/') - 1) || ','), t.row"
    listed = "," + ",".join(form.rows_of(choice.table)) + ","
    if column == "agency":
        return f"t.agency {order}, t.year DESC, {by_form}", [listed]
    if column == "year":
        return f"t.year {order}, t.agency, {by_form}", [listed]
    return f"t.{column} IS NULL, t.{column} {order}, t.agency, t.year DESC, {by_form}", [listed]


def _cells(
    queries: Queries, table: str, reports: set[int], rows: set[str]
) -> dict[tuple[int, str], dict[str, DataCell]]:
    """(report, row) → its cells by column."""
    found: dict[tuple[int, str], dict[str, DataCell]] = {}
    marks, row_marks = ", ".join("?" * len(reports)), ", ".join("?" * len(rows))
    for report, row, column, state, value, raw in queries.execute(
        "SELECT report_id, row, column_name, state, value, raw FROM cells"
        f" WHERE report_id IN ({marks}) AND table_name = ? AND row IN ({row_marks})",
        (*reports, table, *rows),
    ):
        found.setdefault((report, row), {})[column] = DataCell(state, value, raw)
    return found
