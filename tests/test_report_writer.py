"""The report writer itself: its figures hold together, and it writes what it says."""

from __future__ import annotations

import email
import io
import random
import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import cast

import docx
import lxml.html
import pdfplumber
import pytest

from tests.report_form import APPLICANTS, COLUMNS, DISPUTE_ROWS, Key, Number, form_keys, outcome_rows
from tests.report_paper import PrintedTable
from tests.report_writer import LAYOUTS, WrittenReport, corpus, random_report, write_report

Figures = Mapping[Key, Number | None]


def number(figures: Figures, *key: str) -> int:
    table, row, column = key
    return int(figures[table, row, column] or 0)


def broken_sums(written: WrittenReport) -> list[str]:
    f, rows = written.figures, outcome_rows(written.editions["applications"])
    broken = []
    for column in COLUMNS:
        taken = number(f, "applications", "received", column) + number(
            f, "applications", "carried_in", column
        )
        done = number(f, "applications", "concluded", column)
        if taken != done + number(f, "applications", "carried_over", column):
            broken.append(f"{column}: taken in, accounted for")
        if done != sum(number(f, "applications", row, column) for row in rows):
            broken.append(f"{column}: outcomes")
    for row in ("received", *rows, "concluded", "carried_over"):
        if number(f, "applications", row, "total") != sum(
            number(f, "applications", row, c) for c in APPLICANTS
        ):
            broken.append(f"{row}: total")
    for row in DISPUTE_ROWS:
        parts = sum(number(f, "disputes", row, c) for c in ("upheld", "corrected", "other", "pending"))
        if parts != number(f, "disputes", row, "total"):
            broken.append(f"disputes {row}")
    return broken


def test_written_sums_hold_in_both_editions() -> None:
    assert [broken_sums(random_report(seed, year)) for seed in range(40) for year in (2020, 2022)] == [
        []
    ] * 80


def test_what_a_year_carries_over_the_next_carries_in() -> None:
    by_agency: dict[str, list[WrittenReport]] = {}
    for written in corpus(12, (2021, 2019, 2020, 2022), seed=3):
        by_agency.setdefault(written.agency.name, []).append(written)
    assert len(by_agency) == 12
    for years in by_agency.values():
        assert [written.year for written in years] == [2019, 2020, 2021, 2022]
        for last, this in pairwise(years):
            for column in COLUMNS:
                over = last.figures["applications", "carried_over", column]
                assert this.figures["applications", "carried_in", column] == over
        f2021, f2022 = years[2].figures, years[3].figures
        row = ("disclosure", "normative_documents")
        assert f2022[*row, "in_force"] == (
            (f2021[*row, "in_force"] or 0) + (f2022[*row, "issued"] or 0) - (f2022[*row, "repealed"] or 0)
        )


def test_the_form_has_198_cells_in_2019_and_200_in_2021() -> None:
    tables = ("disclosure", "applications", "disputes")
    assert len(form_keys(dict.fromkeys(tables, "2019"))) == 22 + 23 * 7 + 15
    assert len(form_keys(dict.fromkeys(tables, "2021"))) == 10 + 25 * 7 + 15


def test_the_same_seed_writes_the_same_file() -> None:
    for layout in LAYOUTS:
        first, second = (random_report(4, 2020, layout=layout, quirks=("page_break", "padded")) for _ in "ab")
        assert first.content == second.content


def test_chosen_figures_stand_in_the_text_and_the_rest_is_blank() -> None:
    written = write_report({("applications", "received", "total"): 4711}, "北京市大兴区水务局", 2020)
    assert "\t4711\n" in written.text
    states = {cell.state for key, cell in written.expected.items() if key[1:] != ("received", "total")}
    assert states == {"blank"}


# ── what is written stands in the file, as the format's own tools see it ──

HTML_LAYOUTS = [name for name, layout in LAYOUTS.items() if layout.suffix in (".html", ".mhtml")]
HARMLESS = ("broken_labels", "padded", "blanks", "page_break", "page_numbers", "kangxi", "glued_heading")


def with_every_quirk(layout: str, seed: int) -> WrittenReport:
    """A report with some of the common oddities, and of its format's one, half or all."""
    rng = random.Random(seed)
    own = LAYOUTS[layout].quirks
    common = [quirk for quirk in HARMLESS if quirk not in LAYOUTS[layout].cannot]
    quirks = [*rng.sample(common, 3), *rng.sample(own, (1, len(own) // 2, len(own))[seed % 3])]
    return random_report(seed, 2019 + seed % 4, layout=layout, quirks=quirks)


def compact(text: str) -> str:
    return re.sub(r"[\s\xa0]", "", text)


def written_cells(written: WrittenReport) -> list[str]:
    """What the cells of all tables say, in printed order; blank ones are left out."""
    blocks = [block for _, blocks in written.manuscript.parts for block in blocks]
    pieces = [piece for block in blocks if isinstance(block, PrintedTable) for piece in block.pieces()]
    rows = [row for piece in pieces if isinstance(piece, PrintedTable) for row in piece.rows]
    return [text for row in rows for spot in row if (text := compact(getattr(spot, "text", "")))]


def written_paragraphs(written: WrittenReport) -> list[str]:
    manuscript = written.manuscript
    blocks = [block for heading, blocks in manuscript.parts for block in (heading, *blocks)]
    return [
        compact(block)
        for block in (*manuscript.front, *blocks, *manuscript.back)
        if isinstance(block, str) and block.strip()
    ]


UNSEEN = (
    "//script | //style | //sup | //comment() | //*[@hidden]"
    " | //*[contains(translate(@style, 'DISPLAYNOE ', 'displaynoe'), 'display:none')]"
)


def page_of(written: WrittenReport) -> lxml.html.HtmlElement:
    """The page without what a browser does not show, and without footnote marks."""
    page = lxml.html.document_fromstring(html_of(written))
    for element in page.xpath(UNSEEN):
        element.drop_tree()
    return page


def html_of(written: WrittenReport) -> str:
    content = written.content
    if written.suffix == ".mhtml":
        [part] = [p for p in email.message_from_bytes(content).walk() if p.get_content_type() == "text/html"]
        content = cast(bytes, part.get_payload(decode=True))
    if content.startswith(b"\xff\xfe"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


@pytest.mark.parametrize("layout", HTML_LAYOUTS)
def test_a_web_page_shows_every_cell_and_paragraph_in_order(layout: str) -> None:
    for seed in range(9):
        written = with_every_quirk(layout, seed)
        page = page_of(written)
        tables = page.xpath("//table[not(.//table) and not(@class='index')]")
        cells = [compact(cell.text_content()) for table in tables for cell in table.xpath(".//td | .//th")]
        assert list(filter(None, cells)) == written_cells(written), written.quirks
        text = compact(page.text_content())
        assert [p for p in written_paragraphs(written) if p not in text] == [], written.quirks


def test_a_markdown_file_rules_off_a_header_that_nobody_printed() -> None:
    for seed in range(6):
        written = with_every_quirk("md", seed)
        lines = written.text.splitlines()
        rules = [
            number for number, line in enumerate(lines) if set(line) == set("|- ") or set(line) == set("|-")
        ]
        assert len(rules) >= 3
        shown = [compact(re.sub(r"<br>|\*\*", "", cell)) for line in lines for cell in line.split("|")[1:-1]]
        assert [cell for cell in shown if not re.fullmatch(r"-*|列\d+|Unnamed:\d+|Column\d+", cell)] == [
            cell for cell in written_cells(written) if cell
        ]


UNCOUNTED = "//w:del | //w:moveFrom | //w:r[w:rPr/w:vanish] | //w:r[w:rPr/w:vertAlign] | //w:txbxContent | //w:instrText"


@pytest.mark.parametrize("seed", range(9))
def test_a_word_file_holds_every_cell_and_paragraph_in_order(seed: int) -> None:
    written = with_every_quirk("docx", seed)
    body = docx.Document(io.BytesIO(written.content)).element.body
    for element in body.xpath(UNCOUNTED):
        element.getparent().remove(element)
    cells = [compact("".join(cell.xpath(".//w:t/text()"))) for cell in body.xpath(".//w:tc[not(.//w:tbl)]")]
    assert list(filter(None, cells)) == written_cells(written), written.quirks
    text = compact("".join(body.xpath(".//w:t/text()")))
    counted = r"^[一⼀二三四五六]、" if "numbered_headings" in written.quirks else "^$"
    paragraphs = [re.sub(counted, "", paragraph) for paragraph in written_paragraphs(written)]
    assert [paragraph for paragraph in paragraphs if paragraph not in text] == [], written.quirks


def test_a_word_file_merges_cells_as_the_official_form_does() -> None:
    tables = docx.Document(io.BytesIO(random_report(1, 2022, layout="docx").content)).tables
    assert [(len(table.rows), len(table.columns)) for table in tables] == [(14, 4), (28, 10), (4, 15)]
    results = tables[1].columns[0].cells
    assert {cell.text for cell in results[5:-1]} == {"三、本年度办理结果"}


def pages_of(written: WrittenReport) -> list[pdfplumber.page.Page]:
    """The pages, with what is printed twice for bold taken once."""
    return [page.dedupe_chars() for page in pdfplumber.open(io.BytesIO(written.content)).pages]


@pytest.mark.parametrize("seed", range(9))
def test_a_pdf_has_all_its_text_in_a_layer(seed: int) -> None:
    written = with_every_quirk("pdf", seed)
    printed = Counter("".join((*written_cells(written), *written_paragraphs(written))))
    read = Counter(compact("".join(page.extract_text() for page in pages_of(written))))
    assert printed - read == Counter(), written.quirks


@pytest.mark.parametrize(
    "quirks", [(), ("short_pages",), ("page_break", "narrow_labels"), ("narrow_columns",)]
)
def test_a_pdf_rules_every_cell_in_order(quirks: tuple[str, ...]) -> None:
    for seed in range(2):
        written = random_report(seed, 2020 + seed, layout="pdf", quirks=quirks)
        rows = [row for page in pages_of(written) for table in page.extract_tables() for row in table]
        cells = [compact(cell) for row in rows for cell in row if cell]
        assert list(filter(None, cells)) == written_cells(written)


def test_a_table_in_a_pdf_may_print_its_header_on_each_page() -> None:
    written = random_report(2, 2020, layout="pdf", quirks=("short_pages", "repeated_headers"))
    headed = ["申请人情况" in page.extract_text() for page in pages_of(written)]
    assert headed == [False, True, True, True, False]


def test_a_borderless_table_in_a_pdf_has_no_lines() -> None:
    written = random_report(2, 2020, layout="pdf", quirks=("borderless",))
    assert [page.extract_tables() for page in pages_of(written)] == [[]] * len(pages_of(written))
