"""Which figures a question asks for, in the shape that its operation takes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked_years import AskedYears
from assistant.intent import Metric, Operation
from assistant.mentions import Mention
from assistant.metrics import RATIO

_ONE_MONEY = ("sum", "rank", "agency_share", "difference", "times", "compare", "filter")
TAKES_ONE = (
    "rank",
    "position",
    "filter",
    "count",
    "average",
    "median",
    "means",
    "trend",
    "growth",
    "agency_share",
)


class AskedFigures(AskedYears):
    """The figures of one question."""

    def in_own_columns(self, earlier: Sequence[Metric]) -> list[Metric]:
        """The items asked about before in the columns this question names."""
        return self.maker.in_columns(earlier, self._codes("column"), self._shares())

    def _asks_reasons(self) -> bool:
        """不予公开的原因TOP3: the reasons of a group are its rows, where they are ranked or told apart."""
        if "sum" in self.cues or len(self._codes("item")) > 1:
            return False
        groups = {"refused", "unavailable", "not_processed"} & {
            code for mention in self.mentions for code in mention.codes("item")
        }
        told_apart = bool(self.cues & {"most", "least", "each", "compare", "rank"}) or self._top() is not None
        told_apart = told_apart or re.search("分布|构成|明细|breakdown", self.spotted.text) is not None
        return (
            bool(groups)
            and told_apart
            and re.search(r"原因|理由|情形|种|类|reason|ground|exemption", self.spotted.text) is not None
        )

    def _metrics(self) -> list[Metric]:
        items = self._items_in_order()
        columns = self._codes("column") or self._columns_of_verbs(items)
        if self._asks_reasons():
            self.cues.add("outcomes")
        groups = {"refused", "unavailable", "not_processed"}
        if "outcomes" in self.cues and not ("sum" in self.cues and groups & set(items)):  # 八类理由总共多少
            items = [code for code in items if code not in ("concluded", "application")]
            disputes = [code for code in items if self.vocabulary.items[code].table == "disputes"]
            if disputes and not columns:
                return self.maker.results(disputes[0])
            if not items or items == ["received"]:
                return self.maker.outcomes("all", columns[0] if columns else None)
            if items[0] in ("refused", "unavailable", "not_processed"):
                return self.maker.outcomes(items[0], columns[0] if columns else None)
        left_out = [
            code
            for mention in self.mentions
            if self._is_excepted(mention)
            for code in mention.codes("column")
        ]
        columns = [code for code in columns if code not in left_out]
        if "distribution" in self.cues and not columns:
            return self.maker.applicants(items[0] if items else "received", left_out)
        asked = sum(
            1 for mention in self.mentions if mention.has("cue", "quantity") or self._is_money(mention)
        )
        several = asked > 1 or len(self._thresholds()) > 1
        metrics = self.maker.metrics(items, columns, self._codes("rate"), self._shares(), several)
        return self.maker.added_up(metrics) if metrics and "sum" in self.cues and asked < 2 else metrics

    def _columns_of_verbs(self, items: Sequence[str]) -> list[str]:
        """Columns that a verb names beside its item: collected … fees is their amount."""
        return [
            verb.column
            for verb in self.vocabulary.verbs
            if verb.item in items and re.search(verb.pattern, self.spotted.text)
        ]

    def _items_in_order(self) -> list[str]:
        """The items named, by themselves or by a column of theirs (采购金额), in the question's order."""
        named, found = self._codes("item"), []
        for mention in self.mentions:
            found += [code for code in mention.codes("item") if code in named]
            found += [
                item for code in mention.codes("column") if (item := self.vocabulary.columns[code].item)
            ]
        return list(dict.fromkeys(found))

    def _is_money(self, mention: Mention) -> bool:
        return any(mention.has("column", code) for code in ("money", "amount", "fee_amount"))

    def _shaped(self, metrics: list[Metric], operation: Operation) -> list[Metric]:
        """Ranks, thresholds and aggregates take one figure: the ratio where a share is asked, else the last part named."""
        ratios = [metric for metric in metrics if metric.unit == RATIO]
        if operation == "agency_share":
            plain = [metric for metric in metrics if metric.over is None]
            return plain[-1:] or metrics
        if any(threshold.unit == "元" for threshold in self._thresholds()):
            metrics = [m for m in metrics if not (m.default and m.unit != "元")] or metrics
        if operation in ("filter", "count") and len(self._thresholds()) == len(metrics) == 2:
            return metrics
        changes = [m for m in metrics if m.of.columns == ("change",) and (not m.default or self._moved())]
        if operation in TAKES_ONE and changes:
            return changes[:1]
        if operation in TAKES_ONE and ratios:
            return ratios[:1]
        if operation in ("filter", "count") and metrics and all(m.default for m in metrics):
            return metrics[:1]
        if operation in _ONE_MONEY and len(metrics) > 1 and self._is_about_money(metrics):
            return [metric for metric in metrics if metric.unit == "元"]
        return metrics

    def _is_about_money(self, metrics: Sequence[Metric]) -> bool:
        asked = "money" in self._codes("column") or re.search(
            r"钱|花|元|money|spen[dt]|yuan", self.spotted.text
        )
        return bool(asked) and any(metric.unit == "元" for metric in metrics)

    def _metric_is_weak(self) -> bool:
        items = [self.vocabulary.items[code] for code in self._codes("item")]
        columns = [self.vocabulary.columns[code] for code in self._codes("column")]
        if self.cues & {"distribution", "outcomes"}:
            return False
        return all(item.weak for item in items) and not self._codes("rate") and all(c.weak for c in columns)
