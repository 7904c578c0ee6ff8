"""What a question wants done with the figures: look up, rank, compare, add up, test."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.asked_figures import AskedFigures
from assistant.intent import Condition, Metric, Operation

_WHO_ARE_THEY = r"有哪几家|是哪几家|哪几家|有哪些|是哪些|都有谁|是谁"
_FALLS = r"减少|下降|decrease|fell|drop|fewer items|go down"
_LESS = r"更少|更低|更小|谁少|哪个少|smaller|fewer|lower|\bless\b(?! than)"
_AGENCY_WORDS = "单位|机关|机构|局|部门|报告|agenc|bureau|report|bod|unit|authorit"


class AskedOperation(AskedFigures):
    """The operation of one question."""

    def _operation(self, metrics: Sequence[Metric]) -> tuple[Operation, int, bool]:
        cues, top = self.cues, self._top()
        told = top.descending if top else None
        if told and "least" in cues and "most" not in cues:
            told = False  # 前三名最少的
        descending = told if told is not None else not self._asks_lowest()
        several = len(self.groups) > 1 or (
            len(self.groups) == 1 and len(self.groups[0].agencies) > 1 and "two_both" in cues
        )
        if "check" in cues:
            return "check", 1, True
        if "missing" in cues:
            return "missing", 1, True
        if "position" in cues:
            return "position", 1, descending
        if self._asks_top_item(metrics):
            return "top_item", top.n if top else 1, descending
        if top:
            return "rank", top.n, descending
        if "growth" in cues and not self._change_is_a_column(metrics):
            return "growth", 1, True
        if "trend" in cues and not self._change_is_a_column(metrics):
            return "trend", 1, True
        if "times" in cues and several:
            return "times", 1, True
        extremes = cues >= {"most", "least"}
        if "difference" in cues and (
            several
            or extremes
            or (len(metrics) > 1 and self._names_one_agency())
            or len(self._years()) == 2
            or not (self.groups or metrics)
        ):
            return "difference", 1, True
        if cues & {"most", "least"} and not cues & {"rank", "rank_ascending"}:
            return "rank", 1, descending
        return self._plain_operation(several), 1, descending

    def _asks_lowest(self) -> bool:
        """最少; and 减少得最多, the most negative change."""
        lowest = (
            bool(self.cues & {"least", "rank_ascending"}) or re.search(_LESS, self.spotted.text) is not None
        )
        falls = "change" in self._codes("column") and re.search(_FALLS, self.spotted.text) is not None
        return lowest != falls

    def _asks_top_item(self, metrics: Sequence[Metric]) -> bool:
        """哪种理由最多, 哪类申请人最多: the highest of several figures, not of several agencies."""
        ranks = bool(self.cues & {"most", "least"}) or self._top() is not None
        return ranks and len(metrics) > 2 and bool(self.cues & {"distribution", "outcomes"})

    def _change_is_a_column(self, metrics: Sequence[Metric]) -> bool:
        """本年增/减 is printed in the form; only other figures need two years to tell their change."""
        return any(metric.of.columns == ("change",) for metric in metrics)

    def _plain_operation(self, several: bool) -> Operation:
        cues = self.cues
        if cues & {"rank", "rank_ascending"}:
            return "list" if not several else "compare"
        if "median" in cues:
            return "median"
        if "average" in cues:
            return "average"
        if "count" in cues:
            return "filter" if re.search(_WHO_ARE_THEY, self.spotted.text) else "count"
        if cues & {"zero", "nonzero"} and not self._names_one_agency():
            return "filter"
        if self._is_agency_share():
            return "agency_share"
        if several and "sum" in cues:
            return "sum"
        if several:
            return "compare"
        if self.groups and (self._names_one_agency() or not self._is_wide()):
            return "lookup"
        if "sum" in cues or (
            not self.groups
            and "each" not in cues
            and "which" not in cues
            and cues & {"agencies"}
            and "quantity" in cues
        ):
            return "sum"
        if "which" in cues and not self.groups and "quantity" not in cues:
            return "filter"
        return "list"

    def _is_agency_share(self) -> bool:
        """黄埔区政府占全部单位的比例: one agency's part of all of them, with no kind of applicant named."""
        if not (self._shares() and self._names_one_agency()):
            return False
        if any(self.vocabulary.columns[code].table == "applications" for code in self._codes("column")):
            return False
        crowd = (m for m in self.mentions if m.has("cue", "agencies") or m.has("cue", "each"))
        return bool(self.crowd) or any(re.search(_AGENCY_WORDS, mention.text) for mention in crowd)

    def _condition(self, metrics: Sequence[Metric]) -> Condition | None:
        thresholds = self._thresholds()
        if thresholds:
            conditions = [Condition(t.operator, t.value, t.upper) for t in thresholds[:2]]
            if len(conditions) == len(metrics) == 2:
                conditions = [c._replace(metric=m.code) for c, m in zip(conditions, metrics, strict=True)]
            first, *more = conditions
            return first._replace(also=more[0]) if more else first
        if self._change_is_a_column(metrics) and self._operation(metrics)[0] in ("filter", "count"):
            moves: Literal["!=", ">"] = (
                "!=" if re.search(r"变动|变化|增减|change", self.spotted.text) else ">"
            )
            return Condition("<" if re.search(_FALLS, self.spotted.text) else moves, 0)
        if "zero" in self.cues:
            return Condition("=", 0)
        if "nonzero" in self.cues:
            return Condition(">", 0)
        operation = self._operation(metrics)[0]
        return Condition(">", 0) if metrics and operation in ("filter", "count") else None

    def _scope(self) -> Literal["all", "bureaus", "governments"]:
        if "governments" in self.cues and "bureaus" not in self.cues:
            return "governments"
        return "bureaus" if "bureaus" in self.cues else "all"
