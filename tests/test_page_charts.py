"""Charts and workbooks in a real browser: what is drawn, what a click on it opens, what is saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect

from tests.pages import OpenPage, ask, visitors

MOST = "2022年收到申请最多的五个单位"
ALL = "2022年各单位收到多少申请"
TREND = "南京市教育局历年收到的申请数量"
TRENDS = "南京市教育局和苏州市教育局历年收到的申请数量"
BLANK_YEAR = "徐州市公安局办理结果历年"
PARTS = "Break down the 2021 requests to the Hangzhou Xihu district government by type of applicant"
MONEY = "Top 5 agencies by procurement amount in 2020"
LOOKUP = "南京市教育局2021年收到多少件政府信息公开申请？"


@pytest.fixture
def open_corpus(browser: Browser, corpus_address: str) -> Iterator[OpenPage]:
    yield from visitors(browser, corpus_address)


@pytest.fixture(scope="module")
def conversation(browser: Browser, corpus_address: str) -> Iterator[Page]:
    """One visitor of this module's tests, who asks one question after the other."""
    opened = visitors(browser, corpus_address)
    yield next(opened)()
    next(opened, None)


def answer_to(page: Page, question: str) -> Locator:
    """The turn of a question that is asked after others."""
    ask(page, question)
    return page.locator(".gk-turn").last


def bars(place: Page | Locator) -> list[list[str]]:
    found = place.locator(".gk-bar").evaluate_all(
        "bars => bars.map(bar => ['.gk-bar-name', '.gk-bar-value'].map(part => bar.querySelector(part).textContent))"
    )
    return [list(map(str, bar)) for bar in found]


def lengths(place: Locator) -> list[float]:
    return [
        float(n)
        for n in place.locator(".gk-bar-track i").evaluate_all(
            "all => all.map(i => i.getBoundingClientRect().width)"
        )
    ]


def contrast(page: Page, selector: str, style: str) -> float:
    """How far a colour stands out from the chart's ground, as WCAG counts it."""
    script = """([selector, style]) => {
        const light = (colour) => {
            const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map((part) => {
                const value = part / 255;
                return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const ground = light(getComputedStyle(document.querySelector('.gk-chart')).backgroundColor);
        const found = [...document.querySelectorAll(selector)].map((one) => light(getComputedStyle(one)[style]));
        const far = found.map((one) => (Math.max(one, ground) + 0.05) / (Math.min(one, ground) + 0.05));
        return Math.min(...far);
    }"""
    return float(page.evaluate(script, [selector, style]))


# ── what is drawn ────────────────────────────────────────────────────────────────────────────────


def test_a_ranking_shows_its_figures_as_bars_that_open_their_cells(conversation: Page) -> None:
    turn = answer_to(conversation, MOST)
    shown = bars(turn)
    assert shown == [
        ["北京市朝阳区人民政府", "2,561 件"],
        ["北京市海淀区人民政府", "2,190 件"],
        ["深圳市人民政府", "1,820 件"],
        ["北京市人民政府", "1,502 件"],
        ["南京市江宁区人民政府", "1,024 件"],
    ]
    longest, *others = lengths(turn)
    for length, (_, figure) in zip(others, shown[1:], strict=True):
        assert length / longest == pytest.approx(
            int(figure.removesuffix(" 件").replace(",", "")) / 2561, abs=0.01
        )
    turn.get_by_role("button", name="深圳市人民政府 1,820").click()
    expect(conversation.locator(".gk-doc-head h2")).to_contain_text("深圳市人民政府")
    expect(conversation.locator(".gk-form td.on mark")).to_have_text("1820")


def test_of_many_agencies_twenty_are_drawn_and_it_is_said(conversation: Page) -> None:
    turn = answer_to(conversation, ALL)
    expect(turn.locator("button.gk-bar")).to_have_count(
        20
    )  # the last one, which the text leaves out, opens, too
    expect(turn.locator(".gk-chart figcaption")).to_contain_text("前 20 个，共 41 个")
    turn.locator("button.gk-bar").last.click()
    expect(conversation.locator(".gk-form td.on mark")).to_be_in_viewport()


def test_years_are_a_line_whose_points_open_their_cells(conversation: Page) -> None:
    turn = answer_to(conversation, TREND)
    points = turn.locator(".gk-point")
    expect(points).to_have_count(4)
    heights = [box["y"] for box in (point.bounding_box() for point in points.all()) if box]
    assert sorted(range(4), key=lambda i: -heights[i]) == [1, 0, 2, 3]  # 84, 96, 120, 131
    expect(turn.locator(".gk-chart polyline")).to_have_count(1)
    turn.get_by_role("button", name="南京市教育局 2021：120 件").press("Enter")
    expect(conversation.locator(".gk-doc-head h2")).to_contain_text("2021")
    expect(conversation.locator(".gk-form td.on mark")).to_have_text("120")


def test_each_agency_is_a_line_of_its_own_with_a_key(conversation: Page) -> None:
    turn = answer_to(conversation, TRENDS)
    expect(turn.locator(".gk-legend li")).to_have_text(["南京市教育局", "苏州市教育局"])
    expect(turn.locator(".gk-plot polyline")).to_have_count(2)
    turn.locator(".gk-point").first.hover()
    expect(turn.locator(".gk-tip:visible")).to_have_text("南京市教育局 2019：96 件")


def test_a_blank_year_is_a_gap_and_is_said(conversation: Page) -> None:
    turn = answer_to(conversation, BLANK_YEAR)
    expect(turn.locator(".gk-chart figcaption")).to_contain_text("2020：空白")
    expect(turn.locator(".gk-point")).to_have_count(6 * 3)
    expect(turn.locator(".gk-plot polyline")).to_have_count(6 * 2)


def test_a_lookup_has_no_chart(conversation: Page) -> None:
    turn = answer_to(conversation, LOOKUP)
    expect(turn.locator(".gk-text")).to_contain_text("120")
    expect(turn.locator(".gk-chart")).to_have_count(0)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_charts_fit_a_phone_and_stand_out_from_the_page(open_corpus: OpenPage, dark: bool) -> None:
    page = open_corpus("en-US", width=390, height=844, dark=dark)
    for question in (PARTS, MONEY, TRENDS, BLANK_YEAR):
        ask(page, question)
    assert bars(page)[0] == ["Natural persons", "661"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    inside = "all => all.every(one => one.getBoundingClientRect().right <= innerWidth && one.scrollWidth <= one.clientWidth + 1)"
    assert page.locator(".gk-chart").evaluate_all(inside)
    assert contrast(page, ".gk-bar-track i", "backgroundColor") >= 3
    assert contrast(page, ".gk-plot polyline", "stroke") >= 3
    assert (
        contrast(
            page, ".gk-tick, .gk-year, .gk-chart-title small, .gk-chart figcaption p, .gk-bar-value", "color"
        )
        >= 4.5
    )


def test_money_is_shown_in_wan_and_read_aloud_exactly(open_corpus: OpenPage) -> None:
    page = open_corpus("en-US")
    ask(page, MONEY)
    expect(page.locator(".gk-chart-title")).to_contain_text("10,000 yuan")
    first = page.get_by_role("button", name=re.compile("北京市人民政府 400,150.79 4,001,507,860.73 yuan"))
    expect(first).to_have_attribute("title", "北京市人民政府 4,001,507,860.73 yuan")


# ── what is saved ────────────────────────────────────────────────────────────────────────────────


def saved_rows(page: Page, place: str, label: str, file: Path) -> tuple[str, dict[str, list[list[Any]]]]:
    """The name of the workbook a button saves, and its sheets."""
    with page.expect_download() as saved:
        page.locator(place).get_by_role("button", name=label).click()
    saved.value.save_as(file)
    sheets = {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in load_workbook(file)
    }
    return saved.value.suggested_filename, sheets


def test_the_rows_of_an_answer_are_saved_as_a_workbook(open_corpus: OpenPage, tmp_path: Path) -> None:
    page = open_corpus()
    ask(page, LOOKUP)
    ask(page, MOST)
    place = ".gk-turn:nth-child(2) .gk-actions"
    name, sheets = saved_rows(page, place, "下载 XLSX", tmp_path / "rows.xlsx")
    assert (name, list(sheets)) == ("gongkai-answer-2.xlsx", ["数据", "出处", "说明"])
    assert sheets["数据"][:3] == [
        ["机关", "本年新收政府信息公开申请数量 (件)"],
        ["北京市朝阳区人民政府", 2561],
        ["北京市海淀区人民政府", 2190],
    ]
    assert sheets["出处"][1][:7] == [
        1,
        "北京市朝阳区人民政府",
        2022,
        "第三部分",
        "本年新收政府信息公开申请数量",
        "总计",
        "2561",
    ]
    told = dict(sheets["说明"])
    assert told["问题"] == MOST
    assert told["读作"].startswith("2022 · 全部 41 个单位")
    assert told["SQL"].startswith("WITH figures AS")


def test_the_rows_of_a_query_are_saved_as_a_workbook(open_corpus: OpenPage, tmp_path: Path) -> None:
    page = open_corpus("en-US")
    ask(page, MONEY)
    page.locator(".gk-sql summary").click()
    sql = "SELECT '=1+1' AS text, 21 AS number"
    page.get_by_role("textbox", name="SQL").fill(sql)
    page.get_by_role("button", name="Run").click()
    name, sheets = saved_rows(page, ".gk-rows", "Download XLSX", tmp_path / "rows.xlsx")
    assert name == "gongkai-query.xlsx"
    assert sheets == {"Rows": [["text", "number"], ["=1+1", 21]], "About": [["SQL", sql]]}
