"""Which reports a statement is about, and the figures it takes of each, as SQL on `reports AS r`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from assistant.bodies import kind_sql
from assistant.intent import Condition, Metric, Narrowing, Term

OTHER_SERVICES = "other_services"


class Scope(NamedTuple):
    """Which reports a question is about."""

    years: tuple[int, ...]
    agencies: tuple[str, ...] = ()  # () for all
    kind: str = "all"  # as bodies.py writes it: bureaus, district governments
    excluded: tuple[str, ...] = ()
    narrowed: tuple[Narrowing, ...] = ()  # of those, the ones that pass these tests
    sides: tuple[Scope, ...] = ()  # set beside each other: the reports of all of these


def metric_sql(metric: Metric) -> str:
    top = term_sql(metric.of)
    if metric.less:
        return f"{top} - {term_sql(metric.less)}"
    if metric.over is None:
        return top
    return f"1.0 * {top} / NULLIF({term_sql(metric.over)}, 0)"


def term_sql(term: Term) -> str:
    """One figure of one report as a scalar subquery; all blank gives NULL, never 0."""
    column = _column_sql(term)
    value = column if _is_one_row(term) else f"SUM({column})"
    return f"(SELECT {value} FROM {term.table} WHERE report_id = r.id AND {_rows_sql(term.rows)})"


class Joins:
    """The rows of the three tables that a statement on `reports AS r` joins, each once: quicker than a subquery a report."""

    def __init__(self) -> None:
        self._joins: dict[str, str] = {}  # alias: its join

    def metric(self, metric: Metric) -> str:
        """A metric as an expression over what is joined."""
        if metric.less:
            return f"{self.term(metric.of)} - {self.term(metric.less)}"
        if metric.over is None:
            return self.term(metric.of)
        return f"1.0 * {self.term(metric.of)} / NULLIF({self.term(metric.over)}, 0)"

    def term(self, term: Term) -> str:
        """One row's figure from that row joined; a sum of several stays a subquery."""
        if not (_is_one_row(term) and term.rows[0].isascii()):  # a service's own row has no name for an alias
            return term_sql(term)
        alias = f"{term.rows[0]}_row"
        self._joins[alias] = (
            f"  LEFT JOIN {term.table} AS {alias} ON {alias}.report_id = r.id AND {alias}.row = {literal(term.rows[0])}\n"
        )
        return _column_sql(term, f"{alias}.")

    def __str__(self) -> str:
        return "".join(self._joins.values())


def _is_one_row(term: Term) -> bool:
    return len(term.rows) == 1 and term.rows[0] != OTHER_SERVICES


def _column_sql(term: Term, of: str = "") -> str:
    columns = [f"{of}{column}" for column in term.columns]
    if len(columns) == 1:
        return columns[0]
    if term.whole:
        return f"({' + '.join(columns)})"
    either = f"COALESCE({', '.join(columns)})"
    if term.either:
        return either
    total = " + ".join(f"COALESCE({column}, 0)" for column in columns)
    return f"CASE WHEN {either} IS NOT NULL THEN {total} END"


def _rows_sql(rows: Sequence[str]) -> str:
    listed = ", ".join(map(literal, rows))
    one = f"row = {listed}" if len(rows) == 1 else f"row IN ({listed})"
    if OTHER_SERVICES in rows:
        return f"({one} OR row LIKE '{OTHER_SERVICES}/%')"  # some reports print sub-rows only
    return one


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def scope_sql(scope: Scope) -> tuple[str, tuple[Any, ...]]:
    """The condition on `reports AS r` for a scope, with its parameters."""
    if scope.sides:
        parts = [scope_sql(side) for side in scope.sides]
        return " OR ".join(f"({where})" for where, _ in parts), tuple(p for _, own in parts for p in own)
    conditions: list[str] = []
    parameters: list[Any] = []
    for column, values in (("r.year", scope.years), ("r.agency", scope.agencies)):
        if len(values) == 1:
            conditions.append(f"{column} = ?")
        elif values:
            conditions.append(f"{column} IN ({', '.join('?' * len(values))})")
        parameters += values
    if scope.excluded:
        conditions.append(f"r.agency NOT IN ({', '.join('?' * len(scope.excluded))})")
        parameters += scope.excluded
    if condition := kind_sql(scope.kind):
        conditions.append(condition)
    for number, narrowing in enumerate(scope.narrowed):
        passed, more = _narrowing_sql(narrowing, before(scope, number))
        conditions.append(passed)
        parameters += more
    return " AND ".join(conditions) or "1", tuple(parameters)


def condition_sql(condition: Condition | None, name: str) -> tuple[str, tuple[Any, ...]]:
    if condition is None:
        return f"{name} IS NOT NULL", ()
    tested = condition.metric or name
    parameters: tuple[Any, ...]
    if condition.operator == "between":
        sql, parameters = f"{tested} BETWEEN ? AND ?", (condition.value, condition.upper)
    elif condition.than:
        sql, parameters = f"{tested} {condition.operator} {condition.than.code}", ()
    else:
        sql, parameters = f"{tested} {condition.operator} ?", (condition.value,)
    if condition.also is None:
        return sql, parameters
    more, others = condition_sql(condition.also, name)
    return f"({sql} {'OR' if condition.either else 'AND'} {more})", (*parameters, *others)


# ── who passes a test ────────────────────────────────────────────────────────────────────────────


def before(scope: Scope, number: int) -> Scope:
    """Whom a test of a scope is held among: those who passed the tests before it, of its own crowd where it has one."""
    among = scope.narrowed[number].among
    base = scope._replace(narrowed=scope.narrowed[:number])
    return base._replace(agencies=among.agencies, kind=among.kind) if among else base


def year_of(narrowing: Narrowing, scope: Scope) -> int:
    """The year whose figures a test is of: the one said with it, else the latest asked about."""
    return max(narrowing.years or scope.years)


def _narrowing_sql(narrowing: Narrowing, scope: Scope) -> tuple[str, tuple[Any, ...]]:
    """The condition on `reports AS r` that leaves the agencies of a scope whose figure passes a test."""
    value = metric_sql(narrowing.metric)
    order = "DESC" if narrowing.descending else "ASC"
    if narrowing.picks_year:
        everyone, parameters = scope_sql(scope)
        ranked = (
            f"SELECT r.year, RANK() OVER (ORDER BY {value} {order}) AS place"
            f" FROM reports AS r WHERE {everyone} AND {value} IS NOT NULL"
        )
        return f"r.year IN (SELECT year FROM ({ranked}) WHERE place = 1)", parameters
    year = year_of(narrowing, scope)
    everyone, parameters = scope_sql(scope._replace(years=(year,)))
    more: tuple[Any, ...]
    if narrowing.n:
        ranked = (
            f"SELECT r.agency, RANK() OVER (ORDER BY {value} {order}) AS place"
            f" FROM reports AS r WHERE {everyone} AND {value} IS NOT NULL"
        )
        test = "place = ?" if narrowing.only_place else "place <= ?"
        return f"r.agency IN (SELECT agency FROM ({ranked}) WHERE {test})", (*parameters, narrowing.n)
    if narrowing.shared:
        same = f"SELECT {value} FROM reports AS r WHERE {everyone} GROUP BY 1 HAVING COUNT(*) > 1"
        test, more = f"{value} IN ({same})", parameters
    elif narrowing.condition:
        test, more = condition_sql(narrowing.condition, value)
    elif narrowing.other:
        test, more = f"{value} {narrowing.operator} {metric_sql(narrowing.other)}", ()
    elif narrowing.than:
        marks = ", ".join("?" * len(narrowing.than.agencies))
        theirs = f"(SELECT {value} FROM reports AS r WHERE r.agency IN ({marks}) AND r.year = ?)"
        others = f" AND r.agency NOT IN ({marks})" if narrowing.operator == "=" else ""
        test = f"{value} {narrowing.operator} {theirs}{others}"
        more = (*narrowing.than.agencies, year, *(narrowing.than.agencies if others else ()))
    else:
        test, more = f"{value} {narrowing.operator} ({mean_sql(narrowing, everyone)})", parameters
    return f"r.agency IN (SELECT r.agency FROM reports AS r WHERE {everyone} AND {test})", (
        *parameters,
        *more,
    )


def mean_sql(narrowing: Narrowing, everyone: str) -> str:
    """The average or the median of a figure over the reports of a condition."""
    value = metric_sql(narrowing.metric)
    if narrowing.mean == "average":
        return f"SELECT AVG({value}) FROM reports AS r WHERE {everyone}"
    known = f"SELECT {value} AS value FROM reports AS r WHERE {everyone} AND {value} IS NOT NULL"
    middle = (
        f"SELECT value, ROW_NUMBER() OVER (ORDER BY value) AS place, COUNT(*) OVER () AS n FROM ({known})"
    )
    return f"SELECT AVG(value) FROM ({middle}) WHERE place IN ((n + 1) / 2, (n + 2) / 2)"
