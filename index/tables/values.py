"""One printed cell → what it holds: a number in its base unit, a blank, a stroke, or words kept as they are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from index.form import WAN, YUAN
from index.report import UNREADABLE, State

_STROKES = {"/", "\\", "-", "--", "—", "——", "―", "–", "－", "无", "N/A", "n/a", "//"}
_NUMBER = re.compile(
    r"^(?P<sign>[+\-−＋－]|增加?|减少?)?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<fraction>\.\d+)?"
    r"(?P<scale>[万亿])?(?P<unit>元|件|项|个|条|宗|次|人)?(?P<note>[(\[（【].*[)\]）】]|[*※])?$"
)
_NOTE_MARKS = re.compile(
    r"[\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089\u2460-\u24ff\u2776-\u2793]+"
)  # ² ¹ ① ⑴ ❶
_UNSEEN = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)  # marks that take no room on paper
_GAP = re.compile(r"\d\s+\d")
_NOTED_UNIT = re.compile(r"[(\[（【](?:单位[:：])?(?P<scale>[万亿])?(?P<unit>元|件|项|个|条|宗|次)[)\]）】]")
# A note that may change the number it stands behind: another unit, a scale, a sign.
_CHANGING_NOTE = re.compile(
    r"[(\[（【](?:.*(?:[十百千万亿]|[美欧港日]?元|％|%).*|(?:增|减|负|降|扣).{0,2})[)\]）】]"
)
WHY_NO_NUMBER = {  # why a cell's words are no number, in English
    "格子里有图片或控件，不是文字": "the cell holds a picture or a control, no text",
    "不是一个数字": "this is no number",
    "数字中间有空白，不能确定是一个数": "there is a gap in the number; it may be two",
    "括号里的话可能改变这个数": "what stands in brackets may change the number",
    "大得不可能": "it is too large to be right",
    "不是一个整数件数": "this is no whole number of pieces",
    "金额没有写明单位（元还是万元）": "the amount has no unit (yuan or 10,000 yuan)",
}
LARGEST = 10**15  # more pieces than any agency has handled: a number run together
_SCALES = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": WAN,
    "十万": 10 * WAN,
    "百万": 100 * WAN,
    "千万": 1000 * WAN,
    "亿": WAN * WAN,
}
_HEADER_UNIT = re.compile(
    r"(?<![美欧港日澳英])(?P<scale>[十百千]?万|[十百千]|亿)?(?P<unit>[美欧港日澳英]?元)"
)
_HEADER_COUNT = re.compile(r"单位[:：]?(?P<scale>[十百千]?万|[十百千]|亿)(?:件|项|条|个|次|宗)")


@dataclass(frozen=True)
class Value:
    """A cell's state with its value in the base unit; `unit` is None where the print does not tell it."""

    state: State
    value: int | float | None = None
    unit: str | None = None
    why: str = ""  # for state "text": why no number could be read


BLANK = Value("blank")


@lru_cache(maxsize=20_000)
def compact(raw: str) -> str:
    """NFKC without white space, raised marks kept apart from the number beside them: `　　＋２６①` → `+26(1)`."""
    marked = _NOTE_MARKS.sub(r"(\g<0>)", _UNSEEN.sub("", raw))
    return "".join(unicodedata.normalize("NFKC", marked).split())


def is_value_like(raw: str) -> bool:
    """Whether a cell could stand in a number column: blank, a stroke or a number."""
    plain = compact(raw)
    return not plain or plain in _STROKES or _NUMBER.match(plain) is not None


def has_gap(raw: str) -> bool:
    """Whether white space stands between two digits: one number torn apart, or two numbers; the print does not tell."""
    return _GAP.search(unicodedata.normalize("NFKC", raw).strip()) is not None


def header_unit(header: str) -> str | None:
    """The money unit a column header prints: `采购总金额（万元，保留四位小数）` → 万元; None for none, two, or foreign money.

    >>> header_unit("收费金额（不足1元按1元计，单位：千元）"), header_unit("采购金额（万美元）")
    ('千元', None)
    """
    plain = compact(header)
    told = plain.partition("单位")[2] or plain
    units = {found.group() for found in _HEADER_UNIT.finditer(told)}
    return next(iter(units)) if len(units) == 1 and not re.search(r"[美欧港日澳英]元", told) else None


def read_value(raw: str, unit: str, header: str = "") -> Value:
    """Read one cell of a column whose base unit is `unit`; `header` is the column's printed header.

    >>> read_value("929.9082", "元", "采购总金额（万元，保留四位小数）").value
    9299082.0
    >>> read_value("746（街镇事项按统一数量，不重复统计）", "项").value, read_value("/", "件").state
    (746, 'na')
    """
    plain = compact(raw)
    if not plain:
        return BLANK
    if plain in _STROKES:
        return Value("na")
    found = _NUMBER.match(plain)
    if found is None:
        return Value("text", why="格子里有图片或控件，不是文字" if UNREADABLE in plain else "不是一个数字")
    if has_gap(raw):
        return Value("text", why="数字中间有空白，不能确定是一个数")
    noted = _NOTED_UNIT.fullmatch(found["note"] or "")
    if not noted and _CHANGING_NOTE.fullmatch(found["note"] or ""):
        return Value("text", why="括号里的话可能改变这个数")
    scale, printed_unit = found["scale"], found["unit"]
    if noted and not scale and not printed_unit:
        scale, printed_unit = noted["scale"], noted["unit"]
    number = Decimal(found["digits"].replace(",", "") + (found["fraction"] or ""))
    if found["sign"] in ("-", "−", "减", "减少"):
        number = -number
    if unit == YUAN:
        return _money(number, scale, printed_unit, header)
    return _pieces(number, scale, printed_unit, unit, header)


def _pieces(number: Decimal, scale: str | None, cell_unit: str | None, unit: str, header: str) -> Value:
    if header and (counted := _HEADER_COUNT.search(compact(header))):
        number *= _SCALES[counted["scale"]]
    number *= _SCALES.get(scale or "", 1)
    if abs(number) > LARGEST:
        return Value("text", why="大得不可能")
    if number != int(number) or cell_unit == YUAN:
        return Value("text", why="不是一个整数件数")
    return Value("number", int(number), unit)


def _money(number: Decimal, scale: str | None, cell_unit: str | None, header: str) -> Value:
    if scale or cell_unit == YUAN:
        factor = _SCALES.get(scale or "", 1)
    elif number == 0:
        factor = 1  # nothing is nothing in any unit
    else:
        printed = header_unit(header)
        if printed is None:
            return Value("text", why="金额没有写明单位（元还是万元）")
        factor = _SCALES.get(printed.removesuffix(YUAN), 1)
    return Value("number", float(number * factor), YUAN)
