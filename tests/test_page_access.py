"""The page for everyone, in a real browser: by keyboard alone, and what axe finds in its main states."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.pages import OpenPage, ask, serious

MOST = "哪个局收到的政府信息公开申请最多"
SPENT = "列出各单位的采购总金额"
WHICH = "黄埔区收到多少件申请"
FOCUSED = "document.activeElement"


@pytest.mark.parametrize(
    ("locale", "width", "dark"),
    [("zh-CN", 1280, False), ("en-US", 390, True)],
    ids=["zh-light", "en-phone-dark"],
)
def test_axe_finds_nothing_serious(open_page: OpenPage, locale: str, width: int, dark: bool) -> None:
    page = open_page(locale, width=width, height=844, dark=dark)
    found = {"empty": serious(page)}
    for question in (SPENT, WHICH, "今天天气怎么样", MOST):
        ask(page, question)
    expect(page.locator(".gk-next button").first).to_be_visible()
    page.locator(".gk-part summary").last.click()
    page.locator(".gk-sql summary").last.click()
    found["answered"] = serious(page)
    page.locator(".gk-mark").first.click()
    expect(page.locator(".gk-doc mark")).to_be_in_viewport()
    found["source"] = serious(page)
    if width > 390:  # there the source stands beside the chat, both in the other colours and language as well
        page.locator(".gk-theme").click()
        page.locator(".gk-language").click()
        found["other colours and language"] = serious(page)
    page.keyboard.press("Escape")
    for number, shown in ((1, "#gk-reports .gk-open"), (2, "#gk-data .gk-open"), (3, "#gk-checks .gk-open")):
        page.get_by_role("tab").nth(number).click()
        expect(page.locator(shown).first).to_be_visible()
        found[f"tab {number}"] = serious(page)
    assert {state: findings for state, findings in found.items() if findings} == {}


def press_until(page: Page, key: str, selector: str) -> None:
    """Presses a key until what has the focus is one of these."""
    for _ in range(40):
        page.keyboard.press(key)
        if page.evaluate(f"{FOCUSED}.matches({selector!r})"):
            return
    raise AssertionError(f"{selector} is not reached with {key}")


def test_a_citation_is_opened_read_and_closed_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page()
    page.keyboard.press("/")
    page.keyboard.type(MOST)
    page.keyboard.press("Enter")
    expect(page.locator(".gk-next button").first).to_be_visible()
    press_until(page, "Shift+Tab", ".gk-next button")
    press_until(page, "Shift+Tab", ".gk-text .gk-mark")
    assert page.evaluate(f"getComputedStyle({FOCUSED}).outlineStyle") == "solid"
    expect(page.get_by_role("tooltip")).to_contain_text("北京市大兴区应急管理局 2020")
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".gk-doc mark")).to_be_in_viewport()
    expect(page.locator(".gk-paper")).to_be_focused()
    top = page.locator(".gk-paper").evaluate("paper => paper.scrollTop")
    page.keyboard.press("PageDown")
    page.wait_for_function(f"document.querySelector('.gk-paper').scrollTop > {top}")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="关闭")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".gk-doc")).to_be_hidden()
    expect(page.locator(".gk-text .gk-mark").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the reading line opens
    expect(page.locator(".gk-part[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".gk-part[open]")).to_have_count(0)
    page.keyboard.press("/")
    expect(page.locator("#gk-question textarea")).to_be_focused()


def test_up_recalls_questions_and_down_what_was_being_written(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, MOST)
    ask(page, WHICH)
    box = page.locator("#gk-question textarea")
    for key, shown in (
        ("ArrowUp", WHICH),
        ("ArrowUp", MOST),
        ("ArrowUp", MOST),
        ("ArrowDown", WHICH),
        ("ArrowDown", ""),
    ):
        page.keyboard.press(key)
        expect(box).to_have_value(shown)
    page.keyboard.type("其中自然")
    page.keyboard.press("ArrowUp")  # goes through what is being written, as in any box
    expect(box).to_have_value("其中自然")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    expect(box).to_have_value(WHICH)
    page.keyboard.press("ArrowDown")
    expect(box).to_have_value("其中自然")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".gk-question")).to_have_text([MOST, WHICH, WHICH])


def test_a_slash_comes_back_to_the_question_from_another_tab(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("tab").nth(1).click()
    expect(page.locator("#gk-reports .gk-open").first).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("#gk-question textarea")).to_be_focused()
    expect(page.locator("#gk-question textarea")).to_have_value("")


def test_a_listener_hears_the_new_answer_alone(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, MOST)
    ask(page, "大兴区应急局收到多少申请")
    spoken = page.locator("#gk-spoken[role=status]")
    expect(spoken).to_contain_text("21 件")
    expect(spoken).not_to_contain_text("4 个局")
