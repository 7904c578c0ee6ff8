"""What a question wants done with the figures: look up, rank, compare, add up, test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant import patterns
from assistant.intent import AgencyGroup, Change, Condition, Metric, Operation, Operator
from assistant.understanding.asked.heard import ALL_OF_THEM_TOGETHER, TOGETHER
from assistant.understanding.asked.heard_once import heard_once
from assistant.understanding.asked.items_counted import goes_either_way, way_of_change
from assistant.understanding.asked.neighbours import AskedNeighbours
from assistant.understanding.asked.years import ALL_THAT_CAME, PERCENTAGE_OF
from assistant.understanding.words.mentions import Threshold, Top
from assistant.understanding.words.numerals import read_number
from assistant.understanding.words.said_kinds import kind_said

_NOT_OF_FIGURES: tuple[Operation, ...] = ("check", "missing")
_WHO_ARE_THEY = r"有哪几家|是哪几家|哪几家|有哪些|是哪些|都有谁|是谁|\bwhich (?:ones|are they)\b|\bwho are they\b|\b(?:name|list) them\b"
_AS_A_COURSE = r"\b(?:over|through|across) the years\b|\bover time\b|\bin recent years\b"
_FIRST_ONE = (
    r"(?:第[一1](?:名|位|多|高)?|头名|头一名|首位|榜首|冠军|领头羊?|老大|最[多高大]的?)"
    r"的?(?:那[个家]|[那一][个家])?(?:单位|机关|局|政府)?"
)
_WHETHER_FIRST = (
    r"(?:第[一1]名?|最[多高少低]的?(?:单位|机关|局|政府|[一那][个家])|最[多少]的?|居首|榜首|首位|垫底|末位|倒数第[一1]|老大|冠军|头名)(?:了|的)?[吗么][？?]?$"
    r"|(?:是不是|是否是?|有没有|算不算)[^，。]{0,8}?(?:第[一1]|最[多高少低]|居首|榜首|首位|垫底|末位|倒数第[一1]|老大|冠军|头名)"
)
_WHICH_ONES = r"哪些|哪几[个家]|\bwhich ones\b"
_OF_ITS_OWN_YEARS = r"新高|新低|历史最|历年最|峰值|高峰|低谷|创下|刷新"
_OF_YEARS_ALONE = r"(?:排|从.到.|由.[至到].)[^，。]{0,6}?(?:年份|年头|年度|各年)|(?:年份|年头|年度)[^，。]{0,8}?(?:排|从.到.|由.[至到].)"
_FIRST_HOW_OFTEN = (
    r"(?:几年|几次|几回|多少年|多少次|哪几?年|哪些年)[^，。]{0,20}?(?:第[一1](?!次|回)|居首|榜首|夺冠|冠军|头名|垫底)"
    r"|(?:第[一1](?!次|回)|居首|榜首|夺冠|冠军|头名|垫底)[^，。]{0,6}?(?:几年|几次|几回|多少年|多少次)"
)
_FROM_THE_END = r"倒数第?(?:几|多少)"
_AHEAD_BY = r"领先|高出|超出|甩开|拉开|高过|胜出"
_FIRST_AND_ANOTHER = (
    rf"{_FIRST_ONE}[^，。？第]{{0,6}}?(?:比|和|与|跟|同|较|对|{_AHEAD_BY}|超过|是|、|到)[^，。？第]{{0,6}}?"
    r"第(?P<place>[二三四五六七八九十]|[2-9]|1\d)(?![件条项])"
)
_SUBJECT_FOLLOWS = r"\b(?:did|do|does|had|has|have|was|were|is|are|got|get)\b"
_MEASURED_BY = (
    r"\b(?:times|multiple of|(?:percentage|per ?cent|share|proportion|fraction) of"
    rf"|compared (?:with|to)|relative to|against)\b(?:(?!{_SUBJECT_FOLLOWS}).)*$"
)
_WHAT_PART_OF = (
    r"\b(?:what|which|how (?:large|big|high|small|great) an?)"
    r" (?:percentage|per ?cent|%|share|proportion|fraction|part) of\b"
)
_IN_ALL_YEARS = (  # how many has it received in all years
    r"\bhow many\b.*\b(?:in|over|across|during|through(?:out)?) (?:all|the whole|the entire|the full) (?:the |of the |these |those )?"
    r"(?:\w+ )?(?:years?|period)\b(?! by year)"
    r"|\b(?:in|over|across|during|through(?:out)?) (?:all|the whole|the entire) (?:the |of the |these |those )?(?:\w+ )?"
    r"(?:years?|period)\b.*\bhow many\b"
)
_ALL_AS_ONE = (
    *("所有单位", "全部单位", "所有局", "所有机关", "全部机关"),
    *("all agencies", "all the agencies", "all bodies", "all authorities", "all public bodies"),
    *("all bureaus", "all the bureaus", "all districts", "all the districts", "all cities", "all the cities"),
)
_ACROSS = r"\b(?:across|over|throughout|through) (?:each and )?$"
_HOW_MANY_CASES = (
    r"^how (?:many|much)\b(?!.*\b(?:each|respectively|apiece)\b)"
    r"|(?<!各)(?:有|是|为|收了?|收到了?|公开了?|提供了?|处理了?|办[理结]了?|答复了?)(?:几|多少)[件起宗](?!.*(?:分别|各))"
)
_ALL_OF_THEM = 10_000
_ORDINAL = r"第[二三四五六七八九十\d]+(?:名|位|多|高|大|少|低)?|\b(?:second|third|fourth|fifth|sixth|[2-9](?:nd|rd|th))\b"
_CAME_IN_AT = (  # of 2019's requests the percentage that was received by Shenzhen
    r"\b(?:(?:was|were|is|are|got|been) (?:\w+ed )?(?:received|handled|filed|lodged|submitted|made|addressed|sent|directed|dealt with)"
    r"|went|goes?|gone|came in|landed|ended up|arrived|f[ae]ll|fallen|addressed|belong(?:s|ed)?) (?:by|with|at|to|in|on|under)"
    r" (?:the )?$"
)
_SET_AGAINST_IT = (  # of all lawsuits those that were directed at Nanjing
    r"\b(?:directed|brought|filed|aimed|lodged|launched|targeted|levelled|were|was|are|hit|concerned|involved|fell|ended up)"
    r" ?(?:at|against|on|to|with)? (?:the )?$"
)
_CAME_FROM = r"\b(?:came|come|comes) from\b|\bbelong|\bwent to\b|\boriginat|\bwere made by\b|来自|出自"
_TOTAL = r"总量|总数|总额|合计|整体|总体|\btotal|together|combined|\bas one\b|\bpooled\b|\bas a whole\b|\boverall\b"
_OF_THE_WHOLE = r"\bof (?:all|the total|the overall)\b|占(?:到|了)?(?:全部|所有|总|当年|全年)"
_OF_ALL = r"全部|所有|总量|总数|全国|合计|\ball\b|\btotal\b"
_EVERY_THAT = (
    r"\b(?:every|all|any|each|the) (?:[\w-]+ ){0,2}"
    r"(?:agenc|bureau|bod|authorit|government|department|office)\w* (?:that|which|who)\b"
)
_SERIES_OF_SUMS = r"历年(?!.*(?:一共|总共|累计|加起来|合起来|加在一起|共计|总和|总共))"
_SIDE_BY_SIDE = r"比一比|比比|对比|比较|\bside by side\b|\bversus\b|\bvs\b|\bcompared?\b"
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
_WHO_OF_THEM = r"(?:谁|哪[个家]).{0,10}?(?:更|较)?(?<![减增缩升降])[多高大少低小](?:一些|些|一点)?[？?。]?$"
_WHO_HAS_MORE = (
    r"孰[多高大少低小]|谁(?:家)?(?:的)?(?:更|较)?[多高大少低小]|哪[个家边方](?:的)?(?:更|较)?[多高大少低小]"
    r"|\bwho (?:had|got|has) (?:more|fewer|less)\b"
    r"|\bwhich (?:one )?(?:\w+ )?(?:had|got|has|was|is) (?:the )?(?:more|fewer|less|higher|lower)\b"
)
EACH_FIGURE = r"(?:各|分别|各自)(?:都)?(?:是|为|有|新?收|占|办)?(?:到|了|结)?(?:多少|几)|\beach\b.*\band (?:which|who)\b|\brespectively\b"
_COUNTED = r"[有共占达]了?(?:几|多少)[个家]|多少[个家]|\bhow many (?:agenc|bureau|bod|authorit|government)"
_AND_THE = r"[^,。？?]{0,10}?(?:和|与|及|、|跟|还有|,)[^,。？?]{0,6}?"
_BOTH_ENDS = (
    rf"最[多高大]{_AND_THE}最[少低小]|最[少低小]{_AND_THE}最[多高大]"
    r"|\b(?:most|highest|largest|maximum|biggest)\b.{0,12}\b(?:and|&)\b.{0,12}\b(?:fewest|least|lowest|smallest|minimum)\b"
    r"|\b(?:fewest|least|lowest|smallest|minimum)\b.{0,12}\b(?:and|&)\b.{0,12}\b(?:most|highest|largest|maximum|biggest)\b"
)
_LESS = r"更少|更低|更小|谁少|哪个少|[少低小](?:一些|些|一点|点)|smaller|fewer|lower|\bless\b(?! than)"
_AGENCY_WORDS = "单位|机关|机构|局|部门|报告|agenc|bureau|report|bod|unit|authorit"


_OPPOSITE: dict[Operator, Operator] = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}


class AskedOperation(AskedNeighbours):
    """The operation of one question."""

    @heard_once
    def _operation(self, metrics: Sequence[Metric]) -> tuple[Operation, int, bool]:
        cues, top = self.cues, self._top()
        descending = self._highest_first(top)
        several = len(self.groups) > 1 or (
            len(self.groups) == 1 and len(self.groups[0].agencies) > 1 and "two_both" in cues
        )
        if plain := next((code for code in _NOT_OF_FIGURES if code in cues), None):
            return plain, 1, True
        if beside := self._next_to_agency():
            return "rank", 1, beside[1] == "<"
        if "position" in cues or self._asks_whether_first():
            return "position", 1, descending and not patterns.search(_FROM_THE_END, self.spotted.text)
        if self._asks_top_item(metrics):
            return "top_item", top.n if top else 1, descending
        if over_years := self._over_years(metrics, several):
            return over_years
        if self._asks_place():
            return "position", 1, descending
        if of_first := self._of_first_places(metrics, top):
            return *of_first, descending
        if self._asks_each_and_most():
            return "compare", 1, descending
        extremes = cues >= {"most", "least"}
        alone = not (self.groups or metrics)  # 是几倍 behind two that were set beside each other
        if (
            "times" in cues and (several or extremes or alone or len(metrics) == 2)
        ) or self._asks_percentage_of(several):
            return "times", 1, True
        if "difference" in cues and (
            several
            or extremes
            or (len(metrics) > 1 and self._names_one_agency())
            or not (self.groups or metrics)
        ):
            return "difference", 1, True
        if cues & {"most", "least"} and not cues & {"rank", "rank_ascending"}:
            return "rank", 1, descending
        return self._plain_operation(several, metrics), 1, descending

    def _asks_whether_first(self) -> bool:
        """南京市教育局排第一吗, 几年排第一: the place of the one agency named, in each year, says whether."""
        top, text = self._top(), self.spotted.text
        if not self._names_one_agency() or self._change() or patterns.search(_OF_ITS_OWN_YEARS, text):
            return False
        if patterns.search(_FIRST_HOW_OFTEN, text):
            return True
        first = self.cues & {"most", "least"} and patterns.search(_WHETHER_FIRST, text)
        placed = top is not None and top.alone and patterns.search(r"[吗么][？?]?$|是不是|是否", text)
        return bool(first or placed) and not self._asks_when()

    def _of_first_places(self, metrics: Sequence[Metric], top: Top | None) -> tuple[Operation, int] | None:
        """How far the first is ahead of another place, what part of all the first have, or who they are."""
        if apart := self._places_apart():
            return ("times" if "times" in self.cues else "difference"), apart
        n = top.n if top else 1
        if (top or self.cues & {"most", "least"}) and self._asks_share_of_first(metrics):
            return "top_share", n
        return ("rank", n) if top else None

    def _places_apart(self) -> int:
        """第一名和第二名差多少: the place that the first is held against, 0 for none."""
        if self._asks_lead_of_first():
            return 2
        apart = self.cues & {"difference", "times"} or patterns.search(_AHEAD_BY, self.spotted.text)
        found = patterns.search(_FIRST_AND_ANOTHER, self.spotted.text) if apart else None
        return int(read_number(found["place"])) if found and not self._names_one_agency() else 0

    def _asks_share_of_first(self, metrics: Sequence[Metric]) -> bool:
        """前三名合计占总量多少: a part of what all agencies have together, and no share of one report."""
        plain = len(metrics) == 1 and metrics[0].over is None and not self._codes("column")
        one_year = len(self._years()) < 2 and "all_years" not in self.cues
        whole = (
            patterns.search(r"占.{0,8}?(?:前|第)", self.spotted.text) is None
        )  # and not of the first three
        return (
            plain
            and one_year
            and whole
            and self._shares()
            and not (self._names_one_agency() or self._change())
        )

    def _highest_first(self, top: Top | None) -> bool:
        told = top.descending if top else None
        if told and "most" not in self.cues and self.cues & {"least", "rank_ascending"}:
            return False  # 前三名最少的, 从少到多的前三个
        return self._asks_both_ends() or (told if told is not None else not self._asks_lowest())

    def _asks_both_ends(self) -> bool:
        """最多和最少的区县分别是谁: the highest and the lowest, and neither's distance from the other."""
        return (
            self.cues >= {"most", "least"}
            and not self.cues & {"difference", "times", "rank", "rank_ascending"}
            and not self._change()
            and patterns.search(_BOTH_ENDS, self.spotted.text) is not None
        ) or self._names_both_tops()

    def _names_both_tops(self) -> bool:
        """前三名和后三名: as many from either end."""
        tops = [top for mention in self.mentions if (top := mention.first(Top))]
        if len(tops) != 2 or self._change() or self.cues & {"difference", "times"}:
            return False
        one, other = tops
        return one.n == other.n and {one.descending, other.descending} == {True, False} and not one.alone

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
        if "count" in self.cues and not patterns.search(_WHO_ARE_THEY, self.spotted.text):
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

    def _asks_for_one_total(self) -> bool:
        """单位收到多少件, 全部单位有几件: one figure of all of them, who are not told apart."""
        each = [mention for mention in self.mentions if mention.has("cue", "each")]
        told = {m.text for m in each if not patterns.search(_ACROSS, self.spotted.text[: m.start])}
        asks_once = patterns.search(_HOW_MANY_CASES, self.spotted.text) is not None
        whole = told <= set(_ALL_AS_ONE) and asks_once
        all_of_them = bool(self.cues & {"agencies"}) or bool(each)
        apart = self.groups or "which" in self.cues or (told and not whole)
        return all_of_them and "quantity" in self.cues and not apart

    def _tells_agencies_apart(self, of_bodies: bool = False) -> bool:
        """各单位, each agency: and not 所有单位; `of_bodies`: where 各有多少 can be said of kinds of applicants."""
        if self._names_one_agency():
            return False
        told = [mention.text for mention in self.mentions if mention.has("cue", "each")]
        if "sum" in self.cues:  # 各单位合计 is the sum of them all
            told = [text for text in told if text not in ALL_OF_THEM_TOGETHER]
        pattern = _APART_BODIES if of_bodies else r"各|每个|每家|分别|each|every|by agency|by bureau|list"
        return any(patterns.search(pattern, text) for text in told)

    def _speaks_of_each(self) -> bool:
        """各单位; and not 什么人申请的，各类各多少, which tells kinds of applicants apart."""
        return "each" in self.cues and (
            not self.cues & {"distribution", "outcomes"} or self._tells_agencies_apart(of_bodies=True)
        )

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

    def _asks_each_and_most(self) -> bool:
        """三地公安局各是多少，谁最多; 孰多，相差几件: the figure of each one named, the highest first."""
        named = len(self.groups) > 1 and all(len(group.agencies) == 1 for group in self.groups)
        if not named or len(self._years()) > 1 or self.cues & {"rank", "rank_ascending", "sum", "average"}:
            return False
        if "difference" in self.cues:
            return patterns.search(_WHO_HAS_MORE, self.spotted.text) is not None
        return (
            bool(self.cues & {"most", "least"})
            and patterns.search(EACH_FIGURE, self.spotted.text) is not None
        )

    def _in_order(self, operation: Operation) -> tuple[AgencyGroup, ...]:
        """The names in the question's order; of a multiple what is measured first: how many times Suzhou's did Nanjing get."""
        if operation != "times" or len(self.groups) != 2:
            return tuple(self.groups)
        one, other = self.groups
        text = self.spotted.text
        measure = patterns.search(_MEASURED_BY, text[: one.start])
        between = text[one.end : other.start]
        behind = patterns.search(_SUBJECT_FOLLOWS, between) and not patterns.search(
            r"\b(?:than|as|that of|those of)\b", between
        )
        return (other, one) if measure and behind else (one, other)

    def _asks_place(self) -> bool:
        """X的排名, the rank of X: of one agency a ranking can only mean its place."""
        if patterns.search(_OF_YEARS_ALONE, self.spotted.text):
            return False
        return "rank" in self.cues and self._names_one_agency() and self._top() is None

    def _asks_percentage_of(self, several: bool) -> bool:
        """A's requests as a percentage of B's: one agency's figure over another's."""
        return (
            several
            and len(self.groups) == 2
            and all(len(group.agencies) == 1 for group in self.groups)
            and self._shares()
            and (patterns.search(PERCENTAGE_OF, self.spotted.text) is not None or self._is_part_of_other())
            and not {"distribution", "outcomes"} & self.cues
            and not self._codes("column")
        )

    def _is_part_of_other(self) -> bool:
        """What percentage of Kunshan's requests did Zhoushi get, equals what per cent of the number made to Kunshan."""
        said = patterns.search(_WHAT_PART_OF, self.spotted.text)
        if said is None or len(self._codes("item")) > 1:
            return False
        whole = next((group for group in self.groups if group.start >= said.end()), None)
        between = self.spotted.text[said.end() : whole.start] if whole else "and"
        return patterns.search(r"\b(?:did|does|was|were|is|are|and|all|total)\b", between) is None

    def _unread_of_relations(self) -> list[str]:
        """The places of a ranking that are asked for and not worked out: the fifth most."""
        text, unread = self.spotted.text, []
        items = [(m.start, m.end) for m in self.mentions if m.has("item")]
        ranks = self.cues & {"most", "least", "rank", "rank_ascending"} or self._top()
        items += [(m.start, m.end) for m in self.mentions if m.first(Top)]
        for found in patterns.finditer(_ORDINAL, text) if ranks and not self._places_apart() else ():
            if not any(start < found.end() and found.start() < end for start, end in items):
                unread.append(f"{found.group()}的名次" if self.spotted.language == "zh" else found.group())
        return unread

    def _asks_lowest(self) -> bool:
        """最少; and 减少得最多, the most negative change."""
        lowest = (
            bool(self.cues & {"least", "rank_ascending"})
            or patterns.search(_LESS, self.spotted.text) is not None
        )
        falls = "change" in self._codes("column") and way_of_change(self.spotted.text) < 0
        return lowest != falls

    def _asks_top_item(self, metrics: Sequence[Metric]) -> bool:
        """哪种理由最多, 哪类申请人最多: the highest of several figures, not of several agencies."""
        ranks = bool(self.cues & {"most", "least"}) or self._top() is not None
        bodies = patterns.search(_WHICH_BODY, self.spotted.text) is not None
        return ranks and not bodies and len(metrics) > 2 and bool(self.cues & {"distribution", "outcomes"})

    def _change_is_a_column(self, metrics: Sequence[Metric]) -> bool:
        """本年增/减 is printed in the form; only other figures need two years to tell their change."""
        return any(metric.of.columns == ("change",) for metric in metrics)

    def _plain_operation(self, several: bool, metrics: Sequence[Metric]) -> Operation:
        cues = self.cues
        if cues & {"rank", "rank_ascending"} and "median" not in cues:  # 从小到大排，最中间的
            return "list" if not several else "compare"
        if means := cues & {"average", "median"}:
            return "means" if len(means) > 1 else "median" if "median" in means else "average"
        if "count" in cues and not self._counts_none():
            return "filter" if patterns.search(_WHO_ARE_THEY, self.spotted.text) else "count"
        if cues & {"zero", "nonzero"} and not self._names_one_agency():
            return "filter"
        if self._is_agency_share():
            return "agency_share"
        if not cues & {"sum", "quantity", "difference", "times"} and patterns.search(
            _WHO_OF_THEM, self.spotted.text
        ):
            classes = all(len(group.agencies) > 1 and not group.places for group in self.groups)
            return "rank" if classes else "compare"
        if several and "sum" in cues and not patterns.search(_SIDE_BY_SIDE, self.spotted.text):
            return "sum"
        if several:
            return "compare"
        if self.groups and (self._names_one_agency() or not self._is_wide()):
            return "lookup"
        if "sum" in cues or self._asks_for_one_total():
            return "sum"
        return "filter" if not self.groups and self._asks_for_some(metrics) else "list"

    def _asks_for_some(self, metrics: Sequence[Metric]) -> bool:
        """Whether agencies are asked for that have some of it, and not everybody's figure."""
        if self._asks_whose_items_moved(metrics):
            return True
        which = "which" in self.cues and not self._asks_reasons()  # 有哪些理由: rows, and no agencies
        every = patterns.search(_EVERY_THAT, self.spotted.text) is not None
        return (which or every) and "quantity" not in self.cues

    def _asks_whose_items_moved(self, metrics: Sequence[Metric]) -> bool:
        """Which agency's number of licensing items fell: whose printed change goes that way, and not everybody's."""
        return (
            self._change_is_a_column(metrics) and way_of_change(self.spotted.text) != 0 and self._asks_who()
        )

    def _counts_none(self) -> bool:
        """江苏几个市政府收件数分别多少: 几个 says which they are, and each one's figure is asked for."""
        apart = patterns.search(EACH_FIGURE, self.spotted.text) is not None
        return apart and patterns.search(_COUNTED, self.spotted.text) is None and not self._thresholds()

    def _is_agency_share(self) -> bool:
        """黄埔区政府占全部单位的比例: one agency's part of all of them, with no kind of applicant named."""
        if not (self._shares() and self._names_one_agency()):
            return False
        if any(self.vocabulary.columns[code].table == "applications" for code in self._codes("column")):
            return False
        items = [self.vocabulary.items[code] for code in self._codes("item")]
        taken_in = items and all(item.code in ("received", "application") for item in items)
        if taken_in and patterns.search(f"{_OF_ALL}|全省|全市|全区|全县|本[省市区县]", self.spotted.text):
            return True  # of all requests; of other items a share is one of what the agency itself handled
        if (
            items
            and patterns.search(r"\bof all\b|占全部|占所有|占总", self.spotted.text)
            and patterns.search(_CAME_FROM, self.spotted.text)
        ):
            return True
        if taken_in and patterns.search(_CAME_IN_AT, self.spotted.text[: self.groups[0].start]):
            return True
        if (
            {item.table for item in items} == {"disputes"}
            and patterns.search(_OF_THE_WHOLE, self.spotted.text)
            and patterns.search(_SET_AGAINST_IT, self.spotted.text[: self.groups[0].start])
        ):
            return True
        whole = [item for item in items if item.table == "disclosure" or item.rows == ("received",)]
        alone = len(items) == len(whole) == 1 and not self._codes("column")
        if alone and patterns.search(_OF_THE_WHOLE, self.spotted.text):
            return True  # the part of all requests that one agency received
        crowd = (m for m in self.mentions if m.has("cue", "agencies") or m.has("cue", "each"))
        return bool(self.crowd) or any(patterns.search(_AGENCY_WORDS, mention.text) for mention in crowd)

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
        several = several or patterns.search(_FIRST_HOW_OFTEN, self.spotted.text) is not None
        return operation == "position" and several and not self.cues & {"sum", "average", "yearly_mean"}

    def _condition(self, metrics: Sequence[Metric]) -> Condition | None:
        thresholds, change = self._thresholds(), self._change()
        if change:
            tests = self._asks_who() or self._asks_in_which_years(change)
            return self._change_condition(change) if tests else None
        if thresholds:
            conditions = [Condition(t.operator, t.value, t.upper) for t in thresholds[:2]]
            said = (m.text for m in self.mentions if m.first(Threshold))
            if self._is_never() and not any(
                "never" in text for text in said
            ):  # never exceeded 50 is at most 50
                conditions = [c._replace(operator=_OPPOSITE.get(c.operator, c.operator)) for c in conditions]
            if len(conditions) == len(metrics) == 2:
                conditions = [c._replace(metric=m.code) for c, m in zip(conditions, metrics, strict=True)]
            first, *more = conditions
            return first._replace(also=more[0]) if more else first
        if self._is_whole():
            return Condition("=", 1)
        if self._change_is_a_column(metrics) and self._operation(metrics)[0] in ("filter", "count"):
            way = way_of_change(self.spotted.text)
            either = way == 0 and goes_either_way(self.spotted.text)
            return Condition("<" if way < 0 else "!=" if either else ">", 0)
        if "zero" in self.cues:
            return Condition("=", 0)
        if "nonzero" in self.cues:
            return Condition(">", 0)
        operation = self._operation(metrics)[0]
        return Condition(">", 0) if metrics and operation in ("filter", "count") else None

    def _scope(self) -> str:
        return kind_said(self.mentions, self.cues, self.spotted.text)


_WHICH_BODY = (  # which agency had the highest number of such outcomes: no outcome is asked for
    r"\b(?:which|what) (?:[\w-]+ )?(?:agenc(?:y|ies)|bureaus?|governments?|departments?|bod(?:y|ies)|authorit(?:y|ies))\b|^who\b"
    r"|(?:哪一?[个家]|哪些)(?:单位|机关|局|部门|政府)"
)
