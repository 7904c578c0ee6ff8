"""Which answers get a chart, and what it shows: figures of the answer's rows only, blanks said and never drawn."""

from __future__ import annotations

import re
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.conversation import Answer, Citation, Language, Result, Status
from ui.answer_chart import chart_of
from ui.chart_view import answer_chart_html
from ui.charts import MOST_BARS, MOST_LINES, Chart

RECEIVED = ("agency", "received")
BY_YEAR = ("agency", "year", "received")
MOVES = ("agency", "year", "year_before", "received", "received_before", "change", "growth")
KINDS = ("received_natural_person", "received_company", "received_research")


def cell(
    agency: str, year: int = 2020, row: str = "received", column: str = "total", quote: str = "1"
) -> Citation:
    return Citation(f"{agency}-{year}", agency, year, "三", row, column, quote, f"{agency}/{year}.txt", 5, 6)


def answer(
    columns: tuple[str, ...],
    rows: list[tuple[Any, ...]],
    unit: str | None = "件",
    citations: list[Citation] | None = None,
    language: Language = "zh",
    status: Status = "answered",
) -> Answer:
    result = Result(columns, tuple(rows), unit)
    return Answer("问", language, status, "statistics", "答", result, citations=tuple(citations or ()))


def chart(*arguments: Any, **named: Any) -> Chart:
    made = chart_of(answer(*arguments, **named))
    assert made
    return made


def drawn(made: Chart) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each group of a chart with its figures as they are written."""
    return [
        (group.label, [(figure.label, figure.shown) for figure in group.figures]) for group in made.groups
    ]


# ── which answers have one ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("columns", "rows", "unit"),
    [
        (RECEIVED, [("甲", 21)], "件"),  # a lookup
        (RECEIVED, [("甲", 21), ("乙", 3)], "件"),  # two figures are taken in as words
        (RECEIVED, [("甲", 0), ("乙", 0), ("丙", 0), ("丁", 0)], "件"),  # nothing to compare
        (RECEIVED, [("甲", 5), ("乙", 4), ("丙", None)], "件"),  # of three, two are there
        (("agency", "year"), [("甲", 2020), ("乙", 2020), ("丙", 2021)], None),  # a list of reports
        (("agency", "year", "kind", "message"), [("甲", 2020, "sum", "1 ≠ 2")] * 3, None),
        (
            ("agency", "received", "procurement_amount"),
            [("甲", 1, 2.0), ("乙", 3, 4.0), ("丙", 5, 6.0)],
            None,
        ),
        (
            ("agency", "received", "concluded", "carried_over"),
            [("甲", 45, 44, 8)],
            "件",
        ),  # a whole, its parts
        (("agency", "refused", "refused_law", "granted"), [("甲", 9, 4, 7)], "件"),
        (("agency", "disclosure_rate", "refusal_rate", "grant_rate"), [("甲", 0.5, 0.2, 0.4)], "ratio"),
        (("received",), [(1,), (2,), (3,)], "件"),  # of nobody
        (
            ("agency", "lowest", "highest", "change"),
            [("甲", 1, 2, 1), ("乙", 3, 5, 2), ("丙", 4, 7, 3)],
            "件",
        ),
        (BY_YEAR, [("甲", 2019, 1), ("甲", 2021, None), ("甲", 2022, 3)], "件"),
        (BY_YEAR, [(str(n), y, n * y) for n in range(MOST_LINES + 1) for y in (2019, 2020, 2021)], "件"),
        (("agency", *KINDS), [(str(n), n, 2, 3) for n in range(7)], "件"),  # more parts than can be taken in
        (RECEIVED, [], "件"),
    ],
)
def test_no_chart_where_it_would_not_help(
    columns: tuple[str, ...], rows: list[tuple[Any, ...]], unit: str | None
) -> None:
    assert chart_of(answer(columns, rows, unit)) is None


def test_only_an_answer_that_was_given_has_a_chart() -> None:
    rows = [("甲", 3), ("乙", 2), ("丙", 1)]
    assert chart_of(answer(RECEIVED, rows))
    assert chart_of(answer(RECEIVED, rows, status="no_data")) is None
    assert chart_of(Answer("问", "zh", "answered", "passages", "答")) is None


# ── bars ─────────────────────────────────────────────────────────────────────────────────────────


def test_agencies_are_bars_in_the_order_of_the_answer() -> None:
    cited = [cell("甲"), cell("乙"), cell("丙")]
    made = chart(RECEIVED, [("丙", 9), ("甲", 1586), ("乙", 0)], citations=cited)
    assert (made.kind, made.title, made.unit) == ("bars", "2020 年 · 本年新收政府信息公开申请数量", "件")
    assert drawn(made) == [("", [("丙", "9"), ("甲", "1,586"), ("乙", "0")])]
    assert [figure.citation for figure in made.groups[0].figures] == [3, 1, 2]


def test_a_blank_is_said_and_has_no_bar() -> None:
    cited = [cell("丁", quote=" "), cell("戊", quote="361.5")]
    rows = [("甲", 3), ("乙", 2), ("丙", 0), ("丁", None), ("戊", None), ("己", None)]
    made = chart(RECEIVED, rows, citations=cited)
    shown = ["3", "2", "0", "空白", "没有数字", "没有数字"]
    assert [figure.shown for figure in made.groups[0].figures] == shown
    assert answer_chart_html(made, 0).count("<i ") == 2  # a zero has no length, a blank no bar
    made = chart(RECEIVED, rows, citations=cited, language="en")
    assert [figure.shown for figure in made.groups[0].figures][3:] == ["blank", "no figure", "no figure"]


def test_of_many_the_first_are_drawn_and_it_is_said() -> None:
    made = chart(RECEIVED, [(f"机关{n}", 100 - n) for n in range(41)])
    assert len(made.groups[0].figures) == MOST_BARS
    assert made.notes == ("前 20 个，共 41 个；全部见下面的表格",)


def test_money_is_shown_in_wan_and_told_exactly() -> None:
    rows = [("甲", 4001507860.73), ("乙", 0.0), ("丙", 875.0)]
    made = chart(("agency", "procurement_amount"), rows, "元")
    assert (made.unit, made.notes) == ("万元", ("金额以万元显示（1 万元 = 10,000 元）",))
    assert [(f.shown, f.exact) for f in made.groups[0].figures] == [
        ("400,150.79", "4,001,507,860.73 元"),
        ("0", "0 元"),
        ("0.09", "875 元"),
    ]
    small = chart(
        ("agency", "procurement_amount"), [("甲", 875.5), ("乙", 1.0), ("丙", 2.0)], "元", language="en"
    )
    assert (small.unit, small.notes, small.groups[0].figures[0].exact) == ("yuan", (), "875.5 yuan")


def test_parts_of_one_agency_are_bars_named_for_the_part() -> None:
    cited = [cell("甲", column=column) for column in ("company", "natural_person", "research")]
    made = chart(("agency", *KINDS), [("甲", 62, 9, 0)], citations=cited)
    assert made.title == "甲 2020 年 · 本年新收政府信息公开申请数量"
    assert drawn(made) == [("甲", [("自然人", "62"), ("商业企业", "9"), ("科研机构", "0")])]
    assert [figure.citation for figure in made.groups[0].figures] == [2, 1, 3]


def test_a_part_opens_the_first_of_its_cells() -> None:
    cited = [cell("甲", row="granted"), cell("甲", row="refused_state_secret"), cell("甲", row="refused_law")]
    made = chart(("agency", "granted", "refused", "unavailable"), [("甲", 5, 4, 1)], citations=cited)
    assert made.title == "甲 2020 年 · 办理结果"
    assert [figure.citation for figure in made.groups[0].figures] == [1, 2, 0]


def test_parts_of_a_few_agencies_stand_under_their_names_on_one_scale() -> None:
    made = chart(("agency", *KINDS), [("甲", 62, 9, 0), ("乙", 124, 1, 1)])
    assert [group.label for group in made.groups] == ["甲", "乙"]
    assert re.findall(r"width:([\d.]+)%", answer_chart_html(made, 0)) == [
        "50.00",
        "7.26",
        "100.00",
        "0.81",
        "0.81",
    ]


def test_two_years_of_several_agencies_stand_side_by_side() -> None:
    made = chart(BY_YEAR, [("甲", 2022, 9), ("甲", 2021, 8), ("乙", 2021, 7), ("乙", 2022, 6)])
    assert made.kind == "bars"
    assert drawn(made) == [("甲", [("2021", "8"), ("2022", "9")]), ("乙", [("2021", "7"), ("2022", "6")])]


def test_a_share_is_drawn_and_not_what_it_is_a_share_of() -> None:
    rows = [("甲", 40, 10, 0.25), ("乙", 8, 4, 0.5), ("丙", 3, 1, 0.3333)]
    made = chart(("agency", "received", "received_company", "received_company_share"), rows)
    assert (made.unit, drawn(made)[0][1]) == ("%", [("甲", "25%"), ("乙", "50%"), ("丙", "33.33%")])


def test_moves_are_drawn_to_both_sides_of_zero_by_what_they_are_ordered_by() -> None:
    by_size = [
        ("甲", 2022, 2021, 30, 10, 20, 2.0),
        ("乙", 2022, 2021, 90, 100, -10, -0.1),
        ("丙", 2022, 2021, 9, 8, 1, 0.125),
    ]
    made = chart(MOVES, by_size)
    assert (made.title, made.unit) == ("2021 → 2022 · 本年新收政府信息公开申请数量的变化", "件")
    assert drawn(made)[0][1] == [("甲", "+20"), ("乙", "-10"), ("丙", "+1")]
    html = answer_chart_html(made, 0)
    assert re.findall(r"left:([\d.]+)%;width:([\d.]+)%", html) == [
        ("33.33", "66.67"),
        ("0.00", "33.33"),
        ("33.33", "3.33"),
    ]
    by_rate = [
        ("丙", 2022, 2021, 12, 8, 4, 0.5),
        ("甲", 2022, 2021, 60, 50, 10, 0.2),
        ("乙", 2022, 2021, 9, 8, 1, 0.125),
    ]
    made = chart(MOVES, by_rate, language="en")
    assert (made.title, made.unit) == ("2021 → 2022 · New applications received, growth", "%")
    assert drawn(made)[0][1][0] == ("丙", "+50%")


def test_moves_that_rise_in_number_and_fall_in_rate_go_by_the_rate() -> None:
    rows = [
        ("甲", 2022, 2021, 18, 13, 5, 0.38),
        ("乙", 2022, 2021, 22, 17, 5, 0.29),
        ("丙", 2022, 2021, 205, 166, 39, 0.23),
    ]
    assert drawn(chart(MOVES, rows))[0][1] == [("甲", "+38%"), ("乙", "+29%"), ("丙", "+23%")]
    falls = [
        ("甲", 2022, 2021, 30, 50, -20, -0.4),
        ("乙", 2022, 2021, 90, 100, -10, -0.1),
        ("丙", 2022, 2021, 1, 4, -3, -0.75),
    ]
    assert chart(MOVES, falls).unit == "件"


def test_named_items_of_one_agency_open_their_own_cells() -> None:
    cited = [cell("甲", row=row) for row in ("refused_law", "refused_admin_query", "refused_process")]
    rows = [("属于行政查询事项", 57), ("属于四类过程性信息", 29), ("其他法律行政法规禁止公开", 17)]
    made = chart(("item", "value"), rows, citations=cited)
    assert (made.title, [figure.citation for figure in made.groups[0].figures]) == ("甲 2020 年", [2, 3, 1])


def test_provinces_are_bars_of_the_years_that_are_summed() -> None:
    cited = [cell("甲", 2019), cell("乙", 2022)]
    made = chart(("province", "received"), [("北京市", 9), ("江苏省", 8), ("广东省", 7)], citations=cited)
    assert made.title == "2019–2022 年 · 本年新收政府信息公开申请数量"
    assert [figure.citation for figure in made.groups[0].figures] == [0, 0, 0]


def test_rates_move_by_percentage_points() -> None:
    columns = ("agency", "year", "year_before", "grant_rate", "grant_rate_before", "change", "growth")
    rows = [
        ("甲", 2022, 2021, 0.5, 0.4, 0.1, 0.25),
        ("乙", 2022, 2021, 0.3, 0.25, 0.05, 0.2),
        ("丙", 2022, 2021, 0.2, 0.24, -0.04, -0.2),
    ]
    made = chart(columns, rows, "ratio")
    assert made.unit == "百分点"
    assert [figure.exact for figure in made.groups[0].figures] == ["+10 百分点", "+5 百分点", "-4 百分点"]


# ── lines ────────────────────────────────────────────────────────────────────────────────────────


def test_years_are_lines_one_an_agency() -> None:
    rows = [
        ("甲", 2019, 96),
        ("甲", 2020, 84),
        ("甲", 2021, 120),
        ("乙", 2019, 1),
        ("乙", 2020, 2),
        ("乙", 2021, 3),
    ]
    made = chart(BY_YEAR, rows, citations=[cell(a, y) for a, y, _ in rows], language="en")
    assert (made.kind, made.title, made.unit) == ("lines", "New applications received", "number")
    assert drawn(made)[0] == ("甲", [("2019", "96"), ("2020", "84"), ("2021", "120")])
    assert [figure.citation for figure in made.groups[1].figures] == [4, 5, 6]
    assert answer_chart_html(made, 0).count("<polyline") == 2 * 2  # each line, and its key


def test_figures_of_one_agency_over_the_years_are_a_line_each() -> None:
    columns = ("agency", "year", "granted", "refused")
    made = chart(columns, [("甲", 2019, 6, 1), ("甲", 2020, 5, 2), ("甲", 2021, 4, 3)])
    assert (made.title, [group.label for group in made.groups]) == ("甲 · 办理结果", ["予以公开", "不予公开"])


def test_totals_of_all_have_no_one_place_to_open() -> None:
    made = chart(("year", "received"), [(2019, 5), (2020, 4), (2021, 6)], citations=[cell("甲", 2019)])
    assert [figure.citation for figure in made.groups[0].figures] == [0, 0, 0]
    assert "<button" not in answer_chart_html(made, 0)


def test_a_blank_year_and_a_year_without_a_report_are_gaps_in_the_line() -> None:
    rows = [("甲", 2017, 5), ("甲", 2018, 4), ("甲", 2019, None), ("甲", 2020, 3), ("甲", 2022, 2)]
    made = chart(BY_YEAR, rows, citations=[cell("甲", 2019, quote="")])
    assert made.notes == ("2019：空白；2021：没有数字",)
    pieces = re.findall(r'points="([^"]+)"', answer_chart_html(made, 0))
    assert [len(piece.split()) for piece in pieces] == [2, 1, 1]


def test_a_gap_of_one_line_names_the_line() -> None:
    rows = [
        ("甲", 2019, 1),
        ("甲", 2020, None),
        ("甲", 2021, 3),
        ("乙", 2019, 4),
        ("乙", 2020, 5),
        ("乙", 2021, 6),
    ]
    assert chart(BY_YEAR, rows).notes == ("甲 2020：没有数字",)


# ── as HTML ──────────────────────────────────────────────────────────────────────────────────────


def test_whatever_a_report_is_called_stays_text() -> None:
    name = '<img src=x onerror="alert(1)">'
    for columns, rows in (
        (RECEIVED, [(name, 3), ("乙", 2), ("丙", 1)]),
        (BY_YEAR, [(n, y, y + len(n)) for n in (name, "乙") for y in (2019, 2020, 2021)]),
    ):
        html = answer_chart_html(chart(columns, rows), 0)
        assert "<img" not in html
        assert "&lt;img" in html


def test_every_figure_is_there_in_words() -> None:
    rows = [("甲", 2019, 0.5), ("甲", 2020, 0.25), ("甲", 2021, 1)]
    html = answer_chart_html(
        chart(("agency", "year", "grant_rate"), rows, "ratio", citations=[cell("甲", 2020)]), 3
    )
    for told in ("甲 2019：50%", "甲 2020：25%", "甲 2021：100%"):
        assert f'<span class="gk-unseen">{told}</span>' in html
    bars = answer_chart_html(
        chart(("agency", "procurement_amount"), [("甲", 123456.7), ("乙", 1.0), ("丙", 2.0)], "元"), 0
    )
    assert '12.35<span class="gk-unseen"> 123,456.7 元</span>' in bars


def test_real_answers_get_the_chart_their_question_calls_for(corpus_assistant: Assistant) -> None:
    kinds = {
        "2022年收到申请最多的五个单位": "bars",
        "南京市教育局历年收到的申请数量": "lines",
        "南京市教育局2022年的办理结果构成": "bars",
        "Top 5 agencies by procurement amount in 2020": "bars",
        "Disclosure rate of the Nanjing Education Bureau for each year": "lines",
        "南京市教育局2021年收到多少件政府信息公开申请？": None,
        "收录了哪几年的报告": None,
        "南京市教育局历年采购总金额": None,  # two of four years are there
    }
    found = {question: chart_of(corpus_assistant.ask(question, [])) for question in kinds}
    assert {question: made and made.kind for question, made in found.items()} == kinds


def test_every_bar_shows_the_figure_of_its_row(corpus_assistant: Assistant) -> None:
    told = corpus_assistant.ask("2022年收到申请最多的五个单位", [])
    made = chart_of(told)
    assert made and told.result
    assert [(f.label, f.value) for f in made.groups[0].figures] == list(told.result.rows)
    for figure in made.groups[0].figures:
        cited = told.citations[figure.citation - 1]
        assert (cited.agency, cited.year, cited.row, cited.column) == (
            figure.label,
            2022,
            "received",
            "total",
        )
        assert figure.shown.replace(",", "") == cited.quote.strip()


def test_a_lookup_has_no_chart(assistant: Assistant) -> None:
    assert chart_of(assistant.ask("黄埔区政府2020年收到多少件申请", [])) is None
