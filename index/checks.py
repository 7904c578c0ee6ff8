"""The sums the form states or implies (勾稽关系) → Problems. A failed sum is not a parse failure: reports print wrong totals.

Rules as numbered in the form's notes: 1 intake = outcome, 2 concluded = Σ outcomes, 3 total = Σ applicants,
4 dispute total = Σ results, 5 and 6 across years, 7 text against table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from index.form import APPLICANTS, EDITIONS, label_of, outcome_rows
from index.report import Problem, Section, Statistic

KINDS: dict[str, str] = {
    "sum_intake": "本年新收 + 上年结转 ≠ 总计 + 结转下年度",
    "sum_concluded": "各项办理结果之和 ≠ 总计",
    "sum_total": "六类申请人之和 ≠ 总计",
    "sum_disputes": "复议诉讼各结果之和 ≠ 总计",
    "carry_over": "上年结转与上一年度报告的结转下年度不一致",
    "in_force": "现行有效件数与上一年度报告推算的不一致",
    "text_table": "正文的数字与表格不一致",
    "text_text": "正文前后的数字不一致",
    "impossible_value": "该机关不可能有的数字",
    "unaligned_row": "一行的单元格不能对号入座",
    "missing_row": "表中缺行",
    "missing_table": "缺表",
    "mixed_edition": "混用两版表样",
    "header": "表头认不出",
    "unknown_unit": "金额没有单位",
    "not_a_number": "不是数字",
    "year_conflict": "年份互相矛盾",
    "other_version": "同一年报的另一份文件数字不同",
    "old_style": "2019 年以前的旧式年报",
}

Values = Mapping[tuple[str, str, str], Statistic]


def check_report(
    statistics: Sequence[Statistic], edition: str, level: str, text: str, sections: Sequence[Section]
) -> list[Problem]:
    """Every check that one report allows by itself."""
    values = {s.key: s for s in statistics}
    return [
        *check_totals(values, edition),
        *check_concluded(values),
        *check_intake(values),
        *check_disputes(values),
        *check_powers(values, level),
        *check_text_against_table(values, text, sections),
        *check_text_against_text(text, sections),
    ]


def _number(values: Values, key: tuple[str, str, str]) -> float | None:
    """The value for a sum: a blank counts as 0, a cell that is not printed or not a number makes the sum uncheckable."""
    cell = values.get(key)
    if cell is None or cell.state in ("missing", "text"):
        return None
    return cell.value or 0


def _sum(values: Values, keys: Iterable[tuple[str, str, str]]) -> float | None:
    numbers = [_number(values, key) for key in keys]
    return None if any(n is None for n in numbers) else sum(n for n in numbers if n is not None)


def _differs(
    values: Values, left: Sequence[tuple[str, str, str]], right: Sequence[tuple[str, str, str]]
) -> tuple[float, float] | None:
    """Both sums where they can be computed, something is printed, and they differ."""
    printed = [key for key in (*left, *right) if key in values and values[key].state == "number"]
    a, b = _sum(values, left), _sum(values, right)
    if not printed or a is None or b is None or a == b:
        return None
    if all(values[key].state != "number" for key in right if key in values):
        return None  # a total left blank is no wrong total
    return a, b


def check_totals(values: Values, edition: str) -> list[Problem]:
    """Rule 3: in each row, 总计 is the sum of the six kinds of applicants."""
    problems = []
    for row in _application_rows(values):
        parts = [("applications", row, kind) for kind in APPLICANTS]
        total = ("applications", row, "total")
        if found := _differs(values, parts, [total]):
            message = f"“{label_of('applications', row)}”：六类申请人之和 {found[0]:g}，总计印作 {found[1]:g}"
            problems.append(Problem("sum_total", message, (*parts, total)))
    return problems


def _application_rows(values: Values) -> list[str]:
    return list(dict.fromkeys(row for table, row, _ in values if table == "applications"))


def _outcomes(values: Values) -> list[str]:
    printed = _application_rows(values)
    edition = "2021" if "other_rest" in printed else "2019"
    return [row for row in outcome_rows(edition) if row in printed]


def check_concluded(values: Values) -> list[Problem]:
    """Rule 2: in each column, 总计 is the sum of the outcomes."""
    problems = []
    for column in (*APPLICANTS, "total"):
        parts = [("applications", row, column) for row in _outcomes(values)]
        total = ("applications", "concluded", column)
        if found := _differs(values, parts, [total]):
            name = label_of("applications", column=column)
            message = f"“{name}”一列：各项办理结果之和 {found[0]:g}，（七）总计印作 {found[1]:g}"
            problems.append(Problem("sum_concluded", message, (*parts, total)))
    return problems


def check_intake(values: Values) -> list[Problem]:
    """Rule 1: in each column, new and carried-in applications equal those concluded and carried over."""
    problems = []
    for column in (*APPLICANTS, "total"):
        taken = [("applications", row, column) for row in ("received", "carried_in")]
        done = [("applications", row, column) for row in ("concluded", "carried_over")]
        if found := _differs(values, taken, done):
            name = label_of("applications", column=column)
            message = f"“{name}”一列：本年新收 + 上年结转 = {found[0]:g}，总计 + 结转下年度 = {found[1]:g}"
            problems.append(Problem("sum_intake", message, (*taken, *done)))
    return problems


def check_disputes(values: Values) -> list[Problem]:
    """Rule 4: in each group of table 四, 总计 is the sum of the results."""
    problems = []
    form = EDITIONS["2021"]["disputes"]
    for row in form.rows:
        parts = [("disputes", row.code, c.code) for c in form.columns if c.code != "total"]
        total = ("disputes", row.code, "total")
        if found := _differs(values, parts, [total]):
            message = f"“{row.label}”：各结果之和 {found[0]:g}，总计印作 {found[1]:g}"
            problems.append(Problem("sum_disputes", message, (*parts, total)))
    return problems


def check_powers(values: Values, level: str) -> list[Problem]:
    """A township, subdistrict or county government has no power to make 规章 (立法法 art. 91 and 93)."""
    if level not in ("乡镇", "街道", "县"):
        return []
    keys = [("disclosure", "regulations", column) for column in ("made", "published", "issued")]
    wrong = [key for key in keys if key in values and (values[key].value or 0) > 0]
    if not wrong:
        return []
    return [
        Problem(
            "impossible_value",
            f"{level}一级无权制定规章，表二却印有规章 {values[wrong[0]].raw}",
            tuple(wrong),
        )
    ]


# ── rule 7: text against table ───────────────────────────────────────────────────────────────────

_COUNT = r"\s*(\d{1,3}(?:[,，]\d{3})+|\d+)\s*(?:件|宗|条|份|个|次)"
_NONE = r"(?:未|没有)(?:收到|接到|受理|接收到?)[^，。；]{0,12}(?:政府)?信息公开[^，。；]{0,4}申请"
_RECEIVED = re.compile(rf"(?:共|新)?(?:收到|接到|受理|接收)(?!.{{0,12}}结转)[^，。；\d]{{0,16}}(?:申请)?{_COUNT}[^，。；]{{0,12}}申请|"
                       rf"(?:共|新)?(?:收到|接到|受理|接收)[^，。；\d]{{0,14}}申请[^，。；\d]{{0,4}}{_COUNT}")  # fmt: skip


def check_text_against_table(values: Values, text: str, sections: Sequence[Section]) -> list[Problem]:
    """Rule 7: 共收到X件 in the narrative is `received`, or `received` + `carried_in`; anything else is worth a word."""
    narrative = "".join(text[s.body : s.end] for s in sections if s.part in ("", "一"))
    received = ("applications", "received", "total")
    carried = ("applications", "carried_in", "total")
    new, old = _number(values, received), _number(values, carried)
    if new is None or received not in values or values[received].state != "number":
        return []
    found = _RECEIVED.search(narrative)
    if found is None:
        if new and re.search(_NONE, narrative):
            return [Problem("text_table", f"正文说未收到申请，表三本年新收印作 {new:g}", (received,))]
        return []
    told = int(re.sub(r"[,，]", "", found.group(1) or found.group(2)))
    if told in (new, new + (old or 0)):
        return []
    return [
        Problem(
            "text_table", f"正文说“{found.group().strip()}”，表三本年新收印作 {new:g}", (received, carried)
        )
    ]


_PUBLISHED = re.compile(rf"主动公开[^，。；\d]{{0,12}}信息[^，。；\d]{{0,6}}{_COUNT}")


def check_text_against_text(text: str, sections: Sequence[Section]) -> list[Problem]:
    """The same total told twice: 主动公开信息 334 条, and 285 条 some paragraphs on."""
    narrative = "".join(text[s.body : s.end] for s in sections if s.part in ("", "一"))
    told: dict[int, str] = {}
    for found in _PUBLISHED.finditer(narrative):
        told.setdefault(int(re.sub(r"[,，]", "", found.group(1))), found.group().strip())
    if len(told) < 2:
        return []
    return [
        Problem(
            "text_text", "正文对主动公开的条数说法不一：" + "；".join(f"“{words}”" for words in told.values())
        )
    ]


# ── rules 5 and 6: across years ──────────────────────────────────────────────────────────────────


def check_years(earlier: Values, later: Values, year: int) -> list[Problem]:
    """Rules 5 and 6: what one year's report carries over, the next one's carries in. `year` is the later report's."""
    problems = []
    for column in (*APPLICANTS, "total"):
        out, into = ("applications", "carried_over", column), ("applications", "carried_in", column)
        before, after = earlier.get(out), later.get(into)
        if before and after and before.state == after.state == "number" and before.value != after.value:
            name = label_of("applications", column=column)
            message = f"“{name}”：{year - 1} 年报告结转下年度 {before.value:g}，{year} 年报告上年结转 {after.value:g}"
            problems.append(Problem("carry_over", message, (into,)))
    return [*problems, *_check_stock(earlier, later, year)]


def _check_stock(earlier: Values, later: Values, year: int) -> list[Problem]:
    """Rule 6: 现行有效(N) = 现行有效(N-1) + 制发(N) - 废止(N); 上一年项目数量(N) = that of N-1 + 本年增/减(N-1)."""
    problems = []
    for row in dict.fromkeys(row for table, row, _ in later if table == "disclosure"):
        stock = ("disclosure", row, "in_force")
        now = _printed(later, stock)
        parts = (
            _printed(earlier, stock),
            _printed(later, ("disclosure", row, "issued")),
            _printed(later, ("disclosure", row, "repealed")),
        )
        if now is not None and None not in parts:
            expected = (parts[0] or 0) + (parts[1] or 0) - (parts[2] or 0)
            problems += _stock_problem(row, stock, expected, now, year)
        prior = ("disclosure", row, "prior_items")
        now, base, change = (
            _printed(later, prior),
            _printed(earlier, prior),
            _printed(earlier, ("disclosure", row, "change")),
        )
        if now is not None and base is not None and change is not None:
            problems += _stock_problem(row, prior, base + change, now, year)
    return problems


def _printed(values: Values, key: tuple[str, str, str]) -> float | None:
    cell = values.get(key)
    return cell.value if cell and cell.state == "number" else None


def _stock_problem(
    row: str, key: tuple[str, str, str], expected: float, now: float, year: int
) -> list[Problem]:
    if expected == now:
        return []
    name = f"{label_of('disclosure', row)}·{label_of('disclosure', column=key[2])}"
    return [
        Problem(
            "in_force",
            f"“{name}”：按 {year - 1} 年报告推算为 {expected:g}，{year} 年报告印作 {now:g}",
            (key,),
        )
    ]
