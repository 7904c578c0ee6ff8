"""The catalog route: questions about the collection itself – which reports, which agencies, which years."""

from __future__ import annotations

import re

from assistant.conversation import Answer, Result
from assistant.guard import Queries
from assistant.intent import Intent
from assistant.sql import Scope, scope_sql
from assistant.wording import join_names, pick

MOST_NAMED = 30
_YEARS = re.compile(r"哪些年|哪几年|年份|几年|which years|what years")
_COUNT = re.compile(r"多少|几份|几个|有几|how many|number of")
_AGENCIES = re.compile(r"单位|机关|机构|局|部门|agenc|bureau|bodies|authorit|government")


def catalog_answer(queries: Queries, intent: Intent) -> Answer:
    """Which reports the store holds, as asked: their number, their agencies, their years."""
    where, parameters = scope_sql(
        Scope(intent.years, intent.agencies, intent.scope if not intent.groups else "all")
    )
    if _YEARS.search(intent.text):
        sql = f"SELECT DISTINCT r.year FROM reports AS r WHERE {where} ORDER BY r.year"
        columns: tuple[str, ...] = ("year",)
    elif _COUNT.search(intent.text):
        what = (
            "DISTINCT r.agency"
            if _AGENCIES.search(intent.text) and "报告" not in intent.text and "report" not in intent.text
            else "*"
        )
        sql = f"SELECT COUNT({what}) AS {'reports' if what == '*' else 'agencies'} FROM reports AS r WHERE {where}"
        columns = ("reports" if what == "*" else "agencies",)
    else:
        sql = f"SELECT r.agency, r.year FROM reports AS r WHERE {where} ORDER BY r.year DESC, r.agency"
        columns = ("agency", "year")
    rows = tuple(tuple(row) for row in queries.execute(sql, parameters))
    text = _text(queries, intent, columns, rows, where, parameters)
    result = Result(
        columns, rows, "份" if columns == ("reports",) else "个" if columns == ("agencies",) else None
    )
    return Answer(
        intent.question, intent.language, "answered", "catalog", text, result, sql, tuple(parameters)
    )


def _text(
    queries: Queries,
    intent: Intent,
    columns: tuple[str, ...],
    rows: tuple[tuple[object, ...], ...],
    where: str,
    parameters: tuple[object, ...],
) -> str:
    language = intent.language
    if columns == ("year",):
        years = join_names([str(row[0]) for row in rows], language, MOST_NAMED)
        return (
            pick(language, f"收录的年份：**{years}**。", f"Years indexed: **{years}**.")
            if rows
            else _none(intent)
        )
    if columns == ("agency", "year"):
        lines = "\n".join(f"- {agency} {year}" for agency, year in rows[:MOST_NAMED])
        more = (
            pick(language, f"\n- …… 共 {len(rows)} 份", f"\n- … {len(rows)} in all")
            if len(rows) > MOST_NAMED
            else ""
        )
        head = pick(language, f"共 **{len(rows)}** 份报告：", f"**{len(rows)}** reports:")
        return f"{head}\n\n{lines}{more}" if rows else _none(intent)
    found = queries.execute(
        f"SELECT DISTINCT r.agency FROM reports AS r WHERE {where} ORDER BY r.agency LIMIT {MOST_NAMED + 1}",
        parameters,
    )
    names = [name for (name,) in found]
    listed = join_names(names, language, MOST_NAMED)
    unit = pick(
        language,
        " 份报告" if columns == ("reports",) else " 个单位",
        " reports" if columns == ("reports",) else " agencies",
    )
    return f"**{rows[0][0]}**{unit}" + (
        pick(language, f"：{listed}。", f": {listed}.") if names else pick(language, "。", ".")
    )


def _none(intent: Intent) -> str:
    return pick(intent.language, "没有收录这样的报告。", "No such report is indexed.")
