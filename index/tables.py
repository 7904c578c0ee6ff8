"""Rows of cells → Statistics, lined up with the form by label.

The form's rows appear in the form's order, so the labels found in a document are matched to the form's as one sequence
(highest total likeness). The printed header decides the columns. What cannot be lined up with certainty is `missing`,
with a Problem that says so; nothing is filled in by position alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.align import Placed, place_values
from index.flow import Columns, Token, cells_of, continuations, find_labels, rows_to_tokens, values_after
from index.form import APPLICANTS, EDITIONS, TABLES, Column, Table
from index.labels import fold, likeness
from index.report import Problem, Statistic
from index.rows import Row
from index.table_reader import Header, TableReader
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
    if _printed_times(tokens, "received") > 1 and _printed_times(tokens, "carried_over") > 1:
        return _several(expected_edition or "2021")
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


def _several(edition: str) -> Tables:
    """A file that prints the form more than once: whose figures are whose is not certain, so none are read."""
    forms = EDITIONS[edition].values()
    told = "文件里的表格印了不止一套，不能确定哪一套是本报告的，都没有读入；请每份报告存成一个文件"
    problem = Problem("several_tables", told, tuple(key for form in forms for key in _keys(form)))
    missing = tuple(cell for form in forms for cell in _complete(form, ()))
    return Tables(edition, missing, (problem,), ())


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


def _applications(tokens: Sequence[Token]) -> _Part:
    labels = find_labels(tokens, _APPLICATION_ROWS)
    if len(labels) < 4 or not {"received", "carried_over", "concluded"} & labels.keys():
        return _Part()
    form = EDITIONS["2021" if labels.keys() & {"other_uncorrected", "other_unpaid"} else "2019"][
        "applications"
    ]
    first, last = min(label.first for label in labels.values()), max(label.last for label in labels.values())
    columns = _applicant_columns(tokens, first)
    reader = TableReader(form, tokens, _applicants_add_up)
    if not columns:
        reader.problem("header", f"表{form.part}的表头认不出申请人类别，表中数字不能对号入座", form.cells)
        return _Part(form, (), tuple(reader.problems), _span(tokens, first, last))
    printed = [(row.code, row.label, labels[row.code].last) for row in form.rows if row.code in labels]
    reader.learn_places([last for _, _, last in printed], len(columns))
    for code, name, token in printed:
        reader.read(code, name, token, columns)
    return _Part(form, tuple(reader.statistics), tuple(reader.problems), _span(tokens, first, last))


def _printed_times(tokens: Sequence[Token], code: str) -> int:
    """How often a row stands in the document, letter for letter and with numbers beside it."""
    names = {fold(name) for row, spellings in _APPLICATION_ROWS if row == code for name in spellings}
    found = (n for n, token in enumerate(tokens) if not token.is_value and token.folded in names)
    return sum(1 for n in found if any(value.cell.text for value in values_after(tokens, n)))


def _keys(form: Table) -> tuple[tuple[str, str, str], ...]:
    return tuple((form.code, row, column) for row, column in form.cells)


_ORGANISATIONS = APPLICANTS[1:]


def _applicant_columns(tokens: Sequence[Token], first_row: int) -> Columns:
    """The columns as the header prints them; () when it names too few of them to be sure."""
    form = EDITIONS["2021"]["applications"]
    printed: list[str] = []
    for number in range(max(0, first_row - 60), first_row):
        code = _column_code(tokens, number, form.columns)
        if code in _ORGANISATIONS:
            printed.append(code)
    printed = list(dict.fromkeys(reversed(printed)))[::-1]
    if len(printed) < len(_ORGANISATIONS) - 1:
        return ()
    if len(printed) < len(_ORGANISATIONS):
        printed = list(_ORGANISATIONS) if _in_order(printed, _ORGANISATIONS) else []
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
    labels = {
        code: label
        for code, label in find_labels(tokens[start:], _DISCLOSURE_ROWS).items()
        if code == "other_services" or values_after(tokens, start + label.last)
    }
    if not labels:
        return _Part()
    ends = {code: start + label.last for code, label in labels.items()}
    edition = _disclosure_edition(headers)
    form = EDITIONS[edition]["disclosure"]
    reader = TableReader(form, tokens, lambda placed: True)
    for row in form.rows:
        if row.code in ends:
            _read_disclosure_row(reader, row.code, row.label, ends, headers)
    reader.problems += _rows_of_other_edition(form, ends)
    return _Part(
        form, tuple(reader.statistics), tuple(reader.problems), _span(tokens, start, max(ends.values()))
    )


def _disclosure_headers(tokens: Sequence[Token]) -> list[tuple[int, Header]]:
    """Each printed header: (its first token, its columns)."""
    headers: list[tuple[int, Header]] = []
    current: Header = {}
    for number, token in enumerate(tokens):
        code = _disclosure_column(tokens, number)
        if code and current and code not in current and number - headers[-1][0] < 8:
            current[code] = _header_words(tokens, number)
        elif code:
            current = {code: _header_words(tokens, number)}
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
    return code if fit >= 0.85 else ""


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
    if set(columns) != set(wanted):
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
    run = _header_run(leaves, codes)
    if not run:
        return _Part()
    first, last = run[0], run[-1]
    values = _dispute_values(tokens, last)
    slots = [f"{row.code}.{code}" for row in form.rows for code in codes]
    placed = (
        place_values(cells_of(values), slots, lambda cells: _disputes_add_up(cells, form)) if values else {}
    )
    reader = TableReader(form, tokens, lambda cells: True)
    for row in form.rows:
        for code in codes:
            if f"{row.code}.{code}" in placed:
                reader.add(row.code, code, placed[f"{row.code}.{code}"], "")
    lost = [(row.code, code) for row in form.rows for code in codes if f"{row.code}.{code}" not in placed]
    if lost:
        reader.problem(
            "unaligned_row", f"表四应有 {len(slots)} 格，印出 {len(values)} 格；{_lost(form, lost)}", lost
        )
    end = tokens.index(values[-1]) if values else last
    return _Part(form, tuple(reader.statistics), tuple(reader.problems), _span(tokens, first, end))


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
            if printed == fold(column.label):
                yield last, column.code
                return


def _header_run(leaves: Sequence[tuple[int, str]], codes: Sequence[str]) -> list[int]:
    """The tokens of a complete header: the five results three times, in order, within one stretch."""
    wanted = list(codes) * 3
    for start in range(len(leaves) - len(wanted) + 1):
        stretch = leaves[start : start + len(wanted)]
        if [code for _, code in stretch] == wanted and stretch[-1][0] - stretch[0][0] < 60:
            return [number for number, _ in stretch]
    return []


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
