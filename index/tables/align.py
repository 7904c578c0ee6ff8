"""Values beside a label → the columns they stand under, or nowhere when that is not certain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from index.report import Cell

Placed = dict[str, Cell]
Rule = Callable[[Placed], bool]  # whether the sums that can be checked on a placement hold

MOST_LOST_CELLS = 3  # a row that lost more is not searched


def place_values(cells: Sequence[Cell], columns: Sequence[str], rule: Rule, gaps: bool = True) -> Placed:
    """Which cell stands under which column.

    As many cells as columns stand one to one. Too many: spare blanks around them, with `gaps` also those between them, are
    dropped. Too few, or blanks that could go either way: every possible placement is tried, those whose sums fail are
    ruled out, and a cell is placed only where all that remain agree. A column left out of the result is not certain, or
    not printed.
    """
    if len(cells) == len(columns):
        return dict(zip(columns, cells, strict=True))
    printed = [cell for cell in cells if cell.text]
    if not printed and len(cells) > len(columns):
        return dict(zip(columns, cells[: len(columns)], strict=True))
    if gaps and len(printed) == len(columns):
        return dict(zip(columns, printed, strict=True))
    if not printed:
        return {}
    placements = [p for p in _placements(cells, columns) if rule(p)]
    return _agreed(placements)


def _placements(cells: Sequence[Cell], columns: Sequence[str]) -> list[Placed]:
    if len(cells) > len(columns):
        return _windows(cells, columns)
    if len(columns) - len(cells) > MOST_LOST_CELLS:
        return []
    return [dict(zip(chosen, cells, strict=True)) for chosen in combinations(columns, len(cells))]


def _windows(cells: Sequence[Cell], columns: Sequence[str]) -> list[Placed]:
    """Placements that drop only blank cells before and after."""
    spare = len(cells) - len(columns)
    windows = []
    for offset in range(spare + 1):
        inside = cells[offset : offset + len(columns)]
        outside = (*cells[:offset], *cells[offset + len(columns) :])
        if not any(cell.text for cell in outside):
            windows.append(dict(zip(columns, inside, strict=True)))
    return windows


def _agreed(placements: Sequence[Placed]) -> Placed:
    if not placements:
        return {}
    first, *rest = placements
    return {column: cell for column, cell in first.items() if all(p.get(column) == cell for p in rest)}
