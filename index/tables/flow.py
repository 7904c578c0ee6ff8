"""The flow of cells, and the form's row labels found in it: one sequence in the form's order, each with its values behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

from index.characters import normalise
from index.form import EDITIONS
from index.report import Cell
from index.tables.labels import FORM_LABELS, fold, likeness
from index.tables.rows import Row
from index.tables.values import is_value_like

_LONGEST_LABEL = 60

Forms = tuple[tuple[str, tuple[str, ...]], ...]  # (row code, its spellings), in the form's order
Columns = tuple[str, ...]


_HEADER_WORDS = frozenset(
    fold(word)
    for word in (
        "申请人情况",
        "自然人",
        "法人或其他组织",
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
        "总计",
    )
) | {fold("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）")}


@dataclass(frozen=True)
class Token:
    """One cell of the flow, with the row it stands in."""

    cell: Cell
    row: int
    flat: bool
    is_value: bool
    place: int = -1  # the column in which it begins; -1 where the layout shows none
    width: int = 0  # columns of its row; 0 where the layout shows none
    after_gap: bool = False  # an empty line stands before its row

    @property
    def folded(self) -> str:
        """What its label says; "" for prose, which is no label."""
        return fold(self.cell.text) if len(self.cell.text) <= _LONGEST_LABEL else ""


@dataclass(frozen=True)
class Label:
    """A printed label of a form row: the tokens it spans (a label may be cut in two) and how well it fits."""

    first: int
    last: int
    row: int  # place in the form's order
    fit: float


def rows_to_tokens(rows: Sequence[Row]) -> list[Token]:
    return [
        Token(cell, number, row.flat, is_value_like(cell.text), place, row.width, row.after_gap)
        for number, row in enumerate(rows)
        for cell, place in zip(row.cells, row.places or repeat(-1), strict=False)
    ]


@lru_cache(maxsize=100_000)
def _row_fits(printed: str, spellings: tuple[str, ...]) -> float:
    return max(likeness(printed, fold(spelling)) for spelling in spellings) if printed else 0.0


def find_labels(tokens: Sequence[Token], forms: Forms) -> dict[str, Label]:
    """The labels that fit the form's rows best, as one sequence in the form's order: row code → label."""
    candidates = [label for number in range(len(tokens)) for label in labels_at(tokens, number, forms)]
    return {forms[label.row][0]: label for label in _best_sequence(candidates)}


def labels_at(tokens: Sequence[Token], number: int, forms: Forms) -> Iterator[Label]:
    """What a token can be the label of, by itself or together with the words it goes on in."""
    token = tokens[number]
    if token.is_value or not token.folded:
        return
    for last, printed in ((number, token.folded), *continuations(tokens, number)):
        joined = last != number
        fits = _fitting_rows(printed, normalise(token.cell.text)[:3], joined, forms)
        worth = _worth(tokens, last) if fits else 0.0
        for row, fit in fits:
            yield Label(number, last, row, fit + worth)


@lru_cache(maxsize=50_000)
def _fitting_rows(printed: str, begins: str, joined: bool, forms: Forms) -> tuple[tuple[int, float], ...]:
    """(row, likeness) of the rows a label fits; `begins` are its first characters, `joined`: it was cut in two."""
    found = []
    for row, (code, spellings) in enumerate(forms):
        fit = _row_fits(printed, spellings) or (
            0.0 if joined else _cut_fit(printed, begins[:1], spellings, forms)
        )
        if printed == "其他" and code in (
            "other",
            "other_rest",
        ):  # （六）其他 is the group, 3.其他 its last row
            fit = 1.0 if (code == "other") == begins.startswith(("(六)", "六、")) else 0.0
        if fit >= (0.9 if joined else 0.01):
            found.append((row, fit + (0.05 if joined and fit == 1.0 else 0.0)))
    return tuple(found)


def _cut_fit(printed: str, number: str, spellings: tuple[str, ...], forms: Forms) -> float:
    """A label of which a page break left a few characters fits when no other row of that number begins so."""
    if len(printed) < 2 or not fold(spellings[0]).startswith(printed):
        return 0.0
    alike = [others[0] for _, others in forms if fold(others[0]).startswith(printed)]
    if number.isdigit():
        alike = [label for label in alike if _ORDINALS.get(label) == number]
    elif len(printed) < 3:
        return 0.0
    return 0.8 if alike == [spellings[0]] else 0.0


def _ordinals() -> dict[str, str]:
    """The number that the form prints before a row's label within its group: 属于三类内部事务信息 is 5."""
    found: dict[str, str] = {}
    for form in (EDITIONS["2019"]["applications"], EDITIONS["2021"]["applications"]):
        count: dict[str, int] = {}
        for row in form.rows:
            count[row.group] = count.get(row.group, 0) + 1
            if row.group:
                found[row.label] = str(count[row.group])
    return found


_ORDINALS = _ordinals()


def continuations(tokens: Sequence[Token], number: int) -> Iterator[tuple[int, str]]:
    """A label cut in two goes on in the next words: on the next line, or after a header printed again."""
    printed = tokens[number].folded
    if not _begins_a_label(printed):
        return
    for last in range(number + 1, min(number + 24, len(tokens))):
        token = tokens[last]
        if token.cell.text and token.is_value:
            return
        if not token.cell.text or not token.folded:
            continue
        if _begins_a_label(printed + token.folded):
            printed += token.folded
            yield last, printed
        elif token.folded not in _HEADER_WORDS:
            return


@lru_cache(maxsize=20_000)
def _begins_a_label(printed: str) -> bool:
    return len(printed) >= 2 and any(label.startswith(printed) for label in FORM_LABELS)


def _best_sequence(candidates: Sequence[Label]) -> list[Label]:
    """The labels that fit best in the form's order (the heaviest chain of rising tokens and rising rows)."""
    best: list[tuple[float, int]] = []  # (score of the best chain ending here, the candidate before it)
    for here, label in enumerate(candidates):
        before = [
            (best[earlier][0], earlier)
            for earlier in range(here)
            if candidates[earlier].last < label.first and candidates[earlier].row < label.row
        ]
        score, previous = max(before, default=(0.0, -1))
        best.append((score + label.fit, previous))
    chain: list[Label] = []
    here = max(range(len(best)), key=lambda p: best[p][0], default=-1)
    while here >= 0:
        chain.append(candidates[here])
        here = best[here][1]
    return chain[::-1]


def values_after(tokens: Sequence[Token], label: int, most: int = 40) -> list[Token]:
    """The value cells a label is followed by: those of its row, else (one cell a line) those that flow after it."""
    row = tokens[label].row
    same_row = []
    position = label + 1
    while position < len(tokens) and tokens[position].row == row and tokens[position].is_value:
        same_row.append(tokens[position])
        position += 1
    if same_row or (position < len(tokens) and tokens[position].row == row):
        return same_row
    flow: list[Token] = []
    while position < len(tokens) and tokens[position].is_value and len(flow) < most:
        flow.append(tokens[position])
        position += 1
    return flow


def _worth(tokens: Sequence[Token], label: int) -> float:
    """What speaks for a label besides its words: cells beside it or numbers after it, more so when they are printed.

    A label that a page break cut in two has its numbers beside one half, and blank cells beside the other.
    """
    values = values_after(tokens, label)
    if any(token.cell.text for token in values):
        return 0.5
    return 0.3 if any(token.row == tokens[label].row for token in values) else 0.0


def cells_of(tokens: Iterable[Token]) -> list[Cell]:
    return [token.cell for token in tokens]
