"""The sums the form states: a failed one is a Problem with its cells, a blank is 0 in a sum and nothing else."""

from __future__ import annotations

from index.checks import (
    check_disputes,
    check_intake,
    check_powers,
    check_text_against_table,
    check_totals,
    check_years,
)
from index.report import Section, Statistic

Key = tuple[str, str, str]


def cells(table: str, column: str | None = None, **rows: int | None) -> dict[Key, Statistic]:
    """Cells of one column by row; None is a blank."""
    found = {}
    for row, value in rows.items():
        key = (table, row, column or "total")
        found[key] = Statistic(
            *key, "blank" if value is None else "number", value, "" if value is None else str(value)
        )
    return found


def row_of(row: str, **columns: int | None) -> dict[Key, Statistic]:
    """Cells of one row of table 三 by column."""
    kinds = ("natural_person", "company", "research", "social_org", "legal_service", "other_org")
    values = {**dict.fromkeys(kinds, 0), **columns}
    return {
        ("applications", row, column): Statistic(
            "applications",
            row,
            column,
            "blank" if value is None else "number",
            value,
            "" if value is None else str(value),
        )
        for column, value in values.items()
    }


def test_intake_problem_names_both_sides() -> None:
    [problem] = check_intake(cells("applications", received=12, carried_in=1, concluded=11, carried_over=3))
    assert problem.kind == "sum_intake"
    assert problem.message == "“总计”一列：本年新收 + 上年结转 = 13，总计 + 结转下年度 = 14"
    assert ("applications", "carried_over", "total") in problem.cells


def test_a_blank_counts_as_nothing_in_a_sum() -> None:
    assert (
        check_intake(cells("applications", received=12, carried_in=None, concluded=12, carried_over=None))
        == []
    )


def test_a_row_left_blank_is_no_wrong_sum() -> None:
    assert (
        check_intake(cells("applications", received=12, carried_in=0, concluded=None, carried_over=None))
        == []
    )


def test_a_cell_that_is_not_printed_makes_its_sum_uncheckable() -> None:
    values = cells("disputes", upheld=1, corrected=0)
    row = {("disputes", "review", key[1]): cell for key, cell in values.items()}
    assert check_disputes(row) == []


def test_a_printed_total_that_is_not_the_sum_of_the_applicants_is_told() -> None:
    [problem] = check_totals(row_of("received", natural_person=3, total=5), "2019")
    assert problem.message == "“本年新收政府信息公开申请数量”：六类申请人之和 3，总计印作 5"


def test_a_township_has_no_power_to_make_regulations() -> None:
    values = cells("disclosure", "issued", regulations=2)
    assert [problem.kind for problem in check_powers(values, "乡镇")] == ["impossible_value"]
    assert check_powers(values, "省") == []


def test_text_may_count_what_was_carried_in() -> None:
    values = cells("applications", received=12, carried_in=1)
    for told, problems in ((12, 0), (13, 0), (21, 1)):
        text = f"2020年共收到政府信息公开申请{told}件。"
        section = Section("一", "总体情况", 0, 0, len(text))
        assert len(check_text_against_table(values, text, [section])) == problems, told


def test_what_one_year_carries_over_the_next_carries_in() -> None:
    earlier = cells("applications", carried_over=3)
    assert check_years(earlier, cells("applications", carried_in=3), 2021) == []
    [problem] = check_years(earlier, cells("applications", carried_in=2), 2021)
    assert problem.message == "“总计”：2020 年报告结转下年度 3，2021 年报告上年结转 2"
