"""A manuscript as a Word file: merged cells as in the official form, and what years of editing leave in a file."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.report_oddities import cut_up
from tests.report_paper import PAGE_END, Layout, Manuscript, Place, PrintedTable, Spot

DOCX_QUIRKS = (
    "split_runs",
    "tracked_changes",  # what was inserted counts, what was deleted does not
    "bookmarks",
    "content_controls",
    "nested_tables",
    "page_furniture",
    "numbered_headings",  # Word counts the headings; their numbers stand in no text
    "split_tables",
    "footnote_references",
    "tabs",
    "text_boxes",
    "hidden_text",
    "formula_fields",
)

_NAMESPACES = nsdecls("w", "r") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_BOOKMARK = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
_CHANGE = 'w:id="{}" w:author="办公室" w:date="2021-01-12T09:00:00Z"'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_FOOTNOTES = (
    f"<w:footnotes {_NAMESPACES}>"
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>含上年结转986件。</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NUMBERING = (
    f'<w:abstractNum {_NAMESPACES} w:abstractNumId="77"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>',
    f'<w:num {_NAMESPACES} w:numId="77"><w:abstractNumId w:val="77"/></w:num>',
)
_NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
_NUMBER_PRINTED = re.compile(r"^\s*[一⼀二三四五六]、\s*")


def word_file(manuscript: Manuscript, quirks: frozenset[str], rng: random.Random) -> bytes:
    """The bytes of a .docx file."""
    document = docx.Document()
    body = document.element.body
    for block in _Writer(quirks, rng).blocks(manuscript):
        body.insert(len(body) - 1, parse_xml(block))
    document.core_properties.title = rng.choice(("", manuscript.title))
    if "page_furniture" in quirks:
        _add_page_furniture(document, manuscript)
    if "numbered_headings" in quirks:
        numbering = document.part.numbering_part.element
        numbering.insert(0, parse_xml(_NUMBERING[0]))
        numbering.append(parse_xml(_NUMBERING[1]))
    if "footnote_references" in quirks:
        part = Part(
            PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, _FOOTNOTES.encode(), document.part.package
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    saved = io.BytesIO()
    document.save(saved)
    return _undated(saved.getvalue())


def _add_page_furniture(document: Document, manuscript: Manuscript) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = manuscript.title
    page = f'<w:fldSimple {_NAMESPACES} w:instr=" PAGE "><w:r><w:t>5</w:t></w:r></w:fldSimple>'
    footer = section.footer.paragraphs[0]
    footer.add_run("— ")
    footer._p.append(parse_xml(page))
    footer.add_run(" —")


def _undated(content: bytes) -> bytes:
    """The same archive without the time it was made at."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


class _Writer:
    """Writes the blocks of one document with its oddities."""

    def __init__(self, quirks: frozenset[str], rng: random.Random) -> None:
        self.quirks = quirks
        self.rng = rng
        self.changes = 100  # the last id given to a tracked change

    def blocks(self, manuscript: Manuscript) -> Iterator[str]:
        """Every paragraph and table of the body, as XML."""
        *front, last = manuscript.front
        glued = "glued_heading" in self.quirks
        yield from (self._paragraph(text, "center") for text in front)
        for number, (heading, blocks) in enumerate(manuscript.parts):
            if number == 0 and glued:
                yield self._paragraph(last + heading)
            elif number == 0:
                yield self._paragraph(last)
                yield self._heading(heading, counted=True)
            else:
                yield self._heading(heading, counted=not glued)
            for block in blocks:
                if isinstance(block, str):
                    yield self._paragraph(block)
                else:
                    yield from self._table(block)
            if self._has("text_boxes", 0.5):
                yield self._with_text_box()
        yield from (self._paragraph(text, "right") for text in manuscript.back)

    def _has(self, quirk: str, share: float) -> bool:
        return quirk in self.quirks and self.rng.random() < share

    # ── paragraphs ──

    def _heading(self, text: str, counted: bool) -> str:
        if counted and "numbered_headings" in self.quirks and _NUMBER_PRINTED.match(text):
            return self._paragraph(_NUMBER_PRINTED.sub("", text), properties=_NUMBERED)
        return self._paragraph(text)

    def _paragraph(self, text: str, align: str = "", properties: str = "") -> str:
        if align:
            properties += f'<w:jc w:val="{align}"/>'
        content = self._runs(text) if text.strip() else ""
        if self._has("hidden_text", 0.1):
            content += _run("共收到985件", "<w:vanish/>")
        return f"<w:p {_NAMESPACES}><w:pPr>{properties}</w:pPr>{content}</w:p>"

    def _runs(self, text: str) -> str:
        """Text as runs; a line break is a break."""
        break_ = self.rng.choice(("<w:r><w:br/></w:r>", "<w:r><w:cr/></w:r>"))
        content = break_.join(self._line(line) for line in text.split("\n"))
        if self._has("bookmarks", 0.1):
            content = self.rng.choice((_BOOKMARK + content, content + _BOOKMARK))
        if self._has("content_controls", 0.1):
            content = _control(content)
        return content

    def _line(self, text: str) -> str:
        pieces = cut_up(text, self.rng) if self._has("split_runs", 0.5) else [text]
        between = _BOOKMARK if self._has("bookmarks", 0.1) else ""
        return between.join(self._piece(piece) for piece in pieces)

    def _piece(self, text: str) -> str:
        if not self._has("tracked_changes", 0.1):
            return _run(text, self.rng.choice(("", "<w:b/>", '<w:rFonts w:hint="eastAsia"/>')))
        self.changes += 2
        removed, added = (_CHANGE.format(self.changes + one) for one in (0, 1))
        gone, new = self.rng.choice((("del", "ins"), ("moveFrom", "moveTo")))
        old = _run(str(self.rng.randrange(900, 999)), tag="delText" if gone == "del" else "t")
        return f"<w:{gone} {removed}>{old}</w:{gone}><w:{new} {added}>{_run(text)}</w:{new}>"

    def _with_text_box(self) -> str:
        """An empty paragraph that a text box hangs on, as Word writes it for itself and for older versions."""
        inner = f"<w:txbxContent><w:p>{_run('图1 公开情况 988 989')}</w:p></w:txbxContent>"
        box = (
            f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>'
            f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
            "</mc:Fallback></mc:AlternateContent>"
        )
        return f"<w:p {_NAMESPACES}><w:r>{box}</w:r></w:p>"

    # ── tables ──

    def _table(self, table: PrintedTable) -> Iterator[str]:
        """The table, in several where page furniture stands between its rows or a page ends."""
        for piece in table.pieces(apart="split_tables" in self.quirks):
            if isinstance(piece, PrintedTable):
                yield self._piece_of_table(piece)
            elif piece == PAGE_END:
                yield f'<w:p {_NAMESPACES}><w:r><w:br w:type="page"/></w:r></w:p>'
            else:
                yield self._paragraph(piece, "center")

    def _piece_of_table(self, table: PrintedTable) -> str:
        rows = "".join(self._row(line) for line in table.places() if not isinstance(line, str))
        if self._has("nested_tables", 0.7):
            return _table_of(1, f"<w:tr><w:tc><w:tcPr/>{_table_of(table.width, rows)}<w:p/></w:tc></w:tr>")
        return _table_of(table.width, rows)

    def _row(self, places: list[Place]) -> str:
        cells = "".join(self._cells(places))
        row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
        return _control(row) if self._has("content_controls", 0.05) else row

    def _cells(self, places: list[Place]) -> Iterator[str]:
        for column, place in enumerate(places):
            if isinstance(place, Spot):
                merge = '<w:vMerge w:val="restart"/>' if place.rows > 1 else ""
                cell = _cell(place.columns, merge, self._cell_paragraphs(place))
                yield _control(cell) if self._has("content_controls", 0.05) else cell
            elif place == "above":
                rest = places[column + 1 :]
                inner = next((n for n, other in enumerate(rest) if other != "left"), len(rest))
                yield _cell(inner + 1, "<w:vMerge/>", "<w:p/>")

    def _cell_paragraphs(self, spot: Spot) -> str:
        texts = spot.text.split("\n") if self.rng.random() < 0.5 else [spot.text]
        paragraphs = "".join(self._cell_paragraph(text) for text in texts)
        return _control(paragraphs) if self._has("content_controls", 0.05) else paragraphs

    def _cell_paragraph(self, text: str) -> str:
        if not text.strip():
            return self.rng.choice(("<w:p/>", f"<w:p>{_run(text)}</w:p>"))
        is_number = text.isdigit()
        content = _field(text) if is_number and self._has("formula_fields", 0.1) else self._runs(text)
        if self._has("tabs", 0.1):
            content = f"<w:r><w:tab/></w:r>{content}"
        if is_number and self._has("footnote_references", 0.05):
            mark = self.rng.choice(('<w:footnoteReference w:id="2"/>', "<w:t>①</w:t>", "<w:t>1</w:t>"))
            content += f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{mark}</w:r>'
        if self._has("hidden_text", 0.04):
            content += _run(str(self.rng.randrange(900, 999)), "<w:vanish/>")
        return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{content}</w:p>'


def _run(text: str, properties: str = "", tag: str = "t") -> str:
    printed = f'<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}>'
    return f"<w:r><w:rPr>{properties}</w:rPr>{printed}</w:r>"


def _field(result: str) -> str:
    """A number that Word has summed up."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    formula = "<w:r><w:instrText> =SUM(LEFT) </w:instrText></w:r>"
    return f"{marks['begin']}{formula}{marks['separate']}{_run(result)}{marks['end']}"


def _control(content: str) -> str:
    return f'<w:sdt><w:sdtPr><w:id w:val="1"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def _cell(columns: int, merge: str, content: str) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{649 * columns}" w:type="dxa"/>{span}{merge}</w:tcPr>{content}</w:tc>'


def _table_of(columns: int, rows: str) -> str:
    grid = '<w:gridCol w:w="649"/>' * columns
    properties = f'<w:tblW w:w="9748" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
    return f"<w:tbl {_NAMESPACES}><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


LAYOUTS = {"docx": Layout(".docx", word_file, DOCX_QUIRKS, ruled=True, cannot=("crlf",))}
