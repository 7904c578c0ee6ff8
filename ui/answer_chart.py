"""Answer → the chart that helps to see it, as data: bars for agencies or parts side by side, lines for years.

A chart is made of the answer object alone and shows figures of its result only. Where a chart would add nothing to the words there is
none. `chart_view.py` draws it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import combinations
from typing import Any, Literal, NamedTuple

from assistant.conversation import Answer, Citation, Language, Result
from assistant.labels import english_label
from assistant.vocabulary import load_vocabulary
from index import form
from ui.charts import (
    LEAST,
    MOST_BARS,
    MOST_LINES,
    POINTS,
    RATIO,
    Chart,
    Figure,
    Group,
    Scale,
    blanks_note,
)
from ui.words import (
    column_in_chinese,
    column_label,
    column_unit,
    figure_label,
    in_language,
    item_and_column,
)

_NAMES = ("agency", "province", "city", "county", "region", "item")  # the columns that say whose a row is
_BESIDE = ("place", "rank", "year_before")  # numbers of a row that are no figures
_WHOLES = ("received", "concluded", "carried_in", "carried_over")  # rows of 表三 that are parts of no other
_UNITS = ("件", "项", "个", "份", form.YUAN, RATIO)  # what can be drawn


def chart_of(answer: Answer) -> Chart | None:
    """The chart of an answer; None where it would not help: a lookup, texts, figures that are all the same."""
    if answer.status != "answered" or answer.result is None:
        return None
    asked = _asked(answer.result)
    if asked is None:
        return None
    years = {row[asked.year] for row in answer.result.rows} if asked.year is not None else set()
    chart = _lines(answer, asked) if len(years) >= LEAST and asked.sort != "move" else _bars(answer, asked)
    return chart if chart and chart.is_worth_drawing else None


# ── what the rows hold ───────────────────────────────────────────────────────────────────────────


class Asked(NamedTuple):
    """Which columns of a result are to be seen: whose a row is, its year, its figures, and their unit."""

    name: int | None
    year: int | None
    figures: tuple[int, ...]
    codes: tuple[str, ...]  # of the figures
    unit: str
    sort: Literal["figure", "move"] = "figure"  # a move from one year to another may be negative


def _asked(result: Result) -> Asked | None:
    places = {code: place for place, code in enumerate(result.columns)}
    name = next((places[code] for code in _NAMES if code in places), None)
    year = places.get("year")
    if {"change", "growth"} <= places.keys():
        return _asked_move(result, places, name)
    codes = [code for code in result.columns if code not in (*_NAMES, *_BESIDE, "year")]
    if len(codes) > 1 and codes[-1].endswith("_share"):
        codes = codes[-1:]  # what it is a share of stands beside it
    units = {column_unit(code, result) or result.unit for code in codes}
    unit = units.pop() if len(units) == 1 else None
    if unit not in _UNITS or not all(_is_figure(result, places[code]) for code in codes):
        return None
    if (name, year) == (None, None) or "agencies" in codes:  # a number of agencies has no cell of its own
        return None
    return Asked(name, year, tuple(places[code] for code in codes), tuple(codes), unit)


def _asked_move(result: Result, places: dict[str, int], name: int | None) -> Asked | None:
    """Moves between years: as a ratio where the rows are in the order of that and not of the difference."""
    moved = result.columns[places["year"] + 2]
    orders = [(code, falls) for falls in (True, False) for code in ("change", "growth")]
    code = next((code for code, falls in orders if _is_ordered(result, places[code], falls)), "change")
    unit = column_unit(moved, result) or result.unit
    if unit not in _UNITS:
        return None
    if unit == RATIO:
        code, unit = "change", POINTS  # a ratio that grows by a ratio is hard to take in
    unit = RATIO if code == "growth" else unit
    return Asked(name, places["year"], (places[code],), (moved,), unit, "move")


def _is_figure(result: Result, place: int) -> bool:
    return all(row[place] is None or isinstance(row[place], int | float) for row in result.rows)


def _is_ordered(result: Result, place: int, falls: bool) -> bool:
    """Whether the rows go by a column, the largest first (by size or by amount) or the smallest."""
    values = [row[place] for row in result.rows if row[place] is not None]
    return values in (sorted(values, reverse=falls), sorted(values, key=abs, reverse=falls))


# ── bars ─────────────────────────────────────────────────────────────────────────────────────────


def _bars(answer: Answer, asked: Asked) -> Chart | None:
    assert answer.result is not None
    rows, say = answer.result.rows, partial(in_language, answer.language)
    if len(asked.figures) > 1 and (len(rows) * len(asked.figures) > MOST_BARS or not _are_parts(asked.codes)):
        return None  # of the parts of many, no few would stand for the others
    years = {row[asked.year] for row in rows} if asked.year is not None else set()
    show = _Shown(answer, asked)
    if len(asked.figures) > 1:  # the parts of each row
        label = partial(_row_label, asked, with_year=True)
        groups = [Group(label(row), tuple(show.parts(row))) for row in rows]
    elif len(years) > 1 and asked.name is not None and len(rows) > len({row[asked.name] for row in rows}):
        names = dict.fromkeys(row[asked.name] for row in rows)
        groups = [Group(name, tuple(show.years(rows, name))) for name in names]
    else:
        one = [show.figure(row, _row_label(asked, row, with_year=len(years) > 1)) for row in rows]
        groups = [Group("", tuple(one))]
    notes = [show.scale.note]
    if len(groups) == 1 and (count := len(groups[0].figures)) > MOST_BARS:
        groups = [Group(groups[0].label, groups[0].figures[:MOST_BARS])]
        zh = f"前 {MOST_BARS} 个，共 {count} 个；全部见下面的表格"
        notes.insert(0, say(zh, f"The first {MOST_BARS} of {count}; the table below has them all"))
    if sum(len(group.figures) for group in groups) > MOST_BARS:
        return None  # nor of the years of many
    title = _title(answer, asked, only=groups[0].label if len(groups) == 1 else "")
    told = tuple(note for note in notes if note)
    return Chart("bars", answer.language, title, show.scale.unit, show.scale.size, tuple(groups), told)


def _are_parts(codes: Sequence[str]) -> bool:
    """Whether figures are parts side by side: none of them holds another, nor all of them.

    >>> _are_parts(["granted", "refused"]), _are_parts(["received_company", "received_natural_person"])
    (True, True)
    >>> _are_parts(["received", "granted"]), _are_parts(["refused", "refused_law"]), _are_parts(["grant_rate"])
    (False, False, False)
    """
    found = [_cells(code) for code in codes]
    if not all(cells.rows for cells in found) or any(code.endswith("_rate") for code in codes):
        return False
    if any(cells.columns == ("total",) and cells.rows[0] in _WHOLES for cells in found):
        return False
    return not any(_overlap(one, other) for one, other in combinations(found, 2))


def _overlap(one: Cells, other: Cells) -> bool:
    columns = {*one.columns, *other.columns}
    same = bool(set(one.columns) & set(other.columns)) or "total" in columns
    return same and bool(set(one.rows) & set(other.rows))


# ── lines ────────────────────────────────────────────────────────────────────────────────────────


def _lines(answer: Answer, asked: Asked) -> Chart | None:
    """A line an agency, or a line a figure of one agency; None for more than an eye can follow."""
    assert answer.result is not None and asked.year is not None
    rows, show = answer.result.rows, _Shown(answer, asked)
    names = list(dict.fromkeys(row[asked.name] for row in rows)) if asked.name is not None else [None]
    if max(len(names), len(asked.codes)) > MOST_LINES or min(len(names), len(asked.codes)) > 1:
        return None
    if len(asked.codes) == 1:
        groups = [Group(name or "", tuple(show.years(rows, name))) for name in names]
    else:
        labels = _part_labels(asked.codes, answer.language)
        groups = [
            Group(labels[i], tuple(show.years(rows, names[0], figure=i))) for i in range(len(asked.codes))
        ]
    notes = [blanks_note(groups, answer.language), show.scale.note]
    title = _title(answer, asked, only=names[0] or "" if len(names) == 1 else "")
    told = tuple(note for note in notes if note)
    return Chart("lines", answer.language, title, show.scale.unit, show.scale.size, tuple(groups), told)


# ── figures ──────────────────────────────────────────────────────────────────────────────────────


class _Shown:
    """The figures of one answer's rows: in which unit they are shown, how they are written, what proves them."""

    def __init__(self, answer: Answer, asked: Asked) -> None:
        assert answer.result is not None
        self._answer, self._asked, self._language = answer, asked, answer.language
        found = [row[place] for row in answer.result.rows for place in asked.figures]
        self.scale = Scale(found, asked.unit, self._language, is_move=asked.sort == "move")
        self._cited: dict[tuple[str, int | None], list[tuple[int, Citation]]] = {}
        for number, citation in enumerate(answer.citations, 1):
            for year in (citation.year, None):
                self._cited.setdefault((citation.agency, year), []).append((number, citation))

    def figure(self, row: Sequence[Any], label: str, figure: int = 0) -> Figure:
        """One figure of a row."""
        value = row[self._asked.figures[figure]]
        cited = self._citations(row, self._asked.codes[figure])
        if value is None:
            return self._blank(label, cited)
        return Figure(
            label, value, self.scale.written(value), self.scale.exact(value), cited[0][0] if cited else 0
        )

    def _blank(self, label: str, cited: Sequence[tuple[int, Citation]] = ()) -> Figure:
        """A figure that is not there: a blank where every cell it is made of is seen to be one."""
        is_blank = bool(cited) and not any(citation.quote.strip() for _, citation in cited)
        said = in_language(self._language, *(("空白", "blank") if is_blank else ("没有数字", "no figure")))
        return Figure(label, None, said, said, cited[0][0] if cited else 0)

    def parts(self, row: Sequence[Any]) -> list[Figure]:
        """Every figure of a row, each named for what it is of."""
        labels = _part_labels(self._asked.codes, self._language)
        return [self.figure(row, label, i) for i, label in enumerate(labels)]

    def years(self, rows: Sequence[Sequence[Any]], name: str | None, figure: int = 0) -> list[Figure]:
        """One name's figure of every year there is among the rows, and of those between."""
        asked = self._asked
        assert asked.year is not None
        own = {row[asked.year]: row for row in rows if asked.name is None or row[asked.name] == name}
        all_years = [row[asked.year] for row in rows]
        return [
            self.figure(own[year], str(year), figure) if year in own else self._blank(str(year))
            for year in range(min(all_years), max(all_years) + 1)
        ]

    def _citations(self, row: Sequence[Any], code: str) -> list[tuple[int, Citation]]:
        """The citations of one figure, those of its own cells where they can be told."""
        asked = self._asked
        if asked.name is None:
            return []  # a sum over many reports has no one place
        if code == "value":  # one of several items of one agency, told by its name
            rows, columns = _cells(_item_called(row[asked.name]))
            return [
                (n, c)
                for n, c in enumerate(self._answer.citations, 1)
                if c.row in rows and c.column in columns
            ]
        found = self._cited.get((row[asked.name], row[asked.year] if asked.year is not None else None), [])
        rows, columns = _cells(code)
        fitting = [(n, c) for n, c in found if c.row in rows and c.column in columns]
        return fitting or ([] if rows else found)


def _item_called(label: str) -> str:
    items = load_vocabulary().items
    return next((code for code, item in items.items() if label in (item.label_zh, item.label_en)), "")


class Cells(NamedTuple):
    """The cells of the form that a figure is made of."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]


def _cells(code: str) -> Cells:
    """The cells behind a figure, of a rate those of its first part; none for what is no figure of the form.

    >>> _cells("received_company"), _cells("grant_rate"), _cells("procurement_amount").columns, _cells("reports")
    (Cells(rows=('received',), columns=('company',)), Cells(rows=('granted',), columns=('total',)), ('amount',), Cells(rows=(), columns=()))
    """
    words = load_vocabulary()
    item, column = item_and_column(code.removesuffix("_share"))
    if item in words.rates:
        item, _, column = words.rates[item].of[0].partition(":")
    if item not in words.items:
        return Cells((), ())
    known = words.items[item]
    if column in words.columns:
        return Cells(known.rows, words.columns[column].columns)
    return Cells(known.rows, next(iter(known.columns), ("total",)))


# ── words ────────────────────────────────────────────────────────────────────────────────────────


def _row_label(asked: Asked, row: Sequence[Any], with_year: bool) -> str:
    name = str(row[asked.name]) if asked.name is not None else ""
    year = str(row[asked.year]) if asked.year is not None and with_year else ""
    return f"{name} {year}".strip()


def _part_labels(codes: Sequence[str], language: Language) -> list[str]:
    """What figures side by side are called; what all have in common is left to the title.

    >>> _part_labels(["received_company", "received_research"], "zh"), _part_labels(["granted", "refused"], "en")
    (['商业企业', '科研机构'], ['Applications granted', 'Applications refused'])
    """
    pairs = [item_and_column(code) for code in codes]
    if len({item for item, _ in pairs}) > 1 or not all(column for _, column in pairs):
        return [column_label(code, language) for code in codes]
    known = load_vocabulary().items[pairs[0][0]]
    if language == "en":
        labels = [english_label(column) for _, column in pairs]
        return [label[:1].upper() + label[1:] for label in labels]
    return [column_in_chinese(known, column) for _, column in pairs]


def _title(answer: Answer, asked: Asked, only: str) -> str:
    """Whose, of when and of what, as far as it is the same for all that is drawn."""
    language = answer.language
    what = _whole(asked.codes, language)
    what = what[:1].upper() + what[1:]
    if asked.sort == "move":
        of = ("增长率", "growth") if asked.unit == RATIO else ("变化", "change")
        what += in_language(language, "的", ", ") + in_language(language, *of)
        only = f"{only} {_moved_years(answer)}".strip()
    agencies, years = ({getattr(c, key) for c in answer.citations} for key in ("agency", "year"))
    if len(agencies) == 1 and answer.result and "agency" not in answer.result.columns:
        only = f"{agencies.pop()} {only}".strip()
    if asked.year is None and years:
        span = str(min(years)) if len(years) == 1 else f"{min(years)}–{max(years)}"
        only = f"{only} {in_language(language, f'{span} 年', span)}".strip()
    return in_language(language, " · ", " · ").join(part for part in (only, what) if part)


def _whole(codes: Sequence[str], language: Language) -> str:
    """What all the figures are of; "" where they have no more in common than their table.

    >>> _whole(["granted"], "zh"), _whole(["received_company", "received_research"], "en")
    ('予以公开', 'new applications received')
    >>> _whole(["refused_law", "refused_internal"], "zh"), _whole(["granted", "refused"], "en")
    ('不予公开', 'outcomes')
    """
    if len(codes) == 1:
        return "" if codes[0] == "value" else figure_label(codes[0], language)
    items = {item_and_column(code)[0] for code in codes}
    if len(items) == 1:
        return figure_label(items.pop(), language)
    rows = {row for code in codes for row in _cells(code).rows}
    group = next((group for group in form.GROUPS if rows <= {*form.group_rows(group)}), "")
    if group:
        return figure_label(group, language) if group in load_vocabulary().items else form.GROUPS[group]
    if rows <= {*form.rows_of("applications")} - {*_WHOLES}:
        return in_language(language, "办理结果", "outcomes")
    return ""


def _moved_years(answer: Answer) -> str:
    """From which year to which, where that is the same for all rows."""
    assert answer.result is not None
    year, before = answer.result.columns.index("year"), answer.result.columns.index("year_before")
    spans = {f"{row[before]} → {row[year]}" for row in answer.result.rows}
    return spans.pop() if len(spans) == 1 else ""
