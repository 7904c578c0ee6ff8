"""A web page (.html, .mhtml): blocks become lines, data tables become grids; what a browser does not show is left out."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HTMLParser

from index.errors import UnreadableFile
from index.readers.building import DocumentBuilder
from index.readers.encoding import decode
from index.report import UNREADABLE, Document

SUFFIXES = (".html", ".htm", ".shtml", ".xhtml", ".mhtml", ".mht")

_UNSEEN = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "iframe",
    "option",
    "button",
    "audio",
    "video",
    "del",
    "s",
    "strike",
}
_INLINE = {"span", "font", "a", "b", "i", "em", "strong", "small", "u"}
_PICTURES = {"img", "svg", "canvas", "object", "embed", "math"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|text-decoration[^;]*line-through",
    re.IGNORECASE,
)
_RAISED = re.compile(
    r"vertical-align\s*:\s*(?:super|sub|text-|top|bottom)|mso-text-raise\s*:\s*-?(?!0)|position\s*:\s*relative.*\btop\s*:",
    re.IGNORECASE,
)
_HIDING_RULE = re.compile(
    r"([^{}]*)\{[^{}]*(?:display\s*:\s*none|visibility\s*:\s*hidden)[^{}]*\}", re.IGNORECASE
)
_CLASS_ALONE = re.compile(r"^\w*\.([\w-]+)$")
# Around what is raised in a cell: by its element, or by its style alone, which Word gives to whole numbers, too.
_MARK, _STYLED = ("[", "]"), ("\ue000", "\ue001")
_ALL_STYLED = re.compile(r"(?:\ue000[^\ue000\ue001]*\ue001\s*)+")
_BRACKETS = re.compile(r"[\[\ue000]+|[\]\ue001]+")  # a note that is raised twice, or brings its own
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff65]")
_META_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w\-]+)""", re.IGNORECASE
)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)

MOST_HIDDEN = 200  # characters; an element hidden until a script shows it may hold the whole report
LONGEST_CELL = 600  # characters; a table with a longer cell arranges the page
SMALLEST_PICTURE = 5  # pixels; a smaller one holds a cell open
LONGEST_LINK = 40  # characters; a line that is one link and no longer is the site's, not the report's
WIDEST_SPAN = 60


def read(content: bytes, file: str) -> Document:
    """The document in a saved page, or in the first page of a web archive."""
    if looks_like_archive(content):
        html, charset = _archived_page(content, file)
    else:
        html, charset = content, ""
    return html_to_document(decode(html, file, charset or _declared(html)), file)


def looks_like_archive(content: bytes) -> bool:
    """Whether the bytes begin as a web archive (MHTML) does: with the headers of a message."""
    head = content[:2000].lower()
    return b"mime-version:" in head and b"content-type:" in head and not head.lstrip().startswith(b"<")


def looks_like_page(content: bytes) -> bool:
    """Whether the bytes are HTML, whatever the file is called."""
    head = content[:1000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    return head.startswith(
        (b"<!doctype html", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<div", b"<p>")
    )


def _archived_page(content: bytes, file: str) -> tuple[bytes, str]:
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(payload, bytes):
            return payload, str(part.get_content_charset() or "")
    raise UnreadableFile(file, "no page in this web archive; save it as .html and try again")


def _declared(html: bytes) -> str:
    found = _META_CHARSET.search(html[:4096])
    return found.group(1).decode("ascii", "replace") if found else ""


def html_to_document(html: str, file: str) -> Document:
    """What a browser shows of the page as lines and grids, and what its head says of it."""
    root = _parsed(html, file)
    about = _about(root, html)
    page = _Page()
    page.read(root)
    builder = DocumentBuilder()
    page.write(builder)
    opened = sum(1 if not found.group(1) else -1 for found in _TABLE_TAG.finditer(html))
    return builder.finish(file, about, cut_off=opened > 0)


def _parsed(html: str, file: str) -> etree._Element:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    content = re.sub(r"^\s*<\?xml[^>]*\?>", "", html).replace("\0", "").encode("utf-8", "replace")
    root = etree.fromstring(content, parser) if content.strip() else None
    if root is None:
        raise UnreadableFile(file, "there is no page in this file; save the report's page again")
    if any("depth" in fault.message for fault in parser.error_log):
        raise UnreadableFile(file, "the page nests its elements too deeply; save it as text or Word")
    return root


def _about(root: etree._Element, html: str) -> dict[str, str]:
    """What the head tells: the names of meta elements are those of the standard for government sites."""
    told = {str(m.get("name", "")).lower(): str(m.get("content", "")).strip() for m in root.iter("meta")}
    title = told.get("articletitle") or " ".join((root.findtext(".//title") or "").split())
    saved = _SAVED_FROM.search(html[:2000])
    link = root.find(".//link[@rel='canonical']")
    url = saved.group(1) if saved else link.get("href", "") if link is not None else told.get("url", "")
    about = {"title": title, "site": told.get("sitename", ""), "url": url}
    return {name: value for name, value in about.items() if value}


# ── the walk ─────────────────────────────────────────────────────────────────────────────────────


@dataclass
class _Text:
    """Inline text being collected, white space collapsed as a browser does."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0  # characters that stand in links

    def add(self, text: str, in_link: bool) -> None:
        text = _SPACE.sub(" ", text)
        if text[:1] == " " and (not self.pieces or self.pieces[-1].endswith((" ", "\n"))):
            text = text[1:]
        if text:
            self.pieces.append(text)
            self.linked += len(text.strip()) if in_link else 0

    def break_line(self) -> None:
        if self.pieces:
            self.pieces.append("\n")

    def take(self) -> tuple[str, bool]:
        """(the text, whether all of it is a link); empties the collection."""
        text = _without_soft_spaces("".join(self.pieces)).strip(" \n")
        all_linked = bool(text) and self.linked >= len(text.replace(" ", ""))
        self.pieces, self.linked = [], 0
        return text, all_linked


def _without_soft_spaces(text: str) -> str:
    """A line end in the source between two wide characters is no space (CSS Text, segment break transformation).

    >>> _without_soft_spaces("主动 公开 20 23")
    '主动公开 20 23'
    """
    return re.sub(rf"(?<={_WIDE.pattern}) (?={_WIDE.pattern})", "", text)


@dataclass
class _Line:
    text: str
    is_link: bool


@dataclass
class _Table:
    """A data table being read: its rows with merged cells laid out on the grid."""

    rows: list[list[str | None]] = field(default_factory=list)
    hanging: dict[int, int] = field(default_factory=dict)  # column → rows still covered from above

    def begin_row(self) -> None:
        self.rows.append([])
        self._skip_covered()

    def add_cell(self, text: str, columns: int, rows: int) -> None:
        if not self.rows:
            self.begin_row()
        row = self.rows[-1]
        at = len(row)
        row += [text, *[None] * (columns - 1)]
        if rows > 1:
            self.hanging |= dict.fromkeys(range(at, at + columns), rows)
        self._skip_covered()

    def end_row(self) -> None:
        self.hanging = {column: left - 1 for column, left in self.hanging.items() if left > 1}

    def _skip_covered(self) -> None:
        row = self.rows[-1]
        while self.hanging.get(len(row)):
            row.append(None)


class _Page:
    """The walk over a page's elements; without recursion, for pages nest as deep as they like."""

    def __init__(self) -> None:
        self.blocks: list[_Line | _Table] = []
        self.text = _Text()
        self.tables: list[_Table] = []  # the data table being read; never more than one
        self.cells: list[tuple[int, int]] = []  # the cell being read: columns and rows it covers
        self.links = 0
        self.preformatted = 0
        self.hidden_classes: frozenset[str] = frozenset()

    def read(self, root: etree._Element) -> None:
        self.hidden_classes = _hidden_classes(root)
        layout = _layout_tables(root)
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._is_unseen(element):
                    walk.skip_subtree()
                    continue
                self._open(element, layout)
                self._add(element.text)
            else:
                if not self._is_unseen(element):
                    self._close(element, layout)
                if element is not root:
                    self._add(element.tail)
        self._end_line()

    def write(self, builder: DocumentBuilder) -> None:
        """Into the builder, less the links of the site around the report."""
        lines = [block for block in self.blocks if isinstance(block, _Line)]
        links = [line for line in lines if line.is_link and len(line.text) <= LONGEST_LINK]
        drop = len(links) * 2 <= len(lines)  # else some unclosed link swallowed the report
        for block in self.blocks:
            if isinstance(block, _Table):
                builder.add_table(block.rows)
            elif not (drop and block.is_link and len(block.text) <= LONGEST_LINK):
                for line in block.text.split("\n"):
                    builder.add_line(line)

    def _add(self, text: str | None) -> None:
        if not text or (self.tables and not self.cells and not text.strip()):
            return
        for number, line in enumerate(text.splitlines() if self.preformatted else [text]):
            if number:
                self.text.break_line()
            self.text.add(line, self.links > 0)

    def _open(self, element: etree._Element, layout: set[etree._Element]) -> None:
        tag = element.tag
        if tag == "br":
            self.text.break_line()
        elif tag == "a" and element.get("href"):
            self.links += 1
        elif marks := _raised_marks(element):
            self._mark_raised(marks[0])
        elif tag in _PICTURES or tag in ("input", "select"):
            self._add(self._shown(element))
        elif tag == "table" and element not in layout and not self.tables:
            self._end_line()
            self.tables.append(_Table())
        elif self.tables and tag == "tr":
            self.tables[-1].begin_row()
        elif self.tables and tag in ("td", "th"):
            self.text = _Text()
            self.cells.append((_span(element, "colspan"), _span(element, "rowspan")))
        elif tag in _BLOCKS:
            self.preformatted += tag == "pre"
            self._end_block()

    def _close(self, element: etree._Element, layout: set[etree._Element]) -> None:
        tag = element.tag
        if tag == "a" and element.get("href"):
            self.links = max(0, self.links - 1)
        elif marks := _raised_marks(element):
            self._mark_raised(marks[1])
        elif tag == "table" and element not in layout and self.tables:
            self.blocks.append(self.tables.pop())
            self.text = _Text()
        elif self.tables and tag == "tr":
            self.tables[-1].end_row()
        elif self.tables and tag in ("td", "th") and self.cells:
            self.tables[-1].add_cell(_with_notes(self.text.take()[0]), *self.cells.pop())
        elif tag in _BLOCKS:
            self.preformatted -= tag == "pre"
            self._end_block()

    def _shown(self, element: etree._Element) -> str:
        """What a control shows; for a picture in a cell, whose words nobody reads, the sign that something stands there."""
        if element.tag == "input":
            shown = element.get("type", "text").lower() in ("text", "number", "tel")
            return str(element.get("value", "")) if shown else ""
        if element.tag == "select":
            chosen = element.find(".//option[@selected]")
            first = element.find(".//option") if chosen is None else chosen
            return "".join(first.itertext()) if first is not None else ""
        return UNREADABLE if self.cells and not _is_spacer(element) else ""

    def _is_unseen(self, element: etree._Element) -> bool:
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            return True
        classes = (
            self.hidden_classes.intersection(element.get("class", "").split())
            if self.hidden_classes
            else None
        )
        hidden = classes or element.get("hidden") is not None or _HIDDEN.search(element.get("style", ""))
        return bool(hidden) and len("".join(element.itertext())) <= MOST_HIDDEN

    def _mark_raised(self, bracket: str) -> None:
        """A raised mark behind a number is a note to it and no part of it."""
        if self.cells:
            self.text.add(bracket, False)

    def _end_block(self) -> None:
        if self.tables:
            self.text.break_line()
        else:
            self._end_line()

    def _end_line(self) -> None:
        text, is_link = self.text.take()
        if text:
            self.blocks.append(_Line(text, is_link))


def _span(element: etree._Element, name: str) -> int:
    found = re.match(r"\s*(\d{1,4})", element.get(name, ""))
    return min(max(int(found.group(1)), 1), WIDEST_SPAN) if found else 1


def _raised_marks(element: etree._Element) -> tuple[str, str] | None:
    """What to put around words raised or lowered in their line; a cell's own alignment is something else."""
    if element.tag in ("sup", "sub"):
        return _MARK
    return _STYLED if element.tag in _INLINE and _RAISED.search(element.get("style", "")) else None


def _with_notes(text: str) -> str:
    """A cell's words with what is raised behind them in brackets; where all of it is raised, nothing is a note."""
    if _ALL_STYLED.fullmatch(text):
        return text.replace(_STYLED[0], "").replace(_STYLED[1], "")
    return _BRACKETS.sub(lambda run: "[" if run.group()[0] in "[\ue000" else "]", text)


def _is_spacer(element: etree._Element) -> bool:
    sizes = (re.match(r"\d+", element.get(name, "")) for name in ("width", "height"))
    return any(size and int(size.group()) <= SMALLEST_PICTURE for size in sizes)


def _hidden_classes(root: etree._Element) -> frozenset[str]:
    """The classes that the page's own style sheets hide."""
    sheets = " ".join(sheet.text or "" for sheet in root.iter("style"))
    named = (name.strip() for rule in _HIDING_RULE.finditer(sheets) for name in rule.group(1).split(","))
    return frozenset(found.group(1) for name in named if (found := _CLASS_ALONE.match(name)))


# ── tables that arrange the page ─────────────────────────────────────────────────────────────────


def _layout_tables(root: etree._Element) -> set[etree._Element]:
    """Tables that hold other tables, or no rows of cells, or whole paragraphs: their cells are blocks of the page."""
    layout = set()
    for table in root.iter("table"):
        if table.find(".//table") is not None or not _is_data(table):
            layout.add(table)
    return layout


def _is_data(table: etree._Element) -> bool:
    widths = [sum(1 for cell in row if cell.tag in ("td", "th")) for row in table.iter("tr")]
    if max(widths, default=0) < 2:
        return False
    return all(len("".join(cell.itertext()).strip()) <= LONGEST_CELL for cell in _cells(table))


def _cells(table: etree._Element) -> Iterator[etree._Element]:
    yield from table.iter("td", "th")
