"""Whether a question takes agencies together: those of a province, a city or a level, or all of them as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant import patterns
from assistant.bodies import LEVEL_CUE
from assistant.intent import Condition, Mean, Metric, Narrowing, Operation
from assistant.metrics import RATIO
from assistant.understanding.asked.heard_once import heard_once
from assistant.understanding.asked.operation import EACH_FIGURE
from assistant.understanding.asked.relations import AskedRelations
from assistant.understanding.words.groupings import By, Grouping
from assistant.understanding.words.mentions import Threshold

_WITHIN_EACH = (
    r"(?:各|每|[按分]).{0,24}最[多高大少低小]的?(?:[一二三四五两\d]个)?"
    r"(?:单位|机关|机构|部门|局|区县|县区|区|县|市|街道|镇|政府|[省市区县]政府|谁|是谁|是哪(?!个?[省市])|分别)"
    r"|\b(?:each|every)\b.*\b(?:agenc|bureau|government|department|bod|district|who\b)"
    r"|\b(?:agenc|bureau|government|department|bod|district|who\b).*\b(?:in each|of each|in every|per)\b"
)
OVERALL = (
    r"整体|总体|全体|全样本|全部样本|合起来|合在一起|放在一起|加在一起|通算|汇总|全部加|所有单位的?总"
    r"|\b(?:overall|altogether|as a whole|collectively|pooled|taken together|in aggregate|combined)\b"
    r"|\bacross (?:all|the whole|the entire|every)\b|^of all\b"
)
_LISTED = r"明细|清单|列表|一览|名单|列出|逐|分别|各[自家]|列一下"  # 全体机关新收明细表
_OF_AGENCIES = (
    r"(?:单位|机关|机构|部门|局|政府|街道)(?:占|所占|的比例|的比重|的占比)|占(?:到|了)?(?:全部|所有|总|被?统计)?的?(?:单位|机关|机构|部门|局|政府)"
    r"|多(?:大|少|高)(?:的)?(?:比例|比重)的?(?:单位|机关|机构|部门|局)|几成(?:的)?(?:单位|机关|机构|部门|局)|百分之(?:几|多少)的(?:单位|机关|局)"
    r"|\b(?:share|proportion|percentage|fraction|per ?cent|part) of (?:the |all )?(?:[\w-]+ ){0,2}"
    r"(?:agenc|bureau|bod|government|department|authorit|unit|district|count(?:y|ies)|cit(?:y|ies)|town)"
)


CountedApart = Literal["", "year", "province", "city", "level"]
_BODIES_COUNTED = (
    r"(?:多少|几)个?(?:单位|机关|机构|部门|局|家|区县|县区|区|县|街道|乡镇|镇|市|厅|委|政府)|(?:多少|几)个(?:是|为|属于)|(?:单位|机关|机构|局|家|部门)(?:的)?(?:数量|个数|家数|数目|数)"
    r"|\bhow many (?!(?:[a-z-]+ )?(?:requests|applications|lawsuits|cases|years)\b)"
    r"|\bcount(?:ing)? (?:up )?(?:the |all |how many )?(?:[\w-]+ )?(?:agenc|bureau|bod(?:y|ies)|government|department|authorit|offic)"
    r"|\b(?:number|count)s? of (?:the )?(?:[\w-]+ ){0,2}(?:agenc|bureau|bod|government|department|authorit|district|count|offic)"
)
_MOST_BODIES = (
    r"(?:的|过)(?:单位|机关|机构|部门|局|区政府|市政府|政府|街道|区县|家)(?:的?(?:数量?|个数|数目|家数))?最[多少]"
    r"|(?<!the )\b(?:the )?(?:most|fewest|(?:largest|highest|greatest|smallest|lowest|biggest) (?:number|count) of)"
    r" (?:[\w-]+ ){0,2}(?:agenc|bureau|bod(?:y|ies)|government|department|authorit|district|office)"
)
_APART = r"分别|各自?[是为有]|各多少|\brespectively\b|\bin each\b|\bseparately\b"
_EACH_AGENCY = (
    r"(?:各|每)(?:一|个|家|一家|一个)*(?:单位|机关|机构|部门|局|委|厅|[省市区县镇]?政府|区县|街道|乡镇)|各自"
    r"|\b(?:each|every)(?: of the| single)? (?:[\w-]+ ){0,2}(?:agenc|bureau|bod(?:y|ies)|government|department|authorit|district|office)"
    r"|\b(?:their|its) own\b"
)
_IN_ALL_YEARS = (  # 每年都超过, in every year: those who pass in all of them, as one number
    r"(?:年|一直|始终)(?:里|间|来|度)?(?:一直|始终)?[都均](?!有(?:多少|几))|(?<!各)(?<!分别)(?<!有)(?:多少|几)[个家][^，。？]{0,8}每年|每年[^，。？]{2,20}的[^，。？]{0,4}(?:有|共|是)(?:多少|几)"
    r"|\b(?:in|for|during) (?:every|all|both)\b|\b(?:every (?:single )?year|throughout|always|consistently|never)\b"
)


class AskedGroups(AskedRelations):
    """The groups of one question."""

    def _grouped_by(self) -> By:
        """The groups whose agencies are taken together; "" where agencies stand for themselves."""
        if self.cues >= {"average", "median"} and not any(m.first(Grouping) for m in self.mentions):
            return ""  # 均值与中位数各是多少: two means of all of them
        if self._names_one_agency() or "position" in self.cues:
            return ""
        if self._moves_every_year():
            return ""  # how each province moved every year is not worked out
        return self._grouping()

    def _grouping(self) -> By:
        """What a question names to take agencies together by; "" for nothing."""
        return next((found.by for mention in self.mentions if (found := mention.first(Grouping))), "")

    def _ranks_own_years(self) -> bool:
        """每个单位申请最多的一年: each agency's years by themselves, and not those of all."""
        several = not (self._names_one_agency() or self._grouped_by() or self._asks_whose_year())
        return several and patterns.search(_EACH_AGENCY, self.spotted.text) is not None

    def _groups_each_year(self) -> bool:
        """各省每年的总量, which province had the most each year: each group has a figure of every year."""
        several = len(self._years()) > 1 and patterns.search(_APART, self.spotted.text) is not None
        return bool(self._grouped_by()) and bool(
            several or self._asks_each_year() or "all_years" in self.cues
        )

    def _ranked_in_each(self, operation: Operation) -> By:
        """各省申请最多的单位: agencies ranked within each place, and not the places themselves."""
        by = self._grouped_by()
        ranked = by and operation == "rank"
        return by if ranked and patterns.search(_WITHIN_EACH, self.spotted.text) else ""

    def _of_groups(self, operation: Operation) -> Operation:
        """What is done with groups: they are ranked, or told one by one."""
        each = patterns.search(EACH_FIGURE, self.spotted.text) is not None and self._top() is None
        ranks = operation == "rank" or self.cues & {"most", "least"}
        return "rank" if ranks and not each else "list"

    def _mean(self) -> Mean:
        """What is taken of several figures where it is not their sum."""
        if "median" in self.cues:
            return "median"
        return "average" if self.cues & {"average", "yearly_mean"} else ""

    def _counted_apart(self, metrics: Sequence[Metric], condition: Condition | None) -> CountedApart:
        """Of what those who pass a test are counted by themselves."""
        tested = condition is not None and len(metrics) == 1 and not (condition.also or condition.metric)
        return self._counts_apart() if tested else ""

    def _unread_of_relations(self) -> list[str]:
        tests = {m.text for m in self.mentions if m.first(Threshold)} if self._counts_apart() else set()
        return [words for words in super()._unread_of_relations() if words not in tests]

    def _has_most_bodies(self) -> bool:
        """哪一年没有诉讼的单位最多, which province has the most agencies with more than 500: the number of agencies is highest."""
        asks = self._asks_when() or self._grouping()
        return bool(asks) and patterns.search(_MOST_BODIES, self.spotted.text) is not None

    @heard_once
    def _counts_apart(self) -> CountedApart:
        """每年有几家超过500件, how many in each province: so many of every year or place."""
        moves = self._change() or self.cues & {"rise", "fall", "moves"}
        if moves or self._names_one_agency() or self._years_passed():
            return ""
        text = self.spotted.text
        most = self._has_most_bodies()
        if not most and (patterns.search(_BODIES_COUNTED, text) is None or self._adds_up_agencies("filter")):
            return ""
        if by := self._grouping():
            return by if len(self._years()) < 2 and "all_years" not in self.cues else ""
        of_years = self.cues & {"per_year", "all_years"} or len(self._years()) > 1 or most
        return "year" if of_years and patterns.search(_IN_ALL_YEARS, text) is None else ""

    def _counts_share(self, operation: Operation, narrowed: Sequence[Narrowing]) -> bool:
        """公开率不低于50%的单位占全部单位的几成: a part of the agencies, and not of what they did."""
        tested = bool(self._thresholds() or narrowed or self.cues & {"zero", "nonzero"})
        asks = "share" in self.cues and patterns.search(_OF_AGENCIES, self.spotted.text) is not None
        return (
            asks
            and tested
            and operation in ("filter", "count", "list", "compare", "sum")
            and not self._names_one_agency()
        )

    def _takes_together(self, metrics: Sequence[Metric], operation: Operation) -> bool:
        """整体公开率, 申请人构成 of all: one figure for all the agencies, where they are not told apart."""
        set_beside = any(m.has("cue", "compare") and m.text != "分别" for m in self.mentions)
        told_apart = self.cues & {"which", "rank", "rank_ascending", "most", "least", "count"}
        if self._asks_reasons() and "each" not in self.cues:
            told_apart = told_apart - {"which", "count"}  # 有哪些理由
        apart = told_apart or set_beside or self._thresholds()
        if operation not in ("list", "compare") or apart or self._names_one_agency():
            return False
        parts = self.cues & {"distribution", "outcomes"} or self._lists_applicants()
        rates = sum(metric.unit == RATIO for metric in metrics)
        if self._tells_agencies_apart(of_bodies=bool(parts) or rates > 1):
            return False
        if patterns.search(OVERALL, self.spotted.text) and not patterns.search(_LISTED, self.spotted.text):
            return True
        parted = parts or any(metric.unit == RATIO for metric in metrics)
        return bool(parted) and not (
            self.groups or self.cues & {"bureaus", "departments", "governments"} or self._levels()
        )

    def _lists_applicants(self) -> bool:
        """自然人、企业和律师分别占多少: each kind of applicant has a figure of its own, and no agency."""
        columns = {self.vocabulary.columns[code] for code in self._codes("column")}
        return sum(column.table == "applications" for column in columns) > 1

    def _levels(self) -> bool:
        return any(cue.startswith(LEVEL_CUE) for cue in self.cues)
