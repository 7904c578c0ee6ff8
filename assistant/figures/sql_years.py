"""Operations over years as SQL: totals a year, moves from one year to another, the year in which a figure was highest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.intent import Change, Intent, Mean, Metric

Statement = tuple[str, tuple[Any, ...], tuple[str, ...]]  # SQL after `figures`, its parameters, its columns


def parts_of_ratio(metric: Metric) -> tuple[str, str]:
    """The columns of `figures` that hold a ratio's part and its whole where ratios of several reports are added up."""
    return f"{metric.code}_part", f"{metric.code}_whole"


def totals_sql(metrics: Sequence[Metric], key: str = "year", mean: Mean = "") -> str:
    """`totals`: the figures of a year (or an agency) added up, or their mean; a ratio is the sum of the parts over that
    of the wholes."""
    shown = ",\n    ".join(f"{of_group_sql(metric, mean)} AS {metric.code}" for metric in metrics)
    source = source_sql(metrics, key, mean)
    return f", totals AS (\n  SELECT {key}, COUNT({metrics[0].code}) AS reports,\n    {shown}\n  FROM {source} GROUP BY {key}\n)\n"


def of_group_sql(metric: Metric, mean: Mean) -> str:
    """A figure of all the reports of a group: added up, or their mean. A median is of rows of `source_sql`."""
    code = metric.code
    if mean == "median":
        middle = f"({code}_n + 1) / 2, ({code}_n + 2) / 2"
        return f"AVG(CASE WHEN {code}_place IN ({middle}) THEN {code} END)"
    return f"AVG({code})" if mean else total_sql(metric)


def source_sql(metrics: Sequence[Metric], key: str, mean: Mean) -> str:
    """What the figures of groups are taken from; of a median each report's place in its group must be known."""
    if mean != "median":
        return "figures"
    places = ",\n      ".join(
        f"ROW_NUMBER() OVER (PARTITION BY {key} ORDER BY {m.code} IS NULL, {m.code}) AS {m.code}_place, "
        f"COUNT({m.code}) OVER (PARTITION BY {key}) AS {m.code}_n"
        for m in metrics
    )
    return f"(\n    SELECT *, {places}\n    FROM figures\n  )"


def total_sql(metric: Metric) -> str:
    """Figures added up; ratios as the sum of their parts over that of their wholes."""
    if metric.over is None:
        return rounded(f"SUM({metric.code})", metric)
    part, whole = (
        f"SUM(CASE WHEN {metric.code} IS NOT NULL THEN {name} END)" for name in parts_of_ratio(metric)
    )
    return f"1.0 * {part} / NULLIF({whole}, 0)"


def places(intent: Intent) -> str:
    """Which places of a ranking are asked for: the first n, or the n-th alone."""
    if intent.both_ends:
        return "? >= MIN(place, place_from_end)"
    return "place = ?" if intent.only_place else "place <= ?"


def places_sql(intent: Intent, value: str, apart: str = "") -> str:
    """The place of each row by a figure, and its place from the other end where both ends are asked for."""
    order, back = ("DESC", "ASC") if intent.descending else ("ASC", "DESC")
    place = f"RANK() OVER ({apart}ORDER BY {value} {order}) AS place"
    return (
        f"{place}, RANK() OVER ({apart}ORDER BY {value} {back}) AS place_from_end"
        if intent.both_ends
        else place
    )


def rounded(sql: str, metric: Metric) -> str:
    """Money is summed to the cent: binary fractions would show a tail."""
    return f"ROUND({sql}, 2)" if metric.unit == "元" else sql


def grouped_sql(intent: Intent) -> Statement:
    """The figures of all agencies of a province, a city or a level together, each group a row (a year, where each year is
    told by itself); or the n highest of them."""
    by, first = intent.grouped_by, intent.metrics[0].code
    keys = (by, "year") if intent.in_each_year else (by,)
    key = ", ".join(keys)
    shown = ", ".join(f"{of_group_sql(m, intent.grouped_mean)} AS {m.code}" for m in intent.metrics)
    source = source_sql(intent.metrics, key, intent.grouped_mean)
    columns = (*keys, *(metric.code for metric in intent.metrics))
    grouped = (
        f", groups AS (\n  SELECT {key}, {shown} FROM {source} WHERE {by} IS NOT NULL GROUP BY {key}\n)\n"
    )
    if intent.operation != "rank":
        order = f"{first} {'DESC' if intent.descending else 'ASC'}, {by}"
        order = key if intent.in_each_year else order
        return f"{grouped}SELECT {', '.join(columns)} FROM groups\nORDER BY {order}", (), columns
    apart, first_by = ("PARTITION BY year ", "year, ") if intent.in_each_year else ("", "")
    ranked = f"SELECT *, {places_sql(intent, first, apart)} FROM groups WHERE {first} IS NOT NULL"
    order = f"{first_by}place, {by}"
    sql = f"{grouped}SELECT {', '.join(columns)} FROM (\n  {ranked}\n)\nWHERE {places(intent)}\nORDER BY {order}"
    return sql, (intent.n,), columns


def trend_sql(intent: Intent) -> Statement:
    """A figure a year, of each agency or of all together."""
    names = ", ".join(metric.code for metric in intent.metrics)
    codes = tuple(metric.code for metric in intent.metrics)
    if intent.added_up:
        return (
            f"{totals_sql(intent.metrics, mean=intent.grouped_mean)}SELECT year, {names} FROM totals\nORDER BY year",
            (),
            ("year", *codes),
        )
    return f"SELECT agency, year, {names} FROM figures\nORDER BY agency, year", (), ("agency", "year", *codes)


def top_year_sql(intent: Intent) -> Statement:
    """The years in which a figure, or its move on the year before, was highest (or lowest)."""
    first = intent.metrics[0].code
    if intent.change:
        changes, parameters = _changes(intent, intent.change, ())
        value, source, columns = _measure(intent.change), "changes", _change_columns(intent)
    else:
        changes, parameters = (totals_sql(intent.metrics) if intent.added_up else ""), ()
        value, source = first, "totals" if intent.added_up else "figures"
        columns = ("year", first) if intent.added_up else ("agency", "year", first)
    apart, order = ("PARTITION BY agency ", "agency, year") if intent.own_years else ("", "place, year")
    sql = (
        f"{changes}SELECT {', '.join(columns)} FROM (\n"
        f"  SELECT *, {places_sql(intent, value, apart)} FROM {source} WHERE {value} IS NOT NULL\n)\n"
        f"WHERE {places(intent)}\nORDER BY {order}"
    )
    return sql, (*parameters, intent.n), columns


def average_of_totals_sql(intent: Intent) -> Statement:
    """The mean of the yearly totals."""
    names = tuple(metric.code for metric in intent.metrics)
    shown = ", ".join(f"AVG({name}) AS {name}" for name in names)
    return f"{totals_sql(intent.metrics)}SELECT {shown} FROM totals", (), names


def by_agency_sql(intent: Intent) -> Statement:
    """Each agency's sum or mean over the years."""
    names = tuple(metric.code for metric in intent.metrics)
    function = "SUM" if intent.operation == "sum" else "AVG"
    shown = ", ".join(f"{rounded(f'{function}({m.code})', m)} AS {m.code}" for m in intent.metrics)
    return (
        f"SELECT agency, {shown} FROM figures\nGROUP BY agency ORDER BY 2 DESC, agency",
        (),
        ("agency", *names),
    )


def every_year_sql(intent: Intent, years: int, condition: tuple[str, tuple[Any, ...]]) -> Statement:
    """Who passes the condition in each of the years, or in as many as are asked for."""
    test, parameters = condition
    first, counted = intent.metrics[0].code, intent.in_years
    grouped = f"SELECT agency, MIN({first}) AS lowest, MAX({first}) AS highest FROM figures\n"
    if counted and intent.in_a_row:  # years in a row less their number in the row are one and the same
        row = "year - ROW_NUMBER() OVER (PARTITION BY agency ORDER BY year) AS run"
        runs = f"SELECT *, {row} FROM figures WHERE {test}"
        grouped = (
            grouped.replace("FROM figures", f"FROM ({runs})") + "GROUP BY agency, run HAVING COUNT(*) >= ?"
        )
        parameters = (*parameters, int(counted.value))
    elif intent.in_each_report:
        grouped += f"GROUP BY agency HAVING SUM(CASE WHEN {test} THEN 1 ELSE 0 END) = COUNT(*)"
    else:
        grouped += f"WHERE {test}\nGROUP BY agency HAVING COUNT(*) {counted.operator if counted else '='} ?"
        parameters = (*parameters, int(counted.value) if counted else years)
    if intent.operation == "count":
        return f"SELECT COUNT(DISTINCT agency) AS agencies FROM (\n{grouped}\n)", parameters, ("agencies",)
    return f"{grouped} ORDER BY agency", parameters, ("agency", "lowest", "highest")


def times_of_years_sql(intent: Intent, years: Sequence[int]) -> Statement:
    """One year's figure as a multiple of another's."""
    first = intent.metrics[0].code
    named = list(dict.fromkeys(intent.years)) if len(intent.years) == 2 else [max(years), min(years)]
    start = totals_sql(intent.metrics) if intent.added_up else ""
    source = "totals" if intent.added_up else "figures"
    parts = [f"MAX(CASE WHEN year = ? THEN {first} END)" for _ in range(2)]
    columns = (*(f"{first}_{year}" for year in named), "times")
    shown = ", ".join(f"{part} AS {column}" for part, column in zip(parts, columns, strict=False))
    sql = f"{start}SELECT {shown},\n  1.0 * {parts[0]} / NULLIF({parts[1]}, 0) AS times\nFROM {source}"
    return sql, (*named, *named), columns


# ── from one year to another ─────────────────────────────────────────────────────────────────────


def changes_sql(intent: Intent, years: Sequence[int], condition: tuple[str, tuple[Any, ...]]) -> Statement:
    """Growth, rank, filter and count of moves; `condition` is what a move must pass to be listed or counted."""
    change = intent.change
    assert change is not None
    start, parameters = _changes(intent, change, () if change.each_year else years)
    columns = _change_columns(intent)
    shown = ", ".join(columns)
    if change.steady:
        return _steady(intent, change, start, len(years) - 1)
    if intent.operation == "rank":
        return _ranked(intent, change, start, parameters)
    if intent.operation == "growth":
        order = ", ".join(name for name in (_whose(intent), "year") if name in columns)
        return f"{start}SELECT {shown} FROM changes\nORDER BY {order}", parameters, columns
    test, tested = condition
    if intent.operation == "count":
        return (
            f"{start}SELECT COUNT(*) AS agencies FROM changes\nWHERE {test}",
            (*parameters, *tested),
            ("agencies",),
        )
    direction = "ASC" if change.direction < 0 else "DESC"
    last = f", {whose}" if (whose := _whose(intent)) else ""
    sql = f"{start}SELECT {shown} FROM changes\nWHERE {test}\nORDER BY {_measure(change)} {direction}{last}"
    return sql, (*parameters, *tested), columns


def _changes(intent: Intent, change: Change, years: Sequence[int]) -> tuple[str, tuple[Any, ...]]:
    """`changes`: each figure beside the earlier one, their difference, and that as a part of the earlier one."""
    metric, whose = intent.metrics[0], _whose(intent)
    totals = bool(intent.added_up or intent.grouped_by)
    name, source = metric.code, "totals" if totals else "figures"
    same = f"before.{whose} = now.{whose} AND " if whose else ""
    shown = f"now.{whose}, " if whose else ""
    pair = "before.year = now.year - 1"
    parameters: tuple[int, ...] = ()
    if years:
        pair, parameters = "now.year = ? AND before.year = ?", (max(years), min(years))
    difference = rounded(f"now.{name} - before.{name}", metric)
    key = f"{whose}, year" if whose else "year"
    start = totals_sql(intent.metrics[:1], key, intent.grouped_mean) if totals else ""
    head = f"{start.rstrip()}, changes AS (\n" if start else ", changes AS (\n"
    return (
        f"{head}  SELECT {shown}now.year, before.year AS year_before, now.{name}, before.{name} AS {name}_before,\n"
        f"    {difference} AS change,\n"
        f"    1.0 * (now.{name} - before.{name}) / NULLIF(before.{name}, 0) AS growth\n"
        f"  FROM {source} AS now JOIN {source} AS before ON {same}{pair}\n)\n"
    ), parameters


def _whose(intent: Intent) -> str:
    """The column that says whose a move is: an agency, a province; "" for that of all together."""
    return intent.grouped_by or ("" if intent.added_up else "agency")


def _change_columns(intent: Intent) -> tuple[str, ...]:
    name, whose = intent.metrics[0].code, _whose(intent)
    keys = (whose, "year") if whose else ("year",)
    return (*keys, "year_before", name, f"{name}_before", "change", "growth")


def _measure(change: Change) -> str:
    """What moves are ranked by; a change of either direction by its size."""
    measure = "growth" if change.relative else "change"
    return measure if change.direction or change.whole else f"ABS({measure})"


def _ranked(intent: Intent, change: Change, start: str, parameters: tuple[Any, ...]) -> Statement:
    """The n that moved most; who moved the other way did not move least."""
    columns, measure = _change_columns(intent), _measure(change)
    direction = "DESC" if intent.descending else "ASC"
    sign = "" if change.whole else {1: " AND change > 0", -1: " AND change < 0"}.get(change.direction, "")
    ranked = f"SELECT *, RANK() OVER (ORDER BY {measure} {direction}) AS place\n  FROM changes WHERE {measure} IS NOT NULL{sign}"
    sql = f"{start}SELECT {', '.join(columns)} FROM (\n  {ranked}\n)\nWHERE {places(intent)}\nORDER BY place, {_whose(intent) or 'year'}"
    return sql, (*parameters, intent.n), columns


def _steady(intent: Intent, change: Change, start: str, moves: int) -> Statement:
    """Who moved the same way in every year asked about, and has a report on each."""
    way = "<" if change.direction < 0 else ">"
    sign = intent.condition.operator if intent.condition and intent.condition.metric == "change" else way
    grouped = f"SELECT agency FROM changes WHERE change {sign} 0\n  GROUP BY agency HAVING COUNT(*) = ?"
    if intent.operation == "count":
        return f"{start}SELECT COUNT(*) AS agencies FROM (\n  {grouped}\n)", (moves,), ("agencies",)
    first = intent.metrics[0].code
    sql = (
        f"{start}SELECT agency, MIN({first}_before) AS lowest, MAX({first}) AS highest, SUM(change) AS change FROM changes\n"
        f"WHERE agency IN (\n  {grouped}\n)\nGROUP BY agency ORDER BY agency"
    )
    if change.direction < 0:
        sql = sql.replace(
            f"MIN({first}_before) AS lowest, MAX({first}) AS highest",
            f"MAX({first}_before) AS highest, MIN({first}) AS lowest",
        )
        return sql, (moves,), ("agency", "highest", "lowest", "change")
    return sql, (moves,), ("agency", "lowest", "highest", "change")
