"""The data tab as HTML: the filter of the form's three tables, and their rows with what each cell holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.conversation import Language
from assistant.labels import english_label
from index import form
from ui.chart_view import chart_html
from ui.data_chart import Drawn
from ui.data_rows import (
    ALL_ROWS,
    TABLES,
    DataCell,
    DataChoice,
    DataRow,
    choice_of,
    chosen_columns,
    column_field,
    row_field,
)
from ui.data_words import STATES, column_names, row_names
from ui.filter_form import Choices, check, filter_form, hidden, option, select
from ui.lists import no_match
from ui.paging import Paged, pager, set_button, sort_head
from ui.source_view import TABLE_NAMES, row_heading
from ui.words import (
    also_in_wan,
    both,
    escape,
    in_language,
    show_number,
    unit_word,
    unit_words,
)

LIST = "data"  # what the script knows it by
ROWS = (("行", "row"), ("行", "rows"))
MOST_EXPORTED = 50_000
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_SHORT_NAMES = {
    "applications": ("依申请公开", "Applications"),
    "disclosure": ("主动公开", "Disclosure"),
    "disputes": ("复议诉讼", "Reviews and lawsuits"),
}
LEGEND = {
    "blank": ("空白：印了格子，没有填，不是 0", "blank: the cell is printed and empty, which is not 0"),
    "na": ("/：报告填了“/”“无”之类，没有数值", "/: the report says that it does not apply, no number"),
    "text": ("文字：不是数字，按原文保留", "words: not a number, kept as printed"),
    "missing": ("未印：报告没有印出这一格", "not printed: the report leaves this cell out"),
    "no_cell": ("灰格：这一版表样没有这一格", "shaded: the form of that edition has no such cell"),
}

# ── the filter ───────────────────────────────────────────────────────────────────────────────────


def data_filter(choices: Choices, sent: Mapping[str, Any]) -> str:
    """The form above the rows: which table, then whose reports, which row of the form, which columns."""
    chosen = choice_of(sent).table
    tables = "".join(_table_button(table, chosen) for table in TABLES)
    of_tables = "".join(_of_table(table, sent) for table in TABLES)
    named = f'<legend class="gk-unseen">{both("表", "Table")}</legend>'
    before = f'<fieldset class="gk-tables gk-kept">{named}{tables}</fieldset>'
    drawn = hidden("chart", choice_of(sent).chart)
    return filter_form(LIST, choices, sent, of_tables + drawn, before)


def _table_button(table: str, chosen: str) -> str:
    on = " checked" if table == chosen else ""
    return f'<label><input type="radio" name="table" value="{table}"{on}><span>{both(*_SHORT_NAMES[table])}</span></label>'


def _of_table(table: str, sent: Mapping[str, Any]) -> str:
    """The fields of one table, which the style shows while that table is chosen."""
    rows = select(row_field(table), both("表中的行", "Row of the form"), _row_options(table, sent), "wide")
    ticked = chosen_columns(table, sent, ALL_ROWS)
    boxes = "".join(
        check(column_field(table), column, _column_name(table, ALL_ROWS, column), column in ticked)
        for column in form.columns_of(table)
    ).replace("<input", "<input data-several")
    columns = (
        f'<details class="gk-columns"><summary>{both("栏目", "Columns")}</summary>'
        f'<fieldset><legend class="gk-unseen">{both("显示哪些栏目", "Which columns to show")}</legend>{boxes}</fieldset></details>'
    )
    return f'<div class="gk-of gk-kept" data-table="{table}">{rows}{columns}</div>'


def _row_options(table: str, sent: Mapping[str, Any]) -> Iterator[str]:
    chosen = {row_field(table): choice_of({**sent, "table": table}).row}
    heading = ""
    for row in form.rows_of(table):
        above = row_heading(table, row)
        if above != heading:
            yield ("</optgroup>" if heading else "") + (_group(table, row, above) if above else "")
            heading = above
        yield option(row, *row_names(table, row), chosen, row_field(table))
    yield "</optgroup>" if heading else ""
    yield option(ALL_ROWS, "所有行", "all rows", chosen, row_field(table))


def _group(table: str, row: str, above: str) -> str:
    group = next(r.group for e in form.EDITIONS.values() for r in e[table].rows if r.code == row)
    english = english_label("other_outcome" if group == "other" else group)
    return f'<optgroup label="{escape(above)}" data-zh="{escape(above)}" data-en="{escape(english)}">'


def _column_name(table: str, row: str, column: str) -> str:
    return both(*column_names(table, row, column))


# ── the rows ─────────────────────────────────────────────────────────────────────────────────────


def data_table(shown: Paged[DataRow], choice: DataChoice, drawn: Drawn | None = None) -> str:
    """One page of rows, with what can be done with all of them, and the chart of one column where one is chosen."""
    body = _table(shown.rows, choice) if shown.rows else no_match()
    row = both("各行", "all rows") if choice.row == ALL_ROWS else both(*row_names(choice.table, choice.row))
    title = f"{both(form.EDITIONS['2021'][choice.table].title, TABLE_NAMES[choice.table])} · {row}"
    if unit := _common_unit(choice):
        title += f" {_unit(unit)}"
    return (
        f'<div class="gk-listed" data-list="{LIST}"><h3 class="gk-title">{title}</h3>'
        f'<div class="gk-listed-head">{pager(shown, *ROWS)}'
        f'<p class="gk-exports">{_chart_switch(shown.total, choice)}{_exports(shown.total)}</p></div>'
        f"{_chart(choice, drawn)}{body}{_legend(shown.rows, choice)}</div>"
    )


def _exports(total: int) -> str:
    if not total:
        return ""
    cut = (
        both(f"（前 {MOST_EXPORTED:,} 行）", f" (the first {MOST_EXPORTED:,} rows)")
        if total > MOST_EXPORTED
        else ""
    )
    buttons = "".join(
        f'<button type="button" class="gk-quiet" data-event="export" data-format="{kind}" data-key="export {kind}">'
        f"{both(f'下载 {kind.upper()}', f'Download {kind.upper()}')}</button>"
        for kind in ("csv", "xlsx")
    )
    return f'{buttons}<span class="faint">{cut}</span>'


# ── the chart of a column ────────────────────────────────────────────────────────────────────────


def _chart_switch(total: int, choice: DataChoice) -> str:
    """The button that shows a chart and takes it away again; of many rows of the form side by side there is none."""
    if not total or choice.row == ALL_ROWS or not choice.columns:
        return ""
    pressed = f' aria-pressed="{"true" if choice.chart else "false"}"'
    return set_button(
        "chart",
        "" if choice.chart else _first_drawn(choice),
        both("画图", "Chart"),
        "chart",
        "gk-quiet",
        pressed,
    )


def _first_drawn(choice: DataChoice) -> str:
    """The column that the rows are sorted by, or the total, or the first."""
    wanted = (choice.sorting.column, "total", choice.columns[0])
    return next(column for column in wanted if column in choice.columns)


def _chart(choice: DataChoice, drawn: Drawn | None) -> str:
    """The chart in both languages, and the other columns to draw."""
    if not choice.chart:
        return ""
    charts = [(language, drawn.chart(language)) for language in LANGUAGES] if drawn else []
    shown = "".join(
        f'<div class="{language}">{chart_html(chart, f"gk-data-chart-{language}", lambda figure: drawn.opens(figure.citation))}</div>'
        for language, chart in charts
        if chart and drawn
    )
    few = f'<p class="gk-note">{both("能画的不同数字不到三个。", "There are too few different figures to draw.")}</p>'
    return f'<div class="gk-drawn">{_drawn_columns(choice)}{shown or few}</div>'


def _drawn_columns(choice: DataChoice) -> str:
    buttons = "".join(
        set_button(
            "chart",
            column,
            _column_name(choice.table, choice.row, column),
            f"chart {column}",
            "gk-kind",
            f' aria-pressed="{"true" if column == choice.chart else "false"}"',
        )
        for column in choice.columns
    )
    label = f'<p class="gk-unseen" id="gk-drawn">{both("画哪一栏", "Column to draw")}</p>'
    return f'{label}<div class="gk-kinds" role="group" aria-labelledby="gk-drawn">{buttons}</div>'


def _table(rows: Sequence[DataRow], choice: DataChoice) -> str:
    with_row = choice.row == ALL_ROWS or any(row.row != choice.row for row in rows)
    heads = [
        sort_head(both("机关", "Agency"), "agency", choice.sorting),
        sort_head(both("年份", "Year"), "year", choice.sorting, is_number=True),
    ]
    if with_row:
        heads.append(f'<th scope="col">{both("项目", "Item")}</th>')
    heads += [
        sort_head(_headed(choice, column), column, choice.sorting, is_number=True)
        for column in choice.columns
    ]
    body = "".join(_row(row, choice, with_row) for row in rows)
    return (
        '<div class="gk-scroll gk-wide" tabindex="0"><table class="gk-table gk-data"><thead>'
        f"<tr>{''.join(heads)}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _headed(choice: DataChoice, column: str) -> str:
    """A column's name, with its unit where the title does not say that of all."""
    unit = "" if _common_unit(choice) else _unit(form.unit_of(choice.table, choice.row, column))
    return f"{_column_name(choice.table, choice.row, column)} {unit}".rstrip()


def _common_unit(choice: DataChoice) -> str:
    """The unit of all columns shown; "" where they have several."""
    units = {form.unit_of(choice.table, choice.row, column) for column in choice.columns}
    return units.pop() if len(units) == 1 else ""


def _unit(unit: str) -> str:
    return f"<small>{both(*unit_words(unit))}</small>"


def _row(row: DataRow, choice: DataChoice, with_row: bool) -> str:
    item = f'<td class="item">{both(*row_names(choice.table, row.row))}</td>' if with_row else ""
    cells = "".join(_cell(row, choice.table, column) for column in choice.columns)
    agency = (
        f'<button type="button" class="gk-open" data-event="open" data-cell="">{escape(row.agency)}</button>'
    )
    return f'<tr data-report="{escape(row.report)}"><th scope="row">{agency}</th><td class="number">{row.year}</td>{item}{cells}</tr>'


def _cell(row: DataRow, table: str, column: str) -> str:
    """One cell, which opens where it is printed."""
    cell = row.cells.get(column)
    if cell is None:
        return f'<td class="number none"><span class="gk-unseen">{both(*STATES["no_cell"])}</span></td>'
    named = escape(f"{table}|{row.row}|{column}")
    is_long = len(cell.raw) > LONG and cell.state != "number"
    return (
        f'<td class="number{" long" if is_long else ""}"><button type="button" class="gk-value" data-event="open"'
        f' data-cell="{named}" data-state="{cell.state}">{_held(cell, form.unit_of(table, row.row, column))}</button></td>'
    )


LONG = 14  # characters; a text that is longer may be broken into lines


def _held(cell: DataCell, unit: str) -> str:
    if cell.state == "number" and cell.value is not None:
        wan = also_in_wan(cell.value, unit)
        value = int(cell.value) if float(cell.value).is_integer() else cell.value
        return show_number(value, unit) + (f"<small>{wan}</small>" if wan else "")
    if cell.state in STATES:
        return both(*STATES[cell.state])
    return escape(" ".join(cell.raw.split()))


def _legend(rows: Sequence[DataRow], choice: DataChoice) -> str:
    """What the words and marks on this page that are no numbers mean; nothing of those that are not on it."""
    cells = [row.cells.get(column) for row in rows for column in choice.columns]
    states = {cell.state if cell else "no_cell" for cell in cells}
    lines = "".join(f"<li>{both(*words)}</li>" for state, words in LEGEND.items() if state in states)
    return f'<ul class="gk-legend faint">{lines}</ul>' if lines else ""


# ── to take away ─────────────────────────────────────────────────────────────────────────────────


def export_columns(choice: DataChoice, language: Language) -> list[str]:
    """The header of an export, in the page's language; a column's unit stands behind it."""
    pick = 0 if language == "zh" else 1
    names = [("机关", "Agency"), ("年份", "Year"), ("项目", "Item")]
    columns = [
        f"{column_names(choice.table, choice.row, column)[pick]}"
        f" ({unit_word(form.unit_of(choice.table, choice.row, column), language)})"
        for column in choice.columns
    ]
    return [name[pick] for name in names] + columns


def export_row(row: DataRow, choice: DataChoice, language: Language) -> list[Any]:
    """One row of an export: numbers in base units, in words what a cell without one is; nothing where the form has no cell."""
    pick = 0 if language == "zh" else 1
    cells = [_exported(row.cells.get(column), pick) for column in choice.columns]
    return [row.agency, row.year, row_names(choice.table, row.row)[pick], *cells]


def _exported(cell: DataCell | None, pick: int) -> str | float | None:
    if cell is None:
        return None
    if cell.state == "number" and cell.value is not None:
        return int(cell.value) if float(cell.value).is_integer() else cell.value
    return STATES[cell.state][pick] if cell.state in STATES else " ".join(cell.raw.split())


def export_notes(choice: DataChoice, language: Language) -> list[tuple[tuple[str, str], str]]:
    """What a workbook says of its rows: which they are, and what its words and empty cells mean."""
    title = in_language(language, form.EDITIONS["2021"][choice.table].title, TABLE_NAMES[choice.table])
    told = [in_language(language, *words) for state, words in LEGEND.items() if state != "no_cell"]
    lost = in_language(language, "这一版表样没有这一格", "the form of that edition has no such cell")
    return [
        (("表", "Table"), title),
        (("没有数字的格子", "Cells without a number"), "\n".join(told)),
        (("空单元格", "Empty cells"), lost),
    ]
