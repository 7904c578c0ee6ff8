"""Sentences around a question that name nothing it could be about: why it is asked, who asks, that it is urgent."""

from __future__ import annotations

from assistant import patterns
from assistant.understanding.words.groupings import Grouping
from assistant.understanding.words.mentions import (
    AboveMean,
    AgencyTerm,
    Mention,
    Spotted,
    Threshold,
    Top,
    Years,
)
from assistant.understanding.words.said_kinds import kind_of

_ENDS = r"[：:。！!？?；;\n]|\.(?=\s|$)|\s[–—-]+\s|——"  # where one sentence ends and another begins
_COMMA = r"[，,]"
_OF_THE_ASKER = (  # a part between commas is dropped only where it speaks of who asks, or thanks
    r"我|咱|俺|本人|谢|急|论文|课题|写稿|稿子|图表|[作画](?:个|张)?(?:柱状|折线|饼|条形)?图|做表|汇报|材料用|备课|作业|选题|答辩|开题|报道|简报|领导|同事"
    r"|老师|听说|据说|好奇|麻烦|拜托|打听|请教|劳驾|\b(?:i|i'm|i’m|my|me|we|our|thanks|thank you|please|pls|urgent|cheers|sorry)\b"
)
_NARROWS = (  # what may say which applications are meant, and so is never dropped
    r"只|仅|除|不含|不算|不包括|关于|有关|涉及|针对|线上|网上|书面|上半年|下半年|季度"
    r"|\b(?:only|just|except\w*|exclud\w*|without|about|regarding|concerning|online|not)\b"
)
_THERE = (  # the city government there: of the place that was spoken of before
    r"那[里儿边头]|当地|本地|该[省市区县镇地]|这[里儿]的"
    r"|\b(?<!is )(?<!are )(?<!was )(?<!were )(?<!did )(?<!out )there\b"
    r"(?! (?:is|are|was|were|be|been|any|in|between|over|among|across|for)\b)"
    r"|\b(?:that|this) (?:place|city|town|district|county|province)\b|\bthe local\b"
)
_TELLING = {"check", "missing", "catalog", "zero", "nonzero", "most", "least", "sum", "average", "median", "trend", "share",
            "rise", "fall", "moves", "difference", "times", "position", "rank", "distribution", "outcomes", "count",
            "quantity", "which", "first", "since", "which_year", "per_year", "all_years"}  # fmt: skip


def without_frame(spotted: Spotted) -> str:
    """The question less the sentences before and after it that name no figure, agency or year; "" where there are none."""
    text = spotted.text
    telling = [mention for mention in spotted.mentions if _tells(mention)]
    if not telling:
        return ""
    first, last = telling[0].start, telling[-1].end
    start = max((end.end() for end in patterns.finditer(_ENDS, text[:first])), default=0)
    start = max(
        start,
        *(c.end() for c in patterns.finditer(_COMMA, text[:first]) if _is_of_the_asker(text[: c.start()])),
        0,
    )
    end = min((last + found.start() for found in patterns.finditer(_ENDS, text[last:])), default=len(text))
    behind = (
        c for c in patterns.finditer(_COMMA, text[last:end]) if _is_of_the_asker(text[last + c.end() : end])
    )
    end = min((last + found.start() for found in behind), default=end)
    dropped = f"{text[:start]} {text[end:]}"
    if not patterns.search(r"\w", dropped) or patterns.search(_NARROWS, _without_asker(dropped)):
        return ""
    named = any(mention.first(AgencyTerm) for mention in telling if start <= mention.start < end)
    return "" if not named and patterns.search(_THERE, text[start:end]) else text[start:end]


def _tells(mention: Mention) -> bool:
    """Whether a word says something of what is asked."""
    if any(mention.first(of) for of in (AgencyTerm, Years, Threshold, Top, AboveMean, Grouping)):
        return True
    if any(mention.has(kind) for kind in ("item", "column", "rate")) or kind_of(mention) != "all":
        return True
    if mention.text in ("数据", "数字", "数目"):  # 论文要用个数据，……
        return False
    return bool(set(mention.codes("cue")) & _TELLING)


def _is_of_the_asker(text: str) -> bool:
    return patterns.search(_OF_THE_ASKER, text) is not None


def _without_asker(text: str) -> str:
    """The dropped parts less those that speak of the asker: I only want to know narrows nothing."""
    parts = patterns.split(rf"{_ENDS}|{_COMMA}", text)
    return " ".join(part for part in parts if not _is_of_the_asker(part))
