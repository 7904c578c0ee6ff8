"""What a question takes from further back than the one before it: 两个加起来, 这两年合计, 这两项相加, 前者, 回到区政府."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import patterns
from assistant.agencies import Directory
from assistant.intent import Intent, Metric, Side
from assistant.understanding.turns.follow_up import mean_of
from assistant.understanding.words.numerals import read_number

MOST_TAKEN_TOGETHER = 4  # questions whose figures one question takes together

_TOGETHER = (
    r"累计|总数|总量|加起来|加在一起|合起来|合在一起|放一起|一起|总共|一共|合计|共计|相加|之和|总和|加总|汇总"
    r"|\b(?:together|total|combined|altogether|sum|add up|in all)\b"
)
_APART = r"相差|差[了多几别距额值]|之差|对比|相比|\b(?:difference|gap|apart)\b"
_MEAN = r"平均|均值|\b(?:average|mean)\b"
_IN_ORDER = (
    r"^(?:那么?|帮我|请)*(?:给它们|把它们)?(?:排一?[个下]?(?:序|名|队)?|从[高大多]到[低小少]排?)(?:看看|一下|吧|呢)*$"
    r"|\b(?:rank|sort|order) them\b"
)
_TWO = r"[两俩二双]|\b(?:both|two)\b"
_THEY = (
    r"[它他]们|[这那]?[两三几][个家者]|[这那]?[俩仨]|二者|双方|\b(?:both|their|they|them|these two|the two)\b"
)
_OF_BOTH = (
    rf"{_IN_ORDER}|{_THEY}|{_TOGETHER}|{_APART}|两[个家者]?|二者|谁|哪[个家]|\b(?:both|which|who|the two)\b"
)
_MOVED = (
    r"[增减]了?[加长多少幅]?|[上下]升?降?|[涨跌升降]了?|变[化动多少]|\b(?:rise|rose|grow|grew|fall|fell|drop|dropped|change|changed"
    r"|increase|increased|decrease|decreased|growth|decline|declined|jump|jumped|climb|climbed|gain|gained|up|down|more|less)\b"
)
_SO_MANY_YEARS = (
    r"(?:这|那|前面?|上面?|以上|刚才)?的?(?P<zh>[两二三四五]|\d(?!\d))个?年(?:度|份)?(?![前后级底初末来])"
    r"|\b(?:the|these|those|all|over|in)(?: the| these| those)? (?P<en>two|three|four) years\b|\b(?P<both>both) years\b"
)
_YEARS = rf"{_SO_MANY_YEARS}|[这那]几年|哪一?个?年|\b(?:these|those|the) years\b|\bwhich (?:year|of the (?:two|three|four))\b"
ON_PRIOR = (
    r"[上去前]一?年|同比|同期|\b(?:previous|prior|preceding|last) year\b|\byear (?:before|earlier|on year)\b"
)
_ALSO_THE_SAME = r"(?:也|同样|一样)?(?:都|请)?[按照用](?=[这那上前以同])"
_FIGURES = (
    r"(?:这|那|上面|前面|以上)?[两二三四几]个?[项样类种数者](?:数字?|指标|数据|情况)?|二者"
    r"|\b(?:both|the two|these two|those two|all three)\b"
)
WHICH_OF_THEM = (  # 哪个最多, of the figures asked for one after the other
    r"^(?:那么?|其中|这里面)?哪(?:一)?[个项类种样]?(?:数字?)?(?:最|更)[多高大少低小]"
    r"|^(?:and )?which (?:one |of (?:them|these|those) )?(?:was|is|had) the (?:most|highest|largest|lowest|fewest)"
)
_FORMER = (
    r"前者|(?<![以之])前(?:面|头|边)?(?:的|说的)?那?(?:一?[个家]|一)(?:单位|机关|局|厅|区|市|县|政府|街道|镇)?(?![年月季])"
    r"|[第头]一[个家](?:单位|机关|局|厅|政府)(?!的?(?:排|是))"
    r"|\bthe (?:former|first (?:one|agency|bureau|government|city|district|of (?:the two|them|these|those|the pair)))\b"
)
_LATTER = (
    r"后者|后(?:面|头|边)(?:的|说的)?那?(?:一?[个家]|一)(?:单位|机关|局|厅|区|市|县|政府|街道|镇)?|后一[个家](?:单位|机关|局|厅|区|市|县|政府)?"
    r"|第二[个家](?:单位|机关|局|厅|政府)(?!的?(?:排|是))"
    r"|\bthe (?:latter|second (?:one|agency|bureau|government|city|district|of (?:the two|them|these|those|the pair)))\b"
)
_BY_HOW_MANY_MORE = r"\bhow (?:many|much) (?:more|fewer|less)\b(?!.*\bthan\b)"
_BACK_TO = (
    r"^(?:那么?|再|我们|现在|还是)*(?:回到|说回|转回|回过?头来?(?:再|去)?(?:看|说|问|查)?|回去看)(?:最?开始|刚才|前面|原来)?的?(?:那个)?"
    r"|^(?:and |now )?(?:(?:going )?back to|returning to) (?:the )?"
)


def reaches_back(text: str) -> bool:
    """Whether a question may take something from further back than the question before."""
    return patterns.search(f"{_OF_BOTH}|{_YEARS}|{_FIGURES}|{_MOVED}|{_MEAN}", text, re.I) is not None


def points_at_one_of_two(text: str) -> bool:
    """前者, the latter, 回到区政府: an agency that was spoken of before another."""
    return patterns.search(f"{_FORMER}|{_LATTER}", text, re.I) is not None or goes_back_to(text)


def goes_back_to(text: str) -> bool:
    return patterns.match(_BACK_TO, text, re.I) is not None


def without_going_back(text: str) -> str:
    return patterns.sub(_BACK_TO, "", text, flags=re.I)


def with_its_name(text: str, turns: Sequence[Intent]) -> str:
    """The question with 前者 and 后者 called by their names; as it stands where there are not just two of them.

    `turns` are the questions before, the latest first.
    """
    pair = _pair(turns)
    if len(pair) != 2:
        return text
    if text.isascii() and patterns.search(
        _BY_HOW_MANY_MORE, text, re.I
    ):  # did the former have: than the latter
        other = pair[1] if patterns.search(_FORMER, text, re.I) else pair[0]
        text = f"{text.strip().rstrip('?. ')} than {other}"
    for pattern, agency in zip((_FORMER, _LATTER), pair, strict=True):
        text = patterns.sub(pattern, f" {agency} " if text.isascii() else agency, text, flags=re.I)
    return text.strip()


def _pair(turns: Sequence[Intent]) -> tuple[str, ...]:
    """The two agencies spoken of, in that order: of one question, or each of one of the last two."""
    latest = turns[0].agencies
    if len(latest) != 1 or len(turns) < 2:
        return latest
    first = turns[1].agencies
    return (*first, *latest) if len(first) == 1 and first != latest else latest


def turn_of_kind(kind: str, turns: Sequence[Intent], directory: Directory) -> Intent | None:
    """The latest of the questions before that was about one agency of that kind."""
    fits = directory.agencies_of_kind(kind)
    return next((turn for turn in turns if len(turn.agencies) == 1 and turn.agencies[0] in fits), None)


def with_those_before(intent: Intent, turns: Sequence[Intent]) -> tuple[Intent, Intent]:
    """The question, and the one before it with the subjects or the years of those before that; `turns`: the latest first."""
    if not turns[1:]:
        return intent, turns[0]
    if not _is_bare(intent):
        return intent, _with_them_all(intent, turns)
    if years := _years_together(intent, turns):
        own = intent._replace(years=(), counted_years=(), unheeded=(), unexplained=())
        return own, turns[0]._replace(years=years, counted_years=())
    earlier = _joined_subjects(intent, turns) or _with_both_subjects(intent, turns[0], turns[1])
    if earlier is turns[0]:
        return intent, earlier
    # the two are the two subjects, and not all that either's name can mean
    in_order = patterns.match(_IN_ORDER, intent.text.strip())
    return intent._replace(both_meant=False, operation="compare" if in_order else intent.operation), earlier


def figures_together(intent: Intent, turns: Sequence[Intent]) -> tuple[Metric, ...]:
    """The figures of the questions before that 这两项 speaks of; () where they are not meant."""
    if intent.metrics and not intent.metric_is_weak:
        return ()
    named = patterns.search(_FIGURES, intent.text)
    if not named and not (
        patterns.search(f"{_TOGETHER}|{_APART}|{WHICH_OF_THEM}", intent.text) and _is_bare(intent)
    ):
        return ()
    chain = _chain(turns, ("groups", "years", "scope", "operation"))
    metrics = tuple(dict.fromkeys(metric for turn in reversed(chain) for metric in turn.metrics))
    return metrics if len(metrics) > 1 and len(chain) > 1 else ()


def without_figures(text: str) -> str:
    """The question without the words for them: 昆山也照这两项给我."""
    return patterns.sub(f"(?:{_ALSO_THE_SAME})?(?:{_FIGURES})", "", text)


def _is_bare(intent: Intent) -> bool:
    """Whether it names no agency, figure or kind of its own."""
    named = intent.groups or intent.scope != "all" or (intent.metrics and not intent.metric_is_weak)
    return not (named or intent.unread_scope)


def _chain(turns: Sequence[Intent], alike: Sequence[str]) -> list[Intent]:
    """The latest questions that each go on with the one before and are alike in all these."""
    chain = [turns[0]]
    for turn in turns[1:]:
        same = all(getattr(turn, of) == getattr(chain[-1], of) for of in alike if of != "groups")
        if not chain[-1].inherited or not same or ("groups" in alike and turn.agencies != chain[-1].agencies):
            break
        chain.append(turn)
    return chain


def _years_together(intent: Intent, turns: Sequence[Intent]) -> tuple[int, ...]:
    """The years asked about one after the other, where the question speaks of them together; () where it does not."""
    if not patterns.search(f"{_YEARS}|{_MOVED}|{_OF_BOTH}|{_MEAN}", intent.text) or patterns.search(
        ON_PRIOR, intent.text
    ):
        return ()
    if intent.years and not intent.counted_years:
        return ()  # years of its own
    if len(turns[0].agencies) != 1 and not patterns.search(_YEARS, intent.text):
        return ()  # the agencies' figures are what goes together
    chain = _chain(turns, ("groups", "metrics", "scope", "operation"))
    asked = [year for turn in chain for year in reversed(turn.years)]  # the latest first
    if said := patterns.search(_SO_MANY_YEARS, intent.text):
        number = 2 if said["both"] else int(read_number(said["zh"] or said["en"]))
        asked = asked[:number] if len(set(asked)) >= number else []
    years = tuple(sorted(set(asked)))
    return years if len(years) > 1 and len(chain) > 1 else ()


def _with_them_all(intent: Intent, turns: Sequence[Intent]) -> Intent:
    """它们的不予公开呢 behind 南京…, 苏州呢: another figure of them all."""
    if intent.groups or intent.scope != "all" or not patterns.search(_THEY, intent.text):
        return turns[0]
    return _joined_subjects(intent, turns) or turns[0]


def _joined_subjects(intent: Intent, turns: Sequence[Intent]) -> Intent | None:
    """The question before, of each one's agency, the first one first; None where they were not about one agency each."""
    chain = _chain(turns, ("metrics", "years", "scope", "operation"))
    groups = [turn.groups[0] for turn in reversed(chain) if len(turn.groups) == len(turn.agencies) == 1]
    several = len({group.agencies for group in groups}) == len(groups) == len(chain) > 1
    if (
        not several
        or turns[0].operation != "lookup"
        or not patterns.search(f"{_OF_BOTH}|{_MEAN}", intent.text)
    ):
        return None
    return turns[0]._replace(groups=tuple(groups[-2:] if patterns.search(_TWO, intent.text) else groups))


def _with_both_subjects(intent: Intent, earlier: Intent, first: Intent) -> Intent:
    """The question before with the subject of the one before that: 南京…, 苏州呢, 两个加起来; 江苏合计…, 广东呢, 哪个多."""
    named = (
        len(first.groups) == len(earlier.groups) == 1
        and first.groups[0].agencies != earlier.groups[0].agencies
    )
    alike = (
        first.metrics == earlier.metrics
        and first.years == earlier.years
        and first.operation == earlier.operation
    )
    two = (
        patterns.search(r"两|二者|\bboth\b|\btwo\b", intent.text) is not None
    )  # which of the two grew more from 2019 to 2022
    bare = not (intent.metrics or (intent.years and not two) or (intent.unexplained and not two))
    if not (bare and named and alike and earlier.inherited) or not patterns.search(_OF_BOTH, intent.text):
        return earlier
    both = (*first.groups, *earlier.groups)
    if earlier.operation == "lookup" or all(len(group.agencies) == 1 for group in both):
        return earlier._replace(groups=both)
    sides = tuple(Side(group.text.strip(), group.agencies) for group in both)
    return earlier._replace(groups=(), operation="compare", sides=sides, sides_mean=mean_of(earlier))
