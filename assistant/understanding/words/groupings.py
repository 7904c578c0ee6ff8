"""Words that take agencies together: 各省, which city's agencies, by level of government."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from assistant import patterns

By = Literal["", "province", "city", "level"]


class Grouping(NamedTuple):
    """All agencies of a province, of a city or of a level are one."""

    by: By


_ALL = r"(?:所有|全部|各个?|下属|下辖)*的?(?:单位|机关|机构|部门)"
_THERE = r"(?:'s|’s)? (?:agencies|bodies|authorities|offices)"
_ADDED_UP = r"(?:合计|总[量数和]|加起来|汇总|合起来|加总|之和)"
_BODY = "单位|机关|机构|部门|家|局|政府|区|县|街道|镇"
_EACH_CITY = r"(?:各个?|每个?)(?:地级)?(?:城市|市)(?!政府|级|局|直|属|里|内)"
_WHICH_CITY = r"哪一?[个座些](?:地级)?(?:城市|市)(?!政府|级|局|直|属|辖|里|内)"
_OR_CITY = (  # which province (or province-level city)
    r"(?:(?:the|a|provinc\w+[- ]level|provincial|centrally[- ]\w+|direct\w*) )*(?:cit(?:y|ies)|municipalit(?:y|ies)|regions?|units?)"
)
_GROUPINGS: tuple[tuple[By, str], ...] = (
    (
        "province",
        r"以省份?(?:[（(]?市[)）]?)?为(?:单位|口径|维度|单元)|(?:哪一?[个些]|各个?|每一?个?|[按分])省(?:份)?(?:[（(、/]?[或和及]?(?:自治区|区)?[或和及、/]?(?:直辖)?市[)）]?)(?!级|政府|局|直|属|的?[区县])",
    ),
    (
        "province",
        r"哪(?:个|些|几个|一个)?(?:省份?|自治区)(?!级|直|属|厅|会)|各个?省份?(?!级|直|属|厅|政府|人民)|每个?省份?(?!级|直|属|厅|政府)"
        r"|[按分]省份?(?:[（(]市[)）])?|哪个地方|(?<=[两二三四五六七八九十\d]个)省份?(?=$|[是有和与及,，。？?])|(?<=[多少高低大小升降增减长跌落]的)省份?(?:[或和、/]?(?:自治区|直辖市|市))*(?=$|[是有和与及,，。？?])",
    ),
    (
        "province",
        r"\b(?:which|what|by|per|each|every) provinces?(?! government|-level)(?:'s|’s)?"
        rf"(?: ?(?:\((?:or|and|incl\w*|counting) |/|or (?=provin|centrally)){_OR_CITY}\)?)?(?: (?:agencies|bodies))?\b"
        r"|(?:(?<=[\d名] )|(?<=two )|(?<=three )|(?<=four )|(?<=five )|(?<=ten ))provinces\b"
        r"|\bprovince by province\b|\bprovince[- ]?wise\b|\bprovincial totals\b|(?<!in )(?<!of )(?<!from )(?<!between )\b(?:(?:all"
        r"|each of|every one of) )?the (?:individual |different |various |single )?provinces\b",
    ),
    (
        "city",
        rf"以(?:地级)?(?:城市|市)为(?:单位|口径|维度|单元)|[按分](?:地级)?(?:城市|市)(?!级)|(?:哪(?:个|些|一个|座)?|各个?|每个?|每座)(?:地级)?(?:城市|市)的?{_ALL}",
    ),
    (
        "city",
        r"(?:各个?|每一?个?|每座)(?:地级)?(?:城市|市)(?=.{0,16}最[多高大少低小]的?(?:单位|机关|局|部门|区|县|街道|镇|谁|是谁))",
    ),
    ("city", rf"{_EACH_CITY}(?=.{{0,14}}{_ADDED_UP}|[各都]?(?:有|共有?)(?:多少|几)个?(?:{_BODY}))"),
    ("city", rf"{_WHICH_CITY}(?=.{{0,16}}{_ADDED_UP})"),
    ("city", rf"{_WHICH_CITY}(?=[^，。？?]{{2,24}}的(?:{_BODY})(?:的?(?:数量?|个数))?最[多少])"),
    (
        "city",
        rf"(?:合计|加起来|总[量数和]|汇总|合起来)[^，。？?]{{0,10}}(?P<place>{_WHICH_CITY})(?=$|[？?。，,])",
    ),
    (
        "city",
        rf"\b(?:by|per) (?:city|municipality)\b(?! (?:government|bureau|department|commission))|\bcity by city\b|\bcity[- ]?wise\b"
        rf"|\b(?:each|every|which|what) (?:city|municipality){_THERE}"
        r"|\b(?:each|every) city\b(?=.*\bagencies (?:there|in it))|(?<=\bin )(?:each|every) (?:city|municipality)\b(?! (?:gov|bur))"
        r"|\b(?:which|what) (?:city|municipality)\b(?= (?:has|had|have|saw|shows?) (?:the )?(?:most|fewest|largest|highest|smallest|lowest)"
        r" (?:[\w-]+ ){0,3}?(?:agenc|bureau|bodies|department|authorit|office))",
    ),
    (
        "level",
        r"哪一?个?(?:层级|级别)(?:的(?:单位|机关))?|[按分](?:行政)?(?:层级|级别|类别)|以(?:行政)?(?:层级|级别)为(?:单位|口径|维度|单元)|(?:各个?|每一?个?)(?:行政)?(?:层级|级别|类(?=单位|机关))(?:的?(?:单位|机关))?"
        r"|(?<!构成,)(?<!分布,)(?<!类型,)每一类(?!申请|结果|理由|情形|原因)"
        r"|(?<![开含看算了除去])各级(?:行政)?(?=(?:政府|机关|单位|部门|机构)[的分各平合有收20]|平均|合计|[的有收共都])",
    ),
    (
        "level",
        r"\b(?:by|each|every|which|what) (?:administrative |government )?(?:level|tier)s?(?: of (?:government|administration))?\b",
    ),
)


def find_groupings(text: str) -> Iterator[tuple[int, int, Grouping]]:
    """Where a question takes agencies together, and by what.

    >>> [found.by for _, _, found in find_groupings("2022年各省的申请总量")]
    ['province']
    """
    if not patterns.search("省|自治区|市|级|类|地方|provinc|city|municipalit|level|tier", text):
        return
    for by, pattern in _GROUPINGS:
        for found in patterns.finditer(pattern, text):
            start, end = found.span("place") if "place" in found.re.groupindex else found.span()
            yield start, end, Grouping(by)
