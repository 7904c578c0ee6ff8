"""No cell is silently wrong: what once was read as another number, or as a blank, must be right or be told.

Each case is a page with one table or one cell changed. `read` gives the state and value of the cells asked for, and
whether a problem names each.
"""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from index.parse import parse_bytes
from index.report import Report
from tests.english import told_in_english
from tests.report_form import APPLICANTS
from tests.test_readers import boxes

TITLE = "青岛市崂山区财政局2022年政府信息公开工作年度报告"
LICENSING = ("disclosure", "licensing", "decisions")
FEES = ("disclosure", "fees", "amount")
NORMATIVE = tuple(("disclosure", "normative_documents", c) for c in ("issued", "repealed", "in_force"))
State = tuple[str, float | None]
Cells = dict[tuple[str, str, str], State]


def read(report: Report) -> Cells:
    """State and value of each cell; "told" where it is no number and a problem names it."""
    told = {cell for problem in told_in_english(report.problems) for cell in problem.cells}
    found: Cells = {}
    for cell in report.statistics:
        named = cell.key in told and cell.state in ("text", "missing")
        found[cell.key] = ("told", None) if named else (cell.state, cell.value)
    return found


def row(*cells: str, spans: dict[int, int] | None = None) -> str:
    spans = spans or {}
    return "<tr>" + "".join(f"<td colspan={spans.get(n, 1)}>{c}</td>" for n, c in enumerate(cells)) + "</tr>"


def disclosure(
    *, licensing: str = "128", fees: str = "12.5", head: str = "本年收费金额（单位：万元）", more: str = ""
) -> str:
    """Table 二 in the edition of 2021."""
    wide = {1: 3}
    return (
        "<table>"
        + row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
        + row("规章", "0", "0", "0")
        + row("行政规范性文件", "2", "1", "15")
        + row("信息内容", "本年处理决定数量", spans=wide)
        + row("行政许可", licensing, spans=wide)
        + row("信息内容", head, spans=wide)
        + row("行政事业性收费", fees, spans=wide)
        + more
        + "</table>"
    )


ORGANISATIONS = list(APPLICANTS.values())[1:]
INTAKE = {
    "一、本年新收政府信息公开申请数量": "14 2 0 0 1 0 17",
    "二、上年结转政府信息公开申请数量": "2 0 0 0 0 0 2",
    "（一）予以公开": "16 2 0 0 1 0 19",
    "（七）总计": "16 2 0 0 1 0 19",
    "四、结转下年度继续办理": "0 0 0 0 0 0 0",
}


def applications(
    rows: dict[str, str] = INTAKE, head: tuple[str, ...] = ("", "自然人", *ORGANISATIONS, "总计")
) -> str:
    body = "".join(
        row(label, *(v.replace("_", "") for v in values.split())) for label, values in rows.items()
    )
    return f"<table>{row(*head)}{body}</table>"


def page(
    two: str | None = None, three: str | None = None, six: str = "<p>无。</p>", style: str = ""
) -> bytes:
    return (
        f"<html><head><style>{style}</style></head><body><h1>{TITLE}</h1><h2>一、总体情况</h2><p>有序推进。</p>"
        f"<h2>二、主动公开政府信息情况</h2>{two or disclosure()}"
        f"<h2>三、收到和处理政府信息公开申请情况</h2>{three or applications()}"
        f"<h2>六、其他需要报告的事项</h2>{six}</body></html>"
    ).encode()


def cells_of(content: bytes, file: str = "a.html") -> Cells:
    return read(parse_bytes(content, file))


def test_the_page_without_a_change_is_read() -> None:
    found = cells_of(page())
    assert [found[LICENSING], found[FEES]] == [("number", 128), ("number", 125_000)]
    assert found["applications", "received", "total"] == ("number", 17)


# ── one cell of a web page ──

SAME: State = ("number", 128)
TOLD: State = ("told", None)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("128<sub>1</sub>", SAME),
        ("128₁", SAME),
        ('128<span style="mso-text-raise:5pt">1</span>', SAME),
        ('128<span style="position:relative;top:-5pt">1</span>', SAME),
        ('<span style="position:relative;top:-1pt;mso-text-raise:1pt">128</span>', SAME),
        ('<span style="vertical-align:top">1</span><span style="vertical-align:top">28</span>', SAME),
        ('<span style="position:relative">1</span>28', SAME),
        ('128<font style="vertical-align:top">1</font>', SAME),
        ('<span style="text-decoration:line-through">12</span>128', SAME),
        ('<span class="h">5</span>128', SAME),
        ('<input type="text" value="128">', SAME),
        ("<textarea>128</textarea>", SAME),
        ("<select><option>1<option selected>128</select>", SAME),
        ('<img src="128.png">', TOLD),
        ("<svg></svg>", TOLD),
        ('<img src="dot.gif" width="1" height="1">', ("blank", None)),
        ("12（万）", TOLD),
        ("128（减）", TOLD),
        ("128\u200b", SAME),
    ],
)
def test_what_else_stands_in_a_cell_is_no_silent_digit(cell: str, wanted: State) -> None:
    assert cells_of(page(disclosure(licensing=cell), style=".h{display:none}"))[LICENSING] == wanted


@pytest.mark.parametrize(
    ("head", "fees", "wanted"),
    [
        ("本年收费金额（单位：千元）", "12.5", ("number", 12_500)),
        ("本年收费金额（单位：百万元）", "12.5", ("number", 12_500_000)),
        ("本年收费金额（不足1元按1元计，单位：万元）", "12.5", ("number", 125_000)),
        ("本年收费金额（单位：万美元）", "5", TOLD),
        ("本年收费金额（单位：万元）", "12.5（千元）", TOLD),
        ("本年收费金额（元）", "929.9（万元，不含税）", TOLD),
    ],
)
def test_money_has_the_unit_that_is_printed(head: str, fees: str, wanted: State) -> None:
    assert cells_of(page(disclosure(head=head, fees=fees)))[FEES] == wanted


# ── columns and rows that the form does not have ──


def test_a_further_column_does_not_shift_a_row_with_a_blank() -> None:
    two = (
        "<table>"
        + row("信息内容", "行次", "本年制发件数", "本年废止件数", "现行有效件数", "上年有效件数")
        + row("规章", "1", "", "", "", "")
        + row("行政规范性文件", "2", "2", "", "15", "13")
        + "</table>"
    )
    found = cells_of(page(two))
    assert [found[key] for key in NORMATIVE] == [("number", 2), ("blank", None), ("number", 15)]
    assert found["disclosure", "regulations", "issued"] == ("blank", None)


def test_a_subtotal_beside_the_organisations_is_none_of_them() -> None:
    head = ("", "自然人", *ORGANISATIONS, "小计", "总计")
    three = applications({**INTAKE, "（一）予以公开": "16 2 _ 0 1 0 3 19"}, head)
    three = three.replace("<td colspan=1>17</td>", "<td colspan=1>3</td><td colspan=1>17</td>")
    found = cells_of(page(three=three))
    assert found["applications", "granted", "research"] == ("blank", None)
    assert found["applications", "granted", "total"] == ("number", 19)


def test_the_total_may_stand_first() -> None:
    rows = {label: " ".join((v.split()[-1], *v.split()[:-1])) for label, v in INTAKE.items()}
    found = cells_of(page(three=applications(rows, ("", "总计", "自然人", *ORGANISATIONS))))
    assert [found["applications", "received", c] for c in ("natural_person", "total")] in (
        [("number", 14), ("number", 17)],
        [TOLD, TOLD],
    )


def test_last_years_column_is_not_this_years() -> None:
    two = (
        "<table>"
        + row("信息内容", "上年处理决定数量", "本年处理决定数量")
        + row("行政许可", "128", "")
        + "</table>"
    )
    assert cells_of(page(two))[LICENSING] == ("blank", None)
    alone = "<table>" + row("信息内容", "上年处理决定数量") + row("行政许可", "128") + "</table>"
    assert cells_of(page(alone)).get(LICENSING, TOLD) in (TOLD, ("missing", None))


def test_a_label_over_two_rows_of_numbers_is_told() -> None:
    two = disclosure().replace(
        row("行政许可", "128", spans={1: 3}),
        "<tr><td rowspan=2>行政许可</td><td colspan=3>30</td></tr><tr><td colspan=3>7</td></tr>",
    )
    assert cells_of(page(two))[LICENSING] == TOLD


def test_a_figure_in_part_six_is_not_the_forms() -> None:
    six = "<table><tr><td>行政事业性收费</td><td>3.2万元</td></tr></table>"
    assert cells_of(page(disclosure(fees=""), six=six))[FEES] == ("blank", None)


@pytest.mark.parametrize("part", ["two", "three"])
def test_a_table_printed_for_two_years_is_not_read_as_one(part: str) -> None:
    table = disclosure() if part == "two" else applications()
    second = table.replace(">128<", ">7<").replace(">14<", "><")
    report = parse_bytes(page(**{part: f"<p>2021年</p>{table}<p>2022年</p>{second}"}), "a.html")
    assert "several_tables" in {problem.kind for problem in report.problems}
    code = "disclosure" if part == "two" else "applications"
    assert {cell.state for cell in report.statistics if cell.table == code} == {"missing"}


# ── text ──


def test_values_before_their_labels_are_not_taken_for_the_row_above() -> None:
    lines = [f"{values}\n{label}" for label, values in INTAKE.items()]
    text = f"{TITLE}\n一、总体情况\n有序推进。\n三、收到和处理政府信息公开申请情况\n自然人\n" + "\n".join(
        [*ORGANISATIONS, "总计", *lines, "五、存在的主要问题及改进情况\n无。\n"]
    )
    found = cells_of(text.encode(), "a.txt")
    assert found["applications", "received", "natural_person"] == TOLD


def test_a_page_number_after_a_blank_cell_is_not_its_value() -> None:
    text = (
        f"{TITLE}\n一、总体情况\n有序推进。\n二、主动公开政府信息情况\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n"
        "规章\n0\n0\n0\n行政规范性文件\n2\n1\n15\n信息内容\n本年处理决定数量\n行政许可\n\n12\n\n五、存在的主要问题及改进情况\n无。\n"
    )
    found = cells_of(text.encode(), "a.txt")
    assert [found[NORMATIVE[2]], found[LICENSING]] == [("number", 15), TOLD]


# ── Word ──

W = nsdecls("w")
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
WORD_CASES = {
    "subscript": (f'<w:r {W}><w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>1</w:t></w:r>', SAME),
    "raised": (f'<w:r {W}><w:rPr><w:position w:val="12"/></w:rPr><w:t>1</w:t></w:r>', SAME),
    "note style": (f'<w:r {W}><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:t>1</w:t></w:r>', SAME),
    "struck out": (f"<w:r {W}><w:rPr><w:dstrike/></w:rPr><w:t>12</w:t></w:r>", SAME),
    "picture": (f"<w:r {W}><w:drawing/></w:r>", TOLD),
    "formula": (f"<m:oMath {MATH}><m:r><m:t>5</m:t></m:r></m:oMath>", TOLD),
    "symbol": (f'<w:r {W}><w:sym w:font="Wingdings" w:char="F081"/></w:r>', TOLD),
    "drawn field": (f"<w:r {W}><w:instrText> EQ \\o(5) </w:instrText></w:r>", TOLD),
    "line turn": (f"<w:r {W}><w:cr/><w:t>5</w:t></w:r>", TOLD),
    "direction": (f'<w:bdo {W} w:val="ltr"><w:r><w:t>0</w:t></w:r></w:bdo>', ("number", 1280)),
}


@pytest.mark.parametrize(("added", "wanted"), WORD_CASES.values(), ids=WORD_CASES)
def test_what_else_stands_in_a_cell_of_a_word_file(added: str, wanted: State) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph("二、主动公开政府信息情况")
    table = document.add_table(2, 2)
    for at, words in (
        ((0, 0), "信息内容"),
        ((0, 1), "本年处理决定数量"),
        ((1, 0), "行政许可"),
        ((1, 1), "128"),
    ):
        table.cell(*at).paragraphs[0].add_run(words)
    table.cell(1, 1).paragraphs[0]._p.append(parse_xml(added))
    made = io.BytesIO()
    document.save(made)
    assert cells_of(made.getvalue(), "a.docx")[LICENSING] == wanted


def test_a_number_raised_as_a_whole_is_a_number() -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(2, 2)
    for at, words in (((0, 0), "信息内容"), ((0, 1), "本年处理决定数量"), ((1, 0), "行政许可")):
        table.cell(*at).paragraphs[0].add_run(words)
    raised = f'<w:r {W}><w:rPr><w:position w:val="6"/></w:rPr><w:t>128</w:t></w:r>'
    table.cell(1, 1).paragraphs[0]._p.append(parse_xml(raised))
    made = io.BytesIO()
    document.save(made)
    assert cells_of(made.getvalue(), "a.docx")[LICENSING] == SAME


# ── PDF ──


def pdf(cell: str, draw: str = "") -> bytes:
    """A PDF whose table says 行政许可 128, and something drawn into that cell."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(595, 842))
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(80, 780, TITLE)
    canvas.drawString(80, 750, "二、主动公开政府信息情况")
    boxes(canvas, ("信息内容", 80, 700, 100), ("本年处理决定数量", 180, 700, 100))
    boxes(canvas, ("行政许可", 80, 670, 100), (cell, 180, 670, 100))
    if draw == "raised":
        canvas.setFont("STSong-Light", 7)
        canvas.drawString(200.5, 692, "1")
    elif draw == "struck":
        canvas.line(181, 691, 195, 691)
    elif draw == "white":
        canvas.setFillColor(white)
        canvas.drawString(200.5, 687, "7")
    elif draw == "field":
        canvas.acroForm.textfield(x=220, y=675, width=40, height=14, value="5")
    canvas.save()
    return made.getvalue()


@pytest.mark.parametrize(
    ("draw", "cell", "wanted"),
    [("raised", "128", SAME), ("struck", "12128", TOLD), ("white", "128", SAME), ("field", "", TOLD)],
)
def test_what_else_stands_in_a_cell_of_a_pdf(draw: str, cell: str, wanted: State) -> None:
    assert cells_of(pdf(cell, draw), "a.pdf")[LICENSING] == wanted


def test_carelessly_spanned_cells_are_read_when_there_is_one_for_each_header() -> None:
    two = (
        "<table>"
        + row("信息内容", "上一年项目数量", "本年增/减", "处理决定数量", spans={1: 2})
        + row("行政许可", "7", "+1", "128", spans={2: 2})
        + "</table>"
    )
    keys = [("disclosure", "licensing", column) for column in ("prior_items", "change", "decisions")]
    found = cells_of(page(two))
    assert [found[key] for key in keys] == [("number", 7), ("number", 1), ("number", 128)]
