"""四、政府信息公开行政复议、行政诉讼情况: one row of fifteen cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.form import EDITIONS, Table
from index.tables.align import Placed, place_values
from index.tables.flow import (
    Token,
    cells_of,
    continuations,
)
from index.tables.labels import fold
from index.tables.part import Part, adds_up, several_copies, span_of
from index.tables.reader import TableReader

DISPUTE_CELLS = len(EDITIONS["2021"]["disputes"].cells)


def read_disputes(tokens: Sequence[Token]) -> Part:
    form = EDITIONS["2021"]["disputes"]
    codes = [column.code for column in form.columns]
    leaves = [(last, code) for n in range(len(tokens)) for last, code in _dispute_leaf(tokens, n)]
    runs = _header_runs(leaves, codes)
    if not runs:
        return Part()
    if len(runs) > 1 and all(any(t.cell.text for t in _dispute_values(tokens, run[-1])) for run in runs):
        return several_copies(form)
    run = runs[0]
    first, last = run[0], run[-1]
    values = _dispute_values(tokens, last)
    slots = [f"{row.code}.{code}" for row in form.rows for code in codes]
    placed = _under_leaves(run, values, slots, tokens)
    if placed is None:
        cells = cells_of(values)
        placed = place_values(cells, slots, lambda p: _disputes_add_up(p, form)) if cells else {}
    reader = TableReader(form, tokens, lambda cells: True)
    for row in form.rows:
        for code in codes:
            if f"{row.code}.{code}" in placed:
                reader.add(row.code, code, placed[f"{row.code}.{code}"], "")
    lost = [(row.code, code) for row in form.rows for code in codes if f"{row.code}.{code}" not in placed]
    if lost:
        words, words_en = _lost(form, lost)
        told = f"表四应有 {len(slots)} 格，印出 {len(values)} 格；{words}"
        told_en = f"table 4 has {len(slots)} cells, {len(values)} are printed; {words_en}"
        rest = [cell for cell in form.cells if cell not in lost]
        reader.problem("unaligned_row", (told, told_en), [*lost, *rest])
    end = tokens.index(values[-1]) if values else last
    return Part(form, tuple(reader.statistics), tuple(reader.problems), span_of(tokens, first, end))


def _under_leaves(
    run: Sequence[int], values: Sequence[Token], slots: Sequence[str], tokens: Sequence[Token]
) -> Placed | None:
    """The values that stand in the grid's columns under the leaves of the header; None where the two differ."""
    leaves = [tokens[number] for number in run]
    width = leaves[0].width
    if not width or len({leaf.place for leaf in leaves}) < len(leaves):
        return None
    if any(token.width != width for token in (*leaves, *values)):
        return None
    row = {token.place: token.cell for token in values}
    if any(cell.text and place not in {leaf.place for leaf in leaves} for place, cell in row.items()):
        return {}
    return {slot: row[leaf.place] for slot, leaf in zip(slots, leaves, strict=True) if leaf.place in row}


def _lost(form: Table, lost: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Which cells could not be read, in both languages."""
    if len(lost) > 3:
        return (
            f"有 {len(lost)} 格不能确定位置，未读入",
            f"the places of {len(lost)} are not certain, so they were not read",
        )
    names = "、".join(f"{form.row(row).label}·{form.column(column).label}" for row, column in lost)
    return f"缺的是{names}", f"missing: {'; '.join(f'`{row}`, `{column}`' for row, column in lost)}"


def _dispute_leaf(tokens: Sequence[Token], number: int) -> Iterator[tuple[int, str]]:
    """(last token, code) of a result's header that begins here."""
    token = tokens[number]
    if token.is_value or len(token.cell.text) > 14:
        return
    for last, printed in ((number, token.folded), *continuations(tokens, number)):
        for column in EDITIONS["2021"]["disputes"].columns:
            if printed == fold(column.label) or (column.code == "total" and printed in column.also):
                yield last, column.code
                return


def _header_runs(leaves: Sequence[tuple[int, str]], codes: Sequence[str]) -> list[list[int]]:
    """The tokens of each complete header: the five results three times, in order, within one stretch."""
    wanted = list(codes) * 3
    runs: list[list[int]] = []
    for start in range(len(leaves) - len(wanted) + 1):
        stretch = leaves[start : start + len(wanted)]
        near = stretch[-1][0] - stretch[0][0] < 60
        if [code for _, code in stretch] == wanted and near and (not runs or stretch[0][0] > runs[-1][-1]):
            runs.append([number for number, _ in stretch])
    return runs


def _dispute_values(tokens: Sequence[Token], last_header: int) -> list[Token]:
    """The first row with something printed after the header; one cell a line flows until the next words."""
    values: list[Token] = []
    for token in tokens[last_header + 1 :]:
        if not token.is_value or len(values) >= 40:
            break
        values.append(token)
    rows = list(dict.fromkeys(token.row for token in values))
    if len(rows) == len(values):  # one cell a line
        printed = [token for token in values if token.cell.text]
        spilled = any(token.cell.text for token in values[DISPUTE_CELLS:])
        return printed if len(printed) == DISPUTE_CELLS or spilled else values[:DISPUTE_CELLS]
    filled = [row for row in rows if any(t.cell.text for t in values if t.row == row)] or rows[-1:]
    return [token for token in values if token.row == filled[0]]


def _disputes_add_up(placed: Placed, form: Table) -> bool:
    """FORM rule 4, as far as the placed cells tell: per group, total = Σ results."""
    groups = ({c.code: placed.get(f"{row.code}.{c.code}") for c in form.columns} for row in form.rows)
    known = ({code: cell for code, cell in group.items() if cell is not None} for group in groups)
    return all(adds_up(group, ("upheld", "corrected", "other", "pending"), "total") for group in known)
