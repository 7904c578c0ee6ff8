"""三、收到和处理政府信息公开申请情况: one row a label, seven columns."""

from __future__ import annotations

from collections.abc import Sequence

from index.form import APPLICANTS, EDITIONS, Column
from index.tables.align import Placed
from index.tables.flow import (
    Columns,
    Token,
    continuations,
    find_labels,
)
from index.tables.labels import fold, likeness
from index.tables.part import Part, adds_up, several_copies, span_of, stands_twice, values_come_first
from index.tables.reader import Head, Header, TableReader


def _application_rows() -> list[tuple[str, tuple[str, ...]]]:
    """Both editions' rows in one order; a label decides which edition is printed."""
    old, new = EDITIONS["2019"]["applications"], EDITIONS["2021"]["applications"]
    rows = list(new.rows)
    at = next(index for index, row in enumerate(rows) if row.code == "other_uncorrected")
    rows.insert(at, old.row("other"))
    return [(row.code, (row.label, *row.also)) for row in rows]


APPLICATION_ROWS = tuple(_application_rows())
_UNLIKE_ROWS = tuple(
    row for row in APPLICATION_ROWS if not row[0].startswith("other")
)  # 其他 is also a column


def read_applications(tokens: Sequence[Token]) -> Part:
    labels = find_labels(tokens, APPLICATION_ROWS)
    if len(labels) < 4 or not {"received", "carried_over", "concluded"} & labels.keys():
        return Part()
    form = EDITIONS["2021" if labels.keys() & {"other_uncorrected", "other_unpaid"} else "2019"][
        "applications"
    ]
    if stands_twice(tokens, _UNLIKE_ROWS):
        return several_copies(form)
    first, last = min(label.first for label in labels.values()), max(label.last for label in labels.values())
    headers = _applicant_headers(tokens)
    columns = _applicant_columns([header for header in headers if _begin(header) < first])
    reader = TableReader(form, tokens, _applicants_add_up)
    if not columns or values_come_first(tokens, first, len(columns)):
        told = (
            f"表{form.part}的表头认不出申请人类别，表中数字不能对号入座",
            f"the head of table {form.number} does not show the kinds of applicants, so its numbers have no place",
        )
        reader.problem("header", told, form.cells)
        return Part(form, (), tuple(reader.problems), span_of(tokens, first, last))
    printed = [(row.code, row.label, labels[row.code].last) for row in form.rows if row.code in labels]
    reader.learn_places([last for _, _, last in printed], len(columns))
    for code, name, token in printed:
        header = [header for header in headers if _begin(header) < token][-1]
        reader.read(code, name, token, columns, header)
    return Part(form, tuple(reader.statistics), tuple(reader.problems), span_of(tokens, first, last))


_ORGANISATIONS = APPLICANTS[1:]
HEADER_REACH = 12  # cells between two of a header's cells


def _begin(header: Header) -> int:
    return min(head.token for head in header.values())


def _applicant_headers(tokens: Sequence[Token]) -> list[Header]:
    """Each printed header: kinds of organisations close together, with 自然人 and 总计 around them."""
    form = EDITIONS["2021"]["applications"]
    runs: list[dict[str, Head]] = []
    for number, token in enumerate(tokens):
        code = _column_code(tokens, number, form.columns)
        if code not in _ORGANISATIONS:
            continue
        if (
            runs
            and number - max(head.token for head in runs[-1].values()) <= HEADER_REACH
            and code not in runs[-1]
        ):
            runs[-1][code] = Head(number, token.cell.text)
        else:
            runs.append({code: Head(number, token.cell.text)})
    return [
        _with_people_and_total(tokens, run, form.columns)
        for run in runs
        if len(run) >= len(_ORGANISATIONS) - 1
    ]


def _with_people_and_total(
    tokens: Sequence[Token], run: dict[str, Head], columns: Sequence[Column]
) -> Header:
    places = [head.token for head in run.values()]
    around = range(max(0, min(places) - HEADER_REACH), min(len(tokens), max(places) + HEADER_REACH))
    for number in around:
        code = _column_code(tokens, number, columns)
        if code in ("natural_person", "total") and code not in run:
            run[code] = Head(number, tokens[number].cell.text)
    return run


def _applicant_columns(headers: Sequence[Header]) -> Columns:
    """The columns as the header before the first row prints them; () when it names too few of them to be sure."""
    if not headers:
        return ()
    header = headers[-1]
    printed = sorted((code for code in header if code in _ORGANISATIONS), key=lambda code: header[code].token)
    if len(printed) < len(_ORGANISATIONS):
        printed = list(_ORGANISATIONS) if _in_order(printed, _ORGANISATIONS) else []
    people, total = header.get("natural_person"), header.get("total")
    if people and total and total.token < people.token:
        return ()  # 总计 before 自然人 is another order than the form's
    return ("natural_person", *printed, "total") if printed else ()


def _in_order(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(item in rest for item in part)


def _column_code(tokens: Sequence[Token], number: int, columns: Sequence[Column]) -> str:
    """The column a header cell names, by itself or with the line it goes on in."""
    if tokens[number].is_value or not tokens[number].folded:
        return ""
    for printed in (tokens[number].folded, *(joined for _, joined in continuations(tokens, number))):
        fits = ((max(likeness(printed, fold(name)) for name in (c.label, *c.also)), c.code) for c in columns)
        fit, code = max(fits)
        if fit >= 0.75:
            return code
    return ""


def _applicants_add_up(placed: Placed) -> bool:
    """FORM rule 3, as far as the placed cells tell: total = Σ applicant kinds."""
    return adds_up(placed, APPLICANTS, "total")
