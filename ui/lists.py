"""The lists of the page: the reports of the collection and the problems found in them, as HTML tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.problem_kinds import KINDS, Kind
from ui.collection import ProblemLine, ReportLine
from ui.welcome import empty_store
from ui.words import both, escape, number_class


def reports_table(lines: Sequence[ReportLine], is_uploaded: Callable[[str], bool] | None = None) -> str:
    """The collection: one line a report; those that `is_uploaded` can be removed."""
    if not lines:
        return empty_store(can_add=is_uploaded is not None)
    heads = (
        both("机关", "Agency"),
        both("年份", "Year"),
        both("地区", "Region"),
        both("报表版本", "Form"),
        both("读出的单元格", "Cells read"),
        both("问题", "Problems"),
    )
    added = [is_uploaded is not None and is_uploaded(line.root) for line in lines]
    rows = [_report_row(line) for line in lines]
    if not any(added):
        return _listing(heads, rows, numbers=(1, 4, 5))
    last = [_remove_button(line) if own else "" for line, own in zip(lines, added, strict=True)]
    rows = [(*row, button) for row, button in zip(rows, last, strict=True)]
    return _listing((*heads, both("添加的", "Added")), rows, numbers=(1, 4, 5)) + _confirmation()


def _remove_button(line: ReportLine) -> str:
    named = f"{line.agency} {line.year}"
    return (
        f'<button type="button" class="gk-quiet" data-event="confirm" data-report="{escape(line.report)}"'
        f' data-named="{escape(named)}">{both("删除", "Remove")}<span class="gk-unseen"> {escape(named)}</span></button>'
    )


def _confirmation() -> str:
    """What a click on “remove” asks first; assets/page.js fills in which report."""
    told = both("从库中删除这份报告和上传的文件？", "Remove this report and the uploaded file?")
    return (
        '<dialog class="gk-dialog" aria-labelledby="gk-removing"><form method="dialog">'
        f'<p id="gk-removing">{told}<br><b class="gk-named"></b></p><p class="gk-buttons">'
        f'<button type="button" class="gk-plain" data-event="keep">{both("保留", "Keep it")}</button>'
        f'<button type="button" class="gk-primary" data-event="remove">{both("删除", "Remove")}</button></p></form></dialog>'
    )


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
