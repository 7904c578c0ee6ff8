"""The statistics route: Intent → plan → evidence → answer, with every figure's cells and what must be said beside it."""

from __future__ import annotations

from assistant.agencies import Directory
from assistant.compose import Composer
from assistant.conversation import Answer
from assistant.declining import (
    clarify_agency,
    clarify_item,
    needs_several,
    needs_two_years,
    not_in_form,
    year_not_indexed,
)
from assistant.evidenced import Reading
from assistant.figures import Evidence, Figures, gather
from assistant.intent import Intent, Metric, Term
from assistant.sql import Scope, intent_to_plan, scope_sql
from assistant.wording import join_names, pick
from index.form import EDITIONS
from index.kinds import is_bureau

_ONE_FIGURE = ("rank", "position", "filter", "count", "average", "median", "growth", "agency_share", "times")
_NEAREST = {
    "in_force": "public_total",
    "issued": "made",
    "repealed": "published",
    "made": "issued",
    "public_total": "in_force",
    "published": "issued",
}


class StatisticsRoute:
    """Answers questions on the figures of the three tables."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.connection = directory.connection

    def answer(self, intent: Intent) -> Answer:
        """The answer, a question back, or why there is none."""
        early = self._ask_back(intent)
        if early:
            return early
        reading = self._settle(intent)
        if isinstance(reading, Answer):
            return reading
        editions = self._editions(reading.scope)
        outside = self._outside_the_form(reading.intent, editions)
        if outside:
            return outside
        reading = reading._replace(intent=_without_unknown_defaults(reading.intent, editions))
        if len(reading.intent.metrics) > 1 and _needs_one_figure(reading.intent):
            return clarify_item(reading.intent)
        if (
            intent.operation in ("average", "median")
            and len(reading.scope.agencies) == len(reading.scope.years) == 1
        ):
            return needs_several(intent)
        plan = intent_to_plan(reading.intent, reading.scope)
        evidence = gather(self.connection, plan, reading.intent.metrics, None)
        return Composer(reading, plan, evidence, self._outsider(reading, evidence)).answer()

    def _outsider(self, reading: Reading, evidence: Evidence) -> tuple[Figures, Evidence] | None:
        """The government that would have led a ranking of bureaus, with its cells; None when there is none."""
        intent, scope = reading.intent, reading.scope
        if scope.kind not in ("bureaus", "departments") or intent.operation != "rank" or not evidence.rows:
            return None
        best = evidence.rows[0][evidence.plan.columns.index(intent.metrics[0].code)]
        plan = intent_to_plan(intent._replace(operation="lookup"), scope._replace(kind="all"))
        everyone = gather(self.connection, plan, intent.metrics[:1], ())
        better = [
            f
            for f in everyone.figures
            if not is_bureau(f.agency) and _beats(f.values[0], best, intent.descending)
        ]
        if not better:
            return None
        leader = sorted(better, key=lambda f: f.values[0] or 0, reverse=intent.descending)[0]
        return leader, gather(self.connection, plan, intent.metrics[:1], [leader.agency])

    # ── asking back ──

    def _ask_back(self, intent: Intent) -> Answer | None:
        for group in intent.groups:
            if len(group.agencies) > 1 and not group.all_meant and not self._wants_all(intent):
                return clarify_agency(intent, group.text, group.start, group.end, group.agencies)
        return None

    def _wants_all(self, intent: Intent) -> bool:
        """Whether all the agencies a name fits are meant: 黄埔区的两个单位, 广东的局里最多的."""
        wide = intent.operation not in (
            "lookup",
            "compare",
            "difference",
            "times",
            "position",
            "agency_share",
            "trend",
            "growth",
        )
        return intent.both_meant or wide

    # ── years ──

    def _settle(self, intent: Intent) -> Reading | Answer:
        indexed = self.directory.years_of(intent.agencies) if intent.agencies else self.directory.years()
        notes: list[str] = []
        if intent.years:
            known = tuple(year for year in intent.years if year in indexed)
            lost = [year for year in intent.years if year not in indexed]
            if not known or (lost and intent.operation in ("difference", "growth")):
                return year_not_indexed(intent, lost, indexed)
            if lost:
                said = join_names([str(year) for year in lost], intent.language)
                notes.append(pick(intent.language, f"{said} 年没有收录。", f"{said} is not indexed."))
            years = known
        elif intent.operation in ("trend", "growth"):
            years = tuple(sorted(indexed))
        else:
            usual = self._usual_year(intent)
            years = (usual,)
            if len(indexed) > 1:
                notes.append(
                    pick(
                        intent.language,
                        f"问题没有说哪一年，按 {usual} 年回答；收录的年份有 {join_names([str(y) for y in indexed], 'zh')}。",
                        f"No year was named; read as {usual}. Years indexed: {join_names([str(y) for y in indexed], 'en')}.",
                    )
                )
        if intent.operation == "growth" and intent.years:
            years = tuple(sorted({*years, *(year - 1 for year in years if year - 1 in indexed)}))
        if intent.operation in ("growth", "trend") and len(years) < 2:
            return needs_two_years(intent, indexed)
        among_all = intent.operation in ("agency_share", "position")  # one agency beside all the others
        agencies = intent.crowd if among_all else intent.agencies
        kind = intent.scope if not agencies else "all"
        return Reading(intent, Scope(tuple(years), agencies, kind, intent.excluded), tuple(notes))

    def _usual_year(self, intent: Intent) -> int:
        """The year meant when none is named: the latest that (nearly) all the agencies meant have reported on.

        One early report on a new year must not turn a question about everybody into one about itself.
        """
        where, parameters = scope_sql(
            Scope((), intent.agencies, intent.scope if not intent.groups else "all")
        )
        rows = self.connection.execute(
            f"SELECT r.year, COUNT(*) FROM reports AS r WHERE {where} GROUP BY r.year ORDER BY r.year DESC",
            parameters,
        ).fetchall()
        fullest = max((count for _, count in rows), default=0)
        enough = fullest if intent.agencies else fullest / 2
        return next((year for year, count in rows if count >= enough), self.directory.years()[0])

    # ── editions ──

    def _outside_the_form(self, intent: Intent, editions: set[str]) -> Answer | None:
        """A figure asked for that the edition of the reports asked about does not have."""
        for metric in intent.metrics:
            if (
                editions
                and not metric.default
                and not any(_edition_has(metric.of, edition) for edition in editions)
            ):
                return not_in_form(intent, metric, sorted(editions), self._nearest(metric, editions))
        return None

    def _editions(self, scope: Scope) -> set[str]:
        """The editions of the form that the reports asked about use in table 二."""
        where, parameters = scope_sql(scope)
        rows = self.connection.execute(
            f"SELECT DISTINCT r.edition FROM reports AS r WHERE {where} AND r.edition != ''", parameters
        )
        return {edition for (edition,) in rows}

    def _nearest(self, metric: Metric, editions: set[str]) -> str | None:
        column = _NEAREST.get(metric.of.columns[0])
        if column is None:
            return None
        near = metric.of._replace(columns=(column,))
        return column if any(_edition_has(near, edition) for edition in editions) else None


def _needs_one_figure(intent: Intent) -> bool:
    """Ranks, thresholds and averages are of one figure; a difference is of two agencies or of two like figures."""
    if intent.operation in ("filter", "count") and intent.condition and intent.condition.also:
        return not intent.condition.metric  # a condition for each of two figures
    if intent.operation != "difference":
        return intent.operation in _ONE_FIGURE
    return (
        len(intent.agencies) > 1
        or len(intent.metrics) > 2
        or len({metric.unit for metric in intent.metrics}) > 1
    )


def _without_unknown_defaults(intent: Intent, editions: set[str]) -> Intent:
    """Of the columns a row is usually asked by, those that the reports' editions have."""
    known = tuple(m for m in intent.metrics if not m.default or any(_edition_has(m.of, e) for e in editions))
    return intent._replace(metrics=known) if known else intent


def _edition_has(term: Term, edition: str) -> bool:
    cells = EDITIONS[edition][term.table].cells
    return any((row.split("/")[0], column) in cells for row in term.rows for column in term.columns)


def _beats(value: float | None, best: float, descending: bool) -> bool:
    return value is not None and (value > best if descending else value < best)
