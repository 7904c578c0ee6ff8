"""The sums the form states (rules 1 to 4) → Problems; also what a printed cell counts for in any sum.

1 intake = outcome, 2 concluded = Σ outcomes, 3 total = Σ applicants, 4 dispute total = Σ results. A blank counts as 0;
a cell that is not printed or not a number makes its sum uncheckable, and a total left blank is no wrong total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.form import APPLICANTS, EDITIONS, label_of, outcome_rows
from index.report import Problem, Statistic

Key = tuple[str, str, str]
Values = Mapping[Key, Statistic]

MOST_ALIKE = 3  # more failed sums of one kind than this are told in one line


@dataclass(frozen=True)
class _Unequal:
    """A sum that does not hold: the two sides as computed, and the words for it."""

    name: str
    left: float
    right: float
    message: str
    cells: tuple[Key, ...]
    code: str  # the column's or row's, for the English words
    message_en: str


def add_up(values: Values, keys: Iterable[Key]) -> float | None:
    """The sum of printed cells, a blank as 0; None where one of them is not printed or not a number."""
    total: float = 0
    for key in keys:
        cell = values.get(key)
        if cell is None or cell.state in ("missing", "text"):
            return None
        total += cell.value or 0
    return total


def is_number(values: Values, key: Key) -> bool:
    return key in values and values[key].state == "number"


def short_label(table: str, row: str = "", column: str = "") -> str:
    """A label without what stands in brackets behind it: 部分公开（区分处理的，…） → 部分公开."""
    return label_of(table, row, column).partition("（")[0]


def check_sums(values: Values) -> list[Problem]:
    """Rules 1 to 4."""
    return [
        *check_intake(values),
        *check_concluded(values),
        *check_totals(values),
        *check_disputes(values),
    ]


def check_intake(values: Values) -> list[Problem]:
    """Rule 1: in each column, new and carried-in applications equal those concluded and carried over."""
    failed = []
    for column in (*APPLICANTS, "total"):
        taken = [("applications", row, column) for row in ("received", "carried_in")]
        done = [("applications", row, column) for row in ("concluded", "carried_over")]
        left, right = add_up(values, taken), add_up(values, done)
        if left is None or right is None or left == right or not is_number(values, done[0]):
            continue
        blank = _blank_note(values, (*taken, *done))
        name = label_of("applications", column=column)
        words = f"本年新收 + 上年结转 = {left:g}，总计 + 结转下年度 = {right:g}{blank[0]}"
        english = f"received + carried in = {left:g}, concluded + carried over = {right:g}{blank[1]}"
        failed.append(_Unequal(name, left, right, words, (*taken, *done), column, english))
    head = (
        "本年新收 + 上年结转与总计 + 结转下年度不等",
        "received + carried in differ from concluded + carried over",
    )
    return _column_problems("sum_intake", failed, head)


def check_concluded(values: Values) -> list[Problem]:
    """Rule 2: in each column, 总计 is the sum of the outcomes."""
    rows = _outcomes(values)
    failed = []
    for column in (*APPLICANTS, "total"):
        parts = [("applications", row, column) for row in rows]
        total = ("applications", "concluded", column)
        name = label_of("applications", column=column)
        found = _compare(name, column, values, parts, total, _OUTCOMES)
        failed += [found] if found else []
    if len(failed) > 1 and not any(is_number(values, key) for f in failed for key in f.cells[:-1]):
        each = "、".join(f"“{f.name}”{f.right:g}" for f in failed)
        each_en = ", ".join(f"`{f.code}` {f.right:g}" for f in failed)
        cells = tuple(cell for f in failed for cell in f.cells)
        words = f"表三各项办理结果都空白，（七）总计却印有：{each}"
        told = f"in table 3 all outcomes are blank, but their total is printed: {each_en}"
        return [Problem("sum_concluded", words, cells, told)]
    head = ("各项办理结果之和与（七）总计不等", "the outcomes do not add up to their total")
    return _column_problems("sum_concluded", failed, head)


def check_totals(values: Values) -> list[Problem]:
    """Rule 3: in each row, 总计 is the sum of the six kinds of applicants."""
    failed = []
    for row in _application_rows(values):
        parts = [("applications", row, kind) for kind in APPLICANTS]
        total = ("applications", row, "total")
        name = short_label("applications", row)
        found = _compare(name, row, values, parts, total, _APPLICANTS)
        failed += [found] if found else []
    problems = [_row_problem("sum_total", f) for f in failed]
    if len(failed) <= MOST_ALIKE:
        return problems
    head = (
        f"表三有 {len(failed)} 行的总计与六类申请人之和不等",
        f"in {len(failed)} rows of table 3 the applicants do not add up to the total",
    )
    return [_in_one("sum_total", failed, head)]


def check_disputes(values: Values) -> list[Problem]:
    """Rule 4: in each group of table 四, 总计 is the sum of the results."""
    failed = []
    form = EDITIONS["2021"]["disputes"]
    for row in form.rows:
        parts = [("disputes", row.code, c.code) for c in form.columns if c.code != "total"]
        found = _compare(row.label, row.code, values, parts, ("disputes", row.code, "total"), _RESULTS)
        failed += [found] if found else []
    if len(failed) > 1 and not any(f.right for f in failed):
        head = (
            "表四的总计都印作 0，各结果之和却不是 0",
            "all totals of table 4 are printed as 0, and the results add up to more",
        )
        return [_in_one("sum_disputes", failed, head)]
    return [_row_problem("sum_disputes", f) for f in failed]


def _row_problem(kind: str, failed: _Unequal) -> Problem:
    told = f"`{failed.code}`: {failed.message_en}"
    return Problem(kind, f"“{failed.name}”：{failed.message}", failed.cells, told)


def _application_rows(values: Values) -> list[str]:
    return list(dict.fromkeys(row for table, row, _ in values if table == "applications"))


def _outcomes(values: Values) -> list[str]:
    """The outcome rows of the report's own edition."""
    printed = _application_rows(values)
    edition = "2021" if "other_rest" in printed else "2019"
    return [row for row in outcome_rows(edition) if row in printed]


class _Sum(NamedTuple):
    """What the parts and the total of a sum are called, in both languages."""

    parts: str
    total: str
    parts_en: str


_OUTCOMES = _Sum("各项办理结果", "（七）总计", "the outcomes")
_APPLICANTS = _Sum("六类申请人", "总计", "the six kinds of applicants")
_RESULTS = _Sum("各结果", "总计", "the results")


def _compare(
    name: str, code: str, values: Values, parts: Sequence[Key], total: Key, called: _Sum
) -> _Unequal | None:
    """Parts that do not add up to their printed total; where some parts are unknown, known ones that exceed it."""
    if not parts or not is_number(values, total):
        return None
    printed = values[total].value or 0
    cells = (*parts, total)
    whole = add_up(values, parts)
    if whole is None:
        known = [key for key in parts if is_number(values, key)]
        least = sum(values[key].value or 0 for key in known)
        if least <= printed or any((values[key].value or 0) < 0 for key in known):
            return None
        words = f"{called.parts}中印出的已有 {least:g}，{called.total}印作 {printed:g}"
        english = f"those of {called.parts_en} that are printed add up to {least:g}, the total is printed as {printed:g}"
        return _Unequal(name, least, printed, words, cells, code, english)
    if whole == printed:
        return None
    if not any(is_number(values, key) for key in parts):
        words = f"{called.parts}都空白，{called.total}印作 {printed:g}"
        english = f"{called.parts_en} are blank, the total is printed as {printed:g}"
    else:
        words = f"{called.parts}之和 {whole:g}，{called.total}印作 {printed:g}"
        english = f"{called.parts_en} add up to {whole:g}, the total is printed as {printed:g}"
    return _Unequal(name, whole, printed, words, cells, code, english)


def _blank_note(values: Values, keys: Sequence[Key]) -> tuple[str, str]:
    """In both languages which operands are blank."""
    blank = [key for key in keys if not is_number(values, key)]
    if not blank:
        return "", ""
    names = "、".join(short_label(key[0], key[1]) for key in blank)
    codes = ", ".join(f"`{key[1]}`" for key in blank)
    return f"（{names}空白，按 0 计）", f" ({codes} blank, counted as 0)"


def _column_problems(kind: str, failed: Sequence[_Unequal], head: tuple[str, str]) -> list[Problem]:
    """A problem a column; a wrong applicant's column that makes 总计 wrong by as much is told with it."""
    if len(failed) > MOST_ALIKE:
        return [_in_one(kind, failed, head)]
    by_difference: dict[float, list[_Unequal]] = {}
    for f in failed:
        by_difference.setdefault(f.left - f.right, []).append(f)
    problems = []
    for alike in by_difference.values():
        if len(alike) == 2 and alike[1].name == label_of("applications", column="total"):
            problems.append(_in_columns(kind, alike))
        else:
            problems += [_in_columns(kind, [f]) for f in alike]
    return problems


def _in_columns(kind: str, failed: Sequence[_Unequal]) -> Problem:
    words = "；".join(f"“{f.name}”一列：{f.message}" for f in failed)
    told = "; ".join(f"column `{f.code}`: {f.message_en}" for f in failed)
    return Problem(kind, words, tuple(cell for f in failed for cell in f.cells), told)


def _in_one(kind: str, failed: Sequence[_Unequal], head: tuple[str, str]) -> Problem:
    """One line for many failed sums: each with the sum and what is printed."""
    each = "、".join(f"“{f.name}”{f.left:g} 与 {f.right:g}" for f in failed)
    each_en = ", ".join(f"`{f.code}` {f.left:g} and {f.right:g}" for f in failed)
    cells = tuple(cell for f in failed for cell in f.cells)
    return Problem(kind, f"{head[0]}：{each}", cells, f"{head[1]}: {each_en}")
