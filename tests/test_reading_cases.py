"""What once went wrong in reading a written report, each with the smallest report that showed it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.report_writer import WrittenReport, random_report, write_report
from tests.test_reading_property import compare, read_back

LINE_LAYOUTS = ("tabbed_lines", "bare_lines", "spaced_lines", "pipe_lines")
ROW_LAYOUTS = ("tab_rows", "pipes", "markdown")
CUT_LABELS = (
    ("3.补正后申请内", "容仍不明确"),
    ("4.保护第三方合", "法权益"),
    ("一、本年新收政府", "信息公开申请数量"),
    ("四、结转下年度", "继续办理"),
    ("（二）部分公开（区分处理的", "，只计这一情形，不计其他情形）"),
    ("其他对外管理", "服务事项"),
    ("行政", "处罚"),
)


def with_whole_text(written: WrittenReport, text: str) -> WrittenReport:
    return replace(written, content=text.encode())


def with_text(written: WrittenReport, old: str, new: str) -> WrittenReport:
    """The report with that piece of its tables replaced, once."""
    at = written.text.index(old, written.text.index("二、主动公开政府信息情况\n"))
    return with_whole_text(written, written.text[:at] + new + written.text[at + len(old) :])


def told_kinds(written: WrittenReport, folder: Path) -> set[str]:
    return {difference.kind for difference in compare(written, read_back(written, folder))}


@pytest.mark.parametrize("layout", LINE_LAYOUTS)
@pytest.mark.parametrize(("first", "second"), CUT_LABELS, ids=[f"label{n}" for n in range(len(CUT_LABELS))])
def test_a_label_on_two_lines_keeps_its_numbers(layout: str, first: str, second: str, tmp_path: Path) -> None:
    written = random_report(71, 2020, layout=layout)
    assert told_kinds(with_text(written, first + second, f"{first}\n{second}"), tmp_path) == set()


@pytest.mark.parametrize("layout", LINE_LAYOUTS)
def test_a_column_label_of_table_four_on_two_lines_does_not_lose_the_table(
    layout: str, tmp_path: Path
) -> None:
    written = random_report(71, 2020, layout=layout)
    assert told_kinds(with_text(written, "结果维持", "结果\n维持"), tmp_path) == set()


@pytest.mark.parametrize("layout", ROW_LAYOUTS)
def test_a_row_one_cell_short_is_not_filled_up_from_a_merged_place(layout: str, tmp_path: Path) -> None:
    written = random_report(1, 2019, layout=layout)
    cells = [str(written.figures["applications", "concluded", c]) for c in ("natural_person", "company")]
    assert cells[0] != cells[1]
    row = next(line for line in written.text.splitlines() if "（七）总计" in line)
    separator = "\t" if layout == "tab_rows" else " | "
    short = row.replace(f"{separator}{cells[1]}{separator}", separator, 1)
    assert "wrong" not in told_kinds(with_text(written, row, short), tmp_path)


@pytest.mark.parametrize("layout", [*LINE_LAYOUTS, *ROW_LAYOUTS])
def test_a_label_at_the_end_of_a_torn_report_has_missing_cells_not_blank_ones(
    layout: str, tmp_path: Path
) -> None:
    written = random_report(71, 2020, layout=layout)
    label = "3.危及“三安全一稳定”"
    torn = with_whole_text(written, written.text[: written.text.index(label) + len(label)])
    states = {s.state for s in read_back(torn, tmp_path).statistics if s.row == "refused_stability"}
    assert states <= {"missing"}


@pytest.mark.parametrize("layout", [*LINE_LAYOUTS, *ROW_LAYOUTS])
def test_other_outcomes_may_be_called_just_other(layout: str, tmp_path: Path) -> None:
    written = random_report(71, 2020, layout=layout)
    assert told_kinds(with_text(written, "（六）其他处理", "（六）其他"), tmp_path) == set()


@pytest.mark.parametrize("layout", ROW_LAYOUTS)
def test_a_blank_first_or_last_cell_beside_merged_places_is_blank(layout: str, tmp_path: Path) -> None:
    written = random_report(71, 2020, layout=layout)
    figures = {
        key: None if key[1:] in (("granted", "natural_person"), ("carried_in", "total")) else value
        for key, value in written.figures.items()
    }
    blank = write_report(figures, written.agency, 2020, layout=layout)
    assert told_kinds(blank, tmp_path) == set()


@pytest.mark.parametrize(
    "name", ["东营市东营经济技术开发区审计局", "沧州市沧州高新技术产业开发区财政局", "北京市大兴区水务局"]
)
def test_a_zone_named_after_its_city_is_not_the_city(name: str, tmp_path: Path) -> None:
    assert read_back(random_report(71, 2020, agency=name), tmp_path).cover.agency == name


def test_two_reports_in_one_file_are_not_mixed(tmp_path: Path) -> None:
    first, second = random_report(71, 2020), random_report(72, 2020)
    both = replace(first, content=first.content + second.content)
    report = read_back(both, tmp_path)
    assert {s.state for s in report.statistics} == {"missing"}
    assert "several_tables" in {problem.kind for problem in report.problems}
