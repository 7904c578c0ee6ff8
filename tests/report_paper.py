"""A report free of any format: what each cell says, and the tables on paper with their merged cells."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tests.report_form import (
    APPLICANTS,
    COLUMNS,
    DISCLOSURE,
    DISPUTE_COLUMNS,
    DISPUTE_ROWS,
    INTAKE,
    OUTCOME_GROUPS,
    PLAIN_OUTCOMES,
    SUM_NOTE,
    Key,
    Number,
)

PAGE_END = "\f"  # among the rows of a table: here a page ends
State = Literal["number", "blank", "na", "text", "missing"]

# ── what a report says ──


@dataclass(frozen=True)
class Printed:
    """What stands in one cell, and how it has to be read."""

    text: str
    value: Number | None = None
    state: State = "number"
    unit: str | None = None  # None: as the form says

    @property
    def raw(self) -> str:
        return self.text.strip()


@dataclass(frozen=True)
class Spot:
    """One cell of a printed table; `key` where it is a cell of the form."""

    text: str
    key: Key | None = None
    columns: int = 1  # how many it covers
    rows: int = 1


Place = (
    Spot | Literal["left", "above"]
)  # a place of the grid: a spot, or which way the spot lies that covers it


@dataclass(frozen=True)
class PrintedTable:
    """A table as it stands on paper: rows of spots; a bare string is page furniture between two rows."""

    code: str
    rows: tuple[tuple[Spot, ...] | str, ...]

    @property
    def width(self) -> int:
        """How many columns its grid has."""
        return max(len(line) for line in self.places() if not isinstance(line, str))

    @property
    def header(self) -> tuple[tuple[Spot, ...], ...]:
        """The rows above the first that holds a figure; none where none does."""
        rows = [row for row in self.rows if not isinstance(row, str)]
        first = next((number for number, row in enumerate(rows) if any(spot.key for spot in row)), 0)
        return tuple(rows[:first])

    def places(self) -> list[list[Place] | str]:
        """Every place of the grid, row by row."""
        hanging: dict[int, int] = {}  # column → rows still covered from above
        inner: set[int] = set()  # columns covered from above by the right part of a wide spot
        laid: list[list[Place] | str] = []
        for row in self.rows:
            if isinstance(row, str):
                laid.append(row)
                continue
            line: list[Place] = []
            below = {column: rows - 1 for column, rows in hanging.items() if rows > 1}
            for spot in row:
                while hanging.get(len(line)):
                    line.append("left" if len(line) in inner else "above")
                if spot.rows > 1:
                    below |= {len(line) + i: spot.rows - 1 for i in range(spot.columns)}
                    inner |= {len(line) + i for i in range(1, spot.columns)}
                line.append(spot)
                for _ in range(spot.columns - 1):
                    line.append("left")
            while hanging.get(len(line)):
                line.append("left" if len(line) in inner else "above")
            hanging = below
            inner &= below.keys()
            laid.append(line)
        return laid

    def hanging_over(self, at: int) -> list[Spot]:
        """What is left, at row `at`, of the spots that begin above it and reach into it."""
        left: dict[int, Spot] = {}
        for number, line in enumerate(self.places()[:at]):
            for column, place in enumerate(line if isinstance(line, list) else ()):
                if isinstance(place, Spot) and place.rows > at - number:
                    left[column] = replace(place, text="", rows=place.rows - (at - number))
        return [left[column] for column in sorted(left)]

    def pieces(self, apart: bool = True) -> Iterator[PrintedTable | str]:
        """The table cut where something stands between its rows; what hangs over a cut goes on as empty cells.

        `apart`: the end of a page alone is a cut, too.
        """
        rows: list[tuple[Spot, ...]] = []
        going_on: dict[
            int, Spot
        ] = {}  # column → what is left for the next row of a spot that reaches into it
        for line in self.places():
            if isinstance(line, str):
                if line == PAGE_END and not apart:
                    continue
                if rows:
                    yield replace(self, rows=ended(rows))
                yield line
                rows = []
                continue
            spots = {column: place for column, place in enumerate(line) if isinstance(place, Spot)}
            if not rows:
                spots |= {column: replace(spot, text="") for column, spot in going_on.items()}
            rows.append(tuple(spots[column] for column in sorted(spots)))
            reaching = (going_on | spots).items()
            going_on = {
                column: replace(spot, rows=spot.rows - 1) for column, spot in reaching if spot.rows > 1
            }
        if rows:
            yield replace(self, rows=ended(rows))


def cut_after(table: PrintedTable, rows: int) -> tuple[PrintedTable, PrintedTable]:
    """The first so many rows and the rest."""
    cut = replace(table, rows=(*table.rows[:rows], PAGE_END, *table.rows[rows:]))
    first, rest = (piece for piece in cut.pieces() if isinstance(piece, PrintedTable))
    return first, rest


def ended(rows: Sequence[tuple[Spot, ...] | str]) -> tuple[tuple[Spot, ...] | str, ...]:
    """The rows with every merged cell cut at the last of them."""

    def cut(row: tuple[Spot, ...] | str, left: int) -> tuple[Spot, ...] | str:
        return row if isinstance(row, str) else tuple(replace(s, rows=min(s.rows, left)) for s in row)

    return tuple(cut(row, len(rows) - number) for number, row in enumerate(rows))


Block = str | PrintedTable


@dataclass(frozen=True)
class Agency:
    """Who reports, and where it sits."""

    name: str
    second_name: str = ""
    province: str = ""
    city: str = ""
    county: str = ""
    government: bool = False


@dataclass(frozen=True)
class Manuscript:
    """A report free of its format: the lines before part one, and the parts with headings as printed."""

    agency: Agency
    year: int
    front: tuple[str, ...]
    parts: tuple[tuple[str, tuple[Block, ...]], ...]
    back: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The report's title on one line."""
        return " ".join(self.front[0].split())


@dataclass(frozen=True)
class Layout:
    """A way to put a manuscript into a file."""

    suffix: str
    render: Callable[[Manuscript, frozenset[str], random.Random], bytes]
    quirks: tuple[str, ...] = ()  # oddities beside those that no format changes
    ruled: bool = False  # its tables are tables, not lines of text
    cannot: tuple[str, ...] = ()  # common oddities that it cannot show


# ── tables on paper ──


def disclosure_table(edition: str, said: Mapping[Key, Printed], amount: str) -> PrintedTable:
    rows: list[tuple[Spot, ...]] = []
    for item, columns, lines in DISCLOSURE[edition]:
        width = 3 // len(columns) if len(columns) == 1 else 1
        rows.append((Spot(f"第二十条第（{item}）项", columns=4),))
        unit = amount.removeprefix("header ") if amount.startswith("header") else ""
        heads = [
            Spot(f"{label}（单位：{unit}）" if unit and code == "amount" else label, columns=width)
            for code, label in columns.items()
        ]
        rows.append((Spot("信息内容"), *heads))
        for row, label in lines.items():
            keys: list[Key] = [("disclosure", row, column) for column in columns]
            rows.append((Spot(label), *(Spot(said[key].text, key, columns=width) for key in keys)))
    return PrintedTable("disclosure", tuple(rows))


APPLICATION_HEADER = (
    (Spot(SUM_NOTE, columns=3, rows=3), Spot("申请人情况", columns=7)),
    (Spot("自然人", rows=2), Spot("法人或其他组织", columns=5), Spot("总计", rows=2)),
    tuple(Spot(label) for label in list(APPLICANTS.values())[1:]),
)


def applications_table(edition: str, said: Mapping[Key, Printed]) -> PrintedTable:
    def values(row: str) -> tuple[Spot, ...]:
        keys: list[Key] = [("applications", row, column) for column in COLUMNS]
        return tuple(Spot(said[key].text, key) for key in keys)

    rows: list[tuple[Spot, ...]] = [(Spot(label, columns=3), *values(row)) for row, label in INTAKE.items()]
    outcomes: list[tuple[Spot, ...]] = [
        (Spot(label, columns=2), *values(row)) for row, label in PLAIN_OUTCOMES.items()
    ]
    for group, title, lines in OUTCOME_GROUPS[edition]:
        first: tuple[Spot, ...] = (Spot(title, rows=len(lines)),)
        for code, label in lines.items():
            outcomes.append((*first, Spot(label), *values(f"{group}_{code}")))
            first = ()
    if edition == "2019":
        outcomes.append((Spot("（六）其他处理", columns=2), *values("other")))
    outcomes.append((Spot("（七）总计", columns=2), *values("concluded")))
    outcomes[0] = (Spot("三、本年度办理结果", rows=len(outcomes)), *outcomes[0])
    last = (Spot("四、结转下年度继续办理", columns=3), *values("carried_over"))
    return PrintedTable("applications", (*APPLICATION_HEADER, *rows, *outcomes, last))


def disputes_table(said: Mapping[Key, Printed]) -> PrintedTable:
    labels = [Spot(label) for label in DISPUTE_COLUMNS.values()]
    keys: list[Key] = [("disputes", row, column) for row in DISPUTE_ROWS for column in DISPUTE_COLUMNS]
    return PrintedTable(
        "disputes",
        (
            (Spot("行政复议", columns=5), Spot("行政诉讼", columns=10)),
            (
                *(replace(spot, rows=2) for spot in labels),
                Spot("未经复议直接起诉", columns=5),
                Spot("复议后起诉", columns=5),
            ),
            (*labels, *labels),
            tuple(Spot(said[key].text, key) for key in keys),
        ),
    )
