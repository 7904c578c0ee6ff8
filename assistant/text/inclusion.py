"""Whether one agency's figures include another's (我区（含各部门）): quoted where a report says so, and never guessed or summed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import patterns
from assistant.intent import Intent
from assistant.text.sentences import Sentence, pieces
from assistant.text.wanted import Place

_BODIES = "(?:部门|局|委办|街道|镇街|街镇|乡镇|下属|下级|所属|单位|机构|区县)"
_ASKS = (
    rf"(?:包含|包括|含|算上|算进|计入|涵盖|算入)了?[^，。？?]{{0,14}}{_BODIES}[^，。？?]{{0,8}}(?:吗|么|没有|没|不)[？?]?$"
    r"|包不包[含括]|含不含|算不算(?:上|在)"
    rf"|(?:是否|有没有|是不是|会不会|有无)(?:也|已经?)?(?:包含|包括|含|算上|计入|涵盖)[^，。？?]{{0,14}}{_BODIES}"
    r"|(?:包含|包括|算|计|含)(?:在|入|进)[^，。？?]{0,24}(?:[里内中]|总[数额量])[^，。？?]{0,4}(?:吗|么|没有|没)[？?]?$"
    r"|^(?:is|are|was|were)\b.{4,80}\b(?:included|contained|counted|covered|part of|within)\b.{0,12}\b(?:in|by|of|the)\b"
    r"|^(?:do|does|did)\b.{4,80}\b(?:include|contain|cover|comprise|count)\b.{0,40}"
    r"\b(?:departments?|bureaus?|agencies|bodies|units?|offices?|sub\w+|towns?\w*)\b"
)
_OF_FIGURES = (
    r"数字|数据|件数|总数|数量|申请数|统计|\b(?:figures?|numbers?|totals?|counts?|data|statistics)\b"
)
_TOLD = re.compile(
    rf"[（(]不?(?:含|包括|包含)[^（）()]{{0,10}}{_BODIES}[^（）()]{{0,6}}[）)]|(?:数据|数字|统计)[^，。；]{{0,12}}(?:不含|包括|包含|汇总)[^，。；]{{0,10}}{_BODIES}"
)
_MATTERS = ("申请", "采购", "处罚", "许可", "强制", "收费", "规范性文件", "规章", "复议", "诉讼")


def asks_what_is_included(intent: Intent) -> bool:
    """Whether a question asks if somebody's figures include others': Does the government's figure include its departments?"""
    of_figures = intent.metrics or patterns.search(_OF_FIGURES, intent.text)
    return bool(of_figures) and patterns.search(_ASKS, intent.text.strip()) is not None


def sentences_on_inclusion(intent: Intent, places: Sequence[Place]) -> list[Sentence]:
    """The sentences that say whose figures are included, of the matter asked about; all such where none is named."""
    labels = "".join(metric.label_zh for metric in intent.metrics)
    matters = [matter for matter in _MATTERS if matter in labels]
    sentences = (
        Sentence(place, place.start + start, place.start + end, 1.0)
        for place in places
        for start, end in pieces(place.text)
    )
    return [
        s
        for s in sentences
        if _TOLD.search(s.text) and (not matters or any(matter in s.text for matter in matters))
    ]
