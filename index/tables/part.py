"""What the three tables share: a part as read, several copies of one, sums that hold, where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.form import Table
from index.report import Problem, Statistic
from index.tables.align import Placed
from index.tables.flow import (
    Forms,
    Token,
    values_after,
)
from index.tables.labels import fold
from index.tables.values import read_value


@dataclass(frozen=True)
class Part:
    """One table as read: None for a form that was not found."""

    form: Table | None = None
    statistics: tuple[Statistic, ...] = ()
    problems: tuple[Problem, ...] = ()
    span: tuple[int, int] | None = None


def stands_twice(tokens: Sequence[Token], rows: Forms) -> bool:
    """Whether two of a table's rows stand in the document twice, letter for letter and with cells beside or after them."""
    names = {fold(name): code for code, spellings in rows for name in spellings}
    seen = Counter(
        names[token.folded]
        for number, token in enumerate(tokens)
        if not token.is_value and token.folded in names and has_cells(tokens, number)
    )
    return sum(1 for times in seen.values() if times > 1) > 1


def has_cells(tokens: Sequence[Token], label: int) -> bool:
    """Whether cells stand beside a label in its grid, or numbers beside or after it."""
    here, values = tokens[label], values_after(tokens, label)
    in_grid = here.width > 0 and label + 1 < len(tokens) and tokens[label + 1].row == here.row
    return in_grid or bool(values)


def several_copies(form: Table) -> Part:
    """A table that the file prints more than once: whose figures are whose is not certain, so none are read."""
    told = f"文件里的表{form.part}印了不止一张，不能确定哪一张是本报告的，都没有读入；请每份报告存成一个文件"
    english = (
        f"the file prints table {form.number} more than once; which one is this report's is not certain, so none was read: "
        "save each report as a file of its own"
    )
    return Part(form, (), (Problem("several_tables", told, keys_of(form), english),), None)


def keys_of(form: Table) -> tuple[tuple[str, str, str], ...]:
    return tuple((form.code, row, column) for row, column in form.cells)


def values_come_first(tokens: Sequence[Token], label: int, width: int) -> bool:
    """Whether numbers stand before their labels: directly before the first label, and none beside it."""
    before = next(
        (token for token in reversed(tokens[max(0, label - width) : label]) if token.cell.text), None
    )
    beside = [token for token in values_after(tokens, label) if token.row == tokens[label].row]
    return before is not None and before.is_value and len(beside) < width


def adds_up(placed: Placed, parts: Sequence[str], total: str) -> bool:
    """Whether the total can be right: the sum of its parts, or at least as much where a part is not printed."""
    if total not in placed:
        return True
    values = {code: read_value(cell.text, "件") for code, cell in placed.items() if code in (*parts, total)}
    if any(value.state == "text" for value in values.values()):
        return True
    known = sum(value.value or 0 for code, value in values.items() if code != total)
    printed = values[total].value or 0
    return known == printed if len(values) == len(parts) + 1 else known <= printed


def span_of(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """From the row where a table begins to the end of its last value."""
    values = values_after(tokens, last)
    end = values[-1] if values else tokens[last]
    first_row = tokens[first].row
    start = next(token for token in tokens if token.row == first_row)
    return start.cell.start, max(end.cell.end, tokens[last].cell.end)
