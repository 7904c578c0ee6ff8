"""What a question says and the finished reading of it: each operation, figure and negation said must be a part of that.

Whatever a reading leaves out is handed back, and the question is declined or the words are told; nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from assistant import patterns
from assistant.intent import Intent, Metric, Operation, Term
from assistant.metrics import GROUP_ITEMS
from assistant.understanding.asked.items import AT_THE_START
from assistant.understanding.asked.not_told_apart import told_apart_by_nothing
from assistant.understanding.words.groupings import Grouping
from assistant.understanding.words.mentions import AboveMean, AgencyTerm, Mention, Threshold
from assistant.understanding.words.said_kinds import AND, kind_of
from assistant.understanding.words.years_passed import YearsPassed
from assistant.vocabulary import Item, Vocabulary
from index.form import label_of

Heeds = Callable[[Intent], bool]
_NEGATION = (
    r"\b(?:not(?! (?:just|only|merely|simply|(?:in )?per ?cent|percentages?)\b)"
    r"|no|never|without|none|neither|nor|cannot|\w+n['’]t)\b"
)
_WHETHER_COMPARABLE = (  # may 2020 be compared with 2022: no figure says
    r"(?:能不能|能否|可不可以|可以|能|是否|是不是)(?:直接)?(?:相?比较?|可比|对比)(?:吗|么|的吗)|(?:可比|有可比性)(?:吗|么)"
    r"|\b(?:can|could|may) .{0,60}\bbe compared\b|\bcomparable\b"
)
_SUM_AND_MEAN = (
    r"(?:合计|总数|总量|总和|总计)(?:数|值)?(?:和|与|及|、|以及)(?:平均|均值)|(?:平均|均值)(?:数|值)?(?:和|与|及|、|以及)(?:合计|总)"
    r"|\b(?:total|sum) and (?:the )?(?:average|mean)\b|\b(?:average|mean) and (?:the )?(?:total|sum)\b"
)
_SO_MANY_AND_THE_MEAN = r"共[^，。；;]{0,8}(?:多少|几)[^，。；;]{0,3}[，,；;]\s*(?:每家|每个单位)?平?均"  # 共收多少件，平均一家几件
_HOW_MANY = r"\b(?:how (?:many|much)|number of)\b|多少|几[件个起项]"
_WHICH_GROUP = r"哪|\b(?:which|what)\b"
_ADDED_UP = r"(?:来)?(?:汇总|合计|加总|统计|归总|相加|累加|归并|加起来)"  # 按省汇总复议数，最高的是
_SO_MANY_OF_THEM = r"[多少高低大小]的$|[两二三四五六七八九十\d]个$|(?:\d+名?|\b(?:two|three|four|five|ten)) $"
_WHICH_BODY = r"\b(?:which|what|how many) (?:[\w-]+ )?(?:agenc|bureau|government|department|bod)\w+(?! in (?:it|there))|\bwho\b"
_NEVER_A_FIGURE = ("missing", "check")


def untaken(
    intent: Intent,
    mentions: Sequence[Mention],
    cues: set[str],
    vocabulary: Vocabulary,
    heeded: Sequence[tuple[int, int]],
) -> Iterator[str]:
    """The words of a question about figures that its reading takes no account of; `heeded` stand for exceptions."""
    if intent.operation in _NEVER_A_FIGURE:
        return
    if not intent.metrics:
        counts = intent.operation == "count" and not intent.asks_catalog
        yield from (
            m.text for m in mentions if counts and m.has("cue", "zero")
        )  # refused nothing: of no figure read
        return
    yield from _untaken_of_several(intent, mentions)
    for cue, heeds in _HEEDS.items():
        if cue in cues and not heeds(intent):
            yield from (mention.text for mention in mentions if mention.has("cue", cue))
    if not (intent.every_year and not intent.narrowed):
        yield from (mention.text for mention in mentions if mention.first(YearsPassed))
    yield from _untaken_tests(intent, mentions)
    if comparable := patterns.search(_WHETHER_COMPARABLE, intent.text):
        yield comparable.group()
    if cues >= {"sum", "average"} and (both := patterns.search(_SUM_AND_MEAN, intent.text)):
        yield both.group()
    if intent.operation in ("sum", "average") and (
        both := patterns.search(_SO_MANY_AND_THE_MEAN, intent.text)
    ):
        yield both.group()
    start = patterns.search(AT_THE_START, intent.text)
    if start and not any("carried_in" in metric.of.rows for metric in _metrics(intent)):
        yield start.group()
    if not _tests(intent):
        yield from (mention.text for mention in mentions if mention.first(Threshold))
    yield from _untaken_counts(intent)
    yield from _untaken_numbers(intent, mentions, heeded)
    yield from _untaken_years(intent, mentions)
    if intent.every_year and (each := patterns.search(_COUNTED_EACH_YEAR, intent.text)):
        yield each.group()
    yield from _untaken_kinds(intent, mentions)
    yield from _untaken_quantities(intent, mentions)
    yield from _untaken_items(intent, mentions, vocabulary)
    yield from _ranked_by_another(intent, mentions, vocabulary)
    yield from _untaken_negations(intent, mentions, heeded)
    yield from told_apart_by_nothing(intent, _metrics(intent), mentions)


def _untaken_of_several(intent: Intent, mentions: Sequence[Mention]) -> Iterator[str]:
    """How the parts of a whole moved, and one figure over another of many agencies: neither is worked out."""
    if intent.operation == "top_item" and not intent.change:
        yield from (m.text for m in mentions for cue in ("rise", "fall") if m.has("cue", cue))
    others = intent.sides or intent.narrowed or intent.change
    several = len(set(intent.agencies)) != 1 and not others
    if intent.operation == "times" and len(intent.metrics) == 2 and several:
        yield from (mention.text for mention in mentions if mention.has("cue", "times"))


def _untaken_tests(intent: Intent, mentions: Sequence[Mention]) -> Iterator[str]:
    """Tests on agencies, and who they are, where provinces or levels are taken together."""
    if not intent.place:
        yield from (mention.text for mention in mentions if mention.first(Grouping))
    if not intent.grouped_by:
        return
    yield from (mention.text for mention in mentions if mention.first(Threshold))
    groupings = [mention for mention in mentions if mention.first(Grouping)]
    asks_which = any(
        patterns.match(_WHICH_GROUP, grouping.text)
        or patterns.match(_ADDED_UP, intent.text[grouping.end :])
        or patterns.search(_SO_MANY_OF_THEM, intent.text[: grouping.start])
        for grouping in groupings
    )
    for grouping in groupings:
        within = intent.superlative and not asks_which  # 每个省最多的单位
        if within or intent.text[: grouping.start].endswith("属于"):
            yield grouping.text
    if who := patterns.search(_WHICH_BODY, intent.text):
        yield who.group()


def _untaken_numbers(
    intent: Intent, mentions: Sequence[Mention], heeded: Sequence[tuple[int, int]]
) -> Iterator[str]:
    """A number that no word read takes in; of one agency's own figure it is what the asker takes that to be (那21件)."""
    if len(set(intent.agencies)) == 1 and intent.operation not in ("filter", "count"):
        return
    known = [
        *((m.start, m.end) for m in mentions if not m.has("stop")),
        *heeded,
        *((g.start, g.end) for g in intent.groups),
    ]
    for found in patterns.finditer(_NUMERAL, intent.text):
        if not any(start <= found.start() and found.end() <= end for start, end in known):
            yield found.group()


_NUMERAL = r"(?<![\d.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\d])"


def _untaken_counts(intent: Intent) -> Iterator[str]:
    """So many agencies, where others are meant: 南京和广州两家财政局, the three bureaus."""
    if not intent.groups or intent.operation not in _OF_THOSE_NAMED or intent.narrowed:
        return
    meant = {len(intent.groups), len(set(intent.agencies))}
    for found in patterns.finditer(_SO_MANY_BODIES, intent.text):
        number = next(
            number for number, words in _NUMBERS.items() if (found["number"] or found["english"]) in words
        )
        if number not in meant:
            yield found.group()


def _untaken_years(intent: Intent, mentions: Sequence[Mention]) -> Iterator[str]:
    """So many years that are no part of anything read: 哪两年超过100件."""
    for found in patterns.finditer(_SO_MANY_YEARS, intent.text) if "年" in intent.text else ():
        if not any(m.start <= found.start() and found.end() <= m.end for m in mentions):
            yield found.group()


def _untaken_kinds(intent: Intent, mentions: Sequence[Mention]) -> Iterator[str]:
    """A kind of bodies said beside some by name: 江苏的区政府和市局."""
    if intent.sides or intent.grouped_by:
        return
    for group in intent.groups:
        for mention in mentions:
            beside = mention.start >= group.end and kind_of(mention) != "all"
            beside = beside and not patterns.match(_WHICH_OR_SO_MANY, mention.text)
            if beside and patterns.fullmatch(AND, intent.text[group.end : mention.start]):
                yield mention.text


def _untaken_quantities(intent: Intent, mentions: Sequence[Mention]) -> Iterator[str]:
    """How many … and how many …: as many figures of the agency, or one is left out."""
    asked = [m for m in mentions if m.has("cue", "quantity") and not _asks_once_more(intent.text, m)]
    of_one = len(set(intent.agencies)) == 1 and len(intent.years) < 2 and not intent.change
    if intent.operation in ("lookup", "sum", "count") and of_one and len(asked) > len(intent.metrics):
        yield asked[-1].text


def _asks_once_more(text: str, mention: Mention) -> bool:
    """Count up every lawsuit, … How many: an order, and the bare question behind it."""
    bare = patterns.fullmatch(r"[\s?？.。!！]*", text[mention.end :]) is not None
    return bare and patterns.search(r"[.?!:;,–—-]\s*$", text[: mention.start]) is not None


def _untaken_items(intent: Intent, mentions: Sequence[Mention], vocabulary: Vocabulary) -> Iterator[str]:
    """Rows of the form that no figure is made of: the decided ones among lawsuits."""
    terms = [term for metric in _metrics(intent) for term in metric.terms]
    rows = {row for term in terms for row in term.rows}
    labels = [label_of(term.table, row) for term in terms for row in term.rows]
    handled = any(term.table == "applications" or "decisions" in term.columns for term in terms)
    said = [set(vocabulary.items[code].rows) for mention in mentions for code in mention.codes("item")]
    for mention in mentions:
        narrows = mention.text == "decided" and any(
            m.start == mention.end + 1 and m.has("item") for m in mentions
        )
        if narrows and not handled:
            yield mention.text  # of the lawsuits, those that are not pending
        items = [vocabulary.items[code] for code in mention.codes("item")]
        if not items or mention.has("cue") or mention.has("column"):
            continue
        if handled and all(item.code in _HANDLING for item in items):
            continue
        if rows & _NO_LONGER_PROCESSED and all(item.code == "not_processed" for item in items):
            continue
        if any(mention.text in label for label in labels):
            continue
        weak = any(item.weak for item in items)
        one_of_two = (
            len(items) > 1 and items[0].table == "applications"
        )  # 信息不存在占无法提供的比例: of which of the two
        told = (
            {r for m in _metrics(intent) if m.code not in GROUP_ITEMS for r in m.of.rows}
            if one_of_two
            else rows
        )
        taken = [bool(told & set(item.rows)) for item in items]
        if not weak and not (all(taken) if one_of_two else any(taken)):
            yield mention.text
        elif intent.operation in _OF_ONE_ROW and all(_is_but_a_part(item, terms, said) for item in items):
            yield mention.text  # 因国家秘密不予公开的占比, were it read as the rate of all refusals


def _is_but_a_part(item: Item, terms: Sequence[Term], said: Sequence[set[str]]) -> bool:
    """Whether a reason that is said is only counted in with more reasons than are said beside it."""
    rows, reason = set(item.rows), any(item.code.startswith(f"{group}_") for group in GROUP_ITEMS)
    if not reason or any(set(term.rows) <= rows for term in terms):
        return False
    beside = set().union(*(other for other in said if not rows < other))
    return not any(rows <= set(term.rows) <= beside for term in terms)


def _ranked_by_another(intent: Intent, mentions: Sequence[Mention], vocabulary: Vocabulary) -> Iterator[str]:
    """The refusal rate of the district with the fewest requests: what is the fewest is another figure than the one told."""
    ranked_by = next((test.metric for test in intent.narrowed if test.n), None)
    if ranked_by or intent.operation != "rank" or len(intent.metrics) != 1 or not intent.metrics[0].over:
        return
    rows = set(intent.metrics[0].of.rows)
    for end, next_one in pairwise(mention for mention in mentions if not mention.has("stop")):
        beside = not intent.text[end.end : next_one.start].strip()
        extreme = beside and (end.has("cue", "most") or end.has("cue", "least"))
        counted = [vocabulary.items[code] for code in next_one.codes("item")] if extreme else []
        if counted and not next_one.has("rate") and not any(rows & set(item.rows) for item in counted):
            yield f"{end.text} {next_one.text}"


def _untaken_negations(
    intent: Intent, mentions: Sequence[Mention], heeded: Sequence[tuple[int, int]]
) -> Iterator[str]:
    if _tests_for_none(intent):
        return
    known = [*((m.start, m.end) for m in mentions if _may_negate(m)), *heeded]
    known += [(group.start, group.end) for group in intent.groups]
    for found in patterns.finditer(_NEGATION, intent.text):
        if not any(start < found.end() and found.start() < end for start, end in known):
            yield found.group()


def _may_negate(mention: Mention) -> bool:
    """Whether a word says a negation itself: not held, none, no more than 10."""
    names = any(mention.has(kind) for kind in ("item", "rate", "column"))
    tests = any(mention.has("cue", cue) for cue in ("zero", "nonzero", "missing", "steady"))
    return names or tests or any(mention.first(of) for of in (Threshold, AboveMean, AgencyTerm))


def _tests(intent: Intent) -> bool:
    """Whether anything is tested against a number."""
    moved = intent.change is not None
    return bool(intent.condition or intent.narrowed or intent.in_years or intent.grouped_by or moved)


def _tests_for_none(intent: Intent) -> bool:
    condition = intent.condition
    while condition:
        if condition.operator == "=":
            return True
        condition = condition.also
    return False


def _metrics(intent: Intent) -> list[Metric]:
    tested = [m for test in intent.narrowed for m in (test.metric, test.other) if m]
    return [*intent.metrics, *tested]


def _means_the_latest(text: str) -> bool:
    """Most recently: of the latest year, which is meant where none is named."""
    return patterns.search(r"\brecent|\blatest\b|\blast (?:reported|reporting)\b|最近|最新", text) is not None


def _does(*operations: Operation) -> Heeds:
    return lambda intent: intent.operation in operations


def _moves(intent: Intent) -> bool:
    """Whether it is asked how a figure moved: between two years, or as the form prints it."""
    return intent.change is not None or any(metric.of.columns == ("change",) for metric in intent.metrics)


def _ranks(intent: Intent) -> bool:
    if intent.operation == "times":
        return len(intent.metrics) == 1  # how many times the most is the fewest
    ranking = ("rank", "top_year", "top_item", "difference", "position", "top_share")
    counted = bool(intent.counted_apart and intent.superlative)
    return intent.operation in ranking or counted or any(test.n for test in intent.narrowed)


def _tells_each_year(intent: Intent) -> bool:
    each = (
        (intent.every_year and not intent.narrowed) or intent.in_each_year or intent.counted_apart == "year"
    )
    return each or intent.operation == "trend" or _moves(intent)


def _is_ratio(intent: Intent) -> bool:
    return any(metric.over for metric in _metrics(intent))


def _tells_years_apart(intent: Intent) -> bool:
    several = intent.all_years or len(intent.years) > 1
    apart = intent.operation in ("top_year", "trend", "filter") or (
        several and intent.operation in ("rank", "count", "lookup", "list")
    )
    return apart or intent.earliest or intent.latest or bool(intent.change or intent.added_up)


def _of_that(intent: Intent) -> bool:
    """What percentage is that: a share of the question before, which is known only with it."""
    return patterns.search(r"\bis that\b|^这?占|^(?:and )?as an? ", intent.text) is not None


def _tells_part(intent: Intent) -> bool:
    """Whether a part of a whole is told, or how far a figure moved."""
    parts = intent.operation in ("agency_share", "top_share", "times")
    moves = _moves(intent) and "占" not in intent.text
    return _is_ratio(intent) or intent.counts_share or moves or parts or _of_that(intent)


def _compares_by_times(intent: Intent) -> bool:
    """A figure as a multiple of another: and not how many times something happened."""
    multiple = intent.operation in ("times", "growth", "agency_share") or _moves(intent) or _is_ratio(intent)
    return multiple or bool(intent.sides) or patterns.search(r"\bhow many times\b", intent.text) is not None


def _takes_mean(intent: Intent) -> bool:
    means = intent.operation in ("average", "median", "means")
    return (
        means
        or bool(intent.grouped_mean or intent.sides_mean)
        or _is_ratio(intent)
        or any(test.mean for test in intent.narrowed)
    )


def _takes_median(intent: Intent) -> bool:
    of_groups = "median" in (intent.grouped_mean, intent.sides_mean)
    return intent.operation in ("median", "means") or of_groups or any(test.mean for test in intent.narrowed)


_OF_THOSE_NAMED = ("lookup", "list", "compare", "sum", "average", "median", "trend", "difference", "means")
_NUMBERS = {
    2: ("两", "二", "2", "two", "both"),
    3: ("三", "3", "three"),
    4: ("四", "4", "four"),
    5: ("五", "5", "five"),
}
_SO_MANY_BODIES = (
    r"(?<![前后第头末哪])(?P<number>[两二三四五2-5])(?:家|个(?:单位|局|机关|部门|区|市|县|街道|镇|省))(?![以之]?[内上下])"
    r"|\b(?P<english>both|two|three|four|five)"
    r" (?:\w+ ){0,2}(?:agencies|bureaus|departments|districts|cities|governments|provinces)\b"
)
_COUNTED_EACH_YEAR = (  # a number a year, and not of those who pass in all years
    r"(?:每年|各年|逐年|历年)(?:度|份)?(?:各|分别)?有?(?:几|多少)[个家]|\b(?:in|for) (?:each|every) year,? how many\b"
)
_WHICH_OR_SO_MANY = r"哪|[两二三四五2-5]个|\b(?:which|what|both|two|three)\b"
_SO_MANY_YEARS = r"(?<![第零〇一二三四五六七八九十\d])(?:[2-9]|[两二三四五六七八九十])个?年(?!级)"
_OF_ONE_ROW = ("lookup", "rank", "position", "filter", "count", "trend", "compare", "difference", "times")
_HANDLING = (
    "concluded",
    "carried_over",
)  # 答复, 办理 and their like: how an outcome came about, as often as a figure
_NO_LONGER_PROCESSED = {
    "other_uncorrected",
    "other_unpaid",
}  # 行政机关不再处理: their labels say so themselves
_HEEDS: dict[str, Heeds] = {  # a cue of words.toml → whether a reading heeds it
    "apart": lambda _: False,  # by hand, at weekends: no table tells them apart
    "relative": _tells_part,
    "which_year": _tells_years_apart,
    "share": _tells_part,
    "difference": lambda i: (
        i.operation in ("difference", "growth", "times", "compare")
        or _moves(i)
        or any(m.less for m in i.metrics)
        or any(test.other for test in i.narrowed)
    ),
    "average": lambda i: _takes_mean(i) and "median" not in (i.grouped_mean, i.sides_mean),
    "median": _takes_median,
    "yearly_mean": lambda i: _takes_mean(i) or bool(i.added_up),
    "times": _compares_by_times,
    "most": _ranks,
    "least": _ranks,
    "position": _does("position"),
    "per_year": lambda i: _tells_each_year(i) or _takes_mean(i),
    "distribution": lambda i: any(
        m.of.table == "applications" and m.of.columns != ("total",) for m in _metrics(i)
    ),
    "steady": _tells_each_year,
    "first": lambda i: i.earliest or _tells_years_apart(i),
    "since": lambda i: i.ever_since or _tells_years_apart(i),
    "last": lambda i: i.latest or (i.operation == "lookup" and not i.years and _means_the_latest(i.text)),
    "zero": lambda i: i.operation != "lookup" or not patterns.search(_HOW_MANY, i.text),
    "unchanged": lambda i: i.change is not None,
    "same": lambda i: (
        any(test.shared or test.operator == "=" for test in i.narrowed)
        or i.operation in ("rank", "top_year", "compare")
    ),
    "trend": lambda i: _moves(i) or i.operation in ("trend", "rank"),
    "sum": lambda i: (
        i.operation not in ("difference", "times", "compare") or len(i.groups) < 3 or bool(i.sides)
    ),
    "rank": _does("list", "compare", "rank", "position", "top_item", "filter", "top_year", "median"),
    "which": lambda i: i.operation not in ("sum", "average", "median", "means") or bool(i.grouped_by),
}
