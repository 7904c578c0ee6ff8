"""The statistics route: Intent → plan → evidence → answer, with every figure's cells and what must be said beside it."""

from __future__ import annotations

import re

from assistant.agencies import Directory
from assistant.conversation import Answer
from assistant.declining import (
    clarify_agency,
    clarify_item,
    clarify_part,
    clarify_whole,
    needs_several,
    not_in_form,
)
from assistant.figures.compose import Composer
from assistant.figures.compose_narrowed import Narrowed
from assistant.figures.evidence import Evidence, Figures
from assistant.figures.evidenced import Reading
from assistant.figures.settling import settle
from assistant.figures.sql import edition_has, intent_to_plan
from assistant.figures.sql_scope import Scope, before, mean_sql, scope_sql, year_of
from assistant.guard import Queries
from assistant.intent import OF_ONE_FIGURE, AgencyGroup, Condition, Intent, Metric
from index.kinds import is_bureau

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

    def __init__(self, directory: Directory, queries: Queries) -> None:
        self.directory = directory
        self.queries = queries

    def answer(self, intent: Intent) -> Answer:
        """The answer, a question back, or why there is none."""
        early = self._ask_back(intent)
        if early:
            return early
        reading = settle(self.directory, intent)
        if isinstance(reading, Answer):
            return reading
        editions = self._editions(reading.scope)
        outside = self._outside_the_form(reading.intent, set(editions))
        if outside:
            return outside
        intent = _without_unknown_defaults(reading.intent, set(editions))
        if len(intent.metrics) > 1 and _needs_one_figure(intent):
            intent = _without_unknown_defaults(intent, set(editions[:1]))
        reading = reading._replace(intent=intent)
        if len(reading.intent.metrics) > 1 and _needs_one_figure(reading.intent):
            return clarify_item(reading.intent)
        if (
            intent.operation in ("average", "median", "means")
            and len(reading.scope.agencies) == len(reading.scope.years) == 1
        ):
            return needs_several(intent)
        plan = intent_to_plan(reading.intent, reading.scope)
        evidence = Evidence(self.queries, plan, reading.intent.metrics)
        narrowed = [self._narrowed(reading, number) for number in range(len(reading.scope.narrowed))]
        places = self.directory.places(intent.place) if intent.place else None
        return Composer(reading, plan, evidence, self._outsider(reading, evidence), narrowed, places).answer()

    def _narrowed(self, reading: Reading, number: int) -> Narrowed:
        """One test that narrows the question, with the figures that prove it."""
        narrowing = reading.scope.narrowed[number]
        year = year_of(narrowing, reading.scope)
        among = before(reading.scope, number)
        if not narrowing.picks_year:
            among = among._replace(years=(year,))
        metrics = tuple(metric for metric in (narrowing.metric, narrowing.other) if metric)
        ask = Intent("", "", reading.intent.language, "list", metrics, descending=narrowing.descending)

        def figures(scope: Scope) -> Evidence:
            return Evidence(self.queries, intent_to_plan(ask, scope), metrics)

        passed = figures(among._replace(narrowed=(*among.narrowed, narrowing._replace(among=None))))
        if narrowing.than:
            theirs = Scope((year,), narrowing.than.agencies)
            return Narrowed(narrowing, passed, figures(theirs))
        if not narrowing.mean:
            return Narrowed(narrowing, passed, None if passed.count else figures(among))
        everyone, parameters = scope_sql(among)
        ((mean,),) = self.queries.execute(mean_sql(narrowing, everyone), parameters)
        return Narrowed(narrowing, passed, figures(among), mean)

    def _outsider(self, reading: Reading, evidence: Evidence) -> tuple[Figures, Evidence] | None:
        """The government that would have led a ranking of bureaus, with its cells; None when there is none."""
        intent, scope = reading.intent, reading.scope
        ranked = intent.operation == "rank" and not intent.change and not intent.grouped_by
        if scope.kind not in ("bureaus", "departments") or not ranked or not evidence.rows:
            return None
        best = evidence.rows[0][evidence.plan.columns.index(intent.metrics[0].code)]
        beats = Condition(">" if intent.descending else "<", best)
        first = intent._replace(operation="filter", metrics=intent.metrics[:1], condition=beats)
        plan = intent_to_plan(first, scope._replace(kind="all"))
        better = [row for row in self.queries.execute(plan.sql, plan.parameters) if not is_bureau(row[0])]
        if not better:
            return None
        leader = better[0 if intent.descending else -1][0]
        plan = intent_to_plan(
            first._replace(operation="lookup"), scope._replace(kind="all", agencies=(leader,), narrowed=())
        )
        evidence = Evidence(self.queries, plan, first.metrics)
        return evidence.figures[0], evidence

    # ── asking back ──

    def _ask_back(self, intent: Intent) -> Answer | None:
        for narrowing in intent.narrowed:
            if narrowing.than and len(narrowing.than.agencies) > 1:
                name = narrowing.than
                return clarify_agency(intent, name.text, name.start, name.end, name.agencies)
        for group in intent.groups:
            if len(group.agencies) > 1 and not group.all_meant and not self._wants_all(intent):
                return clarify_agency(intent, group.text, group.start, group.end, group.agencies)
            if len(group.agencies) > 1 and not (group.all_meant or intent.both_meant) and group.are_namesakes:
                return clarify_agency(intent, group.text, group.start, group.end, group.agencies)
            if (_over_years(intent) or _adds_places(intent)) and self._could_be_its_own(group, intent):
                return clarify_agency(intent, group.text, group.start, group.end, group.agencies)
            if (
                self._only_holds(group)
                and intent.operation == "lookup"
                and not (intent.inherited or intent.crowd)
            ):
                return clarify_part(intent, group)
        return clarify_whole(intent) if not intent.sides and self._lacks_whole(intent) else None

    def _only_holds(self, group: AgencyGroup) -> bool:
        """A place said alone whose one agency here is of a lower place: of 杭州 there is only 西湖区, and that is not it."""
        if len(group.agencies) != 1 or group.has_office or group.all_meant or len(group.places) != 1:
            return False
        own = self.directory.agencies_called([(place, "seat") for place in group.places])
        return bool(own) is False and group.agencies[0] not in own

    def _could_be_its_own(self, group: AgencyGroup, intent: Intent) -> bool:
        """昆山四年一共: a place said alone that has a body of its own beside others, and no word that takes all of them."""
        place = len(group.agencies) > 1 and not (group.has_office or group.all_meant or intent.both_meant)
        if not place or not group.places or re.search(_WITHIN, intent.text[: group.start]):
            return False
        return self.directory.has_government(group.places[-1])

    def _lacks_whole(self, intent: Intent) -> bool:
        """A share is asked of a figure that is itself a whole, and nothing says of what."""
        alone = intent.operation in ("lookup", "list", "compare", "sum", "rank")
        plain = all(metric.over is None and metric.of.columns == ("total",) for metric in intent.metrics)
        return intent.asks_share and alone and plain and len(intent.metrics) == 1 and not intent.condition

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
        return (
            intent.both_meant
            or wide
            or (intent.superlative and intent.operation in ("difference", "times"))
            or intent.added_up == "agencies"
            or (intent.change is not None and intent.operation != "growth")
        )

    # ── editions ──

    def _outside_the_form(self, intent: Intent, editions: set[str]) -> Answer | None:
        """A figure asked for that the edition of the reports asked about does not have."""
        lacking = [m for m in intent.metrics if not any(edition_has(m.of, edition) for edition in editions)]
        asked = lacking if len(lacking) == len(intent.metrics) else [m for m in lacking if not m.default]
        if not editions or not asked:
            return None
        return not_in_form(intent, asked[0], sorted(editions), self._nearest(asked[0], editions))

    def _editions(self, scope: Scope) -> list[str]:
        """The editions of the form that the reports asked about use in table 二, the most used first."""
        where, parameters = scope_sql(scope)
        rows = self.queries.execute(
            f"SELECT r.edition FROM reports AS r WHERE {where} AND r.edition != ''"
            " GROUP BY r.edition ORDER BY COUNT(*) DESC",
            parameters,
        )
        return [edition for (edition,) in rows]

    def _nearest(self, metric: Metric, editions: set[str]) -> str | None:
        column = _NEAREST.get(metric.of.columns[0])
        if column is None:
            return None
        near = metric.of._replace(columns=(column,))
        return column if any(edition_has(near, edition) for edition in editions) else None


_WITHIN = r"\b(?:in|within|across|throughout) (?:the )?(?:whole )?$|在$"


def _adds_places(intent: Intent) -> bool:
    """海淀和南山一共: places named beside each other are each one's own."""
    alone = [group for group in intent.groups if not (group.has_office or group.all_meant)]
    return len(alone) > 1 and intent.operation in ("sum", "average")


def _over_years(intent: Intent) -> bool:
    """Whether several years' figures are added up, averaged or set beside each other."""
    several = intent.all_years or len(intent.years) > 1
    told = ("sum", "average", "median", "means", "top_year")
    return several and intent.operation in told and not (intent.crowd or intent.grouped_by or intent.narrowed)


def _needs_one_figure(intent: Intent) -> bool:
    """Ranks, thresholds and averages are of one figure; a difference is of two agencies or of two like figures."""
    if intent.operation in ("filter", "count") and intent.narrowed and not intent.condition:
        return False  # both figures of a comparison are shown
    if intent.condition and intent.condition.than:
        return False
    if intent.operation in ("filter", "count") and intent.condition and intent.condition.also:
        return not intent.condition.metric  # a condition for each of two figures
    if intent.change or intent.operation == "top_year":
        return True
    if intent.operation not in ("difference", "times"):
        return intent.operation in OF_ONE_FIGURE
    return (
        len(intent.agencies) > 1
        or len(intent.metrics) > 2
        or len({metric.unit for metric in intent.metrics}) > 1
    )


def _without_unknown_defaults(intent: Intent, editions: set[str]) -> Intent:
    """Of the columns a row is usually asked by, those that the reports' editions have."""
    known = tuple(m for m in intent.metrics if not m.default or any(edition_has(m.of, e) for e in editions))
    return intent._replace(metrics=known) if known else intent
