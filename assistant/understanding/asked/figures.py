"""Which figures a question asks for, in the shape that its operation takes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant import patterns
from assistant.intent import OF_ONE_FIGURE, Metric, Operation
from assistant.metrics import GROUP_ITEMS, RATIO
from assistant.understanding.asked.heard_once import heard_once
from assistant.understanding.asked.items import ALL_CONCLUDED, AskedItems
from assistant.understanding.asked.items_counted import columns_of_items
from assistant.understanding.asked.kinds_listed import goes_on, other_outcome, whole_group, with_others
from assistant.understanding.words.exceptions import EXCEPT_BEHIND
from assistant.understanding.words.mentions import Years

_TELLS_REASONS = r"(?:哪些|什么|各类?|各项|具体|按|分)的?(?:.{0,2})(?:理由|原因|情形)|\bby reason|\bwhich (?:reason|ground)s"
_OUTCOMES = ("granted", "partly_granted", "refused", "unavailable", "not_processed")
_EVERYTHING = (  # granted all their requests, whose requests were all refused
    r"(?:所有|全部|每一?件)(?:的)?(?:信息公开)?申请(?:都|均|全)|"
    r"\b(?:grant|refus|reject|declin|den|disclos|turn)\w*(?: down)? (?:in full )?"
    r"(?:everything|all (?:of )?(?:its|their|the|those|these)? ?(?:requests|applications)"
    r"|(?:each|every)(?: single)? (?:request|application))\b"
    r"|\b(?:requests|applications) (?:were|was) all\b|\ball (?:of )?(?:its|their|whose) (?:requests|applications) (?:were|was)\b"
)
_TOTALS_FOR = r"\btotals\b|(?:总[数计量]数?|合计)(?:分别|各(?:自|是|为|有|多少|几))|各.{0,4}总数|[两二三四五几]个总[数计]"
_BOTH_ROUTES = r"都算|合并|加起来|合计|之和|一并|\bboth routes\b|\btogether\b|\bcombined\b|\bplus\b"
_AND_THE_WHOLE = (
    r"(?:一共|总共|共计|共|总数|多少件?|几件).*其中|\bin (?:all|total)\b.*\bof (?:which|these|those|them)\b"
    r"|\b(?:how many|how much|number of|new|received|total)\b[^?]*?[,;:(–-] ?(?:and )?"
    r"(?:(?:of|among|within) (?:which|these|those|them)|thereof)\b"
)
_AND_OF_THESE = r"(?:\band|,) (?:of|among) (?:these|those|them|which)\b"
_WHOLE_LISTED = r"[、，,：:和及]\s*(?:总计|合计|总数|总量)(?:数|件数)?(?=[、，,？?。]|各|分别|$)|(?:总计|合计|总数|总量)\s*[、]"
_PARTS_ADDED_UP = (
    r"总[计数].*[，,；;].*(?:分项|[四五六各]个?[项类栏](?:分项|结果|申请人)?)(?:的数)?"
    r"(?:加起来|相加|之和|加总|合起来|加在一起|合计|的和)"
)
_TOTAL_AND = (  # direct lawsuits: total, and how many of them corrected
    r"\b(?:the |in |grand )?(?:total|all|overall)(?: number| figure| count)?(?:, | and |, and | plus | as well as )"
    r"(?:the )?(?:number |how many|\w*ed\b)|总(?:数|计|量)(?:[，,、]|以及|和|及)(?:其中)?"
)
_MINUS = r"(?:的?(?:件数|数量|数|申请))?\s*(?:减去?|扣除|扣掉|减掉|刨去|−|-|–|\bminus\b|\bless\b)\s*(?:同期|当年|本年)?(?:的)?"
_PLUS = r"(?:的?(?:件数|数量|数|申请))?\s*(?:加上?|\+|plus)\s*"
_WITHIN = r"的?(?:件|申请|案件)?(?:之?中|里面?|当中|之内)"
_SET_AGAINST = (
    r"\s*(?:件?数量?)?(?:相当于|除以|÷|/|relative to|divided by)\s*(?:同期|当年|本年|的|the |its |all )*"
)
_AS_PART_OF = r"\bas a (?:share|percentage|proportion|fraction|part|per ?cent) of (?:the |its |their |all |total |new )*$"
_BY_THEN = (
    r"\bhad\b.{1,80}\b(?:by|until|up to|as of) (?:the end of )?20\d\d"
    r"|\b(?:to date|so far|up to (?:the end of )?20\d\d|until (?:the end of )?20\d\d)\b"
)
_ADDED_TO = r"[”’」』]?(?:的?(?:件数|数量|数|申请))?\s*(?:加上?|加起来|和|与|及|、|\+|plus|and|&)\s*[“‘「『]?"
_NUMBER_TOLD = (
    r"(?:['’]s?|\b(?:the|its|their|those|these|all|had|has|have|received|got|faced|of|reported|listed))(?: (?:same|total|new))*"
    r" (?P<number>\d[\d,]*)(?: (?:[a-z]+ ){0,2}|\s*)$"
)
_OTHER_THAN = r"(?:非|不是|并非|\bnon-|\bnot (?:from |by |filed by )?)(?:the |an? )?$"
_ONE_MONEY = ("sum", "rank", "agency_share", "top_share", "difference", "times", "compare", "filter")
TAKES_ONE = (*OF_ONE_FIGURE, "trend")
_OF_MANY = {
    "most",
    "least",
    "rank",
    "rank_ascending",
    "position",
    "average",
    "median",
    "sum",
    "zero",
    "nonzero",
    "share",
    "times",
}


class AskedFigures(AskedItems):
    """The figures of one question."""

    def in_own_columns(self, earlier: Sequence[Metric]) -> list[Metric]:
        """The items asked about before in the columns this question names."""
        return self.maker.in_columns(earlier, self._codes("column"), self._shares())

    def in_columns(self, metrics: Sequence[Metric], columns: tuple[str, ...]) -> list[Metric]:
        """Figures in a column of the form that another question named."""
        codes = [code for code, word in self.vocabulary.columns.items() if word.columns == columns]
        return self.maker.in_columns(metrics, codes[:1], False)

    def in_columns_of(self, earlier: Sequence[Metric]) -> list[Metric]:
        """不予公开的呢 behind 予以公开的自然人申请: another row in the kind of applicant asked about before; its reasons."""
        rows = self._codes("item")
        if "outcomes" in self.cues and not rows and (results := self._results_of(earlier)):
            return results
        told = patterns.search(_TELLS_REASONS, self.spotted.text) is not None
        group = next((m.code for m in earlier if m.code in GROUP_ITEMS and not m.over), None)
        if told and group and not rows and len(earlier) == 1:
            return self.maker.outcomes(group, None)
        first = earlier[0] if len(earlier) == 1 else None
        fragment = patterns.fullmatch(r"(?:那么?)?[^，,]{2,8}呢[？?]?", self.spotted.text.strip()) is not None
        if (
            first is None
            or first.over
            or not fragment
            or self._codes("column")
            or self.groups
            or len(rows) != 1
        ):
            return []
        item = self.vocabulary.items[rows[0]]
        kind = first.of.table == item.table == "applications" and first.of.columns != ("total",)
        words = [code for code, word in self.vocabulary.columns.items() if word.columns == first.of.columns]
        return self.maker.metrics([rows[0]], words[:1], (), False, False) if kind and words else []

    def _results_of(self, earlier: Sequence[Metric]) -> list[Metric]:
        """结果怎么样 behind 行政复议多少件: how those ended, and no applications."""
        if not all(metric.of.table == "disputes" and not metric.over for metric in earlier):
            return []
        rows = dict.fromkeys(metric.of.rows for metric in earlier)
        items = [item.code for item in self.vocabulary.items.values() if item.rows in rows]
        return [figure for code in items for figure in self.maker.results(code)]

    def _asks_how_many_and_whose(self) -> bool:
        """拒绝了几件，都是谁申请的: the whole is asked for, and then who is behind it."""
        who = next((m.start for m in self.mentions if m.has("cue", "distribution")), 0)
        counts = (
            m for m in self.mentions if m.has("cue", "quantity") or patterns.search("几[件宗]|多少", m.text)
        )
        before = [m.end for m in counts if m.end <= who]
        return (
            bool(before)
            and patterns.search(r"[，,；;？?]|\band\b", self.spotted.text[before[-1] : who]) is not None
        )

    def _row_told_apart(self, items: Sequence[str]) -> str:
        """Which row's applicants are told apart: of the requests refused because of state secrets those with that reason."""
        named = [code for code in items if code not in ALL_CONCLUDED] or list(items) or ["received"]
        return next((code for code in named if code.startswith(f"{named[0]}_")), named[0])

    def _columns_as_parts(self, metrics: Sequence[Metric]) -> list[Metric]:
        """新制作的占对外公开总数的比重: one column of a row as a part of another column of that row."""
        if len(metrics) != 2 or any(m.over or m.of.table != "disclosure" for m in metrics):
            return []
        named = [m for m in self.mentions if m.has("column")]
        if metrics[0].of.rows != metrics[1].of.rows or metrics[0].unit != metrics[1].unit or len(named) != 2:
            return []
        between = self.spotted.text[named[0].end : named[1].start]
        part_of = rf"占|{_SET_AGAINST}|{_AS_PART_OF}|\b(?:of|in)\b"
        part_first = patterns.search(part_of, between) is not None
        part, whole = metrics if part_first else metrics[::-1]
        return self.maker.one_over(part, whole)

    @heard_once
    def _metrics(self) -> list[Metric]:
        items = whole_group(self._items_in_order(), self.spotted.text, self.mentions)
        columns = with_others(self._codes("column"), self.spotted.text, self.mentions)
        columns = self._of_unfinished_list(columns) or self._columns_of_verbs(items)
        columns = self._as_of_then(self._of_items(items, columns))
        if parts := self._parts_added_up(items):
            return parts
        if "change" in columns and self._asks_growth_of_items():
            return self.maker.growth_of_items(items[0])
        if self._asks_reasons():
            self.cues.add("outcomes")
        if "sum" in self.cues and self._asks_all_outcomes(items):
            group = next((code for code in items if code not in ALL_CONCLUDED), "concluded")
            return self.maker.metrics([group], columns, (), False, False)
        if "outcomes" in self.cues and not self._names_a_reason(items):
            items = [code for code in items if code not in ("concluded", "application")]
            if outcomes := self._outcomes_of(items, columns):
                return outcomes
        left_out = self._columns_left_out()
        columns = [code for code in columns if code not in left_out]
        if left_out and not columns and "distribution" not in self.cues:
            return self.maker.without(items[0] if items else "received", left_out)
        of_requests = not items or self.vocabulary.items[items[0]].table == "applications"
        if "distribution" in self.cues and not columns and of_requests:
            row = self._row_told_apart(items)
            kinds = self.maker.applicants(row, left_out)
            if self._shares() and not left_out:
                return self.maker.parts(kinds)
            whole = self._asks_how_many_and_whose() and items
            return [*self.maker.metrics([row], (), (), False, False), *kinds] if whole else kinds
        if self._shares() and (together := self._outcomes_together(items)):
            return self.maker.share_of(together)
        return self._figures_of(items, columns)

    def _of_unfinished_list(self, columns: list[str]) -> list[str]:
        """Individuals, companies and so on: all kinds are asked for, and not only those that are named."""
        unfinished = goes_on(self.spotted.text, self.mentions)
        if not unfinished or "sum" in self.cues:
            return columns
        self.cues.add("distribution" if unfinished == "applicants" else "outcomes")
        return []

    def _of_items(self, items: Sequence[str], columns: Sequence[str]) -> list[str]:
        """The columns that count items: those of the year before, the year's change, how many there are now."""
        moved = bool(self.cues & {"moves", "rise", "fall"}) and self._change_is_of_the_form()
        told = not (self.cues & _OF_MANY or self._thresholds() or self._top())
        return columns_of_items(columns, items, self.spotted.text, moved, told)

    def _as_of_then(self, columns: Sequence[str]) -> list[str]:
        """Had made public by 2020, a total made public: all that was public then, and not what was newly so."""
        text = self.spotted.text
        whole = "sum" in self.cues and self._names_one_agency() and not patterns.search(r"\bnew|新", text)
        then = "published" in columns and (whole or patterns.search(_BY_THEN, text) is not None)
        return ["public_total" if then and code == "published" else code for code in columns]

    def _figures_of(self, items: list[str], columns: Sequence[str]) -> list[Metric]:
        """The figures of the rows and columns named, several as one where they are added up or taken from each other."""
        asked = len(self._quantities()) + sum(
            1 for mention in self.mentions if not mention.has("cue", "quantity") and self._is_money(mention)
        )
        several = asked > 1 or len(self._thresholds()) > 1
        share = self._shares() or self._tests_a_share()
        if self._both_routes_together(items):
            items = ["litigation"]
        whole_too = self._lists_the_whole(columns) or (asked > 1 and self._asks_for_the_whole(columns))
        whole_too = whole_too or (
            bool(columns) and patterns.search(_TOTAL_AND, self.spotted.text) is not None
        )
        whole_too = whole_too or (len(columns) > 1 and "thereof" in self.spotted.text)
        rates = self._codes("rate")
        several_kinds = asked > 1 or self._counts_beside_rate() or self._lists_a_rate()
        beside = (
            rates if items and several_kinds else []
        )  # 纠正了几件，纠正率多高: the rate is one of the figures
        metrics = [
            *self.maker.metrics(
                items,
                columns,
                [code for code in rates if code not in beside],
                share and not beside,
                several,
                self._listed() | self._both_asked(items) | self._each_counted(),
                whole_too,
            ),
            *self.maker.metrics((), (), beside, False, False),
        ]
        if self._shares() and (part := self._part_of_another(items, columns)):
            return part
        if self._shares() and (part := self._columns_as_parts(metrics)):
            return part
        if len(metrics) == 2 and self._are_subtracted(metrics):
            return [self.maker.minus(*metrics)]
        add_up = "sum" in self.cues or self._joined_by_plus(items) or self._in_full_or_in_part(items)
        own_totals = sum(1 for m in self.mentions if m.has("cue", "sum") and "total" in m.text) > 1
        apart = (
            asked > 1 or own_totals or patterns.search(f"{_TOTALS_FOR}|{_AND_OF_THESE}", self.spotted.text)
        )
        add_up = add_up and not (apart or "difference" in self.cues or self._either_meant(items))
        return self.maker.added_up(metrics) if metrics and add_up else metrics

    def _either_meant(self, items: Sequence[str]) -> bool:
        """信息不存在: a word that two outcomes of the form may be meant by; both are told, and they are not added."""
        return any(
            len(named := {*mention.codes("item")} & {*items}) > 1
            and all(self.vocabulary.items[code].table == "applications" for code in named)
            for mention in self.mentions
        )

    def _part_of_another(self, items: Sequence[str], columns: Sequence[str]) -> list[Metric]:
        """结转下年占新收申请的百分比, 新收中结转下年占多少: one row as a part of another that is no outcome's whole."""
        named = [m for m in self.mentions if set(m.codes("item")) & set(items)]
        if (
            columns
            or len(named) != 2
            or len(items) != len({c for m in named for c in m.codes("item")} & {*items})
        ):
            return []
        items = [next(code for code in mention.codes("item") if code in items) for mention in named]
        between = self._less_names(named[0].end, named[1].start)
        if (
            "占" in between
            or patterns.search(_AS_PART_OF, between)
            or patterns.fullmatch(_SET_AGAINST, between)
        ):
            return self.maker.part_of(*items)
        if patterns.search(
            _AS_PART_OF, self.spotted.text[: named[0].start]
        ):  # as a share of requests, who had the most reviews
            return self.maker.part_of(items[1], items[0])
        within = patterns.match(_WITHIN, between) and "占" in self.spotted.text[named[1].end :]
        return self.maker.part_of(items[1], items[0]) if within else []

    def _less_names(self, start: int, end: int) -> str:
        """A piece of the question less the agencies and years in it: as a share of Beijing's 2022 requests."""
        said = [(group.start, group.end) for group in self.groups]
        said += [(m.start, m.end) for m in self.mentions if m.first(Years)]
        text = self.spotted.text
        kept = (text[at] for at in range(start, end) if not any(a <= at < b for a, b in said))
        return patterns.sub(r" (?:['’]s? )?\s*", " ", "".join(kept))

    def _counts_beside_rate(self) -> bool:
        """败诉几件、败诉率: how many is asked of what stands right before, and a rate of its own besides."""
        counted = [m for m in self.mentions if (m.has("item") or m.has("column")) and not m.has("rate")]
        asks = [m.start for m in self.mentions if m.has("cue", "quantity")]
        return any(m.end in asks for m in counted)

    def _lists_a_rate(self) -> bool:
        """The refusals and the refusal rate: a figure and a rate with nothing but an "and" between them."""
        named = [m for m in self.mentions if m.has("item") or m.has("rate")]
        return any(
            one.has("rate") != other.has("rate") and self._are_listed(one, other)
            for one, other in pairwise(named)
        )

    def _heeded(self) -> list[tuple[int, int]]:
        """And the signs between figures that are made one (加, 减去), and the other outcomes at the end of a list."""
        other = other_outcome(self.spotted.text, self.mentions)
        return [*super()._heeded(), *self._signs(), *self._numbers_told(), *([other] if other else [])]

    def _numbers_told(self) -> list[tuple[int, int]]:
        """The 21 of "of Daxing's 21 requests": a number that the asker knows of what is named right behind it, and no test."""
        if not self._names_one_agency() or self._thresholds():
            return []
        named = [m.start for m in self.mentions if m.has("item")]
        found = (patterns.search(_NUMBER_TOLD, self.spotted.text[:start]) for start in named)
        return [one.span("number") for one in found if one]

    def _signs(self) -> list[tuple[int, int]]:
        """Where nothing but a plus or a minus stands between two figures named."""
        named = [m for m in self.mentions if m.has("item") or m.has("column")]
        text = self.spotted.text
        return [
            (one.end, other.start)
            for one, other in pairwise(named)
            if patterns.fullmatch(f"{_MINUS}|{_PLUS}", text[one.end : other.start])
        ]

    def _are_subtracted(self, metrics: Sequence[Metric]) -> bool:
        """制发数减去废止数: nothing but a minus between the two figures named."""
        alike = metrics[0].unit == metrics[1].unit and not any(m.over or m.default for m in metrics)
        return alike and any(patterns.fullmatch(_MINUS, self.spotted.text[a:b]) for a, b in self._signs())

    def _joined_by_plus(self, items: Sequence[str]) -> bool:
        """国家秘密加过程性信息: every two figures named have a plus between them."""
        named = [m for m in self.mentions if set(m.codes("item")) & set(items)]
        return len(named) > 1 and all(
            patterns.fullmatch(_PLUS, self.spotted.text[one.end : other.start])
            for one, other in pairwise(named)
        )

    def _in_full_or_in_part(self, items: Sequence[str]) -> bool:
        """Granted in full or in part: either is meant, and both together are the figure."""
        return {"granted", "partly_granted"} <= set(items) and "in full or in part" in self.spotted.text

    def _columns_left_out(self) -> list[str]:
        """Kinds of applicants that are not meant: 自然人以外的申请, except companies."""
        text = self.spotted.text
        return [
            code
            for mention in self.mentions
            if self._is_excepted(mention)
            or patterns.match(EXCEPT_BEHIND, text[mention.end :])
            or patterns.search(_OTHER_THAN, text[: mention.start])
            for code in mention.codes("column")
            if self.vocabulary.columns[code].table == "applications"
        ]

    def _asks_all_outcomes(self, items: Sequence[str]) -> bool:
        """各项办理结果总计, 八类理由一共: outcomes added up are their group's own figure, or all that were concluded."""
        only = [code for code in items if code not in ALL_CONCLUDED]
        whole = len(only) == 1 and (
            only[0] in GROUP_ITEMS or self.vocabulary.items[only[0]].table == "disputes"
        )
        return "outcomes" in self.cues and (not only or whole)

    def _asks_for_the_whole(self, columns: Sequence[str]) -> bool:
        """一共几件，其中维持几件; 多少起复议，被纠错的几起: the 总计 is asked for before its columns."""
        tables = {self.vocabulary.items[code].table for code in self._codes("item")}
        if sum(self.vocabulary.columns[code].table in tables for code in columns) > 1:
            return patterns.search(_AND_THE_WHOLE, self.spotted.text) is not None
        first = next((m.start for m in self.mentions if m.has("column")), 0)
        asked = any(m.has("cue", "quantity") and m.end <= first for m in self.mentions)
        return asked and any(m.has("item") and m.end <= first for m in self.mentions)

    def _lists_the_whole(self, columns: Sequence[str]) -> bool:
        """维持、纠正、其他、总计: the 总计 is one of the columns listed."""
        return len(columns) > 1 and patterns.search(_WHOLE_LISTED, self.spotted.text) is not None

    def _parts_added_up(self, items: Sequence[str]) -> list[Metric]:
        """总计多少，四项分项加起来又是多少: what is printed as 总计, and what its columns make."""
        if (
            not items
            or "总" not in self.spotted.text
            or not patterns.search(_PARTS_ADDED_UP, self.spotted.text)
        ):
            return []
        return self.maker.whole_and_parts(items[0])

    def _both_asked(self, items: Sequence[str]) -> frozenset[str]:
        """无法提供的有几件，其中不明确的几件: a group and one of its reasons, each with a 多少 of its own."""
        both = len(self._quantities()) > 1 or patterns.search(_AND_OF_THESE, self.spotted.text)
        return frozenset(items) & frozenset(GROUP_ITEMS) if both else frozenset()

    def _both_routes_together(self, items: Sequence[str]) -> bool:
        """行政诉讼，直接起诉和复议后起诉都算上: both ways of going to court as one figure."""
        routes = {"litigation_direct", "litigation_after_review"}
        said = (
            "litigation" in items
            or "sum" in self.cues
            or patterns.search(_BOTH_ROUTES, self.spotted.text) is not None
        )
        apart = patterns.search(r"\bthan\b|\bor\b|\bversus\b|\bvs\b|比(?!例|重)", self.spotted.text)
        return routes <= set(items) <= {*routes, "litigation"} and said and not apart

    def _tests_a_share(self) -> bool:
        """予以公开超过38%的单位: a test in per cent is of a share, where nothing moved."""
        tested = any(test.unit == "%" for test in self._thresholds()) or self._is_whole()
        return tested and not (self._change() or self._codes("rate"))

    def _is_whole(self) -> bool:
        """Which agencies granted every request: a share that is all of it."""
        outcomes = [code for code in self._codes("item") if code in _OUTCOMES]
        asks = "which" in self.cues or "count" in self.cues or "agencies" in self.cues
        plain = not (self._thresholds() or self.cues & {"most", "least", "sum", "zero", "average", "rank"})
        said = everything_in(self.spotted.text) is not None
        return bool(len(outcomes) == 1 and asks and plain and said) and not self._names_one_agency()

    def _outcomes_together(self, items: Sequence[str]) -> list[str]:
        """予以公开加部分公开占办理总计: several outcomes that make one part of the whole; [] where each is one."""
        outcomes = [code for code in items if code not in ("concluded", "application", "received")]
        named = [m for m in self.mentions if set(m.codes("item")) & set(outcomes)]
        joined = all(
            patterns.fullmatch(_ADDED_TO, self.spotted.text[one.end : other.start])
            for one, other in pairwise(named)
        ) or self._in_full_or_in_part(items)
        apart = patterns.search("各自|各占|各是|各为|分别|each of|respectively", self.spotted.text)
        same = all(self.vocabulary.items[code].table == "applications" for code in outcomes)
        return outcomes if len(outcomes) > 1 and joined and same and not apart else []

    def _names_a_reason(self, items: Sequence[str]) -> bool:
        """On state-secret grounds: one reason named is asked for itself, and not told apart from the others."""
        return any(code.startswith(f"{group}_") for code in items for group in GROUP_ITEMS)

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
        if operation in TAKES_ONE and changes and not self._change():
            return changes[:1]
        ranked = operation in ("list", "compare") and self.cues & {"rank", "rank_ascending"}
        if ratios and (operation in (*TAKES_ONE, "top_year") or ranked):
            return ratios[:1]
        if operation in ("filter", "count") and metrics and all(m.default for m in metrics):
            return metrics[:1]
        if operation in _ONE_MONEY and len(metrics) > 1 and self._is_about_money(metrics):
            return [metric for metric in metrics if metric.unit == "元"]
        return metrics

    def _is_about_money(self, metrics: Sequence[Metric]) -> bool:
        asked = "money" in self._codes("column") or patterns.search(
            r"钱|花|元|money|spen[dt]|yuan", self.spotted.text
        )
        return bool(asked) and any(metric.unit == "元" for metric in metrics)

    def _metric_is_weak(self) -> bool:
        items = [self.vocabulary.items[code] for code in self._codes("item")]
        columns = [self.vocabulary.columns[code] for code in self._codes("column")]
        if self.cues & {"distribution", "outcomes"}:
            return False
        return all(item.weak for item in items) and not self._codes("rate") and all(c.weak for c in columns)


def everything_in(text: str) -> re.Match[str] | None:
    """Where a question says of all requests that they were granted, or refused."""
    said = any(word in text for word in ("所有", "全部", "每", "all", "every", "each"))
    return patterns.search(_EVERYTHING, text) if said else None
