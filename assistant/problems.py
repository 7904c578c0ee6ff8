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
from assistant.wording import counted, pick
from index.problem_kinds import KINDS

MOST_LISTED = 30
_A_KIND = 3  # more kinds than these ask in general whether figures hold
_MOST_SUMS = 5
_COUNTS = r"多少份|(?<!哪)几份|多少个?(?:报告|单位)|how many"


def problems_answer(queries: Queries, intent: Intent) -> Answer:
    """The problems of the reports asked about, one line each, with their cells cited."""
    in_scope, scope_parameters = scope_sql(scope_of(intent))
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
    if len(intent.problem_kinds) > _A_KIND:
        text += _others(queries, language, (in_scope, scope_parameters), intent.problem_kinds)
    if intent.problem_kinds == ("sum_intake",) and not rows:
        text += _intake_sums(queries, intent, (in_scope, scope_parameters), citations)
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


def scope_of(intent: Intent) -> Scope:
    """The reports that a question on the reports themselves is about."""
    return Scope(intent.years, intent.agencies, intent.scope if not intent.groups else "all", intent.excluded)


def _others(
    queries: Queries, language: str, scope: tuple[str, tuple[object, ...]], kinds: Sequence[str]
) -> str:
    """What else was found in the reports, where it is asked in general whether their figures hold."""
    where, parameters = scope
    message = pick(language, "p.message", "p.message_en")
    sql = (
        f"SELECT r.agency, r.year, p.kind, {message} FROM problems AS p JOIN reports AS r ON r.id = p.report_id\n"
        f"WHERE ({where}) AND p.kind NOT IN ({', '.join('?' * len(kinds))}) ORDER BY r.agency, r.year, p.id"
    )
    rows = list(queries.execute(sql, (*parameters, *kinds)))
    if not rows:
        return ""
    reports = len({row[:2] for row in rows})
    head = pick(
        language,
        f"另有 {reports} 份报告有 {len(rows)} 处不是数字对不上的问题：",
        f"Besides, {counted(len(rows), 'problem')} of other kinds in {counted(reports, 'report')}:",
    )
    lines = [
        f"- {_line(language, row[0], row[1], row[2], _worded(language, row[3]))}"
        for row in rows[:MOST_LISTED]
    ]
    if len(rows) > MOST_LISTED:
        lines.append(pick(language, f"- …… 共 {len(rows)} 处", f"- … {len(rows)} in all"))
    return f"\n\n{head}\n\n" + "\n".join(lines)


def _intake_sums(
    queries: Queries, intent: Intent, scope: tuple[str, tuple[object, ...]], citations: CitationList
) -> str:
    """1,586 + 73 = 1,604 + 55: the four totals of the reports in which they hold, the first few."""
    where, parameters = scope
    reports = queries.execute(
        f"SELECT r.id, r.agency, r.year FROM reports AS r WHERE {where} ORDER BY r.agency, r.year LIMIT {_MOST_SUMS}",
        parameters,
    )
    lines = []
    for report_id, agency, year in list(reports):
        rows = ("received", "carried_in", "concluded", "carried_over")
        cells = [_printed(queries, report_id, "applications", row, "total") for row in rows]
        numbers = [cell.value for cell in cells if cell is not None and cell.value is not None]
        if len(numbers) < len(rows) or numbers[0] + numbers[1] != numbers[2] + numbers[3]:
            continue
        came, there, done, left = (f"{number:,.0f}" for number in numbers)
        both = f"{numbers[0] + numbers[1]:,.0f}"
        marks = citations.cells([cell for cell in cells if cell is not None])
        sums = f"{came} + {there} = {both} = {done} + {left}"
        lines.append(
            pick(intent.language, f"- {agency} {year}：{sums} {marks}", f"- {agency} {year}: {sums} {marks}")
        )
    if not lines:
        return ""
    head = pick(
        intent.language,
        "本年新收 + 上年结转 = 办理结果总计 + 结转下年度，成立：",
        "Received + carried in = concluded + carried over holds:",
    )
    return f"\n\n{head}\n\n" + "\n".join(lines)


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
