"""Writes annual reports with chosen figures, in the layouts and with the oddities of real ones.

A report is first a `Manuscript`, free of any format: paragraphs and tables with merged cells. A renderer
turns that into a file; here stand the plain-text ones (`LAYOUTS`), and others (HTML, Word, PDF) can take the
same manuscript. What a careful reader should make of it travels along as `WrittenReport.expected`.

    python -m tests.report_writer FOLDER AGENCIES YEAR...     writes a corpus to look at
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

Key = tuple[str, str, str]  # ("applications", "received", "total")
Number = int | float
State = Literal["number", "blank", "na", "text", "missing"]

REGIONS = Path(__file__).parent.parent / "index" / "regions.csv"

# ── what a report says ──


@dataclass(frozen=True)
class Printed:
    """What stands in one cell, and how it has to be read."""

    text: str
    value: Number | None = None
    state: State = "number"
    unit: str | None = None  # None: as the form says

    @property
    def raw(self) -> str:
        return self.text.strip()


@dataclass(frozen=True)
class Spot:
    """One cell of a printed table; `key` where it is a cell of the form."""

    text: str
    key: Key | None = None
    columns: int = 1  # how many it covers
    rows: int = 1


@dataclass(frozen=True)
class PrintedTable:
    """A table as it stands on paper: rows of spots; a bare string is page furniture between two rows."""

    code: str
    rows: tuple[tuple[Spot, ...] | str, ...]

    def places(self) -> list[list[Spot | Literal["left", "above"]] | str]:
        """Every place of the grid: a spot, or which way the spot lies that covers it."""
        hanging: dict[int, int] = {}  # column → rows still covered from above
        inner: set[int] = set()  # columns covered from above by the right part of a wide spot
        laid: list[list[Spot | Literal["left", "above"]] | str] = []
        for row in self.rows:
            if isinstance(row, str):
                laid.append(row)
                continue
            line: list[Spot | Literal["left", "above"]] = []
            below = {column: rows - 1 for column, rows in hanging.items() if rows > 1}
            for spot in row:
                while hanging.get(len(line)):
                    line.append("left" if len(line) in inner else "above")
                if spot.rows > 1:
                    below |= {len(line) + i: spot.rows - 1 for i in range(spot.columns)}
                    inner |= {len(line) + i for i in range(1, spot.columns)}
                line.append(spot)
                for _ in range(spot.columns - 1):
                    line.append("left")
            while hanging.get(len(line)):
                line.append("left" if len(line) in inner else "above")
            hanging = below
            inner &= below.keys()
            laid.append(line)
        return laid

    def hanging_over(self, at: int) -> list[Spot]:
        """What is left, at row `at`, of the spots that begin above it and reach into it."""
        left: dict[int, Spot] = {}
        for number, line in enumerate(self.places()[:at]):
            for column, place in enumerate(line if isinstance(line, list) else ()):
                if isinstance(place, Spot) and place.rows > at - number:
                    left[column] = replace(place, text="", rows=place.rows - (at - number))
        return [left[column] for column in sorted(left)]


Block = str | PrintedTable


@dataclass(frozen=True)
class Manuscript:
    """A report free of its format: the lines before part one, and the parts with headings as printed."""

    front: tuple[str, ...]
    parts: tuple[tuple[str, tuple[Block, ...]], ...]
    back: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agency:
    """Who reports, and where it sits."""

    name: str
    second_name: str = ""
    province: str = ""
    city: str = ""
    county: str = ""
    government: bool = False


@dataclass(frozen=True)
class WrittenReport:
    """A report's text, and all that is known of it."""

    text: str
    expected: dict[Key, Printed]
    agency: Agency
    year: int
    editions: dict[str, str]  # table → "2019" or "2021"
    layout: str
    quirks: frozenset[str]
    manuscript: Manuscript
    figures: dict[Key, Number | None]  # before any oddity

    @property
    def file(self) -> str:
        return f"{self.agency.name}/{self.year}.txt"


# ── the form as paper, written down once more: the tests do not lean on the code they test ──

_MADE = {"made": "本年新制作数量", "published": "本年新公开数量", "public_total": "对外公开总数量"}
_ITEMS = {"prior_items": "上一年项目数量", "change": "本年增/减", "decisions": "处理决定数量"}
_ISSUED = {"issued": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"}
_DECISIONS = {"decisions": "本年处理决定数量"}
# (the item of article 20, the columns, the rows)
DISCLOSURE: dict[str, tuple[tuple[str, dict[str, str], dict[str, str]], ...]] = {
    "2019": (
        ("一", _MADE, {"regulations": "规章", "normative_documents": "规范性文件"}),
        ("五", _ITEMS, {"licensing": "行政许可", "other_services": "其他对外管理服务事项"}),
        ("六", _ITEMS, {"penalties": "行政处罚", "coercion": "行政强制"}),
        ("八", {"prior_items": "上一年项目数量", "change": "本年增/减"}, {"fees": "行政事业性收费"}),
        ("九", {"items": "采购项目数量", "amount": "采购总金额"}, {"procurement": "政府集中采购"}),
    ),
    "2021": (
        ("一", _ISSUED, {"regulations": "规章", "normative_documents": "行政规范性文件"}),
        ("五", _DECISIONS, {"licensing": "行政许可"}),
        ("六", _DECISIONS, {"penalties": "行政处罚", "coercion": "行政强制"}),
        ("八", {"amount": "本年收费金额"}, {"fees": "行政事业性收费"}),
    ),
}
APPLICANTS = {
    "natural_person": "自然人",
    "company": "商业企业",
    "research": "科研机构",
    "social_org": "社会公益组织",
    "legal_service": "法律服务机构",
    "other_org": "其他",
}
COLUMNS = (*APPLICANTS, "total")
INTAKE = {"received": "一、本年新收政府信息公开申请数量", "carried_in": "二、上年结转政府信息公开申请数量"}
_PLAIN = {
    "granted": "（一）予以公开",
    "partly_granted": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
}
_REFUSED = {
    "state_secret": "1.属于国家秘密",
    "law": "2.其他法律行政法规禁止公开",
    "stability": "3.危及“三安全一稳定”",
    "third_party": "4.保护第三方合法权益",
    "internal": "5.属于三类内部事务信息",
    "process": "6.属于四类过程性信息",
    "enforcement": "7.属于行政执法案卷",
    "admin_query": "8.属于行政查询事项",
}
_UNAVAILABLE = {
    "not_held": "1.本机关不掌握相关政府信息",
    "not_existing": "2.没有现成信息需要另行制作",
    "unclear": "3.补正后申请内容仍不明确",
}
_NOT_PROCESSED = {
    "petition": "1.信访举报投诉类申请",
    "repeat": "2.重复申请",
    "publication": "3.要求提供公开出版物",
    "excessive": "4.无正当理由大量反复申请",
    "confirmation": "5.要求行政机关确认或重新出具已获取信息",
}
_OTHER_2021 = {
    "uncorrected": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "unpaid": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "rest": "3.其他",
}
OUTCOME_GROUPS: dict[str, tuple[tuple[str, str, dict[str, str]], ...]] = {
    edition: (
        ("refused", "（三）不予公开", _REFUSED),
        ("unavailable", "（四）无法提供", _UNAVAILABLE),
        ("not_processed", "（五）不予处理", _NOT_PROCESSED),
        *((("other", "（六）其他处理", _OTHER_2021),) if edition == "2021" else ()),
    )
    for edition in ("2019", "2021")
}
DISPUTE_ROWS = {
    "review": "行政复议",
    "litigation_direct": "未经复议直接起诉",
    "litigation_after_review": "复议后起诉",
}
DISPUTE_COLUMNS = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}
PARTS = {
    "一": "总体情况",
    "二": "主动公开政府信息情况",
    "三": "收到和处理政府信息公开申请情况",
    "四": "政府信息公开行政复议、行政诉讼情况",
    "五": "存在的主要问题及改进情况",
    "六": "其他需要报告的事项",
}
SUM_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def outcome_rows(edition: str) -> tuple[str, ...]:
    grouped = tuple(f"{g}_{code}" for g, _, rows in OUTCOME_GROUPS[edition] for code in rows)
    return ("granted", "partly_granted", *grouped, *(("other",) if edition == "2019" else ()))


def form_keys(editions: Mapping[str, str]) -> tuple[Key, ...]:
    """Every cell of the form in printed order."""
    disclosure = [
        ("disclosure", row, column)
        for _, columns, rows in DISCLOSURE[editions["disclosure"]]
        for row in rows
        for column in columns
    ]
    rows = (*INTAKE, *outcome_rows(editions["applications"]), "concluded", "carried_over")
    applications = [("applications", row, column) for row in rows for column in COLUMNS]
    disputes = [("disputes", row, column) for row in DISPUTE_ROWS for column in DISPUTE_COLUMNS]
    return (*disclosure, *applications, *disputes)


# ── oddities ──

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


# ── tables on paper ──


def disclosure_table(edition: str, said: Mapping[Key, Printed], amount: str) -> PrintedTable:
    rows: list[tuple[Spot, ...]] = []
    for item, columns, lines in DISCLOSURE[edition]:
        width = 3 // len(columns) if len(columns) == 1 else 1
        rows.append((Spot(f"第二十条第（{item}）项", columns=4),))
        unit = amount.removeprefix("header ") if amount.startswith("header") else ""
        heads = [
            Spot(f"{label}（单位：{unit}）" if unit and code == "amount" else label, columns=width)
            for code, label in columns.items()
        ]
        rows.append((Spot("信息内容"), *heads))
        for row, label in lines.items():
            keys: list[Key] = [("disclosure", row, column) for column in columns]
            rows.append((Spot(label), *(Spot(said[key].text, key, columns=width) for key in keys)))
    return PrintedTable("disclosure", tuple(rows))


APPLICATION_HEADER = (
    (Spot(SUM_NOTE, columns=3, rows=3), Spot("申请人情况", columns=7)),
    (Spot("自然人", rows=2), Spot("法人或其他组织", columns=5), Spot("总计", rows=2)),
    tuple(Spot(label) for label in list(APPLICANTS.values())[1:]),
)


def applications_table(edition: str, said: Mapping[Key, Printed]) -> PrintedTable:
    def values(row: str) -> tuple[Spot, ...]:
        keys: list[Key] = [("applications", row, column) for column in COLUMNS]
        return tuple(Spot(said[key].text, key) for key in keys)

    rows: list[tuple[Spot, ...]] = [(Spot(label, columns=3), *values(row)) for row, label in INTAKE.items()]
    outcomes: list[tuple[Spot, ...]] = [
        (Spot(label, columns=2), *values(row)) for row, label in _PLAIN.items()
    ]
    for group, title, lines in OUTCOME_GROUPS[edition]:
        first: tuple[Spot, ...] = (Spot(title, rows=len(lines)),)
        for code, label in lines.items():
            outcomes.append((*first, Spot(label), *values(f"{group}_{code}")))
            first = ()
    if edition == "2019":
        outcomes.append((Spot("（六）其他处理", columns=2), *values("other")))
    outcomes.append((Spot("（七）总计", columns=2), *values("concluded")))
    outcomes[0] = (Spot("三、本年度办理结果", rows=len(outcomes)), *outcomes[0])
    last = (Spot("四、结转下年度继续办理", columns=3), *values("carried_over"))
    return PrintedTable("applications", (*APPLICATION_HEADER, *rows, *outcomes, last))


def disputes_table(said: Mapping[Key, Printed]) -> PrintedTable:
    labels = [Spot(label) for label in DISPUTE_COLUMNS.values()]
    keys: list[Key] = [("disputes", row, column) for row in DISPUTE_ROWS for column in DISPUTE_COLUMNS]
    return PrintedTable(
        "disputes",
        (
            (Spot("行政复议", columns=5), Spot("行政诉讼", columns=10)),
            (
                *(replace(spot, rows=2) for spot in labels),
                Spot("未经复议直接起诉", columns=5),
                Spot("复议后起诉", columns=5),
            ),
            (*labels, *labels),
            tuple(Spot(said[key].text, key) for key in keys),
        ),
    )


def with_quirky_labels(table: PrintedTable, quirks: frozenset[str], rng: random.Random) -> PrintedTable:
    def labelled(row: tuple[Spot, ...] | str) -> tuple[Spot, ...] | str:
        if isinstance(row, str):
            return row
        return tuple(
            spot if spot.key else replace(spot, text=quirky_label(spot.text, quirks, rng)) for spot in row
        )

    return replace(table, rows=tuple(labelled(row) for row in table.rows))


def with_page_break(table: PrintedTable, short: bool, rng: random.Random) -> PrintedTable:
    """Cut table 三 in two pages: the header stands again, a label may be cut, merged cells begin anew.

    `short`: the second page has lost its first column, as in a real report.
    """
    at = rng.randrange(8, len(table.rows) - 2)
    before, after = list(table.rows[:at]), list(table.rows[at:])
    lead = table.hanging_over(at)[1 if short else 0 :]
    furniture = [f"- {rng.randrange(2, 9)} -"] if rng.random() < 0.5 else []
    before[-1], rest = _cut_label(before[-1], rng)
    # merged cells are cut at the page's end, and what they covered is empty on the next page
    before = [_ended(row, len(before) - i) for i, row in enumerate(before)]
    if rest:
        after = [(Spot(rest),), *after]
        lead = [replace(spot, rows=spot.rows + 1) for spot in lead]
    after[0] = (*lead, *after[0])
    return replace(table, rows=(*before, *furniture, *APPLICATION_HEADER, *after))


def _ended(row: tuple[Spot, ...] | str, rows_left: int) -> tuple[Spot, ...] | str:
    if isinstance(row, str):
        return row
    return tuple(replace(spot, rows=min(spot.rows, rows_left)) for spot in row)


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
    return replace(table, rows=(*table.rows[:at], number, *table.rows[at:]))


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


# ── plain-text layouts ──


def _rows(table: PrintedTable, row_text: Callable[[list[Spot | Literal["left", "above"]]], str]) -> list[str]:
    return [row if isinstance(row, str) else row_text(row) for row in table.places()]


def tabbed_lines(table: PrintedTable, rng: random.Random) -> str:
    """One cell a line behind a tab, an empty line after each row: four of the five real reports."""

    def row_text(places: list[Spot | Literal["left", "above"]]) -> str:
        texts = ["" if place == "above" else place.text for place in places if place != "left"]
        return "\n".join(f"\t{text}" for text in texts) + "\n"

    return "\n".join(_rows(table, row_text)) + "\n"


def bare_lines(table: PrintedTable, rng: random.Random) -> str:
    """One cell a line and nothing else, as text out of a PDF."""

    def row_text(places: list[Spot | Literal["left", "above"]]) -> str:
        return "\n".join(place.text for place in places if isinstance(place, Spot))

    return "\n".join(_rows(table, row_text)) + "\n"


def spaced_lines(table: PrintedTable, rng: random.Random) -> str:
    """One cell a line with an empty line after each."""

    def row_text(places: list[Spot | Literal["left", "above"]]) -> str:
        return "\n\n".join(place.text for place in places if isinstance(place, Spot)) + "\n"

    return "\n".join(_rows(table, row_text)) + "\n"


def tab_rows(table: PrintedTable, rng: random.Random) -> str:
    """One row a line, tabs between the cells, empty fields for merged ones."""

    def row_text(places: list[Spot | Literal["left", "above"]]) -> str:
        return "\t".join(place.text.replace("\n", "") if isinstance(place, Spot) else "" for place in places)

    return "\n".join(_rows(table, row_text)) + "\n"


def tight_tab_rows(table: PrintedTable, rng: random.Random) -> str:
    """One row a line, tabs between the cells, merged ones printed once."""

    def row_text(places: list[Spot | Literal["left", "above"]]) -> str:
        texts = [
            "" if place == "above" else place.text.replace("\n", "") for place in places if place != "left"
        ]
        return "\t".join(texts)

    return "\n".join(_rows(table, row_text)) + "\n"


def pipes(table: PrintedTable, rng: random.Random) -> str:
    """`| a | b |`, every merged place an empty one."""

    def row_text(places: list[Spot | Literal["left", "above"]]) -> str:
        texts = [place.text.replace("\n", "") if isinstance(place, Spot) else "" for place in places]
        return "| " + " | ".join(texts) + " |"

    return "\n".join(_rows(table, row_text)) + "\n"


def markdown(table: PrintedTable, rng: random.Random) -> str:
    """A Markdown table: the first row is taken for its header and ruled off."""
    width = max(len(row) for row in table.places() if not isinstance(row, str))
    lines = pipes(table, rng).splitlines()
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]]) + "\n"


def pipe_lines(table: PrintedTable, rng: random.Random) -> str:
    """One cell a line, each line closed by a `|`."""

    def row_text(places: list[Spot | Literal["left", "above"]]) -> str:
        texts = ["" if place == "above" else place.text for place in places if place != "left"]
        return "\n".join(f"{text} |" if text else "|" for text in texts) + "\n"

    return "\n".join(_rows(table, row_text)) + "\n"


LAYOUTS: dict[str, Callable[[PrintedTable, random.Random], str]] = {
    layout.__name__: layout
    for layout in (
        tabbed_lines,
        bare_lines,
        spaced_lines,
        tab_rows,
        tight_tab_rows,
        pipes,
        markdown,
        pipe_lines,
    )
}


def plain_text(manuscript: Manuscript, layout: str, quirks: frozenset[str], rng: random.Random) -> str:
    """The manuscript as a text file."""
    pieces = ["\n".join(manuscript.front) + "\n"]
    for number, (heading, blocks) in enumerate(manuscript.parts):
        if "glued_heading" in quirks and number == 0:
            pieces[-1] = pieces[-1].rstrip("\n")
        pieces.append(heading + "\n")
        for block in blocks:
            pieces.append(
                block + "\n" if isinstance(block, str) else LAYOUTS[layout](block, rng).rstrip("\n") + "\n\n"
            )
    text = "".join(pieces) + "\n".join(manuscript.back) + "\n"
    return text.replace("\n", "\r\n") if "crlf" in quirks else text


# ── a whole report ──


def write_report(
    figures: Mapping[Key, Number | str | Printed | None],
    agency: Agency | str,
    year: int,
    *,
    editions: str | Mapping[str, str] = "",
    narrative: Mapping[str, Sequence[str]] | None = None,
    layout: str = "tabbed_lines",
    quirks: Sequence[str] = (),
    amount: str = "",
    lost: Sequence[Key] = (),
    seed: int = 0,
) -> WrittenReport:
    """A report with these figures; a cell not named is blank.

    `editions` is one edition for all tables or one for each ("" takes the year's own); `narrative` gives
    paragraphs by part; `amount` is one of `AMOUNTS`; `lost` names cells not printed at all.
    """
    rng = random.Random(f"{seed}{year}{layout}")
    odd = frozenset(quirks)
    assert odd <= set(QUIRKS), f"no such quirk: {odd - set(QUIRKS)}"
    agency = Agency(agency) if isinstance(agency, str) else agency
    own = editions or ("2019" if year <= 2020 else "2021")
    edition = (
        dict(own)
        if isinstance(own, Mapping)
        else dict.fromkeys(("disclosure", "applications", "disputes"), own)
    )
    amount = amount or ("header 万元" if edition["disclosure"] == "2021" else "元")
    said = spelled(figures, edition, amount, odd, rng)
    gone = set(lost)
    if "lost_cell" in odd:
        gone.add(rng.choice([key for key in said if key[2] != "amount"]))
    if "lost_last_cell" in odd:
        gone.add(("disputes", "litigation_after_review", "total"))
    tables = _tables(edition, said, amount, gone, odd, rng)
    manuscript = _manuscript(agency, year, tables, narrative or {}, odd, rng)
    expected = {key: Printed("", state="missing") if key in gone else cell for key, cell in said.items()}
    return WrittenReport(
        text=plain_text(manuscript, layout, odd, rng),
        expected=expected,
        agency=agency,
        year=year,
        editions=edition,
        layout=layout,
        quirks=odd,
        manuscript=manuscript,
        figures={
            key: value if isinstance(value, int | float) else None
            for key, value in ((key, figures.get(key)) for key in said)
        },
    )


def _tables(
    edition: Mapping[str, str],
    said: Mapping[Key, Printed],
    amount: str,
    gone: set[Key],
    quirks: frozenset[str],
    rng: random.Random,
) -> dict[str, PrintedTable]:
    tables = {
        "二": disclosure_table(edition["disclosure"], said, amount),
        "三": applications_table(edition["applications"], said),
        "四": disputes_table(said),
    }
    tables = {part: without_cells(table, gone) for part, table in tables.items()}
    if "swapped_rows" in quirks:
        tables["二"] = with_swapped_rows(tables["二"], rng)
    if quirks & {"page_break", "page_break_short"}:
        tables["三"] = with_page_break(tables["三"], "page_break_short" in quirks, rng)
    if "page_numbers" in quirks:
        tables["三"] = with_page_numbers(tables["三"], rng)
    return {part: with_quirky_labels(table, quirks, rng) for part, table in tables.items()}


def _manuscript(
    agency: Agency,
    year: int,
    tables: Mapping[str, PrintedTable],
    narrative: Mapping[str, Sequence[str]],
    quirks: frozenset[str],
    rng: random.Random,
) -> Manuscript:
    names = " ".join(filter(None, (agency.name, agency.second_name)))
    title = rng.choice(
        (
            f"{names}{year}年政府信息公开工作年度报告",
            f"{names}\n{year}年政府信息公开工作年度报告",
            f"{names}{year}年度\n\n政府信息公开工作年度报告",
        )
    )
    front = (
        title,
        "",
        "根据《中华人民共和国政府信息公开条例》第五十条规定，编制本报告。"
        f"本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
        f"如有疑问，请与本机关办公室联系（电话：8766{rng.randrange(1000, 9999)}）。",
    )
    parts: list[tuple[str, tuple[Block, ...]]] = []
    for number, name in PARTS.items():
        heading = f"{number}、{name}"
        if number == "六" and "unnumbered_part" in quirks:
            heading = name
        if number == "六" and "indented_heading" in quirks:
            heading = "        " + heading
        if number == "一" and "split_heading" in quirks:
            heading = f"{number}、\n{name}"
        if "kangxi" in quirks:
            heading = heading.translate(KANGXI)
        blocks: list[Block] = list(narrative.get(number, ()))
        if number == "一" and "decoy_heading" in quirks:
            decoy = rng.choice(("主动公开政府信息情况", "（二）主动公开政府信息情况"))
            blocks.insert(len(blocks) // 2, decoy)
        if number in tables:
            blocks.append(tables[number])
        parts.append((heading, tuple(blocks or ["无。"])))
    back = ("", f"{'　' * 12}{agency.name}", f"{'　' * 14}{year + 1}年1月{rng.randrange(5, 31)}日")
    return Manuscript(front, tuple(parts), back)


# ── plausible figures ──


def _share_out(total: int, weights: Sequence[float], rng: random.Random) -> list[int]:
    """`total` pieces thrown into boxes; for many pieces, in proportion."""
    if total > 400:
        weighed = [weight * rng.uniform(0.6, 1.4) for weight in weights]
        shares = [int(total * weight / sum(weighed)) for weight in weighed]
        shares[0] += total - sum(shares)
        return shares
    shares = [0] * len(weights)
    for box in rng.choices(range(len(weights)), weights, k=total):
        shares[box] += 1
    return shares


APPLICANT_WEIGHTS = (80, 10, 0.3, 0.7, 3, 6)
OUTCOME_WEIGHTS = {
    "granted": 30.0,
    "partly_granted": 12.0,
    "unavailable_not_held": 20.0,
    "unavailable_not_existing": 5.0,
    "refused_admin_query": 4.0,
    "refused_process": 3.0,
    "other": 4.0,
    "other_uncorrected": 3.0,
    "refused_state_secret": 0.1,
}


def random_applications(
    edition: str, size: int, carried_in: Mapping[str, int], rng: random.Random
) -> dict[Key, Number | None]:
    """Table 三, all its sums right."""
    cells: dict[Key, Number | None] = {}
    received = dict(zip(APPLICANTS, _share_out(size, APPLICANT_WEIGHTS, rng), strict=True))
    outcomes = outcome_rows(edition)
    weights = [*(OUTCOME_WEIGHTS.get(row, 1.0) for row in outcomes), 4.0]
    for column in APPLICANTS:
        intake = received[column] + carried_in.get(column, 0)
        *concluded, carried_over = _share_out(intake, weights, rng)
        cells |= {("applications", row, column): n for row, n in zip(outcomes, concluded, strict=True)}
        cells["applications", "received", column] = received[column]
        cells["applications", "carried_in", column] = carried_in.get(column, 0)
        cells["applications", "concluded", column] = sum(concluded)
        cells["applications", "carried_over", column] = carried_over
    for row in {row for _, row, _ in cells}:
        cells["applications", row, "total"] = sum(cells["applications", row, c] or 0 for c in APPLICANTS)
    return cells


def random_disputes(size: int, rng: random.Random) -> dict[Key, Number | None]:
    cells: dict[Key, Number | None] = {}
    for row in DISPUTE_ROWS:
        shares = _share_out(rng.randrange(size // 20 + 1), (6, 1, 2, 2), rng)
        for column, n in zip(DISPUTE_COLUMNS, (*shares, sum(shares)), strict=True):
            cells["disputes", row, column] = n
    return cells


def random_disclosure(
    edition: str, agency: Agency, size: int, before: Mapping[Key, Number | None], rng: random.Random
) -> dict[Key, Number | None]:
    """Table 二, carried on from the year before where the two years have the same form."""

    def few(most: int) -> int:
        return rng.randrange(most + 1) if rng.random() < 0.7 else 0

    scale = max(1, size)
    cells: dict[Key, Number | None] = {}
    for _, columns, rows in DISCLOSURE[edition]:
        for row in rows:
            for column in columns:
                cells["disclosure", row, column] = few(scale * (50 if column == "decisions" else 3))
            key = ("disclosure", row)
            if "prior_items" in columns:
                earlier = before.get((*key, "prior_items"))
                prior = few(40 + scale) if earlier is None else earlier + (before.get((*key, "change")) or 0)
                cells[*key, "prior_items"] = prior
                cells[*key, "change"] = rng.choice((0, 0, few(30), -min(few(3), int(prior))))
            if "made" in columns:
                made = 0 if row == "regulations" else few(9)
                cells |= {(*key, "made"): made, (*key, "published"): made, (*key, "public_total"): made * 3}
            if "issued" in columns:
                issued, repealed = (0, 0) if row == "regulations" else (few(9), few(2))
                earlier = before.get((*key, "in_force"))
                base = (0 if row == "regulations" else few(90) + 2) if earlier is None else int(earlier)
                repealed = min(repealed, base)
                cells |= {
                    (*key, "issued"): issued,
                    (*key, "repealed"): repealed,
                    (*key, "in_force"): base + issued - repealed,
                }
    if edition == "2019":
        items = cells["disclosure", "procurement", "items"] or 0
        cells["disclosure", "procurement", "amount"] = round(items * rng.uniform(2e4, 2e6), 2)
    else:
        cells["disclosure", "fees", "amount"] = round(few(3) * rng.uniform(1e3, 1e6), 2)
    return cells


def random_figures(
    seed: int,
    agency: Agency,
    editions: Mapping[str, str],
    before: Mapping[Key, Number | None] | None = None,
) -> dict[Key, Number | None]:
    """Plausible figures with every sum right; `before` is the year before, carried over into this one."""
    rng = random.Random(seed)
    before = before or {}
    size = int(rng.lognormvariate(5.5, 1.2)) if agency.government else int(rng.lognormvariate(1.5, 1.6)) - 2
    size = min(max(size, 0), 9_000)
    carried_in = {
        column: int(before.get(("applications", "carried_over", column)) or 0) for column in APPLICANTS
    }
    if not before and rng.random() < 0.4:
        carried_in["natural_person"] = rng.randrange(size // 10 + 2)
    return {
        **random_disclosure(editions["disclosure"], agency, size, before, rng),
        **random_applications(editions["applications"], size, carried_in, rng),
        **random_disputes(size, rng),
    }


# ── narrative ──

LEADERS = ("王建国", "李晓红", "陈志强", "刘文慧", "赵明", "周海燕", "孙立军", "吴桂芳", "郑凯", "黄秀英")
POSITIONS = ("局长", "副局长", "党组书记", "分管负责人", "办公室主任")
COLUMNS_OF_NEWS = ("奋战四十天", "一线直击", "政策明白卡", "局长信箱", "阳光政务", "民生直通车")
SHORTCOMINGS = (
    "信息公开内容以业务动态为主，内容相对单一",
    "个别科室对政务公开工作重视不够，主动公开的意识有待加强",
    "政策解读形式不够丰富，图解、视频等方式运用较少",
    "信息员变动频繁，业务培训有待加强",
    "依申请公开办理程序不够规范，答复质量有待提高",
    "信息发布的时效性还需进一步提升",
    "重点领域信息公开的深度和广度不够",
)
REMEDIES = (
    "加强业务培训，每季度至少组织一次政务公开专题学习",
    "完善信息发布审核制度，严格落实三审三校",
    "丰富解读形式，提高政策解读的可读性",
    "优化依申请公开办理流程，规范答复文书",
    "加大重点领域信息公开力度，及时回应社会关切",
    "充实信息员队伍，明确专人负责",
)


def random_narrative(
    figures: Mapping[Key, Number | None], agency: Agency, year: int, rng: random.Random
) -> dict[str, list[str]]:
    """Sentences that vary from report to report and agree with the tables."""
    us = "我区" if agency.government else "我局"
    received = figures.get(("applications", "received", "total")) or 0
    website, media = rng.randrange(80, 3000), rng.randrange(20, 900)
    leader = f"由{rng.choice(POSITIONS)}{rng.choice(LEADERS)}同志担任组长"
    requests = f"共收到政府信息公开申请{received}件" if received else "未收到政府信息公开申请"
    shortcomings, remedies = rng.sample(SHORTCOMINGS, 2), rng.sample(REMEDIES, 2)
    fee = rng.choice(("收取信息处理费0元", "未收取信息处理费", f"收取信息处理费{rng.randrange(100, 9000)}元"))
    return {
        "一": [
            f"{year}年，{us}认真贯彻落实《中华人民共和国政府信息公开条例》，政府信息公开工作有序推进。",
            f"（一）主动公开情况。{year}年通过政府网站公开信息{website}条，通过微信公众号发布信息{media}条，"
            f"开设“{rng.choice(COLUMNS_OF_NEWS)}”专栏。",
            f"（二）依申请公开情况。{year}年度，{us}{requests}，均已按期答复。",
            f"（三）政府信息管理情况。制定信息发布制度{rng.randrange(2, 12)}项，"
            f"{rng.choice(('定期清理公开目录', '落实保密审查', '执行三审三校流程'))}。",
            f"（四）平台建设情况。{rng.choice(('改版门户网站', '新开通政务微博', '设立政务公开专区'))}，"
            f"配备专职人员{rng.randrange(1, 5)}名。",
            f"（五）监督保障情况。成立政务公开工作领导小组，{leader}，全年组织培训{rng.randrange(1, 8)}次。",
        ],
        "五": [
            f"{year}年{us}政府信息公开工作取得了一定成绩，但仍存在一些问题："
            f"一是{shortcomings[0]}；二是{shortcomings[1]}。",
            f"下一步，将从以下方面改进：一是{remedies[0]}；二是{remedies[1]}。",
        ],
        "六": [f"本年度{fee}，无其他需要报告的事项。"],
    }


# ── many of them ──

DEPARTMENTS = (
    "人民政府", "应急管理局", "发展和改革局", "教育局", "财政局", "卫生健康局", "市场监督管理局", "民政局",
    "司法局", "自然资源局", "生态环境局", "住房和城乡建设局", "交通运输局", "水利局", "农业农村局", "商务局",
    "文化和旅游局", "退役军人事务局", "审计局", "统计局", "医疗保障局", "城市管理局", "公安局", "行政审批局",
)  # fmt: skip


@cache
def regions() -> tuple[tuple[str, str, str], ...]:
    """(province, city, county) of every county and city of the divisions."""
    with REGIONS.open(encoding="utf-8") as lines:
        found = [(r["province"], r["city"], r["county"]) for r in csv.DictReader(lines)]
    return tuple(region for region in found if region[1] or region[2])


def agency_at(region: tuple[str, str, str], department: str) -> Agency:
    """The agency of that kind in that place, by its full name.

    >>> agency_at(("北京市", "北京市", "大兴区"), "应急管理局").name
    '北京市大兴区应急管理局'
    """
    province, city, county = region
    place = county if county == city else f"{city or province}{county}"
    return Agency(
        f"{place}{department}",
        province=province,
        city=city,
        county=county,
        government=department == "人民政府",
    )


def agencies(n: int, seed: int = 0) -> list[Agency]:
    """n different agencies anywhere in the country; about one in five is a government."""
    rng = random.Random(seed)
    places = rng.sample(regions(), len(regions()))
    kinds = [*("人民政府",) * 6, *DEPARTMENTS[1:]]
    found: dict[str, Agency] = {}
    while len(found) < n:
        agency = agency_at(places[rng.randrange(len(places))], rng.choice(kinds))
        found.setdefault(agency.name, agency)
    return list(found.values())


def random_report(
    seed: int,
    year: int,
    edition: str | Mapping[str, str] = "",
    agency: Agency | str | None = None,
    *,
    layout: str = "tabbed_lines",
    quirks: Sequence[str] = (),
    amount: str = "",
    before: Mapping[Key, Number | None] | None = None,
) -> WrittenReport:
    """A plausible report whose sums all hold; the same arguments give the same report."""
    rng = random.Random(seed)
    agency = agencies(1, seed)[0] if agency is None else Agency(agency) if isinstance(agency, str) else agency
    own = edition or ("2019" if year <= 2020 else "2021")
    editions = (
        dict(own)
        if isinstance(own, Mapping)
        else dict.fromkeys(("disclosure", "applications", "disputes"), own)
    )
    figures = random_figures(seed, agency, editions, before)
    return write_report(
        figures,
        agency,
        year,
        editions=editions,
        narrative=random_narrative(figures, agency, year, rng),
        layout=layout,
        quirks=quirks,
        amount=amount,
        seed=seed,
    )


def corpus(
    n: int, years: Sequence[int] = (2020,), seed: int = 0, layouts: Sequence[str] = ("tabbed_lines",)
) -> Iterator[WrittenReport]:
    """n agencies with a report for each year, oldest first; what a year carries over the next carries in."""
    for number, agency in enumerate(agencies(n, seed)):
        before: Mapping[Key, Number | None] | None = None
        for year in sorted(years):
            written = random_report(
                seed * 1_000_003 + number * 101 + year,
                year,
                agency=agency,
                layout=layouts[number % len(layouts)],
                before=before,
            )
            before = written.figures
            yield written


def write_files(reports: Iterator[WrittenReport] | Sequence[WrittenReport], folder: Path) -> int:
    """Put each report at `folder/<agency>/<year>.txt`; how many there are."""
    count = 0
    for report in reports:
        path = folder / report.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report.text, encoding="utf-8", newline="")
        count += 1
    return count


# ── was it read right? ──


@dataclass(frozen=True)
class Difference:
    """One cell that was not read as written; `kind` says how bad that is."""

    key: Key
    wanted: Printed
    state: str
    value: Number | None
    raw: str
    # wrong: another number, a number for none, none for a number
    # silent: missing, and no problem names the cell; told: missing, and a problem does
    # state: no number either way, but blank, "/" and not printed are mixed up; raw: the text differs
    kind: Literal["wrong", "silent", "told", "state", "raw"] = field(default="wrong")

    def __str__(self) -> str:
        wanted = f"{self.wanted.state} {self.wanted.value} {self.wanted.raw!r}"
        return (
            f"{self.kind} {'/'.join(self.key)}: wrote {wanted}, read {self.state} {self.value} {self.raw!r}"
        )


def same_number(a: Number | None, b: Number | None) -> bool:
    return a == b or (a is not None and b is not None and abs(a - b) <= 1e-6 * max(1, abs(b)))


def differences(
    written: WrittenReport,
    read: Mapping[Key, tuple[str, Number | None, str]],
    told: set[Key],
) -> list[Difference]:
    """What differs between the report as written and `read` (cell → state, value, raw).

    `told` are the cells that some problem names.
    """
    found = []
    for key, wanted in written.expected.items():
        state, value, raw = read.get(key, ("missing", None, ""))
        kind = _kind_of(wanted, state, value, raw, key in told)
        if kind:
            found.append(Difference(key, wanted, state, value, raw, kind))
    for key in read.keys() - written.expected.keys():
        if read[key][0] != "missing":
            found.append(Difference(key, Printed("", state="missing"), *read[key], "wrong"))
    return found


def _kind_of(
    wanted: Printed, state: str, value: Number | None, raw: str, told: bool
) -> Literal["wrong", "silent", "told", "state", "raw"] | None:
    if state == "number" or wanted.state == "number":
        if state == wanted.state and same_number(value, wanted.value):
            same = re.sub(r"\s", "", raw) == re.sub(r"\s", "", wanted.text)
            return None if same else "raw"
        if state == "missing":
            return "told" if told else "silent"
        return "wrong"
    if state != wanted.state:
        return "told" if state == "missing" and told else "state"
    return None


if __name__ == "__main__":
    into, how_many, *of_years = sys.argv[1:]
    print(write_files(corpus(int(how_many), [int(y) for y in of_years] or [2020], 1), Path(into)), "reports")
