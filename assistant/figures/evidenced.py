"""What an answer is worded from: the question as read, the evidence, and the citations gathered on the way."""

from __future__ import annotations

from typing import NamedTuple

from assistant.figures.citing import CitationList
from assistant.figures.evidence import Evidence, Figures, PrintedCell
from assistant.figures.sql import Plan
from assistant.figures.sql_scope import Scope
from assistant.intent import Intent, Metric
from assistant.wording import pick

MOST_ROWS_IN_WORDS = 12


class Reading(NamedTuple):
    """An intent with its scope settled: which years, which agencies, and what was assumed on the way."""

    intent: Intent
    scope: Scope
    notes: tuple[str, ...] = ()


class Evidenced:
    """Evidence with its citations; a figure's cells are found here."""

    def __init__(
        self,
        reading: Reading,
        plan: Plan,
        evidence: Evidence,
        outsider: tuple[Figures, Evidence] | None = None,
    ) -> None:
        self.outsider = outsider
        self.intent = reading.intent
        self.language = reading.intent.language
        self.scope = reading.scope
        self.plan = plan
        self.evidence = evidence
        self.metrics = reading.intent.metrics
        self.citations = CitationList()
        self.caveats = list(reading.notes)

    def say(self, zh: str, en: str) -> str:
        return pick(self.language, zh, en)

    def cells(self, metric: Metric, figure: Figures) -> list[PrintedCell]:
        return [cell for term in metric.terms for cell in self.evidence.cells_behind(term, figure.report_id)]

    def divides_by_zero(self, metric: Metric, figure: Figures) -> bool:
        """A rate of nothing: its whole is printed and is 0."""
        if metric.over is None:
            return False
        whole = [cell.value for cell in self.evidence.cells_behind(metric.over, figure.report_id)]
        return bool(whole) and None not in whole and not any(whole)
