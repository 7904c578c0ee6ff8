"""Each format becomes the same kind of document; what cannot be read says so in one line that tells what to do."""

from __future__ import annotations

import io
import quopri
from collections.abc import Callable
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from assistant.ask import Assistant
from index.build import build
from index.embedding import load_embedder
from index.errors import ConverterMissing, NotAReport, UnreadableFile, UnsupportedFormat
from index.parse import parse_bytes, parse_file
from index.readers import SUFFIXES, office, read_document
from index.report import Document
from index.store import Store
from index.tables.rows import document_rows
from tests.libreoffice import NOT_RUN, find_libreoffice
from tests.report_writer import random_report, write_report

Table = list[tuple[str | None, ...]]


def page(body: str, head: str = "") -> Document:
    return read_document(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def tables(document: Document) -> list[Table]:
    """The grids as words; None for a place that a merged cell covers."""
    return [
        [tuple(document.text[cell.start : cell.end] if cell else None for cell in row) for row in grid.rows]
        for grid in document.grids
    ]


def lines(document: Document) -> list[str]:
    return document.text.splitlines()


# ── encodings ──


@pytest.mark.parametrize(
    "content",
    [
        "一、总体情况\n".encode(),
        "一、总体情况\n".encode("utf-8-sig"),
        "一、总体情况\n".encode("utf-16"),
        "一、总体情况\n".encode("utf-16-le"),
        "一、总体情况\n".encode("gb18030"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 with mark", "utf-16 without", "gb18030"],
)
def test_text_is_decoded(content: bytes) -> None:
    assert read_document(content, "a.txt").text == "一、总体情况\n"


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8", "no-such-thing", ""])
def test_a_page_in_gb18030_is_read_whatever_it_declares(declared: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    content = f"<html><head>{meta}</head><body><p>镕基路　㐂局</p></body></html>".encode("gb18030")
    assert lines(read_document(content, "a.html")) == ["镕基路　㐂局"]


def test_a_damaged_byte_never_becomes_a_digit() -> None:
    content = ("<p>" + "政府信息公开" * 90 + "</p><p>共1").encode() + b"\xff" + "2件</p>".encode()
    assert lines(read_document(content, "a.html"))[-1] == "共1\ufffd2件"


def test_binary_data_is_no_text() -> None:
    with pytest.raises(UnreadableFile, match=r"a\.txt: this is binary data"):
        read_document(bytes(range(256)) * 20, "a.txt")


# ── web pages ──


def test_spans_that_cut_a_number_are_one_number_and_a_space_makes_two() -> None:
    joined, apart = tables(
        page(
            "<table><tr><td>a</td><td><span>835<font>93</font></span><span>059</span></td></tr>"
            "<tr><td>b</td><td><span>20</span> <span>23</span></td></tr></table>"
        )
    )[0]
    assert (joined, apart) == (("a", "83593059"), ("b", "20 23"))


def test_two_numbers_in_paragraphs_of_one_cell_stay_two() -> None:
    [[row]] = tables(page("<table><tr><td>结果<br>维持</td><td><p>12</p><p>34</p></td></tr></table>"))
    assert row == ("结果维持", "12\n34")


def test_merged_cells_stand_once_and_leave_their_places_empty() -> None:
    html = (
        '<table><tr><td rowspan="3">办理结果</td><td colspan="2">（一）予以公开</td><td>5</td></tr>'
        '<tr><td rowspan="2">（三）不予公开</td><td>1.国家秘密</td><td>&nbsp;</td></tr><tr><td>2.禁止公开</td><td>0</td></tr></table>'
    )
    assert tables(page(html)) == [
        [
            ("办理结果", "（一）予以公开", None, "5"),
            (None, "（三）不予公开", "1.国家秘密", ""),
            (None, None, "2.禁止公开", "0"),
        ]
    ]


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>var n = 7;</script>",
        "<style>p { width: 7px }</style>",
        "<!-- 7 -->",
        "<!--[if mso]>7<![endif]-->",
        '<span style="display: none">7</span>',
        "<span hidden>7</span>",
        "<del>7</del>",
    ],
)
def test_what_a_browser_does_not_show_is_no_part_of_a_cell(unseen: str) -> None:
    assert tables(page(f"<table><tr><td>a</td><td>1{unseen}2</td></tr></table>")) == [[("a", "12")]]


def test_a_raised_mark_is_a_note_and_no_digit() -> None:
    html = (
        '<table><tr><td>12<sup>3</sup></td><td>4<span style="vertical-align:super">①</span></td></tr></table>'
    )
    assert tables(page(html)) == [[("12[3]", "4[①]")]]


def test_an_element_hidden_until_a_script_shows_it_is_read() -> None:
    report = "<p>" + "政府信息公开工作有序推进。" * 30 + "</p>"
    assert page(f'<div id="zoom" style="display:none">{report}</div>').text.startswith("政府信息公开")


def test_tables_that_arrange_the_page_are_no_data() -> None:
    html = "<table><tr><td>左栏</td><td><p>一、总体情况</p><table><tr><td>规章</td><td>0</td></tr></table></td></tr></table>"
    document = page(html)
    assert tables(document) == [[("规章", "0")]]
    assert lines(document)[:2] == ["左栏", "一、总体情况"]


def test_the_links_around_a_report_are_left_out() -> None:
    body = '<ul><li><a href="/">首页</a></li></ul><p>一、总体情况</p><p>2020年有序推进。</p><p>见<a href="/x">附件</a>。</p>'
    assert lines(page(body)) == ["一、总体情况", "2020年有序推进。", "见附件。"]


def test_a_line_end_in_the_source_is_no_space_between_wide_characters() -> None:
    assert lines(page("<p>政府信\n   息公开 2020\n年</p>")) == ["政府信息公开 2020 年"]


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>规章<td>1<td>2<tr><td>规范性文件<td>3<td>4</table>",
        "<TABLE><TBODY><TR><TD>规章</TD><TD>1</TD><TD>2</TD></TR><TR><TD>规范性文件</TD><TD>3</TD><TD>4</TD></TR></TBODY></TABLE>",
        "<table><thead><tr><th>规章</th><th>1</th><th>2</th></tr></thead><tr><td>规范性文件</td><td>3</td><td>4</td></tr></table>",
    ],
    ids=["unclosed", "upper case", "head"],
)
def test_sloppy_tables_are_read(html: str) -> None:
    assert tables(page(html)) == [[("规章", "1", "2"), ("规范性文件", "3", "4")]]


def test_a_page_may_nest_deep_and_says_so_when_that_is_too_deep() -> None:
    assert lines(page("<span>" * 1_500 + "深" + "</span>" * 1_500)) == ["深"]
    with pytest.raises(UnreadableFile, match="nests its elements too deeply"):
        page("<span>" * 50_000 + "深" + "</span>" * 50_000)


def test_the_head_tells_whose_page_it_is() -> None:
    head = '<title>x - 网</title><meta name="ArticleTitle" content="某局年报"><meta name="SiteName" content="大兴区人民政府">'
    assert page("<p>文</p>", head).about == {"title": "某局年报", "site": "大兴区人民政府"}


def test_a_page_cut_off_in_a_table_leaves_out_its_last_number() -> None:
    document = page("<table><tr><td>规章</td><td>1</td><td>1586")
    assert document.cut_off
    assert [cell.text for cell in document_rows(document)[-1].cells] == ["规章", "1"]


def test_a_web_archive_holds_a_page() -> None:
    body = quopri.encodestring("<html><body><p>一、总体情况</p></body></html>".encode("gbk"))
    content = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\n'
        b'Content-Type: text/html; charset="gbk"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    )
    assert lines(read_document(content + body + b"\r\n--B--\r\n", "a.mhtml")) == ["一、总体情况"]


def test_a_file_is_read_for_what_it_holds_whatever_it_is_called() -> None:
    assert lines(read_document("<html><body><p>一、总体情况</p></body></html>".encode(), "a.doc")) == [
        "一、总体情况"
    ]
    assert lines(read_document(word(docx.Document(), "一、总体情况"), "a.doc")) == ["一、总体情况"]


# ── Markdown ──


def test_the_marks_of_markdown_are_no_part_of_a_cell() -> None:
    text = "## 二、**主动公开**\n\n| 信息内容 | 数量 |\n|---|---|\n| **规章** | `12` |\n| 见[说明](http://a.cn) | &nbsp; |\n"
    rows = [[cell.text for cell in row.cells] for row in document_rows(read_document(text.encode(), "a.md"))]
    assert rows[-2:] == [["规章", "12"], ["见说明", ""]]


# ── Word ──


def word(document: docx.document.Document, *paragraphs: str) -> bytes:
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


W = nsdecls("w")
RUNS = {
    "an insertion": (f'<w:ins {W} w:id="1" w:author="a"><w:r><w:t>5</w:t></w:r></w:ins>', "15"),
    "a deletion": (f'<w:del {W} w:id="2" w:author="a"><w:r><w:delText>5</w:delText></w:r></w:del>', "1"),
    "hidden text": (f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>5</w:t></w:r>", "1"),
    "a simple field": (f'<w:fldSimple {W} w:instr="=SUM(ABOVE)"><w:r><w:t>5</w:t></w:r></w:fldSimple>', "15"),
    "a content control": (f"<w:sdt {W}><w:sdtContent><w:r><w:t>5</w:t></w:r></w:sdtContent></w:sdt>", "15"),
    "a raised mark": (
        f'<w:r {W}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>5</w:t></w:r>',
        "1[5]",
    ),
    "a bookmark": (f'<w:bookmarkStart {W} w:id="0" w:name="_GoBack"/>', "1"),
}


@pytest.mark.parametrize(("run", "read"), RUNS.values(), ids=RUNS)
def test_a_cell_of_a_word_file_reads_as_it_prints(run: str, read: str) -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "规章"
    table.cell(0, 1).paragraphs[0].add_run("1")
    table.cell(0, 1).paragraphs[0]._p.append(parse_xml(run))
    assert tables(read_document(word(document), "a.docx")) == [[("规章", read)]]


def test_merged_cells_of_a_word_file_stand_once() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "办理结果"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "予以公开"
    table.cell(1, 1).text, table.cell(1, 2).text = "1", "2"
    assert tables(read_document(word(document), "a.docx")) == [
        [("办理结果", "予以公开", None), (None, "1", "2")]
    ]


@pytest.mark.parametrize("cut", [30, 1000, 20_000])
def test_a_word_file_cut_short_says_so(cut: int) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.docx: this Word file is damaged"):
        read_document(word(docx.Document(), "文")[:cut], "a.docx")


def test_a_word_file_without_text_says_so() -> None:
    with pytest.raises(UnreadableFile, match="there is no text in this Word file"):
        read_document(word(docx.Document()), "a.docx")


# ── what LibreOffice opens ──


def test_without_libreoffice_an_old_word_file_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_PROGRAMS", ("no-such-program",))
    with pytest.raises(
        ConverterMissing, match=r"a\.doc: reading \.doc files needs LibreOffice; install it, or save"
    ):
        read_document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc")


@pytest.fixture(scope="session")
def libreoffice() -> str:
    return find_libreoffice() or pytest.skip(NOT_RUN)


def test_rich_text_is_read_through_libreoffice(libreoffice: str) -> None:
    rtf = rb"{\rtf1\ansi\ansicpg936 {\trowd\cellx2000\cellx4000\intbl \'b9\'e6\'d5\'c2\cell 12\cell\row}\pard ok\par}"
    document = read_document(rtf, "a.rtf")
    assert tables(document) == [[("规章", "12")]]
    assert lines(document)[-1] == "ok"


def test_what_libreoffice_cannot_open_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_PROGRAMS", ("true",))  # a program that makes nothing
    with pytest.raises(UnreadableFile, match=r"a\.doc: LibreOffice could not open it"):
        read_document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc")


# ── PDF ──

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def pdf(draw: Callable[[Canvas], None], **settings: object) -> Document:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(595, 842), **settings)
    canvas.setFont("STSong-Light", 12)
    draw(canvas)
    canvas.save()
    return read_document(made.getvalue(), "a.pdf")


def boxes(canvas: Canvas, *cells: tuple[str, float, float, float], height: float = 30) -> None:
    """Cells with a rule around them: (words, x, y, width); lines of words part at a line end."""
    for words, x, y, width in cells:
        canvas.rect(x, y, width, height)
        for number, line in enumerate(words.split("\n")):
            canvas.drawString(x + 2, y + height - 13 - 13 * number, line)


def test_a_ruled_table_is_a_grid_and_a_frame_around_prose_is_none() -> None:
    def draw(canvas: Canvas) -> None:
        boxes(canvas, ("一、总体情况", 80, 700, 400))
        boxes(canvas, ("规章", 80, 600, 100), ("12", 180, 600, 100), ("", 280, 600, 100))

    document = pdf(draw)
    assert lines(document)[0] == "一、总体情况"
    assert tables(document) == [[("规章", "12", "")]]


def test_a_number_that_fills_its_line_goes_on_and_two_short_ones_stay_two() -> None:
    def draw(canvas: Canvas) -> None:
        boxes(canvas, ("采购", 80, 600, 60), ("8640982\n2391", 140, 600, 46), ("12\n34", 186, 600, 80))

    assert tables(pdf(draw)) == [[("采购", "86409822391", "12\n34")]]


def test_bold_printed_twice_is_one_number() -> None:
    def draw(canvas: Canvas) -> None:
        boxes(canvas, ("规章", 80, 600, 100), ("12", 180, 600, 100))
        canvas.drawString(182.2, 617, "12")

    assert tables(pdf(draw)) == [[("规章", "12")]]


def test_page_numbers_headers_and_line_ends_are_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        for number in (1, 2, 3):
            canvas.setFont("STSong-Light", 12)
            canvas.drawString(200, 810, "某局年度报告")
            canvas.drawString(80, 700, "政府信息公开工作有序推进政府信息公开工作有序推进政府信息公开工作")
            canvas.drawString(80, 680, f"第{number}段。")
            canvas.drawString(290, 30, f"- {number} -")
            canvas.showPage()

    assert lines(pdf(draw)) == [
        f"{'政府信息公开工作有序推进' * 2}政府信息公开工作第{n}段。" for n in (1, 2, 3)
    ]


def test_a_scan_is_named_as_one() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    with pytest.raises(
        UnreadableFile, match=r"a\.pdf: this PDF is a scan, pictures without text; run text recognition"
    ):
        pdf(lambda canvas: canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, 595, 842))


def test_a_scanned_page_among_others_is_told() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "政府信息公开工作有序推进" * 3)
        canvas.showPage()
        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, 595, 842)

    assert pdf(draw).about == {"scanned_pages": "2"}


def test_a_locked_pdf_says_so() -> None:
    with pytest.raises(UnreadableFile, match=r"a\.pdf: this PDF is locked with a password"):
        pdf(lambda canvas: canvas.drawString(80, 700, "文"), encrypt=StandardEncryption("secret"))


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog", b"%PDF-1.4" + bytes(range(256)) * 9]
)
def test_a_damaged_pdf_says_so(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.pdf: "):
        read_document(content, "a.pdf")


# ── any ──


def test_what_has_no_reader_is_told_with_what_has_one() -> None:
    with pytest.raises(
        UnsupportedFormat, match=r"no reader for \.xlsx; convert it to one of .*\.docx.*\.pdf"
    ):
        read_document(b"x", "a.xlsx")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file_says_so(suffix: str) -> None:
    with pytest.raises(UnreadableFile, match="the file is empty"):
        read_document(b"  \n", f"a{suffix}")


@pytest.mark.parametrize("suffix", sorted(set(SUFFIXES) - set(office.SUFFIXES)))
@pytest.mark.parametrize(
    "content", [b"\0" * 999, b"PK\x03\x04word/" + b"\1" * 99, b"<html", b"\xff\xfe\x00", b"{}"], ids=repr
)
def test_junk_gives_a_document_or_one_clear_line(suffix: str, content: bytes) -> None:
    try:
        read_document(content, f"a{suffix}")
    except UnreadableFile as error:
        assert str(error).startswith(f"a{suffix}: ")
        assert "\n" not in str(error)


# ── a whole report ──


def test_a_blank_form_can_be_looked_at_and_its_cells_are_blank_not_zero(tmp_path: Path) -> None:
    agency = "政府信息公开工作年度报告样本"
    path = tmp_path / "样表.docx"
    path.write_bytes(write_report({}, agency, 2021, layout="docx").content)
    report = parse_file(path)
    assert {cell.state for cell in report.statistics} == {"blank"}
    assert [problem.kind for problem in report.problems] == ["not_indexed"]
    with pytest.raises(NotAReport):
        parse_bytes(path.read_bytes(), "样表.docx")


def test_a_cell_of_a_pdf_is_cited_with_its_page(tmp_path: Path) -> None:
    written = random_report(5, 2020, layout="pdf")
    (tmp_path / "a.pdf").write_bytes(written.content)
    build([tmp_path / "a.pdf"], tmp_path / "store", load_embedder(None))
    assistant = Assistant(Store.open(tmp_path / "store"), lambda: load_embedder(None))
    [cited] = assistant.ask(f"{written.agency.name}2020年结转下年度继续办理多少件").citations
    with pdfplumber.open(io.BytesIO(written.content)) as printed:
        on_page = [n for n, page in enumerate(printed.pages, 1) if "结转下年度" in page.extract_text()]
    assert [cited.page] == on_page
