"""The lists of the page: the reports of the collection and the problems found in them, as HTML tables."""

from __future__ import annotations

from collections.abc import Sequence

from index.checks import KINDS, Kind
from ui.collection import ProblemLine, ReportLine
from ui.present import empty_store
from ui.words import both, escape, number_class


def reports_table(lines: Sequence[ReportLine]) -> str:
    """The collection: one line a report."""
    if not lines:
        return empty_store()
    heads = (
        both("机关", "Agency"),
        both("年份", "Year"),
        both("地区", "Region"),
        both("报表版本", "Form"),
        both("读出的单元格", "Cells read"),
        both("问题", "Problems"),
    )
    return _listing(heads, [_report_row(line) for line in lines], numbers=(1, 4, 5))


def _report_row(line: ReportLine) -> tuple[str, ...]:
    second = f"<small>{escape(line.second_name)}</small>" if line.second_name else ""
    problems = f"<b>{line.problems}</b>" if line.problems else '<span class="faint">0</span>'
    return (
        _open_report(line.report, line.agency) + second,
        str(line.year),
        escape(line.region),
        escape(line.edition or "–"),
        f'{line.read}<span class="faint"> / {line.cells}</span>',
        problems,
    )


def problems_table(lines: Sequence[ProblemLine]) -> str:
    """What does not add up, by report."""
    if not lines:
        return f'<p class="gk-note">{both("没有发现问题。", "No problems were found.")}</p>'
    heads = (
        both("机关", "Agency"),
        both("年份", "Year"),
        both("说明", "What was found"),
        both("类型", "Kind"),
    )
    rows = [
        (
            _open_report(p.report, p.agency, p.cells),
            str(p.year),
            escape(p.message),
            both(*KINDS.get(p.kind, Kind(p.kind, p.kind))),
        )
        for p in lines
    ]
    return _listing(heads, rows, numbers=(1,))


def _open_report(report: str, label: str, cells: Sequence[tuple[str, str, str]] = ()) -> str:
    """The button that opens a report, at the first of these cells where there is one."""
    cell = "|".join(cells[0]) if cells else ""
    return (
        f'<button type="button" class="gk-open" data-event="open" data-report="{escape(report)}"'
        f' data-cell="{escape(cell)}">{escape(label)}</button>'
    )


def _listing(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> str:
    def cells(tag: str, texts: Sequence[str]) -> str:
        return "".join(f"<{tag}{number_class(i in numbers)}>{text}</{tag}>" for i, text in enumerate(texts))

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    head = cells("th", heads).replace("<th", '<th scope="col"')
    return (
        f'<div class="gk-scroll"><table class="gk-table gk-listing"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
