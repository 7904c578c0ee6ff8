"""The lists of the page without a browser: what visitors choose, which rows fit, how they are shown and saved."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from index import form
from index.problem_kinds import KINDS
from index.report import Problem
from index.store import Store
from tests.english import told_in_english
from ui import about, checks_view, data_view, lists
from ui.charts import MOST_BARS
from ui.collection import PROBLEM_ORDERS, REPORT_ORDERS, Collection
from ui.data_chart import Drawn, data_chart
from ui.data_rows import ALL_ROWS, TABLES, DataRow, choice_of, column_field, data_page, data_rows, row_field
from ui.data_tab import DataTab
from ui.filter_form import Choices
from ui.paging import PAGE_ROWS, Paged, Sorting
from ui.scope import Scope, scope_of

Sent = dict[str, Any]


@pytest.fixture(scope="module")
def collection(corpus_store_path: Path) -> Iterator[Collection]:
    store = Store.open(corpus_store_path)
    yield Collection(store)
    store.close()


@pytest.fixture(scope="module")
def shown(collection: Collection) -> Callable[[Sent], Paged[DataRow]]:
    """The page of the data tab for what a visitor sent."""

    def page(sent: Sent) -> Paged[DataRow]:
        with collection.guarded() as guard:
            return data_page(guard, choice_of(sent), collection.called, int(sent.get("page", "1")))

    return page


# ── reports ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("column", REPORT_ORDERS)
@pytest.mark.parametrize("descending", [False, True])
def test_pages_together_are_the_whole_collection(
    collection: Collection, column: str, descending: bool
) -> None:
    sorting = Sorting(column, descending)
    pages = [collection.reports(sorting=sorting, page=number) for number in range(1, 5)]
    assert [len(page.rows) for page in pages] == [50, 50, 50, 17]
    assert len({line.report for page in pages for line in page.rows}) == pages[0].total == 167


def test_reports_are_found_by_all_their_words(collection: Collection) -> None:
    def agencies(text: str, **more: str) -> set[str]:
        return {line.agency for line in collection.reports(scope_of({"agency": text, **more})).rows}

    assert agencies("佛山 教育") == agencies("foshan education") == {"佛山市教育局"}
    assert agencies("佛山 苏州") == set()
    assert agencies("%") == agencies("'; DROP TABLE reports; --") == set()
    assert agencies("", region="广东省/深圳市") < agencies("", region="广东省")


def test_a_report_tells_its_cells_and_problems_on_any_page(collection: Collection) -> None:
    [line] = collection.reports(Scope(("佛山市教育局",), 2021)).rows
    assert (line.cells, line.read, line.problems) == (200, 200, 3)
    troubled = collection.reports(with_problems=True)
    assert troubled.total == len(troubled.rows) and all(line.problems for line in troubled.rows)


def test_nothing_that_fits_is_said_in_words(collection: Collection) -> None:
    html = lists.reports_table(collection.reports(Scope(("火星",))), Sorting("year"))
    assert "没有符合这些条件的" in html and "<table" not in html


# ── data ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("table", TABLES)
def test_rows_hold_what_the_cells_hold(
    table: str, shown: Callable[[Sent], Paged[DataRow]], corpus_store_path: Path
) -> None:
    page = shown({"table": table, row_field(table): ALL_ROWS, "agency": "佛山市教育局"})
    store = Store.open(corpus_store_path)
    printed = {
        (row["report"], row["row"], row["column_name"]): (row["state"], row["value"], row["raw"])
        for row in store.rows(
            "SELECT r.report, c.row, c.column_name, c.state, c.value, c.raw FROM cells c JOIN reports r"
            " ON r.id = c.report_id WHERE r.agency = '佛山市教育局' AND c.table_name = ?",
            (table,),
        )
    }
    rows = [*page.rows]
    for number in range(2, page.pages + 1):
        rows += shown(
            {"table": table, row_field(table): ALL_ROWS, "agency": "佛山市教育局", "page": str(number)}
        ).rows
    assert len(rows) == page.total
    held = {
        (row.report, row.row, column): (cell.state, cell.value, cell.raw)
        for row in rows
        for column, cell in row.cells.items()
    }
    assert held == printed


def test_rows_of_one_report_stand_as_on_the_form(shown: Callable[[Sent], Paged[DataRow]]) -> None:
    page = shown({"row-applications": ALL_ROWS, "agency": "佛山市教育局", "year": "2021"})
    order = [row.code for row in form.EDITIONS["2021"]["applications"].rows]
    assert [row.row for row in page.rows] == order


def test_cells_without_a_number_come_last_either_way(shown: Callable[[Sent], Paged[DataRow]]) -> None:
    for sort in ("total", "-total"):
        sent = {"row-applications": "carried_in", "year": "2021", "sort": sort}
        values = [row.cells["total"].value for row in shown(sent).rows]
        numbers = [value for value in values if value is not None]
        assert 0 < len(numbers) < len(values) and values[: len(numbers)] == numbers
        assert numbers == sorted(numbers, reverse=sort.startswith("-"))


def test_what_is_no_number_is_never_shown_as_one(shown: Callable[[Sent], Paged[DataRow]]) -> None:
    sent: Sent = {"row-applications": "carried_in", "year": "2021", "agency": "佛山市教育局"}
    html = data_view.data_table(shown(sent), choice_of(sent))
    assert html.count('data-state="blank"') == 7 and html.count(">空白<") == 7
    assert "which is not 0" in html and "not printed:" not in html


def test_a_cell_that_an_edition_does_not_have_is_told_apart(shown: Callable[[Sent], Paged[DataRow]]) -> None:
    sent: Sent = {"table": "disclosure", "row-disclosure": "fees", "agency": "佛山市教育局"}
    choice = choice_of(sent)
    rows = {row.year: row for row in shown(sent).rows}
    assert (choice.columns, set(rows[2020].cells), set(rows[2022].cells)) == (
        ("prior_items", "change", "amount"),
        {"prior_items", "change"},
        {"amount"},
    )
    exported = data_view.export_row(rows[2022], choice, "zh")
    assert exported[:5] == ["佛山市教育局", 2022, "行政事业性收费", None, None]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {
            "table": "sqlite_master",
            "row-applications": "' OR 1",
            "sort": "total; DROP TABLE cells",
            "page": "-7",
        },
        {"table": None, "agency": ["a"], "year": {}, "region": 7, "columns-applications": "total"},
        {"table": "disputes", column_field("disputes"): ["nothing", 3, None]},
        {"agency": "x" * 5_000, "year": "9" * 400, "region": "/" * 50},
    ],
)
def test_whatever_is_sent_gives_a_list(sent: Sent, collection: Collection) -> None:
    opened = DataTab(lambda: collection).listed(sent)
    assert all("gk-" in html for html in opened)


def test_an_export_has_every_row_that_fits(collection: Collection, tmp_path: Path) -> None:
    sent = {"table": "disclosure", "row-disclosure": "procurement", "format": "csv", "language": "zh"}
    written = DataTab(lambda: collection).export(sent, tmp_path).read_text(encoding="utf-8-sig")
    lines = list(csv.reader(io.StringIO(written)))
    assert lines[0] == ["机关", "年份", "项目", "采购项目数量 (项)", "采购总金额 (元)"]
    with collection.guarded() as guard:
        rows = list(data_rows(guard, choice_of(sent), collection.called, 10_000))
        assert len(lines) - 1 == len(rows) > PAGE_ROWS
        assert len(list(data_rows(guard, choice_of(sent), collection.called, 7))) == 7


def test_a_workbook_tells_its_table_and_what_is_no_number(collection: Collection, tmp_path: Path) -> None:
    sent = {"row-applications": "carried_in", "agency": "佛山市教育局", "format": "xlsx", "language": "en"}
    with ZipFile(DataTab(lambda: collection).export(sent, tmp_path)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "natural persons (" in strings and "Applications received and handled" in strings
    assert "<t>blank</t>" in strings and "which is not 0" in strings


# ── the chart of a column ────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def drawn(collection: Collection) -> Callable[[Sent], Drawn | None]:
    """What is drawn of what a visitor chose."""

    def chart(sent: Sent) -> Drawn | None:
        with collection.guarded() as guard:
            return data_chart(guard, choice_of(sent), collection.called)

    return chart


def test_the_largest_figures_of_a_column_are_bars_that_open_their_cells(
    collection: Collection, drawn: Callable[[Sent], Drawn | None], shown: Callable[[Sent], Paged[DataRow]]
) -> None:
    sent = {"year": "2022", "chart": "company", "sort": "agency"}
    found = drawn(sent)
    assert found is not None
    chart = found.chart("zh")
    assert chart is not None
    rows = shown({**sent, "sort": "-company"}).rows
    largest = [(row.agency, row.cells["company"].value) for row in rows[:MOST_BARS]]
    [bars] = chart.groups
    assert (chart.kind, chart.title) == ("bars", "2022 · 本年新收政府信息公开申请数量 · 商业企业")
    assert [(figure.label, figure.value) for figure in bars.figures] == largest
    with_number = sum(row.cells["company"].state == "number" for row in rows)
    assert chart.notes == (f"最大的 20 个，共 {with_number} 个数字",)
    first = {"event": "open", "report": rows[0].report, "cell": "applications|received|company"}
    assert found.opens(bars.figures[0].citation) == first


def test_few_agencies_over_years_are_lines_with_a_gap_where_a_cell_is_blank(
    drawn: Callable[[Sent], Drawn | None],
) -> None:
    found = drawn({"agency": "佛山市教育局", "row-applications": "carried_in", "chart": "total"})
    assert found is not None
    chart = found.chart("en")
    assert chart is not None
    [line] = chart.groups
    assert (chart.kind, line.label, [f.label for f in line.figures]) == (
        "lines",
        "佛山市教育局",
        ["2019", "2020", "2021", "2022"],
    )
    assert (line.figures[2].value, line.figures[2].shown) == (None, "blank")
    assert chart.notes == ("2021: blank",)


def test_money_is_drawn_in_wan_and_each_row_below_the_form_by_its_own_name(
    drawn: Callable[[Sent], Drawn | None],
) -> None:
    money = {"table": "disclosure", "row-disclosure": "procurement", "chart": "amount", "year": "2020"}
    found = drawn(money)
    assert found is not None
    chart = found.chart("en")
    assert chart is not None
    assert (chart.unit, chart.notes[-1]) == ("10,000 yuan", "Amounts are in 10,000 yuan (万元)")
    assert chart.groups[0].figures[0].exact.endswith(" yuan")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"chart": "no_such"},
        {"chart": "total", "row-applications": ALL_ROWS},
        {"chart": "amount", "table": "disputes"},
        {"chart": "total", "agency": "没有这样的机关"},
    ],
)
def test_there_is_no_chart_of_what_cannot_be_drawn(sent: Sent, drawn: Callable[[Sent], Drawn | None]) -> None:
    assert drawn(sent) is None


def test_a_chart_is_shown_in_both_languages_and_its_switch_takes_it_away(collection: Collection) -> None:
    tab = DataTab(lambda: collection)
    without = tab.filtered({"year": "2022"})
    html = tab.filtered({"year": "2022", "chart": "total"})
    assert 'data-value="total" data-key="chart" aria-pressed="false"' in without and "gk-chart" not in without
    assert 'data-value="" data-key="chart" aria-pressed="true"' in html
    assert [kind for kind in ("zh", "en") if f'id="gk-data-chart-{kind}"' in html] == ["zh", "en"]
    assert html.count('data-event="open" data-report=') == 2 * MOST_BARS
    few = tab.filtered({"year": "2022", "agency": "佛山市教育局", "chart": "total"})
    assert "能画的不同数字不到三个" in few
    assert 'data-key="chart"' not in tab.filtered({"row-applications": ALL_ROWS})


# ── checks ───────────────────────────────────────────────────────────────────────────────────────


def test_problems_are_counted_by_kind_within_what_was_chosen(collection: Collection) -> None:
    counts = collection.problem_kinds(Scope(("佛山市教育局",)))
    assert counts == {"sum_intake": (3, 1)}
    everything = collection.problem_kinds(Scope())
    for kind, (problems, _) in everything.items():
        assert collection.problems(kind=kind).total == problems
    assert collection.problems().total == sum(problems for problems, _ in everything.values())


def test_every_problem_is_told_in_both_languages(collection: Collection) -> None:
    lines = collection.problems().rows
    assert len(lines) > 15
    told_in_english([Problem(line.kind, line.message, line.cells, line.message_en) for line in lines])
    html = "".join(checks_view.told(line) for line in lines)
    assert "column “natural persons”: received + carried in = 40" in html and "“自然人”一列" in html


@pytest.mark.parametrize("column", PROBLEM_ORDERS)
def test_a_problem_opens_by_its_number_in_its_own_report_only(collection: Collection, column: str) -> None:
    first = collection.problems(sorting=Sorting(column)).rows[0]
    assert collection.problem(first.report, first.id) == first
    assert collection.problem("another report", first.id) is None


def test_no_problems_are_said_in_words() -> None:
    html = checks_view.problems_table(Paged([], 0), {}, "", Sorting("agency"))
    assert "没有发现问题" in html


# ── about ────────────────────────────────────────────────────────────────────────────────────────


def test_every_derived_figure_has_its_formula_in_both_languages() -> None:
    told = {name[0]: formula for name, formula in about.formulas()}
    assert told["公开率"] == (
        "(予以公开 + 部分公开) ÷ 本年度办理结果总计",
        "(applications granted + applications partly granted) ÷ applications concluded",
    )
    assert told["办结率"][0] == "本年度办理结果总计 ÷ (本年新收 + 上年结转)"
    assert told["行政诉讼"][0] == "未经复议直接起诉 + 复议后起诉"
    assert all(zh and en for pair in told.values() for zh, en in [pair])


def test_what_only_one_edition_has_is_told() -> None:
    told = " ".join(zh for zh, _ in about.differences())
    assert "政府集中采购" in told and "现行有效件数" in told and "自然人" not in told


def test_the_page_tells_what_is_checked(collection: Collection) -> None:
    html = about.about_page(collection.facts())
    assert all(kind.zh in html for code, kind in KINDS.items() if code != "not_indexed")


# ── the filter ───────────────────────────────────────────────────────────────────────────────────


def test_a_filter_shows_what_was_chosen_and_nothing_hostile() -> None:
    choices = Choices([2021, 2020], {"广东省": ["", "佛山市"], "北京市": ["北京市"]})
    html = lists.reports_filter(choices, {"agency": '"><b>', "year": "2020", "region": "广东省/佛山市"})
    assert "<b>" not in html
    assert html.count(" selected") == 2
    assert '<option value="2020" data-zh="2020" data-en="2020" selected>' in html
    assert '<option value="广东省/佛山市" data-zh="佛山市" data-en="佛山市" selected>' in html
