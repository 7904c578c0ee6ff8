"""A question that goes on with the one before: whether it does, and what it takes from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant import patterns
from assistant.agencies import Directory
from assistant.intent import AgencyGroup, Intent, Mean, Operation
from assistant.metrics import continued, is_part
from assistant.understanding.groupings import Grouping
from assistant.understanding.mentions import Spotted
from assistant.understanding.numerals import NUMBER, read_number
from assistant.understanding.told_apart import MEANS
from index.kinds import is_government

_LEANS = (
    r"(?:那|换成|改成|还有|其中|它|不是|按|呢)"
    r"|(?:and|what about|how about|not the|same|of those|of which|of these|by (?:applicant|agency|bureau|type"
    r"|outcome|year|kind|province|city|level|place|region|ground|reason)"
    r"|(?:please )?(?:break|split) (?:that|it|this|them|those|these) (?:down|up))\b"
)
OWN_BODY = (  # whose it is only an agency named tells
    r"(?:(?:咱|我|你)们?|贵)(?:局|委(?!托)|厅|单位|机关)|(?<![样基根资])本(?:局|委(?!托)|厅|单位)"
)
_POINTS_BACK = r"这个数|那个数|它们?的|这些申请|\b(?:of those|of these|of them|is that|was that|that figure|which one|those requests)\b"
_THOSE_REQUESTS = r"其中|这些申请|那些申请|\b(?:of (?:those|these|them)|(?:those|these) (?:requests|applications|ones)|were they)\b"
_POINTS_AT = (
    r"^(?:那|这)?(?:里面|里头|里边|当中|之中)|上述|前述|(?:以上|上面|刚才|前面)(?:这|那|说的)*(?:几|[两三四五六七八九十])?(?:个|家|单位|机关)|"
    r"它|他们|[这那该此](?:一?[个家])?(?:单位|机关|局|厅|委(?!托)|区(?!域)|市|县|政府|部门|街道|镇)(?![^，,]{0,4}(?:和|与|以外|除外))|其中|这些|那些|这几[个家]|那几[个家]|[这那][两三四五六七八九十\d]+[个家]|[这那][仨俩]|[两三]家(?!单位|机关)|两者|三者|各自"
    r"|(?<![与跟和同])其(?![他它余实中次])|\b(?:it|its|their|they|them|those|these|both)\b|\bof the (?:two|three|four|five|six)\b"
)
_POINTS_BACK_SHARE = (
    r"^占|^这?占|share is that|proportion is that|per ?cent(?:age)? is that|is that of|\bis that\W*$"
    r"|^(?:and )?as an? (?:share|proportion|percentage|fraction|part) of"
)
MEASURED_BY_IT = (  # 比它多的有哪几家, 哪些机关超过它
    r"(?P<by>比|超过|高于|多于|大于|低于|少于|不如|不及|赶不上|超出|胜过)(?:它|该局|该区|该单位|这家(?:单位|机关)?)(?!们)"
    r"(?=(?:还|要|更|都)*[多少高低大小]的|的|了?[？?。]?$)"
)


def is_fragment(intent: Intent, spotted: Spotted) -> bool:
    """A question that leans on the one before: it says so (那…呢), or is short and leaves open what or of whom."""
    if intent.asks_catalog or intent.operation in ("check", "missing"):
        return False
    if intent.operation == "top_item" and not (intent.groups or intent.years or intent.each):
        return (
            intent.scope == "all" and patterns.search(_OF_EVERYBODY, spotted.text) is None
        )  # 哪类申请人最多
    goes_on = intent.operation == "sum" and not (intent.each or intent.groups) and _leans(spotted.text)
    if (
        intent.metrics
        and not goes_on
        and (intent.each or intent.scope != "all" or intent.operation not in ("lookup", "list", "filter"))
    ):
        return False  # whole by itself, whatever word it begins with
    if asks_why(intent) or patterns.fullmatch(_WHICH_ALONE, spotted.text.strip().rstrip("？?。. ")):
        return True
    if patterns.match(_LEANS, spotted.text.strip()) or (
        patterns.search(_POINTS_BACK, spotted.text) and not intent.groups
    ):
        return True
    if spotted.text.rstrip("？? 。.").endswith("呢") and not intent.groups:
        return True
    tells_words = intent.asks_narrative and not (
        intent.superlative or intent.change
    )  # who grew most tells none
    if not (intent.metrics or intent.unexplained or tells_words) and intent.operation not in (
        "lookup",
        "list",
        "filter",
    ):
        return True
    grouped = any(mention.first(Grouping) for mention in spotted.mentions)  # 分市看
    if not (intent.metrics or intent.unexplained or intent.asks_narrative) and (
        grouped or _asks_anew(intent)
    ):
        return True
    short = len(spotted.text) <= 16 if spotted.language == "zh" else len(spotted.text.split()) <= 6
    if intent.metrics:
        whole = (
            intent.groups
            or intent.both_meant
            or intent.scope != "all"
            or intent.operation not in ("lookup", "list")
        )
        return not whole and (short or intent.asks_figure)  # of nobody, and not of all: of whom was spoken of
    unread = [word for word in spotted.unexplained if word in intent.unexplained]
    wants_words = intent.asks_narrative or len("".join(unread)) > 4
    named = bool(intent.groups or intent.excluded or intent.years)
    again = short or patterns.search(f"{_SAME_AGAIN}|{_NARROWED_TO}", spotted.text) is not None
    return again and not wants_words and (named or intent.scope != "all")


def _leans(text: str) -> bool:
    """那诉讼呢，两类合起来: goes on in its words, and speaks of no others."""
    begins = patterns.match(r"那|(?:and|what about|how about)\b", text.strip()) or patterns.search(
        r"呢(?:$|[，,？?])", text
    )
    return begins is not None and patterns.search(_OF_EVERYBODY, text) is None


_OF_EVERYBODY = (
    r"全部|所有|全体|全国|全省|全市|各|哪(?!一?[类种项])|谁|单位"
    r"|\b(?:all|every|agencies|who|which(?! (?:kind|type|sort|ground|reason)))\b"
)
_SAME_AGAIN = (  # give me that for Haidian, too
    r"\b(?:the same|same|that|this|it|likewise|similarly|again)\b(?: \w+){0,3} (?:for|of|with|at|in|about|from|on)\b"
    r"|\b(?:too|as well|also|instead)\b"
)
_NARROWED_TO = (  # what if you look at education bureaus only
    r"\b(?:only|just|alone|solely|exclusively|restrict(?:ed|ing)?|limit(?:ed|ing)?|narrow(?:ed|ing)?|confin(?:e|ed|ing)|filter(?:ed)?)\b"
    r"|^(?:and |but |so |ok,? |okay,? )*(?:what (?:if|of)\b|now\b)"
)
_WHICH_ALONE = (
    r"(?:那|都|分别|具体|到底|究竟|又)*(?:有|是|指|为)?(?:哪[些几][个家]?(?:单位|局|机关|部门)?|谁)(?:呢|啊)?"
    r"|which ones(?: are (?:they|those))?|who are they"
)


def _asks_anew(intent: Intent) -> bool:
    """占比多少, 不算北京, 增长率呢: what is to be done with the figure of the question before."""
    return (
        bool(intent.asks_share or intent.change or intent.narrowed or intent.excluded or intent.condition)
        and not intent.groups
    )


_CHOICE = (
    r"^(?:我?(?:要|选|问|说|指)的?是?)?"
    r"(?:第(?P<zh>[一二三四五六七八九十]|\d{1,2})个?|(?P<bare>\d{1,2})[.、]?|(?P<last>最后一个|后者)|前者)的?(?:吧|那个)?[。.]?$"
    r"|^(?:the |option |number |no\. ?)*"
    r"(?P<en>first|second|third|fourth|fifth|sixth|seventh|eighth|[1-9]\d?(?:st|nd|rd|th)?)(?: one| option)?[.]?$"
    r"|^(?:the )?(?:former|(?P<end>last one|latter))[.]?$"
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def chosen(text: str, of: int) -> int | None:
    """Which of so many choices a bare 第二个, "the first one" or "2" takes, counted from 0; None for any other text.

    >>> chosen("第二个", 3), chosen("the last one", 3), chosen("2021", 3)
    (1, 2, None)
    """
    found = patterns.match(_CHOICE, text.strip().rstrip("?？！!"))
    if found is None:
        return None
    if found["last"] or found["end"]:
        return of - 1
    told = found["zh"] or found["bare"] or found["en"]
    if told is None:
        return 0
    if told in _ORDINALS:
        return _ORDINALS.index(told)
    return int(read_number(patterns.sub(r"[a-z]+$", "", told))) - 1


_WIDE: tuple[Operation, ...] = (
    "rank",
    "list",
    "filter",
    "count",
    "sum",
    "average",
    "median",
    "missing",
    "check",
)


def open_group(intent: Intent) -> AgencyGroup | None:
    """The name in a question that several agencies have, where one of them was meant."""
    if intent.both_meant or intent.operation in _WIDE:
        return None
    return next((group for group in intent.groups if len(group.agencies) > 1), None)


def with_choice(earlier: Intent, number: int, takes_one_figure: bool) -> Intent | None:
    """The question before with one of the choices it left open: an agency, or a figure."""
    if group := open_group(earlier):
        if number >= len(group.agencies):
            return None
        one = group._replace(agencies=group.agencies[number : number + 1])
        groups = tuple(one if other is group else other for other in earlier.groups)
        return earlier._replace(groups=groups, inherited=True)
    if takes_one_figure and number < len(earlier.metrics) > 1:
        return earlier._replace(metrics=earlier.metrics[number : number + 1], inherited=True)
    return None


def of_those(intent: Intent, earlier: Intent) -> tuple[str, ...]:
    """The column whose requests were spoken of, where "of those" points back at them: companies'; () for all."""
    return _column_before(intent, earlier) if patterns.search(_THOSE_REQUESTS, intent.text) else ()


def of_the_same_kind(intent: Intent, earlier: Intent) -> tuple[str, ...]:
    """The column spoken of, where nothing but another row is named: and refused?"""
    alone = (
        not (intent.groups or intent.years or intent.condition or intent.asks_share) and intent.scope == "all"
    )
    bare = patterns.fullmatch(_BARE, intent.text.strip()) is not None
    return _column_before(intent, earlier) if alone and bare and len(intent.metrics) == 1 else ()


_BARE = r"(?:and |what about |how about )(?:how many )?(?:were |was )?(?:the )?[\w-]+(?: [\w-]+)?\??"


def _column_before(intent: Intent, earlier: Intent) -> tuple[str, ...]:
    if not (intent.metrics and earlier.metrics):
        return ()
    plain = all(term.columns == ("total",) for m in intent.metrics for term in m.terms)
    before = earlier.metrics[0].of
    same = all(metric.of.table == before.table for metric in intent.metrics)
    return before.columns if plain and same and before.columns != ("total",) else ()


def sets_beside(intent: Intent) -> bool:
    """和2020年比呢, "compared with 2020": another year beside the one asked about before, and nothing else."""
    says = patterns.search(r"比|versus|\bvs\b|against|compare", intent.text) is not None
    return says and bool(intent.years) and not (intent.groups or intent.metrics or intent.unexplained)


def in_context(
    groups: Sequence[AgencyGroup], earlier: Intent, directory: Directory
) -> tuple[AgencyGroup, ...]:
    """A place named after another question: one of the agencies that question left open, or the same kind of agency there.

    After 鼓楼区政府 (two) 徐州的 is one of them; after 南京市教育局 苏州 is 苏州市教育局. What fits neither stays as it is.
    """
    return tuple(_group_in_context(group, earlier, directory) for group in groups)


def _group_in_context(group: AgencyGroup, earlier: Intent, directory: Directory) -> AgencyGroup:
    if len(group.agencies) < 2 or group.all_meant:
        return group
    before = [agency for other in earlier.groups if len(other.agencies) > 1 for agency in other.agencies]
    both = tuple(agency for agency in group.agencies if agency in before)
    if both:
        return group._replace(agencies=both)
    if earlier.operation in _WIDE or group.has_office or not group.places or not earlier.agencies:
        return group
    alike = _same_kind(group, earlier.agencies[-1], directory)
    own = directory.agencies_called([(group.places[-1], "seat")])
    at_its_seat = tuple(agency for agency in alike if agency in own)
    named_within = len(group.places) > 1 and len(alike) == 1  # the Chaoyang in Changchun
    if len(at_its_seat) == 1 or len(alike) > 1 or named_within:
        return group._replace(agencies=at_its_seat or alike)
    return group


def _same_kind(group: AgencyGroup, agency: str, directory: Directory) -> tuple[str, ...]:
    """The agencies of a group that do the office of another: the governments, or the 教育局."""
    if is_government(agency):
        return tuple(other for other in group.agencies if is_government(other))
    offices = directory.offices_of(agency)
    called = {other for term in offices for other in directory.agencies_called([(term, "office")])}
    return tuple(other for other in group.agencies if other in called)


def of_kind(groups: Sequence[AgencyGroup], kind: str, directory: Directory) -> tuple[AgencyGroup, ...]:
    """The bureaus, or the governments, of the places that were named before: 不是局，是区政府."""
    fits = directory.agencies_of_kind(kind)
    found = []
    for group in groups:
        named = directory.agencies_called([(place, "place") for place in group.places])
        agencies = tuple(agency for agency in named if agency in fits)
        if agencies:
            found.append(group._replace(text="", start=0, end=0, agencies=agencies))
    return tuple(found)


_WHY = (
    r"^(?:那么?|这是)?(?:为什么|为何|什么原因|原因是什么|原因|怎么回事)(?:呢|啊|会这样)*$"
    r"|^(?:and |but )?(?:why(?: is that| was that| so| not)?|how come|for what reason)$"
)


def _asks_for_share(intent: Intent) -> bool:
    """占比呢, 按比例呢."""
    return (
        intent.asks_share
        or patterns.search(r"按.{0,2}(?:比例|比率|占比)|\bproportion", intent.text) is not None
    )


def first_of_those(intent: Intent, earlier: Intent) -> Intent | None:
    """前三个的诉讼, 前五名里有几个局 behind a list: the question before as one for its first; None for any other."""
    found = patterns.match(_FIRST_OF, intent.text.strip())
    listed = (
        earlier.operation in ("rank", "list", "filter", "compare", "lookup") and len(earlier.metrics) == 1
    )
    if (
        found is None
        or not listed
        or earlier.change
        or not (intent.metrics or intent.scope != "all" or intent.groups)
    ):
        return None
    number = int(read_number(found["zh"] or found["one"]))
    return earlier._replace(
        operation="rank", n=number, only_place=False, superlative=True, groups=earlier.groups
    )


_FIRST_OF = (
    r"^(?:那么?|这|其中)?的?前(?P<zh>[一二两三四五六七八九十]|\d{1,2})(?:[名个家位]|强)?(?:单位|区县|区|局)?"
    r"(?:[的里中]|之中|当中|各|分别)"
    r"|^(?:那么?|这|其中)?(?:排名?)?第(?P<one>一)(?:名|位|个|多的?)?(?:单位|区县|区|局)?的"
)


def speaks_of_the_first(text: str) -> bool:
    """前三个的诉讼数: the first of a list that was given before."""
    return (
        patterns.match(_FIRST_OF, text.strip()) is not None
        and patterns.search(r"最[多高大少低小]", text) is None
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


_PLACE_NEXT = (
    r"^(?:那么?)?第(?P<zh>[二三四五六七八九十]|\d{1,2})(?:[名位]|多的?)?(?:的?(?:又?是谁|是哪[个家]|呢))?$"
    r"|^(?:and |then |so )*(?:who(?:'s| is| was| came| comes| ranks| ranked)?(?: in| on)? |which (?:agency |one )?(?:is|was|came) "
    r"|what about |how about )?(?:the |number |no\.? )*(?P<en>second|third|fourth|fifth|sixth|seventh|eighth|\d{1,2}(?:nd|rd|th))"
    r"(?: place| best| highest| largest| biggest)?$"
)


def place_next(text: str, earlier: Intent) -> int:
    """Which place 那第二呢 asks for behind a ranking; 0 for none."""
    found = patterns.match(_PLACE_NEXT, text.strip().rstrip("?？。.！! "))
    if found is None or earlier.operation != "rank":
        return 0
    if found["en"]:
        return _ORDINALS.index(found["en"]) + 1 if found["en"] in _ORDINALS else int(found["en"][:-2])
    return int(read_number(found["zh"]))


def asks_place_next(text: str) -> bool:
    """那第二呢, and the second: a place behind the one told."""
    return patterns.match(_PLACE_NEXT, text.strip().rstrip("?？。.！! ")) is not None


def on_that_year(intent: Intent, earlier: Intent) -> Intent:
    """By how much did that rise on 2021, behind a figure of 2022: from the one year to the other."""
    base, own = intent.years, earlier.years
    held = intent.change is not None and patterns.search(_ON_YEAR, intent.text) is not None
    if held and len(base) == len(own) == 1 and base[0] < own[0]:
        return intent._replace(years=(*base, *own))
    return intent


_ON_YEAR = r"\b(?:on|over|from|since|against|versus|than|compared (?:with|to))(?: in| that of| the figure of)? 20\d\d\b"


def asks_why(intent: Intent) -> bool:
    """为什么呢: nothing but the reason of what was asked before."""
    return patterns.match(_WHY, intent.text.strip().rstrip("?？。.！! ")) is not None


def _told(intent: Intent, earlier: Intent) -> Intent:
    """The question before as one for words: what the reports asked about say of its matter."""
    return earlier._replace(
        question=intent.question,
        language=intent.language,
        text=f"{earlier.text} {intent.text}",
        wording=f"{earlier.wording} {intent.wording}",
        topic=f"{earlier.topic} {intent.text}",
        operation="lookup",
        metrics=(),
        superlative=False,
        asks_figure=False,
        asks_narrative=True,
        inherited=True,
    )


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


def among_the_same(intent: Intent, earlier: Intent) -> bool:
    """And which one refused the most, behind which city government received the most: of the same bodies, by another figure."""
    ranked = intent.operation == earlier.operation == "rank" and intent.metrics and not intent.inherited
    own = (
        intent.groups
        or intent.excluded
        or intent.each
        or intent.scope != "all"
        or intent.crowd
        or intent.narrowed
    )
    some = earlier.groups or earlier.scope != "all" or earlier.excluded
    return (
        bool(ranked and some and not own)
        and patterns.search(_OF_THE_SAME_BODIES, intent.text.strip()) is not None
    )


_OF_THE_SAME_BODIES = (
    r"^(?:and|but|then|so|whereas|while|which (?=[a-z]+ed\b|had\b|has\b|got\b|did\b|was\b))\b"
    r"(?!.*\b(?:agenc(?:y|ies)|bod(?:y|ies)|authorit(?:y|ies)|anyone|overall|everywhere)\b)"
    r"|\bwhich (?:one|of (?:them|these|those))\b|^(?:那么?|又)(?!.*(?:单位|机关|全部|所有|全国))"
)


def leads_by(text: str) -> bool:
    """By how much did it lead: how far the first of the ranking before was ahead of the second."""
    return patterns.search(_LEADS_BY, text.strip()) is not None


_LEADS_BY = (
    r"^(?:and |so )?(?:by how (?:much|many|far|wide a margin)|how (?:far|much)|by what margin|with what (?:lead|margin))\b.{0,30}"
    r"\b(?:it|they|that|this|winner|leader|first)\b.{0,20}\b(?:lead|leads|led|ahead|win|wins|won|beats?|exceeds?|surpass)\b"
    r"(?!.*\b(?:of|over) the (?!second|next|runner))"
    r"|^(?:那|它|其)*(?:领先(?:了)?(?:第二名?)?|比第二(?:名|位|多的?)?(?:的)?(?:多|高|高出|多出|领先)了?(?:收了?)?)(?:多少|几)"
)


def others_of(intent: Intent, earlier: Intent, directory: Directory) -> tuple[AgencyGroup, ...]:
    """The other public security bureaus, behind one of them: the class without those spoken of; () where it is no class of theirs."""
    before = set(earlier.agencies)
    if not before or intent.metrics or not patterns.search(THE_OTHERS, intent.text) or len(intent.groups) > 1:
        return ()
    if intent.groups:
        group = intent.groups[0]
    elif intent.scope != "all":
        group = AgencyGroup(
            "", 0, 0, tuple(sorted(directory.agencies_of_kind(intent.scope))), has_office=True
        )
    else:
        return ()
    if not before < set(group.agencies):
        return ()
    return (group._replace(agencies=tuple(a for a in group.agencies if a not in before), all_meant=True),)


THE_OTHERS = r"\bother\b|\bremaining\b|\brest of\b|其他|其它|其余|别的|另外"


def points_at_agencies(text: str) -> bool:
    """它们, 两家, 其中, their, of them: the agencies of the question before."""
    return patterns.search(_POINTS_AT, text) is not None


def counted_otherwise(pointed: str, earlier: Intent) -> bool:
    """Of the three, where the question before named other than three: they stand in those before it."""
    found = patterns.search(r"\b(two|three|four|five|six)$", pointed)
    return found is not None and bool(earlier.agencies) and len(earlier.agencies) != read_number(found[1])


def pointed_at(text: str) -> str:
    """The words that do so."""
    found = patterns.search(_POINTS_AT, text)
    return found.group() if found else ""


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
            "sides", "sides_mean", "counts_share", "all_years")  # fmt: skip
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
    all_asked = (
        reports or operation == "top_year" or (intent.operation == "trend" and len(earlier.years) == 1)
    )
    return () if all_asked else earlier.years


_NEW_BOUND = (
    r"^(?:那么?|再|把|如果|要是)*(?:门槛|标准|界限|界线|条件|阈值|基准|线)?(?:改|换|降|升|提|放|调|设|定|提高|降低|放宽|调整|抬)(?:高|低|宽)?"
    rf"(?:成|为|到|至)+(?:了)?(?P<value>{NUMBER})(?P<scale>[百千万])?[件起宗条项](?:呢|的话|以上|看看)*$"
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
    if among := _beside_others(intent, earlier):
        return among
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
    region = bool(intent.groups) and all(len(g.agencies) > 1 and not g.has_office for g in intent.groups)
    within = region and not own_metrics and earlier.operation in _WIDE  # 前三名 … 只看广东的
    another_class = _is_class(intent.groups) and not own_metrics and earlier.operation in _WIDE
    operation = _operation_of(intent, earlier, bool(own_metrics), within or another_class)
    if another_class:  # 教育局呢 behind 公安局里谁最多
        intent = intent._replace(groups=tuple(group._replace(all_meant=True) for group in intent.groups))
    narrative = not own_metrics and not earlier.metrics
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
        text=f"{earlier.text} {intent.text}" if narrative else intent.text,
        wording=f"{earlier.wording} {intent.wording}" if narrative else intent.wording,
        topic=f"{earlier.topic} {intent.topic}"
        if narrative and not intent.groups
        else earlier.topic
        if narrative
        else intent.topic,
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
        descending=intent.descending if intent.superlative else earlier.descending,
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
