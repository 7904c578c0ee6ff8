"""One report as a readable document: its paragraphs, its three tables laid out again, and the cited place marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.conversation import Citation
from assistant.labels import english_label
from index import form
from ui.collection import Key, PrintedCell, PrintedReport, PrintedSection
from ui.words import also_in_wan, both, cell_labels, escape, place_name, show_number, unit_words

_SUB_HEADING = re.compile(r"^\s*[（(][一二三四五六七八九十]+[）)].{0,30}$")
Keys = frozenset[Key]
LONG = 14  # characters: a cell that prints more is text, and may be broken into lines
_STATES = {
    "blank": ("空白，不是 0", "blank, which is not 0"),
    "na": ("不适用，没有数值", "not applicable, no number"),
    "text": ("不是数字，按原文保留", "not a number, kept as printed"),
    "missing": ("报告没有印出这一格", "the report does not print this cell"),
}
TABLE_NAMES = {
    "disclosure": "Information disclosed on the agency's own initiative",
    "applications": "Applications received and handled",
    "disputes": "Reviews and lawsuits",
}


@dataclass(frozen=True)
class Span:
    """A stretch of the report's text to mark; an empty one marks nothing."""

    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Finding:
    """A problem to show in its report: what it is, in HTML, and the cells it is about."""

    told: str
    cells: Keys


def source_view(
    report: PrintedReport, citation: Citation | None = None, key: str = "", finding: Finding | None = None
) -> str:
    """The source panel: what is cited and how it was read, then the whole document with the place marked."""
    cell = cited_cell(report, citation) if citation else None
    marked = finding.cells if finding else frozenset()
    span = Span(citation.start, citation.end) if citation and not cell else Span()
    return (
        f'<div class="gk-doc" data-key="{escape(key)}"><header class="gk-doc-head">'
        f'<button type="button" class="gk-close" data-event="close">{both("关闭", "Close")}</button>'
        f"<h2>{escape(report.agency)} <span>{report.year}</span></h2>"
        f"{_found(finding) if finding else ''}{_cited(citation, cell)}"
        f'<p class="gk-file faint">{both("文件", "File")} <code>{escape(report.file)}</code>{_page(citation)}</p></header>'
        f'<div class="gk-paper" tabindex="0">{"".join(_document(report, cell, span, marked))}</div></div>'
    )


def _found(finding: Finding) -> str:
    several = len(finding.cells)
    cells = both(f"标出了相关的 {several} 格", f"the {several} cells concerned are marked")
    return f'<div class="gk-found">{finding.told}{f"<small>{cells}</small>" if several > 1 else ""}</div>'


def _page(citation: Citation | None) -> str:
    if citation is None or citation.page is None:
        return ""
    return " · " + both(f"第 {citation.page} 页", f"page {citation.page}")


def cited_cell(report: PrintedReport, citation: Citation) -> PrintedCell | None:
    """The printed cell a citation points at; None for a passage."""
    named = [c for c in report.cells if (c.row, c.column) == (citation.row, citation.column)]
    exact = [c for c in named if (c.start, c.end) == (citation.start, citation.end)]
    in_part = [c for c in named if _part_of(c.table) == citation.part]
    return next(iter([*exact, *in_part]), None)


def cell_citation(report: PrintedReport, table: str, row: str, column: str) -> Citation | None:
    """A citation of one cell of a report; None where it has no such cell."""
    cell = next((c for c in report.cells if (c.table, c.row, c.column) == (table, row, column)), None)
    if cell is None:
        return None
    start, end = cell.start or 0, cell.end or 0
    place = (report.text[start:end], report.file, start, end)
    return Citation(report.report, report.agency, report.year, _part_of(table), row, column, *place)


def _part_of(table: str) -> str:
    return form.EDITIONS["2021"][table].part


# ── what is cited ────────────────────────────────────────────────────────────────────────────────


def _cited(citation: Citation | None, cell: PrintedCell | None) -> str:
    if citation is None:
        return ""
    if cell is None:
        return f'<p class="gk-place">{place_name(citation)}</p>'
    row, column = map(escape, cell_labels(cell.table, cell.row, cell.column))
    english = f"{english_label(cell.row)} › {english_label(cell.column)}"
    title = both(_title(cell.table), TABLE_NAMES[cell.table])
    return (
        f'<p class="gk-place"><span class="faint">{title}</span><br><b>{row}</b> › <b>{column}</b>'
        f'<span class="en faint"> {escape(english)}</span></p>'
        f'<dl class="gk-read"><div><dt>{both("原文", "Printed")}</dt><dd>{_raw(cell)}</dd></div>'
        f"<div><dt>{both('读作', 'Read as')}</dt><dd>{_reading(cell)}</dd></div></dl>"
    )


def _raw(cell: PrintedCell) -> str:
    return (
        f"<code>{escape(cell.raw)}</code>"
        if cell.raw.strip()
        else f'<span class="faint">{both("（空）", "(empty)")}</span>'
    )


def _reading(cell: PrintedCell) -> str:
    if cell.state != "number" or cell.value is None:
        return both(*_STATES.get(cell.state, ("没有数值", "no number")))
    wan = also_in_wan(cell.value, cell.unit)
    more = f' <span class="faint">= {wan}</span>' if wan else ""
    return f"<b>{show_number(cell.value, cell.unit)}</b> {both(*unit_words(cell.unit or ''))}{more}"


def _title(table: str) -> str:
    return form.EDITIONS["2021"][table].title


# ── the document ─────────────────────────────────────────────────────────────────────────────────


def _document(report: PrintedReport, cell: PrintedCell | None, span: Span, marked: Keys) -> Iterator[str]:
    position = 0
    for section in report.sections:
        yield from _paragraphs(report.text, position, section.start, span)
        if section.part or section.title:
            yield f"<h3>{_marked(report.text, section.start, section.body, span)}</h3>"
        yield from _section_body(report, section, cell, span, marked)
        position = section.end
    yield from _paragraphs(report.text, position, len(report.text), span)
    yield from _tables_without_a_place(report, cell, marked)


def _section_body(
    report: PrintedReport, section: PrintedSection, cell: PrintedCell | None, span: Span, marked: Keys
) -> Iterator[str]:
    position = section.body
    for start, end, table in _table_places(report, section):
        yield from _paragraphs(report.text, position, start, span)
        yield FormTable(report, table, cell, marked).html()
        position = end
    yield from _paragraphs(report.text, position, section.end, span)


def _table_places(report: PrintedReport, section: PrintedSection) -> list[tuple[int, int, str]]:
    """Where the tables of a part begin and end in the text: their cells and the table lines around them."""
    found = []
    for table in form.TABLES:
        offsets = [c.start for c in report.table(table) if c.start is not None]
        inside = [offset for offset in offsets if section.body <= offset < section.end]
        if inside:
            start, end = _widened(report.text, section, min(inside), max(inside))
            found.append((start, end, table))
    return sorted(found)


def _widened(text: str, section: PrintedSection, first: int, last: int) -> tuple[int, int]:
    """From the first to the last line of a table, the lines of its head included."""
    lines = list(_lines(text, section.body, section.end))
    begin = max(i for i, (start, _) in enumerate(lines) if start <= first)
    finish = max(i for i, (start, _) in enumerate(lines) if start <= last)
    while begin > 0 and _may_be_head(text, lines[begin - 1]):
        begin -= 1
    while finish + 1 < len(lines) and _is_table_line(text, lines[finish + 1]):
        finish += 1
    return lines[begin][0], lines[finish][1]


def _is_table_line(text: str, line: tuple[int, int]) -> bool:
    printed = text[line[0] : line[1]]
    return "\t" in printed or "|" in printed or not printed.strip()


def _may_be_head(text: str, line: tuple[int, int]) -> bool:
    """A head that was broken into lines (本年新, 制作数量) has short lines without any punctuation."""
    printed = text[line[0] : line[1]].strip()
    return _is_table_line(text, line) or (len(printed) <= 12 and not re.search(r"[。，：:；]", printed))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for line in text[start:end].splitlines(keepends=True):
        yield position, position + len(line)
        position += len(line)


def _paragraphs(text: str, start: int, end: int, span: Span) -> Iterator[str]:
    for begin, finish in _lines(text, start, end):
        printed = text[begin:finish]
        if not printed.strip():
            continue
        tag = "h4" if _SUB_HEADING.match(printed) else "p"
        yield f"<{tag}>{_marked(text, begin, finish, span)}</{tag}>"


def _marked(text: str, start: int, end: int, span: Span) -> str:
    """The text of one line, the part of it that is cited inside a <mark>."""
    first, last = max(start, span.start), min(end, span.end)
    if first >= last or not text[first:last].strip():
        return escape(text[start:end].strip())
    before, cited, after = text[start:first], text[first:last], text[last:end]
    return f"{escape(before.lstrip())}<mark>{escape(cited.strip())}</mark>{escape(after.rstrip())}"


def _tables_without_a_place(report: PrintedReport, cell: PrintedCell | None, marked: Keys) -> Iterator[str]:
    """A cell to be seen is shown even where its table could not be placed in a part."""
    wanted = {table for table, _, _ in marked} | ({cell.table} if cell else set())
    if not wanted:
        return
    placed = {table for section in report.sections for _, _, table in _table_places(report, section)}
    for table in form.TABLES:
        if table in wanted - placed:
            yield FormTable(report, table, cell, marked).html()


# ── a table of the form ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class FormRow:
    """One row of a table as the report prints it."""

    code: str  # "granted", "other_services/行政检查"
    cells: tuple[PrintedCell, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(cell.column for cell in self.cells)


@dataclass(frozen=True)
class FormTable:
    """One of the three tables of a report, laid out by the form's rows and columns."""

    report: PrintedReport
    table: str
    cited: PrintedCell | None
    marked: Keys = frozenset()  # further cells to be seen

    def html(self) -> str:
        """The table; rows that print the same columns stand under one header, as in the form."""
        blocks = groupby(printed_rows(self.report, self.table), key=lambda row: row.columns)
        body = "".join(self._block(columns, list(rows)) for columns, rows in blocks)
        caption = f'<caption class="en"><span>{escape(TABLE_NAMES[self.table])}</span></caption>'  # zh: the heading above
        return f'<div class="gk-scroll"><table class="gk-form">{caption}{body}</table></div>'

    def _block(self, columns: Sequence[str], rows: Sequence[FormRow]) -> str:
        heads = "".join(self._head(rows, column) for column in columns)
        body = "".join(self._rows_with_headings(rows, len(columns) + 1))
        return (
            f'<tbody><tr class="head"><th scope="col">{both("项目", "Item")}</th>{heads}</tr>{body}</tbody>'
        )

    def _head(self, rows: Sequence[FormRow], column: str) -> str:
        is_on = any(cell is self.cited for row in rows for cell in row.cells if cell.column == column)
        label = cell_labels(self.table, rows[0].code, column, self.report.edition)[1]
        return f'<th scope="col"{" class=on" if is_on else ""}>{escape(label)}</th>'

    def _rows_with_headings(self, rows: Sequence[FormRow], width: int) -> Iterator[str]:
        heading = ""
        for row in rows:
            above = row_heading(self.table, row.code)
            if above and above != heading:
                yield f'<tr class="family"><th colspan="{width}" scope="rowgroup"><span>{escape(above)}</span></th></tr>'
            heading = above
            yield self._row(row)

    def _row(self, row: FormRow) -> str:
        label = row.code.partition("/")[2]
        label = label or cell_labels(self.table, row.code, row.columns[0], self.report.edition)[0]
        names = [
            "sub" if row_heading(self.table, row.code) else "",
            "on" if any(cell is self.cited for cell in row.cells) else "",
        ]
        cells = "".join(self._cell(cell) for cell in row.cells)
        return f'<tr class="{" ".join(names).strip()}"><th scope="row">{escape(label)}</th>{cells}</tr>'

    def _cell(self, cell: PrintedCell) -> str:
        text = escape(" ".join(cell.raw.split()))
        if cell.state == "missing":
            text = f'<span class="faint">{both("未印", "not printed")}</span>'
        names = "number long" if len(cell.raw) > LONG else "number"
        if cell is self.cited or (cell.table, cell.row, cell.column) in self.marked:
            cited = ' aria-current="true"' if cell is self.cited else ""
            return f'<td class="{names} on"{cited}><mark>{text or "&nbsp;"}</mark></td>'
        return f'<td class="{names}">{text}</td>'


def printed_rows(report: PrintedReport, table: str) -> list[FormRow]:
    """The rows of a table in the form's order, a printed sub-row after its parent."""
    rows = {code: place for place, code in enumerate(form.rows_of(table))}
    columns = {code: place for place, code in enumerate(form.columns_of(table))}

    def place(cell: PrintedCell) -> tuple[int, str, int]:
        parent, _, sub_row = cell.row.partition("/")
        return rows.get(parent, len(rows)), sub_row, columns.get(cell.column, len(columns))

    cells = sorted(report.table(table), key=place)
    return [FormRow(code, tuple(group)) for code, group in groupby(cells, key=lambda cell: cell.row)]


def row_heading(table: str, row: str) -> str:
    """What a row is printed under: 不予公开 above its eight reasons, a row's label above its sub-rows.

    >>> row_heading("applications", "refused_law"), row_heading("applications", "granted")
    ('不予公开', '')
    """
    parent, _, sub_row = row.partition("/")
    if sub_row:
        return form.label_of(table, row=parent)
    groups = [r.group for edition in form.EDITIONS.values() for r in edition[table].rows if r.code == row]
    return next((form.GROUPS[group] for group in groups if group in form.GROUPS), "")
