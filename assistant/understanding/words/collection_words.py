"""What a question asks about the collection itself: which problems, which edition of the form, who lacks a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from assistant import patterns
from assistant.intent import Edition
from assistant.vocabulary import ProblemWord

Span = tuple[int, int]
Reported = Literal["", "stopped", "began"]


class CollectionWords(NamedTuple):
    """What was found in a question's text; `spans` is what these meanings account for."""

    asks_problems: bool = False
    problem_kinds: tuple[str, ...] = ()  # () with asks_problems: of any kind
    edition: Edition = ""
    asks_edition: bool = False  # 用的是哪一版
    lacks_report: bool = False
    has_all_reports: bool = False
    reported: Reported = ""
    asks_blanks: bool = False  # which reports leave cells empty
    spans: tuple[Span, ...] = ()
    edition_spans: tuple[Span, ...] = ()  # a year in them is no year asked about: the 2019 of 2019年版

    def covers(self, start: int, end: int, is_year: bool) -> bool:
        """Whether a stretch is part of what was found, and means nothing by itself."""
        spans = self.edition_spans if is_year else self.spans
        return any(a <= start and end <= b for a, b in spans)

    def beside(self, start: int, end: int) -> list[Span]:
        """What is left of an unexplained stretch outside of what was found: of 用旧表样 nothing but one character."""
        inside = [span for span in self.spans if span[0] < end and start < span[1]]
        if not inside:
            return [(start, end)]
        edges = [start, *(edge for span in sorted(inside) for edge in span), end]
        rests = zip(edges[::2], edges[1::2], strict=True)
        return [(first, last) for first, last in rests if last - first > 1]


def collection_words(text: str, problems: Sequence[ProblemWord]) -> CollectionWords:
    """Read a question (simplified, lower case); patterns are tried only where a word they need stands in it."""
    spans: list[Span] = []
    kinds: tuple[str, ...] = ()
    asks_problems = False
    for word in problems if patterns.search(_TROUBLE, text) else ():
        if found := patterns.search(word.pattern, text):
            asks_problems, kinds = True, word.kinds
            spans.append(found.span())
            break
    edition: Edition = ""
    asks_edition, edition_spans = False, tuple[Span, ...]()
    if patterns.search(_FORM, text):
        if late := patterns.search(_NOT_YET_NEW, text):
            edition = "2019"
            edition_spans = (late.span(),)
            spans += edition_spans
        elif said := list(patterns.finditer(_EDITION, text)):
            edition = "2019" if patterns.search(_OLD, said[0].group()) else "2021"
            edition_spans = tuple(found.span() for found in said)
            spans += edition_spans
        elif found := patterns.search(_WHICH_EDITION, text):
            asks_edition = True
            spans.append(found.span())
    may_lack = not asks_problems and any(word in text for word in _OF_LACKING)
    lacks = patterns.search(_LACKS, text) if may_lack else None
    if lacks and patterns.search(_ASKS_WHO, text) and not patterns.search(_WHETHER, text):
        spans += [found.span() for found in patterns.finditer(_LACKS, text)]
    else:
        lacks = None
    has_all = patterns.search(_HAS_ALL, text) if patterns.search(_REPORT, text) and not lacks else None
    if has_all:
        spans.append(has_all.span())
    reported: Reported = ""
    for name, pattern in _REPORTED if lacks is None and patterns.search(_OF_REPORTS, text) else ():
        if (found := patterns.search(pattern, text)) and patterns.search(_ASKS_WHO, text):
            reported = name
            spans.append(found.span())
            break
    blanks = patterns.search(_BLANKS, text) if patterns.search(_EMPTY, text) else None
    if blanks:
        spans.append(blanks.span())
    return CollectionWords(
        asks_problems,
        kinds,
        edition,
        asks_edition,
        lacks is not None,
        has_all is not None,
        reported,
        blanks is not None,
        tuple(spans),
        edition_spans,
    )


# Patterns stay text until a question first needs them: compiling them all costs more than answering.
_TROUBLE = (
    r"不|错|误|靠|可信|信得|准|毛病|硬伤|漏洞|猫腻|纰漏|检|验"
    r"|加|算|轧|经得|站得|自洽|少|荒唐|离谱|≠|差|各说|两个数|半|既|矛盾|打架|对不|一致|吻合|相符|相等|平衡|没|未|缺|漏|混|异常|出入|勾稽|核|问题|负数|扫描|两份|截断|残缺"
    r"|not\b|n't|wrong|differ|contradict|match|error|problem|mistak|incons|discrep|mix|both|missing|without|lack|omit|fail"
    r"|equal|等于|conflict|\bno\b|add up|tally|reconcile|quality|flaw|fault|consistent|correct|check|verif|valid"
    r"|misreport|misstat|miscount|[对接]得上|衔接|平不平|准不准|disagree"
    r"|carr\w+ (?:over|forward)\b.*\b(?:next|following|later)|opening|closing"
    r"|balance|sound|reliab|trust|accura|dependable|credible|\boff\b|amiss|fishy|odd\b|rely|relied|forg[eo]t|\bout\b"
    r"|\banother\b|impossib|implaus|suspicious|negative|arithmetic|miscalc|scan|cut off|truncat|incomplete"
)
_EMPTY = r"空|没有?填|未填|漏填|填不|blank|empty|unfilled|incomplete|gaps|filled"
_CELLS = r"(?:单元格|格子|空格|格(?![式局外])|栏(?!目))"
_IN_TABLES = r"(?:表格|表里面?|表中|报表|统计表|三张表|各表|表[一二三四])"
_LEFT = r"(?:没有?填(?:完|全|满|写|齐|好)?|未填(?:完|全|写|齐|满)?|漏填|填不[全完]|留空|留白|空着|空白)"
_CELLS_EN = r"(?:cells?|fields?|boxes|tables?|forms?)(?: (?:of|in) (?:the |their |its |any )?(?:tables?|reports?|forms?))?"
_BLANKS = (  # 空白格, 表格没填完, leave cells of the tables empty
    rf"(?:有|留有?|留下|存在)?{_LEFT}了?的?{_CELLS}|空(?:的)?{_CELLS}|{_CELLS}(?:都|还|全)?(?:是|有)?{_LEFT}的?"
    rf"|{_IN_TABLES}(?:都|里|还|有|没有|的)*{_LEFT}(?:的|了|项|处|地方)*"
    r"|\b(?:blank|empty|unfilled|uncompleted) (?:table )?(?:cells?|fields?|boxes|spaces)\b(?: (?:of|in) (?:the |their |its )?tables?)?"
    rf"|\b(?:leav(?:e|es|ing)|left)(?: (?:some|any|the|a|their|its|many|of))* {_CELLS_EN} (?:blank|empty|unfilled|incomplete)\b"
    rf"|\b{_CELLS_EN} (?:(?:is|are|was|were|that|which|been|have|has) )*(?:left )?(?:blank|empty|unfilled|incomplete|not filled(?: in)?)\b"
    r"|\b(?:incomplete|half-empty) tables?\b|\bgaps in (?:the |their |its )?tables?\b"
)
_FORM = (
    r"版|表样|式样|样式|格式|模板|新表|旧表|老表|edition|form\b|forms\b|template|version"
    r"|(?:new|old|newer|older|previous|former) (?:tables?|layout)"
)
_OLD = r"旧|老|19|old|previous|earlier|former"
_EDITION = (
    r"(?:(?:20)?(?:19|21)\s*年?(?:的)?|旧|老|新)(?:版(?:本)?|表样|式样|样式)(?:的?(?:表样|表格|格式|表))?"
    r"|\b(?:(?:old|older|previous|earlier|former|new|newer|current|\(?(?:2019|2021)(?: edition)?\)?)(?:'s)?\s+)+"
    r"(?:edition|form|template|version|table(?: format| layout)?|layout|format)s?\b(?: of the (?:form|tables?|report))?"
    r"|\b(?:edition|form|template|version)s? (?:of|from) (?:20)(?:19|21)\b"
)
_NOT_YET_NEW = (  # didn't switch to the new tables: on the old ones still
    r"(?:\b(?:did|do|does|had|have|has)(?: not|n['’]t)|\bnever|\bnot(?: yet)?|\bfail\w* to|\byet to|\bwithout)"
    r"(?: yet| actually| really)?(?: having)? (?:switch|chang|mov|go|went|convert|migrat|adopt|us|tak|updat|upgrad)\w*"
    r"(?: over| up)?(?: to)?"
    r" the (?:new|newer|current|2021)(?: \(?2021\)?)? (?:edition|form|template|version|tables?|layout|format)s?"
    r"|(?:没有?|未|还没有?|尚未|没能)(?:换成?|改成?|用上?|采用|启用|更换|切换|换用|改用|更新)(?:为|到|成|用)?的?新(?:版(?:本)?|表样|式样|样式|表格|表)(?:的?表格|的?表样)?"
)
_WHICH_EDITION = (
    r"(?:哪|什么)(?:一|个|种|套)*(?:版(?:本)?|表样|式样|样式|格式|模板)(?:的?(?:表样|表格|表|格式|模板))?"
    r"|\b(?:which|what) (?:edition|form|version)\b"
)
_YEARS_AND_NAMES = r"[\d〇零一二三四年度、和与~—\-至到的]{0,18}(?:政府)?(?:信息公开)?(?:工作)?(?:年度)?"
_LACKS = (
    r"(?:[查找看搜见寻读翻]不[到着见]|无从[查找]|调不出)(?:任何)?(?:20\d\d)?年?(?:度|份)?的?(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报)"
    r"|(?:报告|年报)(?:是|都|也|就)?(?:[查找看搜见寻]不[到着见]|无从[查找])|"
    r"(?:不是|并非|没有?|没能|未能?)(?:每个?年(?:度|份)?|每一年|[二三四五2-5]个?年|各年|年年|历年)的?(?:报告|年报)?(?:全?都|均|全)?"
    r"(?:有|齐|全|在|交|报|收录)(?:的)?(?:报告|年报)?|(?:什么|啥|一份|任何报告)(?:也|都)没有?(?:交|提交|上交|报送|发布|公布)(?:过|的|了)?"
    r"|(?:没有?|未)(?:交|提交|上交|报送|发布|公布)(?:20\d\d年?度?)?(?:的)?(?=单位|机关|是谁|有谁|$|[？?])|"
    r"\b(?:fil(?:ed|es?)|published?|submitted|handed in|issued|released|sent in|produced) (?:nothing|none)\b(?: at all)?"
    r"|\b(?:did not|didn['’]t|do not|don['’]t|does not|failed to|fail to|never) (?:file[ds]?|publish(?:ed)?|submit(?:ted)?|hand in|report)"
    r"(?: anything| one| any)?(?= (?:for|in|on|that)\b|\W*$)"
    r"|\bgaps? in (?:their|its|the) (?:annual )?(?:reports?|reporting|years|series|record)"
    r"|\b(?:incomplete|without (?:an? )?(?:complete|full)|lacking (?:an? )?(?:complete|full)) (?:set|series|run|record)"
    r" of (?:annual )?reports|"
    r"(?:报告|年报|数据|年份|年度)(?:里|中)?(?:有|存在|出现)?(?:缺口|断档|缺档|缺漏|遗漏|缺失)|(?:报告|年报)(?:不齐全?|不全|不完整|不齐备|没齐|没有?交齐)"
    r"|(?:没有?|未|缺)[^，。？?]{0,6}(?:完整|齐全|全部|全套|齐备)的?(?:报告|年报)"
    r"|缺(?:了|少)?哪(?:一|几|些)?年|\b(?:which|what) years? .{0,70}\b(?:missing|lacking|absent)\b|"
    rf"(?:缺少|缺失|缺|没有|没|未|漏)(?:能)?(?:上交|上报|交|报送|报|发布|公布|公开|提供|收录|收|印|出)?(?:到|了|过)?{_YEARS_AND_NAMES}(?:报告|年报)"
    rf"|(?:报告|年报)(?:还)?(?:缺少|缺失|缺|没有|没)(?:收录|收|交|发布|公布|公开|有)?(?:了|到)?"
    r"|(?:报告|年报)(?:缺|少)(?:了)?(?=20\d\d)"
    r"|\b(?:no|without an?y?|without|lacks?|lacking|missing|(?:not|n't|never) (?:have|file|publish|submit|hand in|issue|release)(?:ed|d)?"
    r"|fail\w* to (?:file|publish|submit|issue|release)) (?:an? |any |its |their |the |for )?(?:20\d\d )?(?:annual |disclosure )*reports?\b"
    r"|\b(?:stop(?:ped)?|quit|cease[ds]?) (?:reporting|(?:publishing|filing|submitting) (?:its |their |any )*reports?)\b"
    r"|\b(?:did not|didn['’]t|do not|don['’]t|does not|no longer|never|failed to|fail to)"
    r" report(?:ed|s)?\b(?= (?:for|in|on|at all|anything|that year|20)|\W*$)"
    r"|\breports? .{0,24}(?:is|are) (?:missing|lacking|absent)\b|\b(?:is|are) (?:missing|absent) (?:for|in|from) 20\d\d\b"
)
_HAS_ALL = (
    r"\b(?:have|has|had|with|filed|published|submitted) (?:all|every one) (?:of )?(?:the |their |its )?(?:two "
    r"|three |four |five )?(?:annual |disclosure |yearly )*reports\b(?! (?:for|on|of|from) 20)|"
    r"\b(?:have|has|had|with|filed|published|submitted) (?:an? |their |its |all |annual |disclosure )*reports? (?:for |on |in |of |from )?"
    r"(?:(?:each|every)(?: single)?(?: one)? (?:of the (?:\w+ )?)?years?|all (?:of )?(?:the )?(?:\w+ )?years|all years)\b"
    r"|\breported (?:in |for |on )?(?:every|each|all) (?:of the )?(?:\w+ )?years?\b"
    r"|(?:每年|每一年|[二三四五]年|各年|年年)(?:的)?(?:都有|都交了?|都发了?|都公布了?|都收录了?)(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报)"
    r"|(?:每年|每一年|[二三四五]年|各年|年年)的?(?:报告|年报)(?:全?都|均|全)(?:有|在|齐)"
    r"|(?:[二三四五2-5]个?年(?:度|份)?|每个?年(?:度|份)?|各年(?:度|份)?|历年)的?(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报)?(?:全部|全|都|均|一直)*"
    r"(?:齐全|齐备|完整|俱全|都?齐了|不缺|一份不缺|一年不缺)"
    r"|(?:报告|年报)(?:齐全|一年不缺|一份不缺|[二三四五]年都有|每年都有|年年都有)"
)
_REPORT = "报告|年报|齐全|齐备|report"
_OF_REPORTS = r"报告|年报|\breport"
_REPORTED: tuple[tuple[Reported, str], ...] = (
    (
        "stopped",
        r"(?:停止|不再|停了|中断|断了|停)(?:发布|公布|公开|编制|提交|上交|出|有|交|报)?了?(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报)"
        r"|(?:报告|年报)(?:后来)?(?:停了|停止了?|中断了?|断了|不再有|不再发布)"
        r"|\b(?:stopp?(?:ed|ing)?|ceased?|quit|discontinued?|no longer) (?:to )?"
        r"(?:report(?:ing|s|ed)?|publish\w*|fil\w+)(?: (?:annual )?reports?)?\b",
    ),
    (
        "began",
        r"(?:新增|才开始|后来才|才)(?:发布|公布|有|编制|出)?的?(?:报告|年报)"
        r"|\b(?:began|started|begun) (?:to )?(?:report(?:ing)?|publish\w*)\b",
    ),
)
_OF_LACKING = (
    "缺",
    "断档",
    "遗漏",
    "报告",
    "年报",
    "report",
    "missing",
    "lacking",
    "absent",
    "没",
    "未",
    "不是",
    "并非",
    "nothing",
    "none",
    "file",
    "publish",
    "submit",
    "hand in",
    "不到",
    "不着",
    "不见",
    "无从",
)  # each match holds one of them
_ASKS_WHO = (
    r"谁|哪|几个|几家|多少|列|名单|的(?:单位|机关|部门|局|政府)[？?。]?$|which|who\b|whose|how many|list|what agenc|any agenc"
    r"|agencies|bodies"
)
_WHETHER = r"有没有(?!哪)|有无(?!哪)"


def counted_by(text: str) -> str:
    """The column of `reports` that a count is told apart by: 每年有几份报告 → year; '' for none."""
    return next((column for column, pattern in _COUNTED_BY if patterns.search(pattern, text)), "")


_EACH = r"(?:每|各|分|逐)(?:一)?(?:个)?"
_EACH_ENGLISH = r"\b(?:per|by|each|every|(?:for|in|at|from|on) (?:each|every)(?: of the)?)"
_COUNTED_BY = (
    ("year", rf"{_EACH}年|按年|{_EACH_ENGLISH} years?\b"),
    ("province", rf"{_EACH}省|按省|{_EACH_ENGLISH} provinces?\b"),
    ("city", rf"{_EACH}市|按(?:城)?市|{_EACH_ENGLISH} (?:city|cities|municipality)\b"),
    (
        "level",
        rf"(?:{_EACH}|按)(?:行政|政府)?(?:层级|级别|级)|(?:每一?|各)(?:类|种)(?:单位|机关|机构)"
        rf"|{_EACH_ENGLISH} (?:administrative |government |governmental )?(?:levels?|tiers?|ranks?)\b"
        rf"|\b(?:of|per|by) (?:each|every)? ?(?:kind|type|sort)s?(?: of (?:agency|agencies|body|bodies|authority|office))?\b",
    ),
    ("edition", rf"{_EACH}版|按版|两版|{_EACH_ENGLISH} (?:edition|form)s?\b"),
)
