"""Citations gathered in the order they are used, and the marks that stand for them in the answer."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.conversation import Citation
from assistant.figures.evidence import PrintedCell

MOST_MARKS = 4  # a figure made of more cells than this is marked [2]–[9]


class CitationList:
    """Numbers citations from 1; the same place is cited once."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int, str | None, str | None], int] = {}
        self.citations: list[Citation] = []

    def add(self, citation: Citation) -> int:
        """The citation's number."""
        key = (citation.report, citation.start, citation.end, citation.row, citation.column)
        if key not in self._numbers:
            self.citations.append(citation)
            self._numbers[key] = len(self.citations)
        return self._numbers[key]

    def cells(self, cells: Iterable[PrintedCell]) -> str:
        """The marks for a figure made of these cells; cells that are not printed have no place to cite."""
        numbers = [self.add(cell.citation()) for cell in cells if cell.start is not None]
        return marks(numbers)


def marks(numbers: list[int]) -> str:
    """`[1][2]`, or `[1]–[9]` for many in a row; the runs of a long list in order.

    >>> marks([1, 2]), marks([3, 4, 5, 6, 7])
    ('[1][2]', '[3]–[7]')
    >>> marks([7, 1, 2, 3, 9])
    '[1]–[3][7][9]'
    """
    if len(numbers) <= MOST_MARKS:
        return "".join(f"[{number}]" for number in numbers)
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "".join(
        f"[{run[0]}]–[{run[-1]}]" if len(run) > 2 else "".join(f"[{n}]" for n in run) for run in runs
    )
