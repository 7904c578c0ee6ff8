"""Questions about cells that reports leave empty: which reports do, how many cells, of which tables."""

from __future__ import annotations

from typing import Any

from assistant.conversation import Answer, Result
from assistant.figures.citing import CitationList
from assistant.figures.evidence import PrintedCell
from assistant.figures.sql_scope import scope_sql
from assistant.guard import Queries
from assistant.intent import Intent
from assistant.problems import MOST_LISTED, scope_of
from assistant.wording import counted, pick, say_cell

_MOST_NAMED = 3  # cells of a report that are told by name; more are counted
_TABLES = {
    "disclosure": ("表二", "table 2"),
    "applications": ("表三", "table 3"),
    "disputes": ("表四", "table 4"),
}


def blanks_answer(queries: Queries, intent: Intent) -> Answer:
    """The reports asked about that have cells without anything in them, the most of them first."""
    where, parameters = scope_sql(scope_of(intent))
    language = intent.language
    sql = (
        "SELECT r.agency, r.year, SUM(c.state = 'blank') AS blank, SUM(c.state = 'missing') AS missing\n"
        "FROM cells AS c JOIN reports AS r ON r.id = c.report_id\n"
        f"WHERE ({where}) AND c.state IN ('blank', 'missing')\n"
        "GROUP BY r.agency, r.year ORDER BY COUNT(*) DESC, r.agency, r.year"
    )
    rows = tuple(queries.execute(sql, parameters))
    citations = CitationList()
    if rows:
        told = [_line(queries, language, row, citations) for row in rows[:MOST_LISTED]]
        if len(rows) > MOST_LISTED:
            told.append(pick(language, f"- …… 共 {len(rows)} 份", f"- … {len(rows)} in all"))
        head = pick(
            language,
            f"**{len(rows)}** 份报告的表里有空白或没有印出的格：",
            f"**{counted(len(rows), 'report')}** {'has' if len(rows) == 1 else 'have'} cells that are blank or not printed:",
        )
        text = f"{head}\n\n" + "\n".join(told)
    else:
        text = pick(
            language,
            "没有：这些报告的表里每一格都填了。",
            "None: every cell of these reports' tables is filled in.",
        )
    caveat = pick(
        language, "空白不等于 0；印作“/”的不算空白。", "A blank is not 0; a printed “/” is no blank."
    )
    return Answer(
        intent.question,
        language,
        "answered",
        "statistics",
        text,
        Result(("agency", "year", "blank", "missing"), rows, None),
        sql,
        parameters,
        tuple(citations.citations),
        (caveat,),
    )


def _line(queries: Queries, language: str, row: tuple[Any, ...], citations: CitationList) -> str:
    """One report with its empty cells: the few by name, the many by table."""
    agency, year = row[:2]
    cells = [
        PrintedCell(*cell)
        for cell in queries.execute(
            "SELECT r.id, r.report, r.agency, r.year, r.file, c.table_name, c.row, c.column_name, c.state, c.value, c.raw,"
            " c.start_offset, c.end_offset FROM cells AS c JOIN reports AS r ON r.id = c.report_id"
            " WHERE r.agency = ? AND r.year = ? AND c.state IN ('blank', 'missing') ORDER BY c.start_offset",
            (agency, year),
        )
    ]
    kinds = (("blank", "空白", "blank"), ("missing", "没有印出", "not printed"))
    told = [
        _told([cell for cell in cells if cell.state == state], zh, en, language) for state, zh, en in kinds
    ]
    first = {cell.table: cell for cell in reversed(cells)}
    marks = citations.cells(first[table] for table in _TABLES if table in first)
    return f"- {agency} {year}{pick(language, '：', ': ')}{pick(language, '；', '; ').join(filter(None, told))}{marks}"


def _told(cells: list[PrintedCell], zh: str, en: str, language: str) -> str:
    if not cells:
        return ""
    if len(cells) <= _MOST_NAMED:
        names = [say_cell(cell.table, cell.row, cell.column, language) for cell in cells]
    else:
        tables = [(name, sum(cell.table == table for cell in cells)) for table, name in _TABLES.items()]
        names = [pick(language, f"{name[0]} {n} 格", f"{name[1]}: {n}") for name, n in tables if n]
    said = pick(language, "，", ", ").join(names)
    return pick(language, f"{len(cells)} 格{zh}（{said}）", f"{counted(len(cells), 'cell')} {en} ({said})")
