"""Questions about what does not add up: the problems found in the reports, with the cells concerned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from assistant.conversation import Answer, Result
from assistant.figures.citing import CitationList
from assistant.figures.evidence import PrintedCell
from assistant.figures.sql_scope import Scope, scope_sql
from assistant.guard import Queries
from assistant.intent import Intent
from assistant.labels import in_english
from assistant.wording import pick
from index.problem_kinds import KINDS

MOST_LISTED = 30
_COUNTS = r"多少份|(?<!哪)几份|多少个?(?:报告|单位)|how many"


def problems_answer(queries: Queries, intent: Intent) -> Answer:
    """The problems of the reports asked about, one line each, with their cells cited."""
    in_scope, scope_parameters = scope_sql(
        Scope(intent.years, intent.agencies, intent.scope if not intent.groups else "all", intent.excluded)
    )
    of_kind, kind_parameters = _kinds_sql(intent)
    where, parameters = f"{in_scope}{of_kind}", (*scope_parameters, *kind_parameters)
    language = intent.language
    message = pick(language, "p.message", "p.message_en AS message")
    sql = (
        f"SELECT r.agency, r.year, p.kind, {message} FROM problems AS p JOIN reports AS r ON r.id = p.report_id\n"
        f"WHERE {where} ORDER BY r.agency, r.year, p.id"
    )
    rows = tuple((*row[:3], _worded(language, row[3])) for row in queries.execute(sql, parameters))
    citations = CitationList()
    if not rows:
        text = _none_found(intent, _reports(queries, in_scope, scope_parameters))
    else:
        marks = _marks(queries, where, parameters, citations)
        lines = [
            f"- {_line(language, *row)} {mark}".rstrip()
            for row, mark in zip(rows[:MOST_LISTED], marks, strict=False)
        ]
        if len(rows) > MOST_LISTED:
            lines.append(pick(language, f"- …… 共 {len(rows)} 处", f"- … {len(rows)} in all"))
        text = f"{_head(language, rows)}\n\n" + "\n".join(lines)
    result = Result(("agency", "year", "kind", "message"), rows, None)
    if re.search(_COUNTS, intent.text):
        sql = f"SELECT COUNT(DISTINCT p.report_id) AS reports FROM problems AS p JOIN reports AS r ON r.id = p.report_id\nWHERE {where}"
        result = Result(("reports",), ((len({row[:2] for row in rows}),),), "份")
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


def _kinds_sql(intent: Intent) -> tuple[str, list[object]]:
    """The condition on `problems AS p`: the kinds asked for, and the rows of the form that are named beside them."""
    conditions, parameters = "", list[object]()
    if intent.problem_kinds:
        conditions = f" AND p.kind IN ({', '.join('?' * len(intent.problem_kinds))})"
        parameters += intent.problem_kinds
    terms = [metric.of for metric in intent.metrics if not intent.metric_is_weak]
    if terms and len(intent.problem_kinds) not in (
        1,
        2,
    ):  # a kind asked for by its name says which rows it is of
        cells = [(term.table, row) for term in terms for row in term.rows]
        conditions += f" AND ({' OR '.join('instr(p.cells, ?) > 0' for _ in cells)})"
        parameters += [f'["{table}", "{row}",' for table, row in cells]
    return conditions, parameters


def _reports(queries: Queries, where: str, parameters: tuple[object, ...]) -> int:
    sql = f"SELECT COUNT(*) FROM reports AS r WHERE {where}"
    return next(int(count) for (count,) in queries.execute(sql, parameters))


def _none_found(intent: Intent, reports: int) -> str:
    """Nothing of that kind: what was looked for, and in how many reports."""
    language = intent.language
    kinds = [KINDS[kind] for kind in intent.problem_kinds if kind in KINDS]
    if not reports:
        return pick(language, "没有收录这样的报告。", "No such report is indexed.")
    if not kinds:
        return pick(
            language,
            f"{reports} 份报告的数字都对得上，没有发现问题。",
            f"The figures of {'this report' if reports == 1 else f'these {reports} reports'} add up; no problem was found.",
        )
    return pick(
        language,
        f"查了 {reports} 份报告，没有发现这样的问题：{'；'.join(kind.zh for kind in kinds)}。",
        f"No such problem in {reports} report{'s' if reports > 1 else ''}: {'; '.join(kind.en for kind in kinds)}.",
    )


def _head(language: str, rows: Sequence[tuple[Any, ...]]) -> str:
    """How many reports, how many problems, and of which kinds."""
    reports = len({row[:2] for row in rows})
    counted = Counter(row[2] for row in rows)
    told = [(KINDS[kind], counted[kind]) for kind in KINDS if counted[kind]]
    zh, en = (
        "；".join(f"{kind.zh} {n} 处" for kind, n in told),
        "; ".join(f"{kind.en} ({n})" for kind, n in told),
    )
    return pick(
        language,
        f"**{reports}** 份报告有 {len(rows)} 处问题（{zh}）：",
        f"**{reports}** report{'s' if reports > 1 else ''} with {len(rows)} problem{'s' if len(rows) > 1 else ''}: {en}.",
    )


def _line(language: str, agency: str, year: int, kind: str, message: str) -> str:
    """One problem as a line of the answer; in English its kind stands before what was found."""
    name = KINDS[kind].en if kind in KINDS else kind
    return pick(language, f"{agency} {year}：{message}", f"{agency} {year}: {name} – {message}")


def _worded(language: str, message: str) -> str:
    return pick(language, message, in_english(message))


def _marks(
    queries: Queries, where: str, parameters: tuple[object, ...], citations: CitationList
) -> list[str]:
    """For each listed problem the marks of the cells it concerns."""
    import json

    sql = (
        "SELECT p.report_id, p.cells FROM problems AS p JOIN reports AS r ON r.id = p.report_id\n"
        f"WHERE {where} ORDER BY r.agency, r.year, p.id LIMIT {MOST_LISTED}"
    )
    found = []
    for report_id, cells in queries.execute(sql, parameters):
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
