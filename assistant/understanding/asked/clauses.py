"""A question that first says who is asked about, and then what: 收到申请超过500件的单位中，谁的公开率最低.

It is taken apart into two questions, each is read by itself, and what the first one finds narrows the second. A split
that does not leave two questions understood is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant import patterns
from assistant.intent import Among, Intent, Narrowing
from assistant.understanding.asked.groups import OVERALL

_TESTS = (  # without a word of these nobody is picked out
    r"[<>≥≤＞＜]|最[多高大少低小]|居首|居末|榜首|头名|首位|垫底|末位|夺冠|第一|第[\d二三四五六七八九十]|前[\d一二三四五六七八九十]|超过|以上|以下|大于|小于|多于|少于|高于|低于|不足|不到|至少|没有|为0|为零|是0|比.+[多少高低]的"
    r"|\b(?:most|highest|largest|biggest|fewest|least|lowest|smallest|busiest|top|more|fewer|less|over|above|below|under"
    r"|at least|at most|no|without|zero|exceed\w*)\b"
)
_BODY = (
    r"(?:单位|机关|机构|部门|[省市区县镇乡]?(?:人民)?政府|[局厅委](?!员)|街道(?:办事处)?|乡镇"
    r"|[镇区县市](?!人民政府|政府|级|里|内|直|属|[局委办教公财规县市区街乡民卫住城应交农水审统司文商科发医信林环生])|那?[一两三四五六七八九十\d]?家)"
)
_NUMERALS = r"[\d一二三四五六七八九十]+"
_PICKED = (
    rf"前{_NUMERALS}(?:名|强|位|家)?(?=[里中]|之中|当中|分别|各自?(?!单位|机关))"
    rf"|(?:的|[那这]一?个?|[前最][多少]?的?{_NUMERALS}个?)[^的，,。？?]{{0,12}}?{_BODY}"  # …的三个区政府
)
_LINKED = (
    r"^(?:里面|当中|之中|中间|之间|中|里|内)?[，,：:]?\s*(?:(?:以?及|和|与|并列?出?)(?=其|它))?"
    r"(?:它们|它|其|他们|这些单位|那些单位|这些|这家|该单位|该局)?的?"
)
_BODIES = (
    r"(?:agenc(?:y|ies)|bod(?:y|ies)|bureaus?|governments?|departments?|authorit(?:y|ies)|units?|offices?|ones?|those"
    r"|(?:(?:subdistrict|town|district)s?|cit(?:y|ies)|count(?:y|ies))(?! (?:government|bureau|office|level)))"
)
_LINK = r"(?:that|which|who|with|where|whose|having|receiving|getting|handling|reporting|without)"
_HEAD = rf"(?:the |all |those |any |every |each )?(?:single )?(?:[\w'-]+ ){{0,4}}?{_BODIES}"
_VERB = r"(?:had|have|has|got|get|received|refused|granted|also|were|was|did|left|reported|charged|spent|faced|disclosed)"
_ASKING = r"(?:what|how|which|who|give|show|list|total|average|sum|the|number|median)"
_OF = r"(?:of|for|by|in|at|from|among|amongst|across|do|did|does|has|have|had|was|were)"
_VERB_OF_WHICHEVER = r"(?:had|has|have|got|received|refused|granted|was|is|saw|took|came|handled|reported)"
_FOREMOST = r"(?:busiest|most active|top|biggest|largest|leading|smallest)"
_THEIRS = (
    r"\b(?:it|its|they|their|them|those|these|that (?:agency|one|body|district|city|bureau|government))\b"
)
_FIND = (
    r"(?:(?:please |first |i want )?(?:find|identify|pick(?: out)?|take|select|locate|look up|look for|list"
    r"|show(?: me)?|name|get)(?: me)?(?: all)? )"
)
_AND_THEIRS = (  # . What's its refusal rate, and add the requests each received
    r"(?:[.;:,]? (?:and |then |and then |also )(?:please )?|[.;:] (?:please )?|, )(?:add|append|give|show|list"
    r"|tell|report|state|include|note|put)(?: me| us)?(?: also)? "
    r"(?P<rest>(?:the (?:number of )?)?[^.?]{3,60}?)(?: (?:that )?(?:each|each one|each of them|they"
    r"|every one of them) (?:received|got|had|have|has|took in)| of (?:each|each one|them|those)| for (?:each"
    r"|each one|them|those)| (?:beside|next to|alongside) (?:it|them))(?: in 20\d\d)?[.?!]?$"
)
_ENGLISH = (
    rf"^{_FIND}(?P<clause>{_HEAD} {_LINK} .+?){_AND_THEIRS}",
    (
        rf"^{_FIND}(?P<clause>{_HEAD} {_LINK} [^?]+?)[.;:,?!] (?:and |then |now |and then )?(?P<rest>(?:what|how"
        rf"|give|tell|show)\b.*{_THEIRS}.*)$"
    ),
    (
        rf"^(?P<rest>[^,?]{{5,80}}?),? (?:for|of|at|in|by) (?P<clause>(?:whichever|whatever) "
        rf"(?:[\w'-]+ ){{0,3}}?{_BODIES} {_VERB_OF_WHICHEVER} .+)$"
    ),
    rf"^(?P<clause>(?:which|what|who)\b.+?)(?:[,;?]? and|[,;?])(?: then)? (?P<rest>(?:how many|how much|what|which)\b.*{_THEIRS}.*)$",
    rf"^(?P<rest>(?:the )?[^,?]{{3,60}}?) of (?P<clause>{_HEAD} {_LINK} .+)$",
    rf"^(?:among|amongst|of|for|within|in|looking at|considering|taking|counting|restricted to|limited to)(?: only)?"
    rf" (?P<clause>{_HEAD}(?: {_LINK} [^,?]+)?), (?P<rest>.+)$",
    rf"^(?P<asks>which|how many|what) (?P<clause>{_HEAD} {_LINK} .+?) (?P<rest>{_VERB}\b.+)$",
    rf"^(?P<rest>{_ASKING}\b.+?),? {_OF} (?P<clause>{_HEAD} {_LINK} .+)$",
    rf"^(?P<rest>{_ASKING}\b.+? {_OF}) (?P<clause>the (?:[\w'-]+ ){{0,3}}{_FOREMOST} (?:[\w'-]+ ){{0,3}}?{_BODIES})(?P<more> .+)?$",
)
_THEIR_NUMBER = (  # 单位数, 机关共有多少个 counts them
    r"总?数|个数|数量|(?:一?共|总共|合计)?(?:计)?(?:有|是)?(?:多少|几)[个家](?:呢)?[？?]?$"
)
_COUNTS = r"[几多]少?[个家]|\bhow many\b"
_YEAR_PICKED = (
    r"^(?P<clause>(?P<whom>.{2,20}?(?:政府|局|委|厅|办事处|委员会)|[^，,]{2,8}?[省市区县])在?的?[^，,哪]{2,14}?)"
    r"(?P<end>最[多高大少低小])的?(?:那|这|一)?(?:一)?(?:个)?年(?:度|里|中|份)?[，,]?(?:它?的)?(?P<rest>.{2,})$"
)
OF_ALL = ("sum", "average", "median", "means")


class Parts(NamedTuple):
    """A question in two: who is asked about, and what of them."""

    clause: str
    rest: str


def parts_of(question: str) -> Iterator[Parts]:
    """Every way in which a question may come in two; none for most.

    >>> next(parts_of("收到申请超过500件的单位中，谁的公开率最低"))
    Parts(clause='收到申请超过500件的单位', rest='谁的公开率最低')
    >>> next(parts_of("Among agencies with more than 500 requests, who had the lowest disclosure rate?")).rest
    'who had the lowest disclosure rate?'
    """
    chinese = any("\u3400" <= char <= "\u9fff" for char in question)
    told = patterns.split("[？?哪谁]", question, maxsplit=1)[0] if chinese else question
    if not told or not patterns.search(_TESTS, question, re.IGNORECASE):
        return
    if chinese:
        for picked in patterns.finditer(_PICKED, told):  # 最多的是哪家？…… is a question by itself
            rest = patterns.sub(_LINKED, "", question[picked.end() :])
            if len(rest) > 2 and not patterns.match(_THEIR_NUMBER, rest):
                yield Parts(
                    patterns.sub(
                        "^(?:限定在?|限于|仅限于?|只限于?|圈定|锁定)?(?:在|从)?", "", question[: picked.end()]
                    ),
                    rest,
                )
        return
    for pattern in _ENGLISH:
        if found := patterns.match(pattern, question, re.IGNORECASE):
            more = found.groupdict().get("more") or ""
            asked = found.groupdict().get("asks")
            clause = patterns.sub(r"^(?:whichever|whatever)\b", "which", found["clause"], flags=re.IGNORECASE)
            rest = f"{asked} agencies {found['rest']}" if asked else found["rest"]
            yield Parts(clause, f"{rest}{more}")


def year_parts_of(question: str) -> Parts | None:
    """A question that first says in which year, by a figure: 申请最多的那一年复议有几件.

    >>> year_parts_of("海淀区政府申请最多的那一年复议有几件")
    Parts(clause='海淀区政府申请哪一年最多', rest='海淀区政府复议有几件')
    """
    found = patterns.match(_YEAR_PICKED, question) if "年" in question and "最" in question else None
    if found is None or patterns.search("哪", found["clause"]):
        return None
    return Parts(f"{found['clause']}哪一年{found['end']}", f"{found['whom']}{found['rest']}")


def in_that_year(when: Intent, what: Intent) -> Intent | None:
    """What is asked of the year that the first part finds; None where the two do not make one question."""
    one = len(when.agencies) == 1 and len(what.agencies) == 1 and not when.years and not what.years
    found = when.operation == "top_year" and not (when.change or when.unexplained or when.both_ends)
    if not (one and found and what.metrics and when.metrics) or what.operation not in ("lookup", "list"):
        return None
    test = Narrowing(when.metrics[0], descending=when.descending, picks_year=True)
    return what._replace(narrowed=(test,), all_years=True, asks_figure=True, asks_narrative=False)


def joined(who: Intent, what: Intent) -> Intent | None:
    """What is asked of those whom the first part finds; None where the two do not make one question."""
    received = bool(what.metrics) and what.metrics[0].over is None and "received" in what.metrics[0].of.rows
    if not who.metrics and who.superlative and received:
        who = who._replace(metrics=what.metrics[:1])  # the three busiest: by the figure that is asked for
    if not _is_test(who) or what.narrowed:
        return None
    if who.operation == what.operation == "rank" and who.n == 1:
        return None  # of one agency nobody is the highest
    of_those = _counts_or_lists(what)
    over_years = what.operation in ("top_year", "trend") and not what.years
    ranks = what.operation == "rank" and who.operation != "rank" and not (what.groups or what.metrics)
    moved = what.operation == "growth" and not (what.groups or what.metrics)
    goes_on = what.operation in OF_ALL or of_those or over_years or ranks or moved
    goes_on = goes_on or bool(what.years and what.asks_figure and not what.change)
    metrics = what.metrics or (who.metrics if goes_on else ())
    if (
        not metrics
        or (what.asks_catalog and not of_those)
        or what.operation in ("check", "missing", "position", "agency_share", "top_share")
    ):
        return None
    of_all = what.operation in OF_ALL or who.operation == "rank"
    if what.asks_share and of_all and not what.columns and not any(metric.over for metric in metrics):
        return None  # 前三名合计占总量的比例
    years = what.years or (() if over_years else who.years)
    own = (
        who.years
        if over_years
        else who.years
        if who.years and what.years and set(who.years) != set(what.years)
        else ()
    )
    if of_those:
        counts = patterns.search(_COUNTS, what.text) is not None
        what = what._replace(operation="count" if counts else "list", asks_catalog=False)
    if moved:
        what = what._replace(added_up="")
    if who.operation == "rank" and who.n > 1 and not patterns.search(OVERALL, what.text):
        what = what._replace(taken_together=False)
    other = bool(what.groups) or what.scope not in ("all", who.scope)
    return what._replace(
        metrics=metrics,
        groups=tuple(g._replace(all_meant=True) for g in what.groups) if other else who.groups,
        scope=what.scope if other else who.scope,
        excluded=(*who.excluded, *what.excluded),
        years=years,
        counted_years=(*who.counted_years, *what.counted_years),
        all_years=what.all_years and not years,
        narrowed=(*who.narrowed, *_narrowings(who, own, other)),
        asks_figure=True,
        asks_narrative=False,
        each=what.each or who.each,
        taken_together=what.taken_together and patterns.search(OVERALL, what.text) is not None,
        both_meant=True,
    )


def _counts_or_lists(what: Intent) -> bool:
    """江苏有几个, 哪些是局: which of those found are of a place or of a kind, and no figure of theirs."""
    of_some = bool(what.groups) or what.scope != "all"
    return of_some and not what.metrics and what.operation in ("count", "filter", "list", "lookup")


def _is_test(who: Intent) -> bool:
    """Whether the first part picks agencies by a figure, and is understood."""
    picks = who.operation in ("filter", "rank", "count") and (
        who.condition or who.narrowed or who.operation == "rank"
    )
    plain = not (
        who.grouped_by
        or who.in_each
        or who.sides
        or who.both_ends
        or who.change
        or who.unexplained
        or who.unread_scope
        or who.in_each_year
        or who.counts_share
        or who.restricted
    )
    return bool(picks and plain and who.metrics and not who.asks_catalog)


def _narrowings(who: Intent, years: tuple[int, ...], other: bool) -> tuple[Narrowing, ...]:
    """The test that the first part is; `other`: held among its own agencies, as others are asked about."""
    if who.narrowed and who.operation != "rank":
        return ()
    first = who.metrics[0]
    if who.operation == "rank":
        among = Among(who.agencies, who.scope if not who.groups else "all") if other else None
        return (
            Narrowing(
                first, n=who.n, only_place=who.only_place, descending=who.descending, years=years, among=among
            ),
        )
    tests, condition = [], who.condition
    while condition:
        metric = next((m for m in who.metrics if m.code == condition.metric), first)
        tests.append(Narrowing(metric, condition=condition._replace(metric="", also=None), years=years))
        condition = condition.also
    return tuple(tests)
