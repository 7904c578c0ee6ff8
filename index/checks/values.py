"""Values that cannot be right whatever the other cells say → Problems."""

from __future__ import annotations

import re

from index.checks.sums import Key, Values, is_number, short_label
from index.form import label_of
from index.report import Cover, Problem

_OWN_REGULATIONS = ("made", "issued", "repealed", "in_force")  # 公开 may be of a higher body's
_COUNTY = re.compile(r"(?:[县区旗]|镇|乡|街道)(?:人民政府|办事处|管理委员会|管委会)?$")


def check_values(values: Values, cover: Cover) -> list[Problem]:
    """Everything no agency, or not this one, can print."""
    return [*check_powers(values, cover), *check_negative(values), *check_stock(values)]


def check_powers(values: Values, cover: Cover) -> list[Problem]:
    """规章 are made by ministries, provinces and cities divided into districts (立法法 art. 91 and 93), by nobody below."""
    body = _without_power(cover)
    wrong = [
        key
        for column in _OWN_REGULATIONS
        if _above_zero(values, key := ("disclosure", "regulations", column))
    ]
    if not body or not wrong:
        return []
    printed = "、".join(f"{label_of('disclosure', column=key[2])} {values[key].raw}" for key in wrong)
    printed_en = ", ".join(f"`{key[2]}` {values[key].raw}" for key in wrong)
    words = f"{body[0]}无权制定规章，表二“规章”却印有：{printed}"
    told = f"{body[1]} cannot make regulations, but table 2 prints for `regulations`: {printed_en}"
    return [Problem("impossible_value", words, tuple(wrong), told)]


def _without_power(cover: Cover) -> tuple[str, str] | None:
    """What a body is that surely makes no 规章, in both languages; None where it may, or where that is not known.

    A department of a city or a province counts what it drafted for its government, so nothing is said of it. Of the
    cities without districts (东莞, 中山, 嘉峪关, 儋州) the table of divisions has a county of the same name.
    """
    county = "" if cover.region.county == cover.region.city else cover.region.county
    if cover.level in ("乡镇", "街道"):
        return f"{cover.level}一级", "a town" if cover.level == "乡镇" else "a subdistrict"
    if cover.level == "县" and (county or _COUNTY.search(cover.agency)):
        return "县级政府", "a county's government"
    if cover.level == "部门" and county:
        return "县级部门", "a county's department"
    return None


def _above_zero(values: Values, key: Key) -> bool:
    return is_number(values, key) and (values[key].value or 0) > 0


def check_negative(values: Values) -> list[Problem]:
    """Only 本年增/减 may be below zero."""
    return [
        _negative(key, cell.raw or f"{cell.value:g}")
        for key, cell in values.items()
        if cell.state == "number" and key[2] != "change" and (cell.value or 0) < 0
    ]


def _negative(key: Key, printed: str) -> Problem:
    told = f"`{key[1]}`, `{key[2]}` is printed as {printed}, which cannot be below zero"
    return Problem("impossible_value", f"{_name(key)}印作 {printed}，不会是负数", (key,), told)


def check_stock(values: Values) -> list[Problem]:
    """Within a row of table 二: nothing is left of fewer than there were, and a part is no more than the whole."""
    problems = []
    for row in dict.fromkeys(row for table, row, _ in values if table == "disclosure"):
        name = short_label("disclosure", row)
        cells: dict[str, float] = {
            key[2]: cell.value
            for key, cell in values.items()
            if key[:2] == ("disclosure", row)
            and cell.value is not None
            and cell.value >= (-1e15 if key[2] == "change" else 0)
        }
        if _all(cells, "prior_items", "change") and cells["prior_items"] + cells["change"] < 0:
            words = f"“{name}”：上一年项目数量 {cells['prior_items']:g}，本年却减 {-cells['change']:g}"
            told = f"{cells['prior_items']:g} items in the year before, and {-cells['change']:g} fewer in this one"
            problems.append(_row_problem(words, told, row, "prior_items", "change"))
        if _all(cells, "published", "public_total") and cells["published"] > cells["public_total"]:
            words = (
                f"“{name}”：本年新公开 {cells['published']:g}，对外公开总数量只有 {cells['public_total']:g}"
            )
            told = (
                f"{cells['published']:g} newly published, but only {cells['public_total']:g} public in total"
            )
            problems.append(_row_problem(words, told, row, "published", "public_total"))
        if (
            _all(cells, "issued", "repealed", "in_force")
            and cells["in_force"] < cells["issued"] - cells["repealed"]
        ):
            words = (
                f"“{name}”：本年制发 {cells['issued']:g}、废止 {cells['repealed']:g}，"
                f"现行有效却只有 {cells['in_force']:g}"
            )
            told = (
                f"{cells['issued']:g} issued and {cells['repealed']:g} repealed in the year, "
                f"but only {cells['in_force']:g} in force"
            )
            problems.append(_row_problem(words, told, row, "issued", "repealed", "in_force"))
    return problems


def _all(cells: dict[str, float], *columns: str) -> bool:
    return all(column in cells for column in columns)


def _row_problem(words: str, told: str, row: str, *columns: str) -> Problem:
    cells = tuple(("disclosure", row, column) for column in columns)
    return Problem("impossible_value", words, cells, f"`{row}`: {told}")


def _name(key: Key) -> str:
    return f"“{short_label(key[0], key[1])}·{label_of(key[0], column=key[2])}”"
