"""Kinds of bodies set beside each other as SQL: one row a side, their difference, or one over the other."""

from __future__ import annotations

from assistant.figures.sql_years import Statement, of_group_sql, source_sql
from assistant.intent import Intent


def sides_sql(intent: Intent) -> Statement:
    """Each side's figures added up (or their mean); `figures` holds the number of the side that a report is of."""
    names = tuple(metric.code for metric in intent.metrics)
    shown = ", ".join(f"{of_group_sql(m, intent.sides_mean)} AS {m.code}" for m in intent.metrics)
    source = source_sql(intent.metrics, "side", intent.sides_mean)
    start = f", sides AS (\n  SELECT side, COUNT(DISTINCT agency) AS agencies, {shown} FROM {source} GROUP BY side\n)\n"
    if intent.operation == "compare":
        labels = " ".join("WHEN ? THEN ?" for _ in intent.sides)
        said = tuple(part for number, side in enumerate(intent.sides) for part in (number, side.said))
        columns = ("side", *names)
        sql = f"{start}SELECT CASE side {labels} END AS side, {', '.join(names)} FROM sides\nORDER BY {names[0]} DESC"
        return sql, said, columns
    first, second = (f"MAX(CASE WHEN side = {number} THEN {names[0]} END)" for number in range(2))
    value = (
        f"{first} - {second}" if intent.operation == "difference" else f"1.0 * {first} / NULLIF({second}, 0)"
    )
    sql = f"{start}SELECT {first} AS first, {second} AS second, {value} AS {intent.operation} FROM sides"
    return sql, (), ("first", "second", intent.operation)
