"""The oddities of real reports that no format changes: in labels, in numbers, in tables."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from tests.report_form import COLUMNS, Key, Number, form_keys, outcome_rows
from tests.report_paper import APPLICATION_HEADER, PAGE_END, Printed, PrintedTable, Spot, ended

LABEL_QUIRKS = ("half_width", "label_variants", "spaced_labels", "kangxi", "traditional", "broken_labels")
VALUE_QUIRKS = ("padded", "full_width", "thousands", "signs", "footnotes", "slashes", "blanks", "blank_rows")
TABLE_QUIRKS = (
    "page_break",
    "page_break_short",
    "page_numbers",
    "lost_cell",
    "lost_last_cell",
    "swapped_rows",
)
TEXT_QUIRKS = (
    "decoy_heading",
    "unnumbered_part",
    "glued_heading",
    "split_heading",
    "indented_heading",
    "crlf",
)
QUIRKS = (*LABEL_QUIRKS, *VALUE_QUIRKS, *TABLE_QUIRKS, *TEXT_QUIRKS)
AMOUNTS = ("元", "万元", "万", "header 元", "header 万元", "bare")

LABEL_VARIANTS: dict[str, tuple[str, ...]] = {
    "3.危及“三安全一稳定”": ("3.危机“三安全一稳定”", "3.危及三安全一稳定"),
    "7.属于行政执法案卷": ("7.属于行政法案卷",),
    "2.其他法律行政法规禁止公开": ("2.其他法律行政止公开", "2.其他法律、行政法规禁止公开"),
    "一、本年新收政府信息公开申请数量": ("一、本年新收到政府信息公开申请数量",),
    "二、上年结转政府信息公开申请数量": ("二、上年结转政府信息公开数量",),
    "2.没有现成信息需要另行制作": ("2.没有现成信息需另行制作",),
    "（六）其他处理": ("（六）其他",),
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": ("1.逾期不补正",),
    "行政规范性文件": ("规范性文件",),
    "规范性文件": ("行政规范性文件",),
    "本年增/减": ("本年增减", "本年增／减"),
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": ("（二）部分公开",),
}
KANGXI = str.maketrans("一文行大生自人工立止示", "⼀⽂⾏⼤⽣⾃⼈⼯⽴⽌⽰")
TRADITIONAL = str.maketrans(
    "规范总计结转许罚强制业费购处理开关务机构应维审国诉",
    "規範總計結轉許罰強製業費購處理開關務機構應維審國訴",
)


def quirky_label(text: str, quirks: frozenset[str], rng: random.Random) -> str:
    if "label_variants" in quirks and text in LABEL_VARIANTS:
        text = rng.choice(LABEL_VARIANTS[text])
    if "half_width" in quirks:
        text = text.translate(str.maketrans("（），：", "(),:"))
    if "kangxi" in quirks:
        text = text.translate(KANGXI)
    if "traditional" in quirks:
        text = text.translate(TRADITIONAL)
    if "spaced_labels" in quirks and rng.random() < 0.3:
        text = " ".join(text) if len(text) < 4 else text.replace("）", "） ", 1)
    if "broken_labels" in quirks and len(text) > 3 and rng.random() < 0.15:
        cut = rng.randrange(2, len(text) - 1)
        text = f"{text[:cut]}\n{text[cut:]}"
    return text


def cut_up(text: str, rng: random.Random) -> list[str]:
    """The text in two or three pieces, as formatting cuts it."""
    most = max(0, len(text) - 1)
    cuts = sorted(rng.sample(range(1, most + 1), min(most, rng.choice((1, 1, 2)))))
    return [text[start:end] for start, end in pairwise((0, *cuts, len(text)))]


def quirky_number(value: int, key: Key, quirks: frozenset[str], rng: random.Random) -> Printed:
    """A number as a report might spell it."""
    text = str(value)
    if "signs" in quirks and key[2] == "change" and value > 0:
        text = rng.choice("+＋") + text
    if "thousands" in quirks and abs(value) >= 1000:
        text = f"{value:,}"
    if "full_width" in quirks and rng.random() < 0.1:
        text = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if "footnotes" in quirks and value and rng.random() < 0.05:
        text += rng.choice(
            ("（街镇事项按统一数量，不重复统计）", f"（其中修订 {value} 件）", "(含上年结转1件)")
        )
    if "padded" in quirks and rng.random() < 0.3:
        text = rng.choice(("　　", "  ", " ", "\xa0")) + text
    return Printed(text, value)


def spelled_amount(value: float, unit: str) -> Printed:
    """A sum of money as printed under one of `AMOUNTS`; `value` is in 元.

    >>> spelled_amount(9299082.0, "header 万元").text
    '929.9082'
    """
    in_wan = "万" in unit
    digits = f"{value / 10_000:.6f}" if in_wan else f"{value:.2f}"
    digits = digits.rstrip("0").rstrip(".")
    if unit == "bare" and value:
        return Printed(digits, value, unit="unknown")
    return Printed(digits if unit.startswith("header") or unit == "bare" else digits + unit, float(value))


def spelled(
    figures: Mapping[Key, Number | str | Printed | None],
    editions: Mapping[str, str],
    amount: str,
    quirks: frozenset[str],
    rng: random.Random,
) -> dict[Key, Printed]:
    """What each cell of the form says."""
    blank_rows = set(outcome_rows(editions["applications"])) if "blank_rows" in quirks else set()
    said: dict[Key, Printed] = {}
    for key in form_keys(editions):
        value = figures.get(key)
        if isinstance(value, Printed):
            said[key] = value
        elif isinstance(value, str):
            said[key] = Printed(value, state="na")
        elif value is None or key[1] in blank_rows:
            said[key] = Printed(rng.choice(("", " ", "\xa0", "　")), state="blank")
        elif key[2] == "amount":
            said[key] = spelled_amount(value, amount)
        elif not value and "blanks" in quirks and rng.random() < 0.15:
            said[key] = Printed(rng.choice(("", " ", "\xa0", "　")), state="blank")
        elif not value and "slashes" in quirks and rng.random() < 0.15:
            said[key] = Printed(rng.choice(("/", "—", "-", "无")), state="na")
        else:
            said[key] = quirky_number(int(value), key, quirks, rng)
    return said


def with_quirky_labels(table: PrintedTable, quirks: frozenset[str], rng: random.Random) -> PrintedTable:
    def labelled(row: tuple[Spot, ...] | str) -> tuple[Spot, ...] | str:
        if isinstance(row, str):
            return row
        return tuple(
            spot if spot.key else replace(spot, text=quirky_label(spot.text, quirks, rng)) for spot in row
        )

    return replace(table, rows=tuple(labelled(row) for row in table.rows))


def with_page_break(table: PrintedTable, short: bool, ruled: bool, rng: random.Random) -> PrintedTable:
    """Cut table 三 in two pages: the header stands again, a label may be cut, merged cells begin anew.

    `short`: the second page has lost its first column, as in a real report. `ruled`: where a label goes on
    on the second page, the empty cells beside it are drawn.
    """
    at = rng.randrange(8, len(table.rows) - 2)
    before, after = list(table.rows[:at]), list(table.rows[at:])
    lead = table.hanging_over(at)[1 if short else 0 :]
    furniture = [f"- {rng.randrange(2, 9)} -"] if rng.random() < 0.5 else []
    before[-1], rest = _cut_label(before[-1], rng)
    # merged cells are cut at the page's end, and what they covered is empty on the next page
    before = list(ended(before))
    if rest:
        beside = (Spot(""),) * len(COLUMNS) if ruled else ()
        after = [(Spot(rest), *beside), *after]
        lead = [replace(spot, rows=spot.rows + 1) for spot in lead]
    after[0] = (*lead, *after[0])
    return replace(table, rows=(*before, *furniture, PAGE_END, *APPLICATION_HEADER, *after))


def _cut_label(row: tuple[Spot, ...] | str, rng: random.Random) -> tuple[tuple[Spot, ...] | str, str]:
    """The row with the second half of its label taken off, and that half ("" when left whole)."""
    at = (
        max((i for i, spot in enumerate(row) if not spot.key), default=-1) if not isinstance(row, str) else -1
    )
    if isinstance(row, str) or at < 0 or len(row[at].text) < 8 or rng.random() < 0.4:
        return row, ""
    text = row[at].text
    cut = rng.randrange(5, len(text) - 2)
    return (*row[:at], replace(row[at], text=text[:cut]), *row[at + 1 :]), text[cut:]


def with_page_numbers(table: PrintedTable, rng: random.Random) -> PrintedTable:
    at = rng.randrange(len(table.rows) // 2, len(table.rows))
    number = rng.choice(("- 5 -", "— 4 —", "7", "－ 6 －"))
    return replace(table, rows=(*table.rows[:at], number, PAGE_END, *table.rows[at:]))


def without_cells(table: PrintedTable, lost: set[Key]) -> PrintedTable:
    """The table with cells left out, as if they had never been printed."""
    return replace(
        table,
        rows=tuple(
            row if isinstance(row, str) else tuple(spot for spot in row if spot.key not in lost)
            for row in table.rows
        ),
    )


def with_swapped_rows(table: PrintedTable, rng: random.Random) -> PrintedTable:
    """Two neighbouring plain rows of table 二 stand the other way round."""
    pairs = [
        i
        for i in range(len(table.rows) - 1)
        if all(not isinstance(r, str) and r[-1].key and not r[0].key for r in table.rows[i : i + 2])
    ]
    at = rng.choice(pairs)
    rows = list(table.rows)
    rows[at : at + 2] = rows[at + 1], rows[at]
    return replace(table, rows=tuple(rows))
