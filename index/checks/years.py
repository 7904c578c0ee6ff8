"""What one year's report carries into the next (rules 5 and 6) → Problems.

Only cells that both reports print as numbers are compared: where the edition changed between the years, a row was split
into sub-rows, or a cell is blank, there is nothing to compare.
"""

from __future__ import annotations

from index.checks.sums import Key, Values, short_label
from index.form import APPLICANTS, label_of
from index.report import Problem


def check_years(earlier: Values, later: Values, year: int) -> list[Problem]:
    """Rules 5 and 6. `year` is the later report's; the cells named are its own."""
    return [*_check_carried(earlier, later, year), *_check_stock(earlier, later, year)]


def _check_carried(earlier: Values, later: Values, year: int) -> list[Problem]:
    """Rule 5: 结转下年度(N) = 上年结转(N+1), in each column."""
    differing: list[tuple[float, str, str, Key]] = []
    for column in (*APPLICANTS, "total"):
        key = ("applications", "carried_in", column)
        before, after = _printed(earlier, ("applications", "carried_over", column)), _printed(later, key)
        if before is None or after is None or before == after:
            continue
        name = label_of("applications", column=column)
        message = f"“{name}”：{year - 1} 年报告结转下年度 {before:g}，{year} 年报告上年结转 {after:g}"
        told = f"`{column}`: the report on {year - 1} carries over {before:g}, that on {year} carries in {after:g}"
        differing.append((after - before, message, told, key))
    if len(differing) == 2 and differing[0][0] == differing[1][0]:  # one kind of applicant, and so the total
        words = "；".join(message for _, message, _, _ in differing)
        english = "; ".join(told for _, _, told, _ in differing)
        return [Problem("carry_over", words, tuple(key for *_, key in differing), english)]
    return [Problem("carry_over", message, (key,), told) for _, message, told, key in differing]


def _check_stock(earlier: Values, later: Values, year: int) -> list[Problem]:
    """Rule 6: 现行有效(N) = 现行有效(N-1) + 制发(N) - 废止(N); 上一年项目数量(N) = that of N-1 + 本年增/减(N-1)."""
    problems = []
    for row in dict.fromkeys(row for table, row, _ in later if table == "disclosure"):
        stock = ("disclosure", row, "in_force")
        now, before = _printed(later, stock), _printed(earlier, stock)
        issued = _printed(later, ("disclosure", row, "issued"))
        repealed = _printed(later, ("disclosure", row, "repealed"))
        if now is not None and before is not None and issued is not None and repealed is not None:
            sum_words = f"{year - 1} 年报告 {before:g}，加制发 {issued:g}、减废止 {repealed:g}，"
            sum_en = f"{before:g} in the report on {year - 1}, {issued:g} issued, {repealed:g} repealed"
            problems += _stock_problem(stock, before + issued - repealed, now, (sum_words, sum_en), year)
        prior = ("disclosure", row, "prior_items")
        now, base = _printed(later, prior), _printed(earlier, prior)
        change = _printed(earlier, ("disclosure", row, "change"))
        if now is not None and base is not None and change is not None:
            sum_words = f"{year - 1} 年报告 {base:g}，本年增/减 {change:+g}，"
            sum_en = f"{base:g} in the report on {year - 1}, change {change:+g}"
            problems += _stock_problem(prior, base + change, now, (sum_words, sum_en), year)
    return problems


def _printed(values: Values, key: Key) -> float | None:
    cell = values.get(key)
    return cell.value if cell and cell.state == "number" else None


def _stock_problem(
    key: Key, expected: float, now: float, sum_words: tuple[str, str], year: int
) -> list[Problem]:
    if expected == now:
        return []
    name = f"{short_label('disclosure', key[1])}·{label_of('disclosure', column=key[2])}"
    words = f"“{name}”：按 {sum_words[0]}推算为 {expected:g}，{year} 年报告印作 {now:g}"
    told = f"`{key[1]}`, `{key[2]}`: {sum_words[1]} make {expected:g}; the report on {year} prints {now:g}"
    return [Problem("in_force", words, (key,), told)]
