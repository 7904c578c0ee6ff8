"""Rows of cells → Statistics, lined up with the form by label.

The form's rows appear in the form's order, so the labels found in a document are matched to the form's as one sequence
(highest total likeness). The printed header decides the columns. What cannot be lined up with certainty is `missing`,
with a Problem that says so; nothing is filled in by position alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.form import EDITIONS, TABLES, Table
from index.report import Problem, Statistic
from index.tables.applications import read_applications
from index.tables.disclosure import read_disclosure
from index.tables.disputes import read_disputes
from index.tables.flow import rows_to_tokens
from index.tables.part import Part, keys_of
from index.tables.rows import Row


@dataclass(frozen=True)
class Tables:
    """What the tables of one document hold; `edition` is "" when none was found."""

    edition: str
    statistics: tuple[Statistic, ...]
    problems: tuple[Problem, ...]
    spans: tuple[tuple[int, int], ...]  # where tables stand in the text: no passage is made of them


def rows_to_statistics(rows: Sequence[Row], expected_edition: str) -> Tables:
    """Read the three tables; `expected_edition` (by year) is used where no label tells, "" for reports before 2019."""
    tokens = rows_to_tokens(rows)
    found = [read_disclosure(tokens), read_applications(tokens), read_disputes(tokens)]
    edition = next((part.form.edition for part in found if part.form and part.form.code != "disputes"), "")
    edition = edition or expected_edition
    if not edition:
        return Tables("", (), (), ())
    statistics: list[Statistic] = []
    problems: list[Problem] = []
    for code, part in zip(TABLES, found, strict=True):
        form = part.form or EDITIONS[edition][code]
        statistics += _complete(form, part.statistics)
        problems += (*part.problems, *_absent(form, part))
    problems += _mixed(found)
    return Tables(edition, tuple(statistics), tuple(problems), _spans(found))


def _complete(form: Table, statistics: Sequence[Statistic]) -> list[Statistic]:
    """Every cell of the form in its order: those read, and `missing` for those that were not."""
    read = {s.key: s for s in statistics}
    split = {s.row.split("/")[0] for s in statistics if "/" in s.row}  # printed as sub-rows instead
    cells: list[Statistic] = []
    for row in form.rows:
        if row.code in split:
            cells += [s for s in statistics if s.row.startswith(row.code + "/")]
            continue
        for column in row.columns:
            key = (form.code, row.code, column)
            cells.append(read.get(key) or Statistic(*key, "missing", unit=form.column(column).unit))
    return cells


def _absent(form: Table, part: Part) -> list[Problem]:
    """A problem for a table, or for rows of it, that the report does not print."""
    if part.form is None:
        words = f"没有找到表{form.part}（{form.title}）"
        return [Problem("missing_table", words, keys_of(form), f"table {form.number} was not found")]
    told = {row.split("/")[0] for problem in part.problems for _, row, _ in problem.cells}
    read = {s.row.split("/")[0] for s in part.statistics}
    lost = [row for row in form.rows if row.code not in read | told]
    if not lost:
        return []
    names = "、".join(row.label for row in lost)
    cells = tuple((form.code, row.code, column) for row in lost for column in row.columns)
    english = f"table {form.number} does not print {', '.join(f'`{row.code}`' for row in lost)}"
    return [Problem("missing_row", f"表{form.part}没有印出：{names}", cells, english)]


def _mixed(parts: Sequence[Part]) -> list[Problem]:
    editions = {part.form.edition: part.form for part in parts if part.form and part.form.code != "disputes"}
    if len(editions) < 2:
        return []
    used = "，".join(f"表{form.part}用 {edition} 年版" for edition, form in sorted(editions.items()))
    told = " and ".join(
        f"table {form.number} in that of {edition}" for edition, form in sorted(editions.items())
    )
    english = f"the report mixes two editions of the form: {told}"
    return [Problem("mixed_edition", f"同一份报告混用两版表样：{used}", message_en=english)]


def _spans(parts: Sequence[Part]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(part.span for part in parts if part.span))
