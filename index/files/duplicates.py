"""Several files of one report: which of them is kept, and what the others say differently.

The choice depends on the files alone, never on the order in which they were read: of those that can be read well, the
newest file's figures, and of the files that print these figures the one in the best format.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from index.files.indexed import Indexed
from index.form import label_of
from index.report import Problem, Statistic

Key = tuple[str, str, str]  # table, row, column
Figures = Mapping[Key, tuple[str, float | None]]  # state and value of every cell that is printed

# Formats that hold real tables and real text before those a reader has to guess them from; all not named come first.
FORMATS = {".pdf": 1, ".doc": 2, ".wps": 2, ".rtf": 2, ".odt": 2}
OTHER_VERSION = "other_version"
NAMED_CELLS = 3
WELL_READ = (
    0.9  # share of the cells read in the best of a report's files; one with fewer is no newer version of it
)


def figures_of(statistics: Iterable[Statistic]) -> dict[Key, tuple[str, float | None]]:
    """What a report prints, free of how it prints it."""
    return {
        cell.key: (cell.state, None if cell.value is None else float(cell.value))
        for cell in statistics
        if cell.state != "missing"
    }


def digest(figures: Figures) -> str:
    """How many cells there are, and what is the same for the same figures; "" where there is no number."""
    if not any(value is not None for _, value in figures.values()):
        return ""
    return f"{len(figures)}:{hashlib.sha256(repr(sorted(figures.items())).encode()).hexdigest()}"


def pack(figures: Figures) -> bytes:
    """Figures as the store holds those of a file that is not kept: about 1 KB a report."""
    rows = [[*key, *cell] for key, cell in sorted(figures.items())]
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode())


def unpack(packed: bytes) -> dict[Key, tuple[str, float | None]]:
    rows = json.loads(zlib.decompress(packed))
    return {(table, row, column): (state, value) for table, row, column, state, value in rows}


def choose(files: Mapping[Indexed, float]) -> Indexed:
    """The one file to keep of those of one report, each with when it was last modified."""
    most = max(item.cells for item in files)
    well_read = [item for item in files if item.cells >= WELL_READ * most]
    newest = min(well_read, key=lambda item: (not item.figures, -files[item], preference(item)))
    return min((item for item in files if item.figures == newest.figures), key=preference)


def preference(item: Indexed) -> tuple[int, str, str]:
    """What decides between files of the same figures: the format, then the path."""
    return FORMATS.get(Path(item.file).suffix.lower(), 0), item.file, item.root


def differing_cells(kept: Figures, other: Figures) -> list[Key]:
    """The cells that both files of one report print, and print differently, in the order of the kept one."""
    return [key for key in kept if key in other and kept[key] != other[key]]


def other_version(file: str, kept: Figures, other: Figures) -> Problem:
    """What the kept report has to say of a file that prints other figures."""
    cells = differing_cells(kept, other)
    named = "；".join(
        f"“{label_of(table, row)}·{label_of(table, column=column)}”本报告为 {_told(kept, key)}，另一份为 {_told(other, key)}"
        for key in cells[:NAMED_CELLS]
        for table, row, column in [key]
    )
    named_en = "; ".join(
        f"`{row}`, `{column}` is {_told(kept, key, 1)} in this report and {_told(other, key, 1)} in the other"
        for key in cells[:NAMED_CELLS]
        for _, row, column in [key]
    )
    more, more_en = (" 等", " and more") if len(cells) > NAMED_CELLS else ("", "")
    differ = "1 cell differs" if len(cells) == 1 else f"{len(cells)} cells differ"
    return Problem(
        OTHER_VERSION,
        f"同一年报的另一份文件 {file} 有 {len(cells)} 个单元格不同：{named}{more}",
        tuple(cells),
        f"another file of this report, “{file}”: {differ}: {named_en}{more_en}",
    )


def _told(figures: Figures, key: Key, language: int = 0) -> str:
    state, value = figures[key]
    return f"{value:g}" if value is not None else _STATES[state][language]


_STATES = {"blank": ("空白", "blank"), "na": ("“/”", "“/”"), "text": ("文字", "words")}


def why_left_out(other: Indexed, kept: Indexed) -> tuple[str, str]:
    """(why a file is not kept, what it has in common with others left out for this)."""
    if other.figures == kept.figures:
        same_format = Path(other.file).suffix.lower() == Path(kept.file).suffix.lower()
        format_ = "" if same_format else ", in another format"
        return f"the same report as {kept.file}{format_}", "the same report as another file"
    if not other.figures:
        return f"the same report as {kept.file}, without its figures", "the same report as another file"
    if not other.differing:
        told = f"the same report as {kept.file}, fewer of its cells readable ({other.cells} of {kept.cells})"
        return told, "the same report as another file"
    cells = "1 cell differs" if other.differing == 1 else f"{other.differing} cells differ"
    return f"an older version of {kept.file} ({cells})", "an older version of another file"


def versions(kept: Indexed, others: Sequence[Indexed]) -> list[Indexed]:
    """One file for each set of figures that is not the kept one's."""
    by_figures: dict[str, Indexed] = {}
    for item in sorted(others, key=preference):
        if item.figures not in ("", kept.figures):
            by_figures.setdefault(item.figures, item)
    return list(by_figures.values())
