"""A saved workbook read back: figures as numbers, texts as texts whatever they begin with, and what proves them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from assistant.ask import Assistant
from assistant.conversation import Answer, Citation, Language, Result
from assistant.guard import Rows
from index.errors import GongkaiError
from ui.present import Exchange
from ui.replies import make_workbook, reading_words
from ui.workbook import answer_workbook, rows_workbook

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://x")',
    "https://x",
    "mailto:x",
    "{=1}",
    "0012",
)
CITED = Citation("甲-2020", "甲", 2020, "三", "received", "company", "=21", "甲/2020.pdf", 5, 8, 4)


def answer(rows: list[tuple[Any, ...]], language: Language = "zh", **more: Any) -> Answer:
    columns = ("agency", "year", "received", "grant_rate", "procurement_amount")
    result = Result(columns, tuple(rows), "件")
    return Answer("=问?", language, "answered", "statistics", "**21** 件[1]", result, **more)


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def values(book: Workbook, sheet: str) -> list[list[Any]]:
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]


def test_an_answer_is_saved_with_its_numbers_citations_and_how_it_came_about() -> None:
    made = answer(
        [("甲", 2020, 1586, 0.285, 9299082.5), ("乙", 2020, None, None, None)],
        citations=(CITED,),
        caveats=("小心",),
        sql="SELECT total FROM applications WHERE year = ?",
        parameters=(2020,),
    )
    book = opened(answer_workbook(made, "2020 · 全部 2 份报告"))
    assert book.sheetnames == ["数据", "出处", "说明"]
    assert values(book, "数据") == [
        [
            "机关",
            "年份",
            "本年新收政府信息公开申请数量 (件)",
            "予以公开率（予以公开 / 办理总计）",
            "政府集中采购·采购总金额 (元)",
        ],
        ["甲", 2020, 1586, 0.285, 9299082.5],
        ["乙", 2020, None, None, None],
    ]
    looks = [cell.number_format for cell in book["数据"][2]]
    assert looks == ["General", "General", "#,##0", "0.00%", "#,##0.00"]
    assert values(book, "出处")[1] == [
        1,
        "甲",
        2020,
        "第三部分",
        "本年新收政府信息公开申请数量",
        "商业企业",
        "=21",
        "甲/2020.pdf",
        "5-8",
        4,
    ]
    told = dict(values(book, "说明"))
    assert (told["问题"], told["读作"], told["注意"]) == ("=问?", "2020 · 全部 2 份报告", "小心")
    assert told["回答"] == "21 件[1]"
    assert told["SQL"] == "SELECT total FROM applications WHERE year = 2020"
    assert "不是 0" in told["空单元格"]


def test_it_speaks_the_language_of_the_question() -> None:
    book = opened(answer_workbook(answer([("甲", 2020, 1, 0.5, 2.0)], "en", citations=(CITED,))))
    assert book.sheetnames == ["Rows", "Citations", "About"]
    assert values(book, "Rows")[0][:3] == ["Agency", "Year", "New applications received (number)"]
    assert values(book, "Citations")[1][3:6] == ["Part 3", "new applications received", "companies"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_never_a_formula_a_link_or_a_number(text: str) -> None:
    cited = CITED._replace(quote=text, agency=text)
    books = (
        opened(answer_workbook(answer([(text, 2020, 1, None, None)], citations=(cited,), caveats=(text,)))),
        opened(rows_workbook(Rows((text,), ((text,),), False, 0.0), text, "zh")),
    )
    for book in books:
        cells = [
            cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        assert text in [cell.value for cell in cells]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not [cell for cell in cells if cell.hyperlink]
        assert all(isinstance(cell.value, str) for cell in cells if cell.data_type == "s")


def test_what_excel_cannot_hold_as_a_number_is_kept_whole_as_a_text() -> None:
    rows = ((9_007_199_254_740_993, float("inf"), -3, 0.1, None, "a\x01b", b"\xff", "长" * 40_000),)
    found = Rows(tuple("abcdefgh"), rows, True, 0.0)
    book = opened(rows_workbook(found, "SELECT 1", "en"))
    kept = values(book, "Rows")[1]
    assert kept[:5] == ["9007199254740993", "inf", -3, 0.1, None]
    assert (len(kept[7]), kept[7][-1]) == (32_767, "…")
    assert dict(values(book, "About")) == {"SQL": "SELECT 1", "Mind": "cut at the limit; there are more rows"}


def test_no_rows_are_a_workbook_with_its_heads() -> None:
    book = opened(rows_workbook(Rows(("agency",), (), False, 0.0), "SELECT agency FROM reports", "zh"))
    assert values(book, "数据") == [["agency"]]


@pytest.mark.parametrize("data", [{}, {"turn": -1}, {"turn": 7}, {"turn": None}, {"turn": 0}, {"turn": "x"}])
def test_only_an_answer_with_rows_can_be_saved(data: dict[str, Any]) -> None:
    so_far = [Exchange("问", Answer("问", "zh", "answered", "passages", "答"))]
    with pytest.raises(GongkaiError, match="no rows"):
        make_workbook(lambda sql: Rows((), (), False, 0.0), so_far, data)


def test_the_line_on_how_it_was_read_is_kept_without_what_else_it_offers() -> None:
    line = (
        '<div class="gk-reading"><span class="faint">Read as</span> <details class="gk-part"><summary>2020</summary>'
        '<div class="gk-others"><span>Another year</span><button>2019</button></div></details> · all &amp; sundry</div>'
    )
    assert (reading_words(line), reading_words("")) == ("2020 · all & sundry", "")


def test_a_real_answer_has_its_printed_figures_beside_what_they_were_read_as(assistant: Assistant) -> None:
    told = assistant.ask("2020年各单位政府集中采购金额", [])
    assert told.result
    book = opened(answer_workbook(told))
    rows = {row[0]: row[1] for row in values(book, "数据")[1:]}
    assert rows == dict(told.result.rows)
    printed = {row[1]: row[6] for row in values(book, "出处")[1:]}
    assert (rows["北京市大兴区应急管理局"], printed["北京市大兴区应急管理局"]) == (9299082, "929.9082")
