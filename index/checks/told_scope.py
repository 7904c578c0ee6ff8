"""Whose figures a place in a sentence tells, and of which year: other years and other bodies are passed over."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.checks.prose import Sentence

_TIME = re.compile(
    r"(?P<year>20[012]\d)年(?!度?(?:结转|转))"
    r"|(?P<other>去年|上一?年(?!度?(?:结转|转|未|遗留))|同期|往年|历年|近[两二三四五几]年|(?<!今年)以来|十[二三四]五)"
    r"|(?P<own>本年|今年|全年|当年)"
)
_COMPARISON = re.compile(r"(?:较|同比|相比|比|与)[^，,；。()占]{0,16}[，,；)]")
_PART_OF_YEAR = re.compile(
    r"季度|半年|每[月周日天年]|当月|(?<!\d)\d{1,2}月(?!31日|1日|至12月|-12月|—12月|底)(?:份|，|,|我|共|收|\d)"
)
_OWN = re.compile(
    r"[我本](?:区|局|市|县|镇|乡|街道|街|委|办|厅|单位|行政机关|机关|院|省|州|旗|中心|部门|政府|处|会)"
    r"(?!各|所?属|机关|下|直|系统|本级|级|办)"
)
_OTHERS = re.compile(
    r"各(?:部门|单位|级|镇|乡|街|区|县|市|地|科|处|所|成员|相关|有关)|下属|所属|下辖|直属|局属|区属|市属|县属|本级|系统|基层"
    r"|分局|(?:局|委|厅|院|区|市|县|政府)机关|累计|截至目前|预计|计划|力争|复议机构|例如"
)
_GOVERNMENT_ITSELF = re.compile(
    r"办公[室厅]|(?<!人民)政府(?!信息|网|门户|公报|公开)"
)  # without its departments
_WHOLE_PLACE = re.compile(r"全[国省市县区州旗盟镇乡]")
_INCLUDED = re.compile(r"\((?:含|包括|包含)[^()]*\)")
_COUNTED = re.compile(r"\d[件宗]")


@dataclass(frozen=True)
class Context:
    """Whose report on which year the sentences are of."""

    year: int
    government: bool  # its figures take in its departments', and sentences often do not


def in_scope(sentence: Sentence, start: int, context: Context) -> bool:
    """Whether what stands at `start` is told of this report's year and of its own agency, as far as words show."""
    head = sentence.plain[:start]
    if _PART_OF_YEAR.search(head):
        return False
    earlier = _COMPARISON.sub("，", sentence.before)
    times = list(_TIME.finditer(_COMPARISON.sub("，", head))) or list(_TIME.finditer(earlier))[-1:]
    if times and (times[-1]["other"] or times[-1]["year"] not in (None, str(context.year))):
        return False
    return not _about_others(sentence, head, context)


def _about_others(sentence: Sentence, head: str, context: Context) -> bool:
    """Whether the words before speak of other bodies, or of only a part of this one."""
    own = [m.end() for m in _OWN.finditer(head)]
    since = _INCLUDED.sub("", head[own[-1] :] if own else head)
    if _OTHERS.search(since) or (context.government and _GOVERNMENT_ITSELF.search(since)):
        return True
    if not context.government and _WHOLE_PLACE.search(since):
        return True
    if own or not _COUNTED.search(sentence.before):
        return False
    return bool(_OTHERS.search(_INCLUDED.sub("", sentence.before)))
