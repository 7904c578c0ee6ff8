"""What a visitor does with an answer, in a real browser: its SQL run anew, its rows saved, copied, linked, judged."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from assistant.conversation import Answer
from index.errors import GongkaiError
from tests.pages import OpenPage, ask
from ui import actions, feedback, replies
from ui.cli import main
from ui.present import Exchange

MOST = "哪个局收到的政府信息公开申请最多"
REPORTS = "有哪些报告"
OF_WHICH = "其中自然人占多少"
HUANGPU = "黄埔区政府2020年收到多少件申请"


def open_sql(page: Page, sql: str) -> None:
    ask(page, MOST)
    page.locator(".gk-sql summary").press("Enter")
    box = page.get_by_role("textbox", name="SQL")
    box.fill(sql)
    box.press("Control+Enter")


def test_the_sql_of_an_answer_gives_its_rows_when_run(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, MOST)
    page.locator(".gk-sql summary").click()
    page.get_by_role("button", name="运行").click()
    expect(page.locator(".gk-rows td")).to_have_text(["北京市大兴区应急管理局", "21"])


def test_a_changed_query_is_run_and_its_rows_are_saved(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("en-US", width=390, height=844)
    open_sql(page, "SELECT agency, total FROM applications WHERE row = 'received' ORDER BY total DESC")
    expect(page.locator(".gk-rows tbody tr")).to_have_count(5)
    expect(page.locator(".gk-rows")).to_contain_text("5 rows", use_inner_text=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with page.expect_download() as saved:
        page.locator(".gk-rows").get_by_role("button", name="Download CSV").click()
    assert saved.value.suggested_filename == "gongkai-query.csv"
    saved.value.save_as(tmp_path / "rows.csv")
    lines = (tmp_path / "rows.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[:2] == ["agency,total", "广州市黄埔区人民政府,1586"]


def test_what_is_no_query_is_one_clear_line(open_page: OpenPage) -> None:
    page = open_page()
    open_sql(page, "DELETE FROM reports")
    alert = page.locator(".gk-rows [role=alert]")
    expect(alert).to_contain_text("refused")
    box = page.get_by_role("textbox", name="SQL")
    for sql, line in (
        ("SELECT text FROM documents", "documents"),
        ("SELEC agency", "begins with SELEC"),  # and not the line before it, which says refused, too
        ("SELECT '<img src=x onerror=alert(1)>' FROM no_such", "no_such"),
        ("", "refused"),
    ):
        box.fill(sql)
        box.press("Control+Enter")
        expect(alert).to_contain_text(line)
        expect(page.locator(".gk-rows img")).to_have_count(0)


def test_the_rows_of_an_answer_are_saved(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    ask(page, REPORTS)
    with page.expect_download() as saved:
        page.locator(".gk-actions").get_by_role("button", name="下载 CSV").click()
    saved.value.save_as(tmp_path / "rows.csv")
    lines = (tmp_path / "rows.csv").read_text(encoding="utf-8-sig").splitlines()
    assert (lines[0], len(lines)) == ("agency,year", 6)


def test_an_answer_is_copied_with_its_citations(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, MOST)
    page.get_by_role("button", name="复制回答和出处").click()
    expect(page.locator(".gk-told")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "21 件[1]" in copied
    assert "[1] 北京市大兴区应急管理局 2020 · 第三部分 · 本年新收政府信息公开申请数量 › 总计 “21”" in copied
    assert "**" not in copied


def test_a_link_opens_the_same_question(open_page: OpenPage, address: str) -> None:
    page = open_page()
    ask(page, MOST)
    page.get_by_role("link", name="链接").click()
    expect(page.locator(".gk-told")).to_have_text("链接已复制")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{address}?q={quote(MOST)}"
    other = open_page(url=link)
    expect(other.locator(".gk-turn .gk-text")).to_contain_text("21")


def test_a_link_to_a_follow_up_asks_the_question_before_it_first(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, HUANGPU)
    ask(page, OF_WHICH)
    shown = page.locator(".gk-text").nth(1).inner_text()
    other = open_page(url=str(page.get_by_role("link", name="链接").nth(1).evaluate("link => link.href")))
    expect(other.locator(".gk-turn:not(.gk-waiting)")).to_have_count(2)
    expect(other.locator(".gk-text").nth(1)).to_have_text(shown, use_inner_text=True)


def test_a_hostile_link_stays_a_question(open_page: OpenPage, address: str) -> None:
    page = open_page(url=f"{address}?q={quote('<img src=x onerror=document.title=1>')}")
    expect(page.locator(".gk-turn:not(.gk-waiting)")).to_have_count(1)
    expect(page.locator(".gk-question")).to_have_text("<img src=x onerror=document.title=1>")
    assert page.title() == "公开 Gongkai"


def test_a_visitor_says_what_was_not_right_and_it_is_listed(
    open_page: OpenPage, store_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = open_page()
    ask(page, MOST)
    page.get_by_role("button", name="回答不对").press("Enter")
    expect(page.locator(".gk-told")).to_contain_text("谢谢")
    page.keyboard.type("应该按区算")
    page.keyboard.press("Enter")
    expect(page.locator(".gk-word")).to_be_hidden()
    file = feedback.feedback_file(store_path)
    page.wait_for_timeout(500)
    [said] = feedback.all_feedback(file)
    assert (said.good, said.word, said.question, said.status) == (False, "应该按区算", MOST, "answered")
    assert main(["feedback", "--store", str(store_path)]) == 0
    assert f"-  {MOST}  “应该按区算”" in capsys.readouterr().out


def test_how_a_question_was_read_is_one_line_that_can_be_changed(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, MOST)
    line = page.locator(".gk-reading").first
    told = "读作 2020 · 全部 4 个局 · 本年新收政府信息公开申请 · 总计 · 前 1 名"
    expect(line).to_have_text(told, use_inner_text=True)
    ask(page, "大兴区应急局收到多少申请")
    parts = page.locator(".gk-reading").nth(1)
    parts.locator("summary").filter(has_text="大兴区").press("Enter")
    parts.get_by_role("button", name="广州市黄埔区人民政府").press("Enter")
    expect(page.locator(".gk-text").nth(2)).to_contain_text("1,586")
    parts = page.locator(".gk-reading").nth(2)
    parts.locator("summary").filter(has_text="本年新收").click()
    parts.get_by_role("button", name="自然人占比").click()
    expect(page.locator(".gk-text").nth(3)).to_contain_text("93.44%")


# ── without a browser ────────────────────────────────────────────────────────────────────────────


def test_nobody_has_said_anything_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feedback", "--store", str(tmp_path / "store")]) == 0
    assert "nobody" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "data", [{}, {"turn": "-1", "good": "1"}, {"turn": "1", "good": "1"}, {"turn": [], "good": 1}]
)
def test_only_an_answer_that_was_given_can_be_judged(tmp_path: Path, data: dict[str, object]) -> None:
    answer = Answer("问", "zh", "answered", "catalog", "好")
    with pytest.raises(GongkaiError, match="no such answer"):
        replies.keep_vote(tmp_path / "feedback.db", [Exchange("问", answer)], {}, data)


def test_a_feedback_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "feedback.db").write_text("no database " * 100)
    answer = Answer("问", "zh", "answered", "catalog", "好")
    with pytest.raises(GongkaiError, match="cannot be kept"):
        replies.keep_vote(tmp_path / "feedback.db", [Exchange("问", answer)], {}, {"turn": "0", "good": "1"})


def test_a_link_names_every_question_it_needs() -> None:
    assert actions.permalink(["甲", "a&b"]) == "?q=%E7%94%B2&q=a%26b"
