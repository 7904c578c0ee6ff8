"""Long lists in pages: which rows a page has, the line that says so, and headers that sort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ui.words import both, escape

PAGE_ROWS = 50
Row = TypeVar("Row")


@dataclass(frozen=True)
class Paged(Generic[Row]):
    """One page of a list."""

    rows: Sequence[Row]
    total: int  # rows of all pages
    page: int = 1  # from 1

    @property
    def pages(self) -> int:
        return pages_of(self.total)


def pages_of(total: int) -> int:
    """
    >>> pages_of(0), pages_of(50), pages_of(51)
    (1, 1, 2)
    """
    return max(1, -(-total // PAGE_ROWS))


def page_within(page: int | None, total: int) -> int:
    """The page asked for, or the nearest there is.

    >>> page_within(None, 200), page_within(9, 200), page_within(0, 0)
    (1, 4, 1)
    """
    return min(max(page or 1, 1), pages_of(total))


@dataclass(frozen=True)
class Sorting:
    """The column a list is sorted by; a minus before its name turns the order round."""

    column: str
    descending: bool = False

    @classmethod
    def of(cls, sent: str, known: Sequence[str], default: str) -> Sorting:
        """
        >>> Sorting.of("-total", ("agency", "total"), "agency"), Sorting.of("1; DROP", ("agency",), "-agency")
        (Sorting(column='total', descending=True), Sorting(column='agency', descending=True))
        """
        column = sent.removeprefix("-")
        return (
            cls(column, sent.startswith("-"))
            if column in known
            else cls.of(default, [default.removeprefix("-")], "")
        )

    @property
    def order(self) -> str:
        return "DESC" if self.descending else "ASC"


def sort_head(label: str, column: str, sorting: Sorting, is_number: bool = False) -> str:
    """A header whose click sorts: by a number from the largest at first, by a text from A; a second click turns it round."""
    is_on = sorting.column == column
    descending = not sorting.descending if is_on else is_number
    state = f' aria-sort="{"descending" if sorting.descending else "ascending"}"' if is_on else ""
    arrow = (
        f'<span class="gk-arrow" aria-hidden="true">{"↓" if sorting.descending else "↑"}</span>'
        if is_on
        else ""
    )
    value = f"-{column}" if descending else column
    return (
        f'<th scope="col"{" class=number" if is_number else ""}{state}>'
        f"{set_button('sort', value, label + arrow, f'sort {column}', 'gk-sort')}</th>"
    )


def set_button(field: str, value: str, label: str, key: str, name: str, more: str = "") -> str:
    """A button that sets one field of its list's filter; `key` names it, so that it keeps the focus."""
    return (
        f'<button type="button" class="{name}" data-event="set" data-field="{escape(field)}" data-value="{escape(value)}"'
        f' data-key="{escape(key)}"{more}>{label}</button>'
    )


def pager(shown: Paged[Row], one: tuple[str, str], many: tuple[str, str]) -> str:
    """Which rows these are, of how many, and the pages before and after; `one` and `many` name them (份报告, reports)."""
    if shown.pages == 1:
        zh, en = one if shown.total == 1 else many
        told = both(f"{shown.total:,} {zh}", f"{shown.total:,} {en}")
    else:
        first = (shown.page - 1) * PAGE_ROWS + 1
        last = first + len(shown.rows) - 1
        told = both(
            f"第 {first:,}–{last:,} {many[0]}，共 {shown.total:,}",
            f"{many[1].capitalize()} {first:,}–{last:,} of {shown.total:,}",
        )
    return f'<p class="gk-pager"><span role="status">{told}</span>{_steps(shown)}</p>'


def _steps(shown: Paged[Row]) -> str:
    if shown.pages == 1:
        return ""
    steps = (
        ("first", 1, both("首页", "First"), shown.page > 1),
        ("previous", shown.page - 1, both("上一页", "Previous"), shown.page > 1),
        ("next", shown.page + 1, both("下一页", "Next"), shown.page < shown.pages),
        ("last", shown.pages, both("末页", "Last"), shown.page < shown.pages),
    )
    buttons = "".join(
        set_button("page", str(page), label, key, "gk-quiet", "" if can else " disabled")
        for key, page, label, can in steps
    )
    return f'<span class="gk-steps">{buttons}</span>'
