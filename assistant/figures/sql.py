"""Intent → one read-only SELECT with parameters over the published tables.

Every statement has the same shape: `figures` holds one row a report with the figures asked about, and what follows does
the operation on it. Row and column codes come from the form; whatever the question brings in is a parameter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from assistant.figures.sql_scope import Joins, Scope, condition_sql, literal, scope_sql
from assistant.figures.sql_sides import sides_sql
from assistant.figures.sql_years import (
    Statement,
    average_of_totals_sql,
    by_agency_sql,
    changes_sql,
    every_year_sql,
    grouped_sql,
    parts_of_ratio,
    places,
    places_sql,
    rounded,
    times_of_years_sql,
    top_year_sql,
    total_sql,
    totals_sql,
    trend_sql,
)
from assistant.intent import Intent, Metric, Term
from assistant.metrics import RATIO
from assistant.wording import pick
from index.form import EDITIONS


class Plan(NamedTuple):
    """A statement to run: `figures_sql` gives every report's figures, `sql` the rows of the answer."""

    sql: str
    parameters: tuple[Any, ...]
    figures_sql: str
    figures_parameters: tuple[Any, ...]
    columns: tuple[str, ...]
    unit: str | None


def intent_to_plan(intent: Intent, scope: Scope) -> Plan:
    """The statement for an intent over the reports of a scope."""
    where, parameters = scope_sql(scope)
    if intent.operation == "missing":
        where = f"{where} AND {_may_be_blank(intent.metrics[0].of, intent.no_number)}"
    elif (summed := _tested_for_none(intent)) is not None:
        where = f"{where} AND {_all_printed(summed)}"
    figures = _figures(intent, where)
    if scope.sides:
        parts = [scope_sql(side)[0] for side in scope.sides]
        figures = "\n  UNION ALL\n".join(_figures(intent, part, side) for side, part in enumerate(parts))
    names = [metric.code for metric in intent.metrics]
    over_years = (
        intent.added_up == "years" and len(scope.years) > 1 and intent.operation not in ("sum", "average")
    )
    keys = ["agency", "year"] if len(scope.years) > 1 and not over_years else ["agency"]
    sql, more, columns = _operation(intent, names, keys, scope)
    if over_years and intent.operation in ("difference", "times"):
        sql, more, columns = _between_totals(intent, names[0])
    if over_years:
        sql = totals_sql(intent.metrics, "agency", mean=intent.grouped_mean) + sql.replace(
            "FROM figures", "FROM totals"
        )
    return Plan(
        f"WITH figures AS (\n{figures}\n){'' if sql.startswith(',') else chr(10)}{sql}",
        (*parameters, *more),
        figures.replace("  SELECT r.agency", "  SELECT r.id, r.agency"),
        parameters,
        columns,
        _unit(intent),
    )


def _tested_for_none(intent: Intent) -> Term | None:
    """The figure of several cells that is to be zero (no lawsuits, by either way): none of them may be unknown."""
    test = intent.condition
    if not (test and test.operator == "=" and test.value == 0 and len(intent.metrics) == 1):
        return None
    term = intent.metrics[0].of
    several = len(term.rows) * len(term.columns) > 1
    return term if several and intent.operation in ("filter", "count") else None


def _all_printed(term: Term) -> str:
    """Reports that print a number in every cell of a figure."""
    rows, columns = (", ".join(map(literal, names)) for names in (term.rows, term.columns))
    return (
        f"NOT EXISTS (SELECT 1 FROM cells AS c WHERE c.report_id = r.id AND c.table_name = {literal(term.table)}"
        f" AND c.row IN ({rows}) AND c.column_name IN ({columns}) AND c.state != 'number')"
    )


def _may_be_blank(term: Term, no_number: bool) -> str:
    """Reports that can have left a figure blank: their edition has it, and nothing else is printed in its place.

    A printed “/” is none, too, where no number (and not nothing) is asked for.
    """
    editions = _editions_with(term)
    having = f"r.edition IN ({', '.join(map(literal, editions))}) AND " if editions else ""
    rows, columns = (", ".join(map(literal, names)) for names in (term.rows, term.columns))
    filled = "'text'" if no_number else "'text', 'na'"
    return (
        f"{having}NOT EXISTS (SELECT 1 FROM cells AS c WHERE c.report_id = r.id AND c.table_name = {literal(term.table)}"
        f" AND c.row IN ({rows}) AND c.column_name IN ({columns}) AND c.state IN ({filled}))"
    )


def _editions_with(term: Term) -> list[str]:
    """The editions that have a figure, where not all have it: a report of another cannot have left it blank."""
    having = [edition for edition in EDITIONS if edition_has(term, edition)]
    return having if len(having) < len(EDITIONS) else []


def edition_has(term: Term, edition: str) -> bool:
    """Whether an edition of the form has a cell of that figure."""
    cells = EDITIONS[edition][term.table].cells
    return any((row.split("/")[0], column) in cells for row in term.rows for column in term.columns)


def _unit(intent: Intent) -> str | None:
    if intent.operation in ("count",):
        return "个"
    if intent.operation in ("times", "agency_share", "top_share"):
        return RATIO
    units = {metric.unit for metric in intent.metrics}
    plain = units - {RATIO} or units
    return (
        plain.pop() if len(plain) == 1 else None
    )  # one unit, or none where figures of two stand side by side


# ── figures ──────────────────────────────────────────────────────────────────────────────────────


def _figures(intent: Intent, where: str, side: int | None = None) -> str:
    joins = Joins()
    shown = [f"    {joins.metric(metric)} AS {metric.code}" for metric in intent.metrics]
    if intent.added_up or intent.grouped_by or intent.sides or intent.operation == "sum":
        for metric in intent.metrics:
            if metric.over:
                pairs = zip(parts_of_ratio(metric), (metric.of, metric.over), strict=True)
                shown += [f"    {joins.term(term)} AS {name}" for name, term in pairs]
    if place := intent.place:
        shown.append(f"    NULLIF(r.{place}, '') AS {place}")
    if side is not None:
        shown.append(f"    {side} AS side")
    columns = ",\n".join(shown)
    return f"  SELECT r.agency, r.year,\n{columns}\n  FROM reports AS r\n{joins}  WHERE {where}"


# ── operations ───────────────────────────────────────────────────────────────────────────────────


def _operation(intent: Intent, names: Sequence[str], keys: Sequence[str], scope: Scope) -> Statement:
    first = names[0]
    operation = intent.operation
    if over_all := _of_groups_or_years(intent, first, scope):
        return over_all
    if operation == "top_item":
        return _top_item(intent)
    if operation in ("rank", "position"):
        return _rank(intent, first, keys, names, scope)
    if intent.every_year and len(scope.years) > 1:
        return every_year_sql(intent, len(scope.years), condition_sql(intent.condition, first))
    if operation in ("sum", "average") and intent.added_up == "years":
        return by_agency_sql(intent)
    if operation in ("sum", "average", "median", "means"):
        return _aggregate(operation, intent.metrics)
    if operation == "count":
        return _count(intent, first)
    if operation == "filter":
        return _filter(intent, keys, names)
    if operation in ("difference", "times"):
        return _between(intent, names)
    if operation in ("agency_share", "top_share"):
        return (_agency_share if operation == "agency_share" else _top_share)(intent, first)
    if operation == "missing":
        return (
            f"SELECT {', '.join(keys)} FROM figures\nWHERE {first} IS NULL\nORDER BY agency",
            (),
            tuple(keys),
        )
    return _listed(intent, keys, names)


def _listed(intent: Intent, keys: Sequence[str], names: Sequence[str]) -> Statement:
    """One row an agency (and year); beside two compared how far they are apart, where that is asked."""
    shown, first = [*keys, *names], names[0]
    columns = tuple(shown)
    if intent.operation == "compare" and intent.either_way and len(names) == len(keys) == 1:
        apart = rounded(f"MAX({first}) OVER () - MIN({first}) OVER ()", intent.metrics[0])
        shown, columns = [*shown, f"{apart} AS difference"], (*columns, "difference")
    direction = "DESC" if intent.descending else "ASC"
    order = (
        f"{first} IS NULL, {first} {direction}, agency"
        if intent.operation in ("list", "compare")
        else ", ".join(keys)
    )
    return f"SELECT {', '.join(shown)} FROM figures\nORDER BY {order}", (), columns


def _of_groups_or_years(intent: Intent, first: str, scope: Scope) -> Statement | None:
    """What is done with groups of agencies, or over years; None for what is done with the figures as they are."""
    if intent.sides:
        return sides_sql(intent)
    if intent.grouped_by and not intent.change:
        return grouped_sql(intent)
    if intent.operation == "top_year":
        return top_year_sql(intent)
    if intent.change:
        return changes_sql(intent, scope.years, condition_sql(intent.condition, first))
    if intent.operation == "trend":
        return trend_sql(intent)
    if intent.operation == "average" and intent.added_up == "agencies":
        return average_of_totals_sql(intent)
    if intent.operation == "times" and len(scope.years) == 2 and len(intent.agencies) < 2:
        return times_of_years_sql(intent, scope.years)
    return None


def _rank(intent: Intent, first: str, keys: Sequence[str], names: Sequence[str], scope: Scope) -> Statement:
    if (
        intent.operation == "rank"
        and intent.n == 1
        and not (intent.only_place or intent.in_each_year or intent.in_each or intent.both_ends)
    ):
        best = "MAX" if intent.descending else "MIN"
        sql = f"SELECT {', '.join((*keys, *names))} FROM figures\nWHERE {first} = (SELECT {best}({first}) FROM figures)\nORDER BY agency"
        return sql, (), (*keys, *names)
    apart = "PARTITION BY year " if intent.in_each_year else ""
    if intent.in_each:
        apart, keys = f"PARTITION BY {intent.in_each} ", (intent.in_each, *keys)
    known = f"{first} IS NOT NULL" + (f" AND {intent.in_each} IS NOT NULL" if intent.in_each else "")
    ranked = f"SELECT *, {places_sql(intent, first, apart)}\n  FROM figures WHERE {known}"
    shown = (*keys, *names)
    if intent.operation == "position":
        marks = ", ".join("?" * len(intent.agencies))
        order = "year, place" if intent.in_each_year else "place"
        sql = f"SELECT {', '.join(shown)}, place FROM (\n  {ranked}\n)\nWHERE agency IN ({marks})\nORDER BY {order}"
        return sql, intent.agencies, (*shown, "place")
    order = "year, place, agency" if intent.in_each_year else "place, agency"
    order = f"{intent.in_each}, {order}" if intent.in_each else order
    sql = f"SELECT {', '.join(shown)} FROM (\n  {ranked}\n)\nWHERE {places(intent)}\nORDER BY {order}"
    return sql, (intent.n,), shown


def _filter(intent: Intent, keys: Sequence[str], names: Sequence[str]) -> Statement:
    """The reports whose figure passes, highest first; or the first or the last year of those."""
    condition, parameters = condition_sql(intent.condition, names[0])
    if intent.added_up == "agencies":
        columns = ("year", *names)
        sql = f"{totals_sql(intent.metrics)}SELECT {', '.join(columns)} FROM totals\nWHERE {condition}\nORDER BY year"
        return sql, parameters, columns
    order = f"{names[0]} DESC, agency"
    if "year" in keys and (intent.earliest or intent.latest):
        order = f"year{' DESC' if intent.latest else ''} LIMIT 1"
    columns = (*keys, *names)
    held = condition
    if "year" in keys and intent.ever_since:
        held = (
            f"({condition}) AND year > COALESCE((SELECT MAX(year) FROM figures WHERE NOT ({condition})), 0)"
        )
        parameters, order = (*parameters, *parameters), "year LIMIT 1"
    sql = f"SELECT {', '.join(columns)} FROM figures\nWHERE {held}\nORDER BY {order}"
    return sql, parameters, columns


def _top_item(intent: Intent) -> Statement:
    """Of several figures of the reports asked about, added up, the highest (or lowest)."""
    items = "\n  UNION ALL ".join(
        f"SELECT {literal(pick(intent.language, metric.label_zh, metric.label_en))} AS item, SUM({metric.code}) AS value FROM figures"
        for metric in intent.metrics
    )
    order = "DESC" if intent.descending else "ASC"
    sql = (
        f", items AS (\n  {items}\n)\nSELECT item, value FROM (\n"
        f"  SELECT *, RANK() OVER (ORDER BY value {order}) AS place FROM items WHERE value IS NOT NULL\n)\n"
        f"WHERE {places(intent)}\nORDER BY place, item"
    )
    return sql, (intent.n,), ("item", "value")


def _aggregate(operation: str, metrics: Sequence[Metric]) -> Statement:
    names = tuple(metric.code for metric in metrics)
    if operation == "sum":
        parts = [f"{total_sql(metric)} AS {metric.code}" for metric in metrics]
        return f"SELECT {', '.join(parts)} FROM figures", (), names
    if operation == "average":
        return f"SELECT {', '.join(f'AVG({name}) AS {name}' for name in names)} FROM figures", (), names
    name = names[0]
    columns: tuple[str, ...] = (name,)
    shown = f"AVG({name}) AS {name}"
    if operation == "means":
        shown, columns = (
            f"(SELECT AVG({name}) FROM figures) AS average, AVG({name}) AS median",
            ("average", "median"),
        )
    middle = f"SELECT {name}, ROW_NUMBER() OVER (ORDER BY {name}) AS place, COUNT(*) OVER () AS n\n  FROM figures WHERE {name} IS NOT NULL"
    return (
        f"SELECT {shown} FROM (\n  {middle}\n)\nWHERE place IN ((n + 1) / 2, (n + 2) / 2)",
        (),
        columns,
    )


def _count(intent: Intent, first: str) -> Statement:
    condition, parameters = condition_sql(intent.condition, first)
    if by := intent.counted_apart:
        highest = "DESC" if intent.descending else "ASC"
        order = by if by == "year" and not intent.superlative else f"agencies {highest}, {by}"
        sql = (
            f"SELECT {by}, SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS agencies, COUNT({first}) AS all_agencies\n"
            f"FROM figures WHERE {by} IS NOT NULL\nGROUP BY {by}\nORDER BY {order}"
        )
        return sql, parameters, (by, "agencies", "all_agencies")
    if intent.counts_share:
        passed = f"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)"
        share = f"1.0 * {passed} / NULLIF(COUNT({first}), 0) AS share"
        sql = f"SELECT {passed} AS agencies, COUNT({first}) AS all_agencies, {share} FROM figures"
        return sql, (*parameters, *parameters), ("agencies", "all_agencies", "share")
    return f"SELECT COUNT(*) AS agencies FROM figures\nWHERE {condition}", parameters, ("agencies",)


def _between(intent: Intent, names: Sequence[str]) -> Statement:
    """The difference of two figures, or how many times one is the other; NULL unless both are printed numbers."""
    if len(names) == 2 and intent.operation == "times":
        sql = f"SELECT agency, {names[0]}, {names[1]}, 1.0 * {names[0]} / NULLIF({names[1]}, 0) AS times FROM figures"
        return sql, (), ("agency", *names, "times")
    if len(names) == 2:
        return (
            f"SELECT agency, ABS({names[0]} - {names[1]}) AS difference FROM figures",
            (),
            ("agency", "difference"),
        )
    shown, parameters, column = _apart(intent, names[0])
    if intent.in_each_year and not _is_of_two(intent):
        return f"SELECT year, {shown} FROM figures\nGROUP BY year ORDER BY year", parameters, ("year", column)
    return f"SELECT {shown} FROM figures", parameters, (column,)


def _is_of_two(intent: Intent) -> bool:
    """Whether the first of two agencies named is to be a multiple of the second."""
    return intent.operation == "times" and len(intent.agencies) == 2 and not intent.either_way


def _apart(intent: Intent, name: str) -> tuple[str, tuple[Any, ...], str]:
    """How far or how many times one figure is apart in the rows, as SQL with its parameters; and what it is called."""
    if _is_of_two(intent):
        first, second = (f"MAX(CASE WHEN agency = ? THEN {name} END)" for _ in range(2))
        return f"1.0 * {first} / NULLIF({second}, 0) AS times", intent.agencies, "times"
    wanted = 2 if intent.narrowed or intent.superlative else max(2, len(intent.agencies))
    value, column = f"1.0 * MAX({name}) / NULLIF(MIN({name}), 0)", "times"
    if intent.operation == "difference":
        value, column = rounded(f"MAX({name}) - MIN({name})", intent.metrics[0]), "difference"
    return f"CASE WHEN COUNT({name}) >= ? THEN {value} END AS {column}", (wanted,), column


def _between_totals(intent: Intent, name: str) -> Statement:
    """The totals of all the years of the agencies named, in their order, and how far or how many times they are apart."""
    names = [f"total_{n}" for n in range(1, len(intent.agencies) + 1)]
    totals = [f"MAX(CASE WHEN agency = ? THEN {name} END) AS {total}" for total in names]
    shown, parameters, column = _apart(intent, name)
    sql = f"SELECT {', '.join(totals)}, {shown} FROM figures"
    return sql, (*intent.agencies, *parameters), (*names, column)


def _top_share(intent: Intent, first: str) -> Statement:
    """What the n highest (or lowest) have together, what all have, and the one as a part of the other."""
    ranked = f"SELECT *, {places_sql(intent, first)} FROM figures WHERE {first} IS NOT NULL"
    top, whole = f"SUM(CASE WHEN {places(intent)} THEN {first} END)", f"SUM({first})"
    columns = (f"{first}_top", f"{first}_total", f"{first}_share")
    shown = (
        f"{top} AS {columns[0]}",
        f"{whole} AS {columns[1]}",
        f"1.0 * {top} / NULLIF({whole}, 0) AS {columns[2]}",
    )
    return f"SELECT {', '.join(shown)} FROM (\n  {ranked}\n)", (intent.n, intent.n), columns


def _agency_share(intent: Intent, first: str) -> Statement:
    marks = ", ".join("?" * len(intent.agencies))
    sql = (
        f"SELECT agency, {first}, 1.0 * {first} / NULLIF((SELECT SUM({first}) FROM figures), 0) AS {first}_share\n"
        f"FROM figures WHERE agency IN ({marks})"
    )
    return sql, intent.agencies, ("agency", first, f"{first}_share")
