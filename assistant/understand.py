"""Question + what was asked before → Intent: every meaning found is given a part to play, and nothing is guessed.

A name that fits several agencies stays several (the router asks back); words that nothing explains are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from assistant.agencies import Directory
from assistant.bodies import is_kind_cue, kind_named, with_default_sort
from assistant.follow_up import completed, corrected, is_fragment, of_kind
from assistant.intent import AgencyGroup, Condition, Intent, Metric, Operation
from assistant.mentions import AgencyTerm, Mention, Spotted, Threshold, Top, Years, spot
from assistant.metrics import RATIO, MetricMaker
from assistant.names import find_groups, is_said_of_all, kind_of
from assistant.numerals import CHINESE_NUMBER, with_form_years
from assistant.vocabulary import Vocabulary
from index.characters import simplify


def understand(
    question: str,
    vocabulary: Vocabulary,
    directory: Directory,
    before: Sequence[str] = (),
    today: date | None = None,
) -> Intent:
    """What a question asks; `before` are the questions already asked in this conversation, oldest first."""
    if before:
        question = corrected(question)
    spotted = spot(with_form_years(question), vocabulary, directory, today)
    reading = _Reading(spotted, vocabulary, directory)
    intent = reading.intent()
    leans = is_fragment(intent, spotted)
    only_columns = bool(intent.columns) and not intent.metrics
    if not before or not (leans or only_columns):
        return intent
    earlier = understand(before[-1], vocabulary, directory, before[:-1], today)
    if only_columns and (moved := reading.in_own_columns(earlier.metrics)):
        return completed(reading.intent(moved), earlier)
    if not leans:
        return intent
    if not intent.groups and intent.scope != "all":
        intent = intent._replace(groups=of_kind(earlier.groups, intent.scope, directory))
    whole = completed(intent, earlier)
    return intent if _asks_the_same(whole, earlier) else whole


def _asks_the_same(intent: Intent, earlier: Intent) -> bool:
    """Whether what a follow-up adds was not understood, so that its answer would be the one already given."""
    said = (
        "metrics",
        "groups",
        "scope",
        "years",
        "operation",
        "n",
        "descending",
        "condition",
        "asks_catalog",
    )
    return bool(earlier.metrics) and all(getattr(intent, of) == getattr(earlier, of) for of in said)


class _Reading:
    """One question being read."""

    def __init__(self, spotted: Spotted, vocabulary: Vocabulary, directory: Directory) -> None:
        self.spotted = spotted
        self.vocabulary = vocabulary
        self.maker = MetricMaker(vocabulary, _column_comes_first(spotted, vocabulary))
        self.groups, self.used = find_groups(spotted, directory)
        self.groups, self.excluded = _excluded(self.groups, spotted.text)
        self.groups = _with_regions(_without_parts(self.groups, spotted.text), spotted.text)
        self.mentions = [mention for mention in spotted.mentions if mention not in self.used]
        self._exclude_kinds(directory)
        self.cues = {
            code
            for mention in self.mentions
            for code in mention.codes("cue")
            if not is_kind_cue(code) or kind_of(mention) != "all"
        }
        if any(
            mention.has("cue")
            and not mention.has("cue", "departments")
            and re.search("局|bureau", mention.text)
            for mention in self.mentions
        ):
            self.cues.add("bureaus")  # 几个局, 局有几个, per bureau
        if any(kind_of(mention) != "all" and self._is_counted(mention) for mention in self.mentions):
            self.cues.add("count")
        self._narrow_regions(directory)
        if self.excluded:  # 江苏之外的教育局
            self.groups = [group._replace(all_meant=True) for group in self.groups]
        if self._add_up_together():
            self.cues.add("sum")
        self.crowd = _crowd(self.groups, spotted.text, bool(self.cues & {"position", "rank", "share"}))
        self.groups = [group for group in self.groups if group not in self.crowd]

    def _is_counted(self, mention: Mention) -> bool:
        """How many district governments, 多少个街道: bodies are counted, and not what they did."""
        before, after = self.spotted.text[: mention.start], self.spotted.text[mention.end :]
        return (
            re.search(r"(?:how many|number of)(?: of)?(?: the)? $|(?:几|多少)[个家]$", before) is not None
            or re.match(r"有(?:几|多少)[个家]", after) is not None
        )

    def _add_up_together(self) -> bool:
        """昆山市政府和昆山市教育局共收到多少件: several agencies, and 共."""
        several = len({agency for group in self.groups for agency in group.agencies}) > 1
        return several and "each" not in self.cues and re.search(_TOGETHER, self.spotted.text) is not None

    def _exclude_kinds(self, directory: Directory) -> None:
        """Kinds of bodies that are left out: 除街道外, excluding town governments."""
        text, last = self.spotted.text, 0
        for mention in [m for m in self.mentions if kind_of(m) != "all"]:
            goes_on = last and re.fullmatch(
                _AND, text[last : mention.start]
            )  # excluding towns and subdistricts
            behind = re.match(_EXCEPT_BEHIND, text[mention.end :])
            if re.search(_EXCEPT, text[: mention.start]) or behind or goes_on:
                self.excluded += tuple(sorted(directory.agencies_of_kind(kind_of(mention))))
                self.mentions.remove(mention)
                last = mention.end

    def _narrow_regions(self, directory: Directory) -> None:
        """江苏收到申请最多的局: of a region's agencies those of the kind that the question speaks of elsewhere."""
        kind = with_default_sort(kind_named(self.cues))
        if kind == "all":
            return
        fits = directory.agencies_of_kind(kind)
        said = (mention for mention in self.mentions if kind_of(mention) != "all")
        all_meant = any(is_said_of_all(mention, self.spotted.text) for mention in said)
        for at, group in enumerate(self.groups):
            agencies = tuple(agency for agency in group.agencies if agency in fits)
            if len(group.agencies) > 1 and not group.has_office:
                self.groups[at] = group._replace(agencies=agencies, all_meant=group.all_meant or all_meant)

    def in_own_columns(self, earlier: Sequence[Metric]) -> list[Metric]:
        """The items asked about before in the columns this question names."""
        return self.maker.in_columns(earlier, self._codes("column"), self._shares())

    def intent(self, moved: Sequence[Metric] = ()) -> Intent:
        """What is asked; `moved` are its figures where the question before gives them their item."""
        metrics = list(moved) or self._metrics()
        bare = not moved and not self._codes("item") and not self._codes("rate")
        operation, n, descending = self._operation(metrics)
        metrics = self._shaped(metrics, operation)
        condition = self._condition(metrics)
        filters = ("lookup", "list", "filter", *(("compare",) if self._names_a_region() else ()))
        if condition and operation in filters and not self._names_one_agency():
            operation = "filter"
        return Intent(
            question=self.spotted.question,
            text=self.spotted.text,
            language="zh" if self.spotted.language == "zh" else "en",
            operation=operation,
            metrics=tuple(metrics),
            groups=tuple(self.groups),
            scope=self._scope(),
            years=self._years(),
            excluded=self.excluded,
            crowd=tuple(agency for group in self.crowd for agency in group.agencies),
            columns=tuple(self._codes("column")) if bare else (),
            asks_share=self._shares(),
            asks_for_work=re.search(_WORK, self.spotted.text) is not None,
            n=n,
            descending=descending,
            condition=condition,
            superlative=bool(self.cues & {"most", "least"}) or self._top() is not None,
            asks_catalog="catalog" in self.cues or re.search(_ASKS_FOR_REPORT, self.spotted.text) is not None,
            asks_figure=self._asks_figure(),
            asks_narrative=self._asks_narrative(),
            each="each" in self.cues,
            both_meant="two_both" in self.cues or "each" in self.cues,
            metric_is_weak=not moved and self._metric_is_weak(),
            corrected=self.spotted.corrected,
            topic=self._topic(),
            wording=self._without(self._names_and_years()),
            unexplained=self._unexplained(bare),
            unread_scope=self._unread_scope(),
        )

    # ── figures ──

    def _codes(self, kind: str) -> list[str]:
        """The codes of that kind in the question's order; a verb such as decide is a column beside an item of table 二."""
        disclosure = any(
            self.vocabulary.items[code].table == "disclosure"
            for mention in self.mentions
            if not mention.has("column")
            for code in mention.codes("item")
        )
        found = (
            code
            for mention in self.mentions
            if not (kind == "item" and disclosure and mention.has("column"))
            for code in mention.codes(kind)
        )
        return list(dict.fromkeys(found))

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

    def _shares(self) -> bool:
        return "share" in self.cues and not self._codes("rate")

    def _metrics(self) -> list[Metric]:
        items, columns = self._items_in_order(), self._codes("column")
        if self._asks_reasons():
            self.cues.add("outcomes")
        if "outcomes" in self.cues:
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

    def _items_in_order(self) -> list[str]:
        """The items named, by themselves or by a column of theirs (采购金额), in the question's order."""
        named, found = self._codes("item"), []
        for mention in self.mentions:
            found += [code for code in mention.codes("item") if code in named]
            found += [
                item for code in mention.codes("column") if (item := self.vocabulary.columns[code].item)
            ]
        return list(dict.fromkeys(found))

    def _is_excepted(self, mention: Mention) -> bool:
        return re.search(_EXCEPT, self.spotted.text[: mention.start]) is not None

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
        changes = [metric for metric in metrics if metric.of.columns == ("change",)]
        if operation in _TAKES_ONE and changes:
            return changes[:1]
        if operation in _TAKES_ONE and ratios:
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

    # ── what to do with them ──

    def _top(self) -> Top | None:
        return next((top for mention in self.mentions if (top := mention.first(Top))), None)

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
        if "position" in cues or ("rank" in cues and not top and self._names_one_agency()):
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
        items = [self.vocabulary.items[code] for code in self._codes("item")]
        whole = [item for item in items if item.table == "disclosure" or item.rows == ("received",)]
        alone = len(items) == len(whole) == 1 and not self._codes("column")
        if alone and re.search(_OF_ALL, self.spotted.text):
            return True  # the part of all requests that one agency received
        return bool(self.crowd) or any(re.search(_AGENCY_WORDS, mention.text) for mention in crowd)

    def _names_one_agency(self) -> bool:
        return len(self.groups) == 1 and len(self.groups[0].agencies) == 1

    def _names_a_region(self) -> bool:
        """江苏和广东的单位: names that call many agencies."""
        return any(group.all_meant and len(group.agencies) > 1 for group in self.groups)

    def _is_wide(self) -> bool:
        """Whether the question speaks of several agencies although one name stands in it (广州的局)."""
        return any(group.all_meant for group in self.groups) or bool(
            self.cues & {"each", "two_both", "sum", "agencies", "which", "bureaus"}
        )

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

    def _thresholds(self) -> list[Threshold]:
        return [found for mention in self.mentions if (found := mention.first(Threshold))]

    def _scope(self) -> str:
        return with_default_sort(kind_named(self.cues))

    def _years(self) -> tuple[int, ...]:
        years = [year for mention in self.mentions if (found := mention.first(Years)) for year in found.years]
        return tuple(dict.fromkeys(years))

    def _asks_figure(self) -> bool:
        figure = {"quantity", "most", "least", "sum", "average", "median", "count", "share", "difference", "times", "rank",
                  "position", "growth", "trend", "rank_ascending", "distribution"}  # fmt: skip
        amount = {"amount", "money", "fee_amount"} & set(self._codes("column"))
        filters = bool(self.cues & {"zero", "nonzero"}) and not self._names_one_agency()
        ranks = filters or self._operation(())[0] in ("compare", "rank")
        return bool(
            self.cues & figure
            or amount
            or ranks
            or self._codes("rate")
            or self._top()
            or self._thresholds()
            or self._asks_reasons()
        )

    def _asks_narrative(self) -> bool:
        """Whether words that ask for words stand outside the names of figures (coercive measures ask for none)."""
        figures = [
            (m.start, m.end) for m in self.mentions if any(m.has(kind) for kind in ("item", "column", "rate"))
        ]
        text = self._without(figures)
        return any(word in text for word in self.vocabulary.narrative)

    def _topic(self) -> str:
        """What is left of the question for a search of the text; all of it when nothing else is."""
        empty = [(m.start, m.end) for m in self.mentions if m.has("stop") or _is_plain_cue(m)]
        return self._without([*self._names_and_years(), *empty]) or self.spotted.text

    def _names_and_years(self) -> list[tuple[int, int]]:
        years = [(mention.start, mention.end) for mention in self.mentions if mention.first(Years)]
        return [*((group.start, group.end) for group in self.groups), *years]

    def _without(self, spans: Sequence[tuple[int, int]]) -> str:
        text = self.spotted.text
        for start, end in sorted(spans, reverse=True):
            text = f"{text[:start]} {text[end:]}"
        return " ".join(text.split())

    def _unread(self) -> list[str]:
        """Words whose meaning is known and that the answer would not heed: a negation, an exception, a second operation."""
        text, unread = self.spotted.text, []
        for mention in self.mentions:
            if mention.has("item") or mention.has("column"):
                before = re.search(_NEGATES, text[: mention.start])
                if before and (
                    self._names_one_agency() or before.group() not in ("没有", "没", "未", "no ", "not ")
                ):
                    unread.append(before.group() + mention.text)
        heeded = self.excluded or any(self._is_excepted(m) for m in self.mentions)
        if not heeded and (exception := re.search(_SAYS_EXCEPT, text)):
            unread.append(exception.group())
        if len(self._thresholds()) > 2:
            unread += [mention.text for mention in self.mentions if mention.first(Threshold)][2:]
        if self.cues >= {"average", "median"}:
            unread += [m.text for m in self.mentions if m.has("cue", "average")]
        return unread

    def _ends_a_kind(self, mention: Mention) -> bool:
        """The 政府 of 哪几个区政府."""
        before = next((m for m in self.mentions if m.end == mention.start), None)
        return mention.text in ("政府", "人民政府") and before is not None and kind_of(before) != "all"

    def _unread_scope(self) -> tuple[str, ...]:
        """Unexplained words that say which agencies are meant: 长三角的单位, 哪个开发区, big city governments, 县级以上."""
        text, named = self.spotted.text, [(group.start, group.end) for group in self.groups]
        found = []
        for start, end in self.spotted.gaps:
            if any(a <= start and end <= b for a, b in named):
                continue
            after = next((m for m in self.spotted.mentions if m.start >= end and not m.has("stop")), None)
            before = next((m for m in reversed(self.spotted.mentions) if m.end <= start), None)
            ahead = after is not None and re.fullmatch(_OF_BODIES, text[end : after.start]) is not None
            asked = before is not None and before.text in _WHICH and before.end == start
            inside = re.search(r"在$", text[:start]) and re.match(r"[内里]?[，,]|地区|范围|一带", text[end:])
            ranked = re.match(_RANKED_BODY, text[end:]) and not text[start:end].endswith(
                "得"
            )  # 人口最多的区政府
            school = self.cues & {"most", "least"} and re.search(r"(?:^|\b)which $", text[:start])
            if (after and ahead and _is_body(after)) or asked or inside or ranked or school:
                found.append(text[start:end])
        for mention in self.mentions:
            if kind_of(mention) != "all" or mention.has("cue", "agencies"):
                vague = re.search(_VAGUE, text[: mention.start])
                bound = re.match(
                    r"(?:及|或)?以[上下]| (?:and|or) (?:above|below|higher|lower)", text[mention.end :]
                )
                found += [m.group().strip() for m in (vague, bound) if m]
        regions = [group for group in self.groups if len(group.agencies) > 1 and not group.has_office]
        if (
            len(regions) > 1
            and "sum" in self.cues
            and self.cues & {"compare", "which", "difference", "times"}
        ):
            found += [group.text for group in regions]  # the sums of two regions are not told apart
        found += [
            group.text
            for group in self.groups
            if group.has_office and re.search(r"(?:不在|\bnot in (?:the )?)$", text[: group.start])
        ]
        if added_up := re.search(_BY_REGION, simplify(self.spotted.question).lower()):
            found.append(added_up.group())
        return tuple(dict.fromkeys(found))

    def _unexplained(self, bare: bool) -> tuple[str, ...]:
        """Content words nothing accounts for; column words that found no item (`bare`) count as such."""
        orphans = []
        if bare:
            orphans = [
                mention.text
                for mention in self.mentions
                if (codes := mention.codes("column"))
                and mention.text != _LIGHT_VERB
                and all(
                    self.vocabulary.columns[code].table != "applications"
                    and not self.vocabulary.columns[code].item
                    for code in codes
                )
            ]
        loose_terms = [
            mention.text
            for mention in self.mentions
            if mention.first(AgencyTerm) and len(mention.kinds) == 1 and not self._ends_a_kind(mention)
        ]
        named = [(group.start, group.end) for group in self.groups]
        gaps = zip(self.spotted.gaps, self.spotted.unexplained, strict=True)
        words = [word for (start, end), word in gaps if not any(a <= start and end <= b for a, b in named)]
        words += self._unread()
        return tuple(
            word for word in (*words, *orphans, *loose_terms) if not re.fullmatch(CHINESE_NUMBER, word)
        )


def _is_body(mention: Mention) -> bool:
    """A word for agencies: 单位, 区政府, 局, 哪个."""
    term = mention.first(AgencyTerm)
    office = term is not None and "office" in term.roles
    which = mention.has("cue", "which") and not mention.text.isascii()
    return office or which or kind_of(mention) != "all" or mention.has("cue", "agencies")


# Patterns stay text until a question first needs them: compiling them all costs more than answering.
_WHO_ARE_THEY = r"有哪几家|是哪几家|哪几家|有哪些|是哪些|都有谁|是谁"
_FALLS = r"减少|下降|decrease|fell|drop|fewer items|go down"
_ASKS_FOR_REPORT = (
    r"有(?:没有)?.{0,24}(?:报告|年报)(?:吗|么|没有|吗？|？|\?)?$"
    r"|(?:do you have|is there|are there|have you got).{0,60}reports?"
)
_ONE_MONEY = ("sum", "rank", "agency_share", "difference", "times", "compare", "filter")
_TAKES_ONE = ("rank", "position", "filter", "count", "average", "median", "trend", "growth", "agency_share")
_LIGHT_VERB = "made"  # a column beside normative documents; in "which one made the fewest" it says nothing
_CONTENT_CUES = {"outcomes", "distribution", "check", "missing", "trend", "growth"}


def _column_comes_first(spotted: Spotted, vocabulary: Vocabulary) -> bool:
    """企业申请中予以公开的占比 is a part of the companies' applications, 予以公开的申请中企业占比 of those granted."""
    columns = [m.start for m in spotted.mentions if m.has("column")]
    items = [
        m.start for m in spotted.mentions if any(not vocabulary.items[code].weak for code in m.codes("item"))
    ]
    return bool(columns and items) and min(columns) < min(items)


def _is_plain_cue(mention: Mention) -> bool:
    """A cue such as 哪个 or 多少, which says how to answer and nothing of what is looked for."""
    codes = mention.codes("cue")
    return (
        bool(codes)
        and not mention.has("item")
        and not mention.has("column")
        and not set(codes) & _CONTENT_CUES
    )


_WORK = (
    r"预测|预计|总结|概括|归纳|评价一下|forecast|predict|summari[sz]e"
    r"|帮我写|写一[份封篇个]|起草|代写|代拟|翻译成|讲个|写首"
    r"|^(?:please )?(?:write|draft|compose|translate)\b|(?:can|could) you (?:write|draft|compose|translate)"
)


def _with_regions(groups: list[AgencyGroup], text: str) -> list[AgencyGroup]:
    """Regions whose agencies are all meant (江苏和浙江的单位, agencies in Jiangsu and Zhejiang); a class named twice is one."""
    found: list[AgencyGroup] = []
    for group in groups:
        if any(
            set(group.agencies) == set(other.agencies) and not group.places
            for other in groups
            if other is not group
        ):
            continue
        said = re.match(_BODIES_BEHIND, text[group.end :]) or re.search(_BODIES_BEFORE, text[: group.start])
        found.append(group._replace(all_meant=group.all_meant or (not group.has_office and said is not None)))
    places = list(range(len(found) - 1))
    for at in [*places, *reversed(places)]:
        one, other = found[at], found[at + 1]
        if re.fullmatch(_AND, text[one.end : other.start]) and one.has_office == other.has_office is False:
            both = one.all_meant or other.all_meant
            found[at], found[at + 1] = (
                found[at]._replace(all_meant=both),
                found[at + 1]._replace(all_meant=both),
            )
    return found


def _without_parts(groups: list[AgencyGroup], text: str) -> list[AgencyGroup]:
    """苏州（含昆山）, Suzhou with Kunshan included: a part of a region that is named to say so."""
    return [
        group
        for group in groups
        if not (
            any(set(group.agencies) < set(other.agencies) for other in groups)
            and (
                re.search(r"(?:包括|包含|含|including|with)\s*(?:the )?$", text[: group.start])
                or re.match(r"\s*(?:在内|included|as well|too\b)", text[group.end :])
            )
        )
    ]


def _crowd(groups: Sequence[AgencyGroup], text: str, is_taken_among: bool) -> list[AgencyGroup]:
    """A class of agencies beside one of its members: 大兴应急局 … 四个应急局; a region where a rank or a share is asked."""
    return [
        group
        for group in groups
        if len(group.agencies) > 1
        and (
            not group.places
            or (is_taken_among and not group.has_office)
            or group.all_meant
            or re.search(
                r"\b(?:in|within|among) (?:the )?$|在$", text[: group.start]
            )  # in Jiangsu, … Kunshan
        )
        and any(other is not group and set(other.agencies) < set(group.agencies) for other in groups)
    ]


_OF_BODIES = r"[\s的里内中]*(?:各|所有|全部|省份|城市|地区|区域|一带)*的?[\s]*"
_BY_REGION = (  # the figures of all the agencies of a province or a level added up: not done, and no single agency's
    r"哪(?:个|些|几个)?(?:省|自治区|地区|层级|级别)(?![级直属厅])|各省(?![级直属厅政])|每个省|哪一?级(?!别的)|(?:按|分)(?:省|地区|层级|级别)"
    r"|\b(?:which|what|by|per|each|every) (?:province|region|level of government|tier|administrative level)"
)
_RANKED_BODY = r"最[多高大少低小]的(?:[省市区县]?(?:政府|局)|单位|机关|部门|街道|[乡镇]|城市)"
_WHICH = ("哪", "哪个", "哪些", "各", "每个", "哪几个", "哪家")
_VAGUE = r"\b(?:big|large|larger|small|smaller|major|minor|rural|urban|rich|poor|biggest|smallest) $|(?:非|大型|小型|大|小)$"
_TOGETHER = r"(?<!公)共(?:计|收|新|办|接|受|作|处|有多少件|采)"
_OF_ALL = r"\bof (?:all|the total|the overall)\b|占(?:到|了)?(?:全部|所有|总|当年|全年)"
_AGENCY_WORDS = "单位|机关|机构|局|部门|报告|agenc|bureau|report|bod|unit|authorit"
_LESS = r"更少|更低|更小|谁少|哪个少|smaller|fewer|lower|\bless\b(?! than)"
_NEGATES = r"(?:不是|并非|非|没有|没|未|不含|not (?:from |by )?|non-|no )$"
_EXCEPT_BEHIND = r"(?:的?(?:单位|部门)?)(?:之外|以外|外的|外[,，])|外(?=$|哪|还|其|有|收|的|，)"
_BODIES_BEHIND = r"(?:省|市)?(?:境?内|里)?的?(?:各个?|所有|全部)?的?(?:单位|机关|机构)|'?s? (?:agencies|bodies|authorities)"
_BODIES_BEFORE = r"(?:agencies|bodies|authorities) (?:of|in|from|within) (?:the )?(?:\w+ (?:and|or) )?$"
_AND = r"\s*(?:[、和与及,]|,? and )\s*(?:the )?"
_SAYS_EXCEPT = r"除(?:了|.{1,12}外)|不算|不包括|except|excluding|other than|apart from|leaving out"
_EXCEPT = (
    r"(?:除了?|不算上?|不含|不包括|不计|排除|去掉"
    r"|except(?: for)?|excluding|other than|apart from|besides|leaving out|without|outside(?: of)?|not counting|but not|aside from"
    r"|不算上|以外)\s*(?:the |those (?:in|of) |all |any |an? |在|于)*$"
)


def _between(one: AgencyGroup, other: AgencyGroup, text: str) -> str:
    first, second = sorted((one, other), key=lambda group: group.start)
    return text[first.end : second.start]


def _excluded(groups: Sequence[AgencyGroup], text: str) -> tuple[list[AgencyGroup], tuple[str, ...]]:
    """The groups that are meant, and the agencies that are left out (除了大兴, 黄埔以外, 不是黄埔的单位)."""
    out = [
        group
        for group in groups
        if re.search(_EXCEPT, text[: group.start])
        or re.match(_EXCEPT_BEHIND, text[group.end :])
        or (
            re.search(r"(?:不是|非|不在|\bnot in )$", text[: group.start])
            and re.match(r"的?(?:单位|局|机关|部门|地方)|$|\W", text[group.end :])
        )
    ]
    for one, next_one in [*pairwise(groups), *reversed(list(pairwise(reversed(groups))))]:
        if (one in out) != (next_one in out) and re.fullmatch(_AND, _between(one, next_one, text)):
            out += [one if next_one in out else next_one]  # 除南京和苏州外
    kept = [group for group in groups if group not in out]
    return kept, tuple(agency for group in out for agency in group.agencies)
