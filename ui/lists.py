"""The list of the reports tab: the collection, one line a report, as an HTML table with its filter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.collection import ReportLine
from ui.filter_form import Choices, check, filter_form
from ui.paging import Paged, Sorting, pager, sort_head
from ui.scope import text_of
from ui.words import both, escape, number_class

LIST = "reports"  # what the script knows it by
REPORTS = (("份报告", "report"), ("份报告", "reports"))
WITH_PROBLEMS = "problems"


def reports_filter(choices: Choices, sent: Mapping[str, Any]) -> str:
    """The form above the reports."""
    label = both("只看有问题的", "With problems only")
    return filter_form(LIST, choices, sent, check("only", WITH_PROBLEMS, label, only_problems(sent)))


def only_problems(sent: Mapping[str, Any]) -> bool:
    """Whether a visitor wants to see the reports with problems only."""
    return text_of(sent, "only") == WITH_PROBLEMS


def reports_table(
    shown: Paged[ReportLine], sorting: Sorting, is_uploaded: Callable[[str], bool] | None = None
) -> str:
    """One page of the collection; reports that `is_uploaded` can be removed."""
    heads = [
        sort_head(both("机关", "Agency"), "agency", sorting),
        sort_head(both("年份", "Year"), "year", sorting, is_number=True),
        sort_head(both("地区", "Region"), "region", sorting),
        f'<th scope="col">{both("报表版本", "Form")}</th>',
        f'<th scope="col" class="number">{both("读出的单元格", "Cells read")}</th>',
        sort_head(both("问题", "Problems"), "problems", sorting, is_number=True),
    ]
    added = [is_uploaded is not None and is_uploaded(line.root) for line in shown.rows]
    rows = [_report_row(line) for line in shown.rows]
    if any(added):
        heads.append(f'<th scope="col">{both("添加的", "Added")}</th>')
        last = [_remove_button(line) if own else "" for line, own in zip(shown.rows, added, strict=True)]
        rows = [(*row, button) for row, button in zip(rows, last, strict=True)]
    table = _listing(heads, rows, numbers=(1, 4, 5)) if rows else no_match()
    return (
        f'<div class="gk-listed" data-list="{LIST}">{pager(shown, *REPORTS)}{table}</div>'
        f"{_confirmation() if any(added) else ''}"
    )


def no_match() -> str:
    """What stands in place of a list that nothing is left of."""
    return f'<p class="gk-note">{both("没有符合这些条件的。", "Nothing fits these conditions.")}</p>'


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
        f'<span class="place">{escape(line.region)}</span>',
        escape(line.edition or "–"),
        f'{line.read}<span class="faint"> / {line.cells}</span>',
        problems,
    )


def _open_report(report: str, label: str) -> str:
    """The button that opens a report."""
    return (
        f'<button type="button" class="gk-open" data-event="open" data-report="{escape(report)}"'
        f' data-cell="">{escape(label)}</button>'
    )


def _listing(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> str:
    def cells(texts: Sequence[str]) -> str:
        return "".join(f"<td{number_class(i in numbers)}>{text}</td>" for i, text in enumerate(texts))

    body = "".join(f"<tr>{cells(row)}</tr>" for row in rows)
    return (
        f'<div class="gk-scroll" tabindex="0"><table class="gk-table gk-listing"><thead><tr>{"".join(heads)}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
