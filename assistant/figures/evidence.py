"""Plan → evidence: the rows of the answer, every report's figures, and the printed cells that prove them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from assistant.conversation import Citation
from assistant.figures.sql import Plan
from assistant.figures.sql_scope import OTHER_SERVICES
from assistant.guard import Queries
from assistant.intent import Metric, Term
from index.form import EDITIONS

MOST_CITED_REPORTS = 200  # a sum over thousands of reports cites this many; its SQL lists all

CellKey = tuple[int, str, str, str]  # (report id, table, row, column)


class PrintedCell(NamedTuple):
    """One cell as the store keeps it, with its report."""

    report_id: int
    report: str
    agency: str
    year: int
    file: str
    table: str
    row: str
    column: str
    state: str
    value: float | None
    raw: str
    start: int | None
    end: int | None

    @property
    def key(self) -> CellKey:
        return self.report_id, self.table, self.row, self.column

    def citation(self) -> Citation:
        assert self.start is not None and self.end is not None
        part = EDITIONS["2021"][self.table].part
        return Citation(
            self.report,
            self.agency,
            self.year,
            part,
            self.row,
            self.column,
            self.raw,
            self.file,
            self.start,
            self.end,
        )


class Figures(NamedTuple):
    """One report's figures."""

    report_id: int
    agency: str
    year: int
    values: tuple[float | None, ...]  # one a metric


class Evidence:
    """What came back for a plan.

    `rows` are the answer's; `figures` every report's; `cells` those behind the figures of the reports that are shown or
    added up, the first `MOST_CITED_REPORTS` of them; `cited` these reports' figures, in the order of the rows; `problems`
    the ones of those reports that touch these cells.
    """

    def __init__(
        self,
        plan: Plan,
        rows: tuple[tuple[Any, ...], ...],
        figures: tuple[Figures, ...],
        cells: tuple[PrintedCell, ...],
        problems: tuple[dict[str, Any], ...],
    ) -> None:
        self.plan = plan
        self.rows = rows
        self.figures = figures
        self.cells = cells
        self.problems = problems
        self._of_report: dict[int, list[PrintedCell]] = {}
        for cell in cells:
            self._of_report.setdefault(cell.report_id, []).append(cell)
        self._known: dict[int, int] = {}
        cited = {figure.report_id: figure for figure in figures if figure.report_id in self._of_report}
        self.cited = tuple(cited[report] for report in self._of_report if report in cited)

    @cached_property
    def of_agency(self) -> dict[tuple[str, int], Figures]:
        """Each report's figures by its agency and year."""
        return {(figure.agency, figure.year): figure for figure in self.figures}

    def known(self, number: int = 0) -> int:
        """How many reports have a number for that metric."""
        if number not in self._known:
            self._known[number] = sum(1 for figure in self.figures if figure.values[number] is not None)
        return self._known[number]

    def cells_behind(self, term: Term, report_id: int) -> list[PrintedCell]:
        """The cells of one term in one report."""
        return [
            cell
            for cell in self._of_report.get(report_id, ())
            if cell.table == term.table
            and cell.column in term.columns
            and (cell.row in term.rows or cell.row.split("/")[0] in term.rows)
        ]


def gather(connection: Queries, plan: Plan, metrics: Sequence[Metric]) -> Evidence:
    """Run a plan."""
    rows = tuple(connection.execute(plan.sql, plan.parameters))
    found = connection.execute(plan.figures_sql, plan.figures_parameters)
    figures = tuple([Figures(row[0], row[1], row[2], row[3:]) for row in found])
    cells = cells_of(connection, _reports_to_cite(plan, rows, figures), metrics)
    return Evidence(plan, rows, figures, cells, problems_touching(connection, cells))


def _reports_to_cite(
    plan: Plan, rows: Sequence[tuple[Any, ...]], figures: Sequence[Figures]
) -> Sequence[int]:
    """The reports whose cells are fetched: those that the answer's rows show, in that order, then the others."""
    at = {column: number for number, column in enumerate(plan.columns)}
    if "agency" not in at or len(figures) <= 1:
        return [figure.report_id for figure in figures[:MOST_CITED_REPORTS]]
    agency, year = at["agency"], at.get("year")
    first = rows[:MOST_CITED_REPORTS]
    place = {(row[agency], None if year is None else row[year]): n for n, row in enumerate(first)}
    shown: list[tuple[int, int]] = []
    others: list[int] = []
    for figure in figures:
        n = place.get((figure.agency, None if year is None else figure.year))
        if n is not None:
            shown.append((n, figure.report_id))
        elif len(others) < MOST_CITED_REPORTS:
            others.append(figure.report_id)
    return [*(report for _, report in sorted(shown)), *others][:MOST_CITED_REPORTS]


def cells_of(
    connection: Queries, reports: Sequence[int], metrics: Sequence[Metric]
) -> tuple[PrintedCell, ...]:
    """The cells that the metrics' figures are made of, in these reports, each once, in the metrics' order."""
    if not reports:
        return ()
    terms = [term for metric in metrics for term in (metric.of, metric.over) if term]
    found: dict[CellKey, PrintedCell] = {}
    for term in dict.fromkeys(terms):
        for cell in _cells_of_term(connection, reports, term):
            found.setdefault(cell.key, cell)
    return tuple(found.values())


def _cells_of_term(connection: Queries, reports: Sequence[int], term: Term) -> list[PrintedCell]:
    rows = " OR ".join(
        ["c.row = ?"] * len(term.rows) + (["c.row LIKE ?"] if OTHER_SERVICES in term.rows else [])
    )
    patterns = [f"{OTHER_SERVICES}/%"] if OTHER_SERVICES in term.rows else []
    marks = ", ".join("?" * len(reports))
    columns = ", ".join("?" * len(term.columns))
    sql = f"""
        SELECT r.id, r.report, r.agency, r.year, r.file, c.table_name, c.row, c.column_name, c.state, c.value, c.raw,
               c.start_offset, c.end_offset
        FROM cells AS c JOIN reports AS r ON r.id = c.report_id
        WHERE c.report_id IN ({marks}) AND c.table_name = ? AND ({rows}) AND c.column_name IN ({columns})
    """
    parameters = [*reports, term.table, *term.rows, *patterns, *term.columns]
    order = {row: number for number, row in enumerate(term.rows)}
    cells = [PrintedCell(*row) for row in connection.execute(sql, parameters)]
    place = {report: number for number, report in enumerate(reports)}
    return sorted(cells, key=lambda c: (place[c.report_id], order.get(c.row, len(order)), c.row))


def problems_touching(connection: Queries, cells: Sequence[PrintedCell]) -> tuple[dict[str, Any], ...]:
    """The problems that concern one of the cells, with their report's agency and year."""
    reports = list(dict.fromkeys(cell.report_id for cell in cells))
    keys = {cell.key for cell in cells}
    found = []
    for start in range(0, len(reports), 500):
        some = reports[start : start + 500]
        marks = ", ".join("?" * len(some))
        rows = connection.execute(
            f"SELECT p.report_id, r.agency, r.year, p.kind, p.message, p.message_en, p.cells FROM problems AS p"
            f" JOIN reports AS r ON r.id = p.report_id WHERE p.report_id IN ({marks}) AND p.cells != '[]'",
            some,
        )
        for report_id, agency, year, kind, message, message_en, touched in rows:
            if any((report_id, *cell) in keys for cell in map(tuple, json.loads(touched))):
                told = {"message": message, "message_en": message_en}
                found.append({"agency": agency, "year": year, "kind": kind, **told})
    return tuple(found)
