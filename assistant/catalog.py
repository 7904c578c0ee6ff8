"""The catalog route: questions about the collection itself – which reports, which agencies, which years."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.agencies import Directory
from assistant.bodies import level_in
from assistant.conversation import Answer, Result
from assistant.declining import year_not_indexed
from assistant.figures.sql_scope import Scope, scope_sql
from assistant.guard import Queries
from assistant.intent import Intent
from assistant.understanding.words.collection_words import counted_by
from assistant.wording import join_names, pick

MOST_NAMED = 30
_YEARS = re.compile(
    r"哪些年|哪几年|哪一?年|年份|几年|几几年|which years?|what years?|for what years"
    r"|\b(?:latest|newest|most recent|earliest|oldest) (?:year|report)"
    r"|from when to when|how far back|(?:what|which) (?:period|time ?span|time range|range of years)"
)
_HOW_MANY_YEARS = re.compile(r"(?<!哪)(?:几|多少)个?年(?:度|份)?(?!几)|\bhow many years\b")
_FIRST_YEAR = re.compile(r"最早|(?:从|自)哪一?年|earliest|oldest")
_LAST_YEAR = re.compile(r"最[晚新近]|到(?:哪一?年|几几年)|latest|newest|most recent")
_REGIONS = (
    ("province", r"(?:哪些|哪几个|什么)省|\b(?:which|what)(?: [a-z]+)? provinces"),
    ("city", r"(?:哪些|哪几个|什么)(?:城市|市)|\b(?:which|what)(?: [a-z]+)? cities"),
    (
        "county",
        r"(?:哪些|哪几个|什么)(?:区县|县区|区|县)|\b(?:which|what)(?: [a-z]+)? (?:districts|counties)",
    ),
)
_COUNT = re.compile(
    r"多少|(?:份|家|个|总)数(?!据|字)|总量|(?<!哪)(?:几份|几个|几家)|有几|how many|number of|\b(?:the|a|their) (?:count|total"
    r"|number)\b(?! (?:number )?of\b)"
)
_REPORTS = re.compile(r"报告|年报|\breports?\b")
_COUNTED_AGENCIES = re.compile(r"(?:多少|几)(?:个|家)(?:单位|机关|机构|部门|局|政府)")  # … 的年报
_WHICH_AGENCIES = re.compile(
    r"哪(?:些|几[个家]?|家)(?:单位|机关|机构|部门|局|政府)|(?:单位|机关|机构|部门|局|政府)(?:都|里)?有哪(?:些|几[个家])"
    r"|(?:单位|机关|机构|部门|局|政府)[^，。？]{0,8}(?:收录|覆盖|涵盖|包括|有)了?哪(?:些|几[个家]?|家)[？?。]?$"
    r"|\b(?:which|what) (?:[\w-]+ ){0,3}(?:agenc|bureau|bodies|authorit|government|department)"
)
_GOVERNMENTS = re.compile(r"政府|governments?\b")
_AGENCIES = re.compile(r"单位|机关|机构|局|部门|agenc|bureau|bodies|authorit|government")


class _Asked(NamedTuple):
    """The statement that answers, its columns, and the unit of what it counts."""

    sql: str
    parameters: tuple[object, ...]
    columns: tuple[str, ...]
    unit: str | None = None


def catalog_answer(directory: Directory, queries: Queries, intent: Intent) -> Answer:
    """Which reports the store holds, as asked: their number, their agencies, their years, and which are not there."""
    scope = Scope((), intent.agencies, _kind(intent), intent.excluded)
    lost = [year for year in intent.years if year not in directory.years()]
    if lost and len(lost) == len(intent.years):
        return year_not_indexed(intent, lost, directory.years())
    where, parameters = scope_sql(scope._replace(years=intent.years))
    if intent.edition:
        where, parameters = f"{where} AND r.edition = ?", (*parameters, intent.edition)
    if intent.reported:
        asked = _reported(directory, intent, scope)
    elif intent.lacks_report:
        asked = _lacking(directory, intent, scope)
    elif intent.has_all_reports:
        asked = _complete(directory, intent, scope)
    else:
        asked = _held(intent, where, parameters)
    rows = tuple(tuple(row) for row in queries.execute(asked.sql, asked.parameters))
    text = _text(directory, intent, asked.columns, rows, where, parameters)
    result = Result(asked.columns, rows, asked.unit)
    return Answer(
        intent.question, intent.language, "answered", "catalog", text, result, asked.sql, asked.parameters
    )


def _kind(intent: Intent) -> str:
    """The kind of body asked about; the 市 of 各市有几家单位 is no city government."""
    by_place = counted_by(intent.text) in ("province", "city") and not _GOVERNMENTS.search(intent.text)
    return "all" if intent.groups or by_place else intent.scope


def _held(intent: Intent, where: str, parameters: tuple[object, ...]) -> _Asked:
    """What is there: years, a number, editions or the reports themselves."""
    text = intent.text
    bodies = _AGENCIES.search(text) or intent.operation == "count"
    agencies = (bodies and not _REPORTS.search(text)) or _COUNTED_AGENCIES.search(text)
    if (by := counted_by(text)) and (_COUNT.search(text) or intent.each):
        what = "DISTINCT r.agency" if agencies else "*"
        column = f"CASE r.{by} WHEN '' THEN '–' ELSE r.{by} END" if by != "year" else "r.year"
        counted, unit = ("agencies", "个") if agencies else ("reports", "份")
        sql = f"SELECT {column} AS {by}, COUNT({what}) AS {counted} FROM reports AS r WHERE {where} GROUP BY 1 ORDER BY 1"
        return _Asked(sql, parameters, (by, counted), unit)
    if intent.asks_edition:
        sql = f"SELECT r.agency, r.year, r.edition FROM reports AS r WHERE {where} ORDER BY r.agency, r.year"
        return _Asked(sql, parameters, ("agency", "year", "edition"))
    if region := next((column for column, pattern in _REGIONS if re.search(pattern, text)), ""):
        sql = f"SELECT DISTINCT r.{region} FROM reports AS r WHERE {where} AND r.{region} != '' ORDER BY 1"
        return _Asked(sql, parameters, (region,))
    if _HOW_MANY_YEARS.search(text) and not re.search(r"哪|\bwhich\b", text):
        sql = f"SELECT COUNT(DISTINCT r.year) AS years FROM reports AS r WHERE {where}"
        return _Asked(sql, parameters, ("years",), "年")
    if _YEARS.search(text):
        end = "MIN" if _FIRST_YEAR.search(text) else "MAX" if _LAST_YEAR.search(text) else ""
        if end:
            sql = f"SELECT {end}(r.year) AS year FROM reports AS r WHERE {where} HAVING COUNT(*) > 0"
            return _Asked(sql, parameters, ("year",))
        sql = f"SELECT DISTINCT r.year FROM reports AS r WHERE {where} ORDER BY r.year"
        return _Asked(sql, parameters, ("year",))
    if _COUNT.search(text):
        what, counted, unit = ("DISTINCT r.agency", "agencies", "个") if agencies else ("*", "reports", "份")
        return _Asked(
            f"SELECT COUNT({what}) AS {counted} FROM reports AS r WHERE {where}", parameters, (counted,), unit
        )
    if _WHICH_AGENCIES.search(text):
        sql = f"SELECT DISTINCT r.agency FROM reports AS r WHERE {where} ORDER BY r.agency"
        return _Asked(sql, parameters, ("agency",))
    sql = f"SELECT r.agency, r.year FROM reports AS r WHERE {where} ORDER BY r.year DESC, r.agency"
    return _Asked(sql, parameters, ("agency", "year"))


def _reported(directory: Directory, intent: Intent, scope: Scope) -> _Asked:
    """Who has no report on the latest year any more, or none yet on the first."""
    where, parameters = scope_sql(scope)
    years = [year for year in directory.years() if not intent.years or year in intent.years]
    test = "MAX(r.year) < ?" if intent.reported == "stopped" else "MIN(r.year) > ?"
    tested = (max(years) if intent.reported == "stopped" else min(years),)
    sql = (
        f"SELECT r.agency FROM reports AS r WHERE {where}\nGROUP BY r.agency HAVING {test} ORDER BY r.agency"
    )
    if _COUNT.search(intent.text):
        return _Asked(
            f"SELECT COUNT(*) AS agencies FROM (\n{sql}\n)", (*parameters, *tested), ("agencies",), "个"
        )
    return _Asked(sql, (*parameters, *tested), ("agency",))


def _lacking(directory: Directory, intent: Intent, scope: Scope) -> _Asked:
    """Who has some report in the store and none for a year asked about; with no year named, for any year of the store."""
    where, parameters = scope_sql(scope)
    years = tuple(year for year in intent.years if year in directory.years()) or directory.years()
    marks = ", ".join("(?)" for _ in years)
    sql = (
        f"WITH years(year) AS (VALUES {marks}),\n"
        f"agencies AS (SELECT DISTINCT r.agency FROM reports AS r WHERE {where})\n"
        "SELECT agency, year FROM agencies, years\n"
        "WHERE NOT EXISTS (SELECT 1 FROM reports AS r WHERE r.agency = agencies.agency AND r.year = years.year)\n"
        "ORDER BY year, agency"
    )
    if _COUNT.search(intent.text):
        sql = f"SELECT COUNT(DISTINCT agency) AS agencies FROM (\n{sql}\n)"
        return _Asked(sql, (*years, *parameters), ("agencies",), "个")
    return _Asked(sql, (*years, *parameters), ("agency", "year"))


def _complete(directory: Directory, intent: Intent, scope: Scope) -> _Asked:
    """Who has a report on every year asked about; with none named, on every year of the store."""
    years = tuple(year for year in intent.years if year in directory.years()) or directory.years()
    where, parameters = scope_sql(scope._replace(years=years))
    sql = (
        f"SELECT r.agency FROM reports AS r WHERE {where}\n"
        "GROUP BY r.agency HAVING COUNT(DISTINCT r.year) = ? ORDER BY r.agency"
    )
    if _COUNT.search(intent.text):
        sql = f"SELECT COUNT(*) AS agencies FROM (\n{sql}\n)"
        return _Asked(sql, (*parameters, len(years)), ("agencies",), "个")
    return _Asked(sql, (*parameters, len(years)), ("agency",))


def _text(
    directory: Directory,
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
    if columns == ("years",):
        return _said_years(directory, intent, rows[0][0], where, parameters)
    if intent.reported and columns == ("agencies",):
        return pick(language, f"**{rows[0][0]}** 个单位。", f"**{rows[0][0]}** agencies.")
    if intent.lacks_report:
        return _said_lacking(intent, columns, rows)
    if len(columns) == 1 and columns[0] in ("agency", "province", "city", "county"):
        return (
            f"**{join_names([str(row[0]) for row in rows], language, MOST_NAMED)}**"
            if rows
            else _none(intent)
        )
    if len(columns) > 1:
        lines = "\n".join(f"- {_line(row, columns, language)}" for row in rows[:MOST_NAMED])
        more = (
            pick(language, f"\n- …… 共 {len(rows)} 份", f"\n- … {len(rows)} in all")
            if len(rows) > MOST_NAMED
            else ""
        )
        if columns[0] != "agency":
            return lines if rows else _none(intent)
        head = pick(
            language,
            f"共 **{len(rows)}** 份报告：",
            f"**{len(rows)}** report{'s' if len(rows) != 1 else ''}:",
        )
        return f"{head}\n\n{lines}{more}" if rows else _none(intent)
    names = directory.connection.execute(
        f"SELECT DISTINCT r.agency FROM reports AS r WHERE {where} ORDER BY r.agency",
        parameters,
    ).fetchall()
    listed = join_names([name for (name,) in names], language, MOST_NAMED)
    unit = pick(
        language,
        " 份报告" if columns == ("reports",) else " 个单位",
        " reports" if columns == ("reports",) else " agencies",
    )
    return f"**{rows[0][0]}**{unit}" + (
        pick(language, f"：{listed}。", f": {listed}.") if names else pick(language, "。", ".")
    )


def _said_years(
    directory: Directory, intent: Intent, number: object, where: str, parameters: tuple[object, ...]
) -> str:
    """How many years there are reports on, and which."""
    sql = f"SELECT DISTINCT r.year FROM reports AS r WHERE {where} ORDER BY r.year"
    years = [str(year) for (year,) in directory.connection.execute(sql, parameters)]
    listed = join_names(years, intent.language, MOST_NAMED)
    if not years:
        return _none(intent)
    return pick(intent.language, f"**{number}** 年：{listed}。", f"**{number}** years: {listed}.")


def _line(row: tuple[object, ...], columns: tuple[str, ...], language: str) -> str:
    """One report, or one group of them with its number."""
    if columns[0] != "agency":
        agencies = columns[1] == "agencies"
        one, many = ("agency", "agencies") if agencies else ("report", "reports")
        unit = pick(language, "个单位" if agencies else "份", one if row[1] == 1 else many)
        group = level_in(str(row[0]), language) if columns[0] == "level" else row[0]
        return f"{group}{pick(language, '：', ': ')}**{row[1]}** {unit}"
    said = f"{row[0]} {row[1]}"
    if len(row) > 2:
        said += pick(language, f"：{row[2]} 年版表样", f": {row[2]} edition") if row[2] else ""
    return said


def _said_lacking(intent: Intent, columns: tuple[str, ...], rows: tuple[tuple[object, ...], ...]) -> str:
    """Who lacks which year: 2022 年没有报告的 4 个单位."""
    language = intent.language
    if columns == ("agencies",):
        return pick(language, f"**{rows[0][0]}** 个单位没有。", f"**{rows[0][0]}** agencies have none.")
    if not rows:
        return pick(language, "一份也不缺。", "None is missing.")
    lines = []
    for year in dict.fromkeys(row[1] for row in rows):
        names = [str(row[0]) for row in rows if row[1] == year]
        listed = join_names(names, language, MOST_NAMED)
        lines.append(
            pick(
                language,
                f"{year} 年没有收录报告的有 **{len(names)}** 个单位：{listed}。",
                f"**{len(names)}** {'agency has' if len(names) == 1 else 'agencies have'} reports here and none on {year}: {listed}.",
            )
        )
    return "\n\n".join(lines)


def _none(intent: Intent) -> str:
    return pick(intent.language, "没有收录这样的报告。", "No such report is indexed.")
