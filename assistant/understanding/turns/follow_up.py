"""What a question that goes on with the one before takes from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant import patterns
from assistant.agencies import Directory
from assistant.intent import AgencyGroup, Intent, Mean, Operation
from assistant.metrics import continued, is_part
from assistant.router import choose_way
from assistant.understanding.turns.choices import WIDE
from assistant.understanding.turns.leaning import asks_for_remedy_alone, asks_why
from assistant.understanding.turns.spoken_of import points_at_agencies
from assistant.understanding.turns.told_apart import MEANS, counts_told_apart
from assistant.understanding.turns.words_before import Words, words_behind
from assistant.understanding.words.numerals import NUMBER, read_number

_POINTS_BACK_SHARE = (
    r"^占|^这?占|share is that|proportion is that|per ?cent(?:age)? is that|is that of|\bis that\W*$"
    r"|^(?:and )?as an? (?:share|proportion|percentage|fraction|part) of"
)


MEASURED_BY_IT = (  # 比它多的有哪几家, 哪些机关超过它
    r"(?P<by>比|超过|高于|多于|大于|低于|少于|不如|不及|赶不上|超出|胜过)(?:它|该局|该区|该单位|这家(?:单位|机关)?)(?!们)"
    r"(?=(?:还|要|更|都)*[多少高低大小]的|的|了?[？?。]?$)"
)


def sets_beside(intent: Intent) -> bool:
    """和2020年比呢, "compared with 2020": another year beside the one asked about before, and nothing else."""
    says = patterns.search(r"比|versus|\bvs\b|against|compare", intent.text) is not None
    return says and bool(intent.years) and not (intent.groups or intent.metrics or intent.unexplained)


def _asks_for_share(intent: Intent) -> bool:
    """占比呢, 按比例呢."""
    return (
        intent.asks_share
        or patterns.search(r"按.{0,2}(?:比例|比率|占比)|\bproportion", intent.text) is not None
    )


def mean_of(intent: Intent) -> Mean:
    """Which mean a question asks for."""
    if intent.operation == "median":
        return "median"
    return "average" if intent.operation == "average" else ""


def adds_a_test(intent: Intent) -> bool:
    """诉讼也没有的呢 behind 没有复议的局: those who pass this test, too."""
    too = patterns.search(r"[也还又]|\b(?:also|too|as well)\b", intent.text) is not None
    return too and bool(intent.metrics and intent.condition) and intent.operation in ("filter", "count")


def asks_of_those_who_passed(intent: Intent, earlier: Intent) -> bool:
    """行政复议呢 behind 申请超过1000件的单位有哪些: another figure of those who passed, and not the same test of it."""
    tested = earlier.operation in ("filter", "count") and earlier.condition and earlier.condition.value
    plain = intent.operation in ("lookup", "list") and not (intent.condition or intent.metric_is_weak)
    named = intent.groups or intent.excluded or intent.scope != "all" or intent.years
    return bool(tested and intent.metrics and plain and not named and not earlier.change)


def on_that_year(intent: Intent, earlier: Intent) -> Intent:
    """By how much did that rise on 2021, behind a figure of 2022: from the one year to the other."""
    base, own = intent.years, earlier.years
    held = intent.change is not None and patterns.search(_ON_YEAR, intent.text) is not None
    if held and len(base) == len(own) == 1 and base[0] < own[0]:
        return intent._replace(years=(*base, *own))
    return intent


_ON_YEAR = r"\b(?:on|over|from|since|against|versus|than|compared (?:with|to))(?: in| that of| the figure of)? 20\d\d\b"


def _told(intent: Intent, earlier: Intent) -> Intent:
    """The question before as one for the reason: what the reports asked about say of its matter."""
    why = "为什么" if intent.language == "zh" else "why"
    matter = patterns.sub(_ASKS_HOW_MUCH, " ", earlier.wording)
    return earlier._replace(
        question=intent.question,
        language=intent.language,
        text=f"{earlier.text} {intent.text}",
        wording=f"{why} {matter}",
        topic=f"{earlier.topic} {why}",
        operation="lookup",
        metrics=(),
        superlative=False,
        asks_figure=False,
        asks_narrative=True,
        inherited=True,
    )


_ASKS_HOW_MUCH = r"(?:有|是|了)?(?:多少|(?<!哪)几)[件个次条宗项元份人]?|\bhow (?:many|much)\b|\b(?:what|which) is the number of\b"


def _of_scope(
    groups: Sequence[AgencyGroup], earlier: Intent, directory: Directory
) -> tuple[AgencyGroup, ...]:
    """Of a region's agencies those of the kind asked about before: the 局 of Guangdong."""
    kind = earlier.scope
    if kind == "all":
        kind = next((group.kind for group in earlier.groups if group.kind != "all"), "all")
    fits = directory.agencies_of_kind(kind)
    return tuple(
        g._replace(agencies=tuple(a for a in g.agencies if a in fits), kind=kind, all_meant=True)
        for g in groups
    )


def _of_the_same(intent: Intent, earlier: Intent) -> bool:
    """Whether a question that names nobody still speaks of whom the one before named."""
    if points_at_agencies(intent.text):
        return True
    if intent.operation == "trend" and len(earlier.agencies) == 1:
        return True  # 历年的都列出来
    if intent.scope != "all" or intent.each:
        return False
    if intent.operation in ("sum", "average", "median", "means"):
        return True  # 一共呢: of whom was spoken of
    among_all = intent.operation in ("rank", "count", "filter")
    return not among_all or len(earlier.agencies) > 1


def _as_before(earlier: Intent) -> dict[str, Any]:
    """What belongs to an operation that is taken over from the question before."""
    told = ("change", "added_up", "every_year", "in_each_year", "only_place", "earliest", "grouped_by", "grouped_mean",
            "sides", "sides_mean", "counts_share", "counted_apart", "all_years")  # fmt: skip
    return {of: getattr(earlier, of) for of in told}


_HOW_MUCH_ALONE = r"(?:一共|总共)?(?:是|有|收|花|罚)?了?(?:多少|几)[件元钱]?(?:呢)?"


_BESIDE_ANOTHER = (
    r"^(?:那么?)?(?P<with>[和跟与同]|相比|对比|比起?).{2,30}?(?:相?比(?:较|起来|呢|一比)?|对比|比一下|谁.|哪个.|[多少高低]|差)"
    r"|^(?P<times>是|相当于).{2,30}?的?(?:[几多]少?倍|百分之几|几成)"
    r"|^(?P<plus>(?:再|还)?(?:加上?|算上|带上|包括)).{2,30}$"
    r"|^(?P<en>(?:and )?(?:compared (?:with|to)|versus|vs\.?|against|(?:how does (?:that|it) compare (?:with|to)))) .{2,60}$"
    r"|^(?P<compares>(?:and )?how (?:do|does|did) (?!(?:it|that|this|they|those)\b).{2,60} (?:compare|stack up|measure up|fare))$"
)


def _set_beside(intent: Intent, earlier: Intent) -> Intent:
    """和北京市政府比呢, 再加上徐州市政府: the agency named stands beside those of the question before."""
    found = patterns.match(_BESIDE_ANOTHER, intent.text.strip().rstrip("?."))
    single = all(len(group.agencies) == 1 for group in (*earlier.groups, *intent.groups))
    more_classes = (
        found is not None and found["plus"] and _is_class(earlier.groups) and _is_class(intent.groups)
    )
    if found is None or not (earlier.groups and intent.groups and (single or more_classes)) or intent.metrics:
        return intent
    if more_classes:  # 再加上财政局 behind 各教育局
        together = tuple(group._replace(all_meant=True) for group in (*earlier.groups, *intent.groups))
        return intent._replace(groups=together, operation=earlier.operation, unexplained=(), unheeded=())
    more = [group for group in intent.groups if not set(group.agencies) <= set(earlier.agencies)]
    operation: Operation = "compare"
    if found["times"]:
        operation = "times"
    elif found["plus"]:
        operation = earlier.operation if earlier.operation in ("sum", "average") else "compare"
    elif patterns.search(r"[多少高低](?:多少|几|出)|差", intent.text):
        operation = "difference"
    return intent._replace(groups=(*earlier.groups, *more), operation=operation, unexplained=(), unheeded=())


def sets_agency_beside(text: str) -> bool:
    """How does that compare with Suzhou: an agency beside the one that was spoken of."""
    found = patterns.match(_BESIDE_ANOTHER, text.strip().rstrip("?."))
    return found is not None and bool(found["en"] or found["compares"])


_OF_ALL_AGENCIES = (
    r"^(?:那么?|它|其|这|这个数)*占(?:到|了|据)?(?:全部|所有|全体|全国|全省|全市|各|总[数量计])"
)


def _beside_others(intent: Intent, earlier: Intent) -> Intent | None:
    """占江苏各市政府的比例, 和北京市政府比呢: those asked about before among others, or beside one."""
    if (
        patterns.match("占", intent.text)
        and intent.asks_share
        and len(intent.agencies) > 1
        and earlier.groups
    ):
        crowd = tuple(dict.fromkeys((*intent.agencies, *earlier.agencies)))
        return earlier._replace(question=intent.question, operation="agency_share", crowd=crowd, added_up="")
    one = len(set(earlier.agencies)) == 1 and earlier.operation in ("lookup", "position") and earlier.metrics
    if (
        one
        and not intent.groups
        and intent.asks_share
        and patterns.match(_OF_ALL_AGENCIES, intent.text.strip())
    ):
        return earlier._replace(
            question=intent.question,
            text=intent.text,
            operation="agency_share",
            crowd_place=intent.crowd_place,
            scope=intent.scope,
            asks_share=True,
            inherited=True,
        )
    among = one and intent.operation == "position" and len(set(intent.agencies)) > 1 and not intent.metrics
    if among:  # 在江苏排第几
        crowd = tuple(dict.fromkeys((*intent.agencies, *earlier.agencies)))
        return earlier._replace(question=intent.question, operation="position", crowd=crowd, inherited=True)
    beside = _set_beside(intent, earlier)
    if beside is not intent:
        return earlier._replace(
            question=intent.question,
            text=intent.text,
            groups=beside.groups,
            operation=beside.operation,
            years=intent.years or earlier.years,
            change=None,
            inherited=True,
        )
    return None


def _years_before(intent: Intent, earlier: Intent, operation: Operation) -> tuple[int, ...]:
    """The years of the question before; none where all of them are asked for: 哪年最多, 逐年列一下."""
    reports = intent.asks_catalog and not earlier.asks_catalog  # which reports there are, of whatever year
    of_these = len(earlier.years) > 1 and patterns.search(_OF_THESE_YEARS, intent.text) is not None
    if of_these and operation == "top_year":
        return earlier.years  # 这两年里哪年最多
    all_asked = (
        reports or operation == "top_year" or (intent.operation == "trend" and len(earlier.years) == 1)
    )
    of_those = len(earlier.years) > 1 and patterns.search(_OF_THOSE_YEARS, intent.text) is not None
    return () if all_asked and not (operation == "top_year" and of_those) else earlier.years


_OF_THOSE_YEARS = (  # 这两年哪年高, which of those two years was higher: of those that were spoken of
    r"[这那][两二三四几]个?年|[两三四]年(?:里|中|之中|当中|之间)|[这那]几年|更[多高大少低小]"
    r"|\b(?:those|these|both|the (?:two|three|four)) (?:\w+ )?years\b|\bof (?:those|these|the (?:two|three|four)|them)\b"
)
_NEW_BOUND = (
    r"^(?:那么?|再|把|如果|要是)*(?:门槛|标准|界限|界线|条件|阈值|基准|线)?(?:改|换|降|升|提|放|调|设|定|提高|降低|放宽|调整|抬)(?:高|低|宽)?"
    rf"(?:成|为|到|至)+(?:了)?(?P<value>{NUMBER})(?P<scale>[百千万])?[件起宗条项](?:呢|的话|以上|看看)*$"
)


_OF_THESE_YEARS = (
    r"[这那](?:[两二三四五几]|\d)个?年|\bof (?:the|these|those) (?:two|three|four|five|\d)(?: years)?\b"
    r"|\b(?:these|those) (?:\w+ )?years\b"
)


def is_new_bound(text: str) -> bool:
    """Whether a test is to be held against another number: 改成1000件呢."""
    return patterns.match(_NEW_BOUND, text.strip().rstrip("？?。")) is not None


def with_new_bound(text: str, earlier: Intent) -> Intent | None:
    """改成1000件呢 behind 超过500件的有哪些: the same test against another number."""
    found = patterns.match(_NEW_BOUND, text.strip().rstrip("？?。"))
    test = earlier.condition
    if found is None or test is None or test.also or earlier.operation not in ("filter", "count"):
        return None
    value = read_number(found["value"]) * (read_number(f"一{found['scale']}") if found["scale"] else 1)
    return earlier._replace(condition=test._replace(value=value), inherited=True)


def _is_class(groups: Sequence[AgencyGroup]) -> bool:
    """教育局, wherever they are."""
    return bool(groups) and all(g.has_office and not g.places and len(g.agencies) > 1 for g in groups)


def _operation_of(intent: Intent, earlier: Intent, has_figures: bool, of_others: bool) -> Operation:
    """What is to be done: as the question says, else as the one before; `of_others`: with other agencies than before."""
    operation = intent.operation
    if not has_figures or operation == "list":
        operation = earlier.operation if operation in ("lookup", "list", "filter") else operation
    of_many = intent.operation in MEANS and any(len(group.agencies) > 1 for group in intent.groups)
    of_others = of_others or of_many
    if intent.groups and operation in ("rank", "sum", "average", "list", "filter") and not of_others:
        operation = "lookup"
    if earlier.operation == "count" and intent.operation == "filter" and not has_figures:
        operation = "filter"  # 有几个; 有哪些
    return operation


def completed(intent: Intent, earlier: Intent, directory: Directory) -> Intent:
    """The new question with what it leaves open taken from the one before."""
    if not asks_why(intent) and choose_way(earlier) == "passages":
        earlier = earlier._replace(
            metrics=()
        )  # 举办了几次新闻发布会 is of no figure, whatever word of it names one
    return _completed(intent, earlier, directory)


def _completed(intent: Intent, earlier: Intent, directory: Directory) -> Intent:
    if among := _beside_others(intent, earlier):
        return among
    if apart := counts_told_apart(intent, earlier):
        return apart
    if intent.operation == "sum" and intent.asks_share:
        intent = intent._replace(operation="lookup")  # what share is that of the total
    bare = intent.metric_is_weak or patterns.fullmatch(_HOW_MUCH_ALONE, intent.text.strip().rstrip("？?。 "))
    own_metrics = intent.metrics if not (bare and earlier.metrics) else ()
    if earlier.metrics and (
        intent.columns or (intent.asks_share and patterns.search(_POINTS_BACK_SHARE, intent.text))
    ):
        own_metrics = continued(earlier.metrics, intent.metrics, intent.asks_share)
    elif earlier.metrics and not own_metrics and _asks_for_share(intent) and not intent.unexplained:
        own_metrics = continued(earlier.metrics, (), True) if is_part(earlier.metrics[0]) else ()  # 那占比呢
    if asks_why(intent):
        return _told(intent, earlier)
    if earlier.metrics and asks_for_remedy_alone(intent.text):  # no figure says it
        return intent._replace(groups=earlier.groups, years=earlier.years, inherited=True)
    region = bool(intent.groups) and all(len(g.agencies) > 1 and not g.has_office for g in intent.groups)
    within = region and not own_metrics and earlier.operation in WIDE  # 前三名 … 只看广东的
    another_class = _is_class(intent.groups) and not own_metrics and earlier.operation in WIDE
    operation = _operation_of(intent, earlier, bool(own_metrics), within or another_class)
    if another_class:  # 教育局呢 behind 公安局里谁最多
        intent = intent._replace(groups=tuple(group._replace(all_meant=True) for group in intent.groups))
    narrative = not own_metrics and not earlier.metrics
    words = words_behind(intent, earlier) if narrative else Words(intent.text, intent.wording, intent.topic)
    of_them = not (intent.groups or intent.each) and intent.scope == "all" and operation in ("lookup", "list")
    checks = operation == "check" and earlier.operation == "check"
    catalog = earlier.asks_catalog and not intent.asks_catalog and not own_metrics
    taken_over = operation == earlier.operation != intent.operation or (
        earlier.operation == "count" and operation == "filter"
    )
    if taken_over:
        kept = {"grouped_by", "grouped_mean", "added_up"} if intent.grouped_by else set()  # 分市看
        intent = intent._replace(**{of: told for of, told in _as_before(earlier).items() if of not in kept})
    elif earlier.all_years and not intent.years and operation in ("sum", "average", "median", "trend"):
        intent = intent._replace(all_years=True)
    pinned = (
        intent.years and not intent.narrowed and earlier.inherited
    )  # and in 2021? of whom was found in 2022
    if pinned:
        found = (test._replace(years=test.years or earlier.years) for test in earlier.narrowed)
        earlier = earlier._replace(narrowed=tuple(found))
    whole = intent._replace(
        narrowed=intent.narrowed or (earlier.narrowed if taken_over or not own_metrics or of_them else ()),
        text=words.text,
        wording=words.wording,
        topic=words.topic,
        operation=operation,
        metrics=own_metrics or earlier.metrics,
        groups=_of_scope(intent.groups, earlier, directory)
        if within
        else intent.groups or (earlier.groups if _of_the_same(intent, earlier) else ()),
        excluded=intent.excluded or (() if intent.groups else earlier.excluded),
        crowd=intent.crowd or earlier.crowd,
        scope=intent.scope if intent.scope != "all" else earlier.scope if not intent.groups else "all",
        years=intent.years or _years_before(intent, earlier, operation),
        n=intent.n if intent.operation == "rank" else earlier.n,
        descending=intent.descending if intent.superlative or intent.ordered else earlier.descending,
        condition=intent.condition or earlier.condition,
        superlative=intent.superlative or (earlier.superlative and operation == "rank"),
        asks_catalog=intent.asks_catalog or catalog,
        problem_kinds=intent.problem_kinds or (earlier.problem_kinds if checks else ()),
        edition=intent.edition or (earlier.edition if catalog else ""),
        asks_edition=intent.asks_edition or (earlier.asks_edition and catalog),
        has_all_reports=intent.has_all_reports or (earlier.has_all_reports and catalog),
        lacks_report=intent.lacks_report or (earlier.lacks_report and catalog),
        asks_figure=intent.asks_figure or earlier.asks_figure,
        asks_narrative=intent.asks_narrative or earlier.asks_narrative,
        metric_is_weak=intent.metric_is_weak if own_metrics else earlier.metric_is_weak,
        inherited=True,
    )
    one = len(set(whole.agencies)) == 1 and len(whole.years) == 1 and not whole.all_years
    return whole._replace(operation="lookup") if one and whole.operation == "sum" else whole
