"""Operations over years: series, totals, the year in which a figure was highest, places year by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant import patterns
from assistant.intent import AgencyGroup, Change, Metric, Operation
from assistant.understanding.asked.changes import PERCENTAGE_OF
from assistant.understanding.asked.heard import ALL_OF_THEM_TOGETHER, TOGETHER
from assistant.understanding.asked.heard_once import heard_once
from assistant.understanding.asked.items_counted import way_of_change
from assistant.understanding.asked.neighbours import AskedNeighbours
from assistant.understanding.asked.years import ALL_THAT_CAME

WHO_ARE_THEY = r"有哪几家|是哪几家|哪几家|有哪些|是哪些|都有谁|是谁|\bwhich (?:ones|are they)\b|\bwho are they\b|\b(?:name|list) them\b"
_AS_A_COURSE = r"\b(?:over|through|across) the years\b|\bover time\b|\bin recent years\b"
_WHICH_ONES = r"哪些|哪几[个家]|\bwhich ones\b"
_OF_YEARS_ALONE = r"(?:排|从.到.|由.[至到].)[^，。]{0,6}?(?:年份|年头|年度|各年)|(?:年份|年头|年度)[^，。]{0,8}?(?:排|从.到.|由.[至到].)"
FIRST_HOW_OFTEN = (
    r"(?:几年|几次|几回|多少年|多少次|哪几?年|哪些年)[^，。]{0,20}?(?:第[一1](?!次|回)|居首|榜首|夺冠|冠军|头名|垫底)"
    r"|(?:第[一1](?!次|回)|居首|榜首|夺冠|冠军|头名|垫底)[^，。]{0,6}?(?:几年|几次|几回|多少年|多少次)"
)
_IN_ALL_YEARS = (  # how many has it received in all years
    r"\bhow many\b.*\b(?:in|over|across|during|through(?:out)?) (?:all|the whole|the entire|the full) (?:the |of the |these |those )?"
    r"(?:\w+ )?(?:years?|period)\b(?! by year)"
    r"|\b(?:in|over|across|during|through(?:out)?) (?:all|the whole|the entire) (?:the |of the |these |those )?(?:\w+ )?"
    r"(?:years?|period)\b.*\bhow many\b"
)
_ALL_OF_THEM = 10_000
_TOTAL = r"总量|总数|总额|合计|整体|总体|\btotal|together|combined|\bas one\b|\bpooled\b|\bas a whole\b|\boverall\b"
_SERIES_OF_SUMS = r"历年(?!.*(?:一共|总共|累计|加起来|合起来|加在一起|共计|总和|总共))"
_COUNTS_YEARS = (
    r"(?:几|多少)[份本个](?:年度)?(?:年报|报告)(?:里面?|中|上|当中)|(?<!哪)有?(?<!哪)(?:几"
    r"|多少)(?:个)?(?:年(?!度)|年份|年头|年度)|\bhow many (?:of the )?(?:\w+ )?years\b|\bhow often\b"
)
_OF_ONE_YEAR = (
    r"单年(?!均)|单个年[度份]|单一年[度份]|某一年|任意一年|\b(?:in|for) a single year\b|\bsingle-year\b"
)
_WHOSE = r"哪[个家](?!年)(?:单位|机关|局|区政府|市政府|部门)?|谁|\bwho\b|\bwhich (?:agency|body|bureau|government|department|authority)\b"
_APART_BODIES = (
    r"单位|机关|机构|局|政府|部门|家|镇|街道|各?[省市区县地]|报告|by agency|by bureau|list"
    r"|(?:each|every) (?:agenc|bureau|bod|authorit|government|department|district|city|count|unit|one of)"
)
_LESS = r"更少|更低|更小|谁少|哪个少|[少低小](?:一些|些|一点|点)|smaller|fewer|lower|\bless\b(?! than)"


class AskedOverYears(AskedNeighbours):
    """What is asked over years."""

    @heard_once
    def _over_years(self, metrics: Sequence[Metric], several: bool) -> tuple[Operation, int, bool] | None:
        """What is asked over years; None for what is asked of one year, or of several as if they were one."""
        if of_all := self._of_ends_or_totals():
            return of_all
        cues, top = self.cues, self._top()
        n = top.n if top else 1
        highest = bool(cues & {"most", "least"} or top)
        change = self._change()
        if change:
            return self._of_changes(change, n, highest)
        if self._asks_when() and highest:
            return ("rank" if self._asks_whose_year() else "top_year"), n, not self._asks_lowest()
        if self._names_one_agency() and self._counts_years() and self._thresholds():
            return "count", 1, True
        if (self._asks_when() or cues & {"first", "since", "last"}) and (
            self._thresholds() or cues & {"zero", "nonzero"}
        ):
            return "filter", 1, True
        own = self._names_one_agency() and not self.crowd and len(metrics) == 1 and len(self._years()) != 1
        if highest and own and not cues & {"position", "which", "agencies", "bureaus"}:
            return "top_year", n, not self._asks_lowest()  # of one agency the highest can only be a year's
        if highest:
            return None
        if beside := self._set_beside_over_years(several):
            return beside, 1, True
        if self._asks_yearly_mean():
            return self._of_yearly_means(), 1, True
        if self._thresholds() and (self._passes_every_year() or self._asks_each_year()):
            return ("filter", 1, True) if self._names_one_agency() else None
        if self._adds_up_years():
            return "sum", 1, True
        return self._series_or_test()

    def _of_yearly_means(self) -> Operation:
        """年均多少, 年均超过1000件的单位: the mean itself, or whose passes a test."""
        if not self._thresholds() or self._names_one_agency():
            return "average"
        return "count" if "count" in self.cues else "filter"

    def _set_beside_over_years(self, several: bool) -> Operation | None:
        """One year held against another as a multiple, or agencies over years."""
        cues = self.cues
        multiple = "times" in cues or patterns.search(PERCENTAGE_OF, self.spotted.text)
        if multiple and not several and (len(self._years()) == 2 or "prior_year" in cues):
            return "times"
        if self._sets_agencies_apart():
            return "times" if "times" in cues and "per_year" not in cues else "difference"
        return None

    def _of_ends_or_totals(self) -> tuple[Operation, int, bool] | None:
        """最高年与最低年差多少, of one agency; or all agencies in the order of their totals."""
        cues = self.cues
        ends = cues >= {"most", "least"} and cues & {"difference", "times"} and len(self._years()) != 1
        if ends and self._names_one_agency() and not self._change():
            return ("times" if "times" in cues else "difference"), 1, True
        orders = cues & {"rank", "rank_ascending"} and self._names_one_agency()
        if orders and patterns.search(_OF_YEARS_ALONE, self.spotted.text):
            return "top_year", _ALL_OF_THEM, "rank_ascending" not in cues
        if self._ranks_totals():
            return "rank", _ALL_OF_THEM, "rank_ascending" not in cues
        return None

    def _ranks_totals(self) -> bool:
        """四年申请合计排名: all agencies in the order of what they had in all the years."""
        several = len(self._years()) > 1 or "all_years" in self.cues
        ordered = self.cues & {"rank", "rank_ascending"} and "sum" in self.cues and not self._asks_place()
        return bool(several and ordered) and "per_year" not in self.cues and not self._names_one_agency()

    def _series_or_test(self) -> tuple[Operation, int, bool] | None:
        """A figure a year, or who passed a test in every year; None for neither."""
        cues = self.cues
        if self._asks_mean_of_each_year():
            return "trend", 1, True
        if self._had_every_year():
            return "filter", 1, True
        went = "moves" in cues and len(self._years()) > 2 and self._asks_how_it_went()
        went = went or self._has_been_moving()
        if went or (
            self._asks_each_year() and not cues & {"average", "median", "count", "rank", "rank_ascending"}
        ):
            return "trend", 1, True
        return None

    def _counts_years(self) -> bool:
        """In how many years."""
        return patterns.search(_COUNTS_YEARS, self.spotted.text) is not None

    def _had_every_year(self) -> bool:
        """Which agencies had lawsuits in every year: agencies are asked for, and no series."""
        asks = "which" in self.cues and not self.cues & {
            "quantity",
            "sum",
            "trend",
            "moves",
            "list",
            "average",
        }
        bodies = patterns.search(
            r"\bwhich (?:[\w-]+ ){0,3}(?:agenc|bureau|bod|government|department)|哪[些几].{0,4}(?:单位|局|政府|机关|部门)",
            self.spotted.text,
        )
        return (
            asks
            and bodies is not None
            and bool(self.cues & {"per_year", "steady"})
            and not self._names_one_agency()
        )

    def _adds_up_years(self) -> bool:
        """四年一共: the figures of several years as one, and not a series of sums."""
        if not ("all_years" in self.cues or len(self._years()) > 1) or "per_year" in self.cues:
            return False
        if "trend" in self.cues or (
            "moves" in self.cues and (self._asks_how_it_went() or not self._asks_size())
        ):
            return False  # 合计走势 is a series of sums
        if (
            self._names_one_agency()
            and "each" not in self.cues
            and patterns.search(TOGETHER, self.spotted.text)
        ):
            return True
        if self._names_one_agency() and patterns.search(_IN_ALL_YEARS, self.spotted.text):
            return True
        text = self.spotted.text
        everything = "each" not in self.cues and patterns.search(ALL_THAT_CAME, text) is not None
        everything = everything and not patterns.search(_AS_A_COURSE, text)
        return ("sum" in self.cues or everything) and not patterns.search(_SERIES_OF_SUMS, text)

    def _asks_of_one_year(self) -> bool:
        """单年申请的最高纪录: of every agency's years the highest, and not of their sums."""
        return patterns.search(_OF_ONE_YEAR, self.spotted.text) is not None

    def _asks_whose_year(self) -> bool:
        """Who had the most, and in which year: of every agency's years the highest."""
        return not self._names_one_agency() and patterns.search(_WHOSE, self.spotted.text) is not None

    def _of_changes(self, change: Change, n: int, highest: bool) -> tuple[Operation, int, bool]:
        """Changes are ranked, tested or counted like figures; of one agency they are told."""
        rising = change.direction >= 0
        if not highest and self._asks_in_which_years(change):
            return "filter", 1, rising
        if self._asks_when() and highest:
            return "top_year", n, rising != ("least" in self.cues)
        classes = all(not group.places for group in self.groups)  # 哪几家教育局、教委
        named = len(self.groups) > 1 and not (classes or patterns.search(_WHICH_ONES, self.spotted.text))
        if not self._asks_who() or (named and not highest and not self._thresholds()):
            faster = "which" in self.cues and len(self.groups) > 1
            return "rank" if faster else "growth", 1, rising
        if change.whole:
            return "rank", _ALL_OF_THEM, rising != ("rank_ascending" in self.cues)
        if highest:
            return "rank", n, rising != ("least" in self.cues)
        if "count" in self.cues and not patterns.search(WHO_ARE_THEY, self.spotted.text):
            return "count", 1, True
        return "filter", 1, rising

    def _adds_up(self, operation: Operation) -> Literal["", "agencies", "years"]:
        """What is added up first: of 历年申请总量 the agencies, of 四年来申请最多的单位 an agency's years."""
        if self._adds_up_agencies(operation):
            return "agencies"
        if (
            self._ranks_each_year(operation)
            or self._places_each_year(operation)
            or self._asks_of_one_year()
            or (self._asks_when() and self._asks_whose_year())
        ):
            return ""
        several_years = len(self._years()) > 1 or "all_years" in self.cues
        over_all = (
            operation in ("rank", "count", "position", "agency_share") and not self._passes_every_year()
        )
        over_all |= operation in ("difference", "times") and self._sets_agencies_apart()
        over_all |= self._holds_yearly_means(operation)
        by_agency = operation in ("sum", "average") and self._tells_agencies_apart()
        several_years = several_years or self._holds_yearly_means(operation)
        several_years = several_years or (by_agency and self._asks_yearly_mean())
        return "years" if (over_all or by_agency) and several_years and not self._change() else ""

    def _tells_agencies_apart(self, of_bodies: bool = False) -> bool:
        """各单位, each agency: and not 所有单位; `of_bodies`: where 各有多少 can be said of kinds of applicants."""
        if self._names_one_agency():
            return False
        told = [mention.text for mention in self.mentions if mention.has("cue", "each")]
        if "sum" in self.cues:  # 各单位合计 is the sum of them all
            told = [text for text in told if text not in ALL_OF_THEM_TOGETHER]
        pattern = _APART_BODIES if of_bodies else r"各|每个|每家|分别|each|every|by agency|by bureau|list"
        return any(patterns.search(pattern, text) for text in told)

    def _adds_up_agencies(self, operation: Operation) -> bool:
        """历年申请总量, and not 各单位历年申请量."""
        over_years = operation in ("trend", "top_year", "growth") or (
            operation == "times" and len(self.groups) < 2
        )
        change = self._change()
        over_years = over_years or self._tests_totals(operation)
        over_years = over_years or (change is not None and self._asks_in_which_years(change))
        if (
            not (over_years or (operation == "average" and self._asks_yearly_mean()))
            or self._names_one_agency()
        ):
            return False
        if operation == "average" and self._tells_agencies_apart() and "sum" not in self.cues:
            return False
        if "sum" in self.cues or patterns.search(_TOTAL, self.spotted.text) or self._asks_mean_of_each_year():
            return True
        wide = not self.groups or all(self._is_region(group) for group in self.groups)
        return wide and not self._tells_agencies_apart()

    def _tests_totals(self, operation: Operation) -> bool:
        """申请总量哪年超过18000件: the totals of the years are tested, and no agency's figures."""
        total = "sum" in self.cues or patterns.search(_TOTAL, self.spotted.text) is not None
        tests = operation == "filter" and bool(self._thresholds()) and not self._change()
        return total and tests and self._asks_when() and not patterns.search(_WHOSE, self.spotted.text)

    def _is_region(self, group: AgencyGroup) -> bool:
        """江苏: a place said alone that has agencies in it and no government of its own."""
        if group.has_office or group.all_meant or len(group.agencies) < 2 or len(self.groups) > 1:
            return False
        return bool(group.places) and not self.directory.has_government(group.places[-1])

    def _asks_place(self) -> bool:
        """X的排名, the rank of X: of one agency a ranking can only mean its place."""
        if patterns.search(_OF_YEARS_ALONE, self.spotted.text):
            return False
        return "rank" in self.cues and self._names_one_agency() and self._top() is None

    def _asks_lowest(self) -> bool:
        """最少; and 减少得最多, the most negative change."""
        lowest = (
            bool(self.cues & {"least", "rank_ascending"})
            or patterns.search(_LESS, self.spotted.text) is not None
        )
        falls = "change" in self._codes("column") and way_of_change(self.spotted.text) < 0
        return lowest != falls

    def _ranks_each_year(self, operation: Operation) -> bool:
        """每年最多的是谁: every year is ranked by itself."""
        several = len(self._years()) > 1
        each = any(m.has("cue", "all_years") and m.text in ("历年", "各年", "各年度") for m in self.mentions)
        each = (
            each
            and not self._asks_of_one_year()
            and "sum" not in self.cues
            and patterns.search(rf"{_TOTAL}|总和|之和|累计|加起来", self.spotted.text) is None
        )
        told_apart = (
            each
            or self._asks_who_changed_places()
            or "per_year" in self.cues
            or (several and patterns.search(r"分别|各是|respectively|each", self.spotted.text))
        )
        if operation == "difference" and "per_year" in self.cues:
            return self._sets_agencies_apart()
        told_apart = told_apart and not (self._asks_when() and self._asks_whose_year())
        return operation == "rank" and bool(told_apart) and not (self._change() or self._names_one_agency())

    def _places_each_year(self, operation: Operation) -> bool:
        """历年排第几: the place an agency took in each year, and not by what it had in all of them."""
        several = len(self._years()) > 1 or bool(self.cues & {"all_years", "per_year"})
        several = several or patterns.search(FIRST_HOW_OFTEN, self.spotted.text) is not None
        return operation == "position" and several and not self.cues & {"sum", "average", "yearly_mean"}
