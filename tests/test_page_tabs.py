"""The tabs beside the chat in a real browser: reports, data, checks and about over a collection of many years."""

from __future__ import annotations

import csv
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from tests.pages import OpenPage, serious


def show(page: Page, tab: str, name: str) -> None:
    page.get_by_role("tab", name=tab).click()
    expect(page.locator(f"#gk-{name} .gk-listed")).to_be_visible()


def test_reports_are_searched_sorted_and_paged(corpus_address: str, open_page: OpenPage) -> None:
    page = open_page(url=corpus_address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or ""))
    assert page.locator(".gk-listed").count() == 0  # nothing of the tabs before they are selected
    show(page, "报告", "reports")
    told = page.locator("#gk-reports [role=status]")
    expect(told).to_have_text("第 1–50 份报告，共 167", use_inner_text=True)
    expect(page.locator("#gk-reports tbody tr")).to_have_count(50)
    page.locator("[data-key=last]").click()
    expect(told).to_have_text("第 151–167 份报告，共 167", use_inner_text=True)
    page.locator("[data-key='sort problems']").click()
    expect(page.locator("#gk-reports tbody tr").first).to_contain_text("佛山市教育局")
    expect(page.locator("[data-key='sort problems']")).to_be_focused()
    search = page.get_by_role("searchbox", name="机关")
    search.press_sequentially("foshan")
    expect(told).to_have_text("12 份报告", use_inner_text=True)
    expect(search).to_be_focused()
    page.get_by_label("只看有问题的").check()
    page.get_by_label("年份").select_option("2020")
    expect(told).to_have_text("1 份报告", use_inner_text=True)
    page.get_by_role("tab", name="问答").click()
    show(page, "报告", "reports")
    expect(told).to_have_text("1 份报告", use_inner_text=True)  # what was chosen stays
    page.locator("#gk-reports .gk-open").click()
    expect(page.locator(".gk-doc h2")).to_have_text("佛山市顺德区人民政府 2020", use_inner_text=True)
    page.locator("#gk-reports-filter").get_by_role("button", name="清除").click()
    expect(told).to_have_text("第 1–50 份报告，共 167", use_inner_text=True)
    search.fill("没有这样的机关")
    expect(page.locator("#gk-reports .gk-note")).to_contain_text("没有符合这些条件的")


def test_data_is_narrowed_opened_at_its_cell_and_saved(
    corpus_address: str, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page("en-US", url=corpus_address, dark=True)
    show(page, "Data", "data")
    told = page.locator("#gk-data [role=status]")
    page.locator("#gk-data-filter").get_by_label("Region").select_option(label="广东省 (all)")
    page.get_by_role("searchbox").fill("foshan education")
    expect(told).to_have_text("4 rows", use_inner_text=True)
    rows = page.locator("#gk-data-filter select[name=row-applications]")
    rows.select_option(label="Applications carried in from the year before")
    row = page.locator("#gk-data tbody tr").filter(has_text="2021")
    expect(row.locator(".gk-value").first).to_have_text("blank", use_inner_text=True)
    expect(page.locator(".gk-legend")).to_contain_text("which is not 0")
    row.locator(".gk-value").first.click()
    expect(page.locator(".gk-place")).to_contain_text("natural persons")
    expect(page.locator(".gk-read")).to_contain_text("blank, which is not 0", use_inner_text=True)
    expect(page.locator(".gk-doc mark")).to_be_in_viewport()
    page.locator("#gk-data-filter").get_by_text("Reviews and lawsuits").click()
    expect(page.locator(".gk-title")).to_contain_text("administrative reconsideration")
    page.locator(".gk-columns summary").locator("visible=true").click()
    page.get_by_role("checkbox", name="corrected").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator(".gk-columns summary").locator("visible=true")).to_be_focused()
    expect(page.locator("#gk-data thead th")).to_have_count(6)
    page.locator("[data-key='sort total']").click()
    expect(page.locator("#gk-data thead [aria-sort=descending]")).to_contain_text("total")
    for kind in ("csv", "xlsx"):
        with page.expect_download() as saved:
            page.locator(f"[data-format={kind}]").click()
        saved.value.save_as(tmp_path / f"rows.{kind}")
        assert saved.value.suggested_filename.startswith("gongkai-disputes-")
    with (tmp_path / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    head = ["upheld (number)", "other (number)", "pending (number)", "total (number)"]
    assert (lines[0], len(lines)) == (["Agency", "Year", "Item", *head], 5)
    totals = [int(line[-1]) for line in lines[1:]]
    assert totals == sorted(totals, reverse=True)
    with ZipFile(tmp_path / "rows.xlsx") as workbook:
        assert "佛山市教育局" in workbook.read("xl/sharedStrings.xml").decode()


def test_a_column_is_drawn_and_its_bars_open_their_cells(corpus_address: str, open_page: OpenPage) -> None:
    page = open_page("en-US", url=corpus_address, width=390, height=844)
    show(page, "Data", "data")
    page.get_by_role("button", name="Chart").click()
    chart = page.locator("#gk-data .gk-chart:visible")
    expect(chart.locator(".gk-bar")).to_have_count(20)
    expect(chart).to_contain_text("The latest year only, 2022")
    expect(page.get_by_role("button", name="Chart")).to_be_focused()
    page.locator("[data-key='chart company']").click()
    expect(chart).to_contain_text("2022 · New applications received · companies")
    expect(page.locator("[data-key='chart company']")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert serious(page) == []
    longest = chart.locator("button.gk-bar").first
    figure = longest.locator(".gk-bar-value").inner_text()
    longest.click()
    expect(page.locator(".gk-form td.on mark")).to_have_text(figure.replace(",", ""))
    page.keyboard.press("Escape")
    page.get_by_role("searchbox").fill("南京市教育局")
    expect(chart.locator(".gk-point")).to_have_count(4)
    page.get_by_role("button", name="Chart").click()
    expect(page.locator("#gk-data .gk-chart")).to_have_count(0)


def test_problems_are_counted_and_open_with_their_cells_marked(
    corpus_address: str, open_page: OpenPage
) -> None:
    page = open_page(url=corpus_address, width=390, height=844)
    show(page, "检查", "checks")
    told = page.locator("#gk-checks [role=status]")
    expect(page.locator("[data-key='kind ']")).to_have_attribute("aria-pressed", "true")
    kind = page.locator("[data-key='kind sum_intake']")
    expect(kind).to_have_text("本年新收 + 上年结转 ≠ 总计 + 结转下年度 5", use_inner_text=True)
    kind.click()
    expect(told).to_have_text("5 个问题", use_inner_text=True)
    expect(kind).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#gk-checks-filter").get_by_label("年份").select_option("2021")
    expect(told).to_have_text("4 个问题", use_inner_text=True)
    page.locator(".gk-cells").first.click()
    expect(page.locator(".gk-found")).to_contain_text("“自然人”一列")
    expect(page.locator(".gk-doc td.on")).to_have_count(4)
    expect(page.locator(".gk-doc mark").first).to_be_in_viewport()


def test_about_tells_formulas_and_versions_in_both_languages(
    corpus_address: str, open_page: OpenPage
) -> None:
    page = open_page("en-US", url=corpus_address)
    page.get_by_role("tab", name="About").click()
    about = page.locator("#gk-about")
    expect(about).to_contain_text(
        "(applications granted + applications partly granted) ÷ applications concluded"
    )
    expect(about).to_contain_text("167 reports of 43 agencies, 2019–2022")
    page.get_by_role("button", name="中文").click()
    expect(about).to_contain_text("(予以公开 + 部分公开) ÷ 本年度办理结果总计", use_inner_text=True)
    assert "Derived" not in about.inner_text()
