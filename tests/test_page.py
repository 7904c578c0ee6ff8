"""The chat page in a real browser: a real server, the store of the five reports, every request watched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant.conversation import Answer, Turn
from index.errors import GongkaiError, StoreMissing
from tests.pages import OpenPage, ask, serious, serving
from ui import chat, present
from ui.collection import Collection
from ui.settings import Settings

MOST = "哪个局收到的政府信息公开申请最多"
LEADER = "黄埔区应急管理局政务公开领导小组的组长是谁"
DAXING = "北京市大兴区应急管理局"


def test_a_figure_is_answered_and_its_cell_opens(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, MOST)
    first = page.locator(".gk-text > p").first
    expect(first).to_contain_text(DAXING)
    expect(first).to_contain_text("21")
    page.locator(".gk-text .gk-mark").first.click()
    expect(page.locator(".gk-doc h2")).to_contain_text(DAXING)
    expect(page.locator(".gk-doc mark")).to_have_text("21")
    expect(page.locator(".gk-doc mark")).to_be_in_viewport()
    expect(page.locator(".gk-place")).to_contain_text("本年新收政府信息公开申请数量 › 总计")
    expect(page.locator(".gk-read")).to_contain_text("21 件")
    expect(page.locator(".gk-file")).to_contain_text("2020.txt")


def test_a_text_question_opens_its_sentence(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, LEADER)
    expect(page.locator(".gk-text")).to_contain_text("刘文华")
    page.locator(".gk-cite").first.click()
    expect(page.locator(".gk-doc mark").filter(has_text="刘文华")).to_be_in_viewport()


def test_an_english_visitor_gets_an_english_page_and_answer(open_page: OpenPage) -> None:
    page = open_page("en-US")
    expect(page.get_by_role("tab").first).to_have_text("Ask")
    expect(page.get_by_role("textbox")).to_have_attribute("placeholder", re.compile("^Ask about"))
    page.get_by_role("button", name="Which agency got the most applications?").click()
    expect(page.locator(".gk-text > p").first).to_contain_text("1,586")
    assert page.locator(".gk-answer").get_attribute("lang") == "en"
    assert "来源" not in page.locator("body").inner_text()


def test_the_language_is_switched_and_remembered(open_page: OpenPage) -> None:
    page = open_page("zh-CN")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("tab").first).to_have_text("Ask")
    page.reload()
    expect(page.get_by_role("tab").first).to_have_text("Ask")
    expect(page.get_by_text("Try asking")).to_be_visible()


def test_asking_back_offers_readings_to_click(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, "黄埔区2020年收到多少件申请")
    expect(page.locator(".gk-answer")).to_have_attribute("data-status", "clarify")
    page.locator(".gk-choice").filter(has_text="人民政府").click()
    expect(page.locator(".gk-answer").nth(1)).to_have_attribute("data-status", "answered")
    expect(page.locator(".gk-text").nth(1)).to_contain_text("1,586")


def test_the_sql_is_one_click_away(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, MOST)
    code = page.locator(".gk-sql textarea")
    expect(code).to_be_hidden()
    page.locator(".gk-sql summary").click()
    expect(code).to_be_visible()
    expect(code).to_have_value(re.compile("^WITH figures AS[^?]+$"))


def test_two_visitors_do_not_see_each_other(open_page: OpenPage) -> None:
    first, second = open_page(), open_page()
    ask(first, MOST)
    ask(second, LEADER)
    expect(first.locator(".gk-turn")).to_have_count(1)
    expect(second.locator(".gk-question")).to_have_text(LEADER)
    first.locator(".gk-mark").first.click()
    expect(first.locator(".gk-doc h2")).to_contain_text(DAXING)
    expect(second.locator(".gk-doc")).to_have_count(0)


def test_a_hostile_question_stays_text(open_page: OpenPage) -> None:
    page = open_page()
    hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>${1}{{2}}'
    ask(page, hostile)
    expect(page.locator(".gk-question")).to_have_text(hostile)
    assert page.title() == "公开 Gongkai"


def test_the_reports_and_their_problems_are_listed_and_open(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("tab", name="报告").click()
    expect(page.locator("#gk-reports .gk-open")).to_have_count(5)
    page.locator("#gk-reports .gk-open").filter(has_text="环翠").click()
    expect(page.locator(".gk-doc h2")).to_contain_text("环翠")
    page.get_by_role("button", name="关闭").click()
    expect(page.locator(".gk-doc")).to_be_hidden()
    page.get_by_role("tab", name="检查").click()
    page.locator("#gk-checks tr").filter(has_text="复议后起诉").locator(".gk-open").click()
    expect(page.locator(".gk-found")).to_contain_text("缺的是复议后起诉·总计")
    expect(page.locator(".gk-place")).to_contain_text("复议后起诉 › 总计")
    expect(page.locator(".gk-read")).to_contain_text("报告没有印出这一格")
    expect(page.locator(".gk-doc td.on")).to_have_count(15)
    expect(page.locator(".gk-doc [aria-current] mark")).to_be_in_viewport()


def test_a_phone_shows_the_source_over_the_chat(open_page: OpenPage) -> None:
    page = open_page(width=390, height=844)
    ask(page, MOST)
    page.locator(".gk-mark").first.click()
    expect(page.locator(".gk-doc mark")).to_be_in_viewport()
    assert page.locator("#gk-main").evaluate("main => main.inert")  # what it lies over cannot be reached
    assert page.locator(".gk-doc").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    page.get_by_role("button", name="关闭").click()
    expect(page.locator(".gk-doc")).to_be_hidden()
    expect(page.locator(".gk-mark").first).to_be_focused()
    page.get_by_role("textbox").fill("x")


def test_a_phones_way_back_closes_the_source_and_leaves_the_page_next(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(width=390, height=844)
    ask(page, MOST)
    page.locator(".gk-mark").first.click()
    expect(page.locator(".gk-doc mark")).to_be_in_viewport()
    page.go_back()
    expect(page.locator(".gk-doc")).to_be_hidden()
    expect(page.locator(".gk-text")).to_contain_text("21")  # the conversation is still there
    page.locator(".gk-mark").first.click()
    expect(page.locator(".gk-doc mark")).to_be_in_viewport()
    page.get_by_role("button", name="关闭").click()
    expect(page.locator(".gk-doc")).to_be_hidden()
    page.go_back()
    assert page.url == "about:blank"  # closing by its button took the way back along


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_nothing_scrolls_sideways_on_a_phone(open_page: OpenPage, locale: str) -> None:
    page = open_page(locale, width=390, height=844)
    width = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    assert page.evaluate(width) == [390, 844]  # and the empty page is no higher than the window
    for question in (MOST, "各单位采购总金额合计", "2020年各单位行政处罚一览", LEADER):
        ask(page, question)
    expect(page.locator(".gk-next button").first).to_be_visible()
    assert page.evaluate(width)[0] == 390
    page.locator(".gk-part summary").first.click()
    assert page.evaluate(width)[0] == 390
    for number, shown in ((1, "#gk-reports .gk-open"), (3, "#gk-checks .gk-open")):
        page.get_by_role("tab").nth(number).click()
        expect(page.locator(shown).first).to_be_visible()
        assert page.evaluate(width)[0] == 390


def test_dark_follows_the_system_until_it_is_chosen_and_is_remembered(open_page: OpenPage) -> None:
    is_dark = "document.body.classList.contains('dark')"
    page = open_page(dark=True)
    page.wait_for_function(is_dark)
    page.get_by_role("button", name="切换深色和浅色").click()
    page.wait_for_function(f"!{is_dark}")
    page.reload()
    page.wait_for_selector(".gk-chat")
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")  # the system's change does not undo the choice
    page.wait_for_timeout(200)
    assert not page.evaluate(is_dark)
    ink, ground = page.evaluate(
        "['color', 'backgroundColor'].map((of) => getComputedStyle(document.body)[of])"
    )
    assert (ink, ground) == ("rgb(31, 29, 26)", "rgb(247, 244, 238)")


def test_what_to_ask_next_is_under_the_last_answer_and_is_answered(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, "黄埔区政府2020年收到多少件申请")
    expect(page.locator(".gk-next button").first).to_have_text("自然人占比")
    page.locator(".gk-next button").first.click()
    expect(page.locator(".gk-text").nth(1)).to_contain_text("93.44%")
    expect(page.locator(".gk-turn").nth(0).locator(".gk-next")).to_have_count(0)
    expect(page.locator(".gk-turn").nth(1).locator(".gk-next button").first).to_be_visible()


def test_a_mark_shows_its_quote_when_pointed_at(open_page: OpenPage) -> None:
    page = open_page("en-US")
    ask(page, MOST)
    page.locator(".gk-mark").first.hover()
    told = page.get_by_role("tooltip")
    expect(told.locator("b")).to_have_text(f"{DAXING} 2020")
    expect(told.locator("span")).to_have_text("Part 3 · new applications received › total")
    expect(told.locator("q")).to_have_text("21")
    page.mouse.move(5, 400)
    expect(told).to_be_hidden()


def test_enter_that_ends_a_composition_asks_nothing(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("textbox").fill("大兴区")
    page.get_by_role("textbox").evaluate(
        "box => box.dispatchEvent(new KeyboardEvent('keypress',"
        " {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    page.wait_for_timeout(500)
    expect(page.locator(".gk-turn")).to_have_count(0)


def test_an_empty_store_says_how_to_begin(tmp_path: Path, open_page: OpenPage) -> None:
    nothing = Settings(store=tmp_path / "nothing", uploads=tmp_path / "uploads", browser=False)
    for url in serving(nothing):
        page = open_page(url=url)
        expect(page.locator(".gk-empty")).to_contain_text("gongkai build")
        assert serious(page) == []
        ask(page, MOST)
        expect(page.get_by_role("alert")).to_contain_text("gongkai build")


# ── without a browser ────────────────────────────────────────────────────────────────────────────


def test_an_expected_error_is_its_own_line() -> None:
    def refuses(question: str, history: object) -> Answer:
        raise StoreMissing(Path("data/store"))

    assert chat.answer_or_line(refuses, "问", ()).error == str(StoreMissing(Path("data/store")))


def test_an_unexpected_error_is_one_line_without_a_traceback() -> None:
    def breaks(question: str, history: object) -> Answer:
        raise ZeroDivisionError("division by zero")

    assert chat.answer_or_line(breaks, "问", ()).error == chat.UNEXPECTED


def test_a_question_is_asked_with_what_was_said_before() -> None:
    said: list[Turn] = []

    def remembers(question: str, history: object) -> Answer:
        said[:] = list(history) if isinstance(history, list) else []
        return Answer(question, "zh", "answered", "catalog", "好")

    first = chat.answer_or_line(remembers, "甲", ())
    chat.answer_or_line(remembers, "乙", (first, present.Exchange("丙", error="no")))
    assert said == [Turn("甲", Answer("甲", "zh", "answered", "catalog", "好").to_json())]


@pytest.mark.parametrize(
    "data", [{}, {"turn": "0", "number": "9"}, {"turn": "-1", "number": "1"}, {"turn": "x", "number": "y"}]
)
def test_a_source_that_does_not_exist_is_said_so(data: dict[str, str]) -> None:
    def nothing() -> Collection:
        raise GongkaiError("not asked")

    shown = chat.cited_source(nothing, [present.Exchange("问", error="no")], data)
    assert "找不到这处来源" in shown
