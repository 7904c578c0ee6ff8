"""What a question wants done with the figures: look up, rank, compare, add up, test."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import patterns
from assistant.intent import AgencyGroup, Condition, Metric, Operation, Operator
from assistant.understanding.asked.changes import PERCENTAGE_OF
from assistant.understanding.asked.heard_once import heard_once
from assistant.understanding.asked.items_counted import goes_either_way, way_of_change
from assistant.understanding.asked.over_years import FIRST_HOW_OFTEN, WHO_ARE_THEY, AskedOverYears
from assistant.understanding.words.mentions import Threshold, Top
from assistant.understanding.words.numerals import read_number
from assistant.understanding.words.said_kinds import kind_said

_NOT_OF_FIGURES: tuple[Operation, ...] = ("check", "missing")
_FIRST_ONE = (
    r"(?:第[一1](?:名|位|多|高)?|头名|头一名|首位|榜首|冠军|领头羊?|老大|最[多高大]的?)"
    r"的?(?:那[个家]|[那一][个家])?(?:单位|机关|局|政府)?"
)
_WHETHER_FIRST = (
    r"(?:第[一1]名?|最[多高少低]的?(?:单位|机关|局|政府|[一那][个家])|最[多少]的?|居首|榜首|首位|垫底|末位|倒数第[一1]|老大|冠军|头名)(?:了|的)?[吗么][？?]?$"
    r"|(?:是不是|是否是?|有没有|算不算)[^，。]{0,8}?(?:第[一1]|最[多高少低]|居首|榜首|首位|垫底|末位|倒数第[一1]|老大|冠军|头名)"
)
_OF_ITS_OWN_YEARS = r"新高|新低|历史最|历年最|峰值|高峰|低谷|创下|刷新"
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
_OF_THE_WHOLE = r"\bof (?:all|the total|the overall)\b|占(?:到|了)?(?:全部|所有|总|当年|全年)"
_OF_ALL = r"全部|所有|总量|总数|全国|合计|\ball\b|\btotal\b"
_EVERY_THAT = (
    r"\b(?:every|all|any|each|the) (?:[\w-]+ ){0,2}"
    r"(?:agenc|bureau|bod|authorit|government|department|office)\w* (?:that|which|who)\b"
)
_SIDE_BY_SIDE = r"比一比|比比|对比|比较|\bside by side\b|\bversus\b|\bvs\b|\bcompared?\b"
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
_AGENCY_WORDS = "单位|机关|机构|局|部门|报告|agenc|bureau|report|bod|unit|authorit"


_OPPOSITE: dict[Operator, Operator] = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}


class AskedOperation(AskedOverYears):
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
        if patterns.search(FIRST_HOW_OFTEN, text):
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

    def _asks_for_one_total(self) -> bool:
        """单位收到多少件, 全部单位有几件: one figure of all of them, who are not told apart."""
        each = [mention for mention in self.mentions if mention.has("cue", "each")]
        told = {m.text for m in each if not patterns.search(_ACROSS, self.spotted.text[: m.start])}
        asks_once = patterns.search(_HOW_MANY_CASES, self.spotted.text) is not None
        whole = told <= set(_ALL_AS_ONE) and asks_once
        all_of_them = bool(self.cues & {"agencies"}) or bool(each)
        apart = self.groups or "which" in self.cues or (told and not whole)
        return all_of_them and "quantity" in self.cues and not apart

    def _speaks_of_each(self) -> bool:
        """各单位; and not 什么人申请的，各类各多少, which tells kinds of applicants apart."""
        return "each" in self.cues and (
            not self.cues & {"distribution", "outcomes"} or self._tells_agencies_apart(of_bodies=True)
        )

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
            return "filter" if patterns.search(WHO_ARE_THEY, self.spotted.text) else "count"
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
