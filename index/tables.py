"""Rows of cells → Statistics, lined up with the form by label.

The form's rows appear in the form's order, so the labels found in a document are matched to the form's as one sequence
(highest total likeness). The printed header decides the columns. What cannot be lined up with certainty is `missing`,
with a Problem that says so; nothing is filled in by position alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.align import Placed, place_values
from index.flow import (
    Columns,
    Forms,
    Token,
    cells_of,
    continuations,
    find_labels,
    rows_to_tokens,
    values_after,
)
from index.form import APPLICANTS, EDITIONS, TABLES, Column, Table
from index.labels import fold, likeness
from index.report import Problem, Statistic
from index.rows import Row
from index.table_reader import Head, Header, TableReader
from index.values import read_value


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
    found = [_disclosure(tokens), _applications(tokens), _disputes(tokens)]
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


@dataclass(frozen=True)
class _Part:
    """One table as read: None for a form that was not found."""

    form: Table | None = None
    statistics: tuple[Statistic, ...] = ()
    problems: tuple[Problem, ...] = ()
    span: tuple[int, int] | None = None


# ── 三、收到和处理政府信息公开申请情况 ───────────────────────────────────────────────────────────


def _application_rows() -> list[tuple[str, tuple[str, ...]]]:
    """Both editions' rows in one order; a label decides which edition is printed."""
    old, new = EDITIONS["2019"]["applications"], EDITIONS["2021"]["applications"]
    rows = list(new.rows)
    at = next(index for index, row in enumerate(rows) if row.code == "other_uncorrected")
    rows.insert(at, old.row("other"))
    return [(row.code, (row.label, *row.also)) for row in rows]


_APPLICATION_ROWS = tuple(_application_rows())
_UNLIKE_ROWS = tuple(
    row for row in _APPLICATION_ROWS if not row[0].startswith("other")
)  # 其他 is also a column


def _applications(tokens: Sequence[Token]) -> _Part:
    labels = find_labels(tokens, _APPLICATION_ROWS)
    if len(labels) < 4 or not {"received", "carried_over", "concluded"} & labels.keys():
        return _Part()
    form = EDITIONS["2021" if labels.keys() & {"other_uncorrected", "other_unpaid"} else "2019"][
        "applications"
    ]
    if _stands_twice(tokens, _UNLIKE_ROWS):
        return _several(form)
    first, last = min(label.first for label in labels.values()), max(label.last for label in labels.values())
    headers = _applicant_headers(tokens)
    columns = _applicant_columns([header for header in headers if _begin(header) < first])
    reader = TableReader(form, tokens, _applicants_add_up)
    if not columns or values_come_first(tokens, first, len(columns)):
        reader.problem("header", f"表{form.part}的表头认不出申请人类别，表中数字不能对号入座", form.cells)
        return _Part(form, (), tuple(reader.problems), _span(tokens, first, last))
    printed = [(row.code, row.label, labels[row.code].last) for row in form.rows if row.code in labels]
    reader.learn_places([last for _, _, last in printed], len(columns))
    for code, name, token in printed:
        header = [header for header in headers if _begin(header) < token][-1]
        reader.read(code, name, token, columns, header)
    return _Part(form, tuple(reader.statistics), tuple(reader.problems), _span(tokens, first, last))


def _stands_twice(tokens: Sequence[Token], rows: Forms) -> bool:
    """Whether two of a table's rows stand in the document twice, letter for letter and with cells beside or after them."""
    names = {fold(name): code for code, spellings in rows for name in spellings}
    seen = Counter(
        names[token.folded]
        for number, token in enumerate(tokens)
        if not token.is_value and token.folded in names and _has_cells(tokens, number)
    )
    return sum(1 for times in seen.values() if times > 1) > 1


def _has_cells(tokens: Sequence[Token], label: int) -> bool:
    """Whether cells stand beside a label in its grid, or numbers beside or after it."""
    here, values = tokens[label], values_after(tokens, label)
    in_grid = here.width > 0 and label + 1 < len(tokens) and tokens[label + 1].row == here.row
    return in_grid or bool(values)


def _several(form: Table) -> _Part:
    """A table that the file prints more than once: whose figures are whose is not certain, so none are read."""
    told = f"文件里的表{form.part}印了不止一张，不能确定哪一张是本报告的，都没有读入；请每份报告存成一个文件"
    return _Part(form, (), (Problem("several_tables", told, _keys(form)),), None)


def _keys(form: Table) -> tuple[tuple[str, str, str], ...]:
    return tuple((form.code, row, column) for row, column in form.cells)


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


def values_come_first(tokens: Sequence[Token], label: int, width: int) -> bool:
    """Whether numbers stand before their labels: directly before the first label, and none beside it."""
    before = next(
        (token for token in reversed(tokens[max(0, label - width) : label]) if token.cell.text), None
    )
    beside = [token for token in values_after(tokens, label) if token.row == tokens[label].row]
    return before is not None and before.is_value and len(beside) < width


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
    return _adds_up(placed, APPLICANTS, "total")


def _adds_up(placed: Placed, parts: Sequence[str], total: str) -> bool:
    """Whether the total can be right: the sum of its parts, or at least as much where a part is not printed."""
    if total not in placed:
        return True
    values = {code: read_value(cell.text, "件") for code, cell in placed.items() if code in (*parts, total)}
    if any(value.state == "text" for value in values.values()):
        return True
    known = sum(value.value or 0 for code, value in values.items() if code != total)
    printed = values[total].value or 0
    return known == printed if len(values) == len(parts) + 1 else known <= printed


# ── 二、主动公开政府信息情况 ─────────────────────────────────────────────────────────────────────


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


def _disclosure(tokens: Sequence[Token]) -> _Part:
    headers = _disclosure_headers(tokens)
    if not headers:
        return _Part()
    start = headers[0][0]
    table = tokens[start : _first_application(tokens, start)]
    labels = {
        code: label
        for code, label in find_labels(table, _DISCLOSURE_ROWS).items()
        if code == "other_services" or _has_cells(tokens, start + label.last)
    }
    if not labels:
        return _Part()
    ends = {code: start + label.last for code, label in labels.items()}
    edition = _disclosure_edition(headers)
    form = EDITIONS[edition]["disclosure"]
    if _stands_twice(tokens, _DISCLOSURE_ROWS):
        return _several(form)
    reader = TableReader(form, tokens, lambda placed: True)
    for row in form.rows:
        if row.code in ends:
            _read_disclosure_row(reader, row.code, row.label, ends, headers)
    reader.problems += _rows_of_other_edition(form, ends)
    return _Part(
        form, tuple(reader.statistics), tuple(reader.problems), _span(tokens, start, max(ends.values()))
    )


def _first_application(tokens: Sequence[Token], start: int) -> int:
    """Where table 三 begins after table 二: what stands behind it is none of table 二's."""
    names = {fold(name) for code, spellings in _APPLICATION_ROWS if code == "received" for name in spellings}
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
        reader.problem(
            "header", f"“{label}”上方的表头与表样不符，该行不能对号入座", [(code, c) for c in wanted]
        )
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
    return [
        Problem("mixed_edition", f"表二是 {form.edition} 年版，却印有另一版才有的行：{names}；这些行没有读入")
    ]


# ── 四、政府信息公开行政复议、行政诉讼情况 ───────────────────────────────────────────────────────


DISPUTE_CELLS = len(EDITIONS["2021"]["disputes"].cells)


def _disputes(tokens: Sequence[Token]) -> _Part:
    form = EDITIONS["2021"]["disputes"]
    codes = [column.code for column in form.columns]
    leaves = [(last, code) for n in range(len(tokens)) for last, code in _dispute_leaf(tokens, n)]
    runs = _header_runs(leaves, codes)
    if not runs:
        return _Part()
    if len(runs) > 1 and all(any(t.cell.text for t in _dispute_values(tokens, run[-1])) for run in runs):
        return _several(form)
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
        told = f"表四应有 {len(slots)} 格，印出 {len(values)} 格；{_lost(form, lost)}"
        reader.problem("unaligned_row", told, [*lost, *(cell for cell in form.cells if cell not in lost)])
    end = tokens.index(values[-1]) if values else last
    return _Part(form, tuple(reader.statistics), tuple(reader.problems), _span(tokens, first, end))


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


def _lost(form: Table, lost: Sequence[tuple[str, str]]) -> str:
    if len(lost) > 3:
        return f"有 {len(lost)} 格不能确定位置，未读入"
    names = "、".join(f"{form.row(row).label}·{form.column(column).label}" for row, column in lost)
    return f"缺的是{names}"


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
    return all(_adds_up(group, ("upheld", "corrected", "other", "pending"), "total") for group in known)


# ── the whole form ───────────────────────────────────────────────────────────────────────────────


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


def _absent(form: Table, part: _Part) -> list[Problem]:
    """A problem for a table, or for rows of it, that the report does not print."""
    if part.form is None:
        return [Problem("missing_table", f"没有找到表{form.part}（{form.title}）", _keys(form))]
    told = {row.split("/")[0] for problem in part.problems for _, row, _ in problem.cells}
    read = {s.row.split("/")[0] for s in part.statistics}
    lost = [row for row in form.rows if row.code not in read | told]
    if not lost:
        return []
    names = "、".join(row.label for row in lost)
    cells = tuple((form.code, row.code, column) for row in lost for column in row.columns)
    return [Problem("missing_row", f"表{form.part}没有印出：{names}", cells)]


def _mixed(parts: Sequence[_Part]) -> list[Problem]:
    editions = {part.form.edition: part.form for part in parts if part.form and part.form.code != "disputes"}
    if len(editions) < 2:
        return []
    used = "，".join(f"表{form.part}用 {edition} 年版" for edition, form in sorted(editions.items()))
    return [Problem("mixed_edition", f"同一份报告混用两版表样：{used}")]


def _span(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """From the row where a table begins to the end of its last value."""
    values = values_after(tokens, last)
    end = values[-1] if values else tokens[last]
    first_row = tokens[first].row
    start = next(token for token in tokens if token.row == first_row)
    return start.cell.start, max(end.cell.end, tokens[last].cell.end)


def _spans(parts: Sequence[_Part]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(part.span for part in parts if part.span))
