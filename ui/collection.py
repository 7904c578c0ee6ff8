"""What the page shows of the store itself: its reports, their problems, and one report as it was printed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from index.report import State
from ui.examples import Example, example_questions
from ui.filter_form import Choices
from ui.paging import PAGE_ROWS, Paged, Sorting, page_within
from ui.scope import Scope

if TYPE_CHECKING:
    from assistant.guard import Guard
    from index.store import Store

Key = tuple[str, str, str]  # (table, row, column)


@dataclass(frozen=True)
class ReportLine:
    """One report of the collection and how well it was read."""

    report: str
    agency: str
    second_name: str
    year: int
    region: str  # 北京市大兴区
    edition: str
    file: str
    cells: int  # that the form has
    read: int  # that the report prints and were lined up
    problems: int
    root: str = ""  # the folder it was indexed from


@dataclass(frozen=True)
class ProblemLine:
    """One thing that does not add up in one report."""

    id: int
    report: str
    agency: str
    year: int
    kind: str
    message: str
    message_en: str
    cells: tuple[Key, ...] = ()  # concerned


@dataclass(frozen=True)
class Facts:
    """What the store holds, and what made it."""

    version: str  # of the package
    reports: int
    agencies: int
    first_year: int | None  # None: there are no reports
    last_year: int | None
    built: datetime
    store_version: str
    embedding: str


@dataclass(frozen=True)
class PrintedCell:
    """One cell of the form as one report prints it."""

    table: str
    row: str
    column: str
    state: State
    value: float | None
    raw: str
    unit: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True)
class PrintedSection:
    """One part of a report: where its heading and its text begin, and where it ends."""

    part: str
    title: str
    start: int
    body: int
    end: int


@dataclass(frozen=True)
class PrintedReport:
    """One report as a document that can be laid out again."""

    report: str
    agency: str
    year: int
    edition: str
    file: str
    text: str
    sections: tuple[PrintedSection, ...]
    cells: tuple[PrintedCell, ...]

    def table(self, code: str) -> tuple[PrintedCell, ...]:
        """The cells of one of the form's tables."""
        return tuple(cell for cell in self.cells if cell.table == code)


_REPORT = """
SELECT r.id, r.report, r.agency, r.year, r.edition, r.file, d.text
  FROM reports r JOIN documents d ON d.report_id = r.id WHERE r.report = ?"""
_SECTIONS = """
SELECT part, title, start_offset, body_offset, end_offset
  FROM sections WHERE report_id = ? ORDER BY start_offset"""
_CELLS = """
SELECT table_name, row, column_name, state, value, raw, unit, start_offset, end_offset
  FROM cells WHERE report_id = ?"""
_CALLED = "SELECT DISTINCT agency FROM agency_terms WHERE instr(term, lower(?)) > 0 AND instr(agency, ?) = 0"
_LISTED = """
SELECT p.*,
  (SELECT count(*) FROM cells WHERE report_id = p.id) AS cells,
  (SELECT count(*) FROM cells WHERE report_id = p.id AND state != 'missing') AS cells_read
  FROM (SELECT r.*, (SELECT count(*) FROM problems WHERE report_id = r.id) AS problems FROM reports r
        WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?) p ORDER BY {order}"""  # cells are counted for one page only
_PROBLEMS = """
SELECT p.id, r.report, r.agency, r.year, p.kind, p.message, p.message_en, p.cells
  FROM problems p JOIN reports r ON r.id = p.report_id WHERE {where}"""
_HAS_PROBLEMS = "EXISTS (SELECT 1 FROM problems WHERE report_id = r.id)"
REPORT_ORDERS = {
    "agency": "agency {0}, year DESC",
    "year": "year {0}, agency",
    "region": "province {0}, city {0}, county {0}, agency, year DESC",
    "problems": "problems {0}, agency, year DESC",
}
PROBLEM_ORDERS = {"agency": "r.agency {0}, r.year DESC, p.id", "year": "r.year {0}, r.agency, p.id"}


class Collection:
    """Reads an open store for the page."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def size(self) -> int:
        """How many reports there are."""
        [row] = self._store.rows("SELECT count(*) AS reports FROM reports")
        return int(row["reports"])

    def examples(self) -> list[Example]:
        """Questions to begin with."""
        return example_questions(self._store)

    def choices(self) -> Choices:
        """The years and regions there are reports on."""
        years = self._store.rows("SELECT DISTINCT year FROM reports ORDER BY year DESC")
        regions = defaultdict[str, list[str]](list)
        for row in self._store.rows("SELECT DISTINCT province, city FROM reports ORDER BY province, city"):
            regions[row["province"]].append(row["city"])
        return Choices([int(row["year"]) for row in years], regions)

    def called(self, word: str) -> list[str]:
        """The agencies that go by a word without having it in their name: Daxing, 教体局."""
        return [str(row["agency"]) for row in self._store.rows(_CALLED, (word, word))]

    def reports(
        self,
        scope: Scope | None = None,
        sorting: Sorting | None = None,
        page: int | None = 1,
        with_problems: bool = False,
    ) -> Paged[ReportLine]:
        """One page of the reports."""
        where, parameters = (scope or Scope()).condition("r", self.called)
        where += f" AND {_HAS_PROBLEMS}" if with_problems else ""
        sorting = sorting or Sorting("year", descending=True)
        order = REPORT_ORDERS[sorting.column].format(sorting.order)
        total = self._count(f"SELECT count(*) AS n FROM reports r WHERE {where}", parameters)
        page = page_within(page, total)
        sql = _LISTED.format(where=where, order=order)
        rows = self._store.rows(sql, (*parameters, PAGE_ROWS, (page - 1) * PAGE_ROWS))
        return Paged([_report_line(row) for row in rows], total, page)

    def problems(
        self,
        scope: Scope | None = None,
        sorting: Sorting | None = None,
        page: int | None = 1,
        kind: str = "",
    ) -> Paged[ProblemLine]:
        """One page of the problems found."""
        where, parameters = (scope or Scope()).condition("r", self.called)
        if kind:
            where, parameters = f"{where} AND p.kind = ?", [*parameters, kind]
        order = PROBLEM_ORDERS[(sorting or Sorting("agency")).column].format(
            (sorting or Sorting("agency")).order
        )
        found = _PROBLEMS.format(where=where)
        total = self._count(f"SELECT count(*) AS n FROM ({found})", parameters)
        page = page_within(page, total)
        rows = self._store.rows(
            f"{found} ORDER BY {order} LIMIT ? OFFSET ?", (*parameters, PAGE_ROWS, (page - 1) * PAGE_ROWS)
        )
        return Paged([_problem_line(row) for row in rows], total, page)

    def problem_kinds(self, scope: Scope) -> dict[str, tuple[int, int]]:
        """kind → how many problems of it there are, in how many reports."""
        where, parameters = scope.condition("r", self.called)
        rows = self._store.rows(
            "SELECT p.kind, count(*) AS problems, count(DISTINCT p.report_id) AS reports"
            f" FROM problems p JOIN reports r ON r.id = p.report_id WHERE {where} GROUP BY p.kind",
            parameters,
        )
        return {row["kind"]: (row["problems"], row["reports"]) for row in rows}

    def problem(self, report: str, number: int) -> ProblemLine | None:
        """One problem of a report; None where it has no such problem."""
        sql = _PROBLEMS.format(where="r.report = ? AND p.id = ?")
        return next((_problem_line(row) for row in self._store.rows(sql, (report, number))), None)

    def facts(self) -> Facts:
        """What the store holds, and what made it."""
        from importlib.metadata import version

        [row] = self._store.rows(
            "SELECT count(*) AS reports, count(DISTINCT agency) AS agencies, min(year) AS first, max(year) AS last FROM reports"
        )
        return Facts(
            version=version("gongkai"),
            reports=row["reports"],
            agencies=row["agencies"],
            first_year=row["first"],
            last_year=row["last"],
            built=self._store.built,
            store_version=self._store.meta("version"),
            embedding=self._store.meta("embedding"),
        )

    @contextmanager
    def guarded(self) -> Iterator[Guard]:
        """A guarded connection of its own, so that nobody else waits for a long query."""
        from assistant.guard import Guard

        guard = Guard(self._store)
        try:
            yield guard
        finally:
            guard.close()

    def _count(self, sql: str, parameters: Sequence[Any]) -> int:
        [row] = self._store.rows(sql, parameters)
        return int(row["n"])

    def report(self, report: str) -> PrintedReport | None:
        """One report with its text, parts and cells; None where the store has no such report."""
        found = self._rows(_REPORT, report)
        if not found:
            return None
        key, name, agency, year, edition, file, text = found[0]
        sections = tuple(PrintedSection(*row) for row in self._rows(_SECTIONS, key))
        cells = tuple(PrintedCell(*row) for row in self._rows(_CELLS, key))
        return PrintedReport(name, agency, year, edition, file, text, sections, cells)

    def _rows(self, sql: str, parameter: str | int) -> list[tuple[Any, ...]]:
        return self._store.connection.execute(sql, (parameter,)).fetchall()


def _problem_line(row: dict[str, Any]) -> ProblemLine:
    cells = tuple((table, line, column) for table, line, column in json.loads(row["cells"]))
    return ProblemLine(**{**row, "cells": cells})


def _report_line(row: dict[str, Any]) -> ReportLine:
    region = "".join(dict.fromkeys((row["province"], row["city"], row["county"])))  # 北京市 is its own city
    return ReportLine(
        report=row["report"],
        agency=row["agency"],
        second_name=row["second_name"],
        year=row["year"],
        region=region,
        edition=row["edition"],
        file=row["file"],
        cells=row["cells"],
        read=row["cells_read"],
        problems=row["problems"],
        root=row["root"],
    )
