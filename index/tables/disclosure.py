"""二、主动公开政府信息情况: rows under several headers, other ones in each edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.form import EDITIONS, Table
from index.report import Problem
from index.tables.applications import APPLICATION_ROWS
from index.tables.flow import (
    Columns,
    Token,
    continuations,
    find_labels,
    values_after,
)
from index.tables.labels import fold, likeness
from index.tables.part import Part, has_cells, several_copies, span_of, stands_twice, values_come_first
from index.tables.reader import Head, Header, TableReader


def _disclosure_rows() -> list[tuple[str, tuple[str, ...]]]:
    rows = EDITIONS["2019"]["disclosure"].rows
    newer = {row.code: (row.label, *row.also) for row in EDITIONS["2021"]["disclosure"].rows}
    return [(row.code, (row.label, *row.also, *newer.get(row.code, ()))) for row in rows]


_DISCLOSURE_ROWS = tuple(_disclosure_rows())


def _disclosure_columns() -> dict[str, tuple[str, ...]]:
    """Every spelling of every column of both editions: code → labels."""
    spellings: dict[str, tuple[str, ...]] = {}
    for form in EDITIONS.values():
        for column in form["disclosure"].columns:
            spellings[column.code] = (*spellings.get(column.code, ()), column.label, *column.also)
    return spellings


_DISCLOSURE_COLUMNS = _disclosure_columns()


def read_disclosure(tokens: Sequence[Token]) -> Part:
    headers = _disclosure_headers(tokens)
    if not headers:
        return Part()
    start = headers[0][0]
    table = tokens[start : _first_application(tokens, start)]
    labels = {
        code: label
        for code, label in find_labels(table, _DISCLOSURE_ROWS).items()
        if code == "other_services" or has_cells(tokens, start + label.last)
    }
    if not labels:
        return Part()
    ends = {code: start + label.last for code, label in labels.items()}
    edition = _disclosure_edition(headers)
    form = EDITIONS[edition]["disclosure"]
    if stands_twice(tokens, _DISCLOSURE_ROWS):
        return several_copies(form)
    reader = TableReader(form, tokens, lambda placed: True)
    for row in form.rows:
        if row.code in ends:
            _read_disclosure_row(reader, row.code, row.label, ends, headers)
    reader.problems += _rows_of_other_edition(form, ends)
    return Part(
        form, tuple(reader.statistics), tuple(reader.problems), span_of(tokens, start, max(ends.values()))
    )


def _first_application(tokens: Sequence[Token], start: int) -> int:
    """Where table 三 begins after table 二: what stands behind it is none of table 二's."""
    names = {fold(name) for code, spellings in APPLICATION_ROWS if code == "received" for name in spellings}
    return next((n for n in range(start, len(tokens)) if tokens[n].folded in names), len(tokens))


def _disclosure_headers(tokens: Sequence[Token]) -> list[tuple[int, Header]]:
    """Each printed header: (its first token, its columns)."""
    headers: list[tuple[int, Header]] = []
    current: dict[str, Head] = {}
    for number, token in enumerate(tokens):
        code = _disclosure_column(tokens, number)
        if code and current and code not in current and number - headers[-1][0] < 8:
            current[code] = Head(number, _header_words(tokens, number))
        elif code:
            current = {code: Head(number, _header_words(tokens, number))}
            headers.append((number, current))
        elif not token.is_value and current and likeness(token.folded, "信息内容"):
            current = {}
    return headers


def _header_words(tokens: Sequence[Token], number: int) -> str:
    """A column's header with the line it goes on in, where its unit may stand: 本年收费金额（单 / 位：万元）."""
    words = tokens[number].cell.text
    goes_on = number + 1 < len(tokens) and words.count("（") + words.count("(") > words.count(
        "）"
    ) + words.count(")")
    return words + tokens[number + 1].cell.text if goes_on else words


def _disclosure_column(tokens: Sequence[Token], number: int) -> str:
    token = tokens[number]
    if token.is_value or len(token.cell.text) > 30:
        return ""
    plain = fold(token.cell.text.split("（")[0].split("(")[0])
    for printed in (plain, *(joined for _, joined in continuations(tokens, number))):
        if code := _disclosure_column_named(printed):
            return code
    return ""


@lru_cache(maxsize=20_000)
def _disclosure_column_named(printed: str) -> str:
    fits = (
        (max(likeness(printed, fold(name)) for name in names), code)
        for code, names in _DISCLOSURE_COLUMNS.items()
    )
    fit, code = max(fits)
    last_year = printed.startswith(("上年", "去年")) and code != "prior_items"
    return code if fit >= 0.85 and not last_year else ""


def _disclosure_edition(headers: Sequence[tuple[int, Header]]) -> str:
    printed = {code for _, header in headers for code in header}
    votes = {
        edition: len(
            printed & ({column.code for column in form["disclosure"].columns} - {"decisions", "amount"})
        )
        for edition, form in EDITIONS.items()
    }
    return "2021" if votes["2021"] > votes["2019"] else "2019" if votes["2019"] else "2021"


def _read_disclosure_row(
    reader: TableReader, code: str, label: str, labels: dict[str, int], headers: Sequence[tuple[int, Header]]
) -> None:
    token = labels[code]
    at, header = [(number, columns) for number, columns in headers if number < token][-1]
    reader.learn_from_header(at, token)
    wanted = reader.form.row(code).columns
    reader.learn_places([token], len(wanted))
    columns = tuple(column for column in header if column in wanted)
    is_first = not any(at < other < token for other in labels.values())
    if set(columns) != set(wanted) or (is_first and values_come_first(reader.tokens, token, len(wanted))):
        told = (
            f"“{label}”上方的表头与表样不符，该行不能对号入座",
            f"the head above `{code}` is not that of the form, so the row's numbers have no place",
        )
        reader.problem("header", told, [(code, c) for c in wanted])
        return
    if code == "other_services" and not values_after(reader.tokens, token):
        end = min((t for t in labels.values() if t > token), default=min(token + 60, len(reader.tokens)))
        _read_sub_rows(reader, code, range(token + 1, end), columns, at, header)
        return
    reader.read(code, label, token, columns, header)


def _read_sub_rows(
    reader: TableReader, code: str, tokens: range, columns: Columns, header_token: int, header: Header
) -> None:
    """Rows printed under 其他对外管理服务事项 with labels of their own (Beijing: 行政检查, 行政确认)."""
    seen: dict[str, int] = {}
    for number in tokens:
        label = reader.tokens[number]
        if label.is_value or label.folded.startswith("第二十条") or not values_after(reader.tokens, number):
            continue
        if not _disclosure_column(reader.tokens, number):
            name = label.cell.text.replace("\n", "")
            seen[name] = seen.get(name, 0) + 1
            name = name if seen[name] == 1 else f"{name}#{seen[name]}"
            reader.learn_from_header(header_token, number)
            reader.read(f"{code}/{name}", name, number, columns, header)


def _rows_of_other_edition(form: Table, labels: Iterable[str]) -> list[Problem]:
    known = {row.code for row in form.rows}
    extra = [code for code in labels if code not in known]
    if not extra:
        return []
    names = "、".join(EDITIONS["2019"]["disclosure"].row(code).label for code in extra)
    codes = ", ".join(f"`{code}`" for code in extra)
    words = f"表二是 {form.edition} 年版，却印有另一版才有的行：{names}；这些行没有读入"
    told = f"table 2 is that of {form.edition}, with rows that only another edition has: {codes}; these were not read"
    return [Problem("mixed_edition", words, message_en=told)]
