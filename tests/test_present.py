"""What the chat and the source panel show, without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from assistant.conversation import Answer, Choice, Citation, Result
from index import form
from index.problem_kinds import KINDS
from index.store import Store
from ui import lists, present, sql_box, words
from ui import welcome as start
from ui.collection import Collection, PrintedCell, PrintedReport, PrintedSection
from ui.examples import Example
from ui.paging import Sorting
from ui.present import Exchange
from ui.source_view import cited_cell, source_view

HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>[a](javascript:alert(3)) ![b](//evil/c.png)'
DAXING = "北京市大兴区应急管理局"


def citation(**changes: Any) -> Citation:
    known: dict[str, Any] = {
        "report": f"{DAXING}-2020",
        "agency": DAXING,
        "year": 2020,
        "part": "三",
        "row": "received",
        "column": "total",
        "quote": "21",
        "file": "a.txt",
        "start": 8,
        "end": 10,
    }
    return Citation(**{**known, **changes})


def answer(text: str = "**21 件** [1]", **changes: Any) -> Answer:
    known: dict[str, Any] = {
        "question": "问",
        "language": "zh",
        "status": "answered",
        "route": "statistics",
        "answer": text,
        "citations": (citation(),),
    }
    return Answer(**{**known, **changes})


class Seen(HTMLParser):
    """What a browser would make of some HTML: its tags with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str, name: str = "") -> list[dict[str, str | None]]:
        return [a for t, a in self.tags if t == tag and name in ["", *(a.get("class") or "").split()]]


def assert_harmless(html: str) -> None:
    seen = Seen(html)
    assert not {tag for tag, _ in seen.tags} & {"script", "img", "iframe", "style", "link", "form"}
    assert all((attributes["href"] or "").startswith("?q=") for tag, attributes in seen.tags if tag == "a")
    assert not [name for _, attributes in seen.tags for name in attributes if name.startswith("on")]


def texts(html: str, tag: str) -> list[str]:
    """The plain text of each element of a tag that holds no other of its kind."""
    return [
        re.sub(r"<[^>]+>", "", inner) for inner in re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", html, re.S)
    ]


# ── the answer ───────────────────────────────────────────────────────────────────────────────────


def test_a_mark_opens_its_citation() -> None:
    marks = Seen(present.answer_text(answer(), turn=4)).all("button", "gk-mark")
    assert [(m["data-event"], m["data-turn"], m["data-number"]) for m in marks] == [("cite", "4", "1")]


def test_a_mark_without_a_citation_stays_text() -> None:
    assert "[2]" in present.answer_text(answer("**21** [1] [2]"), 0)


def test_the_figure_comes_before_table_caveats_sources_and_sql() -> None:
    full = answer(
        result=Result(("agency", "received"), ((DAXING, 21), ("乙", 3)), "件"),
        caveats=("空白不计为零。",),
        sql="SELECT total FROM applications WHERE row = ?",
        parameters=("received",),
    )
    shown = present.answer_html(full, 0)
    order = ["gk-text", "gk-table", "gk-caveats", "gk-cites", "gk-sql"]
    assert sorted(order, key=shown.index) == order


def test_no_table_repeats_a_single_figure() -> None:
    assert present.result_table(answer(result=Result(("received",), ((21,),), "件")), 0) == ""


def test_numbers_are_separated_right_aligned_and_shares_are_per_cent() -> None:
    rows = ((DAXING, 2020, 1586, 0.285), ("乙", 2020, 0, None))
    html = present.result_table(answer(result=Result(("agency", "year", "received", "share"), rows, "件")), 0)
    assert texts(html, "td")[1:4] == ["2020", "1,586", "28.5%"]
    assert texts(html, "td")[8] == "–"
    assert len(Seen(html).all("td", "number")) == 6


def test_wan_yuan_is_only_added_to_the_amount_in_yuan() -> None:
    html = present.result_table(
        answer(result=Result(("agency", "amount"), ((DAXING, 9299082.0), ("乙", 0.0)), "元")), 0
    )
    assert texts(html, "td")[1] == "9,299,082929.9082 万元"
    assert texts(html, "td")[4] == "0"


def test_a_row_of_the_table_shows_the_sources_of_its_agency() -> None:
    two = (citation(), citation(agency="乙", quote="3"))
    shown = answer(citations=two, result=Result(("agency", "received"), ((DAXING, 21), ("乙", 3)), "件"))
    marks = Seen(present.result_table(shown, 0)).all("button", "gk-mark")
    assert [m["data-number"] for m in marks] == ["1", "2"]


def test_many_caveats_are_folded_and_few_are_not() -> None:
    few, many = (present.answer_html(answer(caveats=("甲。",) * count), 0) for count in (3, 4))
    assert (few.count("<li>甲。</li>"), "gk-fold" in few.split("gk-caveats")[1].split("</ul>")[0]) == (
        3,
        False,
    )
    assert many.count("<li>甲。</li>") == 4
    assert "其余 2 条说明" in many


def test_many_sources_and_many_rows_are_folded() -> None:
    many = tuple(citation(year=year) for year in range(2000, 2030))
    rows = tuple((DAXING, year, 1) for year in range(2000, 2030))
    shown = present.answer_html(
        answer(citations=many, result=Result(("agency", "year", "received"), rows, "件")), 0
    )
    assert "其余 29 处来源" in shown  # the text has one mark
    assert "其余 20 行" in shown


def test_the_sql_is_shown_with_its_parameters_in_it() -> None:
    shown = sql_box.sql_box(answer(sql="SELECT 1 WHERE a < ? AND b = ?", parameters=("黄埔", 2020)), 0)
    assert "SELECT 1 WHERE a &lt; &#x27;黄埔&#x27; AND b = 2020</textarea>" in shown


def test_choices_are_buttons_that_ask() -> None:
    asks = answer(
        "哪一个？",
        status="clarify",
        citations=(),
        choices=(Choice("甲", "甲收到多少"), Choice("乙", "乙收到多少")),
    )
    buttons = Seen(present.answer_html(asks, 0)).all("button", "gk-choice")
    assert [(b["data-event"], b["data-question"]) for b in buttons] == [
        ("ask", "甲收到多少"),
        ("ask", "乙收到多少"),
    ]


def test_nothing_that_comes_from_outside_becomes_html() -> None:
    hostile = answer(
        f"> {HOSTILE} [1]\n\n{HOSTILE}\n\n| {HOSTILE} | b |\n|---|---|\n| {HOSTILE} | d |",
        result=Result((HOSTILE, "b"), ((HOSTILE, 1), (HOSTILE, 2)), HOSTILE),
        sql=HOSTILE,
        parameters=(HOSTILE,),
        caveats=(HOSTILE,),
        choices=(Choice(HOSTILE, HOSTILE),),
        citations=(citation(agency=HOSTILE, quote=HOSTILE, row=HOSTILE, column=HOSTILE, part=HOSTILE),),
    )
    shown = present.conversation([Exchange(HOSTILE, hostile), Exchange(HOSTILE, error=HOSTILE)])
    assert_harmless(shown)
    assert Seen(shown).text.count("<script>alert(2)</script>") >= 9


def test_an_error_is_one_line_and_an_alert() -> None:
    shown = present.conversation([Exchange("问", error="no store there; run `gongkai build` first")])
    assert Seen(shown).all("p", "gk-problem")[0]["role"] == "alert"
    assert "run `gongkai build` first" in shown


def test_an_empty_store_says_how_to_add_reports() -> None:
    assert "gongkai build" in start.welcome(0, ())


def test_the_welcome_offers_questions_in_both_languages() -> None:
    offered = Seen(start.welcome(5, [Example("甲", "a"), Example("乙", "b")])).all("button", "gk-example")
    assert [button["data-question"] for button in offered] == ["甲", "乙", "a", "b"]


def test_every_kind_of_problem_has_a_name_in_english() -> None:
    assert all(kind.en.isascii() or "≠" in kind.en for kind in KINDS.values())


@pytest.mark.parametrize("code", [c for t in form.TABLES for c in (*form.rows_of(t), *form.columns_of(t))])
def test_every_code_of_the_form_has_a_name_in_both_languages(code: str) -> None:
    assert re.search(r"[\u4e00-\u9fff]", words.column_label(code, "zh"))
    assert re.fullmatch(r"[A-Z][^_\u4e00-\u9fff]+", words.column_label(code, "en"))


# ── the source panel ─────────────────────────────────────────────────────────────────────────────


def printed(text: str, *cells: PrintedCell) -> PrintedReport:
    body = text.index("\n", text.index("三、")) + 1
    section = PrintedSection("三", "申请情况", text.index("三、"), body, len(text))
    return PrintedReport("甲-2020", "甲", 2020, "2019", "a.txt", text, (section,), cells)


def number(raw: str, text: str, column: str = "total") -> PrintedCell:
    """The cell of 本年新收 that prints this number in the text."""
    start = text.index(raw)
    place = (start, start + len(raw))
    return PrintedCell("applications", "received", column, "number", float(raw), raw, "件", *place)


def test_a_table_is_laid_out_again_between_its_paragraphs() -> None:
    text = "前言。\n三、申请情况\n按年统计。\n\t自然人\t总计\n本年新收\t20\t21\n说明如下。\n"
    report = printed(text, number("20", text, "natural_person"), number("21", text))
    html = source_view(report)
    assert texts(html, "p")[-3:] == ["前言。", "按年统计。", "说明如下。"]
    assert texts(html, "td") == ["20", "21"]


def test_the_cited_cell_is_marked_and_read() -> None:
    text = "三、申请情况\n本年新收\t20\t21\n"
    report = printed(text, number("20", text, "natural_person"), number("21", text))
    html = source_view(report, citation(start=text.index("21"), end=text.index("21") + 2))
    assert texts(html, "mark") == ["21"]
    assert texts(html, "dd") == ["21", "21 件"]
    assert "本年新收政府信息公开申请数量</b> › <b>总计" in html


def test_a_cited_sentence_is_marked_across_lines() -> None:
    text = "三、申请情况\n甲乙丙。丁戊\n己庚。辛壬\n"
    html = source_view(printed(text), citation(row=None, column=None, start=11, end=17))
    assert texts(html, "mark") == ["丁戊", "己庚。"]
    assert texts(html, "p")[-2:] == ["甲乙丙。丁戊", "己庚。辛壬"]


def test_a_blank_cell_is_not_read_as_zero() -> None:
    cell = PrintedCell("applications", "received", "total", "blank", None, "", "件", 12, 12)
    html = source_view(printed("三、申请情况\n本年新收\t\n", cell), citation(start=12, end=12))
    assert "空白，不是 0" in html
    assert texts(html, "mark") == ["&nbsp;"]


def test_a_cell_that_could_not_be_placed_is_shown_all_the_same() -> None:
    cell = PrintedCell("applications", "received", "total", "missing", None, "", "件", None, None)
    html = source_view(printed("三、申请情况\n没有表。\n", cell), citation(start=0, end=0))
    assert "报告没有印出这一格" in html
    assert len(texts(html, "mark")) == 1


def test_a_hostile_report_stays_text() -> None:
    text = f"{HOSTILE}\n三、{HOSTILE}\n{HOSTILE}\n本年新收\t{HOSTILE}\n（一）{HOSTILE}\n"
    start = text.index("\t") + 1
    cell = PrintedCell(
        "applications", "received", "total", "text", None, HOSTILE, "件", start, start + len(HOSTILE)
    )
    sub_row = PrintedCell(
        "disclosure", f"other_services/{HOSTILE}", "change", "text", None, HOSTILE, "项", 1, 9
    )
    section = PrintedSection(HOSTILE, HOSTILE, text.index("三、"), text.index("\n") + 1, len(text))
    report = PrintedReport(HOSTILE, HOSTILE, 2020, HOSTILE, HOSTILE, text, (section,), (cell, sub_row))
    for cited in (
        None,
        citation(start=start, end=cell.end),
        citation(row=None, column=None, start=2, end=40),
    ):
        assert_harmless(source_view(report, cited, key=HOSTILE))


# ── the five real reports ────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def collection(store_path: Path) -> Iterator[Collection]:
    store = Store.open(store_path)
    yield Collection(store)
    store.close()


@pytest.fixture(scope="module")
def reports(collection: Collection) -> list[PrintedReport]:
    found = [collection.report(line.report) for line in collection.reports().rows]
    return [report for report in found if report]


def test_the_collection_lists_every_report_and_cell(collection: Collection) -> None:
    shown = collection.reports()
    assert (shown.total, sum(line.cells for line in shown.rows)) == (5, 993)
    assert collection.size() == 5
    html = lists.reports_table(shown, Sorting("year"))
    assert len(Seen(html).all("button", "gk-open")) == 5
    assert "北京市大兴区" in html


def test_every_cell_of_every_report_can_be_opened_and_marked(reports: list[PrintedReport]) -> None:
    for report in reports:
        assert len(texts(source_view(report), "td")) == len(report.cells)
        for cell in report.cells:
            place = {"row": cell.row, "column": cell.column, "start": cell.start or 0, "end": cell.end or 0}
            cited = citation(part=form.EDITIONS["2021"][cell.table].part, **place)
            assert cited_cell(report, cited) is cell
    for cell in reports[0].cells:
        cited = citation(
            part=form.EDITIONS["2021"][cell.table].part,
            row=cell.row,
            column=cell.column,
            start=cell.start,
            end=cell.end,
        )
        assert texts(source_view(reports[0], cited), "mark") == [cell.raw or "&nbsp;"]


def test_every_sentence_outside_the_tables_is_shown(reports: list[PrintedReport], store_path: Path) -> None:
    store = Store.open(store_path)
    for report in reports:
        shown = Seen(source_view(report)).text
        passages = store.rows(
            "SELECT text FROM passages JOIN reports ON reports.id = report_id WHERE report = ?",
            (report.report,),
        )
        lines = [line.strip() for passage in passages for line in passage["text"].splitlines()]
        assert lines
        assert not [line for line in lines if line not in shown]
    store.close()
