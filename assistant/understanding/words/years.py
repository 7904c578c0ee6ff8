"""The years a question names: written out, as a range, or counted from the collection's years (去年, 近三年, since 2020)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant import patterns
from assistant.understanding.words.numerals import CHINESE_NUMBER, DIGITS, ENGLISH_NUMBER, YEAR, read_number
from assistant.understanding.words.years_passed import MOVES, YEARS_IN_A_ROW

# Patterns stay text until a question has a word of theirs: compiling them all costs more than answering.
_RANGE = (
    rf"(?:自|从)?({YEAR})\s*年?\s*(?:(?:累计|一直|合计|累加|累积|算|数|加|统计)(?=[到至]))?"
    rf"(?:-|—|–|~|到|至|to|through|and|until)\s*({YEAR})\s*年?(?:度|底|末)?"
)
_ONE = rf"(?<![\d.])({YEAR})(?![\d.]\d)\s*(?:年度|年末|年底|年终|年)?"
_CHINESE_YEAR = r"((?:二[零〇]|一九)[零〇一二三四五六七八九]{2})\s*(?:年度|年)?"
_CHINESE_SHORT = (
    r"(?<![零〇一二三四五六七八九十百千])([〇零一二][〇零一二三四五六七八九])年(?![级来前内以期])"
)
_SHORT = r"(?<![\d.])(\d\d)\s*年(?:度|末|底|终)?(?!\s*(?:前|来|内(?!部)|以[来上下前后内外]))"
_SHORT_RANGE = (
    r"(?<![\d.])(\d\d)\s*年?\s*(?:-|—|–|~|到|至)\s*(\d\d)\s*年(?:度|底|末)?(?!\s*(?:前|来|内(?!部)|以))"
)
_SHORT_LISTED = r"(?<![\d.])(\d\d)(?=\s*年?(?:[、，,/和与及跟]|以及)\s*(?:\d\d\s*年?(?:[、，,/和与及跟]|以及)\s*)*\d\d\s*年)"
_BARE_PAIR = (  # 教育局19-22新收, 南山22vs21新收
    r"(?<=[\u4e00-\u9fff])(?P<first>\d\d)\s?(?P<to>-|—|–|~|至|到|vs|比|、|和|与)\s?(?P<last>\d\d)(?=\s?[\u4e00-\u9fff])"
    r"(?!\s?[年件条项宗份次个家名位元万千百亿人月日号天倍成级多余几种类起场张例桩笔回分])"
)
_BARE_SHORT = (  # 南山区政府22新收: between a name and what is asked of it, where no counter follows
    r"(?:^|(?<=[府局委厅办处区市县镇乡省会院道关队安育政])|(?<=[\u4e00-\u9fff])(?=\d\d(?:新收|办结|结转|予以|不予|部分公开|处罚|许可|复议|诉讼|收费|采购|规章|规范)))"
    r"(\d\d)(?=\s?[\u4e00-\u9fff])"
    r"(?!\s?[年件条项宗份次个家名位元万千百亿人月日号天倍成级多余几种类起场张例桩笔回分])"
)
_SINCE_SHORT = r"(?:自|从)(\d\d)年(?:度)?(?:以来|以后|之后|起|开始|至今|到现在|到如今|到目前)"
_SINCE = (
    rf"(?:自|从)?({YEAR})年?(?:以来|以后|之后|起(?![草诉因步点码动])|至今|到现在|到如今|到目前)"
    r"|\b(?:since|from|beginning(?: in| from| with)?|starting(?: in| from| with| at)?|as from)\s+(?:the year )?"
    rf"({YEAR})\b(?:\s+(?:on|onwards?|forwards?)\b)?"
)
_GOES_ON = r"since|beginning|starting|as from|\bon(?:wards?)?$|\bforwards?$"
_BEFORE = rf"({YEAR})年?(?:以前|之前)|\bbefore\s+({YEAR})\b"
_CONSECUTIVE = r"连(?:续|[降跌减涨升增].{0,2})$"
_SO_MANY_YEARS = r"(?:这|那|上述)?(?P<n>\d|[两二三四五六七八九十])\s*个?年(?:度|份)?(?:里|内|中|间|来)?"
_LAST_CHINESE = (
    r"(?:连续|(?<=连[降跌减涨升增])|最?近|过去|之?前|这|最后|头)的?\s*"
    rf"(?P<n>\d{{1,2}}|{CHINESE_NUMBER.replace('*', '{0,2}', 1)})\s*个?年(?:头|度|份)?(?:下来|来|间|里|内|中)?"
    rf"|(?<![\d第零〇一二三四五六七八九十])(?P<m>\d|[两二三四五六七八九十])\s*个?年(?:头|度|份)?(?:下来|来|间|里|内)?"
    r"(?=.{0,8}(?:总量|总数|总和)|相比|比较|对比|比下来|放在?一起|累计|合计|总共|一共|共|总|加|平均|年均|下来|来|间|里|内|的?(?:总|平均)|[都各全]|分别|逐)"
)
_BARE_SPAN = (  # 教育局四年的公开率, 财政局两年新收; not 三年的规划, 有三年, 哪两年
    r"(?<![\d第零〇一二三四五六七八九十有少多只仅好过到满每隔头整哪任几])(?P<n>(?P<m>[2-9]|[两二三四五六七八九]))(?:年|个年[头度])"
    r"(?=的?(?:$|[，,？?])|的?(?:走势|趋势|走向|新收|收|中位|平均|受理|申请|公开|办[理结]|不予|予以|部分公开|结转|行政|复议|诉讼|败诉|处罚|许可|收费|采购|规章|规范性)(?!计划|规划)"
    r"|(?:分别|各|依次|逐年|当中|之中|持续|一直|始终|过去)|(?:当?中|之?[内间]|里)(?=[，,有谁哪最累共一每只都至]))"
)
_LAST_ENGLISH = (
    r"\b(?:the |these |those )?(?:last|past|latest|previous|most recent|recent|all|over|in) (?:the )?"
    rf"(?P<n>{ENGLISH_NUMBER}) (?:reporting |calendar )?years\b"
    rf"|\b(?:the|these|those) (?P<m>{ENGLISH_NUMBER}) (?:reporting |calendar )?years\b"
)
_ENDS = (  # the first year and the last: 首尾两年, 从头到尾, 最早一年和最近一年
    r"(?:首尾|头尾|首末|一头一尾|一首一尾|始末|前后)(?:这)?两[年端头](?:度|份)?"
    r"|(?:从头|自始|从始|自首|从首)(?:到|至)(?:尾|终)(?:看|算)?(?!的?(?:都|全|均|一[个格项栏]|没|未|空|是空))"
    r"|(?:最早|最初|最开始|开头|起始|第一|首|头)(?:的)?(?:那)?(?:一)?[年端头](?:度|份)?(?:和|与|跟|同|到|至|比|对比|对)"
    r"(?:最近|最后|最末|最新|末|尾|如今|现在)(?:的)?(?:那)?(?:一)?(?:[年端头](?:度|份)?)?"
    r"|(?:最近|最后|最末|最新|末|尾)(?:的)?(?:那)?(?:一)?[年端头](?:度|份)?(?:和|与|跟|同|比|对比|较|对)"
    r"(?:最早|最初|最开始|开头|起始|第一|首|头)(?:的)?(?:那)?(?:一)?[年端头](?:度|份)?"
)
_UNTIL = (  # the form prints stocks, too: those are of the year named
    rf"(?:截[至止]到?|到)({YEAR})年?(?:底|末|年底|年末|为止)?(?!.*(?:有效|审结|未结|结转|公开总|累计公开|公开.{{0,10}}(?:规章|规范性)|(?:规章|规范性文件).{{0,6}}公开))"
    r"(?=.*(?:累计|一共|总共|合计|共计|共(?=[收受办答处采征])|前后|先后|加起来|总计))"
)
_MOVES_IN_A_ROW = (  # fell two years in a row: in the last two, which takes three years to tell
    rf"\b(?:for |in )?(?:the (?:last|past) )?(?P<n>{ENGLISH_NUMBER}) {YEARS_IN_A_ROW}\b"
)
_MOVES = rf"\b(?:{MOVES}|more|fewer)"
_BACK_CHINESE = rf"(?P<n>\d|{CHINESE_NUMBER.replace('*', '{0,2}', 1)})年(?:以)?前"
_BACK_ENGLISH = rf"\b(?P<n>{ENGLISH_NUMBER}) years (?:ago|earlier|before|previously|prior)\b"
_FORM_WORDS = (
    "结转",
    "转",
    "留",
    "遗留",
    "增减",
    "增加",
    "减少",
    "增/减",
    "新收",
    "新制",
    "新公开",
    "项目",
)  # 今年增减 is the form's 本年增/减
_RELATIVE = {
    "大前年": -3,
    "前年": -2,
    "去年": -1,
    "今年": 0,
    "最新一年": 0,
    "最新的一年": 0,
    "最近一年": 0,
    "最新年度": 0,
    "last year": -1,
    "this year": 0,
    "the year before last": -2,
}
_ON_RECORD = (
    r"(?: (?:on|of) (?:the )?(?:record|file)\b| available\b| covered\b| (?:that )?(?:you|we) have\b| there is\b"
    r"| (?:in|of) (?:the|your|this|these|all) (?:whole |entire )?"
    r"(?:data|dataset|collection|period|series|reports|records?|span|range|timeline)\b)"
)
_NO_TEST = r"(?! (?:in which|when|that|where|it|with|they|to|on which)\b)"
_FIRST_WORD, _LAST_WORD = (
    "(?:first|earliest|oldest|opening)",
    "(?:last|latest|newest|final|most recent|closing)",
)
_A_REPORT = r"(?:(?:reporting |calendar )?(?:year|report))"
_SPAN = r"(?:the|this|that) (?:whole |entire )?(?:period|series|timeline|time span|span)\b"
_SAYS_ENDS = (*"首头尾始末早初", "year", "report", "period", "series", "span", "timeline")
_FIRST_AND_LAST = (  # the first and the last year, from the earliest to the latest report
    rf"\b(?:the )?{_FIRST_WORD} (?:{_A_REPORT}(?:{_ON_RECORD})? )?(?:and|to|with|versus|vs\.?|through|against) (?:the |that of the )?"
    rf"{_LAST_WORD} (?:{_A_REPORT}s?\b(?:{_ON_RECORD})?"
    rf"|(?:one )?of (?:the|these|those|all) (?:{ENGLISH_NUMBER}|{_A_REPORT}s?)(?: years)?\b)"
    r"|\b(?:from )?(?:the )?(?:very )?(?:start|beginning|outset)(?: of (?:it|the period))? to (?:the )?(?:very )?"
    rf"(?:end|finish|close) of (?:the|these|those|this|all) (?:(?:whole|entire|full|time) )*"
    rf"(?:(?:{ENGLISH_NUMBER} )?(?:reporting )?years|period|series|span|timeline)\b"
)
_FIRST_ON_RECORD = (
    rf"\b(?:the )?{_FIRST_WORD} {_A_REPORT}{_ON_RECORD}|\b(?:the )?(?:earliest|oldest) {_A_REPORT}\b{_NO_TEST}"
    rf"|\b(?:at |in |from )?the (?:very )?(?:start|beginning|outset) of {_SPAN}"
)
_LAST_ON_RECORD = (
    rf"\b(?:the )?{_LAST_WORD} {_A_REPORT}{_ON_RECORD}|\b(?:the )?(?:newest|latest|most recent) {_A_REPORT}\b{_NO_TEST}"
    rf"|\b(?:at |by |to )?the (?:very )?end of {_SPAN}"
)
_PREVIOUS = (
    r"(?:上一?年度?)(?!"
    r"结转|的?现行|的?有效|遗留|留|转|项目|已有|原有|有|的?(?:项目|结转)|的?(?:报告|年报)[里中上]?的?结转|相比|比|同期)"
)
_COMPARED = r"(?:比|较|与|和|同|跟|对|than|with|to|over|from|on|against)(?:起|的)?\s*$"
_CARRIED = r"(?:over|forward|in|left|inherited|brought) from (?:the )?$|items? (?:of |in )?$"


class FoundYears(NamedTuple):
    """Where a question names years; `counted`: they were counted from the collection's latest."""

    start: int
    end: int
    years: tuple[int, ...]
    counted: bool = False


class _Finder:
    """Finds years; what one pattern has taken, the next leaves alone."""

    def __init__(self, text: str, first: int, latest: int) -> None:
        self.text, self.first, self.latest = text, first, latest
        self.found: list[FoundYears] = []

    def add(self, match: re.Match[str], years: tuple[int, ...], counted: bool = False) -> None:
        if years and not any(start < match.end() and match.start() < end for start, end, *_ in self.found):
            self.found.append(FoundYears(*match.span(), years, counted))

    def ranges(self) -> None:
        for match in patterns.finditer(_RANGE, self.text):
            first, last = int(match.group(1)), int(match.group(2))
            between = patterns.search(r"\bbetween\s*$", self.text[: match.start()])
            if first < last <= first + 40:
                ends_only = "and" in match.group() and not between
                self.add(match, (first, last) if ends_only else tuple(range(first, last + 1)))
        if "since" in self.text or patterns.search(
            "以来|以后|之后|年?起|至今|到现在|到如今|到目前| on|beginning|starting|as from|forward", self.text
        ):
            for match in patterns.finditer(_SINCE, self.text):
                since = int(match.group(1) or match.group(2))
                after = patterns.search("以后|之后", match.group()) is not None
                whole = match.group(1) or patterns.search(_GOES_ON, match.group())
                if whole and since + after <= self.latest:
                    self.add(match, tuple(range(since + after, self.latest + 1)), counted=True)
            for match in patterns.finditer(_SINCE_SHORT, self.text):
                self.add(match, tuple(range(2000 + int(match.group(1)), self.latest + 1)), counted=True)
        if "截" in self.text or "到" in self.text:
            for match in patterns.finditer(_UNTIL, self.text):
                if not patterns.search(rf"{YEAR}年?$", self.text[: match.start()]):
                    self.add(match, tuple(range(self.first, int(match.group(1)) + 1)), counted=True)
        if patterns.search("以前|之前|before", self.text):
            for match in patterns.finditer(_BEFORE, self.text):
                self.add(match, tuple(range(self.first, int(match.group(1) or match.group(2)))), counted=True)

    def single(self) -> None:
        for match in patterns.finditer(_ONE, self.text):
            self.add(match, (int(match.group(1)),))
        for match in patterns.finditer(_SHORT_RANGE, self.text):
            self.add(match, tuple(range(2000 + int(match.group(1)), 2001 + int(match.group(2)))))
        for match in (*patterns.finditer(_SHORT, self.text), *patterns.finditer(_SHORT_LISTED, self.text)):
            self.add(match, (2000 + int(match.group(1)),))
        for match in patterns.finditer(_BARE_PAIR, self.text):
            first, last = 2000 + int(match["first"]), 2000 + int(match["last"])
            known = all(self.first - 1 <= year <= self.latest + 1 for year in (first, last))
            spans = match["to"] in "-—–~至到" and first < last
            if known and first != last:
                self.add(match, tuple(range(first, last + 1)) if spans else (first, last))
        for match in patterns.finditer(_BARE_SHORT, self.text):
            if self.first - 1 <= 2000 + int(match.group(1)) <= self.latest + 1:
                self.add(match, (2000 + int(match.group(1)),))

    def spelled(self) -> None:
        for match in patterns.finditer(_CHINESE_YEAR, self.text):
            self.add(match, (int(read_number(match.group(1))),))
        for match in patterns.finditer(_CHINESE_SHORT, self.text):
            self.add(match, (2000 + int(read_number(match.group(1))),))

    def last_years(self) -> None:
        """近三年, the last three years: counted back from the collection's latest."""
        moves = patterns.finditer(_MOVES_IN_A_ROW, self.text) if patterns.search(_MOVES, self.text) else ()
        for match in moves:
            many = int(read_number(match["n"])) + 1
            self.add(
                match, tuple(range(max(self.latest - many + 1, self.first), self.latest + 1)), counted=True
            )
        for pattern in (*((_LAST_CHINESE, _BARE_SPAN) if "年" in self.text else ()), _LAST_ENGLISH):
            for match in patterns.finditer(pattern, self.text) if pattern else ():
                many = int(read_number(match["n"] or match["m"]))
                many += (
                    patterns.search(_CONSECUTIVE, self.text[: match.start() + 2]) is not None
                )  # three moves take four years
                if 2 <= many <= 40:
                    self.add(match, tuple(range(self.latest - many + 1, self.latest + 1)), counted=True)

    def as_many_as_named(self) -> None:
        """The 四个年度 of 2019至2022四个年度: the years named, once more."""
        named = tuple(dict.fromkeys(year for _, _, years, _ in self.found for year in years))
        for match in patterns.finditer(_SO_MANY_YEARS, self.text) if len(named) > 1 else ():
            if read_number(match["n"]) == len(named):
                self.add(match, named)

    def relative(self) -> None:
        """去年, last year: counted from the collection's latest, in a comparison from the one year named beside it."""
        named = [years for _, _, years, _ in self.found]
        for word, offset in sorted(_RELATIVE.items(), key=lambda item: -len(item[0])):
            for match in self._words(word):
                compared = patterns.search(_COMPARED, self.text[: match.start()])
                one = named[0][0] if len(named) == 1 and len(named[0]) == 1 and compared else None
                self.add(match, ((one or self.latest) + offset,), counted=True)
        if not self.found and ("上年" in self.text or "上一年" in self.text):
            for match in patterns.finditer(_PREVIOUS, self.text):
                if not patterns.search(
                    r"(?:比|较|与|和|同|跟|对|项目|事项|结转自|转来自)$", self.text[: match.start()]
                ):
                    self.add(match, (self.latest - 1,), counted=True)

    def ends(self) -> None:
        """首尾两年, the first and the last year: those of the collection."""
        both, first, last = (self.first, self.latest), (self.first,), (self.latest,)
        for pattern, years in (
            (_ENDS, both),
            (_FIRST_AND_LAST, both),
            (_FIRST_ON_RECORD, first),
            (_LAST_ON_RECORD, last),
        ):
            for match in patterns.finditer(pattern, self.text):
                self.add(match, years, counted=True)
        if any(found.years == first for found in self.found):  # … and how many at the end
            for match in patterns.finditer(r"\bat (?:the|its) end\b(?! of\b)", self.text):
                self.add(match, last, counted=True)

    def years_back(self) -> None:
        """三年前, three years earlier: counted from the one year named beside it, else from the collection's latest."""
        named = [years for _, _, years, _ in self.found]
        start = named[0][0] if len(named) == 1 and len(named[0]) == 1 else self.latest
        for pattern in (
            _BACK_CHINESE if "年前" in self.text else "",
            _BACK_ENGLISH if "years" in self.text else "",
        ):
            for match in patterns.finditer(pattern, self.text) if pattern else ():
                self.add(match, (start - int(read_number(match["n"])),), counted=True)

    def _words(self, word: str) -> Iterator[re.Match[str]]:
        for match in patterns.finditer(rf"\b{word}\b" if word.isascii() else word, self.text):
            before, after = self.text[: match.start()], self.text[match.end() :]
            if not after.startswith(_FORM_WORDS) and not patterns.search(_CARRIED, before):
                yield match


def find_years(text: str, first: int, latest: int) -> list[FoundYears]:
    """The years a question names; 去年 and 近三年 count from the `latest` year of the collection, 以前 ends at its `first`.

    >>> [found.years for found in find_years("2019到2021年比去年", 2018, 2022)]
    [(2019, 2020, 2021), (2021,)]
    """
    finder = _Finder(text, first, latest)
    digits = any(char.isdigit() for char in text)
    if digits:
        finder.ranges()
        finder.single()
    if (
        any(f"{numeral}年" in text for numeral in DIGITS)
        or "二零" in text
        or "二〇" in text
        or "一九" in text
    ):
        finder.spelled()
    if "年前" in text or "years" in text:
        finder.years_back()
    if any(sign in text for sign in _SAYS_ENDS):
        finder.ends()
    if "年" in text:
        finder.as_many_as_named()
    if "年" in text or "years" in text:
        finder.last_years()
    if "年" in text or "year" in text:
        finder.relative()
    return sorted(finder.found)
