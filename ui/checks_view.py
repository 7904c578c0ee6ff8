"""The checks tab as HTML: what does not add up in the reports, by kind, each with the cells concerned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.labels import in_english
from index.problem_kinds import KINDS, Kind
from ui.collection import ProblemLine
from ui.filter_form import Choices, filter_form, hidden
from ui.lists import no_match
from ui.paging import Paged, Sorting, pager, set_button, sort_head
from ui.scope import text_of
from ui.words import both, escape

LIST = "checks"  # what the script knows it by
PROBLEMS = (("个问题", "problem"), ("个问题", "problems"))


def checks_filter(choices: Choices, sent: Mapping[str, Any]) -> str:
    """The form above the problems."""
    return filter_form(LIST, choices, sent, hidden("kind", kind_of(sent)))


def kind_of(sent: Mapping[str, Any]) -> str:
    """The kind of problem that was chosen; "" for all."""
    kind = text_of(sent, "kind")
    return kind if kind in KINDS else ""


def problems_table(
    shown: Paged[ProblemLine], counts: Mapping[str, tuple[int, int]], kind: str, sorting: Sorting
) -> str:
    """How many problems there are of each kind, and one page of them."""
    if not counts:
        return f'<div class="gk-listed" data-list="{LIST}">{none_found()}</div>'
    heads = (
        sort_head(both("机关", "Agency"), "agency", sorting)
        + sort_head(both("年份", "Year"), "year", sorting, is_number=True)
        + f'<th scope="col">{both("问题", "What was found")}</th><th scope="col">{both("单元格", "Cells")}</th>'
    )
    body = "".join(_row(line) for line in shown.rows)
    table = (
        '<div class="gk-scroll" tabindex="0"><table class="gk-table gk-listing gk-problems"><thead>'
        f"<tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    return (
        f'<div class="gk-listed" data-list="{LIST}">{_kinds(counts, kind)}{pager(shown, *PROBLEMS)}'
        f"{table if shown.rows else no_match()}</div>"
    )


def none_found() -> str:
    """What stands where the problems would, when there are none."""
    return f'<p class="gk-note">{both("没有发现问题。", "No problems were found.")}</p>'


def _kinds(counts: Mapping[str, tuple[int, int]], chosen: str) -> str:
    """Each kind with its number, what puts figures in doubt first; a click narrows the list to it."""
    total = sum(problems for problems, _ in counts.values())
    buttons = [_kind_button("", both("全部", "All"), total, chosen)]
    buttons += [
        _kind_button(kind, both(*names(kind)), counts[kind][0], chosen)
        for kind in sorted(counts, key=lambda kind: list(KINDS).index(kind) if kind in KINDS else len(KINDS))
    ]
    label = f'<p class="gk-unseen" id="gk-kinds">{both("按类型", "By kind")}</p>'
    return f'{label}<div class="gk-kinds" role="group" aria-labelledby="gk-kinds">{"".join(buttons)}</div>'


def _kind_button(kind: str, label: str, count: int, chosen: str) -> str:
    pressed = f' aria-pressed="{"true" if kind == chosen else "false"}"'
    return set_button(
        "kind", kind, f"<span>{label}</span> <b>{count:,}</b>", f"kind {kind}", "gk-kind", pressed
    )


def _row(line: ProblemLine) -> str:
    several = len(line.cells)
    cells = (
        both(f"看 {several} 格", f"{several} {'cell' if several == 1 else 'cells'}")
        if several
        else both("看报告", "report")
    )
    named = f'<span class="gk-unseen"> {escape(line.agency)} {line.year}</span>'
    return (
        f'<tr data-report="{escape(line.report)}" data-cell="{problem_cell(line.id)}"><th scope="row">'
        f'<button type="button" class="gk-open" data-event="open">{escape(line.agency)}</button></th>'
        f'<td class="number">{line.year}</td><td>{told(line)}</td>'
        f'<td><button type="button" class="gk-plain gk-cells" data-event="open">{cells}{named}</button></td></tr>'
    )


def told(line: ProblemLine) -> str:
    """A problem in words: its kind, and what was found."""
    words = both(line.message, in_english(line.message_en))
    return f'<small class="gk-kind-name">{both(*names(line.kind))}</small>{words}'


def names(kind: str) -> Kind:
    """What a kind of problem is called in both languages."""
    return KINDS.get(kind, Kind(kind, kind))


# ── a problem as the place that is opened ────────────────────────────────────────────────────────


def problem_cell(number: int) -> str:
    """What stands for a problem where the source panel is told which cell to open."""
    return f"#{number}"


def problem_number(cell: str) -> int | None:
    """The problem that is meant, if one is.

    >>> problem_number(problem_cell(17)), problem_number("applications|received|total"), problem_number("#x")
    (17, None, None)
    """
    number = cell.removeprefix("#")
    return (
        int(number) if number != cell and number.isascii() and number.isdigit() and len(number) < 10 else None
    )
