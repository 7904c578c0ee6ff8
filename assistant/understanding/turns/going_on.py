"""A question read behind another → the whole of it: which of the two each part comes from, in the order they are tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from assistant import patterns
from assistant.agencies import Directory
from assistant.intent import AgencyGroup, Change, Intent, Metric, Narrowing
from assistant.understanding.asked.clauses import OF_ALL, in_that_year, joined
from assistant.understanding.asked.figures import TAKES_ONE
from assistant.understanding.turns.behind_ranking import (
    among_the_same,
    asks_place_next,
    first_of_those,
    leads_by,
    place_next,
    speaks_of_the_first,
)
from assistant.understanding.turns.choices import chosen, open_group, with_choice
from assistant.understanding.turns.follow_up import (
    adds_a_test,
    asks_of_those_who_passed,
    completed,
    is_new_bound,
    mean_of,
    on_that_year,
    sets_agency_beside,
    sets_beside,
    with_new_bound,
)
from assistant.understanding.turns.leaning import asks_for_remedy_alone, is_fragment
from assistant.understanding.turns.several import ON_PRIOR
from assistant.understanding.turns.spoken_of import (
    THE_OTHERS,
    counted_otherwise,
    in_context,
    of_kind,
    of_the_same_kind,
    of_those,
    others_of,
    pointed_at,
    points_at_agencies,
)
from assistant.understanding.turns.told_apart import (
    MEANS,
    counts_told_apart,
    mean_of_its_place,
    tells_apart,
    told_apart,
)
from assistant.understanding.turns.whether import asks_whether_it_passes, whether_it_passes
from assistant.understanding.turns.years_beside import names_years_beside, year_step, years_beside
from assistant.understanding.words.mentions import Spotted
from assistant.understanding.words.said_kinds import OWN_BODY

_ANOTHER_OF_THEM = (
    r"\bwhich (?:one|of (?:them|these|those))\b|^(?:and|but) (?:who|which)\b|^which (?:[a-z]+ed|had|has|got|did|was|is)\b"
    r"|^(?:那么?|又)(?:谁|哪)"
)


class Reading(Protocol):
    """A question that can be read again, of figures that the one before names."""

    spotted: Spotted
    directory: Directory

    def intent(self, moved: Sequence[Metric] = ()) -> Intent: ...

    def in_columns_of(self, earlier: Sequence[Metric]) -> list[Metric]: ...

    def in_columns(self, metrics: Sequence[Metric], columns: tuple[str, ...]) -> list[Metric]: ...

    def in_own_columns(self, earlier: Sequence[Metric]) -> list[Metric]: ...

    def tests_alone(self) -> bool: ...


def leans_back(intent: Intent, spotted: Spotted) -> bool:
    """Whether a question goes on with the one before, and does not stand by itself."""
    text = spotted.text
    of_them = not intent.groups and points_at_agencies(text)
    return (
        bool(year_step(text) or is_new_bound(text) or names_years_beside(text) or tells_apart(text))
        or chosen(text, 1) is not None
        or of_them
        or _names_columns_alone(intent)
        or speaks_of_the_first(text)
        or is_fragment(intent, spotted)
        or (not intent.groups and asks_for_remedy_alone(text))
        or patterns.fullmatch(f"{_WHICH_REPORTS}|{_ALL_OF_THEM}", text.strip()) is not None
        or sets_beside(intent)
        or asks_place_next(text)
        or (asks_whether_it_passes(text) and not intent.groups)
        or leads_by(text)
        or (sets_agency_beside(text) and bool(intent.groups) and not intent.metrics)
        or patterns.fullmatch(_PER_CENT_ALONE, text.strip()) is not None
        or patterns.search(_ANOTHER_OF_THEM, text) is not None
        or (not intent.metrics and patterns.search(THE_OTHERS, text) is not None)
        or patterns.fullmatch(_HOW_MANY_THEN, text.strip()) is not None
        or _asks_largest_but_one(intent)
    )


def gone_on(intent: Intent, reading: Reading, earlier: Intent) -> Intent:
    """The whole question: the first of the ways in which it can go on with the one before."""
    ways: tuple[Callable[[Intent, Reading, Intent], Intent | None], ...] = (
        _of_the_sides,
        _largest_but_one,
        _of_its_reports,
        _all_of_them,
        _told_apart,
        _of_its_place,
        _of_years_beside,
        _of_another_bound,
        _next_place,
        _whether,
        _lead,
        _share_of_the_first,
        _higher_of_them,
        _other_end,
        _in_percent,
        _by_another_figure,
        _of_the_others,
        _counted,
        _restated,
        _of_the_first,
        _chosen,
        _of_another_year,
        _in_that_year,
        _of_those_found,
        _of_those_requests,
        _in_other_cells,
    )
    for way in ways:
        if whole := way(intent, reading, earlier):
            return whole
    return _completed(intent, reading, earlier)


def _names_columns_alone(intent: Intent) -> bool:
    return bool(intent.columns) and not intent.metrics


def _asks_largest_but_one(intent: Intent) -> bool:
    """Which is the largest after individuals, of whom nobody is named: of the kinds that were told before."""
    left_out = len(intent.metrics) == 1 and "_without_" in intent.metrics[0].code
    return left_out and intent.superlative and not intent.groups


def _largest_but_one(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """The largest of the kinds of applicants told before, less the one that is named."""
    if not _asks_largest_but_one(intent):
        return None
    columns = intent.metrics[0].of.columns
    kinds = tuple(
        metric for metric in earlier.metrics if set(metric.of.columns) <= set(columns) and not metric.over
    )
    if len(kinds) < 2:
        return None
    return earlier._replace(
        question=intent.question,
        operation="top_item",
        metrics=kinds,
        superlative=True,
        n=intent.n,
        descending=intent.descending,
        inherited=True,
    )


def _of_the_sides(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """哪个多, 相差多少 behind two that stand beside each other."""
    if not earlier.sides or intent.groups or intent.metrics or intent.years or intent.scope != "all":
        return None
    apart = intent.operation if intent.operation in ("difference", "times") else "compare"
    return earlier._replace(question=intent.question, operation=apart, inherited=True)


def _of_its_reports(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """一共有几年的报告 behind a question about one agency: its reports; of the collection where there was none."""
    if not patterns.fullmatch(_WHICH_REPORTS, reading.spotted.text.strip()):
        return None
    one = len(set(earlier.agencies)) == 1
    return intent._replace(groups=earlier.groups, inherited=True) if one else intent


_WHICH_REPORTS = (
    r"(?:那么?|它|一共|总共|共|都|又|呢|，)*(?:有|缺|少|收录)?了?(?:几|哪几|哪些|多少)个?(?:年|份)(?:度|份)?的?(?:报告|年报)(?:呢|啊)?[？?]?"
    r"|(?:and |so )?(?:for )?(?:how many|which) (?:reports|years)(?: of reports)?"
    r" (?:are there|does it have|do they have|do you have(?: of it)?)\??"
)


def _all_of_them(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """两个都要 behind a name that several have: the figure of each of them."""
    if not open_group(earlier) or not patterns.fullmatch(_ALL_OF_THEM, reading.spotted.text.strip()):
        return None
    return earlier._replace(question=intent.question, operation="list", both_meant=True, inherited=True)


_ALL_OF_THEM = (
    r"(?:我|那|就)*(?:[两三四几]个|全部|全|所有|都|统统)+的?(?:都|全)?(?:要|看|列|给我|查|说)?(?:一下|看看|出来|吧)*[。！!]?"
    r"|(?:both|all)(?: of (?:them|those|the two))?(?:,? please)?[.!]?"
)


def _told_apart(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """分单位列出来."""
    return told_apart(intent, earlier) if tells_apart(reading.spotted.text) else None


def _of_its_place(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """全市平均呢."""
    return mean_of_its_place(intent, earlier, reading.directory)


def _of_years_beside(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """之后两年呢 behind the figure of one year."""
    if len(earlier.years) != 1 or not names_years_beside(reading.spotted.text):
        return None
    years = years_beside(reading.spotted.text, earlier.years[0], reading.directory.years())
    found = earlier._replace(question=intent.question, years=years, counted_years=(), inherited=True)
    return found if years and earlier.metrics else None


def _of_another_bound(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """改成1000件呢."""
    found = with_new_bound(reading.spotted.text, earlier)
    return found._replace(question=intent.question) if found else None


def _next_place(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    place = place_next(reading.spotted.text, earlier)
    found = earlier._replace(question=intent.question, n=place, only_place=True, inherited=True)
    return found if place else None


def _whether(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """Was that more than 500."""
    return whether_it_passes(intent, reading.spotted.text, earlier)


def _lead(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """By how much did it lead, behind who had the most."""
    first = (
        earlier.operation == "rank" and earlier.n == 1 and len(earlier.metrics) == 1 and not earlier.change
    )
    if not (first and leads_by(reading.spotted.text)) or intent.groups:
        return None
    two = Narrowing(earlier.metrics[0], n=2, descending=earlier.descending)
    narrowed = (*earlier.narrowed, two)
    return earlier._replace(
        question=intent.question, operation="difference", narrowed=narrowed, inherited=True
    )


def _other_end(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """And the lowest, behind which year was the highest: the year at the other end."""
    bare = (
        not (intent.metrics or intent.groups or intent.years or intent.unexplained) and intent.scope == "all"
    )
    if earlier.operation != "top_year" or not (bare and intent.superlative) or intent.operation != "rank":
        return None
    return earlier._replace(
        question=intent.question, descending=intent.descending, n=intent.n, inherited=True
    )


def _in_percent(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """In per cent, behind how a figure moved: by what part it did."""
    moved = earlier.change is not None or earlier.operation == "trend"
    one = len(set(earlier.agencies)) == 1 and len(earlier.metrics) == 1 and earlier.metrics[0].over is None
    if not (moved and one and patterns.fullmatch(_PER_CENT_ALONE, intent.text.strip())):
        return None
    change = (earlier.change or Change())._replace(relative=True)
    operation = "growth" if earlier.operation == "trend" else earlier.operation
    return earlier._replace(question=intent.question, operation=operation, change=change, inherited=True)


_PER_CENT_ALONE = (
    r"(?:and |so |what(?:'s| is) (?:that|it) )?(?:in|as a|by what|what) (?:per ?cent(?:age)?s?|%|percentage terms|relative terms)"
    r"(?: (?:is|was) (?:that|it|this))?(?: (?:change|growth|terms|increase|decrease|rise|fall))?[?.]?|(?:per ?cent|percentage)-?wise\??"
    r"|(?:换算成|折成|按|用)?百分(?:比|之)(?:呢|是多少|几)?[？?]?"
)


def _share_of_the_first(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """What share of all requests is that, behind the three with the most."""
    ranked = (
        earlier.operation == "rank"
        and len(earlier.metrics) == 1
        and not earlier.change
        and earlier.superlative
    )
    plain = (
        earlier.metrics and earlier.metrics[0].over is None and not (earlier.only_place or earlier.added_up)
    )
    own = (
        earlier.groups
        or earlier.scope != "all"
        or intent.groups
        or intent.years
        or not (intent.metric_is_weak or not intent.metrics)
    )
    if not (ranked and plain and intent.asks_share) or own or not patterns.search(_SHARE_OF_ALL, intent.text):
        return None
    return earlier._replace(question=intent.question, operation="top_share", asks_share=True, inherited=True)


_SHARE_OF_ALL = (
    r"\b(?:share|proportion|percentage|per ?cent|fraction|part|portion)\b.*"
    r"\b(?:is|was|are|were|do|does|did) (?:that|it|this|they|these|those)\b"
    r"|^(?:and )?(?:as a|what) (?:share|proportion|percentage|fraction|part) of (?:all|the total|everything|the whole)"
)


def _higher_of_them(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """Which is higher, behind two that were asked about together."""
    several = len(set(earlier.agencies)) > 1 and len(earlier.metrics) == 1 and len(earlier.years) < 2
    found = patterns.fullmatch(_WHICH_IS_HIGHER, intent.text.strip())
    if not several or found is None or earlier.operation not in ("lookup", "list", "compare"):
        return None
    return earlier._replace(
        question=intent.question, operation="compare", descending=not found["less"], inherited=True
    )


_WHICH_IS_HIGHER = (
    r"(?:and |so )?(?:which|who|whose)(?: one| of (?:them|the two|these|those))? (?:is|was|has|had|got) (?:the )?"
    r"(?:higher|larger|bigger|greater|more|ahead|(?P<less>lower|smaller|fewer|less|behind))(?: one| number| figure)?[?.]?"
)


def _by_another_figure(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """And which one refused the most: of the same bodies."""
    if not among_the_same(intent, earlier):
        return None
    return intent._replace(
        groups=earlier.groups,
        scope=earlier.scope,
        excluded=earlier.excluded,
        years=intent.years or earlier.years,
        inherited=True,
    )


def _of_the_others(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """The other public security bureaus, behind one of them."""
    others = others_of(intent, earlier, reading.directory)
    if not others or not earlier.metrics:
        return None
    bare = intent._replace(groups=others, scope="all", unexplained=(), unheeded=(), unread_scope=())
    return completed(bare, earlier, reading.directory)


def _counted(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """How many were there: the number of those who passed the test of the question before."""
    if earlier.operation != "filter" or not patterns.fullmatch(_HOW_MANY_THEN, intent.text.strip()):
        return None
    return earlier._replace(question=intent.question, operation="count", inherited=True)


def _restated(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """How many did it get, behind who had the most: the same answer, with its figure."""
    found = earlier.operation == "rank" and earlier.metrics and not earlier.groups
    alone = not (intent.metrics or intent.groups or intent.years)
    if not (found and alone and patterns.fullmatch(_HOW_MANY_HAD_IT, intent.text.strip())):
        return None
    return earlier._replace(question=intent.question, inherited=True)


_HOW_MANY_HAD_IT = (
    r"(?:and |so )?how many (?:requests |of them )?(?:did|does|has|had|have|was|were|is|are) (?:it|they|that|this|those)"
    r"(?: (?:agency|one|body))?(?: (?:get|have|got|receive|received|take|in|had|been|then|there))*[?.]?"
)
_HOW_MANY_THEN = (
    r"(?:and |so |then )*how many(?: (?:agencies|bodies|of them|ones))?(?: (?:is|are|was|were|does|do))?"
    r"(?: (?:that|there|they|those|these|it|this))?(?: (?:are|were|make|makes|in|all|total|altogether|then))*[?.]?"
)


def _of_the_first(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """前三个的诉讼, 前五名里有几个局."""
    first = None if intent.change else first_of_those(intent, earlier)
    if first is None:
        return None
    operation = "list" if intent.metrics else intent.operation
    if operation == "rank":
        operation = "list"
    both = joined(first, intent._replace(operation=operation, superlative=False, n=1))
    return both._replace(inherited=True) if both else None


def _chosen(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """The question before with the choice taken that a bare number takes; with none open, nothing is asked at all."""
    if chosen(reading.spotted.text, 1) is None:
        return None
    group = open_group(earlier)
    number = chosen(intent.text, len(group.agencies) if group else len(earlier.metrics))
    taken = with_choice(earlier, number or 0, earlier.operation in TAKES_ONE)
    empty = intent._replace(groups=(), metrics=(), operation="lookup", asks_figure=False, asks_catalog=False)
    return taken._replace(question=intent.question) if taken else empty


def _of_another_year(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """The question before about another year (那前一年呢), or about a further one beside its own."""
    step, directory = year_step(reading.spotted.text), reading.directory
    if not step and not sets_beside(intent):
        return None
    indexed = directory.years_of(earlier.agencies) if earlier.agencies else directory.years()
    years = earlier.years or indexed[:1]
    moved_years = [year + step for year in years] if step else [*years, *intent.years]
    moved = earlier._replace(years=tuple(dict.fromkeys(moved_years)), counted_years=(), inherited=True)
    text = intent.text if earlier.metrics else f"{earlier.text} {intent.text}"
    moved = moved._replace(question=intent.question, text=text, language=intent.language)
    if step:
        return moved
    of_one = (
        len(set(earlier.agencies)) == 1
        and earlier.operation in ("lookup", "growth")
        and len(moved.years) == 2
    )
    change = Change() if of_one and earlier.metrics else None
    return moved._replace(operation="growth" if change else "lookup", change=change, added_up="")


def _in_that_year(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """那年的诉讼有几件 behind 哪年申请最多."""
    if earlier.operation != "top_year" or intent.groups or not patterns.search(_THAT_YEAR, intent.text):
        return None
    return in_that_year(
        earlier._replace(years=()), intent._replace(groups=earlier.groups, operation="lookup", years=())
    )


_THAT_YEAR = r"[那这]一?年|当年|\bthat year\b"


def _of_those_found(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """它们的行政复议, 一共呢: of those whom the question before found."""
    of_them = points_at_agencies(reading.spotted.text) or (not intent.metrics and intent.operation in OF_ALL)
    of_them = of_them or asks_of_those_who_passed(intent, earlier) or adds_a_test(intent)
    if not of_them or intent.groups:
        return None
    if both := joined(earlier, intent):
        return both._replace(inherited=True)
    pointed = pointed_at(intent.text)
    if pointed and counted_otherwise(pointed, earlier):
        return intent._replace(restricted="than", unexplained=(*intent.unexplained, pointed))
    if pointed and _are_picked_out(earlier) and intent.metrics:
        return intent._replace(restricted="than", unexplained=(*intent.unexplained, pointed))
    return None


def _are_picked_out(earlier: Intent) -> bool:
    """Whether the answer before picked out some of all agencies: of others than those nothing may be answered."""
    some = earlier.n > 1 or earlier.condition or earlier.change
    return earlier.operation in ("rank", "filter") and bool(some) and not earlier.groups


def _of_those_requests(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """How many of those were granted: of the kind of applicant whose requests were spoken of."""
    columns = of_those(intent, earlier) or of_the_same_kind(intent, earlier)
    if not columns:
        return None
    theirs = () if intent.asks_share else reading.in_columns(intent.metrics, columns)
    if theirs:
        return completed(reading.intent(theirs), earlier, reading.directory)
    share = ("其中" if intent.language == "zh" else "of those",)  # a share within that kind
    return completed(intent, earlier, reading.directory)._replace(unexplained=share, unheeded=share)


def _in_other_cells(intent: Intent, reading: Reading, earlier: Intent) -> Intent | None:
    """The rows or the columns of the figures asked about before: 不予公开的呢, 金额呢, 高于平均的呢."""
    figures = reading.in_columns_of(earlier.metrics)
    if not figures and _names_columns_alone(intent):
        figures = reading.in_own_columns(earlier.metrics)
    if not figures and not intent.metrics and len(earlier.metrics) == 1 and reading.tests_alone():
        figures = list(earlier.metrics)
    if not figures:
        return None
    again = reading.intent(figures)
    whole = completed(again._replace(groups=intent.groups), earlier, reading.directory)
    if not again.grouped_by:
        return whole
    if apart := counts_told_apart(again, earlier):
        return apart
    return whole._replace(
        operation=again.operation,
        grouped_by=again.grouped_by,
        grouped_mean=again.grouped_mean or earlier.grouped_mean or mean_of(earlier),
        condition=None,
        added_up="",
    )


def _less(groups: Sequence[AgencyGroup], excluded: Sequence[str]) -> tuple[AgencyGroup, ...]:
    """The Chaoyang that is not in Beijing: less those that are left out, where others remain."""
    kept = (tuple(a for a in group.agencies if a not in excluded) for group in groups)
    return tuple(
        group._replace(agencies=rest or group.agencies) for group, rest in zip(groups, kept, strict=True)
    )


def _completed(intent: Intent, reading: Reading, earlier: Intent) -> Intent:
    directory = reading.directory
    intent = on_that_year(intent, earlier)
    if (
        not is_fragment(intent, reading.spotted)
        and _names_columns_alone(intent)
        and not points_at_agencies(intent.text)
    ):
        return intent
    if intent.groups and intent.operation in MEANS:
        groups = (group._replace(all_meant=len(group.agencies) > 1) for group in intent.groups)
        intent = intent._replace(groups=tuple(groups))
    elif intent.groups and intent.operation != "position":  # in Jiangsu: of all that are there
        intent = intent._replace(groups=in_context(_less(intent.groups, intent.excluded), earlier, directory))
    elif intent.scope != "all":
        intent = intent._replace(groups=of_kind(earlier.groups, intent.scope, directory))
    intent = _over_the_course(intent, earlier, directory)
    whole = _ranked_by_growth(completed(intent, earlier, directory))
    if whole.groups and all(patterns.fullmatch(OWN_BODY, word) for word in whole.unread_scope):
        whole = whole._replace(unread_scope=())
    if _asks_the_same(whole, earlier) and intent.metric_is_weak and intent.metrics:
        whole = completed(intent._replace(metric_is_weak=False), earlier, directory)  # and by requests?
    return _beside(intent, earlier) if _asks_the_same(whole, earlier) else whole


def _over_the_course(intent: Intent, earlier: Intent, directory: Directory) -> Intent:
    """By how much did they grow, behind the figures of each year: from the first of those years to the last."""
    course = earlier.operation == "trend" and intent.change is not None and not intent.change.each_year
    if not course or intent.years or intent.operation != "growth" or patterns.search(ON_PRIOR, intent.text):
        return intent
    years = earlier.years or directory.years_of(earlier.agencies) or directory.years()
    return intent._replace(years=tuple(sorted(years)))


def _ranked_by_growth(whole: Intent) -> Intent:
    """Which of the two grew more: who of those spoken of, and not how far all of them together."""
    several = len(set(whole.agencies)) > 1
    if not (
        several
        and whole.change
        and whole.operation == "growth"
        and patterns.search(_WHICH_OF_THEM, whole.text)
    ):
        return whole
    rising = whole.change.direction >= 0
    return whole._replace(operation="rank", n=1, descending=rising, superlative=True, added_up="")


_WHICH_OF_THEM = r"\b(?:which|who|whose)\b|谁|哪[个家边]"


def _beside(intent: Intent, earlier: Intent) -> Intent:
    """What was not understood (and how many online) is still asked of whom, and of when, the question before was."""
    return intent._replace(
        groups=intent.groups or earlier.groups,
        scope=earlier.scope if intent.scope == "all" and not intent.groups else intent.scope,
        years=intent.years or earlier.years,
        inherited=True,
    )


def _asks_the_same(intent: Intent, earlier: Intent) -> bool:
    """Whether what a follow-up adds was not understood, so that its answer would be the one already given."""
    if intent.change and earlier.change:
        return False  # 增长率呢: what the answer before said, said again
    said = ("metrics", "groups", "scope", "excluded", "narrowed", "years", "operation", "n", "descending", "condition",
            "asks_catalog", "grouped_by")  # fmt: skip
    return bool(earlier.metrics) and all(getattr(intent, of) == getattr(earlier, of) for of in said)
