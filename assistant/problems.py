"""Questions about what does not add up: the problems found in the reports, with the cells concerned."""

from __future__ import annotations

from assistant.citing import CitationList
from assistant.conversation import Answer, Result
from assistant.figures import PrintedCell
from assistant.guard import Queries
from assistant.intent import Intent
from assistant.sql import Scope, scope_sql
from assistant.wording import pick

MOST_LISTED = 30


def problems_answer(queries: Queries, intent: Intent) -> Answer:
    """The problems of the reports asked about, one line each, with their cells cited."""
    where, parameters = scope_sql(
        Scope(intent.years, intent.agencies, intent.scope if not intent.groups else "all")
    )
    sql = (
        "SELECT r.agency, r.year, p.kind, p.message FROM problems AS p JOIN reports AS r ON r.id = p.report_id\n"
        f"WHERE {where} ORDER BY r.agency, r.year, p.id"
    )
    rows = tuple(tuple(row) for row in queries.execute(sql, parameters))
    citations = CitationList()
    language = intent.language
    if not rows:
        text = pick(
            language,
            "这些报告的数字都对得上，没有发现问题。",
            "The figures of these reports add up; no problem was found.",
        )
    else:
        marks = _marks(queries, sql, parameters, citations)
        lines = [
            f"- {agency} {year}：{message} {mark}".rstrip()
            for (agency, year, _, message), mark in zip(rows[:MOST_LISTED], marks, strict=False)
        ]
        reports = len({row[:2] for row in rows})
        head = pick(
            language,
            f"**{reports}** 份报告有 {len(rows)} 处问题：",
            f"**{reports}** reports with {len(rows)} problems:",
        )
        text = head + "\n\n" + "\n".join(lines)
    result = Result(("agency", "year", "kind", "message"), rows, None)
    return Answer(
        intent.question,
        language,
        "answered",
        "statistics",
        text,
        result,
        sql,
        parameters,
        tuple(citations.citations),
    )


def _marks(queries: Queries, sql: str, parameters: tuple[object, ...], citations: CitationList) -> list[str]:
    """For each listed problem the marks of the cells it concerns."""
    import json

    detailed = sql.replace("SELECT r.agency, r.year, p.kind, p.message", "SELECT p.report_id, p.cells", 1)
    found = []
    for report_id, cells in queries.execute(f"{detailed} LIMIT {MOST_LISTED}", parameters):
        printed = [_printed(queries, report_id, *cell) for cell in json.loads(cells)]
        found.append(citations.cells([cell for cell in printed if cell is not None]))
    return found


def _printed(queries: Queries, report_id: int, table: str, row: str, column: str) -> PrintedCell | None:
    found = queries.execute(
        "SELECT r.id, r.report, r.agency, r.year, r.file, c.table_name, c.row, c.column_name, c.state, c.value, c.raw,"
        " c.start_offset, c.end_offset FROM cells AS c JOIN reports AS r ON r.id = c.report_id"
        " WHERE c.report_id = ? AND c.table_name = ? AND c.row = ? AND c.column_name = ?",
        (report_id, table, row, column),
    )
    return next((PrintedCell(*cell) for cell in found), None)
