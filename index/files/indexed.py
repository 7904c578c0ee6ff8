"""What the store knows of the files it was built from: those it holds, those it holds another copy of, those refused."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ReportKey = tuple[str, int]  # agency, year


@dataclass(frozen=True)
class Indexed:
    """A file that was read as a report."""

    id: int  # of its row in `reports`; 0: another file of the same report is kept there
    root: str
    file: str
    sha256: str
    agency: str
    year: int
    figures: str = ""  # how many cells it prints and a digest of them; "" where it prints no number
    differing: int = 0  # cells that differ from the file that is kept

    @cached_property
    def place(self) -> str:
        """Where it is, whatever folder it was indexed from."""
        return place_of(self.root, self.file)

    @property
    def cells(self) -> int:
        """How many cells are read in it, where some hold a number."""
        return int(self.figures.partition(":")[0] or 0)

    @property
    def key(self) -> ReportKey:
        return self.agency, self.year


def place_of(root: str, file: str) -> str:
    return (Path(root) / file).as_posix()


def indexed_in(connection: sqlite3.Connection) -> list[Indexed]:
    """The files read as reports, kept or not."""
    rows = connection.execute(
        "SELECT id, root, file, sha256, agency, year, figures, 0 FROM reports"
        " UNION ALL SELECT 0, root, file, sha256, agency, year, figures, differing FROM other_files"
    )
    return [Indexed(*row) for row in rows]


def refused_in(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """place → (sha256, why) of the files that were read and refused."""
    rows = connection.execute("SELECT root, file, sha256, reason FROM skipped_files")
    return {place_of(root, file): (sha256, reason) for root, file, sha256, reason in rows}
