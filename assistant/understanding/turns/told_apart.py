"""A figure of many told agency by agency, and one agency's beside that of all like it: 分单位列出来, 全市平均呢."""

from __future__ import annotations

from assistant import patterns
from assistant.agencies import Directory
from assistant.intent import AgencyGroup, Intent, Operation

_WISHES = r"^(?:那么?|请|再|帮我|帮忙|能否|麻烦|可以|把它?|都|按)*"
_EACH = r"(?:(?:分|按|逐|各|每|一)(?:一)?(?:个|家)?(?:单位|机关|部门|机构|家|个(?!年|省|市)|一家一家|一)|一家一家|一个一个|挨个|逐一|逐个)"
_TELL = (
    r"(?:分别|各自?|的|都)*(?:明细|数字?|数据|情况)?(?:列|拆|展开|报|统计|看|算|给|有|是|为|分|排|写)*(?:出来?|开来?|一下|下|来|个|表)*"
    r"(?:多少|几件|明细)?件?(?:看看|看|说|呢|吗|吧)*$"
)
_APART_ZH = (
    rf"{_WISHES}{_EACH}{_TELL}|{_WISHES}(?:列出?|给出?|看看?)(?:一下|下|个)?(?:各单位的?|具体)?(?:明细|清单|名单)(?:表|看看|呢|吧)*$"
    r"|^(?:那么?|都|全)*(?:拆开|列出来|展开|排一?[个下]?(?:序|名|队)|从[高大多]到[低小少]排?)(?:看看|看|呢|吧)*$"
)
_APART_ENGLISH = (
    r"^(?:and |so |now |please |can you |could you |would you )*(?:(?:break|split) (?:it|that|this|them|those) (?:down|up)(?: please)?"
    r"|(?:list|show|give me|name) (?:them|those|each)(?: all)?)?,? ?(?:(?:by|per|for each|for every|of each)"
    r" (?:single )?(?:agency|body|bureau|authority|office|one)"
    r"|agency by agency|one by one|individually|separately|each(?: of them)?(?: separately)?|(?:for|of) each)?(?:,? please)?$"
)
_TAKEN_TOGETHER: tuple[Operation, ...] = ("sum", "average", "median", "means", "count", "filter", "list")
MEANS: tuple[Operation, ...] = ("average", "median", "means")


def tells_apart(text: str) -> bool:
    """Whether a question is nothing but the wish for each agency's own figure: 分单位列出来, break it down by agency.

    >>> tells_apart("分单位列出来"), tells_apart("每家分别多少"), tells_apart("break it down by agency, please"), tells_apart("")
    (True, True, True, False)
    """
    plain = text.strip().rstrip("?？。.！! ")
    return (
        len(plain) > 1 and patterns.match(_APART_ENGLISH if plain.isascii() else _APART_ZH, plain) is not None
    )


def told_apart(intent: Intent, earlier: Intent) -> Intent | None:
    """The question before, agency by agency; None where it was about one agency, or about no figure."""
    if not earlier.metrics or earlier.operation not in _TAKEN_TOGETHER or len(earlier.agencies) == 1:
        return None
    if earlier.sides or earlier.narrowed or earlier.change:
        return None
    tested = earlier.operation in ("count", "filter")
    return earlier._replace(
        question=intent.question,
        operation="filter" if tested else "list",
        added_up="",
        grouped_by="",
        grouped_mean="",
        taken_together=False,
        descending=intent.descending if intent.ordered else earlier.descending,
        inherited=True,
    )


def counts_told_apart(intent: Intent, earlier: Intent) -> Intent | None:
    """按年份分开呢, by province behind 超过500件的有几家: who passes that test, counted of each year or place; else None."""
    own = intent.groups or intent.condition or intent.narrowed or intent.years or intent.change
    tested = earlier.operation == "count" and earlier.condition and not (earlier.narrowed or earlier.sides)
    by = intent.grouped_by or ("year" if intent.operation == "trend" else "")
    same = not intent.metrics or intent.metrics == earlier.metrics
    if own or not (tested and by and same) or len(earlier.agencies) == 1:
        return None
    years = () if by == "year" else earlier.years
    return earlier._replace(
        question=intent.question,
        counted_apart=by,
        every_year=False,
        counts_share=False,
        superlative=False,
        years=years,
        all_years=by == "year",
        inherited=True,
    )


def mean_of_its_place(intent: Intent, earlier: Intent, directory: Directory) -> Intent | None:
    """全市平均呢 behind the figure of one agency: the mean of all in its city."""
    one = len(set(earlier.agencies)) == 1 and earlier.metrics
    alone = not (intent.groups or intent.metrics or intent.excluded or intent.unexplained)
    if not (one and alone and intent.crowd_place and intent.operation in MEANS):
        return None
    agencies = directory.of_same_place(earlier.agencies[:1], intent.crowd_place)
    group = AgencyGroup("", 0, 0, agencies, all_meant=True)
    return earlier._replace(
        question=intent.question, operation=intent.operation, groups=(group,), added_up="", inherited=True
    )
