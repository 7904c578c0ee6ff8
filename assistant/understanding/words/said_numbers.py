"""The numbers of a question: thresholds and ranges, years, places of a ranking, tests against a mean, kinds said by a level alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from assistant import patterns
from assistant.agencies import Directory
from assistant.intent import Operator
from assistant.understanding.words.groupings import find_groupings
from assistant.understanding.words.mentions import AboveMean, Mention, Threshold, Top, Years
from assistant.understanding.words.numerals import (
    CHINESE_NUMBER,
    ENGLISH_NUMBER,
    ENGLISH_NUMBERS,
    NUMBER,
    NUMERALS,
    read_number,
)
from assistant.understanding.words.years import find_years
from assistant.understanding.words.years_passed import find_years_passed
from assistant.vocabulary import Word

_MEASURE = r"(?:个|家|名|位|大|所)"
_ORDINAL = "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_HIGHEST = "most|highest|largest|biggest|greatest|busiest|heaviest|leading|steepest|sharpest|fastest|strongest|deepest|quickest"
_LOWEST = "fewest|lowest|smallest|least|quietest|slowest|weakest|mildest"
_HAVE = (
    r"(?:with|having|getting|showing|recording|posting|seeing|(?:that|which|who) (?:get|receive|have|had|got|received|saw|see|show|showed"
    r"|record|recorded|post|posted|take|took|attract|attracted|face|faced|refuse|refused|grant|granted)s?)"
)
_AT_THE_END = r"(?:(?:right|is|are|were|come|came|stand|standing|ranked) )*(?:at|from|on) (?:the |its |their )?(?:very |absolute )?"
_MORE_THAN_ONE = CHINESE_NUMBER.replace("一", "")
_TOP = (  # (pattern, whether the highest come first); compiled when a question first has a word of theirs
    (rf"(?:前|头)\s*(\d+|{CHINESE_NUMBER})\s*{_MEASURE}?(?=[少低小])", False),
    (rf"(?:排名|排行)?(?:前|头)\s*(\d+|{CHINESE_NUMBER})\s*{_MEASURE}?(?!年|次|期|往|回|遭|家子)", True),
    (rf"最[多高大][的]?\s*(\d+|{CHINESE_NUMBER})\s*{_MEASURE}", True),
    (rf"最(?:厉害|猛|快|狠|凶|明显|突出|活跃|忙|显著|迅速|慢|剧烈|严重)的?\s*(\d+|{_MORE_THAN_ONE})\s*{_MEASURE}", None),
    (rf"(?:倒数|后|末)\s*(\d+|{CHINESE_NUMBER})\s*{_MEASURE}", False),
    (rf"最[少低小][的]?\s*(\d+|{CHINESE_NUMBER})\s*{_MEASURE}", False),
    (rf"哪\s*(\d+|{_MORE_THAN_ONE})\s*(?:个|家)", None),
    (rf"(?<!between )(?<!from )\bwhich\s+(?!one\b)({ENGLISH_NUMBER})\s+(?=\w+)", None),
    (rf"\b({ENGLISH_NUMBER})\s+(?=\w+ (?:whose|where|that)\b.*\b(?:most|least|fewest|highest|lowest|largest|smallest|fastest)\b)", None),
    (rf"\b({ENGLISH_NUMBER})\s+(?:{_HIGHEST}|top)(?:[- ]rank(?:ed|ing)|[- ]placed)?\b", True),
    (rf"\b({ENGLISH_NUMBER})\s+(?:{_LOWEST}|bottom)(?:[- ]rank(?:ed|ing)|[- ]placed)?\b", False),
    (rf"(?<![a-z])(?:top|first|highest|largest|leading)\s*({ENGLISH_NUMBER})\b", True),
    (rf"\b(?:bottom|last|lowest|smallest)\s+({ENGLISH_NUMBER})\b(?!\s*years?)", False),
    (rf"\b({ENGLISH_NUMBER})\s+(?=(?:\w+\s+){{1,3}}{_AT_THE_END}(?:top|head|front)\b)", True),
    (rf"\b({ENGLISH_NUMBER})\s+(?=(?:\w+\s+){{1,3}}{_AT_THE_END}(?:bottom|foot|tail|end)\b)", False),
    (rf"\b({ENGLISH_NUMBER})\s+(?:leading|foremost|front-running|most[- ]\w+ed|best-placed)\b", True),
    (rf"\b({ENGLISH_NUMBER})\s+(?:least[- ]\w+ed|worst-placed|trailing)\b", False),
    (rf"\b({ENGLISH_NUMBER})\s+(?=(?:[\w'’]+\s+){{1,4}}{_HAVE} (?:the )?(?:{_HIGHEST}|longest))", True),
    (rf"\b({ENGLISH_NUMBER})\s+(?=(?:[\w'’]+\s+){{1,4}}{_HAVE} (?:the )?(?:{_LOWEST}|shortest))", False),
)  # fmt: skip
_PLACE_NUMBER = "two|three|four|five|six|seven|eight|nine|ten|[2-9]|1[0-9]"
_FIRST_ONE = (
    r"(?:top|first|leading|busiest|highest[- ]ranked|number[- ]one) (?:\w+ )?(?:agency|body|one|bureau"
    r"|government|authority|place|department|winner)\b"
)
_PLACE = (  # one place of a ranking, patterns as above
    (rf"倒数第\s*(\d+|{CHINESE_NUMBER})\s*(?:名|位|个|家)?", False),
    (rf"第\s*(\d+|{CHINESE_NUMBER})\s*(?:名|位)?(?:最)?[多高大](?!几|多少|出|了)", True),
    (rf"第\s*(\d+|{CHINESE_NUMBER})\s*(?:名|位)?(?:最)?[少低小](?!几|多少|了)", False),
    (rf"(?:排名?|名列|位列|位居|列|居|排在)(?:在|为|是)?第\s*(\d+|{CHINESE_NUMBER})(?:名|位)?(?=的|是|[，,？?]|$)", None),
    (rf"第\s*(\d+|{CHINESE_NUMBER})(?:名|位(?=的|是|[，,？?]|$|谁|哪))", None),
    (rf"第\s*(\d+|{CHINESE_NUMBER})(?=的?(?:多少|几)倍|差|相差|之间|领先)", None),
    (rf"第\s*(\d+|{CHINESE_NUMBER})(?=[多少高低](?:几|了?多少|出))", None),
    (rf"\b({_ORDINAL}|\d+(?:nd|rd|th))[ -](?:{_HIGHEST})\b", True),
    (rf"\b({_ORDINAL}|\d+(?:nd|rd|th))[ -](?:{_LOWEST})\b", False),
    (rf"\b({_ORDINAL}|\d+(?:nd|rd|th)) (?:from (?:the )?(?:bottom|end)|(?:to|from) last)\b", False),
    (
        rf"\b(?:ranks?|ranked|came|comes|placed|finished|finishes|stood|stands|is|was|lies|lay|sits"
        rf"|sat) (?:in )?(?:the )?({_ORDINAL}|\d+(?:nd|rd|th))\b(?: place)?", True),
    (
        rf"\b(?:(?:in|on|at|takes?|took|occup\w+|has|had|holds?|held|got) )?(?:the )?({_ORDINAL}|\d+(?:nd|rd"
        rf"|th)) (?:place|position|rank|spot|slot)\b", None),
    (
        rf"\b(?:number|no\.?) ?({_PLACE_NUMBER})\b"
        r"(?=\s*(?:[?.!,;]|$|(?:by|in|on|for|among|amongst|when|with|of the (?:list|table|ranking))\b))", None),
    (r"\b(runner-?up|second best|second-best)\b", True),
    (r"\b(next[ -]to[ -](?:last|bottom)|penultimate|last but one|second[ -](?:last|to last|from last))\b", False),
    (
        rf"\b((?:right |just |directly )?(?:after|behind|next to|following|below) (?:the )?"
        rf"(?:{_FIRST_ONE}|leader\b|winner\b|front-?runner\b|champion\b|first place\b|number one\b))", True),
)  # fmt: skip
_SAYS_PLACE = (
    rf"第|{_ORDINAL}|\d(?:nd|rd|th)|runner|number|\bno\b|next|penult|last|after|behind|below|following"
)
_SECOND = (
    "runner",
    "second",
    "next",
    "penult",
    "last",
    "after",
    "behind",
    "following",
    "below",
    "right",
    "just",
    "directly",
)
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL.split("|"), 2)}
_UNIT = r"%|％|个百分点|百分点|percentage points?|per cent|percent|成|倍|元|yuan|rmb"
_SCALE = rf"\s*(?P<scale>亿|万|千|百|million|thousand|billion)?\s*(?P<unit>{_UNIT})?"
_AMOUNT = rf"(?P<value>{NUMBER}){_SCALE}"
_ENGLISH_AMOUNT = rf"(?P<value>{ENGLISH_NUMBER}){_SCALE}"
_A_YEAR = r"\s+20[12]\d(?:\s*(?:$|[-–—,.?;]|to\b|through\b|and\b|as a whole))"  # over 2019–2022
_FAILED = r"(?:did not|didn't|do not|don't|does not|doesn't|never|not|failed to|fail to|could not|couldn't) (?:even )?"
_THRESHOLDS: tuple[tuple[str, Operator], ...] = (
    (rf"(?:不少于|不低于|不小于|至少|大于等于|>=|≥)\s*{_AMOUNT}", ">="),
    (
        rf"(?:至少|起码|少说)(?:也?得?有?|曾)*[被收接打作办处发涉遭受告诉起]{{0,3}}[过了到出]*\s*{_AMOUNT}(?=[件条项宗份次起场例桩笔回])",
        ">=",
    ),
    (rf"(?:不超过|不多于|不高于|至多|最多(?=\d)|小于等于|<=|≤)\s*{_AMOUNT}", "<="),
    (rf"(?:超过|大于|多于|高于|突破|破|逾|超(?!过|期)|>)\s*(?:了)?{_AMOUNT}", ">"),
    (
        rf"(?:(?<![不未没])(?:达到?|满|够)|不下)了?\s*{_AMOUNT}(?:(?<=[%％成元])|(?=[件条项宗个]))(?!\s*(?:年|个?月))",
        ">=",
    ),
    (rf"(?:少于|小于|低于|不足|(?<![查找看搜得拿见寻调])不到|不满|<)\s*{_AMOUNT}", "<"),
    (
        rf"(?:同为|均为|都为|都是|均是|同是|恰为|[数量]为|[数量]是)\s*{_AMOUNT}(?=[件条项宗份起](?:的|[，,。？?]|$))",
        "=",
    ),
    (rf"(?:等于|正好|恰好|刚好|只有|仅有)\s*(?:是|有)?{_AMOUNT}(?!年)", "="),
    (rf"{_AMOUNT}\s*[件条项宗份次起场例桩笔回]?\s*(?:(?:及|或)?以上|(?:或者?|及)更多)", ">="),
    (rf"(?:有没有|有无|是否有|够不够|到没到)\s*{_AMOUNT}(?=[件条项宗份])", ">="),
    (rf"{_AMOUNT}\s*[件条项宗份次起场例桩笔回]?\s*(?:及|或)?以下", "<="),
    (
        rf"\b(?:at least|no less than|not less than|no fewer than|minimum of|upwards? of|not under|not below"
        rf"|no lower than|never under|as many as)\s+{_ENGLISH_AMOUNT}",
        ">=",
    ),
    (
        rf"\b(?:at most|no more than|not more than|up to|maximum of|no greater than|no higher than|not over"
        rf"|not above|not exceeding|didn't exceed|did not exceed|never exceeded)\s+{_ENGLISH_AMOUNT}",
        "<=",
    ),
    (
        rf"\b(?:more than|over(?!{_A_YEAR})|above|greater than|higher than|larger than|bigger than|in excess of"
        rf"|north of|beyond|exceeding|exceeds?|exceeded)\s+{_ENGLISH_AMOUNT}(?![\w%])",
        ">",
    ),
    (
        rf"\b(?:pass(?:ed|es|ing)?|surpass(?:ed|es)?|topped|cross(?:ed|es)?|breaks?"
        rf"|broke)\s+(?!the 20[12]\d\b)(?:the )?{_ENGLISH_AMOUNT}(?![\w%])",
        ">",
    ),
    (
        rf"\b(?:{_FAILED}reach|fall short of|fell short of|short of|stayed below|stay below|miss(?:ed)?)\s+(?:the "
        rf"|even )?{_ENGLISH_AMOUNT}(?![\w%])",
        "<",
    ),
    (rf"\b(?:reach(?:ed|es)?|hits?)\s+(?:the )?{_ENGLISH_AMOUNT}(?![\w%])", ">="),
    (
        rf"\b(?:fewer than|less than|lower than|smaller than|below|under|beneath|south of)\s+{_ENGLISH_AMOUNT}(?![\w%])",
        "<",
    ),
    (rf"\b(?:exactly|equal to)\s+{_ENGLISH_AMOUNT}", "="),
    (
        rf"\b{_ENGLISH_AMOUNT}\s+(?:or (?:more|above|over|higher|greater|upwards?)|and (?:more|above|over|higher|up|upwards))\b",
        ">=",
    ),
    (rf"\b{_ENGLISH_AMOUNT}\s+(?:or|and) (?:less|fewer|below|under|lower|down|downwards)\b", "<="),
)
_MEAN = (
    r"(?:全部|所有|各|这些|总体|整体|全体|全省|全市)?(?:单位|局|区政府|部门)?的?"
    r"(?P<mean>平均(?:水平|数|值|线|量)?|均值|中位数|中位值)(?:水平)?"
)
_MEAN_ENGLISH = (
    r"(?:the |an? |its |their )?(?:overall |general |typical )?(?:(?!the\b|an?\b)[\w'’-]+ )?(?P<mean>average|mean|median)"
    r"(?: (?:number|level|figure|value|count|total)\b)?(?: of\b)?"
)
# (pattern, operator); None: the comparative before it tells
_ABOVE_MEAN: tuple[tuple[str, Operator | None], ...] = (
    (rf"(?:高于|超过|超出|大于|多于|高出)了?{_MEAN}(?:以上|之上)?", ">"),
    (rf"在?{_MEAN}(?:以上|之上)", ">"),
    (rf"在?{_MEAN}(?:以下|之下)", "<"),
    (rf"(?:低于|少于|小于|不及|不到|达不到|不足|没达到|没有达到){_MEAN}(?:以下|之下)?", "<"),
    (rf"比{_MEAN}(?:还|要|更)?[高多大]", ">"),
    (rf"比{_MEAN}(?:还|要|更)?[低少小]", "<"),
    (
        rf"\b(?:above|over|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|top(?:s|ped|ping)?|beat(?:s|ing)?|outstrip(?:s"
        rf"|ped)?)[ -]{_MEAN_ENGLISH}",
        ">",
    ),
    (
        rf"\b(?:below|under|beneath|short of|not (?:reach|attain)|n't (?:reach|attain))[ -]{_MEAN_ENGLISH}",
        "<",
    ),
    (rf"\bthan {_MEAN_ENGLISH}", None),
)
_COMPARATIVE = r"\b(more|higher|greater|larger|bigger|fewer|less|lower|smaller)\b"
_SPAN = r"(?:到|至|和|与|跟|~|～|—|–|-|－)+"
_COUNTER = r"[件条项宗份次元起场例桩笔回]?"
_BETWEEN = (
    rf"(?:介于|在)?(?P<value>{NUMBER})(?P<first>[万亿千])?{_COUNTER}[%％成]?{_SPAN}"
    rf"(?P<upper>{NUMBER})(?P<scale>[万亿千])?{_COUNTER}(?P<unit>[%％成])?\s*(?:之?间|这?个?的?(?:区间|范围)内?|这一档)"
)
_BETWEEN_ENGLISH = (
    rf"\b(?:between|from)\s+(?P<value>{ENGLISH_NUMBER})(?P<first>)\s+(?:and|to)\s+"
    rf"(?P<upper>{ENGLISH_NUMBER})\b(?P<scale>)(?P<unit>)"
)
_SCALES = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8, "thousand": 1e3, "million": 1e6, "billion": 1e9}


_PAST_ROUND = (  # 收件过百, 采购金额过亿, 上千件
    r"(?:(?<![不通超经])(?:破|过|逾)了?|(?<![以之加])(?P<reaches>上|成))(?P<round>[百千万亿])(?P<unit>元)?(?![分\d年上])"
)
_OF_SO_MANY_DIGITS = (  # 个位数, 三位数, 不到四位数, 达到五位数
    r"(?P<below>不到|不足|没到|未达到?|没有?达到)?(?P<reaches>达到?了?|突破|上)?[是为有在]?(?P<digits>[个两二三四五六七2-7])位数(?P<bound>以上|以下|以内)?"
)


# Words without which none of the patterns above can match: looking for them is quicker than compiling those.
_COMPARING = ("超", "破", "逾", "达", "满", "够", "不下",
              "大于", "多于", "高于", "小于", "少于", "低于", "突破", "不足", "不到", "不满", "不少", "不低", "不小", "不超",
              "不多", "不高", "至少", "起码", "少说", "至多", "最多", "等于", "为", "是", "正好", "恰好", "刚好", "只有",
              "仅有", "更多", "有没有", "有无", "是否有", "够不够", "到没到", "以上", "以下", ">", "<", "≥", "≤", "at least",
              "at most", "than", "no less", "not less", "no more", "not more", "no fewer", "or more", "or less", "or fewer",
              "up to", "minimum of", "pass", "topped", "cross", "break", "broke", "reach", "hit", "over",
              "above", "below", "under", "exceed", "exactly", "equal to",
              "maximum of", "upward", "and up", "and more",
              "and higher", "and less", "and fewer", "and lower", "and down", "or down", "in excess of",
              "north of", "south of", "beyond", "beneath", "as many as",
              "short of", "miss", "or higher", "or lower", "or greater")  # fmt: skip
_RANKING = ("前", "头", "后", "末", "哪", "最", "倒数", "with", "that", "foot", "head",
            "front", "end", "trailing", "which", "top", "first", "highest", "largest",
            "leading", "bottom", "last", "lowest", "smallest", "biggest", "most", "busiest", "greatest", "heaviest",
            "fewest", "least", "foremost", "front-running", "-placed", "est ")  # fmt: skip


def find_numbers(text: str, directory: Directory) -> list[Mention]:
    """The numbers of a question (lower case): ranges and thresholds, then years, then ranks; what one has taken, the next leaves alone."""
    found: list[Mention] = []
    groupings = (Mention(start, end, text[start:end], (by,)) for start, end, by in find_groupings(text))
    passed = (
        Mention(start, end, text[start:end], (in_years,)) for start, end, in_years in find_years_passed(text)
    )
    for mention in (
        *groupings,
        *passed,
        *_had_none(text),
        *_means(text),
        *_ranges(text),
        *_thresholds(text),
        *_years(text, directory),
        *_tops(text),
        *_bare_levels(text),
    ):
        if not any(mention.start < other.end and other.start < mention.end for other in found):
            found.append(mention)
    return found


def _has_number(text: str) -> bool:
    """Digits, Chinese numerals or an English number word."""
    return any(char.isdigit() or char in NUMERALS for char in text) or any(
        patterns.search(rf"\b{word}\b", text) for word in ENGLISH_NUMBERS
    )


def _means(text: str) -> Iterator[Mention]:
    for pattern, said in _ABOVE_MEAN if patterns.search("平均|均值|中位|average|mean|median", text) else ():
        for found in patterns.finditer(pattern, text):
            operator = said or _comparative(text[: found.start()])
            if operator:
                mean: Literal["average", "median"] = (
                    "median" if patterns.search("中位|median", found["mean"]) else "average"
                )
                yield Mention(*found.span(), found.group(), (AboveMean(operator, mean),))


def _comparative(text: str) -> Operator | None:
    """The direction of the last comparative: more, fewer."""
    said = patterns.findall(_COMPARATIVE, text)
    return ("<" if said[-1] in ("fewer", "less", "lower", "smaller") else ">") if said else None


def _ranges(text: str) -> Iterator[Mention]:
    for pattern in (
        (_BETWEEN, _BETWEEN_ENGLISH)
        if any(word in text for word in ("间", "范围", "这一档", "between", "from"))
        else ()
    ):
        for found in patterns.finditer(pattern, text):
            years = all(1900 < read_number(found[name]) < 2100 for name in ("value", "upper"))
            if not years:
                yield Mention(*found.span(), found.group(), (_threshold(found, "between"),))


def _thresholds(text: str) -> Iterator[Mention]:
    for found in patterns.finditer(_OF_SO_MANY_DIGITS, text) if "位数" in text else ():
        yield Mention(*found.span(), found.group(), (_of_so_many_digits(found),))
    for pattern, operator in (
        _THRESHOLDS if _has_number(text) and any(word in text for word in _COMPARING) else ()
    ):
        for found in patterns.finditer(pattern, text):
            yield Mention(*found.span(), found.group(), (_threshold(found, operator),))
    for found in patterns.finditer(_PAST_ROUND, text) if patterns.search("[百千万亿]", text) else ():
        unit = "元" if found["unit"] else ""
        test = Threshold(">=" if found["reaches"] else ">", _SCALES[found["round"]], unit)
        yield Mention(*found.span(), found.group(), (test,))


def _years(text: str, directory: Directory) -> Iterator[Mention]:
    if not (
        "年" in text
        or any(word in text for word in ("year", "report", "period", "series", "span", "timeline"))
        or any(char.isdigit() for char in text)
        or "二零" in text
        or "一九" in text
        or patterns.search("[头首始]", text)
    ):
        return
    indexed = directory.years() or (date.today().year,)
    for start, end, years, counted in find_years(text, indexed[-1], indexed[0]):
        yield Mention(start, end, text[start:end], (Years(years, counted),))


def _tops(text: str) -> Iterator[Mention]:
    for pattern, descending in _PLACE if patterns.search(_SAYS_PLACE, text) else ():
        for found in patterns.finditer(pattern, text):
            number = _ordinal(found.group(1))
            if number > 1:
                yield Mention(*found.span(), found.group(), (Top(number, descending, alone=True),))
    for pattern, descending in _TOP if _has_number(text) and any(word in text for word in _RANKING) else ():
        for found in patterns.finditer(pattern, text):
            yield Mention(*found.span(), found.group(), (Top(_places(found.group(1)), descending),))


# 最多的区, 前三个区县: one character that is a kind of body where nothing of a name stands beside it.
_LEVEL_ALONE = (
    r"(?<=[的个些])(?:市辖)?(区县|县区|区|县|镇|街道|市)"
    r"(?=$|[的是有在里中和与及、，,。？?]|收|一?共|合计|总|平均|分别|各|呢|20\d\d|申请|行政|不予|予以|哪|谁|比|占|加|都|其)"
    r"|(?:^|(?<=[（(，,的]))(区|县|市)(?=[、,，和与及或](?:县级市|县|区)(?!别|域|间))"  # 区、县政府
)
_RANKED_NUMBER = (
    rf"(?:(?:最[多高大少低小]的?|前|后|倒数|末)(?:\d+|{CHINESE_NUMBER})|最[多高大少低小]的?[那这]一?)个$"
)
_LEVEL_CODES = {
    "区县": "county",
    "县区": "county",
    "县": "county",
    "区": "district",
    "镇": "town",
    "街道": "subdistrict",
    "市": "city",
}


def _bare_levels(text: str) -> Iterator[Mention]:
    for found in patterns.finditer(_LEVEL_ALONE, text):
        before = text[: found.start()]
        if before.endswith("个") and not patterns.search(_RANKED_NUMBER, before):
            continue  # 南京、苏州两个市的
        yield Mention(
            *found.span(), found.group(), (Word("cue", f"level_{_LEVEL_CODES[found[1] or found[2]]}"),)
        )


_HAD_NONE = (  # did not receive a single, hadn't seen any
    r"\b(?:(?:did|do|does|had|has|have)(?: not|n['’]t)|never(?: once)?|without) (?:actually |ever )?"
    r"(?:receiv|get|got|hav|had|see|record|report|fac|register|impos|take|took|collect|hand)\w*(?: out| in)?"
    r" (?:any|(?:even )?(?:a|one) single(?: one)?|even one|so much as (?:a|one))\b(?: of)?"
)


_NONE_LEFT_OUT = (  # excluding zeros, not counting those that had none, above zero
    r"\b(?:(?:(?:if (?:you|we) )?(?:exclud|except|ignor|disregard|discount|omit|bar|skip)(?:ing|e|s|ting|ring|ping)?|except for|apart from"
    r"|aside from|other than|besides|leav(?:e|ing) (?:out|aside|off)|set(?:ting)? aside"
    r"|(?:not|without|don['’]t) (?:counting|count|including|include))"
    r" (?:(?:all|any|the|those|agencies|bodies|bureaus|ones|that|which|who|with|at|on|had|have|has|got|get|received|receive"
    r"|report(?:ed|ing)?|a|of|value) )*(?:zero(?:e?s)?|nil|none|0|without (?:any|one)"
    r"|no (?:requests|applications|cases|lawsuits|suits|reviews|refusals))"
    r"(?: (?:values?|figures?|counts?|entries|ones|requests|applications|cases|reports|agencies|at all|whatsoever)\b)*"
    r"|(?:above|over|higher than|greater than|bigger than|larger than) (?:zero|nil|0))\b(?!\.\d)"
)


def _had_none(text: str) -> Iterator[Mention]:
    for found in (
        patterns.finditer(_NONE_LEFT_OUT, text)
        if patterns.search(r"zero|nil|none|\b0|without|\bno\b", text)
        else ()
    ):
        yield Mention(*found.span(), found.group(), (Word("cue", "nonzero"),))
    for found in patterns.finditer(_HAD_NONE, text) if patterns.search("single|any|one", text) else ():
        yield Mention(*found.span(), found.group(), (Word("cue", "zero"),))


def _ordinal(word: str) -> int:
    """The place that a numeral or an ordinal names: 二, second, 3rd."""
    if word.startswith(_SECOND):
        return 2
    return _ORDINALS.get(word) or _places(patterns.sub(r"(?<=\d)(?:nd|rd|th)$", "", word))


def _places(number: str) -> int:
    """How many of a ranking are asked for: at least one, and no more than anybody reads."""
    return int(min(max(read_number(number), 1), 1_000))


def _of_so_many_digits(found: re.Match[str]) -> Threshold:
    """A number of two digits is 10 to 99; one that reaches three digits is 100 or more."""
    digits = 1 if found["digits"] == "个" else int(read_number(found["digits"]))
    lowest = 10 ** (digits - 1) if digits > 1 else 0
    if found["below"]:
        return Threshold("<", lowest, "")
    if found["reaches"] or found["bound"] == "以上":
        return Threshold(">=", lowest, "")
    if found["bound"] or digits == 1:
        return Threshold("<", 10**digits, "")
    return Threshold("between", lowest, "", 10**digits - 1)


def _threshold(found: re.Match[str], operator: Operator) -> Threshold:
    value = read_number(found["value"]) * _SCALES.get(found["scale"] or "", 1)
    unit = found["unit"] or ""
    if operator == "between":
        last = _SCALES.get(found["scale"] or "", 1)
        first = _SCALES.get(found["first"] or "", last)
        part = {"": 1, "成": 10}.get(unit, 100)
        lower, upper = read_number(found["value"]) * first, read_number(found["upper"]) * last
        return Threshold(operator, lower / part, "%" if unit else "", upper / part)
    if "百分点" in unit or "point" in unit:
        return Threshold(operator, value / 100, "points")
    if unit in ("%", "％", "per cent", "percent"):
        return Threshold(operator, value / 100, "%")
    if unit == "成":
        return Threshold(operator, value / 10, "%")
    if unit == "倍":  # 增长一倍以上 is by 100 %
        return Threshold(operator, value, "%")
    return Threshold(operator, value, "元" if unit else "")
