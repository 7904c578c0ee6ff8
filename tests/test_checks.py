"""The sums the form states: a failed one is a Problem with its cells, a blank is 0 in a sum and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.labels import in_english
from index.checks import in_order
from index.checks.sums import check_concluded, check_disputes, check_intake, check_sums, check_totals
from index.checks.values import check_negative, check_powers, check_stock
from index.checks.years import check_years
from index.form import APPLICANTS
from index.parse import parse_document, parse_file
from index.problem_kinds import KINDS
from index.readers import read_document
from index.report import Cover, Problem, Region, Statistic
from tests.english import told_in_english

Key = tuple[str, str, str]
Printed = int | float | str | None  # None is a blank, "missing" and "text" are states

TOWN = Cover("某县某镇人民政府", "", 2022, Region("河北省", "邢台市", "威县"), "乡镇", "")


def cell(key: Key, printed: Printed) -> Statistic:
    if printed is None:
        return Statistic(*key, "blank")
    if printed in ("missing", "na"):
        return Statistic(*key, "missing" if printed == "missing" else "na")
    if isinstance(printed, str):
        return Statistic(*key, "text", raw=printed)
    return Statistic(*key, "number", printed, f"{printed:g}")


def column_of(column: str, **rows: Printed) -> dict[Key, Statistic]:
    """Cells of one column of table 三 by row."""
    return {(t, r, c): cell((t, r, c), v) for t, c in [("applications", column)] for r, v in rows.items()}


def row_of(row: str, **columns: Printed) -> dict[Key, Statistic]:
    """Cells of one row of table 三 by column; an applicant not named is 0."""
    values: dict[str, Printed] = {**dict.fromkeys(APPLICANTS, 0), **columns}
    return {("applications", row, c): cell(("applications", row, c), v) for c, v in values.items()}


def dispute(row: str, *printed: Printed) -> dict[Key, Statistic]:
    """One group of table 四 as printed: 维持, 纠正, 其他, 未审结, 总计."""
    columns = ("upheld", "corrected", "other", "pending", "total")
    return {
        ("disputes", row, c): cell(("disputes", row, c), v) for c, v in zip(columns, printed, strict=True)
    }


def items(row: str, **columns: Printed) -> dict[Key, Statistic]:
    """Cells of one row of table 二."""
    return {("disclosure", row, c): cell(("disclosure", row, c), v) for c, v in columns.items()}


def messages(problems: list[Problem]) -> list[str]:
    return [problem.message for problem in told_in_english(problems)]


def test_a_problem_is_told_in_english_with_the_names_of_its_cells() -> None:
    rows = {"received": 40, "carried_in": None, "concluded": 41, "carried_over": 0}
    [intake] = check_intake(column_of("natural_person", **rows))
    assert in_english(intake.message_en) == (
        "column “natural persons”: received + carried in = 40, concluded + carried over = 41"
        " (“applications carried in from the year before” blank, counted as 0)"
    )
    [stock] = check_stock(items("fees", prior_items=2, change=-3))
    assert in_english(stock.message_en) == (
        "“administrative fees”: 2 items in the year before, and 3 fewer in this one"
    )


# ── rule 1 ──


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ((12, 1, 11, 2), ""),
        ((12, 1, 11, 3), "“总计”一列：本年新收 + 上年结转 = 13，总计 + 结转下年度 = 14"),
        ((12, None, 12, None), ""),
        (
            (12, None, 11, None),
            "“总计”一列：本年新收 + 上年结转 = 12，总计 + 结转下年度 = 11（上年结转政府信息公开申请数量、结转下年度继续办理空白，按 0 计）",
        ),
        ((12, 0, None, None), ""),  # a total left blank is no wrong total
        ((12, 0, None, 0), ""),
        ((None, None, None, None), ""),
        ((12, "missing", 11, 0), ""),
        ((12, "见附表", 11, 0), ""),
        ((12, "na", 12, "na"), ""),
    ],
)
def test_what_came_in_equals_what_went_out_and_what_is_left(printed: tuple[Printed, ...], told: str) -> None:
    rows = dict(zip(("received", "carried_in", "concluded", "carried_over"), printed, strict=True))
    assert messages(check_intake(column_of("total", **rows))) == ([told] if told else [])


def test_the_cells_of_a_failed_sum_are_named() -> None:
    [problem] = check_intake(column_of("total", received=12, carried_in=1, concluded=11, carried_over=3))
    assert problem.kind == "sum_intake"
    assert [row for _, row, _ in problem.cells] == ["received", "carried_in", "concluded", "carried_over"]


def test_one_applicants_column_that_makes_the_total_wrong_is_one_problem() -> None:
    values = column_of("natural_person", received=10, carried_in=0, concluded=9, carried_over=0)
    values |= column_of("total", received=12, carried_in=0, concluded=11, carried_over=0)
    assert messages(check_intake(values)) == [
        "“自然人”一列：本年新收 + 上年结转 = 10，总计 + 结转下年度 = 9；"
        "“总计”一列：本年新收 + 上年结转 = 12，总计 + 结转下年度 = 11"
    ]


# ── rule 2 ──


@pytest.mark.parametrize(
    ("granted", "not_held", "concluded", "told"),
    [
        (3, 2, 5, ""),
        (3, 2, 6, "“总计”一列：各项办理结果之和 5，（七）总计印作 6"),
        (3, None, 3, ""),
        (3, 2, None, ""),
        (None, None, 5, "“总计”一列：各项办理结果都空白，（七）总计印作 5"),
        (None, None, 0, ""),
        (3, "missing", 5, ""),
        (7, "missing", 5, "“总计”一列：各项办理结果中印出的已有 7，（七）总计印作 5"),
        (7, "若干", 5, "“总计”一列：各项办理结果中印出的已有 7，（七）总计印作 5"),
    ],
)
def test_the_outcomes_add_up_to_what_was_concluded(
    granted: Printed, not_held: Printed, concluded: Printed, told: str
) -> None:
    values = column_of("total", granted=granted, unavailable_not_held=not_held, concluded=concluded)
    assert messages(check_concluded(values)) == ([told] if told else [])


def test_outcomes_left_blank_throughout_are_one_problem() -> None:
    values = column_of("natural_person", granted=None, refused_law=None, concluded=5)
    values |= column_of("total", granted=None, refused_law=None, concluded=5)
    assert messages(check_concluded(values)) == [
        "表三各项办理结果都空白，（七）总计却印有：“自然人”5、“总计”5"
    ]


# ── rule 3 ──


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"natural_person": 3, "company": 2, "total": 5}, ""),
        ({"natural_person": 3, "total": 5}, "“部分公开”：六类申请人之和 3，总计印作 5"),
        ({"natural_person": 3, "total": None}, ""),
        ({"natural_person": 3, "company": None, "total": 3}, ""),
        ({"natural_person": 3, "company": "missing", "total": 5}, ""),
        (
            {"natural_person": 6, "company": "missing", "total": 5},
            "“部分公开”：六类申请人中印出的已有 6，总计印作 5",
        ),
        ({**dict.fromkeys(APPLICANTS), "total": 5}, "“部分公开”：六类申请人都空白，总计印作 5"),
    ],
)
def test_the_applicants_of_a_row_add_up_to_its_total(columns: Mapping[str, Printed], told: str) -> None:
    assert messages(check_totals(row_of("partly_granted", **columns))) == ([told] if told else [])


def test_a_column_of_totals_that_is_wrong_throughout_is_told_in_one_line() -> None:
    values: dict[Key, Statistic] = {}
    for row in ("received", "granted", "partly_granted", "concluded"):
        values |= row_of(row, natural_person=3, total=0)
    [problem] = check_totals(values)
    assert problem.message == (
        "表三有 4 行的总计与六类申请人之和不等：“本年新收政府信息公开申请数量”3 与 0、“予以公开”3 与 0、"
        "“部分公开”3 与 0、“总计”3 与 0"
    )
    assert ("applications", "granted", "total") in problem.cells


# ── rule 4 ──


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ((2, 1, 0, 0, 3), ""),
        ((10, 1, 0, 0, 0), "“行政复议”：各结果之和 11，总计印作 0"),
        ((2, 1, 0, 0, None), ""),
        ((2, 1, 0, 0, "missing"), ""),
        ((2, None, "na", 0, 2), ""),
        ((2, 1, 0, "missing", 4), ""),
    ],
)
def test_the_results_of_disputes_add_up(printed: tuple[Printed, ...], told: str) -> None:
    assert messages(check_disputes(dispute("review", *printed))) == ([told] if told else [])


def test_zeros_in_every_total_of_table_four_are_one_clear_problem() -> None:
    values = dispute("review", 10, 1, 0, 0, 0) | dispute("litigation_direct", 0, 0, 0, 0, 0)
    values |= dispute("litigation_after_review", 5, 0, 0, 0, 0)
    assert messages(check_disputes(values)) == [
        "表四的总计都印作 0，各结果之和却不是 0：“行政复议”11 与 0、“复议后起诉”5 与 0"
    ]


def test_a_table_whose_sums_hold_has_no_problem() -> None:
    values = row_of("received", natural_person=3, total=3) | row_of("carried_in", total=0)
    values |= row_of("granted", natural_person=3, total=3) | row_of("concluded", natural_person=3, total=3)
    assert check_sums(values | row_of("carried_over", total=0) | dispute("review", 0, 0, 0, 0, 0)) == []


# ── values that cannot be right ──


@pytest.mark.parametrize(
    ("agency", "region", "level", "wrong"),
    [
        ("威县贺营镇人民政府", ("河北省", "邢台市", "威县"), "乡镇", "乡镇一级无权"),
        ("海淀区羊坊店街道办事处", ("北京市", "北京市", "海淀区"), "街道", "街道一级无权"),
        ("广州市黄埔区人民政府", ("广东省", "广州市", "黄埔区"), "县", "县级政府无权"),
        ("某某县人民政府", ("", "", ""), "县", "县级政府无权"),
        ("某某人民政府", ("", "", ""), "县", ""),  # which place that is, is not known
        ("广州市黄埔区应急管理局", ("广东省", "广州市", "黄埔区"), "部门", "县级部门无权"),
        ("广州市应急管理局", ("广东省", "广州市", ""), "部门", ""),  # counts what it drafted
        ("广州市人民政府", ("广东省", "广州市", ""), "市", ""),
        ("东莞市人民政府", ("广东省", "东莞市", "东莞市"), "县", ""),  # a city without districts may, too
        ("广东省人民政府", ("广东省", "", ""), "省", ""),
        ("应急管理部", ("", "", ""), "国家", ""),
    ],
)
def test_who_has_no_power_to_make_regulations(
    agency: str, region: tuple[str, str, str], level: str, wrong: str
) -> None:
    cover = Cover(agency, "", 2022, Region(*region), level, "")
    told = check_powers(items("regulations", issued=2, repealed=0, in_force=5), cover)
    assert [problem.kind for problem in told] == (["impossible_value"] if wrong else [])
    assert all(wrong in problem.message for problem in told)
    assert all("本年制发件数 2、现行有效件数 5" in problem.message for problem in told)


def test_a_township_may_publish_the_regulations_of_others() -> None:
    assert check_powers(items("regulations", made=0, published=3, public_total=3), TOWN) == []
    assert check_powers(items("regulations", made=0, issued=None), TOWN) == []


def test_only_an_increase_may_be_negative() -> None:
    values = items("licensing", prior_items=7, change=-1, decisions=-4) | row_of("granted", company=-2)
    assert messages(check_negative(values)) == [
        "“行政许可·本年处理决定数量”印作 -4，不会是负数",
        "“予以公开·商业企业”印作 -2，不会是负数",
    ]


@pytest.mark.parametrize(
    ("row", "columns", "told"),
    [
        ("licensing", {"prior_items": 7, "change": -7}, ""),
        ("licensing", {"prior_items": 3, "change": -5}, "“行政许可”：上一年项目数量 3，本年却减 5"),
        ("licensing", {"prior_items": None, "change": -5}, ""),
        ("normative_documents", {"made": 9, "published": 4, "public_total": 4}, ""),
        (
            "normative_documents",
            {"made": 4, "published": 4, "public_total": 3},
            "“行政规范性文件”：本年新公开 4，对外公开总数量只有 3",
        ),
        ("normative_documents", {"published": 4, "public_total": None}, ""),
        ("normative_documents", {"issued": 0, "repealed": 5, "in_force": 5}, ""),
        ("normative_documents", {"issued": 8, "repealed": 2, "in_force": 6}, ""),
        (
            "normative_documents",
            {"issued": 8, "repealed": 2, "in_force": 0},
            "“行政规范性文件”：本年制发 8、废止 2，现行有效却只有 0",
        ),
        ("normative_documents", {"issued": 8, "repealed": "missing", "in_force": 0}, ""),
    ],
)
def test_a_stock_is_not_less_than_its_parts(row: str, columns: Mapping[str, Printed], told: str) -> None:
    assert messages(check_stock(items(row, **columns))) == ([told] if told else [])


# ── across years ──


@pytest.mark.parametrize(
    ("out", "into", "told"),
    [
        (3, 3, ""),
        (3, 2, "“总计”：2020 年报告结转下年度 3，2021 年报告上年结转 2"),
        (0, 2, "“总计”：2020 年报告结转下年度 0，2021 年报告上年结转 2"),
        (None, 2, ""),
        (3, None, ""),
        (3, "missing", ""),
        ("na", 2, ""),
    ],
)
def test_what_one_year_carries_over_the_next_carries_in(out: Printed, into: Printed, told: str) -> None:
    found = check_years(column_of("total", carried_over=out), column_of("total", carried_in=into), 2021)
    assert messages(found) == ([told] if told else [])
    assert all(problem.cells == (("applications", "carried_in", "total"),) for problem in found)


def test_a_wrong_carry_over_of_one_applicant_is_told_with_the_total_it_changes() -> None:
    earlier = column_of("company", carried_over=1) | column_of("total", carried_over=3)
    later = column_of("company", carried_in=0) | column_of("total", carried_in=2)
    assert messages(check_years(earlier, later, 2021)) == [
        "“商业企业”：2020 年报告结转下年度 1，2021 年报告上年结转 0；"
        "“总计”：2020 年报告结转下年度 3，2021 年报告上年结转 2"
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "told"),
    [
        ({"in_force": 20}, {"issued": 4, "repealed": 2, "in_force": 22}, ""),
        (
            {"in_force": 20},
            {"issued": 4, "repealed": 2, "in_force": 25},
            "“行政规范性文件·现行有效件数”：按 2020 年报告 20，加制发 4、减废止 2，推算为 22，2021 年报告印作 25",
        ),
        ({"in_force": None}, {"issued": 4, "repealed": 2, "in_force": 25}, ""),
        ({"in_force": 20}, {"issued": 4, "repealed": None, "in_force": 25}, ""),
        ({"public_total": 20}, {"issued": 4, "repealed": 2, "in_force": 25}, ""),  # the edition changed
    ],
)
def test_what_is_in_force_follows_from_the_year_before(
    earlier: Mapping[str, Printed], later: Mapping[str, Printed], told: str
) -> None:
    row = "normative_documents"
    assert messages(check_years(items(row, **earlier), items(row, **later), 2021)) == ([told] if told else [])


@pytest.mark.parametrize(
    ("before", "after", "later", "told"),
    [
        ("licensing", "licensing", 8, ""),
        (
            "licensing",
            "licensing",
            7,
            "“行政许可·上一年项目数量”：按 2019 年报告 7，本年增/减 +1，推算为 8，2020 年报告印作 7",
        ),
        (
            "other_services/行政检查",
            "other_services/行政检查",
            6,
            "“其他对外管理服务事项/行政检查·上一年项目数量”：按 2019 年报告 7，本年增/减 +1，推算为 8，2020 年报告印作 6",
        ),
        ("other_services", "other_services/行政检查", 6, ""),
        ("licensing", "penalties", 6, ""),
    ],
)
def test_the_items_of_a_year_follow_from_the_year_before(
    before: str, after: str, later: int, told: str
) -> None:
    found = check_years(
        items(before, prior_items=7, change=1), items(after, prior_items=later, change=0), 2020
    )
    assert messages(found) == ([told] if told else [])


# ── real reports, and a tampered one ──

REPORTS = Path(__file__).parent.parent / "data" / "reports"


@pytest.mark.parametrize(
    ("agency", "kinds"),
    [
        ("北京市大兴区应急管理局", []),
        ("威海市环翠区应急管理局", ["text_text"]),
        ("广州市黄埔区人民政府", ["unaligned_row"]),
        ("广州市黄埔区应急管理局", []),
        ("沈阳市辽中区应急管理局", []),
    ],
)
def test_the_problems_of_the_five_real_reports(agency: str, kinds: list[str]) -> None:
    report = parse_file(REPORTS / agency / "2020.txt")
    assert [problem.kind for problem in report.problems] == kinds


@pytest.mark.parametrize(
    ("agency", "printed", "tampered", "told"),
    [
        ("广州市黄埔区人民政府", "部分公开356宗", "部分公开365宗", "“部分公开·总计”印作 356"),
        ("广州市黄埔区人民政府", "法律服务机构5宗", "法律服务机构6宗", "法律服务机构”印作 5"),
        (
            "广州市黄埔区人民政府",
            "2019年结转政府信息公开申请73宗",
            "2019年结转政府信息公开申请75宗",
            "印作 73",
        ),
        ("北京市大兴区应急管理局", "共接到21件", "共接到12件", "印作 21"),
        ("威海市环翠区应急管理局", "未收到政府信息公开申请", "共收到政府信息公开申请2件", "印作 0"),
    ],
)
def test_one_number_changed_in_a_real_text_is_found(
    agency: str, printed: str, tampered: str, told: str
) -> None:
    text = (REPORTS / agency / "2020.txt").read_text(encoding="utf-8")
    assert text.count(printed) == 1
    report = parse_document(read_document(text.replace(printed, tampered).encode(), "2020.txt"))
    [message] = [problem.message for problem in report.problems if problem.kind == "text_table"]
    assert told in message
    assert tampered in message


# ── kinds and their order ──


def test_problems_that_put_figures_in_doubt_are_told_first() -> None:
    kinds = ("text_text", "missing_row", "text_table", "sum_total", "unheard_of")
    problems = [Problem(kind, "") for kind in kinds]
    told = [problem.kind for problem in in_order(problems)]
    assert told == ["sum_total", "text_table", "missing_row", "text_text", "unheard_of"]


def test_every_kind_has_words_in_both_languages() -> None:
    assert all(kind.zh and kind.en for kind in KINDS.values())
    assert len({kind.en for kind in KINDS.values()}) == len(KINDS)


def test_a_cover_of_another_level_changes_what_is_impossible() -> None:
    values = items("regulations", issued=1)
    assert check_powers(values, TOWN) != []
    assert check_powers(values, replace(TOWN, level="市", agency="邢台市人民政府")) == []
